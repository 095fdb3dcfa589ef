"""The shelf on the page: figures, confusions with their passages, and a change that nobody makes by accident."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_samples import PlainShelf
from review_samples import MODEL, Clock, Office, Visitor

from corpus.people.judgements import Draft, Judgements
from corpus.store import Store
from review.confusion import confusion

ROOT = "/mo-hinh"
CODES = "1234567"


@pytest.fixture
def shelf() -> PlainShelf:
    """The shelf of the office."""
    return PlainShelf()


@pytest.fixture
def office(filled: tuple[Path, list[str]], tmp_path: Path, shelf: PlainShelf) -> Iterator[Office]:
    """An office with a shelf."""
    path, passages = filled
    shutil.copy(path, tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        made = Office(store, Clock(), shelf=shelf)
        made.passages = passages
        yield made


def settled(office: Office, passage: str, areas: str, *, queue: str = "uncertain") -> None:
    """Somebody's word on a passage."""
    verdicts = {code: "yes" if code in areas else "no" for code in CODES}
    Judgements(office.store.engine).record(Draft(passage, "lan", verdicts, queue=queue), now=office.clock())


def said(office: Office, passage: str) -> set[str]:
    """Areas the model gave."""
    return set(office.store.predictions([passage], model=MODEL)[passage].areas)


def ask(visitor: Visitor, path: str) -> dict[str, str]:
    """The hidden fields of a confirmation page."""
    form = visitor.get(path).text.split("data-change", 1)[1]
    return dict(re.findall(r'name="(now|then)" value="([^"]*)"', form))


def test_every_model_stands_with_its_profile_and_figure(office: Office) -> None:
    page = office.person("doc", "reader").get(ROOT).text
    assert page.index(MODEL) < page.index("m-2") < page.index("m-0")
    assert "<strong>0,820</strong>" in page and "0,800–0,840" in page
    assert "dua-vao-dung" not in page and "tro-lai" not in page, "a reader is offered no change"
    lead = office.person("chi", "lead").get(ROOT).text
    assert "/mo-hinh/m-2/dua-vao-dung" in lead and "/mo-hinh/tro-lai" in lead
    assert f"/mo-hinh/{MODEL}/dua-vao-dung" not in lead


def test_a_card_shows_figures_calibration_and_limits(office: Office) -> None:
    page = office.person("doc", "reader").get(f"{ROOT}/m-2").text
    assert "0,90" in page and "55,0 %" in page and "ít đoạn" in page
    bare = office.person("an", "reader").get(f"{ROOT}/m-0").text
    assert 'class="empty"' in bare


def test_a_damaged_card_is_told_of_and_hides_nothing_else(office: Office, shelf: PlainShelf) -> None:
    shelf.fault = "phiếu bị hỏng"
    answer = office.person("doc", "reader").get(f"{ROOT}/m-2")
    assert answer.status_code == 200 and "phiếu bị hỏng" in answer.text


def test_confusions_are_counted_over_what_people_settled(office: Office) -> None:
    first, second, third = office.passages[:3]
    settled(office, first, "".join(said(office, first)))
    settled(office, second, "".join(said(office, second) ^ {"7"}))
    both = Judgements(office.store.engine)
    settled(office, third, "1")
    both.record(Draft(third, "minh", dict.fromkeys(CODES, "no")), now=office.clock())
    found = confusion(office.store, MODEL, CODES)
    assert found.passages == 2, "a passage in dispute says nothing of the model"
    (unlike,) = found.unlike
    assert unlike.passage == second and (unlike.missed | unlike.added) == {"7"}
    lead = dict.fromkeys(CODES, "no")
    both.record(Draft(third, "chi", lead, standing="lead"), now=office.clock())
    assert confusion(office.store, MODEL, CODES).passages == 3


def test_a_count_opens_into_its_passages_with_why(office: Office) -> None:
    passage = next(each for each in office.passages if "7" not in said(office, each))
    settled(office, passage, "".join(said(office, passage) | {"7"}))
    an = office.person("an")
    card = an.get(f"{ROOT}/{MODEL}").text
    (link,) = re.findall(r'href="([^"]*loai=sot[^"]*)"', card)
    page = an.get(link.replace("&amp;", "&")).text
    assert f"/duyet/uncertain/{passage}" in page and (f"{passage}/vi-sao" in page) is bool(said(office, passage))
    reader = office.person("doc", "reader")
    assert "khac?" not in reader.get(f"{ROOT}/{MODEL}").text
    assert reader.get(f"{ROOT}/{MODEL}/khac").status_code == 403


