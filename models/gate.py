"""The gate: a candidate is put into use only if it is shown to be no worse than the model in use.

The rules, exactly. All are checked, and each that fails is a reason in words.

1. *Enough to judge*: the held-out set has at least :attr:`Limits.positives` positives of at least one area.
2. *Macro-F1*: the lower end of the 95 % interval of the paired difference (candidate minus model in use, the same
   passages, documents resampled, weighted by inclusion probability) is at least :attr:`Limits.macro`.
3. *Recall*: for each area with at least :attr:`Limits.positives` positives, the lower end of Wilson's 95 % interval of
   recall must not fall beyond chance. An area fails when the candidate's lower end is below that of the model in use
   *and* the passages lost outnumber those gained by more than chance would have it: the exact one-sided sign test of
   lost against gained (McNemar 1947) gives less than :attr:`Limits.chance`. So four lost and none gained fail, three
   do not: with so few the macro-F1 rule decides. Rarer areas are pooled and judged as one by the same rule; where the
   pool too is smaller than the limit nothing is claimed, and that is said.
4. *Calibration*: the expected calibration error over all pairs is at most :attr:`Limits.error`; where the model in use
   is above that limit on the same passages, the candidate must be no worse than it.
5. *Coverage*: over stored passages of the last :attr:`Limits.months` months the share of each area may move by
   :attr:`Limits.move` of itself or :attr:`Limits.points`, whichever is more; an area fails when the whole 95 % interval
   of its move lies outside. Where the store holds nothing to look at, nothing is claimed, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from models.backcast import Move
from models.compare import MEASURED_FROM, Comparison, Recall
from models.reliability import Calibration


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gate asks; see the module."""

    macro: float = -0.005
    positives: int = MEASURED_FROM
    chance: float = 0.1
    error: float = 0.05
    move: float = 0.25
    points: float = 0.01
    months: int = 6


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a candidate may be put into use, every reason why not, and what could not be looked at."""

    passed: bool
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def rule(
    comparison: Comparison,
    new: Calibration,
    old: Calibration,
    moves: Sequence[Move],
    *,
    limits: Limits = LIMITS,
) -> Ruling:
    """Hold a candidate to the gate."""
    reasons: list[str] = []
    notes: list[str] = []
    difference = comparison.difference
    if not comparison.measured:
        reasons.append(
            f"chưa đủ để xét: {comparison.passages} đoạn giữ lại mà không mảng nào có {limits.positives} đoạn đúng;"
            " hãy đọc thêm (too few held-out positives to judge)"
        )
    elif difference.low is None or difference.low < limits.macro:
        reasons.append(
            f"macro-F1 không chắc là không kém: chênh {difference}, cận dưới phải từ {limits.macro}"
            " (the paired difference may be a loss)"
        )
    for recall in comparison.recalls:
        if recall.of < limits.positives:
            notes.append(
                f"mảng {recall.code}: chỉ {recall.of} đoạn đúng, không xét độ bao quát được (too few to judge recall)"
            )
        elif fell(recall, limits.chance):
            reasons.append(
                f"mảng {recall.code}: bỏ sót nhiều hơn, thấy {recall.new} thay vì {recall.old} trong {recall.of} đoạn,"
                f" cận dưới {recall.new_low:.3f} so với {recall.old_low:.3f} (recall fell)"
            )
    allowed = max(limits.error, old.error or 0.0)
    if new.error is None:
        reasons.append("không đo được hiệu chuẩn (calibration could not be measured)")
    elif new.error > allowed + 1e-12:
        reasons.append(f"xác suất nói sai mức: ECE {new.error:.3f} trên mức {allowed:.3f} (badly calibrated)")
    elif new.error > limits.error:
        notes.append(f"ECE {new.error:.3f} trên mức {limits.error}, nhưng mô hình đang dùng cũng vậy ({allowed:.3f})")
    if not moves:
        notes.append("kho chưa có đoạn nào của những tháng gần đây để xem độ bao phủ có xê dịch không (no back-cast)")
    for move in moves:
        bound = allowed_move(move, limits)
        if move.low is not None and move.high is not None and (move.low > bound or move.high < -bound):
            reasons.append(
                f"mảng {move.area}: độ bao phủ {limits.months} tháng gần đây xê dịch quá mức: {move.old}/{move.of} đoạn"
                f" thành {move.new}/{move.of}, chênh [{move.low:+.4f}; {move.high:+.4f}], cho phép ±{bound:.4f}"
                " (coverage moves too far)"
            )
    return Ruling(not reasons, tuple(reasons), tuple(notes))


def fell(recall: Recall, chance: float = LIMITS.chance) -> bool:
    """Whether the lower bound of recall fell, and by more than chance."""
    return recall.new_low < recall.old_low and by_chance(recall.lost, recall.gained) < chance


def by_chance(lost: int, gained: int) -> float:
    """Probability that of so many that changed at least so many are losses, were losses and gains equally likely."""
    of = lost + gained
    return sum(comb(of, count) for count in range(lost, of + 1)) / float(2**of)


def allowed_move(move: Move, limits: Limits) -> float:
    """How far the share of an area may move."""
    return max(limits.points, limits.move * (move.old / move.of if move.of else 0.0))
