"""How good the judgement is, with denominators and intervals.

``python -m models.evaluate [--dev FILE] [--train FILE]``: by default the written passages by grouped cross-validation;
with ``--dev`` a file of coded passages nothing was trained on. The rules alone stand beside every model. Undefined is
None, never 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from corpus.errors import BamsatError
from corpus.label import Modality, Stage
from corpus.passage import Passage, PassageKind
from corpus.places import load_gazetteer
from corpus.taxonomy import Taxonomy, load_taxonomy
from models.analyse import Analyst
from models.classifier import PRESS, WRITTEN, Settings, assigned_folds
from models.cues import CueMatcher, baseline
from models.gold import GoldPassage, load_gold
from models.grammar import markers
from models.modality import modality
from models.report import Accuracy, Report, report
from models.stage import stages
from models.syllables import syllables
from models.train import samples, train

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
    """A file of coded passages, judged by a model trained on the written ones or on the files given.

    Raises:
        BadInput: a file cannot be read; names it.
    """
    tested = load_gold([path])
    settings = WRITTEN if train_on is None else PRESS
    model = train(load_gold(train_on), taxonomy, seed=seed, settings=settings)
    found = model.classifier.predict(samples(tested, taxonomy))
    name = f"{path.name} ← {model.id} ({model.passages} đoạn)"
    return report(name, tested, found, taxonomy.codes, seed=seed, readings=readings(tested, taxonomy, analyst))


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
    seed: int = 0,
    analyst: Analyst | None = None,
) -> Report:
    """Labelled passages judged fold by fold; passages of one group are never on both sides."""
    found: list[Collection[str]] = [frozenset()] * len(passages)
    for there in folds([each.group for each in passages], FOLDS, seed=seed):
        held = set(there)
        model = train(
            [each for at, each in enumerate(passages) if at not in held], taxonomy, seed=seed, settings=settings
        )
        judged = model.classifier.predict(samples([passages[at] for at in there], taxonomy))
        for at, areas in zip(there, judged, strict=True):
            found[at] = areas
    name = f"kiểm tra chéo {FOLDS} phần"
    return report(name, passages, found, taxonomy.codes, seed=seed, readings=readings(passages, taxonomy, analyst))


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
        cut = syllables(each.text)
        marks = markers(cut)
        mood = modality(marks, analysis.entities, analysis.cues)
        reached = stages(mood, marks, cut, analysis.entities, analysis.cues, areas=each.areas)
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
            found = cross_validated(passages, taxonomy, settings=settings, seed=options.seed)
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
