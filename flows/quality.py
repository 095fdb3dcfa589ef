"""Quality against pinned floors: ``python -m flows.quality`` (make quality). A floor never drops by itself.

Measures what can be measured where it runs: the classifier by grouped cross-validation on the written passages
always; on
real coded passages, real pages and real titles when the folder of real input lies beside the project. Floors stand in
``docs/floors.toml``; ``--update`` raises them, and lowers one only with ``--allow-regression``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows import screen

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
FLOORS = ROOT / "docs" / "floors.toml"
NOISE = 0.0005


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what, its value with its interval where there is one, over how many, and whether more is better."""

    name: str
    value: float | None
    over: int
    low: float | None = None
    high: float | None = None
    at_most: bool = False


def classifier() -> Iterator[Measure]:
    """The default model: grouped cross-validation on the written passages, and on real coded ones where they are."""
    from models.evaluate import evaluate_development, evaluate_written

    from corpus.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    yield from _report("viết", evaluate_written(taxonomy))
    development = REAL / "labelled" / "dev.jsonl"
    if development.exists():
        yield from _report("thật", evaluate_development(taxonomy, development))


def _report(where: str, report: object) -> Iterator[Measure]:
    raise NotImplementedError


def reading() -> Iterator[Measure]:
    """Reading real pages: the six with known title and time, and titles and times of 1,418 fragments."""
    from corpus.errors import ItemFailure
    from corpus.page import Page
    from extractors.article import read_page
    from extractors.records import Fields, read_record

    now = datetime.now(UTC)
    gold = REAL / "html_vi" / "gold.json"
    if gold.exists():
        titles = times = 0
        expected = json.loads(gold.read_text(encoding="utf-8"))
        for each in expected:
            body = (gold.parent / each["html"]).read_bytes()
            document = read_page(Page(each["url"], each["url"], 200, (), body, now), now=now)
            titles += document.title == each["title"]
            said = datetime.fromisoformat(each["published_at"])
            said = said if said.tzinfo else said.replace(tzinfo=screen.HERE)
            moment = document.published
            times += moment is not None and abs((moment.at - said).total_seconds()) < 60
        yield Measure("trang thật: tiêu đề đúng", titles / len(expected), len(expected))
        yield Measure("trang thật: giờ đăng đúng đến phút", times / len(expected), len(expected))
    articles = REAL / "articles"
    if articles.is_dir():
        count = unread = 0
        for path in sorted(articles.glob("*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines, start=1):
                    count += 1
                    try:
                        read_record(
                            json.loads(line), fields=Fields(), source="q", where=f"{path.name}:{number}", now=now
                        )
                    except ItemFailure:
                        unread += 1
        yield Measure("bài thật: đọc được", 1 - unread / count, count)
