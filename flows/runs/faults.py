"""The item boundary: what is written down when an item breaks our own code, so that it costs that item and no more."""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreError


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A document that could not be judged, and why."""

    document: str
    reason: str


PROCESS_DIED = "tiến trình đọc bị hệ thống dừng giữa chừng (its process died)"


def reason_of(error: Exception) -> str:
    """The fault and the line of code it came from, on one line."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})".replace("\n", " ")


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def of_disk(error: OSError) -> StoreError | None:
    """What an error of the disk means to whoever runs this, with what to do; None where it is something else."""
    where = f"{error.filename}: " if error.filename is not None else ""
    if error.errno in _FULL:
        return StoreError(
            f"{where}ổ đĩa đã đầy; dọn chỗ trống hoặc chuyển BAMSAT_HOME sang ổ khác rồi chạy lại lệnh này, "
            f"việc đã ghi không mất (the disk is full)"
        )
    if error.errno in _REFUSED:
        return StoreError(
            f"{where}không được ghi; mở quyền ghi thư mục dữ liệu cho người đang chạy, hoặc đặt BAMSAT_HOME chỗ ghi "
            f"được (cannot be written)"
        )
    if error.errno == errno.EIO:
        return StoreError(f"{where}ổ đĩa báo lỗi; kiểm ổ đĩa rồi chạy bamsat doctor (disk error)")
    return None
