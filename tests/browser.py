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


def link_for(person: str) -> OneTimeLink:
    """The link with the token ``vao``."""
    return OneTimeLink("vao", person=person)
