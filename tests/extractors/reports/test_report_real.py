"""Real documents: heads checked field by field, and files of one document compared with each other."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.document import READ_ROLES, Document, Header
from extractors.reports.report import read_file

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TWINS = (
    (
        "Ke_hoach_to_chuc_sinh_hoat_Lich_su_theo_cum_truong-2026.docx",
        "ke_hoach_to_chuc_sinh_hoat_lich_su_theo_cum_truong-2026_signed.pdf",
        frozenset[str](),
    ),
    (
        "KE_HOACH_TIEP_DOAN_KTr_STEM_18-4-2026.doc",
        "kehoachtiepdoanktrstem_18-4-2026_signed_signed_signed_signed.pdf",
        frozenset({"number", "day"}),
    ),
)
"""Two files of one document, and the fields that the clerk filled in only in the second one."""

_OPENS_RIGHT = re.compile(r"[a-zđ]{1,2}\s?[.)]|https?:")

HEADS: dict[str, dict[str, object]] = {
    "10_31_0906000000680953_Quyet_dinh_93-2007_Thuc_hien_co_che_mot_cua.doc": {
        "issuer": "THỦ TƯỚNG CHÍNH PHỦ",
        "number": "93/2007/QĐ-TTg",
        "kind": "Quyết định",
        "day": date(2007, 6, 22),
        "signer": "Nguyễn Tấn Dũng",
        "post": "THỦ TƯỚNG",
    },
    "144374dd-4f20-43d6-b5c1-b0c323f7fcaa_07_2025_QD-UBND_672597.doc": {
        "issuer": "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN",
        "number": "07/2025/QĐ-UBND",
        "kind": "Quyết định",
        "day": date(2025, 9, 10),
        "signer": "Phạm Hoàng Sơn",
    },
    "2011_11_21_0303000000204219_Luat_Thanh_tra_2010.doc": {
        "issuer": "QUỐC HỘI",
        "number": "56/2010/QH12",
        "kind": "Luật",
        "day": date(2010, 11, 15),
        "signer": "Nguyễn Phú Trọng",
        "post": "CHỦ TỊCH QUỐC HỘI",
    },
    "2011_12_28_0207000000930750_QD15UB.DOC": {
        "issuer": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
        "number": "15/2010/QĐ-UBND",
        "day": date(2010, 4, 26),
        "signer": "Ngô Thị Thanh Hằng",
        "post": "PHÓ CHỦ TỊCH",
    },
    "2011_12_28_0211000000133726_CT9UB.DOC": {
        "issuer": "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG",
        "number": "09/2009/CT-UBND",
        "kind": "Chỉ thị",
        "place": "Thủ Dầu Một",
        "day": date(2009, 4, 15),
        "signer": "Nguyễn Văn Hiệp",
    },
    "2_28_1933000000526798_Ke_hoach_trien_khai_dao_tao_phan_mem_Qlvb_Dh.doc": {
        "parent": "UBND TỈNH PHÚ THỌ",
        "number": None,
        "kind": "Kế hoạch",
        "day": None,
        "signer": "Phan Quang Thao",
        "post": "GIÁM ĐỐC",
    },
    "nghi_dinh_19_2019_ND_CP.docx": {
        "issuer": "CHÍNH PHỦ",
        "number": "19/2019/NĐ-CP",
        "kind": "Nghị định",
        "day": date(2019, 2, 19),
        "signer": "Nguyễn Xuân Phúc",
    },
    "nghi_dinh_21_2021_ND_CP.docx": {
        "number": "21/2021/NĐ-CP",
        "day": date(2021, 3, 19),
        "signer": "Nguyễn Xuân Phúc",
        "post": "THỦ TƯỚNG",
    },
    "nghi_quyet_01_2020_NQ_HDTP.docx": {
        "number": "01/2020/NQ-HĐTP",
        "kind": "Nghị quyết",
        "day": date(2020, 3, 5),
        "signer": "Nguyễn Hòa Bình",
        "post": "CHÁNH ÁN",
    },
    "355-1342026-baocaocuahoidongchogiamdoc_signed_signed_signed.pdf": {
        "parent": "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH ĐỒNG THÁP",
        "kind": "Báo cáo",
        "place": "Đồng Tháp",
        "signer": "Lê Quang Trí",
    },
    "Ke_hoach_to_chuc_sinh_hoat_Lich_su_theo_cum_truong-2026.docx": {
        "parent": "SỞ GDĐT TỈNH ĐỒNG THÁP",
        "issuer": "TRƯỜNG THPT CAO LÃNH 2",
        "number": "58/KH-THPTCL2",
        "day": date(2026, 4, 15),
        "post": "PHÓ HIỆU TRƯỞNG",
    },
}


@pytest.fixture(scope="module")
def documents(real: Path) -> dict[str, Document]:
    """Every document with text of its own that the tests below name, read once."""
    names = {*HEADS, *(name for twin in TWINS for name in twin[:2])}
    folder = real / "documents"
    return {
        name: read_file((folder / name).read_bytes(), name=name, url=None, source="unknown", now=NOW)
        for name in sorted(names)
    }


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_real_document_is_read(documents: dict[str, Document], name: str) -> None:
    header = documents[name].header
    assert header is not None
    assert header.form == "state"
    assert {field: getattr(header, field) for field in HEADS[name]} == HEADS[name]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin[0][:12])
def test_two_files_of_one_document_agree(documents: dict[str, Document], twin: tuple[str, str, frozenset[str]]) -> None:
    first, second = documents[twin[0]], documents[twin[1]]
    assert _f1(first.text, second.text) >= 0.95
    for field in dataclasses.fields(Header):
        if field.name not in twin[2]:
            assert getattr(first.header, field.name) == getattr(second.header, field.name), field.name


def test_paragraphs_of_real_documents_are_whole(documents: dict[str, Document]) -> None:
    """A paragraph that begins with a small letter, or ends without a mark before one, was cut."""
    for name, document in documents.items():
        told = [document.block_text(block) for block in document.blocks if block.role in READ_ROLES]
        cut = [text for text in told if text[:1].islower() and not _OPENS_RIGHT.match(text)]
        assert len(cut) <= 0.02 * len(told), (name, cut[:3])


def _f1(one: str, other: str) -> float:
    first, second = Counter(one.split()), Counter(other.split())
    return 2 * sum((first & second).values()) / (sum(first.values()) + sum(second.values()))
