"""The taxonomy file: what it holds, and what stops its load."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import LEVELS, PACKAGED, Taxonomy, load_taxonomy
from corpus.errors import TaxonomyError
from corpus.phrase import key, written


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def packaged_text() -> str:
    return resources.files("corpus").joinpath("taxonomies", PACKAGED).read_text(encoding="utf-8")


def changed(text: str, old: str, new: str, folder: Path) -> Path:
    assert text.count(old) >= 1, f"the packaged file no longer holds {old!r}"
    path = folder / "taxonomy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_packaged_taxonomy_holds_the_seven_tasks_in_order(taxonomy: Taxonomy) -> None:
    assert taxonomy.codes == ("1", "2", "3", "4", "5", "6", "7")
    assert taxonomy.version == "2021.1"
    assert taxonomy.adopted == date(2021, 2, 2)
    assert taxonomy.area("6").slug == "huong-ve-co-so"
    with pytest.raises(KeyError):
        taxonomy.area("8")


def test_the_taxonomy_says_it_is_the_article_and_not_the_resolution(taxonomy: Taxonomy) -> None:
    assert taxonomy.provenance["published"] == "2021-02-02 12:54"
    assert "không phải" in taxonomy.provenance["note"]


def test_every_area_is_a_full_codebook_entry(taxonomy: Taxonomy) -> None:
    for area in taxonomy.areas:
        assert len(area.short) <= 18
        assert len(area.includes) >= 5 and len(area.excludes) >= 5, area.code
        assert len(area.lookalikes) >= 3 and area.confusable and area.sub_items
        assert 12 <= len(area.cues) <= 36, area.code
        assert {"strong", "weak", "not"} == {rule.sense for rule in area.cues}, area.code


def test_the_grassroots_area_names_four_grasps_four_advices_three_checks(taxonomy: Taxonomy) -> None:
    names = [item.name for item in taxonomy.area("6").sub_items]
    assert [sum(name.startswith(word) for name in names) for word in ("Nắm", "Góp", "Kiểm")] == [4, 4, 3]


def test_a_document_whose_date_is_not_known_has_none(taxonomy: Taxonomy) -> None:
    documents = {each.number: each for area in taxonomy.areas for each in area.documents}
    assert documents["31-QĐi/TU"].date is None
    assert documents["01-CT/TU"].date == date(2020, 10, 17)
    assert documents["04-ĐA/TU"].date == date(2021, 1, 29)


def test_every_slogan_is_a_cue_or_part_of_its_areas(taxonomy: Taxonomy) -> None:
    for slogan in taxonomy.slogans:
        for code in slogan.areas:
            area = taxonomy.area(code)
            phrases = [phrase for rule in area.cues for phrase in rule.any]
            phrases += [phrase for item in area.sub_items for phrase in item.phrases]
            words = {key(phrase) for phrase in phrases}
            parts = [key(slogan.phrase), *(key(part) for part in slogan.phrase.split(","))]
            assert any(part in words for part in parts), slogan.phrase


def test_every_organisation_has_a_level_of_the_list(taxonomy: Taxonomy) -> None:
    assert {each.level for each in taxonomy.organisations} == set(LEVELS)


def test_an_unknown_key_stops_the_load_and_is_named(packaged_text: str, tmp_path: Path) -> None:
    path = changed(packaged_text, "lookalikes = [", "lookalike = [", tmp_path)
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(path)
    assert caught.value.key == "areas[1].lookalikes"

    path = changed(packaged_text, 'id = "3.k2"', 'id = "3.k2"\nstrength = 2', tmp_path)
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(path)
    assert caught.value.key == "areas[3].cues[3.k2].strength"


@pytest.mark.parametrize(
    ("old", "new", "key_named"),
    [
        ('version = "2021.1"', "version = 2021", "version"),
        ("adopted = 2021-02-02", 'adopted = "2021-02-02"', "adopted"),
        ("adopted = 2021-02-02", "adopted = 2021-02-02T08:00:00Z", "adopted"),
        ('sense = "strong"', 'sense = "stong"', "areas[1].cues[1.k1].sense"),
        ('short = "Quán triệt NQ"', 'short = "Quán triệt nghị quyết"', "areas[1].short"),
        ('gloss = "Setting an example"', 'gloss = " "', "areas[4].gloss"),
        ("within = 14", "within = true", "areas[1].cues[1.k1].within"),
        ("within = 14", "within = -1", "areas[1].cues[1.k1].within"),
        ('publisher = "Báo Đồng Khởi"\n', "", "provenance.publisher"),
        ("number = 2\n", "number = 1\n", "boundary_rules.number"),
        ('id = "2.k2"', 'id = "2.k1"', "cues.id"),
        ('code = "7"', 'code = "6"', "areas.code"),
        ('any = ["01-ct/tu"]', 'any = ["01-ct/tu", "01-ct/tu"]', "areas[2].cues[2.k2].any"),
        ('any = ["01-ct/tu"]', "any = []", "areas[2].cues[2.k2].any"),
        ('any = ["01-ct/tu"]', "any = [1]", "areas[2].cues[2.k2].any[0]"),
        ('level = "dan"', 'level = "nguoi_dan"', "organisations[Tổ nhân dân tự quản].level"),
    ],
)
def test_a_wrong_value_stops_the_load_and_its_key_is_named(
    packaged_text: str, tmp_path: Path, old: str, new: str, key_named: str
) -> None:
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(changed(packaged_text, old, new, tmp_path))
    assert caught.value.key == key_named


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("id = ", encoding="utf-8")
    with pytest.raises(TaxonomyError, match="broken"):
        load_taxonomy(path)


def test_the_fingerprint_follows_content_and_not_layout(taxonomy: Taxonomy, packaged_text: str, tmp_path: Path) -> None:
    assert len(taxonomy.fingerprint) == 12
    relaid = changed(packaged_text, "[provenance]", "# a remark\n\n[provenance]", tmp_path)
    assert load_taxonomy(relaid).fingerprint == taxonomy.fingerprint
    meant = changed(packaged_text, '"giám sát mở rộng"', '"giám sát hẹp lại"', tmp_path)
    assert load_taxonomy(meant).fingerprint != taxonomy.fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban kiểm tra", "ủy ban kiểm tra"),
        ("qui chế làm việc", "quy chế làm việc"),
        ("kỉ luật", "kỷ luật"),
        ("lí luận", "lý luận"),
        ("Hai chân – Ba mũi", "hai chân - ba mũi"),
        ("đúng vai, thuộc bài", "đúng vai thuộc bài"),
        ("ho\u0300a bi\u0300nh", "hòa bình"),
    ],
)
def test_spellings_of_one_phrase_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_the_house_form_keeps_words_apart_that_only_look_alike() -> None:
    assert written("THUỶ  LỢI") == "thủy lợi"
    assert key("sĩ quan") == key("sỹ quan")
    assert key("tài liệu") != key("tay liệu")
    assert key("quý") != key("quỳ")
