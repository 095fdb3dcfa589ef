"""Charts say what was reported of what was read, keep Vietnamese whole, and draw nothing where nothing can be said."""

from __future__ import annotations

import re
import socket
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from corpus.label import Stage
from corpus.places.gazetteer import load_gazetteer
from review.charts.heat_map import heat_map
from review.charts.look import LIGHT, PALETTES, VIETNAMESE_LIGHT, Look, Theme
from review.charts.picture import Picture, png, svg
from review.charts.rows import Counted, Heading, PlaceCount, StageCount, TalkAction, counted
from review.charts.small_multiples import small_multiples
from review.charts.stage_counts import stage_counts
from review.charts.talk_and_action import talk_and_action
from review.charts.tile_map import commune_map, district_map
from review.charts.two_models import two_models

HEADING = Heading("đoạn kể việc đã làm", "đoạn đã đọc", "m-3f2c", "2021.2", date(2026, 11, 24))
KNOWN, LACKING = "T2 Đồng khởi mới", "T4 Nêu gương"
PLACES = load_gazetteer()
JUNE, NOVEMBER = date(2025, 6, 1), date(2026, 11, 1)

CELLS = [
    counted(KNOWN, "2025-05", 41, 410, "evidence"),
    counted(KNOWN, "2025-06", 0, 1320, "silent"),
    counted(KNOWN, "2025-07", 0, 7, "unobserved"),
    counted(LACKING, "2025-05", 3, 410, "evidence"),
    counted(LACKING, "2025-06", 0, 1320, "unobserved"),
    Counted(LACKING, "2025-07", None, 7, "unobserved"),
]
SERIES = [
    Counted(KNOWN, "2025-04", 6, 300, "evidence", 0.02, 0.01, 0.04),
    Counted(KNOWN, "2025-05", None, 5, "unobserved"),
    Counted(KNOWN, "2025-06", 9, 300, "evidence", 0.03, 0.015, 0.05, earlier=0.02),
    Counted(KNOWN, "2025-07", 12, 300, "evidence", 0.04, 0.02, 0.06),
]
LATER = [replace(row, label="m-91aa", share=row.share and row.share + 0.01, high=0.09) for row in SERIES]
STAGES = [StageCount(KNOWN, stage, 7 + n, "evidence") for n, stage in enumerate(Stage) if stage is not Stage.KHONG]
STAGES[2] = StageCount(KNOWN, "quan_triet", None, "unobserved")

CHARTS: dict[str, Callable[[Look], Picture]] = {
    "heat": lambda look: heat_map(CELLS, HEADING, look=look),
    "multiples": lambda look: small_multiples(SERIES, HEADING, look=look),
    "stages": lambda look: stage_counts(STAGES, HEADING, look=look),
    "talk": lambda look: talk_and_action(
        [TalkAction(KNOWN, 44, 11, 60, "evidence"), TalkAction(LACKING, None, None, 0, "unobserved")],
        HEADING,
        look=look,
    ),
    "districts": lambda look: district_map(
        [
            PlaceCount("ben-tre/mo-cay-bac", "Mỏ Cày Bắc", 3, 1240, "evidence"),
            PlaceCount("ben-tre/ba-tri", "Ba Tri", 0, 80, "silent"),
            PlaceCount("ben-tre/thanh-phu", "Thạnh Phú", 0, 5, "unobserved"),
        ],
        HEADING,
        gazetteer=PLACES,
        on=JUNE,
        look=look,
    ),
    "communes": lambda look: commune_map(
        [PlaceCount("vinh-long/an-hoi", "An Hội", 2, 90, "evidence")], HEADING, gazetteer=PLACES, on=NOVEMBER, look=look
    ),
    "models": lambda look: two_models([replace(row, label="m-3f2c") for row in SERIES] + LATER, HEADING, look=look),
}
HATCHED = {"heat": 3, "multiples": 1, "stages": 1, "talk": 1, "districts": 7, "communes": 47, "models": 2}
"""Hatched marks in each chart's plot, the legend's own apart."""


