"""Contradictions a taxonomy may hold though it loads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.codebook.check import check_taxonomy
from corpus.codebook.taxonomy import Area, Confusable, CueRule, Slogan, Taxonomy, load_taxonomy


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def with_area(taxonomy: Taxonomy, area: Area) -> Taxonomy:
    return replace(taxonomy, areas=tuple(area if each.code == area.code else each for each in taxonomy.areas))


def with_cue(taxonomy: Taxonomy, code: str, rule: CueRule) -> Taxonomy:
    area = taxonomy.area(code)
    return with_area(taxonomy, replace(area, cues=(*area.cues, rule)))


def errors(taxonomy: Taxonomy) -> list[str]:
    return [f"{each.where}: {each.message_vi}" for each in check_taxonomy(taxonomy) if each.severity == "error"]


def warnings(taxonomy: Taxonomy) -> list[str]:
    return [f"{each.where}: {each.message_vi}" for each in check_taxonomy(taxonomy) if each.severity == "warning"]


def test_the_packaged_taxonomy_has_no_error(taxonomy: Taxonomy) -> None:
    assert errors(taxonomy) == []


def test_a_phrase_two_areas_claim_alone_is_an_error(taxonomy: Taxonomy) -> None:
    claimed = with_cue(taxonomy, "6", CueRule("6.k90", "strong", ("Nội dung mới",)))
    claimed = with_cue(claimed, "7", CueRule("7.k90", "strong", ("nội dung mới",)))
    assert any("hai mảng" in each and "6.k90, 7.k90" in each for each in errors(claimed))


@pytest.mark.parametrize("other", ["uỷ nhiệm cơ sở", "Ủy nhiệm, cơ sở", "ủy nhiệm – cơ sở"])
def test_two_areas_clash_through_another_spelling_too(taxonomy: Taxonomy, other: str) -> None:
    claimed = with_cue(taxonomy, "6", CueRule("6.k90", "strong", ("ủy nhiệm cơ sở",)))
    claimed = with_cue(claimed, "7", CueRule("7.k90", "strong", (other,)))
    assert any("hai mảng" in each for each in errors(claimed))


def test_a_phrase_shared_under_conditions_is_only_a_warning(taxonomy: Taxonomy) -> None:
    claimed = with_cue(taxonomy, "6", CueRule("6.k90", "strong", ("nội dung mới",), near=("xã",)))
    claimed = with_cue(claimed, "7", CueRule("7.k90", "strong", ("nội dung mới",)))
    assert not errors(claimed)
    assert any("nội dung mới" in each for each in warnings(claimed))


def test_a_phrase_inside_another_areas_phrase_is_a_warning(taxonomy: Taxonomy) -> None:
    claimed = with_cue(taxonomy, "6", CueRule("6.k90", "strong", ("nội dung mới",)))
    claimed = with_cue(claimed, "7", CueRule("7.k90", "strong", ("bàn nội dung mới hơn",)))
    assert any("6.k90, 7.k90" in each and "nằm trong" in each for each in warnings(claimed))


def test_a_phrase_listed_twice_in_one_area_is_an_error(taxonomy: Taxonomy) -> None:
    assert errors(with_cue(taxonomy, "2", CueRule("2.k90", "weak", ("01-CT/TU".lower(),))))
    assert errors(with_cue(taxonomy, "4", CueRule("4.k90", "weak", ("lí lẽ mới", "lý lẽ mới"))))


def test_a_phrase_both_for_and_against_is_an_error(taxonomy: Taxonomy) -> None:
    assert any("loại" in each for each in errors(with_cue(taxonomy, "2", CueRule("2.n90", "not", ("01-ct/tu",)))))


def test_a_phrase_outside_the_house_form_is_an_error(taxonomy: Taxonomy) -> None:
    found = errors(with_cue(taxonomy, "5", CueRule("5.k90", "weak", ("uỷ ban mới lập",))))
    assert found == ["5.k90.any: «uỷ ban mới lập» phải viết «ủy ban mới lập»"]


def test_a_rule_under_a_foreign_number_is_an_error(taxonomy: Taxonomy) -> None:
    assert errors(with_cue(taxonomy, "5", CueRule("6.k90", "weak", ("ban mới lập",))))


@pytest.mark.parametrize(
    ("confusable", "message"),
    [
        (Confusable("9", "Không có."), "không có trong sổ mã"),
        (Confusable("2", "Chính nó."), "chính nó"),
        (Confusable("7", "Chỉ một chiều."), "không nêu lại"),
        (Confusable("1", "Lần nữa."), "hai lần"),
    ],
)
def test_a_confusable_must_exist_be_another_and_answer(
    taxonomy: Taxonomy, confusable: Confusable, message: str
) -> None:
    area = taxonomy.area("2")
    found = errors(with_area(taxonomy, replace(area, confusable=(*area.confusable, confusable))))
    assert len(found) == 1 and message in found[0]


@pytest.mark.parametrize("part", ["includes", "excludes", "lookalikes", "actors", "verbs", "sub_items"])
def test_an_empty_part_is_an_error(taxonomy: Taxonomy, part: str) -> None:
    emptied = with_area(taxonomy, replace(taxonomy.area("3"), **{part: ()}))
    assert errors(emptied) == [f"areas[3].{part}: phần này trống"]


def test_few_exclusions_are_a_warning(taxonomy: Taxonomy) -> None:
    area = taxonomy.area("3")
    assert any("ít hơn" in each for each in warnings(with_area(taxonomy, replace(area, excludes=area.excludes[:2]))))


def test_a_gap_in_the_codes_is_an_error(taxonomy: Taxonomy) -> None:
    gap = replace(taxonomy, areas=tuple(each for each in taxonomy.areas if each.code != "4"))
    assert any("liền từ 1" in each for each in errors(gap))


def test_a_missing_stage_is_an_error(taxonomy: Taxonomy) -> None:
    assert errors(replace(taxonomy, stages=taxonomy.stages[1:])) == ["stages: «chi_dao» thiếu"]


def test_a_slogan_of_no_area_and_an_unfinished_changelog_are_errors(taxonomy: Taxonomy) -> None:
    assert errors(replace(taxonomy, slogans=(Slogan("lời mới", ("8",), "new words"),)))
    assert errors(replace(taxonomy, version="2021.2")) == ["changelog: mục cuối phải là bản 2021.2"]


def test_errors_come_before_warnings(taxonomy: Taxonomy) -> None:
    found = check_taxonomy(replace(taxonomy, version="2021.2"))
    assert [each.severity for each in found] == sorted(each.severity for each in found)
