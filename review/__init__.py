"""Where people look and decide: the web application and the table files that analysts open. No SQL is written here.

* :mod:`review.app` puts the application together from a :class:`review.desk.Desk`; :mod:`review.serve` serves it;
* :mod:`review.pages` holds a module for each page and says how to add one;
* :mod:`review.labelling`, :mod:`review.card`, :mod:`review.verdict` and :mod:`review.line` are judging from queues;
* :mod:`review.security` and :mod:`review.passwords` keep out what is not let in;
* :mod:`review.words` and :mod:`review.templating` are what is said, and in which language;
* :mod:`review.sheet` writes CSV, XLSX, Parquet and JSON Lines.
"""
