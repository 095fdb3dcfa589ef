"""Fixtures every folder of tests may use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import guarding
import on_postgres
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


def pytest_configure(config: pytest.Config) -> None:
    """Guard this process, and every Python process that it starts, against leaving the machine."""
    config.addinivalue_line("markers", "beyond: may ask for names and addresses that are not of this machine")
    guarding.begin()
    handle, path = tempfile.mkstemp(prefix="bamsat-network-", suffix=".log")
    os.close(handle)
    config.add_cleanup(lambda: Path(path).unlink(missing_ok=True))
    guarding.watch_children(Path(path))


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test in which something is looked up or connected to beyond this machine fails, whoever asked."""
    yield
    left = guarding.taken()
    if left and request.node.get_closest_marker("beyond") is None:
        pytest.fail("left this machine: " + "; ".join(left[:5]), pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server of this test session; skips by name where none can be started."""
    pytest.importorskip("pgserver", reason="PostgreSQL (pgserver) is not installed")
    if on_postgres.SERVER in os.environ:
        yield os.environ[on_postgres.SERVER]
        return
    with on_postgres.server() as address:
        yield address


@pytest.fixture(scope="session", autouse=on_postgres.asked())
def every_store_on_postgres() -> Iterator[None]:
    """With BAMSAT_TEST_STORE=postgresql, the session's server, which stands in for every store that is a file."""
    with on_postgres.whole_suite():
        yield


@pytest.fixture(autouse=on_postgres.asked())
def databases_end_with_their_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Takes the databases away that a test made below its folder."""
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is not None:
        on_postgres.drop_below(os.environ[on_postgres.SERVER], folder)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: packed ones hold the time of packing, other in each process."""
    return argname if isinstance(val, bytes) else None


LONGEST = (
    "test_daily.py",
    "test_command_line.py",
    "test_surface.py",
    "test_browser.py",
    "test_killed_daily.py",
    "test_every_page.py",
    "test_security.py",
    "test_intake.py",
    "test_harvest.py",
    "test_retrain.py",
    "test_isolate.py",
    "test_killed.py",
    "test_paper_docx.py",
    "test_label.py",
    "test_candidates.py",
    "test_model_in_use.py",
    "test_reread.py",
)
"""Files that take longest: begun first, so that no process waits at the end for one of them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, whatever order the others come in; on PostgreSQL pass over SQLite's own tests."""
    for item in items if on_postgres.asked() else ():
        named = (item.path.name, f"{item.path.name}::{getattr(item, 'originalname', item.name)}")
        for name in named:
            if name in on_postgres.ABOUT_SQLITE:
                item.add_marker(pytest.mark.skip(reason=f"about SQLite: {on_postgres.ABOUT_SQLITE[name]}"))
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
