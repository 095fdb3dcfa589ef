"""The commands of the review desk."""

from __future__ import annotations

import json
import socket
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from corpus_samples import article, judged
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from corpus.errors import BadInput, StoreError
from corpus.people.queues import DISAGREEMENT, NEW_SOURCE, SUSPECT, UNCERTAIN, Queues
from corpus.people.users import People
from corpus.store import Store
from flows.commands.review_cli import register
from flows.review_desk.desk import check_open, secret_of
from flows.review_desk.queues import fill_queues
from flows.settings import Settings
from review.passwords import fits

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Settings in an empty folder."""
    return Settings(home=tmp_path, store=str(tmp_path / "bamsat.db"), workers=1, contact="t")


@pytest.fixture
def run(home: Settings) -> Callable[..., str]:
    """Runs a command and gives what it printed."""
    app = typer.Typer()
    register(app, settings=lambda: home, now=lambda: NOW)

    def command(*words: str, typed: str = "") -> str:
        result = CliRunner().invoke(app, list(words), input=typed)
        if isinstance(result.exception, BadInput):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return command


def test_people_are_added_listed_changed_and_removed(home: Settings, run: Callable[..., str]) -> None:
    run("users", "add", "lan", "--role", "lead", "--password-stdin", typed="một mật khẩu dài\n")
    (listed,) = json.loads(run("users", "list", "--json"))
    assert (listed["name"], listed["role"]) == ("lan", "lead") and "password" not in listed
    run("users", "role", "lan", "reader")
    run("users", "passwd", "lan", "--password-stdin", typed="mật khẩu mới dài\n")
    with Store(home.store) as store:
        people = People(store.engine)
        assert [each.role for each in people.listed()] == ["reader"]
        assert fits("mật khẩu mới dài", people.password_of("lan"))
    assert "lan" in run("users", "list")
    run("users", "remove", "lan")
    assert json.loads(run("users", "list", "--json")) == []
    assert "bamsat users add" in run("users", "list")


def test_a_password_is_asked_for_twice(run: Callable[..., str]) -> None:
    run("users", "add", "minh", typed="một mật khẩu dài\nmột mật khẩu dài\n")
    with pytest.raises(BadInput, match="mật khẩu"):
        run("users", "add", "chi", "--password-stdin", typed="ngắn\n")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_an_address_open_to_others_needs_people_and_tls(run: Callable[..., str], host: str) -> None:
    with pytest.raises(BadInput, match="bamsat users add"):
        run("review", "--host", host)
    run("users", "add", "lan", "--password-stdin", typed="một mật khẩu dài\n")
    with pytest.raises(BadInput, match="TLS"):
        run("review", "--host", host)
    check_open(host, people=True, https=True)
    check_open("127.0.0.1", people=False, https=False)


def test_asking_for_passwords_needs_somebody_who_has_one(run: Callable[..., str]) -> None:
    with pytest.raises(BadInput, match="bamsat users add"):
        run("review", "--login")


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = secret_of(tmp_path / "new")
    path = tmp_path / "new" / "review.key"
    assert len(made) == 32 and secret_of(tmp_path / "new") == made != secret_of(tmp_path / "other")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"short")
    with pytest.raises(StoreError):
        secret_of(tmp_path / "new")


def test_queues_are_filled_where_something_changed(home: Settings) -> None:
    asked = []

    def thresholds() -> dict[str, float]:
        asked.append(1)
        return {code: 0.5 for code in "1234567"}

    with Store(home.store) as store:
        document = article(1, "Đoạn một.", "Đoạn hai.")
        store.put_documents([(document, None)])
        store.put_judged([judged(document)])
        first = fill_queues(store, model="m-1", thresholds=thresholds, now=NOW)
        assert first == {UNCERTAIN: 2, NEW_SOURCE: 2, DISAGREEMENT: 0}
        assert fill_queues(store, model="m-1", thresholds=thresholds, now=NOW) == {}
        assert len(asked) == 1, "no model is loaded for nothing"
        assert fill_queues(store, model="m-1", thresholds=thresholds, suspects=list, now=NOW) == {SUSPECT: 0}
        assert Queues(store.engine).progress_of(UNCERTAIN).left == 2


def test_the_desk_prints_a_link_that_cannot_be_guessed(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def served(app: FastAPI, taken: socket.socket) -> None:
        assert TestClient(app, base_url="http://127.0.0.1").get("/vao").status_code == 200
        stopped.set()

    monkeypatch.setattr("review.serve.serve", served)
    printed = run("review", "--port", "0", "--as", "lan")
    assert stopped.is_set()
    (link,) = [word for word in printed.split() if word.startswith("http://127.0.0.1:")]
    assert "/vao?ma=" in link and len(link.split("ma=")[1]) >= 40
