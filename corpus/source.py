"""A source: a declared publisher, portal or folder that documents come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceClass(StrEnum):
    """Who speaks: implementation told by the acting body itself is not confirmation."""

    SELF_REPORT = "self_report"
    STATE_DOCUMENT = "state_document"
    PARTY_INSPECTION = "party_inspection"
    FRONT_SUPERVISION = "front_supervision"
    CENTRAL_PRESS = "central_press"
    OTHER_PRESS = "other_press"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents come from.

    Attributes:
        slug: identity, lower-case ASCII with dashes.
        name: as its readers know it, in Vietnamese.
        kind: its class as evidence.
        province: id of the province it belongs to (``ben-tre``), or None for national and unknown sources.
        active_from, active_until: dates of its own life; None where open or not known.
        successor: slug of the source that continues it.
    """

    slug: str
    name: str
    kind: SourceClass
    province: str | None = None
    active_from: date | None = None
    active_until: date | None = None
    successor: str | None = None
