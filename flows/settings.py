"""Settings: read once at the edge, passed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import BadInput
from extractors.objects import Folder, archive_at

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
        cluster: address of a Dask scheduler, ``tcp://host:8786`` or ``tls://…``, whose workers read and judge; "" for
            the processes of this machine. See docs/scale.md.
        archive_at: path or fsspec address of the archive; "" for the folder ``archive`` of the data folder.
    """

    home: Path
    store: str
    workers: int
    contact: str
    inbox: Path | None = None
    budget: int = 2000
    cluster: str = ""
    archive_at: str = ""

    @property
    def archive(self) -> Folder:
        """Folder of the WARC files.

        Raises:
            BadInput: its address cannot be used; see :func:`extractors.objects.archive_at`.
        """
        return archive_at(self.archive_at) if self.archive_at else self.home / "archive"

    @property
    def local_archive(self) -> Path:
        """Folder of the WARC files on this machine; where the archive lies elsewhere, one that holds none."""
        folder = self.archive
        return folder if isinstance(folder, Path) else self.home / "archive"

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
    BAMSAT_BUDGET, BAMSAT_CLUSTER, BAMSAT_ARCHIVE.

    Args:
        environment: usually ``os.environ``.
        home: the ``--home`` option, which wins over BAMSAT_HOME; by default ``var`` in the working folder.

    Raises:
        BadInput: BAMSAT_WORKERS or BAMSAT_BUDGET is no number from 1 up, BAMSAT_CLUSTER no scheduler's address, or
            BAMSAT_CONTACT more than one line.
    """
    folder = (home or Path(environment.get("BAMSAT_HOME", "var"))).resolve()
    workers = environment.get("BAMSAT_WORKERS", str(min(os.cpu_count() or 1, 4)))
    if not _counts(workers):
        raise BadInput(
            f"phải là số nguyên từ 1 trở lên, không phải {workers!r} (a number from 1 up)", where="BAMSAT_WORKERS"
        )
    inbox = environment.get("BAMSAT_INBOX")
    budget = environment.get("BAMSAT_BUDGET", "2000")
    if not _counts(budget):
        raise BadInput(
            f"phải là số nguyên từ 1 trở lên, không phải {budget!r} (a number from 1 up)", where="BAMSAT_BUDGET"
        )
    contact = environment.get("BAMSAT_CONTACT", "no contact set; see BAMSAT_CONTACT")
    if not contact.isprintable():
        raise BadInput(
            "một dòng chữ in được, như tên và địa chỉ thư (one line of printable text)", where="BAMSAT_CONTACT"
        )
    return Settings(
        cluster=read_cluster(environment.get("BAMSAT_CLUSTER", "")),
        archive_at=environment.get("BAMSAT_ARCHIVE", ""),
        home=folder,
        store=environment.get("BAMSAT_STORE") or str(folder / "bamsat.db"),
        workers=int(workers),
        contact=contact,
        budget=int(budget),
        inbox=Path(inbox).resolve() if inbox else None,
    )


def _counts(text: str) -> bool:
    """True for a whole number from 1 up that is no longer than any count."""
    return text.isdecimal() and len(text) < 10 and int(text) >= 1


def read_cluster(address: str, *, where: str = "BAMSAT_CLUSTER") -> str:
    """A scheduler's address as it was given, "" for none.

    Raises:
        BadInput: it is not ``tcp://host:port`` or ``tls://host:port``.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if not address or (parts.scheme in ("tcp", "tls") and parts.hostname and ":" in parts.netloc):
        return address
    raise BadInput(
        f"phải là địa chỉ của bộ điều phối Dask, như tcp://10.0.0.5:8786, không phải {address!r} "
        f"(a scheduler's address)",
        where=where,
    )
