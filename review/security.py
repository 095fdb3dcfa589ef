"""What every answer and every request goes through: host, origin and size checks, headers, and the tokens of forms.

The policy lets nothing run or load that is not a file of this application, so scraped text that got past escaping
would still be text. Requests that change something must say that they come from here (``Origin``, or ``Sec-Fetch-Site``
where a browser leaves it out: Fetch Metadata, W3C) and, within a sitting, carry a token that another site cannot know
(OWASP, Cross-Site Request Forgery Prevention: HMAC-based token).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

DATA = "/api/"
"""How addresses begin that answer data, refusals too."""

LONGEST_QUERY = 32_000
"""Bytes of an address after its question mark: a list of evidence with every field full has two thirds of them."""
MOST_FIELDS = 200

MOST_FIGURES = 15
"""Figures of a Content-Length that are counted; a longer one is too large whatever it says."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # not no-referrer: with that a browser says "Origin: null" of our own forms
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


UPLOADS: Mapping[str, int] = {
    "/bang-tinh": 5_000_000,
    "/so-tay": 3_000_000,
    "/api/sheets": 5_000_000,
    "/api/codebook": 3_000_000,
}
"""Bytes of a body on pages that take files, by how their paths begin."""


@dataclass(frozen=True, slots=True)
class Safety:
    """What is allowed of this installation.

    Attributes:
        secret: 32 random bytes of this installation; tokens of forms are made with it.
        hosts: names under which the application may be asked for, without ports.
        https: reached over TLS only, so cookies are bound to it.
        most: bytes of a request's body.
        most_of: the same for paths that begin so, such as a page that takes files.
        hours: how long a sitting lasts.
    """

    secret: bytes
    hosts: frozenset[str] = LOOPBACK
    https: bool = False
    most: int = 1_000_000
    most_of: Mapping[str, int] = field(default_factory=lambda: UPLOADS)
    hours: int = 12

    @property
    def cookie(self) -> str:
        """Name of the sitting's cookie; over TLS one that only this host can set (RFC 6265bis, §4.1.3)."""
        return "__Host-bamsat" if self.https else "bamsat"

    def limit(self, path: str) -> int:
        """Bytes that the body of a request to a path may have."""
        return next((most for begin, most in self.most_of.items() if path.startswith(begin)), self.most)

    def form_token(self, token: str) -> str:
        """What forms shown in the sitting of that cookie carry."""
        return hmac.new(self.secret, f"form {token}".encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A token that cannot be guessed, for a cookie or a link."""
    return secrets.token_urlsafe(32)


def sum_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, taking as long whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())


def host_name(host: str) -> str:
    """The name of a Host header, without its port: ``[::1]:8600`` is ``::1``; "" where it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def dressing(safety: Safety) -> dict[str, str]:
    """The headers of every answer."""
    bound = {"strict-transport-security": "max-age=31536000"} if safety.https else {}
    return {**HEADERS, "cache-control": "no-store", **bound}


class TooBig(Exception):
    """A body went over its limit while it was read."""


class Gate:
    """Lets in what may come in, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, safety: Safety) -> None:
        self.app = app
        self.safety = safety

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._dress(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        limit, taken = self.safety.limit(scope["path"]), 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise TooBig
            return message

        try:
            await self.app(scope, receiving, sending)
        except TooBig:
            if not begun:
                await _refuse(scope, 413, "Dữ liệu gửi lên quá lớn (too large)")(scope, receive, sending)

    def _dress(self, headers: MutableHeaders) -> None:
        kept = headers.get("cache-control")
        headers.update(dressing(self.safety))
        if kept is not None:
            headers["cache-control"] = kept

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if host_name(host) not in self.safety.hosts:
            return _refuse(scope, 421, "Tên máy này không được phục vụ; xem bamsat review --name (unknown host)")
        if "\0" in scope["path"] or b"%00" in scope.get("query_string", b""):
            return _refuse(scope, 400, "Địa chỉ có ký tự NUL (a NUL character)")
        query = scope.get("query_string", b"")
        if len(query) > LONGEST_QUERY or query.count(b"&") > MOST_FIELDS:
            return _refuse(scope, 414, "Địa chỉ quá dài (too long an address)")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal():
            return _refuse(scope, 400, "Content-Length sai (bad length)")
        if len(length) > MOST_FIGURES or int(length) > self.safety.limit(scope["path"]):
            return _refuse(scope, 413, "Dữ liệu gửi lên quá lớn (too large)")
        if scope["method"] not in SAFE_METHODS and not self._from_here(headers, host):
            return _refuse(scope, 403, "Yêu cầu không đến từ trang này (from another origin)")
        return None

    def _from_here(self, headers: Headers, host: str) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site != "same-origin":
            return False
        if origin is None:
            return site == "same-origin"
        scheme, _, netloc = origin.partition("://")
        return netloc == host and scheme in (("https",) if self.safety.https else ("http", "https"))


def _refuse(scope: Scope, status: int, words: str) -> Response:
    headers = {"connection": "close"}
    if scope["path"].startswith(DATA):
        return JSONResponse({"detail": words}, status_code=status, headers=headers)
    return PlainTextResponse(words, status_code=status, headers=headers)
