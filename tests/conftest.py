"""Fixtures every folder of tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow now and then; laws are about results, speed is measured by make bench. Where many builds are
# compared, the same examples are tried each time; elsewhere new ones.
settings.register_profile("bamsat", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("bamsat")

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real input beside the project; skips by name where it is not."""
    if not REAL.is_dir():
        pytest.skip("real input is not on this machine (shared/real beside the project)")
    return REAL


@pytest.fixture(scope="session")
def seed_text(real: Path) -> str:
    """Text of the article that sets out the seven tasks."""
    return (real / "dongkhoi-2021-02-02.txt").read_text(encoding="utf-8")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: packed ones hold the time of packing, other in each process."""
    return argname if isinstance(val, bytes) else None


LONGEST = (
    "test_daily.py",
    "test_killed.py",
    "test_command_line.py",
    "test_browser.py",
    "test_intake.py",
    "test_harvest.py",
    "test_retrain.py",
    "test_isolate.py",
    "test_store.py",
    "test_cube.py",
    "test_candidates.py",
    "test_model_in_use.py",
    "test_reread.py",
)
"""Files that take longest: begun first, so that no process waits at the end for one of them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, whatever order the others come in."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
