"""Past reports made again: what was known before a moment, by the model in use then, with the judgements given by then.

Three times are kept apart: of the act (``event`` clock of the cube), of publication and of fetching; and a fourth, when
something came to be known here: accounts have it as ``since``, judgements as ``at``, samples as ``made_at``. A report
as of a moment holds what was known *before* it, to the second, so that nothing that comes later can change it.

::

    before, after = moment_of("2026-09-30"), moment_of("2026-10-31")
    print(to_json(snapshot(store.engine, Question(), as_of=before)))
    for each in restated(store.engine, before, after): print(each.month, each.reasons)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, insert, or_, select

from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.cube_sums import open_at
from corpus.coverage.question import Question
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import HERE, write_time
from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.judgements import Judgements, standing
from corpus.places.gazetteer import Gazetteer
from corpus.source import Source

_use, _account = schema.model_uses, schema.accounts

LATE, REVISED, REREAD, MODEL, JUDGED = "late", "revised", "reread", "model", "judged"
"""Why a month's numbers changed: an article came late or was revised, was read anew, a new model, or verdicts."""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model in use from a moment (ISO time; "" where it was never noted, and is taken from what was judged)."""

    model: str
    taxonomy: str
    since: str


@dataclass(frozen=True, slots=True)
class Change:
    """An area's numbers of a month before and after: (passages, evidence, passages read); None where there was none."""

    area: str
    before: tuple[int, int, int] | None
    after: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Restated:
    """A closed month whose numbers changed, or that new verdicts speak of; how many documents or verdicts by reason."""

    month: str
    reasons: Mapping[str, int]
    changes: tuple[Change, ...]


def moment_of(text: str) -> str:
    """The moment that a report as of a day (its end) or of an ISO time stands for, as the store writes times.

    Raises:
        BadInput: it is neither.
    """
    try:
        if len(text) == 10:
            day = date.fromisoformat(text) + timedelta(days=1)
            return write_time(datetime(day.year, day.month, day.day, tzinfo=HERE))
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput("ngày viết là 2026-09-30, hoặc một thời điểm ISO 8601 (a day or a time)", where=text) from error
    return write_time(at if at.tzinfo is not None else at.replace(tzinfo=HERE))


def use_model(engine: Engine, model: str, *, taxonomy: str, now: datetime) -> bool:
    """Note that a model is in use from now on; nothing where it is already. True where it was noted."""
    with engine.begin() as connection:
        last = connection.execute(select(_use).order_by(_use.c.since.desc(), _use.c.model).limit(1)).first()
        if last is not None and (last.model, last.taxonomy) == (model, taxonomy):
            return False
        since = write_time(now)
        if last is not None and last.since >= since:
            since = write_time(datetime.fromisoformat(last.since) + timedelta(seconds=1))
        connection.execute(insert(_use).values(since=since, model=model, taxonomy=taxonomy))
    return True


def model_at(engine: Engine, as_of: str | None = None) -> ModelUse | None:
    """The model in use at a moment, or now; where none was noted, the one whose judgements most documents bore."""
    with reading(engine) as connection:
        query = select(_use).order_by(_use.c.since.desc(), _use.c.model).limit(1)
        noted = connection.execute(query if as_of is None else query.where(_use.c.since < as_of)).first()
        if noted is not None:
            return ModelUse(noted.model, noted.taxonomy, noted.since)
        most = (
            select(_account.c.model)
            .where(open_at(as_of))
            .group_by(_account.c.model)
            .order_by(func.count().desc(), _account.c.model)
            .limit(1)
        )
        model = connection.scalar(most)
        if model is None:
            return None
        said = schema.predictions
        taxonomy = connection.scalar(select(said.c.taxonomy).where(said.c.model == model).limit(1))
        return ModelUse(model, taxonomy or "", "")


def judgements_at(engine: Engine, as_of: str | None = None) -> dict[str, tuple[Judgement, ...]]:
    """What people's verdicts were at a moment: the last standing of each person, by passage, in the order given."""
    events = Judgements(engine).events()
    if as_of is not None:
        events = [event for event in events if write_time(event.at) < as_of]
    found: dict[str, dict[str, Judgement]] = {}
    for event in standing(events):
        if not event.takes_back:
            people = found.setdefault(event.passage, {})
            people.pop(event.person, None)
            people[event.person] = event
    return {passage: tuple(people.values()) for passage, people in found.items()}


def snapshot(
    engine: Engine,
    question: Question,
    *,
    as_of: str,
    gazetteer: Gazetteer | None = None,
    sources: Mapping[str, Source] | None = None,
) -> dict[str, Any]:
    """Coverage as of a moment as plain data; made again, it is the same however much came later.

    The model is the question's, else the one in use then. Judgements are given as counts, by area and verdict.
    """
    use = model_at(engine, as_of)
    model = question.model or (use.model if use is not None else "")
    asked = replace(question, model=model, as_of=as_of)
    given = judgements_at(engine, as_of)
    verdicts: dict[str, dict[str, int]] = {}
    for people in given.values():
        for event in people:
            for area, verdict in event.verdicts.items():
                counts = verdicts.setdefault(area, {})
                counts[verdict] = counts.get(verdict, 0) + 1
    return {
        "as_of": as_of,
        "model": model,
        "taxonomy": use.taxonomy if use is not None and use.model == model else "",
        "question": asdict(asked),
        "judged": {"passages": len(given), "verdicts": verdicts},
        "rows": [as_data(row) for row in cube(engine, asked, gazetteer=gazetteer, sources=sources)],
    }


