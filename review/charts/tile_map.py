"""Tile map: the nine units of Bến Tre until 30 June 2025, the commune-level units on its ground after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from corpus.errors import BadInput
from corpus.places.gazetteer import Gazetteer
from review.charts.frame import Key, frame, wrapped
from review.charts.hatch import SIZE, hatching
from review.charts.look import STATE_WORDS, VIETNAMESE_LIGHT, Look
from review.charts.picture import Picture, picture, values
from review.charts.rows import Heading, PlaceCount, State
from review.charts.tile_layout import ACROSS, STRADDLING, UNKNOWN, Group, Tile, commune_tiles, district_tiles
from review.numbers import DASH, Language, day, part_of, whole

EVIDENCE_STEP = 2
"""Which of the palette's steps a tile with evidence wears: one, since a tile is of one of three states."""


def district_map(
    rows: Sequence[PlaceCount], heading: Heading, *, gazetteer: Gazetteer, on: date, look: Look = VIETNAMESE_LIGHT
) -> Picture:
    """The nine units; a unit without a row is unobserved.

    Raises:
        BadInput: a day on which there were no districts, a place that is none of them, or one given twice.
    """
    tiles = district_tiles(gazetteer, on)
    if not tiles:
        raise BadInput("từ 1/7/2025 không còn huyện: dùng commune_map (no districts on that day)", where=str(on))
    return _map(rows, heading, tiles=tiles, groups={}, on=on, look=look, size=(128, 74), font=13)


def commune_map(
    rows: Sequence[PlaceCount], heading: Heading, *, gazetteer: Gazetteer, on: date, look: Look = VIETNAMESE_LIGHT
) -> Picture:
    """The commune-level units on Bến Tre's ground, by the old district they were made from; without a row: unobserved.

    Raises:
        BadInput: a day before 1 July 2025, a place that is none of the units, or one given twice.
    """
    if on < date(2025, 7, 1):
        raise BadInput("trước 1/7/2025 xã ở trong huyện: dùng district_map (districts existed that day)", where=str(on))
    tiles, groups = commune_tiles(gazetteer, on)
    names = {each.id: _group_name(each, gazetteer, look) for each in groups}
    return _map(
        rows,
        heading,
        tiles=tiles,
        groups={names[each.id]: each for each in groups},
        on=on,
        look=look,
        size=(98, 50),
        font=11,
    )


def describe(rows: Sequence[PlaceCount], tiles: int, heading: Heading, *, on: date, language: Language = "vi") -> str:
    """The map in a sentence: how many units of each state, and which have evidence."""
    look = Look(language)
    states = [_state(row) for row in rows]
    counts: dict[State, int] = {
        "evidence": states.count("evidence"),
        "silent": states.count("silent"),
        "unobserved": tiles - states.count("evidence") - states.count("silent"),
    }
    parts = ", ".join(f"{whole(count, language=language)} {look.say(*STATE_WORDS[s])}" for s, count in counts.items())
    ranked = sorted(
        (row for row, state in zip(rows, states, strict=True) if state == "evidence"), key=lambda row: row.label
    )
    named = "; ".join(f"{row.label} {part_of(row.numerator, row.denominator, language=language)}" for row in ranked)
    start = look.say(
        f"Bản đồ ô {tiles} đơn vị ngày {day(on)}, {heading.counted} trên {heading.of}: {parts}.",
        f"Tile map of {tiles} units on {day(on, language='en')}, {heading.counted} of {heading.of}: {parts}.",
    )
    return f"{start} {look.say(*STATE_WORDS['evidence']).capitalize()}: {named}." if named else start


def _map(
    rows: Sequence[PlaceCount],
    heading: Heading,
    *,
    tiles: Sequence[Tile],
    groups: Mapping[str, Group],
    on: date,
    look: Look,
    size: tuple[int, int],
    font: int,
) -> Picture:
    given = {row.place: row for row in rows}
    strange = set(given) - {tile.place for tile in tiles}
    if strange or len(given) != len(rows):
        where = ", ".join(sorted(strange)) or "rows"
        raise BadInput(f"nơi không phải đơn vị của ngày {day(on)}, hay có hai lần (no unit that day)", where=where)
    drawn = [_tile(tile, given.get(tile.place), groups, look, size, font) for tile in tiles]
    plot = _plot(drawn, groups, look, size, font)
    words = frame(
        heading,
        title=look.say("Nơi có tin về việc đã làm", "Where work was reported"),
        span=look.say(f"đơn vị hành chính ngày {day(on)}", f"units as on {day(on, language='en')}"),
        keys=(
            Key("fill", look.palette.steps[EVIDENCE_STEP], look.say(*STATE_WORDS["evidence"])),
            Key("fill", look.palette.silent, look.say(*STATE_WORDS["silent"]), DASH),
            Key("hatch", look.palette.hatch, look.say(*STATE_WORDS["unobserved"])),
        ),
        look=look,
        notes=(
            look.say(
                "Ô đặt theo vị trí gần đúng, không theo diện tích hay ranh giới; không phải bảng xếp hạng.",
                "Tiles stand roughly where units lie, without size or border; this is no ranking.",
            ),
        ),
    )
    sentence = describe(rows, len(tiles), heading, on=on, language=look.language)
    return picture(plot, words, look=look, alt=sentence)


