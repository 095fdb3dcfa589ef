"""Judging passages from queues, as pages and as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

import pytest
from corpus_samples import article, judged
from desk_samples import draw_audit
from review_samples import HOME, MODEL, Office, Visitor

from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.judgements import Judgements
from corpus.people.queues import DISAGREEMENT, Queues
from review.desk import Reason
from review.verdict import Choice, chosen_in

FIRST = "/duyet/uncertain"


def said(office: Office) -> list[Judgement]:
    """Every event in the store."""
    return Judgements(office.store.engine).events()


def hidden(page: str, name: str) -> str:
    """A hidden field of the form on the page that is open."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return unescape(found[1])


def shown(visitor: Visitor, path: str = FIRST) -> tuple[str, dict[str, str]]:
    """Go to a page: its address, and the hidden fields of its form."""
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    form = answer.text.split("data-decision", 1)[1]
    return str(answer.url).removeprefix(HOME), {name: hidden(form, name) for name in ("seen", "mine")}


def test_a_verdict_is_kept_with_its_queue_and_leads_to_the_next_passage(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    answer = lan.send(here, {**fields, "area": ["3", "5"], "stage": "ban_hanh", "note": "có số hiệu"})
    assert answer.status_code == 303
    (event,) = said(office)
    assert event.person == "lan" and event.shown_because == "uncertain" and event.note == "có số hiệu"
    assert {area for area, verdict in event.verdicts.items() if verdict == "yes"} == {"3", "5"}
    assert set(event.verdicts) == set("1234567")
    assert answer.headers["location"] == f"{FIRST}/{office.passages[1]}"


def test_enter_on_what_is_suggested_keeps_the_suggestion(office: Office) -> None:
    lan = office.person("lan")
    page = lan.get(FIRST).text.split("data-decision", 1)[1].split("</form>", 1)[0]
    ticked = re.findall(r'name="area" value="(\d)" checked', page)
    prediction = office.store.predictions([office.passages[0]], model=MODEL)[office.passages[0]]
    assert sorted(ticked) == sorted(prediction.areas)
    assert "untouched" in lan.get(FIRST).text


def test_two_people_are_not_given_the_same_passage_until_the_lease_runs_out(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    first, _ = shown(lan)
    other, _ = shown(minh)
    assert first != other
    office.clock.wait(minutes=6)
    again, _ = shown(minh)
    assert again == first


def test_the_second_of_two_sees_the_firsts_verdict_and_nothing_is_overwritten(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    here = f"{FIRST}/{office.passages[0]}"
    _, before_lan = shown(lan, here)
    _, before_minh = shown(minh, here)
    assert lan.send(here, {**before_lan, "area": ["2"]}).status_code == 303
    late = minh.send(here, {**before_minh, "area": ["4"]})
    assert late.status_code == 409 and "lan" in late.text
    assert [event.person for event in said(office)] == ["lan"]
    form = late.text.split("data-decision", 1)[1]
    fields = {name: hidden(form, name) for name in ("seen", "mine")}
    assert re.search(r'value="4" checked', form), "what was chosen is still there"
    assert minh.send(here, {**fields, "area": ["4"]}).status_code == 303
    standing = Judgements(office.store.engine).current([office.passages[0]])[office.passages[0]]
    assert [event.person for event in standing] == ["lan", "minh"]


def test_the_same_person_in_two_windows_loses_nothing(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    assert lan.send(here, {**fields, "area": ["2"]}).status_code == 303
    assert lan.send(here, {**fields, "area": ["3"]}).status_code == 409
    _, fresh = shown(lan, here)
    assert lan.send(here, {**fresh, "area": ["3"]}).status_code == 303
    first, second = said(office)
    assert second.supersedes == first.id


def test_undo_has_no_limit_and_goes_back_to_what_was_chosen(office: Office) -> None:
    lan = office.person("lan")
    given = []
    for area in "12345":
        here, fields = shown(lan)
        lan.send(here, {**fields, "area": [area]})
        given.append(here)
    for here, area in zip(reversed(given), reversed("12345"), strict=True):
        answer = lan.send("/duyet/hoan-tac")
        assert answer.headers["location"].split("?")[0] == here
        page = lan.get(answer.headers["location"]).text
        assert re.search(rf'value="{area}" checked', page)
    assert lan.send("/duyet/hoan-tac").status_code == 404
    assert Judgements(office.store.engine).current() == {}
    assert len(said(office)) == 10 and Judgements(office.store.engine).verify() == []


def test_an_undone_passage_waits_again(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    lan.send(here, {**fields, "none": "1"})
    assert Queues(office.store.engine).progress_of("uncertain").done == 1
    lan.send("/duyet/hoan-tac")
    assert Queues(office.store.engine).progress_of("uncertain").done == 0


def test_skipped_passages_come_back_at_the_end(office: Office) -> None:
    lan = office.person("lan")
    seen = []
    here, _ = shown(lan)
    for _ in office.passages:
        seen.append(here.rsplit("/", 1)[1])
        here, _ = shown(lan, f"{FIRST}?sau={seen[-1]}")
    assert seen == office.passages and here.endswith(office.passages[0])


def test_nothing_chosen_is_no_verdict(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    assert lan.send(here, fields).status_code == 422
    assert said(office) == []


@pytest.mark.parametrize(
    "fields",
    [{"area": ["9"]}, {"area": ["3"], "none": "1"}, {"area": ["3"], "stage": "x"}, {"area": ["3"], "note": "a" * 3000}],
)
def test_what_cannot_be_a_verdict_is_refused_in_words(office: Office, fields: dict[str, object]) -> None:
    lan = office.person("lan")
    here, hidden_fields = shown(lan)
    answer = lan.send(here, {**hidden_fields, **fields})
    assert answer.status_code == 422 and "data-said" in answer.text
    assert said(office) == []


def test_with_the_script_the_answer_is_the_card_after_the_one_on_the_screen(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    answer = lan.send(here, {**fields, "area": ["3"], "ahead": office.passages[1]}, headers={"x-part": "ahead"})
    assert answer.status_code == 200 and "<html" not in answer.text
    assert f'data-passage="{office.passages[2]}"' in answer.text


def test_a_queue_that_is_done_says_so(office: Office) -> None:
    lan = office.person("lan")
    for _ in office.passages:
        here, fields = shown(lan)
        answer = lan.send(here, {**fields, "none": "1"})
    assert answer.headers["location"] == FIRST
    assert "data-finished" in lan.get(FIRST).text


def test_a_search_is_a_queue_with_its_own_address(office: Office) -> None:
    lan = office.person("lan")
    answer = lan.get("/duyet/search?q=huyen uy")
    assert answer.status_code == 200 and "?q=huyen+uy" in str(answer.url)
    assert '<mark class="hit">' in answer.text
    here, fields = shown(lan, str(answer.url).removeprefix(HOME))
    lan.send(here, {**fields, "area": ["2"]})
    assert said(office)[0].shown_because == "search:huyen uy"
    back = lan.send("/duyet/hoan-tac").headers["location"]
    assert back.startswith("/duyet/search/") and "q=huyen+uy" in back


def test_coders_who_disagree_make_a_queue_that_a_third_or_the_lead_settles(office: Office) -> None:
    lan, minh, chi = office.person("lan"), office.person("minh"), office.person("chi", "lead")
    here = f"{FIRST}/{office.passages[0]}"
    for who, area in ((lan, "2"), (minh, "4")):
        _, fields = shown(who, here)
        assert who.send(here, {**fields, "area": [area]}).status_code == 303
    assert Queues(office.store.engine).progress_of(DISAGREEMENT).left == 1
    assert "data-finished" in lan.get("/duyet/disagreement").text
    hoa, settling = office.person("hoa"), f"/doi-chieu/{office.passages[0]}"
    assert chi.get("/duyet/disagreement").url.path == settling, "a lead says why coders differed"
    there, fields = shown(hoa, "/duyet/disagreement")
    assert there.endswith(office.passages[0])
    before = len(said(office))
    sent = chi.send(there, {**fields, "area": ["2"], "seen": "", "mine": ""})
    assert sent.headers["location"] == settling
    refused = chi.client.post(
        f"/api/label/queues/disagreement/passages/{office.passages[0]}",
        json={"areas": ["2"]},
        headers={"origin": HOME, "x-form-token": chi.token()},
    )
    assert refused.status_code == 422
    assert len(said(office)) == before, "without a cause nothing is settled"
    hoa.send(there, {**fields, "area": ["2"]})
    assert said(office)[-1].standing == "coder"
    assert Queues(office.store.engine).progress_of(DISAGREEMENT).left == 1
    page = chi.get(settling).text
    last = re.search(r'name="seen" value="([^"]+)"', page)
    assert last is not None
    chi.send(settling, {"seen": last[1], "area": ["2"], "cause": "slip"})
    assert said(office)[-1].standing == "lead"
    assert Queues(office.store.engine).progress_of(DISAGREEMENT).left == 0


def an_audit(office: Office) -> str:
    """Draw the first four passages into an audit sample."""
    return draw_audit(office.store, office.passages[:4])


def test_an_audit_queue_shows_no_word_of_the_machine_or_of_others(office: Office) -> None:
    audit = an_audit(office)
    lan, minh = office.person("lan"), office.person("minh")
    for _ in range(4):
        here, fields = shown(lan, audit)
        lan.send(here, {**fields, "area": ["3"], "note": "ghi chú riêng"})
    page = minh.get(audit).text
    card = page.split("data-card", 1)[1].split("</article>", 1)[0]
    assert not re.search(r"\d %", card) and "suggested" not in card and "checked>" not in card.split("stages", 1)[0]
    assert "<mark" not in card and "ghi chú riêng" not in page and 'class="others"' not in page
    assert [event.inclusion for event in said(office)] == pytest.approx([1 / 3] * 4)
    here, fields = shown(minh, audit)
    assert minh.send(here, {**fields, "area": ["3"]}).status_code == 303, "others' verdicts are no conflict here"


def test_a_blind_card_with_nothing_chosen_is_refused(office: Office) -> None:
    audit, lan = an_audit(office), office.person("lan")
    here, fields = shown(lan, audit)
    assert lan.send(here, fields).status_code == 422


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://bao.example/bai.html", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a:b@bao.example/", False),
        ("//bao.example/x", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked_to(office: Office, url: str | None, linked: bool) -> None:
    document = replace(article(99, "Đoạn của một bài có địa chỉ lạ."), url=url)
    office.store.put_documents([(document, None)])
    made = judged(document, model=MODEL)
    office.store.put_judged([made])
    page = office.person("lan").get(f"{FIRST}/{made.passages[0].id}").text.split("data-card", 1)[1]
    head = page.split("data-decision", 1)[0]
    assert ('rel="noopener noreferrer"' in head) is linked
    assert ("href" in head) is linked


def test_the_same_can_be_done_as_json(office: Office) -> None:
    lan = office.person("lan")
    token = {"origin": HOME, "x-form-token": lan.token()}
    queues = lan.get("/api/label/queues").json()
    assert {"kind": "uncertain", "of": "", "done": 0, "passages": 12} in queues
    first = lan.get("/api/label/queues/uncertain/next").json()
    assert first["passage"] == office.passages[0] and set(first["suggested"]) == set("1234567")
    path = f"/api/label/queues/uncertain/passages/{first['passage']}"
    given = {"areas": ["3"], "stage": "ban_hanh"}
    assert lan.client.post(path, json=given, headers=token).status_code == 201
    assert lan.client.post(path, json=given, headers=token).status_code == 409
    assert lan.client.post(path, json={"areas": ["x"]}, headers=token).status_code == 422
    assert lan.client.post("/api/label/undo", headers=token).json()["passage"] == first["passage"]
    assert lan.client.post("/api/label/undo", headers=token).json() is None
    paths = lan.get("/api/openapi.json").json()["paths"]
    assert "/api/label/queues/{kind}/passages/{passage}" in paths


def test_pace_and_agreement_are_of_ones_own_work(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    for passage in office.passages[:4]:
        for who, area in ((lan, "3"), (minh, "3" if passage != office.passages[0] else "5")):
            here = f"{FIRST}/{passage}"
            _, fields = shown(who, here)
            who.send(here, {**fields, "area": [area]})
        office.clock.wait(seconds=12)
    work = lan.get("/api/label/work").json()
    assert work["seconds"] == pytest.approx(12) and work["today"] == 4
    assert work["passages_shared"] == 4 and work["compared"] == 28
    assert work["agreement"] == pytest.approx(26 / 28)


def test_why_is_told_where_something_can_tell_and_never_of_a_blind_card(office: Office) -> None:
    def explain(text: str, title: str, areas: Sequence[str]) -> list[Reason]:
        return [Reason(area, "cụm <b>từ", 1.25) for area in areas]

    explained = Office(office.store, office.clock, explain=explain)
    lan, plain = explained.person("lan"), office.person("minh")
    passages = office.store.predictions(office.passages, model=MODEL)
    passage = next(id for id in office.passages if passages[id].areas)
    path = f"{FIRST}/{passage}/vi-sao"
    page = lan.get(path).text
    assert "cụm &lt;b&gt;từ" in page and "1,25" in page
    assert "<html" not in lan.get(path, headers={"x-part": "1"}).text
    assert plain.get(path).status_code == 404
    an_audit(office)
    assert lan.get(f"/duyet/audit/{office.passages[0]}/vi-sao?q=2026-11").status_code == 404


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(frozenset("3")), {"3": "yes", "4": "no"}),
        (Choice(none=True), {"3": "no", "4": "no"}),
        (Choice(frozenset("3"), unsure=True), {"3": "unsure", "4": "no"}),
        (Choice(unsure=True), {"3": "unsure", "4": "unsure"}),
        (Choice(none=True, unsure=True), {"3": "unsure", "4": "unsure"}),
    ],
)
def test_a_choice_says_something_of_every_area(choice: Choice, expected: dict[str, str]) -> None:
    assert choice.verdicts("34") == expected


def test_a_choice_of_nothing_says_nothing() -> None:
    with pytest.raises(BadInput):
        Choice().verdicts("34")


def test_what_was_kept_is_chosen_again(office: Office) -> None:
    lan = office.person("lan")
    here, fields = shown(lan)
    lan.send(here, {**fields, "area": ["3", "6"], "unsure": "1", "stage": "so_ket"})
    choice = chosen_in(said(office)[0])
    assert choice.areas == frozenset("36") and choice.unsure and choice.stage == "so_ket"
