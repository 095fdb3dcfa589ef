"""A morning at the desk by the keyboard alone: judging, taking back, an audit, settling, and no model changed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from browser import Desktop, link_for, opened, served
from desk_samples import PlainShelf, dispute, draw_audit
from review_samples import MORNING, Clock, filled_store

from corpus.label import Judgement
from corpus.people.causes import cause_in
from corpus.people.judgements import Judgements
from corpus.store import Store
from review.differing import differences

LABELLED, TAKEN_BACK, AUDITED, DISPUTED = 30, 5, 6, 3
AREAS = "1234567"
NAMED = ("Enter", "Enter", "Space", "Tab", "Tab", "Escape", "ArrowDown", "F2")
PRESSED = (*"0123456789abcdefghijklmnopqrstuvwxyz?", *NAMED)
"""What a hand on the keyboard may hit."""


class Morning:
    """The desk that is worked at, its passages, and the shelf of models behind it."""

    def __init__(self, desktop: Desktop, passages: list[str], shelf: PlainShelf) -> None:
        self.desktop = desktop
        self.passages = passages
        self.shelf = shelf

    def events(self) -> list[Judgement]:
        """Everything that was kept."""
        return Judgements(self.desktop.store.engine).events()

    def stand(self, person: str = "chi", *, queue: str) -> dict[str, set[str]]:
        """Areas to which a person says yes, by passage, of verdicts that stand and came from a queue."""
        return {
            passage: {area for area, verdict in event.verdicts.items() if verdict == "yes"}
            for passage, events in Judgements(self.desktop.store.engine).current().items()
            for event in events
            if event.person == person and event.shown_because == queue
        }


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """A lead who has just come in; two coders were there before."""
    with opened() as browser, Store(tmp_path_factory.mktemp("morning") / "store.db") as store:
        passages = filled_store(store, 12)
        draw_audit(store, passages[-AUDITED:])
        differed = passages[LABELLED + TAKEN_BACK :][:DISPUTED]
        dispute(store, differed, people=(("lan", "35"), ("minh", "5")), now=MORNING)
        shelf = PlainShelf()
        with served(store, Clock(), link=link_for("chi"), shelf=shelf) as (address, _):
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            yield Morning(Desktop(address, store, context), passages, shelf)
            context.close()


def area_of(number: int) -> str:
    """The area that is given to the passage of that number; "" is none."""
    return ("", *AREAS)[number % 8]


@pytest.mark.slow
def test_a_morning_by_keyboard_alone_keeps_what_was_meant_and_changes_no_model(morning: Morning) -> None:
    desk, passages, before = morning.desktop, morning.passages, morning.shelf.models()
    label_and_take_back(morning)
    finish_the_audit(morning)
    settle_the_disputes(morning)
    hit_the_keys(morning)
    assert morning.stand(queue="uncertain") == {
        passage: set(area_of(number)) for number, passage in enumerate(passages[: LABELLED - TAKEN_BACK])
    }
    audited = morning.stand(queue="audit 2026-11")
    assert audited == {passage: {"4"} for passage in passages[-AUDITED:]}
    settled = differences(morning.events())
    assert [each.passage for each in settled] == passages[LABELLED + TAKEN_BACK :][:DISPUTED]
    leads = [each.lead for each in settled if each.lead is not None]
    assert [(each.person, cause_in(each.note), each.verdicts["3"]) for each in leads] == [
        ("chi", ("ambiguous", ""), "yes"),
        ("chi", ("guideline", "sổ tay chưa nói"), "yes"),
        ("chi", ("slip", ""), "no"),
    ]
    by_chi = [each for each in morning.events() if each.person == "chi"]
    assert len(by_chi) == LABELLED + TAKEN_BACK + AUDITED + DISPUTED, "nothing was kept that was not meant"
    assert Judgements(desk.store.engine).verify() == []
    assert morning.shelf.models() == before and morning.shelf.log == []
    assert desk.complaints == []
    assert all(url.startswith(desk.address) for url in desk.asked)


def label_and_take_back(morning: Morning) -> None:
    """From the first page into the queue; thirty verdicts, the last five of them taken back."""
    desk, passages = morning.desktop, morning.passages
    desk.follow('nav a[href="/duyet"]')
    desk.follow('a[href="/duyet/uncertain"]')
    for number, passage in enumerate(passages[:LABELLED]):
        assert desk.passage() == passage
        area = area_of(number)
        desk.press("0", *((area,) if area else ()))
        if not desk.page.evaluate("document.querySelectorAll('#card input[type=checkbox]:checked').length"):
            desk.press("0")
        desk.press("Enter")
        desk.moved_from(passage)
    desk.kept(2 * DISPUTED + LABELLED)
    for passage in reversed(passages[LABELLED - TAKEN_BACK : LABELLED]):
        desk.press("z")
        desk.until(f"document.querySelector('#card [data-card]').dataset.passage === '{passage}'")
    desk.kept(2 * DISPUTED + LABELLED + TAKEN_BACK)


def finish_the_audit(morning: Morning) -> None:
    """Every passage of the sample, none of which shows what the machine or anybody else said."""
    desk = morning.desktop
    desk.follow('nav a[href="/duyet"]')
    desk.follow('a[href^="/duyet/audit"]')
    begun = len(morning.events())
    for number in range(AUDITED):
        passage = desk.passage()
        shown = desk.page.locator("#card [data-card]")
        assert shown.locator(".suggested, mark, .others, .chance, input:checked:not([value=''])").count() == 0
        assert "%" not in shown.locator(".decision").inner_text()
        desk.press("4", "Enter")
        desk.moved_from(passage)
        desk.kept(begun + number + 1)
    desk.until("document.querySelector('#card [data-finished]') !== null")


def settle_the_disputes(morning: Morning) -> None:
    """Each passage on which two differ, with the cause that its key names."""
    desk = morning.desktop
    desk.follow('nav a[href="/doi-chieu"]')
    desk.follow('a.primary[href^="/doi-chieu/"]')
    for keys, note in (("3q", ""), ("3w", "sổ tay chưa nói"), ("0e", "")):
        desk.page.wait_for_selector("[data-settle]")
        desk.press(*keys)
        if note:
            desk.press("n")
            desk.page.keyboard.type(note)
            desk.press("Escape")
        with desk.page.expect_navigation():
            desk.press("Enter")
    assert desk.page.url.endswith("/doi-chieu?xong=1")


def hit_the_keys(morning: Morning) -> None:
    """Keys at random on the page of models, and on whatever they lead to."""
    desk, chance = morning.desktop, random.Random(0)
    for _ in range(6):
        desk.go("/mo-hinh")
        for key in chance.choices(PRESSED, k=50):
            desk.press(key)
    desk.go("/mo-hinh")
    assert desk.page.locator("li.in-use h2").inner_text() == morning.shelf.models()[0].id
