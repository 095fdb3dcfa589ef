"""What a run leaves behind holds no secret, no address of this machine, and nothing that could run when it is read."""

from __future__ import annotations

import gzip
import json
import os
import pickletools
import platform
import re
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flow_samples import bamsat

from flows.review_desk.desk import SECRET, secret_of

pytestmark = pytest.mark.slow

MARK = "da-chay-ma-cua-trang"
GADGET = {"__class__": "subprocess.getoutput", "data": ["touch " + MARK]}
"""What an orchestrator's own JSON reader would have run when it read it back."""
PASSWORD = "mat-khau-rat-bi-mat-17"
ADDRESS = "https://hook.example/bi-mat-93"
LEAVES = (".csv", ".xlsx", ".jsonl", ".docx", ".html", ".zip", ".json")
"""Endings of files that are made to be handed on."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after a demo run, an import of pages that hold code, and everything that can be taken away."""
    home = tmp_path_factory.mktemp("de-lai")
    inbox = home / "vao"
    inbox.mkdir()
    linked = json.dumps({"@type": "NewsArticle", "headline": "Xã A", **GADGET, "author": GADGET})
    text = "Chi bộ ấp họp bàn việc sửa đường, bà con góp công cùng làm trong tháng này."
    page = f"<html><head><script type='application/ld+json'>{linked}</script></head><body><h1>Xã A</h1>"
    (inbox / "a.html").write_text(page + f"<p>{text}</p>" * 4 + "</body></html>", encoding="utf-8")
    (inbox / "b.jsonl").write_text(json.dumps({"title": "Xã B", "text": text, **GADGET}), encoding="utf-8")
    secrets = {"BAMSAT_MAIL_PASSWORD": PASSWORD, "BAMSAT_WEBHOOK": ADDRESS}
    before = os.umask(0o022)
    try:
        done = bamsat(home, "run", "--demo", "--json", **secrets)
        assert done.returncode == 0, done.stderr
        demo = {"BAMSAT_HOME": str(home / "data" / "demo"), **secrets}
        for arguments in (
            ("import", str(inbox)),
            ("classify",),
            ("export", "ra/doan.csv"),
            ("export", "ra/doan.jsonl"),
            ("export", "ra/doan.xlsx"),
            ("coverage", "--to", "ra/do-bao-phu.csv"),
            ("report", "--period", "2021-Q1", "--to", "ra/bao-cao.docx", "--no-picture"),
            ("report", "--period", "2021-Q1", "--to", "ra/bao-cao.html", "--no-picture"),
            ("backup",),
        ):
            (home / "ra").mkdir(exist_ok=True)
            done = bamsat(home, *arguments, **demo)
            assert done.returncode in (0, 3), (arguments, done.stderr)
        secret_of(home / "data" / "demo")
    finally:
        os.umask(before)
    return home


