"""What an estimator gives: a share with its interval and denominators, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi


@dataclass(frozen=True, slots=True)
class Check:
    """One assumption of an estimator and how it came out: ``holds`` is None where it could not be tested."""

    name: str
    holds: bool | None
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of the passages of a cell that are about a task, or an abstention.

    Attributes:
        method: the estimator.
        value: between 0 and 1; None exactly where ``abstained`` says why.
        low: lower end of the 95 % interval; None where the method has none.
        high: upper end.
        of: how many passages were read in the cell: the denominator.
        labelled: how many of them people judged.
        positive: how many of those they found to be about the task.
        effective: how many labels of a plain random sample would tell as much; None without an interval.
        why: why this method.
        abstained: why there is no value.
        checks: assumptions and their outcome.
    """

    method: str
    value: float | None
    low: float | None
    high: float | None
    of: int
    labelled: int
    positive: int
    effective: float | None = None
    why: Words | None = None
    abstained: Words | None = None
    checks: tuple[Check, ...] = field(default=())

    def __post_init__(self) -> None:
        if (self.value is None) == (self.abstained is None):
            raise ValueError("a share has a value or says why it has none, and never both")
        if self.value is not None and self.of <= 0:
            raise ValueError("a share needs a denominator: no passage was read")

    @property
    def width(self) -> float | None:
        """Width of the interval, None without one."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def doubts(self) -> tuple[Check, ...]:
        """The assumptions that do not hold."""
        return tuple(each for each in self.checks if each.holds is False)

    def record(self) -> dict[str, Any]:
        """The share as plain values for JSON."""

        def plain(words: Words | None) -> dict[str, str] | None:
            return None if words is None else {"vi": words.vi, "en": words.en}

        return {
            "method": self.method,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "of": self.of,
            "labelled": self.labelled,
            "positive": self.positive,
            "effective": self.effective,
            "why": plain(self.why),
            "abstained": plain(self.abstained),
            "checks": [
                {"name": each.name, "holds": each.holds, "vi": each.words.vi, "en": each.words.en}
                for each in self.checks
            ],
        }

    def __str__(self) -> str:
        if self.value is None:
            return f"chưa đủ bằng chứng: {self.abstained}"
        value = _percent(self.value)
        if self.low is None or self.high is None:
            return f"{value} % (trên {self.of} đoạn; {self.labelled} đoạn đã có người xem)"
        return (
            f"{value} % [{_percent(self.low)}–{_percent(self.high)} %] "
            f"(trên {self.of} đoạn; {self.labelled} đoạn đã có người xem)"
        )


def abstain(method: str, reason: Words, *, of: int, labelled: int, positive: int, **more: Any) -> Share:
    """A share that says why it has no value."""
    return Share(
        method=method,
        value=None,
        low=None,
        high=None,
        of=of,
        labelled=labelled,
        positive=positive,
        abstained=reason,
        **more,
    )


def _percent(value: float) -> str:
    return f"{100 * value:.1f}".replace(".", ",")


NOTHING_READ = Words(
    "không đoạn nào được đọc trong ô này, nên không có tỷ lệ nào để nêu",
    "no passage was read in this cell, so there is no share to state",
)
NO_LABELS = Words(
    "chưa đoạn nào trong ô này có người xem; hãy rút mẫu kiểm toán và chấm",
    "nobody has judged a passage of this cell; draw an audit sample and judge it",
)
