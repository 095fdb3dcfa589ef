"""A codebook held against the one before it: which areas mean something else now, and which are only found otherwise.

A coder's word on an area rests on what the area *means* (definition, what is in, what is out, lookalikes, the rules
that tell it from others). *Cues* only help to find it: where they change, what was coded stays true, but a machine may
decide otherwise. Names, glosses and translations are *wording* and change neither. Two spellings of one text (letter
case, tone placement, punctuation) are no difference.

Areas are followed by what they hold: an area with another code, or whose parts stand in two areas now, is recoded or
split. The distinction follows the practice of codebook revision in content analysis (Krippendorff, *Content Analysis*:
instructions that change make data of before and after two series).

::

    change = compare_taxonomies(load_taxonomy(Path("2021.toml")), load_taxonomy(Path("2025.toml")))
    change.area("3").words      # "đổi nghĩa: ..."
    change.carried("3")         # "3" where a verdict of before still holds, else None
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from difflib import SequenceMatcher
from functools import lru_cache

from corpus.codebook.area_change import HOW_NAMES, AreaChange, CueChange, Difference, Lineage, TaxonomyChange
from corpus.codebook.nouns import Area, BoundaryRule, CueRule, Taxonomy
from corpus.phrase import key as spelt_key

__all__ = ["HOW_NAMES", "AreaChange", "CueChange", "Difference", "TaxonomyChange", "compare_taxonomies", "concerned"]

TAKEN = 0.3
"""Share of an area's parts that must stand in another for the one to come from the other."""

ALIKE = 0.6
"""Likeness (Ratcliff and Obershelp) from which a text taken out and one put in are one text that was rewritten."""


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """As :func:`corpus.phrase.key`; two versions share most of what they say."""
    return spelt_key(text)


def compare_taxonomies(old: Taxonomy, new: Taxonomy) -> TaxonomyChange:
    """Hold a new version of a codebook against an old one."""
    sources, gone = _lineages(old, new)
    rules = _boundary_differences(old, new)
    areas = []
    for area in new.areas:
        was = sources[area.code]
        before = [old.area(code) for code in was]
        siblings = sum(area_sources[:1] == was[:1] for area_sources in sources.values()) if was else 0
        areas.append(_area_change(area, before, siblings, rules.get(area.code, ())))
    areas += [
        AreaChange("", (code,), "removed", (), (), _cue_changes(f"area:{code}", old.area(code).cues, ()))
        for code in gone
    ]
    return TaxonomyChange(
        id=new.id,
        old_version=old.version,
        new_version=new.version,
        old_fingerprint=old.fingerprint,
        new_fingerprint=new.fingerprint,
        areas=tuple(areas),
        signals=_signal_changes(old, new),
    )


def _area_change(area: Area, before: Sequence[Area], siblings: int, rules: Sequence[Difference]) -> AreaChange:
    if not before:
        cues = _cue_changes(f"area:{area.code}", (), area.cues)
        return AreaChange(area.code, (), "new", tuple(rules), (), cues)
    main = before[0]
    lineage: Lineage = "kept"
    if len(before) > 1:
        lineage = "merged"
    elif siblings > 1:
        lineage = "split"
    elif area.code != main.code:
        lineage = "recoded"
    elif key(area.name) != key(main.name):
        lineage = "renamed"
    meaning = [found for name, values in _MEANING.items() for found in _differences(name, values(main), values(area))]
    wording = [found for name, values in _WORDING.items() for found in _differences(name, values(main), values(area))]
    old_cues = [rule for each in before for rule in each.cues]
    return AreaChange(
        code=area.code,
        was=tuple(each.code for each in before),
        lineage=lineage,
        meaning=(*meaning, *rules),
        wording=tuple(wording),
        cues=_cue_changes(f"area:{area.code}", old_cues, area.cues),
    )


Values = Callable[[Area], Sequence[str]]
_MEANING: Mapping[str, Values] = {
    "definition": lambda area: (area.definition,),
    "includes": lambda area: area.includes,
    "excludes": lambda area: area.excludes,
    "lookalikes": lambda area: area.lookalikes,
    "confusable": lambda area: [f"{each.area}: {each.rule}" for each in area.confusable],
    "sub_items": lambda area: [f"{each.name}: {', '.join(each.phrases)}" for each in area.sub_items],
}
_WORDING: Mapping[str, Values] = {
    "name": lambda area: (area.name,),
    "short": lambda area: (area.short,),
    "slug": lambda area: (area.slug,),
    "gloss": lambda area: (area.gloss,),
    "definition_en": lambda area: (area.definition_en,),
    "documents": lambda area: [f"{each.number} {each.title}" for each in area.documents],
    "actors": lambda area: area.actors,
    "verbs": lambda area: area.verbs,
}


def _differences(field: str, old: Sequence[str], new: Sequence[str]) -> list[Difference]:
    """What was put in, taken out and rewritten of a list of texts, whose order says nothing."""
    kept_old, kept_new = {key(each) for each in old}, {key(each) for each in new}
    out = [each for each in old if key(each) not in kept_new]
    found = []
    for text in (each for each in new if key(each) not in kept_old):
        likest = max(out, key=lambda each: _likeness(each, text), default=None)
        single = len(old) == len(new) == 1
        if likest is not None and (single or _likeness(likest, text) >= ALIKE):
            out.remove(likest)
            found.append(Difference(field, "changed", likest, text))
        else:
            found.append(Difference(field, "added", "", text))
    return found + [Difference(field, "removed", each, "") for each in out]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, key(one).split(), key(other).split(), autojunk=False).ratio()


