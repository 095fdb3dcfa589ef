"""Decoding of the word tagger: the tags that underthesea's tagger gives, at a small part of its time.

Its features are all of one, two or three tokens beside one another, so the score of a token is a sum over the single
tokens, pairs and triples around it. What each of them adds is worked out once and remembered, instead of being spelt
out as forty-three strings for every token. The best path is Viterbi's (1967) over two tags, of which only the
difference of scores matters. Sums taken in another order differ in their last digits, so where a decision is closer
than :data:`CLOSE` underthesea's own tagger has to be asked; and so it has for a token with space in it, which its
features take for several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from models.crfsuite import Weights

CLOSE = 1e-6
"""Difference of scores below which a decision is left to underthesea; rounding is a million times smaller."""

REMEMBERED = 100_000
"""Pairs of tokens remembered before all are forgotten, some 40 MB."""

TAGS = ("B-W", "I-W")
"""A token that begins a word, and one that goes on with it."""

_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?\Z")
_KINDS = {
    1: ("", "lower", "isdigit", "istitle", "is_in_dict"),
    2: ("", "lower", "istitle", "is_in_dict"),
    3: ("", "istitle", "is_in_dict"),
}
"""What features of one, two and three tokens look at."""

_FROM = {1: range(-2, 3), 2: range(-2, 2), 3: range(-2, 1)}
"""How far the first of so many tokens may be from the token that is scored."""


class Featurizer(Protocol):
    """underthesea's features of sentences of tokens."""

    def process(self, sentences: list[list[list[str]]], /) -> list[list[list[str]]]:
        """For each token of each sentence its features, ``name=value``."""


class Unsupported(ValueError):
    """The tagger has tags or features that are not decoded here."""


Adds = tuple[float, ...]
"""What something adds to the score of going on with a word over that of beginning one, by distance from -2 on."""


class _Triples(NamedTuple):
    """Third tokens that add something with a pair: as written, and those it stands in the dictionary with."""

    written: Mapping[str, Adds]
    listed: Set[str]


class _Pair(NamedTuple):
    """What a token and its pair with the next add at the distances -2 to 2, and with them what every triple adds."""

    adds: Adds
    title: bool
    triples: _Triples | None


class _Token(NamedTuple):
    """What one token adds at the distances -2 to 2, and the pairs it was seen to begin."""

    adds: Adds
    lower: str
    title: bool
    pairs: dict[str, _Pair]


