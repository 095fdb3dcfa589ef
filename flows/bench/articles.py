"""Articles to measure on: made of our own labelled passages, as many as wanted, and real ones where they are."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "articles"
"""Real articles beside the project, as files of JSON lines; they are only ever read."""

FIRST = date(2020, 10, 1)
PARAGRAPHS = (6, 26)
"""Fewest and most paragraphs of a made article."""

CHANGED = 1 / 6
"""Share of words put in the place of others."""

_HALVES = re.compile(r"(?<=,)\s+")
_NUMBER = re.compile(r"\d+")


def made_articles(count: int, *, seed: int = 0) -> Iterator[bytes]:
    """Articles as JSON lines, no two alike.

    Each paragraph is the first half of one passage and the second of another, with other numbers and every sixth word
    another, common ones oftener: new sentences of known words, as the next day's paper has, and no phrase that a
    hundred articles share.
    """
    from models.gold import load_gold

    halves = [_HALVES.split(each.text, maxsplit=1) for each in load_gold() if "\n" not in each.text]
    openings = [parts[0] for parts in halves]
    endings = [parts[1] for parts in halves if len(parts) > 1]
    known = [word for parts in halves for part in parts for word in part.split() if _plain(word)]
    for number in range(count):
        chance = Random(f"{seed}/{number}")
        paragraphs = []
        for _ in range(chance.randint(*PARAGRAPHS)):
            said = f"{chance.choice(openings).rstrip('.')} {chance.choice(endings)}"
            told = " ".join(_another(word, known, chance) for word in said.split())
            paragraphs.append(_NUMBER.sub(lambda found, chance=chance: _like(found[0], chance), told))  # type: ignore[misc]
        yield _line(
            {
                "id": f"{seed}-{number}",
                "title": chance.choice(openings)[:90].rstrip(" ,."),
                "text": "\n".join(paragraphs),
                "published": (FIRST + timedelta(days=chance.randrange(2200))).isoformat(),
            }
        )


def articles(count: int, *, seed: int = 0, real: Path | None = REAL) -> Iterator[bytes]:
    """So many articles as JSON lines: a made one after each real one, then made ones alone."""
    given = _real(real) if real is not None and real.is_dir() else iter(())
    made = made_articles(count, seed=seed)
    mixed = (line for pair in zip(given, made, strict=False) for line in pair)
    yield from islice(_then(mixed, made_articles(count, seed=seed + 1)), count)


def write_articles(path: Path, lines: Iterator[bytes], count: int) -> int:
    """Write the next articles to a file of JSON lines; gives how many there were."""
    written = 0
    with path.open("wb") as file:
        for line in islice(lines, count):
            file.write(line)
            written += 1
    return written


def _then(first: Iterator[bytes], second: Iterator[bytes]) -> Iterator[bytes]:
    yield from first
    yield from second


def _real(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rb") as lines:
            yield from lines


def _line(record: dict[str, str]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _plain(word: str) -> bool:
    return word.isalpha() and word.islower()


def _another(word: str, known: Sequence[str], chance: Random) -> str:
    return chance.choice(known) if _plain(word) and chance.random() < CHANGED else word


def _like(number: str, chance: Random) -> str:
    """Another number of as many digits; years stay in their century."""
    if len(number) == 4 and number.startswith("20"):
        return f"20{chance.randrange(10, 27)}"
    return str(chance.randrange(10 ** (len(number) - 1), 10 ** len(number))) if len(number) < 5 else number
