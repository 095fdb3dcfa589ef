"""A layout as JSON and back: how the child process hands over what it read. Nothing in it can run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corpus.errors import UnreadablePage
from extractors.reports.layout import Box, Kind, Layout, Piece

DAMAGED = "bộ đọc trả về kết quả hỏng; báo cho người bảo trì kèm tệp này"
_FLAGS = ("bold", "italic", "centred", "heading", "listed")


def dumps(layout: Layout, *, unread: tuple[int, ...] = ()) -> bytes:
    """Write a layout and the numbers of the pages that hold no text but a picture (from 1)."""
    return json.dumps(
        {
            "pieces": [_packed(piece) for piece in layout.pieces],
            "how": layout.how,
            "pages": layout.pages,
            "width": layout.width,
            "fonts": layout.fonts,
            "encoding": layout.encoding,
            "title": layout.title,
            "author": layout.author,
            "notes": layout.notes,
            "unread": unread,
        },
        separators=(",", ":"),
    ).encode()


def loads(answer: Mapping[str, Any]) -> Layout:
    """Build a layout again.

    Raises:
        ValueError, TypeError, KeyError: it is not what :func:`dumps` wrote.
    """
    width = answer["width"]
    return Layout(
        pieces=tuple(_unpacked(packed) for packed in answer["pieces"]),
        how=str(answer["how"]),
        pages=int(answer["pages"]),
        width=None if width is None else float(width),
        fonts=tuple(str(font) for font in answer["fonts"]),
        encoding=str(answer["encoding"]),
        title=_words(answer["title"]),
        author=_words(answer["author"]),
        notes=tuple(str(note) for note in answer["notes"]),
    )


def rebuilt(answer: Mapping[str, Any], *, name: str) -> Layout:
    """Build the layout a child handed over.

    Raises:
        UnreadablePage: a damaged parser handed over something else.
    """
    try:
        return loads(answer)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        raise UnreadablePage(name, DAMAGED) from None


def unread_in(answer: Mapping[str, Any], *, name: str) -> list[int]:
    """The numbers of the pages that a child found without text, from 1.

    Raises:
        UnreadablePage: a damaged parser handed over something else.
    """
    pages = answer.get("unread")
    if not isinstance(pages, list) or not all(type(page) is int and page >= 1 for page in pages):
        raise UnreadablePage(name, DAMAGED)
    return pages


def _packed(piece: Piece) -> dict[str, Any]:
    packed: dict[str, Any] = {"k": piece.kind.value, "t": piece.text, "p": piece.page}
    if piece.cells:
        packed["c"] = piece.cells
    if piece.table is not None:
        packed["n"] = piece.table
    if piece.box is not None:
        box = piece.box
        packed["b"] = [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]
    if piece.size:
        packed["s"] = round(piece.size, 2)
    flags = [flag for flag in _FLAGS if getattr(piece, flag)]
    if flags:
        packed["f"] = flags
    return packed


def _unpacked(packed: Mapping[str, Any]) -> Piece:
    flags = packed.get("f", ())
    box = packed.get("b")
    table = packed.get("n")
    return Piece(
        kind=Kind(packed["k"]),
        text=str(packed["t"]),
        page=int(packed["p"]),
        cells=tuple(str(cell) for cell in packed.get("c", ())),
        table=None if table is None else int(table),
        box=None if box is None else Box(*(float(edge) for edge in box)),
        size=float(packed.get("s", 0.0)),
        bold="bold" in flags,
        italic="italic" in flags,
        centred="centred" in flags,
        heading="heading" in flags,
        listed="listed" in flags,
    )


def _words(value: Any) -> str | None:
    return None if value is None else str(value)
