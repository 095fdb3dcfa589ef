"""Rows refuse what cannot be, layouts give every unit one place, and time is cut where the province was."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import BadInput
from corpus.places.gazetteer import Gazetteer, Place, load_gazetteer
from review.charts.hatch import hatching
from review.charts.heat_map import heat_map
from review.charts.look import Look
from review.charts.rows import Counted, Heading, PlaceCount, StageCount, TalkAction, counted, periods_of
from review.charts.small_multiples import small_multiples, top_of
from review.charts.stage_counts import stage_counts
from review.charts.talk_and_action import talk_and_action
from review.charts.tile_layout import ACROSS, COLUMNS, STRADDLING, UNKNOWN, commune_tiles, district_tiles
from review.charts.tile_map import commune_map, district_map
from review.charts.timeline import break_at
from review.charts.two_models import two_models

HEADING = Heading("đoạn", "đoạn đã đọc", "m", "1")
PLACES = load_gazetteer()


def test_a_raw_share_needs_something_read() -> None:
    assert counted("T1", "2026-01", 0, 0, "silent") == Counted("T1", "2026-01", None, 0, "unobserved")
    assert counted("T1", "2026-01", 3, 60, "evidence").shown == 0.05
    assert Counted("T1", "2026-01", 3, 9, "unobserved", share=3 / 9).shown is None


@pytest.mark.parametrize(
    "values",
    [
        {"share": 1.2},
        {"low": 0.5, "high": 0.4},
        {"numerator": 11},
        {"numerator": -1},
        {"denominator": 0, "numerator": 0, "share": 0.0},
    ],
)
def test_a_row_that_cannot_be_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(BadInput, match="T1"):
        Counted(**{"label": "T1", "period": None, "numerator": 1, "denominator": 10, "state": "evidence", **values})  # type: ignore[arg-type]


def test_talk_for_each_act_is_unknown_where_nothing_was_done() -> None:
    assert TalkAction("T1", 6, 3, 10, "evidence").ratio == 2
    assert TalkAction("T1", 6, 0, 10, "evidence").ratio is None
    assert TalkAction("T1", None, None, 0, "unobserved").ratio is None
    with pytest.raises(BadInput):
        TalkAction("T1", 6, 5, 10, "evidence")


def test_undated_documents_come_last() -> None:
    rows = [counted("T1", each, 1, 30, "evidence") for each in (None, "2026-02", "2026-01")]
    assert periods_of(rows) == ["2026-01", "2026-02", None]
    assert "không ngày" in str(heat_map(rows, HEADING).plot)


def test_the_common_scale_holds_all_that_is_drawn() -> None:
    row = Counted("T1", "2026-01", 3, 30, "evidence", 0.1, 0.03, 0.23, earlier=0.31)
    top, step = top_of([row])
    assert top >= 0.31 and top / step <= 5
    assert top_of([Counted("T1", "2026-01", None, 0, "unobserved")])[0] > 0


@pytest.mark.parametrize(
    ("periods", "at"),
    [
        (["2025-06", "2025-07", None], "2025-07"),
        (["2025-Q2", "2025-Q3"], "2025-Q3"),
        (["2025-01", "2025-09"], "2025-09"),
        (["2024", "2025", "2026"], "2026"),
        (["2025-07", "2025-08"], None),
        (["2025-05", "2025-06"], None),
        ([None], None),
    ],
)
def test_the_break_stands_before_the_first_period_after_it(periods: list[str | None], at: str | None) -> None:
    assert break_at(periods) == at


def test_nine_units_have_nine_tiles_in_their_rough_places() -> None:
    tiles = {tile.place.rpartition("/")[2]: tile for tile in district_tiles(PLACES, date(2025, 6, 30))}
    assert len({(tile.column, tile.row) for tile in tiles.values()}) == len(tiles) == 9
    assert tiles["cho-lach"].column < tiles["tp-ben-tre"].column < tiles["ba-tri"].column
    assert tiles["chau-thanh"].row < tiles["tp-ben-tre"].row < tiles["mo-cay-nam"].row
    assert district_tiles(PLACES, date(2025, 7, 1)) == ()


def test_every_commune_after_2025_has_one_tile_in_the_group_of_its_old_district() -> None:
    on = date(2025, 7, 1)
    tiles, groups = commune_tiles(PLACES, on)
    assert {tile.place for tile in tiles} == {place.id for place in PLACES.communes(on)}
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles) == 48
    assert all(0 <= tile.column < COLUMNS * ACROSS for tile in tiles)
    assert sum(tile.group == STRADDLING for tile in tiles) == 5
    assert UNKNOWN not in {group.id for group in groups}
    for tile in tiles:
        if tile.group != STRADDLING:
            parts = {part.rpartition("/")[0] for part in PLACES.place(tile.place).formed_from}
            assert parts == {tile.group}


def test_communes_of_unknown_parts_stand_apart() -> None:
    old = [Place("ben-tre", "Tỉnh Bến Tre", "Bến Tre", "province", "tinh")]
    new = Place("vinh-long/x", "Xã X", "X", "commune", "xa", ground="ben-tre", parent="ben-tre")
    tiles, groups = commune_tiles(Gazetteer([*old, new]), date(2026, 1, 1))
    assert [tile.group for tile in tiles] == [UNKNOWN]
    assert groups[-1].id == UNKNOWN


def test_a_map_is_asked_for_its_own_days_and_units() -> None:
    with pytest.raises(BadInput, match="commune_map"):
        district_map([], HEADING, gazetteer=PLACES, on=date(2026, 1, 1))
    with pytest.raises(BadInput, match="district_map"):
        commune_map([], HEADING, gazetteer=PLACES, on=date(2025, 6, 30))
    with pytest.raises(BadInput, match="vinh-long/an-hoi"):
        row = PlaceCount("vinh-long/an-hoi", "An Hội", 1, 40, "evidence")
        district_map([row], HEADING, gazetteer=PLACES, on=date(2025, 6, 30))


def test_charts_refuse_nothing_and_twice_the_same() -> None:
    row = counted("T1", "2026-01", 1, 30, "evidence")
    for chart in (heat_map, small_multiples):
        for rows in ([], [row, row]):
            with pytest.raises(BadInput):
                chart(rows, HEADING)
    with pytest.raises(BadInput):
        heat_map([row], HEADING, steps=(0.1, 0.05, 0.2, 0.3))
    with pytest.raises(BadInput, match="hai mô hình"):
        two_models([row], HEADING)
    with pytest.raises(BadInput, match="khâu"):
        stage_counts([StageCount("T1", "khong", 1, "evidence")], HEADING)
    with pytest.raises(BadInput):
        talk_and_action([], HEADING)


def test_hatching_fills_its_box_and_stays_within() -> None:
    numbers = [abs(float(each)) for each in hatching(40, 20).replace("L", ",").replace("M", ",").split(",") if each]
    across, down = numbers[0::2], numbers[1::2]
    assert max(across) <= 20 and max(down) <= 10
    assert hatching(40, 20).count("M") == round((40 + 20) / (40 / 7))


def test_text_with_marks_of_xml_stays_text() -> None:
    from review.charts.picture import svg

    row = counted("A <b> & “C”", "2026-01", 1, 30, "evidence")
    drawn = svg(heat_map([row], Heading("x < y & z", "w", "m", "1", title="<script>"), look=Look()))
    assert "<script>" not in drawn and "&lt;script&gt;" in drawn and "x &lt; y &amp; z" in drawn.lower()
