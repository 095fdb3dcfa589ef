"""Coverage: for each area and month, what was read, what spoke of it, and what told of work with evidence.

Counts are the machine's own, not yet corrected by an audit sample. A cell is *evidence*, *silent* (enough was read and
nothing told of work) or *unobserved* (too little was read to say). Silence of the press is not absence of work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, select

from corpus import schema
from corpus.engine import reading
from corpus.taxonomy import Taxonomy

MINIMUM_EXPOSURE = 20
"""Passages of a month that must have been read before "nothing found" is said."""

EVIDENCE_FROM = 2
"""Strength from which a reported passage counts as evidence of work (an activity, its actor, and a place or date)."""

PAST_SCOPES = ("former_term", "historical")

State = Literal["evidence", "silent", "unobserved"]


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was read of a month (None: undated), within the province and the term: the denominator of its cells."""

    month: str | None
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One area in one month (None: undated documents), within the province and the term.

    ``passages`` of ``of_passages`` read spoke of the area, in ``documents`` of ``of_documents``; ``evidence`` of them
    told of work done with strength E2 or more; ``directive`` only asked for it, ``planned`` announced it.
    """

    area: str
    month: str | None
    passages: int
    of_passages: int
    documents: int
    of_documents: int
    evidence: int
    directive: int
    planned: int

    @property
    def state(self) -> State:
        """Evidence, silent or unobserved."""
        if self.evidence:
            return "evidence"
        return "silent" if self.of_passages >= MINIMUM_EXPOSURE else "unobserved"

    @property
    def share(self) -> float | None:
        """Passages on the area over passages read; None where nothing was read."""
        return self.passages / self.of_passages if self.of_passages else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Passages on an area that count for no cell, each under the first reason that applies."""

    area: str
    outside: int
    unclear: int
    past: int


