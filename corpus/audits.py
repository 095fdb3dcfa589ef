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

from corpus import schema
from corpus.engine import reading
from corpus.errors import BadInput
from corpus.frame import Framed, Stratum, frame, strata_of
from corpus.periods import months_of
from corpus.rows import Row, to_json, write_time
from corpus.sampling import allocate, draw, rank

_audit, _item = schema.audits, schema.audit_items


@dataclass(frozen=True, slots=True)
class Audit:
    """A sample that was drawn. ``scope`` is "" or the slug of the one source it was drawn from.

    ``strata`` are sums over the whole population on the day of drawing, ``drawn`` how many were drawn of each.
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
        allocation: Mapping[str, int] | None = None,
    ) -> Audit:
        """Draw a sample of the passages in scope published in a period, and keep it.

        Args:
            period: ``2026-10``, ``2026-Q4``, ``2026-H2`` or ``2026``.
            size: how many to draw; ``minimum`` of each stratum may make it more.
            allocation: how many of each stratum, instead of :func:`corpus.sampling.allocate`.

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
                strata = strata_of(framed)
                sizes = {each.name: each.size for each in strata}
                counts = _checked(allocation, sizes, id) if allocation else allocate(sizes, size, minimum=minimum)
                items = _items(id, framed, sizes, counts, seed=seed)
                design = {"size": size, "minimum": minimum, "drawn": counts, "strata": [asdict(s) for s in strata]}
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
                connection.execute(insert(_item), items)
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


def _checked(allocation: Mapping[str, int], sizes: Mapping[str, int], id: str) -> dict[str, int]:
    for name, count in allocation.items():
        if not 0 <= count <= sizes.get(name, 0):
            raise BadInput(f"tầng {name} có {sizes.get(name, 0)} đoạn, không rút được {count}", where=f"audit {id}")
    missing = [name for name in sizes if not allocation.get(name)]
    if missing:
        raise BadInput(
            f"mọi tầng phải được rút ít nhất một đoạn, thiếu {', '.join(sorted(missing))} (a stratum without a draw)",
            where=f"audit {id}",
        )
    return dict(sorted(allocation.items()))


def _items(
    id: str, framed: Sequence[Framed], sizes: Mapping[str, int], counts: Mapping[str, int], *, seed: int
) -> list[dict[str, Any]]:
    by_stratum: dict[str, list[str]] = {}
    for each in framed:
        by_stratum.setdefault(each.stratum, []).append(each.passage)
    chosen = {
        passage for name, passages in by_stratum.items() for passage in draw(passages, counts.get(name, 0), seed=seed)
    }
    drawn = sorted((each for each in framed if each.passage in chosen), key=lambda e: rank(seed, "order", e.passage))
    return [
        {
            "audit": id,
            "passage": each.passage,
            "ordinal": ordinal,
            "stratum": each.stratum,
            "size": sizes[each.stratum],
            "drawn": counts[each.stratum],
            "inclusion": counts[each.stratum] / sizes[each.stratum],
            "document": each.document,
            "source": each.source,
            "month": each.month,
            "areas": to_json(list(each.areas)),
            "probabilities": to_json(dict(each.probabilities)),
        }
        for ordinal, each in enumerate(drawn)
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
    )


def item_from(row: Row) -> AuditItem:
    """An item from a row of ``audit_items``."""
    return AuditItem(
        **{**row, "areas": tuple(json.loads(row["areas"])), "probabilities": json.loads(row["probabilities"])}
    )
