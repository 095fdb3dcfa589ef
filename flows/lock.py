"""One run at a time on a data folder: a lock the system lets go of when its process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreBusy


@contextmanager
def run_lock(home: Path) -> Iterator[None]:
    """Hold the data folder for writing.

    Raises:
        StoreBusy: another process holds it; the message names its process id.
    """
    home.mkdir(parents=True, exist_ok=True)
    path = home / "run.lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise StoreBusy(
                f"một lượt chạy khác đang giữ {home} (tiến trình {holder}); chờ nó xong hoặc dừng nó rồi chạy lại "
                f"(another run holds it)"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
