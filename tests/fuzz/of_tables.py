"""Files people fill in: the sheet that comes back, taxonomies, letterheads."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from fuzz import seeds
from fuzz.mutations import mutated_zip
from fuzz.promises import must
from fuzz.target import Target

from corpus.codebook.check import check_taxonomy
from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Snapshot
from review.paper.letterhead import read_letterhead, usual
from review.workbook.reading import MOST_ROWS, read_workbook
from review.workbook.sheet import Row, export_of
from review.workbook.writing import write_workbook


def _workbook(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        path.write_bytes(data)
        returned = read_workbook(path, load_taxonomy())
        must(len(returned.filled) + len(returned.refused) + returned.empty <= MOST_ROWS + 1, "more rows than allowed")
        for each in returned.filled:
            must(each.passage, "a row without a passage")
            must(each.verdicts, "a row without a verdict")
        for row in returned.refused:
            must(row.reason, "refused without a reason")


@cache
def _sheet() -> bytes:
    taxonomy = load_taxonomy()
    rows = [
        Row(
            f"{number:016x}",
            Snapshot("a:1", "r", "demo", "A", text, published="2021-02-02"),
            "Báo A",
            "",
        )
        for number, text in enumerate(seeds.texts(4))
    ]
    export = export_of(
        made="2026-11-24T00:00:00Z", queue="doubt", taxonomy=taxonomy, passages=[row.passage for row in rows]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        write_workbook(path, rows, export, taxonomy)
        return path.read_bytes()


def _taxonomy(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.toml")
        path.write_bytes(data)
        taxonomy = load_taxonomy(path)
        must(taxonomy.fingerprint, "no fingerprint")
        check_taxonomy(taxonomy)


def _definition() -> list[bytes]:
    import corpus

    return [next(Path(corpus.__file__ or "").parent.glob("taxonomies/*.toml")).read_bytes(), b"a = " + b"[" * 3000]


def _letterhead(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.toml")
        path.write_bytes(data)
        read_letterhead(path, usual("party", on=date(2026, 1, 1)))


TARGETS = {
    each.name: each
    for each in (
        Target("workbook", _workbook, lambda: [_sheet()], mutate=mutated_zip, seconds=10.0),
        Target("taxonomy", _taxonomy, _definition, seconds=6.0),
        Target(
            "letterhead",
            _letterhead,
            lambda: ["above = 'A'\nrecipients = ['B']\nname = 'Đ'".encode(), b"a=" + b"[" * 3000],
        ),
    )
}
