"""Judgements of people in the store: events that are added and never changed, each chained to the one before it.

An edit is an event that supersedes another, an undo one that supersedes it and gives no verdicts. An event stands
unless a later event that stands supersedes it, so undoing an undo brings the first back. The chain is sha256 over the
chain before and the row as canonical JSON: a row that was changed, put in or taken out is found by :meth:`verify`; rows
cut off the end are found against a :class:`Head` kept elsewhere, as every model card does.

::

    judgements = Judgements(store.engine)
    event = judgements.record(Draft("9f3c…", "lan", {"3": "yes"}, taxonomy="2021.1", queue="near 3"), now=now)
    judgements.undo(event.id, person="lan", now=now)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Engine, and_, func, select, text

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import Row, to_json, write_time
from corpus.database.statements import portions
from corpus.errors import BadInput
from corpus.label import Judgement, Modality, Snapshot, Stage, Standing, Verdict

FIRST = "0" * 64
"""The chain before the first event."""

LONGEST_QUEUE = 400
"""Characters of a queue's name: it stands in an index."""

_table = schema.judgements


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person says of a passage, before it is an event; see :class:`corpus.label.Judgement`.

    ``snapshot`` may be left out where the passage is in the store.
    """

    passage: str
    person: str
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    taxonomy: str = ""
    queue: str = ""
    inclusion: float | None = None
    stage: Stage | None = None
    modality: Modality | None = None
    note: str = ""
    supersedes: str | None = None
    standing: Standing = "coder"
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """How many events there are, and the chain of the last."""

    count: int
    chain: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold, in words."""

    seq: int
    id: str
    reason: str


