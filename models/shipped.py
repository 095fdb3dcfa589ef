"""The model that comes with the package: weights and a vocabulary of syllables and their pairs, a card beside them.

It was fitted by ``python -m models.ship`` on coded passages of the press that are not in the package, and serves the
one taxonomy whose cue rules it learned with::

    model = shipped_model(load_taxonomy())
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from models.shelf import ModelRef, listed, load, made_here
from models.train import Model


@contextmanager
def shipped_folder() -> Iterator[Path]:
    """The folder of shipped models, as a shelf to read from; nothing is to be written there."""
    with as_file(files("models").joinpath("shipped")) as folder:
        yield folder


def shipped_reference(taxonomy: Taxonomy) -> ModelRef | None:
    """What is said of the shipped model that fits a taxonomy and can be read here; None where there is none."""
    with shipped_folder() as folder:
        for each in listed(folder) if folder.is_dir() else ():
            if each.reference is not None and each.reference.fingerprint == taxonomy.fingerprint:
                return each.reference if made_here(each.reference) else None
    return None


def shipped_model(taxonomy: Taxonomy) -> Model:
    """The shipped model for a taxonomy.

    Raises:
        BadInput: none was fitted with this taxonomy, or it was made with another scikit-learn.
        StoreError: its file is damaged.
    """
    reference = shipped_reference(taxonomy)
    if reference is None:
        raise BadInput(
            f"không có mô hình kèm theo nào hợp với sổ mã {taxonomy.fingerprint} và scikit-learn đang chạy;"
            " huấn luyện bằng đoạn viết, hoặc chạy lại python -m models.ship (no shipped model fits this taxonomy)",
            where=f"taxonomy {taxonomy.id} {taxonomy.version}",
        )
    with shipped_folder() as folder:
        return load(folder, reference.id)
