"""Labelled passages: those written for this project, or a file of someone's own, read strictly.

One JSON object a line: ``key``, ``text``, ``areas``, and where known ``title``, ``document``, ``stage``, ``modality``,
``maybe`` (areas two readers did not agree on: left out of every score), ``unsure``, ``kind``, and the passages
``before`` and ``after``. A code with a letter such as ``2g`` marks a look-alike of an area, which is not the area.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from corpus.errors import BadInput
from corpus.label import Modality, Stage

S = TypeVar("S", Stage, Modality)
_AREA = re.compile(r"[1-9]\d?")
_LOOKALIKE = re.compile(r"[1-9]\d?[a-z]")


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage with its labels. ``group`` is what must not be split between training and testing."""

    key: str
    text: str
    title: str
    areas: frozenset[str]
    maybe: frozenset[str]
    lookalikes: frozenset[str]
    stage: Stage | None
    modality: Modality | None
    kind: str
    document: str
    unsure: bool = False
    """Whether its reader said that a careful second one could differ."""
    before: str = ""
    after: str = ""
    """The passages beside it, where they are known."""

    @property
    def group(self) -> str:
        """The document where it is known, else the title, else the passage alone."""
        return self.document or self.title or self.key

    @property
    def empty(self) -> bool:
        """Whether every reader found no area and no look-alike of one."""
        return not (self.areas or self.maybe or self.lookalikes)


def load_gold(paths: Sequence[Path] | None = None) -> tuple[GoldPassage, ...]:
    """Read labelled passages: the packaged ones, or the JSONL files given, in order of file and line.

    Raises:
        BadInput: a line cannot be used, or a key comes twice; names the file, the line and the key.
    """
    files: list[tuple[str, Traversable | Path]]
    if paths is None:
        folder = resources.files("corpus").joinpath("gold")
        files = [(each.name, each) for each in folder.iterdir() if each.name.endswith(".jsonl")]
        files.sort(key=lambda each: each[0])
    else:
        files = [(str(path), path) for path in paths]
    passages: dict[str, GoldPassage] = {}
    for name, file in files:
        for where, passage in _read(name, file):
            if passage.key in passages:
                raise BadInput(f"khóa đã có ở trên (duplicate key) {passage.key!r}", where=where)
            passages[passage.key] = passage
    return tuple(passages.values())


def second_readings(path: Traversable | Path) -> dict[str, frozenset[str]]:
    """The areas a second reader gave by passage key, from a JSONL file of ``key`` and ``areas``; it holds no text.

    Raises:
        BadInput: a line cannot be used, or a key comes twice.
    """
    found: dict[str, frozenset[str]] = {}
    for where, row in _rows(path.name, path):
        key = row.get("key")
        if not isinstance(key, str) or not key or key in found:
            raise BadInput("thiếu 'key', hay khóa đã có ở trên (missing or duplicate key)", where=where)
        found[key] = frozenset(filter(_AREA.fullmatch, _codes(row, "areas", where, required=True)))
    return found


def with_second_reading(
    passages: Sequence[GoldPassage], readings: Mapping[str, frozenset[str]]
) -> tuple[GoldPassage, ...]:
    """The passages with the areas on which a second reader differs among their ``maybe``; the first word stays."""
    return tuple(
        replace(each, maybe=each.maybe | (each.areas ^ readings[each.key])) if each.key in readings else each
        for each in passages
    )


def _read(name: str, file: Traversable | Path) -> Iterator[tuple[str, GoldPassage]]:
    for where, row in _rows(name, file):
        yield where, _passage(row, where)


def _rows(name: str, file: Traversable | Path) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"không đọc được (cannot be read): {error}", where=name) from error
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"không phải JSON (not JSON): {error}", where=where) from error
        if not isinstance(row, dict):
            raise BadInput("phải là một đối tượng JSON (not an object)", where=where)
        yield where, row


def _passage(row: dict[str, object], where: str) -> GoldPassage:
    key = row.get("key")
    if not isinstance(key, str) or not key:
        raise BadInput("thiếu 'key' (missing)", where=where)
    where = f"{where} {key}"
    codes = _codes(row, "areas", where, required=True)
    maybe = _codes(row, "maybe", where, required=False)
    text = _text(row, "text", where)
    if not text.strip():
        raise BadInput("'text' rỗng (empty)", where=where)
    return GoldPassage(
        key=key,
        text=text,
        title=_text(row, "title", where),
        areas=frozenset(filter(_AREA.fullmatch, codes)),
        maybe=frozenset(filter(_AREA.fullmatch, maybe)),
        lookalikes=frozenset(filter(_LOOKALIKE.fullmatch, (*codes, *maybe))),
        stage=_member(Stage, row, "stage", where),
        modality=_member(Modality, row, "modality", where),
        kind=_text(row, "kind", where),
        document=_text(row, "doc", where) or _text(row, "document", where),
        unsure=_yes(row, "unsure", where),
        before=_text(row, "before", where),
        after=_text(row, "after", where),
    )


def _text(row: dict[str, object], name: str, where: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"{name!r} phải là chữ (not text)", where=where)
    return value


def _yes(row: dict[str, object], name: str, where: str) -> bool:
    value = row.get(name)
    if value is not None and not isinstance(value, bool | int):
        raise BadInput(f"{name!r} phải là true hoặc false (not true or false)", where=where)
    return bool(value)


def _codes(row: dict[str, object], name: str, where: str, *, required: bool) -> list[str]:
    value = row.get(name)
    if value is None and not required:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadInput(f"{name!r} phải là danh sách mã (not a list of codes)", where=where)
    for code in value:
        if not _AREA.fullmatch(code) and not _LOOKALIKE.fullmatch(code):
            raise BadInput(f"{name!r}: mã lạ (unknown code) {code!r}", where=where)
    return list(value)


def _member(kind: type[S], row: dict[str, object], name: str, where: str) -> S | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        return kind(str(value))
    except ValueError:
        raise BadInput(f"{name!r}: giá trị lạ (unknown value) {value!r}", where=where) from None
