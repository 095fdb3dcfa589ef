"""A finished chart and how it is drawn offline: Vega-Lite by vl-convert, the font from this package.

Drawing asks no network: data are inline, the JavaScript is within vl-convert, and outside addresses are refused.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import altair
import vl_convert

from review.charts.frame import Frame, framed
from review.charts.look import FAMILY, Look

FONT_FILES = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}
VEGA_LITE = "6.4"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: the plot as a Vega-Lite specification, the words around it, and the sentence that stands for it.

    Attributes:
        alt: what the chart says, in a sentence, for who does not see it.
    """

    plot: Mapping[str, Any]
    frame: Frame
    look: Look
    alt: str

    @property
    def title(self) -> str:
        """The chart's title."""
        return self.frame.title


def picture(plot: Any, frame: Frame, *, look: Look, alt: str) -> Picture:
    """A chart from an Altair plot; whatever theme the caller's Altair has is left out."""
    spec: dict[str, Any] = plot.to_dict()
    spec["config"] = look.config()
    return Picture(spec, frame, look, alt)


def svg(picture: Picture, *, with_fonts: bool = False) -> str:
    """The chart as an SVG with title and description; the same rows give the same bytes.

    Args:
        with_fonts: carry the font within (about 350 kB), for readers that lack it.
    """
    _register()
    body = vl_convert.vegalite_to_svg(dict(picture.plot), vl_version=VEGA_LITE, allowed_base_urls=[])
    whole = framed(body, picture.frame, look=picture.look, alt=picture.alt)
    return whole.replace("<defs/>", f"<defs><style>{_faces()}</style></defs>" if with_fonts else "", 1)


def png(picture: Picture, *, scale: float = 2) -> bytes:
    """The chart as a PNG; ``scale`` pixels for each of the SVG's, 2 for print on A4."""
    drawn: bytes = vl_convert.svg_to_png(svg(picture), scale=scale)
    return drawn


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(_folder()))


@cache
def _faces() -> str:
    faces = []
    for weight, name in FONT_FILES.items():
        packed = base64.b64encode((_folder() / name).read_bytes()).decode("ascii")
        faces.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{packed}) format('truetype')}}"
        )
    return "".join(faces)


def _folder() -> Path:
    return Path(str(resources.files("review.charts").joinpath("fonts")))


def values(rows: list[dict[str, Any]]) -> altair.InlineData:
    """Rows as data within the specification."""
    return altair.InlineData(values=rows)
