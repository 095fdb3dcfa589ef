"""The model to judge with: the shipped one where none is there, found again at once, never in place of a chosen one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import StoreError
from flows.judging.early import TOOLS, begin_early
from flows.judging.model_in_use import NOTE, ModelInUse, model_in_use
from flows.runs.progress import Silent
from models.gold import load_gold
from models.shelf import card_of, current, promote, rollback, save
from models.shipped import shipped_reference
from models.train import train

AGAIN = """
import sys
from pathlib import Path
from corpus.codebook.taxonomy import load_taxonomy
from flows.judging.model_in_use import model_in_use
from flows.runs.progress import Silent
print(model_in_use(Path(sys.argv[1]), load_taxonomy(), progress=Silent()).id)
print(sorted({"sklearn", "spacy", "underthesea", "skops"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def trained(taxonomy: Taxonomy, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelInUse]:
    """A shelf on which the default model was trained."""
    folder = tmp_path_factory.mktemp("models")
    return folder, model_in_use(folder, taxonomy, progress=Silent())


@pytest.fixture
def shelf(trained: tuple[Path, ModelInUse], tmp_path: Path) -> Path:
    """A copy of that shelf to change."""
    return Path(shutil.copytree(trained[0], tmp_path / "models"))


def test_a_default_model_is_trained_and_promoted_where_none_is(trained: tuple[Path, ModelInUse]) -> None:
    folder, model = trained
    chosen = current(folder)
    assert chosen is not None
    assert chosen.id == model.id
    assert model.by_default


def test_the_default_is_the_shipped_model_with_its_card(trained: tuple[Path, ModelInUse], taxonomy: Taxonomy) -> None:
    reference = shipped_reference(taxonomy)
    assert reference is not None, "run python -m models.ship after a change of the codebook's rules"
    assert trained[1].id == reference.id
    card = card_of(trained[0], reference.id)
    assert card is not None
    assert card["id"] == reference.id


def test_without_a_shipped_model_that_fits_the_default_is_trained_from_the_written_passages(
    taxonomy: Taxonomy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.shipped.shipped_reference", lambda taxonomy: None)
    found = model_in_use(tmp_path, taxonomy, progress=Silent())
    assert found.by_default
    assert found.id == train(load_gold(), taxonomy, seed=0).id


def test_a_default_that_somebody_went_back_to_is_theirs(
    shelf: Path, taxonomy: Taxonomy, trained: tuple[Path, ModelInUse]
) -> None:
    other = train(load_gold()[:300], taxonomy, seed=0)
    save(other, shelf)
    promote(shelf, other.id)
    rollback(shelf, why="mô hình mới đếm thiếu mảng 5")
    (shelf / NOTE).unlink()
    found = model_in_use(shelf, taxonomy, progress=Silent())
    assert (found.id, found.by_default) == (trained[1].id, False)


def test_it_is_found_again_without_loading_the_libraries(trained: tuple[Path, ModelInUse]) -> None:
    folder, model = trained
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(folder)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == [model.id, "[]"]


def test_a_model_that_somebody_chose_is_used_as_it_is(shelf: Path, taxonomy: Taxonomy) -> None:
    other = train(load_gold()[:300], taxonomy, seed=1)
    save(other, shelf)
    promote(shelf, other.id)
    found = model_in_use(shelf, taxonomy, progress=Silent())
    assert (found.id, found.by_default) == (other.id, False)
    assert model_in_use(shelf, taxonomy, progress=Silent()) == found


def test_a_default_model_of_other_passages_is_trained_anew(
    shelf: Path, taxonomy: Taxonomy, trained: tuple[Path, ModelInUse]
) -> None:
    old = train(load_gold()[:300], taxonomy, seed=0)
    save(old, shelf)
    promote(shelf, old.id)
    note = {"made_of": "before", "id": old.id, "analysis_version": "before", "by_default": True}
    (shelf / NOTE).write_text(json.dumps(note), encoding="utf-8")
    assert model_in_use(shelf, taxonomy, progress=Silent()) == trained[1]


def test_a_damaged_note_is_written_again(shelf: Path, taxonomy: Taxonomy, trained: tuple[Path, ModelInUse]) -> None:
    (shelf / NOTE).write_text("{", encoding="utf-8")
    found = model_in_use(shelf, taxonomy, progress=Silent())
    assert found.id == trained[1].id
    assert json.loads((shelf / NOTE).read_text(encoding="utf-8"))["id"] == found.id


def test_a_damaged_pointer_is_refused(shelf: Path, taxonomy: Taxonomy) -> None:
    (shelf / "current.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        model_in_use(shelf, taxonomy, progress=Silent())


EARLY = """
import sys
from pathlib import Path
from corpus.codebook.taxonomy import load_taxonomy
from flows.judging.early import begin_early
from flows.review_desk.queues import thresholds_of
if __name__ == "__main__":
    folder, model = Path(sys.argv[1]), sys.argv[2]
    with begin_early(folder, load_taxonomy()) as early:
        print(sorted(early.ask(thresholds_of, folder, model)))
    print(sorted({"sklearn", "spacy", "underthesea", "skops"} & set(sys.modules)))
"""


def test_a_model_at_hand_is_loaded_in_another_process(
    trained: tuple[Path, ModelInUse], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    folder, model = trained
    script = tmp_path / "early.py"
    script.write_text(EARLY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), model.id],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.split("\n")[:2] == [str(sorted(taxonomy.codes)), "[]"]


def test_no_process_is_begun_early_where_the_model_is_not_settled_or_its_tools_are_loaded_here(
    trained: tuple[Path, ModelInUse], taxonomy: Taxonomy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, TOOLS, raising=False)
    assert begin_early(tmp_path, taxonomy) is None
    monkeypatch.setitem(sys.modules, TOOLS, sys)
    assert begin_early(trained[0], taxonomy) is None
