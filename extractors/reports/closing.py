"""The closing of an administrative document: "Nơi nhận" with those it goes to, and the block of the one who signs.

The two stand side by side, so their lines come interleaved; side, dashes, capitals and names tell them apart. What
comes after them (an appendix, a regulation issued with a decision) is text again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.reports.addressees import recipients_in
from extractors.reports.layout import Kind, Piece
from extractors.reports.marks import (
    ACTING,
    ANNEX,
    DONE,
    MARK,
    NATION,
    SENT_TO,
    STAMP,
    bare_name,
    fold,
    in_capitals,
    is_person,
    is_post,
    is_rule,
)
from extractors.reports.naming import find_kind
from extractors.reports.slips import Slip, slips_of

BEFORE = 8
"""Slips above "Nơi nhận" among which a signature block may have begun."""

LAST = 30
"""Without "Nơi nhận" a signature is looked for among this many last slips."""

REACH = 80

_DONE_INSIDE = re.compile(r"\(\s*[Đđ]ã ký\s*\)|\b[Đđ]ã ký$")
_NAME_AT_END = re.compile(r"(?P<name>(?:[^\W\d_][^\W\d_]*\s+){1,4}[^\W\d_]+)$")
_POST_START = re.compile(
    r"(?<![./])(?<!/[MTL])(?<!PHÓ)(?<!QUYỀN)(?<!TỔNG)(?<!CHI)\s"
    r"(?=(?:KT|TL|TUQ|TM|K/T|T/M|T/L)\s?\.|PHÓ\s|QUYỀN\s|CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|HIỆU TRƯỞNG|CHÁNH |THỦ TƯỚNG|"
    r"BỘ TRƯỞNG|TRƯỞNG (?:BAN|PHÒNG|TIỂU)|TỔNG (?:GIÁM|THANH|CỤC)|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|THỨ TRƯỞNG|VIỆN TRƯỞNG)"
)


@dataclass(slots=True)
class Closing:
    """What was read of a closing.

    Attributes:
        start, ends: places of its first piece and of the first piece after it; equal where there is none.
        recipients: lines under "Nơi nhận", in order; ``sent_label`` its own words.
        acting: lines such as ``TM. ỦY BAN NHÂN DÂN``; ``post`` what remains of the office.
        spared: places of pieces between start and end that belong to the body after all.
    """

    start: int
    ends: int
    sent_label: str = ""
    recipients: list[str] = field(default_factory=list)
    acting: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    signer: str | None = None
    spared: list[int] = field(default_factory=list)

    @property
    def post(self) -> str | None:
        """The office of the signer without TM., KT. and TL.; the acting line's own office where no other stands."""
        if self.posts:
            return " ".join(self.posts)
        for line in reversed(self.acting):
            rest = ACTING.sub("", fold(line))
            if is_post(line[len(line) - len(rest) :]) or len(self.acting) == 1:
                return line[len(line) - len(rest) :].strip() if not fold(line).startswith("q") else line
        return None


def read_closing(pieces: Sequence[Piece], *, start: int, width: float | None) -> Closing | None:
    """Read the closing of the document that begins at piece ``start``, or None where there is none."""
    slips = slips_of(pieces, width=width, start=start)
    sent = next((place for place, slip in enumerate(slips) if _is_sent_to(slip)), None)
    if sent is not None:
        first = _first_of_block(slips, sent)
        return _read(slips, first, pieces)
    signed = _lone_signature(slips)
    return _read(slips, signed, pieces) if signed is not None else None


def _is_sent_to(slip: Slip) -> bool:
    found = SENT_TO.match(fold(slip.text))
    if found is None:
        return False
    rest = slip.text[found.end() :].strip()
    return not rest or rest[0] in "-–+•" or found.group().rstrip().endswith(":")


