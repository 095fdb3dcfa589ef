"""The same as Báo cáo, as JSON: sentences, tables and notes with the lists of passages behind each figure."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from review.desk import AtDesk
from review.filters import address as list_address
from review.pages.page import Page
from review.pages.report import written
from review.paper.content import Block, Note, Paragraph, Span, Spans, Table
from review.report_address import Given

router = APIRouter(prefix="/api/report", tags=["report"])
PAGE = Page(router, "reader", "/api/report")


@router.get("")
def report(desk: AtDesk, wanted: Annotated[Given, Depends()]) -> dict[str, Any]:
    """The report on a period (``ky``), in a layout (``bo_cuc``), as known at the end of a day (``so_lieu``).

    ``opens`` is the address of the list of the passages that a figure counts. 422 where the question is none.
    """
    asked = wanted.question()
    paper = written(desk, asked)
    found = paper.report
    return {
        "period": asked.period,
        "layout": paper.layout,
        "as_of": found.as_of.isoformat(),
        "subject": found.subject,
        "passages": paper.read,
        "facts": dict(found.facts),
        "opening": [_words(each.spans) for each in found.opening],
        "sections": [
            {"title": section.title, "annex": section.apart, "blocks": [_block(block) for block in section.blocks]}
            for section in found.sections
        ],
        "closing": found.closing,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "spans": [_span(each) for each in block.spans]}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": block.caption,
            "columns": [column.head for column in block.columns],
            "lines": [[[_span(each) for each in cell] for cell in line] for line in block.lines],
            "below": block.below,
        }
    return {"kind": "figure", "caption": block.caption, "alt": block.alt}


def _span(span: Span) -> dict[str, Any]:
    said: dict[str, Any] = {"text": span.text}
    if span.link:
        said["link"] = span.link
    if span.opens is not None:
        said["opens"] = list_address(span.opens)
    if span.note is not None:
        said["note"] = _note(span.note)
    return said


def _note(note: Note) -> dict[str, Any]:
    return {
        "text": note.words,
        "articles": [
            {
                "numbers": each.numbers,
                "passages": each.passages,
                "source": each.source,
                "title": each.title,
                "day": None if each.day is None else each.day.isoformat(),
                "link": each.link,
            }
            for each in note.behind
        ],
        "more": note.more,
        "opens": None if note.opens is None else list_address(note.opens),
    }


def _words(spans: Spans) -> str:
    return "".join(span.text for span in spans)
