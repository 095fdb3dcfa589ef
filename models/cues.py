"""Cue rules on text: which phrases of the taxonomy stand in a passage, and where. The honest simple rival of any model.

All rules of areas, stages, modalities and times are matched in one pass over the syllables: letter case, normal form,
tone placement, i or y, kinds of dash and quotes make no difference, and punctuation inside a phrase may be missing.

::

    matcher = CueMatcher(load_taxonomy())
    cues = matcher.match("Huyện ủy phát động phong trào thi đua Đồng khởi mới.")
    baseline(cues, taxonomy)     # frozenset({"2"})
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from corpus.codebook.taxonomy import CueRule, Taxonomy
from corpus.passage import Cue
from models.syllables import SOFT, Syllable, phrase_keys, syllables

_ENDS = frozenset(".!?…")
_ABBREVIATED = frozenset({"tp", "tx", "tt", "th", "ths", "ts", "gs", "pgs", "bs", "đc", "c", "p", "q", "h", "x", "v"})

Span = tuple[int, int]
_Tree: TypeAlias = "dict[str, tuple[_Tree, list[int]]]"


def targeted(taxonomy: Taxonomy) -> Iterator[tuple[str, CueRule]]:
    """Every cue rule with its target (``area:3``, ``stage:so_ket``, ``modality:directive``, ``time:former_term``)."""
    for area in taxonomy.areas:
        for rule in area.cues:
            yield f"area:{area.code}", rule
    for name, signals in (("stage", taxonomy.stages), ("modality", taxonomy.modalities), ("time", taxonomy.times)):
        for signal in signals:
            for rule in signal.cues:
                yield f"{name}:{signal.code}", rule


def rules_by_phrase(taxonomy: Taxonomy) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """The ids of the rules that a cue may come from, by its target, sense and phrase."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for target, rule in targeted(taxonomy):
        for phrase in rule.any:
            key = (target, rule.sense, phrase)
            found[key] = (*found.get(key, ()), rule.id)
    return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with its neighbours as numbers of phrases."""

    target: str
    rule: CueRule
    near: frozenset[int]
    needs: frozenset[int]
    unless: frozenset[int]


class CueMatcher:
    """The cue rules of one taxonomy, ready to be matched on any number of passages."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._rules = [
            _Rule(target, rule, self._number(rule.near), self._number(rule.needs), self._number(rule.unless))
            for target, rule in targeted(taxonomy)
        ]
        self._fires: dict[int, list[tuple[int, str]]] = {}
        for position, each in enumerate(self._rules):
            for phrase in each.rule.any:
                for number in self._number([phrase]):
                    self._fires.setdefault(number, []).append((position, phrase))
        self._tree: _Tree = {}
        for keys, number in self._numbers.items():
            node = self._tree
            for key in keys[:-1]:
                node = node.setdefault(key, ({}, []))[0]
            node.setdefault(keys[-1], ({}, []))[1].append(number)

    def _number(self, phrases: Iterable[str]) -> frozenset[int]:
        keys = [phrase_keys(phrase) for phrase in phrases]
        return frozenset(self._numbers.setdefault(each, len(self._numbers)) for each in keys if each)

    def match(self, text: str, *, title: str = "") -> tuple[Cue, ...]:
        """The cues of a text by their place in it; the title only answers what a rule ``needs``.

        A rule gives its leftmost and longest matches that do not overlap; different rules may overlap.
        """
        return self.match_syllables(text, syllables(text), title=title)

    def match_syllables(self, text: str, cut: Sequence[Syllable], *, title: str = "") -> tuple[Cue, ...]:
        """As :meth:`match`, for a text whose syllables are at hand."""
        hard = [each for each in cut if each.key not in SOFT]
        places = self._places(hard)
        fired: dict[int, list[tuple[int, int, str]]] = {}
        for number, spans in places.items():
            for position, phrase in self._fires.get(number, ()):
                fired.setdefault(position, []).extend((first, last, phrase) for first, last in spans)
        titled: frozenset[int] | None = None
        cues: list[Cue] = []
        for position, matches in fired.items():
            each = self._rules[position]
            if each.unless and not each.unless.isdisjoint(places):
                continue
            if each.needs and each.needs.isdisjoint(places):
                titled = self._numbers_in(title) if titled is None else titled
                if each.needs.isdisjoint(titled):
                    continue
            if each.near:
                near = list(chain.from_iterable(places.get(number, ()) for number in each.near))
                matches = [found for found in matches if any(_beside(text, hard, found, to, each.rule) for to in near)]
            for first, last, phrase in _leftmost_longest(matches):
                cues.append(Cue(each.target, each.rule.sense, hard[first].start, hard[last - 1].end, phrase))
        cues.sort(key=lambda cue: (cue.start, cue.end, cue.target, cue.sense, cue.phrase))
        return tuple(dict.fromkeys(cues))

    def _numbers_in(self, title: str) -> frozenset[int]:
        return frozenset(self._places([each for each in syllables(title) if each.key not in SOFT]))

    def _places(self, hard: Sequence[Syllable]) -> dict[int, list[Span]]:
        """Where each numbered phrase stands: a walk down the tree of keys from every syllable."""
        keys = [each.key for each in hard]
        tree, end = self._tree, len(keys)
        places: dict[int, list[Span]] = {}
        for first, key in enumerate(keys):
            branch = tree.get(key)
            last = first
            while branch is not None:
                last += 1
                further, numbers = branch
                for number in numbers:
                    places.setdefault(number, []).append((first, last))
                branch = further.get(keys[last]) if last < end else None
        return places


def _beside(text: str, hard: Sequence[Syllable], match: tuple[int, int, str], other: Span, rule: CueRule) -> bool:
    """Whether a neighbour stands near enough to a match, on the right side, in the same sentence."""
    first, last, _ = match
    if other[0] >= last:
        side, start, end = "after", last, other[0]
    elif other[1] <= first:
        side, start, end = "before", other[1], first
    else:
        return False
    if rule.order not in ("either", side):
        return False
    gap = 0
    for position in range(start, end):
        if hard[position].key[0].isalnum():
            gap += 1
            if gap > rule.within:
                return False
        elif hard[position].key in _ENDS and _closes(text, hard, position):
            return False
    return "\n" not in text[hard[start - 1].end : hard[end].start]


def _closes(text: str, hard: Sequence[Syllable], position: int) -> bool:
    """Whether a full stop ends a sentence: not after TP, ThS, v.v, nor before a small letter."""
    if hard[position].key != "." or position + 1 == len(hard):
        return True
    if position and hard[position - 1].key in _ABBREVIATED:
        return False
    following = hard[position + 1]
    return not text[following.start].islower()


def _leftmost_longest(matches: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    end = 0
    for match in sorted(matches, key=lambda each: (each[0], -each[1], each[2])):
        if match[0] >= end:
            yield match
            end = match[1]


def baseline(cues: Iterable[Cue], taxonomy: Taxonomy) -> frozenset[str]:
    """The areas by the rules alone: a strong cue fires and none speaks against. The score a trained model must beat."""
    senses: dict[str, set[str]] = {}
    for cue in cues:
        senses.setdefault(cue.target, set()).add(cue.sense)
    fired = ((code, senses.get(f"area:{code}", set())) for code in taxonomy.codes)
    return frozenset(code for code, found in fired if "strong" in found and "not" not in found)
