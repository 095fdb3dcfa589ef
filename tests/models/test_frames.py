"""Data frames of what is stored, with the columns, types and denominators they promise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpus_samples import article, judged

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.by_area import tally
from corpus.errors import BadInput
from corpus.label import Modality, Stage
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store
from models import research
from models.columns import FRAMES
from models.frames import frame
from models.gold import load_gold
from models.labelled import labelled_set
from models.score_frames import learning_curve, suspects
from models.split import split
from models.suspects import Suspect
from models.train import train

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
MARCH = datetime(2021, 3, 5, 5, tzinfo=UTC)
APRIL = datetime(2021, 4, 5, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four judged articles, one undated, one of another province, and judgements by two people, one taken back."""
    with Store(tmp_path_factory.mktemp("frames") / "bamsat.db") as store:
        of = {
            1: (MARCH, ("3",), Modality.REPORTED, "inside"),
            2: (APRIL, ("3", "5"), Modality.DIRECTIVE, "inside"),
            3: (None, (), Modality.NONE, "inside"),
            4: (APRIL, ("5",), Modality.REPORTED, "outside"),
        }
        documents = {number: article(number, "Đoạn một.", "Đoạn hai.", published=of[number][0]) for number in of}
        store.put_documents([(each, None) for each in documents.values()])
        store.put_judged(
            [
                judged(documents[number], areas=areas, modality=mood, reach=reach)
                for number, (_, areas, mood, reach) in of.items()
            ]
        )
        log = Judgements(store.engine)
        for number, each in enumerate(judged(documents[2]).passages):
            log.record(Draft(each.id, "lan", {"3": "yes", "5": "no"}, "2021.1", "near 3", 0.5), now=NOW)
            log.record(Draft(each.id, "minh", {"3": "no" if number else "yes", "5": "no"}, "2021.1"), now=NOW)
        wrong = log.record(Draft(each.id, "hoa", {"3": "unsure"}, "2021.1"), now=NOW)
        log.undo(wrong.id, person="hoa", now=NOW)
        yield store


def checked(found: pd.DataFrame, name: str) -> pd.DataFrame:
    """A frame, after holding it to its columns and types."""
    assert list(found.columns) == [each.name for each in FRAMES[name]]
    assert {each.name: str(found[each.name].dtype) for each in FRAMES[name]} == {
        each.name: each.dtype for each in FRAMES[name]
    }
    assert found.attrs["frame"] == name
    assert found.attrs["versions"]["bamsat"]
    assert list(found.index) == list(range(len(found)))
    return found


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_without_rows_has_its_columns_and_types(name: str) -> None:
    assert len(checked(frame(name, []), name)) == 0


def test_passages_and_predictions_are_one_row_each_and_one_row_an_area(store: Store, taxonomy: Taxonomy) -> None:
    passages = checked(research.passages(store, taxonomy), "passages")
    predictions = checked(research.predictions(store, taxonomy), "predictions")
    assert len(passages) == passages["passage"].nunique() == 8
    assert len(predictions) == 8 * len(taxonomy.codes)
    assert not predictions.duplicated(["passage", "area"]).any()
    assert list(predictions["passage"].drop_duplicates()) == list(passages["passage"])
    wide = predictions.pivot(index="passage", columns="area", values="probability")
    assert wide.shape == (8, 7)
    assert not wide.isna().any().any()
    chosen = predictions[predictions["chosen"]].groupby("passage")["area"].agg(",".join)
    assert chosen.to_dict() == passages[passages["areas"] != ""].set_index("passage")["areas"].to_dict()
    assert passages.attrs["model"] == predictions.attrs["model"] == "m-1"
    assert passages.attrs["taxonomy"] == f"{taxonomy.id} {taxonomy.version}"
    undated = passages[passages["document"].str.endswith("a3")]
    assert undated["published"].isna().all()
    assert undated["month"].isna().all()
    assert (passages["end"] - passages["start"] == passages["text"].str.len()).all()


def test_another_model_has_said_nothing(store: Store, taxonomy: Taxonomy) -> None:
    assert len(research.predictions(store, taxonomy, model="m-2")) == 0
    assert research.passages(store, taxonomy, model="m-2").attrs["documents_stored"] == 4


