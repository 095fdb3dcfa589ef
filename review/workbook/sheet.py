"""The sheet that goes out: its columns, the words that may stand in them, and the sum that guards each row."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.codebook.nouns import Taxonomy
from corpus.label import MODALITY_NAMES, STAGE_NAMES, Modality, Snapshot, Stage, Verdict
from corpus.people.sheet_lots import SHEET
from review.cells import plain

FORM = "1"
"""Version of the sheet's form."""

REVIEW, GUIDE, ABOUT = "Duyệt", "Hướng dẫn", "Thông tin"
"""Names of the sheets."""

NUMBER, PASSAGE, SOURCE, DAY, TITLE = "TT", "Mã đoạn", "Nguồn", "Ngày", "Tựa"
BEFORE, TEXT, AFTER = "Đoạn trước", "Đoạn cần duyệt", "Đoạn sau"
REST, STAGE, MODALITY, NOTE = "Mảng bỏ trống", "Khâu", "Cách nói", "Ghi chú"
REVISION, LAST, SUM = "Bản", "Lượt trước", "Tổng kiểm"

LOCKED = (NUMBER, PASSAGE, SOURCE, DAY, TITLE, BEFORE, TEXT, AFTER, REVISION, LAST, SUM)
"""Columns that nobody fills in."""

EXPORT, MADE, QUEUE, COUNT, FORM_NAME, CODEBOOK = (
    "Lần xuất", "Xuất lúc", "Hàng chờ", "Số đoạn", "Mẫu bảng", "Sổ mã",
)  # fmt: skip
"""Names of the facts of an export."""

VERDICTS: Mapping[str, Verdict] = {"có": "yes", "không": "no", "chưa chắc": "unsure"}
STAGES: Mapping[str, Stage] = {name: stage for stage, name in STAGE_NAMES.items()}
MODALITIES: Mapping[str, Modality] = {name: modality for modality, name in MODALITY_NAMES.items()}

EXPORT_ID = re.compile(r"[0-9a-f]{10}")
LONGEST_NOTE = 2000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it goes out; ``last`` is the id of the last judgement on it, or "".

    ``source`` is its name for people.
    """

    passage: str
    snapshot: Snapshot
    source: str
    last: str

    @property
    def day(self) -> str:
        """The day as it is written in the sheet."""
        return "/".join(reversed(self.snapshot.published.split("-"))) if self.snapshot.published else ""

    def locked(self) -> dict[str, str]:
        """What stands in the columns that nobody fills in, but for number and sum."""
        shown = self.snapshot
        return {
            PASSAGE: self.passage,
            SOURCE: plain(self.source),
            DAY: self.day,
            TITLE: plain(shown.title),
            BEFORE: plain(shown.before),
            TEXT: plain(shown.text),
            AFTER: plain(shown.after),
            REVISION: shown.revision,
            LAST: self.last,
        }


@dataclass(frozen=True, slots=True)
class Export:
    """One workbook that went out: its id, when, from which queue, by which codebook."""

    id: str
    made: str
    queue: str
    codebook: str

    @property
    def shown_because(self) -> str:
        """The queue that judgements from it bear."""
        return f"{SHEET} {self.id}"


def export_of(*, made: str, queue: str, taxonomy: Taxonomy, passages: list[str]) -> Export:
    """An export with an id of its own."""
    digest = hashlib.sha256("\n".join((made, queue, taxonomy.version, *passages)).encode()).hexdigest()
    return Export(digest[:10], made, queue, codebook_of(taxonomy))


def codebook_of(taxonomy: Taxonomy) -> str:
    """The codebook as an export names it."""
    return f"{taxonomy.id} {taxonomy.version}"


def area_heads(taxonomy: Taxonomy) -> dict[str, str]:
    """Heads of the columns of verdicts, by code of area."""
    return {area.code: f"{area.code} {area.short}" for area in taxonomy.areas}


def heads(taxonomy: Taxonomy) -> tuple[str, ...]:
    """All columns in order."""
    shown = (NUMBER, PASSAGE, SOURCE, DAY, TITLE, BEFORE, TEXT, AFTER)
    return (*shown, *area_heads(taxonomy).values(), REST, STAGE, MODALITY, NOTE, REVISION, LAST, SUM)


def sum_of(export: str, locked: Mapping[str, str]) -> str:
    """The sum of a row: changes with anything in its locked columns, whatever a program did to spaces and line ends."""
    parts = [export, *(told(locked[name]) for name in LOCKED if name not in (NUMBER, SUM))]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def told(value: object) -> str:
    """A cell's words for comparing, the same whatever program saved them.

    Composed, one space between words, and characters that some programs write as ``_x000D_`` (ECMA-376 part 1,
    §22.9.2.19), once or escaped again, as themselves.
    """
    text = "" if value is None else str(value)
    for _ in range(3):
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return " ".join(unicodedata.normalize("NFC", plain(text)).split())
