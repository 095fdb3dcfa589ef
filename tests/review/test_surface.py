"""The surface that strangers reach: what is sent in, what goes out in headers, names, logs and files."""

from __future__ import annotations

import logging
import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import HOME, MODEL, PASSWORD, Office, desk_on

from corpus.errors import StoreError
from corpus.people.users import People
from corpus.predictions.search import find_spans, understand
from review import passwords
from review.app import create_app
from review.desk import LANGUAGE_COOKIE, OneTimeLink
from review.pages import doors
from review.pages.doors import inside
from review.passwords import hashed
from review.security import HEADERS, Gate, Safety, new_token, sum_of

pytestmark = pytest.mark.slow

SQL = (
    "'; DROP TABLE passages;--",
    '" OR 1=1 --',
    "%' UNION SELECT 1,2--",
    "x') OR ('1'='1",
    "\\",
    "NEAR(a b)",
    "a*",
    "-a",
)
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def asked(office: Office, path: str, *, headers: list[tuple[bytes, bytes]], method: str = "GET") -> int:
    """The status of a request as bytes on the wire say it, past what a client would refuse to send."""
    import asyncio

    statuses: list[int] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": quote(path).encode(), "query_string": b"", "root_path": "", "headers": headers,
        "server": ("testserver", 80), "client": ("127.0.0.1", 9),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    asyncio.run(office.app(scope, receive, send))
    return statuses[0]


@pytest.mark.parametrize("length", ["9" * 5000, "9" * 16, "-1", "1e9", "²", "0x10", "1, 2"])
def test_a_length_that_is_none_is_refused_and_breaks_nothing(office: Office, length: str) -> None:
    host = HOME.partition("//")[2].encode()
    headers = [(b"host", host), (b"content-length", length.encode("latin-1")), (b"origin", HOME.encode())]
    assert asked(office, "/vao", headers=headers, method="POST") in (400, 413)


@pytest.mark.parametrize(
    "path",
    [
        "/tinh/../app.py",
        "/tinh/..%2f..%2fapp.py",
        "/tinh/%2e%2e/%2e%2e/corpus/errors.py",
        "/tinh//etc/hostname",
        "/tinh/..\\..\\app.py",
        "/tinh/base.css/..%2f..%2fapp.py",
        "/tinh/" + "a/" * 2000,
        "/tinh/.",
    ],
)
def test_static_files_are_those_of_their_folder(office: Office, path: str) -> None:
    answer = office.person("lan").get(path)
    assert answer.status_code in (404, 405)
    assert "create_app" not in answer.text and "class BamsatError" not in answer.text


