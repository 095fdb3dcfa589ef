"""Numeric indicators that a passage states: what is measured, the value, of how many or against what, where and when.

Pure: a passage's text and the entities found in it go in. What is measured is named in the passage's own words: for a
count of many (``112/157 xã đạt chuẩn``) by the unit and what follows it, else by what stands before the verb, from a
noun of measure on (``thu ngân sách đạt``). A figure of which neither says what it measures is left out, and so is a
count of more than all (``13/3 đơn vị``), which is a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from corpus.passage import Entity, EntityKind

Kind = Literal["actual", "target"]
Against = Literal["", "total", "target"]

MOST = 10
"""Syllables that the name of an indicator is cut to."""

_CLAUSE = re.compile(r"[.;:!?…\n(“”\"]|,(?!\d)|\s[–-]\s")
_VERB = re.compile(
    r"(?<!\w)(?P<verb>(?:ước\s+)?đạt(?:\s+(?:được|mức|tỷ lệ))?|giảm\s+(?:xuống\s+)?(?:chỉ\s+)?còn|(?:chỉ|vẫn)\s+còn"
    r"|tăng\s+lên|nâng\s+lên|lên|còn|chiếm(?:\s+tỷ lệ)?|là|bằng|vượt)(?!\w)(?P<rest>(?:\s+[^\W\d]+){0,3}?)\s*\Z",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu|chỉ tiêu|mục tiêu|đặt ra|đề ra|kế hoạch(?:\s+năm)?\s+(?:là|đề ra)|sẽ|đến cuối nhiệm kỳ)(?!\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:và|trong đó|đến nay|hiện nay|hiện|hiện có|tính đến nay|theo đó|qua đó|nhờ đó|có|đã có|cả tỉnh có|toàn tỉnh có"
    r"|với|riêng|ước|phấn đấu|năm nay|đưa|nâng|phấn đấu đến cuối năm|mục tiêu|chỉ tiêu)(?!\w)\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*(?<!\w)(?:của|ở|tại|trên địa bàn|toàn|cả|xã|huyện|tỉnh|thành phố|thị trấn|phường|đã|ước|cũng|nay|hiện|này"
    r"|năm|tháng|quý|đến|trong|vào|ngày)$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<!\w)(?:t[ỷỉ] lệ|tỷ trọng|số|tổng|thu nhập|thu ngân sách|thu|chi ngân sách|bình quân|vốn|giá trị|kim ngạch"
    r"|sản lượng|năng suất|diện tích|doanh thu|tốc độ|tăng trưởng|grdp|độ che phủ|công suất|chỉ số|mức|hộ|giải ngân"
    r"|kết quả|nợ|huy động|thiệt hại)(?!\w)",
    re.IGNORECASE,
)
"""Nouns that something measured is named by: a name begins with the first of them."""

_MONEY = ("đồng", "tỷ", "triệu", "USD", "VNĐ", "nghìn")
_WORD = re.compile(r"[^\W_]+(?:[-–][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Stated:
    """One indicator as one passage states it.

    Attributes:
        indicator: what is measured, lower case.
        kind: ``actual``, or ``target`` where the figure is one to be reached.
        value, denominator: exact decimal numbers; ``against`` says whether the denominator is a ``total`` or a
            ``target``.
        unit: ``%``, ``tỷ``, ``triệu đồng/người``, ``xã`` ...
        qualifier: ``gần``, ``ước``, ``so với kế hoạch`` ...
        place: id of the place it is of; "" where none is said.
        day, period: ISO day, and ``from/to``, that its sentence names; "" where it does not.
        start, end: the figure's offsets in the document's text.
    """

    indicator: str
    kind: Kind
    value: Decimal
    denominator: Decimal | None
    against: Against
    unit: str
    qualifier: str
    place: str
    day: str
    period: str
    start: int
    end: int


def stated(
    text: str,
    entities: Iterable[Entity],
    *,
    start: int,
    sentences: Sequence[tuple[int, int]] = (),
    planned: bool = False,
) -> tuple[Stated, ...]:
    """Indicators that a passage states, in order.

    Args:
        text: the passage's own characters; ``start`` is the offset of the first of them in the document, which all
            other offsets are counted from.
        planned: the passage asks for or announces, so that its figures are ones to be reached.
    """
    ordered = sorted(entities, key=lambda each: each.start)
    found: list[Stated] = []
    held: tuple[tuple[int, int], str] | None = None
    for figure in ordered:
        if figure.kind is not EntityKind.FIGURE:
            continue
        bounds = _sentence(figure, sentences, (start, start + len(text)))
        near = [each for each in ordered if bounds[0] <= each.start and each.end <= bounds[1]]
        before = held[1] if held is not None and held[0] == bounds else ""
        one = _stated(text, figure, near, ordered, start, bounds, planned=planned, before=before)
        if one is not None:
            found.append(one)
            held = bounds, one.indicator
    return tuple(found)


def _sentence(figure: Entity, sentences: Sequence[tuple[int, int]], whole: tuple[int, int]) -> tuple[int, int]:
    return next(((begin, end) for begin, end in sentences if begin <= figure.start < end), whole)


def _stated(
    text: str,
    figure: Entity,
    near: Sequence[Entity],
    everywhere: Sequence[Entity],
    start: int,
    bounds: tuple[int, int],
    *,
    planned: bool,
    before: str,
) -> Stated | None:
    number, _, unit = figure.value.partition(" ")
    first, _, second = number.partition("/")
    try:
        value, denominator = Decimal(first), Decimal(second) if second else None
    except InvalidOperation:
        return None
    sentence = text[bounds[0] - start : figure.start - start]
    led_by = _without_places(text, near, start, bounds[0], figure.start)
    measured = _is_measure(unit)
    rest = text[figure.end - start : bounds[1] - start]
    named = "" if measured or denominator is None else _after(rest, unit)
    if named and denominator is not None and value > denominator:
        return None
    named = named or _before(led_by, same_as=before)
    if not named:
        return None
    aimed = planned or _AIM.search(_CLAUSE.split(sentence)[-1]) is not None or _AIM.search(sentence[-60:]) is not None
    reached = denominator is not None
    against: Against = "" if not reached else "target" if _is_money(unit) or "so với" in figure.note else "total"
    return Stated(
        indicator=named,
        kind="target" if aimed and not reached else "actual",
        value=value,
        denominator=denominator,
        against=against,
        unit=unit,
        qualifier=figure.note,
        place=_place(figure, near, everywhere),
        day=_last(figure, near, EntityKind.DATE),
        period=_last(figure, near, EntityKind.PERIOD),
        start=figure.start,
        end=figure.end,
    )


def _is_money(unit: str) -> bool:
    return any(word in unit.split("/")[0].split() for word in _MONEY)


def _is_measure(unit: str) -> bool:
    """Whether the unit measures and does not say what is counted."""
    return unit == "%" or "/" in unit or _is_money(unit)


def _without_places(text: str, near: Sequence[Entity], start: int, begin: int, end: int) -> str:
    """The sentence up to the figure, without names of places and days; another figure ends a clause."""
    taken = (EntityKind.PLACE, EntityKind.DATE, EntityKind.PERIOD, EntityKind.FIGURE)
    pieces, at = [], begin
    for each in near:
        if each.kind in taken and at <= each.start and each.end <= end:
            pieces.append(text[at - start : each.start - start] + ("; " if each.kind is EntityKind.FIGURE else ""))
            at = each.end
    pieces.append(text[at - start : end - start])
    return "".join(pieces)


def _before(sentence: str, *, same_as: str) -> str:
    """What stands before the verb in the figure's clause; where nothing does, what the figure before it measures."""
    clause = _CLAUSE.split(sentence)[-1].strip()
    said = _VERB.search(_without_qualifier(clause))
    if said is None:
        return ""
    subject = _clean(clause[: said.start()])
    return _name(subject) if subject else same_as


