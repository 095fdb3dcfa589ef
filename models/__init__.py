"""What a passage is about: text in, facts and scores out.

Reading order: :mod:`models.syllables` and :mod:`models.phrases` (what lists are matched on), :mod:`models.canonical`
(one spelling, with offsets back), :mod:`models.sentences`, :mod:`models.segment` (words; the only importer of
underthesea); :mod:`models.numbers`, :mod:`models.dates`, :mod:`models.figures`, :mod:`models.names` (structured facts);
:mod:`models.cut` (documents into passages); :mod:`models.pipeline` (all of it as spaCy components) and
:mod:`models.analyse` (a passage into its analysis). Nothing here imports flows, extractors or review, and importing
this package loads nothing heavy.
"""
