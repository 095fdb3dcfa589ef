"""The classifier of areas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from models.classifier import AreaClassifier, Settings, assigned_folds
from models.features import Sample
from models.gold import GoldPassage, load_gold
from models.train import Model, data_hash, samples, train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    return load_gold()[::8]


@pytest.fixture(scope="module")
def model(gold: tuple[GoldPassage, ...], taxonomy: Taxonomy) -> Model:
    return train(gold, taxonomy, seed=0)


def test_training_twice_gives_the_same_model_and_the_same_bytes(
    model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    again = train(gold, taxonomy, seed=0)
    shown = samples(gold, taxonomy)
    assert again.id == model.id
    assert again.classifier.predict_proba(shown).tobytes() == model.classifier.predict_proba(shown).tobytes()
    assert again.thresholds == model.thresholds


def test_other_data_another_seed_or_other_settings_give_another_id(
    model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    ids = {
        model.id,
        train(gold[:-1], taxonomy, seed=0).id,
        train(gold, taxonomy, seed=1).id,
        train(gold, taxonomy, seed=0, settings=Settings(cost=2.0)).id,
    }
    assert len(ids) == 4
    assert all(each.startswith("seven-areas-") and len(each) == 20 for each in ids)


def test_every_area_has_a_probability_on_every_passage(model: Model, taxonomy: Taxonomy) -> None:
    chances = model.classifier.predict_proba([Sample("Sáng nay trời đẹp."), Sample("")])
    assert chances.shape == (2, 7)
    assert ((chances > 0) & (chances < 1)).all()


def test_an_empty_passage_is_about_nothing(model: Model) -> None:
    assert model.classifier.predict([Sample("")]) == [frozenset()]


def test_one_passage_alone_is_judged_as_in_company(
    model: Model, gold: tuple[GoldPassage, ...], taxonomy: Taxonomy
) -> None:
    shown = samples(gold[:40], taxonomy)
    together = model.classifier.predict_proba(shown)
    alone = np.vstack([model.classifier.predict_proba([each]) for each in shown])
    assert np.abs(together - alone).max() < 1e-12


def test_no_passages_give_no_rows(model: Model) -> None:
    assert model.classifier.predict_proba([]).shape == (0, 7)
    assert model.classifier.predict([]) == []


def test_thresholds_are_probabilities_away_from_the_ends(model: Model) -> None:
    assert all(0.05 < value < 0.95 for value in model.thresholds.values())


def test_the_codebooks_verdict_moves_a_score_by_its_fixed_weight(taxonomy: Taxonomy) -> None:
    from corpus.passage import Cue

    areas = [{"3"}, {"3"}, set(), set()]
    shown = [Sample("tinh gọn bộ máy"), Sample("bộ máy tinh gọn"), Sample("trời mưa"), Sample("trời nắng")]
    fitted = AreaClassifier(("3",), {}, Settings(cues=0.0, prior=3.0)).fit(shown, areas)
    plain, cued = Sample("mới"), Sample("mới", cues=(Cue("area:3", "strong", 0, 3, "mới"),))
    without, with_cue = fitted.score_samples([plain, cued])[:, 0]
    assert with_cue - without == pytest.approx(3.0)


def test_an_area_without_a_positive_is_never_found() -> None:
    fitted = AreaClassifier(("1", "2"), {}).fit([Sample("a b"), Sample("c d"), Sample("e")], [{"1"}, set(), {"1"}])
    assert all("2" not in areas for areas in fitted.predict([Sample("a b"), Sample("c d")]))


def test_a_group_is_never_split_between_folds() -> None:
    groups = [f"g{number % 17}" for number in range(100)]
    folds = assigned_folds(groups, 5, 0)
    assert all(len({fold for fold, group in zip(folds, groups, strict=True) if group == each}) == 1 for each in groups)
    assert set(folds) == set(range(5))


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="1 samples with 2"):
        AreaClassifier(("1",), {}).fit([Sample("a")], [set(), set()])
    with pytest.raises(NotFittedError):
        AreaClassifier(("1",), {}).predict([Sample("a")])


def test_training_on_nothing_is_refused_in_words(taxonomy: Taxonomy) -> None:
    with pytest.raises(BadInput, match="nothing to train on"):
        train([], taxonomy, seed=0)


def test_the_hash_of_the_data_sees_labels_and_order(gold: tuple[GoldPassage, ...]) -> None:
    assert data_hash(gold) != data_hash(gold[::-1])
    assert data_hash(gold) == data_hash(load_gold()[::8])


def lopsided() -> tuple[list[Sample], list[set[str]]]:
    """Words that speak for area 1 in one to nine passages of ten, and a word that speaks for area 2 in one of ten."""
    words = ("không", "nhất", "nhì", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
    shown, areas = [], []
    for number in range(400):
        strength, turn = number % 10, number // 10 % 10
        shown.append(Sample(f"{words[strength]} {'hiếm' if number < 100 else 'thường'}"))
        areas.append({code for code, yes in (("1", turn < strength), ("2", number < 100 and turn == 0)) if yes})
    return shown, areas


def test_each_area_is_as_frequent_as_its_probabilities_say_where_offsets_are_its_own() -> None:
    shown, areas = lopsided()
    far = {}
    for own in (0.0, 1.0):
        fitted = AreaClassifier(("1", "2"), {}, Settings(cues=0.0, prior=0.0, prevalence=0.0, own=own)).fit(
            shown, areas
        )
        said = fitted.predict_proba(shown).mean(axis=0)
        far[own] = sum(abs(said[j] - np.mean([c in each for each in areas])) for j, c in enumerate(("1", "2")))
    assert far[1.0] < 0.03 < far[0.0]


def test_areas_are_named_more_seldom_where_recall_counts_less() -> None:
    shown, areas = lopsided()
    plain = Settings(cues=0.0, prior=0.0, prevalence=0.0, drawn=0.0)
    thresholds = [
        AreaClassifier(("1", "2"), {}, replace(plain, recall=recall)).fit(shown, areas).thresholds_[0]
        for recall in (0.3, 1.0, 3.0)
    ]
    assert thresholds[0] >= thresholds[1] >= thresholds[2]
    assert thresholds[0] > thresholds[2]


def test_what_a_reader_was_unsure_of_counts_less() -> None:
    shown = [Sample("một"), Sample("hai"), Sample("ba"), Sample("một")] * 10
    areas: list[set[str]] = [{"1"}, set(), set(), set()] * 10
    settings = Settings(cues=0.0, prior=0.0, unsure=0.1)
    doubted = [False, False, False, True] * 10
    sure = AreaClassifier(("1",), {}, settings).fit(shown, areas).score_samples(shown[:1])
    unsure = AreaClassifier(("1",), {}, settings).fit(shown, areas, unsure=doubted).score_samples(shown[:1])
    assert unsure[0, 0] > sure[0, 0]


def test_a_pair_that_readers_dispute_counts_less_for_its_area_alone() -> None:
    shown = [Sample("tinh gọn bộ máy"), Sample("tinh gọn bộ máy"), Sample("trời nắng"), Sample("nêu gương")] * 8
    areas = [("3",), (), (), ("4",)] * 8
    disputed = [(), ("3",), (), ()] * 8

    def chances(of: list[tuple[str, ...]] | None) -> np.ndarray:
        classifier = AreaClassifier(("3", "4"), {}, Settings(cues=0.0, prior=0.0, title_prior=0.0))
        return classifier.fit(shown, areas, disputed=of).score_samples([Sample("tinh gọn bộ máy"), Sample("nêu gương")])

    trusted, doubted = chances(None), chances(disputed)
    assert doubted[0, 0] > trusted[0, 0] + 0.5
    assert abs(doubted[1, 1] - trusted[1, 1]) < 0.05


def test_a_prior_of_other_areas_is_refused() -> None:
    shown = [Sample("a"), Sample("b")]
    known = AreaClassifier(("1",), {}).fit(shown, [{"1"}, set()])
    with pytest.raises(ValueError, match="a prior of areas"):
        AreaClassifier(("2",), {}).fit(shown, [{"2"}, set()], prior=known)
