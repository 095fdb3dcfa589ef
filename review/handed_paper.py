"""What the page of reports is handed: it asks with a question and gets a report that can be printed in two layouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from review.paper.content import Figure, Report
from review.paper.letterhead import LayoutName, Letterhead


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What a report is asked for, as the command asks for it.

    Attributes:
        period: ``2026-10``, ``2026-Q3`` or ``2026-H1``.
        as_of: day up to whose end things are known.
        since_report: day of the report before; None takes the last day of the period before.
        model: id; "" takes the one in use on that day.
        pictures: whether the heat map is drawn.
    """

    period: str
    layout: LayoutName
    as_of: date
    since_report: date | None = None
    model: str = ""
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A report with the layout and the letterhead it is printed with; ``read`` passages were read in its period."""

    report: Report
    layout: LayoutName
    letterhead: Letterhead
    read: int

    def docx(self) -> bytes:
        """The Word document."""
        from review.paper.docx_file import to_docx

        return to_docx(self.report, layout=self.layout, letterhead=self.letterhead)

    def html(self) -> bytes:
        """The file for browsers."""
        from review.paper.html_file import to_html

        return to_html(self.report, layout=self.layout, letterhead=self.letterhead).encode()

    def pictures(self) -> list[Figure]:
        """The charts in the order of reading."""
        return [block for section in self.report.sections for block in section.blocks if isinstance(block, Figure)]


Reporter = Callable[[ReportAsked], Paper]
"""Writes a report; raises BadInput where there is nothing to write it from, or the question is none."""
