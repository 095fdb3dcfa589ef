"""A run's state: one source that fails is not the whole run, and a run in which all failed never looks like success."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.run import Accounting, Outcome
from flows.runs.run import Run
from flows.settings import read_settings

Lines = list[tuple[Outcome, str]]


def step(name: str, lines: Lines) -> Accounting:
    """An accounting with one item for each line."""
    accounting = Accounting(name)
    for outcome, reason in lines:
        accounting.enter()
        accounting.leave(outcome, reason)
    return accounting


OK: Lines = [("ok", "mới")]
GONE: Lines = [("failed", "máy chủ trả lời 404")]


@pytest.mark.parametrize(
    ("steps", "state", "code"),
    [
        ([], "done", 0),
        ([step("harvest a", OK + GONE)], "done", 0),
        ([step("harvest a", OK), step("classify", OK)], "done", 0),
        ([step("harvest a", GONE)], "failed", 1),
        ([step("harvest a", GONE), step("classify", OK)], "failed", 1),
        ([step("harvest a", GONE), step("harvest b", OK)], "partial", 3),
        ([step("harvest a", [*OK, ("failed", "tạm thời: máy chủ trả lời 503")])], "partial", 3),
        ([step("harvest a", [*OK, ("failed", "danh mục: máy chủ trả lời 500")])], "partial", 3),
        ([step("import", OK), step("classify", [*OK, ("failed", "RuntimeError: x")])], "partial", 3),
    ],
)
def test_the_state_follows_from_what_became_of_the_items(
    tmp_path: Path, steps: list[Accounting], state: str, code: int
) -> None:
    run = Run(read_settings({}, home=tmp_path), kind="test", now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    run.accountings.extend(steps)
    assert (run.state, run.exit_code) == (state, code)


def test_an_item_lost_is_never_done(tmp_path: Path) -> None:
    run = Run(read_settings({}, home=tmp_path), kind="test", now=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    lost = step("import", OK)
    lost.enter()
    run.accountings.append(lost)
    assert run.state == "partial"
