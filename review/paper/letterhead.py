"""Who issues a report: names for the head and the foot, from a TOML file or as usual for a Party or State office.

::

    above = "TỈNH ỦY BẾN TRE"
    body = "VĂN PHÒNG"
    symbol = "BC/VPTU"
    place = "Bến Tre"
    post = ["CHÁNH VĂN PHÒNG"]
    name = "Nguyễn Văn A"
    recipients = ["Thường trực Tỉnh ủy (để báo cáo)", "Lưu Văn phòng Tỉnh ủy"]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from corpus.errors import BadInput

LayoutName = Literal["party", "state"]

MERGED = date(2025, 7, 1)
"""From this day on the ground of Bến Tre belongs to Vĩnh Long."""

_LISTS = frozenset({"post", "recipients"})


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Names for the head and the foot.

    Attributes:
        above: the body that the issuing one belongs to; "" where there is none.
        body: the issuing body.
        number: of the document; "" leaves room for it.
        symbol: after the number, with its kind and the body.
        place: where it is issued.
        post: lines above the signature: on whose behalf, and the signer's post.
        name: of the signer; "" leaves room for it.
        recipients: one a line, the archive last.
    """

    above: str
    body: str
    symbol: str
    place: str
    post: tuple[str, ...]
    recipients: tuple[str, ...]
    number: str = ""
    name: str = ""


def usual(layout: LayoutName, *, on: date) -> Letterhead:
    """The head and foot that the office of the province's committee uses, for a document of a day."""
    province = "Vĩnh Long" if on >= MERGED else "Bến Tre"
    if layout == "party":
        return Letterhead(
            above=f"TỈNH ỦY {province.upper()}",
            body="VĂN PHÒNG",
            symbol="BC/VPTU",
            place=province,
            post=("CHÁNH VĂN PHÒNG",),
            recipients=("Thường trực Tỉnh ủy (để báo cáo)", "Lưu Văn phòng Tỉnh ủy"),
        )
    return Letterhead(
        above=f"ỦY BAN NHÂN DÂN TỈNH {province.upper()}",
        body="VĂN PHÒNG",
        symbol="BC-VP",
        place=province,
        post=("CHÁNH VĂN PHÒNG",),
        recipients=("Thường trực UBND tỉnh (để báo cáo)", "Lưu: VT"),
    )


def read_letterhead(path: Path, otherwise: Letterhead) -> Letterhead:
    """A head and foot from a TOML file; what it does not name is as otherwise.

    Raises:
        BadInput: the file cannot be read, an unknown name, or a value that is no text (or list of texts).
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"không đọc được phần đầu văn bản: {error} (letterhead)", where=str(path)) from error
    known = {field.name for field in fields(Letterhead)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise BadInput(f"không có mục {name!r}; có {', '.join(sorted(known))} (unknown name)", where=str(path))
        listed = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if not (listed if name in _LISTS else isinstance(value, str)):
            kind = "danh sách chữ (list of texts)" if name in _LISTS else "chữ (text)"
            raise BadInput(f"{name} phải là {kind}", where=str(path))
        values[name] = tuple(value) if name in _LISTS else value
    return replace(otherwise, **values)
