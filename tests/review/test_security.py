"""Who may do what, from where, and what every answer says to the browser."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from review_samples import HOME, MORNING, PASSWORD, Clock, Office, Visitor, desk_on

from corpus.errors import BadInput
from corpus.people.judgements import Judgements
from corpus.store import Store
from review.app import create_app
from review.desk import OneTimeLink
from review.pages import PAGES
from review.pages.doors import inside
from review.passwords import Throttle, fits, hashed
from review.security import HEADERS, POLICY, Safety, host_name

ROLES = ("stranger", "reader", "reviewer", "lead")


def visitor(office: Office, role: str) -> Visitor:
    """Somebody of a role, or who has not come in."""
    return office.stranger() if role == "stranger" else office.person(f"n-{role}", role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [page for page in PAGES if page.title], ids=lambda page: page.path)
def test_a_page_of_the_menu_opens_for_its_role_and_above(office: Office, page: Any, role: str) -> None:
    answer = visitor(office, role).get(page.path, follow_redirects=False)
    if role == "stranger":
        assert answer.status_code == 303 and answer.headers["location"].startswith("/vao?ve=")
    else:
        assert (answer.status_code == 200) is (ROLES.index(role) >= ROLES.index(page.role))


def test_every_change_is_refused_from_elsewhere_and_without_its_token(office: Office) -> None:
    lan = office.person("lan", "lead")
    passage = office.passages[0]
    tried = 0
    for page in PAGES:
        for route in page.router.routes:
            if not isinstance(route, APIRoute) or "POST" not in route.methods:
                continue
            known = {"kind": "uncertain", "passage": passage, "id": "m-2", "slug": "dong-khoi"}
            path = route.path.format_map(defaultdict(lambda: "0" * 12, known))
            good = {"form_token": lan.token(), "area": "3"}
            elsewhere = {"origin": "https://evil.example"}
            assert lan.client.post(path, data=good, headers=elsewhere).status_code == 403, path
            assert lan.client.post(path, data=good).status_code == 403, path
            assert lan.client.post(path, data=good, headers={"origin": "null"}).status_code == 403, path
            site = {"origin": HOME, "sec-fetch-site": "cross-site"}
            assert lan.client.post(path, data=good, headers=site).status_code == 403, path
            assert lan.client.post(path, data={"area": "3"}, headers={"origin": HOME}).status_code == 403, path
            wrong = {"form_token": "0" * 64, "area": "3"}
            assert lan.client.post(path, data=wrong, headers={"origin": HOME}).status_code == 403, path
            tried += 1
    assert tried >= 7
    assert Judgements(office.store.engine).events() == []


def test_a_readers_verdict_is_refused(office: Office) -> None:
    reader = office.person("doc", "reader")
    assert reader.send(f"/duyet/uncertain/{office.passages[0]}", {"area": ["3"]}).status_code == 403
    assert Judgements(office.store.engine).events() == []


def test_no_address_that_is_only_asked_for_changes_a_verdict(office: Office) -> None:
    lan = office.person("lan")
    for path in ("/duyet", "/duyet/uncertain", f"/duyet/uncertain/{office.passages[0]}", "/duyet/hoan-tac", "/ra"):
        lan.get(path)
    assert Judgements(office.store.engine).events() == []
    assert lan.get("/duyet").status_code == 200, "still at the desk"


@pytest.mark.parametrize("path", ["/vao", "/so-tay", "/khong-co", "/tinh/base.css", "/api/openapi.json"])
def test_every_answer_carries_the_policy(office: Office, path: str) -> None:
    answer = office.person("lan").get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in POLICY and "*" not in POLICY and "http" not in POLICY
    kept = "immutable" in answer.headers["cache-control"]
    assert kept if path.startswith("/tinh") else answer.headers["cache-control"] == "no-store"


def test_a_fault_of_ours_says_nothing_of_itself_and_keeps_the_policy(office: Office) -> None:
    lan = office.person("lan")
    broken = create_app(desk_on(office.store, office.clock, model=lambda: 1 // 0))
    client = TestClient(broken, base_url=HOME, raise_server_exceptions=False, cookies=dict(lan.client.cookies))
    answer = client.get("/duyet")
    assert answer.status_code == 500 and "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "testserver@evil.example", "[::1"])
def test_another_host_name_is_not_served(office: Office, host: str) -> None:
    assert office.stranger().get("/vao", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("path", ["/duyet/search?q=%00a", "/duyet/uncertain?sau=%00", "/duyet/%00"])
def test_a_nul_character_reaches_no_database(office: Office, path: str) -> None:
    assert office.person("lan").get(path).status_code == 400


@pytest.mark.parametrize(
    ("header", "name"), [("[::1]:8600", "::1"), ("127.0.0.1:80", "127.0.0.1"), ("LocalHost.", "localhost")]
)
def test_a_host_is_known_by_its_name(header: str, name: str) -> None:
    assert host_name(header) == name


def test_a_body_over_the_limit_is_not_read(office: Office) -> None:
    lan = office.person("lan")
    headers = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
    assert lan.client.post("/duyet/hoan-tac", content=b"a" * 1_000_001, headers=headers).status_code == 413

    def without_length() -> Any:
        for _ in range(20):
            yield b"a" * 100_000

    assert lan.client.post("/duyet/hoan-tac", content=without_length(), headers=headers).status_code == 413


def test_somebody_comes_in_with_their_password_and_goes(office: Office) -> None:
    office.desk.people.add("lan", role="reviewer", password=hashed(PASSWORD), now=office.clock())
    lan = office.stranger()
    assert lan.come_in("lan", "sai").status_code == 403
    answer = lan.come_in("lan")
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert lan.get("/duyet").status_code == 200
    assert lan.send("/ra").status_code == 303
    assert "/vao" in str(lan.get("/duyet").url)


def test_over_tls_the_cookie_is_bound_to_it(office: Office) -> None:
    office.desk.people.add("lan", role="reader", password=hashed(PASSWORD), now=office.clock())
    safety = Safety(b"s" * 32, hosts=frozenset({"testserver"}), https=True)
    client = TestClient(create_app(desk_on(office.store, office.clock, safety=safety)), base_url="https://testserver")
    fields = {"name": "lan", "password": PASSWORD}
    assert client.post("/vao", data=fields, headers={"origin": HOME}).status_code == 403, "http is elsewhere"
    answer = client.post("/vao", data=fields, headers={"origin": "https://testserver"}, follow_redirects=False)
    assert (
        answer.headers["set-cookie"].startswith("__Host-bamsat=") and "secure" in answer.headers["set-cookie"].lower()
    )
    assert "strict-transport-security" in answer.headers


def test_guessing_is_slowed_down_for_a_name_wherever_it_comes_from(office: Office) -> None:
    office.desk.people.add("lan", role="reader", password=hashed(PASSWORD), now=office.clock())
    for _ in range(5):
        assert office.stranger().come_in("lan", "sai").status_code == 403
    answer = office.stranger().come_in("lan")
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
    office.clock.wait(seconds=61)
    assert office.stranger().come_in("lan").status_code == 303


def test_a_sitting_ends_with_its_time_the_account_or_the_password(office: Office) -> None:
    people = office.desk.people
    lan, minh, chi = office.person("lan"), office.person("minh"), office.person("chi")
    people.remove("minh", now=office.clock())
    people.change("chi", password=hashed(PASSWORD))
    for visitor_, there in ((lan, True), (minh, False), (chi, False)):
        assert (visitor_.get("/so-tay", follow_redirects=False).status_code == 200) is there
    office.clock.wait(hours=13)
    assert lan.get("/so-tay", follow_redirects=False).status_code == 303


def test_a_role_taken_away_is_gone_at_once(office: Office) -> None:
    lan = office.person("lan")
    office.desk.people.change("lan", role="reader")
    assert lan.get("/duyet").status_code == 403


def test_the_link_of_local_mode_works_once(filled: tuple[Any, list[str]]) -> None:
    with Store(filled[0]) as store:
        office = Office(store, Clock(), link=OneTimeLink("mã", person="lan"))
        first, second = office.stranger(), office.stranger()
        assert first.get("/vao?ma=sai").status_code == 403
        assert first.get("/vao?ma=mã&ve=/so-tay").status_code == 200
        assert second.get("/vao?ma=mã").status_code == 403
        assert "/vao" in str(second.get("/duyet").url)
        assert second.come_in("lan").status_code == 403, "no passwords in local mode"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""]
)
def test_coming_in_never_leads_elsewhere(back: str) -> None:
    assert inside(back) == "/"


def test_the_description_is_for_those_who_came_in(office: Office) -> None:
    assert office.stranger().get("/api/openapi.json").status_code == 401
    assert office.stranger().get("/docs").status_code == 404


def test_passwords_are_kept_as_argon2id_and_short_ones_refused() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$") and fits(PASSWORD, kept)
    assert not fits(PASSWORD + " ", kept) and not fits(PASSWORD, None) and not fits(PASSWORD, "no hash")
    with pytest.raises(BadInput):
        hashed("ngắn")


def test_a_throttle_forgets_after_a_while_and_keeps_no_more_than_it_may() -> None:
    throttle = Throttle(tries=2, within=timedelta(minutes=1), most=10)
    for number in range(30):
        throttle.failed(f"name {number}", now=MORNING + timedelta(minutes=2 * number))
    throttle.failed("lan", now=MORNING)
    assert throttle.wait("lan", now=MORNING) == timedelta(0)
    throttle.failed("lan", now=MORNING)
    assert throttle.wait("lan", "minh", now=MORNING) == timedelta(minutes=1)
    throttle.passed("lan")
    assert throttle.wait("lan", now=MORNING) == timedelta(0)
