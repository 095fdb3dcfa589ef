"""What one act is: which passages of a document tell of it, and which acts of several documents are one event."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.events.acts import DAYS, Act, Telling, act_day, acts_of, contradicts, is_central, specific
from corpus.events.gathering import Places
from corpus.events.joining import event_id, joined
from corpus.places.gazetteer import load_gazetteer

CLOSURE = Places(load_gazetteer()).closure
DAY = date(2021, 3, 5)
BA_TRI, GIONG_TROM = "ben-tre/ba-tri", "ben-tre/giong-trom"


def telling(ordinal: int = 0, **said: object) -> Telling:
    plain = Telling(
        f"p{ordinal}", ordinal, f"đoạn thứ {ordinal}", ("3",), ("to_chuc",), "reported", 2, "inside", False, (), (), (),
        None,
    )  # fmt: skip
    return replace(plain, **said)  # type: ignore[arg-type]


def split(*tellings: Telling) -> list[tuple[str, ...]]:
    acts = acts_of(
        tellings, document="d", source="s", story=None, copy=False, published=DAY, closure=CLOSURE
    )  # fmt: skip
    return [act.passages for act in acts]


def act(document: str, **said: object) -> Act:
    plain = Act(
        document, 0, "s", None, False, DAY, (f"{document}-0",), (), ("3",), ("to_chuc",), ("reported",), 2, {"3": 1},
        False, ("Huyện ủy Ba Tri",), (BA_TRI,), ("12-KH/HU",), (DAY,),
    )  # fmt: skip
    whole = replace(plain, **said)  # type: ignore[arg-type]
    return replace(whole, named=tuple((n, p, a) for n in whole.numbers for p in whole.places for a in whole.actors))


def events(*acts: Act) -> list[list[str]]:
    return [[each.document for each in group] for group in joined(acts, CLOSURE)]


def test_paragraphs_of_one_article_are_one_act() -> None:
    assert split(telling(0, places=(BA_TRI,), day=DAY), telling(1), telling(2, places=(BA_TRI,))) == [
        ("p0", "p1", "p2")
    ]


def test_a_roundup_of_two_districts_is_two_acts_each_with_what_follows_it() -> None:
    assert split(
        telling(0, places=(BA_TRI,)), telling(1), telling(2, places=(GIONG_TROM,), actors=("UBND huyện",)), telling(3),
        telling(4, places=("ben-tre/ba-tri/an-hiep",)),
    ) == [("p0", "p1", "p4"), ("p2", "p3")]  # fmt: skip


def test_another_place_without_an_actor_is_more_of_the_same_act() -> None:
    assert split(telling(0, places=(BA_TRI,)), telling(1, places=(GIONG_TROM,)), telling(2)) == [("p0", "p1", "p2")]


def test_a_passage_of_a_former_term_is_never_part_of_todays_act() -> None:
    assert split(telling(0), telling(1, past=True), telling(2)) == [("p0", "p2"), ("p1",)]


def test_a_district_and_its_province_do_not_contradict_but_two_districts_of_it_do() -> None:
    assert not contradicts(telling(places=("ben-tre",)), telling(places=(BA_TRI,)), CLOSURE)
    assert contradicts(telling(places=(GIONG_TROM,)), telling(places=(BA_TRI,)), CLOSURE)
    assert specific(("ben-tre", BA_TRI), CLOSURE) == (BA_TRI,)


def test_a_new_commune_does_not_contradict_one_it_was_made_of() -> None:
    made_of = load_gazetteer().place("vinh-long/an-hoi").formed_from[0]
    assert not contradicts(telling(places=("vinh-long/an-hoi",)), telling(places=(made_of,)), CLOSURE)


def test_a_plan_does_not_contradict_the_central_directive_it_carries_out_but_another_plan_does() -> None:
    assert is_central("05-CT/TW") and is_central("30/2020/NĐ-CP") and not is_central("12-KH/HU")
    assert not contradicts(telling(numbers=("05-CT/TW",)), telling(numbers=("12-KH/HU",)), CLOSURE)
    both = telling(numbers=("05-CT/TW", "12-KH/HU"))
    assert contradicts(both, telling(numbers=("05-CT/TW", "15-KH/HU")), CLOSURE)
    assert contradicts(telling(numbers=("05-CT/TW",)), telling(numbers=("10-NQ/TW",)), CLOSURE)


def test_the_same_actor_place_number_and_days_are_one_event_in_two_papers() -> None:
    near = act("b", source="other", days=(DAY + timedelta(days=DAYS),))
    assert events(act("a"), near) == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        {"days": (DAY + timedelta(days=DAYS + 1),)},
        {"actors": ("Huyện ủy Giồng Trôm",)},
        {"places": (GIONG_TROM,)},
        {"numbers": ("15-KH/HU",)},
        {"numbers": ()},
        {"past": True},
    ],
)
def test_one_difference_and_they_are_two_events(other: dict[str, object]) -> None:
    assert events(act("a"), act("b", **other)) == [["a"], ["b"]]


def test_a_central_document_cited_in_another_passage_does_not_make_two_acts_one() -> None:
    apart = acts_of(
        [telling(0, actors=("Huyện ủy Ba Tri",), places=(BA_TRI,), day=DAY), telling(1, numbers=("05-CT/TW",))],
        document="b", source="s", story=None, copy=False, published=DAY, closure=CLOSURE,
    )  # fmt: skip
    assert len(apart) == 1 and events(act("a", numbers=("05-CT/TW",)), *apart) == [["a"], ["b"]]


def test_a_central_document_joins_acts_only_where_both_say_the_day() -> None:
    one, two = (act(name, numbers=("05-CT/TW",)) for name in "ab")
    assert events(one, two) == [["a", "b"]]
    assert events(one, act("b", numbers=("05-CT/TW",), days=())) == [["a"], ["b"]]
    assert events(act("a"), act("b", days=())) == [["a", "b"]]


def test_daily_acts_of_one_body_do_not_chain_into_a_long_event() -> None:
    acts = [act(f"d{n}", days=(DAY + timedelta(days=2 * n),)) for n in range(5)]
    for group in joined(acts, CLOSURE):
        days = [day for each in group for day in each.days]
        assert max(days) - min(days) <= timedelta(days=DAYS)


def test_a_copy_joins_what_it_copies_and_a_follow_up_with_another_plan_does_not() -> None:
    first, copy = act("a", story="s"), act("b", story="s", copy=True)
    follow_up = act("c", story="s", numbers=("15-KH/HU",))
    assert events(first, copy, follow_up) == [["a", "b"], ["c"]]


def test_acts_of_a_copied_roundup_are_joined_each_with_its_own_text() -> None:
    a0 = act("a", story="s", places=(), numbers=(), days=(), actors=(), texts=("x",))
    a1 = replace(a0, number=1, texts=("y",), past=True)
    b0 = replace(a0, document="b", texts=("x",))
    b1 = replace(a1, document="b", texts=("y",))
    assert [[each.key for each in group] for group in joined([b1, a0, b0, a1], CLOSURE)] == [
        [("a", 0), ("b", 0)],
        [("a", 1), ("b", 1)],
    ]


def test_what_says_nothing_cannot_bridge_two_acts_that_contradict() -> None:
    one, two = act("a", story="s"), act("c", story="s", places=(GIONG_TROM,))
    between = act("b", story="s", places=(), numbers=(), days=(), actors=())
    groups = events(one, between, two)
    assert len(groups) == 2 and not any({"a", "c"} <= set(group) for group in groups)


def test_an_events_id_stays_as_it_grows_after_its_first_act() -> None:
    assert event_id([act("a")]) == event_id([act("a"), act("b")]) != event_id([act("b")])


def test_the_day_of_what_was_done_is_the_newest_before_publication_and_of_a_plan_the_next_after() -> None:
    days = ("2021-03-01", "2021-03-04/2021-03-05", "2021-04-01", "2021-01-01/2021-12-31")
    assert act_day(days, modality="reported", published=date(2021, 3, 6)) == date(2021, 3, 4)
    assert act_day(days, modality="planned", published=date(2021, 3, 6)) == date(2021, 4, 1)
    assert act_day(days, modality="reported", published=None) is None


SLOTS = st.fixed_dictionaries(
    {
        "story": st.sampled_from([None, "s", "t"]),
        "places": st.sampled_from([(), (BA_TRI,), (GIONG_TROM,), ("ben-tre",)]),
        "numbers": st.sampled_from([(), ("12-KH/HU",), ("05-CT/TW",), ("05-CT/TW", "15-KH/HU")]),
        "days": st.sampled_from([(), (DAY,), (DAY + timedelta(days=3),), (DAY + timedelta(days=5),)]),
        "texts": st.sampled_from([(), ("x",), ("y",)]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SLOTS, min_size=2, max_size=9), st.integers(0, 2**32))
def test_events_do_not_depend_on_the_order_of_acts_and_never_hold_a_contradiction(
    said: list[dict[str, object]], seed: int
) -> None:
    acts = [act(f"d{at}", **slots) for at, slots in enumerate(said)]
    shuffled = random.Random(seed).sample(acts, len(acts))
    groups = joined(acts, CLOSURE)
    assert joined(shuffled, CLOSURE) == groups
    assert sorted(each.key for group in groups for each in group) == sorted(each.key for each in acts)
    for group in groups:
        assert not any(contradicts(a, b, CLOSURE) for a in group for b in group)
