"""What is drawn on a PDF page besides letters: straight rules, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

from extractors.reports.frame import Frame
from extractors.reports.ruling import Rule

_OBJECTS = 50_000
_RULES = 20_000
_POINTS = 2000
_THIN = 2.5
"""Points by which a rule may lean and a box still be a rule."""


def drawn_on(page: Any, frame: Frame) -> tuple[tuple[Rule, ...], float]:
    """Straight rules, and the share of the page under pictures."""
    rules: list[Rule] = []
    covered = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(min(int(pdfium.FPDFPage_CountObjects(page)), _OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _RULES:
            rules += _rules(item, frame)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            covered += (right - left) * (top - bottom) / max(1.0, frame.width * frame.height)
    return tuple(rules), covered


def _rules(path: Any, frame: Frame) -> Iterator[Rule]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = None
    for at in range(min(int(pdfium.FPDFPath_CountSegments(path)), _POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        place = frame.shown(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield from _rule(last, place)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = place
        last = place
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _rule(place, first)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, tall = abs(one[0] - other[0]), abs(one[1] - other[1])
    if tall <= _THIN and wide >= 6:
        yield Rule(False, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
    elif wide <= _THIN and tall >= 6:
        yield Rule(True, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))
