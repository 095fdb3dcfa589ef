"""Shares with intervals for a report: audit labels of its months put to the estimator that models chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.audit.frame import Framed, frame
from corpus.audit.labels import AuditLabel, labels_for
from corpus.audit.samples import Audit, Audits
from corpus.coverage.behind import counted_documents
from corpus.database.engine import reading
from corpus.periods import months_between
from corpus.store import Store
from review.paper.rows import Estimated

if TYPE_CHECKING:
    from models.quantify.cell import Cell


@dataclass(frozen=True, slots=True)
class Shares:
    """The passages of a period, the design stratum of each, and the audit sample drawn of them."""

    framed: Sequence[Framed]
    strata: Sequence[str]
    items: Sequence[AuditLabel]

    def cell(self, area: str) -> Cell:
        """What the estimator takes for an area; passages nobody is sure of count as not judged."""
        from models.quantify.cell import Cell

        places = {each.passage: place for place, each in enumerate(self.framed)}
        answers = [(places[each.passage], each) for each in self.items if each.verdicts.get(area) in ("yes", "no")]
        return Cell.of(
            said=[int(area in each.areas) for each in self.framed],
            audited=[place for place, _ in answers],
            truth=[int(each.verdicts[area] == "yes") for _, each in answers],
            inclusion=[each.inclusion for _, each in answers],
            stratum=self.strata,
            drawn=len(self.items),
        )

    def of_area(self, area: str) -> Estimated:
        """The share of an area with its interval, or why there is none."""
        from models.quantify.choose import estimate

        found = estimate(self.cell(area))
        return Estimated(
            value=found.value,
            low=found.low,
            high=found.high,
            labelled=found.labelled,
            drawn=len(self.items),
            why="" if found.abstained is None else found.abstained.vi,
        )


def shares_of(store: Store, *, model: str, since: str, until: str, as_of: str) -> Shares | None:
    """The audit of a period's months; None where no sample of the whole province was judged by then."""
    whole = {each.id: each for each in Audits(store.engine).all() if not each.scope}
    labels = labels_for(store.engine, since=since, until=until, model=model, as_of=as_of, unread=True)
    drawn = {each.passage: each for each in labels if each.audit in whole}
    if not any(each.coders for each in drawn.values()):
        return None
    audits = {each.month: whole[each.audit] for each in drawn.values()}
    known = counted_documents(store.engine, model=model, since=since, until=until, as_of=as_of)
    framed: list[Framed] = []
    with reading(store.engine) as connection:
        for month in months_between(since, until):
            framed += (each for each in frame(connection, model=model, period=month) if each.document in known)
    there = {each.passage for each in framed}
    return Shares(
        framed,
        [_stratum(each, audits.get(each.month)) for each in framed],
        [each for passage, each in drawn.items() if passage in there],
    )


def _stratum(framed: Framed, audit: Audit | None) -> str:
    """Of the sample drawn of its month; a month without one is a stratum nobody drew from."""
    return f"{framed.month}|{framed.stratum}" if audit is None else f"{audit.id}|{audit.stratum(framed)}"
