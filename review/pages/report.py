"""Báo cáo: the periodic report to read, to print and to take away; each figure opens into its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from corpus.database.rows import HERE
from corpus.errors import BadInput
from corpus.periods import GRAINS, Grain, days_of, period_of
from corpus.sources.watch import documents_by_month
from review.desk import AtDesk, Desk
from review.filters import address as list_address
from review.handed_paper import Paper, ReportAsked
from review.pages.label import NoPage
from review.pages.page import Page
from review.paper.content import Figure, Note, Paragraph, Table
from review.paper.docx_frame import KIND, RECIPIENTS, dated, numbered
from review.paper.layout import LAYOUTS, roman
from review.paper.notes import after_title, before_title, ending
from review.paper.wording import when
from review.report_address import ROOT, Given, Kind, address
from review.templating import render

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", ROOT, "report.title")

Wanted = Annotated[Given, Depends()]

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


GRAIN_WORDS: Mapping[Grain, str] = {
    "month": "report.grain.month",
    "quarter": "report.grain.quarter",
    "half": "report.grain.half",
}


@router.get(ROOT)
def shown(request: Request, desk: AtDesk, wanted: Wanted) -> Response:
    """The report that the address asks for, under the form that asks for another."""
    paper: Paper | None = None
    wrong = wanted.wrong
    if wanted.asked is not None:
        try:
            paper = written(desk, wanted.asked)
        except BadInput as fault:
            wrong = fault
    return render(
        request,
        "report.html",
        status=200 if wrong is None else 422,
        wanted=wanted,
        wrong=None if wrong is None else wrong.reason,
        offered=offered(desk, wanted),
        grain_words=GRAIN_WORDS,
        when=when,
        paper=paper,
        address=address,
        **({} if paper is None else _printed(paper)),
    )


@router.get(f"{ROOT}/tai-ve")
def taken_away(desk: AtDesk, wanted: Wanted, dang: Kind = "docx") -> Response:
    """The report as a file: the bytes that ``bamsat report`` writes for the same question."""
    asked = wanted.question()
    paper = written(desk, asked)
    content = paper.docx() if dang == "docx" else paper.html()
    name = f"bao-cao-{asked.period}-{asked.as_of:%Y%m%d}.{dang}"
    return Response(content, media_type=KINDS[dang], headers={"content-disposition": f'attachment; filename="{name}"'})


@router.get(f"{ROOT}/hinh/{{number}}.png")
def picture(desk: AtDesk, wanted: Wanted, number: Annotated[int, Path(ge=1, le=99)]) -> Response:
    """A chart of the report."""
    pictures = written(desk, wanted.question()).pictures()
    if number > len(pictures):
        raise NoPage
    return Response(pictures[number - 1].png, media_type="image/png")


def written(desk: Desk, asked: ReportAsked) -> Paper:
    """The report.

    Raises:
        BadInput: reports cannot be written here, the question is none, or there is nothing to write from.
    """
    if desk.report is None:
        raise BadInput("ở đây không lập báo cáo; dùng lệnh bamsat report (by the command)", where=ROOT)
    return desk.report(asked)


def offered(desk: Desk, wanted: Given) -> Sequence[tuple[Grain, Sequence[str]]]:
    """Periods in which something was published and that have begun, by grain, the newest first."""
    today = desk.now().astimezone(HERE).date()
    held = {month for counts in documents_by_month(desk.store.engine).values() for month in counts if month}
    found: list[tuple[Grain, Sequence[str]]] = []
    for grain in GRAIN_WORDS:
        periods = {period_of(month, grain) for month in held if date.fromisoformat(f"{month}-01") <= today}
        if wanted.asked is not None and wanted.wrong is None and _grain(wanted.asked.period) == grain:
            periods.add(wanted.asked.period)
        found.append((grain, sorted(periods, reverse=True)))
    return found


def _grain(period: str) -> Grain | None:
    """The grain of a period's name; None where it is no name of one that can be asked for."""
    try:
        first, last = days_of(period)
    except (BadInput, ValueError):
        return None
    months = last.month - first.month + 1
    return {1: GRAINS[0], 3: GRAINS[1], 6: GRAINS[2]}.get(months)


def _printed(paper: Paper) -> dict[str, object]:
    """What the template prints the report with."""
    layout, report = LAYOUTS[paper.layout], paper.report
    told = [section for section in report.sections if not section.apart]
    apart = [section for section in report.sections if section.apart]
    titles = {
        id(section): layout.section.format(number=roman(number), title=section.title.upper())
        for number, section in enumerate(told, start=1)
    }
    annexes = {
        id(section): f"Phụ lục {roman(number)}: {section.title}" for number, section in enumerate(apart, start=1)
    }
    notes: list[Note] = list(report.notes())
    return {
        "report": report,
        "layout": layout,
        "letterhead": paper.letterhead,
        "kind": KIND,
        "recipients": RECIPIENTS,
        "number": numbered(layout, paper.letterhead).replace(" " * 8, "\u2003\u2003"),
        "dated": dated(paper.letterhead, report.as_of),
        "told": told,
        "apart": apart,
        "titles": titles | annexes,
        "notes": notes,
        "numbers": {id(note): number for number, note in enumerate(notes, start=1)},
        "pictures": {id(each): number for number, each in enumerate(paper.pictures(), start=1)},
        "id_of": id,
        "kind_of": kind_of,
        "list_address": list_address,
        "before_title": before_title,
        "after_title": after_title,
        "ending": ending,
    }


def kind_of(block: object) -> str:
    """The name of a block's kind, for templates."""
    return {Paragraph: "paragraph", Table: "table", Figure: "figure"}[type(block)]
