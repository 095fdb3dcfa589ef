"""What Duyệt answers as JSON, as its description says: shapes that answers are held to before they leave."""

from __future__ import annotations

from pydantic import BaseModel, Field


class QueueLine(BaseModel):
    """A queue and how far it is: by you for an audit sample, by all together else."""

    kind: str
    of: str
    done: int = Field(ge=0)
    passages: int = Field(ge=0)


class Suggested(BaseModel):
    """What the model says of an area: its probability in percent, and whether it chose the area."""

    chance: int = Field(ge=0, le=100)
    chosen: bool


class SaidBefore(BaseModel):
    """What somebody else said of the passage."""

    person: str
    areas: list[str]
    none: bool
    at: str


class Shown(BaseModel):
    """A passage as a queue shows it; ``seen`` and ``mine`` go back with the verdict."""

    passage: str
    url: str
    text: str
    before: str
    after: str
    title: str
    source: str
    address: str | None
    published: str | None
    suggested: dict[str, Suggested]
    others: list[SaidBefore]
    seen: str
    mine: str


class Kept(BaseModel):
    """A verdict that was kept."""

    event: str
    passage: str
    verdicts: dict[str, str]
    at: str


class TakenBack(BaseModel):
    """A verdict that was taken back, and the queue it had come from."""

    event: str
    passage: str
    queue: str


class OwnWork(BaseModel):
    """Your pace and how far you agree with others."""

    seconds: float | None
    today: int = Field(ge=0)
    agreement: float | None
    compared: int = Field(ge=0)
    passages_shared: int = Field(ge=0)
