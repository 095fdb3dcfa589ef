"""A process begun with the command serves the run within it, and inner flows tell Prefect nothing of their own."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from flows.judging import early
from flows.judging.early import begun_early, early_process
from flows.judging.workers import Early
from flows.settings import read_settings


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Early]:
    """The processes that were begun, each of which loads nothing."""
    found: list[Early] = []

    def begin(*_: object) -> Early:
        found.append(Early(partial(time.sleep, 0)))
        return found[-1]

    monkeypatch.setattr(early, "begin_early", begin)
    return found


def test_a_run_has_the_process_that_was_begun_before_it(begun: list[Early], tmp_path: Path) -> None:
    settings = read_settings({}, home=tmp_path)
    with begun_early(settings), early_process(settings, load_taxonomy()) as given:
        assert [given] == begun
    with early_process(settings, load_taxonomy()) as given:
        assert given is begun[1], "a run on its own begins one"


def test_where_a_cluster_judges_no_process_is_begun(begun: list[Early], tmp_path: Path) -> None:
    settings = replace(read_settings({}, home=tmp_path), cluster="tcp://127.0.0.1:1")
    with begun_early(settings), early_process(settings, load_taxonomy()) as given:
        assert given is None
    assert begun == []


def test_inner_flows_have_no_pulse() -> None:
    from prefect.settings import get_current_settings

    from flows.daily import without_pulse

    with without_pulse():
        assert get_current_settings().flows.heartbeat_frequency is None
    assert get_current_settings().flows.heartbeat_frequency is not None
