"""How quickly the review desk answers on a large store: ``python -m flows.bench.review_bench --passages 100000``.

Makes a store of made-up passages with people's verdicts (:mod:`corpus.synthetic`),
opens it with the application and asks for every page through its ASGI interface: the server's side only, without a
browser or a network. The first asking of each page in a new process is told apart from the median of those after it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from rich.table import Table

from corpus.codebook.taxonomy import load_taxonomy
from corpus.events.gathering import gather
from corpus.people.judgements import Judgements
from corpus.people.queues import DISAGREEMENT, Queues
from corpus.store import Store
from corpus.synthetic.counts import MODEL, fill
from corpus.synthetic.people import PEOPLE, PERIOD, judge
from corpus.synthetic.words import COMMON, RARE, wording
from flows.commands import screen
from flows.review_desk.queues import fill_queues
from flows.review_desk.shares import AuditedShares
from flows.review_desk.shelf import alpha_by_area
from review.app import create_app
from review.desk import Desk
from review.handed import Beside, CardSheet, Changed, Shelved
from review.security import Safety, new_token, sum_of

HOST = "127.0.0.1"
MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
TIMES = 5
COOKIE_HOURS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that was asked for: milliseconds the first time, the median of the next, and bytes of the answer.

    ``work`` is the median of the processor's milliseconds, which other programs on the machine do not lengthen.
    """

    page: str
    path: str
    first: float
    first_work: float
    again: float
    work: float
    size: int


class _OneModel:
    """A shelf with the model of the made-up store and nothing to change."""

    def models(self) -> Sequence[Shelved]:
        return [Shelved(MODEL, "primary", shadow=False)]

    def card(self, id: str) -> CardSheet | None:
        return None

    def changes(self) -> Sequence[Changed]:
        return []

    def before(self) -> str | None:
        return None

    def promote(self, id: str, *, why: str, at: datetime) -> None:
        return None

    def rollback(self, *, why: str, at: datetime) -> str:
        return MODEL

    def beside(self) -> Beside | None:
        return None


def measure(arguments: Sequence[str] | None = None) -> int:
    """Make the store, ask, and print what it took."""
    parser = argparse.ArgumentParser(description="Đo tốc độ của bàn duyệt trên kho lớn (speed of the review desk)")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--events", type=int, help="lần duyệt; mặc định bằng số đoạn, tới 100.000 (judgements)")
    parser.add_argument("--times", type=int, default=TIMES, help="lần hỏi lại mỗi trang (askings after the first)")
    parser.add_argument("--store", type=Path, help="giữ kho ở đây để dùng lại (keep the store)")
    parser.add_argument("--json", action="store_true", help="in JSON thay cho bảng (print JSON)")
    options = parser.parse_args(arguments)
    events = min(options.passages, 100_000) if options.events is None else options.events
    with tempfile.TemporaryDirectory() as folder:
        where = options.store or Path(folder) / "synthetic.db"
        made = where.exists()
        with Store(where) as store:
            if not made:
                make(store, passages=options.passages, events=events)
            filled = queue_seconds(store)
        with Store(where) as store:
            asked = ask_all(store, times=options.times)
    if options.json:
        screen.emit(
            {
                "passages": options.passages,
                "events": events,
                "queues_s": {name: round(wall, 3) for name, (wall, _) in filled.items()},
                "queues_processor_s": {name: round(work, 3) for name, (_, work) in filled.items()},
                "pages": [
                    {
                        "page": each.page,
                        "first_ms": round(each.first, 1),
                        "first_processor_ms": round(each.first_work, 1),
                        "median_ms": round(each.again, 1),
                        "median_processor_ms": round(each.work, 1),
                    }
                    for each in asked
                ],
            }
        )
    else:
        screen.console().print(_table(filled, asked))
    return 0


def make(store: Store, *, passages: int, events: int) -> None:
    """Fill a store as the measurements need it."""
    fill(store, passages=passages, worded=wording)
    gather(store.engine, MODEL)
    judge(store, events=events, now=MOMENT)


def queue_seconds(store: Store) -> dict[str, tuple[float, float]]:
    """Seconds by the clock and by the processor of filling queues: all anew, where nothing changed, and one alone."""
    thresholds = dict.fromkeys(load_taxonomy().codes, 0.5)

    def all_queues() -> object:
        return fill_queues(store, model=MODEL, thresholds=lambda: thresholds, now=MOMENT)

    def disagreement() -> object:
        return Queues(store.engine).fill_disagreement(now=MOMENT)

    taken = {}
    for name, work in (("anew", all_queues), ("unchanged", all_queues), (DISAGREEMENT, disagreement)):
        begin, began = time.perf_counter(), time.process_time()
        work()
        taken[name] = (time.perf_counter() - begin, time.process_time() - began)
    return taken


def desk_on(store: Store) -> Desk:
    """A desk on the made-up store, with everything that a real one works out from the store."""
    taxonomy = load_taxonomy()

    def now() -> datetime:
        return MOMENT

    return Desk(
        store=store,
        taxonomy=taxonomy,
        now=now,
        safety=Safety(b"b" * 32, hosts=frozenset({HOST})),
        version="bench",
        model=lambda: MODEL,
        alpha=alpha_by_area(taxonomy.codes, seed=0),
        shelf=_OneModel(),
        audited=AuditedShares(store, taxonomy, now),
    )


