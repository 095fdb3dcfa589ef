"""Tags of tokens: underthesea's own tagger at first, and from some hundred sentences on its weights decoded by us.

Both give the same tags; where the tagger's files are not what :mod:`models.crf` decodes, or the two differ on a few
sentences known here, underthesea goes on alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from corpus.errors import BadInput
from models.crf import TAGS, Decoder, Featurizer, Unsupported
from models.crfsuite import read_weights

WORTHWHILE = 300
"""Sentences after which loading the weights, in under a second, has paid."""

_PROBES = (
    "Ủy ban nhân dân huyện Ba Tri tổ chức hội nghị tổng kết năm 2020 .",
    "TP . HCM : 12 % hộ nghèo , 3/2021 ; Đảng viên Nguyễn Văn A",
    "Sinh hoạt chuyên đề “ học tập và làm theo ”",
    "Bến Tre",
    "a",
)
"""Sentences of tokens, on which both must agree."""


class Underthesea(Protocol):
    """The parts of underthesea's tagger that are used."""

    featurizer: Featurizer

    def predict(self, tokens: list[list[str]]) -> list[str]:
        """``B-W`` for a token that begins a word, ``I-W`` for one that goes on with it."""


class Tagger:
    """Tags tokens as underthesea does.

    Args:
        model: underthesea's tagger.
        folder: where its files lie: ``models.bin``, ``features.bin`` and ``dictionary.bin``.
    """

    def __init__(self, model: Underthesea, folder: Path | None, *, worthwhile: int = WORTHWHILE) -> None:
        self.model = model
        self.folder = folder
        self._until = worthwhile
        self.decoder: Decoder | None = None

    def prepare(self) -> None:
        """Decode our own way from now on, where that can be done."""
        if self._until and self.folder is not None:
            self._until, self.decoder = 0, decoder_of(self.model, self.folder)

    def inside(self, tokens: Sequence[str]) -> Sequence[bool]:
        """Whether each token goes on with the word before it."""
        if self._until:
            self._until -= 1
            if not self._until and self.folder is not None:
                self.decoder = decoder_of(self.model, self.folder)
        decoded = None if self.decoder is None else self.decoder.inside(tokens)
        return _asked(self.model, tokens) if decoded is None else decoded


def decoder_of(model: Underthesea, folder: Path) -> Decoder | None:
    """The decoder of the tagger's own weights, or None where they are not what it decodes."""
    load = import_module("joblib").load
    path = folder / "models.bin"
    try:
        decoder = Decoder(
            read_weights(path.read_bytes(), where=str(path)),
            templates=load(folder / "features.bin"),
            dictionary=load(folder / "dictionary.bin"),
            featurizer=model.featurizer,
        )
    except (OSError, BadInput, Unsupported):
        return None
    agreed = all(decoder.inside(probe) in (None, _asked(model, probe)) for probe in map(str.split, _PROBES))
    return decoder if agreed else None


def _asked(model: Underthesea, tokens: Sequence[str]) -> list[bool]:
    return [tag == TAGS[1] for tag in model.predict([[token] for token in tokens])]
