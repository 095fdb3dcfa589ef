"""The shelf, agreement and sources as the review desk is handed them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import StoreError
from corpus.label import Judgement
from corpus.store import Store
from flows.review_desk.shelf import ReviewedShelf, alpha_by_area, sheet_of
from flows.review_desk.sources import LATEST, canaries, next_harvest, source_watch
from flows.settings import read_settings
from flows.unattended.deployments import keep_record
from models.agreement import agreement
from models.shelf import current
from models.shipped import shipped_folder

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped() -> str:
    """Id of the model that comes with the program; skips by name where there is none."""
    with shipped_folder() as folder:
        found = [each.name for each in folder.glob("*.skops")]
    if not found:
        pytest.skip("no model is shipped")
    return found[0].removesuffix(".skops")


@pytest.fixture
def shelf(tmp_path: Path, shipped: str) -> Iterator[ReviewedShelf]:
    """A shelf with the shipped model, which nobody put into use yet."""
    settings = read_settings({}, home=tmp_path)
    settings.models.mkdir(parents=True)
    with shipped_folder() as folder:
        for each in folder.glob(f"{shipped}.*"):
            shutil.copy(each, settings.models / each.name)
    with Store(settings.store) as store:
        yield ReviewedShelf(settings, store, load_taxonomy())


def test_a_promotion_takes_effect_and_is_listed_with_its_reason(
    shelf: ReviewedShelf, shipped: str, tmp_path: Path
) -> None:
    (before,) = shelf.models()
    assert before.profile == "candidate" and before.fault == "" and shelf.before() is None and shelf.changes() == []
    shelf.promote(shipped, why="chi: dùng thử", at=NOW)
    (now,) = shelf.models()
    used = current(tmp_path / "models")
    assert now.profile == "primary" and used is not None and used.id == shipped
    assert [(each.kind, each.why) for each in shelf.changes()] == [("promote", "chi: dùng thử")]
    with pytest.raises(StoreError):
        shelf.rollback(why="không có gì trước", at=NOW)


def test_the_shipped_card_is_read_with_its_figures(shelf: ReviewedShelf, shipped: str, tmp_path: Path) -> None:
    sheet = shelf.card(shipped)
    data = json.loads((tmp_path / "models" / f"{shipped}.card.json").read_text(encoding="utf-8"))
    assert sheet is not None and [each.name for each in sheet.measured] == list(data["measured"])
    first, written = sheet.measured[0], next(iter(data["measured"].values()))
    assert [first.macro.value, first.macro.low, first.macro.high] == written["macro_f1"]
    assert first.areas["3"].over == written["areas"]["3"]["of"] and sheet.limits == data["limits"]
    assert shelf.models()[0].macro == first.macro


def test_a_card_of_another_shape_is_refused_in_words(shelf: ReviewedShelf, shipped: str, tmp_path: Path) -> None:
    (tmp_path / "models" / f"{shipped}.card.json").write_text('{"measured": 3}', encoding="utf-8")
    with pytest.raises(StoreError, match="phiếu"):
        shelf.card(shipped)
    assert shelf.models()[0].fault == "", "the model itself can be used"


def test_a_retrained_card_is_read_with_its_bins_and_ruling() -> None:
    figure = {"value": 0.8, "low": 0.7, "high": 0.9, "over": 50}
    calibration = {"error": 0.02, "brier": 0.03, "pairs": 9, "bins": [{"said": 0.1, "so": 0.2, "pairs": 9}]}
    card = {
        "made": NOW.isoformat(),
        "labels": {"người đọc": 40},
        "positives": {"3": 9},
        "comparison": {
            "passages": 50, "documents": 30, "new_macro": figure, "old_macro": figure, "difference": figure,
            "areas": {"3": [figure, figure]},
        },
        "any_area": figure,
        "calibration": calibration | {"areas": {"3": [0.01, None]}},
        "calibration_before": calibration,
        "strata": [{"by": "năm", "name": "2021", "passages": 20, "micro": figure}],
        "moves": [{"area": "3", "period": "", "of": 90, "old": 8, "new": 9, "low": -0.01, "high": 0.02}],
        "ruling": {"passed": False, "reasons": ["kém hơn"], "notes": []},
    }  # fmt: skip
    sheet = sheet_of(card, limits=["ít đoạn"])
    assert sheet.passed is False and sheet.reasons == ["kém hơn"] and sheet.limits == ["ít đoạn"]
    assert sheet.bins[0].so == 0.2 and sheet.calibration == {"3": (0.01, None)} and sheet.moved[0].new == 9


def word(person: str, passage: str, verdict: str) -> Judgement:
    """Somebody's word on area 3."""
    id = f"{person} {passage}"
    return Judgement(id, passage, person, {"3": verdict}, None, "", NOW, "", "", None)  # type: ignore[dict-item]


def test_alpha_is_that_of_the_measure_itself() -> None:
    words = [word("lan", str(n), "yes" if n % 3 else "no") for n in range(20)]
    words += [word("minh", str(n), "yes" if n % 4 else "no") for n in range(20)]
    (found,) = alpha_by_area(["3"], seed=0)(words)
    (right,) = agreement(words, ["3"], seed=0)
    assert found.figure.value == right.alpha.value and found.figure.low == right.alpha.low
    assert found.figure.over == 20 and found.people == 2


def test_a_canary_outside_of_its_band_is_named() -> None:
    usual = [{"valid": 0.95 + 0.001 * (n % 7), "words": 400.0 + n % 30} for n in range(60)]
    fallen = [{"valid": 0.4, "words": 410.0} for _ in range(LATEST)]
    state = {each.measure: each.fine for each in canaries([*fallen, *usual])}
    assert state == {"valid": False, "words": True}
    assert all(each.low is None and each.fine for each in canaries(fallen)), "too few articles tell nothing"
    assert canaries([]) == []


def test_sources_are_declared_and_the_next_gathering_is_known_once_schedules_run(tmp_path: Path) -> None:
    watch = source_watch(tmp_path)
    assert {"dong-khoi"} <= {each.slug for each in watch.declared} and watch.retry is None
    assert next_harvest(tmp_path, NOW) is None
    keep_record(tmp_path, "hang-ngay", NOW)
    due = next_harvest(tmp_path, NOW)
    assert due is not None and NOW < due <= NOW + timedelta(days=1)
