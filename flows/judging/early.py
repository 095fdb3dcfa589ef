"""What a run can load while it waits for the network: the tools that judge, in a process of their own, and what draws.

Loading them takes longer than judging a day's articles does.
"""

from __future__ import annotations

import sys
import threading
from functools import partial
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy
from flows.judging.model_in_use import model_at_hand
from flows.judging.workers import Early

TOOLS = "flows.judging.desk"
"""The module of the tools that judge: loaded here, they need no process of their own."""


def begin_early(models: Path, taxonomy: Taxonomy) -> Early | None:
    """A process that loads the tools that judge; None where they are loaded here, or the model is not settled yet."""
    at_hand = None if TOOLS in sys.modules else model_at_hand(models, taxonomy)
    return None if at_hand is None else Early(partial(load_tools, models, at_hand.id))


def load_tools(models: Path, model: str) -> None:
    """Load the tools that judge in this process.

    Raises:
        StoreError: the model file is missing, damaged or of another version.
    """
    from flows.judging.desk import load_desk

    load_desk(models, model)


def load_meanwhile() -> None:
    """Load beside this thread what groups and what draws: both are needed once everything is collected."""
    threading.Thread(target=_load, name="bamsat-load").start()


def _load() -> None:
    from extractors import likeness
    from review.charts.heat_map import heat_map
    from review.charts.picture import png
    from review.charts.rows import Counted, Heading

    likeness.prepare()
    smallest = heat_map([Counted("1", "2021-02", 1, 2, "evidence", share=0.5)], Heading("", "", model="", taxonomy=""))
    png(smallest)
