"""Places, organisations and slogans in raw text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.codebook.taxonomy import load_taxonomy
from corpus.passage import Entity, EntityKind
from corpus.places.gazetteer import load_gazetteer
from models.names import Names

BEFORE = date(2021, 3, 1)
AFTER = date(2025, 8, 1)


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_taxonomy(), load_gazetteer())


def of(kind: EntityKind, found: tuple[Entity, ...]) -> list[str]:
    return [each.value for each in found if each.kind is kind]


def places(names: Names, text: str, *, on: date | None = BEFORE, title: str = "", home: str | None = None) -> list[str]:
    return of(EntityKind.PLACE, names.find(text, published=on, title=title, home=home))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("huyện Ba Tri", ["ben-tre/ba-tri"]),
        ("tỉnh Bến Tre", ["ben-tre"]),
        ("TP. Bến Tre", ["ben-tre/tp-ben-tre"]),
        ("xã An Hiệp, huyện Ba Tri", ["ben-tre/ba-tri/an-hiep"]),
        (
            "các xã An Hòa Tây, Tân Hưng và Mỹ Hòa của huyện Ba Tri",
            ["an-hoa-tay", "tan-hung", "my-hoa", "ben-tre/ba-tri"],
        ),
        ("Phường 8, TP. Bến Tre", ["ben-tre/tp-ben-tre/phuong-8"]),
        ("huyện Châu Thành, tỉnh Tiền Giang", ["tien-giang/chau-thanh", "tien-giang"]),
        ("xã Thạnh Phú Đông, huyện Giồng Trôm", ["ben-tre/giong-trom/thanh-phu-dong"]),
    ],
)
def test_a_place_is_found_by_its_longest_name(names: Names, text: str, ids: list[str]) -> None:
    found = places(names, f"Hội nghị tại {text}.")
    assert len(found) == len(ids)
    assert all(value.endswith(id) for value, id in zip(found, ids, strict=True))


def test_a_commune_without_its_type_word_is_not_the_district_whose_name_it_holds(names: Names) -> None:
    assert "ben-tre/thanh-phu" not in places(names, "Người dân Thạnh Phú Đông góp đất làm đường.")


@pytest.mark.parametrize("text", ["mong ước hòa bình", "cuộc sống thanh bình", "ba tri thức trẻ", "Thái Bình Dương"])
def test_common_words_are_no_places(names: Names, text: str) -> None:
    assert places(names, text) == []


def test_a_name_of_many_places_stays_open_until_something_tells_them_apart(names: Names) -> None:
    text = "Huyện Châu Thành sắp xếp bộ máy."
    (found,) = (each for each in names.find(text, published=BEFORE) if each.kind is EntityKind.PLACE)
    assert found.value == "?" and "ben-tre/chau-thanh" in found.note.split()
    assert places(names, text, home="ben-tre") == ["ben-tre/chau-thanh"]
    assert places(names, text, title="Tiền Giang tinh giản biên chế") == ["tien-giang/chau-thanh"]


def test_a_name_means_the_unit_of_its_day(names: Names) -> None:
    text = "Xã Đồng Khởi và tỉnh Vĩnh Long họp chung."
    assert any(value.startswith("vinh-long/") for value in places(names, text, on=AFTER))
    assert not any(value.startswith("vinh-long/") for value in places(names, text, on=BEFORE))


@pytest.mark.parametrize(
    ("text", "value", "level"),
    [
        ("Huyện ủy Ba Tri", "Huyện ủy Ba Tri", "huyen"),
        ("Huyện uỷ Ba Tri", "Huyện ủy Ba Tri", "huyen"),
        ("UBND huyện Giồng Trôm", "UBND huyện Giồng Trôm", "huyen"),
        ("Đảng ủy xã An Hiệp, huyện Ba Tri", "Đảng ủy xã An Hiệp", "xa"),
        ("Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "tinh"),
        ("Tỉnh ủy Tiền Giang", "Tỉnh ủy Tiền Giang", "tinh"),
        ("Tỉnh ủy", "Tỉnh ủy", "tinh"),
        ("UBKT Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "tinh"),
    ],
)
def test_an_organisation_carries_its_level_and_the_place_it_is_of(
    names: Names, text: str, value: str, level: str
) -> None:
    found = [each for each in names.find(f"Theo {text}, đã có kế hoạch.") if each.kind is EntityKind.ORGANISATION]
    assert [(each.value, each.note) for each in found] == [(value, level)]


@pytest.mark.parametrize(
    "text", ["trên mặt trận sản xuất", "thức ăn bct 12", "ở quốc hội nước bạn", "một Huyện ủy viên"]
)
def test_what_is_not_capitalised_or_is_a_member_is_no_organisation(names: Names, text: str) -> None:
    assert of(EntityKind.ORGANISATION, names.find(text)) == []


def test_a_signature_inside_a_document_number_is_no_organisation(names: Names) -> None:
    text = "Quyết định 439/QĐ-TTg"
    assert of(EntityKind.ORGANISATION, names.find(text, taken=[(11, 21)])) == []


def test_slogans_are_found_with_their_areas_whatever_their_dashes(names: Names) -> None:
    found = names.find("Theo “Hai chân – Ba mũi” và “4 nắm”, xã đã họp.")
    assert [(each.value, each.note) for each in found if each.kind is EntityKind.SLOGAN] == [
        ("hai chân - ba mũi", "2"),
        ("4 nắm", "6"),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "xã ",
                "các xã ",
                "An Hiệp",
                "Ba Tri",
                "Châu Thành",
                ", ",
                " và ",
                "huyện ",
                "Huyện uỷ ",
                "TP. ",
                "Bến Tre",
                " 4 nắm ",
            ]
        ),
        max_size=12,
    ).map("".join)
    | st.text(max_size=40)
)
@settings(deadline=None)
def test_names_do_not_depend_on_the_normal_form(names: Names, text: str) -> None:
    nfc = unicodedata.normalize("NFC", text)
    values = [(each.kind, each.value) for each in names.find(nfc)]
    assert [(each.kind, each.value) for each in names.find(unicodedata.normalize("NFD", nfc))] == values


def test_the_article_of_the_seven_tasks_speaks_of_one_province(names: Names, seed_text: str) -> None:
    found = names.find(seed_text, published=date(2021, 2, 2))
    assert set(of(EntityKind.PLACE, found)) == {"ben-tre"}
    assert {"hai chân - ba mũi", "4 nắm", "4 góp", "3 kiểm"} <= set(of(EntityKind.SLOGAN, found))
