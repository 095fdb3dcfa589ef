"""What a worker of a cluster does: takes ids, opens the store and the archive itself, writes, gives back counts.

Everything that crosses the wire is plain data of short strings and numbers. A worker's own BAMSAT_STORE, BAMSAT_ARCHIVE
and BAMSAT_MODELS win over what it is told, so that a password need not travel and each machine may mount shares
elsewhere. Before it writes, a worker makes sure that it reads with the same versions and opens the same store.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from corpus.errors import BadInput
from corpus.sources.ledger import Ledger
from corpus.store import Store
from extractors.objects import Folder, archive_at
from flows.cluster.hands import Done, Job
from flows.runs.faults import reason_of
from flows.settings import VERSION, Settings

READ_WITH = (
    "beautifulsoup4",
    "lxml",
    "pypdf",
    "python-docx",
    "scikit-learn",
    "spacy",
    "trafilatura",
    "underthesea",
)
"""Packages that decide what is read and judged: of one version on all machines, or the store would hold two truths."""

MOST = 600
"""Letters of an error that go back: what a database says of a statement may be as long as the statement."""

_ONE_AT_A_TIME = threading.Lock()
"""The tools of a process are made for one thread; a worker with more threads gains nothing and breaks nothing."""


def job(settings: Settings, *, run: str, now: datetime | None, **more: object) -> dict[str, Any]:
    """What all batches of a step are told.

    Args:
        run: id of the run, by which a worker recognises the store.
        more: what else the work needs, as plain data.

    Raises:
        BadInput: the store is a file, which two machines cannot write at once.
    """
    if "://" not in settings.store or settings.store.startswith("sqlite"):
        raise BadInput(
            "nhiều máy không cùng ghi một tệp SQLite được; đặt BAMSAT_STORE=postgresql://… "
            "(a cluster needs a PostgreSQL store)",
            where=settings.store,
        )
    folder = settings.archive
    return {
        "store": without_password(settings.store),
        "archive": folder.as_uri() if isinstance(folder, Path) else str(folder),
        "models": str(settings.models),
        "run": run,
        "now": None if now is None else now.isoformat(),
        "versions": versions(),
        **more,
    }


def without_password(address: str) -> str:
    """A database's address without the password in it."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}"))


def versions() -> dict[str, str]:
    """Versions of what decides what is read and judged on this machine."""
    return {"bamsat": VERSION, **{each: version(each) for each in READ_WITH}}


def do(work: str, job: Job, items: Sequence[Any]) -> Done:
    """Do one batch. What the operator must mend is ``refused`` in words, what may pass is an ``error``.

    Errors come back as words, not as exceptions: those would have to be unpickled where they arrive.
    """
    with _ONE_AT_A_TIME:
        try:
            _same_versions(job)
            return WORKS[work](job, items)
        except BadInput as error:
            return {"refused": f"{_name()}: {error}"}
        except Exception as error:  # noqa: BLE001 - the batch boundary: the one who handed it out decides about it
            return {"error": f"{_name()}: {reason_of(error)[:MOST]}"}


def judge(job: Job, items: Sequence[str]) -> Done:
    """Cut, read and judge documents by their ids, and store what came of it batch by batch."""
    from flows.classify import BATCH
    from flows.cluster.models import models_for
    from flows.cluster.parts import Part, judged_part
    from flows.judging.desk import desk

    store, models = _store(job), models_for(_told(job, "models", "BAMSAT_MODELS"), job["model"])
    found = desk(models, job["model"]).analyst.version
    if found != job["analysis"]:
        raise BadInput(f"đọc bằng phiên bản {found}, lượt chạy bằng {job['analysis']} (other versions)", where=_name())
    whole = Part()
    for begin in range(0, len(items), BATCH):
        documents = store.documents(items[begin : begin + BATCH])
        whole.add(judged_part(store, documents, models=models, model=job["model"], shadow=job["shadow"], now=_now(job)))
    return whole.told()


def reread(job: Job, items: Sequence[Sequence[Any]]) -> Done:
    """Read archived pages again by (document, file, byte offset), and store what changed."""
    from flows.cluster.parts import Part, reread_part
    from flows.reread import BATCH, Place

    store, whole = _store(job), Part()
    places = [Place(*each) for each in items]
    for begin in range(0, len(places), BATCH):
        part = places[begin : begin + BATCH]
        whole.add(reread_part(store, part, folder=_archive(job), dry_run=job["dry_run"], now=_now(job)))
    return whole.told()


WORKS: Mapping[str, Callable[[Job, Sequence[Any]], Done]] = {"judge": judge, "reread": reread}
"""What a worker can be asked to do, by name."""


def _same_versions(job: Job) -> None:
    here = versions()
    other = [f"{name} {here.get(name)} ≠ {told}" for name, told in job["versions"].items() if here.get(name) != told]
    if other:
        raise BadInput(
            f"máy này cài khác máy chạy lượt: {', '.join(other)}; cài lại bằng cùng một tệp khóa (other versions)",
            where=_name(),
        )


def _told(job: Job, name: str, variable: str) -> str:
    return os.environ.get(variable) or str(job[name])


def _archive(job: Job) -> Folder:
    return archive_at(_told(job, "archive", "BAMSAT_ARCHIVE"))


def _now(job: Job) -> datetime | None:
    return None if job["now"] is None else datetime.fromisoformat(job["now"])


def _store(job: Job) -> Store:
    """The store of a run.

    Raises:
        BadInput: what this machine opens is not the store that the run is in.
    """
    where = _told(job, "store", "BAMSAT_STORE")
    if not _holds(where, job["run"]):
        raise BadInput(
            f"kho mở được từ máy này không có lượt {job['run']}: BAMSAT_STORE ở đây chỉ sang kho khác (another store)",
            where=without_password(where),
        )
    return _opened(where)


@lru_cache(maxsize=1)
def _opened(where: str) -> Store:
    """A store, opened once in each process."""
    return Store(where)


@lru_cache(maxsize=8)
def _holds(where: str, run: str) -> bool:
    """Whether a store knows a run that is under way."""
    return any(each.id == run for each in Ledger(_opened(where).engine).runs(limit=20))


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
