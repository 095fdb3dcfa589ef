"""What leaves for people: the periodic report, workbooks for review, data sets."""
