"""Reading without a spaCy Doc finds what the pipeline's components find on one."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.passage import Passage, PassageKind
from corpus.places.gazetteer import load_gazetteer
from models.analyse import Analyst
from models.gold import load_gold
from models.pipeline import pipeline

ODD = (
    "  Ngày 3-2-2021, UBND huyện Ba Tri (theo Kế hoạch số 12-KH/TU ngày 1-2-2021).\u00a0",
    "Uỷ ban",
    "1.",
    "a\u200bb",
)


@pytest.mark.parametrize("home", ["ben-tre", None])
def test_reading_finds_what_the_components_find(home: str | None) -> None:
    taxonomy, gazetteer = load_taxonomy(), load_gazetteer()
    analyst, nlp = Analyst(taxonomy, gazetteer), pipeline(taxonomy, gazetteer)
    published = date(2021, 2, 2)
    given = [(each.text, each.title) for each in load_gold()[:40]] + [(text, "Đồng khởi mới ở Bến Tre") for text in ODD]
    for text, title in given:
        passage = Passage("d", "r", 0, 0, len(text), PassageKind.PARAGRAPH, text, title, "", "", "1")
        read = analyst.analyse(passage, published=published, home=home)
        doc = nlp.make_doc(text)
        doc._.title, doc._.published, doc._.home = title, published.isoformat(), home or ""
        doc = nlp(doc)
        assert read.words == tuple(doc._.words)
        assert read.sentences == tuple(doc._.sentences)
        assert sorted(read.entities, key=repr) == sorted(doc._.entities, key=repr)
        assert read.cues == doc._.cues
