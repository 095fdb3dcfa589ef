"""Pages kept in WARC files and read back as they were."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from corpus.errors import BadInput
from corpus.page import Page
from extractors import archive
from extractors.archive import Record, pages_in, read_warc, write_warc

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=timezone(timedelta(hours=7)))

ARTICLE = Page(
    "http://bao.vn/tin tức",
    "https://bao.vn/tin",
    200,
    (("content-type", "text/html"), ("content-encoding", "gzip"), ("content-length", "31"), ("x-cms", "Bến  Tre")),
    "<p>Bến Tre</p>".encode() * 50,
    NOW,
)
REPORT = Page(
    "file:///kho/Báo cáo.pdf",
    "file:///kho/Báo cáo.pdf",
    200,
    (("content-type", "application/pdf"),),
    b"%PDF-1.7\r\n\r\nWARC/1.1\r\n",
    NOW,
)
EMPTY = Page("https://bao.vn/rong", "https://bao.vn/rong", 299, (), b"", NOW.astimezone(UTC))
PAGES = (ARTICLE, REPORT, EMPTY)


def test_every_page_comes_back_as_it_was_from_its_offset(tmp_path: Path) -> None:
    records = write_warc(tmp_path / "lo" / "1.warc.gz", PAGES)
    assert [record.sha256 for record in records] == [page.sha256 for page in PAGES]
    assert [read_warc(tmp_path / "lo" / "1.warc.gz", record.offset) for record in records] == list(PAGES)
    assert list(pages_in(tmp_path / "lo" / "1.warc.gz")) == list(zip(records, PAGES, strict=True))


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    write_warc(tmp_path / "1.warc.gz", PAGES)
    write_warc(tmp_path / "2.warc.gz", PAGES)
    assert (tmp_path / "1.warc.gz").read_bytes() == (tmp_path / "2.warc.gz").read_bytes()


def test_a_batch_without_pages_is_an_empty_file(tmp_path: Path) -> None:
    assert write_warc(tmp_path / "0.warc.gz", []) == ()
    assert list(pages_in(tmp_path / "0.warc.gz")) == []


def test_other_tools_read_the_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_warc(tmp_path / "1.warc.gz", PAGES)
    seen = []
    with (tmp_path / "1.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
            assert record.rec_headers.protocol == "WARC/1.1"
    assert seen == [
        ("response", "https://bao.vn/tin", ARTICLE.body),
        ("resource", "file:///kho/B%C3%A1o%20c%C3%A1o.pdf", REPORT.body),
        ("response", "https://bao.vn/rong", b""),
    ]
    assert capsys.readouterr() == ("", "")


def test_each_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    first, second, _ = write_warc(tmp_path / "1.warc.gz", PAGES)
    raw = (tmp_path / "1.warc.gz").read_bytes()
    assert gzip.decompress(raw[first.offset : second.offset]).startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")


def test_a_write_that_dies_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_warc(tmp_path / "1.warc.gz", [ARTICLE])
    before = (tmp_path / "1.warc.gz").read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_warc(tmp_path / "1.warc.gz", PAGES)
    assert (tmp_path / "1.warc.gz").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["1.warc.gz"]


@pytest.mark.parametrize("offset", [1, 7, 10**9])
def test_where_no_record_starts_there_is_no_page(tmp_path: Path, offset: int) -> None:
    write_warc(tmp_path / "1.warc.gz", [ARTICLE])
    with pytest.raises(BadInput, match=rf"1\.warc\.gz:{offset}"):
        read_warc(tmp_path / "1.warc.gz", offset)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"khong\.warc\.gz:0: No such file"):
        read_warc(tmp_path / "khong.warc.gz", 0)
    with pytest.raises(BadInput, match="No such file"):
        list(pages_in(tmp_path / "khong.warc.gz"))


def test_a_damaged_byte_is_never_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "1.warc.gz"
    (record,) = write_warc(path, [ARTICLE])
    whole = path.read_bytes()
    for position in range(10, len(whole) - 8, 3):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0x41]) + whole[position + 1 :])
        try:
            assert read_warc(path, record.offset) == ARTICLE
        except BadInput:
            continue


def test_a_file_cut_short_gives_the_pages_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "1.warc.gz"
    records = write_warc(path, PAGES)
    path.write_bytes(path.read_bytes()[: records[2].offset - 20])
    read = []
    with pytest.raises(BadInput, match="damaged"):
        for _, page in pages_in(path):
            read.append(page)
    assert read[:1] == [ARTICLE]
    with pytest.raises(BadInput):
        read_warc(path, records[2].offset)


def test_a_record_of_someone_else_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "la.warc.gz"
    with path.open("wb") as file:
        writer = archive.WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("la.warc.gz", {"software": "khac"}))
    with pytest.raises(BadInput, match="no record of a page"):
        read_warc(path, 0)
    assert list(pages_in(path)) == []


words = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Page,
        url=words,
        final_url=st.sampled_from(["https://bao.vn/", "http://[::1]/", "file:///", "HTTP://x/"]).flatmap(
            lambda start: words.map(lambda end: start + end)
        ),
        status=st.integers(100, 599),
        headers=st.lists(
            st.tuples(st.sampled_from(["a", "content-length", "x-archive-orig-a"]), words), max_size=4
        ).map(tuple),
        body=st.binary(max_size=60),
        fetched=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),
    )
)
def test_any_page_comes_back_as_it_was(tmp_path: Path, page: Page) -> None:
    (record,) = write_warc(tmp_path / "1.warc.gz", [page])
    assert record == Record(page.sha256, 0)
    assert read_warc(tmp_path / "1.warc.gz", 0) == page
