"""Coming in and going out: a name and a password, or in local mode the link that the command printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from corpus.people.users import Role
from review.desk import AtDesk, Desk, Visiting
from review.pages.page import Page
from review.passwords import fits
from review.security import new_token, sum_of
from review.templating import render

router = APIRouter(include_in_schema=False)
PAGE = Page(router, None, "/vao")


def inside(back: str) -> str:
    """An address of this application, whatever was asked for."""
    fine = back.startswith("/") and not back.startswith(("//", "/\\")) and "\\" not in back and back.isprintable()
    return back if fine else "/"


def come_in(desk: Desk, person: str, back: str, *, role: Role | None = None) -> Response:
    """Begin a sitting and go where the person wanted."""
    token, now = new_token(), desk.now()
    desk.people.sit(sum_of(token), person, now=now, until=now + timedelta(hours=desk.safety.hours), role=role)
    answer = RedirectResponse(inside(back), status_code=303)
    answer.set_cookie(
        desk.safety.cookie,
        token,
        max_age=desk.safety.hours * 3600,
        httponly=True,
        samesite="strict",
        secure=desk.safety.https,
        path="/",
    )
    return answer


@router.get("/vao")
def door(request: Request, desk: AtDesk, visit: Visiting, ve: str = "/", ma: str = "", ra: str = "") -> Response:
    """The form to come in; in local mode with a right ``ma`` one comes in at once."""
    if desk.link is not None and ma:
        if desk.link.use(ma):
            return come_in(desk, desk.link.person, ve, role=desk.link.role)
        return render(request, "door.html", status=403, back=inside(ve), local=True, name="", said="door.used")
    if visit.me is not None:
        return RedirectResponse(inside(ve), status_code=303)
    said = "door.left" if ra else ""
    return render(request, "door.html", back=inside(ve), local=desk.link is not None, name="", said=said)


@router.post("/vao")
def knock(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=400)] = "",
    ve: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Come in with a name and a password. Failed tries are counted by name and by address."""
    if desk.link is not None:
        return render(request, "door.html", status=403, back=inside(ve), local=True, name="", said="door.link")
    now = desk.now()
    who = (f"name {name.casefold()}", f"from {request.client.host if request.client else ''}")
    wait = desk.throttle.wait(*who, now=now)
    if wait:
        answer = render(
            request,
            "door.html",
            status=429,
            back=inside(ve),
            local=False,
            name=name,
            said="door.wait",
            seconds=int(wait.total_seconds()) + 1,
        )
        answer.headers["retry-after"] = str(int(wait.total_seconds()) + 1)
        return answer
    if "\0" in name or not fits(password, desk.people.password_of(name)):
        desk.throttle.failed(*who, now=now)
        return render(request, "door.html", status=403, back=inside(ve), local=False, name=name, said="door.wrong")
    desk.throttle.passed(*who)
    return come_in(desk, name, ve)


@router.post("/ra")
def leave(request: Request, desk: AtDesk) -> Response:
    """End the sitting."""
    token = request.cookies.get(desk.safety.cookie, "")
    if token:
        desk.people.leave(sum_of(token))
    answer = RedirectResponse("/vao?ra=1", status_code=303)
    answer.delete_cookie(desk.safety.cookie, path="/", secure=desk.safety.https, httponly=True, samesite="strict")
    return answer
