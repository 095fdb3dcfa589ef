"""Small multiples: the share of each area over time with its 95 % interval, broken where too little was read."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.errors import BadInput
from review.charts.frame import Key, frame
from review.charts.hatch import SIZE, hatching
from review.charts.look import FONTS, STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Counted, Heading, labels_of, periods_of
from review.charts.timeline import axis, break_at, break_line, break_words, span
from review.numbers import DASH, Language, percent, percent_range, period, whole

WIDTH, HEIGHT, COLUMNS = 200, 110, 3
TICKS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)


def small_multiples(rows: Sequence[Counted], heading: Heading, *, look: Look = VIETNAMESE_LIGHT) -> Picture:
    """A panel for each area, all on one scale.

    A line joins neighbouring periods only; a hollow point is a silent period, a bar the interval, an empty diamond
    what was printed before late arrivals restated the period.

    Raises:
        BadInput: no rows, or an area and period given twice.
    """
    if not rows or len({(row.label, row.period) for row in rows}) != len(rows):
        raise BadInput("không có kỳ nào, hay một kỳ có hai lần (no periods, or one twice)", where="rows")
    periods = [each for each in periods_of(rows) if each is not None]
    top, step = top_of(rows)
    data = values([point for label in labels_of(rows) for point in points_of(rows, label, periods)])
    plot = (
        alt.layer(*marks(data, periods, look=look, top=top, step=step), data=data)
        .properties(width=WIDTH, height=HEIGHT)
        .facet(
            alt.Facet(
                "label:N",
                title=None,
                sort=labels_of(rows),
                header=alt.Header(
                    labelAnchor="start",
                    labelFont=FONTS,
                    labelFontSize=12,
                    labelFontWeight=600,
                    labelColor=look.palette.ink,
                    labelLimit=WIDTH + 40,
                ),
            ),
            columns=COLUMNS,
            spacing=18,
        )
        .resolve_axis(x="independent", y="independent")
    )
    words = frame(
        heading,
        title=look.say("Tỉ lệ đưa tin của từng mảng", "Share of each area in what was read"),
        span=span(periods, look),
        keys=_keys(rows, periods, look),
        look=look,
        notes=(
            look.say(
                "Đường đứt quãng ở kỳ chưa đủ dữ liệu; các ô cùng một thang đo.",
                "Lines break where there is not enough data; all panels share one scale.",
            ),
            read_words(rows, look),
        ),
    )
    return picture(plot, words, look=look, alt=describe(rows, heading, language=look.language))


def marks(data: alt.InlineData, periods: Sequence[str], *, look: Look, top: float, step: float) -> list[alt.Chart]:
    """The layers of a panel: hatching where nothing can be said, then the series, then the break of 2025."""
    x, y = axis(periods, look, most=5), share_axis(top, step, look)
    layers = [
        *hatched(data, look=look, x=x, band=WIDTH / len(periods), height=HEIGHT),
        *series(data, look=look, colour=look.palette.second, x=x, y=y),
    ]
    at = break_at(periods)
    return layers if at is None else [*layers, break_line(at, look, bottom=HEIGHT)]


def hatched(data: alt.InlineData, *, look: Look, x: alt.X, band: float, height: float) -> list[alt.Chart]:
    """Hatched columns for the periods of which nothing can be said."""
    colours = look.palette
    unknown = alt.Chart(data).transform_filter("!datum.known")
    lines = hatching(band, height)
    return [
        unknown.mark_bar(color=colours.veil, width=band).encode(x=x, y=alt.value(0), y2=alt.value(height)),
        unknown.mark_point(shape=lines, size=SIZE, stroke=colours.hatch, strokeWidth=1, filled=False, opacity=1).encode(
            x=x, y=alt.value(height / 2)
        ),
    ]


def series(
    data: alt.InlineData, *, look: Look, colour: str, x: alt.X, y: alt.Y, only: str = "true", dashed: bool = False
) -> list[alt.Chart]:
    """The marks of one series: intervals, line, points, and what was printed earlier.

    Args:
        only: Vega expression that picks the series' rows.
    """
    rows = alt.Chart(data).transform_filter(only)
    fill = alt.condition("datum.state == 'silent'", alt.value(look.palette.paper), alt.value(colour))
    return [
        rows.transform_filter("isValid(datum.low)")
        .mark_rule(color=colour, strokeWidth=3, strokeOpacity=0.4)
        .encode(x=x, y=alt.Y("low:Q", scale=y["scale"], axis=y["axis"], title=None), y2="high:Q"),
        rows.transform_filter("isValid(datum.share)")
        .mark_line(color=colour, strokeWidth=1.6, strokeDash=[5, 3] if dashed else [1, 0])
        .encode(x=x, y=y, detail="run:N"),
        rows.transform_filter("isValid(datum.share)")
        .mark_point(
            shape="square" if dashed else "circle", filled=True, opacity=1, size=30, strokeWidth=1.4, stroke=colour
        )
        .encode(x=x, y=y, fill=fill),
        rows.transform_filter("isValid(datum.earlier)")
        .mark_point(filled=False, opacity=1, size=46, shape="diamond", stroke=look.palette.warn, strokeWidth=1.4)
        .encode(x=x, y=alt.Y("earlier:Q", scale=y["scale"], axis=y["axis"], title=None)),
    ]


def share_axis(top: float, step: float, look: Look) -> alt.Y:
    """The axis of shares, from 0 to ``top``, a tick every ``step``."""
    sign = "' %'" if look.language == "vi" else "'%'"
    digits = 0 if step >= 0.01 else 1
    number = f"format(datum.value * 100, '.{digits}f')"
    number = f"replace({number}, '.', ',')" if look.language == "vi" else number
    ticks = [round(step * each, 6) for each in range(round(top / step) + 1)]
    return alt.Y(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(values=ticks, labelExpr=f"{number} + {sign}", domain=False, ticks=False, grid=True),
    )


def top_of(rows: Sequence[Counted]) -> tuple[float, float]:
    """End of the common scale, and its step: at most five steps over everything drawn."""
    drawn = [
        value
        for row in rows
        if row.shown is not None
        for value in (row.share, row.high, row.earlier)
        if value is not None
    ]
    most = max(drawn, default=0.0) or 0.01
    step = next((each for each in TICKS if most <= each * 4), TICKS[-1])
    return min(1.0, round(step * -(-most // step), 6)), step


def read_words(rows: Sequence[Counted], look: Look) -> str:
    """Between which sizes the denominators of the known periods lie."""
    of = [row.denominator for row in rows if row.shown is not None]
    if not of:
        return look.say("Không kỳ nào đủ dữ liệu.", "No period has enough data.")
    least, most = whole(min(of), language=look.language), whole(max(of), language=look.language)
    between = least if least == most else f"{least}{DASH}{most}"
    return look.say(f"Mẫu số của một kỳ: {between}.", f"Denominator of a period: {between}.")


def describe(rows: Sequence[Counted], heading: Heading, *, language: Language = "vi") -> str:
    """The charts in a sentence: areas, periods, how many are not known, and the newest share of each area."""
    look = Look(language)
    periods = periods_of(rows)
    unknown = sum(row.shown is None for row in rows)
    last = []
    for label in labels_of(rows):
        known = [row for row in rows if row.label == label and row.shown is not None and row.period]
        if known:
            newest = max(known, key=lambda row: row.period or "")
            held = (
                ""
                if newest.low is None or newest.high is None
                else (f" ({percent_range(newest.low, newest.high, language=language)})")
            )
            last.append(
                f"{label} {percent(newest.shown, language=language)}{held}, {period(newest.period, language=language)}"
            )
    newest_words = "; ".join(last) or look.say(*STATE_WORDS["unobserved"])
    return look.say(
        f"Biểu đồ nhỏ của {len(labels_of(rows))} mảng, {span(periods, look)}, {heading.counted} trên {heading.of}: "
        f"{unknown} trong {len(rows)} kỳ chưa đủ dữ liệu. Gần nhất: {newest_words}.",
        f"Small charts of {len(labels_of(rows))} areas, {span(periods, look)}, {heading.counted} of {heading.of}: "
        f"{unknown} of {len(rows)} periods lack data. Newest: {newest_words}.",
    )


def points_of(rows: Sequence[Counted], label: str, periods: Sequence[str]) -> list[dict[str, object]]:
    """One point for each period, without any number where nothing can be said.

    ``run`` numbers the stretches of neighbouring known periods: a line is drawn within one only.
    """
    known = {row.period: row for row in rows if row.label == label and row.shown is not None}
    points: list[dict[str, object]] = []
    run, at = 0, break_at(periods)
    for each in periods:
        row = known.get(each)
        run += row is None or each == at
        point: dict[str, object] = {"label": label, "period": each, "known": row is not None, "run": run}
        if row is not None:
            point |= {"share": row.shown, "state": row.state}
            if row.low is not None and row.high is not None:
                point |= {"low": row.low, "high": row.high}
            if row.earlier is not None:
                point["earlier"] = row.earlier
        points.append(point)
    return points


def _keys(rows: Sequence[Counted], periods: Sequence[str], look: Look) -> tuple[Key, ...]:
    colours = look.palette
    keys = [
        Key("line", colours.second, look.say("tỉ lệ", "share")),
        Key("interval", colours.second, look.say("khoảng tin cậy 95 %", "95% interval")),
        Key("ring", colours.second, look.say(*STATE_WORDS["silent"])),
        Key("hatch", colours.hatch, look.say(*STATE_WORDS["unobserved"])),
    ]
    if any(row.earlier is not None for row in rows):
        keys.append(
            Key("diamond", colours.warn, look.say("số đã in trước khi tin về muộn", "as printed before late news"))
        )
    if break_at(periods) is not None:
        keys.append(Key("rule", colours.warn, break_words(look)))
    return tuple(keys)
