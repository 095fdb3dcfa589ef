"""What fetching promises: on time, in bounds, politely, and never to an address that is not public."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import random
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from corpus.errors import BusyError, DisallowedError, GoneError, RefusedError
from corpus.page import Page
from extractors.body import Body, Brotli, Zlib
from extractors.contents import REPORTS
from extractors.fetch import Fetcher, Limits, NotModified
from extractors.guard import Guard, is_public
from tests.extractors.hostile import Hostile, Names, Response, answer, pack

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUICK = Limits(connect=1.0, read=0.4, total=0.8, tries=1, delay=0.0)
AGENT = "bamsat/0.1 (+lien-he@bao.test)"


class Clock:
    """A stop-watch that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.at - 1000.0)


@pytest.fixture
def web() -> Iterator[Hostile]:
    with Hostile() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


def fetcher(web: Hostile, clock: Clock | None = None, limits: Limits = QUICK, **more: Any) -> Fetcher:
    if clock is not None:
        more |= {"monotonic": clock.monotonic, "sleep": clock.sleep}
    return Fetcher(
        agent=AGENT,
        allowed_hosts=more.pop("allowed_hosts", frozenset({"bao.test"})),
        limits=limits,
        loopback=frozenset({web.authority}),
        now=clock.now if clock else lambda: START,
        jitter=lambda: 0.5,
        **more,
    )


def fetch(web: Hostile, path: str = "/tin", **more: Any) -> Page:
    with fetcher(web, **more) as fetching:
        page = fetching.get(web.url(path))
    assert isinstance(page, Page)
    return page


# ----------------------------------------------------------------------------------------------- what comes back


def test_a_page_keeps_bytes_headers_and_time_as_they_came(web: Hostile) -> None:
    web.page("/tin", "<p>Bến Tre</p>".encode(), Content_Type="text/html", ETag='"v1"')
    page = fetch(web)
    assert page.body == "<p>Bến Tre</p>".encode()
    assert (page.url, page.final_url, page.status, page.fetched) == (web.url("/tin"), web.url("/tin"), 200, START)
    assert page.headers == (("content-type", "text/html"), ("etag", '"v1"'), ("content-length", "16"))


def test_the_host_learns_who_asks_and_gets_no_cookies(web: Hostile) -> None:
    web.answers("/tin", answer(200, b"x", Set_Cookie="a=b"))
    with fetcher(web) as fetching:
        fetching.get(web.url())
        fetching.get(web.url())
    assert web.log[-1].headers["user-agent"] == AGENT
    assert "cookie" not in web.log[-1].headers


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"noi dung " * 99)),
        ("gzip", gzip.compress(b"noi dung " * 90) + gzip.compress(b"noi dung " * 9)),
        ("deflate", zlib.compress(b"noi dung " * 99)),
        ("deflate", zlib.compress(b"noi dung " * 99)[2:-4]),
        ("br", brotli.compress(b"noi dung " * 99)),
        ("identity", b"noi dung " * 99),
    ],
    ids=["gzip", "gzip in two members", "deflate", "raw deflate", "br", "identity"],
)
def test_every_coding_we_ask_for_is_undone(web: Hostile, coding: str, packed: bytes) -> None:
    web.page("/tin", packed, Content_Encoding=coding)
    assert fetch(web).body == b"noi dung " * 99


