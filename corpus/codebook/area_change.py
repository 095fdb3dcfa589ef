"""What became of an area, and of a whole codebook, between two versions: nouns of :mod:`corpus.codebook.change`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.codebook.nouns import CueRule

How = Literal["added", "removed", "changed"]
Lineage = Literal["kept", "renamed", "recoded", "split", "merged", "new", "removed"]

HOW_NAMES: Mapping[How, str] = {"added": "thêm", "removed": "bỏ", "changed": "sửa"}
LINEAGE_NAMES: Mapping[Lineage, str] = {
    "kept": "còn nguyên",
    "renamed": "đổi tên",
    "recoded": "đổi mã",
    "split": "tách ra",
    "merged": "gộp lại",
    "new": "mảng mới",
    "removed": "đã bỏ",
}
FIELD_NAMES: Mapping[str, str] = {
    "definition": "định nghĩa",
    "includes": "điều thuộc mảng",
    "excludes": "điều không thuộc mảng",
    "lookalikes": "chữ dễ nhầm",
    "confusable": "cách phân biệt với mảng khác",
    "sub_items": "mục con",
    "boundary_rules": "quy tắc ranh giới",
    "name": "tên",
    "short": "tên ngắn",
    "slug": "tên trong địa chỉ",
    "gloss": "lời giải",
    "definition_en": "định nghĩa tiếng Anh",
    "documents": "văn bản liên quan",
    "actors": "chủ thể",
    "verbs": "động từ",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something said of an area (``field``) that was put in, taken out or rewritten; "" where it was not there."""

    field: str
    how: How
    old: str
    new: str

    @property
    def words(self) -> str:
        """What it is, in words."""
        return f"{HOW_NAMES[self.how]} {FIELD_NAMES.get(self.field, self.field)}"


@dataclass(frozen=True, slots=True)
class CueChange:
    """A cue rule put in, taken out or changed; ``fields`` names what changed of it."""

    target: str
    how: How
    id: str
    fields: tuple[str, ...]
    old: CueRule | None
    new: CueRule | None


@dataclass(frozen=True, slots=True)
class AreaChange:
    """What became of an area.

    Attributes:
        code: its code now, "" where it was removed.
        was: codes of the areas it comes from, the first being its main source; empty where it is new.
    """

    code: str
    was: tuple[str, ...]
    lineage: Lineage
    meaning: tuple[Difference, ...]
    wording: tuple[Difference, ...]
    cues: tuple[CueChange, ...]

    @property
    def changes_meaning(self) -> bool:
        """Whether what was coded under the old version may be wrong under the new one."""
        return bool(self.meaning) or self.lineage in ("split", "merged", "new", "removed")

    @property
    def only_cues(self) -> bool:
        """Whether it means what it meant and is only found otherwise."""
        return bool(self.cues) and not self.changes_meaning

    @property
    def changed(self) -> bool:
        """Whether anything at all changed."""
        return self.lineage != "kept" or bool(self.meaning or self.wording or self.cues)

    @property
    def words(self) -> str:
        """What changed, in one line."""
        if not self.changed:
            return "không đổi"
        parts = []
        if self.lineage != "kept":
            source = (
                f" từ mảng {', '.join(self.was)}" if self.was and self.lineage not in ("renamed", "removed") else ""
            )
            parts.append(LINEAGE_NAMES[self.lineage] + source)
        if self.meaning:
            parts.append("đổi nghĩa: " + _counted(self.meaning))
        if self.cues:
            said = _numbers(Counter(each.how for each in self.cues))
            parts.append(f"{'chỉ ' if self.only_cues else ''}đổi quy tắc từ khóa: {said}")
        if self.wording:
            parts.append("chỉ đổi lời: " + _counted(self.wording))
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class TaxonomyChange:
    """A new version of a codebook against an old one.

    ``signals`` are changed cues of stages, modalities and times, which belong to no area.
    """

    id: str
    old_version: str
    new_version: str
    old_fingerprint: str
    new_fingerprint: str
    areas: tuple[AreaChange, ...]
    signals: tuple[CueChange, ...]

    def area(self, code: str) -> AreaChange:
        """What became of the area that has this code now.

        Raises:
            KeyError: no area has it.
        """
        for each in self.areas:
            if each.code == code:
                return each
        raise KeyError(code)

    def from_old(self, code: str) -> tuple[AreaChange, ...]:
        """What became of an area that had this code: one, several where it was split, or its removal."""
        return tuple(each for each in self.areas if code in each.was)

    def carried(self, code: str) -> str | None:
        """The code under which a verdict on an old area still holds, None where its meaning changed."""
        after = self.from_old(code)
        return after[0].code if len(after) == 1 and not after[0].changes_meaning else None

    @property
    def meaning(self) -> tuple[AreaChange, ...]:
        """The areas that mean something else now."""
        return tuple(each for each in self.areas if each.changes_meaning)

    @property
    def empty(self) -> bool:
        """Whether nothing that bears on a decision changed."""
        return not self.signals and not any(each.cues or each.changes_meaning for each in self.areas)


def _counted(differences: Sequence[Difference]) -> str:
    counts = Counter(each.words for each in differences)
    return ", ".join(words if count == 1 else f"{words} ({count})" for words, count in counts.items())


def _numbers(counts: Counter[How]) -> str:
    return ", ".join(f"{name} {counts[how]}" for how, name in HOW_NAMES.items() if counts[how])
