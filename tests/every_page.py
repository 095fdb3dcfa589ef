"""Finding every page of a desk by its own links, so that a page that is added is looked at without being named."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from fastapi.routing import APIRoute
from starlette.routing import Match

from review.pages import PAGES

Fetch = Callable[[str], tuple[int, str, str]]
"""An address to status, content type and text of its answer, after redirects."""


class Links(HTMLParser):
    """Addresses that a page links to, and where its forms that change nothing go."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a start tag."""
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.found.append(given["href"] or "")
        if tag == "form" and (given.get("method") or "get").lower() == "get":
            self.found.append(given.get("action") or "")


def routes() -> Iterator[APIRoute]:
    """Every route of every page that answers GET."""
    for page in PAGES:
        for route in page.router.routes:
            if isinstance(route, APIRoute) and "GET" in route.methods:
                yield route


def route_of(address: str) -> str | None:
    """The path of the route that answers an address; None of files, data and what is elsewhere."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or not parts.path.startswith("/") or parts.path.startswith("/api/"):
        return None
    scope = {"type": "http", "method": "GET", "path": parts.path}
    return next((each.path for each in routes() if each.matches(scope)[0] is Match.FULL), None)


def walk(fetch: Fetch, begin: Sequence[str], *, most: int = 2) -> dict[str, list[str]]:
    """Addresses by route: those given, and what is linked to from them and so on.

    Args:
        most: addresses that are kept of a route beside those given; a kind of address, the names in its query,
            is kept once.
    """
    found: dict[str, list[str]] = {}
    kinds: set[tuple[str, frozenset[str]]] = set()
    given = [*(page.path for page in PAGES if page.title), *begin]
    ahead = deque(dict.fromkeys(given))
    while ahead:
        address = ahead.popleft().split("#")[0]
        route = route_of(address)
        if route is None or address in found.get(route, ()):
            continue
        kind = (route, frozenset(name for name, value in parse_qsl(urlsplit(address).query) if value))
        if address not in given and (kind in kinds or len(found.get(route, ())) >= most):
            continue
        status, content_type, text = fetch(address)
        if status == 200 and content_type.startswith("text/html") and "<html" in text:
            kinds.add(kind)
            found.setdefault(route, []).append(address)
            links = Links()
            links.feed(text)
            ahead.extend(links.found)
    return found
