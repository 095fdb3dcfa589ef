"""The HTML file: one file without script or outside request, notes that lead there and back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from paper_samples import counts, told
from xss_payloads import payloads

from review.paper.compose import compose
from review.paper.content import Report
from review.paper.html_file import to_html
from review.paper.letterhead import LayoutName, usual
from review.paper.rows import Picture


def html(layout: LayoutName = "party", made: Report | None = None) -> str:
    """The file of a report."""
    return to_html(made or compose(counts()), layout=layout, letterhead=usual(layout, on=date(2026, 11, 24)))


def test_the_same_report_gives_the_same_text() -> None:
    assert html() == html()


def test_it_runs_nothing_and_asks_for_nothing() -> None:
    made = html(made=compose(replace(counts(), pictures=(Picture(b"png", "Lời.", "Hình"),))))
    assert "<script" not in made and "<link" not in made and "@import" not in made and "url(" not in made
    assert re.findall(r'\bsrc="(?!data:image/png;base64,)', made) == []
    assert "default-src 'none'" in made and '<html lang="vi">' in made


def test_every_note_leads_there_and_back() -> None:
    made = html()
    count = len(list(compose(counts()).notes()))
    assert re.findall(r'id="note-(\d+)"', made) == re.findall(r'href="#note-(\d+)"', made)
    assert len(re.findall(r'href="#mark-\d+"', made)) == count == len(re.findall(r'id="mark-\d+"', made))


def test_it_prints_on_a4_with_heads_of_tables_repeated() -> None:
    made = html("state")
    assert "size: A4; margin: 20mm 15mm 20mm 30mm" in made and "table-header-group" in made
    assert "Độc lập - Tự do - Hạnh phúc" in made


ALLOWED = {
    "header", "div", "p", "b", "i", "u", "span", "main", "h1", "h2", "hr", "section", "sup", "a", "table", "caption",
    "colgroup", "col", "thead", "tr", "th", "tbody", "td", "ol", "li", "figure", "img", "figcaption",
}  # fmt: skip


class Tags(HTMLParser):
    """Which elements there are, and whether one of them would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_text_from_the_web_stays_text() -> None:
    rows = tuple(told(n, title=each, text=each, source=each) for n, each in enumerate(payloads()))
    tags = Tags()
    tags.feed(html(made=compose(replace(counts(), told=rows))).partition("<body>")[2])
    assert tags.names <= ALLOWED
    assert tags.attributes <= {"class", "style", "id", "href", "rel", "aria-label", "scope"}
