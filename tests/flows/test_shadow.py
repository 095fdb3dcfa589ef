"""A shadow judges the very passages the model in use judges, is counted nowhere, and costs no document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from corpus_samples import article

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.document import Document
from corpus.label import Prediction
from corpus.predictions.said import judged_counts, said_by, unjudged_by
from corpus.store import Store
from flows.classify import classify
from flows.judging.counted import counted_model
from flows.judging.desk import desk
from flows.runs.progress import Silent
from flows.shadow import catch_up, judge_beside, report
from flows.tally import count as tally_count
from models.gold import load_gold
from models.judge import Judge
from models.shadowing import MARK, cost_of, shadow, shadowed
from models.shelf import promote, save
from models.train import train

LINES = (
    "Huyện ủy Ba Tri sắp xếp lại phòng ban, giảm ba đầu mối.",
    "Ủy ban kiểm tra Huyện ủy giám sát hai tổ chức đảng trong tháng 3.",
    "Chợ xuân đông người, hoa đẹp, giá vừa phải.",
)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, taxonomy: Taxonomy) -> Path:
    """A folder with two models; the one in use has the later id."""
    folder = tmp_path_factory.mktemp("models")
    gold = load_gold()
    models = sorted((train(gold[at : at + 90], taxonomy, seed=0) for at in (0, 60)), key=lambda each: each.id)
    for each in models:
        save(each, folder)
    promote(folder, models[1].id)
    return folder


@pytest.fixture
def shelf(trained: Path) -> Iterator[Path]:
    """The shelf as it was trained, always in one place: what a process has loaded from it stays loaded."""
    before = {path.name: path.read_bytes() for path in trained.iterdir()}
    yield trained
    for path in trained.iterdir():
        path.unlink()
    for name, body in before.items():
        (trained / name).write_bytes(body)


@pytest.fixture
def fresh(trained: Path, tmp_path: Path) -> Path:
    """The same shelf in a place that nothing was loaded from."""
    return Path(copytree(trained, tmp_path / "models"))


@pytest.fixture
def ids(trained: Path) -> tuple[str, str]:
    """The candidate, whose id sorts first, and the model in use."""
    first, second = sorted(path.stem for path in trained.glob("*.skops"))
    return first, second


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "bamsat.db") as opened:
        opened.put_documents([(each, None) for each in documents(2)])
        yield opened


def documents(to: int, *, since: int = 1) -> list[Document]:
    day = datetime(2021, 3, 5, 5, tzinfo=UTC)
    return [article(number, *LINES, published=day.replace(day=number)) for number in range(since, to + 1)]


def judge(store: Store, shelf: Path, model: str) -> dict[str, str]:
    """Classify as a run does; gives what failed."""
    version = desk(shelf, model).analyst.version
    options = {"models": shelf, "model": model, "analysis_version": version, "workers": 1, "progress": Silent()}
    accounting, failures = classify(store, **options)  # type: ignore[arg-type]
    assert accounting.balanced and not accounting.total("failed")
    return failures


def test_a_shadow_judges_what_the_model_in_use_judges_and_the_tally_does_not_move(
    store: Store, shelf: Path, ids: tuple[str, str], taxonomy: Taxonomy, tmp_path: Path
) -> None:
    candidate, primary = ids
    judge(store, shelf, primary)
    alone = tally_count(store, taxonomy)
    again = Store(tmp_path / "second.db")
    again.put_documents([(each, None) for each in documents(2)])
    shadow(shelf, candidate)
    assert judge(again, shelf, primary) == {}
    assert tally_count(again, taxonomy) == alone
    assert again.latest_model() == counted_model(again, shelf) == primary
    theirs, ours = (list(said_by(again.engine, model)) for model in (candidate, primary))
    assert [each.told for each in theirs] == [each.told for each in ours] and len(ours) == 6
    assert [each.probabilities for each in theirs] != [each.probabilities for each in ours]
    again.close()


def test_a_shadow_says_what_the_candidate_would_say_in_use(store: Store, shelf: Path, ids: tuple[str, str]) -> None:
    candidate, primary = ids
    shadow(shelf, candidate)
    judge(store, shelf, primary)
    beside = list(said_by(store.engine, candidate))
    promote(shelf, candidate)
    judge(store, shelf, candidate)
    assert list(said_by(store.engine, candidate)) == beside
    assert judged_counts(store.engine) == {candidate: 2, primary: 2}


def test_of_two_models_that_judged_all_the_one_in_use_is_counted(
    store: Store, shelf: Path, ids: tuple[str, str], tmp_path: Path
) -> None:
    candidate, primary = ids
    judge(store, shelf, primary)
    promote(shelf, candidate)
    assert counted_model(store, shelf) == primary, "the new one has judged nothing yet"
    judge(store, shelf, candidate)
    assert counted_model(store, shelf) == candidate
    promote(shelf, primary)
    assert counted_model(store, shelf) == primary
    assert counted_model(store, tmp_path) == store.latest_model(), "no shelf"


def test_later_runs_bring_the_shadow_what_is_new_and_what_it_missed(
    store: Store, shelf: Path, ids: tuple[str, str]
) -> None:
    candidate, primary = ids
    judge(store, shelf, primary)
    shadow(shelf, candidate)
    assert unjudged_by(store.engine, model=candidate, beside=primary) == 6
    first = catch_up(store, models=shelf, model=primary, shadow=candidate, limit=1)
    assert (first.documents, first.passages) == (1, 3)
    assert {each.told.document for each in said_by(store.engine, candidate)} == {"dong-khoi:a2"}, "the newest first"
    store.put_documents([(each, None) for each in documents(4, since=3)])
    judge(store, shelf, primary)
    assert unjudged_by(store.engine, model=candidate, beside=primary) == 0
    assert (cost_of(shelf).documents, cost_of(shelf).passages) == (4, 12)


def test_a_killed_run_leaves_whole_documents_and_the_next_finishes_the_shadows(
    store: Store, shelf: Path, ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate, primary = ids
    shadow(shelf, candidate)

    class Killed(BaseException):
        """The process ends here."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("flows.shadow.put_shadowed", killed)
        with pytest.raises(Killed):
            judge(store, shelf, primary)
    assert judged_counts(store.engine) == {primary: 2}
    assert list(said_by(store.engine, candidate)) == []
    assert judge(store, shelf, primary) == {}
    assert unjudged_by(store.engine, model=candidate, beside=primary) == 0


