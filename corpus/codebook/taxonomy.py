"""The taxonomy as a file: TOML read strictly, so that a misspelt key stops at once and is named.

::

    from corpus.codebook.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    taxonomy.area("3").name
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar, cast, get_args

from corpus.codebook.nouns import (
    LEVELS,
    Area,
    BoundaryRule,
    Change,
    Confusable,
    CueRule,
    CueRuleSense,
    Order,
    Organisation,
    RelatedDocument,
    SignalCues,
    Slogan,
    SubItem,
    Taxonomy,
)
from corpus.errors import TaxonomyError

__all__ = [
    "LEVELS",
    "PACKAGED",
    "Area",
    "BoundaryRule",
    "Change",
    "Confusable",
    "CueRule",
    "Organisation",
    "RelatedDocument",
    "SignalCues",
    "Slogan",
    "SubItem",
    "Taxonomy",
    "load_taxonomy",
]

PACKAGED = "seven-tasks-2021.toml"
"""The taxonomy that comes with Bám Sát."""

T = TypeVar("T")
SHORT = 18


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Read a taxonomy file; without a path the packaged one.

    Raises:
        TaxonomyError: unreadable TOML, or an unknown, missing, wrongly typed or duplicate key; names it.
        OSError: the file cannot be opened.
    """
    return _packaged() if path is None else _read(path, where=str(path))


@cache
def _packaged() -> Taxonomy:
    """The one that comes with Bám Sát: a value that nobody changes, so it is read once."""
    return _read(resources.files("corpus").joinpath("taxonomies", PACKAGED), where=PACKAGED)


