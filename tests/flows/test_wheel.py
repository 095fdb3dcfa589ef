"""The wheel holds all that runs and nothing else, works outside of the checkout, and the checkout for a second user."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import guarding
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("flows", "review", "extractors", "models", "corpus")
NOBODY = "nobody"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it, from a copy of the tree: building writes nothing into the checkout."""
    tree, to = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in (*ROOMS, "pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, tree / name)
    (tree / "var").mkdir()
    (tree / "var" / "bamsat.db").write_bytes(b"a store")
    (tree / "tests").mkdir()
    (tree / "tests" / "test_x.py").write_text("")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(to)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=120)
    (made,) = to.glob("bamsat-*.whl")
    return made


def tree_files() -> set[str]:
    """Every file of the rooms, as the checkout has it."""
    return {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_rooms_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    about = {name for name in names if ".dist-info/" in name}
    assert names - about == tree_files()
    assert {Path(name).name for name in about} == {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "LICENSE"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"corpus/taxonomies/.*\.toml",
        r"corpus/gazetteer/.+",
        r"corpus/gold/.*\.jsonl",
        r"corpus/demo/articles/.*\.toml",
        r"corpus/migrations/.*s0001.*\.py",
        r"models/shipped/.*\.skops",
        r"models/shipped/.*\.card\.md",
        r"review/templates/.*\.html",
        r"review/static/.*\.css",
        r"review/static/.*\.js",
        r"review/words_of/.*\.toml",
        r"review/charts/fonts/.*\.ttf",
        r"review/paper/.*\.j2",
        r"flows/unattended/smoke\.toml",
    ],
)
def test_the_data_that_is_read_at_run_time_is_inside(wheel: Path, pattern: str) -> None:
    assert any(re.fullmatch(pattern, name) for name in zipfile.ZipFile(wheel).namelist())


def test_the_wheel_asks_for_what_the_project_declares_and_starts_one_program(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    read = {Path(name).name: held.read(name).decode() for name in held.namelist() if ".dist-info/" in name}
    assert "bamsat = flows.cli:main" in read["entry_points.txt"]
    assert read["WHEEL"].count("Tag: py3-none-any") == 1
    assert "Classifier: Private :: Do Not Upload" in read["METADATA"]
    asked = re.findall(r"^Requires-Dist: ([A-Za-z0-9._-]+)(?!.*extra ==)", read["METADATA"], re.M)
    pinned = re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / "run.lock").read_text(), re.M)
    assert {name.lower() for name in asked} <= set(pinned)


def ran(command: list[str], home: Path, *, timeout: int = 400, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program that knows nothing of the checkout."""
    return subprocess.run(
        command,
        cwd=home,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "BAMSAT_WORKERS": "1", **more},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@pytest.mark.slow
def test_the_wheel_runs_in_an_environment_of_its_own_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Its dependencies are those installed here, seen through a path file: the lock itself is `make`'s to install."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True, timeout=60)
    (packages,) = environment.glob("lib/python3.*/site-packages")
    here = next(Path(each) for each in sys.path if each.endswith("site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "others.pth").write_text(f"{here}\n")
    python = str(environment / "bin" / "python")
    home = tmp_path / "elsewhere"
    home.mkdir()
    seen = {guarding.VARIABLE: str(tmp_path / "seen"), "PYTHONPATH": str(guarding.GUARD)}
    where = ran([python, "-c", "import corpus, flows; print(corpus.__file__, flows.__file__)"], home)
    assert str(ROOT) not in where.stdout and str(packages) in where.stdout, where
    done = ran([python, "-m", "flows.cli", "--home", "h", "run", "--demo", "--json"], home, **seen)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["state"] == "done"
    for command in (["doctor", "--json"], ["coverage", "--json"], ["report", "--period", "2021-02", "--to", "r.docx"]):
        done = ran([python, "-m", "flows.cli", "--home", "h/demo", *command], home, **seen)
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    assert not (tmp_path / "seen").exists()
    assert {path.name for path in home.iterdir()} <= {"h", "r.docx", ".config", ".cache", ".prefect"}


def as_nobody(command: list[str], home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run as another user; root gives up every right first."""
    return ran(["setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups", *command], home, **more)


def readable_by_others(path: Path) -> bool:
    """Whether another user can come as far as this file."""
    places: Mapping[Path, int] = {each: each.stat().st_mode for each in [path, *path.parents]}
    return all(mode & (0o004 if each == path else 0o001) for each, mode in places.items())


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user takes root")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (util-linux) is not installed")
def test_a_second_users_read_only_checkout_works(tmp_path: Path) -> None:
    """A tree owned by one user, writable by nobody, run by another with a data folder of their own."""
    if not readable_by_others(Path(sys.executable).resolve()):
        pytest.skip("another user cannot read the Python that runs these tests")
    base = Path("/var/tmp") / f"bamsat-second-{os.getpid()}"
    try:
        checkout, home = base / "checkout", base / "home"
        for room in ROOMS:
            shutil.copytree(ROOT / room, checkout / room, ignore=shutil.ignore_patterns("__pycache__"))
        home.mkdir()
        person = pwd.getpwnam(NOBODY)
        os.chown(home, person.pw_uid, person.pw_gid)
        subprocess.run(["chmod", "-R", "a+rX,a-w", str(checkout)], check=True)
        before = sorted(str(path) for path in checkout.rglob("*"))
        packages = [each for each in sys.path if each.endswith("site-packages")]
        if not all(readable_by_others(Path(each) / "prefect" / "__init__.py") for each in packages[:1]):
            pytest.skip("another user cannot read the packages that these tests run with")
        more = {"PYTHONPATH": os.pathsep.join([str(checkout), *packages])}
        python = str(Path(sys.executable).resolve())
        done = as_nobody([python, "-m", "flows.cli", "--home", "h", "run", "--demo", "--json"], home, **more)
        assert done.returncode == 0, done.stderr[-3000:]
        assert json.loads(done.stdout)["state"] == "done"
        done = as_nobody([python, "-m", "flows.cli", "--home", "h/demo", "doctor", "--json"], home, **more)
        assert done.returncode == 0, done.stdout[-2000:]
        assert sorted(str(path) for path in checkout.rglob("*")) == before
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(base)], check=False)
        shutil.rmtree(base, ignore_errors=True)
