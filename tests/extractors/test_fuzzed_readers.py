"""Readers of foreign bytes keep their promises: on what once broke them, on their seeds, and on spoilt ones.

The hunts themselves run by hand or at night: ``PYTHONPATH=.:tests python -m fuzz all --seconds 3600``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import islice
from random import Random

import pytest
from fuzz import targets
from fuzz.target import examine
from intake_attacks import answer, own, record

MUTATIONS = 12
HEAVY = targets.ISOLATED | {"workbook", "taxonomy", "backup", "records-file", "letters"}
LIGHT = tuple(name for name in targets.NAMES if name not in HEAVY)

BROKE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a time whose zone no clock can hold": ("headers", lambda: b"1 Jan 2026 10:00 +99999999999999999999"),
    "the same in a page": ("moment", lambda: b"Thu, 1 Jan 2026 10:00 +99999999999999999999"),
    "a record a hundred thousand arrays deep": ("record", lambda: b"[" * 100_000),
    "a record of nested objects": ("record", lambda: b'{"a":' * 100_000),
    "a number of five thousand figures": ("record", lambda: b"9" * 5000),
    "packed records cut short": ("records-file", lambda: gzip.compress(b"{}\n" * 900, mtime=0)[:-9]),
    "records that only say they are packed": ("records-file", lambda: b"{}\n"),
    "packed records with a broken block": (
        "records-file",
        lambda: gzip.compress(b"{}\n" * 900, mtime=0)[:12] + b"\xff" * 9,
    ),
    "coded passages too deep": ("gold", lambda: b"[" * 100_000),
    "coded passages with a number too long": ("gold", lambda: b"9" * 5000),
    "coded passages that are a list": ("gold", lambda: b"[]"),
    "a taxonomy too deep": ("taxonomy", lambda: b"a = " + b"[" * 3000),
    "a letterhead too deep": ("letterhead", lambda: b"a = " + b"[" * 3000),
    "a day of no year at the beginning of time": ("dates", lambda: "ngày 12/2 và tháng 3".encode()),
    "workers of five thousand figures": ("settings", lambda: b"BAMSAT_WORKERS=" + b"9" * 5000),
    "an agent of two lines": ("settings", lambda: b"BAMSAT_CONTACT=a\rX: y"),
    "a header name beyond ASCII": ("warc", lambda: record(b"HTTP/1.1 200 OK\r\n\xff\xff: a\r\n\r\n<p>A")),
    "an archived time before all times": ("warc", lambda: record(answer(b"<p>A"), date="0001-01-01T00:00:00+23:59")),
    "an archived chunk that is none": (
        "warc",
        lambda: record(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>A"),
    ),
    "an address that is a number": ("warc", lambda: own(url=7, final_url=8)),
    "a status without end": ("warc", lambda: own(status=10**400)),
    "headers that are none": ("warc", lambda: own(headers=[[1, 2]])),
    "half a character in an address": ("warc", lambda: own(final_url="https://a.vn/\ud800")),
    "what is kept of a page is a list": ("warc", lambda: own().replace(b'{"url"', b'["url"', 1)),
    "a backup's list of strange things": ("backup", lambda: _backup({"models": [{"path": 1}], "archive": 5})),
    "a manifest too deep": ("backup", lambda: _backup(b"[" * 100_000)),
    "a line separator in running text of a page": (
        "page",
        lambda: "text/html\0<html><body><h1>T</h1>{0}\u2028{0}<br>{0}\x1c{0}<p>{0}</p></body></html>".format(
            "Chi bộ ấp họp bàn việc sửa đường và chọn ngày ra quân trong tháng này."
        ).encode(),
    ),
    "a record of such running text": (
        "record",
        lambda: "\1A\0\0{0}\u2028{0} <b>{0}</b>\x85{0}<br>".format("Bà con góp công cùng làm con đường.").encode(),
    ),
    "a record of markup with half a character": (
        "record",
        lambda: b'{"title": "A", "content": "<p>\\ud800 a<p>b"}',
    ),
    "a letter of RTF beyond all letters": ("rtf", lambda: b"{\\rtf1 a\\u99999999? b\\u-99999? c\\par}"),
    "a letter of RTF with five thousand figures": ("rtf", lambda: b"{\\rtf1 a\\u" + b"9" * 5000 + b"? b\\par}"),
    "a child's answer of wrong kinds": ("handed", lambda: b'{"pieces": [5], "width": "x", "pages": 1e400}'),
    "a child's piece without end": (
        "handed",
        lambda: b'{"pieces":[{"k":"line","t":"a","p":1e999}],"how":"","pages":1,"width":null,"fonts":[],"encoding":"",'
        b'"title":null,"author":null,"notes":[]}',
    ),
}  # fmt: skip


def _backup(manifest: object) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest))
    return out.getvalue()


@pytest.mark.parametrize(("name", "make"), BROKE.values(), ids=BROKE)
def test_what_once_broke_a_reader_is_read_or_refused_in_words(name: str, make: Callable[[], bytes]) -> None:
    finding = examine(targets.target(name), make())
    assert finding is None, finding.said


@pytest.mark.parametrize("name", LIGHT)
def test_spoilt_seeds_are_read_or_refused_in_words(name: str) -> None:
    target = targets.target(name)
    seeds = list(islice(target.seeds(), 5))
    random = Random(name)
    for body in (*seeds[:2], *(target.mutate(random.choice(seeds), random, seeds) for _ in range(MUTATIONS))):
        finding = examine(target, body)
        # Another program's load is no fault of a reader's: speed is for the hunts.
        assert finding is None or finding.signature.startswith("slow"), finding.said


def test_every_target_is_made_where_it_is_named() -> None:
    assert len(targets.NAMES) == len(set(targets.NAMES)) >= 40
    assert all(targets.target(name).name == name for name in LIGHT)
    assert set(targets.LIBRARIES) <= set(targets.NAMES) and set(targets.NAMES) >= targets.ISOLATED


def test_a_hunt_finds_what_is_there_and_keeps_the_smallest(tmp_path: object) -> None:
    from pathlib import Path

    from fuzz.hunt import by_mutation
    from fuzz.target import Target

    def fragile(data: bytes) -> None:
        if b"<" in data:
            raise KeyError("broken")

    by_mutation(Target("fragile", fragile, lambda: [b"abc" * 40]), Path(str(tmp_path)), seconds=1.0, seed=1)
    told = json.loads(Path(str(tmp_path), "told.json").read_text(encoding="utf-8"))
    assert list(told["found"]) == ["KeyError-test_fuzzed_readers-fragile"] and told["tried"] > 20
    assert min(len(path.read_bytes()) for path in Path(str(tmp_path), "found").glob("*.bin")) == 1