@pytest.mark.parametrize("https", [False, True])
def test_every_kind_of_answer_wears_the_same_headers(office: Office, https: bool) -> None:
    safety = Safety(b"s" * 32, hosts=frozenset({"testserver"}), https=https)
    scheme = "https" if https else "http"

    def gone() -> str | None:
        raise StoreError("kho hỏng")

    for name, model, paths in (
        (
            "an",
            lambda: MODEL,
            ("/vao", "/khong-co", "/tinh/base.css", "/tinh/khong-co", "/duyet", "/vao?ma=x", "/api/khong"),
        ),
        ("ba", lambda: str(1 // 0), ("/duyet",)),
        ("chi", gone, ("/duyet",)),
    ):
        desk = desk_on(office.store, office.clock, model=model, safety=safety)
        client = TestClient(create_app(desk), base_url=f"{scheme}://testserver", raise_server_exceptions=False)
        token = new_token()
        now = office.clock()
        desk.people.add(name, role="lead", password="", now=now)
        desk.people.sit(sum_of(token), name, now=now, until=now + timedelta(hours=1))
        client.cookies.set(safety.cookie, token)
        for path in paths:
            for answer in (
                client.get(path, follow_redirects=False),
                client.post(path, headers={"origin": "https://evil.example"}, follow_redirects=False),
                client.get(path, headers={"host": "evil.example"}, follow_redirects=False),
            ):
                worn = {name: answer.headers.get(name) for name in HEADERS}
                assert worn == dict(HEADERS), (path, answer.status_code)
                assert "cache-control" in answer.headers
                assert ("strict-transport-security" in answer.headers) is https, (path, answer.status_code)
                assert "server" not in answer.headers and "x-powered-by" not in answer.headers


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(office: Office) -> None:
    safety = Safety(b"s" * 32, hosts=frozenset({"testserver"}), https=True)
    desk = desk_on(office.store, office.clock, link=OneTimeLink("t", person="lan"), safety=safety)
    client = TestClient(create_app(desk), base_url="https://testserver")
    entered = client.get("/vao?ma=t", follow_redirects=False).headers.get_list("set-cookie")
    client.cookies.clear()
    fields = {"lang": "en", "theme": "dark"}
    chosen = client.post("/tuy-chon", data=fields, headers={"origin": "https://testserver"}, follow_redirects=False)
    given = [*entered, *chosen.headers.get_list("set-cookie")]
    assert len(given) == 3 and any(LANGUAGE_COOKIE in each for each in given)
    for each in given:
        said = each.lower()
        assert "httponly" in said and "samesite=strict" in said and "secure" in said and "domain=" not in said, each


def test_a_sitting_is_never_one_that_somebody_else_chose(office: Office) -> None:
    office.desk.people.add("lan", role="reader", password=hashed(PASSWORD), now=office.clock())
    visitor = office.stranger()
    planted = new_token()
    visitor.client.cookies.set(office.desk.safety.cookie, planted, domain="testserver.local")
    assert visitor.come_in("lan").status_code == 303
    kept = {cookie.value for cookie in visitor.client.cookies.jar if cookie.name == office.desk.safety.cookie}
    assert kept - {planted}
    assert office.desk.people.sitting(sum_of(planted), now=office.clock()) is None


def test_a_wrong_name_costs_as_much_work_as_a_wrong_password(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.desk.people.add("lan", role="reader", password=hashed(PASSWORD), now=office.clock())
    verified: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            verified.append(kept.split("$")[3])
            return real(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for name in ("lan", "khong-co-ai"):
        assert office.stranger().come_in(name, "sai mật khẩu rồi").status_code == 403
    assert len(verified) == 2, "one hash for each try"
    assert verified[0] == verified[1], "of the same cost"


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1", "\u202elan", "x" * 101, "lan\u0000", "<script>alert(1)</script>"]
)
def test_a_name_that_is_none_comes_nowhere(office: Office, name: str) -> None:
    answer = office.stranger().come_in(name)
    assert answer.status_code in (400, 403, 422)
    assert "set-cookie" not in answer.headers and "<script>alert" not in answer.text


BACKS = (
    "//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example", "/\t/evil.example",
    "javascript:alert(1)",
    "/\r\nLocation: https://evil.example", "\u2028//evil.example", " //evil.example", "/./\\evil", "data:text/html,x",
    "////evil.example", "/\u202eevil", "http:evil.example", "\\\\evil", "/..//evil.example", "/.//evil.example",
)  # fmt: skip


@pytest.mark.parametrize("back", BACKS)
def test_going_back_stays_here(office: Office, back: str) -> None:
    lan = office.person("lan")
    for answer in (
        lan.send("/tuy-chon", {"lang": "en", "ve": back}),
        lan.get(f"/vao?ve={quote(back)}", follow_redirects=False),
    ):
        place = answer.headers["location"]
        assert urlsplit(urljoin(f"{HOME}/vao", place)).netloc == urlsplit(HOME).netloc, place
        assert not place.startswith(("//", "/\\")) and "\n" not in place and "\r" not in place


@given(back=st.text(alphabet=st.sampled_from("/\\.:@?#%\t\r\n ahtp0123evil\u2044\u3002\uff0f"), max_size=30))
@settings(max_examples=300, derandomize=True)
def test_no_way_back_leads_to_another_site(back: str) -> None:
    place = inside(back)
    assert urlsplit(urljoin("http://a.b/vao", place)).netloc == "a.b"
    assert place.isprintable() and place.startswith("/")


@pytest.mark.parametrize("words", SQL)
def test_what_is_typed_is_only_ever_words_to_the_database(office: Office, words: str) -> None:
    lan = office.person("lan", "lead")
    before = office.store.count_documents()
    for path in (
        f"/bang-chung?q={quote(words)}",
        f"/bang-chung?nguon={quote(words)}",
        f"/bang-chung?noi={quote(words)}",
        f"/bang-chung?mang={quote(words)}",
        f"/duyet/search?q={quote(words)}",
        f"/duyet/uncertain?sau={quote(words)}",
        f"/nguon/{quote(words, safe='')}",
        f"/mo-hinh/{quote(words, safe='')}",
    ):
        assert lan.get(path).status_code in (200, 303, 404, 422), path
    assert office.store.count_documents() == before


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 60_000,
        "&".join(f"a{number}=1" for number in range(5000)),
        "q=" + "%e2%80%9c" * 60,
        "lang=" + "e" * 50_000,
        "ve=" + quote("/" + "a" * 50_000),
        "muc=" + "9" * 5000,
        "trang=" + "9" * 5000,
        "moi=" + "9" * 199,
        "tu=0000-00&den=9999-99",
    ],
)
def test_a_huge_or_odd_query_is_answered_at_once(office: Office, query: str) -> None:
    lan = office.person("lan", "lead")
    begun = time.process_time()
    for path in ("/bang-chung", "/vao", "/", "/duyet/search"):
        assert lan.get(f"{path}?{query}", follow_redirects=False).status_code in (200, 303, 404, 414, 422), path
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("typed", ["a " * 100, "“" * 200, '"a' * 100, "ă" * 200, "a\u0301" * 100, "((((" * 50])
def test_a_search_takes_no_longer_for_odd_words(typed: str) -> None:
    body = "a " * 20_000
    begun = time.process_time()
    try:
        query = understand(typed)
    except Exception as error:  # noqa: BLE001 - only one is allowed
        assert type(error).__name__ == "BadInput"
    else:
        find_spans(body, query, (query.joined,))
        find_spans(body, query, query.phrases)
    assert time.process_time() - begun < 4


@pytest.mark.parametrize("bad", ["x\r\nX-Evil: 1", 'a"; filename="b.exe', "../../a", "\u202efdp.exe", "%0d%0aX-Evil:1"])
def test_the_name_of_a_file_is_ours_whatever_was_asked_for(office: Office, bad: str) -> None:
    lan = office.person("lan", "lead")
    for path in (
        f"/bang-chung/tai-ve?q={quote(bad)}",
        f"/bang-chung/tai-ve?dang={quote(bad)}",
        f"/bao-cao/tai-ve?ky={quote(bad)}",
        f"/bao-cao/tai-ve?dang={quote(bad)}",
    ):
        answer = lan.get(path, follow_redirects=False)
        assert "x-evil" not in answer.headers
        said = answer.headers.get("content-disposition")
        assert said is None or re.fullmatch(r'attachment; filename="[a-z0-9-]+\.(?:xlsx|csv|docx|html)"', said), said


def test_an_address_begins_no_line_of_its_own_in_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    def gone() -> str | None:
        raise StoreError("kho hỏng\nERROR lời giả (forged)")

    desk = desk_on(office.store, office.clock, model=gone)
    client = TestClient(create_app(desk), base_url=HOME, raise_server_exceptions=False)
    lan = office.person("lan", "lead")
    with caplog.at_level(logging.ERROR):
        client.get("/bang-chung/%0aERROR%20gia", cookies=dict(lan.client.cookies))
        client.get("/bang-chung", cookies=dict(lan.client.cookies))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("review")]
    assert ours and all("\n" not in line and "\r" not in line for line in ours)


