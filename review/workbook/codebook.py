"""The codebook as sheets: which columns each has, and how a taxonomy's tables are rows of them and back.

Rows belong to areas by the area's code; lists of phrases stand in one cell, a phrase a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from corpus.codebook.file import values_of
from corpus.codebook.nouns import LEVELS, CueRuleSense, Order, Taxonomy

FORM = "1"
"""Version of the form."""

GUIDE, ABOUT = "Hướng dẫn", "Thông tin"
FORM_NAME, CODEBOOK, FINGERPRINT, MADE = "Mẫu bảng", "Sổ mã", "Số hiệu", "Xuất lúc"
"""Names of the facts of an export."""

Kind = Literal["text", "lines", "number", "day"]
Values = dict[str, Any]

SENSES: Mapping[str, str] = dict(zip(("mạnh", "yếu", "chống"), get_args(CueRuleSense), strict=True))
ORDERS: Mapping[str, str] = dict(zip(("sau", "trước", "hai phía"), get_args(Order), strict=True))
PARTS: Mapping[str, str] = {
    "gồm": "includes",
    "không gồm": "excludes",
    "dễ nhầm": "lookalikes",
    "chủ thể": "actors",
    "động từ": "verbs",
}
SIGNALS: Mapping[str, str] = {"khâu": "stages", "cách nói": "modalities", "thời gian": "times"}
AREA = "mảng"
FACTS: Mapping[str, str] = {
    "Mã sổ": "id",
    "Bản": "version",
    "Tên": "name",
    "Thông qua": "adopted",
    "Hiệu lực từ": "valid_from",
    "Hiệu lực đến": "valid_until",
    "Nguồn gốc: tựa": "provenance.title",
    "Nguồn gốc: tác giả": "provenance.author",
    "Nguồn gốc: nơi đăng": "provenance.publisher",
    "Nguồn gốc: ngày đăng": "provenance.published",
    "Nguồn gốc: ghi chú": "provenance.note",
}
DAYS = ("adopted", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in a table, its head, what stands in it, and how wide it is.

    ``may_be`` lists the words that may stand in it (empty: any); ``open`` whether it may be left empty.
    """

    key: str
    head: str
    kind: Kind = "text"
    width: float = 16
    may_be: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: its name and its columns."""

    name: str
    columns: tuple[Column, ...]


_OF_AREA = Column("of", "Mảng", width=8)
BOOK = Form("Sổ mã", (Column("fact", "Mục", width=24), Column("value", "Giá trị", width=90, open=True)))
AREAS = Form(
    "Mảng",
    (
        Column("code", "Mã", width=8),
        Column("slug", "Tên trong địa chỉ", width=26),
        Column("name", "Tên", width=34),
        Column("short", "Tên ngắn", width=18),
        Column("gloss", "Lời giải (Anh)", width=34),
        Column("definition", "Định nghĩa", width=80),
        Column("definition_en", "Định nghĩa (Anh)", width=80),
    ),
)
CONTENTS = Form("Nội dung", (_OF_AREA, Column("part", "Phần", may_be=tuple(PARTS)), Column("text", "Lời", width=100)))
LIMITS = Form(
    "Phân biệt", (_OF_AREA, Column("area", "Với mảng", width=10), Column("rule", "Cách phân biệt", width=100))
)
SUB_ITEMS = Form(
    "Tiểu mục",
    (
        _OF_AREA,
        Column("name", "Tên", width=24),
        Column("gloss", "Lời giải (Anh)", width=40),
        Column("phrases", "Cụm từ", "lines", 60),
    ),
)
DOCUMENTS = Form(
    "Văn bản",
    (
        _OF_AREA,
        Column("number", "Số", width=22),
        Column("date", "Ngày", "day", 12, open=True),
        Column("issuer", "Cơ quan", width=26),
        Column("title", "Tựa", width=60),
        Column("role", "Vai trò", width=40),
    ),
)
SIGNAL_NAMES = Form(
    "Khâu, cách nói, thời gian",
    (Column("kind", "Loại", may_be=tuple(SIGNALS)), Column("code", "Mã"), Column("name", "Tên", width=40)),
)
CUES = Form(
    "Dấu hiệu",
    (
        Column("kind", "Của", may_be=(AREA, *SIGNALS), width=12),
        Column("of", "Mã", width=14),
        Column("id", "Mã quy tắc", width=14),
        Column("sense", "Nghĩa", may_be=tuple(SENSES), width=10),
        Column("any", "Cụm từ", "lines", 40),
        Column("near", "Gần", "lines", 34, open=True),
        Column("within", "Trong (âm tiết)", "number", 10, open=True),
        Column("order", "Thứ tự", may_be=tuple(ORDERS), width=10, open=True),
        Column("needs", "Cần có", "lines", 34, open=True),
        Column("unless", "Trừ khi có", "lines", 34, open=True),
    ),
)
RULES = Form(
    "Quy tắc ranh giới",
    (Column("number", "Số", "number", 8), Column("text_vi", "Lời", width=90), Column("text_en", "Lời (Anh)", width=90)),
)
SLOGANS = Form(
    "Phương châm",
    (
        Column("phrase", "Cụm từ", width=50),
        Column("areas", "Mảng", "lines", 10, open=True),
        Column("gloss", "Lời giải (Anh)", width=60),
    ),
)
ORGANISATIONS = Form(
    "Tổ chức",
    (
        Column("name", "Tên", width=44),
        Column("variants", "Cách viết", "lines", 50, open=True),
        Column("level", "Cấp", may_be=LEVELS, width=22),
    ),
)
CHANGES = Form(
    "Lịch sử", (Column("version", "Bản"), Column("date", "Ngày", "day", 12), Column("text", "Lời", width=100))
)

FORMS = (
    BOOK, AREAS, CONTENTS, LIMITS, SUB_ITEMS, DOCUMENTS, CUES, SIGNAL_NAMES, RULES, SLOGANS, ORGANISATIONS, CHANGES,
)  # fmt: skip

_OF_EACH: Mapping[str, tuple[Form, str]] = {
    "confusable": (LIMITS, "areas"),
    "sub_items": (SUB_ITEMS, "areas"),
    "documents": (DOCUMENTS, "areas"),
}
_WHOLE: Mapping[str, Form] = {
    "boundary_rules": RULES,
    "slogans": SLOGANS,
    "organisations": ORGANISATIONS,
    "changelog": CHANGES,
}


def rows_of(taxonomy: Taxonomy) -> dict[str, list[Values]]:
    """The rows of every sheet, by its name."""
    book: Values = dict(values_of(taxonomy))
    flat = {**book, **{f"provenance.{name}": text for name, text in book["provenance"].items()}}
    rows: dict[str, list[Values]] = {form.name: [] for form in FORMS}
    rows[BOOK.name] = [{"fact": head, "value": _text(flat.get(key, ""))} for head, key in FACTS.items()]
    for area in book["areas"]:
        rows[AREAS.name].append({column.key: area[column.key] for column in AREAS.columns})
        rows[CONTENTS.name] += [
            {"of": area["code"], "part": part, "text": text} for part, key in PARTS.items() for text in area[key]
        ]
        for key, (form, _) in _OF_EACH.items():
            rows[form.name] += [{"of": area["code"], **each} for each in area.get(key, ())]
        rows[CUES.name] += [_cue_row(AREA, area["code"], each) for each in area["cues"]]
    for kind, key in SIGNALS.items():
        for signal in book[key]:
            rows[SIGNAL_NAMES.name].append({"kind": kind, "code": signal["code"], "name": signal["name"]})
            rows[CUES.name] += [_cue_row(kind, signal["code"], each) for each in signal["cues"]]
    for key, form in _WHOLE.items():
        rows[form.name] = list(book[key])
    return rows


def book_of(rows: Mapping[str, Sequence[Values]]) -> Values:
    """The tables of a taxonomy's file from the rows of every sheet; whether they are right is for the loader to say."""
    book: Values = {}
    for row in rows[BOOK.name]:
        key, value = FACTS[row["fact"]], row["value"]
        if value:
            table = book.setdefault("provenance", {}) if "." in key else book
            table[key.rpartition(".")[2]] = _day(value) if key in DAYS else value
    for key, form in _WHOLE.items():
        book[key] = list(rows[form.name])
    book["areas"] = []
    for row in rows[AREAS.name]:
        code = row["code"]
        area: Values = dict(row)
        for part, key in PARTS.items():
            area[key] = [each["text"] for each in rows[CONTENTS.name] if (each["of"], each["part"]) == (code, part)]
        for key, (form, _) in _OF_EACH.items():
            area[key] = [_without(each, "of") for each in rows[form.name] if each["of"] == code]
        area["cues"] = [_cue(each) for each in rows[CUES.name] if (each["kind"], each["of"]) == (AREA, code)]
        book["areas"].append(area)
    for kind, key in SIGNALS.items():
        book[key] = [
            {
                "code": row["code"],
                "name": row["name"],
                "cues": [_cue(each) for each in rows[CUES.name] if (each["kind"], each["of"]) == (kind, row["code"])],
            }
            for row in rows[SIGNAL_NAMES.name]
            if row["kind"] == kind
        ]
    return book


def _cue_row(kind: str, of: str, cue: Values) -> Values:
    senses, orders = ({value: word for word, value in each.items()} for each in (SENSES, ORDERS))
    said = {**cue, "sense": senses[cue["sense"]], "order": orders[cue["order"]] if "order" in cue else ""}
    return {"kind": kind, "of": of, **said}


def _cue(row: Values) -> Values:
    cue = {name: value for name, value in row.items() if name not in ("kind", "of") and value not in ("", [], None)}
    cue["sense"] = SENSES[row["sense"]]
    if row["order"]:
        cue["order"] = ORDERS[row["order"]]
    return cue


def _without(row: Values, *names: str) -> Values:
    return {name: value for name, value in row.items() if name not in names and value not in ("", None)}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(text: str) -> date | str:
    """A day; what is none stays text, and the loader names it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
