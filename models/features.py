"""Features of a passage, as scikit-learn transformers over :class:`Sample` values.

Terms are syllables and their pairs: on Vietnamese news they do as well as segmented words (most words *are* a pair of
syllables) and cost no segmentation. Weights are 1 + log(count) times the inverse document frequency, rows of length
one (Salton and Buckley 1988). Cues enter as what the codebook says of a passage, apart from what training finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils.validation import check_is_fitted

from corpus.passage import Cue
from models.syllables import Syllable, syllables

PARTS = ("text", "title", "words", "context")
SENSE_WEIGHT: Mapping[str, float] = {"strong": 1.0, "weak": 0.25, "not": -1.0}
"""What one fired sense says for its area before any training."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the classifier is shown of a passage. ``words`` are its segmented words and may be left empty."""

    text: str
    title: str = ""
    before: str = ""
    after: str = ""
    words: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    title_cues: tuple[Cue, ...] = ()
    terms: str | None = None
    """:func:`joined` syllables of the text, where they are at hand."""


@lru_cache(maxsize=1 << 13)
def terms(text: str) -> str:
    """Syllable keys of a text in a row, without punctuation; numbers of three digits or more become ``#``.

    The cache serves training, which reads each passage once a fold, and titles, which passages share.
    """
    return joined(syllables(text))


def joined(cut: Iterable[Syllable]) -> str:
    """As :func:`terms`, for a text whose syllables are at hand."""
    return " ".join(["#" if key[0].isdigit() and len(key) > 2 else key for _, _, key in cut if key[0].isalnum()])


