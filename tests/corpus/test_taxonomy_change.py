"""A codebook against the one before it: what changed its meaning, what only its cues, and where areas went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.codebook.change import compare_taxonomies, concerned
from corpus.codebook.nouns import Area, BoundaryRule, CueRule, Taxonomy
from corpus.codebook.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def old() -> Taxonomy:
    return load_taxonomy()


def edited(taxonomy: Taxonomy, code: str, edit: Callable[[Area], Area], *, version: str = "2026.1") -> Taxonomy:
    """The next version, with one area edited."""
    areas = tuple(edit(area) if area.code == code else area for area in taxonomy.areas)
    return replace(taxonomy, version=version, areas=areas)


def rule(id: str, *phrases: str) -> CueRule:
    return CueRule(id, "strong", phrases)


def test_a_codebook_against_itself_changes_nothing(old: Taxonomy) -> None:
    change = compare_taxonomies(old, old)
    assert change.empty
    assert not any(area.changed for area in change.areas)
    assert [change.carried(code) for code in old.codes] == list(old.codes)


@pytest.mark.parametrize("name", ["definition", "includes", "excludes", "lookalikes", "confusable", "sub_items"])
def test_what_an_area_holds_is_its_meaning(old: Taxonomy, name: str) -> None:
    values = getattr(old.area("4"), name)
    shorter = values + " và không gì khác nữa" if isinstance(values, str) else values[1:]
    change = compare_taxonomies(old, edited(old, "4", lambda area: replace(area, **{name: shorter})))
    assert [area.code for area in change.areas if area.changes_meaning] == ["4"]
    assert {each.field for each in change.area("4").meaning} == {name}
    assert change.carried("4") is None and change.carried("5") == "5"
    assert change.area("4").words.startswith("đổi nghĩa: ")


@pytest.mark.parametrize("name", ["gloss", "definition_en", "short", "actors", "verbs"])
def test_wording_alone_changes_no_decision(old: Taxonomy, name: str) -> None:
    values = getattr(old.area("4"), name)
    other = values + " khác" if isinstance(values, str) else values[1:]
    change = compare_taxonomies(old, edited(old, "4", lambda area: replace(area, **{name: other})))
    assert change.empty and change.area("4").changed
    assert change.carried("4") == "4"


def test_another_spelling_is_no_difference(old: Taxonomy) -> None:
    loud = old.area("3").definition.upper().replace(",", " ,") + "."
    change = compare_taxonomies(old, edited(old, "3", lambda area: replace(area, definition=loud)))
    assert not change.area("3").changed


def test_a_text_that_was_rewritten_is_one_change_and_not_two(old: Taxonomy) -> None:
    first, *rest = old.area("3").includes
    change = compare_taxonomies(
        old, edited(old, "3", lambda area: replace(area, includes=(first + " trong năm", *rest, "Một điều hẳn mới.")))
    )
    assert [(each.how, each.old, each.new) for each in change.area("3").meaning] == [
        ("changed", first, first + " trong năm"),
        ("added", "", "Một điều hẳn mới."),
    ]


def test_cues_that_change_leave_the_meaning_alone(old: Taxonomy) -> None:
    first, second, *rest = old.area("5").cues
    cues = (replace(first, within=first.within + 3), *rest, rule("5.moi", "đoàn giám sát lưu động"))
    change = compare_taxonomies(old, edited(old, "5", lambda area: replace(area, cues=cues)))
    assert change.area("5").only_cues and change.carried("5") == "5" and not change.empty
    assert [(each.how, each.id, each.fields) for each in change.area("5").cues] == [
        ("changed", first.id, ("within",)),
        ("added", "5.moi", ()),
        ("removed", second.id, ()),
    ]
    assert change.area("5").words == "chỉ đổi quy tắc từ khóa: thêm 1, bỏ 1, sửa 1"


def test_a_rule_that_only_bears_another_id_is_the_same_rule(old: Taxonomy) -> None:
    first, *rest = old.area("5").cues
    cues = (replace(first, id="5.khac", any=tuple(reversed(first.any))), *rest)
    assert compare_taxonomies(old, edited(old, "5", lambda area: replace(area, cues=cues))).empty


def test_cues_of_stages_belong_to_no_area(old: Taxonomy) -> None:
    first, *rest = old.stages
    stages = (replace(first, cues=(*first.cues, rule("st.moi", "ký giao ước"))), *rest)
    change = compare_taxonomies(old, replace(old, stages=stages))
    assert [(each.target, each.how) for each in change.signals] == [(f"stage:{first.code}", "added")]
    assert not any(area.changed for area in change.areas) and not change.empty


def test_a_rule_between_two_areas_changes_both_and_a_rule_of_none_changes_all(old: Taxonomy) -> None:
    pair = BoundaryRule(99, "Giữa mảng 3 và 7, hỏi ai ký.", "Between 3 and 7 ask who signs.")
    change = compare_taxonomies(old, replace(old, boundary_rules=(*old.boundary_rules, pair)))
    assert [area.code for area in change.areas if area.changes_meaning] == ["3", "7"]
    general = replace(pair, text_vi="Đoạn chỉ có khẩu hiệu thì bỏ qua.")
    change = compare_taxonomies(old, replace(old, boundary_rules=(*old.boundary_rules, general)))
    assert [area.code for area in change.areas if area.changes_meaning] == list(old.codes)


def test_a_document_number_is_not_the_name_of_an_area(old: Taxonomy) -> None:
    said = BoundaryRule(1, "Chỉ thị 3-CT/TU là 2, Nghị quyết 7.1 là 6.", "")
    assert concerned(said, old.codes) == ("2", "6")


def test_rules_that_change_places_have_changed_and_numbers_alone_have_not(old: Taxonomy) -> None:
    later = tuple(replace(each, number=each.number + 10) for each in old.boundary_rules)
    assert compare_taxonomies(old, replace(old, boundary_rules=later)).empty
    first, second, *rest = old.boundary_rules
    assert not compare_taxonomies(old, replace(old, boundary_rules=(second, first, *rest))).empty


def test_an_area_with_another_name_is_renamed_and_keeps_its_verdicts(old: Taxonomy) -> None:
    change = compare_taxonomies(old, edited(old, "6", lambda area: replace(area, name="Gần dân hơn nữa")))
    assert change.area("6").lineage == "renamed" and change.carried("6") == "6"


def test_an_area_with_another_code_is_followed_by_what_it_holds(old: Taxonomy) -> None:
    change = compare_taxonomies(old, edited(old, "6", lambda area: replace(area, code="8")))
    assert (change.area("8").lineage, change.area("8").was) == ("recoded", ("6",))
    assert change.carried("6") == "8"


def test_two_areas_that_exchange_codes_are_not_taken_for_each_other(old: Taxonomy) -> None:
    codes = {"5": "6", "6": "5"}
    new = replace(old, areas=tuple(replace(area, code=codes.get(area.code, area.code)) for area in old.areas))
    change = compare_taxonomies(old, new)
    assert [change.carried(code) for code in ("4", "5", "6", "7")] == ["4", "6", "5", "7"]


def test_an_area_that_was_split_gives_its_verdicts_to_neither_part(old: Taxonomy) -> None:
    whole = old.area("3")
    half = len(whole.cues) // 2
    new = edited(old, "3", lambda area: replace(area, cues=area.cues[:half], includes=area.includes[:1]))
    part = replace(whole, code="8", slug="rieng", cues=whole.cues[half:], includes=whole.includes[1:])
    change = compare_taxonomies(old, replace(new, areas=(*new.areas, part)))
    assert [(each.code, each.lineage) for each in change.from_old("3")] == [("3", "split"), ("8", "split")]
    assert change.carried("3") is None and change.carried("4") == "4"


def test_areas_that_were_merged_new_and_removed_are_told_apart(old: Taxonomy) -> None:
    one, other = old.area("1"), old.area("2")
    both = replace(one, includes=one.includes + other.includes, cues=one.cues + other.cues, sub_items=())
    novel = replace(
        old.area("7"),
        code="9",
        slug="moi",
        includes=("Điều chưa từng có.",),
        sub_items=(),
        cues=(rule("9.a", "chữ chưa từng có"),),
    )
    kept = tuple(area for area in old.areas if area.code not in ("1", "2", "7"))
    change = compare_taxonomies(old, replace(old, areas=(both, *kept, novel)))
    assert (change.area("1").lineage, change.area("1").was) == ("merged", ("1", "2"))
    assert (change.area("9").lineage, change.area("9").was) == ("new", ())
    assert [each.lineage for each in change.from_old("7")] == ["removed"]
    assert [change.carried(code) for code in ("1", "2", "7", "3")] == [None, None, None, "3"]
