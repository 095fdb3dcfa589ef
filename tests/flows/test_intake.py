"""Importing: every file and record is read, skipped or refused, each with its reason, and none twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flow_samples import records, write_records

from corpus.errors import BadInput
from corpus.run import Accounting
from corpus.store import Store
from extractors.archive import read_warc
from extractors.records import Fields, parse_mapping
from flows.intake import take_in
from flows.progress import Silent

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def take(
    store: Store, *paths: Path, mapping: str = "", again: bool = False, workers: int = 1
) -> tuple[Accounting, dict[str, str]]:
    """Import paths into a store."""
    return take_in(
        paths,
        store=store,
        folder=Path(store.where).parent / "archive",
        fields=parse_mapping(mapping) if mapping else Fields(),
        source=None,
        again=again,
        now=NOW,
        workers=workers,
        progress=Silent(),
    )


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Store(tmp_path / "home" / "s.db") as opened:
        yield opened


def test_a_folder_of_all_kinds_is_accounted_for(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    write_records(folder / "a.jsonl", records(3))
    write_records(folder / "sub" / "b.jsonl.gz", records(5)[3:])
    (folder / "loi.txt").write_text("Một dòng chữ thường về việc của xã.\n", encoding="utf-8")
    (folder / "anh.png").write_bytes(b"\x89PNG")
    (folder / ".an").write_text("hidden", encoding="utf-8")
    accounting, failures = take(store, folder)
    assert accounting.balanced
    assert accounting.taken == 7
    assert accounting.total("ok") == 6
    assert accounting.outcomes["skipped", "loại tệp chưa đọc được: .png"] == 1
    assert failures == {}
    assert store.count_documents() == 6


def test_bad_lines_are_named_and_the_good_ones_read(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps(records(1)[0], ensure_ascii=False)
    path.write_text(f"{good}\n{{nửa chừng\n[1, 2]\n{{}}\n\n", encoding="utf-8")
    accounting, failures = take(store, path)
    assert accounting.balanced
    assert (accounting.taken, accounting.total("ok"), accounting.total("failed")) == (4, 1, 3)
    assert {name.rsplit(":", 1)[1] for name in failures} == {"2", "3", "4"}


def test_fields_can_be_mapped(store: Store, tmp_path: Path) -> None:
    row = records(1)[0]
    renamed = {"ma": row["id"], "tua": row["title"], "noi_dung": row["text"], "luc": row["published"]}
    path = write_records(tmp_path / "x.jsonl", [renamed])
    take(store, path, mapping="id=ma,title=tua,text=noi_dung,published=luc")
    (document,) = store.documents(store.pending(model="", analysis_version=""))
    assert document.title == row["title"]
    assert document.published is not None
    assert document.published.at.isoformat() == row["published"]


def test_the_same_bytes_are_not_read_twice_unless_asked(store: Store, tmp_path: Path) -> None:
    path = write_records(tmp_path / "x.jsonl", records(4))
    take(store, path)
    digest = store.digest()
    second, _ = take(store, path)
    assert second.outcomes["skipped", "đã đọc, không đổi"] == 4
    third, _ = take(store, path, again=True)
    assert third.outcomes["skipped", "trùng một văn bản đã có"] == 4
    assert store.digest() == digest


def test_a_record_twice_in_one_file_is_one_document(store: Store, tmp_path: Path) -> None:
    row = records(1)[0]
    accounting, _ = take(store, write_records(tmp_path / "x.jsonl", [row, row]))
    assert accounting.balanced
    assert (accounting.total("ok"), accounting.total("skipped")) == (1, 1)


def test_processes_store_the_same_as_one(store: Store, tmp_path: Path) -> None:
    rows = records()
    long = [
        {**row, "text": (row["text"] + "\n") * 12, "id": f"{row['id']}-{copy}"} for copy in range(8) for row in rows
    ]
    path = write_records(tmp_path / "x.jsonl", long)
    assert path.stat().st_size > 2_000_000
    take(store, path, workers=2)
    with Store(tmp_path / "other" / "s.db") as other:
        take(other, path, workers=1)
        assert store.digest() == other.digest()


def test_the_bytes_of_every_record_lie_in_the_archive(store: Store, tmp_path: Path) -> None:
    path = write_records(tmp_path / "x.jsonl", records(2))
    take(store, path)
    archive = Path(store.where).parent / "archive"
    import hashlib

    for line in path.read_bytes().splitlines(keepends=True):
        place = store.place_of(hashlib.sha256(line).hexdigest())
        assert place is not None
        assert read_warc(archive / place[0], place[1]).body == line


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(store: Store, tmp_path: Path) -> None:
    good = write_records(tmp_path / "x.jsonl", records(1))
    with pytest.raises(BadInput, match="khong-co"):
        take(store, good, tmp_path / "khong-co.html")
    assert store.count_documents() == 0