def as_data(row: CubeRow) -> dict[str, Any]:
    """A cell as plain data, with its share."""
    return {**asdict(row), "excluded": dict(row.excluded), "down": list(row.down), "share": row.share}


def restated(engine: Engine, before: str, after: str, *, areas: tuple[str, ...] | None = None) -> list[Restated]:
    """Months closed before the first moment whose numbers are others at the second, and why; by month.

    Args:
        before, after: moments as :func:`moment_of` gives them; the model of each is the one in use then.
        areas: codes; None for all of the packaged taxonomy.

    Raises:
        BadInput: the second is not the later one.
    """
    if before >= after:
        raise BadInput(f"thời điểm sau phải sau {before} (the second must be later)", where=after)
    first, second = model_at(engine, before), model_at(engine, after)
    old = _numbers(engine, first, before, areas)
    new = _numbers(engine, second, after, areas)
    closed = before[:7]
    changed: dict[str, list[Change]] = {}
    for month, area in sorted({*old, *new}):
        was, now = old.get((month, area)), new.get((month, area))
        if month < closed and was != now:
            changed.setdefault(month, []).append(Change(area, was, now))
    reasons = _reasons(engine, first, second, before, after)
    verdicts = _verdicts(engine, before, after)
    return [
        Restated(
            month,
            {**(reasons.get(month, {}) if month in changed else {}), **verdicts.get(month, {})},
            tuple(changed.get(month, ())),
        )
        for month in sorted({*changed, *(month for month in verdicts if month < closed)})
    ]


def _numbers(
    engine: Engine, use: ModelUse | None, as_of: str, areas: tuple[str, ...] | None
) -> dict[tuple[str, str], tuple[int, int, int]]:
    if use is None:
        return {}
    rows = cube(engine, Question(by=("area", "period"), areas=areas, model=use.model, as_of=as_of))
    return {
        (row.period, row.area): (row.count, row.evidence, row.of)
        for row in rows
        if row.period is not None and row.area is not None and row.of
    }


def _reasons(
    engine: Engine, first: ModelUse | None, second: ModelUse | None, before: str, after: str
) -> dict[str, dict[str, int]]:
    """Documents that count otherwise, by month and reason; a document that moved is counted in both months."""
    found: dict[str, dict[str, set[str]]] = {}
    models = {use.model for use in (first, second) if use is not None}
    with reading(engine) as connection:
        past = _held(connection, first, before, models, before, after)
        then = _held(connection, second, after, models, before, after)
        known = _known(connection, {*past, *then}, before)
    for document in sorted({*past, *then}):
        was, now = past.get(document), then.get(document)
        if was is not None and now is not None and was[0] == now[0]:
            continue
        if document not in known:
            reason = LATE
        elif was is None or now is None or was[2] != now[2]:
            reason = REVISED
        else:
            reason = REREAD if was[1] == now[1] else MODEL
        for month in {held[3] for held in (was, now) if held is not None}:
            found.setdefault(month, {}).setdefault(reason, set()).add(document)
    return {month: {why: len(each) for why, each in sorted(kinds.items())} for month, kinds in found.items()}


Held = tuple[int, str, str, str]
"""An account: its id, model, revision and month."""


def _held(
    connection: Connection, use: ModelUse | None, as_of: str, models: Iterable[str], before: str, after: str
) -> dict[str, Held]:
    """The account of each document at a moment, of those documents that an account was opened or closed of between."""
    if use is None:
        return {}
    query = select(_account.c.document, _account.c.id, _account.c.model, _account.c.revision, _account.c.month).where(
        _account.c.model == use.model, open_at(as_of)
    )
    if len(set(models)) == 1:
        moved = _account.alias()
        between = or_(
            and_(moved.c.since >= before, moved.c.since < after), and_(moved.c.until >= before, moved.c.until < after)
        )
        query = query.where(_account.c.document.in_(select(moved.c.document).where(between)))
    return {
        document: (id, model, revision, month) for document, id, model, revision, month in connection.execute(query)
    }


def _known(connection: Connection, documents: set[str], before: str) -> set[str]:
    """Those of the documents of which anything counted before a moment."""
    query = select(_account.c.document).where(_account.c.since < before).distinct()
    return documents & set(connection.scalars(query))


def _verdicts(engine: Engine, before: str, after: str) -> dict[str, dict[str, int]]:
    """Events of people between two moments, by month of the passage they speak of."""
    found: dict[str, dict[str, int]] = {}
    for event in Judgements(engine).events():
        month = "" if event.snapshot is None else event.snapshot.published[:7]
        if month and before <= write_time(event.at) < after:
            counts = found.setdefault(month, {})
            counts[JUDGED] = counts.get(JUDGED, 0) + 1
    return found