def _cue_changes(target: str, old: Sequence[CueRule], new: Sequence[CueRule]) -> tuple[CueChange, ...]:
    """Rules put in, taken out and changed; a rule that only bears another id is the same rule."""
    said_before, said_now = {_said(rule) for rule in old}, {_said(rule) for rule in new}
    out = {rule.id: rule for rule in old if _said(rule) not in said_now}
    found = []
    for rule in (each for each in new if _said(each) not in said_before):
        before = out.pop(rule.id, None)
        if before is None:
            found.append(CueChange(target, "added", rule.id, (), None, rule))
        else:
            names = (each.name for each in fields(CueRule))
            moved = tuple(name for name in names if _loose(getattr(before, name)) != _loose(getattr(rule, name)))
            found.append(CueChange(target, "changed", rule.id, moved, before, rule))
    return (*found, *(CueChange(target, "removed", rule.id, (), rule, None) for rule in out.values()))


def _said(rule: CueRule) -> tuple[object, ...]:
    return tuple(_loose(getattr(rule, each.name)) for each in fields(CueRule) if each.name != "id")


def _loose(value: object) -> object:
    """A list of phrases without its order and spelling."""
    return frozenset(key(str(each)) for each in value) if isinstance(value, tuple) else value


def _signal_changes(old: Taxonomy, new: Taxonomy) -> tuple[CueChange, ...]:
    before = dict(_signals(old))
    after = dict(_signals(new))
    return tuple(
        change
        for target in dict.fromkeys((*before, *after))
        for change in _cue_changes(target, before.get(target, ()), after.get(target, ()))
    )


def _signals(taxonomy: Taxonomy) -> list[tuple[str, tuple[CueRule, ...]]]:
    named = (("stage", taxonomy.stages), ("modality", taxonomy.modalities), ("time", taxonomy.times))
    return [(f"{name}:{each.code}", each.cues) for name, signals in named for each in signals]


def _boundary_differences(old: Taxonomy, new: Taxonomy) -> dict[str, list[Difference]]:
    """Rules between areas that changed, by the areas (of now) that they decide about.

    A rule that names two areas or more decides between those; any other may decide about every area. Rules are applied
    in order, so rules that changed places have changed; numbers alone say nothing.
    """
    kept = [{key(rule.text_vi) for rule in each.boundary_rules} for each in (old, new)]
    order = [
        [key(rule.text_vi) for rule in each.boundary_rules if key(rule.text_vi) in kept[0] & kept[1]]
        for each in (old, new)
    ]
    moved = {one for one, other in zip(*order, strict=True) if one != other}
    out = {rule.number: rule for rule in old.boundary_rules if key(rule.text_vi) not in kept[1]}
    found: dict[str, list[Difference]] = {}

    def note(difference: Difference, *rules: BoundaryRule) -> None:
        for code in dict.fromkeys(code for rule in rules for code in concerned(rule, new.codes)):
            found.setdefault(code, []).append(difference)

    for rule in new.boundary_rules:
        if key(rule.text_vi) not in kept[0]:
            before = out.pop(rule.number, None)
            if before is None:
                note(Difference("boundary_rules", "added", "", rule.text_vi), rule)
            else:
                note(Difference("boundary_rules", "changed", before.text_vi, rule.text_vi), before, rule)
        elif key(rule.text_vi) in moved:
            note(Difference("boundary_rules", "changed", rule.text_vi, rule.text_vi), rule)
    for rule in out.values():
        note(Difference("boundary_rules", "removed", rule.text_vi, ""), rule)
    return found


def concerned(rule: BoundaryRule, codes: Sequence[str]) -> tuple[str, ...]:
    """The areas a rule decides between: those it names, or all where it names fewer than two."""
    named = tuple(code for code in codes if re.search(rf"(?<![\w/.-]){re.escape(code)}(?![\w/-]|\.\d)", rule.text_vi))
    return named if len(named) > 1 else tuple(codes)


def _parts(area: Area) -> frozenset[str]:
    """What an area holds: what is in it, its named parts, the phrases it is known by."""
    phrases = (phrase for rule in area.cues if rule.sense != "not" for phrase in rule.any)
    return frozenset(key(each) for each in (*area.includes, *(part.name for part in area.sub_items), *phrases))


def _lineages(old: Taxonomy, new: Taxonomy) -> tuple[dict[str, list[str]], list[str]]:
    """For each area of now the old ones it comes from, and the old ones that went nowhere."""
    before = {area.code: _parts(area) for area in old.areas}
    after = {area.code: _parts(area) for area in new.areas}
    sources: dict[str, list[str]] = {}
    for code, parts in after.items():
        shares = {each: len(parts & held) / max(len(parts), 1) for each, held in before.items()}
        likest = max(shares, key=lambda each: shares[each], default="")
        # Its own code speaks for an area, unless what it holds now clearly stood elsewhere and nothing of it here.
        if code in before and (shares[code] >= TAKEN or shares[likest] < TAKEN):
            sources[code] = [code]
        else:
            sources[code] = [likest] if likest and shares[likest] >= TAKEN else []
    gone = []
    for code, held in before.items():
        if any(code in each for each in sources.values()):
            continue
        heirs = [each for each, parts in after.items() if len(parts & held) / max(len(held), 1) >= TAKEN]
        for heir in heirs:
            sources[heir].append(code)
        if not heirs:
            gone.append(code)
    return sources, gone