def ask_all(store: Store, *, times: int) -> list[Asked]:
    """Ask for each page once and then so many times more; the last is left out where it needs what is not there."""
    desk = desk_on(store)
    app, cookie = create_app(desk), _sitting(desk)
    ask(app, "/so-tay", cookie="")
    found = []
    for page, path in pages(store):
        taken, worked, size = [], [], 0
        for _ in range(times + 1):
            begin, began = time.perf_counter(), time.process_time()
            status, size = ask(app, path, cookie=cookie)
            taken.append(1000 * (time.perf_counter() - begin))
            worked.append(1000 * (time.process_time() - began))
            if status != 200:
                raise SystemExit(f"{path}: {status}")
        again, work = median(taken[1:] or taken), median(worked[1:] or worked)
        found.append(Asked(page, path, taken[0], worked[0], again, work, size))
    return found


def pages(store: Store) -> list[tuple[str, str]]:
    """The pages by name, and their addresses."""
    disagreeing = Queues(store.engine).waiting(DISAGREEMENT, "nobody", now=MOMENT, limit=1)
    judged = Judgements(store.engine).events(passage=disagreeing[0]) if disagreeing else []
    common, bare, rare = quote(COMMON), quote("dong khoi moi"), quote(RARE)
    waiting = Queues(store.engine).waiting("uncertain", "nobody", now=MOMENT, limit=1)
    found = [
        ("Tổng quan", "/"),
        ("Tổng quan, số đếm", "/?so=so-dem"),
        ("Tổng quan, năm", "/?ky=year"),
        ("Tổng quan, một huyện", "/?noi=ben-tre/ba-tri"),
        ("Bằng chứng", "/bang-chung"),
        ("Bằng chứng, mảng", "/bang-chung?mang=3"),
        ("Bằng chứng, mảng × tháng", "/bang-chung?mang=3&tu=2024-03&den=2024-03"),
        ("Bằng chứng, khâu", "/bang-chung?khau=ket_qua"),
        ("Bằng chứng, cách nói và mức", "/bang-chung?cach=reported&muc=2"),
        ("Bằng chứng, mức 4", "/bang-chung?muc=4"),
        ("Bằng chứng, nơi", "/bang-chung?noi=ben-tre/ba-tri"),
        ("Bằng chứng, nguồn", "/bang-chung?nguon=khac"),
        ("Bằng chứng, đã duyệt", "/bang-chung?duyet=judged"),
        ("Bằng chứng, chưa duyệt", "/bang-chung?duyet=unjudged"),
        ("Bằng chứng, mới", "/bang-chung?moi=2026-10-25T00%3A00%3A00%2B07%3A00"),
        ("Bằng chứng, tìm cụm thường gặp", f"/bang-chung?q={common}"),
        ("Bằng chứng, tìm không dấu", f"/bang-chung?q={bare}"),
        ("Bằng chứng, tìm cụm hiếm", f"/bang-chung?q={rare}"),
        ("Bằng chứng, tìm và mảng", f"/bang-chung?mang=3&q={common}"),
        ("Hàng chờ", "/duyet"),
        *[("Duyệt", f"/duyet/uncertain/{each}") for each in waiting],
        ("Hàng chờ tìm", f"/api/label/queues/search/next?q={common}"),
        ("Mẫu kiểm", f"/api/label/queues/audit/next?q={PERIOD}"),
        ("Đối chiếu", "/doi-chieu"),
        ("Đối chiếu, xong", "/doi-chieu?xong=1"),
        *[("Đối chiếu, một đoạn", f"/doi-chieu/{each.passage}") for each in judged[:1]],
        ("Mô hình", "/mo-hinh"),
        ("Mô hình, chỗ nhầm", f"/mo-hinh/{MODEL}"),
        ("Mô hình, đoạn nhầm", f"/mo-hinh/{MODEL}/khac?nguoi=3&loai=sot"),
        ("Nguồn", "/nguon"),
        ("Nguồn, một nguồn", "/nguon/dong-khoi"),
        ("Sổ tay", "/so-tay"),
    ]
    return found


def ask(app: Callable[..., Any], path: str, *, cookie: str) -> tuple[int, int]:
    """The status and the size of the answer to a GET, asked as a server would ask."""
    bare, _, query = path.partition("?")
    scope: MutableMapping[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": bare,
        "raw_path": bare.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", HOST.encode()), (b"cookie", cookie.encode())],
        "client": (HOST, 50000),
        "server": (HOST, 80),
    }
    status = size = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, size
        status = message.get("status", status)
        size += len(message.get("body", b""))

    asyncio.run(_called(app, scope, receive, send))
    return status, size


async def _called(app: Callable[..., Any], scope: Any, receive: Any, send: Any) -> None:
    await app(scope, receive, send)


def _sitting(desk: Desk) -> str:
    name, token = PEOPLE[0], new_token()
    if name not in {each.name for each in desk.people.listed()}:
        desk.people.add(name, role="lead", password="", now=MOMENT)
    until = MOMENT + timedelta(hours=COOKIE_HOURS)
    desk.people.sit(sum_of(token), name, now=MOMENT, until=until)
    return f"{desk.safety.cookie}={token}"


def _table(filled: dict[str, tuple[float, float]], asked: Sequence[Asked]) -> Table:
    table = Table(title="make bench: bàn duyệt", title_justify="left", show_edge=False)
    for name in ("trang", "lần đầu, ms", "xử lý, ms", "trung vị, ms", "xử lý, ms", "KB"):
        table.add_column(name, justify="left" if name == "trang" else "right")
    for each in asked:
        times = (each.first, each.first_work, each.again, each.work, each.size / 1024)
        table.add_row(each.page, *(f"{value:.0f}" for value in times))
    for name, (wall, work) in filled.items():
        table.add_row(f"lập hàng chờ, {name}", f"{1000 * wall:.0f}", f"{1000 * work:.0f}", "", "", "")
    return table


if __name__ == "__main__":
    sys.exit(measure())
