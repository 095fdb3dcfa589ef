"""What we depend on stands in docs/security.md with its licence, and no licence is of a kind we do not take."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = (
    "MIT",
    "BSD",
    "Apache",
    "ISC",
    "Python Software Foundation",
    "PSF",
    "Mozilla Public License",
    "MPL",
    "LGPL-3.0",
    "Artistic",
)
"""Kinds of licences that we take; of several that a package offers one is enough."""

UNSTATED = {"skops": "MIT"}
"""What packages whose own metadata only say that there is a licence have in their licence file."""


def licence(name: str) -> str:
    """What a distribution says of its licence, in one line."""
    held = metadata(name)
    classified = [each for each in held.get_all("Classifier") or [] if each.startswith("License ::")]
    said = held.get("License-Expression") or "; ".join(each.rpartition(":: ")[2] for each in classified)
    return UNSTATED.get(name) or said or (held.get("License") or "").strip().split("\n")[0]


def locked() -> Iterator[str]:
    """Distributions of the lock that are installed here: markers leave some out on each machine."""
    text = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9._-]+)==", text, re.M):
        try:
            metadata(name)
        except PackageNotFoundError:
            continue
        yield name


def rows() -> dict[str, list[str]]:
    """The table of docs/security.md by package."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    section = text.split("\n## Dependencies\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    return {row[0]: row for row in cells if row[0] != "package"}


def direct() -> list[str]:
    """Names of the direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.split(r"[^A-Za-z0-9._-]", each)[0].lower() for each in project["dependencies"]]


@pytest.mark.parametrize("name", direct())
def test_a_direct_dependency_is_accounted_for(name: str) -> None:
    assert name in rows(), f"{name}: add it to docs/security.md with its licence, why, and what it is fed"
    stated, found = rows()[name][1], licence(name)
    assert any(kind in stated and kind in found for kind in KINDS) or stated.startswith("PSF"), (stated, found)


def test_nothing_is_accounted_for_that_is_not_there() -> None:
    assert set(rows()) - set(direct()) - {"prometheus-client"} == set()


def test_every_licence_is_of_a_kind_we_take() -> None:
    strange = {name: licence(name) for name in locked() if not any(kind in licence(name) for kind in KINDS)}
    assert strange == {}
