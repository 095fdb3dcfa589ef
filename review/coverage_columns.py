"""The data dictionary of coverage files: every column, what it means in both languages, and of what kind it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.errors import BadInput

Kind = Literal["text", "count", "share", "number", "yes"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``of`` names the column that is its denominator; ``found`` says that it tells what was found.

    What was found may not be printed where nothing was read; what was read always may.
    """

    name: str
    kind: Kind
    vi: str
    en: str
    of: str = ""
    found: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("area", "text", "mã mảng, T1 đến T7", "code of the area, T1 to T7"),
    Column("area_name", "text", "tên mảng", "name of the area"),
    Column("period", "text", "kỳ: 2026-03, 2026-Q1, 2026-H1 hay 2026; trống: không rõ ngày", "period; empty: undated"),
    Column("place", "text", "mã nơi trong danh mục địa danh; trống: cả tỉnh", "id of the place; empty: the province"),
    Column("place_name", "text", "tên nơi trong kỳ ấy", "name of the place in that period"),
    Column("source", "text", "mã nguồn tin", "slug of the source"),
    Column("source_class", "text", "loại nguồn", "class of the source"),
    Column("stage", "text", "khâu; các khâu không phải bậc thang", "stage; stages are no ladder"),
    Column("modality", "text", "kiểu nói: directive, reported, planned", "how it is said"),
    Column("unit", "text", "đơn vị đếm: passages (đoạn), documents (bài), events (sự việc)", "what is counted"),
    Column("clock", "text", "tính kỳ theo ngày đăng, ngày xảy ra hay ngày tải", "published, event or fetched"),
    Column("state", "text", "evidence có bằng chứng; silent đọc đủ, không thấy; unobserved chưa đủ dữ liệu", "state"),
    Column("why", "text", "vì sao chưa đủ: little đọc ít, down nguồn đứt", "why unobserved: little read, source down"),
    Column("count", "count", "số nói tới mảng, trong phạm vi", "on the area, in scope", of="of", found=True),
    Column("of", "count", "mẫu số: số đã đọc của ô ấy", "denominator: what was read for the cell"),
    Column("of_passages", "count", "số đoạn đã đọc, căn cứ để xét trạng thái", "passages read; the state rests on it"),
    Column("share", "share", "count chia of, đếm thô của máy", "count over of, raw by machine", of="of", found=True),
    Column("estimate", "share", "tỉ lệ ước lượng đã hiệu chỉnh bằng mẫu kiểm", "adjusted share", of="of", found=True),
    Column("low", "share", "đầu dưới của khoảng tin cậy 95 %", "lower end of the 95% interval", of="of", found=True),
    Column("high", "share", "đầu trên của khoảng tin cậy 95 %", "upper end of the 95% interval", of="of", found=True),
    Column("labels", "count", "số đoạn của mẫu kiểm đã có người gán", "audit labels behind the estimate"),
    Column("method", "text", "cách ước lượng", "estimator"),
    Column("reason", "text", "vì sao chọn cách ấy, hay vì sao không nói", "why this estimator, or why none"),
    Column("evidence", "count", "kể việc đã làm, mức E2 trở lên", "told as done, E2 or more", of="count", found=True),
    Column("weak", "count", "kể việc đã làm, dưới mức E2", "told as done, below E2", of="count", found=True),
    Column("directive", "count", "chỉ yêu cầu", "only asked for", of="count", found=True),
    Column("planned", "count", "sắp làm", "announced", of="count", found=True),
    Column("events", "count", "số sự việc sau khi gộp tin trùng", "events, reprints folded", found=True),
    Column("documents", "count", "số bài nói tới mảng", "documents on the area", of="of_documents", found=True),
    Column("of_documents", "count", "mẫu số: số bài đã đọc", "denominator: documents read"),
    Column("excluded_outside", "count", "không tính: ngoài tỉnh", "left out: another province", found=True),
    Column("excluded_unclear", "count", "không tính: không rõ nơi", "left out: place not known", found=True),
    Column("excluded_former_term", "count", "không tính: nhiệm kỳ trước", "left out: former term", found=True),
    Column("excluded_historical", "count", "không tính: chuyện lịch sử", "left out: history", found=True),
    Column("earlier", "share", "tỉ lệ đã in trước khi tin về muộn", "share before late news", of="of", found=True),
    Column("revised", "text", "ngày sửa số của kỳ đã khóa", "day on which a closed period was restated"),
    Column("down", "text", "nguồn đứt trong kỳ, cách nhau bằng dấu cách", "sources down in the period"),
)
"""Every column known; a file holds those its rows bear, in this order."""


def columns_for(names: Iterable[str], known: Iterable[Column] = COLUMNS) -> tuple[Column, ...]:
    """The columns of a file, in the dictionary's order.

    Raises:
        BadInput: a name that the dictionary does not explain, or a share whose denominator is not among the names.
    """
    wanted, known = set(names), tuple(known)
    strange = wanted - {column.name for column in known}
    if strange:
        raise BadInput("cột chưa có trong từ điển: thêm vào trước (no definition)", where=", ".join(sorted(strange)))
    chosen = tuple(column for column in known if column.name in wanted)
    for column in chosen:
        if column.kind == "share" and column.of not in wanted:
            raise BadInput(f"tỉ lệ phải có mẫu số: thêm cột {column.of} (share without denominator)", where=column.name)
    return chosen
