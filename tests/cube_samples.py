"""Articles whose passages are each judged as a test says, for tests of the coverage cube."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus_samples import NOW, article, judged

from corpus.label import Evidence, Modality, Stage, TimeScope
from corpus.store import JudgedDocument, Store


@dataclass(frozen=True, slots=True)
class Told:
    """What a passage was judged to be: by default evidence of work being done on area 3 in Ba Tri."""

    areas: tuple[str, ...] = ("3",)
    stage: Stage = Stage.TO_CHUC
    modality: Modality = Modality.REPORTED
    strength: int = 2
    scope: TimeScope = NOW
    reach: str = "inside"
    places: tuple[str, ...] = ("ben-tre/ba-tri",)
    dates: tuple[str, ...] = ()


NOTHING = Told(areas=(), stage=Stage.KHONG, modality=Modality.NONE, strength=0, places=())
ASKED = Told(stage=Stage.CHI_DAO, modality=Modality.DIRECTIVE, strength=0)


def at(day: str) -> datetime:
    """Noon of a day in Bến Tre."""
    return datetime.fromisoformat(f"{day}T05:00:00").replace(tzinfo=UTC)


def tell(
    store: Store,
    number: int,
    *told: Told,
    day: str | None = "2021-03-05",
    source: str = "dong-khoi",
    model: str = "m-1",
    known: str | None = None,
    words: str = "Đoạn",
) -> JudgedDocument:
    """Store an article that was published on a day, its passages judged as told, known here since noon of a day."""
    document = article(
        number,
        *(f"{words} {each} của bài {number}." for each in range(len(told))),
        published=None if day is None else at(day),
        source=source,
    )
    now = None if known is None else at(known)
    store.put_documents([(document, None)], now=now)
    work = as_told(judged(document, model=model), told)
    store.put_judged([work], now=now)
    return work


def as_told(work: JudgedDocument, told: Sequence[Told]) -> JudgedDocument:
    """A judged document with its passages judged as told."""
    predictions = tuple(
        replace(
            prediction,
            areas=each.areas,
            probabilities={code: (0.9 if code in each.areas else 0.1) for code in "1234567"},
            stage=each.stage,
            stages=(each.stage,),
            modality=each.modality,
            time_scope=each.scope,
            evidence=Evidence(each.strength, dates=each.dates),
        )
        for prediction, each in zip(work.predictions, told, strict=True)
    )
    return replace(
        work,
        predictions=predictions,
        reaches=tuple(each.reach for each in told),
        places=tuple(each.places for each in told),
    )
