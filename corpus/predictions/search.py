"""Full-text search over passages: marks typed find exactly that, no marks find every spelling, đ included.

SQLite keeps the index in FTS5, PostgreSQL in two tsvector columns. Both get text that :mod:`corpus.fold` has already
lower-cased and folded, so both give the same answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from corpus.database.engine import reading
from corpus.errors import BadInput
from corpus.fold import exact, folded, has_marks

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood: phrases (each a run of syllables) in ``exact`` or ``folded`` form."""

    column: str
    phrases: tuple[tuple[str, ...], ...]

    @property
    def joined(self) -> tuple[str, ...]:
        """All syllables in the order typed, as one phrase."""
        return tuple(word for phrase in self.phrases for word in phrase)


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. ``spans`` are (start, end) offsets of the hits into the document's text."""

    passage: str
    document: str
    title: str | None
    published: str | None
    start: int
    text: str
    spans: tuple[tuple[int, int], ...]
    as_phrase: bool


def understand(words: str) -> Query:
    """Read what a person typed: “quoted” runs are phrases, other words must all occur.

    Raises:
        BadInput: nothing in it is a word.
    """
    words = unicodedata.normalize("NFC", words)
    form = exact if has_marks(words) else folded
    phrases = []
    for match in _QUOTED.finditer(words):
        phrase = tuple(_WORD.findall(form(match[1] or match[2])))
        if phrase:
            phrases.append(phrase)
    if not phrases:
        raise BadInput("không có từ nào để tìm (nothing to search for)", where=repr(words))
    return Query("exact" if form is exact else "folded", tuple(phrases))


def index(connection: Connection, passages: Sequence[str]) -> None:
    """Add passages to the index, in the transaction they are stored in."""
    on_sqlite = connection.dialect.name == "sqlite"
    rowid = "rowid" if on_sqlite else "seq"
    value = "{}" if on_sqlite else "to_tsvector('simple', {})"
    insert = text(
        f"INSERT INTO passage_index ({rowid}, exact, folded) "
        f"VALUES (:seq, {value.format(':exact')}, {value.format(':folded')})"
    )
    for begin in range(0, len(passages), 500):
        part = passages[begin : begin + 500]
        marks = ", ".join(f":p{number}" for number in range(len(part)))
        rows = connection.execute(
            text(
                f"SELECT seq, text FROM passages WHERE id IN ({marks}) "
                f"AND NOT EXISTS (SELECT 1 FROM passage_index i WHERE i.{rowid} = passages.seq) ORDER BY seq"
            ),
            {f"p{number}": each for number, each in enumerate(part)},
        ).all()
        if rows:
            connection.execute(
                insert,
                [{"seq": seq, "exact": _words(exact(body)), "folded": _words(folded(body))} for seq, body in rows],
            )


def search(engine: Engine, words: str, *, limit: int = 20) -> list[Hit]:
    """Passages of current revisions that hold the words, those that hold them as typed in a row first, newest first.

    Raises:
        BadInput: nothing in ``words`` is a word.
    """
    query = understand(words)
    hits: dict[str, Hit] = {}
    with reading(engine) as connection:
        for as_phrase, phrases in ((True, (query.joined,)), (False, query.phrases)):
            if len(hits) >= limit:
                break
            for row in connection.execute(
                text(_select(connection, query.column)), _parameters(connection, query, phrases, limit)
            ):
                if row.id not in hits and len(hits) < limit:
                    spans = tuple((row.start + a, row.start + b) for a, b in find_spans(row.text, query, phrases))
                    hits[row.id] = Hit(
                        row.id, row.document, row.title, row.published, row.start, row.text, spans, as_phrase
                    )
    return list(hits.values())


def find_spans(body: str, query: Query, phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Offsets in a text of every occurrence of the phrases, in order and not overlapping."""
    found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(_form(query)(body))]
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(found):
        best = 0
        for phrase in phrases:
            piece = found[position : position + len(phrase)]
            if len(phrase) > best and [word for _, _, word in piece] == list(phrase):
                best = len(phrase)
        if best:
            spans.append((found[position][0], found[position + best - 1][1]))
        position += best or 1
    return spans


def _form(query: Query) -> Callable[[str], str]:
    return exact if query.column == "exact" else folded


def _words(form: str) -> str:
    """Words only, so that no database's own idea of punctuation, numbers or addresses comes in."""
    return " ".join(_WORD.findall(form))


def _select(connection: Connection, column: str) -> str:
    if connection.dialect.name == "sqlite":
        condition = "i.rowid = p.seq AND passage_index MATCH :query"
    else:
        condition = f"i.seq = p.seq AND i.{column} @@ CAST(:query AS tsquery)"
    return (
        "SELECT p.id, p.document, p.start, p.text, r.title, r.published FROM passage_index i "
        f"JOIN passages p ON {condition} "
        "JOIN documents d ON d.id = p.document AND d.revision = p.revision "
        "JOIN revisions r ON r.document = p.document AND r.revision = p.revision "
        "ORDER BY r.published IS NULL, r.published DESC, p.document, p.start LIMIT :limit"
    )


def _parameters(
    connection: Connection, query: Query, phrases: Sequence[Sequence[str]], limit: int
) -> dict[str, str | int]:
    if connection.dialect.name == "sqlite":
        wanted = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        return {"query": f"{query.column} : ({wanted})", "limit": limit}
    wanted = " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases)
    return {"query": wanted, "limit": limit}
