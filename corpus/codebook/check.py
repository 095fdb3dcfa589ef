"""Does a taxonomy contradict itself? What loading cannot see: areas that claim the same words or point at nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.codebook.nouns import Area, CueRule, SignalCues, Taxonomy
from corpus.label import Modality, Stage
from corpus.phrase import key, written

ENOUGH = 5
"""Fewer inclusions or exclusions than this leave coders guessing."""

TIMES = ("former_term", "current", "future", "historical", "background")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (``error``) or worth a look (``warning``), where it is, and what in Vietnamese."""

    severity: Literal["error", "warning"]
    where: str
    message_vi: str


def check_taxonomy(taxonomy: Taxonomy) -> tuple[Finding, ...]:
    """All findings, errors first; none at all is the aim, no error is the condition for use."""
    found = [
        *_outline(taxonomy),
        *(finding for area in taxonomy.areas for finding in _parts(area)),
        *_confusables(taxonomy),
        *_spelling(taxonomy),
        *(finding for area in taxonomy.areas for finding in _within(area)),
        *_between(taxonomy),
        *_signals(taxonomy),
        *_names(taxonomy),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity))


def _error(where: str, message: str) -> Finding:
    return Finding("error", where, message)


def _warning(where: str, message: str) -> Finding:
    return Finding("warning", where, message)


def _outline(taxonomy: Taxonomy) -> Iterator[Finding]:
    wanted = tuple(str(number) for number in range(1, len(taxonomy.areas) + 1))
    if taxonomy.codes != wanted:
        yield _error("areas", f"mã mảng phải liền từ 1, đang là {', '.join(taxonomy.codes)}")
    numbers = tuple(rule.number for rule in taxonomy.boundary_rules)
    if numbers != tuple(range(1, len(numbers) + 1)):
        yield _error("boundary_rules", "số thứ tự quy tắc phân ranh phải liền từ 1")
    if taxonomy.valid_until is not None and taxonomy.valid_until < taxonomy.valid_from:
        yield _error("valid_until", "ngày hết hiệu lực trước ngày bắt đầu")
    if not taxonomy.changelog or taxonomy.changelog[-1].version != taxonomy.version:
        yield _error("changelog", f"mục cuối phải là bản {taxonomy.version}")
    shorts = _repeated(area.short for area in taxonomy.areas)
    yield from (_error("areas.short", f"tên ngắn «{short}» dùng cho hai mảng") for short in shorts)


def _parts(area: Area) -> Iterator[Finding]:
    where = f"areas[{area.code}]"
    for name in ("includes", "excludes", "lookalikes", "confusable", "sub_items", "actors", "verbs", "cues"):
        if not getattr(area, name):
            yield _error(f"{where}.{name}", "phần này trống")
    for name in ("includes", "excludes"):
        if 0 < len(getattr(area, name)) < ENOUGH:
            yield _warning(f"{where}.{name}", f"ít hơn {ENOUGH} mục")
    if not any(rule.sense == "strong" for rule in area.cues):
        yield _error(f"{where}.cues", "không có quy tắc mạnh nào")


def _confusables(taxonomy: Taxonomy) -> Iterator[Finding]:
    named = {area.code: {each.area for each in area.confusable} for area in taxonomy.areas}
    for area in taxonomy.areas:
        where = f"areas[{area.code}].confusable"
        for other in sorted(named[area.code]):
            if other not in named:
                yield _error(where, f"mảng {other} không có trong sổ mã")
            elif other == area.code:
                yield _error(where, "mảng tự so với chính nó")
            elif area.code not in named[other]:
                yield _error(where, f"mảng {other} không nêu lại mảng {area.code}")
        for other in _repeated(each.area for each in area.confusable):
            yield _error(where, f"mảng {other} được nêu hai lần")


def _spelling(taxonomy: Taxonomy) -> Iterator[Finding]:
    for rule in _rules(taxonomy):
        for name in ("any", "near", "needs", "unless"):
            phrases: tuple[str, ...] = getattr(rule, name)
            for phrase in phrases:
                if phrase != written(phrase):
                    yield _error(f"{rule.id}.{name}", f"«{phrase}» phải viết «{written(phrase)}»")
                if not key(phrase) and phrase != "%":
                    yield _error(f"{rule.id}.{name}", f"«{phrase}» không có âm tiết nào")
            for repeated in _repeated(key(phrase) for phrase in phrases):
                yield _error(f"{rule.id}.{name}", f"«{repeated}» đứng hai lần")
        if rule.near and {key(phrase) for phrase in rule.any} & {key(phrase) for phrase in rule.near}:
            yield _warning(f"{rule.id}.near", "một cụm vừa ở any vừa ở near")


