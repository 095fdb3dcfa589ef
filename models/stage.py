"""How far along the chain from direction to correction a passage reports: one main stage, and all that are seen.

A scorecard: points of each stage for its cues, for words that tell an act, for facts and for the area. The points come
from a sparse regression on coded passages of the press and on the written ones, rounded to quarters. Of equal stages
the first in the codebook's order of ties is the main one; a request is direction whatever act it asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.label import Modality, Stage
from corpus.passage import Cue, Entity
from models.grammar import Markers
from models.phrases import Phrases
from models.syllables import Syllable

ORDER = (
    Stage.CHI_DAO,
    Stage.HAN_CHE,
    Stage.SO_KET,
    Stage.KIEM_TRA,
    Stage.KET_QUA,
    Stage.BAN_HANH,
    Stage.TO_CHUC,
    Stage.QUAN_TRIET,
)
"""Order of ties."""

SIGNS: Mapping[str, tuple[str, ...]] = {
    "punished": (
        "cảnh cáo", "cách chức", "khiển trách", "khai trừ", "quyết định kỷ luật", "thi hành kỷ luật", "bị kỷ luật",
        "xử lý kỷ luật", "kỷ luật bằng hình thức", "đã kỷ luật", "miễn nhiệm", "giáng chức", "bị cách",
        "hình thức kỷ luật",
        "buộc thôi việc", "cho thôi", "bãi nhiệm", "đình chỉ",
    ),
    "found": (
        "vi phạm", "khuyết điểm", "dấu hiệu vi phạm", "nghiêm trọng", "đến mức", "xem xét", "kết luận", "kiểm tra",
        "giám sát", "xác minh", "chịu trách nhiệm", "trách nhiệm",
    ),
    "text": (
        "ban hành", "ký", "quy định", "nghị quyết", "đề án", "thông tư", "nghị định", "dự thảo", "luật", "hướng dẫn",
        "kế hoạch", "chương trình hành động", "thông qua", "quy chế", "điều", "theo đó", "nêu", "nội dung", "gồm",
        "quyết định số", "kết luận số", "chỉ thị",
    ),
    "merged": (
        "sáp nhập", "hợp nhất", "giải thể", "sắp xếp", "tinh giản", "thí điểm", "nhất thể hóa", "chuyển giao",
        "thành lập",
        "bỏ", "nhập", "kiện toàn", "bố trí",
    ),
    "council": (
        "chất vấn", "giải trình", "phản biện", "giám sát chuyên đề", "đại biểu", "trả lời", "kỳ họp", "phiên họp",
        "hỏi",
        "tranh luận", "góp ý", "đoàn giám sát", "đoàn kiểm tra",
    ),
    "after": (
        "sau sắp xếp", "giảm được", "đã giảm", "giảm", "còn", "từ", "xuống", "tiết kiệm", "đạt", "tỷ lệ", "hoàn thành",
        "tính đến", "đến nay", "kết quả", "tổng số",
    ),
    "study": (
        "quán triệt", "học tập", "phổ biến", "báo cáo viên", "tuyên truyền", "hội nghị", "tập huấn", "nghiên cứu",
        "truyền đạt", "tìm hiểu", "chuyên đề",
    ),
    "review": (
        "sơ kết", "tổng kết", "đánh giá", "nhìn lại", "biểu dương", "khen thưởng", "năm thực hiện", "qua thực hiện",
        "kết quả thực hiện", "bằng khen", "nhân rộng", "điển hình",
    ),
    "lack": (
        "vẫn còn", "còn", "chưa", "chưa thực sự", "hạn chế", "yếu kém", "tồn tại", "bất cập", "chồng chéo", "cồng kềnh",
        "thiếu", "chậm", "kém", "nể nang", "hình thức", "nguyên nhân", "suy thoái", "lo ngại", "khó khăn", "vướng mắc",
        "đáng tiếc", "một bộ phận", "không ít", "lúng túng", "phình", "dôi dư", "cửa quyền", "nhũng nhiễu", "phiền hà",
        "trì trệ", "né tránh", "đùn đẩy", "ngại", "lãng phí",
    ),
    "says": ("cho biết", "cho rằng", "nói", "chia sẻ", "theo ông", "theo bà", "bày tỏ", "thừa nhận", "đánh giá"),
}  # fmt: skip
"""Words that tell an act, by what is told; counted up to three times; ``head`` is their standing at the head."""

POINTS: Mapping[Stage, tuple[float, Mapping[str, float]]] = {
    Stage.BAN_HANH: (
        -0.5,
        {"strong": 1.25, "head text": 0.75, "text": 0.75, "weak": 0.25, "place": -0.25},
    ),
    Stage.CHI_DAO: (
        0.5,
        {"weak": 1.5, "directive": 1.0, "figure": -0.75, "must": 0.75, "opening": 0.5, "place": -0.5, "strong": 0.5,
         "ask": 0.5, "done": -0.25, "area 3": 0.25},
    ),
    Stage.HAN_CHE: (0.0, {"lack": 1.25, "says": 0.5, "done": -0.25}),
    Stage.KET_QUA: (
        0.5,
        {"punished": 2.5, "figure": 0.5, "after": 0.5, "done": 0.5, "strong": 0.25, "will": -0.25},
    ),
    Stage.KIEM_TRA: (
        -0.25,
        {"area 5": 2.0, "bad": 0.5, "ask": 0.25, "weak": 0.25, "head found": 0.25, "found": 0.25, "organisation": 0.25,
         "merged": -0.25},
    ),
    Stage.QUAN_TRIET: (-0.25, {"strong": 1.5, "area 1": 0.75, "study": 0.5}),
    Stage.SO_KET: (-0.75, {"strong": 2.5, "review": 1.0, "figure": 0.25}),
    Stage.TO_CHUC: (
        1.0,
        {"area 7": 1.0, "strong": 0.5, "area 6": 0.5, "council": 0.25, "will": 0.25, "area 5": -0.25, "found": -0.25},
    ),
}  # fmt: skip
"""Start and points of each stage; ``strong`` and ``weak`` are its own cues, names after ``area`` the areas judged."""

SEEN = 1.0
"""Points over its start from which a stage counts as seen beside the main one."""

_PHRASES: Phrases[str] = Phrases((phrase, name) for name, phrases in SIGNS.items() for phrase in phrases)
_HEAD = 6


def stages(
    mood: Modality,
    marks: Markers,
    cut: Sequence[Syllable],
    entities: Iterable[Entity],
    cues: Iterable[Cue],
    *,
    areas: Collection[str],
    retrospective: bool = False,
) -> tuple[Stage, ...]:
    """The stages seen, the main one first; ``khong`` alone where the modality is none.

    ``areas`` are those the passage is about; in a ``retrospective`` run nothing is direction.
    """
    if mood is Modality.NONE:
        return (Stage.KHONG,)
    signs = _signs(mood, marks, cut, entities, areas)
    own: set[tuple[str, str]] = {(cue.target, "strong" if cue.sense == "strong" else "weak") for cue in cues}
    points: dict[Stage, float] = {}
    for stage, (_, each) in POINTS.items():
        said = {sense: 1.0 for sense in ("strong", "weak") if (f"stage:{stage}", sense) in own}
        points[stage] = sum(weight * (signs.get(name, 0.0) + said.get(name, 0.0)) for name, weight in each.items())
    if retrospective:
        points[Stage.CHI_DAO] = -10.0
    totals = {stage: points[stage] + POINTS[stage][0] for stage in ORDER}
    main = Stage.CHI_DAO if mood is Modality.DIRECTIVE else max(ORDER, key=lambda stage: totals[stage])
    return (main, *(stage for stage in ORDER if stage is not main and points[stage] >= SEEN))


def _signs(
    mood: Modality, marks: Markers, cut: Sequence[Syllable], entities: Iterable[Entity], areas: Collection[str]
) -> dict[str, float]:
    found: dict[str, float] = {f"area {code}": 1.0 for code in areas}
    found[str(mood)] = 1.0
    for name in ("must", "ask", "done", "bad", "will", "opening"):
        found[name] = min(getattr(marks, name), 2)
    for entity in entities:
        found[entity.kind] = min(found.get(entity.kind, 0.0) + 1.0, 2.0)
    for match in _PHRASES.longest(cut):
        for name in match.values:
            found[name] = min(found.get(name, 0.0) + 1.0, 3.0)
            if match.first < _HEAD:
                found[f"head {name}"] = 1.0
    return found
