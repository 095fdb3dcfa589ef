"""What is written down of a run as it goes: lines for people or JSON lines, each with its run, source and document.

The standard library's logging, so that what the libraries below us say (Prefect, the web server) arrives in the same
form; no more of it is ours than a formatter, a file of the day, and the context. Lines go to ``logs/`` in the data
folder, one file a day and none older than :data:`KEPT` days; where ``BAMSAT_LOG`` is set they go to standard error too,
for a service manager to keep. Secrets that are set in the environment are struck out of every line.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

from corpus.errors import BadInput

Form = Literal["text", "json"]

FOLDER = "logs"
KEPT = 30
"""Days of files kept."""

MOST = 50_000_000
"""Bytes of one day's file; what comes after is not written to it, and its last line says so."""

LONGEST = 8_000
"""Characters of one message, a traceback among them."""

OURS = ("bamsat", "review")
LOGGERS = (*OURS, "prefect", "uvicorn", "asyncio")
"""Loggers whose lines are kept; of those that are not ours, from warnings up."""

SECRETS = (
    "BAMSAT_MAIL_PASSWORD",
    "BAMSAT_WEBHOOK",
    "BAMSAT_METRICS_TOKEN",
    "PREFECT_API_KEY",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_SERVER_API_AUTH_STRING",
)
"""Settings whose values never stand in a line."""

STRUCK = "***"
HERE = timezone(timedelta(hours=7))
_USERINFO = re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]*(?=@)")
_TOKEN = re.compile(r"(?i)(?<=[?&])(ma|token|key|password|secret)=[^\s&\"']+|(?<=\bBearer )[\w.~+/=-]{8,}")


@dataclass(frozen=True, slots=True)
class Where:
    """What a line is about: the run it was said in, and the source and document, "" where it is about none."""

    run: str = ""
    source: str = ""
    document: str = ""


_where: ContextVar[Where] = ContextVar("where", default=Where())  # noqa: B039 - Where is frozen


@contextmanager
def about(*, run: str | None = None, source: str | None = None, document: str | None = None) -> Iterator[None]:
    """Whatever is logged within is about these; what is not named stays as it is."""
    before = _where.get()
    token = _where.set(
        Where(
            before.run if run is None else run,
            before.source if source is None else source,
            before.document if document is None else document,
        )
    )
    try:
        yield
    finally:
        _where.reset(token)


def where() -> Where:
    """What lines are about at this moment, in this context."""
    return _where.get()


class Redactor:
    """Strikes secrets out of a line: values of :data:`SECRETS`, passwords and tokens in addresses."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        values = {environment.get(name, "") for name in SECRETS}
        values |= {f":{password}@" for password in _passwords(environment.get("BAMSAT_STORE", ""))}
        self._values = sorted((each for each in values if len(each) >= 4), key=len, reverse=True)

    def __call__(self, line: str) -> str:
        for value in self._values:
            line = line.replace(value, STRUCK)
        return _TOKEN.sub(_struck, _USERINFO.sub(STRUCK, line))


def _struck(found: re.Match[str]) -> str:
    return STRUCK if found[1] is None else f"{found[1]}={STRUCK}"


def _passwords(address: str) -> list[str]:
    return [found.partition(":")[2] for found in _USERINFO.findall(address)]


class Lines(logging.Formatter):
    """A record as one line: ``time level [run source document] message``, or the same as JSON."""

    def __init__(self, form: Form, redact: Callable[[str], str]) -> None:
        super().__init__()
        self.form = form
        self.redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """One line, without secrets; a traceback is part of it."""
        said = record.getMessage()
        if record.exc_info:
            said = f"{said}\n{self.formatException(record.exc_info)}"
        said = self.redact(said[:LONGEST])
        at = datetime.fromtimestamp(record.created, UTC).astimezone(HERE).isoformat(timespec="milliseconds")
        now = where()
        fields = {
            name: self.redact(str(getattr(record, name, "") or getattr(now, name)))
            for name in ("run", "source", "document")
        }
        if self.form == "json":
            line = {"at": at, "level": record.levelname.lower(), "logger": record.name, **fields, "message": said}
            more = getattr(record, "figures", None)
            return json.dumps(line | ({"figures": more} if more else {}), ensure_ascii=False)
        words = " ".join(each for each in fields.values() if each)
        return f"{at} {record.levelname:<7} [{words}] {said}".replace("\r", "").replace("\n", "\n    ")


class DayFile(logging.Handler):
    """Adds each line whole to the file of its day, so that several processes may write to it at once."""

    def __init__(self, folder: Path, *, most: int = MOST) -> None:
        super().__init__()
        self.folder = folder
        self.most = most

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a disk that is full or away costs the line and nothing else."""
        try:
            line = self.format(record).encode("utf-8", "backslashreplace") + b"\n"
            path = self.folder / f"{_day(datetime.fromtimestamp(record.created, UTC))}.log"
            if not self.folder.exists():
                self.folder.mkdir()
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
            try:
                size = os.fstat(handle).st_size
                if size < self.most:
                    full = size + len(line) >= self.most
                    os.write(handle, line + (b"(day's file is full)\n" if full else b""))
            finally:
                os.close(handle)
        except OSError:
            return


def read_form(environment: Mapping[str, str]) -> tuple[Form, bool]:
    """The form of lines, and whether they go to standard error too, from BAMSAT_LOG (``json`` or ``text``).

    Raises:
        BadInput: another value.
    """
    wanted = environment.get("BAMSAT_LOG", "").strip().lower()
    if wanted not in ("", "text", "json"):
        raise BadInput("phải là json hoặc text (one of these)", where="BAMSAT_LOG")
    return ("json" if wanted == "json" else "text"), wanted != ""


@contextmanager
def kept_logs(home: Path, environment: Mapping[str, str], *, now: datetime) -> Iterator[None]:
    """Within, whatever is logged is kept in the data folder, and on standard error where BAMSAT_LOG is set.

    The folder is made with the first line, and only where the data folder is there: a command that only looks leaves
    nothing behind. A disk that cannot be written to stops nothing.

    Raises:
        BadInput: BAMSAT_LOG is set to something else than json or text.
    """
    form, aloud = read_form(environment)
    lines = Lines(form, Redactor(environment))
    handlers: list[logging.Handler] = [DayFile(home / FOLDER)]
    if aloud:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(lines)
        handler.addFilter(_worth_keeping)
    forget_old(home / FOLDER, now=now)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(each.level, each.propagate) for each in loggers]
    for each in loggers:
        for handler in handlers:
            each.addHandler(handler)
        if each.name in OURS:
            each.setLevel(logging.INFO)
            each.propagate = False
    try:
        yield
    finally:
        for each, (level, propagate) in zip(loggers, before, strict=True):
            for handler in handlers:
                each.removeHandler(handler)
            each.setLevel(level)
            each.propagate = propagate
        for handler in handlers:
            handler.close()


def forget_old(folder: Path, *, now: datetime, kept: int = KEPT) -> list[str]:
    """Delete the files of days longer ago than ``kept``; gives their names."""
    oldest = _day(now - timedelta(days=kept))
    gone = [path for path in sorted(folder.glob("????-??-??.log")) if path.stem < oldest]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return [path.name for path in gone]


def _worth_keeping(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(HERE):%Y-%m-%d}"
