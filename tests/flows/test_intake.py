"""Importing: every file and record is read, skipped or refused, each with its reason, and none twice."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from flow_samples import records, write_records
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.demo.articles import load_articles
from corpus.demo.server import DemoServer
from corpus.demo.site import build_site
from corpus.errors import BadInput
from corpus.run import Accounting
from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from extractors.archive import read_warc
from flows.intake import take_in
from flows.runs.progress import Silent

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def take(
    store: Store, *paths: Path, mapping: str = "", again: bool = False, workers: int = 1
) -> tuple[Accounting, dict[str, str]]:
    """Import paths into a store."""
    return take_in(
        paths,
        store=store,
        folder=Path(store.where).parent / "archive",
        mapping=mapping,
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


@pytest.mark.slow
def test_processes_store_the_same_as_one(store: Store, tmp_path: Path) -> None:
    rows = records()
    long = [
        {**row, "text": (row["text"] + "\n") * 50, "id": f"{row['id']}-{copy}"} for copy in range(2) for row in rows
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


def test_a_web_archive_of_another_tool_is_imported_by_its_addresses(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with DemoServer(port=0) as server:
        site = build_site(server.base_url)
        known = {article.id for article in load_articles()}
        articles = [each for each in site if any(each.endswith(f"-{one}.html") for one in known)][:5]
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for each in articles:
                headers = StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                address = f"https://baodongkhoi.vn{each}"
                writer.write_record(
                    writer.create_warc_record(
                        address, "response", payload=io.BytesIO(site[each].body), http_headers=headers
                    )
                )
                writer.write_record(
                    writer.create_warc_record(address, "request", payload=io.BytesIO(b"GET / HTTP/1.1"))
                )
    accounting, failures = take(store, path)
    assert accounting.balanced
    assert accounting.taken == 5
    assert accounting.total("ok") + len(failures) == 5
    assert accounting.total("ok") >= 4
    ids = store.pending(model="", analysis_version="")
    assert all(each.startswith("dong-khoi:a") for each in ids)


def test_a_report_is_imported_with_its_head(store: Store, tmp_path: Path) -> None:
    report = docx.Document()
    table = report.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "HUYỆN ỦY BA TRI\n*\nSố 45-BC/HU"
    table.rows[0].cells[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\nBa Tri, ngày 12 tháng 7 năm 2021"
    report.add_paragraph("BÁO CÁO")
    report.add_paragraph("tình hình thực hiện Chỉ thị số 01-CT/TU sáu tháng đầu năm 2021")
    report.add_paragraph(
        "Trong sáu tháng, các chi bộ đã đăng ký 214 công trình, phần việc Đồng khởi mới và hoàn thành 97."
    )
    report.add_paragraph("Ban Thường vụ Huyện ủy đã kiểm tra 12 tổ chức đảng về việc thực hiện chỉ thị này.")
    path = tmp_path / "bao-cao.docx"
    report.save(str(path))
    accounting, failures = take(store, path)
    assert failures == {}
    assert accounting.total("ok") == 1
    (document,) = store.documents(store.pending(model="", analysis_version=""))
    assert document.header is not None
    assert document.header.number == "45-BC/HU"
    assert document.header.form == "party"
    assert document.published is not None
    assert document.published.at.date().isoformat() == "2021-07-12"
    assert "214 công trình" in document.text


def test_what_cannot_be_read_waits_in_quarantine_with_its_bytes(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.7 and then nothing")
    accounting, failures = take(store, path)
    assert accounting.total("failed") == 1
    (held,) = Quarantine(store.engine).held()
    assert held.item == str(path)
    assert held.reason == failures[str(path)]
    assert held.place is not None
    take(store, path)
    (again,) = Quarantine(store.engine).held()
    assert again.tries == 2