@pytest.mark.parametrize(
    ("coding", "packer"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", partial(brotli.compress, quality=4))],
)
def test_a_large_body_is_undone_to_its_last_byte(web: Hostile, coding: str, packer: Callable[[bytes], bytes]) -> None:
    body = random.Random(7).randbytes(300_000) + b"nam nong thon " * 60_000
    web.page("/tin", packer(body), Content_Encoding=coding)
    with fetcher(web) as fetching:
        page = fetching.get(web.url("/tin"), kinds=None)
    assert isinstance(page, Page)
    assert page.body == body


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_gone_for_good(web: Hostile, status: int) -> None:
    web.answers("/tin", answer(status))
    with pytest.raises(GoneError, match=str(status)):
        fetch(web)


@pytest.mark.parametrize("status", [400, 401, 403, 451, 300])
def test_other_refusals_of_the_host_are_final(web: Hostile, status: int) -> None:
    web.answers("/tin", answer(status))
    with pytest.raises(RefusedError, match=str(status)):
        fetch(web)


def test_an_unchanged_page_costs_a_304_and_no_body(web: Hostile) -> None:
    web.answers("/tin", answer(304, ETag='"v2"'))
    with fetcher(web) as fetching:
        got = fetching.get(web.url(), etag='"v1"', last_modified="Fri, 02 Jan 2026 00:00:00 GMT")
    assert got == NotModified(web.url(), '"v2"', "Fri, 02 Jan 2026 00:00:00 GMT")
    assert web.log[-1].headers["if-none-match"] == '"v1"'
    assert web.log[-1].headers["if-modified-since"] == "Fri, 02 Jan 2026 00:00:00 GMT"


@pytest.mark.parametrize("status", [304, 206])
def test_half_an_answer_nobody_asked_for_is_no_page(web: Hostile, status: int) -> None:
    web.answers("/tin", answer(status))
    with pytest.raises(BusyError, match="unasked"):
        fetch(web)


# ----------------------------------------------------------------------------------------------------- deadlines


@pytest.mark.parametrize("path", ["/dau", "/than"])
def test_a_drip_of_bytes_ends_at_the_total_and_is_not_tried_again(web: Hostile, path: str) -> None:
    web.slow_headers("/dau", 0.05).slow_body("/than", 0.05)
    start = time.monotonic()
    with pytest.raises(BusyError, match=r"0\.8 s in all"):
        fetch(web, path, limits=Limits(connect=1, read=0.4, total=0.8, tries=3, delay=0))
    assert time.monotonic() - start < 0.8 + 1
    assert web.paths().count(path) == 1


def test_a_silent_host_ends_at_the_read_limit(web: Hostile) -> None:
    web.silent("/tin")
    start = time.monotonic()
    with pytest.raises(BusyError, match="in time"):
        fetch(web, limits=Limits(read=0.3, total=5, tries=1, delay=0))
    assert time.monotonic() - start < 1.5


def test_a_page_may_have_limits_of_its_own(web: Hostile) -> None:
    web.page("/bao-cao.pdf", b"x" * 5000)
    with fetcher(web, limits=Limits(body=1000, tries=1, delay=0)) as fetching:
        with pytest.raises(RefusedError):
            fetching.get(web.url("/bao-cao.pdf"))
        assert isinstance(fetching.get(web.url("/bao-cao.pdf"), limits=Limits(body=6000, delay=0)), Page)


# --------------------------------------------------------------------------------------------- size and soundness


def test_an_endless_body_is_refused_at_the_cap(web: Hostile) -> None:
    web.endless("/tin")
    with pytest.raises(RefusedError, match="larger than 3000000"):
        fetch(web, limits=Limits(body=3_000_000, total=10, tries=1, delay=0))


def test_a_body_that_says_it_is_too_large_is_not_read(web: Hostile) -> None:
    web.answers("/tin", answer(200, b"", length=10_000_001))
    with pytest.raises(RefusedError, match="says 10000001"):
        fetch(web)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_by_its_ratio(web: Hostile, coding: str) -> None:
    web.bomb("/tin", coding, 25)
    with pytest.raises(RefusedError, match="unfolds"):
        fetch(web)


@pytest.mark.parametrize("coding", [Zlib(gzip=True), Zlib(gzip=False), Brotli()])
def test_a_bomb_unfolds_in_small_pieces_only(coding: Zlib | Brotli) -> None:
    name = "br" if isinstance(coding, Brotli) else "gzip" if coding._gzip else "deflate"
    largest = total = 0
    for piece in coding.pieces(pack(name, 8)):
        largest, total = max(largest, len(piece)), total + len(piece)
    assert (largest <= 128 * 1024, total, coding.whole()) == (True, 8_000_000, True)


@pytest.mark.parametrize("coding", ["gzip, gzip", "zstd", "gzip, br", "bom"])
def test_a_coding_we_did_not_ask_for_is_refused(web: Hostile, coding: str) -> None:
    web.page("/tin", gzip.compress(b"x"), Content_Encoding=coding)
    with pytest.raises(RefusedError, match="did not ask for"):
        fetch(web)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(bytes(range(256)) * 40)[:-9]),
        ("gzip", b"<p>not packed at all</p>"),
        ("gzip", gzip.compress(b"mot") + b"\x1f\x8b"),
        ("br", brotli.compress(bytes(range(256)) * 40)[:-3]),
        ("deflate", b"\x78"),
        ("gzip", gzip.compress(bytes(range(256)) * 40)[:40] + b"\xff" * 200),
    ],
)
def test_a_packed_body_cut_or_damaged_is_no_page(web: Hostile, coding: str, packed: bytes) -> None:
    web.page("/tin", packed, Content_Encoding=coding)
    with pytest.raises(BusyError, match=r"cut short|damaged"):
        fetch(web)


