"""Addresses of reports: a question as the address says it, and the address of a question."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Query

from corpus.database.rows import HERE
from corpus.errors import BadInput
from review.desk import AtDesk
from review.handed_paper import ReportAsked
from review.paper.letterhead import LayoutName

ROOT = "/bao-cao"
WITHOUT = "khong"

Text = Annotated[str, Query(max_length=40)]
ModelText = Annotated[str, Query(max_length=120)]


class Given:
    """The fields of an address as they were given: ``asked`` is None where no period was, ``wrong`` what is wrong.

    A dependency of handlers, so that a page can show a faulty question again beside what is wrong with it.
    """

    def __init__(
        self,
        desk: AtDesk,
        ky: Text = "",
        bo_cuc: Text = "party",
        so_lieu: Text = "",
        so_voi: Text = "",
        mo_hinh: ModelText = "",
        hinh: Text = "",
    ) -> None:
        self.period, self.layout, self.model = ky.strip(), bo_cuc, mo_hinh.strip()
        self.as_of, self.since_report, self.pictures = so_lieu, so_voi, hinh != WITHOUT
        self.wrong: BadInput | None = None
        self.asked: ReportAsked | None = None
        today = desk.now().astimezone(HERE).date()
        if self.period:
            try:
                self.asked = self._question(today)
            except BadInput as fault:
                self.wrong = fault
        self.as_of = so_lieu or today.isoformat()

    def question(self) -> ReportAsked:
        """The question.

        Raises:
            BadInput: there is none, or what is wrong with it.
        """
        if self.wrong is not None:
            raise self.wrong
        if self.asked is None:
            raise BadInput("chưa chọn kỳ báo cáo (no period)", where="ky")
        return self.asked

    def _question(self, today: date) -> ReportAsked:
        if any("\0" in each for each in (self.period, self.model)):
            raise BadInput("có ký tự NUL (a NUL character)", where=ROOT)
        names: tuple[LayoutName, ...] = ("party", "state")
        layout = next((each for each in names if each == self.layout), None)
        if layout is None:
            raise BadInput("bố cục là party hay state (unknown layout)", where="bo_cuc")
        as_of = _day(self.as_of) or today
        if as_of > today:
            raise BadInput("ngày số liệu chưa tới; nhiều nhất là hôm nay (a day to come)", where=self.as_of)
        return ReportAsked(
            period=self.period,
            layout=layout,
            as_of=as_of,
            since_report=_day(self.since_report),
            model=self.model,
            pictures=self.pictures,
        )


def address(asked: ReportAsked, *, under: str = "", **more: str) -> str:
    """The address of a report, or of what lies under it (``under`` begins with a stroke)."""
    said = {
        "ky": asked.period,
        "bo_cuc": asked.layout,
        "so_lieu": asked.as_of.isoformat(),
        "so_voi": "" if asked.since_report is None else asked.since_report.isoformat(),
        "mo_hinh": asked.model,
        "hinh": "" if asked.pictures else WITHOUT,
    }
    return f"{ROOT}{under}?{urlencode({name: value for name, value in {**said, **more}.items() if value})}"


Kind = Literal["docx", "html"]


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("ngày viết YYYY-MM-DD, như 2026-10-31 (a day)", where=text[:40]) from error
