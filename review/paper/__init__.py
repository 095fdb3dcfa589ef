"""Periodic reports on paper: rows become content by fixed sentences, content becomes DOCX or HTML.

``rows`` (what was counted) -> ``compose`` (which sentences, tables and notes) -> ``content`` -> ``docx_file``,
``html_file``. No sentence is made up: each is a template of :mod:`review.paper.wording` with numbers put in.
"""
