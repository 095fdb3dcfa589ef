"""A body on its way in: decoded piece by piece under caps, so that a bomb never unfolds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from corpus.errors import BusyError, RefusedError

ACCEPTED = "gzip, deflate, br"
_PIECE = 64 * 1024
_RATIO_FROM = 1_000_000


class Coding(Protocol):
    """One content coding of RFC 9110, undone a piece at a time."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decode more input into pieces of bounded size."""

    def whole(self) -> bool:
        """True where the input ended where its format says it ends."""


class Identity:
    """No coding."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Pass the input on."""
        yield data

    def whole(self) -> bool:
        """Always: only the protocol knows where it ends."""
        return True


class Zlib:
    """gzip (RFC 1952, members in a row too) or deflate (RFC 1950, and the bare RFC 1951 some servers send)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream: zlib._Decompress | None = zlib.decompressobj(31) if gzip else None
        self._head = b""
        self._fed = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decode more input into pieces of bounded size."""
        self._fed = self._fed or bool(data)
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return
            data, self._head = self._head, b""
            wrapped = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(15 if wrapped else -15)
        while data:
            if self._stream.eof:
                if not (self._gzip and data.startswith(b"\x1f")):
                    return
                self._stream = zlib.decompressobj(31)
            yield self._stream.decompress(data, _PIECE)
            data = self._stream.unconsumed_tail or self._stream.unused_data
        while not self._stream.eof and (rest := self._stream.decompress(b"", _PIECE)):
            yield rest

    def whole(self) -> bool:
        """True at the end of a member, and where nothing came at all."""
        return not self._fed or (self._stream is not None and self._stream.eof)


class Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._fed = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decode more input into pieces of bounded size."""
        if self._stream.is_finished():
            return
        self._fed = True
        yield self._stream.process(data, output_buffer_limit=_PIECE)
        # Output may wait although the stream says it can accept more: ask until nothing comes.
        while rest := self._stream.process(b"", output_buffer_limit=_PIECE):
            yield rest

    def whole(self) -> bool:
        """True at the end of the stream."""
        return not self._fed or self._stream.is_finished()


class Body:
    """Collects a body and refuses it as soon as it is too large or unfolds too far.

    Args:
        item: address named in errors.
        coding: the Content-Encoding header, None for none.
        cap: most bytes taken, raw and decoded alike.
        ratio: most decoded bytes for one raw byte, from one megabyte on.
        cut: keep the first ``cap`` bytes of a longer body instead of refusing it.
    """

    def __init__(self, item: str, *, coding: str | None = None, cap: int, ratio: int = 100, cut: bool = False) -> None:
        self._item = item
        self._coding = self._undo(coding)
        self._cap = cap
        self._ratio = ratio
        self._cut = cut
        self._raw = 0
        self._parts = bytearray()
        self.full = False

    def _undo(self, coding: str | None) -> Coding:
        match (coding or "identity").strip().lower():
            case "identity" | "":
                return Identity()
            case "gzip" | "x-gzip":
                return Zlib(gzip=True)
            case "deflate":
                return Zlib(gzip=False)
            case "br":
                return Brotli()
            case other:
                raise RefusedError(
                    self._item, f"kiểu nén không hỏi (a content coding we did not ask for): {other[:40]}"
                )

    def add(self, data: bytes) -> None:
        """Take more raw bytes.

        Raises:
            RefusedError: the body is too large or unfolds too far.
            BusyError: the compressed bytes are damaged.
        """
        self._raw += len(data)
        if self._raw > self._cap and not self._cut:
            raise RefusedError(self._item, f"quá lớn (larger than {self._cap} bytes)")
        try:
            for piece in self._coding.pieces(data):
                self._keep(piece)
                if self.full:
                    return
        except (zlib.error, brotli.error) as error:
            raise BusyError(self._item, f"dữ liệu nén hỏng (damaged compressed body): {error}") from error

    def _keep(self, piece: bytes) -> None:
        self._parts += piece
        if len(self._parts) > _RATIO_FROM and len(self._parts) > self._ratio * self._raw:
            raise RefusedError(self._item, f"bom nén (unfolds to more than {self._ratio} times its size)")
        if len(self._parts) > self._cap:
            if not self._cut:
                raise RefusedError(self._item, f"quá lớn khi giải nén (larger than {self._cap} bytes when decoded)")
            del self._parts[self._cap :]
        self.full = self._cut and len(self._parts) >= self._cap

    def taken(self) -> bytes:
        """The whole decoded body.

        Raises:
            BusyError: the compressed bytes stop before their end.
        """
        if not self.full and not self._coding.whole():
            raise BusyError(self._item, "dữ liệu nén bị cụt (compressed body cut short)")
        return bytes(self._parts)
