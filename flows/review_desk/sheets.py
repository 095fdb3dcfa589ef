"""Workbooks for the page of the desk: the same functions that ``bamsat sheet`` calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock

from corpus.codebook.taxonomy import Taxonomy
from corpus.store import Store
from flows.reports.sheets import apply, export_list, export_queue, plan_of
from review.workbook.checking import Applied, Plan
from review.workbook.reading import Returned
from review.workbook.sheet import Export, Row


class Sheets:
    """Workbooks on this store; see :class:`review.handed_sheets.SheetDesk`.

    Args:
        names: of sources, by slug.
    """

    def __init__(self, store: Store, taxonomy: Taxonomy, names: Mapping[str, str]) -> None:
        self._store, self._taxonomy, self._names = store, taxonomy, names
        self._lock = Lock()

    def of_queue(self, queue: str, *, limit: int, person: str, now: datetime) -> tuple[Export, list[Row]]:
        """See :func:`flows.reports.sheets.export_queue`."""
        return export_queue(
            self._store, self._taxonomy, queue=queue, limit=limit, person=person, now=now, names=self._names
        )

    def of_list(self, passages: Sequence[str], *, name: str, now: datetime) -> tuple[Export, list[Row]]:
        """See :func:`flows.reports.sheets.export_list`."""
        return export_list(self._store, self._taxonomy, passages, name=name, now=now, names=self._names)

    def plan(self, returned: Returned, *, person: str) -> Plan:
        """See :func:`flows.reports.sheets.plan_of`."""
        return plan_of(self._store, returned, self._taxonomy, person=person)

    def apply(self, planned: Plan, *, now: datetime) -> Applied:
        """See :func:`flows.reports.sheets.apply`; one application at a time, so that a form sent twice is kept once."""
        with self._lock:
            return apply(self._store, planned, now=now)
