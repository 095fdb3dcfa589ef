"""The body element of an article to parts with roles, in page order.

Only the shape of the markup decides here (figures, tables, lists, headings, class names that newsroom systems share);
:mod:`extractors.roles` then looks at the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from corpus.document import Role
from extractors.encoding import one_line
from extractors.markup import BREAKING, beside, elements, holds_block, inline, nodes, run_on
from extractors.roles import Part

_UNREAD = """script style noscript template svg button form iframe select input textarea nav video audio object embed
map dialog amp-ad amp-embed amp-iframe amp-sidebar amp-analytics"""
_PHOTOS = frozenset({"img", "picture", "amp-img"})
_CAPTION_WORDS = 5
"""A plain line under a photo with fewer words may be a name or a mark."""

_NO_CAPTION_END = (".", ":", ";", "!", "?", "…", "”", '"')
_MARKED = frozenset(("b", "strong", "i", "em"))
_SKIPPED = frozenset(_UNREAD.split())
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:relate|related|tin-?lien-?quan|lien-?quan|bai-?lien-?quan|share|sharing|social|comments?|binh-?luan|tags?|"
    r"keywords?|tu-?khoa|banner|advert\w*|ads?|quang-?cao|newsletter|breadcrumbs?|pagination|paging|toolbar|rating|"
    r"reaction|read-?more|box-?tin|tin-?khac|other-?news|link-?source|print|zalo|subscribe)(?:$|[\s_-])|relat(?:ed|e)-?(?:news|box|one)|listnews",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|chu-?thich|image-?desc|img-?desc|photo-?desc|note-?image|txt-?image|pic-?note", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|chapeau|detail-desc|article-summary|the-article-summary)(?:$|[\s_-])", re.IGNORECASE
)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline|tac-?gia|article-?source|nguon)(?:$|[\s_-])", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_RIGHT_CLASS = re.compile(r"^(?:text|align|has-text-align|rte)-?right$", re.IGNORECASE)
_NEW_LINE = re.compile(r"^(?:[-–—•*+●]\s|\(?\d{1,2}[.)]\s|\(?[a-zđ][.)]\s)")
_BULLET = re.compile(r"^[-–—•*+●]\s+\S")
_ENDED = (".", "!", "?", ":", ";", "…", "”", '"', ")")
HEADING_WORDS = 28
PHOTO_WORDS = 40
"""What stands in one box with a photo is its caption up to this many words."""
MOST_DEPTH = 60
"""Elements nested deeper than this are read as one block: no newsroom writes them, and recursion has an end."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a reading says of a body: its length, what to leave out and what is a caption, by object identity."""

    dropped: frozenset[int]
    captions: frozenset[int]
    length: int


def cut_of(body: Tag, *, drop: Iterable[str], caption: Iterable[str]) -> Cut:
    """Find the elements that a reading's selectors name inside a body."""
    return Cut(
        frozenset(id(element) for selector in drop for element in body.select(selector)),
        frozenset(id(element) for selector in caption for element in body.select(selector)),
        len(inline(body)),
    )


def parts_of(body: Tag, *, cut: Cut) -> list[Part]:
    """Read a body element into parts; nothing is joined across block elements and nothing is said twice."""
    return list(_children(body, Role.PARAGRAPH, cut=cut, depth=0))


def image_words(body: Tag) -> tuple[str, ...]:
    """Alternative texts of a body's images: a paragraph that repeats one is its caption."""
    stated = (element.get("alt") for element in body.find_all("img"))
    return tuple(one_line(text) for text in stated if isinstance(text, str) and text.strip())


def _children(element: Tag, role: Role, *, cut: Cut, depth: int) -> Iterator[Part]:
    if depth > MOST_DEPTH:
        yield from _one(element, role)
        return
    pieces: list[str] = []
    for child in element.children:
        if not isinstance(child, Tag):
            if type(child) is NavigableString:
                pieces.append(re.sub(r"\s+", " ", child))
            continue
        if child.name in _SKIPPED or id(child) in cut.dropped:
            continue
        if child.name == "br":
            pieces.append("\n")
        elif child.name not in BREAKING and not holds_block(child):
            line = _inline_lines(child)
            pieces.append(f"\n\n{line}\n\n" if child.name in _MARKED and _alone(child) else line)
        else:
            yield from _lines(pieces, role)
            pieces.clear()
            yield from _block(child, role, cut=cut, depth=depth + 1)
    yield from _lines(pieces, role)


