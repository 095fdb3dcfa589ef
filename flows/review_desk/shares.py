"""Shares by audit sample for the pages of the desk, worked out once and kept until somebody judges again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock

from corpus.audit.samples import Audits
from corpus.codebook.taxonomy import Taxonomy
from corpus.database.rows import write_time
from corpus.people.judgements import Judgements
from corpus.periods import months_of
from corpus.store import Store
from review.paper.rows import Estimated


class AuditedShares:
    """Gives for (model, first month, last month) the share of each area; empty where no sample was judged."""

    def __init__(self, store: Store, taxonomy: Taxonomy, now: Callable[[], datetime]) -> None:
        self._store, self._taxonomy, self._now = store, taxonomy, now
        self._lock = Lock()
        self._known: dict[tuple[str, str, str], tuple[str, Mapping[str, Estimated]]] = {}

    def __call__(self, model: str, since: str, until: str) -> Mapping[str, Estimated]:
        drawn = [months_of(each.period) for each in Audits(self._store.engine).all() if not each.scope]
        if not any(first <= until and since <= last for first, last in drawn):
            return {}
        chain = Judgements(self._store.engine).head().chain
        asked = (model, since, until)
        with self._lock:
            held = self._known.get(asked)
            if held is None or held[0] != chain:
                held = self._known[asked] = (chain, self._worked_out(model, since, until))
            return held[1]

    def _worked_out(self, model: str, since: str, until: str) -> Mapping[str, Estimated]:
        from flows.reports.reporting_shares import shares_of

        found = shares_of(self._store, model=model, since=since, until=until, as_of=write_time(self._now()))
        return {} if found is None else {area.code: found.of_area(area.code) for area in self._taxonomy.areas}
