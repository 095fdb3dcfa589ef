"""What is looked for first never hides a marker of an enumeration."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from models import enumeration
from models.enumeration import Marker
from models.gold import load_gold

PIECES = (
    *("Một là", "hai  là,", "THỨ BA là", "thứ nhất,", "(1)", "2 )", "3. Xây", "4/ Kế"),
    *("b) c", "- dân", "•x", "; ", ". "),
)


def straight(text: str) -> dict[str, list[tuple[int, str]]]:
    """The marks of each kind that has any, by its pattern alone."""
    found = {kind: [(m.start(), m["rank"]) for m in each.finditer(text)] for kind, each in enumeration._MARKERS.items()}
    return {kind: marks for kind, marks in found.items() if marks}


@given(st.lists(st.sampled_from(PIECES) | st.text(alphabet="aà1)(.-lLàÀİıſ \n", max_size=6), max_size=8).map("".join))
@example("một\u00a0LÀ, HAİ LÀ: ſáu là")
def test_hints_hide_no_marker(text: str) -> None:
    assert_the_same(text)


def test_hints_hide_no_marker_of_the_gold_text() -> None:
    for each in load_gold():
        assert_the_same(each.text)


def assert_the_same(text: str) -> None:
    found = {kind: [each.start for each in marks] for kind, marks in enumeration._markers(text)}
    assert found == {kind: [start for start, _ in marks] for kind, marks in straight(text).items()}
    assert all(isinstance(each, Marker) for _, marks in enumeration._markers(text) for each in marks)
