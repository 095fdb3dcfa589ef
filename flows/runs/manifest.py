"""The manifest of a run: one JSON file that says what went in, what became of it, with what, how long and how much.

It is written when the run begins, after every step and at its end, each time whole or not at all, so that a killed run
leaves what it had done so far. The next run closes whatever was left open and says so. The store keeps the same
outcomes; the manifest is what a person or a program reads without opening the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.database.engine import linked_sqlite
from corpus.errors import StoreError
from corpus.run import Accounting
from flows.runs.faults import of_disk

FORMAT = 1
FOLDER = "runs"
LOCK = Path(__file__).resolve().parents[2] / "requirements" / "run.lock"
KEPT = 1000
"""Manifests kept: close to three years of daily runs."""

EXIT_CODES = {"done": 0, "partial": 3}
"""What a program is told by state; any other state is 1."""


@dataclass(slots=True)
class Usage:
    """What this process and its children used so far: CPU seconds, and peak resident memory in MB."""

    cpu: float
    peak: float
    children_peak: float

    @classmethod
    def now(cls) -> Usage:
        """As the kernel counts it; of children, those that ended."""
        mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        unit = 1e6 if sys.platform == "darwin" else 1e3
        return cls(
            cpu=mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime,
            peak=mine.ru_maxrss / unit,
            children_peak=theirs.ru_maxrss / unit,
        )


@dataclass(slots=True)
class Stage:
    """A step of the run with its seconds by the clock and of CPU."""

    name: str
    seconds: float
    cpu: float


@dataclass(slots=True)
class RunManifest:
    """The manifest of one run under way.

    Attributes:
        inputs: how many items went into each step, and what else the run was asked.
        outcomes: (step, outcome, reason, count).
        balanced: what went into every step came out of it.
    """

    folder: Path
    id: str
    kind: str
    started: datetime
    versions: dict[str, str]
    inputs: dict[str, object] = field(default_factory=dict)
    outcomes: list[tuple[str, str, str, int]] = field(default_factory=list)
    failed_items: int = 0
    balanced: bool = True
    stages: list[Stage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    timer: Callable[[], float] = time.monotonic
    measure: Callable[[], Usage] = Usage.now
    _begun: tuple[float, float] = (0.0, 0.0)
    _mark: tuple[float, float] = (0.0, 0.0)

    def begin(self) -> None:
        """Start the clocks and write that the run is under way.

        Raises:
            StoreError: it cannot be written.
        """
        self._begun = self._mark = (self.timer(), self.measure().cpu)
        self._write("running", None)

    def step(self, accounting: Accounting, failures: int) -> None:
        """Add a step that ended; its time is what passed since the step before.

        Raises:
            StoreError: it cannot be written.
        """
        self._lap(accounting.step)
        self.inputs[accounting.step] = accounting.taken
        self.outcomes += [
            (accounting.step, outcome, reason, count)
            for (outcome, reason), count in sorted(accounting.outcomes.items())
        ]
        self.failed_items += failures
        self.balanced = self.balanced and accounting.balanced
        self._write("running", None)

    def end(self, state: str, now: datetime) -> None:
        """Close the run.

        Raises:
            StoreError: it cannot be written.
        """
        self._lap("rest")
        self._write(state, now)

    def _lap(self, name: str) -> None:
        at = (self.timer(), self.measure().cpu)
        self.stages.append(Stage(name, round(at[0] - self._mark[0], 3), round(at[1] - self._mark[1], 3)))
        self._mark = at

    def _write(self, state: str, ended: datetime | None) -> None:
        used = self.measure()
        write_whole(
            self.folder / f"{self.id}.json",
            {
                "format": FORMAT,
                "id": self.id,
                "kind": self.kind,
                "state": state,
                "exit_code": None if ended is None else EXIT_CODES.get(state, 1),
                "started": _moment(self.started),
                "ended": None if ended is None else _moment(ended),
                "pid": os.getpid(),
                "inputs": self.inputs,
                "outcomes": [
                    {"step": step, "outcome": outcome, "reason": reason, "count": count}
                    for step, outcome, reason, count in self.outcomes
                ],
                "failed_items": self.failed_items,
                "balanced": self.balanced,
                "versions": self.versions,
                "stages": [asdict(stage) for stage in self.stages],
                "seconds": round(self._mark[0] - self._begun[0], 3),
                "resources": {
                    "cpu_seconds": round(used.cpu - self._begun[1], 3),
                    "peak_mb": round(used.peak, 1),
                    "children_peak_mb": round(used.children_peak, 1),
                },
                "notes": self.notes,
            },
        )


def machine_versions() -> dict[str, str]:
    """Versions of what lies under the program, and the first 16 hexadecimal digits of its lock file's sha256.

    ``lock`` is "" where the program runs without its repository.
    """
    return {
        "python": platform.python_version(),
        "sqlite": linked_sqlite(),
        "system": platform.system(),
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16] if LOCK.exists() else "",
    }


def close_open(
    folder: Path, *, by: str, now: datetime, ended: Callable[[str], str | None] = lambda _id: None
) -> list[str]:
    """Close manifests of runs that never came to their end; gives in words what was found.

    The caller holds the data folder's run lock, so that an open run cannot be a living one. A file that cannot be read
    is put aside under ``.damaged``, not thrown away.

    Args:
        by: id of the run that closes them.
        ended: gives how the store says a run ended, None where it does not know: a run killed between its end in the
            store and its end here did its work.

    Raises:
        StoreError: they cannot be written.
    """
    found = []
    for path, held in manifests(folder):
        if held is None:
            path.replace(path.with_suffix(".damaged"))
            found.append(f"sổ {path.name} hỏng, đã để sang bên")
        elif held.get("state") == "running":
            done = ", ".join(str(each["name"]) for each in held.get("stages", [])) or "chưa xong bước nào"
            said = ended(str(held["id"]))
            state = said if said not in (None, "running") else "interrupted"
            closed = {"state": state, "exit_code": EXIT_CODES.get(state, 1), "ended": _moment(now), "closed_by": by}
            write_whole(path, {**held, **closed})
            if state != "interrupted":
                found.append(f"lượt {held['id']} ({held['kind']}) đã xong, bị ngắt lúc khép sổ; đã khép sổ theo kho")
                continue
            found.append(
                f"lượt {held['id']} ({held['kind']}, từ {held['started']}) bị ngắt giữa chừng; đã xong: {done}"
            )
    for path in sorted(folder.glob("*.json"), reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)
    return found


def manifests(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any] | None]]:
    """The manifests in a folder, newest run first; None where one cannot be read."""
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            held = None
        whole = isinstance(held, dict) and {"id", "kind", "state", "started"} <= held.keys()
        yield path, held if whole else None


def notes_of(folder: Path, id: str) -> list[str]:
    """What the run of this id noted about the runs before it and about itself; nothing where it is not there."""
    found = next((held for path, held in manifests(folder) if path.stem == id), None)
    return [] if found is None else [str(note) for note in found.get("notes", [])]


def last_ended(folder: Path, kind: str, *, states: tuple[str, ...] = ("done", "partial")) -> datetime | None:
    """When the newest run of a kind that ended well began, or None."""
    for _, held in manifests(folder):
        if held is not None and held["kind"] == kind and held["state"] in states:
            return datetime.fromisoformat(held["started"])
    return None


def write_whole(path: Path, value: object) -> None:
    """Write JSON so that a reader, or a power cut, sees the old file or the new one.

    Raises:
        StoreError: the disk is full, or may not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            try:
                json.dump(value, file, ensure_ascii=False, indent=1)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        told = StoreError(f"{path}: không ghi được: {error.strerror or error}; xem ổ đĩa (cannot write)")
        raise of_disk(error) or told from error


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
