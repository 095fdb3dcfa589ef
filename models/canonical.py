"""One spelling of a text for reading it, with every character's way back to the raw text.

Steps: repair of UTF-8 that was read as cp1252 or Latin-1 (only in lines where ftfy's measure of badness sees it),
invisible and control characters dropped, NFC (UAX #15), every space a plain space, Icelandic Ð/ð to Đ/đ, and the tone
mark on the first vowel of open oa, oe, uy (``hòa, thủy, ủy``; ``quý`` and ``hoàn`` stay). Repeated until nothing
changes.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_LEADS = "\u00c2-\u00f4"
_FOLLOWERS = "\u0080-\u00bf" + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT = re.compile(f"[{_LEADS}][{_FOLLOWERS}]")
_DROPPED = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_RESPELT = re.compile("[\u000b\u000c\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000Ðð]")
_TO_SPACE = dict.fromkeys(map(ord, "\u000b\u000c\u001c\u001d\u001e\u001f\u00a0\u1680\u202f\u205f\u3000"), " ")
_TO_SPACE |= dict.fromkeys(range(0x2000, 0x200B), " ") | dict.fromkeys((0x85, 0x2028, 0x2029), "\n")
_ONE_TO_ONE = str.maketrans(_TO_SPACE | {ord("Ð"): "Đ", ord("ð"): "đ"})

_PLAIN = "\t-\r -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
_INERT = re.compile(rf"[{_PLAIN}]+(?=[{_PLAIN}]|\Z)")
"""Characters that NFC leaves alone unless a mark follows the last of them, and that are not dropped."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _placements() -> dict[str, str]:
    """Open pairs with the tone on the second vowel, and the same with it on the first, in each mix of case."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for one in (first, first.upper()):
            for two in (second, second.upper()):
                for tone in _TONES:
                    pairs[unicodedata.normalize("NFC", one + two + tone)] = unicodedata.normalize(
                        "NFC", one + tone + two
                    )
    return pairs


FIRST_VOWEL = _placements()
"""``oà`` to ``òa`` and its like."""

SECOND_VOWEL = {first: second for second, first in FIRST_VOWEL.items()}
"""``òa`` to ``oà``: the older placement, which most word lists use."""

_OPEN = re.compile(r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Canonical:
    """Canonical text; character ``i`` of it was made from ``raw[starts[i]:ends[i]]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the raw characters that made ``text[start:end]``; an empty slice gives an empty span."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def canonical(text: str) -> Canonical:
    """The canonical form of a text. Text that is canonical comes back as the same string."""
    starts: Sequence[int] = range(len(text))
    ends: Sequence[int] = range(1, len(text) + 1)
    while True:
        pieces = _cut_up(text)
        if pieces is not None:
            starts, ends = _through(pieces, starts, ends)
            text = "".join(run for run, _, _ in pieces)
        placed = place_tones(text.translate(_ONE_TO_ONE) if _RESPELT.search(text) else text)
        if placed == text and pieces is None:
            return Canonical(text, starts, ends)
        text = placed


def place_tones(text: str) -> str:
    """NFC text with the tone mark on the first vowel of open oa, oe and uy; as long as before."""
    return _OPEN.sub(lambda match: FIRST_VOWEL[match[0]], text)


Piece = tuple[str, int, int]


def _cut_up(text: str) -> list[Piece] | None:
    """Runs of the repaired, visible, composed text with the slice each came from; None where nothing changes.

    A run is either as long as its slice, or one character made from the whole of it.
    """
    spans = _mojibake(text) if _SUSPECT.search(text) else {}
    if not spans and not _DROPPED.search(text) and unicodedata.is_normalized("NFC", text):
        return None
    pieces: list[Piece] = []
    cluster: list[Piece] = []
    position = 0
    while position < len(text):
        inert = None if spans else _INERT.match(text, position)
        if inert:
            pieces += _composed(cluster)
            cluster = []
            pieces.append((inert[0], position, inert.end()))
            position = inert.end()
            continue
        letter, last = spans.get(position, (text[position], position + 1))
        if not _DROPPED.match(letter):
            cluster.append((letter, position, last))
        position = last
    return pieces + _composed(cluster)


def _composed(pieces: list[Piece]) -> list[Piece]:
    """NFC of single characters: marks and letters that compose with the one before them become one with it."""
    clusters: list[Piece] = []
    for letter, first, last in pieces:
        if clusters:
            before, start, _ = clusters[-1]
            if unicodedata.combining(letter) or _joins(before, letter):
                clusters[-1] = (before + letter, start, last)
                continue
        clusters.append((letter, first, last))
    return [
        (letter, first, last) for cluster, first, last in clusters for letter in unicodedata.normalize("NFC", cluster)
    ]


def _through(pieces: list[Piece], starts: Sequence[int], ends: Sequence[int]) -> tuple[array[int], array[int]]:
    """Maps of the pieces' characters through the maps that led to their slices."""
    through_starts, through_ends = array("q"), array("q")
    for run, first, last in pieces:
        if len(run) == last - first:
            through_starts.extend(starts[first:last])
            through_ends.extend(ends[first:last])
        else:
            through_starts.append(starts[first])
            through_ends.append(ends[last - 1])
    return through_starts, through_ends


def _joins(before: str, letter: str) -> bool:
    """True where two starters compose (Hangul, some Indic vowels)."""
    if letter < "\u0300":
        return False
    composed = unicodedata.normalize("NFC", before + letter)
    return composed != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", letter)


def _mojibake(text: str) -> dict[int, tuple[str, int]]:
    """Slices of bad lines that are the bytes of one UTF-8 character: start to (character, end)."""
    from ftfy.badness import is_bad

    spans: dict[int, tuple[str, int]] = {}
    start = 0
    for line in text.splitlines(keepends=True):
        if _SUSPECT.search(line) and is_bad(line):
            _read_again(line, start, spans)
        start += len(line)
    return spans


def _read_again(line: str, offset: int, spans: dict[int, tuple[str, int]]) -> None:
    position = 0
    while position < len(line):
        lead = _byte(line[position])
        length = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 1
        if length > 1:
            read = _decoded([_byte(letter) for letter in line[position : position + length]], length)
            if read:
                spans[offset + position] = (read, offset + position + length)
                position += length
                continue
        position += 1


def _byte(letter: str) -> int:
    """The byte that cp1252 or Latin-1 reads as this letter; -1 where none does."""
    if letter < "\u0100":
        return ord(letter)
    import ftfy.bad_codecs  # noqa: F401  (registers the codec)

    try:
        return letter.encode("sloppy-windows-1252")[0]
    except UnicodeEncodeError:
        return -1


def _decoded(values: list[int], length: int) -> str:
    """The one character that so many bytes encode in UTF-8, or ""."""
    if len(values) < length or min(values) < 0:
        return ""
    try:
        return bytes(values).decode("utf-8")
    except UnicodeDecodeError:
        return ""
