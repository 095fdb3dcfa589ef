"""A run: holds the data folder's lock, opens the store, and writes down what became of everything that went in."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

from corpus.ledger import Ledger, RunState
from corpus.run import Accounting
from corpus.store import Store
from corpus.taxonomy import Taxonomy, load_taxonomy
from extractors.fetch import Fetcher
from extractors.publishers import Publisher
from extractors.wire import Limits
from flows.classify import classify
from flows.harvest import harvest
from flows.lock import run_lock
from flows.model_in_use import ModelInUse, model_in_use
from flows.progress import Progress, Silent
from flows.settings import VERSION, Settings
from flows.steps import Step, direct

PASSING = ("tạm thời", "danh mục")
"""How reasons begin that a next run may mend: a busy host, a listing that did not answer."""

PARTS = ("underthesea", "scikit-learn", "spacy", "prefect", "beautifulsoup4", "trafilatura", "sqlalchemy")


class Run:
    """One run over a data folder; a context manager.

    Raises:
        StoreBusy: on entering, where another run holds the folder.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        kind: str,
        now: Callable[[], datetime],
        progress: Progress | None = None,
        step: Step = direct,
    ) -> None:
        self.settings = settings
        self.kind = kind
        self.now = now
        self.progress: Progress = progress or Silent()
        self.step = step
        self.id = f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self.accountings: list[Accounting] = []
        self.failures: dict[str, str] = {}
        self.killed_before = 0
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(run_lock(self.settings.home))
        self.taxonomy: Taxonomy = load_taxonomy()
        self.store = self._open.enter_context(Store(self.settings.store))
        self.ledger = Ledger(self.store.engine)
        versions = {
            "bamsat": VERSION,
            "taxonomy": self.taxonomy.version,
            **{part: version(part) for part in PARTS},
        }
        self.killed_before = self.ledger.start_run(self.id, kind=self.kind, versions=versions, now=self.now())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            state = self.state
            if error is not None:
                state = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
            self.ledger.end_run(self.id, state=state, now=self.now())

    @property
    def state(self) -> RunState:
        """``failed`` where nothing gathered came through, ``partial`` where a next try may help, else ``done``."""
        gathered = [each for each in self.accountings if each.step != "classify" and each.taken]
        if gathered and all(each.all_failed for each in gathered):
            return "failed"
        again = any(
            outcome == "failed" and (each.step == "classify" or reason.startswith(PASSING))
            for each in self.accountings
            for outcome, reason in each.outcomes
        )
        lost = not all(each.balanced for each in self.accountings)
        return "partial" if again or lost or any(each.all_failed for each in gathered) else "done"

    @property
    def exit_code(self) -> int:
        """0 done, 3 partial, 1 failed."""
        return {"done": 0, "partial": 3}.get(self.state, 1)

    def account(self, accounting: Accounting, failures: dict[str, str]) -> Accounting:
        """Keep a step's accounting, here and in the store."""
        self.accountings.append(accounting)
        self.failures.update(failures)
        self.ledger.record(self.id, accounting, failures)
        return accounting

    def harvest(
        self,
        publisher: Publisher,
        *,
        limits: Limits | None = None,
        loopback: frozenset[str] = frozenset(),
        step: Step | None = None,
    ) -> Accounting:
        """Collect one source. ``loopback`` names host:port pairs of this machine that may be asked (the demo)."""
        hosts = frozenset(host.rsplit(":", 1)[0] for host in publisher.hosts)
        with Fetcher(
            agent=self.settings.agent,
            allowed_hosts=hosts,
            limits=limits or Limits(),
            loopback=loopback,
            now=self.now,
            jitter=random.random,
        ) as fetcher:
            accounting, failures = harvest(
                publisher,
                store=self.store,
                fetcher=fetcher,
                folder=self.settings.archive,
                now=self.now,
                progress=self.progress,
                step=step or self.step,
            )
        return self.account(accounting, failures)

    def model(self) -> ModelInUse:
        """The model to judge with, trained now where none is there."""
        return model_in_use(self.settings.models, self.taxonomy, progress=self.progress)

    def classify(self) -> Accounting:
        """Judge whatever is pending."""
        model = self.model()
        accounting, failures = self.step(
            "classify",
            lambda: classify(
                self.store,
                models=self.settings.models,
                model=model.id,
                analysis_version=model.analysis_version,
                workers=self.settings.workers,
                progress=self.progress,
            ),
        )
        return self.account(accounting, failures)
