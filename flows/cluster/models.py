"""Where a worker of a cluster finds a model: the one that comes with the package, or the shared folder of models."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput


@lru_cache(maxsize=4)
def models_for(told: str, model: str) -> Path:
    """The folder that holds a model.

    Raises:
        BadInput: neither the package nor the folder holds it.
    """
    from models.shipped import shipped_reference

    reference = shipped_reference(load_taxonomy())
    if reference is not None and reference.id == model:
        return Path(str(files("models").joinpath("shipped")))
    folder = Path(told)
    if (folder / f"{model}.json").exists():
        return folder
    raise BadInput(
        f"máy này không có mô hình {model}; đặt BAMSAT_MODELS là thư mục mô hình chung của các máy (no such model)",
        where=told,
    )
