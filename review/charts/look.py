"""How charts look: two palettes, light and dark, that colour-blind readers and grey printers can read, and their words.

Steps run from pale to strong in even lightness (CIE L*), so that they keep their order in grey. The two colours of
kinds are blue and orange of the palette for colour-blind readers by Okabe and Ito (2008), shifted in lightness so that
grey tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from review.numbers import Language

Theme = Literal["light", "dark"]

FAMILY = "Be Vietnam Pro"
FONTS = f"{FAMILY}, Noto Sans, DejaVu Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a theme.

    ``steps`` from little to much with the ink for text on each; ``silent`` for cells with nothing found; ``veil`` and
    ``hatch`` ground and lines of the unobserved; ``first`` and ``second`` the two kinds in charts that compare.
    """

    paper: str
    ink: str
    faint: str
    grid: str
    steps: tuple[str, ...]
    inks: tuple[str, ...]
    silent: str
    veil: str
    hatch: str
    first: str
    second: str
    warn: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b232c",
    faint="#55606b",
    grid="#dfe4e9",
    steps=("#c3daee", "#90bbdc", "#5b97c5", "#2f6fa5", "#12467a"),
    inks=("#1b232c", "#1b232c", "#0b1117", "#ffffff", "#ffffff"),
    silent="#ffffff",
    veil="#eceef0",
    hatch="#848d96",
    first="#d98200",
    second="#0a5c99",
    warn="#9c3d00",
)
DARK = Palette(
    paper="#14191f",
    ink="#e8edf2",
    faint="#a3aeb9",
    grid="#2c353e",
    steps=("#1e4263", "#2b608f", "#4484b9", "#74acd8", "#b5d8f2"),
    inks=("#f2f6fa", "#ffffff", "#0b1117", "#0b1117", "#0b1117"),
    silent="#14191f",
    veil="#232b33",
    hatch="#7c8894",
    first="#f0b04a",
    second="#4d94cc",
    warn="#ffa36b",
)
PALETTES: Mapping[Theme, Palette] = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class Look:
    """In which language and theme a chart is drawn."""

    language: Language = "vi"
    theme: Theme = "light"

    @property
    def palette(self) -> Palette:
        """Colours of the theme."""
        return PALETTES[self.theme]

    def say(self, vi: str, en: str) -> str:
        """The words of this look's language."""
        return vi if self.language == "vi" else en

    def config(self) -> dict[str, Any]:
        """Vega-Lite's config: the font, quiet axes, no frames."""
        colours = self.palette
        words = {"labelFont": FONTS, "titleFont": FONTS, "labelColor": colours.ink, "titleColor": colours.faint}
        return {
            "background": "transparent",
            "font": FONTS,
            "padding": 2,
            "view": {"stroke": None},
            "axis": {
                **words,
                "labelFontSize": 11,
                "titleFontSize": 11,
                "titleFontWeight": 400,
                "domainColor": colours.faint,
                "tickColor": colours.faint,
                "gridColor": colours.grid,
            },
            "title": {
                "font": FONTS,
                "color": colours.ink,
                "fontSize": 12,
                "fontWeight": 600,
                "anchor": "start",
                "offset": 6,
            },
            "text": {"font": FONTS, "color": colours.ink, "fontSize": 11},
            "concat": {"spacing": 18},
        }


VIETNAMESE_LIGHT = Look()

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    "evidence": ("có bằng chứng", "evidence"),
    "silent": ("đọc đủ, không thấy", "read enough, nothing found"),
    "unobserved": ("chưa đủ dữ liệu", "not enough data"),
}
