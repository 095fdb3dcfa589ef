"""The set of labelled passages that models are trained and measured on: written, from files, and judged by people.

Pairs of a passage and an area that people were unsure of, or do not agree on, are ``maybe``: left out of every score,
and such a passage is not trained on. A lead's latest word settles a pair; without one the majority does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal, TypeVar

from corpus.errors import BadInput
from corpus.label import Judgement, Modality, Stage
from models.features import terms
from models.gold import GoldPassage, load_gold

Origin = Literal["written", "file", "judged"]
ORIGINS: Mapping[Origin, str] = {"written": "viết cho dự án", "file": "tệp đã mã hóa", "judged": "người đọc trong kho"}

T = TypeVar("T", Stage, Modality)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled passage and where it comes from.

    ``inclusion`` is the probability with which it was drawn to be judged, None where nothing was drawn. ``reserved``
    passages are for measuring only and never trained on.
    """

    passage: GoldPassage
    origin: Origin
    source: str = ""
    published: date | None = None
    inclusion: float | None = None
    reserved: bool = False

    @property
    def weight(self) -> float:
        """What it counts for in a weighted score: one over its inclusion probability (Horvitz and Thompson 1952)."""
        return 1.0 if self.inclusion is None else 1.0 / self.inclusion

    @property
    def text_key(self) -> str:
        """What two spellings of one text share."""
        return terms(self.passage.text)


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Labelled passages, each text once.

    Attributes:
        repeated: passages left out because their text was there already, by a better origin or earlier.
        contradicted: those of them whose areas differed from the ones kept.
    """

    examples: tuple[Example, ...]
    repeated: int = 0
    contradicted: int = 0

    def count(self, origin: Origin) -> int:
        """How many come from there."""
        return sum(example.origin == origin for example in self.examples)

    def positives(self, codes: Sequence[str]) -> dict[str, int]:
        """How many passages are about each area."""
        return {code: sum(code in example.passage.areas for example in self.examples) for code in codes}


def labelled_set(
    codes: Sequence[str],
    *,
    written: Sequence[GoldPassage] = (),
    reserved: Sequence[GoldPassage] = (),
    files: Sequence[Path] = (),
    judgements: Sequence[Judgement] = (),
) -> LabelledSet:
    """Put labelled passages together; where a text comes twice the judged one is kept, then the file's.

    Raises:
        BadInput: a file cannot be used; names it and the line.
    """
    found = [*of_judgements(judgements, codes)]
    for path in files:
        found += of_file(path)
    found += [Example(passage, "written", source="gold, giữ riêng", reserved=True) for passage in reserved]
    found += [Example(passage, "written", source="gold") for passage in written]
    kept: dict[str, Example] = {}
    contradicted = 0
    for example in found:
        before = kept.setdefault(example.text_key or example.passage.key, example)
        contradicted += before is not example and before.passage.areas != example.passage.areas
    return LabelledSet(tuple(kept.values()), len(found) - len(kept), contradicted)


def reserved_passages() -> tuple[GoldPassage, ...]:
    """The passages written for measuring only, in ``corpus/gold/held_out``; none where there are none."""
    with resources.as_file(resources.files("corpus").joinpath("gold", "held_out")) as folder:
        return load_gold(sorted(folder.glob("*.jsonl")))


def of_file(path: Path) -> list[Example]:
    """Coded passages of a JSONL file; ``source`` (or ``corpus``) and ``published`` are read where they stand.

    Raises:
        BadInput: as :func:`models.gold.load_gold`, or a day that is not ISO.
    """
    passages = load_gold([path])
    facts: dict[str, tuple[str, date | None]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            row = json.loads(line)
            source = str(row.get("source") or row.get("corpus") or path.stem)
            facts[row["key"]] = source, _day(row.get("published"), where=f"{path}:{number}")
    return [Example(replace(each, key=f"{path.stem}:{each.key}"), "file", *facts[each.key]) for each in passages]


def of_judgements(judgements: Sequence[Judgement], codes: Sequence[str]) -> list[Example]:
    """One example for each passage that people judged, from the verdicts that stand, in the order given."""
    by_passage: dict[str, list[Judgement]] = {}
    for each in judgements:
        if each.snapshot is not None and not each.takes_back:
            by_passage.setdefault(each.passage, []).append(each)
    return [_example(passage, said, codes) for passage, said in by_passage.items()]


def _example(passage: str, said: Sequence[Judgement], codes: Sequence[str]) -> Example:
    shown = said[-1].snapshot
    assert shown is not None
    verdicts = {code: _decided(code, said) for code in codes}
    drawn = [each.inclusion for each in said if each.inclusion is not None]
    return Example(
        GoldPassage(
            key=f"judged:{passage}",
            text=shown.text,
            title=shown.title,
            areas=frozenset(code for code, verdict in verdicts.items() if verdict == "yes"),
            maybe=frozenset(code for code, verdict in verdicts.items() if verdict == "unsure"),
            lookalikes=frozenset(),
            stage=_agreed([(each.standing, each.stage) for each in said]),
            modality=_agreed([(each.standing, each.modality) for each in said]),
            kind="judged",
            document=shown.document,
            before=shown.before,
            after=shown.after,
        ),
        "judged",
        source=shown.source,
        published=_day(shown.published, where=f"judgement of {passage}"),
        inclusion=max(drawn) if drawn else None,
    )


def _decided(code: str, said: Iterable[Judgement]) -> str:
    """The lead's latest word, else the majority of yes and no; a tie, or an area nobody was asked of, is unsure."""
    given = [(each.standing, each.verdicts[code]) for each in said if code in each.verdicts]
    led = [verdict for standing, verdict in given if standing == "lead"]
    if led:
        return led[-1]
    votes = Counter(verdict for _, verdict in given if verdict != "unsure")
    if votes["yes"] == votes["no"]:
        return "unsure"
    return "yes" if votes["yes"] > votes["no"] else "no"


def _agreed(given: Sequence[tuple[str, T | None]]) -> T | None:
    """The lead's latest value, else the one that more people gave than any other, else None."""
    led = [value for standing, value in given if standing == "lead" and value is not None]
    if led:
        return led[-1]
    votes = Counter(value for _, value in given if value is not None).most_common(2)
    if not votes or (len(votes) == 2 and votes[0][1] == votes[1][1]):
        return None
    return votes[0][0]


def _day(value: object, *, where: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise BadInput(f"ngày phải viết YYYY-MM-DD, không phải {value!r} (not an ISO day)", where=where) from error