def _block(element: Tag, role: Role, *, cut: Cut, depth: int) -> Iterator[Part]:
    names = _names(element)
    if id(element) in cut.captions or element.name == "figcaption" or (_CAPTION.search(names) and _short(element)):
        yield from _one(element, Role.CAPTION)
    elif _JUNK.search(names) and len(inline(element)) * 2 < cut.length:
        return
    elif element.name == "figure" and element.find("table") is None:
        yield from _figure(element, cut=cut, depth=depth)
    elif element.name == "table":
        yield from _table(element, role, cut=cut, depth=depth)
    elif element.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        long = len(inline(element).split()) > 2 * HEADING_WORDS
        yield from _one(element, Role.LEAD if _LEAD.search(names) else Role.PARAGRAPH if long else Role.HEADING)
    elif element.name == "li":
        yield from _children(element, Role.ITEM, cut=cut, depth=depth)
    elif _only_link(element):
        yield from _one(element, Role.NOTICE)
    elif _around_photo(element) or _under_photo(element):
        yield from _one(element, Role.CAPTION)
    elif element.name == "p" or not holds_block(element):
        yield from _paragraph(element, role, names, cut=cut, depth=depth)
    else:
        inner = Role.LEAD if role is Role.PARAGRAPH and _LEAD.search(names) and _short(element) else role
        yield from _children(element, inner, cut=cut, depth=depth)


def _paragraph(element: Tag, role: Role, names: str, *, cut: Cut, depth: int) -> Iterator[Part]:
    text = one_line(inline(element))
    count = len(text.split())
    if role is Role.PARAGRAPH:
        if _LEAD.search(names) and _short(element):
            role = Role.LEAD
        elif count <= 14 and (_AUTHOR.search(names) or _right(element)) and not text.endswith((".", "!", "?", ":")):
            role = Role.BYLINE
        elif (
            2 <= count <= HEADING_WORDS
            and not text.endswith((".", "!", "?", ":", ";", ","))
            and _all_bold(element, text)
        ):
            role = Role.HEADING
    yield from _children(element, role, cut=cut, depth=depth)


def _figure(element: Tag, *, cut: Cut, depth: int) -> Iterator[Part]:
    """A figure says its caption; one that is really a box of paragraphs is read as one."""
    captions = element.find_all("figcaption")
    if not captions:
        if len(inline(element).split()) <= 60:
            yield from _one(element, Role.CAPTION)
        else:
            yield from _children(element, Role.PARAGRAPH, cut=cut, depth=depth)
    for caption in captions:
        yield from _one(caption, Role.CAPTION)


def _table(element: Tag, role: Role, *, cut: Cut, depth: int) -> Iterator[Part]:
    """A table around photos holds captions, one column is a box of paragraphs, anything else is a table of rows."""
    rows = [row for row in element.find_all("tr") if row.find_parent("table") is element]
    cells = [[cell for cell in row.find_all(["td", "th"], recursive=False)] for row in rows]
    words = len(inline(element).split())
    if element.find(["img", "picture", "video"]) is not None and words <= 60 * max(1, len(element.find_all("img"))):
        for row in cells:
            for cell in row:
                yield from _one(cell, Role.CAPTION)
    elif max((len(row) for row in cells), default=0) <= 1 or element.find("table") is not None:
        for row in cells:
            for cell in row:
                yield from _children(cell, role, cut=cut, depth=depth)
    else:
        for caption in element.find_all("caption", limit=1):
            yield from _one(caption, Role.HEADING)
        for row in cells:
            line = " | ".join(one_line(inline(cell)) for cell in row)
            if line.replace("|", "").strip():
                yield Role.TABLE, line


def _alone(element: Tag) -> bool:
    """True for an element with a line of its own between line breaks: a title, a date or a name set in running text."""
    broken = False
    for siblings in (element.previous_siblings, element.next_siblings):
        near = next(
            (one for one in siblings if isinstance(one, Tag) or (type(one) is NavigableString and one.strip())), None
        )
        if near is None:
            continue
        if not isinstance(near, Tag) or near.name not in BREAKING:
            return False
        broken = broken or near.name == "br"
    return broken


