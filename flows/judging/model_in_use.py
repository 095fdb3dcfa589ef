"""The model to judge with: the one on the shelf, or one trained now from the written passages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy
from flows.runs.progress import Progress

SEED = 0
NOTE = "in-use.json"
"""The last answer and what it was made of, so that the next run need not load the libraries to give it again."""

READ_WITH = ("underthesea", "scikit-learn", "skops", "spacy")


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A stored model's id, and the version of the reading that goes with it.

    ``by_default``: it was trained here without being asked, and may be trained anew without being asked.
    """

    id: str
    analysis_version: str
    by_default: bool


def model_in_use(folder: Path, taxonomy: Taxonomy, *, progress: Progress) -> ModelInUse:
    """The promoted model, else the default one, put on the shelf and promoted.

    The default is the model that comes with the package where it fits the codebook and the libraries, else one trained
    in seconds from the written passages. A default that no longer is this version's gives way to it; a model that
    somebody chose is used as it is.

    Raises:
        StoreError: the shelf's pointer is damaged.
    """
    at_hand = model_at_hand(folder, taxonomy)
    if at_hand is not None:
        return at_hand
    noted = _noted(folder)
    found = _looked_up(folder, taxonomy, by_default=None if noted is None else noted[1], progress=progress)
    note = json.dumps({"made_of": _made_of(taxonomy), **asdict(found)}, indent=1)
    (folder / NOTE).write_text(note + "\n", encoding="utf-8")
    return found


def model_at_hand(folder: Path, taxonomy: Taxonomy) -> ModelInUse | None:
    """The answer of :func:`model_in_use` where nothing need be loaded or made to give it, else None."""
    noted = _noted(folder)
    if noted is None or noted[0] != _made_of(taxonomy) or noted[1].id != _pointed_at(folder):
        return None
    return noted[1]


def _looked_up(folder: Path, taxonomy: Taxonomy, *, by_default: ModelInUse | None, progress: Progress) -> ModelInUse:
    from corpus.places.gazetteer import load_gazetteer
    from models.analyse import Analyst
    from models.card import CARD_TEXT
    from models.classifier import WRITTEN
    from models.gold import load_gold
    from models.shelf import CARD, changes, current, made_here, promote, save
    from models.shipped import shipped_folder, shipped_model, shipped_reference
    from models.train import data_hash, model_id, train

    analysis = Analyst(taxonomy, load_gazetteer()).version
    chosen = current(folder)
    if chosen is not None and (by_default is None or not by_default.by_default or by_default.id != chosen.id):
        return ModelInUse(chosen.id, analysis, by_default=False)
    # A model that somebody went back to is theirs, though it was once the default.
    if chosen is not None and (history := changes(folder)) and (history[-1].kind == "rollback" or history[-1].why):
        return ModelInUse(chosen.id, analysis, by_default=False)
    shipped = shipped_reference(taxonomy)
    gold = load_gold()
    default = model_id(data_hash(gold), taxonomy, WRITTEN, seed=SEED) if shipped is None else shipped.id
    if chosen is not None and chosen.id == default and made_here(chosen):
        return ModelInUse(chosen.id, analysis, by_default=True)
    progress.begin("train", 1)
    if shipped is None:
        model = train(gold, taxonomy, seed=SEED)
        save(model, folder)
    else:
        model = shipped_model(taxonomy)
        with shipped_folder() as there:
            paths = {ending: there / f"{model.id}{ending}" for ending in (CARD, CARD_TEXT)}
            card = {ending: path.read_bytes() for ending, path in paths.items() if path.exists()}
        save(model, folder, metrics=dict(shipped.metrics), beside=card)
    # Noted before it is promoted: killed in between, the next run begins again, and never takes it for a chosen one.
    note = {"made_of": "", **asdict(ModelInUse(model.id, analysis, by_default=True))}
    (folder / NOTE).write_text(json.dumps(note) + "\n", encoding="utf-8")
    promote(folder, model.id)
    progress.advance("train")
    return ModelInUse(model.id, analysis, by_default=True)


def _noted(folder: Path) -> tuple[str, ModelInUse] | None:
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        made_of = note.pop("made_of")
        return made_of, ModelInUse(**note)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _pointed_at(folder: Path) -> str | None:
    """Id of the promoted model, read without the libraries that would read the model."""
    try:
        pointer = json.loads((folder / "current.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return pointer.get("id") if isinstance(pointer, dict) else None


def _made_of(taxonomy: Taxonomy) -> str:
    return _digest(taxonomy.fingerprint)


@lru_cache(maxsize=2)
def _digest(fingerprint: str) -> str:
    """Digest of everything a default model and a reading depend on: our code and data, and the libraries' versions."""
    digest = hashlib.sha256(fingerprint.encode())
    for name in READ_WITH:
        digest.update(f"{name} {version(name)}\n".encode())
    for package, endings in (
        ("models", (".py", ".txt", ".json")),
        ("corpus", (".jsonl", "places.py", "place_names.py")),
    ):
        for path in _inside(files(package)):
            if path.name.endswith(endings):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def _inside(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.is_file():
            found.append(path)
        elif path.name != "__pycache__":
            found.extend(_inside(path))
    return found
