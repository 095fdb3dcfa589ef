"""Places named in a text: the longest name of the gazetteer, then which of its bearers is meant.

A name counts where it is capitalised as the gazetteer writes it. Commune names without their type word count only in a
list that a typed one opens (``các xã An Hiệp, Tân Hưng và Mỹ Hòa``). Which place is meant is decided by the gazetteer
from what else is named; a name never supports itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.passage import Entity, EntityKind
from corpus.places.gazetteer import Gazetteer
from models.phrases import Match, Phrases
from models.syllables import Syllable, syllables

_KIND_WORDS = {"xã": ("xã", "xa"), "phường": ("phường", "phuong"), "thị trấn": ("trấn", "thi-tran")}
_TOUCHING = re.compile(r"\s*[,(–-]?\s*")
_BETWEEN = frozenset({",", "và", ";", ":"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text.

    Attributes:
        candidates: ids it may mean.
        above: ids of districts that the name itself says: ``xã An Hiệp, huyện Ba Tri``.
        bare: a commune's type word is missing.
    """

    start: int
    end: int
    candidates: tuple[str, ...]
    above: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """A listed name: which of its syllables are capitalised, the ids it may mean, and the districts it says."""

    capitals: tuple[bool, ...]
    ids: tuple[str, ...]
    above: tuple[str, ...]


class PlaceNames:
    """The names of one gazetteer, ready to be looked for in any number of texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.certain = lru_cache(maxsize=16)(self._certain)
        self._typed = Phrases((phrase, _name(phrase, ids, gazetteer)) for phrase, ids in gazetteer.names())
        self._bare = Phrases((phrase, _name(phrase, ids, gazetteer)) for phrase, ids in gazetteer.bare_names())

    def mentions(self, text: str, cut: Sequence[Syllable]) -> tuple[Mention, ...]:
        """Names of places in order, not overlapping; names that only look like places are left out."""
        found: list[Mention] = []
        position, end = 0, len(cut)
        typed, bare = self._typed.heads, self._bare.heads
        while position < end:
            key = cut[position].key
            if key not in typed and key not in bare:
                position += 1
                continue
            match = _capitalised(text, cut, self._typed.starting(cut, position))
            longer = self._longer(text, cut, position, match)
            kind = None if match or longer is None else self._kind_before(cut, position, found)
            chosen = longer if longer is not None and (match or kind) else match
            if chosen is None:
                position += 1
                continue
            ids = tuple(dict.fromkeys(id for name in chosen.values for id in name.ids))
            if kind:
                ids = tuple(id for id in ids if self.gazetteer.place(id).kind == kind)
            if ids:
                span = cut[chosen.first].start, cut[chosen.last - 1].end
                above = tuple(dict.fromkeys(id for name in chosen.values for id in name.above))
                found.append(Mention(*span, ids, above, bare=chosen is longer and kind is None))
            position = chosen.last
        return tuple(found)

    def find(
        self, text: str, mentions: Sequence[Mention], *, context: Collection[str], on: date | None
    ) -> tuple[Entity, ...]:
        """The places meant; value ``?`` and the candidates in the note where several remain possible.

        ``context`` holds ids of places known to be spoken of; what is resolved without the others joins it.
        """
        meant: dict[int, str] = {}
        for at in reversed(range(len(mentions))):
            above = meant.get(at + 1)
            touching = above and _TOUCHING.fullmatch(text, mentions[at].end, mentions[at + 1].start)
            place = self._resolved(mentions[at], {above} if above and touching else (), on)
            if place is not None:
                meant[at] = place
        near = {*context, *meant.values()}
        for _ in range(3):
            more = {
                at: place
                for at, mention in enumerate(mentions)
                if at not in meant and (place := self._resolved(mention, near, on)) is not None
            }
            if not more:
                break
            meant |= more
            near |= set(more.values())
        return tuple(
            Entity(EntityKind.PLACE, mention.start, mention.end, meant[at])
            if at in meant
            else Entity(EntityKind.PLACE, mention.start, mention.end, "?", " ".join(mention.candidates))
            for at, mention in enumerate(mentions)
        )

    def _certain(self, text: str, on: date | None) -> frozenset[str]:
        """Ids of the places a text names beyond doubt; the last few are remembered: passages share their title."""
        mentions = self.mentions(text, syllables(text))
        return frozenset(each.value for each in self.find(text, mentions, context=(), on=on) if each.value != "?")

    def _resolved(self, mention: Mention, context: Collection[str], on: date | None) -> str | None:
        near = {*context, *mention.above} if mention.above else context
        return self.gazetteer.resolve(mention.candidates, context=near, on=on, bare=mention.bare).place

    def _longer(
        self, text: str, cut: Sequence[Syllable], position: int, match: Match[_Name] | None
    ) -> Match[_Name] | None:
        """A commune's bare name that reaches further than the match: ``Thạnh Phú Đông`` is not ``Thạnh Phú``."""
        if not text[cut[position].start].isupper():
            return None
        bare = _capitalised(text, cut, self._bare.starting(cut, position))
        return bare if bare and (match is None or bare.last > match.last) else None

    def _kind_before(self, cut: Sequence[Syllable], position: int, found: Sequence[Mention]) -> str | None:
        """The kind of commune that the words before a position promise."""
        if position == 0:
            return None
        before = cut[position - 1].key
        for word, kind in _KIND_WORDS.values():
            if before == word or (before == ":" and position > 1 and cut[position - 2].key == word):
                return kind
        if before in _BETWEEN and position > 1 and found and found[-1].end == cut[position - 2].end:
            place = self.gazetteer.place(found[-1].candidates[0])
            return place.kind if place.level == "commune" else None
        return None


def _name(phrase: str, ids: Sequence[str], gazetteer: Gazetteer) -> _Name:
    above = []
    for place in map(gazetteer.place, ids):
        rest = phrase.partition(place.short)[2]
        if place.parent is not None and rest and gazetteer.place(place.parent).short in rest:
            above.append(place.parent)
    return _Name(tuple(phrase[each.start].isupper() for each in syllables(phrase)), tuple(ids), tuple(above))


def _capitalised(text: str, cut: Sequence[Syllable], matches: Sequence[Match[_Name]]) -> Match[_Name] | None:
    """The longest match that is capitalised as listed, with the names that are."""
    for match in reversed(matches):
        capitals = tuple(text[each.start].isupper() for each in cut[match.first : match.last])
        names = tuple(
            name
            for name in match.values
            if len(name.capitals) != len(capitals)
            or all(given or not asked for given, asked in zip(capitals, name.capitals, strict=True))
        )
        if names:
            return Match(match.first, match.last, names)
    return None
