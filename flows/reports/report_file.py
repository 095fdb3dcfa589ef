"""The periodic report as a file: read the store, write DOCX or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.store import Store
from flows.commands.naming import SOURCES
from flows.reports.reporting import Asked, read_counts
from flows.settings import Settings
from review.paper.compose import compose
from review.paper.content import Report
from review.paper.docx_file import to_docx
from review.paper.html_file import to_html
from review.paper.layout import LAYOUTS
from review.paper.letterhead import read_letterhead, usual
from review.paper.rows import Counts


def check_target(path: Path) -> None:
    """Refuse a file that cannot be written, before anything is read.

    Raises:
        BadInput: another ending than .docx or .html, or a folder that is not there.
    """
    if path.suffix.lower() not in (".docx", ".html"):
        raise BadInput("đuôi tệp phải là .docx hay .html (unknown format)", where=str(path))
    if not path.absolute().parent.is_dir():
        raise BadInput("không có thư mục này; tạo nó trước (no such folder)", where=str(path.parent))


def composed(store: Store, asked: Asked, *, pictures: bool) -> tuple[Counts, Report]:
    """What was counted, and the report on it; the question and the store alone decide what it says.

    Raises:
        BadInput: as :func:`flows.reports.reporting.read_counts`.
    """
    counts = read_counts(store, asked, taxonomy=load_taxonomy(), sources=SOURCES, pictures=pictures)
    return counts, compose(counts)


@dataclass(frozen=True, slots=True)
class Done:
    """What a written report holds."""

    passages: int
    notes: int


def write_report(
    settings: Settings, asked: Asked, *, to: Path, layout: str, letterhead: Path | None, pictures: bool
) -> Done:
    """Read the store and write the file; it is there when it is whole.

    Raises:
        BadInput: an unknown layout or ending, a folder that is not there, or what :func:`read_counts` refuses.
    """
    name = next((each for each in LAYOUTS if each == layout), None)
    if name is None:
        raise BadInput(f"bố cục là {' hay '.join(LAYOUTS)} (unknown layout)", where=layout)
    check_target(to)
    head = usual(name, on=asked.as_of)
    if letterhead is not None:
        head = read_letterhead(letterhead, head)
    with Store(settings.store) as store:
        counts, report = composed(store, asked, pictures=pictures)
    if to.suffix.lower() == ".docx":
        body = to_docx(report, layout=name, letterhead=head)
    else:
        body = to_html(report, layout=name, letterhead=head).encode()
    part = to.with_name(f"{to.name}.part")
    part.write_bytes(body)
    part.replace(to)
    return Done(counts.read, sum(1 for _ in report.notes()))
