"""A codebook's workbook in the tray, as the proposal it makes: shown and given as a file, never put into use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.database.rows import HERE
from corpus.errors import BadInput
from review.desk import Desk, Me
from review.returning import NAME, as_file
from review.workbook.codebook_proposing import Proposal, propose
from review.workbook.codebook_reading import Sent, read_codebook


@dataclass(frozen=True, slots=True)
class Proposed:
    """A workbook in the tray: its sum and name, what it says, the proposal (None where nothing changes, or where
    ``wrong`` says why there is none)."""

    digest: str
    name: str
    sent: Sent
    proposal: Proposal | None
    wrong: str = ""


def lay_codebook(desk: Desk, me: Me, *, name: str, file: BinaryIO) -> str:
    """Take a workbook that was sent; gives the sum by which it is found again.

    Raises:
        BadInput: nothing was sent, or it is no workbook of a codebook.
    """
    body = file.read()
    if not body:
        raise BadInput("chưa chọn tệp nào, hoặc tệp trống (no file)", where=NAME)
    as_file(body, read_codebook)
    shown = "".join(each for each in Path(name).name if each.isprintable())[-120:]
    return desk.tray.lay(me.person, shown, body, now=desk.now())


def proposed(desk: Desk, me: Me, digest: str, *, version: str, note: str) -> Proposed | None:
    """What a workbook in the tray proposes against the codebook in use; None where it waits no longer.

    Raises:
        BadInput: it is no workbook of a codebook.
    """
    laid = desk.tray.find(me.person, digest, now=desk.now())
    if laid is None:
        return None
    sent = as_file(laid.body, read_codebook)
    if sent.taxonomy is None:
        return Proposed(digest, laid.name, sent, None)
    on = desk.now().astimezone(HERE).date()
    try:
        return Proposed(digest, laid.name, sent, propose(desk.taxonomy, sent, on=on, version=version, note=note))
    except BadInput as fault:
        return Proposed(digest, laid.name, sent, None, fault.reason)
