"""What hostile servers do, one value each: how it is done, and what a fetch of it must end in.

``flaw`` ends in one of four ways: ``page`` (the bytes are sound; what stands in them is for the reading to judge),
``gone``, ``refused`` (trying again cannot help) and ``busy`` (it may help).
"""

from __future__ import annotations

import gzip
import itertools
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import brotli  # type: ignore[import-untyped]

from tests.extractors.hostile import Hostile, Request, Response, answer, pack

End = Literal["page", "gone", "refused", "busy"]
Manner = Callable[[Hostile, str], object]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to misbehave.

    Attributes:
        name: words for the table.
        manner: teaches a server's path to do it.
        end: how a fetch ends.
        says: searched in the reason; empty for pages.
        read: True where what comes is an article after all.
        tail: what the address has behind its path.
    """

    name: str
    manner: Manner
    end: End
    says: str = ""
    read: bool = False
    tail: str = ""


def article(number: int, *, head: str = "", inside: str = "") -> bytes:
    """A sound article page, each number with words of its own."""
    body = "".join(
        f"<p>Tổ hợp tác số {number} ở ấp {part} bàn việc đắp bờ bao, chia lịch bơm nước cho {number + part} hộ và hẹn "
        f"cuối tháng thứ {part} gặp lại để so sổ thu chi.</p>"
        for part in range(1, 7)
    )
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Chuyện bờ bao số {number}</title>{head}"
        f"</head><body><article><h1>Chuyện bờ bao số {number}</h1><time>02/03/2021 - 08:15</time>{inside}{body}"
        "</article></body></html>"
    ).encode()


def endless(start: bytes, *pieces: bytes, pause: float = 0.0) -> Manner:
    """A start, then the pieces for ever."""

    def chunks() -> Iterator[bytes]:
        yield start
        yield from itertools.cycle(pieces)

    return lambda web, path: web.answers(path, Response(chunks, pause))


def raw(data: bytes, *, reset: bool = False, pause: float = 0.0) -> Manner:
    """Just these bytes."""
    return lambda web, path: web.answers(path, Response(lambda: iter([data]), pause, reset))


def page(body: bytes = b"", *, status: int = 200, length: int | None = None, **headers: str) -> Manner:
    """One whole answer."""
    return lambda web, path: web.answers(path, answer(status, body, length, **headers))


def to(place: str, *, status: int = 302) -> Manner:
    """A redirect to an address, or with ``{own}`` to one of the server's."""
    return lambda web, path: web.redirect(path, place.format(own=web.url(path)), status)


def chain(steps: int) -> Manner:
    """So many redirects, then an article."""

    def teach(web: Hostile, path: str) -> None:
        web.redirect(path, f"{path}?b=0")
        for step in range(steps - 1):
            web.redirect(f"{path}?b={step}", f"{path}?b={step + 1}")
        web.page(f"{path}?b={steps - 1}", article(77), Content_Type="text/html")

    return teach


def ever_further(web: Hostile, path: str) -> None:
    """Each address leads to one never seen before."""
    counter = itertools.count()
    web.below(path, lambda request: answer(302, Location=f"{path}?n={next(counter)}"))


def wants_cookies(web: Hostile, path: str) -> None:
    """Sends back to itself until a cookie comes along."""

    def work(request: Request) -> Response:
        if "cookie" in request.headers:
            return answer(200, article(1))
        return answer(302, Location=path, Set_Cookie="ve=1; Path=/")

    web.below(path, work)


