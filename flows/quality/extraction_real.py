"""The part of the extraction gate that needs real pages, fragments and articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from corpus.database.rows import HERE
from corpus.document import READ_ROLES, Document
from corpus.errors import ItemFailure
from corpus.page import Page
from extractors.article import read_html, read_page
from extractors.dateline import parse_moment
from extractors.publishers import PUBLISHERS, Publisher
from extractors.records import Fields, read_record
from extractors.rival import trafilatura_facts, trafilatura_text
from flows.quality.extraction_score import NOW, Expected, text_of
from flows.quality.floors import RIVAL, Measure


def gold(gold: Path) -> Iterator[Measure]:
    """Real pages with their title, minute and sentences that must be in the text; read as declared, then as generic."""
    told = json.loads(gold.read_text(encoding="utf-8"))
    expected: list[Expected] = []
    for each in told:
        at = datetime.fromisoformat(each["published_at"])
        page = Page(each["url"], each["url"], 200, (), (gold.parent / each["html"]).read_bytes(), NOW)
        expected.append(Expected(page, each["title"], at if at.tzinfo else at.replace(tzinfo=HERE), ""))
    count = len(expected)
    for name, publishers in (("real-pages", PUBLISHERS), ("real-pages-generic", ())):
        documents = [_read(one.page, publishers) for one in expected]
        held = sum(
            document is not None and all(words in text_of(document, READ_ROLES) for words in each["must_contain"])
            for document, each in zip(documents, told, strict=True)
        )
        titles = sum(
            document is not None and document.title == one.title
            for document, one in zip(documents, expected, strict=True)
        )
        times = sum(_same_minute(document, one.published) for document, one in zip(documents, expected, strict=True))
        yield Measure(f"{name}.title", titles / count, count)
        yield Measure(f"{name}.published-minute", times / count, count)
        yield Measure(f"{name}.must-contain", held / count, count)
    for key, hits in (
        ("title", sum(trafilatura_facts(one.page)[0] == one.title for one in expected)),
        ("published-day", sum(trafilatura_facts(one.page)[1] == f"{one.published:%Y-%m-%d}" for one in expected)),
        (
            "must-contain",
            sum(
                all(w in trafilatura_text(one.page) for w in each["must_contain"])
                for one, each in zip(expected, told, strict=True)
            ),
        ),
    ):
        yield Measure(f"{RIVAL}real-pages.{key}", hits / count, count)


def _read(page: Page, publishers: tuple[Publisher, ...]) -> Document | None:
    try:
        return read_page(page, publishers=publishers, now=NOW)
    except ItemFailure:
        return None


def _same_minute(document: Document | None, at: datetime) -> bool:
    published = document.published if document is not None else None
    return published is not None and abs((published.at - at).total_seconds()) < 60


def fragments(path: Path) -> Iterator[Measure]:
    """Titles and times of real fragments, read from their HTML alone; one that is refused counts as wrong.

    Only a record that states no title, or no time, is left out of the count of its kind. Where a record states a day,
    the day decides; else the minute.
    """
    titled = timed = titles = times = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            wanted = parse_moment(record["time"], now=NOW)
            titled, timed = titled + bool(record["title"]), timed + (wanted is not None)
            try:
                document = read_html(record["content"], url=None, now=NOW)
            except ItemFailure:
                continue
            titles += " ".join((document.title or "").split()) == " ".join(record["title"].split())
            if wanted is not None and document.published is not None:
                by_day = wanted.precision == "day" and document.published.at.date() == wanted.at.date()
                times += by_day or _same_minute(document, wanted.at)
    yield Measure("fragments.title", titles / titled, titled)
    yield Measure("fragments.published", times / timed, timed)


def records(folder: Path) -> Iterator[Measure]:
    """How many of the real articles in JSON Lines give a document."""
    count = read = 0
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                count += 1
                try:
                    read_record(json.loads(line), fields=Fields(), source="q", where=f"{path.name}:{number}", now=NOW)
                except ItemFailure:
                    continue
                read += 1
    yield Measure("real-articles.read", read / count, count)
