"""A spaCy tokenizer whose tokens are our words and whose text is the text given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from models.segment import Segmenter

NAME = "bamsat.underthesea.v1"

for _name in ("raw", "words", "sentences"):
    Doc.set_extension(_name, default=() if _name != "raw" else "", force=True)


class WordTokenizer:
    """Turns text into a Doc of words; ``doc.text`` is the text, whatever spaces it holds.

    The text is kept as ``doc._.raw`` (``doc.text`` is put together anew at each call), the offsets of words and
    sentences as ``doc._.words`` and ``doc._.sentences``.
    """

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self.vocab = vocab
        self.segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        spans, sentences = self.segmenter.read(text)
        words, spaces = laid_out(text, spans)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc._.raw, doc._.words, doc._.sentences = text, spans, sentences
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the words come from the installed segmenter."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> WordTokenizer:
        """Itself."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> WordTokenizer:
        """Itself."""
        return self


def laid_out(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Words and the single spaces after them; any other space between words is a word of its own."""
    words: list[str] = []
    spaces: list[bool] = []
    position = 0
    for start, end in (*spans, (len(text), len(text))):
        gap = text[position:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        position = end
    return words, spaces


def word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """The tokenizer by its name in a spaCy configuration."""

    def make(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp.vocab, Segmenter())

    return make


registry.tokenizers.register(NAME, func=word_tokenizer)
