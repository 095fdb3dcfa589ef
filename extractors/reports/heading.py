"""The administrative head of a State or Party document, read from slips in whatever order they come.

The layouts are those of Nghị định 30/2020/NĐ-CP, phụ lục I, and of Hướng dẫn 36-HD/VPTW: on the left the body
above, the body that issues, the number and, in a letter, what it is about; on the right the fixed wording, place and
date; below them the type of document, the abstract and those it is addressed to. What a slip says decides, its side
only helps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from extractors.reports.abstract import read_abstract
from extractors.reports.addressees import addresses, read_addressees
from extractors.reports.dating import Dated, find_dated
from extractors.reports.head import MOTTO_LENGTH, Head
from extractors.reports.layout import Kind
from extractors.reports.marks import MARK, MOTTO, NATION, OPENING, SUBJECT, URGENCY, fold, in_capitals, is_rule
from extractors.reports.naming import find_kind, opens_body_name
from extractors.reports.numbering import find_number, is_number_label
from extractors.reports.slips import Slip

REACH = 90
"""Slips looked at; a head with a long left side and many addressees stays under it."""

NUMBER_REACH = 25
DATE_REST = 60
"""Characters that may stand before a number, or around a date, on a line of a head; in a sentence there are more."""

LOOK_AHEAD = 8
_SPELT_SUBJECT = re.compile(r"ve viec\b\s*:?\s*")


def read_head(slips: Sequence[Slip], *, now: datetime) -> Head:
    """Read a head from the slips of a document's beginning."""
    head = Head()
    slips = _mended(slips[:REACH])
    place = _top(head, slips, now=now)
    if place < len(slips) and head.kind is not None:
        place = read_abstract(head, slips, place)
    if place < len(slips) and addresses(slips[place]):
        place = read_addressees(head, slips, place)
        if head.kind is None and place < len(slips) and (late := find_kind(slips[place].text)) is not None:
            # A submission may name those it goes to above its type.
            head.kind = late[0]
            head.abstract = [late[1]] if late[1] else []
            place = read_abstract(head, slips, place + 1)
    head.ends = slips[place].piece if place < len(slips) else (slips[-1].piece + 1 if slips else 0)
    return head


def _mended(slips: Sequence[Slip]) -> list[Slip]:
    """Slips with a number or date that goes on in the next slip of its side joined to it."""
    mended: list[Slip] = []
    for slip in slips:
        last = mended[-1] if mended else None
        if last is not None and last.side in (slip.side, "unknown") and _goes_on(last.text, slip.text):
            mended[-1] = Slip(
                f"{last.text} {slip.text}", last.piece, last.kind, last.side, last.centred, last.bold, last.source
            )
        else:
            mended.append(slip)
    return mended


def _goes_on(text: str, following: str) -> bool:
    folded, after = fold(text), fold(following)
    if is_number_label(text) and find_number(text) is None:
        return find_number(f"{text} {following}") is not None
    broken_date = "ngay" in folded and "nam" not in folded.rsplit("ngay", 1)[1] and len(text) <= 60
    return broken_date and after.startswith(("thang", "nam ", "nam")) and len(following) <= 30


