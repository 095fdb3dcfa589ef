"""The way in for researchers: stored data, labelled passages, models and measurements, as pandas data frames.

Everything here is documented in docs/research.md, with the columns of every frame; two notebooks there use it::

    from models import research

    taxonomy = research.load_taxonomy()
    with research.Store("var/bamsat.db") as store:
        coverage = research.coverage(store, taxonomy)            # areas x months with their denominators

    parts = research.split(research.labelled_passages(taxonomy).examples)
    model = research.fit(parts.training, taxonomy, seed=0)
    new = research.answers(model, parts.held_out, taxonomy)
    rules = research.rules_alone(parts.held_out, taxonomy)
    research.compare(parts.held_out, new, rules, taxonomy, seed=0)
    research.metrics(research.scorecard(parts.held_out, new, taxonomy.codes, seed=0))
    research.explanation(research.Explainer(model, taxonomy).explain(text))
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from corpus.people.judgements import Judgements
from corpus.store import Store
from models.classifier import Settings
from models.compare import Answers, answers, rules_alone
from models.compare import compare as _compared
from models.diagram import diagram
from models.explain import Explainer, Explanation
from models.frames import agreement, coverage, explanation, judgements, labelled, passages, predictions
from models.gate import LIMITS, Limits, Ruling, rule
from models.gold import load_gold
from models.labelled import Example, LabelledSet, labelled_set, reserved_passages
from models.reliability import calibration
from models.score_frames import compare, learning_curve, metrics, needed, reliability, strata, suspects
from models.scorecard import Scorecard, scorecard
from models.shipped import shipped_model
from models.split import Split, kept_apart, refuse_leaks, split
from models.suspects import learning_curve as curve_points
from models.suspects import suspects as suspect_labels
from models.train import Model
from models.trial import fitted, settings_for, surely

__all__ = [
    "Answers",
    "Example",
    "Explainer",
    "Explanation",
    "LabelledSet",
    "Limits",
    "Model",
    "Ruling",
    "Scorecard",
    "Settings",
    "Split",
    "Store",
    "Taxonomy",
    "agreement",
    "answers",
    "compare",
    "coverage",
    "curve_points",
    "diagram",
    "explanation",
    "fit",
    "held_to_the_gate",
    "judgements",
    "kept_apart",
    "labelled",
    "labelled_passages",
    "learning_curve",
    "load_taxonomy",
    "metrics",
    "needed",
    "passages",
    "predictions",
    "refuse_leaks",
    "reliability",
    "rules_alone",
    "scorecard",
    "shipped_model",
    "split",
    "strata",
    "suspect_labels",
    "suspects",
]


def labelled_passages(taxonomy: Taxonomy, *, files: Sequence[Path] = (), store: Store | None = None) -> LabelledSet:
    """The labelled set as retraining takes it: written passages, files of coded ones, and a store's judgements.

    Raises:
        BadInput: a file cannot be used; names it and the line.
    """
    return labelled_set(
        taxonomy.codes,
        written=load_gold(),
        reserved=reserved_passages(),
        files=files,
        judgements=() if store is None else Judgements(store.engine).for_training(),
    )


def fit(
    examples: Sequence[Example],
    taxonomy: Taxonomy,
    *,
    seed: int,
    settings: Settings | None = None,
    prior: Model | None = None,
) -> Model:
    """A model of the passages that people were sure of; nothing is stored and nothing put into use.

    Args:
        settings: of the training; by default as fits where the passages come from.
        prior: a model whose knowledge is kept and corrected: then written passages, which it has learned, are left out.

    Raises:
        BadInput: there is nothing to train on.
    """
    sure = surely(examples)
    chosen = settings or (settings_for(sure) if prior is None else prior.classifier.settings)
    return fitted(sure, taxonomy, seed=seed, settings=chosen, prior=prior)


def held_to_the_gate(
    examples: Sequence[Example], new: Answers, old: Answers, taxonomy: Taxonomy, *, seed: int, limits: Limits = LIMITS
) -> Ruling:
    """Whether a candidate would be put into use in place of another judge, every reason why not, in words.

    As `bamsat retrain` rules, but for how far coverage of the stored months moves, which needs a store.

    Raises:
        BadInput: a judge that gives no probabilities.
    """
    if new.chances is None or old.chances is None:
        silent = new.name if new.chances is None else old.name
        raise BadInput("cách này không cho xác suất, cổng không xét được (gives no probabilities)", where=silent)
    codes = taxonomy.codes
    compared = _compared(examples, new, old, codes, seed=seed, least=limits.positives)
    after, before = (calibration(examples, each, codes) for each in (new.chances, old.chances))
    return rule(compared, after, before, (), limits=limits)
