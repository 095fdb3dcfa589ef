"""Settings: read once at the edge, passed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and how many hands there are.

    Attributes:
        home: the data folder.
        store: file path or ``postgresql://`` address of the store.
        workers: processes that read and judge; 1 means in this process.
        contact: named in the user agent, so that a webmaster can reach whoever runs this.
        inbox: folder whose files each daily run imports; None for none.
        budget: requests of one host in one run; the rest wait for the next.
    """

    home: Path
    store: str
    workers: int
    contact: str
    inbox: Path | None = None
    budget: int = 2000

    @property
    def archive(self) -> Path:
        """Folder of the WARC files."""
        return self.home / "archive"

    @property
    def models(self) -> Path:
        """Folder of the trained models."""
        return self.home / "models"

    @property
    def agent(self) -> str:
        """How we name ourselves to servers."""
        return f"bamsat/{VERSION} (+{self.contact})"


def read_settings(environment: Mapping[str, str], *, home: Path | None = None) -> Settings:
    """Settings from the environment: BAMSAT_HOME, BAMSAT_STORE, BAMSAT_WORKERS, BAMSAT_CONTACT, BAMSAT_INBOX,
    BAMSAT_BUDGET.

    Args:
        environment: usually ``os.environ``.
        home: the ``--home`` option, which wins over BAMSAT_HOME; by default ``var`` in the working folder.

    Raises:
        BadInput: BAMSAT_WORKERS or BAMSAT_BUDGET is no number from 1 up.
    """
    folder = (home or Path(environment.get("BAMSAT_HOME", "var"))).resolve()
    workers = environment.get("BAMSAT_WORKERS", str(min(os.cpu_count() or 1, 4)))
    if not workers.isdecimal() or int(workers) < 1:
        raise BadInput(
            f"phải là số nguyên từ 1 trở lên, không phải {workers!r} (a number from 1 up)", where="BAMSAT_WORKERS"
        )
    inbox = environment.get("BAMSAT_INBOX")
    budget = environment.get("BAMSAT_BUDGET", "2000")
    if not budget.isdecimal() or int(budget) < 1:
        raise BadInput(
            f"phải là số nguyên từ 1 trở lên, không phải {budget!r} (a number from 1 up)", where="BAMSAT_BUDGET"
        )
    return Settings(
        home=folder,
        store=environment.get("BAMSAT_STORE") or str(folder / "bamsat.db"),
        workers=int(workers),
        contact=environment.get("BAMSAT_CONTACT", "no contact set; see BAMSAT_CONTACT"),
        budget=int(budget),
        inbox=Path(inbox).resolve() if inbox else None,
    )
