"""Copies are told from look-alikes, and what was done to a copy is named."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import carrier_samples as samples
import numpy as np
import pytest
from carrier_samples import COPIES, originals, refilled

from corpus.document import Document
from extractors import likeness
from extractors.comparing import worth_comparing_among
from extractors.likeness import Signature, jaccard, keys, sign, signature, unpack, valid_percent
from extractors.sameness import Match, match
from extractors.tongue import flags_of, is_foreign
from extractors.wording import NAME, Wording, read_text_of, wording

FOUND = {
    "reprinted": 0.98,
    "unmarked": 0.98,
    "edited": 0.98,
    "scattered": 0.98,
    "retitled": 0.98,
    "syndicated": 0.98,
    "halved": 0.9,
    "spun": 0.8,
    "translated": 0.7,
}
"""Least share of each kind of copy that is found, from keys to verdict."""


class Read:
    """A document read once: its wording, signature and language."""

    def __init__(self, document: Document) -> None:
        text = read_text_of(document)
        self.id = document.id
        self.story = document.id.split(":")[1]
        self.wording: Wording = wording(text)
        self.signature: Signature = signature(document)
        self.foreign = is_foreign(valid_percent(text))
        self.keys = set(keys(self.signature))

    def beside(self, other: Read) -> Match | None:
        """The verdict that grouping would reach: a shared key, a look at the signatures, then the texts."""
        if not self.keys & other.keys or not worth_comparing_among(
            [("one", "two")], {"one": self.signature, "two": other.signature}
        ):
            return None
        return match(self.wording, other.wording, foreign=(self.foreign, other.foreign))


@pytest.fixture(scope="module")
def stories() -> list[Document]:
    return list(originals())


@pytest.fixture(scope="module")
def read(stories: list[Document]) -> list[Read]:
    return [Read(document) for document in stories]


@pytest.fixture(scope="module")
def copies(stories: list[Document]) -> dict[str, list[Read]]:
    made = {}
    for name, make in {**COPIES, "refilled": refilled}.items():
        chance = random.Random(7)
        made[name] = [Read(make(document, chance)) for document in stories]
    return made


@pytest.mark.parametrize("name", sorted(FOUND))
def test_copies_are_found_whatever_was_done_to_them(read: list[Read], copies: dict[str, list[Read]], name: str) -> None:
    found = [one.beside(two) is not None for one, two in zip(read, copies[name], strict=True)]
    assert len(found) >= 30
    assert sum(found) / len(found) >= FOUND[name]


def test_a_form_filled_in_with_other_figures_is_another_story(read: list[Read], copies: dict[str, list[Read]]) -> None:
    told = [
        (one, two)
        for one, two in zip(read, copies["refilled"], strict=True)
        if any(kind != NAME for _, kind, _ in one.wording.slots)
    ]
    assert len(told) >= 30
    assert all(jaccard(one.signature, two.signature) > 0.4 for one, two in told), "as texts they are very like"
    assert [two.id for one, two in told if one.beside(two) is not None] == []


def test_articles_on_the_same_topics_are_not_one_story(read: list[Read], copies: dict[str, list[Read]]) -> None:
    pool = [*read, *copies["edited"], *copies["spun"]]
    wrong: Counter[str] = Counter()
    pairs = right = 0
    for one, two in combinations(pool, 2):
        if one.story == two.story:
            right += one.beside(two) is not None
            continue
        pairs += 1
        found = one.beside(two)
        wrong["any"] += found is not None
        # Spun is the boldest claim, so it is tried even where no key would have brought the two together.
        if one.story < two.story and (said := match(one.wording, two.wording)) is not None:
            wrong[said.kind] += 1
    assert pairs > 20_000
    assert right / (right + wrong["any"]) >= 0.99
    assert wrong["spun"] / pairs <= 0.01


def test_what_was_done_is_named(read: list[Read], copies: dict[str, list[Read]]) -> None:
    def kinds(name: str) -> Counter[str]:
        found = (one.beside(two) for one, two in zip(read, copies[name], strict=True))
        return Counter(each.kind for each in found if each is not None)

    assert set(kinds("unmarked")) == {"same"}
    assert set(kinds("edited")) <= {"near", "same"}, "an edited text is not called reworded"
    assert kinds("halved")["part"] >= 0.9 * kinds("halved").total()
    assert kinds("spun")["spun"] >= 0.85 * kinds("spun").total()
    assert set(kinds("translated")) == {"translated"}


def test_a_verdict_is_the_same_from_either_side(read: list[Read], copies: dict[str, list[Read]]) -> None:
    for name, found in copies.items():
        for one, two in zip(read, found, strict=True):
            there, back = one.beside(two), two.beside(one)
            assert (there is None) == (back is None), name
            if there is not None and back is not None and there.kind not in ("part", "near"):
                assert (there.kind, there.likeness) == (back.kind, back.likeness)


def test_the_longer_of_two_is_not_the_part() -> None:
    whole = Read(originals()[0])
    cut = Read(samples.halved(originals()[0], random.Random(1)))
    assert (found := whole.beside(cut)) is not None and found.kind == "part"
    assert (found := cut.beside(whole)) is not None and found.kind == "near"
    assert "viết thêm" in found.flags[0]


def test_two_texts_with_sixty_five_syllables_in_common_always_meet(stories: list[Document]) -> None:
    chance = random.Random(3)
    words = [word for document in stories for word in document.text.split() if word.isalpha() and word.islower()]
    run = likeness.MARK_RUN + likeness.MARK_WINDOW - 1
    for _ in range(60):
        shared = chance.sample(words, run)
        texts = [
            " ".join(chance.sample(words, chance.randrange(300)) + shared + chance.sample(words, chance.randrange(300)))
            for _ in range(2)
        ]
        one, two = (set(keys(sign(wording(text)))) for text in texts)
        assert one & two


def test_the_bands_miss_as_seldom_as_they_say() -> None:
    def missed(share: float, bands: int, rows: int) -> float:
        return (1 - share**rows) ** bands

    expected = {0.6: 0.003, 0.5: 0.041, 0.4: 0.205}
    for share, said in expected.items():
        assert missed(share, likeness.BANDS, likeness.ROWS) == pytest.approx(said, abs=0.001)
        assert f"{said}" in (likeness.__doc__ or "")
    for share, said in {0.8: 0.003, 0.7: 0.034, 0.6: 0.142}.items():
        assert missed(share, likeness.FACT_BANDS, likeness.FACT_ROWS) == pytest.approx(said, abs=0.002)
        assert f"{said}" in (likeness.__doc__ or "")


def test_the_estimate_of_jaccard_is_as_good_as_it_says(read: list[Read], copies: dict[str, list[Read]]) -> None:
    errors = []
    for one, two in zip(read, copies["scattered"], strict=True):
        shared = len(np.intersect1d(one.wording.shingles, two.wording.shingles))
        true = shared / (len(one.wording.shingles) + len(two.wording.shingles) - shared)
        errors.append(jaccard(one.signature, two.signature) - true)
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 0.065


def test_a_signature_is_small_and_comes_back_from_its_bytes(read: list[Read]) -> None:
    for each in read:
        packed = each.signature.pack()
        assert len(packed) < 700
        assert unpack(packed).pack() == packed
        assert keys(unpack(packed)) == keys(each.signature)
    with pytest.raises(ValueError, match="form 9"):
        unpack(b"\x09" + packed[1:])


def test_a_text_too_short_meets_nobody() -> None:
    short = sign(wording("Ảnh: Chợ nổi buổi sớm, ghe xuồng neo kín bến sông."))
    assert keys(short) == ()
    assert jaccard(short, short) == 0
    assert match(wording(""), wording("")) is None


def test_figures_days_and_names_are_read_alike_however_written() -> None:
    one = wording("Ngày 3 tháng 3 năm 2021, ông Nguyễn Văn An trao 2.408 suất quà.")
    two = wording("Ngày 3/3/2021, ông NGUYỄN VĂN AN trao 2,408 suất quà.")
    assert [slot[1:] for slot in one.slots] == [slot[1:] for slot in two.slots]
    assert list(one.syllables) == list(two.syllables)


def test_a_verdict_in_words_says_what_language_and_host_say() -> None:
    assert flags_of(url="https://baodongkhoi.vn/bai-a1.html", valid=97, marked=76) == ()
    assert "không dấu" in flags_of(url=None, valid=80, marked=0)[0]
    assert "không phải tiếng Việt" in flags_of(url=None, valid=21, marked=0)[0]
    gathered = flags_of(url="https://www.vietnam.vn/th/ben-tre-abc", valid=8, marked=0)
    assert any("vietnam.vn" in flag for flag in gathered)
    assert any("bản dịch máy" in flag and "th" in flag for flag in gathered)
    assert flags_of(url="https://notvietnam.vn/th/a", valid=97, marked=70) == ()
