"""What the readings get out of pages, in figures: of pages written for this project, and of real ones where they are.

``body-f1`` is the F1 of lower-cased words as multisets between what a page was written to say (lead, headings,
paragraphs, items, rows) and what was read; a page that is refused counts as nothing. The generic reading is measured
on every page, those of declared publishers read as if nobody had declared them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.demo.articles import DemoArticle, load_articles
from corpus.page import Page
from extractors.publishers import PUBLISHERS, Publisher
from flows.bench.stages import demo_pages
from flows.quality.extraction_real import fragments, gold, records
from flows.quality.extraction_score import NOW, Expected, rival, score, scores
from flows.quality.floors import Measure

_OTHER_SPELLING = frozenset({"old-spelling", "broken"})
"""Twists of the demo newspaper that serve other words than were written."""


def reading(pages: Path, real: Path) -> Iterator[Measure]:
    """All figures of the gate.

    Args:
        pages: the folder of pages written by us, one folder a publisher, ``any`` for what nobody declared, and
            ``wild`` for layouts of real sites that were written without a look at the reading.
        real: the folder of real input; what is not there is not measured.
    """
    anywhere = list(written(pages, "any"))
    declared = list(written(pages, *(publisher.slug for publisher in PUBLISHERS)))
    demo, demo_publishers = _demo()
    on_demo = [score(one, demo_publishers) for one in demo]
    yield from scores("declared", [*(score(one, PUBLISHERS) for one in declared), *on_demo])
    for field in ("title", "published"):
        hits = sum(getattr(one, field) for one in on_demo)
        yield Measure(f"demo.{field}", hits / len(on_demo), len(on_demo))
    yield from scores("generic", [score(one, ()) for one in (*anywhere, *declared, *demo)])
    yield from scores("generic-any", [score(one, ()) for one in anywhere])
    yield from rival("any", anywhere)
    wild = list(written(pages, "wild"))
    yield from scores("wild", [score(one, ()) for one in wild])
    yield from rival("wild", wild)
    if (real / "html_vi" / "gold.json").exists():
        yield from gold(real / "html_vi" / "gold.json")
    if (real / "articles").is_dir():
        yield from fragments(real / "articles" / "fragments_2025.jsonl.gz")
        yield from records(real / "articles")


def written(pages: Path, *folders: str) -> Iterator[Expected]:
    """Pages of these folders with what their TOML file tells; one that tells no body is passed over."""
    for path in sorted(path for folder in folders for path in (pages / folder).glob("*.toml")):
        told: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        if "body" not in told:
            continue
        lead = [told["lead"]] if told.get("lead") and told["lead"] not in told["body"] else []
        page = Page(told["url"], told["url"], 200, (), path.with_suffix(".html").read_bytes(), NOW)
        yield Expected(
            page, told["title"], told["published"], "\n".join([*lead, *told["body"]]), tuple(told.get("must_not", ()))
        )


def _demo() -> tuple[list[Expected], tuple[Publisher, ...]]:
    pages, publishers = demo_pages()
    articles = {article.id: article for article in load_articles() if article.twist not in _OTHER_SPELLING}
    found = ((page, articles.get(page.url.rsplit("-", 1)[-1].removesuffix(".html"))) for page in pages)
    return [
        Expected(page, article.title, article.published, _told(article))
        for page, article in found
        if article is not None
    ], publishers


def _told(article: DemoArticle) -> str:
    lines = [f"{article.dateline} - {article.lead}" if article.dateline else article.lead]
    for piece in article.body:
        lines += [piece.text, *piece.items, *(" | ".join(row) for row in piece.rows)]
    return "\n".join(lines)
