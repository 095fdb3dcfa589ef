"""Files spoilt at random, the same ones for the same seed: bytes, words of the format, and members of a ZIP file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

Change = Callable[[bytearray, Random, Sequence[bytes]], None]

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"-9223372036854775809",
    b"9" * 40,
    b"1e309",
    b"nan",
)
BYTES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\n", b"\r", b"<", b">", b"&", b'"', b"'", b"{", b"}", b"[", b"%", b"\\")
LETTERS = (
    *(
        text.encode()
        for text in (
            "\ufeff",
            "\u202e",
            "\u0301\u0323",
            "Đ",
            "ư\u031b",
            "\ufdd0",
            "\U0001f600",
            "\u2028",
            "\u0000",
            "٣",
            "²",
            "ﬁ",
            "İ",
            "ß",
            "\u1e9e",
        )
    ),
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
)
WORDS = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&#x110000;",
    b"&#0;",
    b"&nbsp;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<script type='application/ld+json'>",
    b"</script>",
    b"<table><tr><td>",
    b"<a href='//[::1'>",
    b"<base href='http://['>",
    b"charset=utf-7",
    b"charset=idna",
    b"ng\xc3\xa0y 31/2/2021",
    b"Mon, 31 Feb 2021 25:61:61 +9999",
    b"2021-13-45T99:99:99+99:99",
    b"31 th\xc3\xa1ng 12 n\xc4\x83m 9999",
    b"0000-00-00",
    b"xn--a",
    b"%00%ff",
    b"\\ud800",
    b"/Length 99999999999",
    b"endstream",
    b"endobj",
    b"\\u-99999?",
    b"\\'zz",
)
_RUN_OF_DIGITS = re.compile(rb"\d+")
_LONGEST = 2_000_000


def mutated(body: bytes, random: Random, others: Sequence[bytes] = (), *, most: int = 6) -> bytes:
    """A file with one to ``most`` changes; ``others`` are files to take pieces from."""
    spoilt = bytearray(body)
    for _ in range(random.randint(1, most)):
        random.choice(_CHANGES)(spoilt, random, others)
    return bytes(spoilt[:_LONGEST])


def mutated_zip(body: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """A ZIP file one member of which is spoilt and packed again, so that its sum is right."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            members = {info.filename: file.read(info) for info in file.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        return mutated(body, random, others)
    if not members:
        return mutated(body, random, others)
    chosen = random.choice(list(members))
    kind = random.random()
    if kind < 0.1:
        del members[chosen]
    elif kind < 0.15:
        members[chosen] = b""
    else:
        members[chosen] = mutated(members[chosen], random, list(members.values()), most=10)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def _span(body: bytearray, random: Random, longest: int = 400) -> tuple[int, int]:
    start = random.randrange(len(body) + 1)
    return start, min(len(body), start + random.randint(1, max(1, min(longest, len(body)))))


def _flip(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        if body:
            body[random.randrange(len(body))] ^= 1 << random.randrange(8)


def _drop(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start, end = _span(body, random)
    del body[start:end]


def _repeat(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start, end = _span(body, random)
    body[start:start] = body[start:end] * random.choice((1, 1, 3, 200))


def _insert(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    at = random.randrange(len(body) + 1)
    body[at:at] = random.choice(random.choice((BYTES, LETTERS, WORDS, NUMBERS)))


def _overwrite(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    word = random.choice(random.choice((BYTES, LETTERS, WORDS)))
    at = random.randrange(len(body) + 1)
    body[at : at + len(word)] = word


def _number(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    found = list(_RUN_OF_DIGITS.finditer(body))
    if found:
        one = random.choice(found)
        start, end = one.span()
        body[start:end] = random.choice(NUMBERS)


def _splice(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    if others:
        other = bytearray(random.choice(others))
        start, end = _span(other, random, 4000)
        at = random.randrange(len(body) + 1)
        body[at : at + random.choice((0, end - start))] = other[start:end]


def _swap(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    first, second = _span(body, random), _span(body, random)
    one, other = sorted((first, second))
    if one[1] <= other[0]:
        left, middle, right = body[one[0] : one[1]], body[one[1] : other[0]], body[other[0] : other[1]]
        body[one[0] : other[1]] = right + middle + left


def _cut(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    if random.random() < 0.3:
        del body[random.randrange(len(body) + 1) :]


def _noise(body: bytearray, random: Random, others: Sequence[bytes]) -> None:
    start, end = _span(body, random, 64)
    body[start:end] = random.randbytes(end - start)


_CHANGES: tuple[Change, ...] = (
    _flip, _drop, _repeat, _insert, _insert, _overwrite, _number, _splice, _swap, _cut, _noise,
)  # fmt: skip
