"""DOC (Word 97 to 2003) through antiword, or catdoc where that reads more of it as Vietnamese.

antiword's DocBook is taken rather than its plain text: it keeps paragraphs whole, marks what is bold and gives most
tables as tables. A table it cannot give (merged cells) comes as text with a bar after each cell; its cells become
paragraphs, since where its rows end is not said.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lxml import etree

from corpus.syllable import share_valid
from extractors.reports.drafts import Draft, Run, Settled, is_listed, settle
from extractors.reports.layout import Kind, Layout
from extractors.reports.refusal import Refusal
from extractors.reports.word_styles import Element, name_of

_GOOD = 0.95
"""Share of well-formed syllables from which catdoc is not asked as well."""
_CONTAINERS = frozenset({"book", "chapter", "sect1", "sect2", "sect3", "sect4", "sect5", "section", "article"})
_ITALIC = ("", "italic")
_TOKEN = re.compile(r"\S+")
BARS = "có bảng antiword không giữ được hàng; các ô của bảng đó thành từng đoạn riêng"


def read(body: bytes, options: Mapping[str, Any]) -> tuple[Layout, tuple[int, ...]]:
    """Read a DOC with the programs whose paths are ``options["antiword"]`` and ``options["catdoc"]``.

    Raises:
        Refusal: locked, damaged, or empty.
    """
    readings: list[tuple[Settled, str, tuple[str, ...]]] = []
    for how, program in (("antiword", options.get("antiword")), ("catdoc", options.get("catdoc"))):
        if program is None:
            continue
        drafts, notes = _antiword(program) if how == "antiword" else _catdoc(program)
        settled = settle(drafts)
        readings.append((settled, how, notes))
        if _share(settled) >= _GOOD:
            break
    if not any(settled.pieces for settled, _, _ in readings):
        raise Refusal("tệp DOC hỏng hoặc không có chữ; mở bằng Word rồi lưu thành DOCX")
    settled, how, notes = max(readings, key=lambda reading: (round(_share(reading[0]), 2), reading[1] == "antiword"))
    layout = Layout(pieces=settled.pieces, how=how, encoding=settled.encoding, notes=tuple([*notes, *settled.notes]))
    return layout, ()


def _share(settled: Settled) -> float:
    return share_valid("\n".join(piece.text for piece in settled.pieces)) or 0.0


def _said(*command: str) -> tuple[bytes, str]:
    done = subprocess.run(command, env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = done.stderr.decode("utf-8", "replace")
    if "ncrypted" in said or "password" in said.casefold():
        raise Refusal("tệp DOC có mật khẩu; xin bản không đặt mật khẩu")
    return done.stdout, said


def _antiword(program: str) -> tuple[list[Draft], tuple[str, ...]]:
    out, _ = _said(program, "-x", "db", "body")
    if not out.strip():
        return [], ()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8")
    root = etree.fromstring(out, parser)
    if root is None:
        return [], ()
    plain, _ = _said(program, "-m", "UTF-8.txt", "-w", "0", "body")
    reader = _DocBook(_lost_breaks(plain.decode("utf-8", "replace")))
    drafts = list(reader.blocks(root))
    return drafts, (BARS,) if reader.barred else ()


def _catdoc(program: str) -> tuple[list[Draft], tuple[str, ...]]:
    out, _ = _said(program, "-d", "utf-8", "-w", "body")
    drafts: list[Draft] = []
    for line in out.decode("utf-8", "replace").replace("\f", "\n").splitlines():
        for part in line.split("\t\t") if "\t\t" in line else [line]:
            drafts.append(_paragraph([(part, None)]))
    return drafts, ()


class _DocBook:
    """Drafts from antiword's DocBook."""

    def __init__(self, lost: Mapping[str, int]) -> None:
        self._lost = lost
        self._tables = 0
        self.barred = False

    def blocks(self, parent: Element, mark: str = "") -> Iterator[Draft]:
        for element in parent:
            name = name_of(element)
            if name == "title" and name_of(parent) != "book":
                yield from self._lines([((element.text or "") + _rest(element), False, False)], heading=True)
            elif name == "para":
                yield from self._para(element, mark)
                mark = ""
            elif name in ("orderedlist", "itemizedlist"):
                yield from self._list(element)
            elif name in _CONTAINERS:
                yield from self.blocks(element)

    def _list(self, element: Element) -> Iterator[Draft]:
        letters = "alpha" in element.get("numeration", "")
        number = 0
        for item in element:
            if name_of(item) == "listitem":
                number += 1
                figure = chr(ord("a") + (number - 1) % 26) + ")" if letters else f"{number}."
                yield from self.blocks(item, "-" if name_of(element) == "itemizedlist" else figure)

    def _para(self, para: Element, mark: str) -> Iterator[Draft]:
        spans: list[tuple[str, bool, bool]] = [(para.text or "", False, False)]
        for element in para:
            if name_of(element) == "informaltable":
                yield from self._lines(spans, mark=mark)
                yield from self._table(element)
                spans, mark = [], ""
            elif name_of(element) == "itemizedlist" or name_of(element) == "orderedlist":
                yield from self._lines(spans, mark=mark)
                yield from self._list(element)
                spans, mark = [], ""
            elif name_of(element) != "footnote":
                role = element.get("role", "") if name_of(element) == "emphasis" else None
                words = (element.text or "") + _rest(element)
                spans.append((words, role is not None and "bold" in role, role in _ITALIC))
            spans.append((element.tail or "", False, False))
        yield from self._lines(spans, mark=mark)

    def _lines(self, spans: list[tuple[str, bool, bool]], *, mark: str = "", heading: bool = False) -> Iterator[Draft]:
        """A draft for each line of a paragraph, and for each cell of a table that came as text."""
        lines: list[list[tuple[str, bool, bool]]] = [[]]
        for words, bold, italic in self._broken(spans):
            if " |" in words or words.startswith("|"):
                self.barred = True
                words = words.replace("|", "\n")
            first, *rest = words.split("\n")
            lines[-1].append((first, bold, italic))
            lines += [[(more, bold, italic)] for more in rest]
        for line in lines:
            shown = [span for span in line if span[0].strip()]
            if shown:
                draft = _paragraph([(words, None) for words, _, _ in line], mark=mark)
                draft.bold = all(bold for _, bold, _ in shown)
                draft.italic = all(italic for _, _, italic in shown)
                draft.heading = heading
                mark = ""
                yield draft

    def _table(self, table: Element) -> Iterator[Draft]:
        number = self._tables
        self._tables += 1
        for row in table.iter("row"):
            cells = [[("".join(str(words) for words in entry.itertext()), False, False)] for entry in row.iter("entry")]
            yield Draft(
                Kind.ROW, [[(words, None) for words, _, _ in self._broken(cell)] for cell in cells], table=number
            )

    def _broken(self, spans: list[tuple[str, bool, bool]]) -> Iterator[tuple[str, bool, bool]]:
        """The spans with the line breaks that DocBook lost put back."""
        whole = "".join(words for words, _, _ in spans)
        breaks = [
            found.start() + self._lost[found.group()] for found in _TOKEN.finditer(whole) if found.group() in self._lost
        ]
        start = 0
        for words, bold, italic in spans:
            end = start + len(words)
            cuts = [0, *(place - start for place in breaks if start <= place < end), len(words)]
            parts = [words[cut:stop] for cut, stop in pairwise(cuts)]
            yield "\n".join(parts), bold, italic
            start = end


def _paragraph(runs: list[Run], *, mark: str = "") -> Draft:
    listed = bool(mark) or is_listed("".join(text for text, _ in runs).strip())
    return Draft(Kind.PARAGRAPH, [runs], mark=mark, listed=listed)


def _lost_breaks(plain: str) -> dict[str, int]:
    """Words that DocBook runs together over a broken line, and where to break them, from the plain text."""
    lines = [words for line in plain.splitlines() if (words := line.split())]
    whole = {word for words in lines for word in words}
    joined = {f"{before[-1]}{after[0]}": len(before[-1]) for before, after in pairwise(lines)}
    return {word: place for word, place in joined.items() if word not in whole}


def _rest(element: Element) -> str:
    return "".join(str(words) for below in element for words in (*below.itertext(), below.tail or ""))
