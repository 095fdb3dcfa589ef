"""Labels that look wrong, and what more labels would bring: both from models that have not seen what they judge.

A pair of passage and area is a suspect where an out-of-fold probability contradicts its label with the confidence that
such labels usually have (confident learning: Northcutt, Jiang and Chuang 2021): a "no" whose probability is at least
the mean of the area's positives, or a "yes" whose probability is at most the mean of its negatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from corpus.codebook.taxonomy import Taxonomy
from models.classifier import Settings
from models.compare import answers, scores
from models.evaluate import folds
from models.labelled import Example
from models.resample import Estimate, Matrix, truth_of, weights_of
from models.split import Split
from models.train import samples
from models.trial import fitted, settings_for, surely

FOLDS = 5
SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label to look at again. ``labelled`` is what people said; ``chance`` what models that never saw it say."""

    key: str
    area: str
    labelled: bool
    chance: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """Macro-F1 on the held-out passages after so many passages."""

    passages: int
    macro: Estimate


def suspects(
    examples: Sequence[Example], taxonomy: Taxonomy, *, seed: int, settings: Settings | None = None
) -> list[Suspect]:
    """Label-error candidates, the most confidently contradicted first."""
    codes = taxonomy.codes
    chances = out_of_fold(examples, taxonomy, seed=seed, settings=settings)
    truth, sure = truth_of(examples, codes), weights_of(examples, codes) > 0
    found: list[tuple[float, Suspect]] = []
    for column, code in enumerate(codes):
        yes, no = truth[:, column] & sure[:, column], ~truth[:, column] & sure[:, column]
        if not yes.any() or not no.any():
            continue
        usual_yes, usual_no = float(chances[yes, column].mean()), float(chances[no, column].mean())
        for at in range(len(examples)):
            chance = float(chances[at, column])
            gap = usual_no - chance if yes[at] else chance - usual_yes if no[at] else -1.0
            if gap >= 0:
                passage = examples[at].passage
                wrong = 1 - chance if yes[at] else chance
                found.append((wrong, Suspect(passage.key, code, bool(yes[at]), chance, passage.text)))
    return [suspect for _, suspect in sorted(found, key=lambda each: (-each[0], each[1].key, each[1].area))]


def out_of_fold(
    examples: Sequence[Example], taxonomy: Taxonomy, *, seed: int, settings: Settings | None = None
) -> Matrix:
    """Probabilities of each example by a model that saw none of its group: examples x areas."""
    chances = np.zeros((len(examples), len(taxonomy.codes)))
    chosen = settings or settings_for(examples)
    for there in folds([each.passage.group for each in examples], FOLDS, seed=seed):
        held = set(there)
        rest = surely([each for at, each in enumerate(examples) if at not in held])
        model = fitted(rest, taxonomy, seed=seed, settings=chosen)
        shown = samples([examples[at].passage for at in there], taxonomy)
        chances[there] = model.classifier.predict_proba(shown)
    return chances


def learning_curve(
    parts: Split, taxonomy: Taxonomy, *, seed: int, shares: Sequence[float] = SHARES, least: int = 10
) -> list[Point]:
    """Macro-F1 on the held-out passages after growing shares of the training ones, whole groups at a time."""
    training = surely(parts.training)
    groups = sorted({each.passage.group for each in training})
    order = np.random.default_rng(seed).permutation(len(groups))
    rank = {groups[at]: place for place, at in enumerate(order)}
    chosen = settings_for(training)
    points = []
    for share in shares:
        part = [each for each in training if rank[each.passage.group] < share * len(groups)]
        if not any(each.passage.areas for each in part):
            continue
        model = fitted(part, taxonomy, seed=seed, settings=chosen)
        answer = answers(model, parts.held_out, taxonomy)
        macro, _, _ = scores(parts.held_out, answer, taxonomy.codes, seed=seed, least=least)
        points.append(Point(len(part), macro))
    return points


def labels_for(points: Sequence[Point], gain: float) -> int | None:
    """About how many more passages would raise macro-F1 by so much, or None where the curve says nothing of it.

    What is missing to 1 falls as a power of the number of passages (Hestness et al. 2017); fitted by least squares
    on logarithms, it is a guess, and worth no more than the points it goes through.
    """
    known = [(each.passages, 1 - each.macro.value) for each in points if each.macro.value is not None]
    known = [(size, missing) for size, missing in known if missing > 0]
    if len(known) < 3 or known[-1][1] <= gain:
        return None
    sizes, missing = np.log([size for size, _ in known]), np.log([miss for _, miss in known])
    slope = np.polyfit(sizes, missing, 1)[0]
    if slope >= -0.01:
        return None
    last_size, last_missing = known[-1]
    wanted = exp((log(last_missing - gain) - log(last_missing)) / float(slope)) * last_size
    return max(0, round(wanted - last_size))
