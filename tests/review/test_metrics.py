"""Figures for Prometheus: off unless set, told to this machine or to whoever has the token, and right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from corpus_samples import article
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from review_samples import Clock, Office

from corpus.coverage.headcount import headcount
from corpus.errors import BadInput
from corpus.run import Accounting
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.unattended.metrics_door import read_metrics_door
from review.app import create_app
from review.metrics import MetricsDoor, add_metrics, written
from review.security import LOOPBACK

TOKEN = "một-mã-đủ-dài-0123456789".encode().hex()
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one document, three addresses and two runs."""
    with Store(tmp_path / "bamsat.db") as made:
        made.put_documents([(article(), None)])
        ledger = Ledger(made.engine)
        ledger.see([f"https://a.example/{n}" for n in range(3)], source='la"o\n', now=NOW)
        for id, state in (("r1", "failed"), ("r2", "partial")):
            ledger.start_run(id, kind="daily", versions={}, now=NOW.replace(minute=int(id[1])))
            accounting = Accounting("harvest x", 3)
            accounting.leave("ok", "mới", 2)
            accounting.leave("failed", "404")
            ledger.record(id, accounting, {"x": "404"})
            ledger.end_run(id, state=state, now=NOW)  # type: ignore[arg-type]
        yield made


def app_of(store: Store, door: MetricsDoor | None) -> FastAPI:
    """The desk's application with that door."""
    desk = Office(store, Clock()).desk
    desk = replace(desk, safety=replace(desk.safety, hosts=LOOPBACK))
    app = create_app(desk)
    if door is not None:
        add_metrics(app, desk, door)
    return app


def client(app: FastAPI, *, host: str = "127.0.0.1", address: str = "127.0.0.1") -> TestClient:
    """Somebody who asks from an address for a host."""
    return TestClient(app, base_url=f"http://{host}", client=(address, 5000))


def figures(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Samples by name and labels, as Prometheus' own parser reads them."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_figures_are_off_unless_asked_for(store: Store) -> None:
    assert read_metrics_door({}) is None and read_metrics_door({"BAMSAT_METRICS": "0"}) is None
    assert client(app_of(store, None)).get("/metrics").status_code == 404


def test_without_a_token_only_this_machine_is_told(store: Store) -> None:
    door = read_metrics_door({"BAMSAT_METRICS": "1"})
    assert door is not None
    app = app_of(store, door)
    assert client(app).get("/metrics").status_code == 200
    assert client(app, address="192.0.2.7").get("/metrics").status_code == 403
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert client(app).get("/metrics", headers={header: "192.0.2.7"}).status_code == 403
    assert client(app, host="evil.example").get("/metrics").status_code == 421
    assert client(app).post("/metrics").status_code in (403, 405)


def test_with_a_token_nobody_without_it_is_told(store: Store) -> None:
    door = read_metrics_door({"BAMSAT_METRICS_TOKEN": TOKEN})
    assert door is not None and TOKEN not in repr(door)
    app = app_of(store, door)
    assert client(app).get("/metrics").status_code == 403
    for given in ("Bearer", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        assert client(app).get("/metrics", headers={"Authorization": given}).status_code == 403
    with_it = {"Authorization": f"Bearer {TOKEN}"}
    assert client(app, address="192.0.2.7").get("/metrics", headers=with_it).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"BAMSAT_METRICS": "yes"},
        {"BAMSAT_METRICS_TOKEN": "short"},
        {"BAMSAT_METRICS_TOKEN_FILE": "/nowhere/token"},
    ],
)
def test_a_wrong_setting_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="BAMSAT_METRICS"):
        read_metrics_door(wrong)


def test_figures_are_those_of_the_store(store: Store) -> None:
    answer = client(app_of(store, MetricsDoor())).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = figures(answer.text)
    slug = article().source
    assert found["bamsat_documents", frozenset({("source", slug)})] == 1
    assert found["bamsat_addresses", frozenset({("source", 'la"o\n'), ("state", "new")})] == 3
    states = {labels: value for (name, labels), value in found.items() if name == "bamsat_last_run_state"}
    assert states == {frozenset({("kind", "daily"), ("state", "partial")}): 1.0}
    assert found["bamsat_last_run_items", frozenset({("kind", "daily"), ("outcome", "ok")})] == 2
    assert found["bamsat_newest_age_seconds", frozenset()] >= 0
    assert all(re.fullmatch(r"bamsat_[a-z_]+", name) for name, _ in found)


def test_an_empty_store_has_no_newest_document_rather_than_an_age_of_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "bamsat.db") as empty:
        text = written(headcount(empty.engine), now=NOW, version="1", model="").decode()
    assert "bamsat_newest_age_seconds" not in {name for name, _ in figures(text)}
