"""A scheduler and two workers as processes of their own leave the store as one machine does."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import on_postgres
import pytest

from corpus.errors import BadInput, StoreError
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.bench.stages import demo_pages
from flows.cluster import steps as cluster_steps
from flows.cluster.hands import ClusterGone, Done, Job, WorkerLost, batch_size, dask_hands, over
from flows.cluster.local import LocalCluster, local_cluster
from flows.cluster.work import do, job, without_password
from flows.runs.progress import Silent
from flows.runs.run import Run
from flows.settings import Settings, read_settings

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def now() -> datetime:
    return NOON


# -- handing out, with hands that are no cluster ------------------------------------------------------------------


@dataclass
class Answer:
    """A batch that is under way at nobody's."""

    done: Done | Exception

    def result(self) -> Done:
        if isinstance(self.done, Exception):
            raise self.done
        return self.done


@dataclass
class Crew:
    """Hands that do a batch at once; some items kill whoever takes them, some batches fail a few times."""

    count: int = 2
    cost: float = 0.02
    deadly: frozenset[str] = frozenset()
    failing: int = 0
    refuses: str = ""
    handed: list[list[str]] = field(default_factory=list)

    def submit(self, work: str, job: Job, items: Sequence[Any]) -> Answer:
        assert pickle.loads(pickle.dumps((work, dict(job), list(items)))) == (work, dict(job), list(items))
        self.handed.append(list(items))
        if self.deadly & set(items):
            return Answer(WorkerLost("killed"))
        if self.refuses:
            return Answer({"refused": self.refuses})
        if self.failing:
            self.failing -= 1
            return Answer({"error": "the database restarts"})
        return Answer({"outcomes": [["ok", work, len(items)]], "failures": {}})


def test_every_item_comes_back_once_and_in_order() -> None:
    items = [f"d{number}" for number in range(101)]
    got = list(over(Crew(), "judge", {}, items, size=10))
    assert [item for batch, _ in got for item in batch] == items
    assert sum(done["outcomes"][0][2] for _, done in got if done is not None) == 101


def test_no_more_than_three_batches_a_worker_are_under_way() -> None:
    crew = Crew()
    next(over(crew, "judge", {}, [f"d{number}" for number in range(500)], size=10))
    assert len(crew.handed) == 6


def test_an_item_that_kills_its_workers_costs_that_item_only() -> None:
    items = [f"d{number}" for number in range(30)]
    got = list(over(Crew(deadly=frozenset({"d7"})), "judge", {}, items, size=10))
    assert [batch for batch, done in got if done is None] == [["d7"]]
    assert sorted(item for batch, _ in got for item in batch) == sorted(items)


def test_a_batch_that_failed_is_handed_out_again_after_a_pause() -> None:
    waited: list[float] = []
    crew = Crew(failing=2)
    assert len(list(over(crew, "judge", {}, ["a", "b"], size=2, pause=waited.append))) == 1
    assert waited == [2.0, 10.0] and crew.handed == [["a", "b"]] * 3


def test_a_batch_that_fails_again_and_again_ends_the_step_with_its_reason() -> None:
    with pytest.raises(StoreError, match="the database restarts"):
        list(over(Crew(failing=9), "judge", {}, ["a"], size=2, pause=lambda _: None))


def test_a_worker_that_refuses_ends_the_step_at_once() -> None:
    crew = Crew(refuses="máy này cài khác")
    with pytest.raises(BadInput, match="máy này cài khác"):
        list(over(crew, "judge", {}, ["a"], size=2))
    assert len(crew.handed) == 1


def test_handing_out_takes_less_than_a_twentieth_of_the_time() -> None:
    for count in (1, 2, 16):
        for cost in (0.02, 0.3):
            crew = Crew(count=count, cost=cost)
            size = batch_size(100_000, hands=crew, seconds=cluster_steps.JUDGING, least=40)
            assert cost / (size * cluster_steps.JUDGING) < 0.05


def test_few_items_are_spread_over_all_workers() -> None:
    assert batch_size(1000, hands=Crew(count=8), seconds=0.036, least=40) <= 1000 / 8


# -- what is told -------------------------------------------------------------------------------------------------


def settings_at(home: Path, **more: str) -> Settings:
    return read_settings(
        {"BAMSAT_WORKERS": "1", **{f"BAMSAT_{name}": value for name, value in more.items()}}, home=home
    )


