"""Bản lưu: the words of a kept page as text, its bytes as a file and nothing else; what is missing is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from corpus_samples import article, judged
from review_samples import Clock, Office

from corpus.document import Role, lay_out
from corpus.page import Page
from corpus.store import Store
from extractors.archive import read_warc
from flows.acquisition.archiving import archive

BODY = "<html><body><script>alert(1)</script><p>Đồng khởi mới ở Ba Tri.</p></body></html>".encode()
SUM = sha256(BODY).hexdigest()


@dataclass(frozen=True, slots=True)
class Shelf:
    """An office over a store of one archived page, and the folder of the archive."""

    office: Office
    folder: Path

    @property
    def file(self) -> Path:
        """The archive's one file."""
        return next(self.folder.rglob("*.warc.gz"))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A page with a script in it, archived, read and judged."""
    fetched = datetime(2021, 3, 5, 6, 30, tzinfo=UTC)
    page = Page(
        "https://bao.example/bai-a1.html",
        "https://bao.example/bai-a1.html",
        200,
        (("content-type", "text/html; charset=utf-8"), ("set-cookie", "s=1")),
        BODY,
        fetched,
    )
    [kept] = archive([page], folder=tmp_path / "archive", source="dong-khoi")
    text, blocks = lay_out([(Role.TITLE, "Tin <b>đậm</b>"), (Role.PARAGRAPH, "<script>alert(2)</script> ở Ba Tri.")])
    document = replace(article(1), text=text, blocks=blocks, title="Tin <b>đậm</b>")
    with Store(tmp_path / "store.db") as store:
        store.put_documents([(document, kept)])
        store.put_judged([judged(document)])
        made = Office(store, Clock(), archived=lambda file, at: read_warc(tmp_path / "archive" / file, at))
        made.passages = [each.id for each in judged(document).passages]
        yield Shelf(made, tmp_path / "archive")


def test_the_copy_is_shown_as_text_with_where_it_came_from(shelf: Shelf) -> None:
    page = shelf.office.person("lan", "reader").get(f"/ban-luu/{SUM}").text
    assert "&lt;script&gt;alert(2)&lt;/script&gt; ở Ba Tri." in page and "<script>alert" not in page
    assert "alert(1)" not in page, "of the page's own code nothing is shown"
    assert SUM in page and "13:30 05/03/2021" in page and "khớp với tệp lưu" in page
    assert "text/html; charset=utf-8" in page and "s=1" not in page


def test_the_bytes_leave_as_a_file_that_no_browser_shows(shelf: Shelf) -> None:
    answer = shelf.office.person("lan", "reader").get(f"/ban-luu/{SUM}/tai-ve")
    assert answer.content == BODY
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_stranger_sees_neither(shelf: Shelf) -> None:
    for path in (f"/ban-luu/{SUM}", f"/ban-luu/{SUM}/tai-ve"):
        assert shelf.office.stranger().client.get(path, follow_redirects=False).status_code == 303


def test_a_missing_file_is_named_with_what_to_do_and_the_words_of_the_store_remain(shelf: Shelf) -> None:
    name = shelf.file.relative_to(shelf.folder).as_posix()
    shelf.file.unlink()
    lan = shelf.office.person("lan", "reader")
    page = lan.get(f"/ban-luu/{SUM}").text
    assert name in page and "bamsat doctor" in page and "ở Ba Tri." in page
    assert "tai-ve" not in page
    assert lan.get(f"/ban-luu/{SUM}/tai-ve").status_code == 404


def test_a_damaged_file_is_told_as_missing(shelf: Shelf) -> None:
    shelf.file.write_bytes(shelf.file.read_bytes()[:40])
    assert "Không đọc được bản lưu" in shelf.office.person("lan", "reader").get(f"/ban-luu/{SUM}").text


def test_a_sum_that_was_never_kept_is_no_page(shelf: Shelf) -> None:
    assert shelf.office.person("lan", "reader").get(f"/ban-luu/{'0' * 64}").status_code == 404


def test_evidence_and_judging_lead_to_the_copy(shelf: Shelf) -> None:
    lan = shelf.office.person("lan")
    for path in ("/bang-chung", f"/duyet/uncertain/{shelf.office.passages[0]}"):
        assert f'href="/ban-luu/{SUM}"' in lan.get(path).text, path
