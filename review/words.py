"""What the pages say, in Vietnamese and in English, from the files in ``words_of``: one file for each page.

::

    [card.undo]
    vi = "Hoàn tác"
    en = "Undo"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def catalogue() -> Mapping[str, tuple[str, ...]]:
    """Words by key, in the order of :data:`LANGUAGES`. Read once.

    Raises:
        ValueError: a key stands in two files, or lacks a language.
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in sorted(files("review").joinpath("words_of").iterdir(), key=lambda file: file.name):
        if each.name.endswith(".toml"):
            for key, words in _entries(tomllib.loads(each.read_text(encoding="utf-8")), ""):
                if key in found or set(words) != set(LANGUAGES):
                    raise ValueError(f"{each.name}: {key} stands twice, or not in {' and '.join(LANGUAGES)}")
                found[key] = tuple(words[language] for language in LANGUAGES)
    return found


def say(language: Language, key: str, /, **values: object) -> str:
    """The words under a key, with values put in.

    Raises:
        KeyError: there is no such key.
    """
    return catalogue()[key][LANGUAGES.index(language)].format(**values)


def _entries(table: Mapping[str, Any], where: str) -> Iterator[tuple[str, dict[str, str]]]:
    words = {name: value for name, value in table.items() if isinstance(value, str)}
    if words:
        yield where, words
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, f"{where}.{name}" if where else name)
