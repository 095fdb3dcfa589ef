"""Accounts: what each judged document counts for in the coverage cube, from when until when, and the sums of them.

An account is opened when a model's judgement of a document's current revision is stored, and closed when the document
is revised or judged anew with another result; none is ever changed or taken away. So the accounts open at a past moment
are what coverage was made of then, and ``cells`` are the sums of those open now, kept in the same transaction.
:mod:`corpus.coverage.recount` makes the open accounts and the sums again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from corpus.coverage import margins
from corpus.coverage.facts import CellKey, Fact, Reading, Sums, cells_of, facts_of, home_places
from corpus.database import schema
from corpus.database.turns import take_turn

BATCH = 200
"""Documents that are held in memory at a time."""

_account, _fact, _cell = schema.accounts, schema.facts, schema.cells

Delta = dict[tuple[str, str, str, CellKey], list[int]]
"""Changes of the sums, in the order of :class:`corpus.coverage.facts.Sums`, by model, month, source and cell."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a model made of one revision of a document."""

    document: str
    revision: str
    model: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """An account that is open, with its facts."""

    id: int
    revision: str
    source: str
    published: str
    month: str
    since: str
    facts: Mapping[Fact, int]


def settle(connection: Connection, settled: Sequence[Settled], *, now: str | None, sums: bool = True) -> int:
    """Open accounts for what was judged, closing those they stand in for; what counts as before stays as it is.

    Args:
        now: ISO time in +07:00 from which it counts; None takes the time the revision was fetched.
        sums: keep ``cells`` too; a rebuild makes them anew at its end.

    Returns:
        How many accounts were opened.
    """
    take_turn(connection, "accounts")
    opened, delta = 0, Delta()
    wanted = list({(each.document, each.model): each for each in settled}.values())
    for begin in range(0, len(wanted), BATCH):
        part = wanted[begin : begin + BATCH]
        documents = sorted({each.document for each in part})
        heads = _heads(connection, documents)
        before, ends = _open_accounts(connection, documents), _ends(connection, documents)
        free = (connection.scalar(select(func.max(_account.c.id))) or 0) + 1
        new: list[dict[str, Any]] = []
        lines: list[dict[str, Any]] = []
        for each in part:
            head = heads.get(each.document)
            if head is None or head["revision"] != each.revision:
                continue
            published: str = head["published"] or ""
            day = date.fromisoformat(published[:10]) if published else None
            counted = facts_of(each.readings, day, home_places())
            key = (each.document, each.model)
            old = before.get(key)
            if old is not None:
                same = (old.revision, old.source, old.published) == (each.revision, head["source"], published)
                if same and old.facts == counted:
                    continue
                since = max(old.since, now or head["fetched"])
                _close(connection, [old.id], since)
                if sums:
                    change(delta, each.model, old.month, old.source, old.facts, sign=-1)
            else:
                since = now or max(ends.get(key, ""), head["fetched"])
            id, month = free + len(new), published[:7]
            new.append(
                {
                    "id": id,
                    "document": each.document,
                    "revision": each.revision,
                    "model": each.model,
                    "source": head["source"],
                    "published": published,
                    "month": month,
                    "fetched": head["fetched"][:7],
                    "passages": len(each.readings),
                    "since": since,
                }
            )
            lines += [{"account": id, "passages": n, **fact._asdict()} for fact, n in sorted(counted.items())]
            if sums:
                change(delta, each.model, month, head["source"], counted)
        for table, values in ((_account, new), (_fact, lines)):
            if values:
                connection.execute(insert(table), values)
        opened += len(new)
    if sums:
        apply(connection, delta)
    return opened


def close(connection: Connection, document: str, *, now: str) -> None:
    """Close a document's accounts, as a revision of it does: nothing is known of its new text yet."""
    take_turn(connection, "accounts")
    delta = Delta()
    for (_, model), old in _open_accounts(connection, [document]).items():
        _close(connection, [old.id], max(now, old.since))
        change(delta, model, old.month, old.source, old.facts, sign=-1)
    apply(connection, delta)


def _heads(connection: Connection, documents: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    head, body = schema.documents, schema.revisions
    query = (
        select(head.c.id, head.c.source, head.c.revision, body.c.published, body.c.fetched)
        .join(body, and_(body.c.document == head.c.id, body.c.revision == head.c.revision))
        .where(head.c.id.in_(documents))
    )
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _open_accounts(connection: Connection, documents: Sequence[str]) -> dict[tuple[str, str], _Open]:
    wanted = and_(_account.c.document.in_(documents), _account.c.until.is_(None))
    rows = list(connection.execute(select(_account).where(wanted)).mappings())
    if not rows:
        return {}
    facts: dict[int, dict[Fact, int]] = defaultdict(dict)
    columns = [_fact.c[name] for name in Fact._fields]
    query = select(_fact.c.account, _fact.c.passages, *columns).join(_account, _account.c.id == _fact.c.account)
    for account, passages, *values in connection.execute(query.where(wanted)):
        facts[account][Fact(*values)] = passages
    return {
        (row["document"], row["model"]): _Open(
            row["id"], row["revision"], row["source"], row["published"], row["month"], row["since"], facts[row["id"]]
        )
        for row in rows
    }


def _ends(connection: Connection, documents: Sequence[str]) -> dict[tuple[str, str], str]:
    """When the last closed account of each document and model was closed."""
    query = (
        select(_account.c.document, _account.c.model, func.max(_account.c.until))
        .where(_account.c.document.in_(documents), _account.c.until.is_not(None))
        .group_by(_account.c.document, _account.c.model)
    )
    return {(document, model): until for document, model, until in connection.execute(query)}


def _close(connection: Connection, accounts: Sequence[int], until: str) -> None:
    connection.execute(update(_account).where(_account.c.id.in_(accounts)).values(until=until))


def change(delta: Delta, model: str, month: str, source: str, facts: Mapping[Fact, int], *, sign: int = 1) -> None:
    """Add a document's facts to changes of the sums, or with ``sign=-1`` take them away."""
    for key, sums in cells_of(facts).items():
        held = delta.setdefault((model, month, source, key), [0] * len(sums))
        for number, value in enumerate(sums):
            held[number] += sign * value


def apply(connection: Connection, delta: Delta) -> None:
    """Add changes to the sums; a cell that nothing is left of goes."""
    rows = [
        {"model": model, "month": month, "source": source, **key._asdict(), **Sums(*values)._asdict()}
        for (model, month, source, key), values in sorted(delta.items())
        if any(values)
    ]
    if not rows:
        return
    margins.add(connection, _cell, rows, Sums._fields)
    margins.drop_empty(connection, _cell, rows, ("passages",))
    margins.apply(connection, rows)
