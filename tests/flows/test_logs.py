"""Lines of a run: each with its run, source and document, whole where several processes write, and without secrets."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flow_samples import environment

from corpus.errors import BadInput
from corpus.run import Accounting
from flows.runs.logs import FOLDER, STRUCK, DayFile, Lines, Redactor, about, forget_old, kept_logs, where
from flows.runs.run import Run
from flows.settings import read_settings

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
LOG = logging.getLogger("bamsat.test")


def lines(home: Path) -> list[dict[str, Any]]:
    """What was written down, read as JSON."""
    (file,) = (home / FOLDER).glob("*.log")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Whatever a test does to logging, it is undone when the logs are no longer kept."""
    loggers = [logging.getLogger(name) for name in ("bamsat", "review", "prefect", "uvicorn")]
    before = [(list(each.handlers), each.level, each.propagate) for each in loggers]
    yield
    assert [(list(each.handlers), each.level, each.propagate) for each in loggers] == before


def test_every_line_of_a_run_names_the_run_and_what_it_is_about(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    with (
        kept_logs(tmp_path, {"BAMSAT_LOG": "json"}, now=NOW),
        Run(settings, kind="import", now=lambda: datetime.now(UTC)) as run,
    ):
        with about(source="dong-khoi"):
            LOG.info("một việc")
        accounting = Accounting("harvest dong-khoi", 2)
        accounting.leave("ok", "mới")
        accounting.leave("failed", "không có thân bài")
        run.account(accounting, {"https://a.example/x": "không có thân bài"})
    found = lines(tmp_path)
    assert {each["run"] for each in found} == {run.id}
    assert {"at", "level", "logger", "run", "source", "document", "message"} <= found[0].keys()
    assert [each["source"] for each in found if each["message"] == "một việc"] == ["dong-khoi"]
    (failed,) = (each for each in found if each["document"])
    assert failed["document"] == "https://a.example/x" and failed["source"] == "dong-khoi"
    step = next(each for each in found if each.get("figures", {}).get("in") == 2)
    assert step["figures"] == {"in": 2, "ok": 1, "skipped": 0, "failed": 1}
    assert found[0]["message"].endswith("bắt đầu") and "partial" not in found[-1]["message"]
    assert where().run == ""


def test_a_run_that_breaks_says_so(tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    with (
        kept_logs(tmp_path, {"BAMSAT_LOG": "json"}, now=NOW),
        pytest.raises(ZeroDivisionError),
        Run(settings, kind="import", now=lambda: datetime.now(UTC)),
    ):
        raise ZeroDivisionError("hỏng giữa chừng")
    last = lines(tmp_path)[-1]
    assert last["level"] == "error" and "hỏng giữa chừng" in last["message"]


def test_people_get_lines_they_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with kept_logs(tmp_path, {}, now=NOW), about(run="r-1", document="d-1"):
        LOG.warning("hai\ndòng")
        LOG.debug("không ai cần")
    (file,) = (tmp_path / FOLDER).glob("*.log")
    assert file.read_text(encoding="utf-8").endswith("WARNING [r-1 d-1] hai\n    dòng\n")
    assert capsys.readouterr().err == ""


def test_lines_go_to_standard_error_too_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with kept_logs(tmp_path, {"BAMSAT_LOG": "json"}, now=NOW):
        LOG.info("ra ngoài")
    assert json.loads(capsys.readouterr().err)["message"] == "ra ngoài"
    with pytest.raises(BadInput, match="BAMSAT_LOG"), kept_logs(tmp_path, {"BAMSAT_LOG": "xml"}, now=NOW):
        pass


@pytest.mark.parametrize(
    "said",
    [
        "https://hook.example/T0KEN-abcdef/x failed",
        "login with s3cret-passw0rd",
        "postgresql://bamsat:pg-s3cret@db/bamsat",
        "postgresql+psycopg://other:hidden-pw@h/x: timeout",
        "GET /vao?ma=einmal-und-nie-wieder&x=1",
        "Authorization: Bearer abcdefghijkl.mnop",
    ],
)
@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_stands_in_a_line(tmp_path: Path, said: str, form: str) -> None:
    secrets = {
        "BAMSAT_WEBHOOK": "https://hook.example/T0KEN-abcdef/x",
        "BAMSAT_MAIL_PASSWORD": "s3cret-passw0rd",
        "BAMSAT_STORE": "postgresql://bamsat:pg-s3cret@db/bamsat",
        "BAMSAT_LOG": form,
    }
    with kept_logs(tmp_path, secrets, now=NOW):
        LOG.warning("%s", said)
        try:
            raise ValueError(said)
        except ValueError:
            LOG.exception("vết", extra={"document": said})
    (file,) = (tmp_path / FOLDER).glob("*.log")
    text = file.read_text(encoding="utf-8")
    hidden = ("T0KEN-abcdef", "s3cret", "hidden-pw", "einmal", "abcdefghijkl.mnop")
    assert text.count(STRUCK) >= 3 and not [each for each in hidden if each in text]


def test_what_is_no_secret_stays() -> None:
    redact = Redactor({})
    for said in ("https://dongkhoi.example/a:b@c?page=2", "12:30 @ ủy ban", "mật khẩu"):
        assert redact(said) == said


def test_a_command_that_only_looks_leaves_nothing(tmp_path: Path) -> None:
    with kept_logs(tmp_path / "home", {}, now=NOW):
        LOG.info("không có chỗ ghi")
    assert list(tmp_path.iterdir()) == []


def test_lines_of_several_processes_stay_whole(tmp_path: Path) -> None:
    code = """
import logging, os, sys
from datetime import UTC, datetime
from pathlib import Path
from flows.runs.logs import about, kept_logs
with kept_logs(Path(sys.argv[1]), {"BAMSAT_LOG": "json"}, now=datetime.now(UTC)), about(run=sys.argv[2]):
    for n in range(300):
        logging.getLogger("bamsat.x").info("%s", "dài " * 200)
"""
    home = tmp_path / "home"
    home.mkdir()
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(home), f"r{n}"], env=environment(tmp_path), stderr=-3)
        for n in range(2)
    ]
    assert [child.wait(60) for child in children] == [0, 0]
    found = lines(home)
    assert sorted(each["run"] for each in found) == ["r0"] * 300 + ["r1"] * 300


def test_a_days_file_ends_where_it_is_full_and_old_days_are_forgotten(tmp_path: Path) -> None:
    handler = DayFile(tmp_path / "logs", most=2000)
    handler.setFormatter(Lines("text", Redactor({})))
    for _ in range(100):
        handler.emit(logging.LogRecord("bamsat", logging.INFO, "x", 1, "một dòng", None, None))
    (file,) = (tmp_path / "logs").iterdir()
    assert 2000 <= file.stat().st_size < 2200 and file.read_text().rstrip().endswith("full)")
    for days in (1, 29, 31, 90):
        (tmp_path / "logs" / f"{NOW - timedelta(days=days):%Y-%m-%d}.log").write_text("")
    assert len(forget_old(tmp_path / "logs", now=NOW)) == 2


def test_a_disk_that_refuses_costs_the_line_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    with kept_logs(tmp_path, {}, now=NOW):
        LOG.warning("mất dòng này")
    assert (tmp_path / "logs").is_file()
