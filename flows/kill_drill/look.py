"""What a data folder holds after a run, as far as two that saw the same days must agree, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.codebook.taxonomy import load_taxonomy
from corpus.errors import BadInput
from corpus.sources.ledger import AddressState, Ledger
from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from extractors.archive import pages_in
from flows import tally
from flows.runs.leftovers import leftovers
from flows.runs.lock import NAME
from flows.runs.manifest import FOLDER, manifests

STATES: tuple[AddressState, ...] = ("new", "read", "failed", "busy", "barred")


@dataclass(frozen=True, slots=True)
class Held:
    """What must be the same whether or not runs were killed.

    Attributes:
        digest: of all that was read and judged.
        coverage: the table of coverage, as JSON.
        addresses: (address, state, document) of everything that was asked for.
        quarantine: (item, reason) of what could not be read.
        pages: (address, sha256) of every page in the archive that answered 200.
        stored: sha256 of the pages that documents were read from.
    """

    digest: str
    coverage: str
    addresses: frozenset[tuple[str, str, str | None]]
    quarantine: frozenset[tuple[str, str]]
    pages: frozenset[tuple[str, str]]
    stored: frozenset[str]

    def differences(self, other: Held) -> list[str]:
        """Names of what differs."""
        return [each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name)]


def look(home: Path, *, source: str, killed: int) -> tuple[Held, list[str]]:
    """What a data folder holds, and in words what is wrong with it.

    Args:
        killed: how many runs were killed here; so many at most may be closed as interrupted.
    """
    faults: list[str] = []
    where: dict[str, set[tuple[str, int]]] = {}
    pages: set[tuple[str, str]] = set()
    folder = home / "archive"
    for path in sorted(folder.rglob("*.warc.gz")):
        try:
            for record, page in pages_in(path):
                where.setdefault(page.sha256, set()).add((str(path.relative_to(folder)), record.offset))
                if page.status == 200:
                    pages.add((page.final_url, page.sha256))
        except BadInput as error:
            faults.append(f"archive: {error}")
    with Store(home / "bamsat.db") as store:
        if damage := store.integrity():
            faults.append(f"store: {damage}")
        stored = store.known_pages(set(where))
        faults += [f"archive: {sha} is elsewhere" for sha in stored if store.place_of(sha) not in where[sha]]
        faults += [f"archive: {path} of {id} is not there" for id, path, _ in _lost(store, folder)]
        ledger = Ledger(store.engine)
        runs = ledger.runs(limit=1000)
        faults += [f"run {run.id} is {run.state}" for run in runs if run.state in ("running", "failed")]
        if sum(run.state == "interrupted" for run in runs) > killed:
            faults.append("more runs are interrupted than were killed")
        states = {run.id: str(run.state) for run in runs}
        held = Held(
            digest=store.digest(),
            coverage=json.dumps(tally.as_data(tally.count(store, load_taxonomy()), load_taxonomy()), sort_keys=True),
            addresses=frozenset(
                (each.url, each.state, each.document) for each in ledger.addresses_of(source, states=STATES)
            ),
            quarantine=frozenset((each.item, each.reason) for each in Quarantine(store.engine).held()),
            pages=frozenset(pages),
            stored=frozenset(stored),
        )
    faults += _manifests(home / FOLDER, states)
    if (home / NAME).read_bytes().strip():
        faults.append("the lock is not let go of")
    faults += [f"left behind: {path.relative_to(home)}" for path in leftovers(home)]
    return held, faults


def _lost(store: Store, folder: Path) -> list[tuple[str, str, int]]:
    """Documents whose page's file is not in the archive."""
    return [each for each in store.readable_again(source=None, since=None) if not (folder / each[1]).exists()]


def _manifests(folder: Path, states: dict[str, str]) -> list[str]:
    faults = []
    found = dict[str, str]()
    for path, held in manifests(folder):
        if held is None:
            faults.append(f"manifest {path.name} cannot be read")
            continue
        found[str(held["id"])] = str(held["state"])
        if held["state"] == "interrupted" and not held.get("closed_by"):
            faults.append(f"manifest {path.name} does not say who closed it")
    faults += [
        f"manifest of {id}: {found.get(id)}, store: {state}" for id, state in states.items() if found.get(id) != state
    ]
    faults += [f"manifest of {id}, a run the store does not know" for id in found.keys() - states.keys()]
    return faults