def test_a_body_shorter_than_said_is_no_page(web: Hostile) -> None:
    web.answers("/tin", answer(200, b"half", length=100))
    with pytest.raises(BusyError):
        fetch(web)


def test_a_connection_reset_amid_the_body_is_no_page(web: Hostile) -> None:
    web.reset("/tin")
    with pytest.raises(BusyError, match="broken"):
        fetch(web)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nmot",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nmot\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nmoto",
        b"garbage\r\n\r\n",
        b"",
    ],
)
def test_what_is_not_http_is_no_page(web: Hostile, raw: bytes) -> None:
    web.says("/tin", raw)
    with pytest.raises(BusyError):
        fetch(web)


def test_a_huge_header_is_refused(web: Hostile) -> None:
    web.page("/tin", b"x", X_Huge="a" * 70_000)
    with pytest.raises(RefusedError, match="headers too large"):
        fetch(web)


# ------------------------------------------------------------------------------------------------ tries and pace


def test_a_host_in_trouble_is_tried_again_later_each_time(web: Hostile, clock: Clock) -> None:
    web.answers("/tin", answer(503), answer(502), answer(200, b"ok"))
    assert fetch(web, clock=clock, limits=Limits(delay=2)).body == b"ok"
    assert clock.slept == [2.0, 2.0, 4.0]  # robots.txt's turn, then two pauses that double


def test_after_the_tries_the_host_is_busy(web: Hostile, clock: Clock) -> None:
    web.answers("/tin", answer(500))
    with pytest.raises(BusyError, match="500"):
        fetch(web, clock=clock, limits=Limits(tries=3))
    assert web.paths().count("/tin") == 3


@pytest.mark.parametrize(
    ("said", "pause"),
    [("7", 7.0), ("Fri, 02 Jan 2026 03:05:05 GMT", 60.0), ("Fri, 02 Jan 2015 03:05:05 GMT", 0.0)],
)
def test_a_host_that_names_its_pause_is_given_it(web: Hostile, clock: Clock, said: str, pause: float) -> None:
    web.answers("/tin", answer(429, Retry_After=said), answer(200, b"ok"))
    fetch(web, clock=clock, limits=Limits(delay=0))
    assert clock.slept == ([pause] if pause else [])


@pytest.mark.parametrize("said", ["soon", "-5", "1.5", "nan", "", "Fri, 99 Jan 2026 03:05:05 GMT"])
def test_a_pause_that_means_nothing_is_ours_to_choose(web: Hostile, clock: Clock, said: str) -> None:
    web.answers("/tin", answer(429, Retry_After=said), answer(200, b"ok"))
    fetch(web, clock=clock, limits=Limits(delay=0))
    assert clock.slept == [2.0]


@pytest.mark.parametrize(("said", "stated"), [("301", 301.0), ("9" * 40, 86400.0)])
def test_a_pause_beyond_the_limit_leaves_the_host_for_another_run(
    web: Hostile, clock: Clock, said: str, stated: float
) -> None:
    web.answers("/tin", answer(503, Retry_After=said)).page("/khac")
    with fetcher(web, clock, Limits(delay=0)) as fetching:
        with pytest.raises(BusyError) as first:
            fetching.get(web.url("/tin"))
        with pytest.raises(BusyError, match="stay away"):
            fetching.get(web.url("/khac"))
        assert (first.value.retry_after, clock.slept) == (stated, [])
        clock.at += stated
        fetching.get(web.url("/khac"))


