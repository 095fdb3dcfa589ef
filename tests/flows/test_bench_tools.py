"""What measures speed measures what it says; how fast the machine is that day is nobody's test."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from flows.bench.articles import PARAGRAPHS, articles, made_articles, write_articles
from flows.bench.growth import Growth, growth
from flows.bench.instructions import calls
from flows.bench.way import Memory, Took


def test_made_articles_are_the_same_each_time_and_no_two_alike() -> None:
    first, again = list(made_articles(40, seed=3)), list(made_articles(40, seed=3))
    assert first == again
    assert first != list(made_articles(40, seed=4))
    texts = [json.loads(line)["text"].split("\n") for line in first]
    assert all(PARAGRAPHS[0] <= len(paragraphs) <= PARAGRAPHS[1] for paragraphs in texts)
    said = [paragraph for paragraphs in texts for paragraph in paragraphs]
    assert len(set(said)) > 0.99 * len(said)


def test_a_made_article_follows_each_real_one_and_made_ones_the_last(real: Path) -> None:
    lines = list(itertools.islice(articles(20, real=real / "articles"), 20))
    made = [str(json.loads(line).get("id", "")).startswith("0-") for line in lines]
    assert made == [False, True] * 10


def test_without_real_ones_all_are_made(tmp_path: Path) -> None:
    lines = articles(5, real=tmp_path / "none")
    assert write_articles(tmp_path / "a.jsonl", lines, 3) == 3
    assert write_articles(tmp_path / "b.jsonl", lines, 3) == 2


def test_calls_are_counted_alike_each_time() -> None:
    counts = {calls(lambda: [str(number) for number in range(50)]) for _ in range(3)}
    assert len(counts) == 1
    assert calls(lambda: [str(number).upper() for number in range(50)]) > counts.pop()


def test_memory_and_speed_are_held_against_the_second_quarter() -> None:
    assert Growth((), 1, memory_change=0.09, speed_change=-0.09).flat
    assert not Growth((), 1, memory_change=0.11, speed_change=0.0).flat
    assert not Growth((), 1, memory_change=0.0, speed_change=-0.11).steady


def test_memory_is_seen_while_a_step_works() -> None:
    memory = Memory()
    memory.begin("import", 1)
    held = bytearray(60_000_000)
    memory.advance("import")
    assert memory.peak - memory.seen[0] > 50
    assert len(held) == 60_000_000
    assert Took(3.0, 2.0) - Took(1.0, 1.0) + Took(1.0, 1.0) == Took(3.0, 2.0)


@pytest.mark.slow
def test_a_small_store_grows_by_quarters(tmp_path: Path) -> None:
    found = growth(16, processes=1, home=tmp_path, portion=4, real=None)
    assert [each.articles for each in found.quarters] == [4, 4, 4, 4]
    assert all(each.passages >= 4 * PARAGRAPHS[0] and each.peak_mb > 50 for each in found.quarters)
