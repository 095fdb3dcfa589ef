"""Where people look and decide: the table files that analysts open (:mod:`review.sheet`). No SQL is written here."""
