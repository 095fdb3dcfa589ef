"""What a new codebook touches: labels are marked and never lost, and only passages that could flip are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.codebook.change import TaxonomyChange, compare_taxonomies
from corpus.codebook.nouns import Area, CueRule, Taxonomy
from corpus.codebook.taxonomy import load_taxonomy
from corpus.label import Judgement, Verdict
from corpus.predictions.recent import Told
from corpus.predictions.said import Pair, Said
from models.band import Band
from models.carried import affected_judgements, carried, given_under
from models.redefine import both_series, could_flip

PLAIN = "Buổi sáng trời nắng, chợ đông người."


@pytest.fixture(scope="module")
def old() -> Taxonomy:
    return load_taxonomy()


def edited(taxonomy: Taxonomy, code: str, edit: Callable[[Area], Area]) -> Taxonomy:
    areas = tuple(edit(area) if area.code == code else area for area in taxonomy.areas)
    return replace(taxonomy, version="2026.1", areas=areas)


def narrower(taxonomy: Taxonomy, code: str) -> Taxonomy:
    """The next version, where an area leaves something out."""
    return edited(taxonomy, code, lambda area: replace(area, excludes=(*area.excludes, "Việc của tổ chức khác.")))


def judgement(id: str, verdicts: dict[str, Verdict], *, taxonomy: str = "2021.1") -> Judgement:
    return Judgement(
        id=id,
        passage=f"p-{id}",
        person="lan",
        verdicts=verdicts,
        stage=None,
        note="",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        taxonomy=taxonomy,
        shown_because="",
        inclusion=None,
    )


def said(
    number: int, text: str = PLAIN, *, areas: str = "", month: str = "2021-03", title: str = "", **chances: float
) -> Said:
    """A passage that a model called about these areas; chances as ``p3=0.5``."""
    probabilities = {code: 0.95 if code in areas else 0.02 for code in "1234567"}
    probabilities |= {name.removeprefix("p"): chance for name, chance in chances.items()}
    told = Told(f"p{number}", f"d{number}", "dong-khoi", month, title, text)
    return Said(told, probabilities, frozenset(areas), counted=True)


def test_a_label_is_affected_where_the_meaning_changed_and_nowhere_else(old: Taxonomy) -> None:
    change = compare_taxonomies(old, narrower(old, "5"))
    events = [
        judgement("a", {"3": "yes", "5": "no"}),
        judgement("b", {"3": "yes"}),
        judgement("c", {"5": "yes"}, taxonomy="2019.4"),
        judgement("d", {"5": "yes"}, taxonomy=old.fingerprint),
        judgement("e", {"5": "yes"}, taxonomy=f"{old.id} {old.version}"),
    ]
    found = affected_judgements(events, change)
    assert [(each.id, each.areas) for each in found] == [("a", ("5",)), ("d", ("5",)), ("e", ("5",))]
    assert "thêm điều không thuộc mảng" in found[0].reasons[0]
    assert not given_under(events[2], change)


def test_a_label_is_not_affected_where_only_cues_changed(old: Taxonomy) -> None:
    change = compare_taxonomies(old, edited(old, "5", lambda area: replace(area, cues=area.cues[1:])))
    assert affected_judgements([judgement("a", {"5": "yes"})], change) == ()


def test_the_new_series_does_without_affected_verdicts_and_the_events_stay(old: Taxonomy) -> None:
    recoded = edited(narrower(old, "5"), "6", lambda area: replace(area, code="8"))
    change = compare_taxonomies(old, recoded)
    events = [judgement("a", {"3": "yes", "5": "no", "6": "yes"}), judgement("b", {"5": "yes"})]
    kept = carried(events, change)
    assert [(each.id, dict(each.verdicts)) for each in kept] == [("a", {"3": "yes", "8": "yes"})]
    assert dict(events[0].verdicts) == {"3": "yes", "5": "no", "6": "yes"}
    other = judgement("c", {"5": "yes"}, taxonomy="2019.4")
    assert carried([other], change) == [other]


NEW_CUE = CueRule("5.moi", "strong", ("đoàn giám sát lưu động",))


@pytest.fixture(scope="module")
def added(old: Taxonomy) -> Taxonomy:
    return edited(old, "5", lambda area: replace(area, cues=(*area.cues, NEW_CUE)))


def listed(items: list[Said], change: TaxonomyChange, old: Taxonomy, new: Taxonomy, **options: object) -> list[str]:
    found = could_flip(items, change, old=old, new=new, **options)  # type: ignore[arg-type]
    return [each.said.passage for each in found.flips]


def test_a_passage_is_listed_where_a_changed_cue_could_move_its_decision(old: Taxonomy, added: Taxonomy) -> None:
    text = "Sáng nay, đoàn giám sát lưu động về xã."
    items = [said(1), said(2, text), said(3, text, areas="5"), said(4, areas="5")]
    found = could_flip(items, compare_taxonomies(old, added), old=old, new=added)
    assert [each.said.passage for each in found.flips] == ["p2"]
    assert [(each.area, each.why) for each in found.flips[0].reasons] == [("5", "cue")]
    assert "“đoàn giám sát lưu động”" in found.flips[0].reasons[0].words
    assert (found.looked_at, found.could_flip, found.more) == (4, 1, 0)


def test_a_cue_taken_out_concerns_passages_that_have_the_area(old: Taxonomy, added: Taxonomy) -> None:
    text = "Sáng nay, đoàn giám sát lưu động về xã."
    back = compare_taxonomies(added, old)
    assert listed([said(2, text), said(3, text, areas="5")], back, added, old) == ["p3"]


def test_a_changed_cue_in_the_title_counts_too(old: Taxonomy, added: Taxonomy) -> None:
    items = [said(1, title="Đoàn giám sát lưu động về xã"), said(2, title="Chợ xuân")]
    assert listed(items, compare_taxonomies(old, added), old, added) == ["p1"]


def test_only_the_bands_of_areas_that_changed_are_looked_at(old: Taxonomy) -> None:
    new = narrower(old, "5")
    bands = {code: Band(code, 0.5, 0.3, 0.7, "rule") for code in old.codes}
    items = [said(1, p5=0.5), said(2, p5=0.65), said(3, p3=0.5), said(4, p5=0.9)]
    change = compare_taxonomies(old, new)
    assert listed(items, change, old, new, bands=bands) == ["p1", "p2"]
    assert listed(items, change, old, new) == []


def test_a_model_of_the_new_version_that_decides_otherwise_comes_first(old: Taxonomy, added: Taxonomy) -> None:
    text = "Sáng nay, đoàn giám sát lưu động về xã."
    items = [said(1, text), said(2), said(3, areas="3"), said(4, areas="3")]
    other = {"p1": frozenset[str](), "p2": frozenset("5"), "p3": frozenset("3")}
    change = compare_taxonomies(old, added)
    assert listed(items, change, old, added, other=other) == ["p2", "p1"]


def test_a_cue_of_a_stage_concerns_passages_that_have_an_area(old: Taxonomy) -> None:
    first, *rest = old.stages
    stages = (replace(first, cues=(*first.cues, CueRule("st.moi", "strong", ("ký giao ước",)))), *rest)
    new = replace(old, version="2026.1", stages=stages)
    text = "Các xã ký giao ước thi đua."
    assert listed([said(1, text), said(2, text, areas="2")], compare_taxonomies(old, new), old, new) == ["p2"]


def test_the_list_is_capped_and_the_rest_is_counted(old: Taxonomy) -> None:
    new = narrower(old, "5")
    bands = {"5": Band("5", 0.5, 0.3, 0.7, "rule")}
    items = [said(number, p5=0.5 + number / 1000) for number in range(50)]
    found = could_flip(iter(items), compare_taxonomies(old, new), old=old, new=new, bands=bands, limit=3)
    assert [each.said.passage for each in found.flips] == ["p0", "p1", "p2"]
    assert (found.could_flip, found.more, found.by_area, found.by_reason) == (50, 47, {"5": 50}, {"band": 50})


def test_what_coverage_counts_comes_before_what_is_likelier_to_flip(old: Taxonomy) -> None:
    new = narrower(old, "5")
    items = [replace(said(1, p5=0.5), counted=False), said(2, p5=0.6)]
    bands = {"5": Band("5", 0.5, 0.3, 0.7, "rule")}
    assert listed(items, compare_taxonomies(old, new), old, new, bands=bands) == ["p2", "p1"]


def test_nothing_is_listed_where_nothing_changed(old: Taxonomy) -> None:
    bands = {code: Band(code, 0.5, 0.0, 1.0, "rule") for code in old.codes}
    items = [said(1, p5=0.5), said(2, " ".join(old.area("5").cues[0].any), areas="5")]
    assert listed(items, compare_taxonomies(old, old), old, old, bands=bands) == []


def test_an_area_that_was_removed_is_told_by_its_old_code(old: Taxonomy) -> None:
    new = replace(old, version="2026.1", areas=tuple(area for area in old.areas if area.code != "6"))
    phrase = next(rule for rule in old.area("6").cues if rule.sense == "strong" and not rule.near and not rule.needs)
    item = said(1, f"Cán bộ nói: {phrase.any[0]}.", areas="6")
    found = could_flip([item], compare_taxonomies(old, new), old=old, new=new)
    assert [each.area for each in found.flips[0].reasons] == ["6 (đã bỏ)"]


def test_both_series_are_kept_with_their_difference_month_by_month(old: Taxonomy) -> None:
    pairs = [
        Pair(said(1, areas="3"), said(1, areas="3")),
        Pair(said(2, areas="3"), said(2)),
        Pair(said(3, areas="5", month="2021-04"), said(3, areas="53", month="2021-04")),
        Pair(said(4, areas="3", month=""), said(4, areas="5", month="")),
        Pair(replace(said(5, areas="3"), counted=False), said(5)),
    ]
    whole, monthly = both_series(pairs, old.codes, seed=0)
    counts = {each.area: (each.old, each.new, each.of) for each in whole}
    assert counts["3"] == (2, 2, 3) and counts["5"] == (1, 1, 3) and counts["1"] == (0, 0, 3)
    assert [(each.area, each.period, each.old, each.new, each.of) for each in monthly] == [
        ("3", "2021-03", 2, 1, 2),
        ("3", "2021-04", 0, 1, 1),
        ("5", "2021-04", 1, 1, 1),
    ]
    assert both_series([], old.codes, seed=0) == ([], [])
    whole, _ = both_series(pairs, old.codes, everywhere=True, seed=0)
    assert {each.area: (each.old, each.new, each.of) for each in whole}["3"] == (3, 2, 4)


def test_a_series_goes_on_under_an_areas_new_code(old: Taxonomy) -> None:
    change = compare_taxonomies(old, edited(old, "6", lambda area: replace(area, code="8")))
    pairs = [Pair(said(1, areas="6"), said(1, areas="8")), Pair(said(2, areas="6"), said(2))]
    whole, _ = both_series(pairs, ("5", "8"), change=change, seed=0)
    assert [(each.area, each.old, each.new) for each in whole] == [("5", 0, 0), ("8", 2, 1)]
