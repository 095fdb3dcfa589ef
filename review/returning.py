"""Workbooks that come back to the desk: laid in the tray, weighed as a plan, applied where nothing moved since.

A plan has a sum over the file and over all that would come of it. The form that confirms carries the sum that was
shown; where the plan is another by then, nothing is applied and it is shown again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

from corpus.database.rows import to_json, write_time
from corpus.errors import BadInput
from review.desk import Desk, Me
from review.handed_sheets import SheetDesk
from review.workbook.checking import Applied, Changed, Plan
from review.workbook.reading import Returned, read_workbook

LONGEST = 2_000
"""Rows of one workbook that the page takes: what would come of each is shown before anything is kept."""

NAME = "tep"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A workbook in the tray: its sum, its name, what would come of it, and the sum of that."""

    digest: str
    name: str
    plan: Plan
    total: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A workbook that was applied: its export, when (ISO), and what came of it."""

    export: str
    at: str
    applied: Applied


class Moved(Exception):
    """What would come of a workbook is not what was shown; ``now`` is what it is now."""

    def __init__(self, now: Weighed) -> None:
        super().__init__(now.digest)
        self.now = now


def lay(desk: Desk, me: Me, *, name: str, file: BinaryIO) -> Weighed:
    """Take a workbook that was sent, and say what would come of it.

    Raises:
        BadInput: nothing was sent, or it is no workbook of ours; see :func:`review.workbook.reading.read_workbook`.
    """
    body = file.read()
    if not body:
        raise BadInput("chưa chọn tệp nào, hoặc tệp trống (no file)", where=NAME)
    planned = _plan(desk, me, body)
    shown = "".join(each for each in Path(name).name if each.isprintable())[-120:]
    return _weighed(desk.tray.lay(me.person, shown, body, now=desk.now()), shown, planned)


def weigh(desk: Desk, me: Me, digest: str) -> Weighed | None:
    """What would come of a workbook in the tray; None where it waits no longer.

    Raises:
        BadInput: as :func:`lay`.
    """
    laid = desk.tray.find(me.person, digest, now=desk.now())
    return None if laid is None else _weighed(digest, laid.name, _plan(desk, me, laid.body))


def keep(desk: Desk, me: Me, digest: str, *, total: str) -> Kept | None:
    """Apply a workbook as it was shown; None where it waits no longer.

    Raises:
        Moved: the sum that was shown is not the sum of what would come of it now.
        BadInput: as :func:`lay`.
    """
    weighed = weigh(desk, me, digest)
    if weighed is None:
        return None
    if weighed.total != total or not weighed.plan.changes:
        raise Moved(weighed)
    now = desk.now()
    return Kept(weighed.plan.export.id, write_time(now), sheets_of(desk).apply(weighed.plan, now=now))


def sheets_of(desk: Desk) -> SheetDesk:
    """The desk's workbooks.

    Raises:
        BadInput: there are none here.
    """
    if desk.sheets is None:
        raise BadInput("ở đây không xuất nhập bảng; dùng lệnh bamsat sheet (by the command)", where="sheets")
    return desk.sheets


def as_file(body: bytes, read: Callable[[Path], T]) -> T:
    """What a reader of files makes of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bang.xlsx"
        path.write_bytes(body)
        return read(path)


def made_file(name: str, write: Callable[[Path], object]) -> bytes:
    """The bytes that a writer of files writes under a name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def moment(text: str) -> str:
    """A time as an address has it, where the store may have written it.

    Raises:
        BadInput: it is none.
    """
    try:
        if datetime.fromisoformat(text).tzinfo is not None:
            return text
    except ValueError:
        pass
    raise BadInput("thời điểm viết theo ISO 8601 có múi giờ (a time with its zone)", where=text[:40])


def _plan(desk: Desk, me: Me, body: bytes) -> Plan:
    returned: Returned = as_file(body, lambda path: read_workbook(path, desk.taxonomy))
    rows = len(returned.filled) + len(returned.refused)
    if rows > LONGEST:
        raise BadInput(f"bảng có {rows} dòng đã điền; trang này nhận tới {LONGEST} (too many rows)", where=NAME)
    return sheets_of(desk).plan(returned, person=me.person)


def _weighed(digest: str, name: str, planned: Plan) -> Weighed:
    said = {
        "file": digest,
        "changes": [_change(each) for each in planned.changes],
        "refused": [[each.line, each.passage, each.reason] for each in planned.refused],
        "already": planned.already,
        "empty": planned.empty,
    }
    return Weighed(digest, name, planned, hashlib.sha256(to_json(said).encode("utf-8", "surrogatepass")).hexdigest())


def _change(change: Changed) -> dict[str, object]:
    draft = change.draft
    return {
        "line": change.line,
        "passage": draft.passage,
        "person": draft.person,
        "verdicts": dict(draft.verdicts),
        "before": [list(each) for each in change.verdicts],
        "stage": draft.stage,
        "modality": draft.modality,
        "note": draft.note,
        "supersedes": draft.supersedes,
        "last": change.last,
    }
