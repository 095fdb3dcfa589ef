"""In a real browser: keys, input methods, phone, no script, and nothing that leaves the host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from browser import Desktop, link_for, opened, served
from corpus_samples import article, judged
from review_samples import MODEL, Clock
from xss_payloads import payloads

from corpus.people.judgements import Judgements
from corpus.store import Store

WIDE = {"width": 1400, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser."""
    with opened() as found:
        yield found


@pytest.fixture
def tab(browser: Any, filled: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Any]:
    """Gives a function that opens a tab on a fresh desk, with options of the browser's."""
    shutil.copy(filled[0], tmp_path / "store.db")
    contexts = []
    with Store(tmp_path / "store.db") as store, served(store, Clock(), link=link_for("lan")) as (address, _):

        def open_tab(**options: Any) -> Desktop:
            context = browser.new_context(**({"viewport": WIDE} | options))
            contexts.append(context)
            return Desktop(address, store, context)

        yield open_tab
        for context in contexts:
            context.close()


def test_the_keyboard_alone_judges_and_takes_back(tab: Any, filled: tuple[Path, list[str]]) -> None:
    desk, passages = tab(), filled[1]
    desk.go("/duyet/uncertain")
    desk.page.evaluate(
        """() => { window.times = []; document.addEventListener('keydown', (event) => {
          if (event.code !== 'Enter') return;
          const begun = event.timeStamp, before = document.querySelector('#card [data-card]').dataset.passage;
          const look = () => document.querySelector('#card [data-card]').dataset.passage !== before
            ? window.times.push(performance.now() - begun) : requestAnimationFrame(look);
          look(); }, true); }"""
    )
    for number, passage in enumerate(passages[:10]):
        assert desk.passage() == passage
        desk.press("0", "3", "Enter") if number % 2 else desk.press("0", "Enter")
        desk.moved_from(passage)
        desk.page.wait_for_timeout(120)
    desk.kept(10)
    times = desk.page.evaluate("window.times")
    assert len(times) == 10 and median(times) < 150, times
    for passage in reversed(passages[5:10]):
        desk.press("z")
        desk.until(f"document.querySelector('#card [data-card]').dataset.passage === '{passage}'")
    desk.kept(15)
    standing = Judgements(desk.store.engine).current()
    assert sorted(standing) == sorted(passages[:5])
    for number, passage in enumerate(passages[:5]):
        yes = {area for area, verdict in standing[passage][0].verdicts.items() if verdict == "yes"}
        assert yes == ({"3"} if number % 2 else set())
    assert desk.complaints == []
    assert all(url.startswith(desk.address) for url in desk.asked)


def test_a_quick_hand_loses_nothing(tab: Any, filled: tuple[Path, list[str]]) -> None:
    desk = tab()
    desk.go("/duyet/uncertain")
    judgements = Judgements(desk.store.engine)
    # Keys between two passages belong to neither, so that a slow machine takes more rounds than a quick one.
    for _ in range(120):
        desk.press("0", "0", "5", "Enter")
        desk.page.wait_for_timeout(30)
        if judgements.head().count >= 8:
            break
    desk.kept(8)
    desk.page.wait_for_timeout(500)
    found = Judgements(desk.store.engine).current()
    assert set(found) <= set(filled[1])
    assert all(len(events) == 1 for events in found.values()) and Judgements(desk.store.engine).verify() == []


def test_the_address_follows_the_passage_and_back_goes_back(tab: Any, filled: tuple[Path, list[str]]) -> None:
    desk, passages = tab(), filled[1]
    desk.go("/duyet/uncertain")
    desk.press("0", "Enter")
    desk.moved_from(passages[0])
    assert desk.page.url.endswith(passages[1])
    desk.kept(1)
    desk.page.reload()
    assert desk.passage() == passages[1]


def test_stage_note_and_unsure_by_key(tab: Any) -> None:
    desk = tab()
    desk.go("/duyet/uncertain")
    desk.press("0", "4", "u", "s", "7", "n")
    desk.page.keyboard.type("phân vân 4 5 z u")
    desk.press("Escape", "Enter")
    desk.kept(1)
    (event,) = Judgements(desk.store.engine).events()
    assert event.note == "phân vân 4 5 z u" and event.stage == "so_ket"
    assert event.verdicts["4"] == "unsure" and event.verdicts["5"] == "no"


def test_keys_of_an_input_method_are_not_shortcuts(tab: Any) -> None:
    desk = tab()
    desk.go("/duyet/uncertain")
    before = desk.passage()
    desk.page.evaluate(
        """() => { for (const [code, key] of [['Enter', 'Enter'], ['Digit5', 'Process'], ['KeyZ', 'z']])
          for (const how of [{ isComposing: true }, { keyCode: 229 }])
            document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, ...how })); }"""
    )
    desk.page.wait_for_timeout(300)
    assert desk.passage() == before and Judgements(desk.store.engine).events() == []
    assert desk.page.evaluate("document.querySelector('#card [data-card]').classList.contains('untouched')")


def test_enter_with_nothing_chosen_says_what_to_do(tab: Any) -> None:
    desk = tab()
    desk.go("/duyet/uncertain")
    desk.page.evaluate(
        "() => document.querySelectorAll('#card input:checked[type=checkbox]').forEach((e) => e.click())"
    )
    desk.press("Enter")
    desk.until("!document.getElementById('toast').hidden")
    assert Judgements(desk.store.engine).events() == []


def test_a_verdict_that_cannot_be_sent_comes_back(tab: Any) -> None:
    desk = tab()
    desk.go("/duyet/uncertain")
    before = desk.passage()
    desk.context.set_offline(True)
    desk.press("0", "6", "Enter")
    desk.until("!document.getElementById('toast').hidden")
    assert desk.passage() == before
    assert desk.page.evaluate("document.querySelector('#card input[value=\"6\"]').checked")
    desk.context.set_offline(False)
    desk.press("Enter")
    desk.kept(1)


def test_without_script_the_same_is_done_by_forms(tab: Any, filled: tuple[Path, list[str]]) -> None:
    desk, passages = tab(java_script_enabled=False), filled[1]
    desk.go("/duyet/uncertain")
    assert desk.page.url.endswith(passages[0])
    desk.page.locator("#card [name=note]").fill("không có kịch bản")
    desk.page.locator("#card [data-accept]").click()
    assert desk.page.url.endswith(passages[1])
    desk.page.locator("#card [data-undo]").click()
    assert passages[0] in desk.page.url and "tu=" in desk.page.url
    assert Judgements(desk.store.engine).current() == {}


def test_hostile_text_runs_nowhere_and_breaks_no_policy(tab: Any) -> None:
    desk, texts = tab(), payloads()
    documents = [article(900 + n, *([" ".join(texts[n::3])] * 2)) for n in range(3)]
    desk.store.put_documents([(each, None) for each in documents])
    made = [judged(each, model=MODEL) for each in documents]
    desk.store.put_judged(made)
    for result in made:
        desk.go(f"/duyet/uncertain/{result.passages[0].id}")
        desk.press("n")
        desk.page.keyboard.insert_text(texts[5] + texts[45])
        desk.press("Escape", "3", "Enter")
        desk.page.wait_for_timeout(300)
        desk.press("z")
        desk.page.wait_for_timeout(300)
        assert desk.page.evaluate("window.__ran") is None
    desk.page.goto(f"{desk.address}/duyet/search?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.__ran%3D1%3E")
    assert desk.page.evaluate("window.__ran") is None
    assert [said for said in desk.complaints if "Content Security" in said or "Refused" in said] == []
