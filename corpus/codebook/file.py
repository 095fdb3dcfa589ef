"""A taxonomy as its file's text: what ``load_taxonomy`` reads back as the same taxonomy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from corpus.codebook.nouns import CueRule, Taxonomy

LINE = 110
"""Longer lists stand one text a line, so that versions can be told apart line by line."""

Value = str | int | date | Sequence["Value"] | Mapping[str, "Value"]

_LEFT_OUT = {each.name: each.default for each in fields(CueRule) if each.name in ("within", "order")}
_OPTIONAL = ("near", "needs", "unless", "documents")


def to_toml(taxonomy: Taxonomy) -> str:
    """The text of the file; what has its default, or is open, is left out."""
    return toml_of(values_of(taxonomy))


def values_of(taxonomy: Taxonomy) -> dict[str, Value]:
    """The tables of the file, by their keys and in their order."""
    found = _values(taxonomy)
    assert isinstance(found, dict)
    return found


def toml_of(values: Mapping[str, Value]) -> str:
    """Tables as TOML 1.0: texts and lists first, then tables, then lists of tables."""
    head = "# A codebook of Bám Sát, read strictly. Look for contradictions in it with: bamsat taxonomy check.\n\n"
    return head + "\n".join(_table(values, "")) + "\n"


def _values(thing: object) -> Value:
    if is_dataclass(thing) and not isinstance(thing, type):
        found: dict[str, Value] = {}
        for each in fields(thing):
            value = getattr(thing, each.name)
            open_ended = value is None or (each.name in _OPTIONAL and not value)
            if not open_ended and not (isinstance(thing, CueRule) and _LEFT_OUT.get(each.name) == value):
                found[each.name] = _values(value)
        return found
    if isinstance(thing, Mapping):
        return {name: _values(value) for name, value in thing.items()}
    if isinstance(thing, tuple):
        return [_values(each) for each in thing]
    assert isinstance(thing, (str, int, date))
    return thing


def _table(values: Mapping[str, Value], where: str) -> Iterator[str]:
    plain: dict[str, Value] = {
        name: value for name, value in values.items() if not isinstance(value, Mapping) and not _tables(value)
    }
    for name, value in plain.items():
        yield f"{name} = {_said(value, len(name))}"
    for name, value in values.items():
        path = f"{where}.{name}" if where else name
        if isinstance(value, Mapping):
            yield from ("", f"[{path}]", *_table(value, path))
        elif name not in plain:
            assert isinstance(value, Sequence)
            for each in value:
                assert isinstance(each, Mapping)
                yield from ("", f"[[{path}]]", *_table(each, path))


def _tables(value: Value) -> bool:
    """Whether this is a list of tables; an empty list is one of texts."""
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and isinstance(value[0], Mapping)


def _said(value: Value, indent: int) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    parts = [_said(each, 0) for each in value]
    line = f"[{', '.join(parts)}]"
    return line if len(line) + indent <= LINE else "[\n" + "".join(f"  {each},\n" for each in parts) + "]"
