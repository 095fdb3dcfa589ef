"""Nouns to table rows and back: the only place that knows how a value is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from sqlalchemy import RowMapping

from corpus.document import Block, Document, Header, Moment, Role
from corpus.label import NOBODY, Evidence, Modality, Prediction, ScopeKind, Speaker, Stage, TimeScope
from corpus.page import ArchivedPage
from corpus.passage import Analysis, Cue, CueSense, Entity, EntityKind, Passage, PassageKind
from corpus.spans import pack, unpack

HERE = timezone(timedelta(hours=7))
"""The clock of Bến Tre: moments are written in it, so that a month is the local month."""

Row = Mapping[str, Any] | RowMapping

REVISION_FACTS = (
    "title",
    "author",
    "section",
    "published",
    "published_precision",
    "modified",
    "modified_precision",
    "signals",
    "reading",
    "header",
    "measures",
)
"""Columns of a revision that reading its page again may change where the meaningful text stays."""

_EVIDENCE = tuple(each.name for each in fields(Evidence))


def to_json(value: object) -> str:
    """Compact JSON with keys in order, the same text for the same value on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_time(at: datetime) -> str:
    """ISO 8601 in +07:00, to the second."""
    return at.astimezone(HERE).isoformat(timespec="seconds")


def _write_moment(moment: Moment | None) -> tuple[str | None, str | None]:
    return (None, None) if moment is None else (write_time(moment.at), moment.precision)


def _read_moment(at: str | None, precision: Literal["minute", "day"] | None) -> Moment | None:
    return None if at is None or precision is None else Moment(datetime.fromisoformat(at), precision)


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def page_row(place: ArchivedPage) -> dict[str, Any]:
    """A row of ``pages``."""
    return {
        "sha256": place.page.sha256,
        "url": place.page.final_url,
        "status": place.page.status,
        "fetched": write_time(place.page.fetched),
        "size": len(place.page.body),
        "archive": place.archive,
        "position": place.position,
    }


def revision_row(document: Document, page: str | None) -> dict[str, Any]:
    """A row of ``revisions``."""
    published, published_precision = _write_moment(document.published)
    modified, modified_precision = _write_moment(document.modified)
    return {
        "document": document.id,
        "revision": document.revision,
        "page": page,
        "title": document.title,
        "author": document.author,
        "section": document.section,
        "published": published,
        "published_precision": published_precision,
        "modified": modified,
        "modified_precision": modified_precision,
        "fetched": write_time(document.fetched),
        "text": document.text,
        "blocks": to_json([[block.role.value, block.start, block.end] for block in document.blocks]),
        "signals": to_json(dict(document.signals)),
        "reading": document.reading,
        "header": None if document.header is None else to_json(_header_data(document.header)),
        "measures": to_json(dict(document.measures)) if document.measures else None,
    }


def document_from(row: Row) -> Document:
    """A document from a row of ``revisions`` joined with its ``documents`` (source, url)."""
    return Document(
        id=row["document"],
        source=row["source"],
        url=row["url"],
        text=row["text"],
        blocks=tuple(Block(Role(role), start, end) for role, start, end in json.loads(row["blocks"])),
        title=row["title"],
        author=row["author"],
        section=row["section"],
        published=_read_moment(row["published"], row["published_precision"]),
        modified=_read_moment(row["modified"], row["modified_precision"]),
        fetched=datetime.fromisoformat(row["fetched"]),
        reading=row["reading"],
        signals=json.loads(row["signals"]),
        header=None if row["header"] is None else _header_from(json.loads(row["header"])),
        measures={} if row["measures"] is None else json.loads(row["measures"]),
    )


def _header_data(header: Header) -> dict[str, Any]:
    data = {key: value for key, value in asdict(header).items() if value not in (None, ())}
    return data if header.day is None else {**data, "day": header.day.isoformat()}


def _header_from(data: dict[str, Any]) -> Header:
    day, recipients = data.pop("day", None), data.pop("recipients", ())
    return Header(**data, day=_read_day(day), recipients=tuple(recipients))