def _top(head: Head, slips: Sequence[Slip], *, now: datetime) -> int:
    """Read everything over the type, or over "Kính gửi" in a letter; returns the place of what follows."""
    telling = False
    for place, slip in enumerate(slips):
        text, folded = slip.text, fold(slip.text)
        if is_rule(text):
            head.lone_star = head.lone_star or text.strip() in ("*", "***", "* * *")
            continue
        if head.takes_fixed(text):
            telling = telling and slip.side == "right"
            continue
        if addresses(slip):
            return place
        kind = find_kind(text, centred=slip.centred or slip.side == "middle")
        if kind is not None and slip.side not in ("right",) and (head.seen or place <= 8):
            head.kind = kind[0]
            head.abstract = [kind[1]] if kind[1] else []
            return place + 1
        if _facts(head, text, now=now):
            telling = False
            continue
        opened = SUBJECT.match(folded) or (_SPELT_SUBJECT.match(folded) if slip.side == "left" else None)
        if opened is not None:
            head.subject = [text[opened.end() :]]
            telling = True
            continue
        if telling and slip.side in ("left", "unknown", "middle") and not OPENING.match(folded) and _short(text):
            head.subject.append(text)
            continue
        if is_number_label(text):
            head.number_line = head.number_line or text
            continue
        if URGENCY.match(folded):
            head.aside.append(text)
            continue
        if slip.side != "right" and _names_body(head, slip):
            head.left.append(text)
            head.framed = slip.kind is Kind.ROW
            continue
        if slip.side == "right" and in_capitals(text) and slip.kind is not Kind.PARAGRAPH:
            kind = find_kind(text)
            if kind is not None:
                head.kind, head.abstract = kind[0], [kind[1]] if kind[1] else []
                return place + 1
            head.aside.append(text)
            continue
        if _title_without_kind(head, slips, place):
            head.abstract = [text]
            return read_abstract(head, slips, place + 1)
        if _more_follows(slips, place, now=now):
            head.aside.append(text)
            continue
        if head.seen or head.left:
            return place
        if place >= 4 or len(text.split()) > 12:
            return 0
        head.aside.append(text)
    return len(slips)


def _more_follows(slips: Sequence[Slip], place: int, *, now: datetime) -> bool:
    """True when the fixed wording or the date still comes within a few slips: this one is a scan's noise."""
    for slip in slips[place + 1 : place + 1 + LOOK_AHEAD]:
        folded = fold(slip.text)
        if addresses(slip) or OPENING.match(folded):
            return False
        if (NATION.search(folded) and slip.text[:1].isupper()) or (
            MOTTO.search(folded) and len(slip.text) <= MOTTO_LENGTH
        ):
            return True
        dated = find_dated(slip.text, now=now)
        if dated is not None and dated.place is not None and len(slip.text) <= DATE_REST:
            return True
    return False


def _facts(head: Head, text: str, *, now: datetime) -> bool:
    """Number and date, also both on one line, with what stands before them; False where there is neither."""
    numbered = find_number(text) if head.number is None else None
    if numbered is not None and numbered.start > NUMBER_REACH:
        numbered = None
    rest = text[numbered.end :].strip(" -–|") if numbered is not None else text
    dated = find_dated(rest, now=now) if head.dated is None else None
    if dated is not None and (len(rest) - (dated.end - dated.start) > DATE_REST or _spoken(rest, dated)):
        dated = None
    if numbered is None and dated is None:
        return False
    if numbered is not None:
        head.number, head.number_line = numbered, text[numbered.start : numbered.end].strip()
        before = text[: numbered.start].strip(" -–|")
        if before and in_capitals(before):
            head.left.append(before)
        subject = SUBJECT.match(fold(rest))
        if subject is not None:
            head.subject = [rest[subject.end() : dated.start if dated is not None else None].strip()]
    if dated is not None:
        head.dated, head.date_line = dated, rest[dated.start : dated.end].strip(" -–|")
    return True


def _spoken(text: str, dated: Dated) -> bool:
    """A date inside a sentence is no date of a head."""
    before = text[: dated.start].strip()
    return bool(before) and before[-1:].islower()


def _names_body(head: Head, slip: Slip) -> bool:
    text = slip.text
    if not in_capitals(text, share=0.8) or len(text.split()) > 16 or MARK.match(text):
        return False
    if head.number_line and not opens_body_name(text):
        return False
    if head.left and slip.side in ("unknown", "middle") and (head.number is not None or head.framed):
        # Below the number, or below the table that holds the head, stands no body any more.
        return False
    return opens_body_name(text) or bool(head.left) or slip.side == "left" or not head.seen


def _title_without_kind(head: Head, slips: Sequence[Slip], place: int) -> bool:
    """A line in capitals under a head that has its left and right side is the title of a form or a table."""
    text = slips[place].text
    return head.seen and bool(head.left) and in_capitals(text) and len(text.split()) >= 3 and not MARK.match(text)


def _short(text: str) -> bool:
    return len(text.split()) <= 25 and not text.endswith(("./.", ";"))
