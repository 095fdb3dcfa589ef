"""Robots rules, held to RFC 9309 and to the parser Google published.

The cases follow the expectations of that project's own suite (google/robotstxt, Apache-2.0), written anew as tables;
its parser, where installed, is asked the same questions as an oracle.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.robots import ALLOW_ALL, BODY_LIMIT, DENY_ALL, decide, parse, product

googlebot = pytest.importorskip("jwm.robotstxt.googlebot")

HOST = "http://foo.bar"
GROUPS = """allow: /foo/bar/

user-agent: FooBot
disallow: /
allow: /x/
user-agent: BarBot
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: FooBot
allow: /z/
disallow: /
"""
NAMES = "{0}: FooBot\n{1}: /x/\n{2}: /\n"
SPACED = "User-Agent: {0}\nAllow: /x/\nDisallow: /\n"
FISH = ["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"]
LONG_A, LONG_B = ("/x/" + letter * (2083 * 8 - 3 - len("allow: ") + 1) for letter in "ab")
LONG_D = "/x/" + "a" * (2083 * 8 - 3 - len("disallow: ") + 1)


def only(rules: str) -> str:
    return "user-agent: FooBot\n" + rules.replace(" | ", "\n") + "\n"


def fish(rule: str) -> str:
    return only(f"disallow: / | allow: {rule}")


# (robots.txt, agent, addresses allowed, addresses denied)
CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("", "FooBot", ["", "/x/y"], []),
    (only("disallow: /"), "", [""], []),
    (only("disallow: /"), "FooBot", [], ["", "/x/y"]),
    ("", "", [""], []),
    ("foo: FooBot\nbar: /\n", "FooBot", ["/x/y"], []),
    ("user-agent FooBot\ndisallow /\n", "FooBot", [], ["/x/y"]),
    (GROUPS, "FooBot", ["/x/b", "/z/d"], ["/y/c", "/foo/bar/"]),
    (GROUPS, "BarBot", ["/y/c", "/w/a"], ["/z/d", "/foo/bar/"]),
    (GROUPS, "BazBot", ["/z/d"], ["/foo/bar/"]),
    *[
        (NAMES.format(*names), "FooBot", ["/x/y"], ["/a/b"])
        for names in (("USER-AGENT", "ALLOW", "DISALLOW"), ("user-agent", "allow", "disallow"))
    ],
    (NAMES.format("uSeR-aGeNt", "AlLoW", "dIsAlLoW"), "FooBot", ["/x/y"], ["/a/b"]),
    *[
        (SPACED.format(written), agent, ["/x/y"], ["/a/b"])
        for written in ("FOO BAR", "foo bar", "FoO bAr")
        for agent in ("Foo", "foo")
    ],
    ("User-Agent: *\nDisallow: /\n" + SPACED.format("Foo Bar"), "Foo", ["/x/y"], []),
    ("User-Agent: *\nDisallow: /\n" + SPACED.format("Foo Bar"), "Foo Bar", [], ["/x/y"]),
    ("user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n", "FooBot", [], ["/x/y"]),
    ("user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n", "BarBot", ["/x/y"], []),
    (only("allow: / | user-agent: BarBot | disallow: / | user-agent: BazBot | disallow: /"), "QuxBot", ["/x/y"], []),
    (only("disallow: /x/"), "FooBot", [], ["/x/y"]),
    (only("disallow: /X/"), "FooBot", ["/x/y"], []),
    (only("disallow: /x/page.html | allow: /x/"), "FooBot", [], ["/x/page.html"]),
    (only("allow: /x/page.html | disallow: /x/"), "FooBot", ["/x/page.html"], ["/x/"]),
    (only("disallow:  | allow: "), "FooBot", ["/x/page.html"], []),
    (only("disallow: / | allow: /"), "FooBot", ["/x/page.html"], []),
    (only("disallow: /x | allow: /x/"), "FooBot", ["/x/"], ["/x"]),
    (only("disallow: /x/page.html | allow: /x/page.html"), "FooBot", ["/x/page.html"], []),
    (only("allow: /page | disallow: /*.html"), "FooBot", ["/page"], ["/page.html"]),
    (only("allow: /x/page. | disallow: /*.html"), "FooBot", ["/x/page.html"], ["/x/y.html"]),
    ("User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n", "FooBot", ["/x/page"], ["/y/page"]),
    (
        only("Disallow: / | Allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par"),
        "FooBot",
        ["/foo/bar?qux=taz&baz=http://foo.bar?tar&par"],
        [],
    ),
    (only("Disallow: / | Allow: /foo/bar/ツ"), "FooBot", ["/foo/bar/%E3%83%84"], ["/foo/bar/ツ"]),
    (only("Disallow: / | Allow: /foo/bar/%E3%83%84"), "FooBot", ["/foo/bar/%E3%83%84"], ["/foo/bar/ツ"]),
    (only("Disallow: / | Allow: /foo/bar/%62%61%7A"), "FooBot", ["/foo/bar/%62%61%7A"], ["/foo/bar/baz"]),
    (
        only("Disallow: /foo/bar/quz | Allow: /foo/*/qux"),
        "FooBot",
        ["/foo/quz", "/foo//quz", "/foo/bax/quz"],
        ["/foo/bar/quz"],
    ),
    (
        only("Disallow: /foo/bar$ | Allow: /foo/bar/qux"),
        "FooBot",
        ["/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"],
        ["/foo/bar"],
    ),
    (only("# Disallow: / | Disallow: /foo/quz#qux | Allow: /"), "FooBot", ["/foo/bar"], ["/foo/quz"]),
    (
        "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n",
        "foobot",
        ["/allowed-slash/", "/allowed-slash/index.html"],
        ["/allowed-slash/index.htm", "/anyother-url"],
    ),
    (only(f"disallow: {LONG_D}/qux"), "FooBot", ["/fux"], [f"{LONG_D}/fux"]),
    (
        only(f"disallow: / | allow: {LONG_A}/qux | allow: {LONG_B}/qux"),
        "FooBot",
        [f"{LONG_A}/qux", f"{LONG_B}/fux"],
        ["/"],
    ),
    (fish("/fish"), "FooBot", FISH, ["/bar", "/Fish.asp", "/catfish", "/?id=fish"]),
    (fish("/fish*"), "FooBot", FISH, ["/bar", "/Fish.bar", "/catfish", "/?id=fish"]),
    (
        fish("/fish/"),
        "FooBot",
        ["/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"],
        ["/bar", "/fish", "/fish.html", "/Fish/Salmon.html"],
    ),
    (
        fish("/*.php"),
        "FooBot",
        [
            "/filename.php",
            "/folder/filename.php",
            "/folder/filename.php?parameters",
            "//folder/any.php.file.html",
            "/filename.php/",
            "/index?f=filename.php/",
        ],
        ["/bar", "/php/", "/index?php", "/windows.PHP"],
    ),
    (
        fish("/*.php$"),
        "FooBot",
        ["/filename.php", "/folder/filename.php"],
        [
            "/bar",
            "/filename.php?parameters",
            "/filename.php/",
            "/filename.php5",
            "/php/",
            "/filename?php",
            "/aaaphpaaa",
            "//windows.PHP",
        ],
    ),
    (fish("/fish*.php"), "FooBot", ["/fish.php", "/fishheads/catfish.php?parameters"], ["/bar", "/Fish.PHP"]),
    (only("allow: /p | disallow: /"), "FooBot", ["/page"], []),
    (only("allow: /folder | disallow: /folder"), "FooBot", ["/folder/page"], []),
    (only("allow: /page | disallow: /*.htm"), "FooBot", [], ["/page.htm"]),
    (only("allow: /$ | disallow: /"), "FooBot", ["/"], ["/page.html"]),
    # Lines of other kinds do not end the list of agents; sitemaps and unknown words may stand between them.
    (only("foo: bar | user-agent: BarBot | disallow: /"), "FooBot", [], ["/x"]),
    (only("crawl-delay: 5 | sitemap: /s.xml | user-agent: BarBot | disallow: /"), "FooBot", [], ["/x"]),
    ("user-agent: * 1\ndisallow: /\n", "FooBot", [], ["/x"]),
    ("user-agent: *1\ndisallow: /\n", "FooBot", ["/x"], []),
    ("useragent: FooBot\ndissallow: /a\ndisalow: /b\ndiasllow: /c\n", "FooBot", ["/d"], ["/a", "/b", "/c"]),
    ("user agent: FooBot\ndisallaw: /a\ndissalow: /b\n", "FooBot", ["/d"], ["/a", "/b"]),
]


def questions() -> list[tuple[str, str, str, bool]]:
    return [
        (robots, agent, HOST + path if path else "", verdict)
        for robots, agent, allowed, denied in CASES
        for verdict, paths in ((True, allowed), (False, denied))
        for path in paths
    ]


@pytest.mark.parametrize(("robots", "agent", "url", "verdict"), questions())
def test_a_case_of_the_published_suite_is_answered_as_there(robots: str, agent: str, url: str, verdict: bool) -> None:
    assert parse(robots.encode()).allows(agent, url) is verdict
    assert googlebot.RobotsMatcher().OneAgentAllowedByRobots(robots.encode(), agent, url) is verdict


def test_the_table_has_not_lost_cases() -> None:
    assert len(questions()) >= 145


# ------------------------------------------------------------------------------------------------- beside the oracle

KEYS = [
    "user-agent",
    "User-Agent",
    "useragent",
    "allow",
    "Disallow",
    "disalow",
    "sitemap",
    "crawl-delay",
    "foo",
    "host",
]
VALUES = ["*", "* x", "FooBot", "foobot/2", "Foo Bar", "", "/", "/a/", "/a*", "/*b$", "/a/index.html", "/%e3%83", "/ế"]
PATHS = ["", "/", "/a", "/a/", "/ab", "/a/b", "/a/index.html", "/%E3%83%84", "/%E1%BA%BF", "/?q=1", "/a;b", "//", "/$b"]
lines = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", " ", "#"]),
        st.sampled_from(KEYS),
        st.sampled_from([": ", ":", " : ", " ", "\t", ""]),
        st.sampled_from(VALUES) | st.text("/ab*$%#?= ", max_size=8),
        st.sampled_from(["\n", "\n", "\r\n", "\r", "\n\n"]),
    ),
)
files = st.builds("".join, st.tuples(st.sampled_from(["", "\ufeff"]), st.lists(lines, max_size=10).map("".join)))


@settings(max_examples=150, deadline=None)
@given(files)
def test_any_file_is_read_as_the_oracle_reads_it(text: str) -> None:
    robots, oracle = parse(text.encode()), googlebot.RobotsMatcher()
    for agent in ("FooBot", "Foo", "bamsat"):
        for path in PATHS:
            asked = oracle.OneAgentAllowedByRobots(text.encode(), agent, HOST + path)
            assert robots.allows(agent, HOST + path) is asked, (agent, path)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([b"user-agent:*\n", b"disallow:/", b"\n", b"\xef", b"\0"])).map(b"".join)
)
def test_no_bytes_break_the_parser_or_allow_more_than_the_oracle(body: bytes) -> None:
    robots, oracle = parse(body), googlebot.RobotsMatcher()
    for url in ("http://a.vn/", "http://a.vn/ế", "http://a.vn/%e1%ba%bf", "a?b", "//a/b#c", "x://y#?z"):
        if robots.allows("bamsat", url):
            assert oracle.OneAgentAllowedByRobots(body, "bamsat", url)


@settings(max_examples=300, deadline=None)
@given(st.text("ab/*$", max_size=12), st.text("ab/", max_size=12))
def test_a_pattern_matches_as_the_oracle_matches_it(pattern: str, path: str) -> None:
    text = f"user-agent: *\ndisallow: /{pattern}\n"
    asked = googlebot.RobotsMatcher().OneAgentAllowedByRobots(text.encode(), "bamsat", f"{HOST}/{path}")
    assert parse(text.encode()).allows("bamsat", f"{HOST}/{path}") is asked


# --------------------------------------------------------------------------------------------------- files as they are


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_a_byte_order_mark_whole_or_in_part_is_passed_over(mark: bytes) -> None:
    assert not parse(mark + b"user-agent: *\ndisallow: /\n").allows("bamsat", HOST)


def test_a_byte_order_mark_amid_the_file_spoils_its_line() -> None:
    assert parse(b"user-agent: *\n\xef\xbb\xbfdisallow: /\n").allows("bamsat", HOST)


def test_lines_may_end_with_a_carriage_return_alone() -> None:
    robots = parse(b"User-Agent: foo\rAllow: /x\rUser-Agent: bar\r\r\rDisallow: /\r")
    assert [robots.allows(agent, HOST) for agent in ("foo", "bar")] == [True, False]


def test_rules_count_up_to_500_kib_and_a_line_cut_there_does_not() -> None:
    head = b"user-agent: *\ndisallow: /kin\n"
    filler = b"#" + b"x" * 99 + b"\n"
    body = head + filler * (BODY_LIMIT // len(filler))
    body = body[: BODY_LIMIT - 12].rpartition(b"\n")[0] + b"\n"
    cut = body + b"allow: /kin/" + b"mo" * 200 + b"\ndisallow: /tin\n"
    robots = parse(cut)
    assert not robots.allows("bamsat", HOST + "/kin/mo")
    assert robots.allows("bamsat", HOST + "/tin")


def test_stars_cost_no_more_than_length() -> None:
    robots = parse(b"user-agent: *\ndisallow: /" + b"a*" * 2000 + b"b$\n")
    start = time.process_time()
    assert robots.allows("bamsat", HOST + "/" + "a" * 2000)
    assert time.process_time() - start < 0.5


# --------------------------------------------------------------------------------------------- what else a file says


def test_sitemaps_count_for_everybody_wherever_they_stand() -> None:
    text = b"Sitemap: https://a.vn/1.xml\nuser-agent: x\ndisallow: /\nsite-map: https://a.vn/2.xml\n"
    assert parse(text).sitemaps == ("https://a.vn/1.xml", "https://a.vn/2.xml")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("5", 5.0), ("0.5", 0.5), ("1e9", 1e9), ("0", 0.0)]
    + [(said, None) for said in ("nan", "inf", "-inf", "-3", "abc", "", "5s")],
)
def test_a_crawl_delay_is_a_number_of_seconds_or_nothing(said: str, seconds: float | None) -> None:
    assert parse(f"user-agent: *\ncrawl-delay: {said}\n".encode()).crawl_delay("bamsat") == seconds


def test_the_longest_crawl_delay_for_the_agent_itself_counts() -> None:
    robots = parse(
        b"user-agent: *\ncrawl-delay: 30\n\ndisallow: /a\nuser-agent: bamsat\ncrawl-delay: 4\nallow: /\n"
        b"user-agent: bamsat\ncrawl-delay: 6\n"
    )
    assert (robots.crawl_delay("Bamsat"), robots.crawl_delay("other")) == (6.0, 30.0)


# --------------------------------------------------------------------------------------------------------- decisions


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_file_that_is_not_there_allows_everything(status: int) -> None:
    assert decide(status, b"user-agent: *\ndisallow: /") is ALLOW_ALL
    assert ALLOW_ALL.allows("bamsat", HOST)


@pytest.mark.parametrize("status", [500, 502, 503, 599, 429, 304, None])
def test_a_host_in_trouble_allows_nothing(status: int | None) -> None:
    assert decide(status, b"user-agent: *\nallow: /") is DENY_ALL
    assert not DENY_ALL.allows("bamsat", HOST + "/robots")


def test_an_answer_is_read() -> None:
    assert not decide(200, b"user-agent: *\ndisallow: /").allows("bamsat", HOST)
    assert decide(200, b"<html>nothing of the kind</html>").allows("bamsat", HOST)


@pytest.mark.parametrize(
    ("agent", "token"),
    [("bamsat/0.1 (+x)", "bamsat"), ("Foo-Bar_x 2", "Foo-Bar_x"), ("", ""), ("ツ", ""), ("*", "")],
)
def test_a_user_agent_is_named_by_its_first_word(agent: str, token: str) -> None:
    assert product(agent) == token


def test_an_agent_called_star_is_nobody_special() -> None:
    assert not parse(b"user-agent: *\ndisallow: /\n").allows("*", HOST)


def test_escapes_in_small_letters_do_not_lead_around_a_rule() -> None:
    robots = parse("user-agent: *\ndisallow: /đen\n".encode())
    assert not robots.allows("bamsat", HOST + "/%c4%91en")
    assert not robots.allows("bamsat", HOST + "/đen")
