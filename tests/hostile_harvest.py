"""A harvest of hostile servers and of a good neighbour, told as JSON: run in a process of its own, whose memory counts.

``python -m hostile_harvest FOLDER HOSTILE:PORT NEIGHBOUR:PORT LISTINGS``, where LISTINGS is JSON with the hostile
server's feeds, sitemaps and sections.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.store import Store
from extractors.fetch import Fetcher
from extractors.wire import Limits
from flows.acquisition.archiving import Recorder
from flows.acquisition.demo import demo_publisher
from flows.harvest import Desks, harvest
from tests.extractors.hostile import Names

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LIMITS = Limits(connect=0.5, read=0.3, total=0.5, tries=1, delay=0.0, delay_cap=0.0, strikes=1000)


def memory(name: str) -> int:
    """A figure of this process's memory in megabytes: ``VmRSS`` now, ``VmHWM`` at the most.

    What ``getrusage`` tells would count the process that started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1024


def main(arguments: Sequence[str]) -> None:
    """Harvest the hostile server, then the neighbour, with one fetcher."""
    folder, hostile, neighbour, listings = Path(arguments[0]), arguments[1], arguments[2], json.loads(arguments[3])
    recorder = Recorder(folder=folder / "kho", source="hostile")
    fetcher = Fetcher(
        agent="bamsat/0.1 (+lien-he@bao.test)",
        allowed_hosts=frozenset({"bao.test", "trong.test"}),
        limits=LIMITS,
        loopback=frozenset({hostile, neighbour, f"127.0.0.1:{neighbour.partition(':')[2]}"}),
        now=lambda: NOW,
        jitter=lambda: 0.5,
        resolver=Names(bao_test="10.9.9.9", trong_test="192.168.1.1", lang_gieng="127.0.0.1"),
        record=recorder,
    )
    told: dict[str, object] = {}
    with fetcher, Store(folder / "s.db") as store:
        before = memory("VmRSS")
        for name, authority, found in (
            ("hostile", hostile, {key: tuple(value) for key, value in listings.items()}),
            ("neighbour", neighbour, {"feeds": ("/rss.xml",), "sitemaps": (), "sections": ()}),
        ):
            publisher = replace(demo_publisher(f"http://{authority}")[0], **found)
            publisher = replace(publisher, source=replace(publisher.source, slug=name))
            start = time.monotonic()
            accounting, failures = harvest(Desks(publisher, store, fetcher, recorder, lambda: NOW))
            told[name] = {
                "taken": accounting.taken,
                "outcomes": [[outcome, reason, count] for (outcome, reason), count in accounting.outcomes.items()],
                "failures": failures,
                "balanced": accounting.balanced,
                "seconds": time.monotonic() - start,
                "documents": store.count_documents(),
            }
        told["megabytes"] = memory("VmHWM") - before
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