def _state(row: PlaceCount | None) -> State:
    return "unobserved" if row is None or row.numerator is None else row.state


def _tile(
    tile: Tile,
    row: PlaceCount | None,
    groups: Mapping[str, Group],
    look: Look,
    size: tuple[int, int],
    font: int,
) -> dict[str, Any]:
    width, height = size
    state = _state(row)
    group = next((each for each in groups.values() if each.id == tile.group), None)
    x = tile.column * width + (_gap(group) if group is not None else 0)
    y = float(tile.row * height)
    if group is not None:
        y += _headroom(group, groups)
    said = ""
    if row is not None and state == "evidence":
        said = part_of(row.numerator, row.denominator, language=look.language)
    elif row is not None and state == "silent":
        said = f"{DASH} ({look.say('đọc', 'read')} {whole(row.denominator, language=look.language)})"
    name = wrapped(tile.label, width - 8, font)
    lines = len(name) + bool(said)
    top = y + height / 2 - (lines - 1) * (font + 3) / 2
    return {
        "place": tile.place,
        "state": state,
        "x": x + 1,
        "x2": x + width - 1,
        "y": y + 1,
        "y2": y + height - 1,
        "middle": x + width / 2,
        "centre": y + height / 2,
        "name": name,
        "name_y": top,
        "said": said,
        "said_y": top + len(name) * (font + 3),
    }


def _gap(group: Group) -> int:
    """Pixels that a group stands further right than its tiles ask, so that groups are seen apart."""
    return group.column // ACROSS * 10


def _headroom(group: Group, groups: Mapping[str, Group]) -> float:
    """Pixels above a group's tiles for the names of it and of the rows of groups over it."""
    return 24.0 * len({each.row for each in groups.values() if each.row <= group.row})


def _plot(
    drawn: Sequence[dict[str, Any]], groups: Mapping[str, Group], look: Look, size: tuple[int, int], font: int
) -> alt.LayerChart | alt.FacetChart:
    colours = look.palette
    width, height = max(each["x2"] for each in drawn) + 1, max(each["y2"] for each in drawn) + 1

    def across(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=None, axis=None, scale=alt.Scale(domain=[0, width], nice=False))

    def down(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, axis=None, scale=alt.Scale(domain=[height, 0], nice=False))

    data = alt.Chart(values(list(drawn)))
    fills = {"evidence": colours.steps[EVIDENCE_STEP], "silent": colours.silent, "unobserved": colours.veil}
    inks = {"evidence": colours.inks[EVIDENCE_STEP], "silent": colours.ink, "unobserved": colours.ink}
    middle = across("middle")
    named, said = down("name_y"), down("said_y")
    unknown = data.transform_filter("datum.state == 'unobserved'")
    lines = hatching(size[0] - 2, size[1] - 2)
    layers: list[alt.Chart] = [
        data.mark_rect(stroke=colours.faint, strokeWidth=0.8).encode(
            x=across("x"),
            x2="x2:Q",
            y=down("y"),
            y2="y2:Q",
            color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=list(fills), range=list(fills.values()))),
        ),
        unknown.mark_point(
            shape=lines, size=SIZE, stroke=colours.hatch, strokeWidth=0.8, filled=False, opacity=0.75
        ).encode(x=middle, y=down("centre")),
        unknown.mark_text(
            fontSize=font, lineHeight=font + 3, stroke=colours.veil, strokeWidth=4, strokeJoin="round"
        ).encode(x=middle, y=named, text="name:N"),
    ]
    for state, ink in inks.items():
        here = data.transform_filter(f"datum.state == '{state}'")
        layers.append(
            here.mark_text(color=ink, fontSize=font, lineHeight=font + 3, fontWeight=600).encode(
                x=middle, y=named, text="name:N"
            )
        )
        layers.append(here.mark_text(color=ink, fontSize=font - 1).encode(x=middle, y=said, text="said:N"))
    if groups:
        heads = [
            {
                "label": label,
                "middle": group.column * size[0] + _gap(group) + 1,
                "name_y": group.row * size[1] + _headroom(group, groups) - 9,
            }
            for label, group in groups.items()
        ]
        layers.append(
            alt.Chart(values(heads))
            .mark_text(align="left", color=colours.faint, fontSize=11)
            .encode(x=middle, y=named, text="label:N")
        )
    return alt.layer(*layers).properties(width=width, height=height)


def _group_name(group: Group, gazetteer: Gazetteer, look: Look) -> str:
    if group.id == STRADDLING:
        return look.say("Lập từ xã của hai huyện cũ", "Made from communes of two old districts")
    if group.id == UNKNOWN:
        return look.say("Chưa rõ thuộc huyện cũ nào", "Old district not known")
    return look.say("", "formerly ") + gazetteer.place(group.id).name.replace("Thành phố", "TP") + look.say(" cũ", "")
