"""Audit samples: drawn once for a period, never drawn again, and read by people without regard to what is convenient.

A sample that may be drawn again until it pleases proves nothing, so a period has one, its rows can be added and never
changed, and what was predicted is kept as it was on the day of drawing. A judgement belongs to a sample when it was
given in its queue, ``audit <id>``.

::

    audits = Audits(store.engine)
    audit = audits.draw("2026-10", size=120, seed=7, model=model, taxonomy="2021.1", now=now)
    for item in open_items(store.engine, audit.id, person="lan", limit=20): ...
    rows = labels_for(store.engine, since="2026-10", until="2026-10")
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from corpus.audit.frame import Framed, Stratum, frame, strata_of
from corpus.audit.sampling import Draw, draw, gathered, rank
from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import Row, to_json, write_time
from corpus.errors import BadInput
from corpus.periods import months_of

_audit, _item = schema.audits, schema.audit_items


@dataclass(frozen=True, slots=True)
class Audit:
    """A sample that was drawn. ``scope`` is "" or the slug of the one source it was drawn from.

    ``strata`` are sums over the whole population on the day of drawing, ``drawn`` how many were drawn of each, and
    ``gathers`` the strata that were too small to be drawn from, with the one each was put into.
    """

    id: str
    period: str
    scope: str
    seed: int
    model: str
    taxonomy: str
    made_at: str
    population: int
    size: int
    minimum: int
    strata: tuple[Stratum, ...]
    drawn: Mapping[str, int]
    gathers: Mapping[str, str]

    def stratum(self, framed: Framed) -> str:
        """The stratum of this sample that a passage of its period belongs to."""
        return self.gathers.get(framed.stratum, framed.stratum)

    @property
    def queue(self) -> str:
        """Why its passages are shown: what a judgement given on them says in ``shown_because``."""
        return queue_of(self.id)


@dataclass(frozen=True, slots=True)
class AuditItem:
    """A passage of a sample, in the order it is to be read.

    ``inclusion`` is the probability that it was drawn, ``drawn / size`` of its stratum; ``areas`` and
    ``probabilities`` are as predicted on the day of drawing.
    """

    audit: str
    passage: str
    ordinal: int
    stratum: str
    size: int
    drawn: int
    inclusion: float
    document: str
    source: str
    month: str
    areas: tuple[str, ...]
    probabilities: Mapping[str, float]


def queue_of(audit: str) -> str:
    """The queue of a sample."""
    return f"audit {audit}"


class Audits:
    """The audit samples of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def draw(
        self,
        period: str,
        *,
        size: int,
        seed: int,
        model: str,
        taxonomy: str,
        now: datetime,
        source: str | None = None,
        minimum: int = 2,
    ) -> Audit:
        """Draw a sample of the passages in scope published in a period, and keep it.

        Args:
            period: ``2026-10``, ``2026-Q4``, ``2026-H2`` or ``2026``.
            size: how many to draw, by Neyman's allocation over predicted area and source; small strata are gathered.
            minimum: of each stratum, where the size allows it.

        Raises:
            BadInput: the period has its sample already, nothing was read in it, or a number that cannot be.
        """
        id = period if source is None else f"{period}.{source}"
        months_of(period)
        if size < 1 or minimum < 1:
            raise BadInput("cỡ mẫu phải từ 1 trở lên (at least 1)", where=f"audit {id}")
        try:
            with self.engine.begin() as connection:
                first = connection.execute(select(_audit).where(_audit.c.id == id)).mappings().first()
                if first is not None:
                    raise _drawn_already(first)
                framed = list(frame(connection, model=model, period=period, source=source))
                if not framed:
                    raise BadInput(
                        "chưa đoạn nào của kỳ này được đọc và phân loại trong phạm vi; chạy bamsat run trước"
                        " (nothing in scope was read)",
                        where=f"audit {id}",
                    )
                names = gathered([each.stratum for each in framed], size=size)
                drawn = draw([each.passage for each in framed], names, size=size, seed=str(seed), least=minimum)
                design = {
                    "size": size,
                    "minimum": minimum,
                    "drawn": {each.name: each.drawn for each in drawn.strata},
                    "strata": [asdict(each) for each in strata_of(framed, names)],
                    "gathers": {
                        each.stratum: name for each, name in zip(framed, names, strict=True) if each.stratum != name
                    },
                }
                row = {
                    "id": id,
                    "period": period,
                    "scope": source or "",
                    "seed": seed,
                    "model": model,
                    "taxonomy": taxonomy,
                    "made_at": write_time(now),
                    "design": to_json(design),
                    "population": len(framed),
                }
                connection.execute(insert(_audit), row)
                connection.execute(insert(_item), _items(id, framed, drawn, seed=seed))
        except IntegrityError as error:
            raise BadInput("mẫu kiểm định của kỳ này vừa được rút ở nơi khác (just drawn)", where=id) from error
        return _audit_from(row)

    def all(self) -> list[Audit]:
        """Every sample, by period."""
        with reading(self.engine) as connection:
            return [_audit_from(row) for row in connection.execute(select(_audit).order_by(_audit.c.id)).mappings()]

    def audit(self, id: str) -> Audit:
        """One sample.

        Raises:
            BadInput: there is none of that id.
        """
        with reading(self.engine) as connection:
            row = connection.execute(select(_audit).where(_audit.c.id == id)).mappings().first()
        if row is None:
            raise BadInput("chưa có mẫu kiểm định này; rút bằng bamsat audit draw (no such audit)", where=id)
        return _audit_from(row)

    def items(self, id: str) -> list[AuditItem]:
        """The passages of a sample in the order they are to be read."""
        query = select(_item).where(_item.c.audit == id).order_by(_item.c.ordinal)
        with reading(self.engine) as connection:
            return [item_from(row) for row in connection.execute(query).mappings()]


