"""The model to judge with: the one on the shelf, or one trained now from the written passages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.places import load_gazetteer
from corpus.taxonomy import Taxonomy
from flows.progress import Progress
from models.analyse import Analyst
from models.classifier import WRITTEN
from models.gold import load_gold
from models.shelf import current, made_here, promote, save
from models.train import data_hash, model_id, train

SEED = 0
MARK = "trained-by-default"
"""Names the model that was trained here without being asked, which may be trained anew without being asked."""


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A stored model's id, and the version of the reading that goes with it."""

    id: str
    analysis_version: str


def model_in_use(folder: Path, taxonomy: Taxonomy, *, progress: Progress) -> ModelInUse:
    """The promoted model, else the default one, trained in seconds and promoted.

    A default model that no longer is what this version would train (new passages, codebook or libraries) is trained
    anew; one that somebody chose is used as it is.

    Raises:
        StoreError: the shelf's pointer is damaged.
    """
    analysis = Analyst(taxonomy, load_gazetteer()).version
    gold = load_gold()
    wanted = model_id(data_hash(gold), taxonomy, WRITTEN, seed=SEED)
    chosen = current(folder)
    mark = folder / MARK
    by_default = chosen is not None and mark.exists() and mark.read_text(encoding="ascii") == chosen.id
    if chosen is not None and (not by_default or (chosen.id == wanted and made_here(chosen))):
        return ModelInUse(chosen.id, analysis)
    progress.begin("train", 1)
    model = train(gold, taxonomy, seed=SEED)
    save(model, folder)
    mark.write_text(model.id, encoding="ascii")
    promote(folder, model.id)
    progress.advance("train")
    return ModelInUse(model.id, analysis)
