"""Lists of evidence: exactly what the cube counts, and verdicts given and taken back together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from corpus_samples import NOON, article, judged

from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence
from corpus.coverage.question import Question
from corpus.document import Document
from corpus.errors import BadInput
from corpus.label import Modality, Stage, TimeScope
from corpus.people.bulk import Bulk
from corpus.people.judgements import Draft, Judgements
from corpus.store import JudgedDocument, Store

MODEL = "m-1"
UNITS = ("ben-tre/ba-tri", "ben-tre/ba-tri/an-hiep", "ben-tre/cho-lach", "vinh-long/an-hiep")


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with articles before and after the merger, some out of scope, one revised and one undated."""
    documents: list[tuple[Document, None]] = []
    results: list[JudgedDocument] = []
    for number in range(1, 41):
        day = datetime(2024, 11, 5, tzinfo=UTC) + timedelta(days=13 * number)
        document = article(
            number, f"Đoạn một {number}.", f"Đoạn hai {number}.", published=None if number == 40 else day
        )
        result = judged(
            document,
            areas=((), ("3",), ("3", "5"))[number % 3],
            modality=(Modality.REPORTED, Modality.DIRECTIVE)[number % 2],
            strength=number % 4,
            scope=TimeScope("former_term") if number % 11 == 0 else TimeScope("current"),
            reach="outside" if number % 13 == 0 else "inside",
        )
        stage = list(Stage)[number % 9]
        said = tuple(replace(each, stage=stage, stages=(stage,)) for each in result.predictions)
        documents.append((document, None))
        results.append(replace(result, predictions=said, places=((UNITS[number % 4],), ())))
    store.put_documents(documents)
    store.put_judged(results)
    newer = article(1, "Đoạn một đã sửa.", published=NOON)
    store.put_documents([(newer, None)])
    store.put_judged([judged(newer)])
    return store


def cells(store: Store) -> Iterator[tuple[CubeRow, Filter]]:
    """Cells of the cube with the filter of each."""
    for row in cube(store.engine, Question(by=("area", "period"), areas=("3", "5"), model=MODEL)):
        if row.period is not None:
            yield row, Filter(area=row.area or "", since=row.period, until=row.period)
    for row in cube(store.engine, Question(by=("area", "stage"), areas=("3",), model=MODEL)):
        yield row, Filter(area="3", stage=row.stage or "")
    for level in ("district", "commune"):
        for row in cube(store.engine, Question(by=("place",), level=level, model=MODEL)):  # type: ignore[arg-type]
            if row.count:
                yield row, Filter(place=row.place or "")
    for row in cube(store.engine, Question(by=("modality",), strength_from=2, model=MODEL)):
        yield row, Filter(modality=row.modality or "", strength_from=2)


def test_a_list_holds_exactly_what_its_cell_counts(kept: Store) -> None:
    evidence, some = Evidence(kept.engine, MODEL), 0
    for row, wanted in cells(kept):
        listed = list(evidence.rows(wanted))
        assert len(listed) == evidence.count(wanted) == row.count, (row, wanted)
        assert evidence.read(wanted) == row.of
        assert len({each.passage for each in listed}) == len(listed)
        some += bool(row.count)
    assert some > 20


def test_the_count_of_a_search_is_that_of_its_list(kept: Store) -> None:
    evidence = Evidence(kept.engine, MODEL)
    for wanted in (Filter(words="đoạn hai"), Filter(words="doan", area="5"), Filter(status="unjudged")):
        assert evidence.count(wanted) == len(evidence.ids(wanted, most=1000)) > 0


def test_undated_passages_stand_last_and_are_paged_like_the_rest(kept: Store) -> None:
    evidence = Evidence(kept.engine, MODEL)
    whole = evidence.ids(Filter(), most=1000)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = evidence.page(Filter(), after=after, limit=7)
        seen += [row.passage for row in page.rows]
        after = page.following
    assert seen == whole
    dates = [row.published for row in evidence.rows(Filter())]
    assert dates == sorted(dates, reverse=True) and dates[-1] == ""


def test_a_verdict_taken_back_leaves_a_passage_unjudged_and_put_back_judged(kept: Store) -> None:
    evidence, judgements = Evidence(kept.engine, MODEL), Judgements(kept.engine)
    passage = evidence.ids(Filter(), most=1)[0]
    every = evidence.count(Filter())
    event = judgements.record(Draft(passage, "lan", {"3": "yes"}), now=NOON)
    assert evidence.ids(Filter(status="judged"), most=9) == [passage]
    undone = judgements.undo(event.id, person="lan", now=NOON)
    assert evidence.count(Filter(status="judged")) == 0 and evidence.count(Filter(status="unjudged")) == every
    judgements.undo(undone.id, person="lan", now=NOON)
    assert evidence.ids(Filter(status="judged"), most=9) == [passage]


def test_a_bulk_verdict_taken_back_leaves_what_was_judged_since(kept: Store) -> None:
    ids = Evidence(kept.engine, MODEL).ids(Filter(area="5"), most=4)
    lots = Bulk(kept.engine)
    given = lots.give("abc", ids, {"5": "no"}, person="lan", taxonomy="2021.1", now=NOON)
    assert given.changed == tuple(ids) and lots.standing("abc", person="lan") == 4
    mine = Judgements(kept.engine).current(ids)[ids[0]][0]
    Judgements(kept.engine).record(Draft(ids[0], "lan", {"5": "yes"}, supersedes=mine.id), now=NOON)
    undone = lots.undo("abc", person="lan", now=NOON)
    assert undone.left == (ids[0],) and set(undone.changed) == set(ids[1:])
    assert list(Judgements(kept.engine).current(ids)) == [ids[0]]
    assert lots.undo("abc", person="minh", now=NOON).changed == ()


def test_what_cannot_be_listed_is_refused(kept: Store) -> None:
    evidence = Evidence(kept.engine, MODEL)
    for wanted in (Filter(place="ben-tre"), Filter(since="2021"), Filter(words="++"), Filter(strength_from=5)):
        with pytest.raises(BadInput):
            evidence.count(wanted)
    with pytest.raises(BadInput):
        evidence.page(Filter(), after="a|b")
    with pytest.raises(BadInput):
        Bulk(kept.engine).give("x", ["p"] * 501, {"3": "yes"}, person="lan", taxonomy="", now=NOON)
