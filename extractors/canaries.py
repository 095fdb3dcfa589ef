"""What one reading looks like in numbers, and when a source's readings stop looking as they used to.

:func:`measures` is taken of every document, :func:`judge` raises what is wrong whatever the source, and :func:`against`
compares a source's latest documents with its own history. A band is the median of the history and :data:`WIDTH` times
its scaled median absolute deviation to either side (Rousseeuw and Croux, "Alternatives to the median absolute
deviation", 1993), lengths and densities on a logarithmic scale; the median of the latest documents must leave it.
Neither a freak document nor a tenth of bad history moves either median far. Nothing here reads a store or a clock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from corpus.syllable import valid_syllables, words
from extractors.legacy import suspects

HISTORY = 30
"""Fewest documents of history with a measure for it to have a band."""
RECENT = 5
"""Fewest latest documents with a measure to be held against its band."""
WIDTH = 3.0
"""Half width of a band in scaled deviations: a false alarm in at most 1 of 100 looks at five documents."""

_UNREADABLE = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NORMAL = 1.4826
"""Scales the median absolute deviation to the standard deviation of a normal distribution."""
_CLEAN = 0.9
"""Share of well-formed words from which no legacy font is looked for."""
_ENOUGH = 30
"""Fewest words on which a share says anything."""

Side = Literal["low", "high", "both"]


@dataclass(frozen=True, slots=True)
class _Gauge:
    """How one measure is compared: its Vietnamese name, the side that alarms, its scale and least deviation."""

    name: str
    side: Side
    least: float
    logarithmic: bool = False
    percent: bool = False


_GAUGES: Mapping[str, _Gauge] = {
    "valid": _Gauge("tỷ lệ âm tiết tiếng Việt hợp lệ", "low", 0.015, percent=True),
    "marked": _Gauge("tỷ lệ âm tiết có dấu", "low", 0.02, percent=True),
    "replaced": _Gauge("ký tự thay thế trên 1.000 ký tự", "high", 0.3),
    "legacy": _Gauge("chữ phông cũ trên 1.000 từ", "high", 3.0),
    "density": _Gauge("tỷ lệ chữ trên mã nguồn trang", "both", 0.15, logarithmic=True, percent=True),
    "words": _Gauge("độ dài thân bài (số từ)", "both", 0.15, logarithmic=True),
}


@dataclass(frozen=True, slots=True)
class Band:
    """Where a source's documents usually lie in one measure: the middle and both ends, from so many documents."""

    measure: str
    middle: float
    low: float
    high: float
    documents: int

    def holds(self, value: float) -> bool:
        """True where a value is no reason for alarm: inside, or beyond the end that is no fault."""
        side = _GAUGES[self.measure].side
        return (side == "high" or value >= self.low) and (side == "low" or value <= self.high)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A measure whose median over the latest documents left its band; ``message`` says it in Vietnamese."""

    measure: str
    band: Band
    value: float
    documents: int

    @property
    def message(self) -> str:
        """The measure, the source's usual band and the value now, for the run's report."""
        gauge, band = _GAUGES[self.measure], self.band
        low, high, middle, value = (_shown(number, gauge) for number in (band.low, band.high, band.middle, self.value))
        return (
            f"{gauge.name}: thường từ {low} đến {high} (giữa {middle}, {band.documents} bài), "
            f"nay {value} ({self.documents} bài gần nhất)"
        )


def measures(document_text: str, *, markup_bytes: int | None) -> dict[str, float]:
    """Measure one reading; a measure that has no sense for it (shares of no words) is left out.

    ``words`` counts runs of letters, ``syllables`` those that are well-formed Vietnamese; ``valid`` is their share of
    the words and ``marked`` the share of them with a mark. ``replaced`` counts U+FFFD and control characters per 1,000
    characters, ``legacy`` distinct words of a legacy font per 1,000 words, ``density`` characters of text per byte of
    markup.

    Args:
        markup_bytes: size of what the text was read from, in bytes; None where it was no markup.
    """
    found = words(document_text)
    formed = valid_syllables()
    valid = [word for word in found if word in formed]
    taken = {"words": float(len(found)), "syllables": float(len(valid))}
    if found:
        taken["valid"] = len(valid) / len(found)
        # Text of a legacy font is far from well formed: an ordinary text need not be held against five tables.
        suspected = suspects(document_text) if taken["valid"] < _CLEAN else 0
        taken["legacy"] = 1000 * suspected / len(found)
    if valid:
        taken["marked"] = sum(not word.isascii() for word in valid) / len(valid)
    if document_text:
        taken["replaced"] = 1000 * len(_UNREADABLE.findall(document_text)) / len(document_text)
    if markup_bytes:
        taken["density"] = len(document_text) / markup_bytes
    return taken


def judge(measures: Mapping[str, float]) -> tuple[str, ...]:
    """What is wrong with one reading whatever its source, in Vietnamese; nothing for an ordinary document."""
    found: list[str] = []
    count = measures.get("words", 0.0)
    if count == 0:
        found.append("không có chữ nào")
    if measures.get("replaced", 0.0) > 1.0:
        found.append(f"ký tự thay thế hoặc điều khiển: {_number(measures['replaced'])} trên 1.000 ký tự")
    if measures.get("legacy", 0.0) > 15.0 and count * measures["legacy"] >= 3000:
        found.append(f"chữ phông cũ (TCVN3, VNI…) chưa chuyển: {_number(measures['legacy'])} trên 1.000 từ")
    if count < _ENOUGH:
        return tuple(found)
    valid, marked = measures.get("valid", 0.0), measures.get("marked", 0.0)
    if valid < 0.7:
        found.append(f"chỉ {_percent(valid)} số từ là âm tiết tiếng Việt: sai bảng mã hoặc không phải tiếng Việt")
    if marked < 0.4:
        found.append(f"gần như không có dấu tiếng Việt: chỉ {_percent(marked)} số âm tiết có dấu")
    return tuple(found)


def band(history: Sequence[Mapping[str, float]], measure: str) -> Band | None:
    """A source's usual band of one measure, or None where fewer than :data:`HISTORY` documents have it."""
    gauge = _GAUGES[measure]
    values = [_scaled(taken[measure], gauge) for taken in history if measure in taken]
    if len(values) < HISTORY:
        return None
    middle = median(values)
    spread = max(gauge.least, _NORMAL * median(abs(value - middle) for value in values))
    low, high = _plain(middle - WIDTH * spread, gauge), _plain(middle + WIDTH * spread, gauge)
    high = min(high, 1.0) if gauge.percent and not gauge.logarithmic else high
    return Band(measure, _plain(middle, gauge), max(0.0, low), high, len(values))


