"""Two models over one time: both series of the share, and their difference, so that a new model's jump is no news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import altair as alt

from corpus.errors import BadInput
from review.charts.frame import Key, frame
from review.charts.look import STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Counted, Heading, labels_of, periods_of
from review.charts.small_multiples import hatched, points_of, read_words, series, share_axis, top_of
from review.charts.timeline import axis, break_at, break_line, break_words, span
from review.numbers import Language, period, points, whole

WIDTH, HEIGHT, LOWER = 560, 190, 110
NAMED = 12
APART = 0.16
"""Part of a period's band by which the two series stand apart, so that both intervals are seen."""
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5)


def two_models(rows: Sequence[Counted], heading: Heading, *, look: Look = VIETNAMESE_LIGHT) -> Picture:
    """Above, the share by the earlier and the later model; below, later less earlier, where both can be said.

    Args:
        rows: of two labels, the earlier model's first; one row for each period and model.

    Raises:
        BadInput: not two models, a period given twice, or no dated period.
    """
    models = labels_of(rows)
    if len(models) != 2 or len({(row.label, row.period) for row in rows}) != len(rows):
        raise BadInput("cần đúng hai mô hình, mỗi kỳ một dòng (two models, one row a period)", where=", ".join(models))
    periods = [each for each in periods_of(rows) if each is not None]
    if not periods:
        raise BadInput("không có kỳ nào có ngày (no dated periods)", where="rows")
    words = frame(
        replace(heading, model=look.say(" và ", " and ").join(models)),
        title=look.say("Cùng một tin, hai mô hình", "The same news by two models"),
        span=span(periods, look),
        keys=_keys(models, periods, look),
        look=look,
        notes=(
            look.say(
                "Phần dưới: mô hình sau trừ mô hình trước, tính bằng điểm phần trăm; chỗ lệch là do cách đếm, không do "
                "thực tế.",
                "Below: later model less earlier, in percentage points; it shows how they count, not what happened.",
            ),
            read_words(rows, look),
        ),
    )
    plot = alt.vconcat(_both(rows, models, periods, look), _difference(rows, models, periods, look), spacing=16)
    return picture(plot, words, look=look, alt=describe(rows, heading, language=look.language))


def differences(rows: Sequence[Counted]) -> dict[str, float]:
    """Later less earlier model's share, of the periods in which both can be said."""
    earlier, later = labels_of(rows)
    shown = {(row.label, row.period): row.shown for row in rows}
    found: dict[str, float] = {}
    for each in periods_of(rows):
        one, other = shown.get((earlier, each)), shown.get((later, each))
        if each is not None and one is not None and other is not None:
            found[each] = other - one
    return found


def describe(rows: Sequence[Counted], heading: Heading, *, language: Language = "vi") -> str:
    """The chart in a sentence: how often both can be compared, and where they differ most."""
    look = Look(language)
    earlier, later = labels_of(rows)
    found = differences(rows)
    periods = periods_of(rows)
    start = look.say(
        f"So mô hình {later} với {earlier}, {span(periods, look)}, {heading.counted} trên {heading.of}: "
        f"so được {whole(len(found))} trong {len([each for each in periods if each])} kỳ.",
        f"Model {later} beside {earlier}, {span(periods, look)}, {heading.counted} of {heading.of}: "
        f"{len(found)} of {len([each for each in periods if each])} periods can be compared.",
    )
    if not found:
        return start
    top = max(found, key=lambda each: (abs(found[each]), each))
    most, when = points(found[top], language=language), period(top, language=language)
    return f"{start} {look.say(f'Lệch nhiều nhất {most}, {when}.', f'Largest difference {most}, {when}.')}"


def _both(
    rows: Sequence[Counted], models: Sequence[str], periods: Sequence[str], look: Look
) -> alt.LayerChart | alt.FacetChart:
    top, step = top_of(rows)
    data = values([point for label in models for point in points_of(rows, label, periods)])
    shown = {row.period for row in rows if row.shown is not None}
    ground = values([{"period": each, "known": each in shown} for each in periods])
    x, y = axis(periods, look, most=NAMED), share_axis(top, step, look)
    colours = look.palette
    layers = hatched(ground, look=look, x=x, band=WIDTH / len(periods), height=HEIGHT)
    colours_of = zip(models, (colours.first, colours.second), strict=True)
    for number, (label, colour) in enumerate(colours_of):
        beside = axis(periods, look, most=NAMED, within=0.5 + (number - 0.5) * APART)
        layers += series(
            data, look=look, colour=colour, x=beside, y=y, only=alt.datum.label == label, dashed=number == 0
        )
    at = break_at(periods)
    if at is not None:
        layers.append(break_line(at, look, bottom=HEIGHT, data=ground))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _difference(
    rows: Sequence[Counted], models: Sequence[str], periods: Sequence[str], look: Look
) -> alt.LayerChart | alt.FacetChart:
    found, colours = differences(rows), look.palette
    bars = [
        {"period": each, "known": each in found} | ({"difference": found[each]} if each in found else {})
        for each in periods
    ]
    most = max((abs(each) for each in found.values()), default=0.0)
    step = next((each for each in STEPS if most <= each * 2), STEPS[-1])
    data, x = values(bars), axis(periods, look, most=NAMED)
    digits = 0 if step >= 0.01 else 1
    number = f"(datum.value > 0 ? '+' : '') + format(datum.value * 100, '.{digits}f')"
    number = f"replace({number}, '.', ',')" if look.language == "vi" else number
    y = alt.Y(
        "difference:Q",
        title=look.say("điểm %", "points"),
        scale=alt.Scale(domain=[-2 * step, 2 * step], nice=False),
        axis=alt.Axis(
            values=[step * each for each in range(-2, 3)],
            labelExpr=number,
            domain=False,
            ticks=False,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleY=-8,
            titleX=-32,
        ),
    )
    layers = [
        *hatched(data, look=look, x=x, band=WIDTH / len(periods), height=LOWER),
        alt.Chart(data)
        .transform_filter("datum.known")
        .mark_bar(color=colours.faint, width=min(18.0, WIDTH / len(periods) * 0.6))
        .encode(x=x, y=y),
        alt.Chart(data).mark_rule(color=colours.ink, strokeWidth=1).encode(y=alt.datum(0)),
    ]
    at = break_at(periods)
    if at is not None:
        layers.append(break_line(at, look, bottom=LOWER, data=data))
    return alt.layer(*layers).properties(width=WIDTH, height=LOWER)


def _keys(models: Sequence[str], periods: Sequence[str], look: Look) -> tuple[Key, ...]:
    colours = look.palette
    keys = [
        Key("dashes", colours.first, look.say(f"trước: {models[0]}", f"earlier: {models[0]}")),
        Key("line", colours.second, look.say(f"sau: {models[1]}", f"later: {models[1]}")),
        Key("interval", colours.second, look.say("khoảng tin cậy 95 %", "95% interval")),
        Key("fill", colours.faint, look.say("hiệu số", "difference")),
        Key("hatch", colours.hatch, look.say(*STATE_WORDS["unobserved"])),
    ]
    if break_at(periods) is not None:
        keys.append(Key("rule", colours.warn, break_words(look)))
    return tuple(keys)
