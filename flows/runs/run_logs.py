"""What a run says as it goes: that it began, what became of each step and of each item that failed, how it ended."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from corpus.run import Accounting
from corpus.sources.vitals import RaisedAlarm

SHOWN = 200
"""Failed items of a step that get a line each; the store keeps all."""

_log = logging.getLogger("bamsat.run")


def say_begun(kind: str, notes: Sequence[str], versions: Mapping[str, str]) -> None:
    """A run began; ``notes`` are about those before it."""
    _log.info("lượt %s bắt đầu", kind, extra={"figures": dict(versions)})
    for note in notes:
        _log.warning("%s", note)


def say_step(accounting: Accounting, failures: Mapping[str, str]) -> None:
    """A step ended: its figures, and a line about each item that failed."""
    source = accounting.step.partition(" ")[2]
    for item, reason in list(failures.items())[:SHOWN]:
        _log.warning("%s hỏng: %s", accounting.step, reason, extra={"document": item, "source": source})
    if len(failures) > SHOWN:
        _log.warning("%s: còn %d mục hỏng nữa, xem bamsat quarantine", accounting.step, len(failures) - SHOWN)
    figures = {"in": accounting.taken, **{name: accounting.total(name) for name in ("ok", "skipped", "failed")}}
    _log.info(
        "%s: vào %d, được %d, bỏ qua %d, hỏng %d",
        accounting.step,
        *figures.values(),
        extra={"figures": figures, "source": source},
    )


def say_alarms(alarms: Sequence[RaisedAlarm]) -> None:
    """Alarms about sources."""
    for alarm in alarms:
        _log.warning("báo động: %s", alarm.words, extra={"source": alarm.source})


def say_ended(state: str, error: BaseException | None) -> None:
    """A run ended in a state; ``error`` is what broke it."""
    if error is None:
        level = {"done": logging.INFO, "partial": logging.WARNING}.get(state, logging.ERROR)
        _log.log(level, "lượt kết thúc: %s", state)
    else:
        _log.error("lượt kết thúc: %s: %s: %s", state, type(error).__name__, error)
