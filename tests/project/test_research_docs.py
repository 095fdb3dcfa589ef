"""The guide for researchers and its notebooks: true of the code, without output, and running from end to end."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from models.columns import FRAMES, table

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "research.md"
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.py"))


def test_there_are_two_notebooks() -> None:
    assert [path.name for path in NOTEBOOKS] == ["01-coverage-from-scratch.py", "02-retrain-and-compare.py"]


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_of_a_frame_stands_in_the_guide_as_the_code_has_it(name: str) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    section = text.split(f"\n### {name}\n")[1].split("\n### ")[0].split("\n## ")[0]
    assert tuple(line for line in section.splitlines() if line.startswith("|")) == table(name)


def test_the_guide_names_no_command_and_no_function_that_is_not_there() -> None:
    from models import research

    text = GUIDE.read_text(encoding="utf-8")
    named = set(re.findall(r"research\.([a-z_]+)\b(?!\.md)", text)) - {"md"}
    assert sorted(name for name in named if not hasattr(research, name)) == []
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (GUIDE.parent / link).exists(), link


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_a_percent_script_without_output(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "format_name: percent" in text
    cells = re.findall(r"^# %%(.*)$", text, re.M)
    assert {cell.strip() for cell in cells} == {"", "[markdown]"}
    if find_spec("jupytext") is None:
        return
    import jupytext

    notebook = jupytext.reads(text, fmt="py:percent")
    assert len(notebook.cells) == len(cells)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert all(compile(source, str(path), "exec") for source in code)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_on_the_repository_alone(path: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "document_share" in done.stdout or "refused" in done.stdout
