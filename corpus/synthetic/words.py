"""Texts for a made-up store: Vietnamese syllables without a meaning, as long as passages are, for measuring searches.

A few phrases stand in many texts, as they do in a newspaper of the province, and one in hardly any.
"""

from __future__ import annotations

import random

COMMON = "đồng khởi mới"
"""Stands in one text of four."""

RARE = "hương xưa vườn cũ"
"""Stands in one text of two thousand."""

_HEADS, _HEARTS, _TAILS = "bcdđghklmnprstvx", "aáàảạăắằâấầậeèéêếềiìíoòóôốồộơớờuùúụưứừ", ("", "n", "ng", "m", "i")


def wording(id: str) -> str:
    """The text of a passage, the same for the same id: 30 to 110 syllables, frequent ones far more often than rare."""
    chance = random.Random(id)
    syllables = [_syllable(chance) for _ in range(chance.randrange(30, 110))]
    for phrase, one_of in ((COMMON, 4), (RARE, 2000)):
        if chance.randrange(one_of) == 0:
            syllables.insert(chance.randrange(len(syllables)), phrase)
    text = " ".join(syllables)
    return f"{text[0].upper()}{text[1:]}."


def _syllable(chance: random.Random) -> str:
    """One of some three thousand, by a steep law as words have."""
    number = int(len(_HEADS) * len(_HEARTS) * len(_TAILS) * chance.random() ** 3)
    number, head = divmod(number, len(_HEADS))
    number, heart = divmod(number, len(_HEARTS))
    return _HEADS[head] + _HEARTS[heart] + _TAILS[number]
