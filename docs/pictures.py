"""Pictures of every page, taken of the demo in a headless browser: ``make pictures``, or ``python docs/pictures.py``.

Runs the demo newspaper into a folder that is thrown away, has two made-up readers and a lead judge some of its passages
(the same each time), opens the real desk in local mode and writes one WebP picture of each page of the menu, and of the
pages behind them that are worth one, into ``docs/pictures/`` with a page that shows them all, ``docs/pictures.md``.
"""

from __future__ import annotations

import argparse
import base64
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import BrowserContext, Page, sync_playwright

from corpus.audit.samples import Audits
from corpus.coverage.evidence_filter import Filter
from corpus.coverage.evidence_list import Evidence
from corpus.label import Verdict
from corpus.people.causes import CAUSES, with_cause
from corpus.people.judgements import Draft, Judgements
from corpus.people.queues import DISAGREEMENT, UNCERTAIN, Queues
from corpus.store import Store
from flows.review_desk.desk import desk_for, refill
from flows.settings import Settings, read_settings
from review.app import create_app
from review.desk import Desk, OneTimeLink
from review.differing import differences
from review.pages import PAGES
from review.serve import address_of, listening
from review.words import say

HERE = Path(__file__).resolve().parent
TO = HERE / "pictures"
WIDE, PHONE = 1400, 390
SCREEN = {WIDE: 900, PHONE: 844}
"""Pixels of a screen; a phone's picture ends where the screen does."""

TALLEST = 1500
"""Pixels of a page that are shown on a desk; a longer one is cut off."""

QUALITY = 78
MOST = 2_500_000
"""Bytes of all pictures together."""

PERIOD = "main a[href^='/bao-cao?']"
"""The link to the report of the latest period."""

SEED = 2026
READ = 24
"""Passages that the made-up readers judge each."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to take: of an address, under a name, with what is to be said of it in both languages.

    ``link`` is a selector whose link is followed first.
    """

    name: str
    path: str
    vi: str
    en: str
    width: int = WIDE
    scheme: str = "light"
    link: str = ""


