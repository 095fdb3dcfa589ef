"""Labelled passages as spaCy's DocBin: syllables as tokens, areas as categories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from models.labelled import Example
from models.syllables import syllables
from models.tokenizer import laid_out


def write_docbin(path: Path, examples: Sequence[Example], codes: Sequence[str]) -> int:
    """Write passages; ``doc.cats`` holds 1 or 0 for each area people were sure of, ``doc.user_data`` where it is from.

    Tokens are syllables and single marks of punctuation, and ``doc.text`` is the passage. Gives the number of passages.
    """
    vocab = Vocab()
    docs = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for example in examples:
        passage = example.passage
        words, spaces = laid_out(passage.text, [(each.start, each.end) for each in syllables(passage.text)])
        doc = Doc(vocab, words=words, spaces=spaces)
        doc.cats = {code: float(code in passage.areas) for code in codes if code not in passage.maybe}
        doc.user_data = {"key": passage.key, "source": example.source, "origin": example.origin}
        docs.add(doc)
    docs.to_disk(path)
    return len(examples)
