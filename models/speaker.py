"""Who speaks in a passage: the person or body its words are given to; the paper itself where nobody is named.

Vietnamese news attributes in few ways: ``ông X cho biết``, ``Theo bà Y,``, ``Đồng chí Z nhấn mạnh:``, ``"...", ông X
nói``, and a dash or a quotation mark that opens a passage after one that introduced it. A speaker is a name, an office
or a body beside a verb of saying in one clause; of several in one passage the last that is named speaks. ``Ông``,
``đồng chí`` and the like without a name speak for the speaker before them. The distinction of source, cue and content
follows the attribution scheme of Pareti (2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.label import NOBODY, Speaker
from corpus.passage import Entity, EntityKind
from models.phrases import Match, Phrases
from models.syllables import Syllable

SAYING = (
    "cho biết", "nói", "cho rằng", "cho hay", "chia sẻ", "kể", "trả lời", "phát biểu", "bày tỏ", "trao đổi",
    "giải thích", "lý giải", "phân tích", "nhấn mạnh", "khẳng định", "chỉ rõ", "lưu ý", "đề nghị", "yêu cầu",
    "kiến nghị", "đánh giá", "nhận định", "nhận xét", "thừa nhận", "thông tin", "căn dặn", "mong muốn", "tâm sự", "nêu",
    "đặt vấn đề",
    "kết luận", "phát biểu chỉ đạo", "phát biểu kết luận", "nêu rõ", "kêu gọi", "đặt câu hỏi", "bộc bạch", "khuyên",
    "nhắc nhở", "giao nhiệm vụ", "ghi nhận", "góp ý", "đề xuất", "gợi ý", "hứa", "thông báo", "cam kết", "tiết lộ",
)  # fmt: skip
"""Verbs of saying."""

ADDRESS = ("đồng chí", "đ/c", "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "thầy", "thượng tá", "đại tá")
"""Words of address before a name."""

OFFICES: tuple[tuple[str, str], ...] = tuple(
    (office, level)
    for level, offices in {
        "trung_uong": (
            "tổng bí thư", "chủ tịch nước", "thủ tướng", "phó thủ tướng", "chủ tịch quốc hội", "bộ trưởng",
            "thứ trưởng",
        ),
        "tinh": (
            "bí thư tỉnh ủy", "phó bí thư tỉnh ủy", "phó bí thư thường trực tỉnh ủy", "ủy viên ban thường vụ tỉnh ủy",
            "chủ tịch ubnd tỉnh", "phó chủ tịch ubnd tỉnh", "chủ tịch hđnd tỉnh", "tỉnh ủy viên",
        ),
        "so_nganh": ("giám đốc sở", "phó giám đốc sở", "chánh văn phòng", "chánh thanh tra"),
        "huyen": (
            "bí thư huyện ủy", "phó bí thư huyện ủy", "bí thư thành ủy", "phó bí thư thành ủy", "huyện ủy viên",
            "phó bí thư thường trực huyện ủy", "chủ tịch ubnd huyện", "phó chủ tịch ubnd huyện",
            "chủ tịch ubnd thành phố",
        ),
        "xa": (
            "bí thư đảng ủy", "phó bí thư đảng ủy", "chủ tịch ubnd xã", "phó chủ tịch ubnd xã", "bí thư chi bộ",
            "phó bí thư chi bộ", "trưởng ấp", "bí thư đảng ủy xã", "đảng ủy viên",
        ),
        "mttq": ("chủ tịch ủy ban mttq", "chủ tịch mặt trận", "trưởng ban công tác mặt trận"),
        "doan_the": (
            "bí thư đoàn", "chủ tịch hội", "chủ tịch liên đoàn lao động", "chi hội trưởng", "bí thư tỉnh đoàn",
        ),
        "dan": ("người dân", "bà con", "cử tri", "nhân dân", "một người dân", "nhiều cử tri", "nhiều người dân"),
        "": (
            "bí thư", "phó bí thư", "phó bí thư thường trực", "chủ tịch", "phó chủ tịch", "trưởng ban",
            "phó trưởng ban", "chủ nhiệm", "phó chủ nhiệm", "giám đốc", "phó giám đốc", "chủ nhiệm ủy ban kiểm tra",
            "đại biểu", "trưởng phòng", "phó trưởng phòng", "hiệu trưởng", "bí thư cấp ủy", "trưởng đoàn", "tổ trưởng",
        ),
    }.items()
    for office in offices
)  # fmt: skip
"""Offices that speak, with the level of each; "" where the office alone does not say it."""

REACH = 22
"""Syllables between a speaker's first word and the verb, at most: a name with its office and its place."""

_STOPS = frozenset('.;!?…"')
_PARTICLES = frozenset(
    {"cũng", "đã", "còn", "vừa", "tiếp", "tục", "thẳng", "thắn", "từng", "thì", "lại", "xúc", "động"}
)


@lru_cache(maxsize=1)
def _phrases() -> Phrases[tuple[str, str]]:
    """What is looked for: verbs, words of address, offices with their levels, and ``theo``."""
    listed = [(verb, ("say", "")) for verb in SAYING]
    listed += [(word, ("address", "")) for word in ADDRESS]
    listed += [(office, ("office", level)) for office, level in OFFICES]
    return Phrases([*listed, ("theo", ("by", ""))])