def against(history: Sequence[Mapping[str, float]], recent: Sequence[Mapping[str, float]]) -> tuple[Alarm, ...]:
    """Alarms of a source whose latest documents left its bands; none where history or latest are too few to tell.

    Args:
        history: measures of earlier documents of one source, without the latest.
        recent: measures of its latest documents.
    """
    raised: list[Alarm] = []
    for measure in _GAUGES:
        usual = band(history, measure)
        values = [taken[measure] for taken in recent if measure in taken]
        if usual is None or len(values) < RECENT:
            continue
        value = median(values)
        if not usual.holds(value):
            raised.append(Alarm(measure, usual, value, len(values)))
    return tuple(raised)


def _scaled(value: float, gauge: _Gauge) -> float:
    return math.log(max(value, 1e-6)) if gauge.logarithmic else value


def _plain(value: float, gauge: _Gauge) -> float:
    return math.exp(value) if gauge.logarithmic else value


def _shown(value: float, gauge: _Gauge) -> str:
    return _percent(value) if gauge.percent else _number(value)


def _percent(share: float) -> str:
    return f"{_number(100 * share)}%"


def _number(value: float) -> str:
    """A number as Vietnamese writes it: decimal comma, full stop between thousands."""
    return f"{value:,.0f}".replace(",", ".") if value >= 100 else f"{value:.1f}".replace(".", ",")
