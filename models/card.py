"""A model card: what a model was made of, how good it is with intervals, where it is weak, and what it is not for.

Written as JSON for programs and as Markdown for people (after Mitchell et al. 2019). ``seen`` holds a short hash of
every text it learned from, so that a later comparison can tell what it was never asked about before.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from models.backcast import Move
from models.band import Band
from models.compare import Comparison
from models.features import terms
from models.gate import Limits, Ruling
from models.labelled import Example
from models.reliability import Calibration
from models.resample import Estimate
from models.strata import Stratum, worst

CARD_TEXT = ".card.md"
LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops")


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that is said of a candidate; see the module.

    Attributes:
        made: ISO time.
        labels: passages by origin; ``positives`` by area of those trained on.
        measured_as: id of what was measured, fitted without the held-out passages; ``id`` itself where that serves.
        prior: id of the model whose knowledge was kept and corrected, or "".
        code: hash of the code of this folder; ``lock`` of the lock file, or "" where there is none.
        chain: number of judgements and the head of their chain.
        stood_in: what the model in use was measured as, in words.
        bands: by area, the probabilities at which nothing is decided; see :mod:`models.band`.
    """

    id: str
    measured_as: str
    prior: str
    made: str
    taxonomy: str
    fingerprint: str
    data: str
    code: str
    lock: str
    libraries: Mapping[str, str]
    settings: Mapping[str, Any]
    seed: int
    labels: Mapping[str, int]
    positives: Mapping[str, int]
    people: int
    chain: tuple[int, str]
    trained_on: int
    held_out: int
    left_out: int
    until: str
    effective: float
    comparison: Comparison
    any_area: Estimate
    rules: Comparison
    calibration: Calibration
    calibration_before: Calibration
    strata: tuple[Stratum, ...]
    readings: Mapping[str, tuple[int, int]]
    moves: tuple[Move, ...]
    limits: Limits
    ruling: Ruling
    stood_in: str
    seen: tuple[str, ...] = field(repr=False)
    bands: Mapping[str, Band] = field(default_factory=dict)

    def json(self) -> bytes:
        """The card as JSON."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    def markdown(self) -> bytes:
        """The card as Markdown."""
        return ("\n".join(_lines(self)) + "\n").encode()


def text_hash(example: Example) -> str:
    """As :func:`text_hash_of`, of an example's text."""
    return text_hash_of(example.passage.text)


