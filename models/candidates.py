"""Kinds of judge held against each other in one table: the rules alone, text alone, both, what is added to them, and
the model in use; what each costs stands beside how good it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import process_time

from corpus.codebook.taxonomy import Taxonomy
from models.classifier import Settings
from models.compare import Answers, answers, compare, rules_alone, scores
from models.gold import GoldPassage
from models.labelled import Example
from models.reliability import calibration
from models.resample import Estimate
from models.semantic import EXTRA, installed
from models.split import refuse_leaks
from models.teach import lessons, taught, teacher_of
from models.train import Model
from models.trial import Incumbent, fitted, settings_for, surely, without

Clock = Callable[[], float]
"""Seconds; of the process, so that what else runs on the machine does not count."""

CONTEXT = 0.25
"""Weight of the passages beside: what they say is a hint, and theirs."""

SEMANTIC = 0.5
"""Weight of the embeddings."""

BOTH = "quy tắc + chữ"
BESIDE = f"{BOTH} + đoạn kề"
MEANT = f"{BOTH} + ngữ nghĩa"
SELF_TAUGHT = f"{BOTH}, tự học"
DISTILLED = f"{BOTH}, thầy ngữ nghĩa"


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the table; ``behind`` is how far it is behind the best, paired, with its interval.

    Attributes:
        fit_seconds: what fitting took; None where nothing was fitted here.
        per_second: passages judged a second, their cues matched and their terms counted.
    """

    name: str
    macro: Estimate
    any_area: Estimate
    areas: dict[str, Estimate]
    error: float | None
    behind: Estimate
    fit_seconds: float | None = None
    per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A kind that could not stand in the table, and why in words."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A judge's answers and what they took."""

    answers: Answers
    fit_seconds: float | None
    per_second: float | None


def kinds(settings: Settings) -> dict[str, Settings]:
    """Settings of the kinds of model that are compared."""
    return {
        "chữ, không quy tắc": replace(settings, cues=0.0, prior=0.0, title_prior=0.0),
        "chữ, không tựa bài": replace(settings, title=0.0, title_prior=0.0),
        BOTH: settings,
        BESIDE: replace(settings, context=CONTEXT),
        MEANT: replace(settings, semantic=SEMANTIC),
    }


def absent(training: Sequence[Example], *, unlabelled: Sequence[GoldPassage] = ()) -> list[Absent]:
    """The kinds that cannot stand in the table of these training passages on this machine."""
    found = []
    if not any(each.passage.before or each.passage.after for each in training):
        found.append(Absent(BESIDE, "không đoạn có nhãn nào kèm đoạn trước, đoạn sau (no neighbours known)"))
    if not unlabelled:
        found.append(Absent(SELF_TAUGHT, "không có đoạn chưa gán nhãn để học thêm (no unlabelled passages given)"))
    if not installed():
        missing = f'chưa cài: pip install "bamsat[{EXTRA}]" (not installed)'
        found += [Absent(name, missing) for name in (MEANT, DISTILLED)]
    elif not unlabelled:
        found.append(Absent(DISTILLED, found[-1].why))
    return found


def compare_kinds(
    training: Sequence[Example],
    held_out: Sequence[Example],
    taxonomy: Taxonomy,
    *,
    seed: int,
    incumbent: Incumbent | None = None,
    unlabelled: Sequence[GoldPassage] = (),
    least: int = 10,
    clock: Clock = process_time,
) -> list[Standing]:
    """Fit each kind on the training passages and score all on the held-out ones, the best first.

    Args:
        unlabelled: passages that teachers label and students learn from besides; see :mod:`models.teach`. What
            belongs with the held-out passages is left out of them.

    Raises:
        BadInput: training and held-out passages belong together somewhere.
    """
    refuse_leaks(training, held_out)
    codes = taxonomy.codes
    found = list(_judges(surely(training), held_out, taxonomy, seed, incumbent, unlabelled, clock))
    scored = [(each, *scores(held_out, each.answers, codes, seed=seed, least=least)) for each in found]
    scored.sort(key=lambda each: -(each[1].value or 0.0))
    best = scored[0][0].answers
    return [
        Standing(
            name=entry.answers.name,
            macro=macro,
            any_area=anything,
            areas=areas,
            error=_error(entry.answers, held_out, codes),
            behind=compare(held_out, entry.answers, best, codes, seed=seed, least=least).difference,
            fit_seconds=entry.fit_seconds,
            per_second=entry.per_second,
        )
        for entry, macro, anything, areas in scored
    ]


def _error(answer: Answers, held_out: Sequence[Example], codes: Sequence[str]) -> float | None:
    return None if answer.chances is None else calibration(held_out, answer.chances, codes).error


def _judges(
    training: Sequence[Example],
    held_out: Sequence[Example],
    taxonomy: Taxonomy,
    seed: int,
    incumbent: Incumbent | None,
    unlabelled: Sequence[GoldPassage],
    clock: Clock,
) -> Iterator[_Entry]:
    def timed(judge: Callable[[], Answers], fit_seconds: float | None) -> _Entry:
        begun = clock()
        found = judge()
        took = clock() - begun
        return _Entry(found, fit_seconds, len(held_out) / took if took > 0 else None)

    def fit_and_judge(name: str, fit: Callable[[], Model]) -> tuple[Model, _Entry]:
        begun = clock()
        model = fit()
        took = clock() - begun
        return model, timed(partial(answers, model, held_out, taxonomy, name=name), took)

    def student_of(teacher: Model) -> Model:
        learned = lessons(unlabelled, teacher_of(teacher, taxonomy), taxonomy.codes, held_out=held_out).kept
        return taught(training, learned, taxonomy, seed=seed, settings=usual)

    yield timed(partial(rules_alone, held_out, taxonomy), None)
    usual = settings_for(training)
    missing = {each.name for each in absent(training, unlabelled=unlabelled)}
    students = {BOTH: SELF_TAUGHT, MEANT: DISTILLED}
    for name, settings in kinds(usual).items():
        if name in missing:
            continue
        model, entry = fit_and_judge(name, partial(fitted, training, taxonomy, seed=seed, settings=settings))
        yield entry
        if name in students and students[name] not in missing:
            yield fit_and_judge(students[name], partial(student_of, model))[1]
    if incumbent is not None:
        again, words = without(incumbent, training, held_out, taxonomy)
        if again is not None:
            yield timed(partial(answers, again, held_out, taxonomy, name=words), None)