def test_an_audited_passage_is_not_shown_to_who_might_read_it_blind(office: Office) -> None:
    passage = office.passages[0]
    settled(office, passage, "".join(said(office, passage) ^ {"7"}), queue="audit 2026-11")
    assert passage not in office.person("an").get(f"{ROOT}/{MODEL}/khac").text
    assert passage in office.person("lan").get(f"{ROOT}/{MODEL}/khac").text
    assert passage in office.person("chi", "lead").get(f"{ROOT}/{MODEL}/khac").text


def test_a_promotion_is_confirmed_with_a_reason_and_kept_with_a_name(office: Office, shelf: PlainShelf) -> None:
    chi, path = office.person("chi", "lead"), f"{ROOT}/m-2/dua-vao-dung"
    fields = ask(chi, path)
    assert fields == {"now": MODEL} and shelf.log == [], "to look changes nothing"
    assert "2022.1" in chi.get(path).text, "another codebook is told of"
    assert chi.send(path, {**fields, "why": "  "}).status_code == 422 and shelf.log == []
    answer = chi.send(path, {**fields, "why": "tốt hơn ở mảng 3"})
    assert answer.status_code == 303 and answer.headers["location"] == f"{ROOT}/m-2"
    (change,) = shelf.log
    assert (change.id, change.kind, change.why) == ("m-2", "promote", "chi: tốt hơn ở mảng 3")
    assert "tốt hơn ở mảng 3" in chi.get(ROOT).text


def test_a_confirmation_of_yesterday_changes_nothing(office: Office, shelf: PlainShelf) -> None:
    chi, path = office.person("chi", "lead"), f"{ROOT}/m-2/dua-vao-dung"
    fields = ask(chi, path)
    shelf.promote("m-0", why="", at=office.clock())
    answer = chi.send(path, {**fields, "why": "tốt hơn"})
    assert answer.status_code == 409 and "tốt hơn</textarea>" in answer.text
    assert [each.id for each in shelf.log] == ["m-0"]


def test_a_rollback_names_what_comes_back(office: Office, shelf: PlainShelf) -> None:
    chi, path = office.person("chi", "lead"), f"{ROOT}/tro-lai"
    fields = ask(chi, path)
    assert fields == {"now": MODEL, "then": "m-0"}
    assert chi.send(path, {**fields, "then": "m-2", "why": "sai"}).status_code == 404 and shelf.log == []
    assert chi.send(path, {**fields, "why": "sai nhiều"}).status_code == 303
    assert [(each.id, each.kind) for each in shelf.log] == [("m-0", "rollback")]


@pytest.mark.parametrize("role", ["reader", "reviewer"])
@pytest.mark.parametrize("path", [f"{ROOT}/m-2/dua-vao-dung", f"{ROOT}/tro-lai"])
def test_only_a_lead_changes_the_model_in_use(office: Office, shelf: PlainShelf, role: str, path: str) -> None:
    someone = office.person("an", role)
    assert someone.get(path).status_code == 403
    assert someone.send(path, {"now": MODEL, "then": "m-0", "why": "muốn"}).status_code == 403
    assert shelf.log == []


def test_a_candidate_beside_the_model_in_use_names_its_passages(office: Office, shelf: PlainShelf) -> None:
    assert 'class="empty"' in office.person("an").get(f"{ROOT}/song-song").text
    passage = office.passages[0]
    shelf.apart = [passage]
    page = office.person("hoa").get(f"{ROOT}/song-song").text
    assert f"/duyet/uncertain/{passage}" in page and "80,0 %" in page and "70 % / 20 %" in page
    assert passage not in office.person("be").get(f"{ROOT}/song-song?mang=4").text


def test_without_a_shelf_the_page_says_what_to_run(office: Office) -> None:
    bare = Office(office.store, office.clock)
    assert "bamsat classify" in bare.person("doc", "reader").get(ROOT).text
    assert bare.person("an", "lead").get(f"{ROOT}/m-2").status_code == 404
