"""Passages, documents and events side by side for each area and month, with copies and tellings-again shown.

One act told of in ten papers is ten documents and one event: neither number is wrong, but only both together say what
happened. All three are of the same passages: within the province and the term, on the area, by day of publication; an
event counts in the month in which it was first told of.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from corpus.events.acts import Act
from corpus.events.event import Events, event_of

Month = str | None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """One area in one month (None: undated).

    Attributes:
        passages, documents, events: that speak of the area.
        done: of the events, those that a passage tells of as done; the others were asked for or announced.
        copies: of the documents, copies of a story that another document carried first.
        retold: of the documents, further stories of an event first told of in another document.
        passages_copied: of the passages, those in copies.
        passages_restated: of the passages, those that mostly repeat the tasks' own words.
        carried: of the events, those told of in two documents or more.
        confirmed: of the events, those that a second, independent source class confirms.
        one_article: of the events, those that rest on one document.
    """

    area: str
    month: Month
    passages: int
    documents: int
    events: int
    done: int
    copies: int
    retold: int
    passages_copied: int
    passages_restated: int
    carried: int
    confirmed: int

    @property
    def one_article(self) -> int:
        """Events that rest on one document."""
        return self.events - self.carried


def side_by_side(
    events: Events, model: str, *, since: str | None = None, until: str | None = None, place: str | None = None
) -> list[UnitCounts]:
    """Counts of every area and month that has any, in order; months are ``YYYY-MM`` of publication.

    Args:
        place: id of a place; only acts in it or in what lies in it.
    """
    sums: dict[tuple[str, Month], dict[str, int]] = {}
    seen: set[tuple[str, str]] = set()
    for id, acts in events.acts(model):
        counted = [act for act in acts if act.inside and not act.past and events.lies_in(act.places, place)]
        for area in sorted({area for act in counted for area in act.inside}):
            mine = sorted((act for act in counted if area in act.inside), key=_when)
            event, told = event_of(id, mine, events.sources), mine[0]
            add(sums, area, told, events=1, done=int(event.done), confirmed=int(event.confirmed))
            add(sums, area, told, carried=int(len(event.documents) > 1))
            for act in mine:
                passages = act.inside[area]
                add(sums, area, act, passages=passages, passages_copied=passages if act.copy else 0)
                add(sums, area, act, passages_restated=act.restated.get(area, 0))
                if (area, act.document) not in seen:
                    seen.add((area, act.document))
                    again = not act.copy and _story(act) != _story(told)
                    add(sums, area, act, documents=1, copies=int(act.copy), retold=int(again))
    ordered = sorted(sums.items(), key=lambda each: (each[0][0], each[0][1] is None, each[0][1] or ""))
    return [
        UnitCounts(area, month, **counts)
        for (area, month), counts in ordered
        if month is None or ((since is None or since <= month) and (until is None or month <= until))
    ]


_NAMES = tuple(each.name for each in fields(UnitCounts) if each.name not in ("area", "month"))


def add(sums: dict[tuple[str, Month], dict[str, int]], area: str, act: Act, **counts: int) -> None:
    """Add to the sums of an area and the month in which an act's document came out."""
    month = None if act.published is None else f"{act.published:%Y-%m}"
    cell = sums.setdefault((area, month), dict.fromkeys(_NAMES, 0))
    for name, count in counts.items():
        cell[name] += count


def _when(act: Act) -> tuple[bool, date, tuple[str, int]]:
    return act.published is None, act.published or date.min, act.key


def _story(act: Act) -> str:
    return act.story or act.document
