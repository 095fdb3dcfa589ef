"""Four reviewers at once over real HTTP, on one SQLite store into which another process writes all the while."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import krippendorff
import pytest
from browser import served
from desk_samples import CODES
from review_samples import MODEL, Clock, chance, filled_store

from corpus.people.judgements import Judgements
from corpus.store import Store
from flows.review_desk.shelf import alpha_by_area
from review.desk import Desk
from review.security import new_token, sum_of

PEOPLE = ("hoa", "lan", "minh", "tư")
ROOT = Path(__file__).resolve().parents[2]

WRITER = f"""
import sys, time
from pathlib import Path
from corpus_samples import article, judged
from corpus.store import Store
store, stop = Path(sys.argv[1]), Path(sys.argv[2])
number = 0
with Store(store) as kept:
    while not stop.exists():
        number += 1
        document = article(10_000 + number, *[f"Đoạn {{number}}.{{part}} do lượt chạy ghi." for part in range(12)])
        kept.put_documents([(document, None)])
        kept.put_judged([judged(document, model={MODEL!r})])
        time.sleep(0.05)
print(number)
"""
"""A program that writes judged articles until it is told to stop, with as long between them as judging one takes at the
least; prints how many."""


@contextmanager
def writing(store: Path, stop: Path) -> Iterator[list[int]]:
    """Another process that writes into the store meanwhile; gives, afterwards, how many articles it wrote."""
    wrote: list[int] = []
    before = os.environ.get("PYTHONPATH")
    places = os.pathsep.join(str(each) for each in (before, ROOT, ROOT / "tests") if each)
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store), str(stop)],
        env={**os.environ, "PYTHONPATH": places},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield wrote
    finally:
        stop.touch()
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    wrote.append(int(out))


class Reviewer:
    """Somebody who judges over HTTP, by a program of theirs."""

    def __init__(self, address: str, desk: Desk, name: str) -> None:
        now, token = desk.now(), new_token()
        desk.people.add(name, role="reviewer", password="", now=now)
        desk.people.sit(sum_of(token), name, now=now, until=now + timedelta(hours=12))
        self.name = name
        self.statuses: Counter[int] = Counter()
        self.told: list[str] = []
        self._line = HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._headers = {
            "cookie": f"{desk.safety.cookie}={token}",
            "origin": address,
            "x-form-token": desk.safety.form_token(token),
            "content-type": "application/json",
            "connection": "close",
        }

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and text of an answer."""
        self._line.request(method, path, None if body is None else json.dumps(body), self._headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        self.statuses[answer.status] += 1
        return answer.status, text

    def judge_all(self, passages: list[str]) -> None:
        """Judge every passage, looking again where somebody was there before."""
        for passage in passages:
            path = f"/api/label/queues/uncertain/passages/{passage}"
            areas = [code for code in CODES if chance(passage, code) < 0.3]
            if chance(f"{passage} {self.name}", "slip") < 0.2:
                areas = areas[1:]
            given: dict[str, Any] = {"areas": areas, "none": not areas}
            status, text = self.ask("POST", path, given)
            while status == 409:
                self.told.append(json.loads(text)["detail"])
                seen = json.loads(self.ask("GET", path)[1])
                status, text = self.ask("POST", path, {**given, "seen": seen["seen"], "mine": seen["mine"]})
            assert status == 201, (status, text)


def alphas_on(page: str) -> dict[str, str]:
    """Alpha of each area over all passages, as the page shows it."""
    found = {}
    for row in page.split('id="alpha"', 1)[1].split("<tbody>", 1)[1].split("</tbody>", 1)[0].split("<tr>")[1:]:
        code = re.search(r'class="dot area-(\d)"', row)
        figures = re.findall(r"<strong>([^<]*)</strong>", row)
        assert code is not None
        found[code[1]] = figures[-1]
    return found


def expected_alpha(store: Store, passages: list[str], code: str) -> float:
    """The same by the krippendorff package, from the verdicts that stand."""
    current = Judgements(store.engine).current(passages)
    rows = []
    for person in PEOPLE:
        said = {
            event.passage: event.verdicts[code]
            for events in current.values()
            for event in events
            if event.person == person
        }
        rows.append([1.0 if said[passage] == "yes" else 0.0 for passage in passages])
    return float(krippendorff.alpha(reliability_data=rows, level_of_measurement="nominal"))


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_four_reviewers_lose_nothing_while_a_run_writes(tmp_path: Path, count: int) -> None:
    path = tmp_path / "store.db"
    with Store(path) as store:
        passages = filled_store(store, -(-count // 4))[:count]
        before = store.count_documents()
        with (
            served(store, Clock(), alpha=alpha_by_area(tuple(CODES), seed=0)) as (address, desk),
            writing(path, tmp_path / "stop") as wrote,
        ):
            people = [Reviewer(address, desk, name) for name in PEOPLE]
            with ThreadPoolExecutor(len(people)) as pool:
                for done in [pool.submit(each.judge_all, passages) for each in people]:
                    done.result()
            status, page = people[0].ask("GET", "/doi-chieu")
        assert status == 200
        judgements = Judgements(store.engine)
        events = judgements.events()
        assert Counter(each.person for each in events) == dict.fromkeys(PEOPLE, count)
        assert {len(each) for each in judgements.current(passages).values()} == {len(PEOPLE)}
        assert judgements.verify() == []
        assert {status for each in people for status in each.statuses} <= {200, 201, 409}
        told = [words for each in people for words in each.told]
        assert told and all(any(f"judged since by {name}:" in words for name in PEOPLE) for words in told)
        assert store.count_documents() == before + wrote[0] and wrote[0] > 0
        shown = alphas_on(page)
        for code in CODES:
            assert shown[code] == f"{expected_alpha(store, passages, code):.2f}".replace(".", ",").replace("-", "−"), (
                code
            )
