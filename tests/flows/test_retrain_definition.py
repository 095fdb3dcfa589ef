"""Retraining keeps the abstain bands in the card, and learns nothing from verdicts whose meaning has changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.codebook.change import compare_taxonomies
from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.label import Snapshot
from corpus.people.judgements import Draft, Judgements
from corpus.places.gazetteer import load_gazetteer
from corpus.store import Store
from flows.retrain import Retrained, retrain
from models.analyse import Analyst
from models.band import bands_for
from models.card import CARD_TEXT, text_hash_of
from models.gate import Limits
from models.gold import GoldPassage, load_gold
from models.shelf import CARD, card_of, load, promote, save
from models.train import train

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def analyst(taxonomy: Taxonomy) -> Analyst:
    return Analyst(taxonomy, load_gazetteer())


@pytest.fixture(scope="module")
def gold() -> tuple[GoldPassage, ...]:
    return load_gold()[::3]


def on_shelf(folder: Path, passages: Sequence[GoldPassage], taxonomy: Taxonomy) -> None:
    """A model of these passages in use, with a card that says what it has seen."""
    model = train(passages, taxonomy, seed=0)
    card = {"seen": sorted({text_hash_of(each.text) for each in passages}), "chain": [0, ""]}
    save(model, folder, beside={CARD: json.dumps(card).encode()})
    promote(folder, model.id)


def test_the_card_keeps_a_band_for_every_area_and_the_shelf_gives_them_back(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, analyst: Analyst, tmp_path: Path
) -> None:
    on_shelf(tmp_path, gold[:60], taxonomy)
    done = retrain(
        store=None,
        models=tmp_path,
        taxonomy=taxonomy,
        written=gold[60:],
        reserved=(),
        now=NOW,
        limits=Limits(positives=5),
        analyst=analyst,
    )
    card, model = card_of(tmp_path, done.trial.model.id), load(tmp_path, done.trial.model.id)
    assert card is not None and list(card["bands"]) == list(taxonomy.codes)
    bands = bands_for(model, card)
    for code, band in bands.items():
        noted = done.trial.card.bands[code]
        assert (band.basis, band.of, band.positives) == (noted.basis, noted.of, noted.positives)
        assert band.low <= model.thresholds[code] <= band.high
    assert "## Dải để ngỏ" in (tmp_path / f"{model.id}{CARD_TEXT}").read_text(encoding="utf-8")


def record(store: Store, passages: Sequence[GoldPassage], codes: Sequence[str]) -> None:
    for passage in passages:
        Judgements(store.engine).record(
            Draft(
                passage.key,
                "lan",
                {code: "yes" if code in passage.areas else "no" for code in codes},
                taxonomy="2021.1",
                snapshot=Snapshot(passage.group, "r", "dong-khoi", passage.title, passage.text),
            ),
            now=NOW,
        )


@pytest.mark.slow
def test_verdicts_on_an_area_whose_meaning_changed_are_not_learned_and_stay_in_the_store(
    gold: tuple[GoldPassage, ...], taxonomy: Taxonomy, analyst: Analyst, tmp_path: Path
) -> None:
    on_shelf(tmp_path / "models", gold[:60], taxonomy)
    before = taxonomy
    changed = tuple(replace(area, excludes=area.excludes[1:]) if area.code == "5" else area for area in before.areas)
    change = compare_taxonomies(replace(before, areas=changed), taxonomy)
    assert [each.code for each in change.meaning] == ["5"]
    with Store(tmp_path / "bamsat.db") as store:
        record(store, gold[60:80], taxonomy.codes)

        def again(*changes: object) -> Retrained:
            return retrain(
                store=store,
                models=tmp_path / "models",
                taxonomy=taxonomy,
                written=gold[80:],
                reserved=(),
                now=NOW,
                dry_run=True,
                limits=Limits(positives=5),
                analyst=analyst,
                changes=changes,  # type: ignore[arg-type]
            )

        whole, less = again(), again(change)
        unsure = ("skipped", "người đọc chưa chắc hoặc chưa xét đủ các mảng")
        assert whole.accounting.outcomes[unsure] == 0 < less.accounting.outcomes[unsure]
        assert less.trial.card.trained_on < whole.trial.card.trained_on
        assert all("5" in each.verdicts for each in Judgements(store.engine).events())
