"""The periodic report says what was counted by fixed sentences, and every figure leads to passages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from paper_samples import audited, counts, told

from corpus.errors import BadInput
from review.paper import wording
from review.paper.citing import CITED, LISTED
from review.paper.compose import compose
from review.paper.content import Column, Paragraph, Report, Section, Table, plainly


def table(report: Report, caption: str) -> Table:
    """The table whose caption begins so."""
    blocks = [block for section in report.sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.caption.startswith(caption))


def cell(line: tuple, place: int) -> str:
    """The words of a cell."""
    return "".join(span.text for span in line[place])


def line_of(found: Table, code: str) -> tuple:
    """The line of an area."""
    return next(line for line in found.lines if cell(line, 0) == code)


def test_the_same_rows_make_the_same_report() -> None:
    assert compose(counts()) == compose(counts())


def test_it_says_that_its_figures_are_as_reported() -> None:
    assert wording.AS_REPORTED in compose(counts()).words()
    assert "theo tin, bài và báo cáo đã thu thập" in compose(counts()).subject


def test_what_is_unknown_is_never_nought() -> None:
    report = compose(counts())
    coverage = line_of(table(report, "Số đoạn nói tới"), "7")
    assert {cell(coverage, place) for place in (2, 3, 4)} == {wording.UNKNOWN}
    changes = line_of(table(report, "Số đoạn có dẫn chứng: "), "7")
    assert [cell(changes, place) for place in (2, 3, 4)] == [wording.UNKNOWN] * 3
    stages = next(line for line in table(report, "Số đoạn theo khâu").lines if cell(line, 0).startswith("7."))
    assert {cell(stages, place) for place in range(1, len(stages))} == {wording.UNKNOWN}


def test_silence_is_a_dash_and_a_sentence_that_it_is_not_idleness() -> None:
    report = compose(counts())
    assert cell(line_of(table(report, "Số đoạn nói tới"), "6"), 4) == wording.NONE
    said = [line for line in report.words().splitlines() if line.startswith(counts().areas[5].name)]
    assert any("không có nghĩa là không làm" in line for line in said)


@pytest.mark.parametrize("made", [counts(), audited()])
def test_every_count_of_passages_has_a_note_that_names_an_article(made: object) -> None:
    coverage = table(compose(made), "Số đoạn nói tới")  # type: ignore[arg-type]
    for code in "12345":
        line = line_of(coverage, code)
        for place in (2, 4):
            note = line[place][-1].note
            assert note is not None and note.behind
            first = note.behind[0]
            assert first.source and first.title and first.day and first.link.startswith("https://")
        total = line[4][-1].note
        assert sum(each.passages for each in total.behind) + total.more == int(cell(line, 4))


def test_a_note_names_a_few_articles_and_says_how_many_passages_more() -> None:
    rows = tuple(told(number, "3") for number in range(CITED + 5))
    made = counts()
    areas = tuple(replace(each, evidence=len(rows)) if each.code == "3" else each for each in made.areas)
    report = compose(replace(made, told=rows, areas=areas))
    note = line_of(table(report, "Số đoạn nói tới"), "3")[4][-1].note
    assert note is not None and (len(note.behind), note.more) == (CITED, 5)


def test_the_list_of_evidence_holds_each_passage_once_with_all_its_areas() -> None:
    both = (told(1, "3"), told(1, "5"), told(2, "5"))
    listed = table(compose(replace(counts(), told=both)), "Đoạn có dẫn chứng")
    assert [cell(line, 1).partition(";")[0] for line in listed.lines] == ["NV 3, 5", "NV 5"]


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    report = compose(replace(counts(), told=tuple(told(number) for number in range(LISTED + 7))))
    assert len(table(report, "Đoạn có dẫn chứng").lines) == LISTED
    assert wording.EVIDENCE_SOME.format(listed=LISTED, total=LISTED + 7) in report.words()


def test_passages_that_are_no_evidence_are_cited_with_their_address_and_not_listed() -> None:
    asked = told(5, "3", proof=False)
    report = compose(replace(counts(), told=(asked, *counts().told)))
    note = line_of(table(report, "Số đoạn nói tới"), "3")[2][-1].note
    assert note is not None and note.behind[0].numbers == ()
    assert len(table(report, "Đoạn có dẫn chứng").lines) == len(counts().told)


def test_without_an_audit_no_share_is_stated_and_the_text_says_so() -> None:
    report = compose(counts())
    assert wording.NOT_AUDITED in report.words()
    assert "Tỷ trọng" not in [column.head for column in table(report, "Số đoạn nói tới").columns]


def test_a_share_comes_with_its_interval_and_its_labels() -> None:
    report = compose(audited())
    line = line_of(table(report, "Số đoạn nói tới"), "3")
    assert cell(line, 5) == "6,5\u00a0% (3,1–12,4\u00a0%)"
    note = line[5][-1].note
    assert note is not None and "60 đoạn" in note.words
    assert cell(line_of(table(report, "Số đoạn nói tới"), "4"), 5) == "chưa đủ dữ liệu"


def test_a_period_of_which_nothing_was_read_says_only_that() -> None:
    report = compose(replace(counts(), read=0, documents=0, told=(), told_before=()))
    assert [section.title for section in report.sections] == [wording.COLLECTED, wording.METHOD]
    assert "chưa đủ dữ liệu" in report.words()


def test_months_that_were_restated_are_named_with_their_reasons() -> None:
    words = compose(counts()).words()
    assert "tháng\u00a08/2026 (2 bài về muộn, 1 lượt người đọc chấm thêm)" in words
    assert "không đổi" in compose(replace(counts(), restated=())).words()


def test_the_method_holds_filters_and_versions() -> None:
    report = compose(counts())
    assert ("Mô hình", "m-1") in report.facts
    assert [cell(line, 1) for line in table(report, "Bộ lọc").lines] == ["2026-10", "m-1"]


def test_a_former_count_names_an_article_of_the_former_period() -> None:
    changes = line_of(table(compose(counts()), "Số đoạn có dẫn chứng: "), "3")
    note = changes[2][-1].note
    assert note is not None and note.behind[0].title == "Bài 99"
    assert cell(changes, 4) == "+2"


def test_no_sentence_claims_that_work_was_or_was_not_carried_out() -> None:
    templates = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    claims = re.compile(r"đã thực hiện (tốt|xong|đạt)|hoàn thành|chưa thực hiện|không thực hiện|yếu kém|đạt \d", re.I)
    assert not [said for said in templates if claims.search(said)]


@pytest.mark.parametrize(
    ("name", "said"),
    [("2026-10", "tháng\u00a010/2026"), ("2026-Q3", "quý\u00a0III/2026"), ("2026-H1", "6 tháng đầu năm 2026")],
)
def test_periods_are_written_as_offices_write_them(name: str, said: str) -> None:
    assert wording.when(name) == said


def test_a_table_whose_lines_do_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(BadInput, match="số ô"):
        Table("Bảng", (Column("Một", 1.0),), ((plainly("a"), plainly("b")),))
    with pytest.raises(BadInput, match="bề rộng"):
        Table("Bảng", (Column("Một", 0.5),), ())


def test_sections_hold_paragraphs_in_their_order() -> None:
    first = compose(counts()).sections[0]
    assert isinstance(first, Section) and isinstance(first.blocks[0], Paragraph)
