"""A day's run without Prefect: the verbs of :mod:`flows.daily` in the same order, called one after another.

For machines where Prefect cannot start, and for whoever needs the day's work done though its server is gone. What is
stored is the same to the last row.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.coverage.by_area import Tally
from extractors.wire import Limits
from flows import tally as tallying
from flows.acquisition.demo import demo_publisher
from flows.acquisition.sources import alive, publisher_named
from flows.runs.run import Run


def whole_day(run: Run, *, sources: Sequence[str] | None = None, demo: str = "") -> Tally:
    """Collect every source (or those named) and the inbox, judge what is new, count coverage.

    Args:
        sources: slugs, asked whether their listings are due or not; None for all that are alive, those due.
        demo: address of a demo newspaper on this machine, collected instead.
    """
    if demo:
        publisher, loopback = demo_publisher(demo)
        run.harvest(publisher, limits=Limits(delay=0.0), loopback=loopback)
    else:
        for slug in sources or alive(run.started.date()):
            run.harvest(publisher_named(slug), everything=bool(sources))
    if run.settings.inbox is not None:
        run.take_in([run.settings.inbox], mapping="", source=None, again=False)
    run.check_vitals()
    run.group()
    run.classify()
    return tallying.count(run.store, run.taxonomy, model=run.model().id)
