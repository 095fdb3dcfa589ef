"""Putting the review desk together: store, model in use, explanations, names of sources, the secret of this place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, StoreError
from corpus.people.judgements import Judgements
from corpus.people.queues import Item
from corpus.store import Store
from flows.review_desk.queues import fill_queues, suspect_items
from flows.review_desk.report import Reports
from flows.review_desk.sheets import Sheets
from flows.review_desk.shelf import ReviewedShelf, alpha_by_area
from flows.review_desk.sources import source_watch
from flows.settings import VERSION, Settings
from review.desk import Desk, OneTimeLink, Reason, local_hosts
from review.security import LOOPBACK, Safety

SECRET = "review.key"
SHOWN = 8
"""Reasons shown of each area."""

REMEMBERED = 30.0
"""Seconds for which the model that judged most is not looked up again."""

SEED = 0


def secret_of(home: Path) -> bytes:
    """The secret of this installation, made where there is none, in a file that only its owner reads.

    Raises:
        StoreError: the file is there and holds no secret.
    """
    path = home / SECRET
    home.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_bytes()
        if len(kept) != 32:
            raise StoreError(f"{path}: không phải khóa; xóa tệp để lập khóa mới (not a secret)") from None
        if path.stat().st_mode & 0o077:
            # A copy by other means, or a restore under another umask, left it open.
            path.chmod(0o600)
        return kept
    made = secrets.token_bytes(32)
    with os.fdopen(handle, "wb") as file:
        file.write(made)
    return made


def check_open(host: str, *, people: bool, https: bool) -> None:
    """Refuse to be reached from elsewhere without accounts or over an open line.

    Raises:
        BadInput: the address is not of this machine alone, and there are no accounts, or it is not said to be TLS.
    """
    if host in LOOPBACK:
        return
    if not people:
        raise BadInput(
            "địa chỉ này máy khác vào được mà chưa có tài khoản nào; thêm bằng bamsat users add (no users)", where=host
        )
    if not https:
        raise BadInput(
            "máy khác vào được thì phải qua TLS: đặt sau máy chủ TLS và thêm --https --name tên-miền (TLS needed)",
            where=host,
        )


def desk_for(
    settings: Settings,
    store: Store,
    *,
    now: Callable[[], datetime],
    link: OneTimeLink | None,
    https: bool = False,
    names: Sequence[str] = (),
) -> Desk:
    """The desk on this store.

    Args:
        link: of local mode; None where people come in with name and password.
        names: host names under which it is reached, besides this machine's own.
    """
    from extractors.archive import read_warc
    from flows.acquisition.demo import NAME
    from flows.commands.naming import SOURCES
    from flows.judging.counted import counted_model
    from flows.review_desk.shares import AuditedShares

    taxonomy = load_taxonomy()
    return Desk(
        store=store,
        taxonomy=taxonomy,
        now=now,
        safety=Safety(secret_of(settings.home), hosts=local_hosts(*names), https=https),
        version=VERSION,
        model=_remembered(lambda: counted_model(store, settings.models)),
        sources={"demo": NAME, **{slug: each.name for slug, each in SOURCES.items()}},
        link=link,
        explain=_Explained(settings, taxonomy),
        alpha=alpha_by_area(taxonomy.codes, seed=SEED),
        shelf=ReviewedShelf(settings, store, taxonomy),
        watch=source_watch(settings.home),
        declared=SOURCES,
        audited=AuditedShares(store, taxonomy, now),
        archived=lambda file, position: read_warc(settings.archive / file, position),
        report=Reports(store, clock=monotonic),
        sheets=Sheets(store, taxonomy, {"demo": NAME, **{slug: each.name for slug, each in SOURCES.items()}}),
    )


def refill(settings: Settings, store: Store, *, now: datetime, suspects: bool) -> dict[str, int]:
    """Fill the queues of the desk where something changed; see :func:`flows.review_desk.queues.fill_queues`."""
    from flows.judging.counted import counted_model

    taxonomy = load_taxonomy()

    def thresholds() -> Mapping[str, float]:
        from flows.commands.measuring import in_use

        return in_use(settings, taxonomy).model.thresholds

    def doubted() -> Sequence[Item]:
        return suspect_items(Judgements(store.engine).for_training(), taxonomy, seed=SEED)

    return fill_queues(
        store,
        model=counted_model(store, settings.models),
        thresholds=thresholds,
        suspects=doubted if suspects else None,
        now=now,
    )


def _remembered(look_up: Callable[[], str | None]) -> Callable[[], str | None]:
    """The same answer for half a minute: pages ask for it again and again."""
    kept: tuple[float, str | None] | None = None

    def ask() -> str | None:
        nonlocal kept
        if kept is None or monotonic() - kept[0] > REMEMBERED:
            kept = (monotonic(), look_up())
        return kept[1]

    return ask


class _Explained:
    """Explains by the model in use, loaded when somebody first asks."""

    def __init__(self, settings: Settings, taxonomy: Taxonomy) -> None:
        self._settings = settings
        self._taxonomy = taxonomy
        self._lock = Lock()
        self._made: Callable[[str, str, Sequence[str]], Sequence[Reason]] | None = None

    def __call__(self, text: str, title: str, areas: Sequence[str]) -> Sequence[Reason]:
        with self._lock:
            if self._made is None:
                self._made = self._load()
            return self._made(text, title, areas)

    def _load(self) -> Callable[[str, str, Sequence[str]], Sequence[Reason]]:
        from flows.commands.measuring import in_use
        from models.explain import Explainer

        explainer = Explainer(in_use(self._settings, self._taxonomy).model, self._taxonomy)

        def explain(text: str, title: str, areas: Sequence[str]) -> Sequence[Reason]:
            return [
                Reason(found.area, each.phrase, each.log_odds)
                for found in explainer.explain(text, title=title, areas=areas)
                for each in found.contributions[:SHOWN]
            ]

        return explain