@cache
def made(name: str, look: Look = VIETNAMESE_LIGHT) -> Picture:
    """A chart, made once; what is tested of the making makes its own."""
    return CHARTS[name](look)


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Every chart in Vietnamese, light."""
    return {name: svg(made(name)) for name in CHARTS}


@pytest.fixture(params=list(CHARTS))
def name(request: pytest.FixtureRequest) -> str:
    """Each chart."""
    return str(request.param)


def texts(drawing: str) -> list[str]:
    """Texts of a drawing, in its order, the parts of a broken line apart."""
    root = ElementTree.fromstring(drawing)
    found = [
        "".join(each.itertext())
        for each in root.iter()
        if each.tag.rpartition("}")[2] in ("text", "tspan") and not list(each)
    ]
    return [text for text in found if text]


def test_words_around_every_plot_name_denominator_source_and_versions(drawn: dict[str, str], name: str) -> None:
    said = " ".join(texts(drawn[name]))
    for words in ("đoạn đã đọc", "theo tin đã đưa", "chưa đủ dữ liệu", "sổ mã 2021.2", "24/11/2026"):
        assert words in said
    assert unicodedata.is_normalized("NFC", drawn[name])


def test_labels_come_through_whole(drawn: dict[str, str]) -> None:
    for chart in ("heat", "multiples", "stages", "talk"):
        assert KNOWN in texts(drawn[chart])
    assert {"Mỏ Cày Bắc", "Giồng Trôm", "TP Bến Tre", "Chợ Lách"} <= set(texts(drawn["districts"]))
    assert {"Huyện Bình Đại cũ", "An Ngãi Trung", "P. An Hội"} <= set(texts(drawn["communes"]))
    assert "quán triệt" in texts(drawn["stages"])


def test_what_was_not_observed_is_hatched(drawn: dict[str, str], name: str) -> None:
    lines = re.findall(rf'<path [^>]*stroke="{LIGHT.hatch}"[^>]*>', drawn[name])
    within = [line for line in lines if "translate(10,7)" not in line]
    assert len(within) == HATCHED[name]
    assert all(line.count("L") > 5 for line in within)


def test_what_was_not_observed_has_no_number_and_no_zero() -> None:
    blank = {"said", "share", "low", "high", "earlier", "events", "talk_said", "action_said", "difference", "action"}
    for name in CHARTS:
        for rows in made(name).plot["datasets"].values():
            for row in rows:
                unknown = row.get("known") is False or "unobserved" in (row.get("kind"), row.get("state"))
                assert not unknown or not any(row.get(field) or row.get(field) == 0 for field in blank), row


def test_a_map_without_any_rows_holds_no_digit_in_its_tiles() -> None:
    bare = svg(district_map([], HEADING, gazetteer=PLACES, on=JUNE))
    names = {place.short for place in PLACES.districts(JUNE)} | {"TP Bến Tre"}
    tiles = [text for text in texts(bare) if text in names or re.fullmatch(r"[\d./–]+", text)]
    assert len(tiles) >= 9
    assert not any(re.search(r"\d", tile) for tile in tiles)


def test_heat_map_cells_say_count_dash_or_nothing(drawn: dict[str, str]) -> None:
    said = texts(drawn["heat"])
    assert "41" in said and "3" in said and "–" in said
    assert "0" not in said
    assert "1.320" in said


def test_the_same_rows_give_the_same_bytes(drawn: dict[str, str], name: str) -> None:
    assert svg(CHARTS[name](Look())) == drawn[name]


def test_a_drawing_is_xml_with_title_and_description(drawn: dict[str, str], name: str) -> None:
    root = ElementTree.fromstring(drawn[name])
    tags = {each.tag.rpartition("}")[2]: each.text for each in root}
    assert (tags["title"], tags["desc"]) == (made(name).title, made(name).alt)
    assert root.get("role") == "img"
    assert "http" not in drawn[name].replace("http://www.w3.org/", "")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_has_the_drawings_size_times_its_scale(theme: Theme) -> None:
    heat = made("heat", Look("vi", theme))
    root = ElementTree.fromstring(svg(heat))
    packed = png(heat, scale=2)
    assert packed.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", packed[16:24]) == (int(root.get("width", "0")) * 2, int(root.get("height", "0")) * 2)
    assert png(heat, scale=2) == packed


def test_in_english_no_vietnamese_word_of_ours_is_left(name: str) -> None:
    heading = replace(HEADING, counted="passages on work done", of="passages read")
    frame = made(name, Look("en")).frame
    said = " ".join([frame.title, *frame.foot, *(key.label for key in frame.keys)])
    own = said.replace(HEADING.counted, heading.counted).replace("(theo tin đã đưa)", "")
    assert own.isascii() or not re.search(r"[đăâêôơưàáảãạ]", own), own
    assert "not enough data" in own


def test_the_break_of_2025_is_drawn_where_it_is_crossed() -> None:
    crossing = heat_map(CELLS, HEADING)
    before = heat_map([row for row in CELLS if row.period != "2025-07"], HEADING)
    words = [[key.swatch for key in each.frame.keys] for each in (crossing, before)]
    assert ["rule" in each for each in words] == [True, False]
    assert LIGHT.warn in svg(crossing) and LIGHT.warn not in svg(before)


def test_a_line_breaks_where_nothing_was_observed_and_at_the_break() -> None:
    points = next(rows for rows in made("multiples").plot["datasets"].values() if "run" in rows[0])
    runs = {row["period"]: row["run"] for row in points if row["known"]}
    assert len({runs["2025-04"], runs["2025-06"], runs["2025-07"]}) == 3


def test_a_restated_period_bears_a_mark_and_its_legend(drawn: dict[str, str]) -> None:
    plain = small_multiples([replace(row, earlier=None) for row in SERIES], HEADING)
    assert "trước khi tin về muộn" in " ".join(texts(drawn["multiples"]))
    assert "diamond" not in [key.swatch for key in plain.frame.keys]


def test_the_difference_of_two_models_is_only_where_both_can_be_said() -> None:
    bars = next(rows for rows in made("models").plot["datasets"].values() if any("difference" in row for row in rows))
    assert {row["period"]: round(row["difference"], 6) for row in bars if "difference" in row} == {
        "2025-04": 0.01,
        "2025-06": 0.01,
        "2025-07": 0.01,
    }
    assert "+1,0\u00a0điểm\u00a0%" in made("models").alt


def test_stages_are_said_to_be_no_ladder(drawn: dict[str, str]) -> None:
    assert "không phải bậc thang" in " ".join(texts(drawn["stages"]))
    assert "không phải bậc thang" in made("stages").alt


def test_alt_text_tells_the_states_and_the_largest(name: str) -> None:
    alt = made(name).alt
    assert alt.endswith(".") and len(alt) > 60
    if name == "heat":
        assert "6 ô, gồm 2 có bằng chứng, 1 đọc đủ, không thấy, 3 chưa đủ dữ liệu" in alt
        assert "10,0\u00a0% (41/410)" in alt
    if name == "districts":
        assert "1 có bằng chứng, 1 đọc đủ, không thấy, 7 chưa đủ dữ liệu" in alt


def test_drawing_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any, **named: Any) -> None:
        raise AssertionError("a chart opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert png(CHARTS["talk"](Look())).startswith(b"\x89PNG")


def test_a_plot_that_asks_for_an_address_is_refused() -> None:
    plot = {"data": {"url": "http://127.0.0.1:9/a.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match="not allowed"):
        svg(replace(made("talk"), plot=plot))


def test_the_font_can_travel_within_the_drawing() -> None:
    carried = svg(made("talk"), with_fonts=True)
    assert carried.count("@font-face") == 2 and "data:font/ttf;base64," in carried
    ElementTree.fromstring(carried)


def lightness(colour: str) -> float:
    """CIE L* (0 black to 100 white) of an sRGB colour."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_grey_the_states_and_steps_stay_apart(theme: Theme) -> None:
    colours = PALETTES[theme]
    steps = [lightness(step) for step in colours.steps]
    assert steps == sorted(steps, reverse=theme == "light")
    assert min(abs(a - b) for a, b in pairwise(steps)) > 10
    assert abs(lightness(colours.silent) - steps[0]) > 12
    assert abs(lightness(colours.silent) - lightness(colours.veil)) > 5
    assert abs(lightness(colours.veil) - lightness(colours.hatch)) > 30
    assert abs(lightness(colours.first) - lightness(colours.second)) > 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ink_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = PALETTES[theme]
    grounds = [
        *zip(colours.steps, colours.inks, strict=True),
        (colours.paper, colours.ink),
        (colours.paper, colours.faint),
    ]
    for ground, ink in grounds:
        assert contrast(ground, ink) >= 4.5, (ground, ink)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2."""
    parts = []
    for colour in (one, other):
        value = lightness(colour)
        parts.append(((value + 16) / 116) ** 3 if value > 8 else value / 903.3)
    return (max(parts) + 0.05) / (min(parts) + 0.05)
