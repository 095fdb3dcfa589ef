"""What each sign counts for: fitted weights by modality and by stage, shipped as readable text in ``points.json``.

A multinomial logistic regression over named signs; its weights are rounded to hundredths, the small ones left out.
How they were fitted, on what, and how well they did on passages they had not seen, stands in the file itself;
``python -m models.fit_modality --train FILE`` fits them again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

from corpus.passage import Cue, Entity
from models.grammar import Markers

FILE: Final = "points.json"
START: Final = "(start)"
"""The name under which a class's points with no sign at all stand."""


class Points:
    """Points of several classes by sign.

    ::

        points = Points({"planned": {"(start)": -1.0, "will": 1.2}, "reported": {"done": 0.8}})
        points.of({"will": 2.0})   # {"planned": 1.4, "reported": 0.0}
    """

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.classes = tuple(weights)
        self._start = [weights[name].get(START, 0.0) for name in self.classes]
        by_sign: dict[str, list[tuple[int, float]]] = {}
        for at, name in enumerate(self.classes):
            for sign, weight in weights[name].items():
                if sign != START:
                    by_sign.setdefault(sign, []).append((at, weight))
        self._by_sign = by_sign

    def of(self, *found: Mapping[str, float]) -> dict[str, float]:
        """Points of each class for the signs found."""
        points = self._start.copy()
        weights = self._by_sign
        for signs in found:
            for sign, count in signs.items():
                for at, weight in weights.get(sign, ()):
                    points[at] += weight * count
        return dict(zip(self.classes, points, strict=True))


@lru_cache(maxsize=2)
def shipped_points(of: str) -> Points:
    """The points of ``modality`` or of ``stage`` that come with the program."""
    return Points(json.loads(resources.files("models").joinpath(FILE).read_text(encoding="utf-8"))[of])


def facts(entities: Iterable[Entity], cues: Iterable[Cue], areas: Collection[str] = ()) -> dict[str, float]:
    """Signs that are not words: kinds of facts (up to two of each), cues of the codebook, and the areas.

    A day on which a document was issued is no fact about an act.
    """
    kinds = Counter(each.kind.value for each in entities if not each.note.startswith("ban hành"))
    signs: dict[str, float] = {f"fact {kind}": min(count, 2.0) for kind, count in kinds.items()}
    for cue in cues:
        if not cue.target.startswith("area:"):
            signs[f"cue {cue.target} {cue.sense}"] = 1.0
    for code in areas:
        signs[f"area {code}"] = 1.0
    if len(areas) > 1:
        signs["area several"] = 1.0
    return signs


def signs_of(
    marks: Markers, entities: Iterable[Entity], cues: Iterable[Cue], areas: Collection[str] = ()
) -> dict[str, float]:
    """All signs of a passage in one mapping, as the weights are fitted on them."""
    return {**marks.signs, **facts(entities, cues, areas)}
