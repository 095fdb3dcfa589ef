"""What a run can load while it waits for the network: the tools that judge and draw in a process of their own.

Loading them takes longer than judging a day's articles does.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from flows.judging.model_in_use import model_at_hand
from flows.judging.workers import Early
from flows.settings import Settings

TOOLS = "flows.judging.desk"
"""The module of the tools that judge: loaded here, they need no process of their own."""


_begun: ContextVar[Early | None] = ContextVar("_begun", default=None)


@contextmanager
def begun_early(settings: Settings) -> Iterator[None]:
    """Begin the process now, before this one loads its own libraries; a run within has it at its disposal."""
    early = None if settings.cluster else begin_early(settings.models, load_taxonomy())
    with early or nullcontext():
        token = _begun.set(early)
        try:
            yield
        finally:
            _begun.reset(token)


@contextmanager
def early_process(settings: Settings, taxonomy: Taxonomy) -> Iterator[Early | None]:
    """The process that was begun early, or one begun now; None where none is needed."""
    if settings.cluster or (begun := _begun.get()) is not None:
        yield None if settings.cluster else begun
        return
    with begin_early(settings.models, taxonomy) or nullcontext() as early:
        yield early


def begin_early(models: Path, taxonomy: Taxonomy) -> Early | None:
    """A process that loads the tools that judge; None where they are loaded here, or the model is not settled yet."""
    at_hand = None if TOOLS in sys.modules else model_at_hand(models, taxonomy)
    return None if at_hand is None else Early(partial(load_tools, models, at_hand.id))


def load_tools(models: Path, model: str) -> None:
    """Load in this process the tools that judge, then what draws.

    Raises:
        StoreError: the model file is missing, damaged or of another version.
    """
    from flows.judging.desk import load_desk
    from review.charts.heat_map import heat_map
    from review.charts.picture import png
    from review.charts.rows import Counted, Heading

    load_desk(models, model)
    png(heat_map([Counted("1", "2021-02", 1, 2, "evidence", share=0.5)], Heading("", "", model="", taxonomy="")))


def load_meanwhile() -> None:
    """Load beside this thread what groups documents: it is needed once everything is collected."""
    threading.Thread(target=_load, name="bamsat-load").start()


def _load() -> None:
    from extractors import likeness

    likeness.prepare()
