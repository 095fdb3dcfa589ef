"""Hostile and spoilt documents through the import of a run: nothing breaks, each is accounted for, in bounds (D1)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import hostile_documents
import pytest

ROOT = Path(__file__).resolve().parents[2]
QUICK = 24


def told(*arguments: str, seconds: float) -> dict[str, Any]:
    """What an import in a process of its own told."""
    done = subprocess.run(
        [sys.executable, "-m", "hostile_documents", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.slow
def test_spoilt_documents_are_each_read_or_refused_with_a_reason() -> None:
    found = told("--count", str(QUICK), "--seed", "3", "--without-attacks", seconds=400)
    assert found["broken"] == []
    assert found["files"] == QUICK and found["items"] >= QUICK * 0.95
    packed = sum(found["outcomes"].get(f"spoilt {each}", {}).get("failed", 0) for each in (".warc", ".jsonl"))
    assert found["failed"] - packed <= found["held"] <= found["failed"], "a part of a file that is not one has no bytes"
    assert found["megabytes"] <= hostile_documents.MEGABYTES
    kinds = found["outcomes"]
    assert {f"spoilt {ending}" for ending in hostile_documents.SHARES} - {"spoilt .warc"} <= set(kinds)
    assert sum(counts.get("ok", 0) for counts in kinds.values()) > QUICK // 3, "most survive a small change"


@pytest.mark.slow
def test_hostile_documents_are_each_read_or_refused_in_bounds() -> None:
    found = told("--count", "0", seconds=3000)
    assert found["broken"] == []
    assert found["files"] >= 26 + 20
    assert found["slowest"][0] <= hostile_documents.SECONDS
    assert found["megabytes"] <= hostile_documents.MEGABYTES


def test_the_same_seed_spoils_the_same_way() -> None:
    one, other = (list(hostile_documents.spoilt(9, 5)) for _ in range(2))
    named = {".docx"}
    assert [each[:2] for each in one] == [each[:2] for each in other]
    assert [body for kind, _, body in one if kind[7:] not in named] == [
        body for kind, _, body in other if kind[7:] not in named
    ]
