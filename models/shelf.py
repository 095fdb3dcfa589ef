"""The shelf: trained models in files that run no code when read, and a pointer to the one in use.

A model is ``<id>.skops`` (arrays and text, never pickle) beside ``<id>.json`` with its SHA-256 and the versions it was
made with, and where it was retrained ``<id>.card.json`` and ``.card.md``; ``current.json`` names the model in use,
those in use before it and every change with its reason, and is replaced in one step. A file that is cut short, changed
or of another scikit-learn is refused in words. A model's *profile* is ``primary`` (in use), ``retired`` (was in use) or
``candidate`` (never was). Any but the primary may be marked to judge beside it: see :mod:`models.shadowing`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile

import sklearn
from skops.io import dumps, get_untrusted_types, loads
from skops.io.exceptions import UntrustedTypesFoundException

from corpus.errors import StoreError
from models.classifier import AreaClassifier
from models.shadowing import POINTER, shadowed
from models.train import Model
from models.whole_file import replace_whole

ALLOWED: tuple[str, ...] = ()
"""Types beyond skops' own trusted ones that a model file may hold: none. Never taken from the file itself."""

CURRENT = POINTER
CARD = ".card.json"
Profile = Literal["primary", "candidate", "retired"]
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A model on the shelf: its file, what was made with what, and the scores it was stored with."""

    id: str
    file: str
    sha256: str
    sklearn: str
    taxonomy: str
    fingerprint: str
    passages: int
    positives: Mapping[str, int] = field(default_factory=dict)
    data: str = ""
    seed: int = 0
    metrics: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A model put into use: which, when (ISO time, or ""), whether by promotion or rollback, and why in words."""

    id: str
    at: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A model on the shelf with its profile; ``fault`` says in words why its description cannot be read, else "".

    ``shadow``: it judges beside the one in use.
    """

    id: str
    profile: Profile
    reference: ModelRef | None
    fault: str = ""
    shadow: bool = False


def save(
    model: Model,
    folder: Path,
    *,
    metrics: Mapping[str, float | None] | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> ModelRef:
    """Put a model on the shelf; the same model again changes nothing but its metrics. It is not yet in use.

    Args:
        beside: bodies of files that stand beside it, by ending, such as ``.card.md``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    body: bytes = dumps(model.classifier.state(), compression=8)
    reference = ModelRef(
        id=model.id,
        file=f"{model.id}.skops",
        sha256=hashlib.sha256(body).hexdigest(),
        sklearn=sklearn.__version__,
        taxonomy=model.taxonomy,
        fingerprint=model.fingerprint,
        passages=model.passages,
        positives=dict(model.positives),
        data=model.data,
        seed=model.seed,
        metrics=dict(metrics or {}),
    )
    replace_whole(folder / reference.file, body)
    for ending, text in (beside or {}).items():
        replace_whole(folder / f"{model.id}{ending}", text)
    replace_whole(folder / f"{model.id}.json", _written(reference))
    return reference


