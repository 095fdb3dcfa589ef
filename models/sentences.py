"""Sentences of official Vietnamese prose, by rule.

Line ends always end a sentence; a full stop does not where it belongs to an abbreviation (``TP. Bến Tre``,
``PGS.TS. Trần``), an initial (``T. Đồng``), a numeral that opens a line or heads an article (``1. ...``,
``Điều 5. ...``) or where what follows starts in lower case. Closing quotes and brackets stay with their sentence. The
rule approach to full stops is that of Grefenstette and Tapanainen (1994), with the abbreviations of this genre.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from models.syllables import syllables

Span = tuple[int, int]

LONGEST = 400
"""Syllables; a longer sentence is cut softly, at a semicolon or comma."""

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«(\\[\\-–—"
_STOP = re.compile(rf"(?:[.!?…]+)[{_CLOSERS}]*(?=\s)|(?:(?<=[^\W\d_]{{2}})|(?<=\d))\.(?=[A-ZÀ-ỸĐ][a-zà-ỹđ]+\s)")
_FIRST = re.compile(rf"[\s{_OPENERS}]*(\S)")
_TOKEN_BEFORE = re.compile(r"\S+\Z")
_NUMERAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])\Z")
_ARTICLE = re.compile(r"(?:điều|khoản|mục|chương|phần|bài|câu|bước)\s\Z", re.IGNORECASE)
_LETTERED = re.compile(
    r"(?:khu|lô|tổ|nhóm|hạng|điểm|loại|tuyến|đội|lớp|bảng|khối|gan|vitamin|phương án)\s\Z", re.IGNORECASE
)
_DOMAIN = re.compile(r"\w+(?:[-.]\w+)*\.(?:vn|com|net|org|gov|edu|html?)\b|@|://", re.IGNORECASE)

ABBREVIATIONS = re.compile(
    r"tp|tx|tt|kp|ths|th\.s|ts|gs|pgs|pgs\.ts|gs\.ts|ts\.bs|bs|bscki|bsckii|ks|ls|ds|cn|ncs|nsưt|nsnd|ngưt|ngnd"
    r"|đ/c|đ\.c|đc|mr|mrs|ms|dr|st|tr|tel|đt|đtdđ|vd|trđ",
    re.IGNORECASE,
)
"""Abbreviations, without their last stop, that never end a sentence."""

BEFORE_NUMBERS = re.compile(r"nq|ct|qđ|kh|đ|k|t|số|nr|no|fig|hình|bảng|q|p|h|x", re.IGNORECASE)
"""Abbreviations that do not end a sentence before a number, and may before a capital."""

_PLACES = frozenset("PQHXT")


def sentences(text: str) -> tuple[Span, ...]:
    """Offsets of the sentences: in order, without surrounding space, together holding all that is not space."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans += _line(text, start, start + len(line))
        start += len(line) + 1
    return tuple(spans)


def _line(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    opening = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, opening, stop.start(), stop.end(), end):
            spans += _trimmed(text, opening, stop.end())
            opening = stop.end()
    return spans + _trimmed(text, opening, end)


def _ends(text: str, opening: int, at: int, after: int, end: int) -> bool:
    """True where the marks at ``text[at:after]`` end the sentence that began at ``opening``."""
    follows = _FIRST.match(text, after, end)
    if follows is None:
        return True
    first = follows[1]
    if first.islower():
        return False
    if text[at] != "." or text.startswith("..", at):
        return text[at - 1 : at] != ","
    token = _TOKEN_BEFORE.search(text, max(opening, at - 40), at)
    if token is None:
        return True
    word = token[0].lstrip("(\"'“‘«[-–—")
    if ABBREVIATIONS.fullmatch(word):
        return False
    if text[after : after + 1].strip() and ("." in word or _DOMAIN.search(word)):
        return False
    if first.isdigit() and BEFORE_NUMBERS.fullmatch(word):
        return False
    before = text[opening : token.start()]
    if _NUMERAL.match(word) and (not before.strip(" " + '-–—+*•("“') or _heads_article(before)):
        return False
    if len(word) == 1 and word.isupper():
        return _lone_capital_ends(word, before)
    return True


def _heads_article(before: str) -> bool:
    """True where all that stands before the numeral is the name of an article or chapter."""
    return len(before) < 12 and _ARTICLE.search(before) is not None


def _lone_capital_ends(word: str, before: str) -> bool:
    """``Khu B. Khu C`` ends; ``T. Đồng``, ``P. Bí thư`` and ``H. Ba Tri`` do not."""
    return word not in _PLACES and _LETTERED.search(before) is not None


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return []
    return _capped(text, start, end) if end - start > LONGEST else [(start, end)]


def _capped(text: str, start: int, end: int) -> list[Span]:
    """Cut a sentence of more than :data:`LONGEST` syllables at the last semicolon, else comma, else space before it."""
    found = syllables(text[start:end])
    starts = [each.start + start for each in found]
    spans: list[Span] = []
    while True:
        first = bisect_left(starts, start)
        if len(starts) - first <= LONGEST:
            break
        limit = starts[first + LONGEST]
        cut = max(_last(text, ";", start, limit), 0) or max(_last(text, ",", start, limit), 0) or limit
        spans.append((start, len(text[:cut].rstrip()) if text[cut - 1].isspace() else cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
    return spans


def _last(text: str, mark: str, start: int, limit: int) -> int:
    """Offset after the last such mark followed by a space in the second half of the slice; -1 where there is none."""
    at = text.rfind(mark + " ", start + (limit - start) // 2, limit)
    return at + 1 if at >= 0 else -1
