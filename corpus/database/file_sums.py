"""Sums of files: size and sha256, read in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file by its path below its folder, its size in bytes, its time of change in ns, and its sha256."""

    path: str
    size: int
    changed: int
    sha256: str


def sums_of(folder: Path, *, known: Iterable[FileSum] = ()) -> list[FileSum]:
    """Sums of every file below a folder, by path; those known with the same size and time of change are taken over."""
    before: Mapping[str, FileSum] = {each.path: each for each in known}
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if not path.is_file():
            continue
        name, state = path.relative_to(folder).as_posix(), path.stat()
        held = before.get(name)
        if held is not None and (held.size, held.changed) == (state.st_size, state.st_mtime_ns):
            found.append(held)
        else:
            size, sha256 = sum_of(path)
            found.append(FileSum(name, size, state.st_mtime_ns, sha256))
    return found


def sum_of(path: Path, *, most: int | None = None) -> tuple[int, str]:
    """Size and sha256 of a file, or of its first ``most`` bytes."""
    with path.open("rb") as file:
        return digest_of(file, most=most)


def digest_of(file: IO[bytes], *, most: int | None = None) -> tuple[int, str]:
    """Size and sha256 of what is left to read, or of its first ``most`` bytes."""
    sums, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK if most is None else min(_CHUNK, most - size)):
        sums.update(chunk)
        size += len(chunk)
    return size, sums.hexdigest()
