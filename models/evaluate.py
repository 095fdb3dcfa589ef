"""How good the judgement is, with denominators and intervals.

``python -m models.evaluate [--dev FILE] [--train FILE]``: by default the written passages by grouped cross-validation;
with ``--dev`` a file of coded passages nothing was trained on, judged by the shipped model unless ``--train`` names
what to train on. The rules alone stand beside every model. Undefined is None, never 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BamsatError
from corpus.label import Modality, Stage
from corpus.passage import Passage, PassageKind
from corpus.places.gazetteer import load_gazetteer
from models.analyse import Analyst
from models.classifier import PRESS, WRITTEN, Settings, assigned_folds
from models.cues import CueMatcher, baseline
from models.gold import GoldPassage, load_gold
from models.grammar import markers
from models.linear import Matrix
from models.modality import modality
from models.report import Accuracy, Report, report
from models.shipped import shipped_model, shipped_reference
from models.stage import stages
from models.syllables import syllables
from models.train import Model, recipe, samples, train

FOLDS = 5

Readings = tuple[Accuracy, Accuracy]
"""How often the stage, given the areas, and the modality were right."""


def evaluate_written(taxonomy: Taxonomy, *, seed: int = 0, analyst: Analyst | None = None) -> Report:
    """The written passages: each judged by a model that saw none of its group."""
    return cross_validated(load_gold(), taxonomy, seed=seed, analyst=analyst)


def evaluate_development(
    taxonomy: Taxonomy,
    path: Path,
    *,
    train_on: Sequence[Path] | None = None,
    seed: int = 0,
    analyst: Analyst | None = None,
) -> Report:
    """A file of coded passages, judged by the shipped model, or by one trained on the written ones and the files given.

    Where no shipped model fits the taxonomy, the written passages alone are trained on.

    Raises:
        BadInput: a file cannot be read; names it.
    """
    tested = load_gold([path])
    if train_on is None and shipped_reference(taxonomy) is not None:
        model = shipped_model(taxonomy)
    else:
        passages, weights = recipe([] if train_on is None else load_gold(train_on), load_gold())
        settings = WRITTEN if train_on is None else PRESS
        model = train(passages, taxonomy, seed=seed, settings=settings, weights=weights)
    return measured(model, tested, taxonomy, name=path.name, seed=seed, analyst=analyst)


def measured(
    model: Model,
    passages: Sequence[GoldPassage],
    taxonomy: Taxonomy,
    *,
    name: str,
    seed: int = 0,
    analyst: Analyst | None = None,
) -> Report:
    """How good a model is on passages it has not learned from."""
    shown = samples(passages, taxonomy)
    return report(
        f"{name} ← {model.id} ({model.passages} đoạn)",
        passages,
        model.classifier.predict(shown),
        taxonomy.codes,
        seed=seed,
        readings=readings(passages, taxonomy, analyst),
        chances=model.classifier.predict_proba(shown),
    )


def evaluate_rules(passages: Sequence[GoldPassage], taxonomy: Taxonomy, *, seed: int = 0) -> Report:
    """The simple rival: the codebook's cues alone, with nothing trained."""
    matcher = CueMatcher(taxonomy)
    found = [baseline(matcher.match(each.text, title=each.title), taxonomy) for each in passages]
    return report("quy tắc từ khóa", passages, found, taxonomy.codes, seed=seed)


def cross_validated(
    passages: Sequence[GoldPassage],
    taxonomy: Taxonomy,
    *,
    settings: Settings = WRITTEN,
    beside: Sequence[GoldPassage] = (),
    seed: int = 0,
    analyst: Analyst | None = None,
) -> Report:
    """Labelled passages judged fold by fold; passages of one group are never on both sides.

    Args:
        beside: written passages that every fold learns from too, and none is measured on.
    """
    found, chances = held_out(passages, taxonomy, settings=settings, beside=beside, seed=seed)
    name = f"kiểm tra chéo {FOLDS} phần"
    said = readings(passages, taxonomy, analyst)
    return report(name, passages, found, taxonomy.codes, seed=seed, readings=said, chances=chances)


