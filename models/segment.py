"""Words of Vietnamese text as offsets; the only module that imports underthesea.

The text is read sentence by sentence by underthesea's tokens and conditional random field (VLSP-2013 model; Lafferty,
McCallum and Pereira, 2001), and the words are led back to the text. Before: one spelling, and the older
tone placement (``uỷ``, ``hoà``) which the model's dictionary uses. After: document numbers, dates and the terms of
``multiwords.txt`` are one word again.

Never passed to underthesea: ``fixed_words`` (it stays in force for the whole process), control characters, surrogates,
and unbroken runs of more than 200 characters (its patterns take quadratic time on them).
"""

from __future__ import annotations

import logging
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module, resources
from importlib.metadata import version as installed
from itertools import chain
from pathlib import Path

from models.canonical import SECOND_VOWEL, Canonical, canonical
from models.dates import full_dates
from models.numbers import find_numbers
from models.phrases import Phrases
from models.sentences import sentences
from models.syllables import syllables
from models.tagger import Tagger

Span = tuple[int, int]

RULES = "1"
"""Version of what is done before and after the model."""

LONGEST_RUN = 200
"""Non-space characters in a row; a longer run is cut into words of this length."""

_UNBROKEN = re.compile(r"\S+")
_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_OPEN = re.compile(r"(?:òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)(?![^\W\d_])", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def load_underthesea() -> tuple[Callable[[str], list[str]], re.Pattern[str], Tagger]:
    """Import underthesea: its word_tokenize, the pattern of its tokens, and its tagger.

    Importing it installs a handler on the root logger, which is taken back. word_tokenize itself is not used for
    reading: it gives copies of tokens without their offsets, and takes a fifth of its time to find which group matched.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    package = import_module("underthesea.pipeline.word_tokenize")
    for handler in [each for each in root.handlers if each not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    package.word_tokenize("ủy ban")
    pattern: re.Pattern[str] = import_module("underthesea.pipeline.word_tokenize.regex_tokenize").patterns
    folders = list(Path(package.__file__ or "").parent.glob("models/*/models.bin"))
    folder = folders[0].parent if len(folders) == 1 else None
    return package.word_tokenize, pattern, Tagger(package.word_tokenize_model, folder)


def underthesea_words(sentence: str) -> list[str]:
    """The words as underthesea's own function gives them: the baseline."""
    return load_underthesea()[0](sentence)


def multiwords() -> tuple[str, ...]:
    """The terms that are one word, from the packaged list."""
    lines = resources.files("models").joinpath("multiwords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


class Segmenter:
    """Cuts text into words; keeps the words of the last sentences it met.

    Equal text gives equal words whatever came before. Each process makes its own (a pickled one arrives empty);
    processes, not threads, since underthesea holds the interpreter's lock.
    """

    def __init__(self, *, remembered: int = 20_000, terms: Iterable[str] | None = None) -> None:
        """``remembered`` sentences are kept; ``terms`` are one word each, those of ``multiwords.txt`` unless given."""
        self.remembered = remembered
        self.terms = multiwords() if terms is None else tuple(terms)
        self._words_of: OrderedDict[str, array[int]] = OrderedDict()
        self._terms: Phrases[None] = Phrases((term, None) for term in self.terms)
        self._pattern: re.Pattern[str] | None = None
        self._tagger: Tagger | None = None

    def __reduce__(self) -> tuple[Callable[[int, tuple[str, ...]], Segmenter], tuple[int, tuple[str, ...]]]:
        return _segmenter, (self.remembered, self.terms)

    @property
    def version(self) -> str:
        """Names the model's package and the rules around it."""
        return f"underthesea-{installed('underthesea')}+{RULES}"

    def prepare(self) -> None:
        """Load now what is else loaded when it is first needed."""
        load_underthesea()[2].prepare()
        self.read("Bến Tre.")

    def words(self, text: str) -> tuple[Span, ...]:
        """Offsets of the words: in order, not overlapping, not empty, holding every non-space character once."""
        return self.read(text)[0]

    def read(self, text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Offsets of the words and of the sentences."""
        found = canonical(text)
        cut = sentences(found.text)
        words = (
            (start + first, start + last) for start, end in cut for first, last in self._sentence(found.text[start:end])
        )
        if isinstance(found.starts, range):
            return tuple(words), cut
        return tuple(_whole(text, _led_back(found, words))), tuple(_whole(text, _led_back(found, cut)))

    def _sentence(self, sentence: str) -> Iterable[Span]:
        remembered = self._words_of.get(sentence)
        if remembered is not None:
            self._words_of.move_to_end(sentence)
            return zip(remembered[::2], remembered[1::2], strict=True)
        words = self._joined(sentence, self._modelled(sentence))
        self._words_of[sentence] = array("I", chain.from_iterable(words))
        if len(self._words_of) > self.remembered:
            self._words_of.popitem(last=False)
        return words

    def _modelled(self, sentence: str) -> list[Span]:
        """The model's words, with overlong runs cut out and cut up."""
        words: list[Span] = []
        position = 0
        for run in _RUN.finditer(sentence):
            words += self._aligned(sentence, position, run.start())
            words += ((at, min(at + LONGEST_RUN, run.end())) for at in range(run.start(), run.end(), LONGEST_RUN))
            position = run.end()
        return words + self._aligned(sentence, position, len(sentence))

    def _aligned(self, sentence: str, start: int, end: int) -> list[Span]:
        part = sentence[start:end]
        if not part.strip():
            return []
        if self._tagger is None or self._pattern is None:
            _, self._pattern, self._tagger = load_underthesea()
        fed = _SURROGATE.sub("\ufffd", older_placement(part))
        tokens = token_spans(fed, self._pattern)
        tags = self._tagger.inside([fed[first:last] for first, last in tokens])
        words: list[Span] = []
        for (first, last), inside in zip(tokens, tags, strict=True):
            if inside and words:
                words[-1] = (words[-1][0], start + last)
            else:
                words.append((start + first, start + last))
        return words

    def _joined(self, sentence: str, words: list[Span]) -> list[Span]:
        facts = [*((each.start, each.end) for each in find_numbers(sentence)), *full_dates(sentence)]
        held = syllables(sentence)
        terms = [(held[each.first].start, held[each.last - 1].end) for each in self._terms.longest(held)]
        return join(join(words, terms, sentence), facts, sentence)


def _segmenter(remembered: int, terms: tuple[str, ...]) -> Segmenter:
    return Segmenter(remembered=remembered, terms=terms)


def token_spans(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """Offsets of underthesea's tokens, as its pattern finds them all along the text.

    A run of letters between spaces is one token and needs no search, save ``Th`` (the pattern's ``Th.S`` may take the
    space for its point); that takes a third of the time.
    """
    spans: list[Span] = []
    position = 0
    for run in _UNBROKEN.finditer(text):
        start, end = run.span()
        if position <= start and run[0].isalpha() and run[0] != "Th":
            spans.append((start, end))
            position = end
            continue
        position = max(start, position)
        while position < end:
            token = pattern.search(text, position)
            if token is None:
                break
            spans.append(token.span())
            position = token.end()
    return spans


def older_placement(text: str) -> str:
    """Canonical text with the tone mark on the second vowel of open oa, oe and uy; as long as before."""
    return _OPEN.sub(lambda match: SECOND_VOWEL[match[0]], text)


def join(words: Iterable[Span], wholes: Iterable[Span], text: str) -> list[Span]:
    """Words in which each of ``wholes`` is one word; a word that reaches over one's border keeps what is outside.

    A whole that lies inside one word is left alone.
    """
    joined = list(words)
    for start, end in sorted(wholes):
        first = max(bisect_right(joined, (start, len(text))) - 1, 0)
        touched = (
            range(first + (joined[first][1] <= start), max(bisect_left(joined, (end, 0)), first))
            if joined
            else range(0)
        )
        if not touched or (len(touched) == 1 and joined[touched[0]][0] <= start and end <= joined[touched[0]][1]):
            continue
        left, right = joined[touched[0]], joined[touched[-1]]
        parts = ((left[0], start), (start, end), (end, right[1]))
        joined[touched[0] : touched[-1] + 1] = [
            trimmed for first, last in parts if first < last for trimmed in _trimmed(text, first, last)
        ]
    return joined


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """The slice without surrounding space, or nothing."""
    whole = text[start:end]
    visible = whole.strip()
    first = start + len(whole) - len(whole.lstrip())
    return [(first, first + len(visible))] if visible else []


def _led_back(found: Canonical, words: Iterable[Span]) -> Iterator[Span]:
    """Words of the canonical text as slices of the raw text that do not overlap."""
    position = 0
    for first, last in words:
        start, end = found.raw_span(first, last)
        start = max(start, position)
        if start < end:
            yield start, end
            position = end


def _whole(text: str, words: Iterable[Span]) -> list[Span]:
    """Words widened by the invisible characters beside them, so that nothing but space is left between."""
    whole: list[Span] = []
    position = 0
    for start, end in (*words, (len(text), len(text))):
        gap = text[position:start]
        if gap.strip():
            first = position + len(gap) - len(gap.lstrip())
            last = first + len(gap.strip())
            if whole and whole[-1][1] == first:
                whole[-1] = (whole[-1][0], last)
            elif last == start and start < end:
                start = first
            else:
                whole.append((first, last))
        if start < end:
            whole.append((start, end))
        position = end
    return whole