def files(home: Path) -> list[Path]:
    """Every file below the data folder and the folder of what was taken away."""
    found = [path for part in ("data", "ra") for path in (home / part).rglob("*") if path.is_file()]
    assert len(found) > 10
    return found


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those of what is packed in it."""
    body = path.read_bytes()
    yield str(path), body
    if body[:2] == b"\x1f\x8b":
        yield f"{path} unpacked", gzip.decompress(body)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield f"{path}!{name}", packed.read(name)


def could_run(body: bytes) -> bool:
    """True for a pickle that names or builds anything, and for Python's own packed objects."""
    if not body.startswith((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05", b"(", b"c")):
        return False
    try:
        names = [operation.name for operation, _, _ in pickletools.genops(body)]
    except (ValueError, IndexError, EOFError, UnicodeDecodeError):
        return False
    return names[-1:] == ["STOP"] and len(names) > 1


def columns(path: Path) -> Iterator[tuple[str, object]]:
    """Every value of a SQLite file with its table and column."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("sqlite_", "passage_index")):
                continue
            rows = database.execute(f'SELECT * FROM "{table}"')
            heads = [each[0] for each in rows.description]
            for row in rows:
                yield from ((f"{table}.{head}", value) for head, value in zip(heads, row, strict=True))


def test_no_code_of_a_page_was_run_and_it_stays_text(home: Path) -> None:
    assert [str(path) for path in home.rglob(MARK)] == []
    assert not Path(MARK).exists()


def test_nothing_left_behind_is_a_pickle(home: Path) -> None:
    assert could_run(b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x01a\x94\x93\x94.")
    found = [name for path in files(home) for name, body in contents(path) if could_run(body)]
    assert found == []
    assert not any(path.suffix in (".pkl", ".pickle", ".joblib", ".pyc") for path in files(home))
    blobs = [
        column
        for path in files(home)
        if path.suffix == ".db"
        for column, value in columns(path)
        if could_run(value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else b"")
    ]
    assert blobs == []


def test_the_orchestrator_keeps_no_results(home: Path) -> None:
    kept = [path for path in files(home) if "storage" in path.relative_to(home).parts]
    assert kept == []
    database = home / "data" / "demo" / "prefect" / "prefect.db"
    held = [value for column, value in columns(database) if column.endswith(("result_data", "result_artifact_id"))]
    assert not [value for value in held if isinstance(value, str) and ("__class__" in value or "Chi bộ" in value)]


def test_no_secret_is_written_anywhere_but_in_its_own_file(home: Path) -> None:
    demo = home / "data" / "demo"
    secret = secret_of(demo)
    seen = []
    for path in files(home):
        if path == demo / SECRET:
            continue
        for name, body in contents(path):
            for word in (PASSWORD.encode(), ADDRESS.encode(), secret, secret.hex().encode()):
                if word in body:
                    seen.append((name, word))
    assert seen == []
    assert stat.S_IMODE((demo / SECRET).stat().st_mode) == 0o600


def test_what_leaves_the_machine_names_no_folder_of_it(home: Path) -> None:
    here = [str(home), str(Path.home()), str(Path(__file__).resolve().parents[2]), platform.node()]
    words = [word.encode() for word in here if len(word) > 4]
    leaving = [*(home / "ra").iterdir(), *(home / "data").rglob("backups/*"), *(home / "data").rglob("archive/**/*.gz")]
    assert {path.suffix for path in leaving} >= {".csv", ".jsonl", ".xlsx", ".docx", ".html", ".zip", ".gz"}
    told = [
        (name, word)
        for path in leaving
        if path.is_file()
        for name, body in contents(path)
        if not name.endswith("bamsat.db") and "/archive/import/" not in name
        for word in words
        if word in body
    ]
    assert told == []


def test_the_store_holds_names_of_archived_files_and_no_paths_of_this_machine(home: Path) -> None:
    store = home / "data" / "demo" / "bamsat.db"
    elsewhere = re.compile(r"^/|^[A-Z]:\\")
    found = {
        column: value
        for column, value in columns(store)
        if isinstance(value, str) and elsewhere.match(value) and column.split(".")[1] in ("archive", "file", "path")
    }
    assert found == {}


def test_nobody_else_may_write_to_what_is_kept(home: Path) -> None:
    loose = [
        (str(path.relative_to(home)), oct(stat.S_IMODE(path.lstat().st_mode)))
        for part in ("data", "ra")
        for path in (home / part).rglob("*")
        if stat.S_IMODE(path.lstat().st_mode) & 0o022 and not path.is_symlink()
    ]
    assert loose == []


def test_a_secret_that_others_may_read_is_closed_again(tmp_path: Path) -> None:
    secret = secret_of(tmp_path)
    (tmp_path / SECRET).chmod(0o644)
    assert secret_of(tmp_path) == secret
    assert stat.S_IMODE((tmp_path / SECRET).stat().st_mode) == 0o600
