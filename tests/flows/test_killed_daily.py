"""Runs killed anywhere in the whole day's flow: the next run leaves what an undisturbed one leaves."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flow_samples import environment

from flows.kill_drill.child import clock, where
from flows.kill_drill.paper import articles_of, pdf_of


def drill(folder: Path, *options: str) -> dict[str, Any]:
    """The drill as a program; what it reports."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.kill_drill", "--json", "--home", str(folder), *options],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode == 0) == (report["equal"] == report["times"])
    return report


@pytest.mark.parametrize(
    ("times", "more"),
    [
        pytest.param(1, ["--once"], id="one"),
        pytest.param(20, [], id="twenty", marks=pytest.mark.slow),
        pytest.param(3, ["--once", "--processes", "2"], id="two processes", marks=pytest.mark.slow),
        pytest.param(2, ["--once", "--prefect"], id="under Prefect", marks=pytest.mark.slow),
    ],
)
def test_a_day_killed_at_random_moments_ends_as_an_undisturbed_one(tmp_path: Path, times: int, more: list[str]) -> None:
    report = drill(tmp_path, "--times", str(times), "--seed", "7", *more)
    assert report["differ"] == []
    assert report["equal"] == report["times"] == times
    assert report["kills"] >= 1


def test_the_second_day_has_something_new_and_something_mended() -> None:
    first, second = ({each.id: each for each in articles_of(day)} for day in (1, 2))
    assert len(second.keys() - first.keys()) == 1 and not first.keys() - second.keys()
    assert [id for id in first if first[id] != second[id]] and clock(2, 0) > clock(1, 9)


def test_a_killed_run_that_said_nothing_died_at_its_start(tmp_path: Path) -> None:
    assert where(tmp_path / "told") == "start"
    (tmp_path / "told").write_text("classify / trước commit".ljust(64), encoding="utf-8")
    assert where(tmp_path / "told") == "classify / trước commit"


def test_the_report_of_the_drill_is_a_pdf_any_reader_opens() -> None:
    pypdf = pytest.importorskip("pypdf")
    text = pypdf.PdfReader(io.BytesIO(pdf_of(["Nghị quyết số 05", "Đồng khởi mới"]))).pages[0].extract_text()
    assert "Nghị quyết số 05" in text and "Đồng khởi mới" in text