def test_a_scheduler_is_named_by_its_address(tmp_path: Path) -> None:
    assert settings_at(tmp_path).cluster == ""
    assert settings_at(tmp_path, CLUSTER="tls://10.0.0.5:8786").cluster == "tls://10.0.0.5:8786"
    for wrong in ("10.0.0.5", "http://10.0.0.5:8786", "tcp://10.0.0.5"):
        with pytest.raises(BadInput, match="BAMSAT_CLUSTER"):
            settings_at(tmp_path, CLUSTER=wrong)


def test_a_store_in_a_file_is_not_for_several_machines(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="PostgreSQL"):
        job(settings_at(tmp_path), run="r", now=None)


def test_no_password_travels_to_the_workers(tmp_path: Path) -> None:
    told = job(settings_at(tmp_path, STORE="postgresql://an:mat-khau@10.0.0.5/bamsat"), run="r", now=NOON)
    assert told["store"] == "postgresql://an@10.0.0.5/bamsat"
    assert "mat-khau" not in repr(told)
    assert without_password("postgresql://postgres:@/db?host=/tmp/x") == "postgresql://postgres@/db?host=/tmp/x"


def test_an_archive_in_a_folder_is_told_as_an_address(tmp_path: Path) -> None:
    told = job(settings_at(tmp_path, STORE="postgresql://10.0.0.5/bamsat"), run="r", now=None)
    assert told["archive"] == f"{tmp_path.as_uri()}/archive"


def test_a_worker_with_other_versions_refuses(tmp_path: Path) -> None:
    told = job(settings_at(tmp_path, STORE="postgresql://10.0.0.5/bamsat"), run="r", now=None)
    done = do("judge", {**told, "versions": {**told["versions"], "underthesea": "1.0"}}, [])
    assert "underthesea" in done["refused"]


def test_a_worker_that_opens_another_store_refuses(postgres: str, tmp_path: Path) -> None:
    told = job(settings_at(tmp_path, STORE=postgres), run="of-another-store", now=None)
    name = on_postgres.fresh(postgres)
    done = do("reread", {**told, "store": on_postgres.database(postgres, name), "dry_run": True}, [])
    assert "of-another-store" in done["refused"]


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cluster.hands.PATIENCE", 1)
    with pytest.raises(ClusterGone, match=r"127\.0\.0\.1:9"), dask_hands("tcp://127.0.0.1:9"):
        pass


def test_batches_are_tasks_of_prefects_only_where_the_workers_reach_its_server() -> None:
    from flows.cluster.tasks import shown_by_prefect

    assert not shown_by_prefect("", "tcp://10.0.0.1:8786")
    assert not shown_by_prefect("http://127.0.0.1:4200/api", "tcp://10.0.0.1:8786")
    assert shown_by_prefect("http://127.0.0.1:4200/api", "tcp://127.0.0.1:8786")
    assert shown_by_prefect("http://10.0.0.1:4200/api", "tcp://10.0.0.1:8786")


# -- real processes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """The digest that one machine comes to, and a PostgreSQL database to copy in which all was imported."""

    digest: str
    server: str
    imported: str
    settings: Settings