def _without_qualifier(clause: str) -> str:
    return re.sub(r"\s*(?<!\w)(?:gần|trên|hơn|khoảng|dưới|tối thiểu|ít nhất|xấp xỉ|từ)\s*\Z", "", clause)


def _after(rest: str, unit: str) -> str:
    """The unit and what follows it in the clause."""
    clause = re.sub(r"^\s*\([^)]{0,20}\)", "", rest)
    words = _WORD.findall(_CLAUSE.split(clause)[0])[: MOST - 2]
    return " ".join((unit, *words)).lower() if words else ""


def _clean(subject: str) -> str:
    held = None
    while held != subject:
        held = subject
        subject = _TRAILING.sub("", _LEADING.sub("", subject.strip(" ,–-"))).strip()
    return subject


def _name(subject: str) -> str:
    """The subject from its first noun of measure on; "" where there is none, or nothing but it."""
    head = _HEAD.search(subject)
    words = _WORD.findall(subject[head.start() :]) if head is not None else []
    return " ".join(words[:MOST]).lower() if len(words) > 1 else ""


def _place(figure: Entity, near: Sequence[Entity], everywhere: Sequence[Entity]) -> str:
    """The place named last before the figure in its sentence, else the only one that the passage names."""
    named = [each.value for each in near if each.kind is EntityKind.PLACE and each.value != "?"]
    before = [
        each.value
        for each in near
        if each.kind is EntityKind.PLACE and each.value != "?" and each.end <= figure.start
    ]  # fmt: skip
    if before:
        return before[-1]
    if named:
        return named[0]
    all_named = {each.value for each in everywhere if each.kind is EntityKind.PLACE}
    return all_named.pop() if len(all_named) == 1 and "?" not in all_named else ""


def _last(figure: Entity, near: Sequence[Entity], kind: EntityKind) -> str:
    """The day or period named last before the figure in its sentence, else the first after it."""
    named = [each for each in near if each.kind is kind and each.value not in ("", "?")]
    before = [each.value for each in named if each.end <= figure.start]
    return before[-1] if before else named[0].value if named else ""
