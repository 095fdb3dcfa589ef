"""The project's own promises: locks, packages, words."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("flows", "review", "extractors", "models", "corpus")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pins = [line for line in text.splitlines() if re.match(r"^[a-z0-9]", line)]
    assert pins
    assert all("==" in pin for pin in pins)
    assert text.count("--hash=sha256:") >= len(pins)


def test_there_are_locks_for_running_developing_the_cluster_and_the_installer() -> None:
    assert {path.name for path in LOCKS} == {"run.lock", "dev.lock", "cluster.lock", "uv.lock"}


def test_the_other_locks_pin_what_the_running_one_pins() -> None:
    pins = {
        name: set(re.findall(r"^[a-z0-9][^ ]*==[^ ]+", (ROOT / "requirements" / name).read_text(), re.M))
        for name in ("run.lock", "dev.lock", "cluster.lock")
    }
    assert pins["run.lock"] <= pins["dev.lock"]
    assert pins["run.lock"] <= pins["cluster.lock"]


def test_no_foreign_distribution_owns_a_package_name_of_ours() -> None:
    owners = packages_distributions()
    assert {name: owners[name] for name in OURS if set(owners.get(name, ())) - {"bamsat"}} == {}


def test_no_flow_module_shadows_a_standard_or_installed_module() -> None:
    """A file entrypoint puts flows/ first on the path: a module named like another would be taken for it."""
    names = {path.stem for path in (ROOT / "flows").iterdir()} - {"__init__", "__pycache__"}
    known = set(sys.stdlib_module_names) | (set(packages_distributions()) - set(OURS))
    assert names & known == set()


def test_tests_hold_no_package_marker() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("package", OURS)
def test_every_public_function_and_class_says_what_it_is(package: str) -> None:
    silent = []
    for path in sorted((ROOT / package).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "__init__.py" and ast.get_docstring(tree) is None:
            silent.append(str(path.relative_to(ROOT)))
        for node in tree.body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if public and ast.get_docstring(node) is None:
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def test_nothing_is_unpickled() -> None:
    calls = re.compile(r"\b(pickle|joblib|dill|cloudpickle)\b\s*(\.|import)|allow_pickle\s*=\s*True")
    found = [
        str(path.relative_to(ROOT))
        for package in OURS
        for path in (ROOT / package).rglob("*.py")
        if calls.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
