"""A store with passages that are worth reading, a desk on it, and people at the desk."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from corpus_samples import article, judged
from fastapi.testclient import TestClient

from corpus.codebook.taxonomy import load_taxonomy
from corpus.document import Document
from corpus.label import Stage
from corpus.passage import Cue
from corpus.people.queues import UNCERTAIN, Item, Queues
from corpus.store import JudgedDocument, Store
from review.app import create_app
from review.desk import Desk, OneTimeLink
from review.security import Safety, new_token, sum_of

HOST = "testserver"
HOME = f"http://{HOST}"
MODEL = "m-1"
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASSWORD = "một mật khẩu dài"


class Clock:
    """A clock that is set by hand."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.at

    def wait(self, **time: float) -> None:
        """Let time go by."""
        self.at += timedelta(**time)


def written() -> list[dict[str, Any]]:
    """The passages written for training, as their files hold them."""
    found: list[dict[str, Any]] = []
    folder = files("corpus").joinpath("gold")
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        if each.name.endswith(".jsonl"):
            found += [json.loads(line) for line in each.read_text(encoding="utf-8").splitlines() if line.strip()]
    return found


def chance(id: str, area: str) -> float:
    """A number from 0 to 1 that is the same each time."""
    return int.from_bytes(hashlib.sha256(f"{id} {area}".encode()).digest()[:4]) / 2**32


def documents(count: int, *, each: int = 4, source: str = "dong-khoi") -> Iterator[tuple[Document, JudgedDocument]]:
    """So many articles made of written passages, judged by a model that is mostly right."""
    passages = written()
    for number in range(count):
        part = [passages[(number * each + step) % len(passages)] for step in range(each)]
        bodies = [one["text"] if number * each < len(passages) else f"{one['text']} (tin {number})" for one in part]
        day = MORNING - timedelta(days=number % 400)
        made = replace(
            article(number + 1, *bodies, published=day, source=source),
            title=part[0].get("title") or part[0]["text"][:70],
        )
        yield made, _judged(made, [tuple(one["areas"]) for one in part])


def _judged(document: Document, areas: Sequence[tuple[str, ...]]) -> JudgedDocument:
    made = judged(document, model=MODEL)
    predictions = []
    for passage, prediction, right in zip(made.passages, made.predictions, areas, strict=True):
        sure = {code: 0.55 + 0.44 * chance(passage.id, code) for code in right}
        rest = {code: 0.45 * chance(passage.id, code) ** 3 for code in "1234567"}
        cues = [
            Cue(f"area:{code}", "strong", passage.start + found.start(), passage.start + found.end(), found[0].lower())
            for code in right
            for found in list(re.finditer(r"\w+ \w+", passage.text))[1:4:2]
        ]
        stage = list(Stage)[int(8 * chance(passage.id, "stage"))]
        given = tuple(sorted(sure, key=lambda code: -sure[code]))
        predictions.append(
            replace(prediction, probabilities=rest | sure, areas=given, cues=tuple(cues), stage=stage, stages=(stage,))
        )
    return replace(made, predictions=tuple(predictions))


def filled_store(store: Store, count: int = 12, *, each: int = 4, queue: bool = True) -> list[str]:
    """Put articles into a store and their passages into the queue of doubtful ones; gives the passages in its order."""
    made = list(documents(count, each=each))
    for begin in range(0, len(made), 500):
        part = made[begin : begin + 500]
        store.put_documents([(document, None) for document, _ in part])
        store.put_judged([result for _, result in part])
    ids = [passage.id for _, result in made for passage in result.passages]
    if queue:
        items = [Item(id, rank / 1000, area="3", why="49 %") for rank, id in enumerate(ids)]
        Queues(store.engine).fill(UNCERTAIN, items, now=MORNING)
    return ids


def desk_on(store: Store, clock: Clock, *, link: OneTimeLink | None = None, host: str = HOST, **more: Any) -> Desk:
    """A desk with nothing that needs models."""
    values: dict[str, Any] = {
        "store": store,
        "taxonomy": load_taxonomy(),
        "now": clock,
        "safety": Safety(b"s" * 32, hosts=frozenset({host})),
        "version": "0.1.0",
        "model": lambda: MODEL,
        "sources": {"dong-khoi": "Báo Đồng Khởi"},
        "link": link,
    }
    return Desk(**(values | more))


@dataclass
class Visitor:
    """Somebody with a browser: keeps cookies, and fills forms as a browser does."""

    client: TestClient
    desk: Desk

    def get(self, path: str, **more: Any) -> Any:
        """Go to a page."""
        return self.client.get(path, **more)

    def token(self) -> str:
        """The token that forms of this sitting carry."""
        return self.desk.safety.form_token(self.client.cookies.get(self.desk.safety.cookie) or "")

    def send(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send a form from a page of the same origin."""
        headers = {"origin": HOME, **more.pop("headers", {})}
        data = {"form_token": self.token(), **(fields or {})}
        return self.client.post(path, data=data, headers=headers, follow_redirects=False, **more)

    def come_in(self, name: str, password: str = PASSWORD) -> Any:
        """Sign in."""
        fields = {"name": name, "password": password}
        return self.client.post("/vao", data=fields, headers={"origin": HOME}, follow_redirects=False)


class Office:
    """A store, a desk on it, and its people, each with a browser."""

    def __init__(self, store: Store, clock: Clock, **more: Any) -> None:
        self.store = store
        self.clock = clock
        self.passages: list[str] = []
        self.desk = desk_on(store, clock, **more)
        self.app = create_app(self.desk)

    def stranger(self) -> Visitor:
        """Somebody who has not come in."""
        return Visitor(TestClient(self.app, base_url=HOME, raise_server_exceptions=True), self.desk)

    def person(self, name: str, role: str = "reviewer") -> Visitor:
        """Somebody with an account who has come in."""
        self.desk.people.add(name, role=role, password="", now=self.clock())
        visitor, token = self.stranger(), new_token()
        self.desk.people.sit(sum_of(token), name, now=self.clock(), until=self.clock() + timedelta(hours=12))
        visitor.client.cookies.set(self.desk.safety.cookie, token, domain=f"{HOST}.local")
        return visitor