class Decoder:
    """Tags tokens by the weights of a tagger.

    Args:
        templates: the tagger's features, such as ``T[-1,0].lower``.
        dictionary: words in small letters, those that ``is_in_dict`` knows.

    Raises:
        Unsupported: the tagger has other tags than :data:`TAGS`, or features of another kind.
    """

    def __init__(
        self, weights: Weights, *, templates: Sequence[str], dictionary: Iterable[str], featurizer: Featurizer
    ) -> None:
        if weights.labels != TAGS:
            raise Unsupported(f"tags {', '.join(weights.labels)}")
        self._names = {_parsed(name): name for name in templates}
        self._over = {name: on - begins for name, (begins, on) in weights.states.items()}
        self._featurizer = featurizer
        self._dictionary = frozenset(dictionary)
        self.transitions = weights.transitions
        self._written = {width: self._by_value(width, "") for width in _KINDS}
        self._lower = {width: self._by_value(width, "lower") for width in (1, 2)}
        self._said = {
            (width, kind, value): self._adds(width, kind, value)
            for width, kinds in _KINDS.items()
            for kind in kinds[2 if width < 3 else 1 :]
            for value in ("False", "True")
        }
        self._looked_at = [(place, name[2]) for place, name in enumerate(self._names) if name[:2] == (0, 1)]
        self._triples_written, self._triples_listed = self._heads()
        plain = self._said[3, "is_in_dict", "False"], self._said[3, "istitle", "False"]
        self._every = _sum(*plain)
        self._listed = _difference(self._said[3, "is_in_dict", "True"], plain[0])
        self._titled = _difference(self._said[3, "istitle", "True"], plain[1])
        self._any_pair = {
            (said, title): (
                *_sum(
                    self._said[2, "is_in_dict", str(said)], self._said[2, "istitle", str(title)], (*self._every, 0.0)
                ),
                0.0,
            )
            for said in (False, True)
            for title in (False, True)
        }
        self._edges()
        self._tokens: dict[str, _Token] = {}
        self.remembered = 0

    def inside(self, tokens: Sequence[str]) -> list[bool] | None:
        """Whether each token goes on with the word before it; None where underthesea itself has to be asked."""
        if not tokens:
            return []
        scores = self.scores(tokens)
        if scores is None:
            return None
        (begin_begin, begin_on), (on_begin, on_on) = self.transitions
        to_begin, to_go_on = begin_begin - on_begin, begin_on - on_on
        leads: list[float] = []
        lead = scores[0]
        leads.append(lead)
        for score in scores[1:]:
            if -CLOSE < lead - to_begin < CLOSE or -CLOSE < lead - to_go_on < CLOSE:
                return None
            lead = (
                (lead + on_on if lead > to_go_on else begin_on)
                - (lead + on_begin if lead > to_begin else begin_begin)
                + score
            )
            leads.append(lead)
        if -CLOSE < lead < CLOSE:
            return None
        on = lead > 0
        tags = [on]
        for lead in reversed(leads[:-1]):
            on = lead > (to_go_on if on else to_begin)
            tags.append(on)
        tags.reverse()
        return tags

    def scores(self, tokens: Sequence[str]) -> list[float] | None:
        """For each token the score of going on over that of beginning, without the transitions."""
        known, titled, listed = self._tokens, self._titled, self._listed
        if self.remembered > REMEMBERED:
            known.clear()
            self.remembered = 0
        entries = []
        for token in tokens:
            entry = known.get(token)
            if entry is None:
                if " " in token or len(token.split()) != 1:
                    return None
                entry = known[token] = self._token(token)
            entries.append(entry)
        count = len(tokens)
        scores = [0.0] * (count + 4)  # two before the first token and two after the last, which nobody looks at
        last = count - 1
        for at in range(last):
            entry, following = entries[at], tokens[at + 1]
            pair = entry.pairs.get(following)
            if pair is None:
                pair = entry.pairs[following] = self._pair(tokens[at], entry, following, entries[at + 1])
                self.remembered += 1
            adds, title, triples = pair
            scores[at + 4] += adds[0]
            scores[at + 3] += adds[1]
            scores[at + 2] += adds[2]
            scores[at + 1] += adds[3]
            scores[at] += adds[4]
            if at + 1 < last:
                if title and entries[at + 2].title:
                    scores[at + 4] += titled[0]
                    scores[at + 3] += titled[1]
                    scores[at + 2] += titled[2]
                if triples is not None:
                    written = triples.written.get(tokens[at + 2])
                    for more in (written, listed if entries[at + 2].lower in triples.listed else None):
                        if more is not None:
                            scores[at + 4] += more[0]
                            scores[at + 3] += more[1]
                            scores[at + 2] += more[2]
        adds = entries[last].adds
        for distance in range(3):
            scores[last + 2 - distance] += adds[2 + distance]
        scores[2] += self._first
        scores[last + 2] += self._last if count > 1 else self._alone
        if count > 1:
            scores[3] += self._second
            scores[last + 1] += self._last_but_one
        return scores[2 : count + 2]

    def _token(self, token: str) -> _Token:
        features = self._featurizer.process([[[token]]])[0][0]
        said = {kind: features[place].partition("=")[2] for place, kind in self._looked_at}
        parts = [self._said[1, kind, said[kind]] for kind in _KINDS[1][2:] if kind in said]
        for adds in (self._written[1].get(token), self._lower[1].get(said["lower"])):
            if adds is not None:
                parts.append(adds)
        return _Token(_sum(*parts), said["lower"], said["istitle"] == "True", {})

    def _pair(self, token: str, first: _Token, following: str, second: _Token) -> _Pair:
        written, lower = f"{token} {following}", f"{first.lower} {second.lower}"
        title = first.title and second.title
        a, b, c, d, e = self._any_pair[lower in self._dictionary, title]
        f, g, h, i, j = first.adds
        for adds in (self._written[2].get(written), self._lower[2].get(lower)):
            if adds is not None:
                a, b, c, d = a + adds[0], b + adds[1], c + adds[2], d + adds[3]
        triples = None
        if written in self._triples_written or lower in self._triples_listed:
            triples = _Triples(self._triples_written.get(written, {}), self._triples_listed.get(lower, frozenset()))
        return _Pair((a + f, b + g, c + h, d + i, e + j), title, triples)

    def _adds(self, width: int, kind: str, value: str) -> Adds:
        """What so many tokens add by one of the things that are looked at, at each distance."""
        return tuple(self._weight(first, width, kind, value) for first in _FROM[width])

    def _weight(self, first: int, width: int, kind: str, value: str) -> float:
        name = self._names.get((first, width, kind))
        return 0.0 if name is None else self._over.get(f"{name}={value}", 0.0)

    def _by_value(self, width: int, kind: str) -> dict[str, Adds]:
        """What so many tokens add by how they are spelt, at each distance, by their spelling."""
        rows: dict[str, list[float]] = {}
        firsts = {name: first for (first, *rest), name in self._names.items() if rest == [width, kind]}
        for feature, weight in self._over.items():
            name, _, value = feature.partition("=")
            if name in firsts:
                rows.setdefault(value, [0.0] * len(_FROM[width]))[firsts[name] - _FROM[width][0]] = weight
        return {value: tuple(row) for value, row in rows.items()}

    def _heads(self) -> tuple[dict[str, dict[str, Adds]], dict[str, set[str]]]:
        """Triples with weights of their own, and those of the dictionary, by their first two tokens."""
        written: dict[str, dict[str, Adds]] = {}
        for value, adds in self._written[3].items():
            head, _, third = value.rpartition(" ")
            written.setdefault(head, {})[third] = adds
        listed: dict[str, set[str]] = {}
        for word in self._dictionary:
            head, _, third = word.rpartition(" ")
            if head.count(" ") == 1:
                listed.setdefault(head, set()).add(third)
        return written, listed

    def _edges(self) -> None:
        """What the ends of a sentence add to the tokens beside them.

        A feature that reaches over the beginning is ``BOS``, one that only reaches over the end is ``EOS``. The last
        pair begins no triple, so what :attr:`_every` triple adds is taken back there.
        """
        before = [(first, width, kind) for first, width, kind in self._names if first < 0]
        after = [(first, width, kind) for first, width, kind in self._names if first + width - 1 > 0]
        self._first = sum(self._weight(*each, "BOS") for each in before)
        self._second = sum(self._weight(*each, "BOS") for each in before if each[0] == -2)
        end = {each: self._weight(*each, "EOS") for each in after}
        self._last = sum(end.values()) - self._every[1]
        self._last_but_one = sum(end[each] for each in after if each[0] + each[1] - 1 == 2) - self._every[2]
        self._alone = sum(weight for each, weight in end.items() if each[0] >= 0)


def _parsed(template: str) -> tuple[int, int, str]:
    """Distance of the first token, number of tokens and what is looked at.

    Raises:
        Unsupported: it is a feature of another kind.
    """
    found = _TEMPLATE.match(template)
    if found is None:
        raise Unsupported(f"feature {template}")
    first = int(found[1])
    width = 1 if found[2] is None else int(found[2]) - first + 1
    kind = found[3] or ""
    if width not in _KINDS or kind not in _KINDS[width] or first not in _FROM[width]:
        raise Unsupported(f"feature {template}")
    return first, width, kind


def _sum(*parts: Adds) -> Adds:
    return tuple(map(sum, zip(*parts, strict=True)))


def _difference(one: Adds, other: Adds) -> Adds:
    return tuple(a - b for a, b in zip(one, other, strict=True))
