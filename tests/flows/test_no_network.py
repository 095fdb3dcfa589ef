"""Nothing of ours asks for a name or an address beyond this machine unless it was told to collect there (P1)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import guarding
import pytest
from flow_samples import bamsat, environment

NOWHERE = "host-that-is-not.invalid"


def guarded(code: str, log: Path) -> list[str]:
    """What the guard of a child that runs this code wrote down, without process ids."""
    env = {**environment(log.parent), guarding.VARIABLE: str(log)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=60)
    return [line.split(" ", 1)[1] for line in log.read_text().splitlines()] if log.exists() else []


def test_the_guard_sees_look_ups_and_connections_of_a_child_and_of_its_children(tmp_path: Path) -> None:
    asks = f"""
import contextlib, socket
with contextlib.suppress(OSError):
    socket.getaddrinfo({NOWHERE!r}, 443)
with contextlib.suppress(OSError), socket.socket() as s:
    s.settimeout(0.01)
    s.connect(("192.0.2.1", 9))
"""
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {asks!r}], check=True)"
    wanted = [f"look-up {NOWHERE}", "connect 192.0.2.1:9"]
    assert guarded(asks, tmp_path / "one.log") == wanted
    assert guarded(nested, tmp_path / "two.log") == wanted


def test_an_event_loop_is_seen_too(tmp_path: Path) -> None:
    code = f"""
import asyncio, contextlib
async def ask():
    with contextlib.suppress(OSError):
        await asyncio.open_connection({NOWHERE!r}, 80)
asyncio.run(ask())
"""
    assert guarded(code, tmp_path / "a.log") == [f"look-up {NOWHERE}"]


def test_this_machine_is_not_beyond_itself(tmp_path: Path) -> None:
    code = """
import contextlib, socket
socket.getaddrinfo("localhost", 80); socket.getaddrinfo("127.0.0.1", 80); socket.getaddrinfo("::1", 80)
socket.getfqdn()
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.connect(("192.0.2.1", 80))
"""
    assert guarded(code, tmp_path / "a.log") == []


@pytest.mark.beyond
def test_the_suite_itself_is_guarded() -> None:
    guarding.taken()
    with pytest.raises(OSError):
        socket.getaddrinfo(NOWHERE, 80)
    assert guarding.taken() == [f"look-up {NOWHERE}"]


@pytest.mark.slow
def test_the_demo_run_leaves_nothing_and_asks_nothing_of_others(tmp_path: Path) -> None:
    done = bamsat(tmp_path, "run", "--demo", "--json", **{guarding.VARIABLE: str(tmp_path / "seen")})
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "seen").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("unshare") is None, reason="a namespace needs root and unshare")
def test_the_demo_run_works_on_a_machine_without_any_network(tmp_path: Path) -> None:
    """Also what the guard cannot see, such as a library in C, has nowhere to go here."""
    run = 'ip link set lo up && exec "$0" -m flows.cli run --demo --json'
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", run, sys.executable],
        env=environment(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert datetime.now(UTC).strftime("%Y") in done.stdout
