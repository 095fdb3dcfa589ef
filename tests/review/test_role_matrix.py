"""Route by role by origin: who may do what, and from where, for every address of every page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from review_samples import HOME, Clock, Office, Visitor

from corpus.people.judgements import Judgements
from corpus.store import Store
from review.pages import PAGES
from review.pages.page import Page

ROLES = ("stranger", "reader", "reviewer", "lead")

ABOVE = {
    "GET /bang-chung/hang-loat": "reviewer",
    "POST /bang-chung/hang-loat": "reviewer",
    "POST /bang-chung/hang-loat/hoan-tac": "reviewer",
    "GET /bang-chung/hang-loat/{lot}": "reviewer",
    "POST /doi-chieu/{passage}": "lead",
    "POST /doi-chieu/{passage}/hoan-tac": "lead",
    "GET /mo-hinh/song-song": "reviewer",
    "GET /mo-hinh/{id}/khac": "reviewer",
    "GET /mo-hinh/tro-lai": "lead",
    "POST /mo-hinh/tro-lai": "lead",
    "GET /mo-hinh/{id}/dua-vao-dung": "lead",
    "POST /mo-hinh/{id}/dua-vao-dung": "lead",
    "POST /nguon/{slug}/thu-lai": "lead",
    "POST /so-tay/de-xuat": "lead",
    "GET /so-tay/de-xuat/{digest}": "lead",
    "GET /so-tay/de-xuat/{digest}/tai-ve": "lead",
    "POST /api/codebook/check": "lead",
    "GET /api/codebook/check/{file}": "lead",
}
"""What takes more than its page does."""

SENT_FROM = {
    "another site": {"origin": "https://evil.example"},
    "nowhere": {},
    "a sandbox": {"origin": "null"},
    "another port": {"origin": f"{HOME}:81"},
    "a page of another site": {"origin": HOME, "sec-fetch-site": "cross-site"},
}


def routes() -> Iterator[tuple[Page, APIRoute, str]]:
    """Every page with each of its routes and methods."""
    for page in PAGES:
        for route in page.router.routes:
            if isinstance(route, APIRoute):
                for method in sorted(route.methods):
                    yield page, route, method


GUARDED = [(page, route, method) for page, route, method in routes() if page.role is not None]
NAMES = [f"{method} {route.path}" for _, route, method in GUARDED]


def least(page: Page, route: APIRoute, method: str) -> int:
    """Place in :data:`ROLES` of the least role for it."""
    return ROLES.index(ABOVE.get(f"{method} {route.path}", page.role or "stranger"))


@pytest.fixture(scope="module")
def office(filled: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: nothing here may change what is in it."""
    path, passages = filled
    here = tmp_path_factory.mktemp("roles") / "store.db"
    shutil.copy(path, here)
    with Store(here) as store:
        made = Office(store, Clock())
        made.passages = passages
        yield made


@pytest.fixture(scope="module")
def people(office: Office) -> dict[str, Visitor]:
    """Somebody of each role."""
    return {role: office.stranger() if role == "stranger" else office.person(f"n-{role}", role) for role in ROLES}


def filled(office: Office, route: APIRoute) -> str:
    """The address with something in its gaps."""
    gaps = {name: "x" for name in route.param_convertors}
    return route.path.format(
        **gaps | {"kind": "uncertain", "passage": office.passages[0], "id": "m-2", "slug": "dong-khoi"}
    )


def ask(who: Visitor, method: str, path: str, headers: dict[str, str], *, token: str | None) -> Any:
    """Send a request as a browser would, with a token or without."""
    data = {} if token is None else {"form_token": token}
    more = {"data": data} if method != "GET" else {}
    return who.client.request(method, path, headers=headers, follow_redirects=False, **more)


@pytest.mark.parametrize(("page", "route", "method"), GUARDED, ids=NAMES)
def test_a_role_below_the_least_is_refused_and_the_least_is_not(
    office: Office, people: dict[str, Visitor], page: Page, route: APIRoute, method: str
) -> None:
    path, needed = filled(office, route), least(page, route, method)
    for place, role in enumerate(ROLES):
        who = people[role]
        answer = ask(who, method, path, {"origin": HOME}, token=who.token())
        if role == "stranger":
            refused = 401 if path.startswith("/api/") else 303
            assert answer.status_code == refused and "/vao" in answer.headers.get("location", "/vao"), role
        elif place < needed:
            assert answer.status_code == 403, role
        else:
            assert answer.status_code != 403, (role, answer.text[:300])
    assert Judgements(office.store.engine).events() == [], "an empty form is no verdict"


@pytest.mark.parametrize(
    ("page", "route", "method"),
    [each for each in GUARDED if each[2] != "GET"],
    ids=[name for name in NAMES if not name.startswith("GET")],
)
def test_no_role_is_believed_from_elsewhere_or_without_its_token(
    office: Office, people: dict[str, Visitor], page: Page, route: APIRoute, method: str
) -> None:
    path = filled(office, route)
    for role in ROLES[least(page, route, method) :]:
        who = people[role]
        for name, headers in SENT_FROM.items():
            assert ask(who, method, path, headers, token=who.token()).status_code == 403, (role, name)
        for token in (None, "", "0" * 64, who.token()[:-1]):
            assert ask(who, method, path, {"origin": HOME}, token=token).status_code == 403, (role, token)
    assert Judgements(office.store.engine).events() == []


def test_what_takes_more_than_its_page_is_still_there() -> None:
    assert set(ABOVE) <= set(NAMES)
