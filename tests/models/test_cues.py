"""Cue rules matched on text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.codebook.taxonomy import CueRule, Taxonomy, load_taxonomy
from models.cues import CueMatcher, baseline, rules_by_phrase


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def matcher(taxonomy: Taxonomy, *rules: CueRule) -> CueMatcher:
    """A matcher for rules of area 3 alone."""
    area = replace(taxonomy.area("3"), cues=tuple(rules))
    return CueMatcher(replace(taxonomy, areas=(area,), stages=(), modalities=(), times=()))


def said(text: str, found: Sequence[object]) -> list[str]:
    return [text[cue.start : cue.end] for cue in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Uỷ ban Kiểm tra Huyện uỷ kết luận",
        "ỦY BAN KIỂM TRA kết luận",
        unicodedata.normalize("NFD", "Ủy ban kiểm tra kết luận"),
        "“Ủy ban” kiểm tra kết luận",
    ],
)
def test_case_normal_form_and_tone_placement_make_no_difference(taxonomy: Taxonomy, text: str) -> None:
    found = matcher(taxonomy, CueRule("r", "strong", ("ủy ban kiểm tra",))).match(text)
    assert [cue.phrase for cue in found] == ["ủy ban kiểm tra"]


@pytest.mark.parametrize("text", ["kỷ luật, kỷ cương", "kỉ luật kỉ cương", "Kỷ luật - kỷ cương", "kỷ luật – kỷ cương"])
def test_commas_and_dashes_inside_a_phrase_may_be_missing_or_differ(taxonomy: Taxonomy, text: str) -> None:
    assert matcher(taxonomy, CueRule("r", "strong", ("kỷ luật, kỷ cương",))).match(text)


@pytest.mark.parametrize("written", ["Chỉ thị 01-CT/TU", "Chỉ thị 01 – CT/TU", "chỉ thị số 01-CT/TU"])
def test_a_document_number_is_found_with_any_dash(taxonomy: Taxonomy, written: str) -> None:
    assert baseline(CueMatcher(taxonomy).match(f"Hội nghị bàn {written}."), taxonomy) == {"2"}


def test_offsets_cover_the_phrase_in_the_text_as_it_is(taxonomy: Taxonomy) -> None:
    text = "Xã  sắp xếp,\u00a0tinh gọn bộ máy."
    found = matcher(taxonomy, CueRule("r", "strong", ("tinh gọn bộ máy", "sắp xếp"))).match(text)
    assert said(text, found) == ["sắp xếp", "tinh gọn bộ máy"]


def test_a_phrase_does_not_reach_over_a_full_stop(taxonomy: Taxonomy) -> None:
    assert not matcher(taxonomy, CueRule("r", "strong", ("bộ máy xã",))).match("Gọn bộ máy. Xã làm tốt.")


def test_syllables_are_whole(taxonomy: Taxonomy) -> None:
    assert not matcher(taxonomy, CueRule("r", "strong", ("một cửa",))).match("một cửamới")


def test_a_neighbour_must_stand_within_so_many_syllables(taxonomy: Taxonomy) -> None:
    rules = matcher(taxonomy, CueRule("r", "strong", ("giảm",), near=("đầu mối",), within=3))
    assert rules.match("giảm được hai, ba đầu mối")
    assert not rules.match("giảm được cả thảy mười ba đầu mối")


def test_a_neighbour_in_the_next_sentence_does_not_count(taxonomy: Taxonomy) -> None:
    rules = matcher(taxonomy, CueRule("r", "strong", ("giảm",), near=("đầu mối",)))
    assert not rules.match("Số hộ nghèo giảm. Đầu mối vẫn thế.")
    assert not rules.match("Số hộ nghèo giảm\nđầu mối vẫn thế")
    assert rules.match("TP. Bến Tre giảm ở TP. Bến Tre hai đầu mối")


def test_order_says_on_which_side_the_neighbour_stands(taxonomy: Taxonomy) -> None:
    after = matcher(taxonomy, CueRule("r", "strong", ("giảm",), near=("đầu mối",), order="after"))
    before = matcher(taxonomy, CueRule("r", "strong", ("giảm",), near=("đầu mối",), order="before"))
    assert after.match("giảm đầu mối") and not before.match("giảm đầu mối")
    assert before.match("đầu mối giảm") and not after.match("đầu mối giảm")


def test_what_a_rule_needs_may_stand_in_the_title(taxonomy: Taxonomy) -> None:
    rules = matcher(taxonomy, CueRule("r", "strong", ("giải thể",), needs=("ban quản lý",)))
    assert not rules.match("Đã giải thể từ tháng ba.")
    assert rules.match("Đã giải thể từ tháng ba.", title="Ban quản lý cũ")
    assert rules.match("Ban quản lý cũ đã giải thể.")


def test_a_rule_is_silent_where_its_exception_stands(taxonomy: Taxonomy) -> None:
    rules = matcher(taxonomy, CueRule("r", "strong", ("sáp nhập",), unless=("ngân hàng",)))
    assert rules.match("Hai xã sáp nhập.")
    assert not rules.match("Hai ngân hàng sáp nhập.")
    assert rules.match("Hai xã sáp nhập.", title="Tin ngân hàng")


def test_a_rule_gives_its_longest_match_and_another_rule_its_own(taxonomy: Taxonomy) -> None:
    found = matcher(
        taxonomy, CueRule("a", "strong", ("bộ máy", "tổ chức bộ máy")), CueRule("b", "weak", ("bộ máy",))
    ).match("kiện toàn tổ chức bộ máy")
    assert [(cue.sense, cue.phrase) for cue in found] == [("strong", "tổ chức bộ máy"), ("weak", "bộ máy")]


def test_the_baseline_is_a_strong_cue_without_one_against(taxonomy: Taxonomy) -> None:
    rules = matcher(
        taxonomy,
        CueRule("s", "strong", ("tinh gọn",)),
        CueRule("w", "weak", ("biên chế",)),
        CueRule("n", "not", ("ngân hàng",)),
    )
    assert baseline(rules.match("tinh gọn"), taxonomy) == {"3"}
    assert baseline(rules.match("biên chế"), taxonomy) == frozenset()
    assert baseline(rules.match("ngân hàng tinh gọn"), taxonomy) == frozenset()


def test_every_phrase_of_the_packaged_taxonomy_fires_on_itself(taxonomy: Taxonomy) -> None:
    whole = CueMatcher(taxonomy)
    for area in taxonomy.areas:
        for rule in area.cues:
            for phrase in rule.any:
                around = [*rule.near[:1], phrase] if rule.order == "before" else [phrase, *rule.near[:1]]
                text = " ".join([*rule.needs[:1], *around])
                if any(word in text for word in rule.unless):
                    continue
                assert any(cue.target == f"area:{area.code}" for cue in whole.match(text)), (rule.id, text)


def test_every_cue_leads_back_to_its_rules(taxonomy: Taxonomy) -> None:
    ids = rules_by_phrase(taxonomy)
    cues = CueMatcher(taxonomy).match(
        "Ủy ban Kiểm tra xem xét, thi hành kỷ luật; thời gian tới cần tiếp tục nêu gương."
    )
    assert cues
    assert all(ids[cue.target, cue.sense, cue.phrase] for cue in cues)


def test_nothing_fires_on_nothing(taxonomy: Taxonomy) -> None:
    assert CueMatcher(taxonomy).match("") == ()
    assert CueMatcher(taxonomy).match(" \n…") == ()
