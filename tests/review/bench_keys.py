"""How soon the next passage follows a key, and the first page comes, on a large store; run it by its path.

Makes a store of made-up passages (100,000 where nothing else is said), serves the desk on it and works in a headless
browser: presses Enter again and again as a reader does, and opens the first page anew each time. Prints medians and the
worst beside the machine's load; ends with 1 where a median is over what is allowed. A kept store is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[each]) for each in (1, 2)]

from browser import Desktop, link_for, opened, served  # noqa: E402

from corpus.codebook.taxonomy import load_taxonomy  # noqa: E402
from corpus.store import Store  # noqa: E402
from corpus.synthetic.counts import MODEL  # noqa: E402
from flows.bench.review_bench import MOMENT, make, queue_seconds  # noqa: E402
from flows.review_desk.shares import AuditedShares  # noqa: E402

KEY_MS, PAGE_MS = 150, 1000
"""Medians that are allowed."""

PAUSE_MS = 350
"""Between two keys: quicker than anybody reads."""

WATCH = """() => { window.times = []; document.addEventListener('keydown', (event) => {
  if (event.code !== 'Enter') return;
  const begun = event.timeStamp, before = document.querySelector('#card [data-card]').dataset.passage;
  const look = () => document.querySelector('#card [data-card]').dataset.passage !== before
    ? requestAnimationFrame(() => window.times.push(performance.now() - begun)) : requestAnimationFrame(look);
  look(); }, true); }"""
"""Notes for each Enter how long until another passage was painted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the store, work at it, and print what it took."""
    parser = argparse.ArgumentParser(description="Phím tới đoạn sau, và trang đầu, trên kho lớn (key to next passage)")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=5_000, help="lần duyệt đã có (verdicts that are there)")
    parser.add_argument("--keys", type=int, default=60, help="số lần bấm (keys pressed)")
    parser.add_argument("--pages", type=int, default=10, help="số lần mở trang đầu (openings of the first page)")
    parser.add_argument("--store", type=Path, help="giữ kho ở đây để dùng lại (keep the store)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "large.db"
        made = path.exists()
        with Store(path) as store:
            if not made:
                make(store, passages=options.passages, events=options.events)
                queue_seconds(store)
            found = work(store, keys=options.keys, pages=options.pages)
    print(json.dumps({"passages": options.passages, **found, "load": [round(each, 1) for each in os.getloadavg()]}))
    return int(found["key_ms"]["median"] > KEY_MS or found["page_ms"]["median"] > PAGE_MS)


def work(store: Store, *, keys: int, pages: int) -> dict[str, dict[str, float]]:
    """Milliseconds from key to the next passage, and of the first page: the first time, then the rest."""

    def now() -> Any:
        return MOMENT

    more = {"model": lambda: MODEL, "audited": AuditedShares(store, load_taxonomy(), now), "link": link_for("chi")}
    with opened() as browser, served(store, now, **more) as (address, _):
        desk = Desktop(address, store, browser.new_context(viewport={"width": 1400, "height": 900}))
        loads = []
        for _ in range(pages + 1):
            desk.go("/")
            loads.append(float(desk.page.evaluate("performance.getEntriesByType('navigation')[0].duration")))
        desk.go("/duyet/uncertain")
        desk.page.evaluate(WATCH)
        for _ in range(keys):
            before = desk.passage()
            desk.press("u", "Enter")
            desk.moved_from(before)
            desk.page.wait_for_timeout(PAUSE_MS)
        times = [float(each) for each in desk.page.evaluate("window.times")]
    return {"key_ms": told(times), "page_ms": told(loads[1:]), "page_first_ms": told(loads[:1])}


def told(times: Sequence[float]) -> dict[str, float]:
    """Median, worst and number."""
    return {"median": round(median(times), 1), "worst": round(max(times), 1), "of": len(times)}


if __name__ == "__main__":
    sys.exit(main())