def promote(folder: Path, id: str, *, why: str = "", at: str = "") -> ModelRef:
    """Make a stored model the one in use, after reading it once; the one in use before is remembered.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    before, log = _past(folder)
    chosen = before.pop() if before else None
    kept = [each for each in before if each != id]
    if chosen is not None and chosen != id:
        kept.append(chosen)
    return _point(folder, id, kept, (*log, Change(id, at, "promote", why)))


def rollback(folder: Path, *, why: str = "", at: str = "") -> ModelRef:
    """Put the model that was in use before back into use, after reading it once.

    Raises:
        StoreError: none was in use before, or it cannot be read; what is in use stays.
    """
    before, log = _past(folder)
    if len(before) < 2:
        raise StoreError(f"{folder}: chưa có mô hình nào trước mô hình đang dùng (nothing to roll back to)")
    back = before[-2]
    return _point(folder, back, before[:-2], (*log, Change(back, at, "rollback", why)))


def _point(folder: Path, id: str, before: Sequence[str], log: Sequence[Change]) -> ModelRef:
    load(folder, id)
    reference = _reference(folder, f"{_checked(id)}.json")
    pointer = {**asdict(reference), "before": list(before), "log": [asdict(each) for each in log]}
    replace_whole(folder / CURRENT, (json.dumps(pointer, ensure_ascii=False, indent=1) + "\n").encode())
    return reference


def _past(folder: Path) -> tuple[list[str], tuple[Change, ...]]:
    """Ids in use before and now, oldest first, and every change; nothing where none was promoted."""
    if not (folder / CURRENT).exists():
        return [], ()
    now = _reference(folder, CURRENT)
    pointer = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
    try:
        log = tuple(Change(**each) for each in pointer.get("log", []))
        return [*(str(each) for each in pointer.get("before", [])), now.id], log
    except TypeError as error:
        raise StoreError(f"{folder / CURRENT}: tệp mô tả mô hình bị hỏng (damaged): {error}") from error


def changes(folder: Path) -> tuple[Change, ...]:
    """Every promotion and rollback, oldest first."""
    return _past(folder)[1]


def listed(folder: Path) -> list[Listed]:
    """Every model on the shelf by id; a damaged description is listed with what is wrong with it."""
    past, log = _past(folder)
    once = {each.id for each in log} | set(past)
    beside = _beside(folder)
    found = []
    for path in sorted(folder.glob("*.skops")):
        id = path.stem
        profile: Profile = "primary" if past and id == past[-1] else "retired" if id in once else "candidate"
        try:
            found.append(Listed(id, profile, _reference(folder, f"{_checked(id)}.json"), shadow=id == beside))
        except StoreError as error:
            found.append(Listed(id, profile, None, str(error), shadow=id == beside))
    return found


def _beside(folder: Path) -> str | None:
    """Id of the shadow; None where the mark cannot be read, of which the shadow run tells."""
    try:
        mark = shadowed(folder)
    except StoreError:
        return None
    return None if mark is None else mark.id


def card_of(folder: Path, id: str) -> dict[str, Any] | None:
    """A model's card as data, or None where it has none.

    Raises:
        StoreError: it cannot be read.
    """
    path = folder / f"{_checked(id)}{CARD}"
    if not path.exists():
        return None
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: phiếu mô hình bị hỏng (damaged card): {error}") from error
    return card


def current(folder: Path) -> ModelRef | None:
    """The model in use, or None where none was promoted.

    Raises:
        StoreError: the pointer cannot be read.
    """
    return _reference(folder, CURRENT) if (folder / CURRENT).exists() else None


def load(folder: Path, id: str | None = None) -> Model:
    """Read a model; without an id the one in use.

    Raises:
        StoreError: it is missing, damaged, changed, or made with another scikit-learn.
    """
    reference = _reference(folder, CURRENT if id is None else f"{_checked(id)}.json")
    path = folder / f"{_checked(reference.id)}.skops"
    try:
        body = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: không đọc được mô hình (cannot be read): {error}") from error
    if hashlib.sha256(body).hexdigest() != reference.sha256:
        raise StoreError(f"{path}: tệp mô hình đã bị sửa hoặc cụt (changed or cut short since it was saved)")
    if reference.sklearn != sklearn.__version__:
        raise StoreError(
            f"{path}: lưu bằng scikit-learn {reference.sklearn}, đang chạy {sklearn.__version__};"
            " huấn luyện lại (made with another version: train again)"
        )
    return Model(
        id=reference.id,
        taxonomy=reference.taxonomy,
        fingerprint=reference.fingerprint,
        passages=reference.passages,
        positives=tuple(reference.positives.items()),
        data=reference.data,
        seed=reference.seed,
        classifier=_restored(_opened(body, path), path),
    )


def _restored(state: dict[str, Any], path: Path) -> AreaClassifier:
    try:
        return AreaClassifier.of_state(state)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(
            f"{path}: lưu bằng phiên bản bamsat khác, thiếu hoặc thừa {error}; huấn luyện lại"
            " (made with another version of bamsat: train again)"
        ) from error


def _opened(body: bytes, path: Path) -> dict[str, Any]:
    try:
        strangers = set(get_untrusted_types(data=body)) - set(ALLOWED)
        if strangers:
            raise StoreError(f"{path}: chứa kiểu không được phép (types not allowed): {', '.join(sorted(strangers))}")
        state: dict[str, Any] = loads(body, trusted=list(ALLOWED))
    except (BadZipFile, UntrustedTypesFoundException, KeyError, ValueError, TypeError) as error:
        raise StoreError(f"{path}: không phải tệp mô hình (not a model file): {error}") from error
    return state


def _checked(id: str) -> str:
    if not _ID.fullmatch(id):
        raise StoreError(f"mã mô hình lạ (not a model id): {id!r}")
    return id


def _reference(folder: Path, name: str) -> ModelRef:
    path = folder / name
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return ModelRef(**{key: value for key, value in values.items() if key not in ("before", "log")})
    except FileNotFoundError as error:
        what = "chưa có mô hình nào được chọn" if name == CURRENT else "không có mô hình này"
        raise StoreError(f"{path}: {what} (no such model)") from error
    except (OSError, ValueError, RecursionError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: tệp mô tả mô hình bị hỏng (damaged): {error}") from error


def _written(reference: ModelRef) -> bytes:
    return (json.dumps(asdict(reference), ensure_ascii=False, indent=1) + "\n").encode()


def made_here(reference: ModelRef) -> bool:
    """True when the model was made with the scikit-learn that runs here, so that it can be read."""
    return bool(reference.sklearn == sklearn.__version__)
