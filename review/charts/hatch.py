"""Hatching as outlines of a mark: lines survive print, grey copies and every reader of SVG, as patterns do not."""

from __future__ import annotations

GAP = 6.0
SIZE = 4
"""Size of the mark in Vega's square pixels at which one unit of a path is one pixel (a shape spans -1 to 1 at 4)."""


def hatching(width: float, height: float, *, gap: float = GAP) -> str:
    """SVG path of diagonal lines within a box of that size around the origin.

    Args:
        gap: pixels between lines, across; stretched a little, so that lines run on into a box beside it.
    """
    gap = width / max(1, round(width / gap))
    left, top = -width / 2, -height / 2
    parts = []
    offset = gap / 2
    while offset < width + height:
        begin_x, begin_y = (offset, 0.0) if offset <= width else (width, offset - width)
        end_x, end_y = (0.0, offset) if offset <= height else (offset - height, height)
        parts.append(f"M{left + begin_x:.2f},{top + begin_y:.2f}L{left + end_x:.2f},{top + end_y:.2f}")
        offset += gap
    return "".join(parts)
