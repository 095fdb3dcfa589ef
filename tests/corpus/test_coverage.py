"""Coverage: counts carry their denominators, unknown is not zero, and exhortation is not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from corpus_samples import NOON, article, judged

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.by_area import MINIMUM_EXPOSURE, Tally, as_rows, tally
from corpus.coverage.reach import reach
from corpus.label import Modality, TimeScope
from corpus.store import Store


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def put(store: Store, number: int, *paragraphs: str, **labels: object) -> None:
    """Store an article with all its paragraphs judged alike."""
    days = labels.pop("days", 0)
    published = None if labels.pop("undated", False) else NOON + timedelta(days=days)  # type: ignore[arg-type]
    document = article(number, *(paragraphs or (f"Đoạn của bài {number}.",)), published=published)
    store.put_documents([(document, None)])
    store.put_judged([judged(document, **labels)])  # type: ignore[arg-type]


def count(store: Store, taxonomy: Taxonomy, **options: str) -> Tally:
    """Coverage by the test's model."""
    return tally(store.engine, taxonomy, model="m-1", **options)  # type: ignore[arg-type]


def test_a_cell_counts_passages_and_documents_over_what_was_read(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, "Một.", "Hai.", areas=("3",))
    put(store, 2, areas=())
    cell = count(store, taxonomy).cell("3", "2021-03")
    assert (cell.passages, cell.of_passages, cell.documents, cell.of_documents) == (2, 3, 1, 2)
    assert cell.share == pytest.approx(2 / 3)


def test_directions_and_plans_are_no_evidence(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, areas=("3",), modality=Modality.DIRECTIVE, strength=2)
    put(store, 2, areas=("3",), modality=Modality.PLANNED, strength=2)
    put(store, 3, areas=("3",), modality=Modality.REPORTED, strength=1)
    cell = count(store, taxonomy).cell("3", "2021-03")
    assert (cell.passages, cell.evidence, cell.directive, cell.planned) == (3, 0, 1, 1)
    assert cell.state == "unobserved"


def test_silence_is_said_only_after_enough_was_read(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, *(f"Đoạn {number}." for number in range(MINIMUM_EXPOSURE - 1)), areas=())
    assert count(store, taxonomy).cell("6", "2021-03").state == "unobserved"
    put(store, 2, areas=())
    assert count(store, taxonomy).cell("6", "2021-03").state == "silent"


def test_nothing_read_gives_no_cells_and_no_zero(store: Store, taxonomy: Taxonomy) -> None:
    counted = count(store, taxonomy)
    assert counted.months == ()
    assert counted.cells == ()
    assert counted.passages_read == 0


@pytest.mark.parametrize(
    ("labels", "column"),
    [
        ({"reach": "outside"}, "outside"),
        ({"reach": "unclear"}, "unclear"),
        ({"scope": TimeScope("former_term")}, "past"),
        ({"scope": TimeScope("historical")}, "past"),
    ],
)
def test_other_provinces_and_former_terms_are_counted_apart(
    store: Store, taxonomy: Taxonomy, labels: dict[str, object], column: str
) -> None:
    put(store, 1, areas=("5",))
    put(store, 2, areas=("5",), **labels)
    counted = count(store, taxonomy)
    assert counted.cell("5", "2021-03").passages == 1
    left = next(each for each in counted.left_out if each.area == "5")
    assert {name: getattr(left, name) for name in ("outside", "unclear", "past")} == {
        name: int(name == column) for name in ("outside", "unclear", "past")
    }
    assert (counted.passages_read, counted.passages_in_scope) == (2, 1)


def test_everywhere_counts_other_provinces_but_not_former_terms(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, areas=("5",), reach="outside")
    put(store, 2, areas=("5",), reach="unclear")
    put(store, 3, areas=("5",), scope=TimeScope("former_term"))
    counted = tally(store.engine, taxonomy, model="m-1", everywhere=True)
    assert counted.cell("5", "2021-03").passages == 2
    assert counted.everywhere


def test_undated_documents_have_a_column_of_their_own(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, undated=True)
    put(store, 2)
    counted = count(store, taxonomy)
    assert counted.months == ("2021-03", None)
    assert counted.cell("3", None).passages == 1


def test_the_month_is_the_local_one(store: Store, taxonomy: Taxonomy) -> None:
    """19:30 UTC on the last of March is already April in Bến Tre."""
    document = article(1, published=NOON.replace(day=31, hour=19, minute=30))
    store.put_documents([(document, None)])
    store.put_judged([judged(document)])
    assert count(store, taxonomy).months == ("2021-04",)


def test_only_the_current_revision_counts(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1, "Cũ thứ nhất.", "Cũ thứ hai.", areas=("3",))
    put(store, 1, "Mới.", areas=("7",))
    counted = count(store, taxonomy)
    assert counted.cell("3", "2021-03").passages == 0
    assert counted.cell("7", "2021-03").passages == 1
    assert counted.passages_read == 1


def test_the_newest_evidence_comes_from_different_documents_newest_first(store: Store, taxonomy: Taxonomy) -> None:
    for number in range(1, 5):
        put(store, number, "Một.", "Hai.", areas=("2",), days=number)
    found = [each.document for each in count(store, taxonomy).newest if each.area == "2"]
    assert found == ["dong-khoi:a4", "dong-khoi:a3", "dong-khoi:a2"]


def test_a_window_of_months_limits_everything(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1)
    put(store, 2, days=60)
    counted = count(store, taxonomy, since="2021-05", until="2021-05")
    assert counted.months == ("2021-05",)
    assert counted.passages_read == 1
    assert {each.document for each in counted.newest} == {"dong-khoi:a2"}


def test_rows_for_files_hold_every_cell_once(store: Store, taxonomy: Taxonomy) -> None:
    put(store, 1)
    put(store, 2, days=60)
    rows = as_rows(count(store, taxonomy), taxonomy)
    assert len(rows) == 14
    assert {(row["area"], row["month"]) for row in rows} == {(a, m) for a in "1234567" for m in ("2021-03", "2021-05")}


@pytest.mark.parametrize(
    ("own", "document", "source", "expected"),
    [
        ({"ben-tre"}, set(), None, "inside"),
        ({"ben-tre", "can-tho"}, set(), None, "inside"),
        ({"can-tho"}, {"ben-tre", "can-tho"}, "ben-tre", "outside"),
        (set(), set(), "ben-tre", "inside"),
        (set(), {"ben-tre"}, "vinh-long", "outside"),
        (set(), {"ben-tre"}, None, "inside"),
        (set(), {"ben-tre", "can-tho"}, None, "unclear"),
        (set(), {"can-tho"}, None, "outside"),
        (set(), set(), None, "unclear"),
    ],
)
def test_a_passages_own_places_decide_before_its_source_and_its_document(
    own: set[str], document: set[str], source: str | None, expected: str
) -> None:
    assert reach(own, of_document=document, of_source=source) == expected