CAPTIONS = {
    "/": ("Bảy mảng qua từng kỳ, ô nào cũng mở ra được các đoạn", "Seven areas over time; every cell opens"),
    "/bang-chung": ("Đoạn đứng sau một con số, lọc và tìm được", "The passages behind a number, to filter and search"),
    "/duyet": ("Các hàng chờ và việc của mình", "The queues, and one's own work"),
    "/doi-chieu": ("Chỗ hai người đọc khác nhau, và độ thống nhất", "Where readers differ, and how far they agree"),
    "/mo-hinh": ("Các mô hình trên kệ, cái nào đang dùng", "Models on the shelf, and which is in use"),
    "/nguon": ("Nguồn nào còn đọc được, nguồn nào cần xem", "How each source has been going"),
    "/so-tay": ("Sổ tay bảy mảng", "The codebook of seven areas"),
    "/bao-cao": ("Báo cáo định kỳ, số nào cũng có chú", "The periodic report, every figure with a note"),
    "/bang-tinh": ("Bảng tính ra và vào", "Workbooks out and in"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; gives 1 where they came out too large together."""
    parser = argparse.ArgumentParser(description="Chụp mọi trang của bàn duyệt (pictures of every page)")
    parser.add_argument("--home", type=Path, help="dùng kho mẫu đã chạy ở đây (use a demo that was run here)")
    parser.add_argument("--to", type=Path, default=TO, help="thư mục ảnh (where to)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        if not (home / "demo").exists():
            subprocess.run([sys.executable, "-m", "flows.cli", "--home", str(home), "run", "--demo"], check=True)
        work = Path(folder) / "pictured"
        shutil.copytree(home / "demo", work, ignore=shutil.ignore_patterns("prefect", "archive"))
        settings = read_settings({}, home=work)
        with Store(settings.store) as store:
            furnish(settings, store)
            with served(settings, store) as (address, desk):
                shots = [*shots_of_menu(), *shots_behind(desk)]
                take(address, shots, Path(folder) / "new")
        replace_pictures(Path(folder) / "new", options.to)
    size = sum(path.stat().st_size for path in options.to.glob("*.webp"))
    sys.stdout.write(f"{len(shots)} pictures, {size / 1e6:.2f} MB, in {options.to}\n")
    if options.to == TO:
        (HERE / "pictures.md").write_text(page_of(shots), encoding="utf-8")
    return int(size > MOST)


def furnish(settings: Settings, store: Store) -> None:
    """Fill the queues, draw an audit sample, and have passages judged: mostly as the model says, sometimes not."""
    now, chance = datetime.now(UTC), random.Random(SEED)
    refill(settings, store, now=now, suspects=False)
    judgements, queues = Judgements(store.engine), Queues(store.engine)
    model = store.latest_model() or ""
    evidence = Evidence(store.engine, model)
    passages = evidence.ids(Filter(), most=400)
    chosen = chance.sample(passages, min(READ + 8, len(passages)))
    given = store.predictions(chosen, model=model)
    for person, part in (("lan", chosen[:READ]), ("minh", chosen[8:])):
        for passage in part:
            areas = set(given[passage].areas)
            if chance.random() < 0.2:
                areas ^= {chance.choice("1234567")}
            draft = Draft(passage, person, verdicts(areas), queue=UNCERTAIN, stage=given[passage].stage)
            judgements.record(draft, now=now)
    for difference, cause in zip(differences(judgements.events())[:2], CAUSES, strict=False):
        note = with_cause(cause, "")
        settled = Draft(
            difference.passage, "chi", verdicts(given[difference.passage].areas), queue=DISAGREEMENT, note=note,
            standing="lead",
        )  # fmt: skip
        judgements.record(settled, now=now)
    for passage in chosen:
        queues.settle(passage, judgements.current([passage]).get(passage, ()), person="chi")
    period = evidence.page(Filter(), limit=1).rows[0].published
    year = (period or f"{now:%Y}")[:4]
    Audits(store.engine).draw(year, size=40, seed=SEED, model=model, taxonomy="2021.1", now=now)


def verdicts(areas: Sequence[str] | set[str]) -> dict[str, Verdict]:
    """Yes to these areas and no to the others."""
    return {code: "yes" if code in areas else "no" for code in "1234567"}


def shots_of_menu() -> list[Shot]:
    """Every page of the menu, by day."""
    shots = []
    for page in PAGES:
        if page.title:
            vi, en = CAPTIONS.get(page.path, (say("vi", page.title), say("en", page.title)))
            shots.append(Shot(page.path.strip("/").replace("/", "-") or "tong-quan", page.path, vi, en))
    return shots


def shots_behind(desk: Desk) -> list[Shot]:
    """Pages behind the menu, two pages by night and three on a phone."""
    open_ones = [each for each in differences(Judgements(desk.store.engine).events()) if each.lead is None]
    model, (audit, *_) = desk.model() or "", Audits(desk.store.engine).all()
    label, blind = "/duyet/uncertain", f"/duyet/audit?q={audit.id}"
    shots = [
        Shot("duyet-doan", label, "Một đoạn, máy gợi ý, người quyết định bằng phím", "One passage: one key decides"),
        Shot("duyet-mu", blind, "Mẫu kiểm toán: không thấy gợi ý nào", "An audit sample: nothing is suggested"),
        Shot("mo-hinh-phieu", f"/mo-hinh/{model}", "Phiếu mô hình, hiệu chuẩn, chỗ lẫn", "A model's card"),
        Shot("nguon-mot", "/nguon/demo", "Một nguồn: khối lượng, báo động, cách ly", "One source"),
        Shot("hang-loat", "/bang-chung/hang-loat?mang=3", "Hỏi lại trước khi duyệt cả loạt", "Before a bulk verdict"),
        Shot("bao-cao-ky", "/bao-cao", "Báo cáo của một kỳ, bố cục văn bản Đảng", "A report", link=PERIOD),
        Shot("toi-tong-quan", "/", "Tổng quan, nền tối", "Overview by night", scheme="dark"),
        Shot("toi-duyet-doan", label, "Duyệt, nền tối", "Labelling by night", scheme="dark"),
        Shot("dien-thoai-tong-quan", "/", "Tổng quan trên điện thoại", "Overview on a phone", width=PHONE),
        Shot("dien-thoai-duyet-doan", label, "Duyệt trên điện thoại", "Labelling on a phone", width=PHONE),
    ]  # fmt: skip
    if open_ones:
        path = f"/doi-chieu/{open_ones[0].passage}"
        shots.insert(2, Shot("doi-chieu-doan", path, "Hai người nói khác nhau, phụ trách quyết định", "A lead settles"))
    return shots


@contextmanager
def served(settings: Settings, store: Store) -> Iterator[tuple[str, Desk]]:
    """The real desk in local mode on a free port: its address, and the desk."""
    link = OneTimeLink("pictures", person="chi")
    desk = desk_for(settings, store, now=lambda: datetime.now(UTC), link=link)
    with listening("127.0.0.1", 0) as taken:
        server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        yield address_of(taken), desk
        server.should_exit = True
        thread.join(timeout=10)


def take(address: str, shots: Sequence[Shot], to: Path) -> None:
    """Take the pictures in one browser, into a new folder."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    to.mkdir()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--lang=vi"])
        context = browser.new_context(reduced_motion="reduce", locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page = context.new_page()
        page.goto(f"{address}/vao?ma=pictures")
        for shot in shots:
            page.set_viewport_size({"width": shot.width, "height": SCREEN[shot.width]})
            page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light", reduced_motion="reduce")
            answer = page.goto(address + shot.path)
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{shot.path}: {answer and answer.status}")
            if shot.link:
                with page.expect_navigation():
                    page.locator(shot.link).first.click()
            (to / f"{shot.name}.webp").write_bytes(picture(context, page, shot.width))
        browser.close()


def replace_pictures(new: Path, to: Path) -> None:
    """Put new pictures where the old ones were, once all are taken."""
    to.mkdir(parents=True, exist_ok=True)
    for old in to.glob("*.webp"):
        old.unlink()
    for each in new.iterdir():
        shutil.copyfile(each, to / each.name)


def picture(context: BrowserContext, page: Page, width: int) -> bytes:
    """The page that is open as WebP, which the browser itself can write."""
    tallest = TALLEST if width == WIDE else SCREEN[width]
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), tallest)
    session = context.new_cdp_session(page)
    clip: dict[str, Any] = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    options = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    return base64.b64decode(session.send("Page.captureScreenshot", options)["data"])


def page_of(shots: Sequence[Shot]) -> str:
    """A page that shows them all, each with what it is in both languages."""
    parts = [f"## {each.vi}\n\n*{each.en}*\n\n![{each.vi}](pictures/{each.name}.webp)\n" for each in shots]
    head = "# Hình các trang (pictures of the pages)\n\nChụp trên báo mẫu bằng `make pictures`.\n"
    return "\n".join([head, *parts])


if __name__ == "__main__":
    sys.exit(main())
