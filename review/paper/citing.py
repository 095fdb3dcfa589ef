"""Which passages stand behind which figure: the list of evidence with its numbers, and the footnotes that cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.facts import EVIDENCE_FROM
from corpus.label import Modality
from corpus.periods import months_of
from review.paper import wording as say
from review.paper.content import Behind, Note
from review.paper.rows import AreaCount, Counts, PlaceCount, Told

LISTED = 150
"""Passages of evidence that the list at the end holds at most."""

CITED = 2
"""Articles that a footnote names before it says how many more passages there are."""


class Citations:
    """The footnotes of one report.

    Attributes:
        proofs: evidence, each passage once, the newest first.
        numbers: of the listed ones, by key.
    """

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.since, self.until = months_of(counts.period)
        self.proofs = list({each.key: each for each in counts.told if each.proof}.values())
        self.numbers = {each.key: number for number, each in enumerate(self.listed, start=1)}

    @property
    def listed(self) -> Sequence[Told]:
        """Those that the list at the end holds."""
        return self.proofs[:LISTED]

    def on(self, area: AreaCount) -> Filter:
        """The list of the period's passages on an area."""
        return Filter(area=area.code, since=self.since, until=self.until)

    def done(self, area: AreaCount) -> Filter:
        """The list of the period's evidence on an area."""
        return replace(self.on(area), modality=Modality.REPORTED.value, strength_from=EVIDENCE_FROM)

    def done_before(self, area: AreaCount) -> Filter:
        """The list of evidence on an area in the period before."""
        since, until = months_of(self.counts.previous)
        return replace(self.done(area), since=since, until=until)

    def counted(self, area: AreaCount) -> Note | None:
        """Passages on an area, by the newest article."""
        found = [each for each in self.counts.told if each.area == area.code]
        return self._note(say.NOTE_COUNT.format(code=area.code), found, area.count, self.on(area), cited=1)

    def proof(self, area: AreaCount) -> Note | None:
        """Evidence on an area."""
        found = [each for each in self.counts.told if each.area == area.code and each.proof]
        return self._note(say.NOTE_EVIDENCE.format(code=area.code), found, area.evidence, self.done(area))

    def proof_before(self, area: AreaCount, total: int) -> Note | None:
        """Evidence on an area in the period before, by its newest article."""
        found = [each for each in self.counts.told_before if each.area == area.code and each.proof]
        words = say.NOTE_BEFORE.format(code=area.code, before=say.when(self.counts.previous))
        return self._note(words, found, total, self.done_before(area), cited=1)

    def of_place(self, place: PlaceCount) -> Note | None:
        """Evidence that names a place."""
        found = {each.key: each for each in self.counts.told if each.proof and place.name in each.places}
        return self._note(say.NOTE_PLACE.format(place=place.name), list(found.values()), len(found), None)

    def _note(
        self, words: str, found: Sequence[Told], total: int, opens: Filter | None, *, cited: int = CITED
    ) -> Note | None:
        """The first articles of these passages, each with the numbers of its passages, and how many more there are."""
        articles: dict[tuple[str, str, date | None, str], list[Told]] = {}
        for each in found:
            articles.setdefault((each.source, each.title, each.day, each.link), []).append(each)
        first = list(articles.values())[:cited]
        behind = tuple(
            Behind(
                numbers=tuple(sorted(self.numbers[each.key] for each in passages if each.key in self.numbers)),
                passages=len(passages),
                source=passages[0].source,
                title=title_of(passages[0]),
                day=passages[0].day,
                link=passages[0].link,
            )
            for passages in first
        )
        more = max(0, total - sum(each.passages for each in behind))
        return Note(words, behind, more, opens) if behind else None


def title_of(told: Told) -> str:
    """The title of a passage's article, or words for none."""
    return told.title or say.NO_TITLE
