"""The command line as people use it: real processes, real files."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from flow_samples import bamsat, bamsat_json, environment, records, write_records

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    "run",
    "harvest",
    "import",
    "read",
    "judge",
    "classify",
    "tally",
    "show",
    "search",
    "export",
    "sources",
    "doctor",
    "reread",
    "quarantine",
    "replay",
    "watch",
    "stories",
    "retrain",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with twenty demo articles imported and judged."""
    home = tmp_path_factory.mktemp("filled")
    path = write_records(home / "bai.jsonl.gz", records(20))
    report = bamsat_json(home, "import", str(path), "--source", "dong-khoi")
    assert [step["balanced"] for step in report["accounting"]] == [True, True, True]
    assert report["accounting"][0]["ok"] == 20
    return home


def test_help_loads_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    """That is why it answers at once; make bench times it."""
    looked = (
        "import sys\nfrom typer.testing import CliRunner\nfrom flows.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "heavy = {'prefect', 'sklearn', 'spacy', 'underthesea', 'sqlalchemy', 'bs4', 'aiohttp'}\n"
        "print(sorted(sys.modules.keys() & heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", looked], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_json_and_stands_in_the_readme(command: str, tmp_path: Path) -> None:
    helped = bamsat(tmp_path, command, "--help")
    assert helped.returncode == 0
    assert "--json" in helped.stdout
    assert f"bamsat {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_importing_again_finds_nothing_new(filled: Path) -> None:
    before = bamsat_json(filled, "tally")
    report = bamsat_json(filled, "import", str(filled / "bai.jsonl.gz"), "--source", "dong-khoi")
    assert report["accounting"][0]["ok"] == 0
    assert report["accounting"][0]["skipped"] == 20
    assert bamsat_json(filled, "tally") == before


def test_the_tally_has_every_area_with_denominators(filled: Path) -> None:
    tally = bamsat_json(filled, "tally")
    assert {cell["area"] for cell in tally["cells"]} == set("1234567")
    assert all(cell["of_passages"] >= cell["passages"] >= cell["evidence"] for cell in tally["cells"])
    assert sum(cell["evidence"] for cell in tally["cells"]) > 0
    printed = bamsat(filled, "tally").stdout
    assert "Độ bao phủ" in printed
    assert "đoạn đã đọc" in printed


def test_a_passage_found_can_be_shown_with_its_words_in_place(filled: Path) -> None:
    (hit, *_) = bamsat_json(filled, "search", "huyen uy")
    shown = bamsat_json(filled, "show", hit["passage"][:10])
    start = shown["passage"]["start"]
    words = [shown["passage"]["text"][a - start : b - start] for a, b in shown["analysis"]["words"]]
    assert "".join("".join(words).split()) == "".join(shown["passage"]["text"].split())
    assert set(shown["predictions"][0]["probabilities"]) == set("1234567")
    assert "Bước:" in bamsat(filled, "show", hit["passage"][:10]).stdout


@pytest.mark.slow
def test_exports_open_in_their_programs_with_the_same_rows(filled: Path) -> None:
    counts = {}
    for name in ("ra.csv", "ra.xlsx", "ra.parquet", "ra.jsonl"):
        counts[name] = bamsat_json(filled, "export", str(filled / name))["passages"]
    assert len(set(counts.values())) == 1
    count = counts["ra.csv"]
    assert (filled / "ra.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (filled / "ra.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == count
    sheet = openpyxl.load_workbook(filled / "ra.xlsx", read_only=True)
    assert sheet.sheetnames == ["Đoạn", "Thông tin"]
    assert sum(1 for _ in sheet["Đoạn"].iter_rows()) == count + 1
    assert pq.read_table(filled / "ra.parquet").num_rows == count
    assert len((filled / "ra.jsonl").read_text(encoding="utf-8").splitlines()) == count


def test_judge_answers_each_line_in_order_and_stores_nothing(filled: Path) -> None:
    lines = [
        {"key": "a", "text": "Huyện ủy Ba Tri tổ chức hội nghị quán triệt Nghị quyết Đại hội XI Đảng bộ tỉnh."},
        {"key": "b"},
        {"key": "c", "text": "Giá dừa khô tuần này giảm nhẹ.", "published": "2021-05-06"},
    ]
    before = (filled / "data" / "bamsat.db").read_bytes()
    given = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    done = bamsat(filled, "judge", given=given)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [answer["key"] for answer in answers] == ["a", "b", "c"]
    assert answers[0]["areas"][0] == "1"
    assert "error" in answers[1]
    assert answers[2]["areas"] == []
    text = lines[0]["text"]
    assert all(text[cue["start"] : cue["end"]].strip() for cue in answers[0]["cues"])
    assert answers[0]["cues"]
    assert (filled / "data" / "bamsat.db").read_bytes() == before


@pytest.mark.slow
def test_judge_takes_plain_text_one_passage_a_line(filled: Path) -> None:
    done = bamsat(filled, "judge", given="Đoạn thứ nhất.\n\nĐoạn thứ hai.\n")
    assert [json.loads(line)["key"] for line in done.stdout.splitlines()] == ["1", "3"]


def test_read_prints_the_document_and_stores_nothing(tmp_path: Path) -> None:
    page = tmp_path / "bai.html"
    page.write_text(
        "<html><head><title>Bài thử</title></head><body><h1>Huyện họp bàn việc sắp xếp</h1><p>05/03/2021 - 07:15</p>"
        + "".join(
            f"<p>Đoạn văn số {n} nói về việc sắp xếp tổ chức bộ máy của huyện trong năm nay.</p>" for n in range(8)
        )
        + "</body></html>",
        encoding="utf-8",
    )
    document = bamsat_json(tmp_path, "read", str(page))
    assert document["title"] == "Huyện họp bàn việc sắp xếp"
    assert document["published"] == "2021-03-05T07:15:00+07:00"
    for block in document["blocks"]:
        assert document["text"][block["start"] : block["end"]] == block["text"]
    assert not (tmp_path / "data" / "bamsat.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "khong-co.html"), "khong-co.html"),
        (("import", ".", "--map", "tua=x"), "tua"),
        (("tally",), "chưa có kho"),
        (("show", "zzz"), "chưa có kho"),
        (("harvest", "bao-la"), "dong-khoi"),
        (("taxonomy", "show", "9"), "9"),
        (("export", "ra.docx"), ".xlsx"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exit_code_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = bamsat(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_codebook_has_no_errors_and_can_be_read(tmp_path: Path) -> None:
    assert bamsat(tmp_path, "taxonomy", "check").returncode == 0
    shown = bamsat(tmp_path, "taxonomy", "show", "6").stdout
    assert re.search(r"Hướng về cơ sở", shown, re.I)
    assert "Loại" in shown


def test_doctor_finds_this_installation_sound(filled: Path) -> None:
    findings = bamsat_json(filled, "doctor")
    assert [finding["what"] for finding in findings if not finding["fine"]] == []
