"""Lines of a file of records, plain or packed, in bounded memory whatever the file does."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

UNFOLDED = 1_000_000_000
"""Bytes from which on a packed file may not be more than :data:`RATIO` times its size."""
RATIO = 100
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BadLines:
    """Why a file, or a line of it (from 1), cannot be taken; ``line`` is 0 for the file from there on."""

    line: int
    reason: str


def lines_of(path: Path, *, longest: int) -> Iterator[tuple[int, bytes] | BadLines]:
    """The lines of a file that are not blank, each with its number from 1; what cannot be read costs itself, in words.

    Args:
        longest: bytes a line may have; of a longer one nothing is kept.
    """
    packed = path.suffix == ".gz"
    try:
        size = path.stat().st_size
        with cast("IO[bytes]", gzip.open(path, "rb") if packed else path.open("rb")) as file:
            number = taken = 0
            while line := file.readline(longest + 1):
                number += 1
                taken += len(line)
                if len(line) > longest:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(_BLOCK)
                        taken += len(line)
                        if packed and _unfolds(taken, size):
                            break
                    yield BadLines(number, f"lớn hơn {longest // 1_000_000} MB")
                elif line.strip():
                    yield number, line
                if packed and _unfolds(taken, size):
                    yield BadLines(0, f"bom nén: bung ra hơn {RATIO} lần (unfolds without end)")
                    return
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield BadLines(0, f"tệp nén hỏng hoặc bị cụt (damaged or cut short): {error}")
    except OSError as error:
        yield BadLines(0, f"không đọc được (cannot be read): {error.strerror or error}")


def _unfolds(taken: int, size: int) -> bool:
    return taken > UNFOLDED and taken > RATIO * size
