"""What a database refuses is told in words; anything else stays the error it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from corpus.database.engine import open_engine
from corpus.database.refusals import CANNOT_OPEN, FULL, GONE, LOCKED, READ_ONLY, refusal
from corpus.errors import StoreBusy, StoreError


class FromServer(Exception):
    """An error as PostgreSQL's driver raises it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def test_a_store_that_grows_beyond_its_limit_is_full(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x TEXT)"))
        connection.exec_driver_sql("PRAGMA max_page_count=4")
    with pytest.raises(StoreError) as told, engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=4")
        connection.execute(text("INSERT INTO t VALUES (zeroblob(100000))"))
    assert str(told.value) == FULL and isinstance(told.value.__cause__, (sqlite3.Error, OperationalError))
    engine.dispose()


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "sub" / "a.db")
    (tmp_path / "sub").rmdir()
    with pytest.raises(StoreError) as told, engine.connect():
        pass
    assert str(told.value) == CANNOT_OPEN


def test_a_fault_of_ours_stays_a_fault(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with pytest.raises(OperationalError), engine.begin() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    engine.dispose()


@pytest.mark.parametrize(
    ("state", "words"),
    [("53100", FULL), ("55P03", LOCKED), ("25006", READ_ONLY), ("57P01", GONE), ("08006", GONE)],
)
def test_a_server_says_the_same(state: str, words: str) -> None:
    told = refusal(FromServer(state))
    assert told is not None and str(told) == words
    assert isinstance(told, StoreBusy) == (words == LOCKED)


def test_a_cancelled_or_wrong_statement_is_no_refusal() -> None:
    assert refusal(FromServer("57014")) is None and refusal(FromServer("42601")) is None
    assert refusal(ValueError()) is None and refusal(ValueError(), lost=True) is not None
