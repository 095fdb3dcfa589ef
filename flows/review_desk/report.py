"""Reports for the page of the desk: composed as the command composes them, kept for a minute."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from corpus.people.judgements import Judgements
from corpus.store import Store
from review.handed_paper import Paper, ReportAsked

KEPT = 8
SECONDS = 60.0
"""How long a report is shown again without being counted anew: its pictures and files are asked for one by one."""


class Reports:
    """Writes the report that is asked for.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock
        self._lock = Lock()
        self._known: OrderedDict[tuple[ReportAsked, str], tuple[float, Paper]] = OrderedDict()

    def __call__(self, asked: ReportAsked) -> Paper:
        """The report.

        Raises:
            BadInput: as :func:`flows.reports.reporting.read_counts`.
        """
        key = (asked, Judgements(self._store.engine).head().chain)
        with self._lock:
            held = self._known.get(key)
            if held is None or self._clock() - held[0] > SECONDS:
                held = self._known[key] = (self._clock(), self._written(asked))
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
            return held[1]

    def _written(self, asked: ReportAsked) -> Paper:
        from flows.reports.report_file import composed
        from flows.reports.reporting import Asked
        from review.paper.letterhead import usual

        question = Asked(asked.period, asked.as_of, asked.since_report, asked.model or None)
        counts, report = composed(self._store, question, pictures=asked.pictures)
        return Paper(report, asked.layout, usual(asked.layout, on=asked.as_of), counts.read)
