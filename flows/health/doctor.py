"""Examine the installation: each finding says what is wrong and how to mend it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.resources import files
from pathlib import Path

from rich.text import Text

from corpus.codebook.check import check_taxonomy
from corpus.codebook.taxonomy import load_taxonomy
from corpus.database.engine import SAFE_WAL, journal_mode, linked_sqlite
from corpus.database.soundness import soundness
from corpus.errors import BamsatError
from flows.commands import screen
from flows.health.around import around
from flows.health.finding import Finding
from flows.health.unattended import unattended
from flows.runs.run import PARTS
from flows.settings import VERSION, Settings

OURS = ("flows", "review", "extractors", "models", "corpus")
LEAST_FREE = 1_000_000_000


def examine(settings: Settings, *, as_json: bool) -> int:
    """Print what was found. Gives exit code 1 where something is wrong."""
    findings = examined(settings, now=datetime.now(UTC))
    if as_json:
        screen.emit([asdict(finding) for finding in findings])
    else:
        out = screen.console()
        for finding in findings:
            mark = Text("tốt  " if finding.fine else "hỏng ", style="green" if finding.fine else "bold red")
            out.print(mark + Text(f"{finding.what}: {finding.seen}"))
            if finding.mend:
                out.print(Text(f"     → {finding.mend}", style="yellow"))
    return 0 if all(finding.fine for finding in findings) else 1


def examined(settings: Settings, *, now: datetime) -> list[Finding]:
    """Look at everything, change nothing."""
    return [
        *_versions(),
        _names(),
        *_programs(),
        _fonts(),
        *_disk(settings),
        *_store(settings),
        _models(settings),
        _codebook(),
        *around(settings, now=now),
        *unattended(settings, now=now),
    ]


def _versions() -> list[Finding]:
    found = [Finding("Bám Sát", True, f"{VERSION}, Python {sys.version.split()[0]}")]
    for part in PARTS:
        try:
            found.append(Finding(part, True, version(part)))
        except PackageNotFoundError:
            found.append(Finding(part, False, "không có", "chạy lại make run, hoặc cài theo requirements/run.lock"))
    return found


def _names() -> Finding:
    """A stranger's distribution may own a package name of ours and win silently."""
    owners = packages_distributions()
    strangers = {name: owners[name] for name in OURS if set(owners.get(name, ())) - {"bamsat"}}
    if not strangers:
        return Finding("Tên gói", True, "không gói lạ nào trùng tên")
    listed = "; ".join(f"{name} thuộc {', '.join(each)}" for name, each in strangers.items())
    return Finding("Tên gói", False, listed, "gỡ các gói đó (pip uninstall) rồi chạy lại make run")


def _programs() -> list[Finding]:
    """Programs that read scans and old Word files: without them such files wait in quarantine, nothing else stops."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        scans = Finding("Bản quét (tesseract)", True, "chưa cài: bản quét chờ ở khu cách ly", _apt("tesseract-ocr-vie"))
    else:
        said = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
        known = "vie" in said.stdout.split()
        seen = "có, đọc tiếng Việt" if known else "có, thiếu dữ liệu tiếng Việt"
        scans = Finding("Bản quét (tesseract)", True, seen, "" if known else _apt("tesseract-ocr-vie"))
    present = [name for name in ("antiword", "catdoc") if shutil.which(name)]
    old = Finding(
        "Tệp .doc cũ",
        True,
        f"đọc bằng {', '.join(present)}" if present else "chưa cài: tệp .doc chờ ở khu cách ly",
        "" if present else _apt("antiword catdoc"),
    )
    return [scans, old]


def _apt(packages: str) -> str:
    return f"apt-get install {packages}, rồi bamsat replay"


def _fonts() -> Finding:
    """The fonts that charts and pages are drawn with come inside the package."""
    folder = files("review").joinpath("charts", "fonts")
    there = [each.name for each in folder.iterdir() if each.name.endswith((".ttf", ".otf", ".woff2"))]
    mend = "" if there else "cài lại Bám Sát: gói thiếu tệp phông chữ"
    return Finding("Phông chữ", bool(there), f"{len(there)} tệp kèm theo gói", mend)


def _disk(settings: Settings) -> list[Finding]:
    there = settings.home
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    mend = "" if free >= LEAST_FREE else "dọn ổ đĩa, hoặc đặt --home sang ổ khác"
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"bamsat")
    except OSError as error:
        said = f"không ghi được vào {there}: {error.strerror}"
        return [Finding("Ổ đĩa", False, said, f"cấp quyền ghi (chown, chmod) cho {there}, hoặc đặt --home chỗ khác")]
    return [Finding("Ổ đĩa", free >= LEAST_FREE, f"còn {free / 1e9:.1f} GB ở {there}", mend)]


def _store(settings: Settings) -> list[Finding]:
    mode = journal_mode(tuple(map(int, linked_sqlite().split("."))))
    wanted = ".".join(map(str, SAFE_WAL))
    reason = "" if mode == "WAL" else f" (WAL cần từ {wanted}; nhật ký cũ an toàn, chậm hơn khi nhiều người ghi)"
    found = [Finding("SQLite", True, f"{linked_sqlite()}, nhật ký {mode}{reason}")]
    if "://" not in settings.store and not Path(settings.store).exists():
        return [*found, Finding("Kho", True, f"chưa có, sẽ tạo ở {settings.store}")]
    try:
        sound = soundness(settings.store)
    except BamsatError as error:
        mend = "dừng mọi lượt chạy và phục hồi: bamsat restore <bản sao> --force; kiểm BAMSAT_STORE"
        return [*found, Finding("Kho", False, str(error), mend)]
    seen = f"{sound.documents} văn bản, dấu vân {sound.digest[:16]}, nhật ký {sound.journal}"
    wrong = sound.journal == "WAL" and mode != "WAL"
    mend = "đóng mọi chương trình đang mở kho rồi chạy lại bamsat doctor: kho tự về nhật ký DELETE" if wrong else ""
    return [*found, Finding("Kho", not wrong, seen, mend)]


def _models(settings: Settings) -> Finding:
    from models.shelf import current, load

    try:
        reference = current(settings.models)
        if reference is not None:
            load(settings.models)
    except BamsatError as error:
        mend = f"bamsat models rollback, hoặc xóa {settings.models}/current.json: lần sau sẽ dùng mô hình kèm theo"
        return Finding("Mô hình", False, str(error), mend)
    if reference is None:
        return Finding("Mô hình", True, "chưa có, lần đầu chạy sẽ dùng mô hình kèm theo")
    return Finding("Mô hình", True, f"{reference.id}, tệp đúng dấu vân {reference.sha256[:16]}")


def _codebook() -> Finding:
    taxonomy = load_taxonomy()
    errors = [finding for finding in check_taxonomy(taxonomy) if finding.severity == "error"]
    mend = "chạy bamsat taxonomy check" if errors else ""
    return Finding("Sổ mã", not errors, f"{taxonomy.id} {taxonomy.version}, {len(errors)} lỗi", mend)
