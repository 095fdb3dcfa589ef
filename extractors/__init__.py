"""Where text comes from: bytes in, a :class:`corpus.document.Document` out; no store, and no clock but an argument.

Reading order: :mod:`extractors.encoding` (bytes to text), :mod:`extractors.markup` and :mod:`extractors.blocks`
(markup to blocks), :mod:`extractors.roles` (what each line is), :mod:`extractors.dateline` (times),
:mod:`extractors.facts` (what a page says of itself), :mod:`extractors.publishers` (declared mastheads),
:mod:`extractors.generic` (pages of everyone else). :mod:`extractors.article`, :mod:`extractors.plain` and
:mod:`extractors.records` are the doors: a page, a text file, a JSON record. Importing this package loads nothing heavy.
"""
