"""Making the open accounts of coverage and their sums again from documents, predictions and mentions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, and_, delete, select, update

from corpus.coverage import margins
from corpus.coverage.accounts import BATCH, Delta, Settled, apply, change, settle
from corpus.coverage.facts import Fact, Reading
from corpus.database import schema
from corpus.database.statements import portions
from corpus.database.turns import take_turn

_account, _fact, _cell = schema.accounts, schema.facts, schema.cells


def rebuild(connection: Connection, *, now: str | None = None) -> int:
    """Make open accounts and sums again from documents, predictions and mentions; gives how many accounts changed.

    Accounts that were right stay as they are, and those closed before too. Holds :data:`BATCH` documents at a time.
    """
    done, head = schema.judged, schema.documents
    current = select(done.c.document, done.c.model).join(
        head, and_(head.c.id == done.c.document, head.c.revision == done.c.revision)
    )
    changed, last = 0, ""
    take_turn(connection, "accounts")
    _close_orphans(connection, now)
    while True:
        ids = list(connection.scalars(select(head.c.id).where(head.c.id > last).order_by(head.c.id).limit(BATCH)))
        if not ids:
            break
        last = ids[-1]
        pairs = {(document, model) for document, model in connection.execute(current.where(head.c.id.in_(ids)))}
        changed += settle(connection, _stored(connection, ids, pairs), now=now, sums=False)
    make_sums(connection)
    return changed


def make_sums(connection: Connection) -> None:
    """Make ``cells`` and ``margins`` again from the open accounts, :data:`BATCH` at a time."""
    connection.execute(delete(_cell))
    connection.execute(delete(schema.margins))
    names = [_fact.c[name] for name in Fact._fields]
    last = 0
    while True:
        held = select(_account.c.id, _account.c.model, _account.c.month, _account.c.source)
        held = held.where(_account.c.until.is_(None), _account.c.id > last).order_by(_account.c.id).limit(BATCH)
        page = list(connection.execute(held))
        if not page:
            break
        first, last = page[0].id, page[-1].id
        facts: dict[int, dict[Fact, int]] = defaultdict(dict)
        query = select(_fact.c.account, _fact.c.passages, *names).where(_fact.c.account.between(first, last))
        for account, passages, *values in connection.execute(query):
            facts[account][Fact(*values)] = passages
        delta: Delta = {}
        for row in page:
            change(delta, row.model, row.month, row.source, facts[row.id])
        apply(connection, delta)
    margins.make(connection)


def _close_orphans(connection: Connection, now: str | None) -> None:
    """Close accounts of what is no longer the current revision, or no longer judged."""
    done, head, body = schema.judged, schema.documents, schema.revisions
    held = (
        select(_account.c.id, body.c.fetched, _account.c.since)
        .join(head, head.c.id == _account.c.document)
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .outerjoin(
            done,
            and_(
                done.c.document == head.c.id,
                done.c.revision == head.c.revision,
                done.c.model == _account.c.model,
                done.c.revision == _account.c.revision,
            ),
        )
        .where(_account.c.until.is_(None), done.c.document.is_(None))
    )
    for id, fetched, since in list(connection.execute(held)):
        end = now or max(fetched, since)
        connection.execute(update(_account).where(_account.c.id == id).values(until=end))


def _stored(connection: Connection, documents: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[Settled]:
    """What is stored of the judging of these documents' current revisions, by the newest cutting of each model."""
    passage, said, head = schema.passages, schema.predictions, schema.documents
    query = (
        select(
            passage.c.id,
            passage.c.document,
            passage.c.revision,
            passage.c.cutting,
            passage.c.seq,
            said.c.model,
            said.c.stage,
            said.c.modality,
            said.c.scope,
            said.c.scope_since,
            said.c.scope_until,
            said.c.strength,
            said.c.evidence,
            said.c.reach,
        )
        .join(head, and_(head.c.id == passage.c.document, head.c.revision == passage.c.revision))
        .join(said, said.c.passage == passage.c.id)
        .where(passage.c.document.in_(documents))
        .order_by(passage.c.document, passage.c.seq)
    )
    rows = list(connection.execute(query).mappings())
    newest = {(row["document"], row["model"]): row["cutting"] for row in rows}
    ids = sorted({row["id"] for row in rows})
    areas, places = _assigned(connection, ids), _mentioned(connection, ids)
    current = {
        document: revision
        for document, revision in connection.execute(select(head.c.id, head.c.revision).where(head.c.id.in_(documents)))
    }
    readings: dict[tuple[str, str], list[Reading]] = {pair: [] for pair in pairs}
    for row in rows:
        pair = (row["document"], row["model"])
        if pair in readings and row["cutting"] == newest[pair]:
            readings[pair].append(
                Reading(
                    areas=tuple(areas.get((row["id"], row["model"]), ())),
                    stage=row["stage"],
                    modality=row["modality"],
                    strength=row["strength"],
                    scope=row["scope"],
                    reach=row["reach"],
                    places=tuple(places.get(row["id"], ())),
                    scope_since=_day(row["scope_since"]),
                    scope_until=_day(row["scope_until"]),
                    dates=tuple(json.loads(row["evidence"])["dates"]),
                )
            )
    return [
        Settled(document, current[document], model, tuple(found))
        for (document, model), found in sorted(readings.items())
    ]


def _assigned(connection: Connection, passages: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    given = schema.assignments
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part in portions(passages):
        query = select(given.c.passage, given.c.model, given.c.area).where(given.c.passage.in_(part))
        for passage, model, area in connection.execute(query):
            found[passage, model].append(area)
    return found


def _mentioned(connection: Connection, passages: Sequence[str]) -> dict[str, list[str]]:
    named = schema.mentions
    found: dict[str, list[str]] = defaultdict(list)
    for part in portions(passages):
        for passage, place in connection.execute(select(named).where(named.c.passage.in_(part))):
            found[passage].append(place)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
