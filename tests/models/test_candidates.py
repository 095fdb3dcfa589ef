"""Kinds of judge in one table; labels that look wrong; what more labels bring; history by two models."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from corpus.predictions.recent import Told, back
from models.backcast import backcast
from models.candidates import BESIDE, DISTILLED, MEANT, SELF_TAUGHT, absent, compare_kinds
from models.classifier import Settings
from models.gold import GoldPassage, load_gold
from models.labelled import Example, labelled_set
from models.resample import Estimate
from models.split import Split, split
from models.suspects import Point, labels_for, learning_curve, suspects
from models.train import train


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def examples(taxonomy: Taxonomy) -> tuple[Example, ...]:
    return labelled_set(taxonomy.codes, written=load_gold()[::4]).examples


@pytest.fixture(scope="module")
def parts(examples: tuple[Example, ...]) -> Split:
    return split(examples)


def test_all_kinds_stand_in_one_table_and_none_is_ahead_of_the_best(
    parts: Split, taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.candidates.installed", lambda: False)
    found = compare_kinds(parts.training, parts.held_out, taxonomy, seed=0, least=3)
    assert {each.name for each in found} == {
        "quy tắc từ khóa",
        "chữ, không quy tắc",
        "chữ, không tựa bài",
        "quy tắc + chữ",
    }
    values = [each.macro.value or 0.0 for each in found]
    assert values == sorted(values, reverse=True)
    assert found[0].behind.value == 0.0
    assert all(each.behind.value is not None and each.behind.value <= 0 for each in found)
    assert [each.error is None for each in found if each.name == "quy tắc từ khóa"] == [True]
    assert {each.name for each in found if each.fit_seconds is None} == {"quy tắc từ khóa"}
    assert all(each.per_second is not None and each.per_second > 0 for each in found)


def test_what_cannot_be_compared_is_named_with_the_reason(
    parts: Split, monkeypatch: pytest.MonkeyPatch, unlabelled: tuple[GoldPassage, ...]
) -> None:
    monkeypatch.setattr("models.candidates.installed", lambda: False)
    missing = {each.name: each.why for each in absent(parts.training)}
    assert set(missing) == {BESIDE, MEANT, SELF_TAUGHT, DISTILLED}
    assert "bamsat[semantic]" in missing[MEANT] and "bamsat[semantic]" in missing[DISTILLED]
    assert {each.name for each in absent(beside(parts.training), unlabelled=unlabelled)} == {MEANT, DISTILLED}
    monkeypatch.setattr("models.candidates.installed", lambda: True)
    assert {each.name for each in absent(beside(parts.training))} == {SELF_TAUGHT, DISTILLED}


@pytest.mark.slow
def test_context_and_a_student_stand_in_the_table_where_there_is_something_to_learn_from(
    parts: Split, taxonomy: Taxonomy, unlabelled: tuple[GoldPassage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.candidates.installed", lambda: False)
    ticks = iter(range(1000))
    found = compare_kinds(
        beside(parts.training),
        parts.held_out,
        taxonomy,
        seed=0,
        least=3,
        unlabelled=unlabelled,
        clock=lambda: float(next(ticks)),
    )
    standing = {each.name: each for each in found}
    assert {BESIDE, SELF_TAUGHT} <= set(standing) and not {MEANT, DISTILLED} & set(standing)
    assert standing[BESIDE].fit_seconds == 1.0
    assert standing[BESIDE].per_second == len(parts.held_out)


@pytest.fixture(scope="module")
def unlabelled() -> tuple[GoldPassage, ...]:
    """Written passages of other documents with their labels taken away."""
    nothing: frozenset[str] = frozenset()
    return tuple(
        replace(each, key=f"u:{each.key}", areas=nothing, maybe=nothing, document=f"u:{each.key}", title="")
        for each in load_gold()[2::40]
    )


def beside(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """The examples as if each stood between others that speak of its area."""
    return tuple(
        replace(each, passage=replace(each.passage, before=f"mảng {min(each.passage.areas, default='khác')}"))
        for each in examples
    )


def test_a_table_over_a_leak_is_refused(parts: Split, taxonomy: Taxonomy) -> None:
    with pytest.raises(BadInput, match="leaks"):
        compare_kinds(parts.training, parts.training[:3], taxonomy, seed=0)


def test_labels_turned_over_are_among_the_first_suspects(examples: tuple[Example, ...], taxonomy: Taxonomy) -> None:
    sure = [at for at, each in enumerate(examples) if each.passage.areas == {"5"}][:6]
    turned = list(examples)
    for at in sure:
        turned[at] = replace(turned[at], passage=replace(turned[at].passage, areas=frozenset()))
    found = suspects(turned, taxonomy, seed=0)
    first = {(each.key, each.area) for each in found[:20] if not each.labelled}
    caught = sum((examples[at].passage.key, "5") in first for at in sure)
    assert caught >= 4


def test_the_learning_curve_grows_by_whole_groups_to_all_of_the_training_part(parts: Split, taxonomy: Taxonomy) -> None:
    points = learning_curve(parts, taxonomy, seed=0, shares=(0.3, 1.0), least=3)
    assert points[-1].passages == len(parts.training)
    assert points[0].passages < points[1].passages
    assert all(each.macro.low is not None for each in points)


def test_how_many_more_labels_follows_the_curve_and_says_nothing_of_a_flat_one() -> None:
    def curve(*scores: float) -> list[Point]:
        return [Point(100 * 2**at, Estimate(score, None, None, 50)) for at, score in enumerate(scores)]

    falling = curve(0.6, 0.8, 0.9)
    assert labels_for(falling, 0.05) == pytest.approx(400, abs=1)
    assert labels_for(curve(0.8, 0.8, 0.8), 0.01) is None
    assert labels_for(curve(0.8, 0.9), 0.01) is None


def test_history_by_the_same_model_moves_by_nothing_and_by_another_it_is_counted(
    examples: tuple[Example, ...], taxonomy: Taxonomy
) -> None:
    passages = [each.passage for each in examples]
    good = train(passages, taxonomy, seed=0)
    blind = train(passages[:40], taxonomy, seed=0, settings=Settings(cues=0.0, prior=0.0, title_prior=0.0))
    told = [
        Told(each.key, f"bao:{at}", "bao", "2021-03" if at % 2 else "2021-04", each.title, each.text)
        for at, each in enumerate(passages[:120])
    ]
    whole, monthly = backcast(told, new=good, old=good, taxonomy=taxonomy, seed=0)
    assert [(each.difference, each.low, each.high) for each in whole] == [(0.0, 0.0, 0.0)] * 7
    whole, monthly = backcast(told, new=good, old=blind, taxonomy=taxonomy, seed=0)
    assert any(each.new != each.old for each in whole)
    for each in whole:
        months = [month for month in monthly if month.area == each.area]
        assert sum(month.new for month in months) == each.new
    assert backcast([], new=good, old=blind, taxonomy=taxonomy, seed=0) == ([], [])


def test_months_are_counted_back_over_the_year() -> None:
    assert (back("2021-02", 3), back("2021-12", 11), back("2021-01", 12)) == ("2020-11", "2021-01", "2020-01")