def speaker(
    text: str, cut: Sequence[Syllable], entities: Iterable[Entity] = (), *, start: int = 0, before: Speaker = NOBODY
) -> Speaker:
    """Who speaks in a passage.

    Args:
        cut: the passage's syllables.
        entities: its entities; offsets of these, as of what is returned, point into the document.
        start: where the passage starts in the document.
        before: the speaker of the passage before it.

    Returns:
        The speaker, as written, with its level; an empty one where the paper itself speaks.
    """
    found = list(_phrases().longest(cut))
    verbs = [match for match in found if match.values[0][0] == "say"]
    if not verbs and not any(match.values[0][0] == "by" for match in found):
        return _goes_on(cut, before)
    bodies = [e for e in entities if e.kind is EntityKind.ORGANISATION]
    said = NOBODY
    named = False
    for at, match in enumerate(found):
        kind, _ = match.values[0]
        if kind == "say":
            source = _before_verb(text, cut, found, at, bodies, start)
        elif kind == "by":
            source = _after_by(text, cut, found, at, bodies, start)
        else:
            continue
        if source is None:
            continue
        if source.name:
            said, named = source, True
        elif not named and before.name:
            said = Speaker(before.name, before.level, source.start, source.end, carried=True)
    return said if said.name else _goes_on(cut, before)


def _goes_on(cut: Sequence[Syllable], before: Speaker) -> Speaker:
    """A dash or a quotation mark that opens a passage without a speaker of its own goes on with the one before."""
    if before.name and cut and cut[0].key in ('"', "-"):
        return Speaker(before.name, before.level, carried=True)
    return NOBODY


def _before_verb(
    text: str,
    cut: Sequence[Syllable],
    found: Sequence[Match[tuple[str, str]]],
    at: int,
    bodies: Sequence[Entity],
    start: int,
) -> Speaker | None:
    """The speaker whose clause a verb of saying ends, or who follows it (``nói ông X``); None where there is none.

    A speaker without a name is one that was named before.
    """
    verb = found[at]
    last = verb.first
    while last > 0 and cut[last - 1].key in _PARTICLES:
        last -= 1
    first = last
    while first > 0 and last - first < REACH and cut[first - 1].key not in _STOPS:
        first -= 1
    heads = [m for m in found[:at] if first <= m.first < last and m.values[0][0] in ("office", "address")]
    inside = [m for m in found[:at] if first <= m.first < last and m.values[0][0] == "say"]
    if inside:
        heads = [m for m in heads if m.first >= inside[-1].last]
    comma = max((n for n in range(first, last) if cut[n].key == ","), default=first - 1)
    if (
        heads
        and heads[-1].last <= comma < last - 1
        and not any(text[each.start].isupper() for each in cut[comma + 1 : last])
    ):
        return None
    if heads:
        return _spoken(text, cut, heads[0].first, last, heads, start)
    begin, end = cut[first].start + start if first < last else 0, cut[last - 1].end + start if last > first else 0
    near = [e for e in bodies if begin <= e.start and e.end <= end and end - e.end <= 3]
    if near and not inside:
        return Speaker(text[near[-1].start - start : near[-1].end - start], near[-1].note, near[-1].start, near[-1].end)
    return None


def _after_by(
    text: str,
    cut: Sequence[Syllable],
    found: Sequence[Match[tuple[str, str]]],
    at: int,
    bodies: Sequence[Entity],
    start: int,
) -> Speaker | None:
    """The source that ``theo`` names at the head of a clause, up to the comma."""
    by = found[at]
    if by.first > 0 and cut[by.first - 1].key not in ("", ".", ",", "-", ";", '"'):
        return None
    last = by.last
    while last < len(cut) and last - by.last < REACH and cut[last].key not in _STOPS and cut[last].key not in ",:":
        last += 1
    heads = [m for m in found[at + 1 :] if m.first < last and m.values[0][0] in ("office", "address")]
    if heads and heads[0].first == by.last:
        more = next((m for m in found[at + 1 :] if m.first == last + 1 and m.values[0][0] == "office"), None)
        if more is not None and cut[last].key == ",":
            last, heads = more.last, [*heads, more]
            while last < len(cut) and last - by.last < REACH and cut[last].key not in _STOPS and cut[last].key != ",":
                last += 1
        return _spoken(text, cut, heads[0].first, last, heads, start)
    begin = cut[by.last].start + start if by.last < len(cut) else 0
    body = next((e for e in bodies if e.start == begin), None)
    return (
        None if body is None else Speaker(text[body.start - start : body.end - start], body.note, body.start, body.end)
    )


def _spoken(
    text: str,
    cut: Sequence[Syllable],
    first: int,
    last: int,
    heads: Sequence[Match[tuple[str, str]]],
    start: int,
) -> Speaker:
    """The words from an office or a word of address to the verb, where they name somebody; else a nameless speaker."""
    while last > first and cut[last - 1].key in (",", "-", '"', ":"):
        last -= 1
    begin, end = cut[first].start, cut[last - 1].end
    offices = [match for match in heads if match.values[0][0] == "office"]
    capitals = sum(text[each.start].isupper() for each in cut[first + 1 : last])
    if not offices and capitals == 0:
        return Speaker("", "", begin + start, end + start)
    level = next((match.values[0][1] for match in offices if match.values[0][1]), "")
    return Speaker(text[begin:end], level, begin + start, end + start)
