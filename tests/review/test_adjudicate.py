"""Settling what coders differ on: side by side, with a cause, by a lead, and nothing of theirs is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape

import pytest
from review_samples import Office, Visitor

from corpus.label import Judgement
from corpus.people.causes import CAUSES, cause_in, with_cause
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import DISAGREEMENT, Queues
from review.app import create_app
from review.desk import Desk
from review.differing import causes, coders_words, differences
from review.handed import Alpha, Figure

ROOT = "/doi-chieu"


def say(
    office: Office, person: str, passage: str, areas: str, *, queue: str = "uncertain", note: str = ""
) -> Judgement:
    """A coder's verdict on every area."""
    draft = Draft(
        passage, person, {code: "yes" if code in areas else "no" for code in "1234567"}, queue=queue, note=note
    )
    event = Judgements(office.store.engine).record(draft, now=office.clock())
    standing = Judgements(office.store.engine).current([passage])[passage]
    Queues(office.store.engine).settle(passage, standing, person=person)
    office.clock.wait(seconds=1)
    return event


def disputed(office: Office, count: int = 3) -> list[str]:
    """So many passages on which lan and minh differ in area 3."""
    for passage in office.passages[:count]:
        say(office, "lan", passage, "35", note="có số hiệu")
        say(office, "minh", passage, "5")
    return office.passages[:count]


def seen(visitor: Visitor, passage: str) -> str:
    """The hidden field that says what was seen."""
    found = re.search(r'name="seen" value="([^"]*)"', visitor.get(f"{ROOT}/{passage}").text)
    assert found is not None
    return unescape(found[1])


def decided(office: Office) -> list[Judgement]:
    """Every event of a lead that gives a verdict."""
    return [each for each in Judgements(office.store.engine).events() if each.standing == "lead" and each.verdicts]


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("note", ["", "xem dòng 2", "[sơ suất] lạ"])
def test_a_cause_is_read_back_from_the_note_it_was_written_into(cause: str, note: str) -> None:
    assert cause_in(with_cause(cause, note)) == (cause, note)  # type: ignore[arg-type]
    assert cause_in("không có nguyên nhân") == (None, "không có nguyên nhân")


def test_who_said_what_stands_side_by_side(office: Office) -> None:
    (passage,) = disputed(office, 1)
    page = office.person("chi", "lead").get(f"{ROOT}/{passage}").text
    assert page.index("<h3>lan</h3>") < page.index("<h3>minh</h3>")
    assert "có số hiệu" in page and 'area-3 disputed"' in page and 'area-5 disputed"' not in page
    assert re.search(r'value="5" checked', page), "what all agree on is chosen already"
    assert not re.search(r'value="3" checked', page)
    assert re.search(r'value="3" checked', office.person("an", "lead").get(f"{ROOT}/{passage}?theo=lan").text)


def test_a_decision_is_an_event_of_its_own_and_leads_to_the_next_passage(office: Office) -> None:
    passages, chi = disputed(office), office.person("chi", "lead")
    fields = {"area": ["3", "5"], "cause": "guideline", "note": "thiếu ranh giới", "stage": "ban_hanh"}
    answer = chi.send(f"{ROOT}/{passages[0]}", {**fields, "seen": seen(chi, passages[0])})
    assert answer.status_code == 303 and answer.headers["location"] == f"{ROOT}/{passages[1]}?sau={passages[0]}"
    (event,) = decided(office)
    assert event.person == "chi" and event.shown_because == DISAGREEMENT and event.supersedes is None
    assert cause_in(event.note) == ("guideline", "thiếu ranh giới")
    assert Queues(office.store.engine).progress_of(DISAGREEMENT).left == 2
    by_person = Judgements(office.store.engine).by_person()
    assert len(by_person["lan"]) == 3 and len(by_person["minh"]) == 3, "nobody's word was touched"
    assert Judgements(office.store.engine).verify() == []


def test_settled_passages_are_listed_by_cause_and_counted(office: Office) -> None:
    passages, chi = disputed(office), office.person("chi", "lead")
    for passage, cause in zip(passages, ("slip", "slip", "ambiguous"), strict=True):
        answer = chi.send(f"{ROOT}/{passage}", {"area": ["5"], "cause": cause, "seen": seen(chi, passage)})
    assert answer.headers["location"] == f"{ROOT}?xong=1"
    assert dict(causes(differences(Judgements(office.store.engine).events()))) == {"slip": 2, "ambiguous": 1}
    listed = chi.get(f"{ROOT}?vi=slip").text
    assert passages[0] in listed and passages[1] in listed and passages[2] not in listed
    assert re.search(r'href="/doi-chieu\?vi=slip">2<', listed)


def test_undo_has_no_limit_and_opens_the_passage_again_with_what_was_chosen(office: Office) -> None:
    passages, chi = disputed(office), office.person("chi", "lead")
    for passage in passages:
        fields = {"area": ["3"], "cause": "slip", "note": "nhầm", "seen": seen(chi, passage)}
        assert chi.send(f"{ROOT}/{passage}", fields).status_code == 303
    for passage in reversed(passages):
        answer = chi.send(f"{ROOT}/{passage}/hoan-tac")
        page = chi.get(answer.headers["location"]).text
        assert re.search(r'value="3" checked', page) and re.search(r'value="slip" required checked', page)
        assert ">nhầm</textarea>" in page
    assert Queues(office.store.engine).progress_of(DISAGREEMENT).left == 3
    assert chi.send(f"{ROOT}/{passages[0]}/hoan-tac").status_code == 422, "nothing is left to take back"