def _one(element: Tag, role: Role) -> Iterator[Part]:
    text = one_line(inline(element))
    if text:
        yield role, text


def _inline_lines(element: Tag) -> str:
    if element.find("br") is None:
        return inline(element)
    pieces: list[str] = []
    for node in nodes(element):
        if isinstance(node, Tag):
            pieces.append("\n" if node.name == "br" else "")
        elif type(node) is NavigableString:
            pieces.append(re.sub(r"\s+", " ", node))
    return run_on(pieces)


def _lines(pieces: list[str], role: Role) -> Iterator[Part]:
    """Split at line breaks that end a sentence or open an entry; other breaks are only for looks."""
    line = ""
    for piece in re.split(r"\n", run_on(pieces)):
        text = one_line(piece)
        if not text:
            # An empty line is a paragraph break whatever stands around it.
            if line:
                yield _listed(role, line)
            line = ""
        elif line and not line.endswith(_ENDED) and not _NEW_LINE.match(text):
            line = f"{line} {text}"
        else:
            if line:
                yield _listed(role, line)
            line = text
    if line:
        yield _listed(role, line)


def _listed(role: Role, text: str) -> Part:
    return (Role.ITEM if role is Role.PARAGRAPH and _BULLET.match(text) else role), text


def _names(element: Tag) -> str:
    held: str | list[str] = element.get("class") or []
    classes = " ".join(held) if isinstance(held, list) else str(held)
    return f"{classes} {element.get('id') or ''} {element.get('type') or ''}"


def _short(element: Tag) -> bool:
    return len(inline(element).split()) <= 160


def _right(element: Tag) -> bool:
    style = element.get("style")
    classes: str | list[str] = element.get("class") or []
    return (
        element.get("align") == "right"
        or any(_RIGHT_CLASS.search(name) for name in ([classes] if isinstance(classes, str) else classes))
        or (isinstance(style, str) and bool(_RIGHT.search(style)))
    )


def _only_link(element: Tag) -> bool:
    """True for a block that is nothing but links to other pages, as boxes of related articles are."""
    text = one_line(inline(element))
    if not text or len(text.split()) < 3:
        return False
    linked = sum(len(one_line(inline(link))) for link in element.find_all("a"))
    return linked >= 0.9 * len(text)


def _around_photo(element: Tag) -> bool:
    """True for a box of a photo and a short line that is no sentence, or that is set in italics."""
    names = {one.name for one in elements(element)}
    if not names & _PHOTOS or not names.isdisjoint(("figure", "figcaption")):
        return False
    text = one_line(inline(element))
    if not 1 <= len(text.split()) <= PHOTO_WORDS:
        return False
    italic = "".join(inline(one) for one in element.find_all(["em", "i"]))
    return not text.endswith((".", ":", ";")) or len(italic.split()) >= 0.8 * len(text.split())


def _under_photo(element: Tag) -> bool:
    """True for a line in italics, or no sentence and centred or plain, right after an element with a photo alone."""
    over = beside(element, after=False)
    if (
        over is None
        or inline(over).strip()
        or not (over.name in _PHOTOS or any(one.name in _PHOTOS for one in elements(over)))
    ):
        return False
    text = one_line(inline(element))
    if not 1 <= len(text.split()) <= PHOTO_WORDS or element.find("img") is not None:
        return False
    italic = "".join(inline(one) for one in element.find_all(["em", "i"]))
    centred = "center" in f"{element.get('style') or ''} {element.get('align') or ''}"
    if len(italic.split()) >= 0.8 * len(text.split()):
        return True
    plain = len(text.split()) >= _CAPTION_WORDS and element.find(["b", "strong", "h2", "h3"]) is None
    return (centred or plain) and not text.endswith(_NO_CAPTION_END)


def _all_bold(element: Tag, text: str) -> bool:
    bold = "".join(inline(one) for one in element.find_all(["strong", "b"]) if one.find_parent(["strong", "b"]) is None)
    return bool(bold) and one_line(bold).replace(" ", "") == text.replace(" ", "")
