"""The smoke run: the fixed pages come out as they must, and one that does not is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from prefect.client.schemas.objects import StateType

from flows.judging.desk import Desk
from flows.unattended.smoke import Expected, as_markdown, load_expected, smoke, tools_for
from flows.unattended.smoke_run import judged


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The desk of a fresh installation."""
    return tools_for(tmp_path_factory.mktemp("smoke") / "models")


def test_every_area_and_an_unreadable_page_are_among_the_fixed_pages() -> None:
    expected = load_expected()
    assert {area for each in expected for area in each.areas} == set("1234567")
    assert any(not each.read for each in expected)
    assert len({each.article for each in expected}) == len(expected)


def test_the_fixed_pages_come_out_as_they_must(tools: Desk) -> None:
    checked = smoke(tools, load_expected())
    assert [each.wrong for each in checked if each.wrong] == []
    state = judged(checked, pytest.fail)
    assert state.type is StateType.COMPLETED


def test_whatever_is_not_as_it_must_be_is_told(tools: Desk) -> None:
    good = load_expected()[4]
    wrong = [
        replace(good, areas=("2",), but=("5",)),
        replace(good, least=4),
        replace(good, read=False),
        Expected("a94156", "trang hỏng", areas=("1",)),
    ]
    checked = smoke(tools, wrong)
    told: list[str] = []
    state = judged(checked, lambda *lines: told.extend(lines))
    assert state.type is StateType.FAILED and len(told) == 2 + len(wrong)
    assert "thiếu mảng 2" in checked[0].wrong and "thừa mảng 5" in checked[0].wrong
    assert "E4" in checked[1].wrong and checked[2].wrong and "không đọc được" in checked[3].wrong
    assert as_markdown(checked, model="m").count("**hỏng**") == len(wrong)


def test_no_store_is_opened_or_made(tools: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    smoke(tools, load_expected()[:1])
    assert list(tmp_path.iterdir()) == []
