"""The axis of time that several charts share: names of periods on it, and the break of 1 July 2025."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from corpus.periods import months_of
from review.charts.look import Look
from review.numbers import period, period_mark, periods

BREAK = "2025-07"
"""First month of the merged province, which has no districts."""

UNDATED = ""
"""How undated documents stand in a plot's data."""


def named(periods: Sequence[str | None]) -> list[str]:
    """Periods as a plot's data hold them."""
    return [each or UNDATED for each in periods]


def break_at(periods: Sequence[str | None]) -> str | None:
    """The shown period that begins with the break; None where the break is not between two shown periods."""
    dated = [each for each in periods if each is not None]
    after = [each for each in dated if months_of(each)[0] >= BREAK]
    before = [each for each in dated if months_of(each)[1] < BREAK]
    return min(after) if after and before else None


def crosses(periods: Sequence[str | None]) -> bool:
    """Whether months before and after the break are shown."""
    dated = [each for each in periods if each is not None]
    return any(months_of(each)[0] < BREAK for each in dated) and any(months_of(each)[1] >= BREAK for each in dated)


def break_words(look: Look) -> str:
    """What the line of the break means."""
    return look.say("1/7/2025: tỉnh mới, không còn huyện", "1 Jul 2025: merged province, districts abolished")


def span(periods_shown: Sequence[str | None], look: Look) -> str:
    """Which periods are shown, in words."""
    dated = [each for each in periods_shown if each is not None]
    return periods(dated[0], dated[-1], language=look.language) if dated else period(None, language=look.language)


def axis(
    periods: Sequence[str | None],
    look: Look,
    *,
    most: int = 100,
    within: float = 0.5,
    orient: Literal["top", "bottom"] = "bottom",
) -> alt.X:
    """An ordinal axis of periods; at most ``most`` of them are named.

    Args:
        within: where in a period's band marks stand: 0 its left edge, 1 its right.
    """
    names = named(periods)
    step = max(1, -(-len(names) // most))
    marks = {name: period_mark(each, language=look.language) for name, each in zip(names, periods, strict=True)}
    return alt.X(
        "period:O",
        title=None,
        bandPosition=within,
        sort=names,
        scale=alt.Scale(domain=names, paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            labelExpr=f"{json.dumps(marks, ensure_ascii=False)}[datum.value]",
            labelAngle=0,
            values=names[::step],
            ticks=False,
            domain=False,
            labelPadding=6,
            orient=orient,
        ),
    )


def break_line(at: str, look: Look, *, bottom: float, data: Any = alt.Undefined) -> alt.Chart:
    """The dashed line before the first period after the break, from the top to ``bottom`` pixels down."""
    line: alt.Chart = (
        alt.Chart(data)
        .transform_filter(alt.datum.period == at)
        .mark_rule(color=look.palette.warn, strokeDash=[4, 3], strokeWidth=1.4)
        .encode(x=alt.X("period:O", bandPosition=0), y=alt.value(0), y2=alt.value(bottom))
    )
    return line