@pytest.fixture(scope="module")
def prepared(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """The demo newspaper's pages read and judged on one machine, and imported for a cluster."""
    folder = tmp_path_factory.mktemp("cluster")
    files = folder / "in"
    files.mkdir()
    for number, page in enumerate(demo_pages()[0][::3]):
        (files / f"{number:03}.html").write_bytes(page.body)
    with Run(settings_at(folder / "one"), kind="test", now=now) as run:
        run.take_in([files], mapping="", source="bao", again=False)
        run.classify()
        digest = run.store.digest()
    name = on_postgres.fresh(postgres)
    shared = settings_at(
        folder / "many", STORE=on_postgres.database(postgres, name), ARCHIVE=(folder / "shared").as_uri()
    )
    with Run(shared, kind="test", now=now) as run:
        run.take_in([files], mapping="", source="bao", again=False)
    yield Prepared(digest, postgres, name, shared)
    on_postgres.drop(postgres, name)


@pytest.fixture
def settings(prepared: Prepared) -> Iterator[Settings]:
    """Settings of a PostgreSQL store in which all was imported and nothing judged."""
    name = on_postgres.fresh(prepared.server, like=prepared.imported)
    yield replace(prepared.settings, store=on_postgres.database(prepared.server, name))
    on_postgres.drop(prepared.server, name)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A scheduler and two workers."""
    with local_cluster(workers=2, folder=tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that every worker gets several."""
    monkeypatch.setattr(cluster_steps, "batch_size", lambda *_, **__: 4)


@pytest.mark.slow
def test_two_workers_leave_the_store_as_one_machine_does(
    prepared: Prepared, machines: LocalCluster, settings: Settings, small_batches: None
) -> None:
    with Run(replace(settings, cluster=machines.address), kind="test", now=now) as run:
        run.reread(source=None, since=None, dry_run=False)
        run.classify()
        assert run.store.digest() == prepared.digest
    assert run.state == "done" and run.failures == {}
    assert all(each.balanced and each.total("failed") == 0 for each in run.accountings)


class KillingProgress(Silent):
    """Kills the worker that is at work as soon as the first batch is done."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.killed: list[int] = []

    def advance(self, step: str, count: int = 1) -> None:
        if step == "classify" and not self.killed:
            with distributed.Client(self.address, set_as_default=False) as client:
                pids = client.run(os.getpid)
                busy = [worker for worker, keys in client.processing().items() if keys]
                self.killed.append(pids[busy[0] if busy else next(iter(pids))])
                os.kill(self.killed[0], signal.SIGKILL)


@pytest.mark.slow
def test_a_worker_killed_midway_changes_nothing(
    prepared: Prepared, machines: LocalCluster, settings: Settings, small_batches: None
) -> None:
    killing = KillingProgress(machines.address)
    with Run(replace(settings, cluster=machines.address), kind="test", now=now, progress=killing) as run:
        run.classify()
        assert run.store.digest() == prepared.digest
    assert killing.killed and run.failures == {} and run.state == "done"


@contextmanager
def namespaces(names: Sequence[str]) -> Iterator[str]:
    """Network namespaces, each joined to this one by a virtual pair; gives our address on their bridge."""

    def ip(*arguments: str, check: bool = True) -> None:
        subprocess.run(["ip", *arguments], check=check, capture_output=True)

    bridge = f"bs{os.getpid() % 10000}"
    try:
        ip("link", "add", bridge, "type", "bridge")
        ip("addr", "add", "10.213.77.1/24", "dev", bridge)
        ip("link", "set", bridge, "up")
        for number, name in enumerate(names, start=2):
            ip("netns", "add", name)
            ip("link", "add", f"{bridge}v{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", f"{bridge}v{number}", "master", bridge, "up")
            for words in (f"addr add 10.213.77.{number}/24 dev eth0", "link set eth0 up", "link set lo up"):
                ip("-n", name, *words.split())
        yield "10.213.77.1"
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"network namespaces cannot be made here: {error}")
    finally:
        for name in names:
            ip("netns", "del", name, check=False)
        ip("link", "del", bridge, check=False)


@pytest.mark.slow
@pytest.mark.beyond
@pytest.mark.skipif(os.geteuid() != 0 or not Path("/sbin/ip").exists(), reason="needs root and the program ip")
def test_two_workers_in_network_namespaces_of_their_own_do_the_same(
    prepared: Prepared, settings: Settings, tmp_path: Path, small_batches: None
) -> None:
    names = [f"bamsat-{os.getpid()}-{number}" for number in (1, 2)]
    with (
        namespaces(names) as host,
        local_cluster(
            workers=2, folder=tmp_path / "dask", host=host, before=[["ip", "netns", "exec", each] for each in names]
        ) as cluster,
        Run(replace(settings, cluster=cluster.address), kind="test", now=now) as run,
    ):
        with distributed.Client(cluster.address, set_as_default=False) as client:
            addresses = {each.split("//")[1].rpartition(":")[0] for each in client.nthreads()}
        assert addresses == {"10.213.77.2", "10.213.77.3"}
        run.classify()
        assert run.store.digest() == prepared.digest


@pytest.mark.slow
def test_the_command_takes_a_cluster(prepared: Prepared, machines: LocalCluster, settings: Settings) -> None:
    command = [sys.executable, "-m", "flows.cli", "--home", str(settings.home), "classify", "--json"]
    environment = {**os.environ, "BAMSAT_STORE": settings.store, "BAMSAT_ARCHIVE": settings.archive_at}
    done = subprocess.run(
        [*command, "--cluster", machines.address], env=environment, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with Store(settings.store) as store:
        assert store.digest() == prepared.digest
        assert Ledger(store.engine).runs(limit=1)[0].state == "done"