def _first_of_block(slips: Sequence[Slip], sent: int) -> int:
    """Where the signature's lines begin above "Nơi nhận": at its first line of an office, not above running text."""
    first = sent
    for place in range(sent - 1, max(-1, sent - 1 - BEFORE), -1):
        text = slips[place].text
        if is_rule(text) or DONE.match(fold(text)):
            continue
        if (is_post(text) and in_capitals(text)) or (in_capitals(text) and slips[place].side == "right"):
            first = place
        elif not (is_person(text) and not text.endswith(".")):
            break
        else:
            first = place
    return first


def _lone_signature(slips: Sequence[Slip]) -> int | None:
    """The place of an office in capitals with a name under it among the last slips."""
    begin = max(0, len(slips) - LAST)
    for place in range(len(slips) - 1, begin - 1, -1):
        if not is_person(slips[place].text) or MARK.match(slips[place].text):
            continue
        above = [back for back in range(max(begin, place - 6), place) if not is_rule(slips[back].text)]
        posts = [back for back in above if in_capitals(slips[back].text) and is_post(slips[back].text)]
        if posts:
            return posts[0]
    return None


def _read(slips: Sequence[Slip], first: int, pieces: Sequence[Piece]) -> Closing:
    closing = Closing(start=slips[first].piece, ends=slips[first].piece + 1)
    listing = False
    last: Slip | None = None
    page = pieces[slips[first].piece].page
    for place in range(first, min(len(slips), first + REACH)):
        slip = slips[place]
        if _is_over(closing, slip, pieces, page=page, listing=listing):
            break
        if not _take(closing, slip, listing=listing, last=last):
            break
        listing = listing or bool(closing.sent_label)
        closing.ends = max(closing.ends, slip.piece + 1)
        if slip.side != "right":
            last = slip
    return closing


def _is_over(closing: Closing, slip: Slip, pieces: Sequence[Piece], *, page: int, listing: bool) -> bool:
    """True at the first slip of what follows the closing: a title, an appendix, another head, a new page."""
    text, folded = slip.text, fold(slip.text)
    if slip.kind is Kind.ROW and slip.piece > 0 and _same_table(pieces[slip.piece], pieces[closing.ends - 1]):
        return False
    complete = closing.signer is not None and (listing or not closing.recipients)
    if ANNEX.match(folded) or NATION.search(folded):
        return True
    kind = find_kind(text)
    if kind is not None and not is_post(text) and (complete or len(text.split()) <= 4):
        return True
    if complete and pieces[slip.piece].page > page:
        return True
    if slip.kind is Kind.ROW and not _same_table(pieces[slip.piece], pieces[closing.start]):
        return complete or not (is_post(text) or is_person(text) or _is_sent_to(slip))
    return False


def _same_table(one: Piece, other: Piece) -> bool:
    return one.table is not None and one.table == other.table


def _take(closing: Closing, slip: Slip, *, listing: bool, last: Slip | None) -> bool:
    """Put one slip where it belongs; False when it belongs to no closing."""
    text, folded = slip.text, fold(slip.text)
    if is_rule(text) or DONE.match(folded) or STAMP.match(folded):
        return True
    sent = SENT_TO.search(folded) if not closing.sent_label else None
    if sent is not None and (sent.start() == 0 or in_capitals(text[: sent.start()])):
        if sent.start() > 0:
            _sign(closing, text[: sent.start()].strip())
        closing.sent_label = text[sent.start() : sent.end()].strip() or "Nơi nhận:"
        rest, signature = _with_signature(text[sent.end() :].strip())
        closing.recipients += recipients_in(rest)
        return not signature or _sign(closing, signature)
    if not closing.sent_label and slip.side == "left" and _is_sent_to(slip):
        return True
    if slip.side == "right" and not text.startswith(("-", "–")):
        return _sign(closing, text) or not text.endswith((".", ";"))
    if text.startswith(("-", "–", "+", "•")) and listing:
        rest, signature = _with_signature(text)
        if not set(recipients_in(rest)) <= set(closing.recipients):
            closing.recipients += recipients_in(rest)
        return not signature or _sign(closing, signature)
    if slip.side == "left" and listing:
        return _continued(closing, text)
    if _sign(closing, text):
        return True
    open_list = listing and bool(closing.recipients) and not (last is not None and last.text.endswith("."))
    if open_list and len(text.split()) <= 14 and not MARK.match(text):
        return _continued(closing, text)
    return False