@dataclass(frozen=True, slots=True)
class Newest:
    """A recent passage that is evidence of work on an area."""

    area: str
    passage: str
    document: str
    title: str | None
    published: str | None
    source: str
    url: str | None
    stage: str
    strength: int
    text: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Coverage of all areas, with everything needed to say how it was made."""

    model: str | None
    taxonomy: str
    areas: tuple[str, ...]
    months: tuple[str | None, ...]
    exposure: tuple[Exposure, ...]
    cells: tuple[Cell, ...]
    left_out: tuple[LeftOut, ...]
    newest: tuple[Newest, ...]
    documents_read: int
    passages_read: int
    passages_in_scope: int
    everywhere: bool = False

    def cell(self, area: str, month: str | None) -> Cell:
        """The cell of an area and month of this tally."""
        return self.cells[self.areas.index(area) * len(self.months) + self.months.index(month)]


def tally(
    engine: Engine,
    taxonomy: Taxonomy,
    *,
    model: str | None,
    since: str | None = None,
    until: str | None = None,
    everywhere: bool = False,
    newest: int = 3,
) -> Tally:
    """Count coverage from the stored predictions of one model.

    Args:
        model: model id; None where nothing has been judged yet, which gives an empty tally.
        since, until: first and last month counted, ``YYYY-MM``; undated documents are kept apart either way.
        everywhere: count passages of every province and of no known place too, as attention to a topic; such a tally
            is no coverage of the province.
        newest: how many of the newest pieces of evidence to name for each area, each from another document.
    """
    codes = tuple(area.code for area in taxonomy.areas)
    with reading(engine) as connection:
        counted = _Counted(connection, model or "", since, until, _scope(everywhere))
        months = tuple(sorted((m for m in counted.exposure if m is not None), key=str))
        if None in counted.exposure:
            months = (*months, None)
        empty = Exposure(None, 0, 0)
        cells = []
        for area in codes:
            for month in months:
                read = counted.exposure.get(month, empty)
                passages, documents, evidence, directive, planned = counted.cells.get((area, month), (0, 0, 0, 0, 0))
                cells.append(
                    Cell(area, month, passages, read.passages, documents, read.documents, evidence, directive, planned)
                )
        found = [
            each
            for area in codes
            for each in _newest(connection, area, model or "", since, until, _scope(everywhere), newest)
        ]
    return Tally(
        model=model,
        taxonomy=taxonomy.version,
        areas=codes,
        months=months,
        exposure=tuple(counted.exposure[month] for month in months),
        cells=tuple(cells),
        left_out=tuple(LeftOut(area, *counted.left_out.get(area, (0, 0, 0))) for area in codes),
        newest=tuple(found),
        documents_read=counted.documents,
        passages_read=counted.passages,
        passages_in_scope=sum(each.passages for each in counted.exposure.values()),
        everywhere=everywhere,
    )


_head, _body = schema.documents, schema.revisions
_passage, _said, _given = schema.passages, schema.predictions, schema.assignments
_month = func.substr(_body.c.published, 1, 7)
_now = _said.c.scope.not_in(PAST_SCOPES)
_is_evidence = and_(_said.c.modality == "reported", _said.c.strength >= EVIDENCE_FROM)
_current = (
    _passage.join(_said, _said.c.passage == _passage.c.id)
    .join(_head, and_(_head.c.id == _passage.c.document, _head.c.revision == _passage.c.revision))
    .join(_body, and_(_body.c.document == _passage.c.document, _body.c.revision == _passage.c.revision))
)
_assigned = _current.join(_given, and_(_given.c.passage == _said.c.passage, _given.c.model == _said.c.model))


def _scope(everywhere: bool) -> ColumnElement[bool]:
    return _now if everywhere else and_(_said.c.reach == "inside", _now)


class _Counted:
    """The sums behind a tally."""

    def __init__(
        self,
        connection: Connection,
        model: str,
        since: str | None,
        until: str | None,
        in_scope: ColumnElement[bool],
    ) -> None:
        window = [_said.c.model == model]
        if since is not None:
            window.append(_month >= since)
        if until is not None:
            window.append(_month <= until)
        each = func.count()
        documents = func.count(_passage.c.document.distinct())
        self.exposure = {
            month: Exposure(month, passages, read)
            for month, passages, read in connection.execute(
                select(_month, each, documents).select_from(_current).where(*window, in_scope).group_by(_month)
            )
        }
        total = connection.execute(select(each, documents).select_from(_current).where(*window)).one()
        self.passages, self.documents = total
        self.cells = {
            (row[0], row[1]): tuple(row[2:])
            for row in connection.execute(
                select(
                    _given.c.area,
                    _month,
                    each,
                    documents,
                    func.sum(case((_is_evidence, 1), else_=0)),
                    func.sum(case((_said.c.modality == "directive", 1), else_=0)),
                    func.sum(case((_said.c.modality == "planned", 1), else_=0)),
                )
                .select_from(_assigned)
                .where(*window, in_scope)
                .group_by(_given.c.area, _month)
            )
        }
        past = and_(_said.c.reach == "inside", _said.c.scope.in_(PAST_SCOPES))
        self.left_out = {
            row[0]: tuple(row[1:])
            for row in connection.execute(
                select(
                    _given.c.area,
                    func.sum(case((_said.c.reach == "outside", 1), else_=0)),
                    func.sum(case((_said.c.reach == "unclear", 1), else_=0)),
                    func.sum(case((past, 1), else_=0)),
                )
                .select_from(_assigned)
                .where(*window)
                .group_by(_given.c.area)
            )
        }


def _newest(
    connection: Connection,
    area: str,
    model: str,
    since: str | None,
    until: str | None,
    in_scope: ColumnElement[bool],
    limit: int,
) -> list[Newest]:
    window = [_said.c.model == model, _given.c.area == area, in_scope, _is_evidence, _body.c.published.is_not(None)]
    if since is not None:
        window.append(_month >= since)
    if until is not None:
        window.append(_month <= until)
    query = (
        select(
            _given.c.area,
            _passage.c.id.label("passage"),
            _passage.c.document,
            _body.c.title,
            _body.c.published,
            _head.c.source,
            _head.c.url,
            _said.c.stage,
            _said.c.strength,
            _passage.c.text,
        )
        .select_from(_assigned)
        .where(*window)
        .order_by(_body.c.published.desc(), _passage.c.document, _said.c.strength.desc(), _passage.c.start)
        .limit(limit * 40)
    )
    chosen: dict[str, Newest] = {}
    for row in connection.execute(query):
        chosen.setdefault(row.document, Newest(**row._mapping))
        if len(chosen) == limit:
            break
    return list(chosen.values())


def as_rows(counted: Tally, taxonomy: Taxonomy) -> list[dict[str, object]]:
    """One flat row for each cell, for JSON and table files."""
    names: dict[str, str] = {area.code: area.name for area in taxonomy.areas}
    return [
        {
            "area": cell.area,
            "area_name": names[cell.area],
            "month": cell.month,
            "state": cell.state,
            "passages": cell.passages,
            "of_passages": cell.of_passages,
            "share": cell.share,
            "documents": cell.documents,
            "of_documents": cell.of_documents,
            "evidence": cell.evidence,
            "directive": cell.directive,
            "planned": cell.planned,
        }
        for cell in _ordered(counted.cells)
    ]


def _ordered(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell.area, cell.month is None, cell.month or ""))
