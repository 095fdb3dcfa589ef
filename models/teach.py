"""A student taught by a teacher on passages that nobody labelled: self-training and distillation.

The teacher is any model, or any callable that gives chances: the student's own recipe (self-training: Yarowsky 1995),
or a slower one such as embeddings (distillation: Hinton, Vinyals and Dean 2015). Only passages the teacher is sure of,
in every area, become lessons; each counts as much as the teacher thinks its whole label set likely, times a fixed
weight that keeps what people read ahead. Nothing that belongs with a held-out passage is ever a lesson::

    teacher = teacher_of(slow, taxonomy)
    found = lessons(read_unlabelled([path]), teacher, taxonomy.codes, held_out=parts.held_out)
    student = taught(parts.training, found.kept, taxonomy, seed=0, settings=PRESS)
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from models.alike import alike_pairs
from models.classifier import Settings
from models.compare import answers
from models.features import terms
from models.gold import GoldPassage
from models.labelled import Example
from models.linear import Matrix
from models.train import Model, recipe, train
from models.trial import PRESS_FROM

Teacher = Callable[[Sequence[GoldPassage]], Matrix]
"""Passages in, the chance of every area out: passages x areas, in the order of the taxonomy's codes."""

SHORTEST, LONGEST = 8, 400
"""Syllables of a paragraph that is read as an unlabelled passage."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a teacher must be sure of, and how much its word counts.

    Attributes:
        yes, no: an area is so from one chance up, is not up to the other; between them the passage is left out.
        most: lessons an area gives at most, the likeliest first; ``most_empty`` those of no area.
        weight: what a lesson counts beside a passage that a person read.
    """

    yes: float = 0.9
    no: float = 0.05
    most: int = 200
    most_empty: int = 600
    weight: float = 0.3


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage with the areas its teacher is sure of, and what it counts."""

    passage: GoldPassage
    weight: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a teacher made of unlabelled passages: read = kept + apart + unsure + over.

    Attributes:
        areas: lessons by area; a lesson of two areas stands in both.
        apart: left out because they, or their document, belong with what is held out or labelled.
        unsure: left out because the teacher was not sure; ``over`` because there were enough.
    """

    kept: tuple[Lesson, ...]
    read: int
    areas: dict[str, int]
    apart: int
    unsure: int
    over: int


def teacher_of(model: Model, taxonomy: Taxonomy) -> Teacher:
    """A fitted model as a teacher."""

    def chances(passages: Sequence[GoldPassage]) -> Matrix:
        said = answers(model, [Example(each, "file") for each in passages], taxonomy).chances
        assert said is not None
        return said

    return chances


def read_unlabelled(paths: Sequence[Path]) -> tuple[GoldPassage, ...]:
    """Paragraphs of texts: JSONL, plain or gzip, with ``text`` and where known ``title`` and ``doc`` or ``id``.

    Raises:
        BadInput: a file cannot be read, or a line is no object with a text; names the file and the line.
    """
    return tuple(passage for path in paths for passage in _passages(path))


def _passages(path: Path) -> Iterator[GoldPassage]:
    try:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = body.decode("utf-8").split("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadInput(f"không đọc được (cannot be read): {error}", where=str(path)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"không phải JSON (not JSON): {error}", where=where) from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise BadInput("mỗi dòng cần 'text' là chữ (each line needs a 'text')", where=where)
        document = f"{path.name}:{row.get('doc') or row.get('id') or number}"
        for at, paragraph in enumerate(row["text"].split("\n")):
            if SHORTEST <= len(paragraph.split()) <= LONGEST:
                yield _unlabelled(f"{document}:{number}:{at}", paragraph.strip(), str(row.get("title") or ""), document)


def _unlabelled(key: str, text: str, title: str, document: str) -> GoldPassage:
    nothing: frozenset[str] = frozenset()
    return GoldPassage(key, text, title, nothing, nothing, nothing, None, None, "unlabelled", document)


def apart_from(unlabelled: Sequence[GoldPassage], known: Sequence[Example]) -> tuple[GoldPassage, ...]:
    """The unlabelled passages whose document shares no text, title or id with anything known."""
    texts = [each.text for each in unlabelled] + [each.passage.text for each in known]
    barred = {unlabelled[one].group for one, other, _ in alike_pairs(texts) if one < len(unlabelled) <= other}
    groups = {each.passage.group for each in known}
    titles = {terms(each.passage.title) for each in known} - {""}
    barred |= {each.group for each in unlabelled if each.group in groups or terms(each.title) in titles}
    return tuple(each for each in unlabelled if each.group not in barred)


def lessons(
    unlabelled: Sequence[GoldPassage],
    teacher: Teacher,
    codes: Sequence[str],
    *,
    held_out: Sequence[Example],
    limits: Limits = LIMITS,
) -> Lessons:
    """Have a teacher label passages, and keep those it is sure of.

    Args:
        held_out: whatever anything is measured on; what belongs with it is left out before the teacher sees it.
    """
    free = apart_from(unlabelled, held_out)
    chances = teacher(free) if free else np.zeros((0, len(codes)))
    yes, no = chances >= limits.yes, chances <= limits.no
    sure = (yes | no).all(axis=1)
    whole = np.where(yes, chances, 1 - chances).prod(axis=1)
    chosen: set[int] = set()
    for column in range(len(codes)):
        chosen |= _likeliest(np.flatnonzero(sure & yes[:, column]), whole, limits.most)
    chosen |= _likeliest(np.flatnonzero(sure & ~yes.any(axis=1)), whole, limits.most_empty)
    kept = tuple(
        Lesson(
            replace(
                free[at], areas=frozenset(code for code, so in zip(codes, yes[at], strict=True) if so), unsure=True
            ),
            round(float(limits.weight * whole[at]), 6),
        )
        for at in sorted(chosen)
    )
    return Lessons(
        kept,
        read=len(unlabelled),
        areas={code: sum(code in each.passage.areas for each in kept) for code in codes},
        apart=len(unlabelled) - len(free),
        unsure=int((~sure).sum()),
        over=int(sure.sum()) - len(kept),
    )


def _likeliest(places: np.ndarray[tuple[int, ...], np.dtype[np.int64]], chance: Matrix, most: int) -> set[int]:
    order = np.argsort(-chance[places], kind="stable")
    return {int(at) for at in places[order][:most]}


def taught(
    examples: Sequence[Example], learned: Sequence[Lesson], taxonomy: Taxonomy, *, seed: int, settings: Settings
) -> Model:
    """A student of labelled passages and lessons; written passages count as in :func:`models.trial.fitted`.

    Lessons are marked unsure, so that they count little where calibration and thresholds are chosen.

    Raises:
        BadInput: there is nothing to learn from.
    """
    press = [each.passage for each in examples if each.origin != "written"]
    written = [each.passage for each in examples if each.origin == "written"]
    passages, given = recipe(press, written) if len(press) >= PRESS_FROM else ((*press, *written), None)
    weights = given or (1.0,) * len(passages)
    return train(
        [*passages, *(each.passage for each in learned)],
        taxonomy,
        seed=seed,
        settings=settings,
        weights=[*weights, *(each.weight for each in learned)],
    )
