"""The daily flow under a real Prefect: it says what it did, persists nothing, and is the same the second time."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flow_samples import bamsat


def told(home: Path) -> Any:
    """What a run over the demo newspaper reported."""
    done = bamsat(home, "run", "--demo", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [(step["step"], step["balanced"]) for step in report["accounting"]] == [
        ("harvest demo", True),
        ("group", True),
        ("classify", True),
    ]
    assert report["state"] == "done"
    return report


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The data folder of a run over the demo newspaper in which every step balances, and what it reported."""
    home = tmp_path_factory.mktemp("daily")
    return home, told(home)


@pytest.mark.slow
def test_the_second_run_finds_nothing_new_and_gives_the_same_coverage(once: tuple[Path, Any]) -> None:
    first, second = once[1], told(once[0])
    assert first["accounting"][0]["ok"] >= 60
    assert second["accounting"][0]["ok"] == 0
    assert second["accounting"][0]["failed"] == 0
    assert first["coverage"] == second["coverage"]


def test_every_area_is_covered_by_evidence_with_its_denominator(once: tuple[Path, Any]) -> None:
    cells = once[1]["coverage"]["cells"]
    assert {cell["area"] for cell in cells if cell["evidence"]} == set("1234567")
    assert {cell["month"] for cell in cells} == {f"2021-{month:02}" for month in range(1, 13)}
    assert all(cell["of_passages"] > 0 for cell in cells)


def test_prefect_keeps_runs_and_artifacts_but_no_results(once: tuple[Path, Any]) -> None:
    prefect = once[0] / "data" / "demo" / "prefect"
    with sqlite3.connect(prefect / "prefect.db") as database:
        names = {name for (name,) in database.execute("SELECT name FROM flow")}
        assert names == {"daily", "harvest", "group", "classify", "tally"}
        keys = {key for (key,) in database.execute("SELECT key FROM artifact WHERE key IS NOT NULL")}
        assert {"coverage", "accounting"} <= keys
    database.close()
    assert not any((prefect / "storage").rglob("*")) if (prefect / "storage").exists() else True
