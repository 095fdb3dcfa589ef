"""Explanations that sum to the score, and point at what they speak of."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np
import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from models.attribution import Row, shares
from models.cues import CueMatcher
from models.explain import Explainer, Explanation
from models.features import Sample, terms
from models.gold import load_gold
from models.linear import Linear
from models.shipped import shipped_model
from models.train import Model, samples, train

TEXT = "Huyện ủy Ba Tri sắp xếp lại phòng ban, giảm ba đầu mối, tinh gọn bộ máy; huyện ủy sẽ kiểm tra 12.500 hồ sơ."
TITLE = "Ba Tri tinh gọn bộ máy"
ODD = (
    ("", ""),
    ("…", TITLE),
    (TEXT, ""),
    (unicodedata.normalize("NFD", TEXT), unicodedata.normalize("NFD", TITLE)),
    (" ".join([TEXT] * 8), TITLE),
    ("Đội bóng thắng trận đấu tối qua.", "Thể thao"),
)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def shipped(taxonomy: Taxonomy) -> Model:
    return shipped_model(taxonomy)


@pytest.fixture(scope="module")
def explainer(shipped: Model, taxonomy: Taxonomy) -> Explainer:
    return Explainer(shipped, taxonomy)


def furthest(explainer: Explainer, shown: list[Sample]) -> float:
    """The greatest distance between an explanation and the classifier: of scores, log-odds and probabilities."""
    classifier = explainer.model.classifier
    wanted = np.stack([classifier.score_samples(shown), classifier.log_odds(shown), classifier.predict_proba(shown)])
    found = np.array(
        [
            [
                (each.score, each.log_odds, each.probability)
                for each in explainer.explain(sample.text, title=sample.title)
            ]
            for sample in shown
        ]
    )
    return float(np.abs(found.transpose(2, 0, 1) - wanted).max())


def total(each: Explanation) -> float:
    return each.intercept + sum(part.log_odds for part in each.contributions)


def test_contributions_sum_to_the_score_of_the_shipped_model_with_all_its_parts(
    explainer: Explainer, taxonomy: Taxonomy
) -> None:
    settings = explainer.model.classifier.settings
    assert min(settings.joint, settings.prior, settings.title_prior, settings.cues, settings.title) > 0
    written = samples(load_gold()[::60], taxonomy)
    odd = [explainer.sample(text, title=title) for text, title in ODD]
    assert furthest(explainer, [*written, *odd]) < 1e-6
    for sample in odd:
        for each in explainer.explain(sample.text, title=sample.title):
            assert total(each) == pytest.approx(each.score, abs=1e-9)
            assert each.slope * each.score + each.offset == pytest.approx(each.log_odds, abs=1e-9)
            assert each.chosen == (each.probability >= each.threshold)


def test_what_a_corrected_model_keeps_of_an_earlier_one_stands_in_the_sum(shipped: Model, taxonomy: Taxonomy) -> None:
    learned = load_gold()[3::70]
    corrected = train(learned, taxonomy, seed=0, prior=shipped)
    twice = train(load_gold()[5::90], taxonomy, seed=0, prior=corrected)
    shown = samples(learned[:6], taxonomy)
    assert furthest(Explainer(corrected, taxonomy), shown) < 1e-6
    assert furthest(Explainer(twice, taxonomy), shown) < 1e-6


def test_a_model_without_joint_regression_and_rules_is_explained_by_its_terms_alone(taxonomy: Taxonomy) -> None:
    settings = replace(shipped_model(taxonomy).classifier.settings, cues=0.0, prior=0.0, title_prior=0.0, joint=0.0)
    model = train(load_gold()[::25], taxonomy, seed=0, settings=settings)
    explainer = Explainer(model, taxonomy)
    assert furthest(explainer, [explainer.sample(TEXT, title=TITLE)]) < 1e-6
    kinds = {part.kind for each in explainer.explain(TEXT, title=TITLE) for part in each.contributions}
    assert kinds == {"term"}


def test_spans_point_at_the_terms_and_cues_they_speak_of(explainer: Explainer, taxonomy: Taxonomy) -> None:
    text = unicodedata.normalize("NFD", TEXT)
    places = {
        "text": {(cue.start, cue.end) for cue in CueMatcher(taxonomy).match(text, title=TITLE)},
        "title": {(cue.start, cue.end) for cue in CueMatcher(taxonomy).match(TITLE)},
    }
    said = {"text": text, "title": TITLE}
    counted = 0
    for each in explainer.explain(text, title=TITLE):
        for part in each.contributions:
            for start, end in part.spans:
                counted += 1
                if part.kind == "term":
                    assert terms(said[part.part][start:end]) == part.name
                else:
                    assert (start, end) in places[part.part]
            assert part.spans or part.kind == "limit"
    assert counted > 100


def test_a_term_that_stands_twice_is_pointed_at_twice_and_a_number_by_its_stand_in(explainer: Explainer) -> None:
    parts = {part.name: part for part in explainer.explain(TEXT)[0].contributions if part.kind == "term"}
    assert len(parts["huyện ủy"].spans) == 2
    ((start, end),) = parts["#"].spans
    assert TEXT[start:end] == "12.500"


def test_the_area_whose_words_are_used_is_raised_by_them_and_its_rival_lowered(explainer: Explainer) -> None:
    third, fifth = explainer.explain(TEXT, title=TITLE, areas=["5", "3"])
    assert (third.area, fifth.area) == ("3", "5")
    assert third.chosen
    assert "tinh gọn" in {word for part in third.raised[:5] for word in part.phrase.split("; ")}
    assert any(part.kind == "verdict" for part in third.raised)
    assert any("tinh gọn" in part.phrase for part in fifth.lowered[:5])
    assert {part.log_odds > 0 for part in third.raised} == {True}
    assert {part.log_odds < 0 for part in third.lowered} == {True}


def test_highlights_share_out_all_that_stands_somewhere(explainer: Explainer) -> None:
    for each in explainer.explain(TEXT, title=TITLE):
        for part, said in (("text", TEXT), ("title", TITLE)):
            marks = each.highlights(part)  # type: ignore[arg-type]
            placed = sum(one.log_odds for one in each.contributions if one.part == part and one.spans)
            assert sum(mark.log_odds for mark in marks) == pytest.approx(placed, abs=1e-9)
            assert all(said[mark.start : mark.end].isalnum() or said[mark.start].isdigit() for mark in marks)
            assert [mark.start for mark in marks] == sorted({mark.start for mark in marks})


def test_of_two_classes_the_joint_shares_are_the_plain_differences_of_weights() -> None:
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(2, 5)).astype(np.float32)
    linear = Linear(
        weights=np.zeros((1, 5), dtype=np.float32),
        intercepts=np.zeros(1),
        joint_weights=weights,
        joint_intercepts=np.array([0.3, -0.2]),
        classes=np.array([-1, 0]),
        joint=1.0,
    )
    values = rng.normal(size=5)
    found = shares(linear, Row(np.arange(5, dtype=np.int32), values, ()), 0)
    assert found.features == pytest.approx((weights[1].astype(float) - weights[0]) * values, abs=1e-12)
    assert (found.start, found.limit) == (pytest.approx(-0.5), 0.0)


def test_an_unknown_area_and_another_codebook_are_refused(explainer: Explainer, taxonomy: Taxonomy) -> None:
    with pytest.raises(BadInput, match=r"--area 8.*no such area"):
        explainer.explain(TEXT, areas=["8"])
    with pytest.raises(BadInput, match="trained with another taxonomy"):
        Explainer(explainer.model, replace(taxonomy, name="một sổ mã khác"))
