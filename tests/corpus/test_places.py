"""Names, dates and what stands near: which place is meant."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.places.gazetteer import Gazetteer, load_gazetteer

IN_2021 = date(2021, 6, 1)
LAST_DAY = date(2025, 6, 30)
FIRST_DAY = date(2025, 7, 1)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def named(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    return dict(gazetteer.names())


def test_there_are_nine_districts_until_the_last_day_and_none_after(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.districts(LAST_DAY)) == 9
    assert gazetteer.districts(FIRST_DAY) == ()


@pytest.mark.parametrize(
    ("on", "communes"),
    [(IN_2021, 157), (date(2023, 4, 10), 157), (date(2024, 12, 1), 148), (LAST_DAY, 148), (FIRST_DAY, 48)],
)
def test_the_number_of_communes_follows_the_mergers(gazetteer: Gazetteer, on: date, communes: int) -> None:
    assert len(gazetteer.communes(on)) == communes


def test_sixty_three_provinces_become_thirty_four(gazetteer: Gazetteer) -> None:
    assert [len(gazetteer.provinces(on)) for on in (IN_2021, LAST_DAY, FIRST_DAY)] == [63, 63, 34]


def test_every_parent_and_every_origin_is_a_place(gazetteer: Gazetteer) -> None:
    for on in (IN_2021, LAST_DAY, FIRST_DAY):
        for place in (*gazetteer.communes(on), *gazetteer.districts(on), *gazetteer.provinces(on)):
            above = gazetteer.place(place.parent) if place.parent else None
            assert above is None or above.is_valid(on), place.id
            for part in place.formed_from:
                gazetteer.place(part)


def test_a_district_is_found_by_its_name_with_and_without_type_word(named: dict[str, tuple[str, ...]]) -> None:
    for phrase in ("Ba Tri", "huyện Ba Tri", "Huyện Ba Tri", "H. Ba Tri"):
        assert named[phrase] == ("ben-tre/ba-tri",)


def test_the_longest_name_comes_first(gazetteer: Gazetteer) -> None:
    phrases = [phrase for phrase, _ in gazetteer.names()]
    assert phrases.index("xã Thạnh Phú Đông") < phrases.index("xã Thạnh Phú")
    assert phrases.index("xã Đại Hòa Lộc") < phrases.index("xã Hòa Lộc")


def test_bến_tre_is_the_province_the_city_or_the_ward_by_its_type_word(named: dict[str, tuple[str, ...]]) -> None:
    assert named["Bến Tre"] == named["tỉnh Bến Tre"] == ("ben-tre",)
    for phrase in ("TP. Bến Tre", "TP Bến Tre", "thành phố Bến Tre", "Thành ủy Bến Tre", "Thành uỷ Bến Tre"):
        assert named[phrase] == ("ben-tre/tp-ben-tre",), phrase
    assert named["phường Bến Tre"] == named["P. Bến Tre"] == ("vinh-long/ben-tre",)


def test_a_commune_name_alone_is_no_name(gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]) -> None:
    assert "Định Thủy" not in named
    assert named["xã Định Thủy"] == named["xã Định Thuỷ"] == ("ben-tre/mo-cay-nam/dinh-thuy",)
    assert "Định Thủy" in dict(gazetteer.bare_names())


def test_ho_chi_minh_alone_is_a_person(named: dict[str, tuple[str, ...]]) -> None:
    assert "Hồ Chí Minh" not in named
    assert named["TP.HCM"] == named["TP. Hồ Chí Minh"] == ("ho-chi-minh",)
    assert named["Thái Bình Dương"] == ()


def test_châu_thành_is_ten_districts_until_a_province_is_named(
    gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]
) -> None:
    candidates = named["huyện Châu Thành"]
    assert len(candidates) == 10
    unclear = gazetteer.resolve(candidates, context=(), on=IN_2021)
    assert unclear.place is None and len(unclear.candidates) == 10
    assert gazetteer.resolve(candidates, context={"ben-tre"}, on=IN_2021).place == "ben-tre/chau-thanh"
    assert gazetteer.resolve(candidates, context={"Tiền Giang"}, on=IN_2021).place == "tien-giang/chau-thanh"
    both = gazetteer.resolve(candidates, context={"ben-tre", "tien-giang"}, on=IN_2021)
    assert both.place is None and set(both.candidates) == {"ben-tre/chau-thanh", "tien-giang/chau-thanh"}


def test_a_commune_in_the_same_district_is_context_enough(
    gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]
) -> None:
    candidates = named["xã An Hiệp"]
    assert len(candidates) == 3
    context = {"ben-tre/ba-tri/bao-thanh"}
    assert gazetteer.resolve(candidates, context=context, on=IN_2021).place == "ben-tre/ba-tri/an-hiep"
    assert gazetteer.resolve(candidates, context={"Bến Tre"}, on=IN_2021).place is None
    assert gazetteer.resolve(candidates, context=(), on=IN_2021).place is None


def test_the_district_in_brackets_settles_a_shared_name(named: dict[str, tuple[str, ...]]) -> None:
    assert named["xã An Hiệp (Ba Tri)"] == ("ben-tre/ba-tri/an-hiep",)
    assert named["An Hiệp (Châu Thành)"] == ("ben-tre/chau-thanh/an-hiep",)
    assert named["xã An Hiệp, huyện Ba Tri"] == ("ben-tre/ba-tri/an-hiep",)


def test_the_same_name_after_the_merger_is_the_new_commune(
    gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]
) -> None:
    candidates = named["xã An Hiệp"]
    found = gazetteer.resolve(candidates, context={"vinh-long"}, on=FIRST_DAY)
    assert found.place == "vinh-long/an-hiep"
    assert gazetteer.place("vinh-long/an-hiep").parent == "vinh-long"
    assert "ben-tre/ba-tri/an-hiep" in gazetteer.place("vinh-long/an-hiep").formed_from


def test_a_district_after_its_end_is_refused_with_the_day(gazetteer: Gazetteer) -> None:
    gone = gazetteer.resolve(("ben-tre/ba-tri",), context={"ben-tre"}, on=FIRST_DAY)
    assert gone.place is None and "1-7-2025" in gone.reason
    assert gazetteer.resolve(("ben-tre/ba-tri",), context=(), on=None).place == "ben-tre/ba-tri"


def test_a_ward_number_needs_its_city(gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]) -> None:
    candidates = named["Phường 8"]
    assert gazetteer.resolve(candidates, context=(), on=IN_2021).place is None
    assert gazetteer.resolve(candidates, context={"ho-chi-minh"}, on=IN_2021).place is None
    assert gazetteer.resolve(candidates, context={"TP. Bến Tre"}, on=IN_2021).place == "ben-tre/tp-ben-tre/phuong-8"
    assert named["Phường 8, TP. Bến Tre"] == ("ben-tre/tp-ben-tre/phuong-8",)


def test_a_name_other_provinces_have_is_not_taken_for_ours(
    gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]
) -> None:
    candidates = named["xã Tân Phú"]
    assert gazetteer.resolve(candidates, context={"dong-nai"}, on=IN_2021).place is None
    assert gazetteer.resolve(candidates, context={"ben-tre"}, on=IN_2021).place == "ben-tre/chau-thanh/tan-phu"
    rare = named["xã Định Thủy"]
    assert gazetteer.resolve(rare, context=(), on=IN_2021).place == "ben-tre/mo-cay-nam/dinh-thuy"


def test_a_bare_commune_name_needs_its_district_nearby(gazetteer: Gazetteer) -> None:
    candidates = dict(gazetteer.bare_names())["Định Thủy"]
    assert gazetteer.resolve(candidates, context={"ben-tre"}, on=IN_2021, bare=True).place is None
    near = gazetteer.resolve(candidates, context={"huyện Mỏ Cày Nam"}, on=IN_2021, bare=True)
    assert near.place == "ben-tre/mo-cay-nam/dinh-thuy"


def test_a_township_is_told_from_the_district_of_its_name(named: dict[str, tuple[str, ...]]) -> None:
    assert named["thị trấn Ba Tri"] == ("ben-tre/ba-tri/thi-tran-ba-tri",)
    assert named["xã Ba Tri"] == ("vinh-long/ba-tri",)


def test_a_commune_that_became_a_township_changes_on_the_day(
    gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]
) -> None:
    assert gazetteer.is_valid("ben-tre/chau-thanh/tien-thuy", date(2023, 4, 9))
    assert not gazetteer.is_valid("ben-tre/chau-thanh/tien-thuy", date(2023, 4, 10))
    assert gazetteer.successors("ben-tre/chau-thanh/tien-thuy") == ("ben-tre/chau-thanh/thi-tran-tien-thuy",)
    old = gazetteer.resolve(named["xã Tiên Thủy"], context={"ben-tre"}, on=IN_2021)
    assert old.place == "ben-tre/chau-thanh/tien-thuy"


def test_what_stands_on_bến_tres_ground_stays_followed(gazetteer: Gazetteer) -> None:
    assert gazetteer.province_of("ben-tre/ba-tri/an-hiep") == "ben-tre"
    assert gazetteer.province_of("vinh-long/dong-khoi") == "ben-tre"
    assert gazetteer.province_of("tien-giang/chau-thanh") == "tien-giang"
    assert gazetteer.province_of("vinh-long") == "vinh-long"


def test_the_divided_commune_has_no_successor(gazetteer: Gazetteer) -> None:
    assert gazetteer.successors("ben-tre/mo-cay-bac/hoa-loc") == ()
    without = [place.id for place in gazetteer.communes(LAST_DAY) if not gazetteer.successors(place.id)]
    assert without == ["ben-tre/mo-cay-bac/hoa-loc"]


def test_huế_is_named_by_its_day(gazetteer: Gazetteer, named: dict[str, tuple[str, ...]]) -> None:
    assert gazetteer.resolve(named["Huế"], context=(), on=IN_2021).place == "thua-thien-hue"
    assert gazetteer.resolve(named["Huế"], context=(), on=FIRST_DAY).place == "hue"


def test_an_unknown_id_is_a_key_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.place("ben-tre/ba-tri/khong-co")
