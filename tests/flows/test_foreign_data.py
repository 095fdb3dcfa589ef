"""Data of a page never becomes code: JSON-LD that names a class goes through the flow twice and leaves no mark."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from crash_samples import ARTICLES, THEN, settings
from flow_samples import environment

from corpus.demo.articles import load_articles
from corpus.demo.server import DemoServer
from corpus.demo.site import Response
from corpus.store import Store
from flows.day import whole_day
from flows.runs.run import Run


class Hostile(DemoServer):
    """A newspaper whose pages carry metadata that names a class to be called when it is loaded."""

    def __init__(self, mark: Path) -> None:
        super().__init__(articles=[each for each in load_articles() if not each.twist][:ARTICLES])
        call = {"__class__": "subprocess.getoutput", "data": [f"touch {mark}"]}
        data = {"@type": "NewsArticle", "headline": call, "author": call, "articleBody": [call], **call}
        self.metadata = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'.encode()

    def respond(self, path: str) -> Response:
        answer = super().respond(path)
        return replace(answer, body=answer.body.replace(b"</head>", self.metadata))


def test_the_whole_day_twice_leaves_no_mark(tmp_path: Path) -> None:
    with Hostile(tmp_path / "MARK") as server:
        for _ in range(2):
            with Run(settings(tmp_path / "home"), kind="daily", now=lambda: THEN) as run:
                whole_day(run, demo=server.base_url)
            assert run.exit_code == 0
        assert any(entry.path.endswith(".html") for entry in server.log)
    with Store(tmp_path / "home" / "bamsat.db") as store:
        assert store.count_documents() == ARTICLES
    assert not (tmp_path / "MARK").exists()


UNDER_PREFECT = """
import os, sys
from pathlib import Path
from flows.unattended.orchestration import prepare
from flows.settings import read_settings
prepare(os.environ, read_settings(os.environ))
from flows.daily import daily
for _ in range(2):
    assert daily(demo=sys.argv[1]).exit_code == 0
"""


@pytest.mark.slow
def test_under_prefect_nothing_is_persisted_that_could_be_loaded(tmp_path: Path) -> None:
    with Hostile(tmp_path / "MARK") as server:
        done = subprocess.run(
            [sys.executable, "-c", UNDER_PREFECT, server.base_url],
            env=environment(tmp_path),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert not (tmp_path / "MARK").exists()
    stored = tmp_path / "data" / "prefect" / "storage"
    assert not stored.exists() or not any(stored.rglob("*"))
