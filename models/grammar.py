"""Signs of request, report and intention in a passage: what Vietnamese has in place of tense and mood.

The same verbs (``tiếp tục``, ``đẩy mạnh``) give orders and tell what was done; modal words (``cần``, ``phải``), aspect
words (``đã``, ``vừa``, ``sẽ``), time adverbials, what stands before what, and whether a verb opens its clause tell the
two apart (Thompson 1965, *A Vietnamese Grammar*, on aspect markers). The words stand in ``signs.toml``, by name.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from models.phrases import Match, Phrases
from models.syllables import Syllable

MOST = 3
"""A sign is counted up to three times."""

EDGE = 10
"""Syllables from either end within which a sign stands at the ``head`` or the ``tail``."""

_PASSED = frozenset({"opinion", "person", "count", "condition", "passive", "order", "group", "text", "period", "day"})
"""Signs that others are read across when it is asked what follows what."""

_FORCES = frozenset({"need", "must", "demand", "propose", "wish", "done", "demanded", "will", "future"})
"""Signs that settle a sentence: whether it binds, asks, tells or announces."""

_LINKS = frozenset({("đồng", "thời"), ("trước", "hết"), ("trong", "đó")})
_CLAUSE = frozenset('.;:!?-…"')
_STOPS = frozenset(".!?;")


@dataclass(frozen=True)
class Markers:
    """What was found in a passage: the syllables and the listed phrases among them, in order.

    Not slotted: ``signs`` is worked out when it is first asked for, since most passages are about no area and are never
    asked.
    """

    cut: Sequence[Syllable]
    found: Sequence[Match[str]]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each sign stands there."""
        return Counter(name for match in self.found for name in match.values)

    @cached_property
    def signs(self) -> Mapping[str, float]:
        """All signs with what each counts.

        ``push`` is how often a sign stands there, up to three; ``head push`` and ``tail push`` are 1 where it stands
        near an end, ``open push`` how often it opens a clause; ``demand > push`` is 1 where one follows another with no
        sign between them; ``first need`` names the first sign that settles a sentence and ``share need`` the share of
        sentences with one, ``share bare`` of those with none; ``mark "`` and its like tell of punctuation.
        """
        return _signs(self.cut, self.found)

    @property
    def binding(self) -> int:
        """How often something is said to be needed."""
        return self.counts["need"] + self.counts["must"]

    @property
    def asking(self) -> int:
        """How often somebody asks or wishes."""
        return self.counts["demand"] + self.counts["propose"] + self.counts["wish"]

    @property
    def done(self) -> int:
        """How often something is said to be done."""
        return self.counts["done"]

    @property
    def turn(self) -> int:
        """How many turn words (``Một là``) there are: an item of an enumeration has one."""
        return self.counts["turn"]

    @property
    def opening(self) -> int:
        """How often a verb of effort opens a clause."""
        return int(self.signs.get("open push", 0.0))


def sign_phrases() -> dict[str, tuple[str, ...]]:
    """Phrases by the name of the sign, as ``signs.toml`` lists them."""
    listed = tomllib.loads(resources.files("models").joinpath("signs.toml").read_text(encoding="utf-8"))["signs"]
    return {name: tuple(phrases) for name, phrases in listed.items()}


@lru_cache(maxsize=1)
def _phrases() -> Phrases[str]:
    return Phrases((phrase, name) for name, phrases in sign_phrases().items() for phrase in phrases)


def markers(cut: Sequence[Syllable]) -> Markers:
    """The signs of a passage's syllables."""
    return Markers(cut, tuple(_phrases().longest(cut)))


def _signs(cut: Sequence[Syllable], found: Iterable[Match[str]]) -> dict[str, float]:
    signs: dict[str, float] = {}
    count = signs.get
    tail = len(cut) - EDGE
    before = "start"
    stops = [at for at, each in enumerate(cut) if each.key in _STOPS]
    sentence = 0
    settled: dict[str, set[int]] = {}
    spoken: set[int] = set()
    for match in found:
        first = match.first
        while sentence < len(stops) and stops[sentence] < first:
            sentence += 1
        spoken.add(sentence)
        for name in match.values:
            if name in _FORCES:
                settled.setdefault(name, set()).add(sentence)
            signs[name] = min(count(name, 0.0) + 1.0, MOST)
            if first < EDGE:
                signs[f"head {name}"] = 1.0
            if first >= tail:
                signs[f"tail {name}"] = 1.0
        name = match.values[0]
        if _opens(cut, first):
            name_open = f"open {name}"
            signs[name_open] = min(count(name_open, 0.0) + 1.0, MOST)
        if name not in _PASSED:
            signs[f"{before} > {name}"] = 1.0
            before = name
    signs[f"{before} > end"] = 1.0
    _shares(settled, spoken, len(stops) or 1, signs)
    _punctuation(cut, signs)
    return signs


def _shares(settled: Mapping[str, set[int]], spoken: set[int], sentences: int, signs: dict[str, float]) -> None:
    """``settled`` are the sentences of each settling sign, the first seen first; ``spoken`` those with any sign."""
    signs[f"first {next(iter(settled), 'none')}"] = 1.0
    for name, where in settled.items():
        signs[f"share {name}"] = min(len(where) / sentences, 1.0)
    bare = spoken.difference(*settled.values())
    if bare:
        signs["share bare"] = min(len(bare) / sentences, 1.0)


def _punctuation(cut: Sequence[Syllable], signs: dict[str, float]) -> None:
    keys = [each.key for each in cut]
    if not keys:
        return
    quotes = keys.count('"')
    if quotes:
        signs['mark "'] = min(quotes, MOST)
    for mark in "?:":
        if mark in keys:
            signs[f"mark {mark}"] = 1.0
    if keys[0] in ('"', "-"):
        signs[f"mark start {keys[0]}"] = 1.0
    if keys[-1] in (";", ":"):
        signs[f"mark end {keys[-1]}"] = 1.0
    if keys[0][0].isdigit() or keys[1:2] in ([")"], ["."]):
        signs["mark number"] = 1.0
    signs["length"] = min(len(keys), 200) / 100


def _opens(cut: Sequence[Syllable], first: int) -> bool:
    """Whether a clause starts at a position: at the head, after a stop, ``đồng thời`` or ``Một là,`` and its like."""
    before = first - 1
    if before > 0 and (cut[before - 1].key, cut[before].key) in _LINKS:
        before -= 2
    if before >= 0 and cut[before].key == ",":
        before -= 1
        if before < 1 or cut[before].key != "là":
            return False
    return before < 0 or cut[before].key in _CLAUSE or cut[before].key == "là"