def text_hash_of(text: str) -> str:
    """16 hexadecimal digits of a text, the same for every spelling of it."""
    return hashlib.sha256(terms(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def code_hash() -> str:
    """16 hexadecimal digits of the code and word lists that training and reading are made of."""
    digest = hashlib.sha256()
    for package, endings in (("models", (".py", ".txt")), ("corpus", ("label.py", "taxonomy.py", "phrase.py"))):
        for path in _inside(files(package)):
            if path.name.endswith(endings):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def libraries() -> dict[str, str]:
    """Versions of what a training depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _inside(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.is_file():
            yield path


def _lines(card: Card) -> Iterator[str]:
    comparison, ruling = card.comparison, card.ruling
    yield f"# Mô hình {card.id}"
    yield ""
    yield f"**{'Đạt: được đưa vào dùng.' if ruling.passed else 'Không đạt: mô hình đang dùng giữ nguyên.'}**"
    yield from (f"- {reason}" for reason in ruling.reasons)
    yield from (f"- (chưa xét được) {note}" for note in ruling.notes)
    yield ""
    yield "## Làm từ gì"
    yield ""
    labels = ", ".join(f"{count} {name}" for name, count in card.labels.items())
    yield f"- Nhãn: {labels}; {card.people} người đọc; chuỗi nhận xét {card.chain[0]} sự kiện (`{card.chain[1][:12]}`)"
    until = f", học đến hết ngày {card.until}, đo trên đoạn mới hơn" if card.until else ""
    yield f"- Học {card.trained_on} đoạn, giữ lại {card.held_out} để đo, bỏ ngoài {card.left_out}{until}"
    if card.prior:
        yield f"- Giữ và sửa những gì {card.prior} đã biết (its knowledge is the prior)"
    positives = ", ".join(f"mảng {code}: {count}" for code, count in card.positives.items())
    yield f"- Đoạn đúng đã học: {positives}"
    yield f"- Sổ mã {card.taxonomy} (`{card.fingerprint}`), dữ liệu `{card.data}`, mã nguồn `{card.code}`,"
    yield f"  khóa thư viện `{card.lock or 'không có tệp khóa'}`, mầm {card.seed}, làm lúc {card.made}"
    yield f"- Thư viện: {', '.join(f'{name} {each}' for name, each in card.libraries.items())}"
    yield f"- Cấu hình: {', '.join(f'{name}={value}' for name, value in card.settings.items())}"
    yield ""
    yield f"## Đo trên {comparison.passages} đoạn, {comparison.documents} văn bản không được học"
    yield ""
    if card.measured_as != card.id:
        yield f"Số đo là của {card.measured_as}, cùng cách làm mà không học đoạn giữ lại; {card.id} học cả các đoạn ấy."
        yield ""
    yield f"Đối chiếu: {card.stood_in}. Khoảng 95 % rút lại theo văn bản; nặng bằng {card.effective:.0f} đoạn đều nhau."
    yield ""
    yield from _table(
        ("", "ứng viên", "đang dùng"),
        [
            (f"macro-F1 ({', '.join(comparison.measured) or '-'})", comparison.new_macro, comparison.old_macro),
            ("chênh lệch", comparison.difference, ""),
            ("chênh với quy tắc từ khóa", card.rules.difference, ""),
            ("F1 có mảng nào đó", card.any_area, ""),
            *((f"F1 mảng {code}", *pair) for code, pair in comparison.areas.items()),
            *(
                (f"tìm thấy mảng {each.code}", f"{each.new}/{each.of}", f"{each.old}/{each.of}")
                for each in comparison.recalls
            ),
            ("ECE", _figure(card.calibration.error), _figure(card.calibration_before.error)),
            ("Brier", _figure(card.calibration.brier), _figure(card.calibration_before.brier)),
            *((name, f"{right}/{of}", "") for name, (right, of) in card.readings.items()),
        ],
    )
    yield ""
    yield "## Từng lớp"
    yield ""
    yield from _table(
        ("lớp", "đoạn", "micro-F1"), [(f"{each.by}: {each.name}", each.passages, each.micro) for each in card.strata]
    )
    weakest = worst(card.strata)
    if weakest is not None:
        yield ""
        yield f"Yếu nhất: {weakest.by} {weakest.name}, micro-F1 {weakest.micro}."
    yield ""
    yield "## Hiệu chuẩn"
    yield ""
    yield from _table(
        ("máy nói", "thật là", "cặp"), [(f"{b.said:.2f}", f"{b.so:.2f}", b.pairs) for b in card.calibration.bins]
    )
    if card.bands:
        yield ""
        yield "## Dải để ngỏ: xác suất nằm trong dải thì máy chưa quyết, để người đọc"
        yield ""
        yield from _table(
            ("mảng", "từ", "đến", "ngưỡng", "căn cứ", "bỏ sót dưới dải", "sai trên dải", "nằm trong dải"),
            [
                (
                    each.area,
                    f"{each.low:.3f}",
                    f"{each.high:.3f}",
                    f"{each.threshold:.3f}",
                    f"{each.positives} đoạn đúng trong {each.of}" if each.basis == "held_out" else "quy tắc Chow",
                    *(_figure(value) for value in (each.missed, each.wrong, each.inside)),
                )
                for each in card.bands.values()
            ],
        )
    if card.moves:
        yield ""
        yield f"## Độ bao phủ {card.limits.months} tháng gần đây nếu thay mô hình"
        yield ""
        yield from _table(
            ("mảng", "đang dùng", "ứng viên", "chênh 95 %"),
            [(m.area, f"{m.old}/{m.of}", f"{m.new}/{m.of}", _span(m)) for m in card.moves],
        )
    yield ""
    yield "## Giới hạn"
    yield ""
    yield from (f"- {limit}" for limit in limits_of(card))


def limits_of(card: Card) -> Iterator[str]:
    """What the card's figures do not say."""
    yield "Nhãn là chủ đề của đoạn, không phải việc đã làm; im lặng không phải là không làm."
    written = card.labels.get("viết cho dự án", 0)
    if written:
        yield f"{written} nhãn là đoạn viết cho dự án: dạy lối viết và ranh giới, không cho biết tỷ lệ trên báo."
    rare = [code for code in card.comparison.areas if code not in card.comparison.measured]
    if rare:
        yield f"Mảng {', '.join(rare)} có dưới {card.limits.positives} đoạn đúng để đo: điểm riêng không đáng tin."
    if not card.until:
        yield "Chưa đo được theo thời gian về sau: quá ít đoạn có ngày."
    if card.people < 2:
        yield "Chưa có hai người đọc độc lập, nên chưa nói được người đọc có thống nhất không."


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(each).replace("|", "/") for each in row) + " |"


def _figure(value: float | None) -> str:
    return "không xác định" if value is None else f"{value:.3f}"


def _span(move: Move) -> str:
    return "-" if move.low is None or move.high is None else f"[{move.low:+.4f}; {move.high:+.4f}]"
