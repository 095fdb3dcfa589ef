"""Bytes to text: encodings, legacy letters, tidying, and what a body is."""

from __future__ import annotations

import unicodedata
from typing import get_args

import brotli
from fuzz import seeds
from fuzz.promises import clean_line, must
from fuzz.target import Target

from extractors.body import Body
from extractors.contents import NAMES, Kind, hazard, sniff
from extractors.encoding import decode, one_line, tidy
from extractors.legacy import convert, runs_to_unicode, suspects, to_unicode
from extractors.legacy_tables import TABLES
from extractors.mojibake import mended

CAP = 1_000_000


def _decode(data: bytes) -> None:
    declared, body = seeds.halves(data)
    for name in (None, declared.decode("latin-1") or None):
        found = decode(body, declared=name)
        must(unicodedata.is_normalized("NFC", found.text), "decoded text is not NFC")
        must(0.0 <= found.confidence <= 1.0, "a confidence outside of 0 to 1")
        must(bool(found.how) and bool(found.encoding), "no signal is named")
        must(len(found.text) <= 2 * len(body) + 4, "text much longer than its bytes")


def _letters(data: bytes) -> None:
    text = seeds.words(data)
    for font in (None, ".VnTimeH", "VNI-Times"):
        found = to_unicode(text, font=font)
        must(unicodedata.is_normalized("NFC", found.text), "converted text is not NFC")
        must(0.0 <= found.confidence <= 1.0, "a confidence outside of 0 to 1")
    for encoding in TABLES:
        convert(text, encoding=encoding)
    runs = [(part, font) for part, font in zip(text.split(" "), [None, ".VnTime", "Times"] * len(text), strict=False)]
    must(len(runs_to_unicode(runs)) == len(runs), "runs were lost")
    must(suspects(text) >= 0, "less than no suspects")
    meant = mended(text)
    must(meant is None or unicodedata.is_normalized("NFC", meant.text), "mended text is not NFC")


def _tidy(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass" if b"\xed" in data and _has_pairs(data) else "replace")
    once = tidy(text)
    must(tidy(once) == once, "tidying twice gives another text")
    for line in once.split("\n"):
        clean_line(line, "a tidied line")
    line = one_line(text)
    clean_line(line, "one line")
    must(one_line(line) == line, "one line twice gives another")


def _has_pairs(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _sniff(data: bytes) -> None:
    declared, body = seeds.halves(data)
    for said in (None, declared.decode("latin-1")):
        must(sniff(body, said) in get_args(Kind) and sniff(body, said) in NAMES, "an unknown kind")
    why = hazard(body)
    must(why is None or why, "a hazard without words")


def _travel(data: bytes) -> None:
    coding, raw = seeds.halves(data)
    body = Body("x", coding=coding.decode("latin-1"), cap=CAP)
    for at in range(0, len(raw), 7000):
        body.add(raw[at : at + 7000])
    must(len(body.taken()) <= CAP, "a body larger than its cap")


def _encoded() -> list[bytes]:
    some = seeds.texts(6)
    found = [b"\0" + text.encode() for text in some]
    found += [b"windows-1258\0" + unicodedata.normalize("NFD", text).encode("cp1258", "ignore") for text in some]
    for encoding, table in TABLES.items():
        back = {shown: code for code, shown in table.items()} if isinstance(table, dict) else {}
        for text in some[:2]:
            old = "".join(back.get(letter, letter) for letter in text)
            found.append(encoding.encode() + b"\0" + old.encode("latin-1", "ignore"))
    found += [b"\0" + some[0].encode(name) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")]
    found.append(b"\0" + some[1].encode().decode("latin-1").encode())
    return found


def _old_letters() -> list[bytes]:
    return [part.partition(b"\0")[2].decode("latin-1").encode() for part in _encoded()]


def _travelled() -> list[bytes]:
    import gzip
    import zlib

    text = seeds.texts(1)[0].encode() * 20
    return [
        b"gzip\0" + gzip.compress(text, mtime=0),
        b"gzip\0" + gzip.compress(text, mtime=0) * 2,
        b"deflate\0" + zlib.compress(text),
        b"deflate\0" + zlib.compress(text)[2:-4],
        b"br\0" + brotli.compress(text),
        b"\0" + text,
    ]


TARGETS = {
    each.name: each
    for each in (
        Target("decode", _decode, _encoded),
        Target("letters", _letters, _old_letters),
        Target("tidy", _tidy, lambda: [text.encode() for text in seeds.texts(8)]),
        Target("sniff", _sniff, lambda: [b"text/html\0" + body for _, body in seeds.articles(3)]),
        Target("travel", _travel, _travelled),
    )
}
