"""What merely repeats the tasks; passages are written for the test."""

from __future__ import annotations

import pytest

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from models.restatement import RESTATES, Restatement

FRESH = "Chiều qua, ấp Thạnh Hòa vá xong cây cầu ván; ai đi chợ sớm cũng bớt lo."


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def measure(taxonomy: Taxonomy) -> Restatement:
    return Restatement(taxonomy)


def test_the_codebooks_own_wording_is_restated_whole(taxonomy: Taxonomy, measure: Restatement) -> None:
    for area in taxonomy.areas:
        assert measure.overlap(area.definition).share > 0.9, area.code


def test_news_of_its_own_restates_nothing(measure: Restatement) -> None:
    assert measure.overlap(FRESH).share == 0.0 and measure.overlap("").share == 0.0


def test_common_runs_are_where_the_text_has_them(taxonomy: Taxonomy, measure: Restatement) -> None:
    piece = taxonomy.areas[0].includes[0]
    found = measure.overlap(f"{FRESH} {piece}. {FRESH}")
    assert 0 < found.share < RESTATES
    ((start, end),) = found.runs
    assert f"{FRESH} {piece}. {FRESH}"[start:end] == piece


def test_naming_a_slogan_is_no_restating(taxonomy: Taxonomy) -> None:
    slogan = max((each.phrase for each in taxonomy.slogans), key=len)
    assert (
        Restatement(taxonomy, seed=[f"Cả tỉnh theo phương châm {slogan}"]).overlap(f"Xã treo bảng {slogan}").share
        == 0.0
    )


def test_a_stored_paragraph_counts_as_wording(taxonomy: Taxonomy) -> None:
    assert Restatement(taxonomy, seed=[FRESH]).overlap(FRESH).share == 1.0
