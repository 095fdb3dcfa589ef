"""What is trained on and what is held out never belong together; a leak is refused in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.errors import BadInput
from corpus.label import Judgement, Modality, Snapshot, Stage
from models.alike import alike_pairs, likeness, shingles
from models.gold import GoldPassage, load_gold
from models.labelled import Example, labelled_set, of_judgements
from models.split import kept_apart, leaks, refuse_leaks, split

CODES = ("1", "2", "3", "4", "5", "6", "7")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
WORDS = ("đoàn", "kiểm", "tra", "huyện", "ủy", "làm", "việc", "xã", "dân", "họp", "bàn", "chuyện", "mía", "tôm", "dừa")


def words_of(number: int) -> str:
    """Thirty syllables that differ between numbers."""
    return " ".join(
        f"{WORDS[(number * 7 + at * at) % 15]} {WORDS[(number + at * 3) % 15]}x{number}" for at in range(15)
    )


def example(key: str, text: str, *, document: str = "", day: date | None = None, areas: str = "") -> Example:
    passage = GoldPassage(
        key=key,
        text=text,
        title="",
        areas=frozenset(areas),
        maybe=frozenset(),
        lookalikes=frozenset(),
        stage=None,
        modality=None,
        kind="",
        document=document or key,
    )
    return Example(passage, "file", published=day)


def said(
    verdicts: dict[str, str], *, person: str = "lan", standing: str = "coder", passage: str = "p1", **more: object
) -> Judgement:
    seen = Snapshot("bao:1", "r1", "bao", "Tựa", f"Lời của {passage}.", published="2021-04-02")
    values: dict[str, object] = {
        "id": f"{person}-{len(verdicts)}",
        "passage": passage,
        "person": person,
        "verdicts": verdicts,
        "stage": None,
        "note": "",
        "at": NOW,
        "taxonomy": "2021.1",
        "shown_because": "",
        "inclusion": None,
        "standing": standing,
        "snapshot": seen,
    }
    return Judgement(**(values | more))  # type: ignore[arg-type]


@given(some.lists(some.lists(some.sampled_from("abcd"), min_size=0, max_size=14).map(" ".join), max_size=12))
def test_every_pair_over_the_bound_is_found_and_no_other(texts: list[str]) -> None:
    found = {(one, other) for one, other, _ in alike_pairs(texts)}
    sets = [shingles(text) for text in texts]
    assert found == {
        (one, other) for one, other in combinations(range(len(texts)), 2) if likeness(sets[one], sets[other]) > 0.6
    }


def test_undated_passages_are_held_out_by_group_and_stay_so_when_more_come() -> None:
    first = [example(f"k{n}", words_of(n)) for n in range(100)]
    later = [*first, *(example(f"m{n}", words_of(500 + n)) for n in range(60))]
    before = {each.passage.key for each in split(first).held_out}
    after = {each.passage.key for each in split(later).held_out}
    assert 10 <= len(before) <= 30
    assert before <= after
    assert {key for key in after if key.startswith("k")} == before


def test_dated_passages_are_held_out_forward_in_time() -> None:
    start = date(2021, 1, 1)
    parts = split([example(f"k{n}", words_of(n), day=start + timedelta(days=n)) for n in range(100)])
    assert parts.until is not None
    assert max(each.published for each in parts.training if each.published) <= parts.until
    assert min(each.published for each in parts.held_out if each.published) > parts.until
    assert len(parts.held_out) == 20


def test_a_newer_copy_of_a_passage_trained_on_is_in_neither_part() -> None:
    start = date(2021, 1, 1)
    examples = [example(f"k{n}", words_of(n), day=start + timedelta(days=n)) for n in range(100)]
    copy = example("copy", examples[3].passage.text + " thêm", day=start + timedelta(days=99))
    parts = split([*examples, copy])
    assert [each.passage.key for each in parts.left_out] == ["copy"]
    refuse_leaks(parts.training, parts.held_out)


def test_no_split_leaks() -> None:
    gold = labelled_set(CODES, written=load_gold())
    parts = split(gold.examples)
    assert leaks(parts.training, parts.held_out) == []
    assert len(parts.training) + len(parts.held_out) == len(gold.examples)


@pytest.mark.parametrize(
    ("trained", "held", "words"),
    [
        (example("a", words_of(1), document="d"), example("b", words_of(2), document="d"), "same document"),
        (example("a", words_of(1)), example("b", words_of(1)), "cùng một lời"),
        (example("a", words_of(1)), example("b", words_of(1) + " nữa"), "near-duplicate"),
    ],
)
def test_a_leak_is_refused_in_words(trained: Example, held: Example, words: str) -> None:
    with pytest.raises(BadInput, match=rf"leaks.*b ↔ a.*{words}"):
        refuse_leaks([example("c", words_of(9)), trained], [held])
    refuse_leaks([example("c", words_of(9))], [held])


def test_what_is_kept_apart_leaks_nothing_and_loses_nothing_else() -> None:
    held = [example("h", words_of(1), document="d")]
    training = [
        example("same document", words_of(2), document="d"),
        example("alike", words_of(1) + " nữa"),
        example("other", words_of(9)),
    ]
    kept = kept_apart(training, held)
    assert [each.passage.key for each in kept] == ["other"]
    refuse_leaks(kept, held)


def test_too_few_passages_are_not_split() -> None:
    with pytest.raises(BadInput, match="too few to split"):
        split([example("a", "một hai ba")])


def test_the_majority_decides_and_a_tie_is_left_out() -> None:
    (found,) = of_judgements(
        [
            said({"3": "yes", "5": "no", "7": "unsure"}, person="lan"),
            said({"3": "yes", "5": "yes", "7": "yes"}, person="minh"),
            said({"3": "no"}, person="hoa"),
        ],
        CODES,
    )
    assert found.passage.areas == {"3", "7"}
    assert found.passage.maybe == {"1", "2", "4", "5", "6"}


def test_the_leads_latest_word_settles_it() -> None:
    everything = dict.fromkeys(CODES, "no")
    (found,) = of_judgements(
        [
            said(everything, person="chị Tư", standing="lead", stage=Stage.KET_QUA, modality=Modality.PLANNED),
            said(everything | {"3": "yes"}, person="lan", stage=Stage.KIEM_TRA, inclusion=0.25),
            said(everything | {"3": "yes"}, person="minh", stage=Stage.KIEM_TRA),
        ],
        CODES,
    )
    assert found.passage.areas == frozenset()
    assert (found.passage.stage, found.passage.modality) == (Stage.KET_QUA, Modality.PLANNED)
    assert (found.weight, found.published, found.source) == (4.0, date(2021, 4, 2), "bao")


def test_a_text_comes_once_and_what_people_judged_wins(tmp_path: Path) -> None:
    file = tmp_path / "coded.jsonl"
    file.write_text(
        '{"key": "a", "text": "Lời  của p1", "areas": ["5"], "corpus": "press", "published": "2020-01-02"}\n'
        '{"key": "b", "text": "Lời khác hẳn", "areas": ["5"], "corpus": "press", "published": "2020-01-02"}\n',
        encoding="utf-8",
    )
    found = labelled_set(CODES, files=[file], judgements=[said(dict.fromkeys(CODES, "no"))])
    assert [(each.origin, each.passage.areas) for each in found.examples] == [("judged", frozenset()), ("file", {"5"})]
    assert (found.repeated, found.contradicted) == (1, 1)
    assert (found.examples[1].source, found.examples[1].published) == ("press", date(2020, 1, 2))


def test_a_day_that_is_no_day_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "coded.jsonl"
    file.write_text('{"key": "a", "text": "Lời", "areas": [], "published": "tháng ba"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"coded\.jsonl:1: .*not an ISO day"):
        labelled_set(CODES, files=[file])
