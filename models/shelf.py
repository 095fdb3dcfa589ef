"""The shelf: trained models in files that run no code when read, and a pointer to the one in use.

A model is ``<id>.skops`` (arrays and text, never pickle) beside ``<id>.json`` with its SHA-256 and the versions it was
made with; ``current.json`` names the model in use and is replaced in one step. A file that is cut short, changed or of
another scikit-learn is refused in words.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import sklearn
from skops.io import dumps, get_untrusted_types, loads
from skops.io.exceptions import UntrustedTypesFoundException

from corpus.errors import StoreError
from models.classifier import AreaClassifier
from models.train import Model

ALLOWED: tuple[str, ...] = ()
"""Types beyond skops' own trusted ones that a model file may hold: none. Never taken from the file itself."""

CURRENT = "current.json"
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


def save(model: Model, folder: Path, *, metrics: Mapping[str, float | None] | None = None) -> ModelRef:
    """Put a model on the shelf; the same model again changes nothing but its metrics. It is not yet in use."""
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
    _replace(folder / reference.file, body)
    _replace(folder / f"{model.id}.json", _written(reference))
    return reference


def promote(folder: Path, id: str) -> ModelRef:
    """Make a stored model the one in use, after reading it once.

    Raises:
        StoreError: it is not there, or cannot be read.
    """
    load(folder, id)
    reference = _reference(folder, f"{_checked(id)}.json")
    _replace(folder / CURRENT, _written(reference))
    return reference


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
        classifier=AreaClassifier.of_state(_opened(body, path)),
    )


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
        return ModelRef(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        what = "chưa có mô hình nào được chọn" if name == CURRENT else "không có mô hình này"
        raise StoreError(f"{path}: {what} (no such model)") from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, TypeError) as error:
        raise StoreError(f"{path}: tệp mô tả mô hình bị hỏng (damaged): {error}") from error


def _written(reference: ModelRef) -> bytes:
    return (json.dumps(asdict(reference), ensure_ascii=False, indent=1) + "\n").encode()


def _replace(path: Path, body: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def made_here(reference: ModelRef) -> bool:
    """True when the model was made with the scikit-learn that runs here, so that it can be read."""
    return bool(reference.sklearn == sklearn.__version__)
