"""Where each unit's tile stands: rough geography of the nine old units, and the new communes grouped by them.

Rows run from the Tiền river in the north to the Cổ Chiên in the south, columns from upstream in the west to the sea.
No map data are used: a tile shows neither size nor border.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.places.gazetteer import Gazetteer, Place

DISTRICT_TILES: Mapping[str, tuple[int, int]] = {
    "ben-tre/chau-thanh": (1, 0),
    "ben-tre/binh-dai": (3, 0),
    "ben-tre/cho-lach": (0, 1),
    "ben-tre/tp-ben-tre": (1, 1),
    "ben-tre/giong-trom": (2, 1),
    "ben-tre/ba-tri": (3, 1),
    "ben-tre/mo-cay-bac": (1, 2),
    "ben-tre/mo-cay-nam": (2, 2),
    "ben-tre/thanh-phu": (3, 2),
}
"""Column and row of each of the nine units of Bến Tre until 30 June 2025."""

COLUMNS = 4
ACROSS = 2
"""Tiles side by side within a group of communes."""

STRADDLING = "ben-tre/*"
UNKNOWN = ""
"""Groups of communes made from two old districts, and of those whose parts are not known."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit's tile: column and row of tiles, in the group whose name stands over it (None for the districts)."""

    place: str
    label: str
    column: int
    row: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Communes made from one old district: its id, the name over it, and column and row of its first tile."""

    id: str
    column: int
    row: int
    rows: int


def district_tiles(gazetteer: Gazetteer, on: date) -> tuple[Tile, ...]:
    """A tile for each of the nine units of Bến Tre; none after 30 June 2025."""
    return tuple(
        Tile(place.id, place.short if place.kind == "huyen" else f"TP {place.short}", *DISTRICT_TILES[place.id])
        for place in gazetteer.districts(on)
    )


def old_district(place: Place) -> str:
    """Id of the district all known parts of a new unit lay in; :data:`STRADDLING` for two, :data:`UNKNOWN` for none."""
    districts = {part.rpartition("/")[0] for part in place.formed_from}
    if not districts:
        return UNKNOWN
    return districts.pop() if len(districts) == 1 else STRADDLING


def commune_tiles(gazetteer: Gazetteer, on: date) -> tuple[tuple[Tile, ...], tuple[Group, ...]]:
    """A tile for each commune-level unit of that day, in groups laid out as the old districts lay.

    Those that straddle two old districts and those of unknown parts stand apart, under the rest. Rows are counted in
    tiles; the name of a group takes no row.
    """
    communes: dict[str, list[Place]] = {}
    for place in sorted(gazetteer.communes(on), key=lambda place: (place.kind != "phuong", place.id)):
        communes.setdefault(old_district(place), []).append(place)
    tall: dict[int, int] = {}
    for id, (_, line) in DISTRICT_TILES.items():
        tall[line] = max(tall.get(line, 0), -(-len(communes.get(id, ())) // ACROSS))
    tiles: list[Tile] = []
    groups: list[Group] = []
    for id, (column, line) in DISTRICT_TILES.items():
        row = sum(tall[each] for each in tall if each < line)
        groups.append(Group(id, column * ACROSS, row, tall[line]))
        tiles += _placed(communes.get(id, []), groups[-1], ACROSS)
    row = sum(tall.values())
    for id in (STRADDLING, UNKNOWN):
        if id in communes:
            wide = COLUMNS * ACROSS
            groups.append(Group(id, 0, row, -(-len(communes[id]) // wide)))
            tiles += _placed(communes[id], groups[-1], wide)
            row += groups[-1].rows
    return tuple(tiles), tuple(groups)


def _placed(places: list[Place], group: Group, across: int) -> list[Tile]:
    return [
        Tile(
            place.id,
            f"P. {place.short}" if place.kind == "phuong" else place.short,
            group.column + number % across,
            group.row + number // across,
            group.id,
        )
        for number, place in enumerate(places)
    ]
