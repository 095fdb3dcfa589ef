"""The facts of a text, in the order in which they are looked for: what an earlier one takes, a later one leaves.

The components of :mod:`models.pipeline` find the same by the same functions, one by one on a spaCy Doc; reading by the
thousand needs no Doc.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from corpus.passage import Entity, EntityKind
from models.dates import find_dates
from models.figures import find_figures
from models.names import Names
from models.numbers import find_numbers, issue_date
from models.syllables import syllables

NO_FIGURES = (EntityKind.DOCUMENT, EntityKind.DATE, EntityKind.PERIOD)
"""Kinds whose numbers are no figures."""

NO_NAMES = (EntityKind.DOCUMENT,)
"""Kinds that names do not reach into."""


def find_facts(text: str, *, names: Names, title: str, published: date | None, home: str | None) -> tuple[Entity, ...]:
    """Document numbers, then days and periods, then figures, then names, each in order.

    Args:
        names: those of the taxonomy and the gazetteer.
        title: of the text; helps to tell places apart.
        published: the day the text was; gives the year to days that name none, and tells places of a time apart.
        home: id of the province its source belongs to, where that is known.
    """
    numbers = find_numbers(text)
    found = [*numbers, *dated(text, numbers, reference=published)]
    found += find_figures(text, taken=taken_by(found, NO_FIGURES))
    taken = taken_by(found, NO_NAMES)
    return (
        *found,
        *names.find(text, cut=syllables(text), title=title, published=published, home=home, taken=taken),
    )


def dated(text: str, facts: Iterable[Entity], *, reference: date | None) -> tuple[Entity, ...]:
    """Days and periods; a day on which a document among the facts was issued says so in its note."""
    issued = {
        issue[1]: each.value
        for each in facts
        if each.kind is EntityKind.DOCUMENT and (issue := issue_date(text, each.end)) is not None
    }
    return tuple(
        Entity(each.kind, each.start, each.end, each.value, f"ban hành {issued[each.start]}")
        if each.start in issued
        else each
        for each in find_dates(text, reference=reference)
    )


def taken_by(facts: Iterable[Entity], kinds: Collection[EntityKind]) -> list[tuple[int, int]]:
    """Offsets of the facts of these kinds."""
    return [(each.start, each.end) for each in facts if each.kind in kinds]