def _continued(closing: Closing, text: str) -> bool:
    """A line that goes on with the last recipient, or names one without a dash."""
    if text in closing.recipients:
        return True
    if closing.recipients and (text[:1].islower() or text[:1] in "(&,"):
        closing.recipients[-1] = f"{closing.recipients[-1]} {text}".rstrip(" ;.,")
    else:
        closing.recipients += [found for found in recipients_in(text) if found not in closing.recipients]
    return True


def _with_signature(text: str) -> tuple[str, str]:
    """A recipient and what stands beside it in the other column, where one line holds both."""
    text = _DONE_INSIDE.sub("", text).strip()
    if is_post(text) and in_capitals(text, share=0.7):
        return "", text
    found = re.search(r"(?<=[;.:])\s+(?=(?:[A-ZĐÀ-Ỹ]{2,}[\s.]|(?:TM|KT|TL|T/M|K/T|T/L|TUQ)\b))", text)
    if found is None or not (is_post(text[found.end() :]) or is_person(text[found.end() :])):
        cut = _NAME_AT_END.search(text)
        if cut and re.search(r"[;.]\s*$", text[: cut.start()]) and is_person(cut["name"]):
            return text[: cut.start()].strip(), cut["name"]
        return text, ""
    return text[: found.start()], text[found.end() :]


def _sign(closing: Closing, text: str) -> bool:
    """Take a line of the signature block: offices in capitals, then the name; flattened lines are parted first."""
    taken = False
    for part in _parted(text):
        folded = fold(part)
        if is_rule(part) or DONE.match(folded):
            taken = True
        elif is_person(part) and not _post_unfinished(closing):
            if closing.signer is None:
                closing.signer = bare_name(part)
            taken = True
        elif ACTING.match(folded) and in_capitals(part, share=0.7):
            if closing.signer is None:
                closing.acting.append(part)
            taken = True
        elif in_capitals(part, share=0.9) and len(part.split()) <= 14 and not MARK.match(part):
            if closing.signer is None:
                _office(closing, part)
            taken = True
    return taken


def _post_unfinished(closing: Closing) -> bool:
    last = (closing.posts or closing.acting or [""])[-1]
    return fold(last).endswith((" va", ",", " cua"))


def _office(closing: Closing, part: str) -> None:
    """A line in capitals goes on with the acting line above it unless it is an office itself."""
    if _post_unfinished(closing) and closing.posts:
        closing.posts[-1] = f"{closing.posts[-1]} {part}"
    elif is_post(part) or closing.posts or not closing.acting:
        closing.posts.append(part)
    else:
        closing.acting[-1] = f"{closing.acting[-1]} {part}"


def _parted(text: str) -> list[str]:
    """A flattened signature parted before each office and before the name at its end."""
    cut = _NAME_AT_END.search(text)
    name = ""
    if cut is not None:
        words = cut["name"].split()
        small = [number for number, word in enumerate(words) if any(letter.islower() for letter in word)]
        if small and in_capitals(text[: cut.start()] + " ".join(words[: small[0]]), share=0.9):
            name = " ".join(words[small[0] :])
            text = text[: len(text) - len(name)].strip()
            if not is_person(name):
                return [f"{text} {name}".strip()]
    parts = _POST_START.split(_DONE_INSIDE.sub(" ", text)) if in_capitals(text, share=0.8) else [text]
    return [part.strip() for part in (*parts, name) if part.strip()]