class Terms(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF of one part of the samples: ``text``, ``title``, segmented ``words``, or ``context``: the passages beside.

    Args:
        part: which part of a sample to read.
        longest: terms of up to so many syllables (or words).
        least: passages a term must stand in to be kept.
        weight: factor on the whole block.
    """

    def __init__(self, part: str = "text", *, longest: int = 2, least: int = 1, weight: float = 1.0) -> None:
        self.part = part
        self.longest = longest
        self.least = least
        self.weight = weight

    def fit(self, samples: Sequence[Sample], y: object = None) -> Self:
        """Learn the vocabulary and how rare its terms are."""
        if self.part not in PARTS:
            raise ValueError(f"part must be one of {', '.join(PARTS)}, not {self.part!r}")
        self.counter_ = self._counter(None)
        rows = [self._row(sample) for sample in samples]
        self.empty_ = not any(rows)
        if not self.empty_:
            self.counter_.fit(rows)
        return self

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """One row a sample; a part that was empty throughout training has no columns."""
        check_is_fitted(self, "counter_")
        if self.empty_:
            return csr_matrix((len(samples), 0))
        rows = [self._row(sample) for sample in samples]
        place = {row: at for at, row in enumerate(dict.fromkeys(rows))}
        found = self._weighed(place) * self.weight
        return found if len(place) == len(rows) else found[[place[row] for row in rows]]

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """Names such as ``text: tinh gọn``."""
        check_is_fitted(self, "counter_")
        names = [] if self.empty_ else self.counter_.get_feature_names_out()
        return np.asarray([f"{self.part}: {name}" for name in names], dtype=object)

    def state(self) -> dict[str, Any]:
        """What was learnt: the terms in order, one a line, and their weights."""
        if self.empty_:
            return {"terms": "", "idf": np.zeros(0)}
        return {"terms": "\n".join(self.counter_.get_feature_names_out()), "idf": self.counter_.idf_}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what was learnt."""
        self.empty_ = not state["terms"]
        self.counter_ = self._counter(None if self.empty_ else state["terms"].split("\n"))
        if not self.empty_:
            self.counter_.idf_ = state["idf"]

    def _counter(self, vocabulary: list[str] | None) -> TfidfVectorizer:
        return TfidfVectorizer(
            token_pattern=r"\S+",
            lowercase=False,
            ngram_range=(1, self.longest),
            min_df=self.least,
            sublinear_tf=True,
            vocabulary=vocabulary,
        )

    def _weighed(self, rows: Iterable[str]) -> csr_matrix:
        """What scikit-learn's ``counter_.transform`` gives, to the bit, in a third of its time."""
        number = self.counter_.vocabulary_.get
        columns: list[int] = []
        ends = [0]
        for row in rows:
            keys = row.split(" ")
            columns.extend([at for key in keys if (at := number(key)) is not None])
            for size in range(2, self.longest + 1):
                runs = map(" ".join, zip(*(keys[first:] for first in range(size)), strict=False))
                columns.extend([at for run in runs if (at := number(run)) is not None])
            ends.append(len(columns))
        shape = len(ends) - 1, len(self.counter_.vocabulary_)
        found = csr_matrix((np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(ends)), shape=shape)
        found.sum_duplicates()
        found.data = (np.log(found.data) + 1.0) * self.counter_.idf_[found.indices]
        return normalize(found, copy=False)

    def _row(self, sample: Sample) -> str:
        if self.part == "context":
            return terms(f"{sample.before}\n{sample.after}")
        if self.part == "words":
            return " ".join(terms(word).replace(" ", "_") for word in sample.words)
        if self.part == "title":
            return terms(sample.title)
        return terms(sample.text) if sample.terms is None else sample.terms


class Cues(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """One column a cue rule, one for each target and sense (log of 1 + count), those of the title apart.

    Args:
        rules: ids of rules by ``target|sense|phrase``; see :func:`models.cues.rules_by_phrase`.
        weight: factor on the whole block.
    """

    def __init__(self, rules: Mapping[str, Sequence[str]] | None = None, *, weight: float = 1.0) -> None:
        self.rules = rules
        self.weight = weight

    def fit(self, samples: Sequence[Sample], y: object = None) -> Self:
        """Number the columns; nothing is learnt from the samples."""
        rules = self.rules or {}
        names = {f"rule {rule}" for found in rules.values() for rule in found}
        names |= {f"count {key.rsplit('|', 1)[0]}" for key in rules}
        names |= {f"title {key.rsplit('|', 1)[0]}" for key in rules if key.startswith("area:")}
        self.columns_ = {name: column for column, name in enumerate(sorted(names))}
        return self

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """One row a sample; cues of rules that were not listed are left out."""
        check_is_fitted(self, "columns_")
        rows, columns, values = [], [], []
        for row, sample in enumerate(samples):
            for name, value in self._row(sample).items():
                column = self.columns_.get(name)
                if column is not None:
                    rows.append(row)
                    columns.append(column)
                    values.append(value * self.weight)
        return csr_matrix((values, (rows, columns)), shape=(len(samples), len(self.columns_)), dtype=np.float64)

    def get_feature_names_out(self, input_features: object = None) -> Any:
        """Names such as ``rule 3.k1``."""
        check_is_fitted(self, "columns_")
        return np.asarray(sorted(self.columns_, key=self.columns_.__getitem__), dtype=object)

    def state(self) -> dict[str, Any]:
        """Nothing: columns follow from the rules."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Number the columns again."""
        self.fit([])

    def _row(self, sample: Sample) -> dict[str, float]:
        rules = self.rules or {}
        found: dict[str, float] = {}
        for part, cues in (("count", sample.cues), ("title", sample.title_cues)):
            for cue in cues:
                name = f"{part} {cue.target}|{cue.sense}"
                found[name] = found.get(name, 0.0) + 1.0
        found = {name: float(np.log1p(count)) for name, count in found.items()}
        for cue in sample.cues:
            for rule in rules.get(f"{cue.target}|{cue.sense}|{cue.phrase}", ()):
                found[f"rule {rule}"] = 1.0
        return found


def prior(cues: Iterable[Cue], codes: Sequence[str]) -> list[float]:
    """What the codebook's cues say for each area before any training: -1 (spoken against) to 1.5 (strong and weak)."""
    said = {(cue.target, cue.sense) for cue in cues}
    if not said:
        return [0.0] * len(codes)
    return [sum(weight for sense, weight in SENSE_WEIGHT.items() if (f"area:{code}", sense) in said) for code in codes]
