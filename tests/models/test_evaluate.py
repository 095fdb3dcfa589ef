"""Scores, their denominators and their intervals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.codebook.taxonomy import load_taxonomy
from models.evaluate import evaluate_rules, folds, main
from models.gold import GoldPassage
from models.report import Accuracy, Report, Score, report

CODES = ("1", "2", "3", "4", "5", "6", "7")


def passage(key: str, areas: str = "", *, maybe: str = "", lookalikes: str = "", document: str = "") -> GoldPassage:
    looks = frozenset({lookalikes} if lookalikes else ())
    return GoldPassage(
        key, "Nêu gương.", "", frozenset(areas), frozenset(maybe), looks, None, None, "", document or key
    )


def scored(*pairs: tuple[GoldPassage, str]) -> Report:
    return report("x", [each for each, _ in pairs], [set(found) for _, found in pairs], CODES, seed=0)


def test_scores_by_hand() -> None:
    found = scored(
        (passage("a", "3"), "3"),
        (passage("b", "3"), ""),
        (passage("c", "3"), "3"),
        (passage("d"), "3"),
        (passage("e"), ""),
    )
    score = found.areas["3"]
    assert (score.hits, score.false, score.missed, score.support) == (2, 1, 1, 3)
    assert score.precision == score.recall == score.f1 == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx(2 / 3)
    assert found.false_alarms == Accuracy(1, 2)


def test_pairs_that_readers_did_not_agree_on_are_left_out() -> None:
    found = scored((passage("a", "3", maybe="7"), "37"), (passage("b", maybe="3"), "3"), (passage("c", maybe="3"), ""))
    assert (found.areas["7"].f1, found.areas["3"].hits, found.areas["3"].false) == (None, 1, 0)
    assert found.false_alarms.of == 0
    assert found.any_area.support == 1


def test_a_look_alike_is_no_area_and_not_nothing() -> None:
    found = scored((passage("a", lookalikes="2g"), "2"))
    assert found.areas["2"].false == 1
    assert found.false_alarms == Accuracy(0, 0)


def test_undefined_is_none_and_never_zero() -> None:
    empty = scored()
    assert (empty.macro_f1, empty.low, empty.false_alarms.value, empty.any_area.f1) == (None, None, None, None)
    silent = scored((passage("a"), ""))
    assert silent.areas["3"] == Score(0, 0, 0, None, None)
    assert (silent.areas["3"].precision, silent.areas["3"].recall, silent.areas["3"].f1) == (None, None, None)
    assert "-" in "\n".join(silent.lines())
    missed = scored((passage("a", "3"), ""))
    assert (missed.areas["3"].precision, missed.areas["3"].recall, missed.areas["3"].f1) == (None, 0.0, 0.0)


def test_an_area_outside_the_average_does_not_move_it() -> None:
    pairs = [(passage("a", "3"), "3"), (passage("b", "6"), "")]
    assert scored(*pairs).macro_f1 == 1.0


def test_the_interval_draws_documents_and_not_passages() -> None:
    apart = [(passage(f"p{n}", "3"), "3" if n % 2 else "") for n in range(40)]
    together = [(passage(f"p{n}", "3", document=f"d{n // 20}"), "3" if n < 20 else "") for n in range(40)]
    narrow, wide = scored(*apart), scored(*together)
    assert narrow.macro_f1 == wide.macro_f1
    assert wide.low is not None and narrow.low is not None and wide.low < narrow.low
    assert wide.high is not None and narrow.high is not None and wide.high > narrow.high
    assert wide.documents == 2


def test_the_same_seed_gives_the_same_interval() -> None:
    pairs = [(passage(f"p{n}", "3"), "3" if n % 3 else "") for n in range(30)]
    assert scored(*pairs) == scored(*pairs)


def test_a_group_is_held_out_whole() -> None:
    groups = [f"g{n % 7}" for n in range(50)]
    parts = list(folds(groups, 5, seed=0))
    assert sorted(at for part in parts for at in part) == list(range(50))
    for part in parts:
        assert not {groups[at] for at in part} & {groups[at] for at in set(range(50)) - set(part)}


def test_answers_that_are_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="1 passages, 0 answers"):
        report("x", [passage("a")], [], CODES, seed=0)


def test_probabilities_are_held_against_what_is_so() -> None:
    passages = [passage("a", "3"), passage("b"), passage("c", maybe="3"), passage("d")]
    chances = np.zeros((4, len(CODES)))
    chances[:, 2] = [0.9, 0.1, 0.5, 0.1]
    found = report("x", passages, [set()] * 4, CODES, seed=0, chances=chances)
    assert found.ece == pytest.approx((0.1 + 0.1 + 0.1) / 27)
    assert found.brier == pytest.approx(3 * 0.01 / 27)
    assert "ECE" in "\n".join(found.lines())
    assert scored((passages[0], "3")).ece is None


def test_the_rules_alone_are_measured_beside_every_model() -> None:
    found = evaluate_rules([passage("a", "4"), passage("b", "3")], load_taxonomy())
    assert (found.areas["4"].hits, found.areas["3"].missed, found.areas["4"].false) == (1, 1, 1)


def test_a_file_that_cannot_be_read_ends_the_command_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"key": "a", "text": "x", "areas": ["T1"]}), encoding="utf-8")
    assert main(["--dev", str(path)]) == 1
    assert "dev.jsonl:1 a" in capsys.readouterr().err
