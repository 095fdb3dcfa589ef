"""A real browser and a desk that is served on a port of this machine, for tests; skips by name where there is none."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from review_samples import desk_on

from corpus.people.judgements import Judgements
from corpus.store import Store
from review.app import create_app
from review.desk import Desk, OneTimeLink
from review.security import Safety
from review.serve import address_of, listening


def chromium() -> str:
    """Where the browser is; skips where there is none."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    return found


@contextmanager
def opened() -> Iterator[Any]:
    """A headless browser."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(store: Store, clock: Any, **more: Any) -> Iterator[tuple[str, Desk]]:
    """A desk served on a free port, with a link for each of a few people: its address, and the desk."""
    safety = Safety(b"s" * 32, hosts=frozenset({"127.0.0.1"}))
    desk = desk_on(store, clock, **({"safety": safety} | more))
    taken = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    try:
        yield address_of(taken), desk
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        taken.close()


class Desktop:
    """A served desk, and a tab on it of somebody who has come in."""

    def __init__(self, address: str, store: Store, context: Any) -> None:
        self.address = address
        self.store = store
        self.context = context
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{address}/vao?ma=vao")

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.address + path)

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, selector: str) -> None:
        """Go on with the Tab key until what is wanted has the focus."""
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab on {self.page.url}")

    def follow(self, selector: str) -> None:
        """Reach a link or a button and press Enter on it."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def passage(self) -> str:
        """The passage on the screen."""
        return str(self.page.evaluate("document.querySelector('#card [data-card]').dataset.passage || ''"))

    def until(self, condition: str) -> None:
        """Wait for something to be so; asked from outside, since the policy lets no string run in the page."""
        for _ in range(400):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(condition)

    def moved_from(self, passage: str) -> None:
        """Wait for another passage."""
        self.until(f"(document.querySelector('#card [data-card]').dataset.passage || '') !== '{passage}'")

    def kept(self, count: int) -> None:
        """Wait until so many events are stored."""
        for _ in range(200):
            if Judgements(self.store.engine).head().count >= count:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{Judgements(self.store.engine).head().count} events, not {count}")


def link_for(person: str) -> OneTimeLink:
    """The link with the token ``vao``."""
    return OneTimeLink("vao", person=person)
