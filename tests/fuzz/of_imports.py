"""Imports: records, text, mappings, coded passages, settings."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from fuzz import seeds
from fuzz.promises import must, sound_document
from fuzz.target import Target

from corpus.errors import BadInput
from extractors.plain import read_text
from extractors.records import parse_mapping
from flows.acquisition.reading import RECORD, SOURCE, read_any
from flows.intake import LARGEST, items_of, read_batch, where_of
from flows.settings import read_settings
from models.external import read_rows
from models.gold import load_gold, second_readings
from models.labelled import of_file
from models.teach import read_unlabelled

_FIELDS = ("title", "text", "content", "url", "published", "author", "section", "source", "id", "sapo")


def _record(data: bytes) -> None:
    """A line as it is; or, after a byte of one, the values of its fields, so that it is JSON whatever they are."""
    if data.startswith(b"\1"):
        values = [part.decode("utf-8", "replace") for part in data[1:].split(b"\0")]
        data = json.dumps(dict(zip(_FIELDS, values, strict=False))).encode()
    headers = (("content-type", RECORD), (SOURCE, "import/a"))
    sound_document(read_any(seeds.page(data, url="file:a.jsonl:1", headers=headers)))


def _records_file(data: bytes) -> None:
    """A file of records, plain and as it claims to be packed: each line is read or refused, nothing is lost."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.jsonl", "a.jsonl.gz"):
            path = Path(folder, name)
            path.write_bytes(data)
            for item in items_of(path, "records", source=None, mapping="", now=seeds.NOW):
                if hasattr(item, "reason"):
                    must(item.reason, "unread without a reason")
                    continue
                must(len(item.body) <= LARGEST, "a record larger than allowed")
                result = read_batch([item])[0]
                if not hasattr(result, "reason"):
                    sound_document(result)
                else:
                    must(".py:" not in result.reason, f"a fault of ours: {result.reason}")
                    must(where_of(item), "nowhere")


def _text(data: bytes) -> None:
    sound_document(read_text(seeds.words(data), name="a.txt", source="", now=seeds.NOW))


def _mapping(data: bytes) -> None:
    fields = parse_mapping(seeds.words(data))
    must(all(names for names in (fields.title, fields.text, fields.id)), "a field without a name")


def _gold(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(data)
        refused: list[BadInput] = []
        for read in (
            lambda: load_gold([path]),
            lambda: second_readings(path),
            lambda: of_file(path),
            lambda: read_unlabelled([path]),
            lambda: read_rows(path, text="text", label="areas"),
        ):
            try:
                read()
            except BadInput as error:
                refused.append(error)
        must(all(each.where and each.reason for each in refused), "refused without saying where or why")


def _settings(data: bytes) -> None:
    lines = data.decode("utf-8", "replace").replace("\0", "").split("\n")
    environment = {key: value for key, _, value in (line.partition("=") for line in lines)}
    settings = read_settings(environment)
    must(settings.workers >= 1 and settings.budget >= 1, "nobody works")
    must("\n" not in settings.agent and "\r" not in settings.agent, "a user agent of two lines")


def records_seeds() -> list[bytes]:
    some = [
        {
            "title": text[:60],
            "text": text,
            "url": f"{seeds.SITE}/a-a{number}1234.html",
            "published": "2021-02-02",
            "id": number,
        }
        for number, text in enumerate(seeds.texts(4))
    ]
    some += [
        {"title": "A", "content": f"<p>{text}</p><ul><li>{text}</li></ul>", "key": "k/1"} for text in seeds.texts(2)
    ]
    some += [{"text": ["A", "B"], "author": 5, "source": "Báo A", "date": "Thứ Hai, 01/02/2021"}]
    lines = [json.dumps(each, ensure_ascii=number % 2 == 0).encode() for number, each in enumerate(some)]
    parts = ("A", "\n".join(seeds.texts(2)), "", seeds.ARTICLE, "02/02/2021", "B", "C", "bao-a", "k1", "D")
    html = ("A", "", f"<p>{seeds.texts(1)[0]}</p><table><tr><td>A", "", "2021-02-02T07:30:00Z", "", "", "Báo A", "", "")
    return [*lines, *(b"\1" + "\0".join(each).encode() for each in (parts, html))]


def _files() -> list[bytes]:
    whole = b"\n".join(records_seeds())
    return [whole, gzip.compress(whole, mtime=0), gzip.compress(whole, mtime=0)[:-20], b"\n\n{}\n[]\n\xff"]


def _coded() -> list[bytes]:
    row = {"key": "a", "text": seeds.texts(1)[0], "areas": ["M1"], "published": "2021-02-02", "title": "A"}
    return [json.dumps(row).encode(), b'{"key": "b", "areas": [], "text": "x"}\n{"key": "c"}\n']


TARGETS = {
    each.name: each
    for each in (
        Target("record", _record, records_seeds, seconds=4.0),
        Target("records-file", _records_file, _files, seconds=6.0),
        Target("text", _text, lambda: [text.encode() for text in seeds.plain_articles(12)]),
        Target("mapping", _mapping, lambda: [b"title=tieu_de,text=noi_dung|body"]),
        Target("gold", _gold, _coded),
        Target(
            "settings", _settings, lambda: [b"BAMSAT_WORKERS=2\nBAMSAT_BUDGET=10\nBAMSAT_HOME=/a\nBAMSAT_CONTACT=x@y"]
        ),
    )
}
