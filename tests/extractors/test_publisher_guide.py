"""The guide to adding a publisher is true: its example is run, whole, against the contract."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from publisher_samples import CONTRACT, NOW, Saved, hold_address, hold_body, hold_fields, hold_no_more, saved_page

from extractors.publishers import PUBLISHERS, Publisher
from extractors.publishers.check import inspect

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-publisher.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    blocks = dict(BLOCK.findall(GUIDE.read_text(encoding="utf-8")))
    assert list(blocks) == ["python", "html", "toml"]
    names: dict[str, Any] = {"__name__": "ban_tin"}
    exec(compile(blocks["python"], "ban_tin.py", "exec"), names)
    publisher = next(value for value in names.values() if isinstance(value, Publisher))
    folder = tmp_path_factory.mktemp("pages") / publisher.slug
    folder.mkdir()
    for kind in ("html", "toml"):
        (folder / f"2024-05-09.{kind}").write_text(blocks[kind], encoding="utf-8")
    return saved_page(folder / "2024-05-09.html", publishers=(publisher,))


@pytest.mark.parametrize("hold", CONTRACT, ids=lambda hold: hold.__name__)
def test_the_example_of_the_guide_keeps_the_contract(example: Saved, hold: Callable[[Saved], None]) -> None:
    hold(example)


def test_the_example_passes_the_check_of_live_pages(example: Saved) -> None:
    assert inspect(example.publisher, example.page, now=NOW).broken == ()


def test_the_example_pages_its_section_and_is_not_declared(example: Saved) -> None:
    assert example.publisher.page_of("/viec-xa/", 2) == "https://culao.example/viec-xa/?trang=2"
    assert example.publisher.slug not in {publisher.slug for publisher in PUBLISHERS}


@pytest.mark.parametrize(
    ("hold", "key", "wrong"),
    [
        (hold_fields, "title", "Một tiêu đề khác"),
        (hold_fields, "published", datetime(2024, 5, 9, 16, 6, tzinfo=UTC)),
        (hold_body, "body", ["Lịch mới"]),
        (hold_no_more, "must_not", ["gấp bốn lần"]),
        (hold_address, "id", "ban-tin-cu-lao:n13"),
    ],
)
def test_the_contract_notices_an_expectation_that_is_wrong(
    example: Saved, hold: Callable[[Saved], None], key: str, wrong: object
) -> None:
    with pytest.raises(AssertionError):
        hold(replace(example, expected=example.expected | {key: wrong}))


def test_the_guide_names_files_and_stays_short() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    root = GUIDE.parents[1]
    assert len(text.splitlines()) <= 120
    for path in ("extractors/publishers/", "extractors/publishers/__init__.py", "tests/extractors"):
        assert path in text and (root / path).exists()
