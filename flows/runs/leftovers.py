"""What a killed run leaves half written beside its place: found by name, and removed by the next run.

Everything that must be whole is written to a file of another name first and then renamed; a process that dies between
the two leaves that file. Whoever removes it holds the data folder's run lock, so that no living run is writing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from flows.runs.lock import NAME

_HALF_WRITTEN = {
    "archive": re.compile(r"\..+\.warc\.gz\..+\.part"),
    "runs": re.compile(r"\..+\.json\..+"),
    "models": re.compile(r"\..+\.[a-z0-9_]{8}"),
}
_LOCK = re.compile(re.escape(NAME) + r"\.\d+")


def leftovers(home: Path) -> Iterator[Path]:
    """Files half written in a data folder."""
    for folder, name in _HALF_WRITTEN.items():
        yield from (path for path in sorted((home / folder).rglob(".*")) if name.fullmatch(path.name))
    yield from (path for path in sorted(home.glob(f"{NAME}.*")) if _LOCK.fullmatch(path.name))


def sweep(home: Path) -> list[str]:
    """Remove them; gives in words what was removed. One that cannot be removed is left and named."""
    told = []
    for path in leftovers(home):
        where = path.relative_to(home)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            told.append(f"tệp viết dở {where} không xóa được: {error.strerror}")
        else:
            told.append(f"đã xóa tệp viết dở {where} của một lượt bị ngắt")
    return told
