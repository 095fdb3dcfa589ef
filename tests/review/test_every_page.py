"""Every page in a real browser: accessible in both themes on a desk and a phone, whole without script, from here alone.

Pages are found by their links from :data:`review.pages.PAGES`, so one that is added is looked at by itself.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import link_for, opened, served
from desk_samples import AUDIT_ID, LOT, furnished
from every_page import routes, walk
from review_samples import Clock

from corpus.store import Store
from review.desk import Desk
from review.pages import PAGES
from review.security import new_token, sum_of
from review.workbook import sheet as said

WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
FAULTS = ("/khong-co", "/bang-chung?mang=9", "/mo-hinh/m-9", "/duyet/uncertain/0123456789abcdef")
ON_COLOUR = ("color-contrast", "link-in-text-block")
"""Rules whose outcome hangs on colours."""

OPEN = """() => {
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; }';
  document.head.append(still);
  for (const each of document.querySelectorAll('details')) { each.removeAttribute('name'); each.open = true; }
  const toast = document.getElementById('toast');
  if (toast) { toast.textContent = 'Chưa lưu được'; toast.hidden = false; }
}"""
"""Opens all that can be opened on a page, and holds colours still while the theme changes."""

DEAD = """() => [
  ...[...document.querySelectorAll('main button')].filter((each) => !each.form),
  ...[...document.querySelectorAll('main a')].filter((each) => !each.getAttribute('href')),
].map((each) => each.outerHTML)"""
"""What does nothing without script: buttons of no form, links to nowhere."""

FILES = ("/tai-ve", ".png", ".docx", ".html", "/tep")
"""How addresses end that give a file."""

ELSEWHERE = {"/vao", "/ban-luu/{page}", "/so-tay/de-xuat/{digest}"}
"""Pages that are not for who has come in, and those that show what only an archive or a file that was sent holds."""

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
READ = "document.querySelector('main').innerText.replace(/\\\\s+/g, ' ').trim()"


def axe_script() -> str:
    """The script of axe; skips where it is not installed."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python is not installed")
    (script,) = Path(found.origin).parent.rglob("axe.min.js")
    return script.read_text(encoding="utf-8")


class Inside:
    """A served desk with all that a page may show, a browser, and who sits at it."""

    def __init__(self, browser: Any, address: str, desk: Desk, passages: list[str]) -> None:
        self.browser = browser
        self.address = address
        self.desk = desk
        self.passages = passages
        self.asked: list[str] = []
        self.complaints: list[str] = []

    def sitting(self, person: str, role: str, **options: Any) -> Any:
        """A context of the browser in which somebody has come in."""
        context = self.browser.new_context(**({"viewport": WIDE} | options))
        if role:
            now, token = self.desk.now(), new_token()
            until = now + timedelta(hours=12)
            self.desk.people.sit(sum_of(token), person, now=now, until=until, role=role)
            context.add_cookies([{"name": self.desk.safety.cookie, "value": token, "url": self.address}])
        return context

    def tab(self, context: Any) -> Any:
        """A tab whose requests and complaints are kept."""
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.complaints.append(f"{page.url} {said.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url} {error}"))
        return page


