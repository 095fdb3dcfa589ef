"""From a workbook that came back to a new version of the codebook, proposed: nothing in use is changed by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.codebook.area_change import HOW_NAMES, How, TaxonomyChange
from corpus.codebook.change import compare_taxonomies
from corpus.codebook.check import Finding, check_taxonomy
from corpus.codebook.file import to_toml
from corpus.codebook.nouns import Change, Taxonomy
from corpus.errors import BadInput
from review.workbook.codebook_reading import Sent

LONGEST_NOTE = 500
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new version of a codebook.

    Attributes:
        taxonomy: the new one, with its version and its line in the changelog.
        change: what is different of areas and cues; ``others`` names what else is, in words.
        findings: what contradicts itself in it; errors keep it from being used.
    """

    taxonomy: Taxonomy
    change: TaxonomyChange
    others: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether it may be used."""
        return not any(each.severity == "error" for each in self.findings)

    @property
    def text(self) -> str:
        """The file of the new taxonomy."""
        return to_toml(self.taxonomy)


def propose(base: Taxonomy, sent: Sent, *, on: date, version: str = "", note: str = "") -> Proposal | None:
    """The new version that a workbook asks for; None where it says what the codebook says already.

    Args:
        base: the codebook in use.
        on: day of the changelog's line.
        version: its number; "" takes the one written in the workbook, or the next where that was left as it is.
        note: the changelog's line; "" takes the one written in the workbook, or one that names what changed.

    Raises:
        BadInput: the workbook has faults, was made of another codebook, or version or note cannot be taken.
    """
    given = sent.taxonomy
    if given is None:
        raise BadInput("bảng còn lỗi; sửa rồi gửi lại (faulty rows)", where="codebook")
    if sent.fingerprint != base.fingerprint:
        raise BadInput(
            f"bảng này lập từ sổ mã {sent.fingerprint[:12] or '?'}, đang dùng {base.fingerprint}; hãy xuất lại "
            "(made of another codebook)",
            where="codebook",
        )
    if given.fingerprint == base.fingerprint:
        return None
    if given.id != base.id:
        raise BadInput("mã sổ phải giữ nguyên; sổ khác là một tệp khác (another codebook)", where=given.id)
    number = version.strip() or (given.version if given.version != base.version else next_version(base.version))
    if _VERSION.fullmatch(number) is None or number in {each.version for each in base.changelog}:
        raise BadInput("số bản viết như 2021.2 và chưa từng dùng (a version not used yet)", where=number[:40])
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE:
        raise BadInput(f"lời lịch sử dài quá {LONGEST_NOTE} ký tự (too long)", where="note")
    if "\0" in said:
        raise BadInput("có ký tự NUL (a NUL character)", where="note")
    if given.changelog[: len(base.changelog)] != base.changelog:
        raise BadInput("lịch sử đã có thì không sửa, chỉ thêm dòng (the changelog only grows)", where="changelog")
    written = given.changelog[-1] if len(given.changelog) > len(base.changelog) else None
    bare = replace(given, version=number, changelog=base.changelog)
    change, others = compare_taxonomies(base, bare), tuple(other_changes(base, bare))
    text = said or (written.text if written is not None else "") or summary(change, others)
    line = Change(number, on if written is None else written.date, text)
    made = replace(bare, changelog=(*base.changelog, *given.changelog[len(base.changelog) : -1], line))
    return Proposal(made, replace(change, new_fingerprint=made.fingerprint), others, check_taxonomy(made))


def next_version(version: str) -> str:
    """The version after one: ``2021.1`` is followed by ``2021.2``."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    return f"{version}.1" if found is None else f"{found[1]}{int(found[2]) + 1}"


def summary(change: TaxonomyChange, others: Sequence[str]) -> str:
    """What changed, in one line for the changelog."""
    parts = [f"mảng {each.code or each.was[0]}: {each.words}" for each in change.areas if each.changed]
    parts += [f"{each.target}: {HOW_NAMES[each.how]} quy tắc {each.id}" for each in change.signals]
    text = "; ".join((*parts, *others)) or "đổi thứ tự hoặc cách viết"
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 2]} …"


def other_changes(old: Taxonomy, new: Taxonomy) -> list[str]:
    """What is different besides areas, cues and boundary rules, in words."""
    found = [
        f"{words}: {before or '–'} → {after or '–'}"
        for words, before, after in (
            ("tên sổ", old.name, new.name),
            ("thông qua", old.adopted, new.adopted),
            ("hiệu lực từ", old.valid_from, new.valid_from),
            ("hiệu lực đến", old.valid_until, new.valid_until),
        )
        if before != after
    ]
    found += [f"nguồn gốc ({name}) đổi" for name, text in new.provenance.items() if old.provenance.get(name) != text]
    for words, before_all, after_all in (
        ("phương châm", {each.phrase: each for each in old.slogans}, {each.phrase: each for each in new.slogans}),
        ("tổ chức", {each.name: each for each in old.organisations}, {each.name: each for each in new.organisations}),
        ("khâu", {each.code: each.name for each in old.stages}, {each.code: each.name for each in new.stages}),
        (
            "cách nói",
            {each.code: each.name for each in old.modalities},
            {each.code: each.name for each in new.modalities},
        ),
        ("thời gian", {each.code: each.name for each in old.times}, {each.code: each.name for each in new.times}),
    ):
        for name in dict.fromkeys((*before_all, *after_all)):
            if before_all.get(name) != after_all.get(name):
                how: How = "added" if name not in before_all else "removed" if name not in after_all else "changed"
                found.append(f"{HOW_NAMES[how]} {words} “{name}”")
    return found


def as_data(sent: Sent, made: Proposal | None) -> dict[str, object]:
    """What came of a workbook, for programs."""
    said: dict[str, object] = {
        "made_of": sent.fingerprint,
        "faults": [{"sheet": each.sheet, "line": each.line, "reason": each.reason} for each in sent.faults],
        "changed": made is not None,
    }
    if made is None:
        return said
    return {
        **said,
        "id": made.taxonomy.id,
        "version": made.taxonomy.version,
        "fingerprint": made.taxonomy.fingerprint,
        "changelog": made.taxonomy.changelog[-1].text,
        "sound": made.sound,
        "areas": [
            {
                "code": each.code,
                "was": list(each.was),
                "words": each.words,
                "changes_meaning": each.changes_meaning,
                "differences": [
                    {"field": one.field, "how": one.how, "old": one.old, "new": one.new}
                    for one in (*each.meaning, *each.wording)
                ],
                "cues": [{"id": one.id, "how": one.how, "fields": list(one.fields)} for one in each.cues],
            }
            for each in made.change.areas
            if each.changed
        ],
        "signals": [{"target": each.target, "id": each.id, "how": each.how} for each in made.change.signals],
        "others": list(made.others),
        "findings": [
            {"severity": each.severity, "where": each.where, "message": each.message_vi} for each in made.findings
        ],
    }
