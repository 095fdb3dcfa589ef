"""Text typed in Vietnamese fonts from before Unicode, recognised by its content and written in Unicode.

A DOC, RTF, PDF or page set in ``.VnTime`` or ``VNI-Times`` holds ordinary characters that only the font shows as
Vietnamese: ``Héi nghÞ`` for Hội nghị. Each table is tried on the text's distinct words, and one is believed only where
nearly all the words it changes become well-formed syllables (:mod:`corpus.syllable`) that they were not before. The
name of the font lowers the number of words that must agree and never replaces them; text that stays in doubt stays as
it is with a low confidence. The ``.VnTimeH`` fonts draw capitals from lower-case codes: the font's name or the case
of the letters around tells them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.syllable import share_valid
from extractors.legacy_letters import BEYOND, PUNCTUATED, is_bare, is_formed, letters, malformed, turned, words
from extractors.legacy_tables import SURFACES_1258, TABLES, Encoding

ENOUGH = 3
"""Distinct words a table must make well formed where neither a font nor the rest of the document speaks for it."""
FIT = 0.75
"""Least share of well-formed words among those a table changes."""
GAIN = 0.5
"""Least rise of that share."""
SHORT = 300
"""Length in characters from which one odd word says nothing."""
RISE = 0.25
"""Least rise of the share of well-formed words in the whole text, where it had been decoded as windows-1258."""

_SEGMENTS = re.compile("(?<=\n)|(?=<)")
_FONTS: tuple[tuple[re.Pattern[str], Encoding], ...] = (
    (re.compile(r"^(?:[A-Z]{6}\+)?\.vn", re.IGNORECASE), "tcvn3"),
    (re.compile(r"^(?:[A-Z]{6}\+)?vni", re.IGNORECASE), "vni"),
)
_FACE = re.compile(r"<[A-Za-z]+\b[^>]*(?:face|FACE|font-family)\s*[=:]\s*[\"']?\s*\.[Vv][Nn][A-Za-z0-9 ]*H\b[^>]*>")
_CAPITALS = re.compile(r"^(?:[A-Z]{6}\+)?\.[Vv][Nn][A-Za-z0-9 ]*H(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Converted:
    """Text in NFC Unicode, how it had been written, and how sure that is, 0 to 1.

    ``unicode`` at 0.5 or less says that the text looks like a legacy font's, was not certain enough and is as it came.
    """

    text: str
    encoding: Encoding
    confidence: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a table does to a text's distinct words: how many change, how many of them are well formed before, after."""

    encoding: Encoding
    changed: int
    before: int
    after: int

    @property
    def score(self) -> int:
        return 2 * self.after - self.before - self.changed

    @property
    def gain(self) -> int:
        return self.after - self.before

    @property
    def confidence(self) -> float:
        return max(0.0, self.gain / (self.changed + 1))

    @property
    def doubt(self) -> float:
        """How much a text that stays looks like a legacy font's: a half from one word, more from more."""
        return self.gain / (self.gain + 1) if self.score > 0 else 0.0

    def convinces(self, *, enough: int) -> bool:
        return self.gain >= max(enough, GAIN * self.changed) and self.after >= FIT * self.changed


def to_unicode(text: str, *, font: str | None = None, expected: Encoding | None = None) -> Converted:
    """Turn text that may be a legacy font's into NFC Unicode, or leave it and say how sure that is.

    Lines of a text are turned one by one: a Unicode line among legacy ones stays. Call it before anything drops soft
    hyphens, which are the letter ư in TCVN3.

    Args:
        text: decoded characters as a DOC, RTF, PDF or HTML reader gives them.
        font: the font's name, where the reader knows it: a hint that lowers the evidence asked for.
        expected: an encoding that something else speaks for (a charset declared): the same kind of hint.
    """
    return _judged(text, font=font, expected=expected or _hint(font))


def runs_to_unicode(runs: Sequence[tuple[str, str | None]]) -> tuple[Converted, ...]:
    """Turn runs of (text, font name or None) one by one, each font by all its text; the answer has the runs' order.

    A font with too little text follows the encoding found in the others. Join touching runs of one font before calling:
    a word cut in two is no evidence, and a VNI letter of two characters may be cut.
    """
    joined: dict[str | None, str] = {}
    for text, font in runs:
        joined[font] = f"{joined.get(font, '')}\n{text}"
    verdicts = {font: to_unicode(text, font=font) for font, text in joined.items()}
    found = [verdict for verdict in verdicts.values() if verdict.encoding != "unicode"]
    if found:
        expected = max(found, key=lambda verdict: len(verdict.text)).encoding
        for font, verdict in verdicts.items():
            if verdict.encoding == "unicode":
                verdicts[font] = _judged(joined[font], font=font, expected=expected)
    turned: list[Converted] = []
    for text, font in runs:
        verdict = verdicts[font]
        text = unicodedata.normalize("NFC", text)
        stays = BEYOND.search(text) or (
            BEYOND.search(joined[font]) and verdict.encoding != "unicode" and _is_legacy(text, verdict.encoding) is None
        )
        if verdict.encoding != "unicode" and not stays:
            text = convert(text, encoding=verdict.encoding, font=font)
        turned.append(Converted(text, verdict.encoding, verdict.confidence))
    return tuple(turned)


