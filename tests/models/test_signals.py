"""Signals: the world, the source or the model, told apart by what else changed."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.coverage.signals import History, ModelChange, Upset, Volume
from corpus.source import Source, SourceClass
from models.signals import Signal, signals

Series = tuple[tuple[str, str], tuple[Volume, ...]]
PERIODS = tuple(f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13))
AT = 12
UP, FLAT = [5] * 12 + [20] * 12, [5] * 24
SOURCES = {
    "a": Source("a", "A", SourceClass.SELF_REPORT),
    "b": Source("b", "B", SourceClass.CENTRAL_PRESS),
    "old": Source("old", "Cũ", SourceClass.SELF_REPORT, successor="a"),
}


def series(
    source: str, area: str, counts: Sequence[int], *, of: int = 100, scores: Sequence[float] | None = None
) -> Series:
    return (source, area), tuple(
        Volume(source, area, period, count, count if area == "" else of, None if scores is None else scores[at])
        for at, (period, count) in enumerate(zip(PERIODS, counts, strict=True))
    )


def look(
    *given: Series,
    upsets: tuple[Upset, ...] = (),
    model_changes: tuple[ModelChange, ...] = (),
) -> dict[tuple[str, str], Signal]:
    found = signals(History("month", PERIODS, dict(given), upsets, model_changes), SOURCES)
    return {(each.source, each.area): each for each in found}


def test_two_papers_of_different_owners_that_change_together_are_the_world() -> None:
    found = look(series("a", "3", UP), series("b", "3", UP))
    assert {each.cause for each in found.values()} == {"world"}
    assert found["a", "3"].sources == ("a", "b") and found["a", "3"].period == PERIODS[AT]
    assert found["a", "3"].direction == "up" and found["a", "3"].before == 0.05 and found["a", "3"].after == 0.2


def test_a_paper_and_its_successor_are_one_owner_and_no_world() -> None:
    found = look(series("a", "3", UP), series("old", "3", UP))
    assert {each.cause for each in found.values()} == {"unclear"}


def test_one_paper_alone_is_unclear_and_says_so() -> None:
    found = look(series("a", "3", UP), series("b", "3", FLAT))
    assert [(each.source, each.cause) for each in found.values()] == [("a", "unclear")]
    assert found["a", "3"].reasons


def test_a_paper_of_which_three_times_as_much_is_read_at_once_is_the_source() -> None:
    found = look(
        series("a", "3", UP),
        series("a", "", [100] * 12 + [300] * 12),
        series("b", "3", FLAT),
        series("b", "", [90] * 24),
    )
    assert found["a", "3"].cause == found["a", ""].cause == "source"


def test_an_alarm_about_its_reading_makes_it_the_source_though_another_paper_changed_too() -> None:
    found = look(series("a", "3", UP), series("b", "3", UP), upsets=(Upset("a", PERIODS[AT], "dấu ít hẳn"),))
    assert found["a", "3"].cause == "source" and "dấu ít hẳn" in found["a", "3"].reasons
    assert found["b", "3"].cause == "unclear"


def test_all_papers_read_less_in_one_month_is_the_world() -> None:
    festival = [100] * 12 + [20] * 3 + [100] * 9
    found = look(series("a", "", festival), series("b", "", festival))
    assert {each.cause for each in found.values()} == {"world"}


CHANGE = ModelChange(PERIODS[AT], "m-2", "2021.2")
RISEN, LEVEL = [0.05] * 12 + [0.2] * 12, [0.05] * 24


def test_scores_of_all_sources_that_move_when_a_model_came_are_the_model() -> None:
    found = look(
        series("a", "3", UP, scores=RISEN), series("b", "3", UP, scores=RISEN), model_changes=(CHANGE,)
    )  # fmt: skip
    assert {each.cause for each in found.values()} == {"model"}
    assert "m-2" in found["a", "3"].reasons[0]


def test_a_new_model_under_which_one_papers_scores_stayed_is_not_the_cause() -> None:
    found = look(series("a", "3", UP, scores=RISEN), series("b", "3", UP, scores=LEVEL), model_changes=(CHANGE,))
    assert {each.cause for each in found.values()} == {"world"}


def test_scores_that_move_with_no_new_model_are_the_world() -> None:
    found = look(series("a", "3", UP, scores=RISEN), series("b", "3", UP, scores=RISEN))
    assert {each.cause for each in found.values()} == {"world"}


def test_a_burst_of_one_month_is_an_alarm() -> None:
    found = look(series("a", "3", [5] * 15 + [40] + [5] * 8))
    assert (found["a", "3"].kind, found["a", "3"].period, found["a", "3"].after) == ("alarm", PERIODS[15], 0.4)


def test_where_nothing_changed_there_is_no_signal() -> None:
    assert look(series("a", "3", FLAT), series("b", "3", FLAT), model_changes=(CHANGE,)) == {}
