"""Coverage: for each area and month, what was read, what spoke of it, and what told of work with evidence.

Counts are the machine's own, not yet corrected by an audit sample. A cell is *evidence*, *silent* (enough was read and
nothing told of work) or *unobserved* (too little was read to say). Silence of the press is not absence of work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Select, and_, func, select

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.cube_sums import IN_REACH, Wanted, sums
from corpus.coverage.facts import EVIDENCE_FROM as EVIDENCE_FROM
from corpus.coverage.facts import MINIMUM_EXPOSURE as MINIMUM_EXPOSURE
from corpus.coverage.facts import PAST_SCOPES as PAST_SCOPES
from corpus.coverage.facts import READ
from corpus.coverage.margins import MEASURES
from corpus.database import schema
from corpus.database.engine import reading

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
        reach = "everywhere" if everywhere else "inside"
        counted = _Counted(connection, model or "", since, until, reach, codes)
        months: tuple[str | None, ...] = tuple(sorted(month for month in counted.exposure if month is not None))
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
        found = [each for area in codes for each in _newest(connection, area, model or "", since, until, reach, newest)]
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


class _Counted:
    """The sums behind a tally."""

    def __init__(
        self, connection: Connection, model: str, since: str | None, until: str | None, reach: str, codes: Sequence[str]
    ) -> None:
        month = Wanted(model, "province", ("period",), "month", reach=reach, since=since, until=until)
        read, held = (sums(connection, replace(month, areas=(READ,), documents=each)) for each in (False, True))
        self.exposure = {
            name or None: Exposure(name or None, values[0], held[name,][0])
            for (name,), values in read.items()
            if values[0]
        }
        everything = replace(month, areas=(READ,), split=(), reach="inside")
        self.passages = sum(sum(values) for values in sums(connection, everything).values())
        self.documents = _judged(connection, model, since, until)
        self.cells: dict[tuple[str, str | None], tuple[int, int, int, int, int]] = {}
        self.left_out: dict[str, tuple[int, int, int]] = {}
        by_area = replace(month, areas=tuple(codes), split=("area", "period"))
        documents = sums(connection, replace(by_area, documents=True))
        for (code, name), values in sums(connection, by_area).items():
            passages, evidence, _, directive, planned = values[:5]
            self.cells[code, name or None] = (passages, documents[code, name][0], evidence, directive, planned)
        apart = replace(by_area, split=("area",), reach="inside")
        for (code,), values in sums(connection, apart).items():
            left = dict(zip(MEASURES, values, strict=True))
            past = sum(left[scope] for scope in PAST_SCOPES)
            self.left_out[code] = (left["outside"], left["unclear"], past)


def _judged(connection: Connection, model: str, since: str | None, until: str | None) -> int:
    """Documents with a passage that the model judged, dated in the window where there is one."""
    held = schema.accounts
    query = select(func.count()).where(held.c.model == model, held.c.until.is_(None), held.c.passages > 0)
    if since is not None:
        query = query.where(held.c.month >= since)
    if until is not None:
        query = query.where(held.c.month <= until, held.c.month != "")
    return connection.scalar(query) or 0


def _newest(
    connection: Connection, area: str, model: str, since: str | None, until: str | None, reach: str, limit: int
) -> list[Newest]:
    held, fact, reasons = schema.accounts, schema.facts, IN_REACH[reach]
    told = select(fact.c.account).where(
        fact.c.account == held.c.id,
        fact.c.level == "province",
        fact.c.area == area,
        fact.c.reason.in_(reasons),
        fact.c.modality == "reported",
        fact.c.strength >= EVIDENCE_FROM,
    )
    query = select(held.c.document).where(
        held.c.model == model, held.c.until.is_(None), held.c.published != "", told.exists()
    )
    if since is not None:
        query = query.where(held.c.month >= since)
    if until is not None:
        query = query.where(held.c.month <= until)
    newest = query.order_by(held.c.published.desc(), held.c.document).limit(limit)
    documents = list(connection.scalars(newest))
    chosen: dict[str, Newest] = {}
    for row in connection.execute(_evidence(area, model, reasons, documents)) if documents else ():
        chosen.setdefault(row.document, Newest(**row._mapping))
    return [chosen[document] for document in documents if document in chosen]


def _evidence(area: str, model: str, reasons: Sequence[str], documents: Sequence[str]) -> Select[Any]:
    """Passages of these documents that are evidence on the area, the strongest of each first."""
    head, body, passage = schema.documents, schema.revisions, schema.passages
    said, given = schema.predictions, schema.assignments
    reaches = ["inside" if reason == "" else reason for reason in reasons]
    return (
        select(
            given.c.area,
            passage.c.id.label("passage"),
            passage.c.document,
            body.c.title,
            body.c.published,
            head.c.source,
            head.c.url,
            said.c.stage,
            said.c.strength,
            passage.c.text,
        )
        .select_from(
            passage.join(said, said.c.passage == passage.c.id)
            .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
            .join(body, and_(body.c.document == passage.c.document, body.c.revision == passage.c.revision))
            .join(given, and_(given.c.passage == said.c.passage, given.c.model == said.c.model))
        )
        .where(
            passage.c.document.in_(documents),
            said.c.model == model,
            given.c.area == area,
            said.c.reach.in_(reaches),
            said.c.scope.not_in(PAST_SCOPES),
            said.c.modality == "reported",
            said.c.strength >= EVIDENCE_FROM,
        )
        .order_by(passage.c.document, said.c.strength.desc(), passage.c.start)
    )


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
