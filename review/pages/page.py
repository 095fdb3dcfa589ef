"""A page of the application."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from corpus.people.users import Role


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or a few that belong together.

    Attributes:
        router: its handlers.
        role: the least role that sees any of it; None for what anybody may ask for before coming in.
        path: where it begins; a page with a ``title`` stands in the menu.
        title: key of its name in :mod:`review.words`, or "" for what is in no menu.
    """

    router: APIRouter
    role: Role | None
    path: str
    title: str = ""
