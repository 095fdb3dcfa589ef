"""One process's tools: a document that breaks our own code costs that document, in writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from corpus_samples import article

from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Prediction
from corpus.passage import Analysis, Passage
from corpus.places.gazetteer import load_gazetteer
from corpus.store import JudgedDocument
from flows.judging.desk import Desk, source_province
from flows.runs.faults import Unjudged
from models.analyse import Analyst
from models.judge import Judge, Judged

Judging = Callable[[Sequence[Judged]], list[tuple[Prediction, ...]]]


class Stumbling:
    """An analyst that stumbles over one word."""

    version = "stumbling"

    def analyse_many(
        self, passages: Iterable[Passage], *, published: date | None, home: str | None = None
    ) -> tuple[Analysis, ...]:
        found = tuple(passages)
        if any("vấp" in passage.text for passage in found):
            raise RuntimeError("stumbled\nover it")
        return tuple(Analysis(passage.id, self.version, (), (), (), ()) for passage in found)


def says_nothing(documents: Sequence[Judged]) -> list[tuple[Prediction, ...]]:
    return [() for _ in documents]


def stumbles(documents: Sequence[Judged]) -> list[tuple[Prediction, ...]]:
    if any("ngã" in passage.text for passages, _, _ in documents for passage in passages):
        raise RuntimeError("fell")
    return says_nothing(documents)


def stumbling_desk(judging: Judging = says_nothing) -> Desk:
    """A desk whose analyst stumbles and whose judge says nothing, or falls over one document."""
    judge: Any = SimpleNamespace(model_id="m", judge_documents=judging)
    return Desk(load_taxonomy(), load_gazetteer(), cast("Analyst", Stumbling()), cast("Judge", judge))


def test_a_document_that_breaks_our_code_is_named_and_the_others_are_judged() -> None:
    documents = [article(1, "Bình thường."), article(2, "Chỗ này vấp."), article(3, "Cũng bình thường.")]
    first, second, third = stumbling_desk().judge_all(documents)
    assert isinstance(first, JudgedDocument)
    assert isinstance(third, JudgedDocument)
    assert isinstance(second, Unjudged)
    assert second.document == "dong-khoi:a2"
    assert second.reason.startswith("RuntimeError: stumbled over it (test_desk.py:")


def test_a_document_that_breaks_the_judge_costs_none_of_those_judged_with_it() -> None:
    documents = [article(1, "Bình thường."), article(2, "Chỗ này ngã."), article(3, "Cũng bình thường.")]
    first, second, third = stumbling_desk(stumbles).judge_all(documents)
    assert isinstance(first, JudgedDocument)
    assert isinstance(third, JudgedDocument)
    assert isinstance(second, Unjudged)
    assert (second.document, second.reason[:18]) == ("dong-khoi:a2", "RuntimeError: fell")


def test_the_province_of_a_source_is_known_only_where_it_is_declared() -> None:
    assert source_province("dong-khoi") == "ben-tre"
    assert source_province("demo") == "ben-tre"
    assert source_province("bao-thanh-hoa") is None
