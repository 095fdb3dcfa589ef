"""Names in a head: the type of the document, the bodies over it, and the title they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from extractors.reports.marks import fold, in_capitals, squeeze

KINDS = (
    "Nghị quyết liên tịch",
    "Thông tư liên tịch",
    "Chương trình hành động",
    "Văn bản hợp nhất",
    "Báo cáo chính trị",
    "Nghị quyết",
    "Quyết định",
    "Nghị định",
    "Thông tư",
    "Thông tri",
    "Thông báo",
    "Thông cáo",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Quy trình",
    "Kết luận",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Đề cương",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Công điện",
    "Công văn",
    "Hợp đồng",
    "Giấy mời",
    "Giấy giới thiệu",
    "Thư mời",
    "Lời kêu gọi",
    "Tuyên bố",
    "Pháp lệnh",
    "Luật",
    "Lệnh",
)
"""Types of documents of both layouts; the longer ones first, because some begin with a shorter one."""

_KEYS = {squeeze(kind): kind for kind in KINDS}
_OPENER = re.compile(
    r"^(?:uy ban|ubnd|ubmttq|ub mttq|hdnd|hoi dong|so|bo|ban|bch|btv|btt|bcd|phong|(?:tong |chi )?cuc|vu|van phong|"
    r"vpubnd|trung tam|truong|toa an|vien|hoc vien|(?:dang|tinh|huyen|thanh|thi|quan) uy|(?:dang|chi) bo|"
    r"(?:tinh |huyen |thanh |xa |cong |dang |(?:tong )?lien )?doan|hoi|lien hiep|mat tran|cong an|chinh phu|quoc hoi|"
    r"thu tuong|chu tich|thanh tra|kho bac|bao hiem|bhxh|ngan hang|(?:tong )?cong ty|tap doan|khoi|dai hoc|benh vien|"
    r"bao|dai|cum|to|ban can su|thuong truc|tieu ban|du an|dien luc|chi nhanh)\b"
)
_GLUED = re.compile(r"(?<=NHÂN DÂN)(?=[A-ZĐ])|(?<=UBND)(?=TỈNH|HUYỆN|THÀNH|XÃ|PHƯỜNG|QUẬN|THỊ)")
_UNFINISHED = re.compile(r"(?:\bva|\bcua|\bcac|\bnhan dan|\bto quoc|\bhanh|\bthuc hien|\bve|\btham phan|[,&–-])$")
# In one flattened line only these begin the lower body, and only after the whole name of a place or a committee.
_INNER = re.compile(
    r"(?:\b(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan|xa|phuong|thi tran|uy|viet nam|dang bo tinh|chinh phu)"
    r"(?:\s+\w+){1,4}?|\bviet nam|\bchinh phu)\s+"
    r"(?=(?:so|phong|ban (?!nhan dan)|van phong|truong|trung tam|chi cuc|hoi dong|chi bo|uy ban|thanh tra|doan|to)\b)"
)
_PROPER = re.compile(
    r"^(?:Đảng (?:ủy|uỷ|bộ|đoàn|viên)|Ban (?:[A-ZĐ]|chấp hành|thường vụ|chỉ đạo|tổ chức|quản lý)|"
    r"(?:Tỉnh|Huyện|Thành|Thị) (?:ủy|uỷ|đoàn)|(?:Ủy|Uỷ) ban|Hội đồng|Nhà nước|Quốc hội|Chính phủ|"
    r"Mặt trận|(?:Bộ|Sở|Đoàn|Hội) [A-ZĐ])"
)


def find_kind(text: str, *, centred: bool = False) -> tuple[str, str] | None:
    """The type of document a line opens with, set in capitals, and the rest of the line.

    Args:
        centred: the line stands alone in the middle; then small letters and a scan's noise are let through.
    """
    text = re.sub(r"^\(?\s*(?:DỰ THẢO|Dự thảo)\s*\)?\s*(?=\S)", "", text).strip()
    words = text.split()
    for key, kind in _KEYS.items():
        count = len(kind.split())
        opening = " ".join(words[:count])
        if len(words) >= count and in_capitals(opening, share=1.0) and squeeze(opening) == key:
            rest = text[len(opening) :].lstrip() if text.startswith(opening) else " ".join(words[count:])
            if rest.strip(" .:*-–_") and not (rest[0].isupper() or rest[0] in '(“"0123456789'):
                return None
            return kind, rest.strip(" :*_")
    whole = squeeze(text)
    if len(text) <= 40 and (in_capitals(text) or centred):
        if whole in _KEYS:
            return _KEYS[whole], ""
        if len(words) <= 4 and in_capitals(text):
            near = max(_KEYS, key=lambda key: SequenceMatcher(None, key, whole).ratio())
            if len(near) >= 6 and SequenceMatcher(None, near, whole).ratio() >= 0.86:
                return _KEYS[near], ""
    return None


def bodies_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Names of the bodies on the left of a head, upper first: lines joined where a name goes on in the next line."""
    names: list[str] = []
    for line in lines:
        line = _GLUED.sub(" ", line.strip(" -–_*.:;|"))
        if not line:
            continue
        goes_on = names and (not _OPENER.match(fold(line)) or _UNFINISHED.search(fold(names[-1])))
        if goes_on:
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    if len(names) == 1:
        inner = _INNER.search(fold(names[0]))
        if inner is not None:
            return names[0][: inner.end()].strip(), names[0][inner.end() :].strip()
    return tuple(names)


def opens_body_name(text: str) -> bool:
    """True for a line that begins as the name of a body does."""
    return _OPENER.match(fold(text)) is not None


def title_of(kind: str | None, abstract: str | None, *, body: Sequence[str] = ()) -> str | None:
    """Type and abstract as one title; the abstract's first letter is made small unless it begins a name.

    Args:
        body: texts of the body; an abstract in capitals takes its letters from the same words there.
    """
    if not kind or not abstract:
        return abstract or kind
    if in_capitals(abstract):
        abstract = _as_in(abstract, body)
    if squeeze(abstract).startswith(squeeze(kind)):
        return abstract[0].upper() + abstract[1:]
    first, _, rest = abstract.partition(" ")
    if first[1:].islower() and rest[:1].islower() and not _PROPER.match(abstract):
        abstract = first[0].lower() + abstract[1:]
    return f"{kind} {abstract}"


def _as_in(text: str, body: Sequence[str]) -> str:
    """Words in capitals written as their longest runs are in the body; small letters where the body has none."""
    written = "\n".join(body)
    lowered = written.lower()
    words = text.split()
    found: list[str] = []
    while words:
        for count in range(len(words), 0, -1):
            run = " ".join(words[:count]).lower()
            place = lowered.find(run) if count > 1 else -1
            if place >= 0 and not in_capitals(written[place : place + len(run)]):
                found.append(written[place : place + len(run)])
                break
        else:
            count = 1
            found.append(words[0].lower())
        words = words[count:]
    return " ".join(found)
