"""The web application: pages for people and the same as JSON, made from its collaborators.

::

    app = create_app(Desk(store=store, taxonomy=load_taxonomy(), now=now, safety=Safety(secret), ...))
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from corpus.errors import BadInput, BamsatError
from review.desk import BadForm, Desk, NotAllowed, NotHere, checked_form, desk_of, needs, visit_of
from review.pages import PAGES
from review.pages.label import NoPage
from review.pages.refusals import refusals
from review.security import DATA, SAFE_METHODS, Gate, dressing
from review.templating import STATIC, environment, render
from review.words import LANGUAGES, say

log = logging.getLogger(__name__)


class Files(StaticFiles):
    """Static files: their addresses hold their sums, so a browser may keep them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Answer with a file."""
        answer = super().file_response(*args, **kwargs)
        if isinstance(answer, FileResponse):
            answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


def create_app(desk: Desk) -> FastAPI:
    """The application on these collaborators."""
    app = FastAPI(title="Bám Sát", version=desk.version, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.pages = [page for page in PAGES if page.title]
    app.state.templates = environment()
    app.add_middleware(Gate, safety=desk.safety)
    app.mount(STATIC, Files(packages=[("review", "static")]), name="static")
    for page in PAGES:
        checks = [Depends(checked_form)] if page.role is None else [Depends(needs(page.role)), Depends(checked_form)]
        app.include_router(page.router, dependencies=checks, responses=refusals())
    app.add_api_route(
        f"{DATA}openapi.json", description, dependencies=[Depends(needs("reader"))], include_in_schema=False
    )
    _answer_faults(app)
    return app


def description(request: Request) -> Response:
    """What the application answers as JSON, in OpenAPI; what changes something needs the token of the sitting too."""
    app: FastAPI = request.app
    made = get_openapi(title=app.title, version=app.version, routes=app.routes)
    made.setdefault("components", {})["securitySchemes"] = {
        "sitting": {"type": "apiKey", "in": "cookie", "name": desk_of(request).safety.cookie},
        "form": {"type": "apiKey", "in": "header", "name": "x-form-token"},
    }
    for operations in made["paths"].values():
        for method, operation in operations.items():
            changes = method.upper() not in SAFE_METHODS
            operation["security"] = [{"sitting": [], "form": []} if changes else {"sitting": []}]
    return JSONResponse(made)


def _answer_faults(app: FastAPI) -> None:
    @app.exception_handler(NotHere)
    def not_here(request: Request, fault: NotHere) -> Response:
        if _wants_data(request):
            return JSONResponse({"detail": "not signed in"}, status_code=401)
        return RedirectResponse(f"/vao?{urlencode({'ve': fault.back})}", status_code=303)

    @app.exception_handler(NotAllowed)
    def not_allowed(request: Request, fault: NotAllowed) -> Response:
        role = say(visit_of(request).language, f"role.{fault.role}")
        return _fault(request, 403, "fault.403", role=role)

    @app.exception_handler(BadForm)
    def bad_form(request: Request, fault: BadForm) -> Response:
        return _fault(request, 403, "fault.form")

    @app.exception_handler(NoPage)
    def no_page(request: Request, fault: NoPage) -> Response:
        return _fault(request, 404, fault.words)

    @app.exception_handler(BadInput)
    def bad_input(request: Request, fault: BadInput) -> Response:
        return _fault(request, 422, "fault.input", what=fault.reason)

    @app.exception_handler(RequestValidationError)
    def bad_request(request: Request, fault: RequestValidationError) -> Response:
        what = "; ".join(sorted({f"{each['loc'][-1]}: {each['msg']}" for each in fault.errors()}))
        return _fault(request, 422, "fault.input", what=what)

    @app.exception_handler(HTTPException)
    def http_fault(request: Request, fault: HTTPException) -> Response:
        if _wants_data(request):
            return JSONResponse({"detail": fault.detail}, status_code=fault.status_code)
        if fault.status_code == 404:
            return _fault(request, 404, "fault.404")
        return _fault(request, fault.status_code, "fault.input", what=str(fault.detail))

    @app.exception_handler(Exception)
    def broken(request: Request, fault: Exception) -> Response:
        # answered outside of the gate, and the store itself may be what broke: words only
        worn = dressing(desk_of(request).safety)
        if _wants_data(request):
            return JSONResponse({"detail": say("en", "fault.500")}, status_code=500, headers=worn)
        said = "\n".join(say(language, "fault.500") for language in LANGUAGES)
        return PlainTextResponse(said, status_code=500, headers=worn)

    @app.exception_handler(BamsatError)
    def refused(request: Request, fault: BamsatError) -> Response:
        # written out, so that an address cannot begin a line of its own
        log.error("%s %r: %s", request.method, request.url.path, " ".join(str(fault).split()))
        return _fault(request, 500, "fault.input", what=str(fault))


def _wants_data(request: Request) -> bool:
    return request.url.path.startswith(DATA)


def _fault(request: Request, status: int, words: str, **values: object) -> Response:
    if _wants_data(request):
        return JSONResponse({"detail": say("en", words, **values)}, status_code=status)
    said = say(visit_of(request).language, words, **values)
    return render(request, "fault.html", status=status, said=said)
