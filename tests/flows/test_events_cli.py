"""Commands on events, targets, signals, blank spots and places over 1 July 2025, as they are typed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from corpus_samples import NOON, article, judged
from typer.testing import CliRunner

from corpus.errors import BadInput
from corpus.label import Evidence
from corpus.store import Store
from flows.commands.events_cli import register
from flows.runs.lock import run_lock
from flows.settings import read_settings
from models.figures import find_figures

NOW = datetime(2021, 5, 20, tzinfo=UTC)
SAID = Evidence(
    3, actors=("Huyện ủy Ba Tri",), places=("ben-tre/ba-tri",), dates=("2021-03-05",), documents=("12-KH/HU",)
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store in which two papers tell of one act, and one gives a figure."""
    with Store(tmp_path / "bamsat.db") as store:
        for number, source in ((1, "dong-khoi"), (2, "nhan-dan")):
            text = f"Tỷ lệ [đảng viên] dự học đạt {90 + number}%."
            document = article(number, text, source=source, published=NOON + timedelta(hours=number))
            given = judged(document)
            start = given.passages[0].start
            figures = tuple(replace(e, start=start + e.start, end=start + e.end) for e in find_figures(text))
            store.put_documents([(document, None)])
            store.put_judged(
                [
                    replace(
                        given,
                        predictions=(replace(given.predictions[0], evidence=SAID),),
                        analyses=(replace(given.analyses[0], entities=figures),),
                    )
                ]
            )
    return tmp_path


def typed(home: Path, *words: str) -> Result:
    app = typer.Typer()
    register(app, settings=lambda: read_settings({}, home=home), now=lambda: NOW)
    return CliRunner().invoke(app, list(words))


def as_json(home: Path, *words: str) -> Any:
    result = typed(home, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_two_papers_are_one_event_that_can_be_opened(home: Path) -> None:
    listed = as_json(home, "events", "--area", "3", "--place", "Ba Tri")
    assert listed["events"] == 1 and listed["waiting"] == 0
    (event,) = listed["shown"]
    assert event["confirmed"] and len(event["documents"]) == 2
    opened = as_json(home, "events", "show", event["id"][:5])
    assert [each["source"] for each in opened["carrying"]] == ["dong-khoi", "nhan-dan"]
    text = typed(home, "events", "show", event["id"][:5]).stdout
    assert "E4" in text and "[đảng viên]" in text
    assert event["id"][:6] in typed(home, "events").stdout


def test_passages_documents_and_events_are_counted_side_by_side(home: Path) -> None:
    (row,) = as_json(home, "events", "count")["rows"]
    assert (row["passages"], row["documents"], row["events"], row["one_article"]) == (2, 2, 1, 0)
    assert "2021-03" in typed(home, "events", "count").stdout


def test_while_another_run_holds_the_folder_what_was_gathered_is_shown_and_what_waits_is_said(home: Path) -> None:
    with run_lock(home):
        listed = as_json(home, "events")
        assert (listed["events"], listed["waiting"]) == (0, 2)
        assert "2 văn bản chưa gộp" in typed(home, "events").stdout


def test_a_target_on_which_papers_differ_is_shown_with_both_values(home: Path) -> None:
    (target,) = as_json(home, "targets", "--conflicts")
    assert target["conflict"] and [each["value"] for each in target["last"]] == ["91", "92"]
    assert "≠ 91 %" in typed(home, "targets").stdout
    assert as_json(home, "targets", "--area", "7") == []


def test_blank_spots_say_what_was_read_and_what_would_be_needed(home: Path) -> None:
    found = as_json(home, "gaps", "--area", "3", "--rate", "5")
    assert len(found) == 8 and {each["why"] for each in found} == {"not_collected"}
    assert {each["needed"] for each in found} == {32}
    assert "8 ô chưa thu thập" in typed(home, "gaps", "--area", "3").stdout


def test_without_a_change_there_is_no_signal(home: Path) -> None:
    assert as_json(home, "signals") == []
    assert typed(home, "signals", "--weekly").exit_code == 0


def test_a_place_over_the_break_says_what_it_became(home: Path) -> None:
    (crossing,) = as_json(home, "bridge", "huyện Ba Tri")
    assert crossing["status"] == "split" and len(crossing["places"]) == 7
    assert "chưa có căn cứ" in typed(home, "bridge", "ben-tre/mo-cay-bac/hoa-loc").stdout


def test_a_series_of_months_is_drawn_with_the_break_marked(home: Path) -> None:
    document = article(9, "Xã mới họp.", published=datetime(2025, 8, 5, tzinfo=UTC))
    with Store(home / "bamsat.db") as store:
        store.put_documents([(document, None)])
        store.put_judged([replace(judged(document), places=(("vinh-long/an-hoi",),))])
    drawn = as_json(home, "bridge", "ben-tre/ba-tri", "--series", "--area", "3")
    assert drawn["broken_at"] == "2025-07" and drawn["rows"][0] == {"month": "2021-03", "passages": 2}
    assert drawn["left_out"] == [{"place": "vinh-long/an-hoi", "status": "ambiguous", "passages": 1}]
    lines = typed(home, "bridge", "ben-tre/ba-tri", "--series").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "1-7-2025" in line)
    assert lines[at - 1].startswith("2025-06") and lines[at + 1].startswith("2025-07")


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--area", "9"),
        ("events", "--since", "2021"),
        ("events", "show", "zzz"),
        ("gaps", "--level", "xã"),
        ("gaps", "--rate", "0"),
        ("bridge", "Xứ Không Tên"),
        ("bridge", "ben-tre/ba-tri/an-duc", "--series"),
        ("targets", "--place", "Vĩnh Hòa"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(home: Path, words: tuple[str, ...]) -> None:
    assert isinstance(typed(home, *words).exception, BadInput)
