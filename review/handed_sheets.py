"""What the page of workbooks is handed: passages out as rows, and what came back as a plan that can be applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from review.workbook.checking import Applied, Plan
from review.workbook.reading import Returned
from review.workbook.sheet import Export, Row


class SheetDesk(Protocol):
    """Workbooks out and in."""

    def of_queue(self, queue: str, *, limit: int, person: str, now: datetime) -> tuple[Export, list[Row]]:
        """The waiting passages of a queue.

        Raises:
            BadInput: an unknown queue, one that is read at the desk only, or nothing waits.
        """
        ...

    def of_list(self, passages: Sequence[str], *, name: str, now: datetime) -> tuple[Export, list[Row]]:
        """These passages, as a list of that name."""
        ...

    def plan(self, returned: Returned, *, person: str) -> Plan:
        """What would be applied of a workbook that came back, in that person's name."""
        ...

    def apply(self, planned: Plan, *, now: datetime) -> Applied:
        """Keep the changes; rows on which somebody said something in the meantime are refused."""
        ...
