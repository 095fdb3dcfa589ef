"""The desk: everything the pages work with, handed over when the application is made, and who sits at it.

A page takes :data:`AtDesk` and :data:`Visiting` as arguments of its handlers. What needs models comes in as a value or
a callable, since this room may not import them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Annotated, Literal

from fastapi import Depends, Request

from corpus.codebook.taxonomy import Taxonomy
from corpus.label import Judgement
from corpus.page import Page as ArchivedPage
from corpus.people.users import ROLES, People, Role
from corpus.source import Source
from corpus.store import Store
from review.handed import Alpha, Shelf, SourceWatch
from review.handed_paper import Reporter
from review.handed_sheets import SheetDesk
from review.kept import Kept
from review.paper.rows import Estimated
from review.passwords import Throttle
from review.security import LOOPBACK, Safety, same, sum_of
from review.tray import Tray
from review.words import LANGUAGES, Language

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

LANGUAGE_COOKIE = "bamsat-lang"
THEME_COOKIE = "bamsat-theme"


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for an area (positive log-odds) or against it in a passage, for people."""

    area: str
    phrase: str
    log_odds: float


class OneTimeLink:
    """The link of local mode: its token opens one sitting and then nothing."""

    def __init__(self, token: str, *, person: str, role: Role = "lead") -> None:
        self._sum: str | None = sum_of(token)
        self._lock = Lock()
        self.person = person
        self.role = role

    def use(self, token: str) -> bool:
        """Whether the token is right and was not used before."""
        with self._lock:
            if self._sum is None or not same(self._sum, sum_of(token)):
                return False
            self._sum = None
            return True


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the pages.

    Attributes:
        store: what was read and judged.
        taxonomy: the codebook that verdicts are given by.
        now: the clock.
        safety: hosts, secret and limits.
        version: of the program, for the foot of each page.
        model: id of the model whose word is shown as a suggestion; None where nothing was judged yet.
        sources: names of sources by slug; a source without one is shown by its slug.
        link: of local mode; None where people come in with a name and a password.
        explain: (text, title, areas) to what spoke for and against each of these areas.
        throttle: of failed tries to come in.
        alpha: how far coders agree, by area, over these verdicts.
        shelf: of models; None where there is none to look at.
        watch: what is known of sources outside of the store.
        declared: sources by slug, for their class and life.
        audited: (model, first month, last month) to each area's share by audit sample; empty without one.
        kept: what pages worked out of a state of the store.
        archived: (archive file, byte offset) to the page kept there; a :class:`corpus.errors.BadInput` where it is not.
        report: writes periodic reports; None where none can be written.
        sheets: passages out to workbooks and verdicts back; None where that is done by the command only.
        tray: workbooks that were sent and wait to be confirmed.
    """

    store: Store
    taxonomy: Taxonomy
    now: Callable[[], datetime]
    safety: Safety
    version: str
    model: Callable[[], str | None]
    sources: Mapping[str, str] = field(default_factory=dict)
    link: OneTimeLink | None = None
    explain: Callable[[str, str, Sequence[str]], Sequence[Reason]] | None = None
    throttle: Throttle = field(default_factory=Throttle)
    alpha: Callable[[Sequence[Judgement]], Sequence[Alpha]] | None = None
    shelf: Shelf | None = None
    watch: SourceWatch = field(default_factory=SourceWatch)
    declared: Mapping[str, Source] = field(default_factory=dict)
    audited: Callable[[str, str, str], Mapping[str, Estimated]] | None = None
    kept: Kept = field(default_factory=Kept)
    archived: Callable[[str, int], ArchivedPage] | None = None
    report: Reporter | None = None
    sheets: SheetDesk | None = None
    tray: Tray = field(default_factory=Tray)

    @property
    def people(self) -> People:
        """Accounts and sittings."""
        return People(self.store.engine)


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits at the desk; ``form_token`` goes into their forms."""

    person: str
    role: Role
    form_token: str

    def may(self, role: Role) -> bool:
        """Whether they may do what takes a role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who makes it (None before coming in), in which language and theme, and to which address."""

    me: Me | None
    language: Language
    theme: Theme
    here: str

    @property
    def person(self) -> Me:
        """Who sits at the desk.

        Raises:
            NotHere: nobody does.
        """
        if self.me is None:
            raise NotHere(self.here)
        return self.me


class NotHere(Exception):
    """A page was asked for by nobody we know; ``back`` is its address."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class NotAllowed(Exception):
    """Somebody's role does not reach; ``role`` is the one that does."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class BadForm(Exception):
    """A form came without the token of its sitting: it is old, or not ours."""


def desk_of(request: Request) -> Desk:
    """The desk of the application that serves this request."""
    desk: Desk = request.app.state.desk
    return desk


def visit_of(request: Request) -> Visit:
    """Who makes this request, looked up once."""
    known: Visit | None = getattr(request.state, "visit", None)
    if known is not None:
        return known
    desk = desk_of(request)
    token = request.cookies.get(desk.safety.cookie, "")
    sitting = desk.people.sitting(sum_of(token), now=desk.now()) if token else None
    me = None if sitting is None else Me(sitting.person, sitting.role, desk.safety.form_token(token))
    wanted = (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE))
    language = next((each for each in wanted if each in LANGUAGES), LANGUAGES[0])
    theme: Theme = next((each for each in THEMES if each == request.cookies.get(THEME_COOKIE)), "auto")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    visit = Visit(me, language, theme, here)
    request.state.visit = visit
    return visit


AtDesk = Annotated[Desk, Depends(desk_of)]
Visiting = Annotated[Visit, Depends(visit_of)]


def needs(role: Role) -> Callable[[Visit], None]:
    """A dependency that lets through who has at least this role.

    Raises, when called:
        NotHere: nobody sits at the desk.
        NotAllowed: their role does not reach.
    """

    def check(visit: Visiting) -> None:
        if not visit.person.may(role):
            raise NotAllowed(role)

    return check


async def checked_form(request: Request, visit: Visiting) -> None:
    """A dependency that refuses a change without the token of its sitting, in a header or the form.

    Raises:
        BadForm: there is no token, or it is another's.
    """
    if request.method in ("GET", "HEAD", "OPTIONS") or visit.me is None:
        return
    given: object = request.headers.get("x-form-token")
    if given is None and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        given = (await request.form()).get("form_token")
    if not isinstance(given, str) or not same(given, visit.me.form_token):
        raise BadForm


def local_hosts(*more: str) -> frozenset[str]:
    """Names of this machine, and others it is reached by."""
    return LOOPBACK | {each.lower() for each in more}