def test_only_verdicts_that_stand_are_rows_and_the_chain_is_named(store: Store) -> None:
    found = checked(research.judgements(store), "judgements")
    assert len(found) == 8
    assert set(found["person"]) == {"lan", "minh"}
    assert found["at"].eq(pd.Timestamp(NOW)).all()
    assert found.loc[found["person"] == "lan", "inclusion"].eq(0.5).all()
    assert found.loc[found["person"] == "minh", "inclusion"].isna().all()
    assert found.attrs["chain"][0] == 6


def test_coverage_holds_the_cells_of_the_tally_with_their_denominators(store: Store, taxonomy: Taxonomy) -> None:
    found = checked(research.coverage(store, taxonomy), "coverage")
    told = tally(store.engine, taxonomy, model="m-1")
    assert len(found) == len(told.cells)
    april = found[(found["area"] == "3") & (found["month"] == "2021-04")].iloc[0]
    assert (april["passages"], april["of_passages"], april["documents"], april["of_documents"]) == (2, 2, 1, 1)
    assert (april["evidence"], april["directive"], april["state"]) == (0, 2, "unobserved")
    assert 0 < april["document_share_low"] < april["document_share"] == april["document_share_high"] == 1
    read = found.groupby("month", dropna=False)["of_passages"].agg(["min", "max"])
    assert (read["min"] == read["max"]).all()
    assert found.attrs["passages_in_scope"] == told.passages_in_scope == 6
    assert found["month"].isna().any()


def test_agreement_has_an_interval_and_says_over_how_many(store: Store, taxonomy: Taxonomy) -> None:
    found = checked(research.agreement(store, taxonomy), "agreement").set_index("area")
    assert (found.loc["3", "passages"], found.loc["3", "people"]) == (2, 2)
    assert found.loc["3", "alpha"] == pytest.approx(0.0)
    assert np.isnan(found.loc["5", "alpha"])
    assert found.loc["1", "passages"] == 0
    judgements = Judgements(store.engine).for_training()
    assert research.agreement(judgements, taxonomy).set_index("area").equals(found)


def test_an_explanation_sums_to_the_score_it_states(taxonomy: Taxonomy) -> None:
    model = train(load_gold()[::30], taxonomy, seed=0)
    explained = research.Explainer(model, taxonomy).explain("Tinh gọn bộ máy, giảm đầu mối.", title="Bộ máy")
    found = checked(research.explanation(explained), "explanation")
    sums = found.groupby("area")["log_odds"].sum()
    for code, scores in found.attrs["scores"].items():
        assert sums[code] == pytest.approx(scores["score"], abs=1e-9)
    assert (found["kind"] == "intercept").sum() == len(taxonomy.codes)
    assert found.attrs["model"] == model.id
    assert len(checked(research.explanation([]), "explanation")) == 0


def test_the_labelled_set_stands_in_parts_that_share_no_group(taxonomy: Taxonomy) -> None:
    found = checked(
        research.labelled(split(labelled_set(taxonomy.codes, written=load_gold()[::8]).examples)), "labelled"
    )
    assert set(found["part"]) == {"train", "test"}
    groups = found.groupby("part")["group"].agg(set)
    assert not groups["train"] & groups["test"]
    assert (found["weight"] == 1.0).all()
    assert found["published"].isna().all()
    assert set(found["stage"].dropna()) <= {each.value for each in Stage}
    assert {type(each) for each in found["stage"].dropna()} == {str}


def test_suspects_and_curves_have_their_columns() -> None:
    checked(suspects([Suspect("k", "3", True, 0.02, "Đoạn.")]), "suspects")
    checked(learning_curve([]), "learning_curve")


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, store: Store, taxonomy: Taxonomy) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(BadInput, match=r"\.\[research\]"):
        research.passages(store, taxonomy)


def test_the_entry_point_offers_what_it_lists() -> None:
    assert sorted(research.__all__) == research.__all__
    assert all(hasattr(research, name) for name in research.__all__)
    documented = Path(__file__).resolve().parents[2] / "docs" / "research.md"
    text = documented.read_text(encoding="utf-8")
    assert [name for name in FRAMES if f"### {name}\n" not in text] == []
