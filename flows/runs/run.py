"""A run: holds the data folder's lock, opens the store, and writes down what became of everything that went in."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.asof import use_model
from corpus.errors import StoreError
from corpus.events.gathering import gather
from corpus.run import Accounting
from corpus.sources.ledger import Ledger, RunState
from corpus.sources.quarantine import Held
from corpus.sources.vitals import RaisedAlarm, keep_alarms
from corpus.store import Store
from extractors.publishers import PUBLISHERS, Publisher
from extractors.wire import Limits
from flows.acquisition.archive_mending import mend_all
from flows.acquisition.archiving import Recorder
from flows.acquisition.fetching import fetcher_for
from flows.acquisition.vitals import raise_alarms
from flows.backfill import Plan, backfill
from flows.classify import classify
from flows.cluster.hands import OpenHands, dask_hands
from flows.cluster.steps import classify_on_cluster, reread_on_cluster
from flows.grouping import group
from flows.harvest import Desks, harvest
from flows.intake import take_in
from flows.judging.early import early_process
from flows.judging.model_in_use import ModelInUse, model_in_use
from flows.judging.workers import Early
from flows.replay import replay
from flows.reread import Changes, reread
from flows.review_desk.queues import refresh
from flows.runs.faults import of_disk
from flows.runs.leftovers import sweep
from flows.runs.lock import Lock, run_lock
from flows.runs.logs import about
from flows.runs.manifest import EXIT_CODES, FOLDER, RunManifest, close_open, machine_versions
from flows.runs.manifest_check import check
from flows.runs.progress import Progress, Silent
from flows.runs.run_logs import say_alarms, say_begun, say_ended, say_step
from flows.runs.steps import Step, direct
from flows.runs.window import Window
from flows.settings import VERSION, Settings

P = ParamSpec("P")
T = TypeVar("T")

PASSING = ("tạm thời", "danh mục")
"""How reasons begin that a next run may mend: a busy host, a listing that did not answer."""

AFTERWARDS = ("classify", "group")
"""Steps over what is stored: that all of it is settled already is no failure, and a next run takes up what failed."""

LEEWAY = timedelta(minutes=5)
"""How far ahead a clock may have been without a word."""

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
        hands: OpenHands = dask_hands,
    ) -> None:
        self.settings = settings
        self.hands = hands
        self.kind = kind
        self.now = now
        self.progress: Progress = progress or Silent()
        self.step = step
        self.id = f"{now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self.accountings: list[Accounting] = []
        self.failures: dict[str, str] = {}
        self.alarms: list[RaisedAlarm] = []
        self.started = now()
        self.killed_before = 0
        self.taken_up_from = self.started
        self.notes: list[str] = []
        self._early: Early | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        try:
            self.lock: Lock = self._open.enter_context(run_lock(self.settings.home, run=self.id))
            with ExitStack() as opened:
                opened.push(self._open)
                self._begin()
                opened.pop_all()
        except OSError as error:
            if (refused := of_disk(error)) is not None:
                raise refused from error
            raise
        return self

    def _begin(self) -> None:
        """Close what runs before left open, and write down that this one begins."""
        folder = self.settings.home / FOLDER
        self.taxonomy: Taxonomy = load_taxonomy()
        self.store = self._open.enter_context(Store(self.settings.store))
        self.ledger = Ledger(self.store.engine)
        versions = {
            "bamsat": VERSION,
            "taxonomy": self.taxonomy.version,
            **{part: version(part) for part in PARTS},
        }
        self.taken_up_from = self._unwatched_since()
        self.killed_before = self.ledger.start_run(self.id, kind=self.kind, versions=versions, now=self.now())
        self.notes = [
            *([self.lock.note] if self.lock.note else []),
            *sweep(self.settings.home),
            *close_open(folder, by=self.id, now=self.now(), ended=self._ended),
            *check(folder, self.ledger, by=self.id),
            *self._clock_went_back(),
            *self._torn(),
        ]
        self.manifest = RunManifest(
            folder,
            self.id,
            self.kind,
            self.started,
            versions={**versions, **machine_versions()},
            notes=self.notes,
        )
        self.manifest.begin()
        self._open.enter_context(about(run=self.id))
        say_begun(self.kind, self.notes, self.manifest.versions)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if error is None:
                say_ended(self.state, None)
                self.ledger.end_run(self.id, state=self.state, now=self.now())
                self.manifest.end(self.state, self.now())
                return
            state: RunState = "failed" if isinstance(error, Exception) else "interrupted"
            self.manifest.notes.append(f"{type(error).__name__}: {error}"[:500])
            say_ended(state, error)
            # What stopped the run may stop this too; the next run closes what stays open, and the first error is told.
            with suppress(StoreError):
                self.ledger.end_run(self.id, state=state, now=self.now())
            with suppress(StoreError):
                self.manifest.end(state, self.now())
            if isinstance(error, OSError) and (refused := of_disk(error)) is not None:
                raise refused from error

    def _unwatched_since(self) -> datetime:
        """From when on readings were not held against their usual band: since this run began, or since the first of the
        runs just before it that were killed before they came to that."""
        since = self.started
        for run in self.ledger.runs(limit=20):
            if run.state not in ("running", "interrupted") or any(step in AFTERWARDS for step, *_ in run.outcomes):
                break
            since = min(since, datetime.fromisoformat(run.started))
        return since

    def _clock_went_back(self) -> list[str]:
        """A note where runs of before began later than this one."""
        late = self.started + LEEWAY
        ahead = [run for run in self.ledger.runs(limit=1) if datetime.fromisoformat(run.started) > late]
        return [
            f"đồng hồ máy lùi: lượt {run.id} bắt đầu lúc {run.started}, sau cả bây giờ; chỉnh giờ máy (NTP). "
            f"Lượt này hỏi lại những gì đã hỏi trong khoảng ấy"
            for run in ahead
        ]

    def _torn(self) -> list[str]:
        """Mend files of the archive written while the runs just before this one were killed; says what was torn."""
        if not self.killed_before:
            return []
        since = (self.taken_up_from - LEEWAY).timestamp()
        return [str(each) for each in mend_all(self.store, self.settings.local_archive, now=self.now(), since=since)]

    def _ended(self, id: str) -> RunState | None:
        """How the store says that a run ended, or None where it does not know the run."""
        return next((run.state for run in self.ledger.runs(limit=20) if run.id == id), None)

    @property
    def state(self) -> RunState:
        """``failed`` where nothing gathered came through, ``partial`` where a next try may help, else ``done``."""
        gathered = [each for each in self.accountings if each.step not in AFTERWARDS and each.taken]
        if gathered and all(each.all_failed for each in gathered):
            return "failed"
        again = any(
            outcome == "failed" and (each.step in AFTERWARDS or reason.startswith(PASSING))
            for each in self.accountings
            for outcome, reason in each.outcomes
        )
        lost = not all(each.balanced for each in self.accountings)
        return "partial" if again or lost or any(each.all_failed for each in gathered) else "done"

    @property
    def exit_code(self) -> int:
        """0 done, 3 partial, 1 failed."""
        return EXIT_CODES.get(self.state, 1)

    def account(self, accounting: Accounting, failures: dict[str, str]) -> Accounting:
        """Keep a step's accounting, here, in the store and in the run's manifest.

        Raises:
            StoreBusy: another run took the data folder over while this one gave no sign of life.
        """
        self.lock.check()
        self.accountings.append(accounting)
        self.failures.update(failures)
        self.ledger.record(self.id, accounting, failures)
        self.manifest.step(accounting, len(failures))
        say_step(accounting, failures)
        return accounting

    @contextmanager
    def desks(
        self, publisher: Publisher, *, limits: Limits | None = None, loopback: frozenset[str] = frozenset()
    ) -> Iterator[Desks]:
        """What one source is harvested with.

        Args:
            loopback: host:port pairs of this machine that may be asked (the demo newspaper).
        """
        recorder = Recorder(folder=self.settings.archive, source=publisher.slug)
        with (
            about(source=publisher.slug),
            fetcher_for(
                publisher, self.settings, now=self.now, limits=limits, loopback=loopback, record=recorder
            ) as fetcher,
        ):
            yield Desks(
                publisher,
                self.store,
                fetcher,
                recorder,
                self.now,
                self.progress,
                self.step,
            )

    def harvest(
        self,
        publisher: Publisher,
        *,
        limits: Limits | None = None,
        loopback: frozenset[str] = frozenset(),
        everything: bool = True,
    ) -> Accounting:
        """Collect what is new at one source; ``everything`` also asks listings that are not due yet."""
        with self.desks(publisher, limits=limits, loopback=loopback) as desks:
            return self.account(*harvest(desks, everything=everything))

    def backfill(self, publisher: Publisher, window: Window, *, budget: int) -> Plan:
        """Take the oldest gaps of one source in a span of days; gives the plan it worked from."""
        with self.desks(publisher) as desks:
            accounting, failures, made = backfill(desks, window, budget=budget)
        self.account(accounting, failures)
        return made

    def take_in(self, paths: Sequence[Path], *, mapping: str, source: str | None, again: bool) -> Accounting:
        """Import files and folders."""
        accounting, failures = take_in(
            paths,
            store=self.store,
            folder=self.settings.archive,
            mapping=mapping,
            source=source,
            again=again,
            now=self.now(),
            workers=self.settings.workers,
            progress=self.progress,
        )
        return self.account(accounting, failures)

    def reread(self, *, source: str | None, since: str | None, dry_run: bool) -> Changes:
        """Extract again from the archive; gives what changed."""
        if self.settings.cluster:
            accounting, failures, changes = reread_on_cluster(
                self.store,
                self.settings,
                hands=self.hands,
                run=self.id,
                source=source,
                since=since,
                dry_run=dry_run,
                progress=self.progress,
                now=self.now,
            )
        else:
            accounting, failures, changes = reread(
                self.store,
                folder=self.settings.archive,
                source=source,
                since=since,
                dry_run=dry_run,
                workers=self.settings.workers,
                progress=self.progress,
                now=self.now,
            )
        self.account(accounting, failures)
        return changes

    def replay(self, items: Sequence[Held]) -> Accounting:
        """Try again what is in quarantine."""

        def desk_of(source: str) -> AbstractContextManager[Desks] | None:
            publisher = next((each for each in PUBLISHERS if each.slug == source), None)
            return None if publisher is None else self.desks(publisher)

        accounting, failures = replay(
            items,
            store=self.store,
            folder=self.settings.archive,
            now=self.now,
            progress=self.progress,
            desk_of=desk_of,
        )
        return self.account(accounting, failures)

    def group(self) -> Accounting:
        """Find which documents carry one story."""
        return self.account(*self.step("group", lambda: group(self.store, progress=self.progress)))

    def check_vitals(self) -> list[RaisedAlarm]:
        """Whether what was read since this run began left its source's usual band; the alarms are kept."""
        alarms = raise_alarms(self.store, run=self.id, started=self.taken_up_from)
        keep_alarms(self.store.engine, alarms)
        say_alarms(alarms)
        self.alarms = alarms
        return alarms

    def model(self) -> ModelInUse:
        """The model to judge with, trained now where none is there."""
        found = model_in_use(self.settings.models, self.taxonomy, progress=self.progress)
        self.manifest.versions.update(model=found.id, analysis=found.analysis_version)
        return found

    def make_ready(self) -> None:
        """Have a process load what judging needs, while this one collects."""
        self._early = self._open.enter_context(early_process(self.settings, self.taxonomy))

    def elsewhere(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What a module-level function gives in the process that has loaded its libraries, else here."""
        return work(*arguments, **named) if self._early is None else self._early.ask(work, *arguments, **named)

    def classify(self) -> Accounting:
        """Judge whatever is pending, and gather what was judged into events."""
        model = self.model()
        use_model(self.store.engine, model.id, taxonomy=self.taxonomy.version, now=self.now())
        accounting, failures = self.step("classify", lambda: self._judge(model))
        kept = self.account(accounting, failures)
        self.step("gather", lambda: gather(self.store.engine, model.id))
        self.refresh_queues()
        return kept

    def refresh_queues(self) -> None:
        """Fill what waits at the review desk where something was judged since; that it cannot be is only noted."""
        note = refresh(self.store, models=self.settings.models, now=self.now(), early=self._early)
        if note:
            self.notes.append(note)

    def _judge(self, model: ModelInUse) -> tuple[Accounting, dict[str, str]]:
        """Judge on the cluster where one is set, else in processes of this machine."""
        if self.settings.cluster:
            return classify_on_cluster(
                self.store,
                self.settings,
                hands=self.hands,
                run=self.id,
                model=model.id,
                analysis_version=model.analysis_version,
                progress=self.progress,
                now=self.now,
            )
        return classify(
            self.store,
            models=self.settings.models,
            model=model.id,
            analysis_version=model.analysis_version,
            workers=self.settings.workers,
            progress=self.progress,
            now=self.now,
            early=self._early,
        )
