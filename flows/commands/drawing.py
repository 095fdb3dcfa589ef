"""Pictures of coverage: an answer of the cube put to the charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BadInput
from corpus.periods import days_of
from corpus.places.gazetteer import load_gazetteer
from flows.commands.naming import name_of

if TYPE_CHECKING:
    from flows.commands.covering import Coverage
    from review.charts.picture import Picture
    from review.charts.rows import Counted, Heading

CHARTS: Mapping[str, tuple[str, ...]] = {
    "heat": ("area", "period"),
    "multiples": ("area", "period"),
    "stages": ("area", "stage"),
    "talk": ("area", "stage"),
    "map": ("area", "place"),
}
"""What a question must be split by for each picture."""

ACTION = frozenset({"to_chuc", "ket_qua"})
TALK = frozenset({"chi_dao", "ban_hanh", "quan_triet"})


SAID, DONE = "said", "done"
"""What a share counts: passages that speak of an area, or those that tell of work done with evidence."""


def draw(answer: Coverage, chart: str, to: Path, *, counting: str = SAID) -> str:
    """Draw a picture into a file of ending .svg or .png; gives its description in words.

    Args:
        counting: ``said`` or ``done``; places and stages have their own.

    Raises:
        BadInput: no such picture, or the question is split by other things than it shows.
    """
    if chart not in CHARTS:
        raise BadInput(f"hình là một trong {', '.join(CHARTS)} (no such chart)", where=chart)
    if set(answer.question.by) != set(CHARTS[chart]):
        raise BadInput(f"hình này cần --by {','.join(CHARTS[chart])} (split by that)", where=chart)
    if counting not in (SAID, DONE):
        raise BadInput(f"đếm {SAID} (nói tới) hay {DONE} (kể việc đã làm) (count which)", where=counting)
    makers: dict[str, Callable[[Coverage], Picture]] = {
        "heat": partial(_heat, counting=counting),
        "multiples": partial(_multiples, counting=counting),
        "stages": _stages,
        "talk": _talk,
        "map": _map,
    }
    from review.charts.picture import png, svg

    picture = makers[chart](answer)
    if to.suffix.lower() == ".svg":
        to.write_text(svg(picture, with_fonts=True), encoding="utf-8")
    else:
        to.write_bytes(png(picture))
    return f"{to}: {picture.alt}"


def heading(answer: Coverage, *, counting: str = SAID, title: str = "") -> Heading:
    """What every picture says of itself."""
    from review.charts.rows import Heading

    unit = "đoạn" if answer.question.unit == "passages" else "bài"
    return Heading(
        title=title,
        counted=f"{unit} nói tới mảng" if counting == SAID else f"{unit} kể việc đã làm, mức E2 trở lên",
        of=f"{unit} đã đọc trong phạm vi",
        model=answer.question.model,
        taxonomy=answer.taxonomy.version,
        as_of=datetime.fromisoformat(answer.as_of).date(),
    )


def _label(answer: Coverage, area: str | None) -> str:
    return next((f"{each.code} {each.short}" for each in answer.taxonomy.areas if each.code == area), str(area))


def _counted(answer: Coverage, counting: str) -> list[Counted]:
    """The cells; one in which an area is spoken of is not silent where speaking is what is counted."""
    from review.charts.rows import Counted

    rows = []
    for row in answer.rows:
        label = _label(answer, row.area)
        if counting == DONE:
            share = row.evidence / row.of if row.of else None
            rows.append(Counted(label, row.period, row.evidence, row.of, row.state, share=share))
            continue
        audited = answer.share(row)
        told = audited is not None and audited.value is not None
        rows.append(
            Counted(
                label,
                row.period,
                row.count,
                row.of,
                "evidence" if row.count and row.state == "silent" else row.state,
                share=(audited.value if audited is not None and told else row.share) if row.of else None,
                low=audited.low if audited is not None and told else None,
                high=audited.high if audited is not None and told else None,
            )
        )
    return rows


def _heat(answer: Coverage, *, counting: str) -> Picture:
    from review.charts.heat_map import heat_map

    return heat_map(_counted(answer, counting), heading(answer, counting=counting))


def _multiples(answer: Coverage, *, counting: str) -> Picture:
    from review.charts.small_multiples import small_multiples

    return small_multiples(_counted(answer, counting), heading(answer, counting=counting))


def _stages(answer: Coverage) -> Picture:
    from review.charts.rows import StageCount
    from review.charts.stage_counts import stage_counts

    rows = [
        StageCount(_label(answer, row.area), row.stage or "", row.count, row.state)
        for row in answer.rows
        if row.stage not in (None, "khong")
    ]
    return stage_counts(rows, heading(answer, title="Đoạn của mỗi mảng theo khâu"))


def _talk(answer: Coverage) -> Picture:
    from review.charts.rows import TalkAction
    from review.charts.talk_and_action import talk_and_action

    rows = []
    for area in dict.fromkeys(row.area for row in answer.rows):
        here = [row for row in answer.rows if row.area == area]
        unobserved = all(row.state == "unobserved" for row in here)
        told = any(row.state == "evidence" for row in here)
        rows.append(
            TalkAction(
                _label(answer, area),
                None if unobserved else sum(row.count for row in here if row.stage in TALK),
                None if unobserved else sum(row.count for row in here if row.stage in ACTION),
                sum(row.count for row in here),
                "unobserved" if unobserved else "evidence" if told else "silent",
            )
        )
    return talk_and_action(rows, heading(answer, title="Nói và làm: đoạn của mỗi mảng"))


def _map(answer: Coverage) -> Picture:
    from review.charts.rows import PlaceCount
    from review.charts.tile_map import commune_map, district_map

    areas = answer.question.areas
    if areas is None or len(areas) != 1:
        raise BadInput("bản đồ vẽ cho một mảng: thêm --area (one area)", where="map")
    gazetteer = load_gazetteer()
    rows = [
        PlaceCount(row.place, name_of(row.place, gazetteer), row.evidence, row.of, row.state)
        for row in answer.rows
        if row.place is not None
    ]
    until = answer.question.until
    on = days_of(until)[1] if until else datetime.fromisoformat(answer.as_of).date()
    if answer.question.level == "district":
        return district_map(rows, heading(answer, counting=DONE), gazetteer=gazetteer, on=min(on, date(2025, 6, 30)))
    return commune_map(rows, heading(answer, counting=DONE), gazetteer=gazetteer, on=on)
