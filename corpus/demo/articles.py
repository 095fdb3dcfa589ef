"""The demo newspaper's articles: one TOML file each, loaded into frozen values."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Literal

from corpus.errors import BadInput

REDESIGN = date(2021, 7, 1)
"""First day of the paper's new markup."""

SECTIONS: Mapping[str, str] = {
    "chinh-tri": "Chính trị",
    "xay-dung-dang": "Xây dựng Đảng",
    "thoi-su": "Thời sự",
    "kinh-te": "Kinh tế",
    "xa-hoi": "Xã hội",
    "van-hoa": "Văn hóa",
    "the-thao": "Thể thao",
    "phap-luat": "Pháp luật",
    "khoa-giao": "Khoa giáo",
}
"""Names of the sections by slug, in menu order."""

TWISTS = frozenset(
    {
        "amp",
        "republished",
        "updated",
        "broken",
        "slow",
        "gone",
        "missing",
        "moved",
        "undated-address",
        "nfd",
        "entities",
        "zero-width",
        "old-spelling",
        "br",
    }
)
"""What may be odd about the way an article is served."""

_NEEDED = frozenset({"id", "title", "section", "published", "lead", "body"})
_KEYS = _NEEDED | {"kicker", "modified", "author", "dateline", "photo", "twist", "republishes"}
_ID = re.compile(r"a\d{5,6}")
_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an article's body: a paragraph or heading (``text``), a list (``items``) or a table (``rows``)."""

    kind: Literal["paragraph", "heading", "list", "table"]
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's caption and whose it is."""

    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article as written; how it is marked up is decided by its date and its twist.

    Attributes:
        id: the paper's number of it, such as ``a83046``.
        section: slug of its section.
        dateline: mark that opens the lead, ``BDK``, ``BDK.VN`` or empty.
        twist: what is odd about the way it is served, one of :data:`TWISTS`, or empty.
        republishes: id of the article whose text this one repeats, or empty.
    """

    id: str
    title: str
    kicker: str
    section: str
    published: datetime
    modified: datetime | None
    author: str
    lead: str
    dateline: str
    body: tuple[Piece, ...]
    photo: Photo | None
    twist: str = ""
    republishes: str = ""

    @property
    def path(self) -> str:
        """Path of its page: dated, or without the date where the twist says so."""
        return self._undated if self.twist == "undated-address" else self._dated

    @property
    def listed_path(self) -> str:
        """Path that listings give; another one than :attr:`path` where the page has moved."""
        return self._undated if self.twist == "moved" else self.path

    @property
    def amp_path(self) -> str:
        """Path of its AMP twin, served for the twist ``amp`` only."""
        return "/amp" + self.path

    @property
    def changed(self) -> datetime:
        """When it was last changed, as far as its readers are told."""
        return self.modified or self.published

    @property
    def _dated(self) -> str:
        return f"/{slug_of(self.title)}-{self.published:%d%m%Y}-{self.id}.html"

    @property
    def _undated(self) -> str:
        bare = self.title.replace("Đ", "").replace("đ", "")
        return f"/{slug_of(bare)}--{self.id}.html"


def load_articles() -> tuple[DemoArticle, ...]:
    """Load every article of the package, newest first.

    Raises:
        BadInput: a file is not TOML, has an unknown or missing key, or a value that cannot be meant.
    """
    folder = files("corpus.demo") / "articles"
    tables: dict[str, dict[str, Any]] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            try:
                tables[entry.name] = tomllib.loads(entry.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise BadInput(f"not TOML: {error}", where=entry.name) from error
    by_id = {str(table.get("id")): table for table in tables.values()}
    articles = [article_of(_filled(table, by_id, where=name), where=name) for name, table in tables.items()]
    return tuple(sorted(articles, key=lambda article: (article.published, article.id), reverse=True))


def article_of(table: Mapping[str, Any], *, where: str) -> DemoArticle:
    """Build an article from a TOML table.

    Raises:
        BadInput: an unknown or missing key, or a value that cannot be meant; ``where`` names the file.
    """
    unknown = sorted(set(table) - _KEYS)
    missing = sorted(_NEEDED - set(table))
    if unknown or missing:
        raise BadInput(f"unknown keys {unknown}, missing keys {missing}", where=where)
    twist = table.get("twist", "")
    published, modified = table["published"], table.get("modified")
    faults = {
        "id": not _ID.fullmatch(table["id"]),
        "section": table["section"] not in SECTIONS,
        "twist": bool(twist) and twist not in TWISTS,
        "published": not _is_moment(published),
        "modified": modified is not None and not (_is_moment(modified) and modified > published),
        "dateline": table.get("dateline", "") not in ("", "BDK", "BDK.VN"),
        "republishes": (twist == "republished") != bool(table.get("republishes")),
    }
    wrong = [key for key, bad in faults.items() if bad]
    if wrong:
        raise BadInput(f"not a value of {', '.join(wrong)}", where=where)
    photo = table.get("photo")
    return DemoArticle(
        id=table["id"],
        title=table["title"],
        kicker=table.get("kicker", ""),
        section=table["section"],
        published=published,
        modified=modified,
        author=table.get("author", ""),
        lead=table["lead"],
        dateline=table.get("dateline", ""),
        body=pieces_of(table["body"], where=where),
        photo=Photo(caption=photo["caption"], credit=photo["credit"]) if photo else None,
        twist=twist,
        republishes=table.get("republishes", ""),
    )


def pieces_of(items: Iterable[str | Mapping[str, Any]], *, where: str) -> tuple[Piece, ...]:
    """Build a body from strings (paragraphs) and tables with the key ``kind``.

    Raises:
        BadInput: an item of another shape.
    """
    return tuple(_piece(item, where=where) for item in items)


def twisted(articles: Iterable[DemoArticle], twist: str) -> DemoArticle:
    """The first article with that twist.

    Raises:
        BadInput: there is none.
    """
    found = next((article for article in articles if article.twist == twist), None)
    if found is None:
        raise BadInput("no article of the demo newspaper has this twist", where=twist)
    return found


def with_body(article: DemoArticle, body: Iterable[str | Mapping[str, Any]], *, modified: datetime) -> DemoArticle:
    """The same article after an edit of its body."""
    return replace(article, body=pieces_of(body, where=article.id), modified=modified)


def slug_of(title: str) -> str:
    """A title as the words of an address: no marks, đ as d, dashes between words."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", title.lower().replace("đ", "d")))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _filled(table: dict[str, Any], by_id: Mapping[str, dict[str, Any]], *, where: str) -> dict[str, Any]:
    """A republished article takes everything it does not say itself from the one it repeats."""
    original = table.get("republishes")
    if not original:
        return table
    if original not in by_id:
        raise BadInput(f"republishes {original}, which is not here", where=where)
    inherited = {key: value for key, value in by_id[original].items() if key not in ("twist", "modified")}
    return inherited | table


def _piece(item: str | Mapping[str, Any], *, where: str) -> Piece:
    match item:
        case str():
            return Piece("paragraph", text=item)
        case {"kind": "heading", "text": str(text)}:
            return Piece("heading", text=text)
        case {"kind": "list", "items": [*items]}:
            return Piece("list", items=tuple(map(str, items)))
        case {"kind": "table", "rows": [*rows]}:
            return Piece("table", rows=tuple(tuple(map(str, row)) for row in rows))
        case _:
            raise BadInput(f"no part of a body: {item!r}"[:120], where=where)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None