def test_a_passage_cannot_turn_the_writing_around_it(office: Office) -> None:
    lan = office.person("lan", "lead")
    for path in ("/bang-chung", f"/duyet/uncertain/{office.passages[0]}", "/duyet/search?q=%E2%80%AEabc"):
        assert not OVERRIDES.search(lan.get(path).text), path


def test_the_link_of_local_mode_stays_out_of_what_is_kept(office: Office) -> None:
    link = OneTimeLink("rat-bi-mat", person="lan")
    assert "rat-bi-mat" not in repr(vars(link))
    assert not link.use("sai") and link.use("rat-bi-mat") and not link.use("rat-bi-mat")


def test_what_is_kept_of_a_sitting_opens_none(office: Office) -> None:
    lan = office.person("lan", "lead")
    token = next(cookie.value for cookie in lan.client.cookies.jar if cookie.name == office.desk.safety.cookie)
    assert token is not None
    assert People(office.store.engine).sitting(token, now=office.clock()) is None
    stranger = office.stranger()
    stranger.client.cookies.set(office.desk.safety.cookie, sum_of(token), domain="testserver.local")
    assert stranger.get("/duyet", follow_redirects=False).status_code == 303


def test_the_gate_is_the_outermost_but_for_the_last_resort(office: Office) -> None:
    assert [each.cls for each in office.app.user_middleware] == [Gate]
    assert doors.router.routes
