"""Section pages: the articles they link to, and the further pages they go on with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from corpus.page import Page
from extractors.addresses import canonical, trap
from extractors.links import Link, Links, links_of
from extractors.listing import Entry, absolute

POSTBACK = "phân trang bằng postback: không theo được"

_NEXT = frozenset(
    """trang sau|trang tiếp|trang tiếp theo|trang kế|trang kế tiếp|tiếp|tiếp theo|tiếp tục|kế tiếp|sau|xem tiếp|cũ hơn
    |bài cũ hơn|tin cũ hơn|next|next page|older|older posts""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_ARROWS = re.compile(r"[\s›»>→❯⟩▶…]+$|^[\s›»>→❯⟩▶]+")
_ARROW_ALONE = frozenset({"›", "»", ">", ">>", "→", "❯", "⟩", "▶"})
_NUMBER = re.compile(r"(?:trang|page)?\s*(\d{1,4})", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[/._-]?(?:trang|page|pages|p|pi)?[/._=-]?\d{1,4})?(?:\.(?:html?|aspx|php|vnp|vov))?/?$", re.IGNORECASE
)
_PAGE_NAMES = re.compile(
    r"p|pg|pi|cur|page|pages|paged|pagenum|page_num|pageno|pagenumber|pageindex|currentpage|trang|start|offset"
    r"|pagefirstrow|p_sortbehavior",
    re.IGNORECASE,
)
_POSTBACK = re.compile(r"__doPostBack\(\s*['\"]([^'\"]{1,300})['\"]\s*,\s*['\"]([^'\"]{0,100})['\"]|WebForm_DoPostBack")
_PAGING_TARGET = re.compile(r"pag(?:e|ing|er)|pgr|trang|next", re.IGNORECASE)
_REFRESH = re.compile(r"RefreshPageTo\(\s*event\s*,\s*[\"']([^\"']{1,2000})[\"']")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class SectionListing:
    """A section page: its articles in page order, its further pages (the one called next first), and faults in words.

    ``fault`` names pagination that only a form can follow: an ASP.NET postback.
    """

    entries: tuple[Entry, ...]
    further: tuple[str, ...]
    fault: str | None = None


def section(
    page: Page, *, article: re.Pattern[str], hosts: frozenset[str] = frozenset(), limit: int = 10
) -> SectionListing:
    """Read a section page once for all it holds; see :func:`section_entries` and :func:`next_pages`."""
    links = links_of(page)
    further = _further(page, links, hosts, limit)
    faults = [links.fault] if links.fault else []
    if not further and any(_is_postback(link) for link in links.links):
        faults.append(POSTBACK)
    return SectionListing(_articles(page, links, article, hosts), further, "; ".join(faults) or None)


def section_entries(page: Page, *, article: re.Pattern[str], hosts: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    """List the links of a section page that fit the publisher's article pattern, in page order, each once.

    Args:
        article: searched in the absolute address without its tracking parameters.
        hosts: hosts beside the page's own whose links count, such as a twin.
    """
    return _articles(page, links_of(page), article, hosts)


def next_pages(page: Page, *, hosts: frozenset[str] = frozenset(), limit: int = 10) -> tuple[str, ...]:
    """List the further pages a section page links to: the one it calls next first, then by number.

    Numbers count only where the address continues the section's own.
    """
    return _further(page, links_of(page), hosts, limit)


def _articles(page: Page, links: Links, article: re.Pattern[str], hosts: frozenset[str]) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for url, key, link in _resolved(page, links, hosts):
        if "next" in link.rel or not article.search(key) or trap(key) is not None:
            continue
        known = entries.get(key)
        if known is None:
            entries[key] = Entry(url, link.words, signal="section")
        elif len(link.words) > len(known.title):
            entries[key] = Entry(known.url, link.words, signal="section")
    return tuple(entries.values())


def _further(page: Page, links: Links, hosts: frozenset[str], limit: int) -> tuple[str, ...]:
    here = canonical(page.final_url)
    called: dict[str, str] = {}
    numbered: dict[str, tuple[int, str]] = {}
    for url, key, link in _resolved(page, links, hosts):
        if key == here or trap(key) is not None:
            continue
        number = _NUMBER.fullmatch(link.words)
        if "next" in link.rel or _says_next(link.words):
            called.setdefault(key, url)
        elif number is not None and _continues(key, here):
            numbered.setdefault(key, (int(number[1]), url))
    by_number = sorted((number, url) for key, (number, url) in numbered.items() if key not in called)
    return (*called.values(), *(url for _, url in by_number))[:limit]


def _resolved(page: Page, links: Links, hosts: frozenset[str]) -> Iterator[tuple[str, str, Link]]:
    """(absolute address, its canonical form, link) of every link to the page's own host or one of ``hosts``."""
    base = page.final_url
    if links.base and (named := absolute(base, links.base)) is not None:
        base = named[0]
    wanted = hosts | {urlsplit(page.final_url).hostname or ""}
    for link in links.links:
        found = absolute(base, _reference(link))
        if found is not None and urlsplit(found[0]).hostname in wanted:
            yield *found, link


def _reference(link: Link) -> str:
    """Where a link leads: its href, or what SharePoint's list views hand to a script of theirs."""
    if link.href.lower().startswith(("javascript:", "#")):
        refreshed = _REFRESH.search(link.onclick) or _REFRESH.search(unquote(link.href))
        if refreshed is not None:
            return _UNICODE_ESCAPE.sub(lambda match: chr(int(match[1], 16)), refreshed[1])
        return ""
    return link.href


def _says_next(words: str) -> bool:
    if words in _ARROW_ALONE:
        return True
    return bool(words) and len(words) < 40 and _ARROWS.sub("", words).strip().lower() in _NEXT


def _continues(key: str, here: str) -> bool:
    """True where an address is a section's own but for the page it names."""
    if _stem(key) != _stem(here):
        return False
    asked, given = _parameters(here), _parameters(key)
    return all(given.get(name, value) == value for name, value in asked.items())


def _parameters(url: str) -> dict[str, str]:
    """What a query says besides the page, with escapes undone as often as they were done."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return {name.lower(): _plain(value) for name, value in pairs if not _PAGE_NAMES.fullmatch(name)}


def _plain(text: str) -> str:
    for _ in range(4):
        undone = unquote(text)
        if undone == text:
            return text
        text = undone
    return text


def _stem(url: str) -> str:
    """The address of a section, whichever of its pages it names."""
    parts = urlsplit(url)
    return f"{parts.hostname}{_PAGE_NUMBER.sub('', _plain(parts.path))}".lower()


def _is_postback(link: Link) -> bool:
    """True for a link that pages by sending the page's form back (ASP.NET ``__doPostBack``)."""
    found = _POSTBACK.search(unquote(link.href)) or _POSTBACK.search(link.onclick)
    if found is None:
        return False
    target = f"{found[1] or ''} {found[2] or ''}"
    return _NUMBER.fullmatch(link.words) is not None or _says_next(link.words) or bool(_PAGING_TARGET.search(target))
