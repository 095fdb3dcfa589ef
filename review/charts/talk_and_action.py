"""Talk against action: events of each area that direct, issue or teach beside those that organise or bring results."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.errors import BadInput
from review.charts.frame import Key, frame
from review.charts.hatch import SIZE, hatching
from review.charts.look import STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Heading, TalkAction, labels_of
from review.numbers import Language, decimal, whole

BARS, ROW, GUTTER, PADDING = 380, 32, 44, 0.3
"""Pixels of both sides' bars, of a row, of the room for numbers beyond them; the part of a row left free."""


def talk_and_action(rows: Sequence[TalkAction], heading: Heading, *, look: Look = VIETNAMESE_LIGHT) -> Picture:
    """A row for each area: talk to the left, action to the right of one line, all on one scale.

    The ratio stands at the end, with a word in its place where nothing was done, and the denominator beside it.

    Raises:
        BadInput: no rows, or an area given twice.
    """
    if not rows or len(labels_of(rows)) != len(rows):
        raise BadInput("không có mảng nào, hay một mảng có hai lần (no areas, or one twice)", where="rows")
    colours, areas = look.palette, labels_of(rows)
    data = values([_line(row, look) for row in rows])
    talk = max((row.talk or 0 for row in rows if _known(row)), default=0) or 1
    action = max((row.action or 0 for row in rows if _known(row)), default=0) or 1
    room = GUTTER * (talk + action) / BARS
    middle = GUTTER + BARS * talk / (talk + action)
    width, height = BARS + 2 * GUTTER, ROW * len(areas)
    y = alt.Y(
        "area:N",
        sort=areas,
        title=None,
        scale=alt.Scale(domain=areas, paddingInner=PADDING, paddingOuter=PADDING / 2),
        axis=alt.Axis(ticks=False, domain=False, labelPadding=8, labelLimit=320, labelFontSize=12),
    )
    scale = alt.Scale(domain=[-talk - room, action + room], nice=False)
    left, right = (alt.X(f"{name}:Q", title=None, axis=None, scale=scale) for name in ("left", "action"))
    base = alt.Chart(data)
    known = base.transform_filter("datum.known")
    unknown = base.transform_filter("!datum.known")
    lines = hatching(BARS, ROW * (1 - PADDING))
    plot = alt.layer(
        known.mark_bar(color=colours.first).encode(x=left, x2=alt.datum(0), y=y),
        known.mark_bar(color=colours.second).encode(x=right, x2=alt.datum(0), y=y),
        known.mark_text(align="right", dx=-5).encode(x=left, y=y, text="talk_said:N"),
        known.mark_text(align="left", dx=5).encode(x=right, y=y, text="action_said:N"),
        unknown.mark_bar(color=colours.veil).encode(x=alt.value(GUTTER), x2=alt.value(width - GUTTER), y=y),
        unknown.mark_point(shape=lines, size=SIZE, stroke=colours.hatch, strokeWidth=1, filled=False, opacity=1).encode(
            x=alt.value(width / 2), y=y
        ),
        known.mark_rule(color=colours.ink, strokeWidth=1).encode(
            x=alt.value(middle), y=alt.value(0), y2=alt.value(height)
        ),
        known.mark_text(align="left", color=colours.faint).encode(x=alt.value(width + 4), y=y, text="ratio:N"),
    ).properties(width=width, height=alt.Step(ROW))
    words = frame(
        heading,
        title=look.say("Nói và làm", "Talk and action"),
        span="",
        keys=(
            Key("fill", colours.first, look.say("nói: chỉ đạo, ban hành, quán triệt", "talk: direct, issue, teach")),
            Key("fill", colours.second, look.say("làm: tổ chức, kết quả", "action: organise, results")),
            Key("hatch", colours.hatch, look.say(*STATE_WORDS["unobserved"])),
        ),
        look=look,
        notes=(
            look.say(
                "Cột cuối: số lần nói cho mỗi lần làm, và tổng số sự việc (gồm cả kiểm tra, sơ kết, hạn chế).",
                "Last column: talk for each act, and all events (with inspection, review, shortcomings).",
            ),
        ),
    )
    return picture(plot, words, look=look, alt=describe(rows, heading, language=look.language))


def describe(rows: Sequence[TalkAction], heading: Heading, *, language: Language = "vi") -> str:
    """The chart in a sentence: talk, action and all events of each area."""
    look = Look(language)
    parts = []
    for row in rows:
        if not _known(row):
            parts.append(f"{row.label}: {look.say(*STATE_WORDS['unobserved'])}")
            continue
        talk, action, of = (whole(each, language=language) for each in (row.talk, row.action, row.denominator))
        parts.append(
            f"{row.label}: "
            + look.say(f"nói {talk}, làm {action}, trên {of}", f"talk {talk}, action {action}, of {of}")
        )
    start = look.say(
        f"Nói và làm, {heading.counted} trên {heading.of}", f"Talk and action, {heading.counted} of {heading.of}"
    )
    return f"{start}. {'; '.join(parts)}."


def _known(row: TalkAction) -> bool:
    return row.state != "unobserved" and row.talk is not None and row.action is not None


def _line(row: TalkAction, look: Look) -> dict[str, object]:
    if not _known(row):
        return {"area": row.label, "known": False}
    language = look.language
    times = decimal(row.ratio, language=language)
    ratio = (
        look.say("chưa thấy làm", "no action seen")
        if row.ratio is None
        else look.say(f"{times} nói / 1 làm", f"{times} to 1")
    )
    return {
        "area": row.label,
        "known": True,
        "left": -(row.talk or 0),
        "action": row.action,
        "talk_said": whole(row.talk, language=language),
        "action_said": whole(row.action, language=language),
        "ratio": f"{ratio}; {look.say('tổng', 'of')} {whole(row.denominator, language=language)}",
    }
