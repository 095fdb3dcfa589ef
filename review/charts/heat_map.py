"""Heat map of areas and periods: steps of the share reported, hatched where too little was read to say."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.errors import BadInput
from review.charts.frame import Key, frame
from review.charts.hatch import SIZE, hatching
from review.charts.look import STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Counted, Heading, labels_of, periods_of
from review.charts.timeline import axis, break_at, break_line, break_words, span
from review.numbers import DASH, Language, part_of, percent, period, whole

STEPS = (0.01, 0.02, 0.05, 0.10)
"""Where one step ends and the next begins; fixed, so that charts of two periods can be laid side by side."""

HEIGHT = 34


def heat_map(
    rows: Sequence[Counted], heading: Heading, *, look: Look = VIETNAMESE_LIGHT, steps: Sequence[float] = STEPS
) -> Picture:
    """Areas down, periods across; each cell shaded by its share and holding its count.

    Where all areas of a period were counted of the same, a foot row says of how much, else each cell says it.

    Args:
        steps: four ascending shares between the five shades.

    Raises:
        BadInput: no rows, a cell given twice, or steps that are not four ascending ones.
    """
    if len(steps) != 4 or list(steps) != sorted(set(steps)):
        raise BadInput("cần bốn ngưỡng tăng dần (four ascending steps)", where=str(tuple(steps)))
    if not rows or len({(row.label, row.period) for row in rows}) != len(rows):
        raise BadInput("không có ô nào, hay một ô có hai lần (no cells, or one twice)", where="rows")
    areas, periods = labels_of(rows), periods_of(rows)
    foot = _read(rows, look)
    read_label = look.say("đã đọc", "read")
    width = 46 if foot else 58
    colours = look.palette
    data = values([_cell(row, steps, look, shared=bool(foot)) for row in rows])
    column = axis(periods, look, orient="top")
    down = alt.Y(
        "area:N",
        sort=[*areas, read_label],
        title=None,
        scale=alt.Scale(domain=[*areas, *([read_label] if foot else [])], paddingInner=0, paddingOuter=0),
        axis=alt.Axis(ticks=False, domain=False, labelLimit=320, labelPadding=8, labelFontSize=12),
    )
    base = alt.Chart(data)
    lines = hatching(width - 2, HEIGHT - 2)
    kinds = ["silent", "unobserved", *(f"step{number}" for number in range(5))]
    layers: list[alt.Chart] = [
        base.mark_rect(stroke=colours.grid, strokeWidth=1).encode(
            x=column,
            y=down,
            color=alt.Color(
                "kind:N",
                legend=None,
                scale=alt.Scale(domain=kinds, range=[colours.silent, colours.veil, *colours.steps]),
            ),
        ),
        base.transform_filter(alt.datum.kind == "unobserved")
        .mark_point(shape=lines, size=SIZE, stroke=colours.hatch, strokeWidth=1, filled=False, opacity=1)
        .encode(x="period:O", y=down),
    ]
    inks = {f"step{number}": ink for number, ink in enumerate(colours.inks)} | {"silent": colours.faint}
    for kind, ink in inks.items():
        layers.append(
            base.transform_filter(alt.datum.kind == kind)
            .mark_text(color=ink, fontSize=11)
            .encode(x="period:O", y=down, text="said:N")
        )
    if foot:
        read = [{"period": each or "", "area": read_label, "said": said} for each, said in foot.items()]
        layers.append(
            alt.Chart(values(read))
            .mark_text(color=colours.faint, fontSize=10)
            .encode(x="period:O", y=down, text="said:N")
        )
    at = break_at(periods)
    if at is not None:
        layers.append(break_line(at, look, bottom=HEIGHT * len(areas), data=data))
    plot = alt.layer(*layers).properties(width=alt.Step(width), height=alt.Step(HEIGHT))
    words = frame(
        heading,
        title=look.say("Độ bao phủ của các mảng theo thời gian", "Coverage of the areas over time"),
        span=span(periods, look),
        keys=_keys(steps, look, broken=at is not None),
        look=look,
        notes=(
            look.say(
                f"Số trong ô: {heading.counted}. Ô gạch chéo: đọc chưa đủ để nói, không phải là số không.",
                f"In each cell: {heading.counted}. Hatched: too little was read to say; it is not zero.",
            ),
        ),
    )
    return picture(plot, words, look=look, alt=describe(rows, heading, language=look.language))


def describe(rows: Sequence[Counted], heading: Heading, *, language: Language = "vi") -> str:
    """The heat map in a sentence: how many cells of which state, and the cell with the largest share."""
    look = Look(language)
    states = [_state(row) for row in rows]
    top = max((row for row in rows if row.shown is not None), key=lambda row: row.shown or 0.0, default=None)
    parts = ", ".join(
        f"{whole(states.count(state), language=language)} {look.say(*words)}" for state, words in STATE_WORDS.items()
    )
    said = look.say(
        f"Bản đồ nhiệt {len(labels_of(rows))} mảng, {span(periods_of(rows), look)}, {heading.counted} trên "
        f"{heading.of}: {len(rows)} ô, gồm {parts}.",
        f"Heat map of {len(labels_of(rows))} areas, {span(periods_of(rows), look)}, {heading.counted} of "
        f"{heading.of}: {len(rows)} cells, {parts}.",
    )
    if top is None:
        return said
    share, when = percent(top.shown, language=language), period(top.period, language=language)
    fraction = part_of(top.numerator, top.denominator, language=language)
    return f"{said} " + look.say(
        f"Cao nhất là {top.label}, {when}: {share} ({fraction}).",
        f"Highest: {top.label}, {when}: {share} ({fraction}).",
    )


def _state(row: Counted) -> str:
    return "unobserved" if row.shown is None else row.state


def _cell(row: Counted, steps: Sequence[float], look: Look, *, shared: bool) -> dict[str, object]:
    share = row.shown
    if share is None or row.numerator is None:
        return {"area": row.label, "period": row.period or "", "kind": "unobserved", "said": ""}
    if row.state == "silent":
        return {"area": row.label, "period": row.period or "", "kind": "silent", "said": DASH, "share": share}
    number = whole(row.numerator, language=look.language)
    said = number if shared else part_of(row.numerator, row.denominator, language=look.language)
    kind = f"step{sum(share >= step for step in steps)}"
    return {"area": row.label, "period": row.period or "", "kind": kind, "said": said, "share": share}


def _read(rows: Sequence[Counted], look: Look) -> dict[str | None, str]:
    """What was read of each period, where that is one number for all areas; empty otherwise."""
    found: dict[str | None, set[int]] = {}
    for row in rows:
        found.setdefault(row.period, set()).add(row.denominator)
    if any(len(each) > 1 for each in found.values()):
        return {}
    return {
        each: whole(min(of), language=look.language) if min(of) else look.say("chưa đọc", "none")
        for each, of in found.items()
    }


def _keys(steps: Sequence[float], look: Look, *, broken: bool) -> tuple[Key, ...]:
    language = look.language
    bounds = [percent(step, places=0 if step * 100 == round(step * 100) else 1, language=language) for step in steps]
    under, over = look.say("dưới", "under"), look.say("từ", "from")
    names = [f"{under} {bounds[0]}", *(f"{over} {each}" for each in bounds)]
    keys = [Key("fill", colour, name) for colour, name in zip(look.palette.steps, names, strict=True)]
    keys.append(Key("fill", look.palette.silent, look.say(*STATE_WORDS["silent"]), DASH))
    keys.append(Key("hatch", look.palette.hatch, look.say(*STATE_WORDS["unobserved"])))
    if broken:
        keys.append(Key("rule", look.palette.warn, break_words(look)))
    return tuple(keys)
