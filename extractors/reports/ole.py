"""Names of the streams at the root of a compound file, without reading any of them.

Layout from [MS-CFB], Compound File Binary File Format (Microsoft Open Specifications).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ENTRY = 128
_NOTHING = 0xFFFFFFFA
_ENTRIES = 4096


def streams(body: bytes) -> frozenset[str]:
    """Names of the entries under the root; empty where the file is damaged."""
    entries = list(_entries(body))
    if not entries:
        return frozenset()
    found: set[str] = set()
    waiting, seen = [entries[0][3]], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        name, left, right, _ = entries[number]
        found.add(name)
        waiting += [left, right]
    return frozenset(found)


def _entries(body: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Each directory entry: name, left and right sibling, child."""
    if len(body) < 512:
        return
    (shift,) = struct.unpack_from("<H", body, 30)
    if shift not in (9, 12):
        return
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", body, 48)
    count = 0
    while sector < _NOTHING and count < _ENTRIES:
        start = (sector + 1) * size
        for offset in range(start, min(start + size, len(body) - _ENTRY + 1), _ENTRY):
            (length,) = struct.unpack_from("<H", body, offset + 64)
            left, right, child = struct.unpack_from("<III", body, offset + 68)
            name = body[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield name, left, right, child
            count += 1
        sector = _next(body, sector, size)


def _next(body: bytes, sector: int, size: int) -> int:
    """The sector after one in its chain, by the first 109 sectors of the allocation table."""
    table, place = divmod(sector, size // 4)
    if table >= 109:
        return _NOTHING
    (at,) = struct.unpack_from("<I", body, 76 + 4 * table)
    offset = (at + 1) * size + 4 * place
    if at >= _NOTHING or offset + 4 > len(body):
        return _NOTHING
    (following,) = struct.unpack_from("<I", body, offset)
    return int(following)
