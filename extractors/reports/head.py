"""What is read of an administrative head, as it is gathered slip by slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extractors.reports.dating import Dated
from extractors.reports.marks import MOTTO, NATION, PARTY, fold, in_capitals
from extractors.reports.naming import bodies_of
from extractors.reports.numbering import LETTER, Numbered
from extractors.reports.paragraphs import join

MOTTO_LENGTH = 60
PARTY_LENGTH = 45
"""Characters of a line that may hold the fixed wording; in a longer one it is only named."""


@dataclass(slots=True)
class Head:
    """What was read of a head; ``ends`` is the place of the first piece that belongs to the body."""

    ends: int = 0
    left: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    number: Numbered | None = None
    number_line: str = ""
    dated: Dated | None = None
    date_line: str = ""
    kind: str | None = None
    subject: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    to_line: str = ""
    of_party: bool = False
    lone_star: bool = False
    framed: bool = False

    @property
    def certain(self) -> bool:
        """True when enough of a head was seen to call it one."""
        told = (bool(self.fixed), self.number is not None, self.dated is not None, bool(self.left), bool(self.kind))
        return sum(told) >= 2 and any(told[:3])

    @property
    def form(self) -> Literal["state", "party"]:
        """The layout, by the fixed wording first, then by the order of the number, then by the star."""
        if self.of_party:
            return "party"
        if self.fixed:
            return "state"
        return "party" if (self.number is not None and self.number.party) or self.lone_star else "state"

    @property
    def names(self) -> tuple[str, ...]:
        """The bodies on the left, upper first."""
        return bodies_of(self.left)

    @property
    def about(self) -> str | None:
        """The abstract on one line."""
        return join(self.abstract or self.subject).strip(" .;:*_") or None

    @property
    def title_kind(self) -> str | None:
        """Type as the title has it, else what the number's code says, else a letter where it says what it is about."""
        if self.kind:
            return self.kind
        if self.number is not None and self.number.kind:
            return self.number.kind
        return LETTER if self.subject else None

    @property
    def seen(self) -> bool:
        """True once the fixed wording, the number or the date was met."""
        return bool(self.fixed) or self.number is not None or self.dated is not None

    def takes_fixed(self, text: str) -> bool:
        """Take quốc hiệu, tiêu ngữ or the Party's name; "Việt Nam" alone where the line before broke there."""
        folded = fold(text)
        nation, party = NATION.search(folded), PARTY.search(folded)
        if nation is not None and text[nation.start() : nation.start() + 2].isupper():
            self.fixed.append(text)
            return True
        if MOTTO.search(folded) is not None and len(text) <= MOTTO_LENGTH:
            self.fixed.append(text)
            return True
        if party is not None and in_capitals(text) and party.start() == 0 and len(text) <= PARTY_LENGTH:
            self.fixed.append(text)
            self.of_party = True
            return True
        broken = bool(self.fixed) and folded.strip() == "viet nam" and "viet nam" not in fold(self.fixed[-1])
        if broken:
            self.fixed[-1] = f"{self.fixed[-1]} {text}"
        return broken
