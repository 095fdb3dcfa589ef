"""Hunt for inputs that break a reader: ``python -m fuzz TARGET --seconds N --seed S --corpus DIR``.

Run it where ``fuzz`` and the packages are found: ``PYTHONPATH=.:tests python -m fuzz page --seconds 3600``. ``list``
names the targets, ``all`` takes one after the other. What is found lies in ``DIR/TARGET/found``, the smallest bytes
beside what was said; ``DIR/TARGET/corpus`` holds the inputs that reached something new, and the next hunt begins with
them. Ends with 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from fuzz import targets
from fuzz.hunt import by_coverage, by_mutation, has_atheris


def main(arguments: list[str]) -> int:
    """Run the command; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("target", help="a target, `list` or `all`")
    parser.add_argument("--seconds", type=float, default=120.0, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=Path("var/fuzz"), help="folder of inputs and findings")
    parser.add_argument("--engine", choices=("auto", "coverage", "mutation"), default="auto")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.target == "list":
        print("\n".join(targets.NAMES))
        return 0
    names = list(targets.NAMES) if asked.target == "all" else [asked.target]
    unknown = [name for name in names if name not in targets.NAMES]
    if unknown:
        print(f"no target {unknown[0]!r}; they are: {', '.join(targets.NAMES)}", file=sys.stderr)
        return 2
    if asked.inside:
        _hunt(names[0], asked)
        return 0
    return max(_in_a_process(name, asked) for name in names)


def _hunt(name: str, asked: argparse.Namespace) -> None:
    folder = asked.corpus / name
    if asked.engine == "coverage":
        # The libraries are named before they are imported, or they would not be instrumented.
        by_coverage(
            lambda: targets.target(name),
            folder,
            seconds=asked.seconds,
            seed=asked.seed,
            libraries=list(targets.LIBRARIES.get(name, ())),
        )
    else:
        by_mutation(targets.target(name), folder, seconds=asked.seconds, seed=asked.seed)


def _in_a_process(name: str, asked: argparse.Namespace) -> int:
    """One hunt in a process of its own: libFuzzer ends its process, and a crash of one leaves the others."""
    guided = has_atheris() and name not in targets.ISOLATED
    engine = asked.engine if asked.engine != "auto" else "coverage" if guided else "mutation"
    folder = asked.corpus / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "told.json").unlink(missing_ok=True)
    told = ["--seconds", str(asked.seconds), "--seed", str(asked.seed), "--corpus", str(asked.corpus)]
    command = [sys.executable, "-m", "fuzz", name, *told, "--engine", engine, "--inside"]
    with (folder / "log.txt").open("wb") as log:
        done = subprocess.run(command, stdout=log, stderr=log, check=False)
    if not (folder / "told.json").exists():
        print(f"{name:16} did not begin; see {folder / 'log.txt'}")
        return 1
    figures = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    found = figures["found"]
    died = f"  ended with {done.returncode}: see {folder / 'log.txt'}" if done.returncode else ""
    print(
        f"{name:16} {engine:8} {figures['tried']:>9,} inputs {figures['seconds']:>7.0f} s {figures['megabytes']:>5} MB"
        f"  {len(found)} kinds of findings {dict(sorted(found.items())) if found else ''}{died}",
        flush=True,
    )
    return 1 if found or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