class Judgements:
    """The judgements of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def record(self, draft: Draft, *, now: datetime) -> Judgement:
        """Add an event.

        Raises:
            BadInput: no person, an unknown verdict, a probability outside (0, 1], a passage that is neither stored nor
                shown, or an event to supersede that is another's, on another passage, or stands no longer.
        """
        return self.record_all([draft], now=now)[0]

    def record_all(self, drafts: Sequence[Draft], *, now: datetime) -> list[Judgement]:
        """Add events in their order, all of them or none.

        Raises:
            BadInput: one of them, as :meth:`record`.
        """
        for draft in drafts:
            _check(draft)
        rows: list[dict[str, Any]] = []
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE judgements IN EXCLUSIVE MODE"))
            last = connection.execute(
                select(_table.c.seq, _table.c.chain).order_by(_table.c.seq.desc()).limit(1)
            ).first()
            seq, chain = (0, FIRST) if last is None else (last.seq, last.chain)
            for draft in drafts:
                if draft.supersedes is not None:
                    _check_superseded(connection, draft)
                shown = draft.snapshot or _seen(connection, draft.passage)
                row = _row(draft, shown, seq=seq + 1, at=write_time(now), chain=chain)
                connection.execute(_table.insert().values(row))
                seq, chain = row["seq"], row["chain"]
                rows.append(row)
        return [_event(row) for row in rows]

    def undo(self, id: str, *, person: str, now: datetime, note: str = "") -> Judgement:
        """Take an event of one's own back; what it had superseded stands again.

        Raises:
            BadInput: there is no such event, it is another's, or it stands no longer.
        """
        found = self._select(_table.c.id == id)
        if not found:
            raise BadInput("không có sự kiện này (no such event)", where=id)
        before = found[0]
        return self.record(
            Draft(
                passage=before.passage,
                person=person,
                taxonomy=before.taxonomy,
                queue=before.shown_because,
                note=note,
                supersedes=id,
                standing=before.standing,
                snapshot=before.snapshot,
            ),
            now=now,
        )

    def events(self, *, passage: str | None = None) -> list[Judgement]:
        """Every event in its order, of one passage or of all."""
        return self._select(None if passage is None else _table.c.passage == passage)

    def current(self, passages: Collection[str] | None = None) -> dict[str, tuple[Judgement, ...]]:
        """What stands of each passage: the last verdict of each person, in the order they were given."""
        if passages is None:
            return last_words(self.events())
        events: list[Judgement] = []
        for part in portions(sorted(set(passages))):
            events += self._select(_table.c.passage.in_(part))
        return last_words(events)

    def tip(self) -> tuple[int, str]:
        """Number and chain of the last event: says whether anything was judged since, and costs one step."""
        with reading(self.engine) as connection:
            last = connection.execute(
                select(_table.c.seq, _table.c.chain).order_by(_table.c.seq.desc()).limit(1)
            ).first()
        return (0, FIRST) if last is None else (last.seq, last.chain)

    def for_training(self) -> list[Judgement]:
        """What stands, of all passages, with what each person saw, in the order given."""
        events = self.events()
        kept = {event.id for each in last_words(events).values() for event in each}
        return [event for event in events if event.id in kept]

    def by_person(self) -> dict[str, list[Judgement]]:
        """What stands, by person."""
        found: dict[str, list[Judgement]] = {}
        for event in self.for_training():
            found.setdefault(event.person, []).append(event)
        return found

    def head(self) -> Head:
        """How many events there are and the chain of the last."""
        with reading(self.engine) as connection:
            last = connection.execute(
                select(_table.c.seq, _table.c.chain).order_by(_table.c.seq.desc()).limit(1)
            ).first()
            count = connection.scalar(select(func.count()).select_from(_table)) or 0
        return Head(count, FIRST if last is None else last.chain)

    def verify(self, *, since: Head | None = None) -> list[Fault]:
        """Go over the whole chain and name every row at which it does not hold.

        Args:
            since: a head noted before; events up to it must still be there.
        """
        faults: list[Fault] = []
        chain, expected = FIRST, 1
        chains = {0: FIRST}
        with reading(self.engine) as connection:
            for row in connection.execute(select(_table).order_by(_table.c.seq)).mappings():
                if row["seq"] != expected:
                    reason = f"thiếu sự kiện {expected} đến {row['seq'] - 1} (missing)"
                    faults.append(Fault(row["seq"], row["id"], reason))
                elif row["chain"] != _chained(chain, row):
                    faults.append(Fault(row["seq"], row["id"], "đã bị sửa, hoặc dòng trước nó đã bị sửa (changed)"))
                chain, expected = row["chain"], row["seq"] + 1
                chains[row["seq"]] = chain
        if since is not None and chains.get(since.count) != since.chain:
            reason = f"sự kiện {since.count} không còn như lúc đã ghi nhận (cut off or replaced since it was noted)"
            faults.append(Fault(since.count, "", reason))
        return faults

    def _select(self, condition: Any) -> list[Judgement]:
        query = select(_table).order_by(_table.c.seq)
        with reading(self.engine) as connection:
            found = connection.execute(query if condition is None else query.where(condition))
            return [_event(row) for row in found.mappings()]


def standing(events: Sequence[Judgement]) -> list[Judgement]:
    """The events, in their order, that no later standing event supersedes."""
    gone: set[str] = set()
    kept: list[Judgement] = []
    for event in reversed(events):
        if event.id not in gone:
            kept.append(event)
            if event.supersedes is not None:
                gone.add(event.supersedes)
    return kept[::-1]


def last_words(events: Sequence[Judgement]) -> dict[str, tuple[Judgement, ...]]:
    """The last standing verdict of each person by passage, in the order they were given."""
    found: dict[str, dict[str, Judgement]] = {}
    for event in standing(events):
        if not event.takes_back:
            persons = found.setdefault(event.passage, {})
            persons.pop(event.person, None)
            persons[event.person] = event
    return {passage: tuple(persons.values()) for passage, persons in found.items()}


def _check(draft: Draft) -> None:
    where = f"judgement of {draft.passage}"
    if not draft.person.strip():
        raise BadInput("thiếu tên người đọc (no person)", where=where)
    if draft.standing not in get_args(Standing):
        raise BadInput(f"tư cách lạ (unknown standing) {draft.standing!r}", where=where)
    if not draft.verdicts and draft.supersedes is None:
        raise BadInput("chưa có kết luận nào (no verdict)", where=where)
    for area, verdict in draft.verdicts.items():
        if verdict not in get_args(Verdict):
            raise BadInput(f"mảng {area}: phải là yes, no hay unsure, không phải {verdict!r}", where=where)
    if draft.inclusion is not None and not 0 < draft.inclusion <= 1:
        raise BadInput(f"xác suất được chọn phải trong (0, 1], không phải {draft.inclusion}", where=where)
    if len(draft.queue) > LONGEST_QUEUE:
        raise BadInput(f"tên hàng chờ dài tới {LONGEST_QUEUE} ký tự (too long)", where=where)
    if "\0" in draft.note + draft.person + draft.queue:
        raise BadInput("có ký tự NUL (a NUL character)", where=where)


def _check_superseded(connection: Connection, draft: Draft) -> None:
    where = f"judgement {draft.supersedes}"
    query = select(_table).where(_table.c.passage == draft.passage).order_by(_table.c.seq)
    events = [_event(row) for row in connection.execute(query).mappings()]
    before = next((event for event in events if event.id == draft.supersedes), None)
    if before is None:
        raise BadInput("không có sự kiện này ở đoạn này (no such event on this passage)", where=where)
    if before.person != draft.person:
        raise BadInput(f"là của {before.person}: chỉ sửa được của mình (another person's)", where=where)
    if before not in standing(events):
        raise BadInput("đã được sửa hay hủy trước đó; tải lại rồi sửa bản mới nhất (stands no longer)", where=where)


def _seen(connection: Connection, passage: str) -> Snapshot:
    """What the store shows of a passage now."""
    held, head, body = schema.passages, schema.documents, schema.revisions
    row = connection.execute(
        select(held, head.c.source, body.c.title, body.c.published)
        .join(head, head.c.id == held.c.document)
        .join(body, and_(body.c.document == held.c.document, body.c.revision == held.c.revision))
        .where(held.c.id == passage)
    ).first()
    if row is None:
        raise BadInput("không có đoạn này trong kho (no such passage)", where=passage)
    same = and_(held.c.document == row.document, held.c.revision == row.revision, held.c.cutting == row.cutting)
    beside = select(held.c.ordinal, held.c.text).where(same, held.c.ordinal.in_([row.ordinal - 1, row.ordinal + 1]))
    neighbours: dict[int, str] = {ordinal: words for ordinal, words in connection.execute(beside)}
    return Snapshot(
        document=row.document,
        revision=row.revision,
        source=row.source,
        title=row.title or "",
        text=row.text,
        before=neighbours.get(row.ordinal - 1, ""),
        after=neighbours.get(row.ordinal + 1, ""),
        published=(row.published or "")[:10],
    )


def _row(draft: Draft, shown: Snapshot, *, seq: int, at: str, chain: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seq": seq,
        "passage": draft.passage,
        "person": draft.person,
        "standing": draft.standing,
        "verdicts": to_json(dict(draft.verdicts)),
        "stage": None if draft.stage is None else draft.stage.value,
        "modality": None if draft.modality is None else draft.modality.value,
        "note": draft.note,
        "at": at,
        "taxonomy": draft.taxonomy,
        "queue": draft.queue,
        "inclusion": None if draft.inclusion is None else float(draft.inclusion),
        "supersedes": draft.supersedes,
        "document": shown.document,
        "revision": shown.revision,
        "source": shown.source,
        "title": shown.title,
        "text": shown.text,
        "before": shown.before,
        "after": shown.after,
        "published": shown.published,
    }
    row["id"] = _sum(chain, row)[:16]
    row["chain"] = _chained(chain, row)
    return row


def _chained(chain: str, row: Row) -> str:
    return _sum(chain, {name: row[name] for name in _NAMES})


def _sum(chain: str, values: Mapping[str, Any]) -> str:
    return hashlib.sha256((chain + to_json(dict(values))).encode("utf-8", "surrogatepass")).hexdigest()


_NAMES: Iterable[str] = tuple(column.name for column in _table.c if column.name != "chain")


def _event(row: Row) -> Judgement:
    return Judgement(
        id=row["id"],
        passage=row["passage"],
        person=row["person"],
        verdicts=json.loads(row["verdicts"]),
        stage=None if row["stage"] is None else Stage(row["stage"]),
        note=row["note"],
        at=datetime.fromisoformat(row["at"]),
        taxonomy=row["taxonomy"],
        shown_because=row["queue"],
        inclusion=row["inclusion"],
        modality=None if row["modality"] is None else Modality(row["modality"]),
        supersedes=row["supersedes"],
        standing=row["standing"],
        snapshot=Snapshot(
            document=row["document"],
            revision=row["revision"],
            source=row["source"],
            title=row["title"],
            text=row["text"],
            before=row["before"],
            after=row["after"],
            published=row["published"],
        ),
        chain=row["chain"],
    )
