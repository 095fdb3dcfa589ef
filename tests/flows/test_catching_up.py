"""After a time without power every schedule that was missed gets one run, and they do not all begin at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

from prefect.client.orchestration import SyncPrefectClient

from flows.unattended.deployments import SCHEDULES, keep_record, read_record
from flows.unattended.serve import APART, LATE, catch_up, close_dead

NOW = datetime(2026, 11, 24, 23, 45, tzinfo=UTC)


class Server:
    """What of Prefect's client is asked, and what it was told."""

    def __init__(self, runs: dict[str, list[tuple[UUID, datetime | None]]] | None = None) -> None:
        self.runs = runs or {}
        self.made: list[tuple[UUID, datetime]] = []
        self.closed: list[UUID] = []
        self.deleted: list[UUID] = []

    def create_flow_run_from_deployment(self, id: UUID, *, name: str, state: Any) -> None:
        """A run is asked for."""
        assert name.startswith("bù lượt")
        self.made.append((id, state.state_details.scheduled_time))

    def read_flow_runs(self, *, flow_run_filter: Any, **_: Any) -> list[Any]:
        """Runs in the states that were asked for."""
        wanted = [each.value for each in flow_run_filter.state.type.any_]
        found = [each for state in wanted for each in self.runs.get(state, [])]
        return [SimpleNamespace(id=id, next_scheduled_start_time=due) for id, due in found]

    def set_flow_run_state(self, id: UUID, state: Any, *, force: bool) -> None:
        """A run's state is set."""
        assert force and state.type.value == "CRASHED"
        self.closed.append(id)

    def delete_flow_run(self, id: UUID) -> None:
        """A run is dropped."""
        self.deleted.append(id)


def client(server: Server) -> SyncPrefectClient:
    """The fake in the client's place."""
    return cast(SyncPrefectClient, server)


def test_after_weeks_each_schedule_runs_once_and_one_after_the_other(tmp_path: Path) -> None:
    ids = {each.name: uuid4() for each in SCHEDULES}
    for each in SCHEDULES:
        keep_record(tmp_path, each.name, NOW - timedelta(days=70))
    server = Server()
    made = catch_up(client(server), ids, tmp_path, SCHEDULES, now=NOW)
    assert sorted(made) == sorted(ids) and len(server.made) == len(SCHEDULES)
    assert [at for _, at in server.made] == [NOW + APART * n for n in range(len(SCHEDULES))]


def test_a_first_start_owes_nothing_and_remembers_when_it_was(tmp_path: Path) -> None:
    server = Server()
    assert catch_up(client(server), {each.name: uuid4() for each in SCHEDULES}, tmp_path, SCHEDULES, now=NOW) == []
    assert set(read_record(tmp_path).values()) == {NOW} and server.made == []


def test_runs_left_open_are_closed_and_late_ones_dropped_so_that_none_pile_up() -> None:
    open_runs = [(uuid4(), None), (uuid4(), None)]
    late = [(uuid4(), NOW - LATE - timedelta(days=day)) for day in range(1, 31)]
    coming = [(uuid4(), NOW + timedelta(hours=3)), (uuid4(), NOW - LATE / 2)]
    server = Server({"RUNNING": open_runs[:1], "PENDING": open_runs[1:], "SCHEDULED": [*late, *coming]})
    assert close_dead(client(server), [uuid4()], now=NOW) == (2, 30)
    assert server.closed == [id for id, _ in open_runs] and server.deleted == [id for id, _ in late]
