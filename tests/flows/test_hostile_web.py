"""A whole harvest against a hostile server: it ends, within memory, everything accounted for, the neighbour read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.extractors.behaviours import BEHAVIOURS, ENTITIES, LAST, Behaviour, article, chunked, endless, page
from tests.extractors.hostile import Hostile, answer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
NEIGHBOURS = 5
MEMORY = 400
"""Megabytes the whole run may take beside what the process takes before it."""


def path_of(number: int) -> str:
    """An address that is one of an article of the demo newspaper's."""
    return f"/chuyen-{number}-02032021-a{1000 + number}.html"


def feed(*addresses: str) -> bytes:
    items = "".join(f"<item><title>Tin</title><link>{address}</link></item>" for address in addresses)
    return f"<rss version='2.0'><channel><title>Tin</title>{items}</channel></rss>".encode()


def listings(web: Hostile, articles: list[str]) -> dict[str, list[str]]:
    """Teach the server listings of every kind, sound ones and others; gives their paths."""
    web.page("/rss.xml", feed(*articles), Content_Type="application/rss+xml")
    feeds: list[Behaviour] = [
        Behaviour("entities", page(ENTITIES), "page"),
        Behaviour("100,000 items", page(feed(*["javascript:alert(1)"] * 100_000)), "page"),
        Behaviour("no feed", page(b"<html><body>404</body></html>"), "page"),
        Behaviour("binary", page(bytes(range(256)) * 9), "refused"),
        Behaviour("endless", endless(chunked(), b"100000\r\n" + b"<item>aa" * 131_072 + b"\r\n"), "refused"),
    ]
    own = f"<sitemap><loc>{web.url('/vong.xml')}</loc></sitemap><sitemap><loc>{web.url('/to.xml')}</loc></sitemap>"
    web.page("/vong.xml", f"<sitemapindex>{own}</sitemapindex>".encode())
    web.page("/to.xml", b"<urlset>" + b"<url><loc>http://bao.test/x</loc></url>" * 1_600_000)
    web.page("/bom.xml.gz", gzip.compress(b"<urlset>" + bytes(60_000_000)))
    web.page("/thuc-the.xml", ENTITIES.replace(b"rss version='2.0'", b"urlset").replace(b"/rss", b"/urlset"))
    web.below("/lich/", lambda request: answer(200, _calendar(request.path)))
    web.below("/long/", lambda request: answer(200, f"<a rel=next href='{request.path}them/'>Trang sau</a>".encode()))
    web.below("/phien/", lambda request: answer(200, _session(request.at)))
    for number, each in enumerate(feeds):
        each.manner(web, f"/nguon-{number}.xml")
    return {
        "feeds": ["/rss.xml", *(f"/nguon-{number}.xml" for number in range(len(feeds)))],
        "sitemaps": ["/vong.xml", "/bom.xml.gz", "/thuc-the.xml", "/khong-co.xml"],
        "sections": ["/lich/2021/1", "/long/", "/phien/"],
    }


def _calendar(path: str) -> bytes:
    year, month = (int(part) for part in path.split("/")[2:4])
    return f"<a href='/lich/{year + 1}/{month}'>Trang sau</a><a href='/lich/{year}/{month % 12 + 1}'>2</a>".encode()


def _session(at: float) -> bytes:
    key = f"{at:.9f}".replace(".", "")
    return f"<a rel=next href='/phien/{key}?sid={key}'>2</a><a href='{path_of(0)}?PHPSESSID={key}'>Tin</a>".encode()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What one harvest of both servers told; ``expected`` are the behaviours by their addresses."""
    with Hostile() as web, Hostile() as good:
        expected = {}
        for number, each in enumerate((*BEHAVIOURS, *LAST)):
            each.manner(web, path_of(number))
            expected[web.url(path_of(number))] = each
        for number in range(NEIGHBOURS):
            good.page(path_of(number), article(500 + number), Content_Type="text/html")
        port = good.authority.partition(":")[2]
        good.page("/rss.xml", feed(*(f"http://lang.gieng:{port}{path_of(number)}" for number in range(NEIGHBOURS))))
        found = listings(web, list(expected))
        folder = tmp_path_factory.mktemp("web")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.hostile_harvest",
                str(folder),
                web.authority,
                f"lang.gieng:{port}",
                json.dumps(found),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        answered = json.loads(done.stdout.splitlines()[-1])
        yield {**answered, "expected": expected, "found": found, "asked": web.paths()}


def test_every_item_of_a_hostile_source_is_accounted_for_exactly_once(told: dict[str, Any]) -> None:
    hostile = told["hostile"]
    assert hostile["balanced"]
    assert hostile["taken"] >= len(told["expected"])
    counts = Counter(path for path in told["asked"] if "/chuyen-" in path and "?" not in path)
    assert [path for path, count in counts.items() if count > 1] == []
    assert len(counts) == len(told["expected"])


def test_each_behaviour_ends_as_it_should_with_a_reason(told: dict[str, Any]) -> None:
    failures = told["hostile"]["failures"]
    for address, each in told["expected"].items():
        reason = failures.get(address)
        if each.name == "a PDF called HTML":
            # A harvest takes reports too: it is fetched, and this one turns out to be none.
            assert "tệp hỏng" in reason
        elif each.end in ("busy", "gone"):
            assert reason, each.name
            assert each.says in reason, each.name
        elif each.end == "refused" or each.read:
            assert reason is None, (each.name, reason)
    read = sum(count for outcome, _, count in told["hostile"]["outcomes"] if outcome == "ok")
    assert read >= sum(each.read for each in told["expected"].values()) - 1


def test_every_failed_listing_costs_only_itself(told: dict[str, Any]) -> None:
    failed = {address.rpartition("/")[2] for address in told["hostile"]["failures"]}
    assert {"nguon-2.xml", "nguon-3.xml", "nguon-4.xml", "to.xml", "bom.xml.gz", "khong-co.xml"} <= failed
    assert "rss.xml" not in failed


def test_traps_are_left_after_a_few_pages(told: dict[str, Any]) -> None:
    for trap in ("/lich/", "/long/", "/phien/"):
        assert 1 <= sum(path.startswith(trap) for path in told["asked"]) <= 6


def test_the_good_neighbour_is_read_in_the_same_run(told: dict[str, Any]) -> None:
    neighbour = told["neighbour"]
    assert neighbour["outcomes"] == [["ok", "mới", NEIGHBOURS]]
    assert neighbour["failures"] == {}


def test_a_hostile_source_costs_bounded_memory_and_time(told: dict[str, Any]) -> None:
    assert 0 < told["megabytes"] <= MEMORY
    slow = sum(each.end == "busy" for each in told["expected"].values())
    assert told["hostile"]["seconds"] < 25 + slow * 1.5


def test_a_page_cannot_run_code(told: dict[str, Any]) -> None:
    assert not (ROOT / "bi-lua").exists()
