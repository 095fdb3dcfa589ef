"""The cube: numerators with denominators, unknown is not zero, and what is kept up to date equals what is made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from cube_samples import ASKED, NOTHING, Told, at, tell
from sqlalchemy import MetaData, select, text

from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.facts import MINIMUM_EXPOSURE, home_places
from corpus.coverage.question import Question
from corpus.database import schema
from corpus.database.engine import open_engine, reading
from corpus.database.migrating import _configuration
from corpus.errors import BadInput
from corpus.label import Modality, Stage, TimeScope
from corpus.source import Source, SourceClass
from corpus.store import Store

SOURCES = {
    "dong-khoi": Source("dong-khoi", "Báo Đồng Khởi", SourceClass.SELF_REPORT, province="ben-tre"),
    "nhan-dan": Source("nhan-dan", "Báo Nhân Dân", SourceClass.CENTRAL_PRESS),
}
PAST = TimeScope("former_term")


def ask(store: Store, **question: object) -> list[CubeRow]:
    asked = Question(**{"model": "m-1", **question})  # type: ignore[arg-type]
    return list(cube(store.engine, asked, sources=SOURCES))


def one(rows: list[CubeRow], **values: object) -> CubeRow:
    (row,) = [row for row in rows if all(getattr(row, name) == value for name, value in values.items())]
    return row


def some(store: Store) -> None:
    """A small store with something of everything."""
    tell(store, 1, Told(), Told(strength=3, stage=Stage.KET_QUA), ASKED, NOTHING)
    tell(
        store,
        2,
        Told(("3", "5"), strength=1),
        Told(reach="outside", places=()),
        Told(scope=PAST),
        NOTHING,
        day="2021-05-02",
    )
    tell(store, 3, Told(("5",), places=("ben-tre/ba-tri/tan-xuan",)), source="nhan-dan", day="2021-05-03")
    tell(store, 4, Told(("5",), reach="unclear", places=()), Told(modality=Modality.PLANNED), day=None)


def test_cells_carry_numerators_denominators_and_what_was_excluded(store: Store) -> None:
    some(store)
    rows = ask(store, by=("area", "period"))
    march = one(rows, area="3", period="2021-03")
    assert (march.count, march.of, march.evidence, march.directive, march.state) == (3, 4, 2, 1, "evidence")
    assert march.share == pytest.approx(0.75)
    may = one(rows, area="3", period="2021-05")
    assert (may.count, may.of, may.evidence, may.weak) == (1, 3, 0, 1)
    assert may.excluded == {"former_term": 1, "historical": 0, "outside": 1, "unclear": 0}
    april = one(rows, area="3", period="2021-04")
    assert (april.count, april.of, april.share, april.state, april.why) == (0, 0, None, "unobserved", "down")
    assert april.down == ("dong-khoi",)
    assert one(rows, area="3", period=None).planned == 1
    assert [row.period for row in rows if row.area == "1"] == ["2021-03", "2021-04", "2021-05", None]

    everything = one(ask(store, by=("area",)), area="3")
    assert everything.counted + everything.directive + sum(everything.excluded.values()) == everything.everything == 7
    assert everything.counted == everything.evidence + everything.weak + everything.planned

    documents = ask(store, by=("area", "period"), grain="half", unit="documents")
    assert [(row.count, row.of, row.evidence) for row in documents if (row.area, row.period) == ("3", "2021-H1")] == [
        (2, 3, 1)
    ]
    assert one(documents, area="5", period="2021-H1").count == 2


def test_the_cube_is_split_and_filtered_every_way(store: Store) -> None:
    some(store)
    districts = ask(store, by=("area", "period", "place"), level="district", grain="year", areas=("5",))
    assert len([row for row in districts if row.period == "2021"]) == 9
    ba_tri = one(districts, place="ben-tre/ba-tri", period="2021")
    assert (ba_tri.count, ba_tri.of, ba_tri.state) == (2, 5, "evidence")
    assert one(ask(store, by=("area",), place="ben-tre/ba-tri/tan-xuan", areas=("5",)), area="5").of == 1
    stages = ask(store, by=("stage",), areas=("3",), since="2021-03", until="2021-03", unit="documents")
    assert {row.stage: row.count for row in stages if row.count} == {"chi_dao": 1, "to_chuc": 1, "ket_qua": 1}
    assert one(ask(store, by=(), areas=("3",), strength_from=3)).count == 1
    assert one(ask(store, by=(), modality="directive")).count == 1
    assert one(ask(store, by=(), stage="ket_qua", unit="documents")).count == 1
    kinds = ask(store, by=("source_class", "period"), grain="quarter", areas=("5",))
    assert one(kinds, source_class="central_press", period="2021-Q2").count == 1
    assert one(ask(store, by=(), areas=("5",), source_class="self_report")).count == 1
    assert one(ask(store, by=(), areas=("5",), source="nhan-dan", unit="documents")).count == 1
    strengths = ask(store, by=("strength",), areas=("3",), reach="everywhere")
    assert {row.strength: row.count for row in strengths if row.count} == {0: 1, 1: 1, 2: 3, 3: 1}
    assert one(ask(store, by=(), reach="everywhere", unit="documents")).count == 4
    assert one(ask(store, by=(), reach="outside")).count == 1


def test_the_kept_sums_equal_those_from_facts_and_those_made_anew(store: Store) -> None:
    """Incremental is rebuilt, and the quick way of answering is the slow one."""
    some(store)
    tell(store, 1, Told(("7",)), words="Lời mới")
    tell(store, 2, Told(("3",)), NOTHING, NOTHING, NOTHING, day="2021-05-02")
    tell(store, 3, Told(("6",), places=("ben-tre/ba-tri/tan-xuan",)), source="nhan-dan", day="2021-05-03", model="m-2")
    kept = _cells(store)
    assert kept
    assert all(row[-5] for row in kept if row[0] == "cells")
    assert all(any(row[8:]) for row in kept if row[0] == "margins")  # type: ignore[arg-type]
    for unit in ("passages", "documents"):
        for by in (("area", "period"), ("area", "place"), ("stage", "modality"), ("source", "stage"), ("strength",)):
            level = "district" if "place" in by else None
            for held in ({}, {"stage": "to_chuc"}, {"modality": "reported"}, {"strength_from": 2}):
                asked = {"by": by, "unit": unit, "level": level, **held}
                assert ask(store, **asked) == ask(store, as_of="2999", **asked)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM cells"))
    assert store.recount() == 0
    assert _cells(store) == kept
    with store.engine.begin() as connection:
        for table in ("facts", "accounts", "cells", "margins"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert store.recount() == 5
    assert _cells(store) == kept


def _cells(store: Store) -> list[tuple[object, ...]]:
    """The kept sums, all of them."""
    with reading(store.engine) as connection:
        return sorted(
            (table.name, *row) for table in (schema.cells, schema.margins) for row in connection.execute(select(table))
        )


def test_a_store_of_before_is_counted_when_it_is_opened(where: str, tmp_path: Path) -> None:
    engine = open_engine(where)
    with Store(tmp_path / "new.db") as store:
        some(store)
        kept = _cells(store)
        with engine.begin() as connection, _configuration(connection) as config:
            command.upgrade(config, "0003")
            old = MetaData()
            old.reflect(connection, only=lambda name, _: not name.startswith(("passage_index", "alembic")))
            with reading(store.engine) as source:
                for table in old.sorted_tables:
                    columns = [column.name for column in table.c]
                    rows = source.execute(select(*(schema.metadata.tables[table.name].c[name] for name in columns)))
                    if values := [dict(row) for row in rows.mappings()]:
                        connection.execute(table.insert(), values)
    engine.dispose()
    with Store(where) as opened:
        assert _cells(opened) == kept


def test_storing_the_same_again_opens_no_new_account(store: Store) -> None:
    for _ in range(2):
        tell(store, 1, Told(), NOTHING, known="2021-03-06")
    with reading(store.engine) as connection:
        assert len(list(connection.execute(select(schema.accounts)))) == 1


def test_silence_needs_enough_read_of_that_place_with_the_sources_up(store: Store) -> None:
    named = replace(NOTHING, places=("ben-tre/ba-tri",))
    tell(store, 1, *[named] * MINIMUM_EXPOSURE)
    tell(store, 2, *[NOTHING] * MINIMUM_EXPOSURE, day="2021-03-09")
    tell(store, 3, *[NOTHING] * MINIMUM_EXPOSURE, day="2021-04-09", source="nhan-dan")
    tell(store, 4, NOTHING, day="2021-05-09")
    rows = ask(store, by=("area", "period", "place"), level="district", areas=("6",), until="2021-03")
    assert {row.place: row.state for row in rows} == {
        unit.id: "silent" if unit.id == "ben-tre/ba-tri" else "unobserved"
        for unit in home_places().districts(at("2021-03-05").date())
    }
    months = ask(store, by=("area", "period"), areas=("6",))
    assert [(row.period, row.state, row.why) for row in months] == [
        ("2021-03", "silent", ""),
        ("2021-04", "unobserved", "down"),
        ("2021-05", "unobserved", "little"),
    ]
    april = one(ask(store, by=("period",), areas=("6",), source="nhan-dan"), period="2021-04")
    assert (april.state, april.down) == ("silent", ())


def test_the_act_and_its_telling_are_months_apart(store: Store) -> None:
    tell(store, 1, Told(dates=("2021-02-20",)), Told(dates=()), known="2021-06-01")
    told = {row.period: row.count for row in ask(store, by=("period",), areas=("3",), clock="event")}
    assert told == {"2021-02": 1, "2021-03": 0, None: 1}
    assert all(row.share is None for row in ask(store, by=("period",), areas=("3",), clock="event"))
    fetched = {row.period: row.count for row in ask(store, by=("period",), areas=("3",), clock="fetched", grain="year")}
    assert fetched == {"2021": 2}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"by": ("colour",)}, "colour"),
        ({"by": ("area", "area")}, "hai lần"),
        ({"by": (), "areas": ("1", "2")}, "split by area"),
        ({"by": ("place",)}, "level of places"),
        ({"level": "commune"}, "name one"),
        ({"since": "2021"}, "2021-03"),
        ({"stage": "soon"}, "unknown stage"),
        ({"place": "atlantis"}, "no such place"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_ask(
    tmp_path_factory: pytest.TempPathFactory, question: dict[str, object], words: str
) -> None:
    with Store(tmp_path_factory.getbasetemp() / "empty-cube.db") as store, pytest.raises(BadInput, match=words):
        ask(store, **question)
