"""The words around a plot, drawn as SVG: title, denominator, legend, source and notes, all from one left edge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from review.charts.hatch import hatching
from review.charts.look import FONTS, Look
from review.charts.rows import Heading
from review.numbers import day

Swatch = Literal["fill", "hatch", "line", "dashes", "ring", "diamond", "rule", "interval"]

MARGIN = 18
_SIZE = re.compile(r'<svg[^>]*\bwidth="([\d.]+)"[^>]*\bheight="([\d.]+)"')
_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_WIDE, _NARROW = frozenset("mwMW@%—ƯƠĐGOQ"), frozenset("ijlt.,:;'’|/()[]!IfrÍí ")


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend; ``text`` is drawn within a filled swatch."""

    swatch: Swatch
    colour: str
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything in words around a plot."""

    title: str
    subtitle: str
    keys: tuple[Key, ...]
    foot: tuple[str, ...]


def frame(
    heading: Heading, *, title: str, span: str, keys: tuple[Key, ...], look: Look, notes: tuple[str, ...]
) -> Frame:
    """The words of a chart: denominator in the subtitle, source line and versions in the foot.

    Args:
        span: which periods are shown, in words; empty where the heading says it.
    """
    said = look.say(f"{heading.counted} trên {heading.of}", f"{heading.counted} of {heading.of}")
    source = look.say(
        "Nguồn: theo tin đã đưa; báo im lặng không có nghĩa là không làm.",
        "Source: as reported (theo tin đã đưa); a silent press does not mean that nothing was done.",
    )
    known = "" if heading.as_of is None else day(heading.as_of, language=look.language)
    versions = look.say(
        f"Mô hình {heading.model}; sổ mã {heading.taxonomy}" + (f"; số liệu biết đến {known}." if known else "."),
        f"Model {heading.model}; codebook {heading.taxonomy}" + (f"; as known on {known}." if known else "."),
    )
    subtitle = said[:1].upper() + said[1:] + (f"; {span}" if span else "")
    return Frame(heading.title or title, subtitle, keys, (*notes, *heading.notes, source, versions))


def framed(plot: str, frame: Frame, *, look: Look, alt: str) -> str:
    """A plot's SVG with its words around it, as one SVG; ``<defs/>`` in it is room for fonts."""
    found = _SIZE.search(plot)
    assert found is not None
    plot_width, plot_height = float(found[1]), float(found[2])
    width = max(plot_width, 420.0)
    colours = look.palette
    parts: list[str] = []
    y = float(MARGIN)
    for size, weight, colour, text in (
        (16, 600, colours.ink, frame.title),
        (12, 400, colours.faint, frame.subtitle),
    ):
        for line in wrapped(text, width, size):
            y += size * 1.3
            parts.append(_text(line, 0, y - size * 0.3, size, colour, weight))
    y += 10
    y = _legend(frame.keys, y, width, look, parts)
    parts.append(_HEAD.sub("", plot).replace("<svg ", f'<svg x="0" y="{y:g}" ', 1).strip())
    y += plot_height + 8
    for text in frame.foot:
        for line in wrapped(text, width, 10.5):
            y += 15
            parts.append(_text(line, 0, y - 3, 10.5, colours.faint, 400))
    whole_width, whole_height = round(width + 2 * MARGIN), round(y + MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{whole_width}" '
        f'height="{whole_height}" viewBox="0 0 {whole_width} {whole_height}" role="img" lang="{look.language}">'
        f"<title>{escape(frame.title)}</title><desc>{escape(alt)}</desc><defs/>"
        f'<rect width="{whole_width}" height="{whole_height}" fill="{colours.paper}"/>'
        f'<g transform="translate({MARGIN},0)">{"".join(parts)}</g></svg>'
    )


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Text in lines of at most that many pixels, as far as widths can be told without the font."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def text_width(text: str, size: float) -> float:
    """About how many pixels a line takes; a little more than it does."""
    return size * sum(0.86 if each in _WIDE else 0.34 if each in _NARROW else 0.6 for each in text)


def _text(line: str, x: float, y: float, size: float, colour: str, weight: int, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{FONTS}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{colour}"{anchor}>{escape(line)}</text>'
    )


def _legend(keys: tuple[Key, ...], y: float, width: float, look: Look, parts: list[str]) -> float:
    x = 0.0
    for key in keys:
        takes = 26 + text_width(key.label, 11) + 14
        if x and x + takes > width:
            x, y = 0.0, y + 20
        parts.append(f'<g transform="translate({x:g},{y:g})">{_swatch(key, look)}</g>')
        parts.append(_text(key.label, x + 26, y + 11, 11, look.palette.ink, 400))
        x += takes
    return y + 28 if keys else y


def _swatch(key: Key, look: Look) -> str:
    colours = look.palette
    box = f'<rect x="0.5" y="0.5" width="19" height="13" stroke="{colours.faint}" stroke-width="0.7"'
    if key.swatch == "fill":
        within = _text(key.text, 10, 10.5, 9, colours.ink, 400, middle=True) if key.text else ""
        return f'{box} fill="{key.colour}"/>{within}'
    if key.swatch == "hatch":
        lines = hatching(19, 13)
        return (
            f'{box} fill="{colours.veil}"/>'
            f'<path d="{lines}" transform="translate(10,7)" stroke="{colours.hatch}" fill="none"/>'
        )
    line = f'stroke="{key.colour}" fill="none"'
    return {
        "line": f'<path d="M0,7H20" {line} stroke-width="2"/><circle cx="10" cy="7" r="3" fill="{key.colour}"/>',
        "dashes": f'<path d="M0,7H20" {line} stroke-width="2" stroke-dasharray="4,3"/>'
        f'<rect x="7" y="4" width="6" height="6" fill="{key.colour}"/>',
        "ring": f'<circle cx="10" cy="7" r="3.5" {line} stroke-width="1.6"/>',
        "diamond": f'<path d="M10,2.5L14.5,7L10,11.5L5.5,7Z" {line} stroke-width="1.4"/>',
        "rule": f'<path d="M10,0V14" {line} stroke-width="1.4" stroke-dasharray="3,2"/>',
        "interval": f'<path d="M10,0V14" {line} stroke-width="3" stroke-opacity="0.45"/>',
    }[key.swatch]
