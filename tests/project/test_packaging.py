"""Units, container and settings name what is there: commands, options, files, and settings that the program reads."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from flows.cli import app

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
UNITS = sorted((PACKAGING / "systemd").glob("*.service"))
CONTAINER = (PACKAGING / "Containerfile").read_text(encoding="utf-8")
ROOMS = ("flows", "review", "extractors", "models", "corpus")

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "SystemCallArchitectures": "native",
    "LockPersonality": "yes",
}


class Repeating(dict[str, str]):
    """Keys of a unit that stand more than once are one value with spaces between."""

    def __setitem__(self, key: str, value: object) -> None:
        if key in self and isinstance(value, list):
            super().__setitem__(key, [*self[key], *value])  # type: ignore[misc]
        else:
            super().__setitem__(key, value)  # type: ignore[assignment]


def unit(path: Path) -> configparser.ConfigParser:
    """A unit, as systemd would split it."""
    parser = configparser.ConfigParser(interpolation=None, strict=False, dict_type=Repeating, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def options(*names: str) -> set[str]:
    """Options of a command of ours, and those before it."""
    group = typer.main.get_command(app)
    found = {option for each in group.params for option in each.opts}
    command = group.commands[names[0]]  # type: ignore[attr-defined]
    return found | {option for each in command.params for option in (*each.opts, *each.secondary_opts)}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_a_command_of_ours_unprivileged_and_hardened(path: Path) -> None:
    service = unit(path)["Service"]
    words = service["ExecStart"].split()
    assert words[0] == "/opt/bamsat/bin/bamsat" and path.stem == f"bamsat-{words[1]}"
    assert {word for word in words if word.startswith("--")} <= options(words[1])
    assert service["User"] == "bamsat" != "root"
    assert {key: service[key] for key in HARDENED} == HARDENED
    assert service["StateDirectory"] == "bamsat" and "/etc/bamsat/bamsat.env" in service["EnvironmentFile"]
    assert "BAMSAT_HOME=/var/lib/bamsat" in service["Environment"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_itself_finds_nothing_wrong_with_a_unit(path: Path, tmp_path: Path) -> None:
    here = tmp_path / path.name
    text = path.read_text(encoding="utf-8").replace("/opt/bamsat/bin/bamsat", "/bin/true")
    here.write_text(re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.M), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(here)], capture_output=True, text=True, timeout=60, check=False
    )
    complaints = [line for line in done.stderr.splitlines() if path.name in line]
    assert done.returncode == 0 and complaints == []


def test_every_setting_that_is_named_is_one_that_the_program_reads() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    named: set[str] = set()
    for path in (PACKAGING / "bamsat.env", PACKAGING / "Containerfile", *UNITS):
        named |= set(re.findall(r"\bBAMSAT_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    elsewhere = {"BAMSAT_REVIEW_NAME"}
    assert {name for name in named - elsewhere if name not in code} == set()
    (review,) = (path for path in UNITS if "review" in path.name)
    assert "${BAMSAT_REVIEW_NAME}" in unit(review)["Service"]["ExecStart"]


def test_the_settings_file_reads_and_holds_no_secret() -> None:
    lines = [line for line in (PACKAGING / "bamsat.env").read_text(encoding="utf-8").splitlines() if line]
    values = dict(line.removeprefix("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    assert all(line.startswith("#") or "=" in line for line in lines)
    assert not {name for name, value in values.items() if re.search("PASSWORD$|TOKEN$|KEY$", name) and value}


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions with their words, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^#.*\n", "", CONTAINER))
    pairs = [line.strip().split(" ", 1) for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, rest in pairs]


def test_the_containers_files_and_commands_are_there() -> None:
    known = {"ARG", "FROM", "COPY", "RUN", "ENV", "WORKDIR", "VOLUME", "USER", "EXPOSE", "HEALTHCHECK"}
    told = instructions()
    assert {name for name, _ in told} <= known | {"STOPSIGNAL", "ENTRYPOINT", "CMD"}
    for rest in (rest for name, rest in told if name == "COPY" and not rest.startswith(("--from", "${WHEELHOUSE}"))):
        assert (ROOT / rest.split()[0]).is_file(), rest
    last = dict(told)
    assert last["ENTRYPOINT"] == '["bamsat"]'
    command = re.findall(r'"([^"]+)"', last["CMD"])
    assert {word for word in command if word.startswith("--")} <= options(command[0])


def test_the_container_installs_from_the_lock_alone_and_runs_as_nobody_in_particular() -> None:
    told = instructions()
    installs = [rest for name, rest in told if name == "RUN" and "pip install" in rest]
    assert len(installs) == 1
    first, second = re.findall(r"pip install([^&]+)", installs[0])
    assert "--no-index" in first and "--require-hashes" in first and "run.lock" in first
    assert "--no-index" in second and "--no-deps" in second
    user = dict(told)["USER"].split(":")[0]
    assert user.isdecimal() and int(user) > 1000
    assert dict(told)["VOLUME"] == "/var/lib/bamsat" and "BAMSAT_HOME=/var/lib/bamsat" in dict(told)["ENV"]
    assert set(re.findall(r"\w+://[^/]+", CONTAINER)) == {"http://127.0.0.1:4200"}


def test_the_installation_guide_names_what_is_there() -> None:
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", guide):
        assert (ROOT / "docs" / link).exists(), link
    group = typer.main.get_command(app)
    commands = set(group.commands)  # type: ignore[attr-defined]
    said = [each for each in re.findall(r"`([^`\n]*)`", guide) if each.startswith("bamsat ")]
    named = [re.sub(r"^bamsat (--home \S+ )?", "", each).split()[0] for each in said]
    assert named and set(named) <= commands
    pins = len(re.findall(r"^[a-z0-9._-]+==", (ROOT / "requirements" / "run.lock").read_text(), re.M))
    assert abs(int(re.search(r"(\d+) wheels", guide)[1]) - pins) <= 10  # type: ignore[index]
    assert os.sep + "root" not in guide