def _items(id: str, framed: Sequence[Framed], drawn: Draw, *, seed: int) -> list[dict[str, Any]]:
    units = {unit.id: unit for unit in drawn.units}
    strata = {each.name: each for each in drawn.strata}
    chosen = sorted(
        (each for each in framed if each.passage in units), key=lambda each: rank(seed, "order", each.passage)
    )
    return [
        {
            "audit": id,
            "passage": each.passage,
            "ordinal": ordinal,
            "stratum": units[each.passage].stratum,
            "size": strata[units[each.passage].stratum].passages,
            "drawn": strata[units[each.passage].stratum].drawn,
            "inclusion": units[each.passage].inclusion,
            "document": each.document,
            "source": each.source,
            "month": each.month,
            "areas": to_json(list(each.areas)),
            "probabilities": to_json(dict(each.probabilities)),
        }
        for ordinal, each in enumerate(chosen)
    ]


def _drawn_already(first: Row) -> BadInput:
    return BadInput(
        f"kỳ này đã rút mẫu kiểm định {first['id']} lúc {first['made_at']} với hạt giống {first['seed']};"
        " mẫu chỉ rút một lần, hãy đọc tiếp mẫu đó (drawn once, never again)",
        where=f"audit {first['id']}",
    )


def _audit_from(row: Row) -> Audit:
    design = json.loads(row["design"])
    return Audit(
        id=row["id"],
        period=row["period"],
        scope=row["scope"],
        seed=row["seed"],
        model=row["model"],
        taxonomy=row["taxonomy"],
        made_at=row["made_at"],
        population=row["population"],
        size=design["size"],
        minimum=design["minimum"],
        strata=tuple(Stratum(**each) for each in design["strata"]),
        drawn=design["drawn"],
        gathers=design.get("gathers", {}),
    )


def item_from(row: Row) -> AuditItem:
    """An item from a row of ``audit_items``."""
    return AuditItem(
        **{**row, "areas": tuple(json.loads(row["areas"])), "probabilities": json.loads(row["probabilities"])}
    )
