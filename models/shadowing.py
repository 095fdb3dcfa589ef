"""The mark on the shelf that a model judges beside the one in use, and what that has cost so far.

``shadow.json`` names one model. It holds until the mark is taken off, another model is marked, or the marked one is put
into use itself: a shadow that was promoted and rolled back does not come back as a shadow. ``shadow-cost.json`` adds up
documents, passages and seconds while the mark holds. Read without loading any library that would load a model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, StoreError
from models.whole_file import replace_whole

POINTER = "current.json"
"""Names the model in use; see :mod:`models.shelf`, which writes it."""

MARK = "shadow.json"
COST = "shadow-cost.json"
MOST_FAULTS = 20
"""Faults kept in words; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """A model that judges beside the one in use: since when (ISO time, or "") and why.

    ``used`` is how often it had been put into use when it was marked.
    """

    id: str
    at: str
    why: str
    used: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a shadow run took: documents and passages judged beside, and seconds of the shadow and of the whole primary.

    The shadow's seconds are for judging alone: it looks at passages that were cut and read for the primary already.
    ``faults`` are documents it could not judge, with the reason, the first ones only; ``failed`` counts all.
    """

    documents: int = 0
    passages: int = 0
    seconds: float = 0.0
    primary_seconds: float = 0.0
    failed: int = 0
    faults: Mapping[str, str] = field(default_factory=dict)

    def plus(self, other: Cost) -> Cost:
        """Both together."""
        return Cost(
            self.documents + other.documents,
            self.passages + other.passages,
            self.seconds + other.seconds,
            self.primary_seconds + other.primary_seconds,
            self.failed + other.failed,
            dict(list((dict(self.faults) | dict(other.faults)).items())[:MOST_FAULTS]),
        )

    @property
    def share(self) -> float | None:
        """Seconds of the shadow for each second of the primary; None where nothing was timed."""
        return self.seconds / self.primary_seconds if self.primary_seconds else None


def shadow(folder: Path, id: str, *, at: str = "", why: str = "") -> Shadow:
    """Mark a stored model to judge beside the one in use, after reading it once; the cost begins anew.

    Raises:
        BadInput: it is the one in use, or it was trained with another codebook.
        StoreError: it is not there or cannot be read, or no model is in use.
    """
    from models.shelf import current, load

    primary = current(folder)
    if primary is None:
        raise StoreError(f"{folder}: chưa có mô hình nào được chọn (no model is in use)")
    model = load(folder, id)
    if primary.id == id:
        raise BadInput("đang dùng, không chạy song song với chính nó được (it is the one in use)", where=id)
    if primary.fingerprint != model.fingerprint:
        raise BadInput(
            f"học theo sổ mã {model.fingerprint}, mô hình đang dùng học theo {primary.fingerprint}: không cùng đọc một"
            " lượt được; so hai chuỗi bằng bamsat taxonomy series (trained with another taxonomy)",
            where=id,
        )
    mark = Shadow(id, at, why, _used(_pointer(folder), id))
    (folder / COST).unlink(missing_ok=True)
    replace_whole(folder / MARK, (json.dumps(asdict(mark), ensure_ascii=False, indent=1) + "\n").encode())
    return mark


def unshadow(folder: Path) -> bool:
    """Take the mark off, damaged or not; what the shadow said stays in the store. Says whether there was one."""
    there = (folder / MARK).exists()
    (folder / MARK).unlink(missing_ok=True)
    return there


def shadowed(folder: Path) -> Shadow | None:
    """The model that judges beside the one in use, or None.

    Raises:
        StoreError: the mark cannot be read.
    """
    values = _read(folder / MARK)
    if values is None:
        return None
    try:
        mark = Shadow(**values)
    except TypeError as error:
        raise StoreError(_damaged(folder / MARK, error)) from error
    pointer = _pointer(folder)
    return None if pointer.get("id") == mark.id or _used(pointer, mark.id) != mark.used else mark


def in_use(folder: Path) -> str | None:
    """Id of the model in use, read without the libraries that would read the model; None where none is or can be."""
    id = _pointer(folder).get("id")
    return id if isinstance(id, str) else None


def cost_of(folder: Path) -> Cost:
    """What the shadow run took so far; nothing where that was not noted or cannot be read."""
    try:
        values = _read(folder / COST)
        return Cost(**values) if values else Cost()
    except (StoreError, TypeError):
        return Cost()


def add_cost(folder: Path, more: Cost) -> Cost:
    """Add to what the shadow run took."""
    whole = cost_of(folder).plus(more)
    rounded = replace(whole, seconds=round(whole.seconds, 3), primary_seconds=round(whole.primary_seconds, 3))
    replace_whole(folder / COST, (json.dumps(asdict(rounded), ensure_ascii=False, indent=1) + "\n").encode())
    return rounded


def _used(pointer: Mapping[str, Any], id: str) -> int:
    log = pointer.get("log", [])
    return sum(isinstance(each, dict) and each.get("id") == id for each in log) if isinstance(log, list) else 0


def _pointer(folder: Path) -> dict[str, Any]:
    """The pointer as it stands; empty where it is missing or damaged, of which whoever loads the model will tell."""
    try:
        return _read(folder / POINTER) or {}
    except StoreError:
        return {}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(_damaged(path, error)) from error
    if not isinstance(values, dict):
        raise StoreError(_damaged(path, "not a table"))
    return values


def _damaged(path: Path, error: object) -> str:
    return f"{path}: dấu chạy song song bị hỏng; bỏ bằng bamsat models shadow --off (damaged): {error}"
