"""Scores of a reading on pages of which it is known what they say, and of its rival on the same pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from statistics import fmean

from corpus.document import READ_ROLES, Document, Role
from corpus.errors import ItemFailure
from corpus.page import Page
from extractors.article import read_page
from extractors.publishers import Publisher
from extractors.rival import trafilatura_facts, trafilatura_text
from flows.quality.floors import RIVAL, Measure

NOW = datetime(2026, 11, 24, tzinfo=UTC)
"""When pages of the gate count as fetched: no page is of the future because a clock is wrong."""

_WORD = re.compile(r"\w+")
_MEANT = READ_ROLES | {Role.HEADING}


@dataclass(frozen=True, slots=True)
class Expected:
    """A page and what it was written to say; ``published`` has a clock time where the page shows one."""

    page: Page
    title: str
    published: datetime
    body: str
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How one page was read."""

    body: float
    title: bool
    published: bool
    strays: int


def words_f1(expected: str, got: str) -> float:
    """F1 of two texts' lower-cased words as multisets."""
    one, other = Counter(_WORD.findall(expected.lower())), Counter(_WORD.findall(got.lower()))
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def score(expected: Expected, publishers: tuple[Publisher, ...]) -> Score:
    """Read a page and compare; one that is refused scores nothing."""
    try:
        document = read_page(expected.page, publishers=publishers, now=NOW)
    except ItemFailure:
        return Score(0.0, title=False, published=False, strays=0)
    read = text_of(document, _MEANT)
    return Score(
        words_f1(expected.body, read),
        title=document.title == expected.title,
        published=document.published is not None and document.published.at == expected.published,
        strays=sum(words in text_of(document, READ_ROLES) for words in expected.must_not),
    )


def text_of(document: Document, roles: frozenset[Role]) -> str:
    """Text of the blocks with these roles, a line each."""
    return "\n".join(document.block_text(block) for block in document.blocks if block.role in roles)


def scores(name: str, found: Sequence[Score]) -> Iterator[Measure]:
    """Figures of many pages; ``strays`` counts lines of the site that were read as text."""
    bodies, count = [one.body for one in found], len(found)
    low, high = _interval(bodies)
    yield Measure(f"reading.{name}.body-f1", fmean(bodies) if bodies else None, count, low, high)
    yield Measure(f"reading.{name}.body-f1-worst", min(bodies, default=None), count)
    for field in ("title", "published"):
        hits = sum(getattr(one, field) for one in found)
        yield Measure(f"reading.{name}.{field}", hits / count if count else None, count)
    yield Measure(f"reading.{name}.strays", float(sum(one.strays for one in found)), count, at_most=True)


def _interval(values: Sequence[float], *, draws: int = 1000) -> tuple[float | None, float | None]:
    """95 % percentile bootstrap of the mean over pages, with a fixed seed."""
    if len(values) < 2:
        return None, None
    random = Random(0)
    means = sorted(fmean(random.choices(values, k=len(values))) for _ in range(draws))
    return means[int(0.025 * draws)], means[int(0.975 * draws) - 1]


def rival(name: str, expected: Sequence[Expected]) -> Iterator[Measure]:
    """trafilatura on the same pages: it states a day and never an hour."""
    if not expected:
        return
    facts = [trafilatura_facts(one.page) for one in expected]
    bodies = [words_f1(one.body, trafilatura_text(one.page)) for one in expected]
    low, high = _interval(bodies)
    yield Measure(f"{RIVAL}{name}.body-f1", fmean(bodies), len(bodies), low, high)
    titles = sum(title == one.title for (title, _), one in zip(facts, expected, strict=True))
    days = sum(day == one.published.date().isoformat() for (_, day), one in zip(facts, expected, strict=True))
    yield Measure(f"{RIVAL}{name}.title", titles / len(facts), len(facts))
    yield Measure(f"{RIVAL}{name}.published-day", days / len(facts), len(facts))
