"""Places and areas as a person names them on the command line, and places as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.places.gazetteer import Gazetteer
from corpus.source import Source
from extractors.publishers import PUBLISHERS

SOURCES: Mapping[str, Source] = {each.source.slug: each.source for each in PUBLISHERS}
"""Declared sources by slug."""


def name_of(id: str, gazetteer: Gazetteer) -> str:
    """The name of a place, a commune's with its district; its id where the gazetteer does not know it."""
    try:
        place = gazetteer.place(id)
        above = None if place.parent is None else gazetteer.place(place.parent)
    except KeyError:
        return id
    return f"{place.name} ({above.short})" if above is not None and above.level == "district" else place.name


def place_named(given: str | None, gazetteer: Gazetteer) -> str | None:
    """The id of a place given by its id, or by a name that only one bears.

    Raises:
        BadInput: no place, or several.
    """
    if given is None:
        return None
    try:
        return gazetteer.place(given).id
    except KeyError:
        wanted = given.casefold()
        ids = {id for phrase, found in gazetteer.names() if phrase.casefold() == wanted for id in found}
    if len(ids) == 1:
        return ids.pop()
    some = f": {', '.join(sorted(ids)[:6])}" if ids else "; ví dụ ben-tre/ba-tri hay 'huyện Ba Tri'"
    raise BadInput(f"{len(ids)} nơi mang tên này (name one place by its id){some}", where=given)


def check_area(area: str | None) -> None:
    """Refuse an area that the packaged taxonomy does not have.

    Raises:
        BadInput: it names those that there are.
    """
    codes = [each.code for each in load_taxonomy().areas]
    if area is not None and area not in codes:
        raise BadInput(f"không có mảng {area!r}; có {', '.join(codes)} (no such area)", where="--area")
