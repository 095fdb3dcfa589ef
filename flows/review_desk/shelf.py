"""The shelf of models as the review desk sees it, and how far people agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from corpus.codebook.taxonomy import Taxonomy
from corpus.errors import StoreError
from corpus.label import Judgement
from corpus.store import Store
from flows.settings import Settings
from review.handed import (
    Alpha,
    Apart,
    AreaBeside,
    Beside,
    Bin,
    CardSheet,
    Changed,
    Figure,
    Layer,
    Measured,
    Moved,
    Shelved,
)

REMEMBERED = 300.0
"""Seconds for which a comparison over the whole store is not made again."""

LIMITS = "## Giới hạn"

FIRST = ("primary", "candidate", "retired")


def alpha_by_area(codes: Sequence[str], *, seed: int) -> Callable[[Sequence[Judgement]], Sequence[Alpha]]:
    """Alpha of verdicts by area, computed anew only where the verdicts are others."""
    kept: dict[tuple[str, ...], Sequence[Alpha]] = {}

    def ask(judgements: Sequence[Judgement]) -> Sequence[Alpha]:
        from models.agreement import agreement

        key = tuple(each.id for each in judgements)
        if key not in kept:
            while len(kept) > 3:
                kept.pop(next(iter(kept)))
            kept[key] = [
                Alpha(
                    each.area,
                    Figure(each.alpha.value, each.alpha.low, each.alpha.high, each.alpha.over),
                    each.people,
                    each.unsure,
                )
                for each in agreement(judgements, codes, seed=seed)
            ]
        return kept[key]

    return ask


class ReviewedShelf:
    """:class:`review.handed.Shelf` on the folder of models."""

    def __init__(self, settings: Settings, store: Store, taxonomy: Taxonomy) -> None:
        self._settings = settings
        self._store = store
        self._taxonomy = taxonomy
        self._beside: tuple[float, tuple[str, str], Beside] | None = None

    def models(self) -> Sequence[Shelved]:
        """Every model, the one in use first; what is wrong with a card is said where it is opened."""
        from models.shelf import listed, made_here

        folder = self._settings.models
        found = []
        for each in listed(folder) if folder.is_dir() else []:
            reference, fault = each.reference, each.fault
            if reference is not None and not made_here(reference):
                fault = f"scikit-learn {reference.sklearn}: cần huấn luyện lại (train again)"
            try:
                sheet = self.card(each.id)
            except StoreError:
                sheet = None
            found.append(
                Shelved(
                    id=each.id,
                    profile=each.profile,
                    shadow=each.shadow,
                    fault=fault,
                    taxonomy="" if reference is None else f"{reference.taxonomy} · {reference.fingerprint}",
                    passages=None if reference is None else reference.passages,
                    macro=sheet.measured[0].macro if sheet is not None and sheet.measured else None,
                    passed=None if sheet is None else sheet.passed,
                )
            )
        return sorted(found, key=lambda each: (FIRST.index(each.profile), each.id))

    def card(self, id: str) -> CardSheet | None:
        """A model's card.

        Raises:
            StoreError: it cannot be read.
        """
        from models.shelf import card_of

        card = card_of(self._settings.models, id)
        try:
            return None if card is None else sheet_of(card, limits=self._limits(id))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise StoreError(f"{id}: phiếu mô hình bị hỏng (damaged card): {error}") from error

    def _limits(self, id: str) -> list[str]:
        """The limits that the card's text for people names."""
        path = self._settings.models / f"{id}.card.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return [line[2:] for line in text.partition(LIMITS)[2].splitlines() if line.startswith("- ")]

    def changes(self) -> Sequence[Changed]:
        """Every promotion and rollback, newest first."""
        from models.shelf import changes

        folder = self._settings.models
        return [Changed(each.id, each.at, each.kind, each.why) for each in changes(folder)][::-1]

    def before(self) -> str | None:
        """The model that a rollback would put back."""
        from models.shadowing import POINTER

        path = self._settings.models / POINTER
        try:
            before = json.loads(path.read_text(encoding="utf-8")).get("before", []) if path.exists() else []
        except (OSError, ValueError, AttributeError):
            return None
        return str(before[-1]) if before else None

    def promote(self, id: str, *, why: str, at: datetime) -> None:
        """Put a model into use, after reading it once."""
        from models.shelf import promote

        promote(self._settings.models, id, why=why, at=at.isoformat(timespec="seconds"))

    def rollback(self, *, why: str, at: datetime) -> str:
        """Put the model before back into use."""
        from models.shelf import rollback

        return rollback(self._settings.models, why=why, at=at.isoformat(timespec="seconds")).id

    def beside(self) -> Beside | None:
        """The marked candidate against the model in use; the same answer for some minutes."""
        from flows.shadow import report
        from models.shadowing import in_use, shadowed

        folder = self._settings.models
        mark = shadowed(folder) if folder.is_dir() else None
        primary = in_use(folder) if mark is not None else None
        if mark is None or primary is None:
            return None
        pair = (primary, mark.id)
        if self._beside is not None and self._beside[1] == pair and monotonic() - self._beside[0] < REMEMBERED:
            return self._beside[2]
        found = report(self._store, models=folder, model=primary, shadow=mark, codes=self._taxonomy.codes)
        made = Beside(
            primary=primary,
            other=mark.id,
            since=mark.at,
            why=mark.why,
            passages=found.passages,
            missing=found.missing,
            areas=[
                AreaBeside(each.area, each.both, each.only_one, each.only_other, each.agreement, each.positive)
                for each in found.areas
            ],
            apart=[
                Apart(each.passage, each.area, each.one, each.other, "primary" if each.says == "one" else "other")
                for each in found.differing
            ],
            share=found.cost.share,
            faults=found.cost.faults,
        )
        self._beside = (monotonic(), pair, made)
        return made


