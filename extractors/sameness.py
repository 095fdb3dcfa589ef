"""Are two documents carriers of one story? Decided on their whole wordings, with the reason in words.

Similar wording is not enough: weather, prices, lottery and notices repeat last week's sentences with other figures.
So the same words must lead to the same figures, days and names (*slots*), and a text reworded with synonyms is known
by its telling: the same facts in the same order, sentence by sentence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import numpy as np

from extractors.wording import DAY, FIGURE, NAME, SHINGLE, Wording, facts, runs

Likeness = Literal["same", "near", "part", "spun", "translated"]

SAME, NEAR = 0.9, 0.45
"""Jaccard index of 3-syllable shingles from which two texts are the same, and one an edited form of the other."""

PART = 0.75
"""Share of the shorter text's shingles that the longer holds, from which it is an excerpt, if it also has the title or
the opening of the longer: else the longer is a digest, or a later story with this one as its background."""

NEAR_BRIEF, BRIEF = 0.6, 60
"""The same for texts of fewer shingles than :data:`BRIEF`, where a name and an office alone make a third."""

OPENING = 30
"""Syllables of an opening."""

AGREE = {FIGURE: 0.7, DAY: 0.5, NAME: 0.6}
"""Share of slots of a kind that must hold the same, among those that stand after the same words in both texts."""

FEW = 3
"""Slots of a kind below which half of them is enough, and names say nothing."""

EXCERPT = 0.7
"""Size of a text beside the longer one that holds it, under which it is called a part."""

SPUN_FACTS = 0.5
"""Share of pairs of facts that a reworded copy keeps, out of all that either text has."""

SPUN_EVIDENCE = 5
"""Pairs of facts that the two have in common, below which no text is called reworded."""

SPUN_ORDER, SPUN_TOUCHED, SPUN_SWAPPED, SPUN_LOOSE = 0.4, 0.6, 0.12, 0.25
"""Of a reworded copy: least share of syllables kept in order, of sentences with a word swapped, of syllables swapped,
and greatest share of syllables that were added or left out rather than swapped."""

SWAP = 6
"""Syllables in a row that can stand for as many others, give or take twice, in a swap of words."""

TOLD, TOLD_FIGURES = 0.7, 5
"""Of a translated copy: share of longer figures kept in order, and how many there must be."""


@dataclass(frozen=True, slots=True)
class Match:
    """How the second of two texts is a carrier of the first one's story.

    ``likeness`` is the Jaccard index for ``same`` and ``near``, the share held in the other for ``part``, the
    agreement of facts for ``spun`` and ``translated``; 0 to 1. ``flags`` are reasons in words.
    """

    kind: Likeness
    likeness: float
    flags: tuple[str, ...] = ()


def match(one: Wording, two: Wording, *, foreign: tuple[bool, bool] = (False, False)) -> Match | None:
    """Compare two wordings; the answer describes ``two`` beside ``one``, and is None both ways or neither.

    Args:
        foreign: for each, whether it is in another language than Vietnamese.
    """
    if not len(one.shingles) or not len(two.shingles):
        return None
    if foreign[0] != foreign[1]:
        return _translated(one, two, second_is_foreign=foreign[1])
    shared = len(np.intersect1d(one.shingles, two.shingles, assume_unique=True))
    fewer, more = sorted((len(one.shingles), len(two.shingles)))
    jaccard, held = shared / (fewer + more - shared), shared / fewer
    near = NEAR if fewer >= BRIEF else NEAR_BRIEF
    alike = jaccard >= near or (held >= PART and opens_alike(one, two))
    if alike and not slots_agree(one, two):
        return None
    if jaccard >= SAME:
        return Match("same", round(jaccard, 4))
    reworded = retelling(one, two)
    if reworded is not None and reworded.is_spun:
        return Match("spun", round(reworded.facts, 4), (reworded.words,))
    if not alike:
        return None
    if held >= PART and fewer / more < EXCERPT:
        if len(two.shingles) < len(one.shingles):
            return Match("part", round(held, 4))
        return Match("near", round(jaccard, 4), ("chứa gần trọn bài kia và viết thêm",))
    return Match("near", round(jaccard, 4))


def slots_agree(one: Wording, two: Wording) -> bool:
    """False where the same words lead to other figures, days or names: a form filled in anew, not a copy."""
    filled = _filled(one), _filled(two)
    agreed: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for key in filled[0].keys() & filled[1].keys():
        mine, theirs = filled[0][key], filled[1][key]
        seen[key[1]] += min(mine.total(), theirs.total())
        agreed[key[1]] += (mine & theirs).total()
    for kind, share in AGREE.items():
        if seen[kind] < FEW:
            if kind != NAME and agreed[kind] < 0.5 * seen[kind]:
                return False
        elif agreed[kind] < share * seen[kind]:
            return False
    return True


def opens_alike(one: Wording, two: Wording) -> bool:
    """True where the shorter text holds the title of the longer, or the opening of what follows it."""
    shorter, longer = sorted((one, two), key=lambda each: (len(each.syllables), each.syllables.tobytes()))
    title = longer.sentences[0] if longer.sentences else 0
    for begin, end in ((0, title), (title, title + OPENING)):
        opening = np.unique(runs(longer.syllables[begin:end], SHINGLE))
        if len(opening) and np.isin(opening, shorter.shingles).mean() >= PART:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Retelling:
    """How one text retells another, each a share from 0 to 1.

    ``facts``: pairs of facts in both, of those in either; ``order``: syllables kept in order, of the longer text;
    ``touched``: sentences with a word swapped; ``swapped``: syllables swapped; ``loose``: syllables added or left out.
    """

    facts: float
    order: float
    touched: float
    swapped: float
    loose: float

    @property
    def is_spun(self) -> bool:
        """True where words were swapped all over a text that was otherwise left alone."""
        return (
            self.facts >= SPUN_FACTS
            and self.order >= SPUN_ORDER
            and self.touched >= SPUN_TOUCHED
            and self.swapped >= SPUN_SWAPPED
            and self.loose <= SPUN_LOOSE
        )

    @property
    def words(self) -> str:
        """The finding as a reason for people."""
        return f"thay từ ở {self.touched:.0%} số câu, giữ {self.facts:.0%} số liệu và tên theo đúng trình tự"


def retelling(one: Wording, two: Wording) -> Retelling | None:
    """Compare the telling of two texts, the same either way; None where they have too few facts in common to say."""
    one, two = sorted((one, two), key=lambda each: (len(each.syllables), each.syllables.tobytes()))
    pairs = facts(one), facts(two)
    common = len(np.intersect1d(*pairs, assume_unique=True))
    kept = common / max(1, len(pairs[0]) + len(pairs[1]) - common)
    if common < SPUN_EVIDENCE or kept < SPUN_FACTS:
        return None
    matcher = SequenceMatcher(None, one.syllables.tolist(), two.syllables.tolist(), autojunk=False)
    swapped = np.zeros(len(two.syllables), bool)
    same = loose = 0
    for tag, begin, end, start, stop in matcher.get_opcodes():
        if tag == "equal":
            same += end - begin
        elif tag == "replace" and max(end - begin, stop - start) <= SWAP:
            swapped[start:stop] = True
        else:
            loose += max(end - begin, stop - start)
    ends = np.cumsum(two.sentences)
    touched = [bool(swapped[end - length : end].any()) for end, length in zip(ends, two.sentences, strict=True)]
    longer = max(len(one.syllables), len(two.syllables))
    return Retelling(
        facts=kept,
        order=same / longer,
        touched=sum(touched) / max(1, len(touched)),
        swapped=float(swapped.sum()) / longer,
        loose=loose / longer,
    )


def _filled(words: Wording) -> dict[tuple[int, int], Counter[str]]:
    """What stands after each context: values by (context, kind)."""
    filled: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for before, kind, value in words.slots:
        filled[before, kind][value] += 1
    return filled


def _translated(one: Wording, two: Wording, *, second_is_foreign: bool) -> Match | None:
    """Compare by figures alone, in order: the one thing that a translation into any script keeps."""
    told = sorted(
        [value for _, kind, value in words.slots if kind == FIGURE and len(value) > 1] for words in (one, two)
    )
    if min(map(len, told)) < TOLD_FIGURES:
        return None
    matcher = SequenceMatcher(None, told[0], told[1], autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks()) / max(map(len, told))
    if kept < TOLD:
        return None
    which = "bản này" if second_is_foreign else "bản kia"
    return Match("translated", round(kept, 4), (f"{which} là bản dịch: {kept:.0%} số liệu khớp theo thứ tự",))
