"""Web archives of other tools that end too early: wherever they were cut, it is said, and what is whole is given."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import BadInput
from corpus.page import Page
from extractors.foreign_archive import RefusedRecord, responses_in

BODY = b"<html><body><p>Noi dung</p></body></html>" * 5


def archive(*, packed: bool, chunked: bool = False) -> tuple[bytes, list[int]]:
    """A web archive of three responses, and where each ends."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    ends = []
    body = BODY
    fields = [("Content-Type", "text/html")]
    if chunked:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        fields.append(("Transfer-Encoding", "chunked"))
    for number in range(3):
        head = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"http://bao.example/{number}", "response", payload=io.BytesIO(body), http_headers=head
        )
        writer.write_record(record)
        ends.append(written.tell())
    return written.getvalue(), ends


def read(path: Path) -> tuple[list[Page | RefusedRecord], str]:
    """What an archive gives, and what is said of its damage."""
    given = []
    try:
        for each in responses_in(path):
            given.append(each)
    except BadInput as error:
        return given, str(error)
    return given, ""


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_cut_anywhere_gives_its_whole_records_and_says_that_it_was_cut(
    tmp_path: Path, packed: bool, chunked: bool
) -> None:
    data, ends = archive(packed=packed, chunked=chunked)
    path = tmp_path / "khac.warc"
    silent = []
    # Each plain record ends with two empty lines, which nobody misses.
    spared = 0 if packed else 4
    for at in range(ends[0] + 1, len(data) - spared):
        if any(end - spared <= at <= end for end in ends):
            continue
        path.write_bytes(data[:at])
        given, said = read(path)
        whole = sum(end <= at for end in ends)
        assert len(given) >= whole, at
        assert {page.body if isinstance(page, Page) else None for page in given} == {BODY}, at
        if "damaged archive" not in said:
            silent.append(at)
    assert silent == []


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_a_whole_archive_is_read_without_complaint(tmp_path: Path, packed: bool, chunked: bool) -> None:
    data, ends = archive(packed=packed, chunked=chunked)
    path = tmp_path / "khac.warc"
    for end in ends:
        path.write_bytes(data[:end])
        given, said = read(path)
        assert (len(given), said) == (ends.index(end) + 1, "")


@pytest.mark.parametrize("behind", [b"\0" * 512, b"\0" * 200_000, b"\0x", b"khong phai ban ghi"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_no_record_behind_the_last_one_is_said_and_costs_no_page(
    tmp_path: Path, packed: bool, behind: bytes
) -> None:
    data, _ = archive(packed=packed)
    path = tmp_path / "khac.warc"
    path.write_bytes(data + behind)
    given, said = read(path)
    assert len(given) == 3 and "damaged archive" in said


@pytest.mark.parametrize("packed", [False, True])
def test_empty_lines_behind_the_last_record_are_no_damage(tmp_path: Path, packed: bool) -> None:
    data, _ = archive(packed=packed)
    path = tmp_path / "khac.warc"
    path.write_bytes(data + b"\r\n\r\n")
    given, said = read(path)
    assert (len(given), said) == (3, "")
