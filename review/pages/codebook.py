"""Sổ tay: the codebook to read and to print."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review.pages.page import Page
from review.templating import render

router = APIRouter(include_in_schema=False)
PAGE = Page(router, "reader", "/so-tay", "book.title")


@router.get("/so-tay")
def codebook(request: Request) -> Response:
    """The whole codebook on one page; ``/so-tay#mang-3`` is an area of it."""
    return render(request, "codebook.html")
