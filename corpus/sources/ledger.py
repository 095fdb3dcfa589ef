"""What was asked for and what became of it: addresses, archived pages, and the accounting of runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, RowMapping, select, update

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import to_json, write_time
from corpus.database.statements import insert_new, portions, replace
from corpus.run import Accounting

AddressState = Literal["new", "read", "failed", "busy", "barred"]
RunState = Literal["running", "done", "partial", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Address:
    """An address we know, and what became of it.

    ``state``: ``new`` (not asked yet), ``read`` (its document is stored), ``failed`` (asking again cannot help),
    ``busy`` (ask again) or ``barred`` (robots.txt says no; that may change). ``reason`` says why in words. ``said`` is
    when the article came out or changed, as a listing or the address itself says.
    """

    url: str
    source: str
    state: AddressState
    reason: str
    document: str | None
    etag: str | None
    last_modified: str | None
    tries: int
    first_seen: datetime
    last_checked: datetime | None
    said: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as recorded, with its accounting as (step, outcome, reason, count)."""

    id: str
    kind: str
    started: str
    ended: str | None
    state: RunState
    outcomes: tuple[tuple[str, str, str, int], ...]


class Ledger:
    """Addresses, pages and runs of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # -- addresses ------------------------------------------------------------------------------------------------

    def see(
        self, urls: Iterable[str], *, source: str, now: datetime, said: Mapping[str, datetime] | None = None
    ) -> int:
        """Remember addresses a listing named; those already known stay as they are. Gives how many were new.

        Args:
            said: when the articles came out or changed, where a listing says so.
        """
        table = schema.addresses
        wanted = list(dict.fromkeys(urls))
        said = said or {}
        with self.engine.begin() as connection:
            known: dict[str, str | None] = {}
            for part in portions(wanted):
                query = select(table.c.url, table.c.said).where(table.c.url.in_(part))
                known.update({url: when for url, when in connection.execute(query)})
            for url, when in known.items():
                if url in said and (when is None or write_time(said[url]) > when):
                    connection.execute(update(table).where(table.c.url == url).values(said=write_time(said[url])))
            new = [url for url in wanted if url not in known]
            insert_new(
                connection,
                table,
                [
                    {
                        "url": url,
                        "source": source,
                        "state": "new",
                        "reason": "",
                        "tries": 0,
                        "first_seen": write_time(now),
                        "said": write_time(said[url]) if url in said else None,
                    }
                    for url in new
                ],
            )
        return len(new)

    def addresses(self, urls: Collection[str]) -> dict[str, Address]:
        """What is known of these addresses, by address."""
        table = schema.addresses
        found: dict[str, Address] = {}
        with reading(self.engine) as connection:
            for part in portions(list(urls)):
                for row in connection.execute(select(table).where(table.c.url.in_(part))).mappings():
                    found[row["url"]] = _address(row)
        return found

    def addresses_of(self, source: str, *, states: Collection[AddressState]) -> list[Address]:
        """Addresses of a source in these states, by address."""
        table = schema.addresses
        query = select(table).where(table.c.source == source, table.c.state.in_(states)).order_by(table.c.url)
        with reading(self.engine) as connection:
            return [_address(row) for row in connection.execute(query).mappings()]

    def settle(
        self,
        url: str,
        *,
        state: AddressState,
        now: datetime,
        reason: str = "",
        document: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Record what became of asking for an address; validators given as None stay as they were."""
        table = schema.addresses
        change = {
            "state": state,
            "reason": reason,
            "last_checked": write_time(now),
            "tries": table.c.tries + 1,
            **({} if document is None else {"document": document}),
            **({} if etag is None else {"etag": etag}),
            **({} if last_modified is None else {"last_modified": last_modified}),
        }
        with self.engine.begin() as connection:
            connection.execute(update(table).where(table.c.url == url).values(change))

    def count_addresses(self, *, source: str) -> dict[str, int]:
        """How many addresses of a source are in each state."""
        table = schema.addresses
        counts: dict[str, int] = {}
        with reading(self.engine) as connection:
            for state in connection.scalars(select(table.c.state).where(table.c.source == source)):
                counts[state] = counts.get(state, 0) + 1
        return counts

    # -- runs -----------------------------------------------------------------------------------------------------

    def start_run(self, run: str, *, kind: str, versions: Mapping[str, str], now: datetime) -> int:
        """Open a run; runs still open were killed and are closed as interrupted. Gives how many of those there were.

        The caller holds the store's run lock, so an open run cannot be a living one.
        """
        table = schema.runs
        with self.engine.begin() as connection:
            dead = connection.execute(
                update(table).where(table.c.state == "running").values(state="interrupted", ended=write_time(now))
            ).rowcount
            insert_new(
                connection,
                table,
                [
                    {
                        "id": run,
                        "kind": kind,
                        "started": write_time(now),
                        "state": "running",
                        "versions": to_json(dict(versions)),
                    }
                ],
            )
        return dead

    def record(self, run: str, accounting: Accounting, failures: Mapping[str, str]) -> None:
        """Write a step's accounting and its failed items with their reasons; written again, the new counts stand."""
        with self.engine.begin() as connection:
            replace(
                connection,
                schema.outcomes,
                [
                    {"run": run, "step": accounting.step, "outcome": outcome, "reason": reason, "count": count}
                    for (outcome, reason), count in sorted(accounting.outcomes.items())
                ],
            )
            replace(
                connection,
                schema.failures,
                [
                    {"run": run, "step": accounting.step, "item": item, "reason": reason}
                    for item, reason in sorted(failures.items())
                ],
            )

    def end_run(self, run: str, *, state: RunState, now: datetime) -> None:
        """Close a run."""
        table = schema.runs
        with self.engine.begin() as connection:
            connection.execute(update(table).where(table.c.id == run).values(state=state, ended=write_time(now)))

    def runs(self, *, limit: int = 10) -> list[RunRecord]:
        """The newest runs with their accounting."""
        table, kept = schema.runs, schema.outcomes
        with reading(self.engine) as connection:
            found = connection.execute(select(table).order_by(table.c.started.desc(), table.c.id).limit(limit)).all()
            return [
                RunRecord(
                    id=row.id,
                    kind=row.kind,
                    started=row.started,
                    ended=row.ended,
                    state=row.state,
                    outcomes=tuple(
                        tuple(line)
                        for line in connection.execute(
                            select(kept.c.step, kept.c.outcome, kept.c.reason, kept.c.count)
                            .where(kept.c.run == row.id)
                            .order_by(kept.c.step, kept.c.outcome, kept.c.reason)
                        )
                    ),
                )
                for row in found
            ]

    def failed_items(self, run: str) -> list[tuple[str, str, str]]:
        """(step, item, reason) of everything that failed in a run."""
        table = schema.failures
        query = select(table.c.step, table.c.item, table.c.reason).where(table.c.run == run)
        with reading(self.engine) as connection:
            return [tuple(row) for row in connection.execute(query.order_by(table.c.step, table.c.item))]


def _address(row: RowMapping) -> Address:
    checked, said = row["last_checked"], row["said"]
    return Address(
        url=row["url"],
        source=row["source"],
        state=row["state"],
        reason=row["reason"],
        document=row["document"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        tries=row["tries"],
        first_seen=datetime.fromisoformat(row["first_seen"]),
        last_checked=None if checked is None else datetime.fromisoformat(checked),
        said=None if said is None else datetime.fromisoformat(said),
    )