def test_another_leads_decision_cannot_be_taken_back(office: Office) -> None:
    (passage,) = disputed(office, 1)
    chi, an = office.person("chi", "lead"), office.person("an", "lead")
    chi.send(f"{ROOT}/{passage}", {"area": ["3"], "cause": "slip", "seen": seen(chi, passage)})
    assert an.send(f"{ROOT}/{passage}/hoan-tac").status_code == 422
    assert differences(Judgements(office.store.engine).events())[0].lead is not None


def test_a_lead_who_coded_the_passage_keeps_their_word_as_a_coder(office: Office) -> None:
    passage = office.passages[0]
    say(office, "chi", passage, "3")
    say(office, "minh", passage, "5")
    chi = office.person("chi", "lead")
    chi.send(f"{ROOT}/{passage}", {"area": ["5"], "cause": "slip", "seen": seen(chi, passage)})
    words = coders_words(Judgements(office.store.engine).events(), blind=False)
    assert {(each.person, each.verdicts["3"]) for each in words} == {("chi", "yes"), ("minh", "no")}
    chi.send(f"{ROOT}/{passage}/hoan-tac")
    stand = Judgements(office.store.engine).current([passage])[passage]
    assert {(each.person, each.standing) for each in stand} == {("chi", "coder"), ("minh", "coder")}


def test_what_was_said_meanwhile_is_shown_before_anything_is_kept(office: Office) -> None:
    (passage,) = disputed(office, 1)
    chi = office.person("chi", "lead")
    before = seen(chi, passage)
    say(office, "hoa", passage, "4")
    answer = chi.send(f"{ROOT}/{passage}", {"area": ["3"], "cause": "slip", "seen": before})
    assert answer.status_code == 409 and "hoa" in answer.text and decided(office) == []
    assert re.search(r'value="3" checked', answer.text), "what was chosen is still there"


@pytest.mark.parametrize(
    "fields",
    [
        {"area": ["3"]},
        {"area": ["3"], "cause": "khác"},
        {"cause": "slip"},
        {"area": ["9"], "cause": "slip"},
        {"area": ["3"], "none": "1", "cause": "slip"},
        {"area": ["3"], "cause": "slip", "note": "a" * 3000},
    ],
)
def test_a_decision_without_a_cause_or_a_choice_is_refused_in_words(office: Office, fields: dict[str, object]) -> None:
    (passage,) = disputed(office, 1)
    chi = office.person("chi", "lead")
    answer = chi.send(f"{ROOT}/{passage}", {**fields, "seen": seen(chi, passage)})
    assert answer.status_code == 422 and "data-said" in answer.text and decided(office) == []


def test_a_reviewer_looks_and_does_not_decide(office: Office) -> None:
    (passage,) = disputed(office, 1)
    an = office.person("an")
    page = an.get(f"{ROOT}/{passage}")
    assert page.status_code == 200 and "data-settle" not in page.text
    assert an.send(f"{ROOT}/{passage}", {"area": ["3"], "cause": "slip"}).status_code == 403
    assert an.send(f"{ROOT}/{passage}/hoan-tac").status_code == 403
    assert decided(office) == []


def test_an_audit_sample_stays_blind_to_who_has_not_judged_it(office: Office) -> None:
    passage = office.passages[0]
    say(office, "lan", passage, "3", queue="audit 2026-11")
    say(office, "minh", passage, "5", queue="audit 2026-11")
    an, lan, chi = office.person("an"), office.person("lan"), office.person("chi", "lead")
    assert an.get(f"{ROOT}/{passage}").status_code == 404 and passage not in an.get(ROOT).text
    assert lan.get(f"{ROOT}/{passage}").status_code == 200 and passage in lan.get(ROOT).text
    assert chi.get(f"{ROOT}/{passage}").status_code == 200


def test_agreement_is_taken_of_coders_words_and_of_blind_ones_apart(office: Office) -> None:
    asked: list[list[str]] = []

    def alpha(judgements: Sequence[Judgement]) -> Sequence[Alpha]:
        asked.append(sorted(each.person for each in judgements))
        return [Alpha("3", Figure(0.61, 0.4, 0.8, 12), 2)]

    values = {name: getattr(office.desk, name) for name in Desk.__slots__}
    office.desk = Desk(**(values | {"alpha": alpha}))
    office.app = create_app(office.desk)
    say(office, "lan", office.passages[0], "3", queue="audit 2026-11")
    say(office, "minh", office.passages[0], "5", queue="audit 2026-11")
    say(office, "hoa", office.passages[0], "5", queue=DISAGREEMENT)
    say(office, "hoa", office.passages[1], "5")
    say(office, "lan", office.passages[1], "5")
    say(office, "minh", office.passages[2], "5")
    page = office.person("chi", "lead").get(ROOT).text
    assert asked == [["lan", "minh"], ["hoa", "lan", "lan", "minh"]], (
        "who settles has seen the others; one alone agrees with nobody"
    )
    assert "<strong>0,61</strong>" in page and "0,40–0,80" in page and "n=12" in page


def test_nothing_to_settle_says_what_to_do(office: Office) -> None:
    page = office.person("chi", "lead").get(ROOT).text
    assert 'class="empty"' in page and 'href="/duyet"' in page
    assert office.person("an").get(f"{ROOT}/{office.passages[0]}").status_code == 404


def test_times_are_of_ben_tre(office: Office) -> None:
    office.clock.at = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    (passage,) = disputed(office, 1)
    assert "03:30 25/11/2026" in office.person("chi", "lead").get(f"{ROOT}/{passage}").text
