"""The model that comes with the package."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from models.classifier import PRESS, WRITTEN
from models.evaluate import evaluate_development, measured
from models.gold import GoldPassage, load_gold
from models.ship import LONGEST, MOST_BYTES, SECOND, fit, refuse_runs
from models.shipped import shipped_folder, shipped_model, shipped_reference
from models.train import Model, recipe, samples, train

SYLLABLE = re.compile(r"#|[\w/.'’-]{1,24}")


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def shipped(taxonomy: Taxonomy) -> Model:
    return shipped_model(taxonomy)


@pytest.fixture(scope="module")
def few() -> tuple[GoldPassage, ...]:
    return load_gold()[::10]


def test_a_model_comes_with_the_package_and_fits_the_packaged_taxonomy(shipped: Model, taxonomy: Taxonomy) -> None:
    assert shipped.fingerprint == taxonomy.fingerprint
    assert shipped.classifier.settings == PRESS
    assert tuple(shipped.classifier.codes) == taxonomy.codes


def test_no_run_of_text_can_be_read_from_what_is_shipped(shipped: Model) -> None:
    terms = shipped.classifier.terms()
    assert len(terms) > 10_000
    for term in terms:
        parts = term.split(" ")
        assert len(parts) <= LONGEST and all(SYLLABLE.fullmatch(part) for part in parts), term
    refuse_runs(shipped.classifier)


def test_the_second_reading_that_is_shipped_holds_codes_and_no_text() -> None:
    rows = [json.loads(line) for line in SECOND.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 1_080 and {row["drawn"] for row in rows} == {"random", "doubted"}
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{12}", row["key"]) and set(row) == {"key", "areas", "stage", "modality", "drawn"}
        assert all(len(str(value)) < 40 for value in row.values())


def test_what_is_shipped_is_small_and_said_with_a_card(shipped: Model) -> None:
    with shipped_folder() as folder:
        assert sum(path.stat().st_size for path in folder.iterdir()) <= MOST_BYTES
        card = (folder / f"{shipped.id}.card.md").read_text(encoding="utf-8")
    for said in ("mã hóa một lần", "kiểm tra chéo", "Giới hạn", shipped.data):
        assert said in card


def test_a_model_that_keeps_rare_or_long_terms_is_not_shipped(few: tuple[GoldPassage, ...], taxonomy: Taxonomy) -> None:
    with pytest.raises(BadInput, match="fewer than 3"):
        refuse_runs(train(few, taxonomy, seed=0, settings=WRITTEN).classifier)
    with pytest.raises(BadInput, match="a run of text"):
        refuse_runs(train(few, taxonomy, seed=0, settings=replace(PRESS, longest=3)).classifier)


def test_another_taxonomy_has_no_shipped_model_and_is_told_so(taxonomy: Taxonomy) -> None:
    other = replace(taxonomy, version="2099.1")
    assert other.fingerprint != taxonomy.fingerprint
    assert shipped_reference(other) is None
    with pytest.raises(BadInput, match="no shipped model fits this taxonomy"):
        shipped_model(other)


def test_fitting_twice_gives_the_same_id_and_the_same_bytes(few: tuple[GoldPassage, ...], taxonomy: Taxonomy) -> None:
    press, written = few[::2], few[1::2]
    first, second = (fit(press, written, taxonomy) for _ in range(2))
    shown = samples(few, taxonomy)
    assert first.id == second.id
    assert first.classifier.predict_proba(shown).tobytes() == second.classifier.predict_proba(shown).tobytes()


def test_written_passages_count_less_than_coded_ones_and_fully_alone(few: tuple[GoldPassage, ...]) -> None:
    assert recipe([], few) == (few, None)
    passages, weights = recipe(few[:2], few[2:4])
    assert passages == few[:4]
    assert weights is not None and weights[0] == weights[1] == 1.0 and 0 < weights[2] == weights[3] < 1


@pytest.mark.parametrize("code", ["2", "6"])
def test_areas_the_press_hardly_has_are_found_in_passages_written_to_test_them(
    shipped: Model, taxonomy: Taxonomy, code: str
) -> None:
    with as_file(files("corpus").joinpath(f"gold/held_out/area{code}.jsonl")) as path:
        found = measured(shipped, load_gold([path]), taxonomy, name=code).areas[code]
    assert found.support >= 60
    assert found.f1 is not None and found.f1 >= 0.85


def test_real_coded_passages_are_judged_as_well_as_the_card_says(real: Path, taxonomy: Taxonomy) -> None:
    found = evaluate_development(taxonomy, real / "labelled" / "dev.jsonl")
    assert found.macro_f1 is not None and found.macro_f1 >= 0.79
    assert found.any_area.f1 is not None and found.any_area.f1 >= 0.85
    assert found.false_alarms.value is not None and found.false_alarms.value <= 0.09
    assert found.ece is not None and found.ece <= 0.05
