"""What one reading found on a page, and the document's parts that are made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from corpus.document import READ_ROLES, Role
from extractors.dateline import is_date_line
from extractors.encoding import one_line
from extractors.facts import Facts, Given
from extractors.markup import Markup
from extractors.roles import Part, author_of, same

_AUTHOR_LABEL = re.compile(r"^(?:tin, ảnh|bài, ảnh|bài và ảnh|tin|bài|thực hiện|tác giả)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What one reading found on a page; ``beside`` is where the title element stands among its neighbours."""

    reading: str
    how: str
    parts: list[Part]
    title: str | None
    title_element: Tag | None
    beside: Markup
    title_signal: str
    kicker: str | None
    lead: str | None
    date_line: str | None
    author: str | None
    section: str | None


def laid(body: Body, given: Given) -> list[Part]:
    """Head parts, then the body without what the head already said."""
    title, lead = given.title or body.title, given.lead or body.lead
    head: list[Part] = [(Role.KICKER, body.kicker or ""), (Role.TITLE, title or ""), (Role.DATE, body.date_line or "")]
    said = {same(text) for text in (title, body.title, lead, body.kicker, body.date_line) if text}
    rest = [(role, text) for role, text in body.parts if same(text) not in said or role is Role.CAPTION]
    if not any(role in READ_ROLES for role, _ in rest):
        # A body that is only its lead is still an article.
        rest = [(role, text) for role, text in body.parts if same(text) != same(title or "")]
        lead = None
    elif lead is None and rest[0][0] is not Role.LEAD and any(role is Role.LEAD for role, _ in rest):
        rest = [(Role.PARAGRAPH if role is Role.LEAD else role, text) for role, text in rest]
    head.append((Role.LEAD, lead or ""))
    if lead:
        rest = [(Role.PARAGRAPH if role is Role.LEAD else role, text) for role, text in rest]
    if body.author and not any(role is Role.BYLINE for role, _ in rest):
        rest.append((Role.BYLINE, body.author))
    return [(role, text) for role, text in (*head, *rest) if text]


def author_and_signal(body: Body, facts: Facts, given: Given, parts: Sequence[Part]) -> tuple[str | None, str]:
    """Who wrote it, and the signal that says so."""
    for signal, name in (
        ("given with the record", given.author),
        ("author element of the reading", body.author),
        ("metadata", facts.author),
        ("last lines", author_of(parts)),
    ):
        if name and not is_date_line(name):
            return _AUTHOR_LABEL.sub("", one_line(name)), signal
    return None, ""
