"""From the coordinates of a PDF page to points from the upper left corner of what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2_raw as pdfium


class Frame:
    """The frame of one page: its size, its crop and its turn."""

    def __init__(self, page: Any) -> None:
        self.width = float(pdfium.FPDF_GetPageWidthF(page))
        self.height = float(pdfium.FPDF_GetPageHeightF(page))
        self.quarter = int(pdfium.FPDFPage_GetRotation(page)) % 4
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self._left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own coordinates is seen."""
        if self.quarter == 1:
            return y - self._bottom, x - self._left
        if self.quarter == 2:
            return self._right - x, y - self._bottom
        if self.quarter == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y

    def turning(self, angle: int) -> Callable[[float, float], tuple[float, float]]:
        """Turn a sideways page so that its text runs from left to right; quarters against the clock."""
        if angle == 1:
            return lambda x, y: (self.height - y, x)
        if angle == 2:
            return lambda x, y: (self.width - x, self.height - y)
        if angle == 3:
            return lambda x, y: (y, self.width - x)
        return lambda x, y: (x, y)
