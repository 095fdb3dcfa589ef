"""Files that are replaced whole: a reader sees the old one or the new one, however the writer ends."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_whole(path: Path, body: bytes) -> None:
    """Write a file beside its name, and give it the name in one step once it is on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