def sheet_of(card: Mapping[str, Any], *, limits: Sequence[str] = ()) -> CardSheet:
    """What the page shows of a card: of a retrained model, or of the one that comes with the program.

    Args:
        limits: of a retrained model, whose data do not say them.
    """
    return _retrained(card, limits) if "comparison" in card else _shipped(card)


def _retrained(card: Mapping[str, Any], limits: Sequence[str]) -> CardSheet:
    comparison, calibration, ruling = card["comparison"], card["calibration"], card["ruling"]
    before = card["calibration_before"]
    sizes = {"passages": comparison["passages"], "documents": comparison["documents"]}
    return CardSheet(
        made=card["made"],
        made_of=[*card["labels"].items()],
        positives=card["positives"],
        measured=[
            Measured(
                name="held_out",
                macro=_estimate(comparison["new_macro"]),
                any_area=_estimate(card["any_area"]),
                areas={code: _estimate(pair[0]) for code, pair in comparison["areas"].items()},
                error=calibration["error"],
                brier=calibration["brier"],
                difference=_estimate(comparison["difference"]),
                **sizes,
            ),
            Measured(
                name="incumbent",
                macro=_estimate(comparison["old_macro"]),
                any_area=None,
                areas={code: _estimate(pair[1]) for code, pair in comparison["areas"].items()},
                error=before["error"],
                brier=before["brier"],
                **sizes,
            ),
        ],
        bins=[Bin(each["said"], each["so"], each["pairs"]) for each in calibration["bins"]],
        calibration={code: (pair[0], pair[1]) for code, pair in calibration["areas"].items()},
        layers=[Layer(each["by"], each["name"], each["passages"], _estimate(each["micro"])) for each in card["strata"]],
        moved=[
            Moved(each["area"], each["of"], each["old"], each["new"], each["low"], each["high"])
            for each in card["moves"]
        ],
        passed=ruling["passed"],
        reasons=ruling["reasons"],
        notes=ruling["notes"],
        limits=limits,
        marks=_marks(card),
    )


def _shipped(card: Mapping[str, Any]) -> CardSheet:
    trained = card["trained_on"]
    sums: dict[str, int] = {}
    for name, counts in trained.items():
        if name.startswith("positives_"):
            for code, count in counts.items():
                sums[code] = sums.get(code, 0) + count
    measured = [_shipped_measured(name, each) for name, each in card["measured"].items()]
    return CardSheet(
        made_of=[(name, trained[key]) for key, name in (("press", "báo"), ("written", "viết cho dự án"))],
        positives=sums,
        measured=measured,
        limits=card["limits"],
        marks=_marks(card),
    )


def _shipped_measured(name: str, each: Mapping[str, Any]) -> Measured:
    return Measured(
        name=name,
        passages=each["passages"],
        documents=each["documents"],
        macro=_three(each["macro_f1"]),
        any_area=_three(each["any_area_f1"]),
        areas={code: _three(area["f1"], over=area["of"]) for code, area in each["areas"].items()},
        error=each["ece"],
        brier=each["brier"],
    )


def _marks(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(card[name]))
        for name in ("taxonomy", "fingerprint", "data", "code", "lock", "seed", "prior")
        if card.get(name) not in (None, "")
    ]


def _estimate(each: Mapping[str, Any]) -> Figure:
    return Figure(each["value"], each["low"], each["high"], each["over"])


def _three(figure: Sequence[float | None], *, over: int | None = None) -> Figure:
    value, low, high = figure
    return Figure(value, low, high, over)
