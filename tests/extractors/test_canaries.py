"""Canaries: a healthy source is quiet, a source whose reading breaks is named with its usual band."""

from __future__ import annotations

import random
import unicodedata

import pytest

from corpus.demo.articles import load_articles
from corpus.fold import folded
from extractors.canaries import HISTORY, RECENT, against, band, judge, measures
from tests.extractors.old_fonts import typed

TEXTS = tuple("\n".join(piece.text for piece in article.body if piece.text) for article in load_articles())
READ = tuple(measures(text, markup_bytes=3_000 + 3 * len(text)) for text in TEXTS)


def test_a_healthy_reading_has_every_measure_and_no_alarm() -> None:
    for taken in READ:
        assert set(taken) == {"words", "syllables", "valid", "marked", "replaced", "legacy", "density"}
        assert taken["replaced"] == taken["legacy"] == 0
        assert judge(taken) == ()


def test_measures_are_what_they_say() -> None:
    taken = measures("Đảng bộ tỉnh xyz\ufffd 12\x07", markup_bytes=40)
    assert taken["words"] == 4
    assert taken["syllables"] == 3
    assert taken["valid"] == pytest.approx(3 / 4)
    assert taken["marked"] == 1.0
    assert taken["replaced"] == pytest.approx(1000 * 2 / 21)
    assert taken["density"] == pytest.approx(21 / 40)
    assert "density" not in measures("một", markup_bytes=None)
    assert measures("", markup_bytes=10) == {"words": 0.0, "syllables": 0.0, "density": 0.0}
    assert measures(unicodedata.normalize("NFD", TEXTS[0]), markup_bytes=None)["valid"] == READ[0]["valid"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (folded, "không có dấu"),
        (lambda text: text.replace("ư", "\ufffd"), "ký tự thay thế"),
        (lambda text: typed(text, "tcvn3"), "phông cũ"),
        (lambda text: typed(text, "vni"), "phông cũ"),
        (lambda text: text.encode().decode("cp1252", "replace"), "không phải tiếng Việt"),
        (lambda text: "", "không có chữ nào"),
    ],
    ids=["marks lost", "letters replaced", "tcvn3", "vni", "mojibake", "nothing"],
)
def test_a_broken_reading_alarms_whatever_its_source(broken, said: str) -> None:  # type: ignore[no-untyped-def]
    for text in TEXTS[::7]:
        assert any(said in line for line in judge(measures(broken(text), markup_bytes=None)))


def test_false_alarms_of_a_steady_source_are_below_one_look_in_a_hundred() -> None:
    chance = random.Random(11)
    alarms = 0
    looks = 1_000
    for _ in range(looks):
        drawn = chance.sample(READ, HISTORY + 10 + RECENT)
        alarms += bool(against(drawn[: HISTORY + 10], drawn[HISTORY + 10 :]))
    assert alarms <= looks * 0.01


def test_false_alarms_stay_rare_where_lengths_scatter_widely() -> None:
    chance = random.Random(12)
    alarms = 0
    looks = 600
    for _ in range(looks):
        drawn = [
            {
                "words": chance.lognormvariate(6.0, 0.8),
                "valid": chance.betavariate(60, 2.5),
                "marked": chance.betavariate(70, 10),
                "replaced": 0.0,
                "density": chance.lognormvariate(-3.0, 0.6),
            }
            for _ in range(45 + RECENT)
        ]
        alarms += bool(against(drawn[:45], drawn[45:]))
    assert alarms <= looks * 0.01


@pytest.mark.parametrize(
    ("broken", "measure"),
    [
        (folded, "marked"),
        (lambda text: text.encode().decode("cp1252", "replace"), "valid"),
        (lambda text: text.replace("ơ", "\ufffd"), "replaced"),
        (lambda text: typed(text, "vni"), "legacy"),
        (lambda text: text[:60], "words"),
        (lambda text: text * 12, "words"),
        (lambda text: text[:60], "density"),
    ],
    ids=["marks lost", "mojibake", "replaced", "legacy", "cut", "swallowed the page", "mostly markup"],
)
def test_a_source_that_breaks_leaves_its_band(broken, measure: str) -> None:  # type: ignore[no-untyped-def]
    recent = [measures(broken(text), markup_bytes=3_000 + 3 * len(text)) for text in TEXTS[-RECENT:]]
    raised = {alarm.measure: alarm for alarm in against(READ[:-RECENT], recent)}
    assert measure in raised
    alarm = raised[measure]
    assert not alarm.band.holds(alarm.value)
    assert "thường từ" in alarm.message
    assert "nay" in alarm.message
    assert unicodedata.is_normalized("NFC", alarm.message)


def test_one_freak_document_and_a_few_bad_ones_in_history_change_nothing() -> None:
    bad = measures("x", markup_bytes=90_000)
    assert against(READ, [*READ[:RECENT], bad, bad]) == ()
    recent = [measures(folded(text), markup_bytes=None) for text in TEXTS[:RECENT]]
    history = [*READ[:40], *recent[:3]]
    assert [alarm.measure for alarm in against(history, recent) if alarm.measure == "marked"] == ["marked"]


def test_too_little_history_or_too_few_new_documents_say_nothing() -> None:
    broken = [measures("", markup_bytes=900)] * 9
    assert band(READ[: HISTORY - 1], "words") is None
    assert against(READ[: HISTORY - 1], broken) == ()
    assert against(READ, broken[: RECENT - 1]) == ()
    assert against((), ()) == ()


def test_a_better_reading_is_no_alarm() -> None:
    better = [{**taken, "valid": 1.0, "marked": 1.0} for taken in READ[:RECENT]]
    assert not {alarm.measure for alarm in against(READ, better)} & {"valid", "marked"}


def test_real_articles_raise_few_alarms(seed_text: str) -> None:
    assert judge(measures(seed_text, markup_bytes=None)) == ()
