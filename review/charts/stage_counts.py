"""Events of each area by stage, side by side: where reports stand between direction and correction.

Stages are kinds of report, no ladder: a document can follow a pilot, and nothing here says that one event passes from
one stage to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.errors import BadInput
from corpus.label import STAGE_NAMES, Stage
from review.charts.frame import Key, frame
from review.charts.hatch import SIZE, hatching
from review.charts.look import FONTS, STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Heading, StageCount, labels_of
from review.numbers import Language, whole

STAGES = tuple(stage for stage in Stage if stage is not Stage.KHONG)
ENGLISH = {
    Stage.CHI_DAO: "direction",
    Stage.BAN_HANH: "documents",
    Stage.QUAN_TRIET: "teaching",
    Stage.TO_CHUC: "organising",
    Stage.KET_QUA: "results",
    Stage.KIEM_TRA: "inspection",
    Stage.SO_KET: "review",
    Stage.HAN_CHE: "shortcomings",
}
WIDTH, ROW, COLUMNS, ROOM = 142, 19, 4, 34


def stage_counts(rows: Sequence[StageCount], heading: Heading, *, look: Look = VIETNAMESE_LIGHT) -> Picture:
    """A panel for each area, a bar for each stage, its number of events at the end.

    A stage that is not among an area's rows, or of which nothing can be said, is hatched.

    Raises:
        BadInput: no rows, a stage given twice for an area, or a stage not in :class:`corpus.label.Stage`.
    """
    if not rows or len({(row.label, row.stage) for row in rows}) != len(rows):
        raise BadInput("không có khâu nào, hay một khâu có hai lần (no stages, or one twice)", where="rows")
    for row in rows:
        if row.stage not in STAGES:
            raise BadInput(f"khâu là một trong {', '.join(STAGES)} (unknown stage)", where=row.stage)
    colours, names = look.palette, [stage_name(each, look) for each in STAGES]
    most = max((row.events for row in rows if row.events is not None and row.state != "unobserved"), default=0) or 1
    data = values(_bars(rows, look))
    y = alt.Y(
        "stage:N",
        sort=names,
        title=None,
        scale=alt.Scale(domain=names, paddingInner=0.2),
        axis=alt.Axis(ticks=False, domain=False, labelPadding=6),
    )
    x = alt.X("events:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most * WIDTH / (WIDTH - ROOM)]))
    base = alt.Chart(data)
    height = ROW * len(STAGES)
    plot = (
        alt.layer(
            base.transform_filter("datum.known").mark_bar(color=colours.second).encode(x=x, y=y),
            base.transform_filter("datum.known")
            .mark_text(align="left", dx=5, fontSize=11)
            .encode(x=x, y=y, text="said:N"),
            base.transform_filter("!datum.known")
            .mark_bar(color=colours.veil)
            .encode(x=alt.value(0), x2=alt.value(WIDTH - ROOM), y=y),
            base.transform_filter("!datum.known")
            .mark_point(
                shape=hatching(WIDTH - ROOM, ROW * 0.8),
                size=SIZE,
                stroke=colours.hatch,
                strokeWidth=1,
                filled=False,
                opacity=1,
            )
            .encode(x=alt.value((WIDTH - ROOM) / 2), y=y),
            data=data,
        )
        .properties(width=WIDTH, height=height)
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
                    labelColor=colours.ink,
                    labelLimit=WIDTH + 60,
                ),
            ),
            columns=COLUMNS,
            spacing={"row": 14, "column": 10},
        )
    )
    words = frame(
        heading,
        title=look.say("Sự việc của mỗi mảng theo khâu", "Events of each area by stage"),
        span="",
        keys=(
            Key("fill", colours.second, heading.counted),
            Key("hatch", colours.hatch, look.say(*STATE_WORDS["unobserved"])),
        ),
        look=look,
        notes=(
            look.say(
                "Các khâu không phải bậc thang: văn bản có thể ra sau việc làm thử, một sự việc không nhất thiết qua "
                "mọi khâu, nên không lấy khâu sau chia khâu trước.",
                "Stages are no ladder: a document can follow a pilot, and an event need not pass every stage, so no "
                "stage is divided by the one before it.",
            ),
        ),
    )
    return picture(plot, words, look=look, alt=describe(rows, heading, language=look.language))


def stage_name(stage: str, look: Look) -> str:
    """A stage in the look's language."""
    return look.say(STAGE_NAMES[Stage(stage)], ENGLISH[Stage(stage)])


def describe(rows: Sequence[StageCount], heading: Heading, *, language: Language = "vi") -> str:
    """The chart in a sentence: of each area how many events are known, and the stage with most of them."""
    look = Look(language)
    parts = []
    for label in labels_of(rows):
        known = [row for row in rows if row.label == label and row.state != "unobserved" and row.events is not None]
        if not known:
            parts.append(f"{label}: {look.say(*STATE_WORDS['unobserved'])}")
            continue
        events = sum(row.events or 0 for row in known)
        top = max(known, key=lambda row: row.events or 0)
        said = f"{label}: {whole(events, language=language)}"
        if top.events:
            most = look.say("nhiều nhất", "most")
            said += f" ({most} {stage_name(top.stage, look)} {whole(top.events, language=language)})"
        parts.append(said)
    return look.say(
        f"{heading.counted} theo khâu, {len(parts)} mảng; các khâu không phải bậc thang. {'; '.join(parts)}.",
        f"{heading.counted} by stage, {len(parts)} areas; stages are no ladder. {'; '.join(parts)}.",
    )


def _bars(rows: Sequence[StageCount], look: Look) -> list[dict[str, object]]:
    found = {(row.label, row.stage): row for row in rows if row.state != "unobserved" and row.events is not None}
    bars: list[dict[str, object]] = []
    for label in labels_of(rows):
        for stage in STAGES:
            row = found.get((label, stage))
            bar: dict[str, object] = {"label": label, "stage": stage_name(stage, look), "known": row is not None}
            if row is not None:
                bar |= {"events": row.events, "said": whole(row.events, language=look.language)}
            bars.append(bar)
    return bars
