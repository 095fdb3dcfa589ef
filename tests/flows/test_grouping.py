"""One act reported by several papers becomes one story, in any order, however often the work is broken off."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest
from carrier_samples import COPIES, carried, originals, parts_of, refilled, shuffled
from corpus_samples import article

from corpus.document import Document, Role, lay_out
from corpus.events import likenesses
from corpus.events.carriers import Carrier, Carriers
from corpus.store import Store
from flows import grouping
from flows.grouping import group
from flows.runs.progress import Silent

WHOLE = ("reprinted", "edited", "retitled", "syndicated", "halved", "spun")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.db") as opened:
        yield opened


def families(count: int, *, kinds: Sequence[str] = WHOLE) -> list[Document]:
    """Some stories, each with its copies and a look-alike of another day."""
    found: list[Document] = []
    for number, document in enumerate(originals()[:count]):
        chance = random.Random(number)
        found += [document, refilled(document, chance), *(COPIES[kind](document, chance) for kind in kinds)]
    return found


def put(store: Store, documents: Sequence[Document]) -> None:
    store.put_documents([(document, None) for document in documents])


def stories(store: Store) -> dict[str, tuple[Carrier, ...]]:
    """Everything that was written of stories, by story."""
    carriers = Carriers(store.engine)
    documents = [document for source in store.count_by_source() for document in _ids(store, source)]
    named = {carriers.story_of(document) for document in documents}
    return {story: carriers.carriers_of(story) for story in sorted(each for each in named if each is not None)}


def _ids(store: Store, source: str) -> list[str]:
    wanted = [f"{source}:{document.id.split(':')[1]}" for document in originals()]
    return sorted(store.known([*wanted, *(f"{source}:a{number}" for number in range(1, 400))]))


def test_one_act_in_seven_papers_is_one_story_with_seven_carriers(store: Store) -> None:
    put(store, families(6))
    accounting, failures = group(store, progress=Silent())
    assert accounting.balanced and not failures
    found = stories(store)
    of_originals = [carriers for carriers in found.values() if any(c.source == "dong-khoi" for c in carriers)]
    assert len(of_originals) == 6
    assert sum(len(carriers) for carriers in of_originals) >= 6 * 7 - 1
    for carriers in of_originals:
        assert carriers[0].kind == "first" and carriers[0].source == "dong-khoi"
        assert all(each.to_document for each in carriers[1:])
        assert "mau" not in {each.source for each in carriers}, "the same form on another day is another story"


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    documents = families(3)
    written = []
    for seed in range(3):
        with Store(tmp_path / f"{seed}.db") as store:
            order = shuffled(documents, seed)
            cuts = [0, *sorted(random.Random(seed).sample(range(1, len(order)), seed)), len(order)]
            for begin, end in pairwise(cuts):
                put(store, order[begin:end])
                group(store, progress=Silent())
            written.append(stories(store))
    assert all(each == written[0] for each in written[1:])


@pytest.mark.parametrize("batch", [1, 3])
def test_the_size_of_a_batch_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    written = []
    for size in (200, batch):
        monkeypatch.setattr(grouping, "BATCH", size)
        with Store(tmp_path / f"{size}.db") as store:
            put(store, families(2))
            group(store, progress=Silent())
            written.append(stories(store))
    assert written[0] == written[1]


def test_grouping_again_does_and_changes_nothing(store: Store) -> None:
    documents = families(2)
    put(store, documents)
    group(store, progress=Silent())
    before = stories(store)
    accounting, _ = group(store, progress=Silent())
    assert stories(store) == before
    assert accounting.total("skipped") == accounting.taken == len(documents)


class Broken(Silent):
    """Progress that breaks the work off after so many advances."""

    def __init__(self, after: int) -> None:
        self.left = after

    def advance(self, step: str, count: int = 1) -> None:
        self.left -= 1
        if self.left <= 0:
            raise KeyboardInterrupt


def test_work_broken_off_anywhere_ends_as_if_it_had_not_been(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "BATCH", 4)
    documents = families(2)
    with Store(tmp_path / "whole.db") as store:
        put(store, documents)
        group(store, progress=Silent())
        expected = stories(store)
    for after in (1, 4, 5, 7):
        with Store(tmp_path / f"{after}.db") as store:
            put(store, documents)
            with pytest.raises(KeyboardInterrupt):
                group(store, progress=Broken(after))
            accounting, _ = group(store, progress=Silent())
            assert accounting.balanced
            assert stories(store) == expected


def test_a_document_whose_text_became_another_leaves_its_story(store: Store) -> None:
    one, other = originals()[:2]
    copy = COPIES["reprinted"](one, random.Random(1))
    put(store, [one, other, copy])
    group(store, progress=Silent())
    assert Carriers(store.engine).story_of(copy.id) == Carriers(store.engine).story_of(one.id)
    put(store, [carried(one, parts_of(other), by="in-lai")])
    accounting, _ = group(store, progress=Silent())
    carriers = Carriers(store.engine)
    assert carriers.story_of(copy.id) == carriers.story_of(other.id) != carriers.story_of(one.id)
    assert accounting.outcomes["ok", grouping.ALONE] == 1
    assert accounting.outcomes["ok", grouping.SHARED] == 1


def test_a_copy_that_links_two_stories_makes_them_one(store: Store) -> None:
    whole = originals()[0]
    title, *body = parts_of(whole)
    half = len(body) // 2
    begin = carried(whole, [title, *body[:half]], by="dau")
    rest = carried(whole, [(Role.TITLE, "Chuyện ở ấp"), *body[half:]], by="cuoi", hours=7)
    put(store, [begin, rest])
    group(store, progress=Silent())
    assert Carriers(store.engine).counts().stories == 2
    put(store, [whole])
    group(store, progress=Silent())
    (story,) = stories(store).values()
    assert [each.kind for each in story] == ["first", "part", "part"]


def test_texts_too_short_stand_alone(store: Store) -> None:
    put(store, [article(1, "Ảnh: Quang Duy"), article(2, "Ảnh: Quang Duy")])
    accounting, _ = group(store, progress=Silent())
    assert accounting.outcomes["ok", grouping.SHORT] == 2
    assert Carriers(store.engine).counts().stories == 2


def test_a_copy_in_another_language_is_flagged_and_stays_in(store: Store) -> None:
    put(store, [each for one in originals() for each in (one, COPIES["translated"](one, random.Random(1)))])
    group(store, progress=Silent())
    carriers = Carriers(store.engine)
    counts = carriers.counts()
    assert counts.kinds["translated"] >= 40
    assert counts.documents == 2 * len(originals())
    assert counts.flagged == len(originals())
    for document in originals():
        (flags,) = (
            each.flags
            for each in carriers.carriers_of(carriers.story_of(f"dich:{document.id.split(':')[1]}") or "")
            if each.source == "dich"
        )
        assert any("không phải tiếng Việt" in flag for flag in flags)


def test_a_fault_of_ours_costs_one_document_in_writing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = families(1)
    put(store, documents)
    right = grouping.signature

    def faulty(document: Document) -> object:
        if document.id == documents[0].id:
            raise ZeroDivisionError("broken")
        return right(document)

    monkeypatch.setattr(grouping, "signature", faulty)
    accounting, failures = group(store, progress=Silent())
    assert accounting.balanced and accounting.total("failed") == 1
    assert "ZeroDivisionError" in failures[documents[0].id]
    monkeypatch.undo()
    accounting, failures = group(store, progress=Silent())
    assert not failures and Carriers(store.engine).counts().waiting == 0


def test_a_house_rule_under_every_article_makes_no_story(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likenesses, "MEET", 8)
    rule = " ".join(document.title or "" for document in originals()[40:47]).lower()
    assert len(rule.split()) > 65
    documents = [
        carried(document, [*parts_of(document), (Role.PARAGRAPH, rule)], by="nhac") for document in originals()[:30]
    ]
    put(store, documents)
    group(store, progress=Silent())
    assert Carriers(store.engine).counts().stories == 30


def test_real_articles_are_not_thrown_together(real: Path, store: Store) -> None:
    documents = []
    with gzip.open(real / "articles" / "general_2016_2017.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 200):
            record = json.loads(line)
            parts = [(Role.TITLE, record["title"]), (Role.LEAD, record["sapo"])]
            parts += [(Role.PARAGRAPH, said) for said in record["text"].split("\n")]
            text, blocks = lay_out([(role, " ".join(said.split())) for role, said in parts])
            documents.append(
                Document(
                    id=f"real:{record['id']}",
                    source="real",
                    url=None,
                    text=text,
                    blocks=blocks,
                    title=record["title"],
                    author=None,
                    section=None,
                    published=None,
                    modified=None,
                    fetched=originals()[0].fetched,
                    reading="test/1",
                )
            )
    put(store, documents)
    group(store, progress=Silent())
    counts = Carriers(store.engine).counts()
    assert counts.documents == len(documents)
    assert counts.documents - 10 <= counts.stories <= counts.documents
    assert counts.kinds.get("spun", 0) == 0