@pytest.fixture(scope="module")
def inside(filled: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """One browser and one desk for all: nothing here changes what is in it."""
    path = tmp_path_factory.mktemp("every") / "store.db"
    shutil.copy(filled[0], path)
    with opened() as browser, Store(path) as store:
        more = furnished(store, filled[1])
        with served(store, Clock(), **more) as (address, desk):
            yield Inside(browser, address, desk, filled[1])


def workbooks_sent(inside: Inside, context: Any) -> tuple[str, str]:
    """Send two workbooks in and apply the second: where the first is shown, and what came of the second."""
    (token,) = [each["value"] for each in context.cookies() if each["name"] == inside.desk.safety.cookie]
    form, ask = {"form_token": inside.desk.safety.form_token(token)}, context.request
    addresses = []
    for line in (2, 3):
        body = ask.get(f"{inside.address}/bang-tinh/hang-cho/tai-ve?hang=uncertain&so=5").body()
        book = openpyxl.load_workbook(io.BytesIO(body))
        page = book[said.REVIEW]
        heads = [cell.value for cell in page[1]]
        page.cell(row=line, column=heads.index(said.REST) + 1, value="không")
        filled_in = io.BytesIO()
        book.save(filled_in)
        file = {"name": "duyet.xlsx", "mimeType": "application/octet-stream", "buffer": filled_in.getvalue()}
        answer = ask.post(
            f"{inside.address}/bang-tinh", multipart={**form, "tep": file}, headers={"origin": inside.address}
        )
        assert answer.status == 200, answer.text()
        addresses.append(answer.url.removeprefix(inside.address))
    total = re.search(r'name="tong" value="([0-9a-f]+)"', answer.text())
    assert total is not None, answer.text()
    kept = ask.post(answer.url, form={**form, "tong": total[1]}, headers={"origin": inside.address})
    assert kept.status == 200, kept.text()
    return addresses[0], kept.url.removeprefix(inside.address)


@pytest.fixture(scope="module")
def pages(inside: Inside) -> Mapping[str, list[str]]:
    """Addresses by route, as a lead reaches them."""
    context = inside.sitting("chi", "lead")

    def fetch(path: str) -> tuple[int, str, str]:
        answer = context.request.get(inside.address + path)
        kind = answer.headers.get("content-type", "")
        if "attachment" in answer.headers.get("content-disposition", ""):
            kind = "a file"
        return answer.status, kind, answer.text() if kind.startswith("text/html") else ""

    first, second = inside.passages[:2]
    shown, applied = workbooks_sent(inside, context)
    begin = (
        f"/duyet/uncertain/{inside.passages[2]}",
        f"/duyet/audit/{inside.passages[4]}?q={AUDIT_ID}",
        "/duyet/search?q=huyen%20uy",
        "/duyet/suspect",
        "/bang-chung?q=khongcochunay",
        f"/bang-chung/hang-loat/{LOT}",
        f"/doi-chieu/{first}",
        f"/doi-chieu/{second}",
        shown,
        applied,
        "/?so=so-dem",
        "/?tu=2001-01&den=2001-02",
    )
    found = walk(fetch, begin)
    context.close()
    return found


def of_all(pages: Mapping[str, list[str]]) -> list[str]:
    """Every address."""
    return [address for found in pages.values() for address in found]


def faults_of(page: Any, where: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page that is open, by these rules or all."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = page.evaluate("(options) => axe.run(document, options)", {"resultTypes": ["violations"]} | only)
    return [
        f"{where}: {each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


def test_every_page_is_found_by_links(pages: Mapping[str, list[str]]) -> None:
    known = {route.path for route in routes() if not route.path.startswith("/api/")}
    assert {each for each in known - set(pages) if not each.endswith(FILES)} <= ELSEWHERE


@pytest.mark.slow
def test_every_page_says_the_same_without_script_and_asks_nobody_else(
    inside: Inside, pages: Mapping[str, list[str]]
) -> None:
    with_script = inside.sitting("chi", "lead")
    without = inside.sitting("chi", "lead", java_script_enabled=False)
    one, other = inside.tab(with_script), inside.tab(without)
    for path in of_all(pages):
        texts = []
        for page in (one, other):
            assert page.goto(inside.address + path).status == 200, path
            texts.append(page.evaluate(READ))
        assert texts[0] == texts[1] and len(texts[1]) > 80, path
        assert other.evaluate(DEAD) == [], path
    with_script.close()
    without.close()
    assert inside.complaints == []
    assert [url for url in inside.asked if not url.startswith(inside.address)] == []


def test_axe_finds_nothing_on_the_pages_of_the_menu(inside: Inside, pages: Mapping[str, list[str]]) -> None:
    context = inside.sitting("chi", "lead", bypass_csp=True)
    page, script, faults = context.new_page(), axe_script(), []
    for found in PAGES:
        if found.title:
            page.goto(inside.address + found.path)
            page.evaluate(script)
            faults += faults_of(page, found.path)
    context.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1400", "390"])
def test_axe_finds_nothing_anywhere_in_either_theme(
    inside: Inside, pages: Mapping[str, list[str]], size: dict[str, int]
) -> None:
    script, faults = axe_script(), []
    contexts = {role: inside.sitting("chi", role, viewport=size, bypass_csp=True) for role in ("lead", "reader", "")}
    to_look_at = [("lead", path) for path in (*of_all(pages), *FAULTS)]
    to_look_at += [
        ("reader", "/"),
        ("reader", "/nguon/dong-khoi"),
        ("reader", "/duyet"),
        ("", "/vao"),
        ("", "/vao?ra=1"),
    ]
    tabs = {role: context.new_page() for role, context in contexts.items()}
    for role, path in to_look_at:
        page = tabs[role]
        page.emulate_media(color_scheme="light")
        page.goto(inside.address + path)
        page.evaluate(OPEN)
        page.evaluate(script)
        where = f"{path} {size['width']} {role}"
        faults += faults_of(page, f"{where} light")
        page.emulate_media(color_scheme="dark")
        faults += faults_of(page, f"{where} dark", ON_COLOUR)
        if page.evaluate(WIDER) > 0:
            faults.append(f"{where}: scrolls sideways")
    for context in contexts.values():
        context.close()
    assert faults == [], "\n".join(faults)


@pytest.mark.slow
def test_the_door_of_local_mode_has_no_fault_either(
    inside: Inside, filled: tuple[Path, list[str]], tmp_path: Path
) -> None:
    script, faults = axe_script(), []
    shutil.copy(filled[0], tmp_path / "store.db")
    with Store(tmp_path / "store.db") as store, served(store, Clock(), link=link_for("lan")) as (address, _):
        for scheme in ("light", "dark"):
            context = inside.browser.new_context(viewport=PHONE, color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            for path in ("/vao", "/vao?ma=sai"):
                page.goto(address + path)
                page.evaluate(script)
                faults += faults_of(page, f"{path} {scheme}")
            context.close()
    assert faults == []