def passage_row(passage: Passage) -> dict[str, Any]:
    """A row of ``passages`` (its ``seq`` is the database's)."""
    return {
        "id": passage.id,
        "document": passage.document,
        "revision": passage.revision,
        "ordinal": passage.ordinal,
        "start": passage.start,
        "end": passage.end,
        "kind": passage.kind.value,
        "text": passage.text,
        "cutting": passage.cutting,
    }


def passage_from(row: Row, *, title: str, before: str, after: str) -> Passage:
    """A passage from its row, its document's title and its neighbours' texts."""
    return Passage(
        document=row["document"],
        revision=row["revision"],
        ordinal=row["ordinal"],
        start=row["start"],
        end=row["end"],
        kind=PassageKind(row["kind"]),
        text=row["text"],
        title=title,
        before=before,
        after=after,
        cutting=row["cutting"],
    )


def analysis_row(analysis: Analysis) -> dict[str, Any]:
    """A row of ``analyses``; its cues are written with the prediction that they led to."""
    return {
        "passage": analysis.passage,
        "version": analysis.version,
        "words": pack(analysis.words),
        "sentences": pack(analysis.sentences),
        "entities": to_json([[e.kind.value, e.start, e.end, e.value, e.note] for e in analysis.entities]),
    }


def analysis_from(row: Row, cues: tuple[Cue, ...] = ()) -> Analysis:
    """An analysis from its row and the cues of a prediction."""
    return Analysis(
        passage=row["passage"],
        version=row["version"],
        words=unpack(row["words"]),
        sentences=unpack(row["sentences"]),
        entities=tuple(
            Entity(EntityKind(kind), start, end, value, note)
            for kind, start, end, value, note in json.loads(row["entities"])
        ),
        cues=cues,
    )


def prediction_row(prediction: Prediction, reach: str) -> dict[str, Any]:
    """A row of ``predictions``. Probabilities are kept to six digits."""
    scope = prediction.time_scope
    return {
        "passage": prediction.passage,
        "model": prediction.model,
        "taxonomy": prediction.taxonomy,
        "probabilities": to_json({area: round(value, 6) for area, value in prediction.probabilities.items()}),
        "stage": prediction.stage.value,
        "stages": to_json([stage.value for stage in prediction.stages]),
        "modality": prediction.modality.value,
        "scope": scope.kind,
        "scope_since": None if scope.since is None else scope.since.isoformat(),
        "scope_until": None if scope.until is None else scope.until.isoformat(),
        "scope_words": scope.words,
        "strength": prediction.evidence.strength,
        "evidence": to_json({name: getattr(prediction.evidence, name) for name in _EVIDENCE}),
        "cues": to_json([[cue.target, cue.sense, cue.start, cue.end, cue.phrase] for cue in prediction.cues]),
        "reach": reach,
        "speaker": None if prediction.speaker == NOBODY else to_json(asdict(prediction.speaker)),
        "restates": None if prediction.restates is None else round(prediction.restates, 4),
    }


def assignment_rows(prediction: Prediction) -> list[dict[str, Any]]:
    """Rows of ``assignments``: one for each area over its threshold."""
    return [
        {
            "passage": prediction.passage,
            "model": prediction.model,
            "area": area,
            "probability": round(prediction.probabilities[area], 6),
        }
        for area in prediction.areas
    ]


def prediction_from(row: Row) -> Prediction:
    """A prediction from its row and ``areas``, the assigned areas as a list with the likeliest first."""
    evidence: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(row["evidence"]).items()
    }
    kind: ScopeKind = row["scope"]
    cues: list[tuple[str, CueSense, int, int, str]] = json.loads(row["cues"])
    return Prediction(
        passage=row["passage"],
        model=row["model"],
        taxonomy=row["taxonomy"],
        probabilities=json.loads(row["probabilities"]),
        areas=tuple(row["areas"]),
        stage=Stage(row["stage"]),
        stages=tuple(Stage(stage) for stage in json.loads(row["stages"])),
        modality=Modality(row["modality"]),
        time_scope=TimeScope(kind, _read_day(row["scope_since"]), _read_day(row["scope_until"]), row["scope_words"]),
        evidence=Evidence(**evidence),
        cues=tuple(Cue(*cue) for cue in cues),
        speaker=NOBODY if row["speaker"] is None else Speaker(**json.loads(row["speaker"])),
        restates=row["restates"],
    )
