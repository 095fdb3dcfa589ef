"""The scheduled flows: nothing to do is no failure, what is left on Prefect's page points to the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from corpus_samples import article

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows import tally
from flows.acquisition.sources import describe
from flows.unattended import scheduled
from flows.unattended.day_artifacts import area_links, model_card, source_health
from flows.unattended.deployments import SCHEDULES
from flows.unattended.metrics_door import read_review

REVIEW = "https://bamsat.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one document, not judged."""
    with Store(tmp_path / "bamsat.db") as made:
        made.put_documents([(article(), None)])
        yield made


@pytest.mark.parametrize("each", SCHEDULES, ids=lambda each: each.name)
def test_a_scheduled_flow_says_in_vietnamese_what_it_does_and_what_each_parameter_is(each: object) -> None:
    flow = getattr(scheduled, each.flow)  # type: ignore[attr-defined]
    assert flow.name == each.name and flow.persist_result is False  # type: ignore[attr-defined]
    assert re.search("[ăâđêôơưáàảãạếềệộợứ]", flow.description or "")
    said = flow.parameters.properties
    assert all(re.search("[ăâđêôơưáàảãạếềệộợứ]", value.get("description", "")) for value in said.values())


def test_a_schedules_own_period_without_material_is_skipped_and_one_that_was_asked_for_refused() -> None:
    error = BadInput("chưa đoạn nào", where="audit 2026-10")
    state = scheduled._nothing_yet(error, asked="")
    assert state.name == "Skipped" and state.is_completed() and "chưa đoạn nào" in (state.message or "")
    with pytest.raises(BadInput):
        scheduled._nothing_yet(error, asked="2026-10")


def test_areas_and_sources_point_to_their_pages_on_the_desk(store: Store) -> None:
    taxonomy = load_taxonomy()
    counted = tally.count(store, taxonomy, model=None)
    links = area_links(counted, taxonomy, review=REVIEW)
    assert all(f"({REVIEW}/bang-chung?mang={code})" in links for code in taxonomy.codes)
    health = source_health(describe(store, Ledger(store.engine), today=date(2026, 11, 24)), review=REVIEW)
    assert f"]({REVIEW}/nguon/{article().source})" in health and f"]({REVIEW}/nguon/dong-khoi)" in health


def test_a_name_with_marks_of_markdown_stays_a_name(store: Store) -> None:
    from dataclasses import replace

    (first, *_) = describe(store, Ledger(store.engine), today=date(2026, 11, 24))
    evil = replace(first, slug="a/../b", name="x](javascript:alert(1)) | <img src=x>", documents=1)
    line = source_health([evil], review=REVIEW).splitlines()[-1]
    assert line.count(" | ") == 5 and "nguon/a%2F..%2Fb" in line
    assert "](javascript" not in line and "<img" not in line.replace("\\<", "")


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    assert "Chưa có" in model_card(tmp_path / "models", review=REVIEW)


def test_where_the_desk_is_reached_is_an_http_address() -> None:
    assert read_review({}) == "http://127.0.0.1:8600"
    assert read_review({"BAMSAT_REVIEW_URL": f"{REVIEW}/"}) == REVIEW
    for wrong in ("javascript:alert(1)", "bamsat.example", "ftp://x"):
        with pytest.raises(BadInput, match="BAMSAT_REVIEW_URL"):
            read_review({"BAMSAT_REVIEW_URL": wrong})


def test_the_smoke_run_comes_before_the_daily_one() -> None:
    times = {each.name: each.times for each in SCHEDULES}
    now = datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert times["chay-thu"].next(now) < times["hang-ngay"].next(now)
