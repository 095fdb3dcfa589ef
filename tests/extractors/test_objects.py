"""An archive that is no local folder: whole objects in, ranges of them out, by fsspec."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.page import Page
from extractors.archive import read_warc, write_warc
from extractors.objects import RANGE, ObjectFile, ObjectFolder, archive_at

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def pages(count: int = 5) -> list[Page]:
    return [
        Page(
            url=f"https://bao.example/{number}",
            final_url=f"https://bao.example/{number}",
            status=200,
            headers=(("content-type", "text/html"),),
            body=f"<p>Bài {number}</p>".encode() + random.Random(number).randbytes(2000),
            fetched=NOON,
        )
        for number in range(count)
    ]


@pytest.fixture(params=["memory", "local"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectFolder:
    """A folder of objects: one in memory, where a put is whole, and one that is written aside and moved."""
    if request.param == "local":
        return ObjectFolder(f"local://{tmp_path}/archive")
    return ObjectFolder(f"memory://archive-{tmp_path.name}")


def test_pages_come_back_from_where_they_were_put(folder: ObjectFolder) -> None:
    records = write_warc(folder / "bao/2026-11/x.warc.gz", pages())
    read = [read_warc(folder / "bao/2026-11/x.warc.gz", record.offset) for record in records]
    assert read == pages()


def test_the_same_pages_give_the_same_bytes_as_in_a_folder(folder: ObjectFolder, tmp_path: Path) -> None:
    assert write_warc(folder / "x.warc.gz", pages()) == write_warc(tmp_path / "x.warc.gz", pages())
    with (folder / "x.warc.gz").open() as file:
        assert file.read() == (tmp_path / "x.warc.gz").read_bytes()


def test_a_record_is_read_by_its_range_alone(tmp_path: Path) -> None:
    from fsspec.spec import AbstractBufferedFile, AbstractFileSystem

    records = write_warc(tmp_path / "x.warc.gz", pages(1000))
    body = (tmp_path / "x.warc.gz").read_bytes()
    asked: list[int] = []

    class Ranged(AbstractBufferedFile):
        def _fetch_range(self, start: int, end: int) -> bytes:
            asked.append(end - start)
            return body[start:end]

    class Far(AbstractFileSystem):
        protocol = "far"

        def _open(self, path: str, mode: str = "rb", **options: object) -> Ranged:
            del options["autocommit"]
            return Ranged(self, path, mode, size=len(body), **options)

    fsspec.register_implementation("far", Far, clobber=True)
    assert read_warc(ObjectFile("far://x.warc.gz"), records[500].offset) == pages(1000)[500]
    assert 0 < sum(asked) <= 2 * RANGE < len(body)


def test_a_write_that_fails_leaves_nothing_under_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = ObjectFolder(f"local://{tmp_path}/archive") / "x.warc.gz"
    local = type(fsspec.filesystem("local"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local, "mv", full)
    with pytest.raises(OSError, match="No space"):
        write_warc(where, pages())
    assert list((tmp_path / "archive").iterdir()) == []


def test_a_record_that_is_not_there_is_said_by_its_place(folder: ObjectFolder) -> None:
    with pytest.raises(BadInput, match=r"none\.warc\.gz:0"):
        read_warc(folder / "none.warc.gz", 0)


def test_a_path_and_a_file_address_are_the_same_folder(tmp_path: Path) -> None:
    assert archive_at(str(tmp_path)) == archive_at(tmp_path.as_uri()) == tmp_path.resolve()
    named = tmp_path / "kho lưu"
    assert archive_at(named.as_uri()) == named.resolve()


def test_an_address_that_cannot_be_used_says_what_is_missing() -> None:
    with pytest.raises(BadInput, match="file:///"):
        archive_at("file://data/archive")
    with pytest.raises(BadInput, match="giao thức"):
        archive_at("nothing-of-the-kind://x")
