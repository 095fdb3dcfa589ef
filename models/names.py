"""Organisations and slogans of the taxonomy and places of the gazetteer, matched on syllables of raw text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.codebook.taxonomy import Organisation, Slogan, Taxonomy
from corpus.passage import Entity, EntityKind
from corpus.places.gazetteer import Gazetteer
from models.mentions import Mention, PlaceNames
from models.phrases import Match, Phrases
from models.syllables import Syllable, syllables

Span = tuple[int, int]

_LEVEL_WORDS = (" xã", " phường", " thị trấn", " huyện", " thành phố", " tỉnh", " ấp")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A spelling of an organisation and whether it must be capitalised, or written in capitals, to be one."""

    organisation: Organisation
    stem: str
    capital: bool
    capitals: bool


class Names:
    """What one taxonomy and one gazetteer know by name, ready to be looked for in any number of texts."""

    def __init__(self, taxonomy: Taxonomy, gazetteer: Gazetteer) -> None:
        self.places = PlaceNames(gazetteer)
        self._slogans: Phrases[Slogan] = Phrases((slogan.phrase, slogan) for slogan in taxonomy.slogans)
        self._organisations: Phrases[_Listed] = Phrases(
            (spelling, self._listed(organisation, spelling))
            for organisation in taxonomy.organisations
            for spelling in (organisation.name, *organisation.variants)
        )

    def _listed(self, organisation: Organisation, spelling: str) -> _Listed:
        name = organisation.name
        mentions = self.places.mentions(name, syllables(name))
        stem = name
        for id in mentions[-1].candidates if mentions else ():
            stem = stem.removesuffix(f" {self.places.gazetteer.place(id).short}")
        short = len(spelling.split()) < 3 and not spelling.lower().endswith(("ủy", "bộ", "quản"))
        return _Listed(organisation, stem, short and spelling[0].isupper(), spelling.isupper())

    def find(
        self,
        text: str,
        *,
        cut: Sequence[Syllable] | None = None,
        title: str = "",
        published: date | None = None,
        home: str | None = None,
        taken: Iterable[Span] = (),
    ) -> tuple[Entity, ...]:
        """Places, organisations and slogans by their place in the text; an organisation holds the place it is of.

        ``title`` and ``home`` (id of the source's province) only help to tell places apart; ``taken`` are spans that
        are something else, such as document numbers.
        """
        given = syllables(text) if cut is None else cut
        mentions = self.places.mentions(text, given)
        places: tuple[Entity, ...] = ()
        if mentions:
            context = self.places.certain(title, published) | ({home} if home else set())
            places = self.places.find(text, mentions, context=context, on=published)
        others = tuple(taken)
        found = [
            *places,
            *find_organisations(text, given, self._organisations, places, mentions, self.places.gazetteer),
        ]
        found = [each for each in found if not any(each.start < end and start < each.end for start, end in others)]
        found += find_slogans(given, self._slogans)
        return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind)))


def find_slogans(cut: Sequence[Syllable], slogans: Phrases[Slogan]) -> tuple[Entity, ...]:
    """Mottoes in order; the value is the motto as listed, the note the codes of its areas."""
    return tuple(
        Entity(
            EntityKind.SLOGAN,
            cut[match.first].start,
            cut[match.last - 1].end,
            match.values[0].phrase,
            ",".join(match.values[0].areas),
        )
        for match in slogans.longest(cut)
    )


def find_organisations(
    text: str,
    cut: Sequence[Syllable],
    organisations: Phrases[_Listed],
    places: Sequence[Entity],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
) -> tuple[Entity, ...]:
    """Organisations in order; the value is the name with the place that follows it, the note its level.

    ``Huyện ủy Ba Tri`` and ``Đảng ủy xã An Hiệp`` are told apart from those of other places; without a place the value
    is the name alone, whoever's it may be. A member (``Huyện ủy viên``) is no organisation.
    """
    found: list[Entity] = []
    for match in organisations.longest(cut):
        listed = _as_written(text, cut, match)
        if listed is None or (match.last < len(cut) and cut[match.last].key == "viên"):
            continue
        start, end = cut[match.first].start, cut[match.last - 1].end
        following = cut[match.last].start if match.last < len(cut) else len(text)
        value = listed.stem
        for place, mention in zip(places, mentions, strict=True):
            if start <= mention.start <= following and mention.end >= end:
                value = _of_place(listed.stem, place, text[mention.start : mention.end], gazetteer)
                end = mention.end
                break
        found.append(Entity(EntityKind.ORGANISATION, start, end, value, listed.organisation.level))
    return tuple(found)


def _as_written(text: str, cut: Sequence[Syllable], match: Match[_Listed]) -> _Listed | None:
    """The organisation, where the text capitalises it as its spelling needs."""
    said = text[cut[match.first].start : cut[match.last - 1].end]
    for listed in match.values:
        if (not listed.capitals or said.isupper()) and (not listed.capital or said[0].isupper()):
            return listed
    return None


def _of_place(stem: str, place: Entity, said: str, gazetteer: Gazetteer) -> str:
    """``UBND huyện`` of Ba Tri is ``UBND huyện Ba Tri``; ``Huyện ủy`` is ``Huyện ủy Ba Tri``."""
    bare = next((stem.removesuffix(word) for word in _LEVEL_WORDS if stem.endswith(word)), stem)
    if place.value == "?":
        return f"{bare} {' '.join(unicodedata.normalize('NFC', said).split())}"
    known = gazetteer.place(place.value)
    return f"{stem} {known.short}" if bare == stem else f"{bare} {known.name[0].lower()}{known.name[1:]}"
