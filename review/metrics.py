"""Figures of the store as Prometheus text at ``/metrics``, for those who have a Prometheus; off unless asked for.

Asked for without a token, only a program of this machine that names this machine is answered, and nothing that a proxy
passed on; with one, whoever sends it as ``Authorization: Bearer``. No title, address of an article, or person's name is
in the figures. The text is made by the Prometheus project's own client, from the store at the moment of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from corpus.coverage.headcount import Headcount, headcount
from review.desk import Desk
from review.security import LOOPBACK, host_name, same

PATH = "/metrics"
PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
RESTED = 5.0
"""Seconds for which the same counts are given again: counting reads the store through its indexes."""


@dataclass(frozen=True, slots=True)
class MetricsDoor:
    """Who is told figures: programs of this machine (no token), or whoever has the token."""

    token: str = field(default="", repr=False)


def add_metrics(app: FastAPI, desk: Desk, door: MetricsDoor) -> None:
    """Have the application answer ``/metrics``."""
    counts = _rested(lambda: headcount(desk.store.engine))

    def metrics(request: Request) -> Response:
        if not lets_in(request, door, https=desk.safety.https):
            return PlainTextResponse("no\n", status_code=403)
        text = written(counts(), now=desk.now(), version=desk.version, model=desk.model() or "")
        return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    app.add_api_route(PATH, metrics, methods=["GET"], include_in_schema=False)


def lets_in(request: Request, door: MetricsDoor, *, https: bool) -> bool:
    """Whether this request is told figures."""
    if door.token:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and same(given.strip(), door.token)
    near = request.client is not None and request.client.host in LOOPBACK
    named = host_name(request.headers.get("host", "")) in LOOPBACK
    return near and named and not https and not any(name in request.headers for name in PASSED_ON)


def written(counts: Headcount, *, now: datetime, version: str, model: str) -> bytes:
    """The figures in Prometheus' text format."""

    class Store(Collector):
        def collect(self) -> Iterator[Metric]:
            yield from _families(counts, now=now, version=version, model=model)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Store())
    return generate_latest(registry)


def _families(counts: Headcount, *, now: datetime, version: str, model: str) -> Iterator[Metric]:
    info = InfoMetricFamily("bamsat", "Version of the program and model that is counted")
    info.add_metric([], {"version": version, "model": model})
    yield info
    yield _gauge("documents", "Documents stored", ("source",), {(s,): n for s, n in counts.documents.items()})
    yield _gauge("addresses", "Addresses known, by what became of them", ("source", "state"), counts.addresses)
    yield _gauge("quarantined", "Items in quarantine", ("source",), {(s,): n for s, n in counts.quarantine.items()})
    ages = {(s,): _since(at, now) for s, at in counts.read.items()}
    yield _gauge("read_age_seconds", "Seconds since something of a source was read", ("source",), ages)
    newest = {(): min(ages.values())} if ages else {}
    yield _gauge("newest_age_seconds", "Seconds since anything was read", (), newest)
    yield _gauge(
        "judged_documents", "Documents judged, by model", ("model",), {(m,): n for m, n in counts.judged.items()}
    )
    verdicts = {(queue,): count for queue, count in counts.verdicts.items()}
    yield _gauge("judgements", "Verdicts of people, edits among them, by queue", ("queue",), verdicts)
    waiting = {(queue,): of - done for queue, (done, of) in counts.queues.items()}
    yield _gauge("queue_waiting", "Passages that wait in a queue", ("queue",), waiting)
    yield _gauge("queue_size", "Passages of a queue", ("queue",), {(q,): of for q, (_, of) in counts.queues.items()})
    states = {(run.kind, run.state): 1.0 for run in counts.runs}
    yield _gauge("last_run_state", "State of the newest run of a kind", ("kind", "state"), states)
    started = {(run.kind,): _since(run.started, now) for run in counts.runs}
    yield _gauge("last_run_age_seconds", "Seconds since the newest run of a kind began", ("kind",), started)
    items = {(run.kind, outcome): n for run in counts.runs for outcome, n in run.outcomes.items()}
    yield _gauge("last_run_items", "Items of the newest run of a kind, by outcome", ("kind", "outcome"), items)


def _gauge(name: str, told: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"bamsat_{name}", told, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, float(value))
    return family


def _since(at: str, now: datetime) -> float:
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds())


def _rested(count: Callable[[], Headcount]) -> Callable[[], Headcount]:
    kept: tuple[float, Headcount] | None = None

    def ask() -> Headcount:
        nonlocal kept
        if kept is None or monotonic() - kept[0] > RESTED:
            kept = (monotonic(), count())
        return kept[1]

    return ask
