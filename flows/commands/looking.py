"""Commands that store nothing: read a page, judge passages from a stream, look at the codebook."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from rich.text import Text

from corpus.codebook.check import check_taxonomy
from corpus.codebook.taxonomy import Area, Taxonomy, load_taxonomy
from corpus.document import Document, Header
from corpus.errors import BadInput
from corpus.label import Prediction
from corpus.passage import Passage, PassageKind
from flows.commands import screen
from flows.settings import Settings

BATCH = 64


def read_one(settings: Settings, where: str, *, now: Callable[[], datetime], as_json: bool) -> None:
    """Read a file or an address and print the document.

    Raises:
        BadInput: the file is not there or of no known kind.
        ItemFailure: it cannot be fetched, or no article was found in it.
    """
    document = _fetch(settings, where, now) if where.startswith(("http://", "https://")) else _open(where, now())
    if as_json:
        screen.emit(document_data(document))
        return
    out = screen.console()
    out.print(Text(document.title or "(không có tiêu đề)", style="bold"))
    for name, value in (
        ("Nguồn", document.source),
        ("Địa chỉ", document.url),
        ("Đăng", _moment(document, "published")),
        ("Sửa", _moment(document, "modified")),
        ("Tác giả", document.author),
        ("Mục", document.section),
        ("Đọc bằng", document.reading),
        ("Vì sao", "; ".join(f"{name} ← {signal}" for name, signal in document.signals.items())),
    ):
        if value:
            out.print(Text(f"{name}: {value}", style="dim"))
    if document.header is not None:
        for name, value in header_lines(document.header):
            out.print(Text(f"{name}: {value}", style="dim"))
    out.print()
    for block in document.blocks:
        out.print(Text(f"{block.role.value:>9}  ", style="dim") + Text(document.block_text(block)))


def header_lines(header: Header) -> Iterator[tuple[str, str]]:
    """The fields of an administrative head that are there, with their Vietnamese names."""
    day = None if header.day is None else f"{header.day:%d-%m-%Y}"
    for name, value in (
        ("Cơ quan ban hành", header.issuer),
        ("Cấp trên", header.parent),
        ("Số, ký hiệu", header.number),
        ("Loại văn bản", header.kind),
        ("Nơi, ngày ký", ", ".join(each for each in (header.place, day) if each)),
        ("Trích yếu", header.abstract),
        ("Người ký", ", ".join(each for each in (header.post, header.signer) if each)),
        ("Nơi nhận", "; ".join(header.recipients)),
    ):
        if value:
            yield name, value


def document_data(document: Document) -> dict[str, object]:
    """A document as plain data, its blocks with roles, offsets and text."""
    return {
        "id": document.id,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "lead": document.lead,
        "author": document.author,
        "section": document.section,
        "published": _moment(document, "published"),
        "published_precision": None if document.published is None else document.published.precision,
        "modified": _moment(document, "modified"),
        "fetched": document.fetched.isoformat(),
        "revision": document.revision,
        "reading": document.reading,
        "signals": dict(document.signals),
        "header": None if document.header is None else json.loads(json.dumps(asdict(document.header), default=str)),
        "measures": dict(document.measures),
        "text": document.text,
        "blocks": [
            {"role": block.role.value, "start": block.start, "end": block.end, "text": document.block_text(block)}
            for block in document.blocks
        ],
    }


def _moment(document: Document, name: str) -> str | None:
    moment = document.published if name == "published" else document.modified
    return None if moment is None else moment.at.isoformat()


def _fetch(settings: Settings, url: str, now: Callable[[], datetime]) -> Document:
    from extractors.fetch import Fetcher, NotModified
    from flows.acquisition.reading import read_any

    parts = urlsplit(url)
    host = parts.hostname or ""
    # A person who types an address of this machine means it; listings and redirects are never given this.
    local = frozenset({parts.netloc}) if host in ("127.0.0.1", "localhost", "::1") else frozenset[str]()
    with Fetcher(
        agent=settings.agent, allowed_hosts=frozenset({host}), loopback=local, now=now, jitter=random.random
    ) as fetcher:
        answer = fetcher.get(url)
    if isinstance(answer, NotModified):
        raise BadInput("máy chủ nói không đổi dù chưa từng hỏi (304 to an unconditional request)", where=url)
    return read_any(answer)


def _open(where: str, now: datetime) -> Document:
    from corpus.run import Skip
    from flows.acquisition.reading import read_any
    from flows.intake import Unread, files_of, items_of, kind_of

    path = Path(where)
    if path.is_dir():
        raise BadInput("đây là thư mục; dùng bamsat import (a folder)", where=where)
    files_of([path])
    kind = kind_of(path)
    if isinstance(kind, Skip):
        raise BadInput(kind.reason, where=where)
    item = next(items_of(path, kind, source=None, mapping="", now=now), None)
    if item is None:
        raise BadInput("tệp trống (empty file)", where=where)
    if isinstance(item, Unread):
        raise BadInput(item.reason, where=item.where)
    return read_any(item)


def judge_stream(settings: Settings, file: Path | None) -> int:
    """Judge passages from a file or standard input, one JSON line out for each, in order.

    JSON Lines when the first line that is not blank begins with ``{``, else plain text with one passage a line. A
    line that is no passage gives a line with ``error``, and exit code 3 at the end.

    Raises:
        BadInput: the file is not there, or is no UTF-8.
    """
    from flows.judging.desk import desk
    from flows.judging.model_in_use import model_in_use

    if file is not None and str(file) != "-":
        if not file.is_file():
            raise BadInput("không có tệp này (no such file)", where=str(file))
        try:
            lines: Iterable[str] = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"không đọc được, cần UTF-8 (cannot be read): {error}", where=str(file)) from error
    else:
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        lines = sys.stdin
    taxonomy = load_taxonomy()
    with screen.ProgressBars() as progress:
        model = model_in_use(settings.models, taxonomy, progress=progress)
    tools = desk(settings.models, model.id)
    passages = _passages(lines)
    wrong = 0
    while batch := list(islice(passages, BATCH)):
        good = [each for each in batch if not isinstance(each, _Wrong)]
        judged = iter(tools.judge_passages([(passage, published) for _, passage, published in good]))
        for each in batch:
            if isinstance(each, _Wrong):
                wrong += 1
                screen.emit_line({"key": each.key, "error": each.reason})
            else:
                screen.emit_line(prediction_data(each[0], next(judged), taxonomy))
    return 3 if wrong else 0


def prediction_data(key: str, prediction: Prediction, taxonomy: Taxonomy) -> dict[str, object]:
    """A prediction as plain data; offsets of cues point into the passage's text."""
    scope = prediction.time_scope
    return {
        "key": key,
        "areas": list(prediction.areas),
        "probabilities": {code: round(prediction.probabilities[code], 6) for code in taxonomy.codes},
        "stage": prediction.stage.value,
        "stages": [stage.value for stage in prediction.stages],
        "modality": prediction.modality.value,
        "time_scope": {
            "kind": scope.kind,
            "since": None if scope.since is None else scope.since.isoformat(),
            "until": None if scope.until is None else scope.until.isoformat(),
            "words": scope.words,
        },
        "evidence": asdict(prediction.evidence),
        "speaker": asdict(prediction.speaker) if prediction.speaker else None,
        "restates": prediction.restates,
        "cues": [asdict(cue) for cue in prediction.cues],
        "model": prediction.model,
        "taxonomy": prediction.taxonomy,
    }


class _Wrong:
    """A line that is no passage."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason


def _passages(lines: Iterable[str]) -> Iterator[tuple[str, Passage, date | None] | _Wrong]:
    as_records: bool | None = None
    for number, line in enumerate(lines, start=1):
        line = line.rstrip("\r\n")
        if not line.strip():
            continue
        if as_records is None:
            as_records = line.lstrip().startswith("{")
        if as_records:
            yield _record(line, number)
        else:
            yield str(number), _passage(str(number), line, "", "", ""), None


def _record(line: str, number: int) -> tuple[str, Passage, date | None] | _Wrong:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _Wrong(str(number), f"dòng {number}: không phải JSON ({error})")
    if not isinstance(record, dict):
        return _Wrong(str(number), f"dòng {number}: không phải một đối tượng JSON")
    key = str(record.get("key", number))
    if not isinstance(record.get("text"), str):
        return _Wrong(key, f"dòng {number}: thiếu trường text (a string)")
    texts = {}
    for name in ("title", "before", "after", "published"):
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            return _Wrong(key, f"dòng {number}: trường {name} phải là chuỗi")
        texts[name] = value or ""
    try:
        published = datetime.fromisoformat(texts["published"]).date() if texts["published"] else None
    except ValueError:
        return _Wrong(key, f"dòng {number}: published phải là ngày ISO 8601, không phải {texts['published']!r}")
    return key, _passage(key, record["text"], texts["title"], texts["before"], texts["after"]), published


def _passage(key: str, text: str, title: str, before: str, after: str) -> Passage:
    """A passage that is a whole document of its own, so that offsets point into the text as given."""
    return Passage(
        document=f"stdin:{key}",
        revision="",
        ordinal=0,
        start=0,
        end=len(text),
        kind=PassageKind.PARAGRAPH,
        text=text,
        title=title,
        before=before,
        after=after,
        cutting="given",
    )


def check_codebook(path: Path | None, *, as_json: bool) -> int:
    """Findings of the taxonomy check; exit code 1 where there is an error among them.

    Raises:
        TaxonomyError: the file cannot be loaded at all.
    """
    taxonomy = load_taxonomy(path)
    findings = check_taxonomy(taxonomy)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        screen.emit([asdict(finding) for finding in findings])
    else:
        out = screen.console()
        for finding in findings:
            style = "red" if finding.severity == "error" else "yellow"
            name = "lỗi" if finding.severity == "error" else "nhắc"
            out.print(Text(f"{name:5} {finding.where}: {finding.message_vi}", style=style))
        count = sum(len(area.cues) for area in taxonomy.areas)
        out.print(
            f"Sổ mã {taxonomy.id} {taxonomy.version}: {len(taxonomy.areas)} mảng, {count} quy tắc dấu hiệu; "
            f"{errors} lỗi, {len(findings) - errors} nhắc."
        )
    return 1 if errors else 0


def show_codebook(code: str | None, *, as_json: bool) -> None:
    """The codebook, or one area of it.

    Raises:
        BadInput: no such area.
    """
    taxonomy = load_taxonomy()
    if code is not None and code not in taxonomy.codes:
        raise BadInput(f"mã mảng là một trong {', '.join(taxonomy.codes)} (unknown area)", where=code)
    areas = taxonomy.areas if code is None else (taxonomy.area(code),)
    if as_json:
        screen.emit([json.loads(json.dumps(asdict(area), default=str)) for area in areas])
        return
    out = screen.console()
    out.print(Text(f"{taxonomy.name} · bản {taxonomy.version}", style="bold"))
    for area in areas:
        out.print()
        out.print(Text(f"{area.code}. {area.name}", style="bold green"))
        out.print(area.definition)
        if code is not None:
            _show_area(area)


def _show_area(area: Area) -> None:
    out = screen.console()
    for name, values in (
        ("Gồm", area.includes),
        ("Loại", area.excludes),
        ("Dễ nhầm", area.lookalikes),
        ("Phân biệt", tuple(f"với mảng {each.area}: {each.rule}" for each in area.confusable)),
        ("Chủ thể", area.actors),
        ("Văn bản", tuple(f"{each.number}: {each.title}" for each in area.documents)),
    ):
        if values:
            out.print(Text(f"\n{name}", style="bold"))
            for value in values:
                out.print(Text(f"  - {value}"))
