"""Links of a page, read as a stream of tags: no tree is built, so a page made to exhaust a reader does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.page import Page
from extractors.encoding import decode, one_line
from extractors.markup import BREAKING

LINKS = 5000
"""Links of a page that are read."""
SIZE = 5_000_000
"""Bytes of a page that are read for its links."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z]")
_UNREAD = frozenset({"script", "style", "svg", "noscript", "template"})
_WORDS = 600


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands: ``href`` and ``onclick`` untouched, words on one line, ``rel`` in lower case."""

    href: str
    words: str
    rel: frozenset[str]
    onclick: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page in order, and the base its addresses are relative to (empty where it names none)."""

    links: tuple[Link, ...]
    base: str = ""
    fault: str | None = None


def links_of(page: Page) -> Links:
    """Read the links of a page: every ``a``, and ``link rel=next`` of its head."""
    charset = _CHARSET.search(page.header("content-type") or "")
    text = decode(page.body[:SIZE], declared=charset[1] if charset else None).text
    element = _ELEMENT.search(text)
    if element is None:
        return Links(())
    collector = _Collector()
    # It is only ever given text, never bytes.
    parser = etree.HTMLParser(target=collector, encoding="utf-8", huge_tree=False)  # type: ignore[arg-type]
    # From the first element on: an XML declaration or stray text before it is no part of what a browser shows.
    raw = text[element.start() :].replace("\x00", "").encode("utf-8", "replace")
    faults = [f"chỉ đọc {SIZE} byte đầu"] if len(page.body) > SIZE else []
    try:
        for start in range(0, len(raw), 65_536):
            parser.feed(raw[start : start + 65_536])
            if len(collector.links) >= LINKS:
                faults.append(f"chỉ đọc {LINKS} liên kết đầu (more than {LINKS} links)")
                break
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        faults.append(f"hỏng (broken): {error}"[:200])
    collector.finish()
    return Links(tuple(collector.links[:LINKS]), collector.base, "; ".join(faults) or None)


@dataclass(slots=True)
class _Collector:
    """The parser's listener."""

    links: list[Link] = field(default_factory=list)
    base: str = ""
    _open: dict[str, str] | None = None
    _words: list[str] = field(default_factory=list)
    _size: int = 0
    _unread: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "a":
            self.finish()
            if attributes.get("href") is not None:
                self._open = dict(attributes)
        elif tag == "link" and "next" in (attributes.get("rel") or "").lower().split() and attributes.get("href"):
            self.links.append(Link(attributes["href"], "", frozenset({"next"})))
        elif tag == "base" and not self.base:
            self.base = attributes.get("href") or ""
        elif tag in BREAKING and self._open is not None:
            self._words.append(" ")

    def end(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag == "a":
            self.finish()

    def data(self, text: str) -> None:
        if self._open is not None and not self._unread and self._size < _WORDS:
            self._words.append(text[:_WORDS])
            self._size += len(text)

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def close(self) -> None:
        """The end of the page."""

    def finish(self) -> None:
        """Keep the open link."""
        if self._open is not None:
            held = self._open
            words = one_line("".join(self._words)) or one_line(held.get("title") or "")
            rel = frozenset((held.get("rel") or "").lower().split())
            self.links.append(Link(held["href"], words, rel, (held.get("onclick") or "")[:_WORDS]))
        self._open, self._words, self._size = None, [], 0
