"""Places with their dates: which unit a name means depends on the day and on what stands near it.

Bến Tre had nine districts until 30 June 2025 and none since; 48 units of the new Vĩnh Long stand on its ground and most
bear the name of a smaller commune of before. So a name gives candidates, and :meth:`Gazetteer.resolve` picks one or
says why not. Dates: three townships by 724/NQ-UBTVQH15 (10-4-2023), communes merged by December 2024, provinces by
202/2025/QH15. A province that took in others keeps its id; ``formed_from`` says which joined it.

::

    gazetteer = load_gazetteer()
    gazetteer.resolve(("ben-tre/chau-thanh", "tien-giang/chau-thanh"), context={"tien-giang"}, on=date(2021, 3, 1))
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Literal

from corpus.places.names import bare_names, full_names

Level = Literal["province", "district", "commune"]
Kind = Literal["tinh", "thanh-pho", "huyen", "xa", "phuong", "thi-tran"]

FILES = ("provinces.jsonl", "ben-tre.jsonl")


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit over its life.

    Attributes:
        id: path of slugs, ``ben-tre/ba-tri/an-hiep``; a unit made on 1 July 2025 is ``vinh-long/an-hiep``.
        parent: id of the unit above; None for a province.
        valid_from, valid_until: first and last day; None where open or older than our sources.
        variants: other spellings of the short name.
        shared: a unit outside Bến Tre bears the same short name, so the name alone decides nothing.
        typed_only: the short name alone means something else (Hồ Chí Minh is a person).
        ground: province whose ground it stands on, where that is not the province it belongs to.
        formed_from: ids of the units it was made of, as far as verified.
    """

    id: str
    name: str
    short: str
    level: Level
    kind: Kind
    parent: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    variants: tuple[str, ...] = ()
    shared: bool = False
    typed_only: bool = False
    ground: str | None = None
    formed_from: tuple[str, ...] = ()

    def is_valid(self, on: date) -> bool:
        """Whether the unit existed on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: offsets, the characters, and the ids it may mean."""

    start: int
    end: int
    text: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place meant, or None with the candidates left, and the reason in words."""

    place: str | None
    candidates: tuple[str, ...]
    reason: str


class Gazetteer:
    """All places we know by id, and by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: Mapping[str, Place] = {place.id: place for place in places}
        self._names = full_names(self._places)
        self._bare_names = bare_names(self._places)
        self._certain: Mapping[str, str] = {phrase: ids[0] for phrase, ids in self._names if len(ids) == 1}

    def names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Phrases that name a place by themselves and the ids they may mean, longest phrase first.

        Provinces and districts with and without their type word; communes with it (``xã An Hiệp``, ``P. 8``) or with
        their district (``An Hiệp (Ba Tri)``). Proper names: a phrase without a type word is a place only where it is
        capitalised as written here (``hòa bình`` is peace). Phrases that look like places and are none, such as the
        Pacific Ocean, have no candidates.
        """
        return self._names

    def bare_names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Short names of communes: for lists such as ``các xã An Hiệp, Tân Hưng`` and only with ``bare=True``."""
        return self._bare_names

    def place(self, id: str) -> Place:
        """The place with that id.

        Raises:
            KeyError: there is none.
        """
        return self._places[id]

    def is_valid(self, id: str, on: date) -> bool:
        """Whether that place existed on that day."""
        return self.place(id).is_valid(on)

    def province_of(self, id: str) -> str:
        """Id of the province on whose ground a place stands.

        For a unit of the new Vĩnh Long made of communes of Bến Tre that is ``ben-tre``, so that what is followed goes
        on being followed; the province it belongs to since then is its ``parent``.
        """
        place = self.place(id)
        while place.parent is not None and place.ground is None:
            place = self.place(place.parent)
        return place.ground or place.id

    def provinces(self, on: date) -> tuple[Place, ...]:
        """Provinces of that day: 63 until 30 June 2025, then 34."""
        return tuple(place for place in self._places.values() if place.level == "province" and place.is_valid(on))

    def districts(self, on: date, *, province: str = "ben-tre") -> tuple[Place, ...]:
        """Districts of a province on that day: nine for Bến Tre, none after 30 June 2025."""
        return self._units("district", on, province)

    def communes(self, on: date, *, province: str = "ben-tre") -> tuple[Place, ...]:
        """Communes, wards and townships on a province's ground that day: for Bến Tre 157, 148, then 48."""
        return self._units("commune", on, province)

    def successors(self, id: str) -> tuple[str, ...]:
        """Ids of the units a place became part of, as far as verified."""
        return tuple(place.id for place in self._places.values() if id in place.formed_from)

    def resolve(
        self, candidates: Iterable[str], *, context: Collection[str], on: date | None, bare: bool = False
    ) -> Resolution:
        """Which of the candidates is meant; never a guess.

        Args:
            candidates: ids as :meth:`names` gives them.
            context: ids of places named nearby or of the source's province; names are accepted where unambiguous.
            on: the day spoken of; None keeps units of all times.
            bare: the name stood without type word, so a commune needs its district in the context.
        """
        given = tuple(dict.fromkeys(candidates))
        left = tuple(id for id in given if on is None or self.is_valid(id, on))
        if not left:
            day = f" vào ngày {on.day}-{on.month}-{on.year}" if on is not None else ""
            return Resolution(None, given, f"không đơn vị nào mang tên này{day}")
        near = self._known(context)
        strength = {id: self._support(self.place(id), near) for id in left}
        best = max(strength.values())
        named = tuple(id for id in left if strength[id] == best)
        one = self.place(named[0]) if len(named) == 1 else None
        if bare and best < 2 and any(self.place(id).level == "commune" for id in left):
            return Resolution(None, left, "tên xã không kèm chữ xã, phường, thị trấn: cần có huyện ở gần")
        if one is None:
            return Resolution(None, named, f"{len(named)} đơn vị cùng tên, bối cảnh không phân biệt được")
        if best:
            return Resolution(one.id, named, "bối cảnh nêu đơn vị này hoặc đơn vị cấp trên")
        if one.shared:
            return Resolution(None, left, "nơi khác cũng có đơn vị cùng tên, bối cảnh không nêu đơn vị cấp trên")
        return Resolution(one.id, named, "chỉ một đơn vị mang tên này")

    def _units(self, level: Level, on: date, province: str) -> tuple[Place, ...]:
        return tuple(
            place
            for place in self._places.values()
            if place.level == level and place.is_valid(on) and self.province_of(place.id) == province
        )

    def _known(self, context: Collection[str]) -> frozenset[str]:
        """Context as ids with all units above them; a name counts where only one place bears it."""
        found: set[str] = set()
        for each in context:
            id = each if each in self._places else self._certain.get(each)
            if id is not None:
                found.update((id, *self._above(self.place(id))))
        return frozenset(found)

    def _above(self, place: Place) -> tuple[str, ...]:
        above: list[str] = [] if place.ground is None else [place.ground]
        while place.parent is not None:
            above.append(place.parent)
            place = self.place(place.parent)
        return tuple(above)

    def _support(self, place: Place, near: frozenset[str]) -> int:
        """3 where the place itself is known to be meant nearby, 2 by the unit right above, 1 by its province."""
        if place.level == "province":
            return 0
        if place.id in near:
            return 3
        if place.ground is None:
            right_above = {place.parent}
        else:
            right_above = {part.rpartition("/")[0] for part in place.formed_from}
        if right_above & near:
            return 2
        return 1 if near & set(self._above(place)) else 0


def load_gazetteer() -> Gazetteer:
    """The packaged gazetteer."""
    folder = resources.files("corpus").joinpath("gazetteer")
    lines = (line for name in FILES for line in folder.joinpath(name).read_text(encoding="utf-8").splitlines())
    return Gazetteer(_place(json.loads(line)) for line in lines)


def _place(values: dict[str, object]) -> Place:
    """One line of a gazetteer file; an unknown or missing field stops with TypeError naming it."""
    ready = dict(values)
    for name in ("valid_from", "valid_until"):
        if name in ready:
            ready[name] = date.fromisoformat(str(ready[name]))
    for name in ("variants", "formed_from"):
        listed = ready.get(name, [])
        ready[name] = tuple(str(each) for each in listed) if isinstance(listed, list) else ()
    return Place(**ready)  # type: ignore[arg-type]
