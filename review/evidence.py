"""A page of the list of evidence: passages with their cues, verdicts and places, those of one event together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence, Page, Row, Told
from corpus.fold import exact
from corpus.people.judgements import Judgements
from corpus.predictions.search import find_spans, understand
from review.card import SUGGESTING
from review.desk import Desk
from review.naming import place_name
from review.pieces import Mark, Piece, pieces
from review.verdict import Choice, chosen_in

COLUMNS = (
    "passage",
    "document",
    "source",
    "source_name",
    "published",
    "title",
    "url",
    "areas",
    "stage",
    "modality",
    "strength",
    "places",
    "judged_by",
    "event",
    "text",
)
"""Columns of the list as a table file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is shown."""

    row: Row
    text: Sequence[Piece]
    places: Sequence[str]
    verdicts: Sequence[tuple[str, Choice]]


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one event on a page: the newest, and the rest; ``told`` is None of what is in no event."""

    first: Entry
    rest: Sequence[Entry]
    event: str
    told: Told | None


def groups(desk: Desk, evidence: Evidence, page: Page, wanted: Filter) -> list[Group]:
    """The passages of a page in its order, each event once."""
    said = Judgements(desk.store.engine).current([row.passage for row in page.rows])
    told = evidence.told([row.event for row in page.rows])
    held: dict[str, list[Entry]] = {}
    for row in page.rows:
        verdicts = [(event.person, chosen_in(event)) for event in said.get(row.passage, ())]
        entry = Entry(row, _text(row, wanted), [place_name(each) for each in row.places], verdicts)
        held.setdefault(row.event or row.passage, []).append(entry)
    return [
        Group(entries[0], entries[1:], entries[0].row.event, told.get(entries[0].row.event))
        for entries in held.values()
    ]


def table(desk: Desk, evidence: Evidence, wanted: Filter) -> Iterator[Mapping[str, Any]]:
    """Every passage of the list as a row of :data:`COLUMNS`."""
    judgements = Judgements(desk.store.engine)
    part: list[Row] = []
    for row in evidence.rows(wanted):
        part.append(row)
        if len(part) == 500:
            yield from _lines(desk, judgements, part)
            part = []
    yield from _lines(desk, judgements, part)


def _lines(desk: Desk, judgements: Judgements, rows: Sequence[Row]) -> Iterator[Mapping[str, Any]]:
    said = judgements.current([row.passage for row in rows]) if rows else {}
    for row in rows:
        yield {
            "passage": row.passage,
            "document": row.document,
            "source": row.source,
            "source_name": desk.sources.get(row.source, row.source),
            "published": row.published,
            "title": row.title,
            "url": row.url or "",
            "areas": " ".join(row.prediction.areas),
            "stage": row.prediction.stage.value,
            "modality": row.prediction.modality.value,
            "strength": row.prediction.evidence.strength,
            "places": "; ".join(place_name(each) for each in row.places),
            "judged_by": ", ".join(event.person for event in said.get(row.passage, ())),
            "event": row.event,
            "text": row.text,
        }


def _text(row: Row, wanted: Filter) -> Sequence[Piece]:
    marks = []
    if wanted.words:
        query = understand(wanted.words)
        spans = find_spans(row.text, query, [query.joined]) or find_spans(row.text, query, query.phrases)
        marks = [Mark(start, end, "hit") for start, end in spans]
    marks += [
        Mark(cue.start - row.start, cue.end - row.start, "area", cue.target.removeprefix("area:"), exact(cue.phrase))
        for cue in row.prediction.cues
        if cue.target.startswith("area:") and cue.sense in SUGGESTING
    ]
    return pieces(row.text, marks)
