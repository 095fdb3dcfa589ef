"""Templates and words: both languages everywhere, nothing marked as safe, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from review_samples import HOME, Office

from corpus.fold import has_marks
from corpus.label import Stage
from corpus.people.users import ROLES
from review.line import KINDS
from review.pages import PAGES
from review.templating import day, environment, web_link
from review.words import LANGUAGES, catalogue, say

REVIEW = Path(str(files("review")))
TEMPLATES = sorted((REVIEW / "templates").rglob("*.html"))
BUILT = (
    [f"stage.{stage}" for stage in Stage]
    + [f"role.{role}" for role in ROLES]
    + [f"queue.{kind}" for kind in KINDS]
    + [f"queue.{kind}.what" for kind in KINDS if kind != "audit"]
    + [page.title for page in PAGES if page.title]
)


def used() -> Iterator[tuple[str, str]]:
    """Every key named in a template or a module, with where."""
    for path in TEMPLATES:
        for key in re.findall(r"""\bt\(\s*["']([a-z_.-]+)["'](?!\s*\+)""", path.read_text(encoding="utf-8")):
            yield path.name, key
    for path in REVIEW.rglob("*.py"):
        for key in re.findall(r'"((?:fault|card|door)\.(?!html)[a-z_0-9]+)"', path.read_text(encoding="utf-8")):
            yield path.name, key


def test_every_key_is_said_in_both_languages() -> None:
    for key, words in catalogue().items():
        assert len(words) == len(LANGUAGES) and all(each.strip() for each in words), key
        names = [set(re.findall(r"\{(\w+)\}", each)) for each in words]
        assert names[0] == names[1], key


def test_every_key_that_is_used_is_there() -> None:
    missing = {(where, key) for where, key in used() if key not in catalogue()}
    assert missing == set()
    assert [key for key in BUILT if key not in catalogue()] == []


def test_no_words_are_kept_that_nothing_says() -> None:
    sources = [*TEMPLATES, *REVIEW.glob("*.py"), *(REVIEW / "pages").rglob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    built = ("stage.", "role.", "queue.", "choice.theme.", "book.cue.")
    assert [key for key in catalogue() if key not in text and not key.startswith(built)] == []


def test_words_stand_in_the_catalogue_and_not_in_templates() -> None:
    for path in TEMPLATES:
        without = re.sub(r"\{[%{#].*?[%}#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for words in re.findall(r">([^<]*)<", without):
            assert not has_marks(words), f"{path.name}: {words}"


def test_english_is_english(office: Office) -> None:
    lan = office.person("lan")
    assert lan.send("/tuy-chon", {"lang": "en", "ve": "/duyet"}).headers["location"] == "/duyet"
    page = lan.get("/duyet").text
    assert '<html lang="en"' in page and say("en", "label.begin") in page and say("vi", "label.begin") not in page
    assert '<html lang="vi"' in lan.get("/duyet?lang=vi").text, "an address can say its language"


def test_a_theme_is_kept(office: Office) -> None:
    lan = office.person("lan")
    assert "data-theme" not in lan.get("/duyet").text
    lan.send("/tuy-chon", {"theme": "dark"})
    assert 'data-theme="dark"' in lan.get("/duyet").text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_marks_nothing_safe_and_holds_nothing_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|tojson", source)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", source)
    for script in re.findall(r"<script[^>]*>", source):
        assert "src=\"{{ static['" in script


def test_nothing_in_python_marks_text_safe() -> None:
    for path in REVIEW.rglob("*.py"):
        assert "Markup" not in path.read_text(encoding="utf-8"), path.name


def test_templates_escape_and_are_strict() -> None:
    made = environment()
    assert made.autoescape is True
    assert made.from_string("{{ x }}").render(x="<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"
    with pytest.raises(UndefinedError):
        made.from_string("{{ missing }}").render()


def test_no_page_names_another_host(office: Office) -> None:
    lan = office.person("lan")
    for path in ("/duyet", "/so-tay", "/vao", "/khong-co"):
        page = (office.stranger() if path == "/vao" else lan).get(path).text
        found = re.findall(r"""(?:src|href|action)=["'](?!/|#)([^"']+)""", page)
        assert found == [], path
    for path in (REVIEW / "static").glob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(", text), path.name


def test_files_of_others_are_as_they_came() -> None:
    vendor = REVIEW / "static" / "vendor"
    listed = tomllib.loads((vendor / "vendored.toml").read_text(encoding="utf-8"))["files"]
    for each in listed:
        assert hashlib.sha256((vendor / each["file"]).read_bytes()).hexdigest() == each["sha256"]
        assert (vendor / each["licence"].split(", ")[1]).is_file()
    assert {path.name for path in vendor.glob("*.js")} == {each["file"] for each in listed}


def test_static_files_are_asked_for_by_their_sums(office: Office) -> None:
    page = office.stranger().get("/vao").text
    for address in re.findall(r'(?:src|href)="(/tinh/[^"]+)"', page):
        assert "?v=" in address
        assert office.stranger().get(address.replace("&amp;", "&")).status_code == 200, HOME + address


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2021-02-02T12:54:00+07:00", "02/02/2021"),
        ("2021-02-01T23:30:00+00:00", "02/02/2021"),
        ("2021-02-02", "02/02/2021"),
        (None, ""),
    ],
)
def test_days_are_written_as_in_ben_tre(moment: str | None, written: str) -> None:
    assert day(moment) == written


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        " https://a.example",
        "https://",
        "http://[",
        "https://a.example/\x00",
        "ftp://a.example",
        "JaVaScRiPt:x",
    ],
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert web_link(url) is None