def held_out(
    passages: Sequence[GoldPassage],
    taxonomy: Taxonomy,
    *,
    settings: Settings = WRITTEN,
    beside: Sequence[GoldPassage] = (),
    seed: int = 0,
) -> tuple[list[Collection[str]], Matrix]:
    """The areas and the probabilities (passages x areas) that models which saw nothing of its group give a passage."""
    found: list[Collection[str]] = [frozenset()] * len(passages)
    chances = np.zeros((len(passages), len(taxonomy.codes)))
    for there in folds([each.group for each in passages], FOLDS, seed=seed):
        held = set(there)
        inside = [each for at, each in enumerate(passages) if at not in held]
        learned, weights = recipe(inside, beside) if beside else (inside, None)
        classifier = train(learned, taxonomy, seed=seed, settings=settings, weights=weights).classifier
        shown = samples([passages[at] for at in there], taxonomy)
        chances[there] = classifier.predict_proba(shown)
        judged = classifier.predict(shown)
        for at, areas in zip(there, judged, strict=True):
            found[at] = areas
    return found, chances


def folds(groups: Sequence[str], count: int, *, seed: int) -> Iterator[list[int]]:
    """Positions of each fold; a group is in one fold only. Empty folds are left out."""
    assigned = assigned_folds(groups, count, seed)
    for number in range(count):
        there = [at for at, fold in enumerate(assigned) if fold == number]
        if there:
            yield there


def readings(passages: Sequence[GoldPassage], taxonomy: Taxonomy, analyst: Analyst | None) -> Readings:
    """Stage and modality by the rules on passages whose readers gave them, each passage standing alone.

    The stage is read with the readers' areas given; a passage about no area has neither.
    """
    reader = analyst or Analyst(taxonomy, load_gazetteer())
    stage_right = stage_all = mood_right = mood_all = 0
    for each in passages:
        if not each.areas or (each.stage in (None, Stage.KHONG) and each.modality in (None, Modality.NONE)):
            continue
        passage = Passage(each.key, "", 0, 0, len(each.text), PassageKind.PARAGRAPH, each.text, each.title, "", "", "")
        analysis = reader.analyse(passage, published=None)
        marks = markers(syllables(each.text))
        mood = modality(marks, analysis.entities, analysis.cues)
        reached = stages(mood, marks, analysis.entities, analysis.cues, areas=each.areas)
        if each.stage not in (None, Stage.KHONG):
            stage_all += 1
            stage_right += reached[0] is each.stage
        if each.modality not in (None, Modality.NONE):
            mood_all += 1
            mood_right += mood is each.modality
    return Accuracy(stage_right, stage_all), Accuracy(mood_right, mood_all)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m models.evaluate", description="Đo chất lượng (quality of judgement)"
    )
    parser.add_argument("--dev", type=Path, help="tệp đoạn đã mã hóa để đo (coded passages to measure on)")
    parser.add_argument("--train", type=Path, help="huấn luyện bằng tệp này thay đoạn viết (train on this file)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    taxonomy = load_taxonomy()
    try:
        if options.dev is None:
            passages = load_gold([options.train] if options.train else None)
            settings = PRESS if options.train else WRITTEN
            beside = load_gold() if options.train else ()
            found = cross_validated(passages, taxonomy, settings=settings, beside=beside, seed=options.seed)
        else:
            passages = load_gold([options.dev])
            found = evaluate_development(
                taxonomy, options.dev, train_on=[options.train] if options.train else None, seed=options.seed
            )
    except BamsatError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for each in (found, evaluate_rules(passages, taxonomy, seed=options.seed)):
        sys.stdout.write("\n".join(each.lines()) + "\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
