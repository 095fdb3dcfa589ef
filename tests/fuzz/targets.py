"""Names of the targets and where each is made: nothing of ours is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from fuzz.target import Target

_OF: Mapping[str, tuple[str, ...]] = {
    "fuzz.of_bytes": ("decode", "letters", "tidy", "sniff", "travel"),
    "fuzz.of_pages": ("page", "said", "links", "address", "moment"),
    "fuzz.of_listings": ("feed", "sitemap", "robots", "headers"),
    "fuzz.of_archives": ("warc", "backup", "model"),
    "fuzz.of_imports": ("record", "records-file", "text", "mapping", "gold", "settings"),
    "fuzz.of_tables": ("workbook", "taxonomy", "letterhead"),
    "fuzz.of_reports": ("format", "docx", "rtf", "markup", "handed", "head", "pdf", "doc", "scan", "report"),
    "fuzz.of_words": ("sentences", "dates", "figures", "spelling", "query", "filter", "passage"),
}
_WHERE: Mapping[str, str] = {name: module for module, names in _OF.items() for name in names}

NAMES: tuple[str, ...] = tuple(_WHERE)

ISOLATED = frozenset({"pdf", "doc", "scan", "report", "model", "passage"})
"""Targets whose parser is C code, or runs in a process of its own."""

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "feed": ("feedparser",),
    "address": ("w3lib", "url_normalize"),
    "warc": ("warcio",),
    "rtf": ("striprtf",),
    "workbook": ("openpyxl",),
    "headers": ("email",),
    "taxonomy": ("tomllib",),
}
"""Parsers in Python beside our own whose branches guide the hunt as well."""


def target(name: str) -> Target:
    """The target of a name.

    Raises:
        KeyError: there is none.
    """
    made: Mapping[str, Target] = import_module(_WHERE[name]).TARGETS
    return made[name]
