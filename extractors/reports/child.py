"""One file, one fresh process: whatever a file does to its parser, the run goes on.

A pool is not used: one abort in it loses the work of its neighbours. The child gets no environment, no terminal and no
input but a folder of its own, bounds itself before it imports a parser, and is killed with its group by the clock.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.errors import BusyError, UnreadablePage
from extractors.reports.limits import MIB, ChildLimits

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from extractors.reports.worker import main; main(sys.argv[2])"
_READ = 65536


class ParserBroke(UnreadablePage):
    """The parser crashed or went over a limit: another parser may fare better."""


def read_in_child(
    body: bytes, *, name: str, parser: str, limits: ChildLimits, options: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Run one parser on a file in a process of its own and return its answer.

    Raises:
        ParserBroke: it was killed, aborted, failed or handed back too much; the reason names the limit.
        UnreadablePage: it read the file and refuses it.
        BusyError: a program it needs is missing.
    """
    order = json.dumps(
        {
            "parser": parser,
            "memory": limits.memory,
            "cpu": limits.cpu,
            "scratch": limits.scratch,
            "options": dict(options or {}),
        }
    )
    with tempfile.TemporaryDirectory(prefix="bamsat-") as folder, tempfile.TemporaryFile() as said:
        Path(folder, "body").write_bytes(body)
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _ROOT, order],
            cwd=folder,
            env={},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=True,
        )
        try:
            answer = _answer(process, limits)
        finally:
            _end(process)
        if isinstance(answer, str):
            raise ParserBroke(name, answer)
        if process.returncode != 0:
            said.seek(max(0, said.seek(0, os.SEEK_END) - _READ))
            raise ParserBroke(name, _cause(process.returncode, said.read(), limits))
    try:
        found = json.loads(answer)
    except ValueError:
        raise ParserBroke(name, "bộ đọc trả về kết quả hỏng; báo cho người bảo trì kèm tệp này") from None
    if not isinstance(found, dict):
        raise ParserBroke(name, "bộ đọc trả về kết quả hỏng; báo cho người bảo trì kèm tệp này")
    if "refused" in found:
        raise (BusyError if found.get("passing") else UnreadablePage)(name, str(found["refused"]))
    return found


def _answer(process: subprocess.Popen[bytes], limits: ChildLimits) -> bytes | str:
    """What the child wrote until it ended, or in words which limit stopped the reading."""
    stream = process.stdout
    if stream is None:
        return b""
    ends = time.monotonic() + limits.wall
    parts: list[bytes] = []
    size = 0
    with stream:
        while True:
            left = ends - time.monotonic()
            if left <= 0 or not select.select([stream], [], [], left)[0]:
                return f"đọc quá {limits.wall:.0f} giây thì bị dừng; tách nhỏ tệp rồi nạp lại"
            part = os.read(stream.fileno(), _READ)
            if not part:
                break
            size += len(part)
            if size > limits.output:
                return f"kết quả đọc lớn hơn {limits.output / MIB:.0f} MB; tách nhỏ tệp rồi nạp lại"
            parts.append(part)
    try:
        process.wait(max(0.1, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        return f"đọc quá {limits.wall:.0f} giây thì bị dừng; tách nhỏ tệp rồi nạp lại"
    return b"".join(parts)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child with whatever it started; nothing of it may outlive the reading."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _cause(code: int, said: bytes, limits: ChildLimits) -> str:
    memory = f"{limits.memory / 1024 / MIB:.1f} GiB".replace(".", ",")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"đọc quá {limits.cpu} giây xử lý thì bị dừng; tách nhỏ tệp rồi nạp lại"
    if code < 0:
        return f"bộ đọc sập ({signal.Signals(-code).name}), thường vì tệp hỏng hoặc cần hơn {memory} bộ nhớ"
    lines = said.decode("utf-8", "replace").strip().splitlines() or ["không rõ lỗi"]
    if "MemoryError" in lines[-1]:
        return f"cần hơn {memory} bộ nhớ; tệp quá lớn hoặc là bom nén"
    return f"tệp hỏng, bộ đọc báo: {lines[-1][:200]}"
