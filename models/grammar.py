"""Grammatical markers of request, report and intention: what Vietnamese has in place of tense and mood.

The same verbs (``tiếp tục``, ``đẩy mạnh``) give orders and tell what was done; modal words (``cần``, ``phải``), aspect
words (``đã``, ``vừa``, ``sẽ``), time adverbials and whether a verb opens its clause tell the two apart (Thompson 1965,
*A Vietnamese Grammar*, on aspect markers). These are words of the language and not of any taxonomy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.phrases import Phrases
from models.syllables import Syllable

MARKERS: Mapping[str, tuple[str, ...]] = {
    "must": (
        "cần", "phải", "cần phải", "phải được", "cần được", "hãy", "nên", "không nên", "không được", "không để",
        "nhất thiết", "có trách nhiệm",
    ),
    "ask": (
        "đề nghị", "yêu cầu", "chỉ đạo", "lưu ý", "kêu gọi", "mong muốn", "mong", "căn dặn", "kiến nghị", "giao cho",
        "gợi ý", "nhắc nhở",
    ),
    "push": (
        "tiếp tục", "tăng cường", "đẩy mạnh", "nâng cao", "tập trung", "chú trọng", "phát huy", "kịp thời",
        "kiên quyết",
        "phấn đấu", "làm tốt", "thực hiện tốt", "đổi mới", "xây dựng", "hoàn thiện", "quan tâm", "chủ động",
        "quyết liệt",
        "khẩn trương", "thực hiện nghiêm", "thực hiện", "kiên trì", "củng cố", "bảo đảm", "đảm bảo", "siết chặt",
        "đề cao", "rà soát", "thường xuyên", "khắc phục", "xử lý nghiêm", "nghiêm túc", "sớm",
    ),
    "turn": (
        "một là", "hai là", "ba là", "bốn là", "năm là", "sáu là", "bảy là", "tám là", "thứ nhất", "thứ hai", "thứ ba",
        "thứ tư", "thứ năm",
    ),
    "future": (
        "thời gian tới", "sắp tới", "tới đây", "năm tới", "những năm tới", "nhiệm kỳ tới", "giai đoạn tới",
        "trong năm nay", "tháng tới", "tuần tới", "quý tới", "từ nay đến",
    ),
    "will": (
        "sẽ", "sẽ được", "dự kiến", "chuẩn bị", "đang xây dựng", "đang hoàn thiện", "đang nghiên cứu", "lấy ý kiến",
        "xin ý kiến", "dự thảo", "đề xuất", "sắp được", "lộ trình",
    ),
    "done": ("đã", "đã được", "đã có", "đã bị", "vừa", "vừa được", "vừa có", "từng"),
    "past": (
        "thời gian qua", "vừa qua", "năm qua", "những năm qua", "nhiều năm qua", "5 năm qua", "10 năm qua",
        "nhiệm kỳ qua",
        "đến nay", "tính đến", "trước đó", "hôm qua", "từ đầu năm", "tháng đầu năm", "sáng nay", "chiều nay", "hôm nay",
        "qua thực hiện", "qua kiểm tra", "sáng ngày", "chiều ngày", "sáng", "chiều", "ngày", "tối",
    ),
    "bad": (
        "còn", "vẫn còn", "chưa", "chưa được", "hạn chế", "yếu kém", "tồn tại", "khuyết điểm", "vi phạm", "bất cập",
        "vướng mắc", "khó khăn", "thiếu", "kém", "chậm", "lúng túng", "nể nang", "hình thức", "chồng chéo", "cồng kềnh",
        "suy thoái", "tình trạng", "không ít",
    ),
    "condition": ("nếu", "muốn", "để", "nhằm", "trường hợp"),
}  # fmt: skip
"""Phrases by marker."""

_PHRASES: Phrases[str] = Phrases((phrase, name) for name, phrases in MARKERS.items() for phrase in phrases)
_LINKS = frozenset({("đồng", "thời"), ("trước", "hết"), ("trong", "đó")})
_CLAUSE = frozenset('.;:!?-…"')


@dataclass(frozen=True, slots=True)
class Markers:
    """How often each marker stands in a passage; ``opening`` counts push verbs that open a clause or an item.

    ``pasts`` counts past adverbials at the head of a clause, where they govern it.
    """

    must: int = 0
    ask: int = 0
    push: int = 0
    turn: int = 0
    future: int = 0
    will: int = 0
    done: int = 0
    past: int = 0
    bad: int = 0
    condition: int = 0
    opening: int = 0
    pasts: int = 0


def markers(cut: Sequence[Syllable]) -> Markers:
    """Count the markers of a passage's syllables."""
    counts = dict.fromkeys(Markers.__slots__, 0)
    opened = True
    for match in _PHRASES.longest(cut):
        name = match.values[0]
        counts[name] += 1
        if name in ("push", "past", "turn"):
            opened = _opens(cut, match.first)
            if opened and name == "push":
                counts["opening"] += 1
            elif opened and name == "past":
                counts["pasts"] += 1
    return Markers(**counts)


def _opens(cut: Sequence[Syllable], first: int) -> bool:
    """Whether a clause starts at a position: at the head, after a stop, ``đồng thời`` or ``Một là,`` and its like."""
    before = first - 1
    if before > 0 and (cut[before - 1].key, cut[before].key) in _LINKS:
        before -= 2
    if before >= 0 and cut[before].key == ",":
        before -= 1
        if before < 1 or cut[before].key != "là":
            return False
    return before < 0 or cut[before].key in _CLAUSE or cut[before].key == "là"
