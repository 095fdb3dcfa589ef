"""The ways the press writes a place: type words and their short forms, district in brackets, both tone placements."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

Names = tuple[tuple[str, tuple[str, ...]], ...]

TYPE_WORDS: Mapping[str, tuple[str, ...]] = {
    "tinh": ("tỉnh {}",),
    "thanh-pho": ("thành phố {}", "TP. {}", "TP {}", "TP.{}", "Tp. {}", "Tp {}", "Tp.{}", "T.P {}"),
    "huyen": ("huyện {}", "H. {}", "H.{}"),
    "xa": ("xã {}", "X. {}", "X.{}"),
    "phuong": ("phường {}", "P. {}", "P.{}"),
    "thi-tran": ("thị trấn {}", "TT. {}", "TT {}", "TT.{}"),
}

CITY_BODIES = ("Thành ủy {}", "Thành Đoàn {}", "Thành đoàn {}")
"""Bodies that only a city has: with them a name shared with the province means the city."""

NOT_PLACES = ("Thái Bình Dương", "Hòa Bình Xanh", "Giải Hòa Bình", "đường Bến Tre", "Báo Vĩnh Long")
"""Longer phrases that hold the name of a place and name none."""

_OPEN = re.compile(r"(?<![qQ])([oòóỏõọ][ae]|[uùúủũụ]y)(?!\w)")


class Named(Protocol):
    """What is needed of a place to name it."""

    @property
    def id(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def variants(self) -> tuple[str, ...]: ...
    @property
    def typed_only(self) -> bool: ...


def full_names(places: Mapping[str, Named]) -> Names:
    """Phrases that name a place by themselves, with the ids they may mean, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        for phrase in _spelt(_full(place, places)):
            found[phrase].append(place.id)
    for phrase in _spelt(NOT_PLACES):
        found[phrase] = []
    return _listed(found)


def bare_names(places: Mapping[str, Named]) -> Names:
    """Short names of communes (no numbers), with the ids they may mean, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        if place.level == "commune" and not place.short.isdigit():
            for phrase in _spelt((place.short, *place.variants)):
                found[phrase].append(place.id)
    return _listed(found)


def _full(place: Named, places: Mapping[str, Named]) -> Iterator[str]:
    shorts = (place.short, *place.variants)
    typed = [form.format(short) for short in shorts for form in TYPE_WORDS[place.kind]]
    yield from typed
    above = places[place.parent] if place.parent is not None else None
    if place.level == "commune":
        if above is not None and above.level == "district":
            yield from _with_district(place, typed, shorts, above)
    elif place.kind == "thanh-pho" and above is not None:
        yield from (form.format(place.short) for form in CITY_BODIES)
    elif not place.typed_only:
        yield from shorts
    else:
        yield from place.variants


def _with_district(place: Named, typed: Iterable[str], shorts: Iterable[str], district: Named) -> Iterator[str]:
    """``xã An Hiệp (Ba Tri)`` and its like; without type word only in brackets or before the district's type word."""
    words = [form.format(district.short) for form in TYPE_WORDS[district.kind]]
    whole = [words[0], *words[1:3]]
    if district.kind == "huyen":
        whole.append(district.short)
    for phrase in typed:
        yield from (f"{phrase} ({above})" for above in whole)
        yield from (f"{phrase}, {above}" for above in whole)
        yield f"{phrase} - {whole[-1]}"
    if not place.short.isdigit():
        for short in shorts:
            yield from (f"{short} ({above})" for above in whole)
            yield from (f"{short}, {above}" for above in words[:3])


def _spelt(phrases: Iterable[str]) -> Iterator[str]:
    """Each phrase, with a capital first letter too, and with the tone on the second vowel (``Hoà``, ``Thuỷ``)."""
    for phrase in phrases:
        for cased in dict.fromkeys((phrase, phrase[0].upper() + phrase[1:])):
            yield cased
            moved = _OPEN.sub(_moved, cased)
            if moved != cased:
                yield moved


def _moved(match: re.Match[str]) -> str:
    first = unicodedata.normalize("NFD", match[0][0])
    return unicodedata.normalize("NFC", first[0] + match[0][1] + first[1:])


def _listed(found: Mapping[str, Iterable[str]]) -> Names:
    longest_first = sorted(found, key=lambda phrase: (-len(phrase), phrase))
    return tuple((phrase, tuple(dict.fromkeys(found[phrase]))) for phrase in longest_first)