def test_a_host_gets_its_delay_from_the_end_of_one_to_the_next(web: Hostile, clock: Clock) -> None:
    web.page("/tin")
    with fetcher(web, clock, Limits(delay=2)) as fetching:
        fetching.get(web.url())
        fetching.get(web.url())
        clock.at += 1.5
        fetching.get(web.url())
        clock.at += 60
        fetching.get(web.url())
    assert clock.slept == [2.0, 2.0, 0.5]


@pytest.mark.parametrize(("asked", "kept"), [("5", 5.0), ("1", 2.0), ("1e9", 60.0), ("nan", 2.0), ("-3", 2.0)])
def test_a_crawl_delay_may_lengthen_the_pace_up_to_the_cap(web: Hostile, clock: Clock, asked: str, kept: float) -> None:
    web.robots(f"User-agent: bamsat\nCrawl-delay: {asked}\n").page("/tin")
    with fetcher(web, clock, Limits(delay=2, delay_cap=60)) as fetching:
        fetching.get(web.url())
        fetching.get(web.url())
        assert fetching.robots_delay(web.url()) == kept
    assert clock.slept == [kept, kept]


def test_threads_that_share_a_fetcher_ask_a_host_one_at_a_time(web: Hostile) -> None:
    web.page("/tin")
    with fetcher(web, limits=Limits(delay=0.05)) as fetching:
        threads = [threading.Thread(target=lambda: [fetching.get(web.url()) for _ in range(3)]) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = [request.at for request in web.log]
    assert (len(times), web.most_at_once) == (10, 1)
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.05


def test_fetching_works_inside_a_running_event_loop(web: Hostile) -> None:
    web.page("/tin")

    async def flow() -> bytes:
        return fetch(web).body

    assert asyncio.run(flow()) == b"<p>tin</p>"


@pytest.mark.parametrize("reset", [False, True])
def test_a_host_that_hangs_up_is_not_asked_again_at_once(web: Hostile, reset: bool) -> None:
    web.answers("/tin", Response(lambda: iter([b""]), reset=reset))
    with pytest.raises(BusyError, match="broken"):
        fetch(web)
    assert web.paths() == ["/robots.txt", "/tin"]


def test_a_host_that_asks_for_pause_after_pause_is_left_when_its_patience_is_spent(web: Hostile, clock: Clock) -> None:
    web.answers("/tin", answer(429, Retry_After="200"))
    with fetcher(web, clock, Limits(delay=0, retry_after=300, tries=3)) as fetching:
        with pytest.raises(BusyError) as busy:
            fetching.get(web.url("/tin"))
        with pytest.raises(BusyError, match="để lượt sau"):
            fetching.get(web.url("/khac"))
    assert (clock.slept, busy.value.retry_after) == ([200.0], 200.0)


def test_a_host_that_fails_again_and_again_is_left_alone_for_half_an_hour(web: Hostile, clock: Clock) -> None:
    web.answers("/tin", answer(500)).page("/khac")
    with fetcher(web, clock, Limits(delay=0, tries=1, strikes=3)) as fetching:
        for _ in range(3):
            with pytest.raises(BusyError, match="500"):
                fetching.get(web.url("/tin"))
        with pytest.raises(BusyError, match="để lượt sau: máy chủ hỏng 3 lần") as rest:
            fetching.get(web.url("/khac"))
        assert web.paths().count("/khac") == 0
        assert rest.value.retry_after == pytest.approx(1800)
        clock.at += 1800
        fetching.get(web.url("/khac"))


def test_a_good_answer_forgives_trouble(web: Hostile, clock: Clock) -> None:
    web.answers("/tin", answer(500)).page("/khac")
    with fetcher(web, clock, Limits(delay=0, tries=1, strikes=2)) as fetching:
        for _ in range(4):
            with pytest.raises(BusyError, match="500"):
                fetching.get(web.url("/tin"))
            fetching.get(web.url("/khac"))


def test_a_budget_is_kept_and_the_rest_put_off(web: Hostile) -> None:
    web.page("/tin").redirect("/cu", "/tin")
    with fetcher(web, budget=3) as fetching:
        fetching.get(web.url("/tin"))
        fetching.get(web.url("/cu"))
        with pytest.raises(BusyError, match="để lượt sau"):
            fetching.get(web.url("/tin"))
    assert web.paths() == ["/robots.txt", "/tin", "/cu", "/tin"]


# -------------------------------------------------------------------------------------------------------- record


def test_every_response_is_recorded_once_and_a_page_is_recorded_as_it_is_given(web: Hostile) -> None:
    kept: list[Page] = []
    web.redirect("/cu", "/tin").page("/tin", b"<p>tin</p>").answers("/mat", answer(404, b"<p>het</p>"))
    web.answers("/ban", answer(503, b"ban"), answer(200, b"<p>xong</p>")).answers("/304", answer(304, ETag='"1"'))
    with fetcher(web, limits=Limits(delay=0, tries=2, retry_after=0), record=kept.append, sleep=lambda _: None) as it:
        page = it.get(web.url("/cu"))
        for path in ("/mat", "/ban", "/304"):
            with suppress(GoneError):
                it.get(web.url(path), etag='"1"')
    assert [(each.url, each.final_url, each.status, each.body) for each in kept] == [
        (web.url("/robots.txt"), web.url("/robots.txt"), 404, b""),
        (web.url("/cu"), web.url("/cu"), 302, b""),
        (web.url("/cu"), web.url("/tin"), 200, b"<p>tin</p>"),
        (web.url("/mat"), web.url("/mat"), 404, b"<p>het</p>"),
        (web.url("/ban"), web.url("/ban"), 503, b"ban"),
        (web.url("/ban"), web.url("/ban"), 200, b"<p>xong</p>"),
        (web.url("/304"), web.url("/304"), 304, b""),
    ]
    assert kept[2] is page


def test_of_the_body_of_an_error_sixty_four_kilobytes_are_kept(web: Hostile) -> None:
    kept: list[Page] = []
    web.answers("/mat", answer(404, b"x" * 100_000))
    with fetcher(web, record=kept.append) as fetching, pytest.raises(GoneError):
        fetching.get(web.url("/mat"))
    assert len(kept[-1].body) == 64 * 1024


def test_what_is_refused_for_its_kind_is_recorded_and_what_is_refused_for_its_size_is_not(web: Hostile) -> None:
    kept: list[Page] = []
    web.page("/anh", b"\x89PNG\r\n\x1a\n" + bytes(40), Content_Type="text/html").page("/to", b"x" * 4000)
    with fetcher(web, limits=Limits(body=3000, delay=0, tries=1), record=kept.append) as fetching:
        for path in ("/anh", "/to"):
            with pytest.raises(RefusedError):
                fetching.get(web.url(path))
    assert [each.final_url for each in kept] == [web.url("/robots.txt"), web.url("/anh")]


def test_reports_are_let_through_where_they_are_wanted(web: Hostile) -> None:
    web.page("/kh.pdf", b"%PDF-1.7\n" + bytes(range(256)), Content_Type="text/html")
    with fetcher(web) as fetching:
        with pytest.raises(RefusedError, match="PDF"):
            fetching.get(web.url("/kh.pdf"))
        assert isinstance(fetching.get(web.url("/kh.pdf"), kinds=REPORTS), Page)


def test_a_page_beyond_the_size_of_pages_is_refused_and_a_sitemap_of_that_size_is_not(web: Hostile) -> None:
    web.page("/trang", b"<html>" + b"x" * 5000).page("/so-do.xml", b"<urlset>" + b" " * 5000 + b"</urlset>")
    with fetcher(web, limits=Limits(page=4000, delay=0, tries=1)) as fetching:
        with pytest.raises(RefusedError, match="trang quá lớn"):
            fetching.get(web.url("/trang"))
        fetching.get(web.url("/so-do.xml"))


# -------------------------------------------------------------------------------------------------------- robots


def test_a_refusal_by_robots_is_told_from_other_refusals(web: Hostile) -> None:
    web.robots("User-agent: *\nDisallow: /kin\n")
    with pytest.raises(DisallowedError):
        fetch(web, "/kin")


def test_robots_is_asked_once_a_day_and_obeyed(web: Hostile, clock: Clock) -> None:
    web.robots("User-agent: *\nDisallow: /kin\n").page("/tin").page("/kin")
    with fetcher(web, clock, Limits(delay=0)) as fetching:
        fetching.get(web.url("/tin"))
        with pytest.raises(RefusedError, match="does not allow"):
            fetching.get(web.url("/kin"))
        assert web.paths() == ["/robots.txt", "/tin"]
        web.robots("User-agent: *\nDisallow: /tin\n")
        clock.at += 24 * 3600
        with pytest.raises(RefusedError):
            fetching.get(web.url("/tin"))


def test_a_redirect_does_not_lead_around_robots(web: Hostile) -> None:
    web.robots("User-agent: bamsat\nDisallow: /kin\n").redirect("/tin", "/kin").page("/kin")
    with pytest.raises(RefusedError, match="robots"):
        fetch(web)
    assert "/kin" not in web.paths()


def test_robots_is_matched_against_the_address_as_it_is_sent(web: Hostile) -> None:
    web.robots("User-agent: *\nDisallow: /tin tức\nDisallow: /%C4%91en\n").page("/%C4%91en")
    with pytest.raises(RefusedError, match="robots"):
        fetch(web, "/đen")


def test_without_robots_all_is_allowed(web: Hostile) -> None:
    web.page("/tin").answers("/robots.txt", answer(403))
    assert fetch(web).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_in_trouble_means_nothing_is_fetched_now(web: Hostile, status: int) -> None:
    web.page("/tin").answers("/robots.txt", answer(status))
    with pytest.raises(BusyError, match="out of reach"):
        fetch(web)
    assert "/tin" not in web.paths()


def test_robots_out_of_reach_is_asked_again_after_ten_minutes(web: Hostile, clock: Clock) -> None:
    web.page("/tin").answers("/robots.txt", answer(500), answer(404))
    with fetcher(web, clock, Limits(tries=1, delay=0)) as fetching:
        for _ in range(2):
            with pytest.raises(BusyError):
                fetching.get(web.url())
        assert web.paths() == ["/robots.txt"]
        clock.at += 600
        fetching.get(web.url())


def test_a_robots_file_too_long_counts_up_to_its_limit(web: Hostile) -> None:
    web.robots("User-agent: *\nDisallow: /kin\n" + "# dài\n" * 200_000 + "Disallow: /tin\n").page("/tin")
    with fetcher(web) as fetching:
        fetching.get(web.url("/tin"))
        with pytest.raises(RefusedError):
            fetching.get(web.url("/kin"))
        assert not fetching.robots(web.url()).allows("bamsat", web.url("/kin"))


def test_robots_that_move_are_followed_within_the_allowed_hosts(web: Hostile) -> None:
    web.redirect("/robots.txt", "/moi/robots.txt").page("/moi/robots.txt", b"User-agent: *\nDisallow: /tin\n")
    with pytest.raises(RefusedError, match="does not allow"):
        fetch(web)


def test_robots_that_move_to_strangers_cannot_be_read(web: Hostile) -> None:
    web.redirect("/robots.txt", "http://la.test/robots.txt").page("/tin")
    with pytest.raises(RefusedError, match="cannot be read"):
        fetch(web)


# ----------------------------------------------------------------------------------------------------- redirects


def test_a_redirect_is_followed_and_told(web: Hostile) -> None:
    web.redirect("/tin", "/moi?a=1#phan", 301).page("/moi?a=1", b"moi")
    page = fetch(web)
    assert (page.url, page.final_url, page.body) == (web.url("/tin"), web.url("/moi?a=1"), b"moi")


def test_redirects_end_at_the_limit(web: Hostile) -> None:
    for step in range(7):
        web.redirect(f"/{step}", f"/{step + 1}")
    web.page("/5").page("/7")
    assert fetch(web, "/0").final_url == web.url("/5")
    web.redirect("/5", "/6")
    with pytest.raises(RefusedError, match="more than 5"):
        fetch(web, "/0")


def test_a_redirect_in_a_circle_is_refused_at_once(web: Hostile) -> None:
    web.redirect("/a", "/b").redirect("/b", "/a")
    with pytest.raises(RefusedError, match="circle"):
        fetch(web, "/a")
    assert web.paths() == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    "target",
    [
        "http://la.test/",
        "//la.test/",
        "file:///etc/hosts",
        "ftp://bao.test/",
        "data:text/html,x",
        "javascript:alert(1)",
        "http://bao.test:22/",
        "http://127.0.0.1:9/",
        "http://u:p@bao.test/",
        "http://[::1/",
        "http://bao.test/" + "a" * 3000,
        "http://169.254.169.254/",
        "",
    ],
)
def test_a_redirect_to_where_we_do_not_read_is_refused_unvisited(web: Hostile, target: str) -> None:
    web.redirect("/tin", target)
    with pytest.raises(RefusedError):
        fetch(web)
    assert web.paths() == ["/robots.txt", "/tin"]


