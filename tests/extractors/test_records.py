"""JSON records of articles, whatever their fields are called."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from corpus.document import Document, Moment, Role
from corpus.errors import BadInput, UnreadablePage
from extractors.dateline import VIETNAM
from extractors.records import Fields, parse_mapping, read_record

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LINES = ["Huyện giao 12 chi bộ tự kiểm tra trong quý I-2021.", "Đến nay, 9 chi bộ đã báo cáo xong kết quả."]


def read(record: dict[str, Any], *, fields: Fields | None = None, source: str = "luu-tru") -> Document:
    return read_record(record, fields=fields or Fields(), source=source, where="bai.jsonl:17", now=NOW)


def texts(document: Document, role: Role) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.role is role]


def test_each_line_of_a_record_s_text_is_a_paragraph() -> None:
    record = {"id": "21", "title": "Chi bộ tự kiểm tra", "sapo": "Câu dẫn của bài.", "text": "\n".join(LINES)}
    document = read(record)
    assert document.title == "Chi bộ tự kiểm tra"
    assert document.lead == "Câu dẫn của bài."
    assert texts(document, Role.PARAGRAPH) == LINES
    assert (document.id, document.source, document.url) == ("luu-tru:21", "luu-tru", None)


def test_html_is_preferred_to_text() -> None:
    html = (
        "<h1>Chi bộ tự kiểm tra</h1><div>"
        + "".join(f"<p>{line}</p>" for line in LINES)
        + "<p><b>Việc còn lại</b></p><p>Ba chi bộ chậm.</p></div>"
    )
    document = read({"title": "Chi bộ tự kiểm tra", "content": html, "text": "Bản chữ không có khối."})
    assert texts(document, Role.HEADING) == ["Việc còn lại"]
    assert texts(document, Role.PARAGRAPH) == [*LINES, "Ba chi bộ chậm."]


def test_html_without_a_body_gives_way_to_the_text() -> None:
    document = read({"title": "Chi bộ tự kiểm tra", "content": "<div><img src=a.jpg></div>", "text": "\n".join(LINES)})
    assert texts(document, Role.PARAGRAPH) == LINES


def test_content_that_is_no_html_is_text() -> None:
    assert texts(read({"title": "Chi bộ tự kiểm tra", "content": "\n".join(LINES)}), Role.PARAGRAPH) == LINES


def test_a_record_keeps_its_time_author_section_and_publisher() -> None:
    document = read(
        {
            "title": "Chi bộ tự kiểm tra",
            "text": "\n".join(LINES),
            "time": "2021-04-01T20:30:00.000Z",
            "author": "Cẩm Tú",
            "topic": "xây dựng Đảng",
            "publisher": "Báo Thanh Hóa",
        }
    )
    assert document.published == Moment(datetime(2021, 4, 2, 3, 30, tzinfo=VIETNAM))
    assert (document.author, document.section, document.source) == ("Cẩm Tú", "xây dựng Đảng", "bao-thanh-hoa")
    assert document.signals["source"] == "given with the record: Báo Thanh Hóa"


def test_identity_prefers_the_publisher_then_the_address_then_the_id_then_the_text() -> None:
    base = {"title": "Chi bộ tự kiểm tra", "text": "\n".join(LINES)}
    known = read({**base, "id": "9", "url": "https://amp.baodongkhoi.vn/chi-bo-02042021-a84000.html"})
    assert (known.id, known.source) == ("dong-khoi:a84000", "dong-khoi")
    address = read({**base, "id": "9", "url": "https://example.vn/chi-bo.html?utm_source=a"})
    assert address.id == read({**base, "url": "https://example.vn/chi-bo.html"}).id
    assert address.id != "luu-tru:9"
    assert read({**base, "id": 9}).id == "luu-tru:9"
    bare = read(base)
    assert bare.id == read(base).id != read({**base, "text": "Một bài khác hẳn."}).id


def test_a_mapping_names_other_fields() -> None:
    fields = parse_mapping("title=tieu_de,text=noi_dung|than_bai, published=ngay")
    document = read(
        {"tieu_de": "Chi bộ tự kiểm tra", "than_bai": "\n".join(LINES), "ngay": "02/04/2021"}, fields=fields
    )
    assert document.title == "Chi bộ tự kiểm tra"
    assert document.published == Moment(datetime(2021, 4, 2, tzinfo=VIETNAM), "day")
    assert parse_mapping("") == Fields()


@pytest.mark.parametrize("mapping", ["tilte=tieu_de", "title", "title=", "title=a,title=b"])
def test_a_mapping_that_cannot_be_meant_is_refused(mapping: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_mapping(mapping)
    assert mapping.split("=")[0].split(",")[0] in refused.value.reason


@pytest.mark.parametrize(
    "record", [{}, {"title": "Chỉ có tiêu đề"}, {"title": "a", "text": "  "}, {"text": None, "content": 3.5}]
)
def test_a_record_without_text_says_where(record: dict[str, Any]) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read(record)
    assert refused.value.item == "bai.jsonl:17"


def test_an_address_that_is_none_is_passed_over() -> None:
    assert read({"id": "9", "url": "http://[", "text": "\n".join(LINES)}).url is None
    assert read({"id": "9", "url": "khong-phai-dia-chi", "text": "\n".join(LINES)}).id == "luu-tru:9"


def records(path: Path, *, every: int = 1) -> Iterator[tuple[int, dict[str, Any]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if number % every == 0:
                yield number, json.loads(line)


def test_real_fragments_of_ninety_papers_are_read(real: Path) -> None:
    outcome: Counter[str] = Counter()
    for number, record in records(real / "articles" / "fragments_2025.jsonl.gz", every=12):
        try:
            document = read_record(record, fields=Fields(), source="fragments", where=f"fragments:{number}", now=NOW)
        except UnreadablePage:
            outcome["no text at all" if not record["text"] else "refused"] += 1
            continue
        outcome["read"] += 1
        outcome["title"] += document.title == " ".join(record["title"].split())
        outcome["published"] += document.published is not None and document.published.precision == "minute"
        wanted, got = Counter(record["text"].lower().split()), Counter(document.text.lower().split())
        outcome["words"] += sum((wanted & got).values()) >= 0.85 * sum(wanted.values())
    assert outcome["refused"] == 0
    assert outcome["no text at all"] <= 3
    assert outcome["title"] == outcome["published"] == outcome["read"] >= 114
    # Three of them give in "text" something else than what their HTML tells.
    assert outcome["words"] >= outcome["read"] - 3


@pytest.mark.parametrize("name", ["politics_2013_2019", "general_2016_2017"])
def test_real_articles_without_markup_are_read_line_by_line(real: Path, name: str) -> None:
    for number, record in records(real / "articles" / f"{name}.jsonl.gz", every=20):
        document = read_record(
            record, fields=Fields(), source=name.replace("_", "-"), where=f"{name}:{number}", now=NOW
        )
        assert document.title == " ".join(normalize("NFC", record["title"].replace("\u200b", "")).split())
        assert document.lead is not None
        assert texts(document, Role.PARAGRAPH)
