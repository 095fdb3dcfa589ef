"""A desk as it looks after some weeks of work, for tests that go over all of its pages: a shelf, disputes, faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from corpus_samples import article, judged
from review_samples import MODEL, MORNING
from sqlalchemy import insert

from corpus.codebook.taxonomy import load_taxonomy
from corpus.database import schema
from corpus.errors import StoreError
from corpus.events.gathering import gather
from corpus.label import Evidence, Judgement, Verdict
from corpus.people.causes import with_cause
from corpus.people.judgements import Draft, Judgements
from corpus.sources.ledger import Ledger
from corpus.sources.listings import Listing, Listings
from corpus.sources.quarantine import Quarantine
from corpus.sources.vitals import RaisedAlarm, keep_alarms
from corpus.store import Store
from flows.review_desk.report import Reports
from flows.review_desk.sheets import Sheets
from review.desk import Reason
from review.handed import (
    Alpha,
    Apart,
    AreaBeside,
    Beside,
    Bin,
    Canary,
    CardSheet,
    Changed,
    Declared,
    Figure,
    Measured,
    Shelved,
    SourceWatch,
)

CODES = "1234567"
SLUG = "dong-khoi"
AUDIT_ID = "2026-11"
LOT = "0123456789ab"


class PlainShelf:
    """A shelf of three models kept in a list, in use the first."""

    def __init__(self, *, apart: Sequence[str] = ()) -> None:
        self.stand = [
            Shelved(MODEL, "primary", False, macro=Figure(0.79, 0.77, 0.81), passages=6231, taxonomy="2021.1"),
            Shelved("m-2", "candidate", True, macro=Figure(0.82, 0.8, 0.84, 90), passed=True, taxonomy="2022.1"),
            Shelved("m-0", "retired", False, passed=False),
        ]
        self.log: list[Changed] = []
        self.fault = ""
        self.apart = apart

    def models(self) -> Sequence[Shelved]:
        """All three."""
        return self.stand

    def card(self, id: str) -> CardSheet | None:
        """A card of all but the last."""
        if self.fault:
            raise StoreError(self.fault)
        if id == "m-0":
            return None
        measured = Measured("held_out", 90, 60, Figure(0.82, 0.8, 0.84), None, {"3": Figure(0.9, 0.85, 0.95, 20)}, 0.02)
        return CardSheet(measured=[measured], bins=[Bin(0.55, 0.6, 40)], passed=True, limits=["ít đoạn"])

    def changes(self) -> Sequence[Changed]:
        """Newest first."""
        return self.log[::-1]

    def before(self) -> str | None:
        """The retired one."""
        return "m-0"

    def promote(self, id: str, *, why: str, at: datetime) -> None:
        """Put one into use."""
        self.stand = [replace(each, profile="primary" if each.id == id else "retired") for each in self.stand]
        self.log.append(Changed(id, at.isoformat(), "promote", why))

    def rollback(self, *, why: str, at: datetime) -> str:
        """Put the retired one into use."""
        self.promote("m-0", why=why, at=at)
        self.log[-1] = replace(self.log[-1], kind="rollback")
        return "m-0"

    def beside(self) -> Beside | None:
        """Nothing is marked, or the candidate that differs on the passages named."""
        if not self.apart:
            return None
        return Beside(
            MODEL, "m-2", "2026-11-20T08:00:00+07:00", "thử", 12, 3,
            [AreaBeside("3", 4, 1, 0, 0.9, 0.8)], [Apart(each, "3", 0.7, 0.2, "primary") for each in self.apart], 0.25,
        )  # fmt: skip


def draw_audit(store: Store, passages: Sequence[str]) -> str:
    """Draw passages into an audit sample, and give the address of its queue."""
    row = {"id": AUDIT_ID, "period": AUDIT_ID, "scope": "", "seed": 1, "model": MODEL, "taxonomy": "2021.1"}
    size = len(passages)
    design = f'{{"size":{size},"minimum":2,"strata":[],"drawn":{{"all":{size}}}}}'
    with store.engine.begin() as connection:
        connection.execute(
            insert(schema.audits).values(**row, made_at="2026-11-24T08:00:00+07:00", design=design, population=3 * size)
        )
        for ordinal, passage in enumerate(passages):
            connection.execute(
                insert(schema.audit_items).values(
                    audit=AUDIT_ID,
                    passage=passage,
                    ordinal=ordinal,
                    stratum="all",
                    size=3 * size,
                    drawn=size,
                    inclusion=1 / 3,
                    document="d",
                    source="s",
                    month=AUDIT_ID,
                    areas="[]",
                    probabilities="{}",
                )
            )
    return f"/duyet/audit?q={AUDIT_ID}"


def yes_to(areas: str) -> dict[str, Verdict]:
    """A verdict on every area: yes to these."""
    return {code: "yes" if code in areas else "no" for code in CODES}


def dispute(store: Store, passages: Sequence[str], *, people: Sequence[tuple[str, str]], now: datetime) -> None:
    """Have people say unlike things of passages: (name, areas) each."""
    for passage in passages:
        for person, areas in people:
            draft = Draft(passage, person, yes_to(areas), taxonomy="2021.1", queue="uncertain")
            Judgements(store.engine).record(draft, now=now)


def explain(text: str, title: str, areas: Sequence[str]) -> Sequence[Reason]:
    """A word for each area and one against it."""
    words = text.split()
    return [Reason(area, words[0], 1.25) for area in areas] + [Reason(area, words[-1], -0.5) for area in areas]


def alpha(verdicts: Sequence[Judgement]) -> Sequence[Alpha]:
    """A figure of each area, whatever was said."""
    return [Alpha(code, Figure(0.71, 0.62, 0.8, len(verdicts)), 2) for code in CODES]


WATCH = SourceWatch(
    declared=[Declared(SLUG, "Báo Đồng Khởi", "self_report", ("dongkhoi.example",), assumed=("múi giờ",))],
    canaries=lambda measures: [Canary("valid", 0.9, 0.95, 1.0, 0.61, 40, fine=False)],
    next_visit=lambda now: now + timedelta(hours=4),
    retry=lambda items, person: None,
)


def furnished(store: Store, passages: Sequence[str]) -> dict[str, Any]:
    """Fill a store with all that a page may show, and give what its desk is made of besides."""
    engine, now = store.engine, MORNING
    dispute(store, passages[:2], people=(("lan", "35"), ("minh", "5")), now=now)
    lead = Draft(
        passages[1], "hoa", yes_to("3"), taxonomy="2021.1", standing="lead", note=with_cause("ambiguous", "hai ý")
    )
    Judgements(engine).record(lead, now=now)
    draw_audit(store, passages[4:8])
    _one_act_in_two_papers(store)
    Quarantine(engine).hold(
        {f"https://dongkhoi.example/{n}": "không thấy thân bài" for n in range(3)},
        source=SLUG,
        step="harvest",
        places={},
        now=now,
    )
    ledger = Ledger(engine)
    ledger.start_run("r-1", kind="harvest", versions={}, now=now)
    keep_alarms(engine, [RaisedAlarm("r-1", SLUG, "words", "bài ngắn hẳn đi")])
    ledger.see(["https://dongkhoi.example/cam", "https://dongkhoi.example/mat"], source=SLUG, now=now)
    ledger.settle("https://dongkhoi.example/cam", state="barred", now=now, reason="robots.txt")
    ledger.settle("https://dongkhoi.example/mat", state="failed", now=now, reason="đã gỡ (410)")
    Listings(engine).keep(
        [Listing("https://dongkhoi.example/rss", SLUG, now, now + timedelta(hours=2), visits=((now, 7),))]
    )
    shelf = PlainShelf(apart=passages[:3])
    shelf.log.append(Changed(MODEL, now.isoformat(), "promote", "chi: tốt hơn ở mảng 3"))
    return {
        "shelf": shelf,
        "watch": WATCH,
        "explain": explain,
        "alpha": alpha,
        "report": Reports(store, clock=monotonic),
        "sheets": Sheets(store, load_taxonomy(), {SLUG: "Báo Đồng Khởi"}),
    }


def _one_act_in_two_papers(store: Store) -> None:
    words = "Ngày 20-11-2026, Huyện ủy Ba Tri ban hành Kế hoạch số 45-KH/HU về sắp xếp bộ máy."
    said = Evidence(
        3, actors=("Huyện ủy Ba Tri",), places=("ben-tre/ba-tri",), dates=("2026-11-20",), documents=("45-KH/HU",)
    )
    for number, source in ((801, SLUG), (802, "bao-khac")):
        document = article(number, words, published=MORNING - timedelta(days=1), source=source)
        result = judged(document, model=MODEL)
        store.put_documents([(document, None)])
        predictions = tuple(replace(each, evidence=said) for each in result.predictions)
        store.put_judged([replace(result, predictions=predictions)])
    gather(store.engine, MODEL)
