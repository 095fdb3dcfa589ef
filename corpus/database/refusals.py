"""What a database refuses, said in words with what to do: a full disk, a file that may not be written, a lock, a lost
server. Anything else stays the error it is: a bug is no refusal.

Codes: sqlite.org/rescode.html; PostgreSQL's table of SQLSTATE classes (08, 53, 55, 57, 58).
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from corpus.errors import StoreBusy, StoreError

FULL = (
    "ổ đĩa của kho đã đầy; dọn chỗ trống hoặc chuyển BAMSAT_HOME sang ổ khác rồi chạy lại lệnh này, "
    "việc đã ghi không mất (the disk is full)"
)
LOCKED = (
    "một chương trình khác đang giữ kho quá lâu; đóng nó (hoặc chờ nó xong) rồi chạy lại lệnh này, "
    "việc đã ghi không mất (the store is locked)"
)
READ_ONLY = "kho chỉ được đọc; mở quyền ghi cho người đang chạy, hoặc đặt BAMSAT_HOME chỗ ghi được (read-only)"
CANNOT_OPEN = "không mở được tệp kho; xem thư mục dữ liệu có còn đó và quyền của nó (cannot be opened)"
DISK = "ổ đĩa báo lỗi khi đọc hay ghi kho; kiểm ổ đĩa, rồi chạy bamsat doctor (disk error)"
GONE = (
    "mất kết nối với máy chủ PostgreSQL; xem máy chủ còn chạy và mạng tới nó, rồi chạy lại lệnh này, "
    "việc đã ghi không mất (the database server is gone)"
)

_SQLITE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_FULL: (StoreError, FULL),
    sqlite3.SQLITE_BUSY: (StoreBusy, LOCKED),
    sqlite3.SQLITE_LOCKED: (StoreBusy, LOCKED),
    sqlite3.SQLITE_READONLY: (StoreError, READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (StoreError, CANNOT_OPEN),
    sqlite3.SQLITE_IOERR: (StoreError, DISK),
}

_POSTGRES: dict[str, tuple[type[StoreError], str]] = {
    "53100": (StoreError, FULL),
    "55P03": (StoreBusy, LOCKED),
    "25006": (StoreError, READ_ONLY),
    "58030": (StoreError, DISK),
}


def say_refusals(engine: Engine) -> None:
    """Let an engine raise :class:`StoreError` (passing: :class:`StoreBusy`) where its database refuses."""
    event.listen(engine, "handle_error", _said)


def _said(context: ExceptionContext) -> BaseException | None:
    return refusal(context.original_exception, lost=context.is_disconnect)


def refusal(error: BaseException, *, lost: bool = False) -> StoreError | None:
    """What a database's error means to whoever runs this, or None where it is none of theirs.

    Args:
        lost: the connection broke.
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        kind = None if code is None else _SQLITE.get(code & 0xFF)
        return None if kind is None else kind[0](kind[1])
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str) and (known := _POSTGRES.get(state)) is not None:
        return known[0](known[1])
    gone = isinstance(state, str) and state[:2] in ("08", "57") and state != "57014"
    unreachable = state is None and type(error).__name__ in ("OperationalError", "ConnectionTimeout")
    return StoreError(GONE) if lost or gone or unreachable else None
