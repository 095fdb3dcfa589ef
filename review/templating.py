"""Templates: escaped always, strict about what is missing, with the words of the visitor's language at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from importlib.resources import files
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from corpus.database.rows import HERE
from review.desk import THEMES, desk_of, visit_of
from review.words import say

STATIC = "/tinh"
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def environment() -> Environment:
    """The environment all pages are made in. No template may mark text as safe: a test looks for it."""
    made = Environment(
        loader=PackageLoader("review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=upright,
    )
    made.filters["day"] = day
    made.filters["moment"] = moment
    made.filters["number"] = number
    made.filters["web_link"] = web_link
    made.globals["static"] = addresses()
    return made


def upright(value: object) -> object:
    """What a page shows of a value: as it is, without characters that turn the order of the writing around them.

    Text from outside has lost them when it was read; what people type or an address says has not
    (Unicode Standard Annex 9, 2.1 to 2.4).
    """
    if not isinstance(value, str) or value.isascii() or _TURNING.search(value) is None:
        return value
    return type(value)(_TURNING.sub("", value))


def addresses() -> Mapping[str, str]:
    """Addresses of the static files, each with its own sum so that it can be kept for ever."""
    found: dict[str, str] = {}
    for folder in ("", "vendor/"):
        for each in files("review").joinpath("static", folder).iterdir():
            if each.is_file():
                digest = hashlib.sha256(each.read_bytes()).hexdigest()[:12]
                found[folder + each.name] = f"{STATIC}/{folder}{each.name}?v={digest}"
    return found


def render(request: Request, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page (or part of one) from a template, in the visitor's language and theme."""
    desk, visit = desk_of(request), visit_of(request)
    made: Environment = request.app.state.templates
    html = made.get_template(template).render(
        t=partial(say, visit.language),
        visit=visit,
        me=visit.me,
        pages=request.app.state.pages,
        themes=THEMES,
        taxonomy=desk.taxonomy,
        foot={
            "model": desk.model() or say(visit.language, "app.no_model"),
            "codebook": desk.taxonomy.version,
            "version": desk.version,
        },
        **values,
    )
    return HTMLResponse(html, status_code=status, headers={"vary": "Cookie"})


def day(moment: str | None) -> str:
    """``2021-02-02T12:54:00+07:00`` or ``2021-02-02`` as ``02/02/2021``; "" of nothing."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    return (at if at.tzinfo is None else at.astimezone(HERE)).strftime("%d/%m/%Y")


def moment(at: str | None) -> str:
    """``2021-02-02T12:54:00+07:00`` as ``12:54 02/02/2021``; "" of nothing."""
    return datetime.fromisoformat(at).astimezone(HERE).strftime("%H:%M %d/%m/%Y") if at else ""


def number(value: float, digits: int = 0) -> str:
    """A number as Vietnamese is written: ``1.234,5``, with a minus that is not taken for the dash of an interval."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.-", ".,−"))


def web_link(url: str | None) -> str | None:
    """An address that may be linked to: http or https with a host and without a name or password; else None."""
    if not url or any(character <= " " or character == "\x7f" for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None