# --------------------------------------------------------------------------------------------- private addresses

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.5",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.1.1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.5",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:5",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "3fff::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fd00::1",
    "ff02::1",
    "100::1",
    "5f00::1",
    "bao.vn",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_known_as_such(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.0.1", "::ffff:8.8.8.8", "2405:4800::1", "2a00:1450::1"])
def test_a_public_address_is_known_as_such(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Addresses a socket was opened for."""
    seen: list[Any] = []
    real = Guard.__call__

    def spy(self: Guard, addr_info: tuple[Any, ...]) -> socket.socket:
        opened = real(self, addr_info)
        seen.append(addr_info[4])
        return opened

    monkeypatch.setattr(Guard, "__call__", spy)
    return seen


@pytest.mark.parametrize("address", [address for address in PRIVATE if address[:1].isdigit() or ":" in address])
def test_an_allowed_name_that_resolves_to_a_private_address_opens_no_socket(
    web: Hostile, opened: list[Any], address: str
) -> None:
    with (
        fetcher(web, resolver=Names(bao_test=address.partition("%")[0])) as fetching,
        pytest.raises(RefusedError, match="not public"),
    ):
        fetching.get("http://bao.test/tin")
    assert opened == []


def test_a_name_that_changes_its_answer_between_two_requests_is_judged_anew(web: Hostile, opened: list[Any]) -> None:
    name = f"bao.test:{web.authority.partition(':')[2]}"
    web.page("/tin")
    with Fetcher(
        agent=AGENT,
        allowed_hosts=frozenset(),
        limits=QUICK,
        loopback=frozenset({web.authority, name}),
        now=lambda: START,
        jitter=lambda: 0.5,
        resolver=Names(bao_test="127.0.0.1 127.0.0.1 127.0.0.2"),
    ) as fetching:
        fetching.get(f"http://{name}/tin")
        with pytest.raises(RefusedError, match="not public"):
            fetching.get(f"http://{name}/tin")
    assert {address[0] for address in opened} == {"127.0.0.1"}


def test_a_redirect_to_an_allowed_name_at_a_private_address_opens_no_socket(web: Hostile, opened: list[Any]) -> None:
    web.redirect("/tin", "http://bao.test/tin")
    with fetcher(web, resolver=Names(bao_test="127.0.0.1")) as fetching, pytest.raises(RefusedError):
        fetching.get(web.url())
    assert {address[1] for address in opened} == {int(web.authority.partition(":")[2])}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "①②⑦.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
    ],
)
def test_no_spelling_of_this_machine_is_fetched(web: Hostile, opened: list[Any], host: str) -> None:
    allowed = frozenset({host.strip("[]"), "127.0.0.1", "::1", "::ffff:7f00:1"})
    with fetcher(web, allowed_hosts=allowed) as fetching, pytest.raises((RefusedError, BusyError)):
        fetching.get(f"http://{host}/tin")
    assert opened == []


def test_a_loopback_authority_is_one_port_not_a_machine() -> None:
    guard = Guard(frozenset({"127.0.0.1:8123", "[::1]:8123"}))
    assert guard.admits("127.0.0.1", 8123)
    assert guard.admits("::1", 8123)
    assert not guard.admits("127.0.0.1", 80)
    assert not guard.admits("8.8.8.8", 8123)
    assert guard.admits("8.8.8.8", 443)


def test_proxies_of_the_environment_are_not_used(web: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    web.page("/tin")
    assert fetch(web).status == 200


def test_a_name_nobody_knows_is_busy_not_gone(web: Hostile) -> None:
    with fetcher(web, resolver=Names()) as fetching, pytest.raises(BusyError, match="no connection"):
        fetching.get("http://bao.test/tin")


def test_a_cut_body_keeps_its_beginning() -> None:
    body = Body("x", coding="gzip", cap=1000, cut=True)
    body.add(gzip.compress(b"0123456789" * 1000))
    assert (body.full, body.taken()) == (True, b"0123456789" * 100)