def chunked(*pieces: bytes) -> bytes:
    """An answer in chunks that are given as they stand."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(pieces)


def said(head: bytes, body: bytes = b"") -> bytes:
    """An answer of 200 with header lines as they stand."""
    return b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body


GOOD = article(1)
ZSTD_BOMB = b"\x28\xb5\x2f\xfd\x00\x58" + b"\x02\x00\x10a" * 400 + b"\x03\x00\x10a"
"""A frame of blocks that each stand for 128 kB of one letter (RFC 8878)."""
ENTITIES = (
    b"<?xml version='1.0'?><!DOCTYPE x ["
    + b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 20 if n else b"a" * 50) for n in range(9))
    + b"]><rss version='2.0'><channel><item><title>&e8;</title><link>http://bao.test/a1</link></item></channel></rss>"
)
CALENDAR = b"".join(
    b"<a href='/lich/%d/%d'>%d</a>" % (year, month, month) for year in range(1, 60) for month in range(12)
)

BEHAVIOURS: tuple[Behaviour, ...] = (
    # time
    Behaviour("slow headers", lambda web, path: web.slow_headers(path, 0.05), "busy", "in time"),
    Behaviour("slow body", lambda web, path: web.slow_body(path, 0.05), "busy", "in time"),
    Behaviour("silence after the request", lambda web, path: web.silent(path), "busy", "in time"),
    Behaviour("endless body", endless(chunked(), b"100000\r\n" + bytes(1 << 20) + b"\r\n"), "refused", "larger than"),
    Behaviour("endless text without length", endless(said(b"A: b"), b"chu " * 65_536), "refused", "larger than"),
    Behaviour(
        "endless headers", endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 5_000), "refused", "headers too large"
    ),
    Behaviour("endless header line", endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 65_536), "refused", "headers too"),
    Behaviour(
        "endless 100 Continue",
        endless(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, pause=0.01),
        "busy",
        "in time",
    ),
    Behaviour(
        "a few 103 Early Hints, then the page",
        raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 3 + said(b"Content-Length: %d" % len(GOOD), GOOD)),
        "page",
        read=True,
    ),
    Behaviour("endless empty chunks' extensions", endless(chunked(b"1;"), b"x=" * 30_000), "busy", ""),
    Behaviour("endless trailers", endless(chunked(b"0\r\n"), b"X-T: a\r\n" * 5_000), "refused", "headers too large"),
    # compression
    *[
        Behaviour(
            f"{coding} bomb", lambda web, path, coding=coding: web.bomb(path, coding, 60), "refused", "unfolds to"
        )  # type: ignore[misc]
        for coding in ("gzip", "deflate", "br")
    ],
    Behaviour("zstd bomb", page(ZSTD_BOMB, Content_Encoding="zstd"), "refused", "did not ask"),
    Behaviour(
        "gzip in gzip", page(gzip.compress(pack("gzip", 60)), Content_Encoding="gzip, gzip"), "refused", "did not ask"
    ),
    Behaviour(
        "gzip in gzip said once", page(gzip.compress(pack("gzip", 60)), Content_Encoding="gzip"), "refused", "binary"
    ),
    Behaviour(
        "codings in a chain of forty", page(b"x", Content_Encoding=", ".join(["br"] * 40)), "refused", "did not ask"
    ),
    Behaviour("a coding without name", page(b"x", Content_Encoding="rac"), "refused", "did not ask"),
    Behaviour("gzip that is none", page(GOOD, Content_Encoding="gzip"), "busy", "damaged"),
    Behaviour("gzip cut short", page(gzip.compress(GOOD)[:-30], Content_Encoding="gzip"), "busy", "cut short"),
    Behaviour(
        "deflate of garbage",
        page(zlib.compress(GOOD)[:20] + b"\xff" * 300, Content_Encoding="deflate"),
        "busy",
        "damaged",
    ),
    Behaviour("brotli cut short", page(brotli.compress(GOOD)[:-9], Content_Encoding="br"), "busy", "cut short"),
    Behaviour("gzip nobody speaks of", page(gzip.compress(GOOD), Content_Type="text/html"), "refused", "binary"),
    # redirects
    Behaviour("redirect to itself", to("{own}"), "refused", "circle"),
    Behaviour("redirect that never comes back", ever_further, "refused", "more than 5"),
    Behaviour("five redirects", chain(5), "page", read=True),
    Behaviour("six redirects", chain(6), "refused", "more than 5"),
    Behaviour("cookies demanded", wants_cookies, "refused", "cookie"),
    Behaviour("redirect without address", page(status=302), "refused", "without an address"),
    *[
        Behaviour(f"redirect to {place}", to(place), "refused", words)
        for place, words in (
            ("http://10.0.0.5/", "not allowed"),
            ("http://127.0.0.1:22/", "not allowed"),
            ("http://[::1]/", "not allowed"),
            ("http://169.254.169.254/latest/meta-data/", "not allowed"),
            ("http://localhost/", "not allowed"),
            ("http://nguoi-la.test/", "not allowed"),
            ("//nguoi-la.test/x", "not allowed"),
            ("file:///etc/passwd", "not http"),
            ("ftp://bao.test/", "not http"),
            ("data:text/html,<p>x", "not http"),
            ("javascript:alert(1)", "not http"),
            ("gopher://bao.test/", "not http"),
            ("http://bao.test:6379/", "not a web port"),
            ("http://ten:mat-khau@bao.test/", "user name"),
            ("http://bao.test/" + "a" * 3000, "longer than"),
            ("http://[::1/", "not an address"),
        )
    ],
    Behaviour("redirect to a name at a private address", to("http://trong.test/"), "refused", "not public"),
    # contents
    Behaviour(
        "a wrong charset in the header", page(GOOD, Content_Type="text/html; charset=iso-2022-jp"), "page", read=True
    ),
    Behaviour("a charset nobody knows", page(GOOD, Content_Type="text/html; charset=utf-99"), "page", read=True),
    Behaviour(
        "a charset that runs code elsewhere", page(GOOD, Content_Type="text/html; charset=rot13"), "page", read=True
    ),
    Behaviour(
        "binary called HTML",
        page(bytes(range(256)) * 400, Content_Type="text/html; charset=utf-8"),
        "refused",
        "binary",
    ),
    Behaviour(
        "a picture called HTML", page(b"\x89PNG\r\n\x1a\n" + bytes(900), Content_Type="text/html"), "refused", "image"
    ),
    Behaviour("a PDF called HTML", page(b"%PDF-1.7\n" + bytes(range(256)), Content_Type="text/html"), "refused", "pdf"),
    Behaviour("HTML called PDF", page(GOOD, Content_Type="application/pdf"), "page", read=True),
    Behaviour(
        "a program called text", page(b"MZ" + bytes(range(256)) * 40, Content_Type="text/plain"), "refused", "binary"
    ),
    Behaviour(
        "HTML with binary behind its first tag",
        page(b"<!DOCTYPE html><html>" + bytes(range(256)) * 400),
        "refused",
        "binary",
    ),
    Behaviour(
        "10 MB in one line",
        page(article(2, inside="<p>" + "dong " * 1_970_000 + "</p>")),
        "refused",
        "larger than",
    ),
    Behaviour("1 MB in one line", page(article(10, inside="<p>" + "dong " * 200_000 + "</p>")), "page", read=True),
    Behaviour("100,000 tags in each other", page(article(3, inside="<div>" * 100_000)), "page"),
    Behaviour(
        "100,000 attributes",
        page(article(4, inside="<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">x</p>")),
        "refused",
        "hang a parser",
    ),
    Behaviour("a comment that never ends", page(article(5) + b"<!-- " * 100_000), "page", read=True),
    Behaviour("100,000 scripts that never end", page(article(6) + b"<script" * 100_000), "page", read=True),
    Behaviour(
        "JSON-LD with __class__",
        page(
            article(
                7,
                head='<script type="application/ld+json">{"@type": "NewsArticle", "__class__": "os.system", '
                '"headline": {"__class__": "subprocess.getoutput", "data": ["touch bi-lua"]}}</script>',
            )
        ),
        "page",
        read=True,
    ),
    Behaviour(
        "JSON-LD 100,000 deep",
        page(article(8, head='<script type="application/ld+json">' + "[" * 100_000 + "</script>")),
        "page",
        read=True,
    ),
    Behaviour(
        "links to javascript:",
        page(article(9, inside='<a href="javascript:alert(1)">x</a><a href="vbscript:x">y</a>')),
        "page",
        read=True,
    ),
    Behaviour(
        "meta refresh to elsewhere",
        page(b"<html><head><meta http-equiv=refresh content='0;url=http://10.0.0.5/'></head></html>"),
        "page",
    ),
    Behaviour("an empty answer", page(), "page"),
    Behaviour("blanks alone", page(b" \n" * 40_000, Content_Type="text/html"), "page"),
    Behaviour(
        "a soft 404", page("<html><title>404</title><body><h1>Không tìm thấy trang</h1></body></html>".encode()), "page"
    ),
    Behaviour("a calendar without end", page(b"<html><body>" + CALENDAR + b"</body></html>"), "page"),
    Behaviour("entities that unfold", page(ENTITIES, Content_Type="text/html"), "page"),
    Behaviour("NUL in the text", page(GOOD.replace(b"</h1>", b"</h1>\x00\x00\x00")), "page", read=True),
    # framing
    Behaviour("chunks broken off", raw(chunked(b"5\r\nmot")), "busy", ""),
    Behaviour("a chunk size that is no number", raw(chunked(b"zz\r\nmot\r\n")), "busy", ""),
    Behaviour("a chunk of 2^70 bytes", raw(chunked(b"4" + b"0" * 17 + b"\r\nmot\r\n")), "busy", ""),
    Behaviour("a chunk of -5 bytes", raw(chunked(b"-5\r\nmot\r\n")), "busy", ""),
    Behaviour(
        "chunks and a length",
        raw(said(b"Content-Length: 3\r\nTransfer-Encoding: chunked", b"3\r\nmot\r\n0\r\n\r\n")),
        "busy",
        "",
    ),
    Behaviour("a length too long", page(GOOD, length=len(GOOD) + 100), "busy", ""),
    Behaviour("a length too short", page(GOOD, length=len(GOOD) // 2), "busy", "not an HTTP answer"),
    Behaviour("two lengths", raw(said(b"Content-Length: 3\r\nContent-Length: 4", b"moto")), "busy", ""),
    Behaviour("a length below nothing", raw(said(b"Content-Length: -1", b"moto")), "busy", ""),
    Behaviour("a length of 10^18", raw(said(b"Content-Length: 1000000000000000000", b"moto")), "refused", "says"),
    Behaviour("a length beyond all numbers", raw(said(b"Content-Length: " + b"9" * 40, b"moto")), "busy", ""),
    Behaviour("a reset amid the body", lambda web, path: web.reset(path), "busy", "broken"),
    Behaviour("a reset before the answer", raw(b"", reset=True), "busy", ""),
    Behaviour("hanging up at once", raw(b""), "busy", ""),
    Behaviour("HTTP/0.9", raw(GOOD), "busy", "not an HTTP answer"),
    Behaviour("no number in the status line", raw(b"HTTP/1.1 OK tot\r\n\r\n"), "busy", "not an HTTP answer"),
    Behaviour("a status of 99999", raw(b"HTTP/1.1 99999 OK\r\n\r\n"), "busy", "not an HTTP answer"),
    Behaviour("HTTP/3.7", raw(b"HTTP/3.7 200 OK\r\n\r\n"), "busy", ""),
    Behaviour("a mail server", raw(b"220 mail.test ESMTP\r\n"), "busy", "not an HTTP answer"),
    Behaviour("TLS spoken on a plain port", raw(b"\x15\x03\x01\x00\x02\x02\x28" * 9), "busy", "not an HTTP answer"),
    Behaviour(
        "5,000 headers",
        raw(said(b"\r\n".join(b"X-%d: a" % n for n in range(5_000)), GOOD)),
        "refused",
        "headers too large",
    ),
    Behaviour("a header with NUL", raw(said(b"X-A: a\x00b\r\nContent-Length: 4", b"moto")), "busy", ""),
    Behaviour("a header with a lone CR", raw(said(b"X-A: a\rb: c\r\nContent-Length: 4", b"moto")), "busy", ""),
    Behaviour("a header without a name", raw(said(b": rong\r\nContent-Length: 4", b"moto")), "busy", ""),
    Behaviour(
        "a switch of protocols", raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nmoto"), "refused", "101"
    ),
    # statuses
    Behaviour("202 not yet", page(b"cho", status=202), "busy", "202"),
    Behaviour("204 nothing", page(status=204), "refused", "204"),
    Behaviour("205 nothing", page(status=205), "refused", "205"),
    Behaviour("206 unasked", page(b"nua", status=206), "busy", "unasked"),
    Behaviour("304 unasked", page(status=304), "busy", "unasked"),
    Behaviour("401", page(status=401, WWW_Authenticate="Basic"), "refused", "401"),
    Behaviour("403", page(GOOD, status=403), "refused", "403"),
    Behaviour("404 with the article in it", page(GOOD, status=404), "gone", "404"),
    Behaviour("404 with an endless body", endless(b"HTTP/1.1 404 No\r\n\r\n", bytes(65_536)), "gone", "404"),
    Behaviour("404 with a body that drips", endless(b"HTTP/1.1 404 No\r\n\r\n", b"x", pause=0.05), "gone", "404"),
    Behaviour("404 with a bomb", page(pack("gzip", 60), status=404, Content_Encoding="gzip"), "gone", "404"),
    Behaviour("407", page(status=407, Proxy_Authenticate="Basic"), "refused", "407"),
    Behaviour("410", page(status=410), "gone", "410"),
    Behaviour("418", page(status=418), "refused", "418"),
    Behaviour("500", page(status=500), "busy", "500"),
    Behaviour("599", page(status=599), "busy", "599"),
    *[
        Behaviour(f"{status} with Retry-After {wait[:12]}", page(status=status, Retry_After=wait), "busy", str(status))
        for status, wait in (
            (429, "0"),
            (429, "rac"),
            (503, "-7"),
            (503, "Fri, 02 Jan 2015 03:04:05 GMT"),
            (429, "1e9"),
        )
    ],
)

LAST: tuple[Behaviour, ...] = (
    Behaviour("503 with Retry-After 1000000000", page(status=503, Retry_After="1000000000"), "busy", "503"),
)
"""What shuts the whole host for the rest of a run, and so must be asked for last."""

ROBOTS: tuple[Behaviour, ...] = (
    Behaviour("500", page(status=500), "busy", "out of reach"),
    Behaviour("503 for a day", page(status=503, Retry_After="86400"), "busy", "out of reach"),
    Behaviour("429", page(status=429), "busy", "out of reach"),
    Behaviour("403", page(status=403), "page"),
    Behaviour("404 as a page of HTML", page(GOOD, status=404), "page"),
    Behaviour("200 as a page of HTML", page(GOOD, Content_Type="text/html"), "page"),
    Behaviour("slow", endless(said(b"A: b"), b"#", pause=0.05), "busy", "out of reach"),
    Behaviour("silence", lambda web, path: web.silent(path), "busy", "out of reach"),
    Behaviour("endless", endless(said(b"A: b"), b"# rac\n" * 20_000), "page"),
    Behaviour(
        "endless, with a rule first",
        endless(said(b"A: b") + b"user-agent: *\ndisallow: /\n", b"# rac\n" * 20_000),
        "refused",
        "does not allow",
    ),
    Behaviour("a bomb", page(pack("gzip", 60), Content_Encoding="gzip"), "page"),
    Behaviour("binary", page(bytes(range(256)) * 99), "page"),
    Behaviour(
        "a byte order mark, then a rule", page(b"\xef\xbb\xbfuser-agent: *\ndisallow: /\n"), "refused", "does not allow"
    ),
    Behaviour(
        "a rule for us among others",
        page(b"user-agent: *\nallow: /\nuser-agent: bamsat\ndisallow: /\n"),
        "refused",
        "does not allow",
    ),
    Behaviour("a rule with carriage returns alone", page(b"user-agent: *\rdisallow: /\r"), "refused", "does not allow"),
    Behaviour("a pattern of 2,000 stars", page(b"user-agent: *\ndisallow: /" + b"a*" * 2000 + b"$\n"), "page"),
    Behaviour("a redirect to itself", to("{own}"), "refused", "cannot be read"),
    Behaviour("a redirect to this machine", to("http://127.0.0.1:22/robots.txt"), "refused", "cannot be read"),
    Behaviour("five redirects", chain(5), "page"),
    Behaviour("hanging up", raw(b""), "busy", "out of reach"),
    Behaviour("a crawl delay of 10^9 seconds", page(b"user-agent: *\ncrawl-delay: 1e9\n"), "page"),
    Behaviour("200 and nothing", page(), "page"),
    Behaviour("204", page(status=204), "page"),
)
"""What stands at /robots.txt while an article is asked for."""
