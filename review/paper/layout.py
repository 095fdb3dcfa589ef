"""How Party and State offices set a document on A4: margins, sizes and the marks between its parts.

Party: Hướng dẫn 36-HD/VPTW of 3-4-2018 of the Central Office. State: Phụ lục I of Nghị định 30/2020/NĐ-CP. Millimetres
and points; where a rule gives a range, what most offices take of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.paper.letterhead import LayoutName

FONT = "Times New Roman"
FALLBACK = "Liberation Serif"
"""As wide as the first; for machines without it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Margins in mm (top, right, bottom, left), sizes in pt, and how parts are written.

    Attributes:
        motto: lines at the right of the head, each with its size; the first alone is in capitals.
        ruled: whether lines stand under motto and body; else marks of characters (``*`` and ``-----``).
        number: how number and symbol are written.
        section: how a section's number and title are written.
        ending: closes the last sentence.
    """

    name: LayoutName
    margins: tuple[float, float, float, float]
    motto: tuple[tuple[str, float], ...]
    body: float
    head: float
    kind: float
    subject: float
    recipients: float
    recipients_head: float
    table: float
    note: float
    ruled: bool
    number: str
    section: str
    line_end: str
    last_end: str
    ending: str = "./."
    number_from_top: float = 10.0


PARTY = Layout(
    name="party",
    margins=(20, 15, 20, 30),
    motto=(("ĐẢNG CỘNG SẢN VIỆT NAM", 15),),
    body=14,
    head=14,
    kind=16,
    subject=14,
    recipients=12,
    recipients_head=14,
    table=12,
    note=10,
    ruled=False,
    number="Số {number}-{symbol}",
    section="{number}- {title}",
    line_end=",",
    last_end=".",
)
STATE = Layout(
    name="state",
    margins=(20, 15, 20, 30),
    motto=(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5), ("Độc lập - Tự do - Hạnh phúc", 13.5)),
    body=14,
    head=13,
    kind=14,
    subject=14,
    recipients=11,
    recipients_head=12,
    table=12,
    note=10,
    ruled=True,
    number="Số: {number}/{symbol}",
    section="{number}. {title}",
    line_end=";",
    last_end=".",
)
LAYOUTS: Mapping[LayoutName, Layout] = {"party": PARTY, "state": STATE}

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(number: int) -> str:
    """A number from 1 to 39 in Roman numerals."""
    return "X" * (number // 10) + _ROMAN[number % 10]
