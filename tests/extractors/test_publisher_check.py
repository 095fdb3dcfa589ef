"""Checking a declaration against a page: each thing that breaks is named, and nothing else is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from publisher_samples import NOW, PAGES, SAVED, Saved, page_at, saved_name, saved_page, without_body

from extractors.publishers import CHINH_PHU
from extractors.publishers.check import NAMES, Inspection, faults, inspect

MODERN = PAGES / "dong-khoi" / "2022-11-18.html"
UNFIT = PAGES / "vinh-long" / "2025-10-03.html"


@pytest.fixture
def modern() -> Saved:
    return saved_page(MODERN)


def _inspected(saved: Saved) -> Inspection:
    return inspect(saved.publisher, saved.page, now=NOW)


@pytest.mark.parametrize("path", [path for path in SAVED if path != UNFIT], ids=saved_name)
def test_a_page_that_fits_its_declaration_has_nothing_broken(path: Path) -> None:
    found = _inspected(saved_page(path))
    assert found.broken == () and found.refusal is None
    assert [field.name for field in found.fields] == list(NAMES)
    assert {found.state(name) for name in ("address", "title", "body", "date")} == {"ok"}


def test_every_selector_says_how_much_it_found(modern: Saved) -> None:
    found = {(one.field, one.selector): one.found for one in _inspected(modern).selectors}
    assert found["body", "#newscontents"] == 1
    assert found["section", "input#txtnewscate"] == 1, "the value of an input counts"
    assert found["caption", "figcaption"] == 1 and found["caption", "table.image td"] == 0
    body = next(field for field in _inspected(modern).fields if field.name == "body")
    assert body.origin == "#newscontents" and re.fullmatch(r"\d+ chữ", body.value or "")


@pytest.mark.parametrize(
    ("before", "after", "field", "state"),
    [
        ('<h1 class="detail-title">', '<h1 class="x">', "title", "ok"),
        ('<div class="detail-time">', '<div class="x">', "date", "elsewhere"),
        ('<div class="detail-desc">', '<div class="x">', "lead", "missing"),
        ('id="txtnewscate"', 'id="x"', "section", "missing"),
        ('<div class="detail-kicker">', '<div class="x">', "kicker", "missing"),
        ('<p class="author">', '<p class="x">', "author", "elsewhere"),
    ],
)
def test_a_renamed_element_is_noticed_field_by_field(
    modern: Saved, before: str, after: str, field: str, state: str
) -> None:
    assert before in modern.html
    found = _inspected(modern.changed(modern.html.replace(before, after)))
    assert found.state(field) == state
    assert {one.name for one in found.fields if one.state != "ok"} == ({field} if state != "ok" else set())
    assert [words.partition(":")[0] for words in found.broken] == ([NAMES[field]] if field == "date" else [])


def test_a_dead_body_is_named_with_its_selectors_and_with_what_was_read_instead(modern: Saved) -> None:
    found = _inspected(modern.changed(without_body(modern)))
    assert found.state("body") == "elsewhere"
    assert [words for words in found.broken if words.startswith("thân bài: không bộ chọn nào khớp [#newscontents]")]


def test_a_title_that_only_metadata_hold_is_broken(modern: Saved) -> None:
    found = _inspected(modern.changed(re.sub(r"<h1.*?</h1>", "", modern.html)))
    assert found.state("title") != "ok"
    assert any(words.startswith("tiêu đề: không") for words in found.broken)


def test_a_page_that_cannot_be_read_says_why_and_what_is_missing(modern: Saved) -> None:
    found = _inspected(modern.changed("<html><body><div id='newscontents'></div></body></html>"))
    assert found.refusal is not None and found.broken[0] == f"không đọc được trang: {found.refusal}"
    assert {one.state for one in found.fields if one.name != "address"} == {"missing"}
    assert any(words.startswith("thân bài: không thấy ở đâu") for words in found.broken)


def test_an_address_of_another_form_is_broken(modern: Saved) -> None:
    found = _inspected(modern.at("https://baodongkhoi.vn/tin/106900"))
    assert found.state("address") == "missing"
    assert "địa chỉ: không theo mẫu địa chỉ bài của nguồn" in found.broken


def test_an_assumed_selector_that_fails_is_called_assumed() -> None:
    found = _inspected(saved_page(UNFIT))
    assert {one.name for one in found.fields if one.state == "elsewhere"} >= {"body", "date"}
    assert all("bộ chọn này mới là giả định" in words for words in found.broken)


def test_a_date_that_does_not_parse_is_not_taken_for_one(modern: Saved) -> None:
    broken = modern.changed(modern.html.replace("Thứ Sáu, 18/11/2022, 19:05 (GMT+7)", "Vài giờ trước"))
    assert _inspected(broken).state("date") == "elsewhere"


def test_a_time_before_the_stamp_in_the_address_is_doubted() -> None:
    saved = saved_page(PAGES / "chinh-phu" / "2025-02-20.html")
    earlier = saved.changed(saved.html.replace("20/02/2025 10:12", "20/02/2025 07:12").replace("T10:12", "T07:12"))
    assert [words for words in _inspected(earlier).broken if "sớm hơn lúc tạo bài" in words]
    other = saved.changed(saved.html.replace("20/02/2025 10:12", "27/02/2025 10:12").replace("02-20T", "02-27T"))
    assert "ngày giờ: trang và địa chỉ nói hai ngày khác nhau" in _inspected(other).broken


def test_a_new_article_in_the_old_design_puts_the_dates_of_the_designs_in_doubt() -> None:
    saved = saved_page(PAGES / "dong-khoi" / "2021-04-15.html")
    html = saved.html.replace("15/04/2021", "15/04/2023")
    found = inspect(saved.publisher, page_at("https://baodongkhoi.vn/x-15042023-a85123.html", html), now=NOW)
    assert [words for words in found.broken if "xem lại ngày đổi giao diện" in words]


def test_a_field_that_no_page_of_a_sample_has_is_a_fault_of_the_declaration(modern: Saved) -> None:
    without_lead = _inspected(modern.changed(modern.html.replace("detail-desc", "x")))
    whole = _inspected(modern)
    assert faults([without_lead] * 2, modern.publisher) == (), "two articles may have no lead"
    assert faults([without_lead] * 3, modern.publisher) == ("tóm tắt: 3/3 trang không khớp khai báo",)
    assert faults([without_lead, without_lead, whole], modern.publisher) == ()


def test_a_dead_body_on_one_page_of_a_sample_is_told_with_its_share(modern: Saved) -> None:
    dead = _inspected(modern.changed(without_body(modern)))
    told = faults([_inspected(modern)] * 4 + [dead], modern.publisher)
    assert "thân bài: 1/5 trang không khớp khai báo" in told


def test_a_field_for_which_nothing_is_declared_is_never_a_fault() -> None:
    unseen = [saved_page(path) for path in SAVED if path.parent.name == "so-khcn-ben-tre"]
    found = [_inspected(one) for one in unseen] * 2
    assert faults(found, unseen[0].publisher) == ()


def test_the_real_page_of_bao_chinh_phu_bears_its_declaration_out(real: Path) -> None:
    facts = {one["html"]: one for one in json.loads((real / "html_vi" / "gold.json").read_text(encoding="utf-8"))}
    gold = facts["baochinhphu_article.html"]
    page = page_at(gold["url"], (real / "html_vi" / gold["html"]).read_bytes())
    found = inspect(CHINH_PHU, page, now=NOW)
    assert found.broken == () and found.reading == "2026"
    read = {field.name: field for field in found.fields}
    assert {name for name, field in read.items() if field.state == "missing"} == {"kicker", "author"}
    assert (read["title"].value, read["section"].value) == (gold["title"], gold["category"])
    matched = {one.field for one in found.selectors if one.found}
    assert matched == {"title", "lead", "body", "date", "section", "drop"}
