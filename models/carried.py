"""Judgements under a new version of the codebook: which may be wrong now, and which verdicts carry over.

Nothing is deleted or changed. A judgement made under the old version on an area whose meaning changed is *affected*: it
keeps counting for the old series, and the new series does without that verdict (:func:`carried`). The mark is worked
out from the version noted in every judgement, which the chain of judgements guards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.codebook.change import AreaChange, TaxonomyChange
from corpus.label import Judgement


@dataclass(frozen=True, slots=True)
class AffectedJudgement:
    """A judgement that may be wrong under the new version, in these areas (codes of the old version), and why."""

    id: str
    passage: str
    person: str
    areas: tuple[str, ...]
    reasons: tuple[str, ...]


def given_under(event: Judgement, change: TaxonomyChange) -> bool:
    """Whether a judgement was made under the old version of a change."""
    old = (change.old_version, f"{change.id} {change.old_version}", change.old_fingerprint)
    return event.taxonomy in old


def affected_judgements(events: Iterable[Judgement], change: TaxonomyChange) -> tuple[AffectedJudgement, ...]:
    """The judgements whose word on an area the new version may have made wrong, in the order given."""
    found = []
    for event in events:
        if event.takes_back or not given_under(event, change):
            continue
        areas = tuple(code for code in event.verdicts if change.carried(code) is None)
        if areas:
            words = tuple(f"mảng {code}: {_words(change.from_old(code))}" for code in areas)
            found.append(AffectedJudgement(event.id, event.passage, event.person, areas, words))
    return tuple(found)


def carried(events: Iterable[Judgement], change: TaxonomyChange) -> list[Judgement]:
    """Judgements as they hold under the new version: verdicts that carry over, under the codes of now.

    An area whose meaning changed, and one that is new, was not asked of (so a passage judged before is unsure of it).
    Judgements of other versions are given as they are; the events themselves stay as they were.
    """
    kept = []
    for event in events:
        if not given_under(event, change):
            kept.append(event)
            continue
        codes = {code: change.carried(code) for code in event.verdicts}
        verdicts = {now: event.verdicts[code] for code, now in codes.items() if now is not None}
        if verdicts or not event.verdicts:
            kept.append(replace(event, verdicts=verdicts))
    return kept


def _words(changes: Sequence[AreaChange]) -> str:
    return "; ".join(f"(nay là {each.code}) {each.words}" if len(changes) > 1 else each.words for each in changes)
