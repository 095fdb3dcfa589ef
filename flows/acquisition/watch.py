"""Watch a folder: whatever is put into it is imported once it has stopped growing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from corpus.errors import BadInput

Look = Mapping[Path, tuple[int, int]]
"""Size and time of change (ns) of each file."""


def look_at(folder: Path) -> Look:
    """The files of a folder and its folders as they are now; hidden ones and those that vanish are left out.

    Raises:
        BadInput: there is no such folder.
    """
    if not folder.is_dir():
        raise BadInput("không có thư mục này (no such folder)", where=str(folder))
    found: dict[Path, tuple[int, int]] = {}
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            found[path] = (state.st_size, state.st_mtime_ns)
    return found


def settled(before: Look, now: Look, done: Look) -> list[Path]:
    """Files that are as they were at the last look and have not been handed on in this state."""
    return [path for path, state in now.items() if before.get(path) == state and done.get(path) != state]


def watch(folder: Path, *, wait: Callable[[], bool]) -> Iterator[list[Path]]:
    """Give batches of files to import, until ``wait`` says to stop.

    A file is given when two looks in succession find it the same, so that a copy under way is left to finish; it is
    given again when it changes.

    Args:
        wait: waits between two looks; False ends the watch.

    Raises:
        BadInput: there is no such folder.
    """
    done: dict[Path, tuple[int, int]] = {}
    before = look_at(folder)
    while wait():
        now = look_at(folder)
        ready = settled(before, now, done)
        if ready:
            yield ready
            done.update({path: now[path] for path in ready})
        before = now
