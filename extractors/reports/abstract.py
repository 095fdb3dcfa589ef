"""The abstract (trích yếu) under the type of a document: where it ends and the running text begins."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reports.addressees import addresses
from extractors.reports.head import Head
from extractors.reports.layout import Kind
from extractors.reports.marks import OPENING, fold, in_capitals, is_rule
from extractors.reports.naming import opens_body_name
from extractors.reports.slips import Slip

WORDS = 120
"""No abstract is longer."""

MIDDLE = 14.0
"""Points by which the middles of two centred lines may differ."""


def read_abstract(head: Head, slips: Sequence[Slip], place: int) -> int:
    """Lines of the abstract from ``place``, until a rule, an addressee, or what reads or is set as running text."""
    first: Slip | None = None
    names = {fold(name) for name in head.names}
    while place < len(slips):
        slip = slips[place]
        text, folded = slip.text, fold(slip.text)
        if is_rule(text):
            if not head.abstract:
                place += 1
                continue
            return place + 1
        if text.startswith("(") and head.abstract and text.endswith(")"):
            head.aside.append(text)
            place += 1
            continue
        if head.abstract and not _in_abstract(head, slip, first, names):
            return place
        if not head.abstract and (
            addresses(slip) or (OPENING.match(folded) and not folded.startswith(("trien", "tiep")))
        ):
            return place
        if sum(len(line.split()) for line in head.abstract) + len(text.split()) > WORDS:
            return place
        if not head.abstract and text.endswith((";", "./.")):
            return place
        if head.takes_fixed(text):
            place += 1
            continue
        head.abstract.append(text)
        first = first or slip
        place += 1
    return place


def _in_abstract(head: Head, slip: Slip, first: Slip | None, names: set[str]) -> bool:
    text, folded = slip.text, fold(slip.text)
    last = head.abstract[-1]
    if addresses(slip) or folded in names or (slip.side in ("left", "right") and slip.kind is not Kind.ROW and first):
        return False
    if text[:1].islower() and not last.endswith((".", ";", ":")):
        return not _runs(slip, first)
    if OPENING.match(folded) or text.endswith((";", ":", "./.", ",")) or last.endswith(("./.", ";")):
        return False
    if in_capitals(text):
        return in_capitals(last) and not opens_body_name(text) and not folded.startswith(("quyet dinh", "quyet nghi"))
    if in_capitals(last) and not in_capitals(text) and len(head.abstract) > 1:
        return False
    if text.endswith(".") and len(text.split()) > 12:
        return False
    if first is not None and first.bold != slip.bold:
        return False
    return not _runs(slip, first) and len(text.split()) <= (30 if slip.kind is Kind.LINE else 45)


def _runs(slip: Slip, first: Slip | None) -> bool:
    """True when the slip is set as running text while the abstract is set in the middle."""
    if first is None or first.source is None or slip.source is None:
        return False
    mine, its = slip.source.box, first.source.box
    if mine is None or its is None:
        return first.centred and not slip.centred
    # Lines of an abstract share their middle; running text shares its margins, which are seldom around that middle.
    return abs((mine.left + mine.right) / 2 - (its.left + its.right) / 2) > MIDDLE
