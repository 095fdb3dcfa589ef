"""Serve the schedules: Prefect's server and page on this machine, our deployments on it, and one process to run them.

Prefect is clock and window; what was done is in the store and in our own records. So at every start whatever Prefect
still believes to be running is closed (nothing of it can be alive while the lock of :data:`SERVING` is ours), late
runs that piled up are dropped, and each schedule that missed its time gets one run.

Import this module after :func:`flows.unattended.orchestration.prepare`, with PREFECT_API_URL set to a server
that answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Crashed
from prefect.states import Scheduled as ScheduledState
from prefect.types.entrypoint import EntrypointType

from flows.unattended.deployments import SCHEDULES, TIMEZONE, Scheduled, keep_record, missed, read_record

LATE = timedelta(minutes=10)
APART = timedelta(minutes=2)
"""Between runs that make up for missed ones, so that a start brings no burst."""

MOST = 200
AT_ONCE = 2
"""Runs of different schedules at once; those that write wait for each other by the data folder's lock."""


def deployment_of(each: Scheduled) -> RunnerDeployment:
    """A schedule as Prefect's deployment: by module path, never two at once, a second one cancelled."""
    found = getattr(import_module("flows.unattended.scheduled"), each.flow)
    assert isinstance(found, Flow)
    made = found.to_deployment(
        name=each.name,
        schedule=Cron(each.times.cron, timezone=TIMEZONE),
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        parameters=dict(each.parameters),
        description=f"{each.title} ({each.times}).",
        tags=["bamsat"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(made, RunnerDeployment)
    return made


def serve(home: Path, *, now: datetime, schedules: Sequence[Scheduled] = SCHEDULES) -> None:
    """Register the schedules and run what is due, until SIGTERM or an interrupt.

    Args:
        home: the data folder whose record says what was missed.
    """
    runner = Runner(name="bamsat", limit=AT_ONCE, pause_on_shutdown=False)
    ids: dict[str, UUID] = {}
    for each in schedules:
        id = runner.add_deployment(deployment_of(each))
        assert isinstance(id, UUID)
        ids[each.name] = id
    with get_client(sync_client=True) as client:
        close_dead(client, list(ids.values()), now=now)
        catch_up(client, ids, home, schedules, now=now)
    asyncio.run(runner.start())


def close_dead(client: SyncPrefectClient, deployments: Sequence[UUID], *, now: datetime) -> tuple[int, int]:
    """Close runs that a killed server or runner left open, drop those whose time went by; gives how many of each.

    A run that is left RUNNING for ever would hold its schedule's only place, and every later one would be cancelled.
    """
    dead = late = 0
    for run in _runs(client, deployments, StateType.RUNNING, StateType.PENDING, StateType.CANCELLING):
        client.set_flow_run_state(run[0], Crashed(message="bị ngắt: lúc phục vụ lại không còn tiến trình"), force=True)
        dead += 1
    for id, due in _runs(client, deployments, StateType.SCHEDULED):
        if due is None or due < now - LATE:
            client.delete_flow_run(id)
            late += 1
    return dead, late


def catch_up(
    client: SyncPrefectClient, ids: dict[str, UUID], home: Path, schedules: Sequence[Scheduled], *, now: datetime
) -> list[str]:
    """One run for each schedule that missed its time, however often; gives their names. A first start owes nothing."""
    record = read_record(home)
    made: list[str] = []
    for each in schedules:
        last = record.get(each.name)
        if last is None:
            keep_record(home, each.name, now)
        due = missed(each, last, now=now)
        if due is not None:
            client.create_flow_run_from_deployment(
                ids[each.name],
                name=f"bù lượt {due:%d-%m %H:%M}",
                state=ScheduledState(scheduled_time=now + APART * len(made)),
            )
            made.append(each.name)
    return made


def _runs(
    client: SyncPrefectClient, deployments: Sequence[UUID], *types: StateType
) -> list[tuple[UUID, datetime | None]]:
    found = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))),
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=list(deployments))),
        limit=MOST,
    )
    return [
        (each.id, None if each.next_scheduled_start_time is None else each.next_scheduled_start_time.astimezone(UTC))
        for each in found
    ]
