"""Hunting: try inputs on one target for so long, guided by coverage (Atheris) or by seeded mutation alone."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from fuzz.target import Finding, Target, examine, peak_megabytes, smaller

LONGEST = 200_000
_KEPT_EACH = 3
_TOLD_EVERY = 2.0


@dataclass(slots=True)
class Hunt:
    """What was tried and found; findings are written under ``folder`` as they come."""

    target: Target
    folder: Path
    tried: int = 0
    begun: float = field(default_factory=time.monotonic)
    found: dict[str, int] = field(default_factory=dict)
    _told: float = 0.0

    def one(self, body: bytes) -> None:
        """Try one input and keep what it breaks."""
        finding = examine(self.target, body)
        self.tried += 1
        if finding is not None:
            self._keep(finding)
        if finding is not None or time.monotonic() - self._told > _TOLD_EVERY:
            self.tell()

    def tell(self) -> None:
        """Write the figures so far: the engine may end the process without a word."""
        self._told = time.monotonic()
        seconds = round(self._told - self.begun, 1)
        told = {"target": self.target.name, "tried": self.tried, "seconds": seconds, "megabytes": peak_megabytes()}
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "told.json.part"
        part.write_text(json.dumps(told | {"found": self.found}), encoding="utf-8")
        part.replace(self.folder / "told.json")

    def _keep(self, finding: Finding) -> None:
        count = self.found.get(finding.signature, 0)
        self.found[finding.signature] = count + 1
        if count >= _KEPT_EACH:
            return
        if count == 0 and not finding.signature.startswith("slow"):
            finding = smaller(self.target, finding)
        place = self.folder / "found"
        place.mkdir(parents=True, exist_ok=True)
        stem = f"{finding.signature[:80]}-{sha256(finding.body).hexdigest()[:8]}"
        (place / f"{stem}.bin").write_bytes(finding.body)
        (place / f"{stem}.txt").write_text(finding.said, encoding="utf-8", errors="replace")


def has_atheris() -> bool:
    """Whether the coverage-guided engine is installed: it is built for few machines."""
    return importlib.util.find_spec("atheris") is not None


def by_mutation(target: Target, folder: Path, *, seconds: float, seed: int) -> None:
    """Try spoilt seeds until the time is over."""
    hunt, random = Hunt(target, folder), Random(seed)
    seeds = list(target.seeds())
    for body in seeds:
        hunt.one(body)
    pool = list(seeds)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        body = target.mutate(random.choice(pool), random, seeds)[:LONGEST]
        hunt.one(body)
        if random.random() < 0.02:
            # Some go on from a spoilt one; without coverage chance has to do.
            pool = [*seeds, *pool[len(seeds) :][-200:], body]
    hunt.tell()


def by_coverage(named: Callable[[], Target], folder: Path, *, seconds: float, seed: int, libraries: list[str]) -> None:
    """Let libFuzzer choose inputs by the branches they reach; it ends this process.

    Args:
        named: imports and gives the target; called with our packages and ``libraries`` instrumented.
    """
    import atheris

    with atheris.instrument_imports(include=["extractors", "corpus", "models", "review", "flows", *libraries]):
        target = named()
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for body in target.seeds():
        (corpus / sha256(body).hexdigest()[:16]).write_bytes(body[:LONGEST])
    hunt = Hunt(target, folder)
    hunt.tell()
    options = [
        f"-max_total_time={max(1, int(seconds))}",
        f"-seed={seed or 1}",
        f"-max_len={LONGEST}",
        "-timeout=60",
        "-rss_limit_mb=1536",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-close_fd_mask=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], hunt.one)
    atheris.Fuzz()
