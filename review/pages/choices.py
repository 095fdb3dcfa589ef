"""Language and theme, kept in cookies that hold nothing else."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from review.desk import LANGUAGE_COOKIE, THEME_COOKIE, THEMES, AtDesk
from review.pages.doors import inside
from review.pages.page import Page
from review.words import LANGUAGES

router = APIRouter(include_in_schema=False)
PAGE = Page(router, None, "/tuy-chon")
YEAR = 365 * 24 * 3600


@router.post("/tuy-chon")
def choose(
    desk: AtDesk,
    lang: Annotated[str, Form(max_length=10)] = "",
    theme: Annotated[str, Form(max_length=10)] = "",
    ve: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Keep a choice and go back to where it was made."""
    answer = RedirectResponse(inside(ve), status_code=303)
    for name, value, allowed in ((LANGUAGE_COOKIE, lang, LANGUAGES), (THEME_COOKIE, theme, THEMES)):
        if value in allowed:
            answer.set_cookie(
                name, value, max_age=YEAR, httponly=True, samesite="strict", secure=desk.safety.https, path="/"
            )
    return answer
