"""The store keeps what it is given, once, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from corpus_samples import NOON, article, judged
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from corpus.database.engine import address, journal_mode
from corpus.document import Role, lay_out
from corpus.errors import BadInput, StoreError
from corpus.page import ArchivedPage, Page
from corpus.predictions.showing import find_passages, show
from corpus.store import Store


def test_a_document_comes_back_as_it_was_stored(store: Store) -> None:
    document = article()
    assert store.put_documents([(document, None)]) == ["new"]
    assert store.document(document.id) == document


def test_the_same_document_again_is_unchanged_and_not_doubled(store: Store) -> None:
    store.put_documents([(article(), None)])
    assert store.put_documents([(replace(article(), fetched=NOON + timedelta(days=1)), None)]) == ["unchanged"]
    assert store.count_documents() == 1


def test_a_changed_body_is_a_revision_of_the_same_document(store: Store) -> None:
    first, second = article(1, "Câu thứ nhất."), replace(article(1, "Câu thứ hai."), fetched=NOON + timedelta(days=1))
    assert store.put_documents([(first, None), (second, None)]) == ["new", "revised"]
    assert store.document(first.id) == second
    assert store.document(first.id, first.revision) == first


def test_a_changed_caption_is_no_revision() -> None:
    body = (Role.PARAGRAPH, "Nội dung không đổi.")
    before, after = lay_out([body, (Role.CAPTION, "Ảnh: A")]), lay_out([body, (Role.CAPTION, "Ảnh: B")])
    first = replace(article(), text=before[0], blocks=before[1])
    assert first.revision == replace(article(), text=after[0], blocks=after[1]).revision


def test_what_was_judged_is_no_longer_pending(store: Store) -> None:
    first, second = article(1), article(2)
    store.put_documents([(first, None), (second, None)])
    store.put_judged([judged(first)])
    assert store.pending(model="m-1", analysis_version="a-1") == [second.id]
    assert store.pending(model="m-2", analysis_version="a-1") == [first.id, second.id]
    assert store.pending(model="m-1", analysis_version="a-2") == [first.id, second.id]


def test_a_revised_document_is_pending_again(store: Store) -> None:
    store.put_documents([(article(1, "Một."), None)])
    store.put_judged([judged(article(1, "Một."))])
    store.put_documents([(article(1, "Hai."), None)])
    assert store.pending(model="m-1", analysis_version="a-1") == [article(1).id]


def test_judging_twice_leaves_the_store_the_same(store: Store) -> None:
    store.put_documents([(article(), None)])
    store.put_judged([judged(article())])
    before = store.digest()
    store.put_judged([judged(article())])
    assert store.digest() == before


def test_a_new_verdict_of_the_same_model_replaces_the_old_areas(store: Store) -> None:
    store.put_documents([(article(), None)])
    store.put_judged([judged(article(), areas=("3", "7"))])
    store.put_judged([judged(article(), areas=("7",))])
    (prediction,) = store.predictions([judged(article()).passages[0].id]).values()
    assert prediction.areas == ("7",)


def test_a_prediction_comes_back_as_it_was_stored(store: Store) -> None:
    store.put_documents([(article(), None)])
    work = judged(article())
    store.put_judged([work])
    assert store.predictions([work.passages[0].id]) == {work.passages[0].id: work.predictions[0]}


def test_show_gives_a_passage_with_its_neighbours_and_analysis(store: Store) -> None:
    document = article(1, "Đoạn trước.", "Đoạn giữa.", "Đoạn sau.")
    store.put_documents([(document, None)])
    work = judged(document)
    store.put_judged([work])
    shown = show(store, work.passages[1].id[:10])
    assert shown.passage == work.passages[1]
    assert (shown.passage.before, shown.passage.after) == ("Đoạn trước.", "Đoạn sau.")
    assert shown.analysis == work.analyses[1]
    assert shown.current


def test_show_says_when_a_newer_revision_exists(store: Store) -> None:
    store.put_documents([(article(1, "Cũ."), None)])
    work = judged(article(1, "Cũ."))
    store.put_judged([work])
    store.put_documents([(article(1, "Mới."), None)])
    shown = show(store, work.passages[0].id)
    assert not shown.current
    assert len(shown.revisions) == 2


def test_an_unknown_passage_is_refused_by_its_id(store: Store) -> None:
    with pytest.raises(BadInput, match="zzzz"):
        show(store, "zzzz")


def test_an_id_that_fits_several_passages_is_refused_with_the_candidates(store: Store) -> None:
    document = article(1, *(f"Đoạn số {number}." for number in range(40)))
    store.put_documents([(document, None)])
    store.put_judged([judged(document)])
    first = sorted(passage.id[0] for passage in judged(document).passages)
    repeated = next(letter for letter in first if first.count(letter) > 1)
    with pytest.raises(BadInput, match="ambiguous"):
        show(store, repeated)


def test_a_page_is_known_once_its_document_is_stored(store: Store) -> None:
    page = Page("https://a", "https://a", 200, (), b"<p>", NOON)
    assert store.known_pages({page.sha256}) == set()
    store.put_documents([(article(), ArchivedPage(page, "a/b.warc.gz", 12))])
    assert store.known_pages({page.sha256, "0" * 64}) == {page.sha256}
    assert store.place_of(page.sha256) == ("a/b.warc.gz", 12)


def test_a_batch_that_fails_leaves_nothing_behind(store: Store) -> None:
    work = judged(article())
    with pytest.raises(IntegrityError):
        store.put_judged([work])
    store.put_documents([(article(), None)])
    assert find_passages(store, "") == []


def test_the_digest_does_not_depend_on_the_order_of_arrival(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.db")
    for target, order in ((store, (1, 2)), (other, (2, 1))):
        for number in order:
            target.put_documents([(article(number), None)])
            target.put_judged([judged(article(number))])
    assert store.digest() == other.digest()
    other.close()


def test_opening_again_finds_everything(where: str) -> None:
    with Store(where) as first:
        first.put_documents([(article(), None)])
    with Store(where) as second:
        assert second.count_documents() == 1


def test_a_store_of_a_newer_version_is_refused(where: str) -> None:
    with Store(where) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        Store(where)


def test_write_ahead_logging_waits_for_the_fixed_library() -> None:
    assert journal_mode((3, 51, 2)) == "DELETE"
    assert journal_mode((3, 51, 3)) == "WAL"


def test_a_store_is_a_file_or_postgresql() -> None:
    assert address("postgresql://host/name") == "postgresql+psycopg://host/name"
    with pytest.raises(BadInput, match="mysql"):
        address("mysql://host/name")
