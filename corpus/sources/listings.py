"""What is remembered of the feeds, sitemaps and section pages that name articles."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import to_json, write_time
from corpus.database.statements import portions, replace

REMEMBERED = 40
"""Visits of a listing that are kept."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing as it was when it was last asked for.

    Attributes:
        etag, last_modified: validators for a conditional request.
        due: before this time a scheduled run does not ask again.
        visits: (time, how many addresses not met before), newest last.
        following: pages it leads to: a next page, the sitemaps of an index.
        oldest: day of the oldest article it names; None where it names no days.
    """

    url: str
    source: str
    checked: datetime
    due: datetime
    etag: str | None = None
    last_modified: str | None = None
    visits: tuple[tuple[datetime, int], ...] = ()
    following: tuple[str, ...] = ()
    oldest: date | None = None


class Listings:
    """Listings in the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def known(self, urls: Collection[str]) -> dict[str, Listing]:
        """What is remembered of these listings, by address."""
        table = schema.listings
        found: dict[str, Listing] = {}
        with reading(self.engine) as connection:
            for part in portions(list(urls)):
                for row in connection.execute(select(table).where(table.c.url.in_(part))).mappings():
                    found[row["url"]] = Listing(
                        url=row["url"],
                        source=row["source"],
                        checked=datetime.fromisoformat(row["checked"]),
                        due=datetime.fromisoformat(row["due"]),
                        etag=row["etag"],
                        last_modified=row["last_modified"],
                        visits=tuple((datetime.fromisoformat(at), new) for at, new in json.loads(row["visits"])),
                        following=tuple(json.loads(row["following"])),
                        oldest=None if row["oldest"] is None else date.fromisoformat(row["oldest"]),
                    )
        return found

    def keep(self, listings: Collection[Listing]) -> None:
        """Remember listings as they are now, in one transaction."""
        with self.engine.begin() as connection:
            replace(
                connection,
                schema.listings,
                [
                    {
                        "url": listing.url,
                        "source": listing.source,
                        "etag": listing.etag,
                        "last_modified": listing.last_modified,
                        "checked": write_time(listing.checked),
                        "due": write_time(listing.due),
                        "visits": to_json([[write_time(at), new] for at, new in listing.visits[-REMEMBERED:]]),
                        "following": to_json(list(listing.following)),
                        "oldest": None if listing.oldest is None else listing.oldest.isoformat(),
                    }
                    for listing in listings
                ],
            )

    def of_source(self, source: str) -> list[Listing]:
        """Every listing of a source that was ever asked for, by address."""
        table = schema.listings
        with reading(self.engine) as connection:
            urls = list(connection.scalars(select(table.c.url).where(table.c.source == source).order_by(table.c.url)))
        known = self.known(urls)
        return [known[url] for url in urls]
