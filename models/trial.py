"""A trial: a candidate is fitted, held against the model in use on passages neither has learned from, and ruled on.

Where the model in use has learned nothing that is held out, the candidate serves as it was measured. Where it has, and
all it learned from is at hand, two recipes are compared: its own is fitted again without the held-out passages, and a
candidate that passes is fitted once more on everything, so that it serves with no less than the model it replaces.
Otherwise the passages that the model in use knows are left out of the comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import numpy as np

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import BadInput
from corpus.places.gazetteer import load_gazetteer
from corpus.predictions.recent import Told
from models.analyse import Analyst
from models.backcast import backcast
from models.band import bands_of
from models.card import Card, code_hash, libraries, text_hash
from models.classifier import PRESS, WRITTEN, Settings
from models.compare import Answers, answers, any_area, compare, rules_alone
from models.evaluate import readings
from models.gate import LIMITS, Limits, Ruling, rule
from models.labelled import ORIGINS, Example, LabelledSet
from models.reliability import calibration
from models.resample import draws
from models.split import Split, refuse_leaks
from models.strata import effective_size, strata
from models.train import Model, recipe, train

PRESS_FROM = 1000
"""Coded passages of the press from which training trusts them as :data:`models.classifier.PRESS` does."""


@dataclass(frozen=True, slots=True)
class Incumbent:
    """The model in use, and hashes of the texts it learned from (None where that is not known).

    ``complete``: those are all it learned from, and not only those that are known of.
    """

    model: Model
    seen: frozenset[str] | None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """A fitted candidate as it would serve, its card, and whether it may be put into use."""

    model: Model
    card: Card
    ruling: Ruling


def settings_for(examples: Sequence[Example]) -> Settings:
    """Settings that fit where the passages come from."""
    return PRESS if sum(each.origin != "written" for each in examples) >= PRESS_FROM else WRITTEN


def fitted(
    examples: Sequence[Example], taxonomy: Taxonomy, *, seed: int, settings: Settings, prior: Model | None = None
) -> Model:
    """A model of these examples; where those of the press are many, written ones count as little beside them as usual.

    Args:
        prior: a model whose knowledge is kept and corrected. It has learned the written passages.

    Raises:
        BadInput: there are none.
    """
    press = [each.passage for each in examples if each.origin != "written"]
    written = [each.passage for each in examples if each.origin == "written"]
    if prior is not None:
        return train(press, taxonomy, seed=seed, settings=settings, prior=prior)
    if len(press) >= PRESS_FROM:
        passages, weights = recipe(press, written)
        return train(passages, taxonomy, seed=seed, settings=settings, weights=weights)
    return train([each.passage for each in examples], taxonomy, seed=seed, settings=settings)


def surely(examples: Sequence[Example]) -> tuple[Example, ...]:
    """Those that people were sure of in every area: what can be trained on."""
    return tuple(each for each in examples if not each.passage.maybe)


def try_candidate(
    labelled: LabelledSet,
    parts: Split,
    incumbent: Incumbent,
    taxonomy: Taxonomy,
    *,
    seed: int,
    now: datetime,
    lock: str = "",
    people: int = 0,
    chain: tuple[int, str] = (0, ""),
    told: Sequence[Told] = (),
    settings: Settings | None = None,
    prior: Model | None = None,
    limits: Limits = LIMITS,
    analyst: Analyst | None = None,
) -> Trial:
    """Fit a candidate on the training part and rule on it by the held-out part.

    Args:
        prior: a model whose knowledge the candidate keeps and corrects, having learned the written passages and
            others: then only what people judged and files are learned, and written passages are not measured on
            but for the reserved ones.

    Raises:
        BadInput: the parts leak into each other, nothing is left to train on, or the model in use judges other areas.
    """
    refuse_leaks(parts.training, parts.held_out)
    if set(incumbent.model.classifier.codes) != set(taxonomy.codes):
        raise BadInput("mô hình đang dùng có các mảng khác (judges other areas)", where=incumbent.model.id)
    training, asked = surely(parts.training), parts.held_out
    if prior is not None:
        training = tuple(each for each in training if each.origin != "written")
        asked = tuple(each for each in asked if each.origin != "written" or each.reserved)
        if not training:
            raise BadInput(
                f"chưa có nhãn nào ngoài những gì {prior.id} đã học: hãy đọc và gán nhãn, hoặc đưa tệp vào --train"
                " (nothing to learn beyond the model that comes with the package)",
                where="labelled set",
            )
    chosen = settings or (settings_for(training) if prior is None else prior.classifier.settings)
    candidate = fitted(training, taxonomy, seed=seed, settings=chosen, prior=prior)
    held_out, old, stood_in, again = _fair(labelled, asked, incumbent, taxonomy)
    new = answers(candidate, held_out, taxonomy)
    codes = taxonomy.codes
    comparison = compare(held_out, new, old, codes, seed=seed, least=limits.positives)
    before = calibration(held_out, _chances(old), codes)
    after = calibration(held_out, _chances(new), codes)
    bands = bands_of(held_out, _chances(new), codes, candidate.thresholds)
    measured = candidate.id
    if again and rule(comparison, after, before, (), limits=limits).passed:
        apart = {each.passage.key for each in parts.left_out}
        all_of_it = (each for each in labelled.examples if not each.reserved and each.passage.key not in apart)
        training = surely(tuple(all_of_it))
        if prior is not None:
            training = tuple(each for each in training if each.origin != "written")
        candidate = fitted(training, taxonomy, seed=seed, settings=chosen, prior=prior)
    moves, _ = backcast(told, new=candidate, old=incumbent.model, taxonomy=taxonomy, seed=seed)
    ruling = rule(comparison, after, before, moves, limits=limits)
    if incumbent.seen is None or not incumbent.complete:
        note = "không rõ mô hình đang dùng đã học những đoạn nào; nếu nó học cả đoạn giữ lại thì phép so thiên về nó"
        ruling = replace(ruling, notes=(*ruling.notes, note))
    if candidate.id == incumbent.model.id:
        ruling = Ruling(False, ("không có gì mới để học: cho ra đúng mô hình đang dùng (same model)",), ruling.notes)
    learned_before = labelled.examples if prior is not None else training
    of_prior = {text_hash(each) for each in learned_before if each.origin == "written" and not each.reserved}
    said = readings([each.passage for each in held_out], taxonomy, analyst or Analyst(taxonomy, load_gazetteer()))
    card = Card(
        id=candidate.id,
        measured_as=measured,
        made=now.isoformat(timespec="seconds"),
        taxonomy=candidate.taxonomy,
        fingerprint=candidate.fingerprint,
        data=candidate.data,
        code=code_hash(),
        lock=lock,
        libraries=libraries(),
        settings=asdict(chosen),
        seed=seed,
        labels={name: labelled.count(origin) for origin, name in ORIGINS.items()},
        positives=dict(candidate.positives),
        people=people,
        chain=chain,
        trained_on=len(training),
        held_out=len(held_out),
        left_out=len(labelled.examples) - len(surely(parts.training)) - len(held_out),
        until="" if parts.until is None else parts.until.isoformat(),
        effective=effective_size(held_out),
        comparison=comparison,
        any_area=any_area(held_out, new, codes, draws([each.passage.group for each in held_out], seed=seed)),
        rules=compare(held_out, new, rules_alone(held_out, taxonomy), codes, seed=seed, least=limits.positives),
        calibration=after,
        calibration_before=before,
        strata=tuple(strata(held_out, new, codes, seed=seed)),
        readings={name: (each.right, each.of) for name, each in zip(("bước", "tình thái"), said, strict=True)},
        moves=tuple(moves),
        limits=limits,
        ruling=ruling,
        stood_in=stood_in,
        prior="" if prior is None else prior.id,
        seen=tuple(sorted({text_hash(each) for each in training if each.origin != "written"} | of_prior)),
        bands=bands,
    )
    return Trial(candidate, card, ruling)


def _fair(
    labelled: LabelledSet, held_out: Sequence[Example], incumbent: Incumbent, taxonomy: Taxonomy
) -> tuple[Sequence[Example], Answers, str, bool]:
    """The passages to compare on, what the model in use says of them, what it was measured as, and if fitted again."""
    model, seen = incumbent.model, incumbent.seen or frozenset()
    known = _known(held_out, seen)
    if not known:
        return held_out, answers(model, held_out, taxonomy), f"{model.id}, đang dùng", False
    learned = [each for each in labelled.examples if text_hash(each) in seen]
    if incumbent.complete and len({text_hash(each) for each in learned}) == len(seen):
        hidden = {each.passage.key for each in held_out}
        rest = [each for each in surely(learned) if each.passage.key not in hidden]
        if rest:
            again = fitted(rest, taxonomy, seed=model.seed, settings=model.classifier.settings)
            words = (
                f"{model.id} đã học {len(known)} trong {len(held_out)} đoạn giữ lại, nên được huấn luyện lại y cách cũ"
                " mà không có các đoạn giữ lại (its recipe without the held-out passages)"
            )
            return held_out, answers(again, held_out, taxonomy, name=f"{model.id} (học lại)"), words, True
    fresh = [each for each in held_out if each.passage.key not in known]
    words = (
        f"{model.id}, đang dùng; bỏ {len(known)} đoạn giữ lại mà nó đã học, vì không có đủ các đoạn nó đã học để"
        " huấn luyện lại; đưa các tệp ấy vào --train thì so được nhiều hơn (left out: it has learned them)"
    )
    return fresh, answers(model, fresh, taxonomy), words, False


def without(
    incumbent: Incumbent, training: Sequence[Example], held_out: Sequence[Example], taxonomy: Taxonomy
) -> tuple[Model | None, str]:
    """The model in use where it has learned none of the held-out passages, else its recipe on what it may know of.

    None where it has, and what it learned from is not at hand.
    """
    model, seen = incumbent.model, incumbent.seen or frozenset()
    if not _known(held_out, seen):
        return model, f"đang dùng ({model.id})"
    at_hand = {text_hash(each) for each in (*training, *held_out)}
    rest = [each for each in surely(training) if text_hash(each) in seen]
    if not rest or not incumbent.complete or not seen <= at_hand:
        return None, ""
    again = fitted(rest, taxonomy, seed=model.seed, settings=model.classifier.settings)
    return again, f"đang dùng, học lại ({model.id})"


def _known(held_out: Sequence[Example], seen: Collection[str]) -> set[str]:
    return {each.passage.key for each in held_out if text_hash(each) in seen}


def _chances(answer: Answers) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if answer.chances is None:
        raise ValueError(f"{answer.name} gives no probabilities")
    return answer.chances
