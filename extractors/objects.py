"""Archives that lie elsewhere than in a folder: an object store or a share, by an fsspec address.

::

    folder = archive_at("s3://bamsat/archive")     # or file:///mnt/shared/archive, memory://archive, /data/archive
    page = read_warc(folder / "dong-khoi/2026-11/0123456789abcdef.warc.gz", 4096)

A path and a ``file://`` address are a :class:`~pathlib.Path`, with all that the local file system promises. Anything
else is an :class:`ObjectFolder`, whose files are written whole or not at all and read by ranges of bytes. fsspec comes
with the extra ``cluster``; the protocols it speaks beyond the standard library's come with packages of their own.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from corpus.errors import BadInput

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem  # type: ignore[import-untyped]

ONE_PUT = frozenset({"memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "swift"})
"""Protocols under which an object appears whole when its upload ends; elsewhere it is written aside and moved."""

RANGE = 256 * 1024
"""Bytes asked for at a time: a record of an article fits into one or two of them."""


@dataclass(frozen=True, slots=True)
class ObjectFile:
    """One file of an archive that is no local one; opens and is named as a path is."""

    address: str

    @property
    def name(self) -> str:
        """The last part of its address."""
        return PurePosixPath(self.address).name

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open it for reading, with ``seek``.

        Raises:
            OSError: it is not there, or the store does not answer.
            BadInput: as :func:`archive_at`.
        """
        if mode != "rb":
            raise ValueError(f"an archived file is only read, not opened with {mode!r}")
        system, path = _system(self.address)
        opened: Any = system.open(path, "rb", block_size=RANGE, cache_type="readahead")
        return cast(BinaryIO, opened)

    def write(self, body: bytes) -> None:
        """Put a file there, whole or not at all; one of that name is replaced.

        Raises:
            OSError: the store does not take it.
            BadInput: as :func:`archive_at`.
        """
        system, path = _system(self.address)
        if urlsplit(self.address).scheme in ONE_PUT:
            system.pipe_file(path, body)
            return
        parent, _, name = path.rpartition("/")
        system.makedirs(parent, exist_ok=True)
        draft = f"{parent}/.{name}.{uuid.uuid4().hex}.part"
        try:
            system.pipe_file(draft, body)
            system.mv(draft, path)
        except BaseException:
            with suppress(OSError):
                system.rm_file(draft)
            raise


@dataclass(frozen=True, slots=True)
class ObjectFolder:
    """The folder of an archive that is no local one; ``folder / name`` is a file in it."""

    address: str

    def __truediv__(self, name: str) -> ObjectFile:
        return ObjectFile(f"{self.address}/{name}")

    def __str__(self) -> str:
        return self.address


Folder = Path | ObjectFolder
"""Where an archive lies."""


def archive_at(where: str) -> Folder:
    """The archive at a path or an fsspec address.

    Raises:
        BadInput: fsspec, or what it needs for this protocol, is not installed; or it knows no such protocol.
    """
    parts = urlsplit(where)
    if "://" not in where:
        return Path(where).resolve()
    if parts.scheme == "file":
        if parts.netloc not in ("", "localhost"):
            raise BadInput("địa chỉ file:// phải bắt đầu bằng ba dấu gạch, file:///… (three slashes)", where=where)
        return Path(unquote(parts.path)).resolve()
    folder = ObjectFolder(where.rstrip("/"))
    _system(folder.address)
    return folder


def _system(address: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError as error:
        raise BadInput(
            "cần fsspec: cài bamsat[cluster] (install the extra cluster)", where=address.partition("?")[0]
        ) from error
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise BadInput(f"chưa cài gói của giao thức này: {error} (package missing)", where=address) from error
    except ValueError as error:
        raise BadInput(f"không rõ giao thức: {error} (unknown protocol)", where=address) from error
    return system, path
