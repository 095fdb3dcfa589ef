"""The verbs under Prefect: harvest, classify, tally, and daily that runs all three.

Prefect schedules, retries and shows; the store is the record. Tasks are batches, they pass counts and ids only, and no
result is persisted (Prefect's serializers would turn scraped data back into code).

Import this module after :func:`flows.unattended.orchestration.prepare`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from corpus.coverage.by_area import Tally
from corpus.errors import BadInput
from corpus.run import Accounting
from corpus.sources.vitals import RaisedAlarm
from extractors.wire import Limits
from flows import tally as tallying
from flows.acquisition.demo import demo_publisher
from flows.acquisition.sources import alive, publisher_named
from flows.cluster.tasks import hands
from flows.judging.early import load_meanwhile
from flows.runs.progress import Progress, Silent
from flows.runs.run import Run
from flows.settings import Settings, read_settings

T = TypeVar("T")

watcher: ContextVar[Progress] = ContextVar("watcher", default=Silent())  # noqa: B039 - Silent holds no state
"""Who watches the run in this process; a scheduled run has nobody."""


_running: ContextVar[Run | None] = ContextVar("running", default=None)


@dataclass(frozen=True, slots=True)
class Report:
    """What a daily run has to say."""

    run: str
    state: str
    exit_code: int
    killed_before: int
    accountings: tuple[Accounting, ...]
    failures: dict[str, str]
    coverage: Tally
    alarms: tuple[RaisedAlarm, ...] = ()


@contextmanager
def without_pulse() -> Iterator[None]:
    """Flows within do not tell Prefect every so often that they live; to end telling takes each of them up to a second.

    A run's own lock beats all the while, and tells who asks whether it hangs; see :mod:`flows.runs.lock`.
    """
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def as_task(name: str, work: Callable[[], T], /) -> T:
    """Call a piece of work as a Prefect task: two more tries, nothing cached, nothing persisted."""
    tried = task(
        name=name.split(" ")[0],
        task_run_name=name,
        retries=2,
        retry_delay_seconds=[2, 10],
        retry_condition_fn=_may_help,
        cache_policy=NO_CACHE,
        persist_result=False,
    )(work)
    return tried()


def _may_help(_task: object, _run: object, state: object) -> bool:
    """Trying again helps against a locked store or a lost connection, not against bad input."""
    data = getattr(state, "data", None)
    error = getattr(data, "exception", data)
    return not isinstance(error, (BadInput, KeyboardInterrupt))


@flow(name="harvest", flow_run_name="harvest {source}", persist_result=False)
def harvest(source: str, demo: str = "", home: str | None = None, scheduled: bool = False) -> Accounting:
    """Collect one source by its slug, or the demo newspaper at an address of this machine.

    Args:
        scheduled: leave listings alone that are not due yet.
    """
    with _run(home, "harvest") as run:
        if demo:
            publisher, loopback = demo_publisher(demo)
            return run.harvest(publisher, limits=Limits(delay=0.0), loopback=loopback)
        return run.harvest(publisher_named(source), everything=not scheduled)


@flow(name="inbox", persist_result=False)
def inbox(home: str | None = None) -> Accounting:
    """Import whatever lies in the inbox folder and was not read before."""
    with _run(home, "import") as run:
        folder = run.settings.inbox
        if folder is None:
            raise BadInput("chưa đặt thư mục; đặt BAMSAT_INBOX (no inbox folder set)", where="inbox")
        return run.take_in([folder], mapping="", source=None, again=False)


@flow(name="group", persist_result=False)
def group(home: str | None = None) -> Accounting:
    """Find which documents carry one story."""
    with _run(home, "group") as run:
        return run.group()


@flow(name="classify", persist_result=False)
def classify(home: str | None = None) -> Accounting:
    """Judge whatever is pending."""
    with _run(home, "classify") as run:
        return run.classify()


@flow(name="tally", persist_result=False)
def tally(home: str | None = None) -> Tally:
    """Count coverage and leave it on Prefect's page as a table."""
    with _run(home, "tally") as run:
        counted = tallying.count(run.store, run.taxonomy, model=run.model().id)
        table = tallying.as_table(counted, run.taxonomy)
        title = "Đoạn có việc đã làm / đoạn nói tới (đoạn đã đọc)"
        create_table_artifact(key="coverage", table=table, description=title)
        if counted.months:
            _draw(counted, run, model=run.model().id)
        return counted


def _draw(counted: Tally, run: Run, *, model: str) -> None:
    """Leave the heat map of the last twelve months on Prefect's page."""
    from flows.unattended.chart_page import heat_map_page, rows_of
    from flows.unattended.coverage_artifacts import publish
    from review.charts.rows import Heading

    shown = set(counted.months[-12:])
    rows = [row for row in rows_of(counted, run.taxonomy) if row.period in shown]
    heading = Heading(
        "đoạn kể việc đã làm", "đoạn đã đọc", model=model, taxonomy=run.taxonomy.version, as_of=run.started.date()
    )
    publish(run.elsewhere(heat_map_page, rows, heading), key="coverage-map")


@flow(name="daily", flow_run_name="daily {kind}", persist_result=False)
def daily(kind: str = "all", sources: list[str] | None = None, demo: str = "", home: str | None = None) -> Report:
    """Collect every source (or those named) and the inbox, judge what is new, count coverage.

    Args:
        kind: a word for the run's name.
        sources: slugs, asked whether their listings are due or not; None for all that are alive, those due.
        demo: address of a demo newspaper on this machine, collected instead.
        home: the data folder; by default as BAMSAT_HOME says.

    Raises:
        StoreBusy: another run holds the data folder.
    """
    with _run(home, "daily") as run, without_pulse():
        run.make_ready()
        load_meanwhile()
        for slug in ["demo"] if demo else sources or alive(run.started.date()):
            harvest(slug, demo=demo, home=home, scheduled=not demo and not sources)
        if run.settings.inbox is not None and not demo:
            inbox(home=home)
        alarms = run.check_vitals()
        group(home=home)
        classify(home=home)
        coverage = tally(home=home)
        create_markdown_artifact(key="accounting", markdown=_markdown(run), description="Sổ lượt chạy")
        return Report(
            run=run.id,
            state=run.state,
            exit_code=run.exit_code,
            killed_before=run.killed_before,
            accountings=tuple(run.accountings),
            failures=dict(run.failures),
            coverage=coverage,
            alarms=tuple(alarms),
        )


@contextmanager
def _run(home: str | None, kind: str) -> Iterator[Run]:
    """The run this flow is part of, or one of its own."""
    outer = _running.get()
    if outer is not None:
        yield outer
        return
    settings: Settings = read_settings(os.environ, home=None if home is None else Path(home))
    with Run(
        settings, kind=kind, now=lambda: datetime.now(UTC), progress=watcher.get(), step=as_task, hands=hands
    ) as run:
        token = _running.set(run)
        try:
            yield run
        finally:
            _running.reset(token)


def _markdown(run: Run) -> str:
    names = {"ok": "được", "skipped": "bỏ qua", "failed": "hỏng"}
    lines = ["| bước | vào | kết cục | số | lý do |", "|---|--:|---|--:|---|"]
    for accounting in run.accountings:
        for (outcome, reason), count in sorted(accounting.outcomes.items()):
            lines.append(f"| {accounting.step} | {accounting.taken} | {names[outcome]} | {count} | {_clean(reason)} |")
    if run.alarms:
        lines += ["", "| nguồn | báo động |", "|---|---|"]
        lines += [f"| {alarm.source} | {_clean(alarm.words)} |" for alarm in run.alarms]
    return "\n".join(lines)


def _clean(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
