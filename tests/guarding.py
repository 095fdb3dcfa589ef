"""What the suite's network guard saw, in this process and in those it started; see ``tests/network_guard``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

GUARD = Path(__file__).resolve().parent / "network_guard"
sys.path.append(str(GUARD))

import network_guard  # noqa: E402

VARIABLE = network_guard.VARIABLE
_seen: list[str] = []
_read: dict[str, int] = {}


def begin() -> None:
    """Guard this process from now on."""
    network_guard.install(_seen.append)


def watch_children(log: Path) -> None:
    """Have every Python process that inherits this environment guard itself and write to this file."""
    os.environ[VARIABLE] = str(log)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH", "")]))


def for_child(*path: str) -> dict[str, str]:
    """Environment of a child that inherits nothing else: its import path, and the guard where this process has it."""
    if VARIABLE not in os.environ:
        return {"PYTHONPATH": os.pathsep.join(path)}
    return {"PYTHONPATH": os.pathsep.join([str(GUARD), *path]), VARIABLE: os.environ[VARIABLE]}


def taken() -> list[str]:
    """What was seen since this was last asked."""
    found = list(_seen)
    _seen.clear()
    log = os.environ.get(VARIABLE)
    if log and (path := Path(log)).exists() and path.stat().st_size > (begin := _read.get(log, 0)):
        with path.open("rb") as file:
            file.seek(begin)
            body = file.read()
        _read[log] = begin + len(body)
        found += body.decode("utf-8", "replace").splitlines()
    return found