def _read(source: Traversable, *, where: str) -> Taxonomy:
    try:
        values = tomllib.loads(source.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise TaxonomyError(str(error), key=where) from error
    return _taxonomy(_Table(values, ""))


class _Table:
    """A TOML table that knows where it stands and which of its keys were asked for."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self.values = values
        self.where = where
        self.asked: set[str] = set()

    def key(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def _take(self, name: str, kind: type[T], *, said: str) -> T:
        self.asked.add(name)
        if name not in self.values:
            raise TaxonomyError(f"missing, must be {said}", key=self.key(name))
        value = self.values[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TaxonomyError(f"must be {said}, not {type(value).__name__}", key=self.key(name))
        return value

    def text(self, name: str) -> str:
        value = " ".join(self._take(name, str, said="text").split())
        if not value:
            raise TaxonomyError("must not be empty", key=self.key(name))
        return value

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        if not required and name not in self.values:
            self.asked.add(name)
            return ()
        values = self._take(name, list, said="a list of texts")
        for position, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise TaxonomyError("must be text that is not empty", key=f"{self.key(name)}[{position}]")
        texts = tuple(" ".join(value.split()) for value in values)
        _refuse_repeats(texts, self.key(name))
        return texts

    def number(self, name: str, default: int | None = None) -> int:
        if default is not None and name not in self.values:
            self.asked.add(name)
            return default
        return self._take(name, int, said="a whole number")

    def day(self, name: str) -> date:
        value = self._take(name, date, said="a date YYYY-MM-DD")
        if isinstance(value, datetime):
            raise TaxonomyError("must be a date without a time", key=self.key(name))
        return value

    def day_or_none(self, name: str) -> date | None:
        if name not in self.values:
            self.asked.add(name)
            return None
        return self.day(name)

    def word(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        if default is not None and name not in self.values:
            self.asked.add(name)
            return default
        value = self.text(name)
        if value not in allowed:
            raise TaxonomyError(f"must be one of {', '.join(allowed)}, not {value!r}", key=self.key(name))
        return value

    def table(self, name: str) -> _Table:
        return _Table(cast("dict[str, object]", self._take(name, dict, said="a table")), self.key(name))

    def each(self, name: str, read: Callable[[_Table], T], *, label: str = "", required: bool = True) -> tuple[T, ...]:
        """Read a list of tables; ``label`` is the key whose value names a table in error messages."""
        if not required and name not in self.values:
            self.asked.add(name)
            return ()
        found: list[T] = []
        for position, values in enumerate(self._take(name, list, said="a list of tables")):
            if not isinstance(values, dict):
                raise TaxonomyError("must be a table", key=f"{self.key(name)}[{position}]")
            shown = values.get(label, position) if label else position
            part = _Table(values, f"{self.key(name)}[{shown}]")
            found.append(read(part))
            part.close()
        return tuple(found)

    def close(self) -> None:
        """Refuse keys nobody asked for."""
        unknown = sorted(set(self.values) - self.asked)
        if unknown:
            raise TaxonomyError("unknown key", key=self.key(unknown[0]))


def _refuse_repeats(values: Iterable[str], key: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise TaxonomyError(f"{value!r} stands twice", key=key)
        seen.add(value)


def _taxonomy(table: _Table) -> Taxonomy:
    provenance = table.table("provenance")
    taxonomy = Taxonomy(
        id=table.text("id"),
        version=table.text("version"),
        name=table.text("name"),
        adopted=table.day("adopted"),
        valid_from=table.day("valid_from"),
        valid_until=table.day_or_none("valid_until"),
        provenance={name: provenance.text(name) for name in ("title", "author", "publisher", "published", "note")},
        changelog=table.each(
            "changelog", lambda each: Change(each.text("version"), each.day("date"), each.text("text"))
        ),
        areas=table.each("areas", _area, label="code"),
        boundary_rules=table.each(
            "boundary_rules",
            lambda each: BoundaryRule(each.number("number"), each.text("text_vi"), each.text("text_en")),
        ),
        stages=table.each("stages", _signal, label="code"),
        modalities=table.each("modalities", _signal, label="code"),
        times=table.each("times", _signal, label="code"),
        slogans=table.each(
            "slogans", lambda each: Slogan(each.text("phrase"), each.texts("areas"), each.text("gloss"))
        ),
        organisations=table.each(
            "organisations",
            lambda each: Organisation(each.text("name"), each.texts("variants"), each.word("level", LEVELS)),
            label="name",
        ),
    )
    provenance.close()
    table.close()
    _refuse_repeats(taxonomy.codes, "areas.code")
    _refuse_repeats((area.slug for area in taxonomy.areas), "areas.slug")
    _refuse_repeats((str(rule.number) for rule in taxonomy.boundary_rules), "boundary_rules.number")
    _refuse_repeats((slogan.phrase for slogan in taxonomy.slogans), "slogans.phrase")
    _refuse_repeats((each.name for each in taxonomy.organisations), "organisations.name")
    for name, signals in (("stages", taxonomy.stages), ("modalities", taxonomy.modalities), ("times", taxonomy.times)):
        _refuse_repeats((signal.code for signal in signals), f"{name}.code")
    holders: tuple[Area | SignalCues, ...] = (
        *taxonomy.areas,
        *taxonomy.stages,
        *taxonomy.modalities,
        *taxonomy.times,
    )
    _refuse_repeats((rule.id for holder in holders for rule in holder.cues), "cues.id")
    return taxonomy


def _area(table: _Table) -> Area:
    short = table.text("short")
    if len(short) > SHORT:
        raise TaxonomyError(f"has {len(short)} characters, at most {SHORT}", key=table.key("short"))
    return Area(
        code=table.text("code"),
        slug=table.text("slug"),
        name=table.text("name"),
        short=short,
        gloss=table.text("gloss"),
        definition=table.text("definition"),
        definition_en=table.text("definition_en"),
        includes=table.texts("includes"),
        excludes=table.texts("excludes"),
        lookalikes=table.texts("lookalikes"),
        confusable=table.each("confusable", lambda each: Confusable(each.text("area"), each.text("rule"))),
        sub_items=table.each(
            "sub_items",
            lambda each: SubItem(each.text("name"), each.text("gloss"), each.texts("phrases")),
            label="name",
        ),
        documents=table.each("documents", _document, label="number", required=False),
        actors=table.texts("actors"),
        verbs=table.texts("verbs"),
        cues=table.each("cues", _cue, label="id"),
    )


def _document(table: _Table) -> RelatedDocument:
    return RelatedDocument(
        number=table.text("number"),
        date=table.day_or_none("date"),
        issuer=table.text("issuer"),
        title=table.text("title"),
        role=table.text("role"),
    )


def _signal(table: _Table) -> SignalCues:
    return SignalCues(table.text("code"), table.text("name"), table.each("cues", _cue, label="id"))


def _cue(table: _Table) -> CueRule:
    rule = CueRule(
        id=table.text("id"),
        sense=cast("CueRuleSense", table.word("sense", get_args(CueRuleSense))),
        any=table.texts("any"),
        near=table.texts("near", required=False),
        within=table.number("within", 12),
        order=cast("Order", table.word("order", get_args(Order), "either")),
        needs=table.texts("needs", required=False),
        unless=table.texts("unless", required=False),
    )
    if not rule.any:
        raise TaxonomyError("must name at least one phrase", key=table.key("any"))
    if rule.within < 0:
        raise TaxonomyError("must not be negative", key=table.key("within"))
    return rule
