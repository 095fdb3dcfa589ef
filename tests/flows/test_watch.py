"""Watching a folder: each file once, when it has stopped growing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import BadInput
from flows.acquisition.watch import watch


def acts(*steps: Callable[[], object]) -> Callable[[], bool]:
    """A wait that does one thing before each look, then ends the watch."""
    left = list(steps)

    def wait() -> bool:
        if not left:
            return False
        left.pop(0)()
        return True

    return wait


def test_a_file_is_given_once_it_has_stopped_growing(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.txt"

    def grow() -> None:
        path.write_text((path.read_text() if path.exists() else "") + "thêm một dòng\n")

    batches = list(watch(tmp_path, wait=acts(grow, grow, lambda: None, lambda: None)))
    assert batches == [[path]]


def test_a_file_that_changes_later_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một")
    nothing = lambda: None  # noqa: E731
    batches = list(watch(tmp_path, wait=acts(nothing, lambda: path.write_text("một hai"), nothing, nothing)))
    assert batches == [[path], [path]]


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".an").mkdir()
    (tmp_path / ".an" / "x.txt").write_text("x")
    (tmp_path / ".dang-chep.txt").write_text("x")
    (tmp_path / "tinh" / "ba-tri").mkdir(parents=True)
    (tmp_path / "tinh" / "ba-tri" / "x.txt").write_text("x")
    assert list(watch(tmp_path, wait=acts(lambda: None))) == [[tmp_path / "tinh" / "ba-tri" / "x.txt"]]


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="khong-co"):
        list(watch(tmp_path / "khong-co", wait=acts()))
