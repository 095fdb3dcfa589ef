"""Archives: WARC files of any tool, backups, model files."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tempfile
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

from fuzz import seeds
from fuzz.mutations import mutated, mutated_zip
from fuzz.promises import must
from fuzz.target import Target

from corpus.database.backup import MANIFEST, read_manifest, verify
from corpus.database.restoring import restore
from corpus.errors import BadInput, StoreError
from extractors.archive import pages_in, read_warc, write_warc
from extractors.foreign_archive import responses_in
from flows.intake import items_of
from models.shelf import current, load
from models.shipped import shipped_folder


def _warc(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.warc")
        path.write_bytes(data)
        taken = []
        for item in items_of(path, "archive", source=None, mapping="", now=seeds.NOW):
            if hasattr(item, "reason"):
                must(item.reason, "unread without a reason")
                continue
            must(isinstance(item.url, str) and isinstance(item.final_url, str), "an address that is no text")
            must(isinstance(item.status, int), "a status that is no number")
            must(all(isinstance(part, str) for header in item.headers for part in header), "a header that is no text")
            must(item.fetched.tzinfo is not None and 1990 <= item.fetched.year <= 2200, "fetched at no time")
            taken.append(item)
        if taken:
            # What was taken in can be archived and comes back the same.
            copy = Path(folder, "y.warc.gz")
            records = write_warc(copy, taken)
            back = [read_warc(copy, record.offset) for record in records]
            must(back == taken, "an archived page comes back another")
        for whole in (pages_in, responses_in):
            with suppress(BadInput):
                list(whole(path))


def archives() -> list[bytes]:
    own = [seeds.page(body, url=f"{seeds.SITE}{path}") for path, body in seeds.articles(2)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.warc.gz")
        write_warc(path, own)
        packed = path.read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>A<\r\n0\r\n\r\n"
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://a.vn/\r\n"
        b"WARC-Date: 2021-02-02T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n"
    )
    zipped = gzip.compress(b"<p>" + seeds.texts(1)[0].encode(), mtime=0)
    coded = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(zipped), zipped)
    plain = gzip.decompress(packed)
    return [plain, plain[: len(plain) // 2], head % (len(http), http), head % (len(coded), coded), packed]


def _backup(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "bamsat-20260101T000000Z.zip"
        path.write_bytes(data)
        with suppress(StoreError):
            read_manifest(path)
        with suppress(StoreError):
            verify(path)
        new = home / "new"
        try:
            restore(path, new / "s.db", archive=new / "archive", models=new / "models", now=seeds.NOW)
        finally:
            astray = [each.name for each in home.iterdir() if each.name not in (path.name, "new")]
            must(not astray, f"a restore wrote outside of its folder: {astray}")


@cache
def _saved() -> bytes:
    from corpus.database.backup import back_up
    from corpus.store import Store

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Store(home / "bamsat.db"):
            pass
        (home / "models").mkdir()
        (home / "models" / "current.json").write_text('{"id": "m"}', encoding="utf-8")
        path, _ = back_up(
            str(home / "bamsat.db"),
            home / "b",
            archive=home / "archive",
            models=home / "models",
            now=seeds.NOW,
            program="x",
        )
        return path.read_bytes()


def _backups() -> list[bytes]:
    return [_saved(), _with_manifest(lambda held: held | {"models": [{**_FILE, "path": "../../x"}]})]


_FILE = {"path": "m", "size": 1, "changed": 1, "sha256": "0" * 64}


def _with_manifest(change) -> bytes:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(_saved())) as file:
        members = {info.filename: file.read(info) for info in file.infolist()}
    held = json.loads(members[MANIFEST])
    members[MANIFEST] = json.dumps(change(held)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def _mutated_backup(body: bytes, random: Random, others) -> bytes:  # type: ignore[no-untyped-def]
    if random.random() < 0.3:
        return mutated(body, random, others)
    return mutated_zip(body, random, others)


def _model(data: bytes) -> None:
    """A model file whose sum is right, as somebody who can write to the folder would leave it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reference = json.loads(_reference())
        reference["sha256"] = hashlib.sha256(data).hexdigest()
        (folder / f"{reference['id']}.skops").write_bytes(data)
        (folder / f"{reference['id']}.json").write_text(json.dumps(reference), encoding="utf-8")
        (folder / "current.json").write_bytes(data if data[:1] in b"{[" else json.dumps(reference).encode())
        with suppress(StoreError):
            current(folder)
        model = load(folder, reference["id"])
        must(model.classifier is not None, "no classifier")
        must(all(isinstance(name, str) for name, _ in model.positives), "positives without a name")


@cache
def _reference() -> str:
    with shipped_folder() as folder:
        name = next(folder.glob("*.skops")).stem
        return (folder / f"{name}.json").read_text(encoding="utf-8")


def _models() -> list[bytes]:
    with shipped_folder() as folder:
        body = next(folder.glob("*.skops")).read_bytes()
    return [body, _reference().encode(), b"PK\x05\x06" + bytes(18), b"[" * 100_000]


TARGETS = {
    each.name: each
    for each in (
        Target("warc", _warc, archives),
        Target("backup", _backup, _backups, mutate=_mutated_backup, seconds=6.0),
        Target("model", _model, _models, mutate=_mutated_backup, isolated=True, seconds=20.0),
    )
}
