"""Đối chiếu, Mô hình and Nguồn in a real browser: keys alone, a phone, both themes, nothing from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import link_for, opened, served
from review_samples import Clock

from corpus.label import Judgement
from corpus.people.judgements import Draft, Judgements
from corpus.store import Store
from review.differing import differences

PAGES = ("/doi-chieu", "/doi-chieu/{passage}", "/mo-hinh", "/nguon", "/nguon/dong-khoi")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser."""
    with opened() as found:
        yield found


@pytest.fixture
def tab(browser: Any, filled: tuple[Path, list[str]], tmp_path: Path) -> Iterator[tuple[Any, str, Store, list[str]]]:
    """A tab of a lead, the address of the desk, its store, and passages on which two differ."""
    shutil.copy(filled[0], tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        for passage in filled[1][:3]:
            for person, areas in (("lan", "35"), ("minh", "5")):
                verdicts: dict[str, Any] = {code: "yes" if code in areas else "no" for code in "1234567"}
                Judgements(store.engine).record(Draft(passage, person, verdicts), now=Clock()())
        with served(store, Clock(), link=link_for("chi")) as (address, _):
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            page = context.new_page()
            page.goto(f"{address}/vao?ma=vao")
            yield page, address, store, filled[1][:3]
            context.close()


def decisions(store: Store) -> list[Judgement | None]:
    """What a lead decided of each passage in dispute."""
    return [each.lead for each in differences(Judgements(store.engine).events())]


def test_three_are_settled_and_one_taken_back_by_keys_alone(tab: tuple[Any, str, Store, list[str]]) -> None:
    page, address, store, passages = tab
    page.goto(f"{address}/doi-chieu/{passages[0]}")
    for number in range(3):
        page.wait_for_selector("[data-settle]")
        with page.expect_navigation():
            for key in ("3", "w", "Enter") if number < 2 else ("0", "e", "Enter"):
                page.keyboard.press(key)
    assert page.url.endswith("?xong=1")
    found = decisions(store)
    assert [each is not None and each.verdicts["3"] for each in found] == ["yes", "yes", "no"]
    page.goto(f"{address}/doi-chieu/{passages[1]}")
    with page.expect_navigation():
        page.keyboard.press("z")
    assert [each is None for each in decisions(store)] == [False, True, False]


def test_a_letter_in_the_note_is_a_letter(tab: tuple[Any, str, Store, list[str]]) -> None:
    page, address, store, passages = tab
    page.goto(f"{address}/doi-chieu/{passages[0]}")
    page.keyboard.press("n")
    page.keyboard.type("qwe 123 zb")
    assert page.input_value("textarea") == "qwe 123 zb" and decisions(store) == [None, None, None]
    assert page.evaluate("document.querySelectorAll('[name=cause]:checked').length") == 0


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone_or_asked_for_elsewhere(
    tab: tuple[Any, str, Store, list[str]], scheme: str
) -> None:
    page, address, _, passages = tab
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1400):
        page.set_viewport_size({"width": width, "height": 844})
        for path in PAGES:
            answer = page.goto(address + path.format(passage=passages[0]))
            assert answer.status == 200, path
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, width)
    assert complaints == [] and all(url.startswith(address) for url in asked)
