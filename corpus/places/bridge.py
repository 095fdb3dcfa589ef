"""The bridge over 1 July 2025: which units of today stand where a unit of yesterday stood, and the other way round.

Nine districts and 148 communes of Bến Tre became 48 commune-level units of the new Vĩnh Long; townships were made in
2023 and communes merged by December 2024. What the gazetteer has not verified is not filled in: such a crossing is
``unknown``, or ``ambiguous`` where a part is known, and stays out of series across the break, counted.

::

    bridge = Bridge(load_gazetteer())
    bridge.crossing("ben-tre/ba-tri", date(2025, 7, 1)).status    # "split"
    bridge.district_before("vinh-long/an-hoi").status             # "ambiguous": it stands on two
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from corpus.places.gazetteer import Gazetteer, Place

BREAK = date(2025, 7, 1)
"""From this day there are no districts, and other communes."""

LAST_BEFORE = BREAK - timedelta(days=1)

Status = Literal["exact", "merged", "split", "ambiguous", "unknown"]

SURE: frozenset[Status] = frozenset({"exact", "merged"})
"""Crossings that a count can follow where they lead to one unit: all of the ground is in it."""

STATUS_NAMES = {
    "exact": "nguyên một đơn vị",
    "merged": "sáp nhập",
    "split": "thành nhiều đơn vị",
    "ambiguous": "chưa rõ hết",
    "unknown": "chưa có căn cứ",
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """What a unit is on another day.

    Attributes:
        place: id of the unit that was asked for.
        status: ``exact`` (the same ground), ``merged`` (all of it in one unit with other ground; or, asked of a day
            before its time, made of several), ``split`` (parts of it in several units), ``ambiguous`` (on several, or
            a part is not known), ``unknown``.
        places: ids of the units of that day, as far as known.
        shared: of these, those that stand on other ground too.
        unplaced: ids of parts of the unit whose successor is not known.
        reason: in words, for people.
    """

    place: str
    on: date
    status: Status
    places: tuple[str, ...]
    reason: str
    shared: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def one(self) -> str | None:
        """The one unit of that day which holds all of its ground; None where that is not sure."""
        return self.places[0] if self.status in SURE and len(self.places) == 1 else None


class Bridge:
    """Crossings between the units of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.crossing = lru_cache(maxsize=None)(self._crossing)
        self.district_before = lru_cache(maxsize=None)(self._district_before)

    def _crossing(self, id: str, on: date) -> Crossing:
        """What a unit is on a day before or after its own time.

        Raises:
            KeyError: the gazetteer has no such unit.
        """
        place = self.gazetteer.place(id)
        if place.is_valid(on):
            return Crossing(id, on, "exact", (id,), "đơn vị này có vào ngày ấy")
        if place.level == "district":
            return self._of_district(place, on)
        if place.valid_from is not None and on < place.valid_from:
            return self._backward(place, on)
        return self._forward(place, on)

    def _forward(self, place: Place, on: date) -> Crossing:
        after = self._after(place.id, on)
        if not after:
            return Crossing(place.id, on, "unknown", (), "chưa có căn cứ về đơn vị kế tiếp", unplaced=(place.id,))
        shared = tuple(id for id in after if len(self.gazetteer.place(id).formed_from) > 1)
        if len(after) > 1:
            return Crossing(place.id, on, "split", after, f"chia vào {len(after)} đơn vị", shared)
        name = self.gazetteer.place(after[0]).name
        if self._made_of_it_alone(after[0], place.id):
            return Crossing(place.id, on, "exact", after, f"đổi thành {name}")
        return Crossing(place.id, on, "merged", after, f"nhập vào {name}", after)

    def _backward(self, place: Place, on: date) -> Crossing:
        parts = tuple(sorted({before for each in place.formed_from for before in self._before(each, on)}))
        lost = tuple(each for each in place.formed_from if not self._before(each, on))
        if not parts:
            return Crossing(place.id, on, "unknown", (), "chưa có căn cứ về đơn vị trước đó", unplaced=lost)
        if lost:
            reason = f"{len(lost)} phần chưa rõ ngày ấy thuộc đơn vị nào"
            return Crossing(place.id, on, "ambiguous", parts, reason, unplaced=lost)
        if len(parts) > 1:
            return Crossing(place.id, on, "merged", parts, f"lập từ {len(parts)} đơn vị")
        return Crossing(place.id, on, "exact", parts, f"trước là {self.gazetteer.place(parts[0]).name}")

    def _of_district(self, district: Place, on: date) -> Crossing:
        """A district's ground in units of a day on which there is none: through its last communes."""
        units: set[str] = set()
        lost = []
        for commune in self.communes_of(district.id):
            found = self.crossing(commune, on)
            units.update(found.places)
            lost += [commune] if not found.places else []
        if not units:
            return Crossing(
                district.id, on, "unknown", (), "chưa có căn cứ về các đơn vị kế tiếp", unplaced=tuple(lost)
            )
        shared = tuple(sorted(id for id in units if len(self.districts_under(id)) > 1))
        reason = f"không còn cấp huyện; địa bàn nay là {len(units)} đơn vị"
        reason += f", {len(shared)} đơn vị có cả đất huyện khác" if shared else ""
        reason += f"; {len(lost)} xã chưa rõ" if lost else ""
        return Crossing(district.id, on, "split", tuple(sorted(units)), reason, shared, tuple(lost))

    def _district_before(self, id: str) -> Crossing:
        """The district before the break on whose ground a commune-level unit stands; a district is itself.

        ``ambiguous`` where it stands on several.

        Raises:
            KeyError: the gazetteer has no such unit.
        """
        place = self.gazetteer.place(id)
        if place.level == "district":
            return Crossing(id, LAST_BEFORE, "exact", (id,), "là cấp huyện")
        under = self.districts_under(id)
        if not under:
            return Crossing(id, LAST_BEFORE, "unknown", (), "chưa có căn cứ về huyện cũ", unplaced=(id,))
        if len(under) > 1:
            return Crossing(id, LAST_BEFORE, "ambiguous", under, f"nằm trên đất {len(under)} huyện cũ")
        return Crossing(id, LAST_BEFORE, "merged", under, f"thuộc {self.gazetteer.place(under[0]).name} trước đây")

    def communes_of(self, district: str, *, on: date = LAST_BEFORE) -> tuple[str, ...]:
        """Ids of a district's communes on a day."""
        province = self.gazetteer.province_of(district)
        return tuple(each.id for each in self.gazetteer.communes(on, province=province) if each.parent == district)

    def districts_under(self, id: str) -> tuple[str, ...]:
        """Ids of the districts on whose ground a commune-level unit stands, as far as verified."""
        place = self.gazetteer.place(id)
        if place.parent is not None and self.gazetteer.place(place.parent).level == "district":
            return (place.parent,)
        return tuple(sorted({each for part in place.formed_from for each in self.districts_under(part)}))

    def _after(self, id: str, on: date) -> tuple[str, ...]:
        """Units of a day that verified succession leads to."""
        found: set[str] = set()
        for each in self.gazetteer.successors(id):
            place = self.gazetteer.place(each)
            if place.is_valid(on):
                found.add(each)
            elif place.valid_until is not None and place.valid_until < on:
                found.update(self._after(each, on))
        return tuple(sorted(found))

    def _before(self, id: str, on: date) -> tuple[str, ...]:
        """Units of a day that a unit is, or was made of."""
        place = self.gazetteer.place(id)
        if place.is_valid(on):
            return (id,)
        if place.valid_from is not None and on < place.valid_from:
            return tuple(sorted({before for each in place.formed_from for before in self._before(each, on)}))
        return self._after(id, on)

    def _made_of_it_alone(self, unit: str, id: str) -> bool:
        place = self.gazetteer.place(unit)
        if unit == id:
            return True
        return len(place.formed_from) == 1 and self._made_of_it_alone(place.formed_from[0], id)
