"""Files made of the demo newspaper's articles, as a person might have them."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import guarding

from corpus.demo.articles import load_articles
from corpus.demo.server import DemoServer
from corpus.store import Store
from extractors.fetch import Fetcher
from extractors.wire import Limits
from flows.acquisition.archiving import Recorder
from flows.acquisition.demo import demo_publisher
from flows.harvest import Desks

NOW = datetime(2026, 11, 24, tzinfo=UTC)

COMMAND = [sys.executable, "-m", "flows.cli"]


def records(limit: int | None = None) -> list[dict[str, str]]:
    """Demo articles as flat records."""
    found = []
    for article in load_articles()[:limit]:
        body = [piece.text for piece in article.body if piece.kind == "paragraph"]
        found.append(
            {
                "id": article.id,
                "title": article.title,
                "sapo": article.lead,
                "text": "\n".join(body or ["Nội dung của bài chỉ có một đoạn ngắn."]),
                "published": article.published.isoformat(),
            }
        )
    return found


def write_records(path: Path, rows: list[dict[str, str]]) -> Path:
    """JSON Lines, compressed where the name says so."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


@contextmanager
def desks(
    server: DemoServer, store: Store, folder: Path, *, now: Callable[[], datetime] = lambda: NOW
) -> Iterator[Desks]:
    """What the demo newspaper is harvested with."""
    publisher, loopback = demo_publisher(server.base_url)
    recorder = Recorder(folder=folder, source=publisher.slug)
    with Fetcher(
        agent="bamsat-test/1 (+nobody)",
        allowed_hosts=frozenset({"127.0.0.1"}),
        limits=Limits(delay=0.0, delay_cap=0.0),
        loopback=loopback,
        now=now,
        jitter=random.Random(0).random,
        record=recorder,
    ) as fetcher:
        yield Desks(publisher, store, fetcher, recorder, now)


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which bamsat works on a folder of its own, with one process."""
    root = str(Path(__file__).resolve().parents[1])
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        **guarding.for_child(root),
        "BAMSAT_HOME": str(home / "data"),
        "BAMSAT_WORKERS": "1",
        "LANG": "C.UTF-8",
        **more,
    }


def bamsat(home: Path, *arguments: str, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(home, **more),
        cwd=home,
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def bamsat_json(home: Path, *arguments: str, given: str | None = None) -> Any:
    """Run a command that must succeed with --json, and read what it printed."""
    done = bamsat(home, *arguments, "--json", given=given)
    assert done.returncode in (0, 3), done.stderr
    return json.loads(done.stdout)
