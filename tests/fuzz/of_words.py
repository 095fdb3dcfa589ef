"""Words: sentences, dates, figures, spelling, searches, and the whole analysis of a passage."""

from __future__ import annotations

from datetime import date
from functools import cache

from fuzz import seeds
from fuzz.promises import must, sound_entities, sound_spans
from fuzz.target import Target

from corpus.codebook.taxonomy import load_taxonomy
from corpus.coverage.evidence_filter import check
from corpus.document import Role, lay_out
from corpus.passage import EntityKind, Passage, PassageKind
from corpus.places.gazetteer import load_gazetteer
from corpus.predictions.search import find_spans, understand
from corpus.syllable import share_valid, words
from models.analyse import Analyst
from models.canonical import canonical
from models.dates import find_dates
from models.enumeration import enumeration
from models.figures import find_figures
from models.numbers import find_numbers
from models.sentences import sentences
from models.syllables import syllables
from review.filters import address, asked, fields


def _sentences(data: bytes) -> None:
    text = seeds.words(data)
    spans = sentences(text)
    sound_spans(spans, text, "sentence")
    held = "".join("".join(text[start:end].split()) for start, end in spans)
    must(held == "".join(text.split()), "sentences lost letters")
    sound_spans(((each.start, each.end) for each in syllables(text)), text, "syllable")
    must(all(0 <= start <= len(text) for start in enumeration(text)), "an item outside of the text")
    lay_out([(Role.PARAGRAPH, line) for line in text.split("\n")])


def _dates(data: bytes) -> None:
    text = seeds.words(data)
    for reference in (None, date(2021, 2, 2), date(1, 1, 1), date(9999, 12, 31)):
        found = find_dates(text, reference=reference)
        sound_entities(found, text, "date")
        for each in found:
            since, _, until = each.value.partition("/")
            first = date.fromisoformat(since)
            must(
                each.kind is EntityKind.DATE or first <= date.fromisoformat(until),
                "a period that ends before it begins",
            )


def _figures(data: bytes) -> None:
    text = seeds.words(data)
    sound_entities(find_figures(text), text, "figure")
    sound_entities(find_numbers(text), text, "document number")


def _spelling(data: bytes) -> None:
    text = seeds.words(data)
    found = canonical(text)
    must(canonical(found.text).text == found.text, "spelt twice gives another spelling")
    must(len(found.starts) == len(found.ends) == len(found.text), "letters without a place")
    for at in range(0, len(found.text), 7):
        start, end = found.raw_span(at, at + 1)
        must(0 <= start <= end <= len(text), "a letter from outside of the text")
    share = share_valid(text)
    must(share is None or 0.0 <= share <= 1.0, "a share outside of 0 to 1")
    words(text)


def _query(data: bytes) -> None:
    typed, body = (part.decode("utf-8", "replace") for part in seeds.halves(data))
    query = understand(typed)
    must(all(word and '"' not in word and "'" not in word for word in query.joined), "a mark that ends a word")
    for phrases in ((query.joined,), query.phrases):
        sound_spans(find_spans(body, query, phrases), body, "hit")


def _filter(data: bytes) -> None:
    parts = [part.decode("utf-8", "replace")[:200] for part in data.split(b"\0")]
    parts += [""] * (11 - len(parts))
    wanted = asked(*parts[:11])
    check(wanted)
    must(asked(**fields(wanted)) == wanted, "a filter's own address asks for another")
    must(address(wanted).startswith("/bang-chung") and "\n" not in address(wanted), "an address of another page")


@cache
def _analyst() -> Analyst:
    return Analyst(load_taxonomy(), load_gazetteer())


def _passage(data: bytes) -> None:
    # A record may hold half a character; a byte no text has stands for one here.
    text = seeds.words(data).replace("\x1a", "\ud800")
    passage = Passage("a:1", "r", 0, 5, 5 + len(text), PassageKind.PARAGRAPH, text, "Tựa", "", "", "1")
    found = _analyst().analyse(passage, published=date(2021, 2, 2), home="ben-tre")
    shifted = [*found.words, *found.sentences]
    must(all(5 <= start < end <= 5 + len(text) for start, end in shifted), "words outside of the passage")
    sound_spans([(start - 5, end - 5) for start, end in found.words], text, "word")
    must(all(5 <= each.start < each.end <= 5 + len(text) for each in (*found.entities, *found.cues)), "a fact outside")
    again = _analyst().analyse(passage, published=date(2021, 2, 2), home="ben-tre")
    must(again == found, "read again it says another thing")


def _texts() -> list[bytes]:
    return [text.encode() for text in seeds.texts(20)]


TARGETS = {
    each.name: each
    for each in (
        Target("sentences", _sentences, _texts),
        Target(
            "dates",
            _dates,
            lambda: [*_texts(), "từ ngày 01/02 đến 31/12/2025, quý I-II/2021, 6 tháng đầu năm 2021".encode()],
        ),
        Target(
            "figures",
            _figures,
            lambda: [*_texts(), "Nghị quyết số 03-NQ/TU ngày 1/2/2021: 45.799/36.875 tỷ đồng (đạt 3,58%)".encode()],
        ),
        Target("spelling", _spelling, _texts),
        Target(
            "query",
            _query,
            lambda: ["“xây dựng Đảng” cán bộ\0Công tác xây dựng Đảng và cán bộ".encode(), b"can bo\0" + _texts()[0]],
        ),
        Target(
            "filter",
            _filter,
            lambda: [
                b"M1\0plan\0\0"
                + b"2\0ben-tre\0"
                + b"2021-01\0"
                + b"2021-12\0demo\0\0q\0"
                + b"2021-02-02T00:00:00+00:00"
            ],
        ),
        Target("passage", _passage, _texts, isolated=True, seconds=4.0),
    )
}
