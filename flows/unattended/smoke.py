"""The daily smoke run: fixed pages of the demo newspaper read and judged as the day's pages are, against what is known.

A publisher's change shows in its canaries, a drifting model in its audits. This is for what both would miss for days:
a library that was updated, a damaged model, a machine that reads marks wrongly. Nothing is stored and no store is
opened; the pages come with the package.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from unicodedata import is_normalized

from corpus.demo.articles import load_articles
from corpus.demo.site import build_site
from corpus.document import Document
from corpus.errors import ItemFailure
from corpus.fold import folded
from corpus.page import Page
from flows.acquisition.reading import read_any
from flows.judging.desk import Desk
from flows.runs.faults import Unjudged

BASE = "http://127.0.0.1:8621"
AT = datetime(2022, 1, 15, tzinfo=UTC)
"""When the pages count as fetched: the same on every day."""

FILE = "smoke.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of one page.

    Attributes:
        article: id of the demo article, ``why`` it was chosen.
        read: False where no body is to be found in it.
        areas: codes that some passage must have; ``but`` codes that none may have.
        least: lowest evidence strength (0 to 3) that some passage must reach.
    """

    article: str
    why: str
    read: bool = True
    areas: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one page: found areas, and what is wrong in words ("" where all is as expected)."""

    expected: Expected
    passages: int
    areas: tuple[str, ...]
    wrong: str


def load_expected() -> tuple[Expected, ...]:
    """The pages and what is expected of each, from the package."""
    held = tomllib.loads(files("flows.unattended").joinpath(FILE).read_text(encoding="utf-8"))
    return tuple(
        Expected(
            article=each["article"],
            why=each["why"],
            read=each.get("read", True),
            areas=tuple(each.get("areas", ())),
            but=tuple(each.get("but", ())),
            least=each.get("least", 0),
        )
        for each in held["page"]
    )


def smoke(tools: Desk, expected: Sequence[Expected]) -> list[Checked]:
    """Read and judge the pages; gives what became of each, in order."""
    pages = _pages()
    found = []
    for each in expected:
        try:
            document = read_any(pages[each.article])
        except ItemFailure as error:
            found.append(Checked(each, 0, (), f"không đọc được: {error}" if each.read else ""))
            continue
        found.append(_judged(tools, each, document))
    return found


def _judged(tools: Desk, each: Expected, document: Document) -> Checked:
    if not each.read:
        return Checked(each, 0, (), "đọc ra thân bài ở trang vốn không có")
    title = next(article.title for article in load_articles() if article.id == each.article)
    (judged,) = tools.judge_all([document], home="ben-tre")
    if isinstance(judged, Unjudged):
        return Checked(each, 0, (), f"không phân loại được: {judged.reason}")
    areas = tuple(sorted({area for prediction in judged.predictions for area in prediction.areas}))
    strongest = max((prediction.evidence.strength for prediction in judged.predictions), default=0)
    faults = [
        "" if _same_title(document.title or "", title) else f"tiêu đề đọc ra {document.title!r}",
        *(f"thiếu mảng {area}" for area in each.areas if area not in areas),
        *(f"thừa mảng {area}" for area in each.but if area in areas),
        "" if strongest >= each.least else f"chứng cứ chỉ tới E{strongest}, cần E{each.least}",
    ]
    return Checked(each, len(judged.predictions), areas, "; ".join(filter(None, faults)))


def _same_title(found: str, written: str) -> bool:
    """Whether a title is the one written, in composed letters; a page may place the tone mark the old way."""
    return is_normalized("NFC", found) and folded(found) == folded(written)


def _pages() -> dict[str, Page]:
    """Every page of the demo newspaper by the id of its article, as if fetched at :data:`AT`."""
    site = build_site(BASE)
    return {
        article.id: Page(
            url=BASE + article.path,
            final_url=BASE + article.path,
            status=site[article.path].status,
            headers=(("content-type", site[article.path].content_type),),
            body=site[article.path].body,
            fetched=AT,
        )
        for article in load_articles()
    }


def as_markdown(checked: Sequence[Checked], *, model: str) -> str:
    """The table for Prefect's page."""
    lines = [f"Mô hình {model}", "", "| | trang | vì sao chọn | đoạn | mảng | sai ở đâu |", "|---|---|---|--:|---|---|"]
    for each in checked:
        wrong = each.wrong.replace("|", "/")
        mark = "**hỏng**" if each.wrong else "tốt"
        cells = (
            mark,
            each.expected.article,
            each.expected.why,
            str(each.passages),
            ", ".join(each.areas) or "–",
            wrong,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def tools_for(models: Path) -> Desk:
    """The desk of the model in use."""
    from corpus.codebook.taxonomy import load_taxonomy
    from flows.judging.desk import desk
    from flows.judging.model_in_use import model_in_use
    from flows.runs.progress import Silent

    models.mkdir(parents=True, exist_ok=True)
    return desk(models, model_in_use(models, load_taxonomy(), progress=Silent()).id)