def _within(area: Area) -> Iterator[Finding]:
    bare: dict[str, str] = {}
    strong: dict[str, str] = {}
    for rule in area.cues:
        if not rule.id.startswith(f"{area.code}."):
            yield _error(rule.id, f"mã quy tắc phải bắt đầu bằng «{area.code}.»")
        for phrase in rule.any:
            spelt = key(phrase)
            if _is_bare(rule) and spelt in bare:
                yield _error(rule.id, f"«{phrase}» đã có không điều kiện ở {bare[spelt]}")
            if _is_bare(rule):
                bare[spelt] = rule.id
            if rule.sense == "strong":
                strong[spelt] = rule.id
    for rule in area.cues:
        for phrase in rule.any:
            if rule.sense == "not" and key(phrase) in strong:
                yield _error(rule.id, f"«{phrase}» vừa là dấu hiệu mạnh ({strong[key(phrase)]}) vừa là dấu hiệu loại")


def _between(taxonomy: Taxonomy) -> Iterator[Finding]:
    """Phrases two areas claim: an error where both claim it alone, else a thing to know."""
    claims: dict[str, list[tuple[str, CueRule]]] = defaultdict(list)
    for area in taxonomy.areas:
        for rule in area.cues:
            if rule.sense == "strong":
                for phrase in rule.any:
                    claims[key(phrase)].append((area.code, rule))
    for phrase, claimed in claims.items():
        if len({code for code, _ in claimed}) < 2:
            continue
        where = ", ".join(dict.fromkeys(rule.id for _, rule in claimed))
        if len({code for code, rule in claimed if _is_bare(rule)}) > 1:
            yield _error(where, f"«{phrase}» là dấu hiệu mạnh không điều kiện của hai mảng")
        else:
            yield _warning(where, f"«{phrase}» là dấu hiệu mạnh của hai mảng")
    alone = [(phrase, code, rule) for phrase, each in claims.items() for code, rule in each if _is_bare(rule)]
    for phrase, code, rule in alone:
        for longer, other, other_rule in alone:
            if code != other and phrase != longer and f" {phrase} " in f" {longer} ":
                yield _warning(f"{rule.id}, {other_rule.id}", f"«{phrase}» nằm trong «{longer}» của mảng khác")


def _signals(taxonomy: Taxonomy) -> Iterator[Finding]:
    kinds: tuple[tuple[str, tuple[SignalCues, ...], tuple[str, ...]], ...] = (
        ("stages", taxonomy.stages, tuple(stage.value for stage in Stage)),
        ("modalities", taxonomy.modalities, tuple(each.value for each in Modality if each is not Modality.NONE)),
        ("times", taxonomy.times, TIMES),
    )
    for name, signals, wanted in kinds:
        codes = tuple(signal.code for signal in signals)
        for code in sorted(set(codes) ^ set(wanted)):
            yield _error(name, f"«{code}» {'thiếu' if code in wanted else 'không ai dùng'}")
        yield from (_error(f"{name}[{signal.code}]", "không có dấu hiệu nào") for signal in signals if not signal.cues)


def _names(taxonomy: Taxonomy) -> Iterator[Finding]:
    for slogan in taxonomy.slogans:
        for code in slogan.areas:
            if code not in taxonomy.codes:
                yield _error(f"slogans[{slogan.phrase}]", f"mảng {code} không có trong sổ mã")
    spelt = (key(name) for each in taxonomy.organisations for name in {each.name, *each.variants})
    yield from (_error("organisations", f"«{name}» là tên của hai tổ chức") for name in _repeated(spelt))


def _rules(taxonomy: Taxonomy) -> Iterator[CueRule]:
    holders: tuple[Area | SignalCues, ...] = (
        *taxonomy.areas,
        *taxonomy.stages,
        *taxonomy.modalities,
        *taxonomy.times,
    )
    for holder in holders:
        yield from holder.cues


def _is_bare(rule: CueRule) -> bool:
    return not (rule.near or rule.needs or rule.unless)


def _repeated(values: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return tuple(value for value, count in counts.items() if count > 1)
