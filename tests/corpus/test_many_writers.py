"""Four processes write documents, what was judged of them and people's verdicts into one PostgreSQL store at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import on_postgres
import pytest
from corpus_samples import NOON, article, judged
from sqlalchemy import func, select

from corpus.database import schema
from corpus.database.engine import reading
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store

TESTS = Path(__file__).parents[1]
WRITERS, OWN, SHARED = 4, 10, 10
"""Processes, documents that each writes alone, and documents that all of them write."""


def write(where: str, writer: int) -> None:
    """Write this writer's documents and the shared ones, revise the shared ones, judge all, and say so."""
    own = [article(1000 * (writer + 1) + number) for number in range(OWN)]
    shared = [article(number) for number in range(SHARED)]
    revised = [article(number, f"Chiều 5-3, xã {number} ban hành kế hoạch.") for number in range(SHARED)]
    turned = revised[writer:] + revised[:writer]
    with Store(where) as store:
        judgements = Judgements(store.engine)
        for documents in (own, shared[::-1] if writer % 2 else shared, turned):
            for begin in range(0, len(documents), 5):
                part = documents[begin : begin + 5]
                store.put_documents([(each, None) for each in part], now=NOON + timedelta(hours=1))
                current = store.documents([each.id for each in part])
                made = [judged(each) for each in current]
                store.put_judged(made, now=NOON + timedelta(hours=2))
                for each in made:
                    draft = Draft(each.passages[0].id, f"người {writer}", {"3": "yes"}, taxonomy="2021.1", queue="x")
                    judgements.record(draft, now=NOON)


@pytest.fixture(scope="module")
def address(postgres: str) -> Iterator[str]:
    """An empty PostgreSQL store."""
    name = on_postgres.fresh(postgres)
    yield on_postgres.database(postgres, name)
    on_postgres.drop(postgres, name)


@pytest.fixture(scope="module")
def written(address: str) -> Iterator[Store]:
    """A store that four processes wrote into at once."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])}
    running = [
        subprocess.Popen([sys.executable, __file__, address, str(writer)], stderr=subprocess.PIPE, env=environment)
        for writer in range(WRITERS)
    ]
    for each in running:
        _, said = each.communicate(timeout=120)
        assert each.returncode == 0, said.decode()[-2000:]
    with Store(address) as store:
        yield store


def test_many_writers_lose_and_double_nothing(written: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "alone.db") as alone:
        for writer in range(WRITERS):
            write(alone.where, writer)
        assert written.count_documents() == alone.count_documents() == WRITERS * OWN + SHARED
        assert written.digest() == alone.digest()
        with reading(written.engine) as connection:
            open_accounts = connection.execute(
                select(schema.accounts.c.document, func.count())
                .where(schema.accounts.c.until.is_(None))
                .group_by(schema.accounts.c.document)
            ).all()
        assert len(open_accounts) == WRITERS * OWN + SHARED and {count for _, count in open_accounts} == {1}


def test_what_many_writers_counted_is_what_counting_again_gives(written: Store) -> None:
    cells = select(schema.cells).order_by(*schema.cells.primary_key)
    with reading(written.engine) as connection:
        before = connection.execute(cells).all()
    assert written.recount(now=NOON + timedelta(days=1)) == 0
    with reading(written.engine) as connection:
        assert connection.execute(cells).all() == before != []


def test_the_chain_of_verdicts_of_many_writers_holds(written: Store) -> None:
    judgements = Judgements(written.engine)
    assert judgements.verify() == []
    assert judgements.head().count == WRITERS * (OWN + 2 * SHARED)


def test_a_document_judged_by_two_machines_at_once_counts_once(written: Store) -> None:
    again = written.documents([article(0).id])
    written.put_judged([judged(replace(each)) for each in again], now=NOON + timedelta(hours=3))
    counted = select(func.count()).select_from(schema.accounts).where(schema.accounts.c.document == article(0).id)
    with reading(written.engine) as connection:
        assert connection.scalar(counted.where(schema.accounts.c.until.is_(None))) == 1


def test_a_reader_sees_one_moment_while_others_write(postgres: str) -> None:
    counting = select(func.count()).select_from(schema.documents)
    name = on_postgres.fresh(postgres)
    with Store(on_postgres.database(postgres, name)) as store:
        with reading(store.engine) as connection:
            assert connection.scalar(counting) == 0
            store.put_documents([(article(77_000), None)])
            assert connection.scalar(counting) == 0
        with reading(store.engine) as connection:
            assert connection.scalar(counting) == 1
    on_postgres.drop(postgres, name)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
