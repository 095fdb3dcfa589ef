"""Addresses of lists of evidence: a filter as the address says it, and the address of a filter."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from corpus.coverage.evidence_filter import STATUSES, Filter, check
from corpus.database.rows import write_time
from corpus.errors import BadInput

ROOT = "/bang-chung"

Text = Annotated[str, Query(max_length=200)]


def asked(
    mang: Text = "",
    khau: Text = "",
    cach: Text = "",
    muc: Text = "",
    noi: Text = "",
    tu: Text = "",
    den: Text = "",
    nguon: Text = "",
    duyet: Text = "",
    q: Text = "",
    moi: Text = "",
) -> Filter:
    """The filter that an address asks for; a form that leaves a field empty leaves it out.

    Raises:
        BadInput: a value that nothing can answer.
    """
    if any("\0" in value for value in (mang, khau, cach, muc, noi, tu, den, nguon, duyet, q, moi)):
        raise BadInput("có ký tự NUL (a NUL character)", where=ROOT)
    if muc and muc not in ("0", "1", "2", "3", "4"):
        raise BadInput("mức từ 0 đến 4 (strength from 0 to 4)", where="muc")
    status = next((each for each in STATUSES if each == duyet), None)
    if status is None:
        raise BadInput("tình trạng là judged hay unjudged (unknown status)", where="duyet")
    wanted = Filter(
        area=mang,
        stage=khau,
        modality=cach,
        strength_from=int(muc or 0),
        place=noi,
        since=tu,
        until=den,
        source=nguon,
        status=status,
        words=" ".join(q.split()),
        new_since=_moment(moi),
    )
    check(wanted)
    return wanted


Asked = Annotated[Filter, Depends(asked)]


def fields(wanted: Filter) -> dict[str, str]:
    """The filter as the fields of an address: what narrows nothing is left out."""
    said = {
        "mang": wanted.area,
        "khau": wanted.stage,
        "cach": wanted.modality,
        "muc": str(wanted.strength_from or ""),
        "noi": wanted.place,
        "tu": wanted.since,
        "den": wanted.until,
        "nguon": wanted.source,
        "duyet": wanted.status,
        "q": wanted.words,
        "moi": wanted.new_since,
    }
    return {name: value for name, value in said.items() if value}


def address(wanted: Filter, *, under: str = "", **more: str) -> str:
    """The address of a filter's list, or of what lies under it (``under`` begins with a stroke)."""
    query = urlencode({**fields(wanted), **{name: value for name, value in more.items() if value}})
    return f"{ROOT}{under}?{query}" if query else f"{ROOT}{under}"


def _moment(text: str) -> str:
    if not text:
        return ""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return write_time(at)
    except (ValueError, OverflowError):
        pass
    raise BadInput("thời điểm viết theo ISO 8601 có múi giờ (a time with its zone)", where="moi")
