"""Places, stages, modalities and periods as a visitor reads them, and the places that a form offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from corpus.coverage.facts import home_places
from corpus.coverage.reach import HOME
from corpus.label import Modality

MODALITY_WORDS: Mapping[str, str] = {
    Modality.REPORTED.value: "evidence.reported",
    Modality.DIRECTIVE.value: "evidence.directive",
    Modality.PLANNED.value: "evidence.planned",
    Modality.NONE.value: "evidence.unsaid",
}
"""Keys of :mod:`review.words` for how a passage speaks."""

MERGED = date(2025, 7, 1)
"""From this day on the province has no districts."""


def place_name(id: str) -> str:
    """The name of a place, a commune's with its district; its id where the gazetteer does not know it."""
    gazetteer = home_places()
    try:
        place = gazetteer.place(id)
        above = None if place.parent is None else gazetteer.place(place.parent)
    except KeyError:
        return id
    return f"{place.name} ({above.short})" if above is not None and above.level == "district" else place.name


def short_name(id: str) -> str:
    """The short name of a place; its id where the gazetteer does not know it."""
    try:
        return home_places().place(id).short
    except KeyError:
        return id


def offered_places(on: date, chosen: str) -> Sequence[tuple[str, str]]:
    """Ids and names of the districts of before, the communes of a day, and the one that is chosen already."""
    gazetteer = home_places()
    listed = [*gazetteer.districts(date(2021, 1, 1)), *gazetteer.communes(max(on, MERGED))]
    found = {place.id: place_name(place.id) for place in listed if gazetteer.province_of(place.id) == HOME}
    if chosen and chosen not in found:
        found[chosen] = place_name(chosen)
    return list(found.items())
