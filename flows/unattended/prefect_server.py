"""Prefect's own server as a child process: on this machine only, started, waited for, and stopped with us."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import BadInput, StoreError
from flows.runs.lock import born_at
from flows.runs.manifest import write_whole

HOST = "127.0.0.1"
PATIENCE = 180.0
STOPPING = 20.0


@contextmanager
def prefect_server(environment: Mapping[str, str], *, port: int, log: Path) -> Iterator[str]:
    """Run the server; gives the address of its interface once it answers.

    Args:
        environment: as ``orchestration.prepare`` made it; ``log``: file that what it prints is added to.

    Raises:
        BadInput: the port is taken by a program that is not a server of ours left over by a killed process.
        StoreError: the server ended or did not answer in time; the message names the log.
    """
    note = log.with_name("server.json")
    _end_orphan(note)
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((HOST, port))
        except OSError as error:
            reason = f"cổng {port} đang có chương trình khác dùng; chọn cổng khác bằng --port (the port is taken)"
            raise BadInput(reason, where="--port") from error
    address = f"http://{HOST}:{port}"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as told:
        server = subprocess.Popen(
            command,
            env={**environment, "PREFECT_UI_API_URL": f"{address}/api", "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            write_whole(note, {"pid": server.pid, "born": born_at(server.pid)})
            _wait_for(server, f"{address}/api/health", log)
            yield f"{address}/api"
        finally:
            server.terminate()
            try:
                server.wait(STOPPING)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            note.unlink(missing_ok=True)


def _end_orphan(note: Path) -> None:
    """End the server that a killed process of ours left behind; the caller's lock says that it serves nobody."""
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
        pid, born = int(held["pid"]), str(held["born"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    for ending, patience in ((signal.SIGTERM, STOPPING), (signal.SIGKILL, STOPPING)):
        until = time.monotonic() + patience
        if not born or born_at(pid) != born:
            break
        os.kill(pid, ending)
        while born_at(pid) == born and time.monotonic() < until:
            time.sleep(0.1)
    note.unlink(missing_ok=True)


def _wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise StoreError(f"máy chủ Prefect dừng với mã {server.returncode}; xem {log} (the server ended)")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise StoreError(f"máy chủ Prefect không trả lời sau {PATIENCE:.0f} giây; xem {log} (the server does not answer)")
