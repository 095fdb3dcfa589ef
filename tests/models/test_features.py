"""Features of passages."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from corpus.passage import Cue
from models.features import Cues, Sample, Terms, prior, terms
from models.gold import load_gold

SAMPLES = [
    Sample("Tinh gọn bộ máy, giảm 125 biên chế.", "Sắp xếp", words=("Tinh_gọn", "bộ_máy")),
    Sample("Nêu gương trước dân.", "", cues=(Cue("area:4", "strong", 0, 8, "nêu gương"),)),
]
RULES = {"area:4|strong|nêu gương": ("4.k1", "4.k2"), "stage:so_ket|weak|sơ kết": ("so_ket.k1",)}


def test_terms_are_syllables_without_punctuation_and_long_numbers_are_one_sign() -> None:
    assert terms("Uỷ ban: giảm 125, còn 4 nắm") == "ủy ban giảm # còn 4 nắm"


def test_two_spellings_of_a_text_have_the_same_features() -> None:
    block = Terms().fit([Sample("Uỷ ban kỉ luật"), Sample("nêu gương")])
    rows = block.transform([Sample("Uỷ ban kỉ luật"), Sample("ỦY BAN “KỶ LUẬT”")]).toarray()
    assert np.array_equal(rows[0], rows[1]) and rows[0].any()


def test_rows_have_the_length_of_the_blocks_weight() -> None:
    rows = Terms(weight=0.5).fit(SAMPLES).transform(SAMPLES).toarray()
    assert np.allclose(np.linalg.norm(rows, axis=1), 0.5)


def test_title_and_text_are_apart() -> None:
    names = Terms("title").fit(SAMPLES).get_feature_names_out()
    assert list(names) == ["title: sắp", "title: sắp xếp", "title: xếp"]


def test_words_are_whole() -> None:
    assert "words: tinh_gọn" in Terms("words").fit(SAMPLES).get_feature_names_out()


def test_a_part_empty_throughout_has_no_columns() -> None:
    samples = [Sample("a"), Sample("b")]
    assert Terms("title").fit(samples).transform(samples).shape == (2, 0)


def test_unseen_terms_are_no_error_and_an_empty_text_is_a_row_of_zeros() -> None:
    rows = Terms().fit(SAMPLES).transform([Sample("xyz"), Sample("")])
    assert rows.shape[0] == 2 and rows.nnz == 0


def test_an_unknown_part_is_refused_at_fit() -> None:
    with pytest.raises(ValueError, match="part must be one of"):
        Terms("body").fit(SAMPLES)


@pytest.mark.parametrize("block", [Terms(), Cues(RULES)])
def test_a_block_keeps_the_habits_of_an_estimator(block: Terms | Cues) -> None:
    with pytest.raises(NotFittedError):
        clone(block).transform(SAMPLES)
    fitted = clone(block)
    assert fitted.fit(SAMPLES) is fitted
    assert clone(fitted).get_params() == block.get_params()
    rows = fitted.transform(SAMPLES)
    assert rows.shape == (2, len(fitted.get_feature_names_out()))
    assert np.array_equal(rows.toarray(), clone(block).fit_transform(SAMPLES).toarray())


def test_a_cue_sets_the_column_of_each_rule_it_may_come_from() -> None:
    block = Cues(RULES).fit([])
    row = dict(zip(block.get_feature_names_out(), block.transform(SAMPLES).toarray()[1], strict=True))
    assert row["rule 4.k1"] == row["rule 4.k2"] == 1.0
    assert row["count area:4|strong"] == pytest.approx(np.log(2))
    assert row["rule so_ket.k1"] == 0.0


def test_cues_of_another_taxonomy_are_left_out() -> None:
    stranger = Sample("x", cues=(Cue("area:9", "strong", 0, 1, "x"),))
    assert Cues(RULES).fit([]).transform([stranger]).nnz == 0


def test_the_codebooks_verdict_counts_each_sense_once() -> None:
    strong, weak, against = (Cue("area:3", sense, 0, 1, "x") for sense in ("strong", "weak", "not"))  # type: ignore[arg-type]
    assert prior([strong, strong], ["3", "4"]) == [1.0, 0.0]
    assert prior([strong, weak], ["3"]) == [1.25]
    assert prior([strong, against], ["3"]) == [0.0]


def test_what_was_learnt_can_be_taken_out_and_put_back() -> None:
    fitted = Terms().fit(SAMPLES)
    other = Terms()
    other.restore(fitted.state())
    assert np.array_equal(other.transform(SAMPLES).toarray(), fitted.transform(SAMPLES).toarray())


@pytest.mark.parametrize("longest", [1, 2, 3])
def test_terms_are_weighed_to_the_bit_as_scikit_learn_weighs_them(longest: int) -> None:
    shown = [Sample(each.text, each.title) for each in load_gold()[::40]]
    block = Terms(longest=longest, weight=0.7).fit(shown[:20])
    ours = block.transform([*shown, Sample("")])
    theirs = block.counter_.transform([terms(each.text) for each in shown] + [""]) * 0.7
    assert ours.nnz > 300
    assert ours.dtype == theirs.dtype
    assert ours.toarray().tobytes() == theirs.toarray().tobytes()


def test_passages_of_one_title_have_the_same_row() -> None:
    block = Terms("title").fit(SAMPLES)
    rows = block.transform([Sample("a", "Sắp xếp"), Sample("b", "Mưa"), Sample("c", "SẮP XẾP")]).toarray()
    assert np.array_equal(rows[0], rows[2]) and rows[0].any() and not rows[1].any()


def test_the_passages_beside_are_a_part_of_their_own() -> None:
    shown = [Sample("nêu gương", before="tinh gọn", after="bộ máy"), Sample("trời mưa", after="chợ hoa")]
    block = Terms("context", longest=1).fit(shown)
    assert list(block.get_feature_names_out()) == [
        f"context: {each}" for each in ("bộ", "chợ", "gọn", "hoa", "máy", "tinh")
    ]
    moved = block.transform([Sample("bộ máy", before="nêu gương", after="chợ")])
    assert moved.nnz == 1


def test_without_cues_the_codebook_says_nothing_of_any_area() -> None:
    assert prior([], ["1", "2", "3"]) == [0.0, 0.0, 0.0]
    assert prior([Cue("stage:so_ket", "weak", 0, 1, "x")], ["1"]) == [0.0]