@pytest.mark.parametrize("harm", ["damaged model", "damaged mark"])
def test_a_shadow_that_cannot_judge_is_named_and_costs_no_document(
    store: Store, fresh: Path, ids: tuple[str, str], harm: str
) -> None:
    candidate, primary = ids
    shadow(fresh, candidate)
    (fresh / (f"{candidate}.skops" if harm == "damaged model" else MARK)).write_bytes(b"x")
    failures = judge(store, fresh, primary)
    ((name, reason),) = failures.items()
    assert name.startswith("chạy song song")
    assert ("changed or cut short" if harm == "damaged model" else "damaged") in reason
    assert judged_counts(store.engine) == {primary: 2}
    assert list(said_by(store.engine, candidate)) == []


def test_a_shadow_that_stumbles_over_a_document_costs_that_documents_shadow(
    store: Store, shelf: Path, ids: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate, primary = ids
    shadow(shelf, candidate)
    whole = Judge.judge

    def stumbling(self: Judge, passages: list[object], *rest: object, **more: object) -> tuple[Prediction, ...]:
        if self.model_id == candidate and passages[0].document.endswith("a1"):  # type: ignore[attr-defined]
            raise RuntimeError("stumbled")
        return whole(self, passages, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Judge, "judge", stumbling)
    failures = judge(store, shelf, primary)
    assert list(failures) == [f"chạy song song {candidate}"]
    assert {each.told.document for each in said_by(store.engine, candidate)} == {"dong-khoi:a2"}
    assert "stumbled" in cost_of(shelf).faults["dong-khoi:a1"]


def test_the_report_tells_agreement_what_differs_what_is_missing_and_what_it_took(
    store: Store, shelf: Path, ids: tuple[str, str], taxonomy: Taxonomy
) -> None:
    candidate, primary = ids
    shadow(shelf, candidate)
    judge(store, shelf, primary)
    mark = shadowed(shelf)
    assert mark is not None
    found = report(store, models=shelf, model=primary, shadow=mark, codes=taxonomy.codes)
    assert (found.primary, found.shadow.id, found.passages, found.missing) == (primary, candidate, 6, 0)
    theirs, ours = ({s.passage: s for s in said_by(store.engine, model)} for model in (candidate, primary))
    differing = {(passage, code) for passage in ours for code in ours[passage].areas ^ theirs[passage].areas}
    assert {(each.passage, each.area) for each in found.differing} == differing
    for each in found.areas:
        assert each.only_one + each.only_other == sum(code == each.area for _, code in differing)
        assert each.both == sum(each.area in ours[p].areas & theirs[p].areas for p in ours)
    assert found.cost.documents == 2 and found.cost.seconds > 0 and found.cost.primary_seconds > 0


def test_time_is_told_apart_for_the_shadow_and_for_all_the_rest(shelf: Path, ids: tuple[str, str]) -> None:
    candidate, primary = ids
    ticks = count()
    found = judge_beside(shelf, primary, candidate, documents(2), timer=lambda: float(next(ticks)))
    # The model in use judges both at once, in one tick that they share; the shadow takes one for each.
    assert [(each.seconds, each.primary_seconds) for each in found] == [(1.0, 0.5)] * 2
    (alone, _) = judge_beside(shelf, primary, None, documents(2), timer=lambda: float(next(ticks)))
    assert alone.shadowed is None and alone.seconds == 0.0