def suspects(text: str) -> int:
    """Count the distinct words of a text that are well-formed syllables only under the best legacy table."""
    if text.isascii():
        return 0
    return max(0, _best(unicodedata.normalize("NFC", text), None)[0].score)


def convert(text: str, *, encoding: Encoding, font: str | None = None) -> str:
    """Write a text in Unicode by one table, without asking whether it is right.

    Words with letters that no 8-bit font has stay, and so do lines that are well formed as they are. In TCVN3 a hyphen
    that a PDF shows for ư becomes ư where that makes a syllable, and a font name that ends in H makes capitals.
    """
    capitals = encoding == "tcvn3" and font is not None and _CAPITALS.match(font) is not None
    pieces = _SEGMENTS.split(unicodedata.normalize("NFC", text))
    spoken = [_is_legacy(piece, encoding) for piece in pieces]
    legacy = next((known for known in spoken if known is not None), True)
    written: list[str] = []
    for piece, known in zip(pieces, spoken, strict=True):
        legacy = legacy if known is None else known
        if legacy and (encoding == "tcvn3" or not is_bare(piece)):
            piece = turned(piece, encoding)
            drawn = _FACE.match(piece) if encoding == "tcvn3" else None
            if drawn or capitals:
                piece = drawn[0] + piece[drawn.end() :].upper() if drawn else piece.upper()
        written.append(piece)
    return unicodedata.normalize("NFC", "".join(written))


def _is_legacy(piece: str, encoding: Encoding) -> bool | None:
    """Whether a line is written in an encoding rather than Unicode; None where both or neither make syllables of it."""
    if is_bare(piece):
        return None
    gain = _weigh(piece, encoding).gain
    return gain > 0 if gain else False if BEYOND.search(piece) else None


def _judged(text: str, *, font: str | None, expected: Encoding | None) -> Converted:
    if text.isascii():
        return Converted(text, "unicode", 1.0)
    plain = unicodedata.normalize("NFC", text)
    if len(malformed(plain)) < (1 if expected or len(plain) < SHORT else 2):
        return Converted(plain, "unicode", 1.0)
    source = plain
    mixed = not SURFACES_1258.keys().isdisjoint(text) and (share_valid(plain) or 0.0) < 1 - RISE
    evidence, clear = _best(plain, expected)
    if mixed:
        shown = _as_latin(plain)
        under, sole = _best(shown, expected)
        if under.encoding != "windows-1258" and under.score > evidence.score:
            evidence, clear, source = under, sole, shown
    if clear and evidence.convinces(enough=1 if evidence.encoding == expected else ENOUGH):
        written = convert(source, encoding=evidence.encoding, font=font)
        if source is plain or (share_valid(written) or 0.0) >= (share_valid(plain) or 0.0) + RISE:
            return Converted(written, evidence.encoding, evidence.confidence)
    return Converted(plain, "unicode", 1.0 - evidence.doubt)


def _hint(font: str | None) -> Encoding | None:
    return next((encoding for pattern, encoding in _FONTS if font and pattern.match(font)), None)


def _best(text: str, expected: Encoding | None) -> tuple[_Evidence, bool]:
    """The table that makes most words well formed and fewest malformed, and whether no other does as well."""
    tried = sorted(
        (_weigh(text, encoding) for encoding in TABLES),
        key=lambda evidence: (-evidence.score, evidence.encoding != expected),
    )
    best, rival = tried[0], tried[1]
    return best, best.score > rival.score or best.encoding == expected


def _weigh(text: str, encoding: Encoding) -> _Evidence:
    changed = before = after = 0
    for word in words(text, punctuated=encoding in PUNCTUATED):
        written = letters(word, encoding)
        if written != word:
            changed += 1
            before += is_formed(word, encoding)
            after += is_formed(written, encoding)
    return _Evidence(encoding, changed, before, after)


def _as_latin(text: str) -> str:
    """Text decoded as windows-1258 as Latin-1 would have shown its bytes: tones that were composed come apart again."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        if letter > "\xff" and letter not in SURFACES_1258:
            apart = unicodedata.normalize("NFD", letter)
            tone = next((mark for mark in apart if mark in SURFACES_1258), "")
            letter = unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else letter
        letters.append("".join(SURFACES_1258.get(part, part) for part in letter))
    return "".join(letters)
