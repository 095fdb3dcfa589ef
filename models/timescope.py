"""The time each passage of a document speaks of: its own adverbials, else the run it stands in.

Vietnamese has no tense; a writer sets the time once (``Nhiệm kỳ qua, ...``) and it holds until another is set. So a
passage without a time of its own goes on looking back where the passages before it do, until one opens the present or
the future: by an adverbial at the head of a sentence, a dated day, the frame of a meeting, or a request. This is the
forward-moving reference time of Reichenbach (1947) and Partee (1984), kept by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.label import ScopeKind, TimeScope
from corpus.passage import Analysis, Entity, EntityKind, Passage, PassageKind
from models.grammar import Markers, markers
from models.phrases import Phrases
from models.syllables import SOFT, Syllable, syllables

FORMER = date(2020, 12, 31)
"""Last day of the Party term before the one the tasks were set for."""

HISTORY = date(2009, 12, 31)
"""Last day of what counts as history."""

TERM = 5
"""Years of a Party term; terms end in years that five divides."""

RETROSPECTIVE: tuple[ScopeKind, ...] = ("former_term", "historical")

_ADVERBIALS = {
    "last_term": (
        "nhiệm kỳ qua", "nhiệm kỳ vừa qua", "nhiệm kỳ trước", "trong nhiệm kỳ qua", "5 năm qua", "năm năm qua",
    ),
    "recent": (
        "thời gian qua", "trong thời gian qua", "những năm qua", "nhiều năm qua", "trong những năm qua", "vừa qua",
        "thời gian gần đây", "trước đây",
    ),
    "now": (
        "năm nay", "trong năm nay", "hiện nay", "hiện tại", "đến nay", "hôm nay", "sáng nay", "chiều nay", "tháng này",
        "năm qua", "trong năm qua", "6 tháng đầu năm", "9 tháng đầu năm", "sáu tháng đầu năm", "từ đầu năm đến nay",
        "từ đầu nhiệm kỳ đến nay", "mới đây", "tại hội nghị", "tại đại hội", "tại buổi làm việc", "tại cuộc họp",
        "tại kỳ họp", "phát biểu tại", "phát biểu chỉ đạo", "phát biểu kết luận", "hôm qua",
    ),
    "ahead": (
        "thời gian tới", "trong thời gian tới", "sắp tới", "tới đây", "năm tới", "những năm tới", "nhiệm kỳ tới",
        "nhiệm kỳ mới", "trong nhiệm kỳ mới", "giai đoạn tới", "tháng tới", "quý tới",
    ),
}  # fmt: skip
_PHRASES: Phrases[str] = Phrases((phrase, name) for name, phrases in _ADVERBIALS.items() for phrase in phrases)
_ENDS = frozenset(".!?…:")
_LEADING = frozenset({"trong", "vào", "từ", "ở", "sang", "bước", "đến", "giai", "đoạn", "nhiệm", "kỳ", "năm", "và"})
_DATELINE = 4
_COMPARED = re.compile(r"(?:so với|hơn|bằng|cùng kỳ|khác với)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a passage says of its own time; ``runs`` is whether it sets the time of what follows."""

    scope: TimeScope
    runs: bool


def scopes(
    passages: Sequence[Passage],
    analyses: Sequence[Analysis],
    *,
    published: date | None,
    cuts: Sequence[Sequence[Syllable]] | None = None,
    marks: Sequence[Markers] | None = None,
) -> list[TimeScope]:
    """The time scope of each passage of one document, in order.

    ``cuts`` and ``marks`` are the passages' syllables and markers where they are at hand.
    """
    cuts = [syllables(passage.text) for passage in passages] if cuts is None else cuts
    marks = [markers(cut) for cut in cuts] if marks is None else marks
    default: ScopeKind = "unknown" if published is None else "current"
    found: list[TimeScope] = []
    run: TimeScope | None = None
    for passage, analysis, cut, mark in zip(passages, analyses, cuts, marks, strict=True):
        own = _own(passage, analysis, cut, published)
        item = passage.kind is PassageKind.ITEM or mark.turn > 0
        if own is not None:
            found.append(own.scope)
            if own.runs:
                run = own.scope
            continue
        if run is not None and run.kind in RETROSPECTIVE and (mark.binding > mark.done or mark.asking > 0):
            run = None
        keeps = run is not None and (run.kind in RETROSPECTIVE or item)
        found.append(replace(run, words="") if run is not None and keeps else TimeScope(default))
    return _anchored(found, published)


def _own(passage: Passage, analysis: Analysis, cut: Sequence[Syllable], published: date | None) -> _Found | None:
    """The passage's own time: the first adverbial that opens a sentence, else a former term named in passing."""
    entities = [each for each in analysis.entities if each.kind in (EntityKind.PERIOD, EntityKind.DATE)]
    entities = [each for each in entities if not each.note.startswith("ban hành")]
    for first in _heads(cut):
        scope = _adverbial(passage, cut, first, entities, published)
        if scope is not None:
            return _Found(scope, True)
    spans = [(entity, _bounds(entity)) for entity in entities]
    late = [until for _, (_, until) in spans if until > FORMER]
    cued = {
        cue.target.removeprefix("time:")
        for cue in analysis.cues
        if cue.sense == "strong" and not _COMPARED.search(passage.text[: cue.start - passage.start])
    }
    for entity, (since, until) in spans:
        said = passage.text[entity.start - passage.start : entity.end - passage.start]
        before = passage.text[: entity.start - passage.start]
        if until <= FORMER and not late and (entity.note or since.year < until.year) and not _COMPARED.search(before):
            return _Found(TimeScope(_past(until), since, until, said), "former_term" in cued or until <= HISTORY)
        if entity.kind is EntityKind.DATE and until > FORMER:
            return _Found(TimeScope(_relative(since, until, published), since, until, said), True)
    if not late and "historical" in cued and "current" not in cued:
        return _Found(TimeScope("historical"), False)
    if not late and "former_term" in cued and "current" not in cued and "future" not in cued:
        return _Found(TimeScope("former_term"), False)
    return None


def _heads(cut: Sequence[Syllable]) -> Iterator[int]:
    """Where sentences start: the head of the passage, past its dateline, and what follows each stop."""
    yield 0
    for position in range(1, len(cut)):
        if cut[position - 1].key in _ENDS or (position <= _DATELINE and cut[position - 1].key == "-"):
            yield position


def _adverbial(
    passage: Passage, cut: Sequence[Syllable], first: int, entities: Sequence[Entity], published: date | None
) -> TimeScope | None:
    while first < len(cut) and cut[first].key in SOFT:
        first += 1
    start = first
    for _ in range(4):
        if start >= len(cut):
            return None
        match = next(reversed(_PHRASES.starting(cut, start)), None)
        if match is not None:
            words = passage.text[cut[match.first].start : cut[match.last - 1].end]
            return _relatively(match.values[0], words, published)
        for entity in entities:
            if entity.start - passage.start <= cut[start].start < entity.end - passage.start:
                since, until = _bounds(entity)
                begin = min(cut[first].start, entity.start - passage.start)
                words = passage.text[begin : entity.end - passage.start]
                kind = _past(until) if until <= FORMER else _relative(since, until, published)
                return TimeScope(kind, since, until, words)
        if cut[start].key not in _LEADING:
            return None
        start += 1
    return None


def _relatively(name: str, words: str, published: date | None) -> TimeScope:
    match name:
        case "last_term":
            if published is None:
                return TimeScope("former_term", words=words)
            since, until = last_term(published)
            return TimeScope("former_term" if until <= FORMER else "current", since, until, words)
        case "recent":
            if published is not None and published <= HISTORY:
                return TimeScope("historical", words=words)
            return TimeScope("former_term" if published is not None and published <= FORMER else "current", words=words)
        case "ahead":
            return TimeScope("future", words=words)
        case _:
            return TimeScope("current", words=words)


def last_term(day: date) -> tuple[date, date]:
    """The Party term that ended last, or ends in the year of a day: ``nhiệm kỳ qua`` is said at its congress."""
    end = day.year - day.year % TERM
    return date(end - TERM, 1, 1), date(end, 12, 31)


def _bounds(entity: Entity) -> tuple[date, date]:
    since, _, until = entity.value.partition("/")
    return date.fromisoformat(since), date.fromisoformat(until or since)


def _past(until: date) -> ScopeKind:
    return "historical" if until <= HISTORY else "former_term"


def _relative(since: date, until: date, published: date | None) -> ScopeKind:
    return "future" if published is not None and since > published else "current"


def _anchored(found: list[TimeScope], published: date | None) -> list[TimeScope]:
    """Give former-term passages without bounds those of their run, and a recent past the run it leads into."""
    for at, scope in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        recent = scope.kind == "current" and scope.since is None and _is_recent(scope.words)
        if recent and following is not None and following.kind == "former_term" and following.words:
            found[at] = TimeScope("former_term", following.since, following.until, scope.words)
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        bounds: tuple[date, date] | None = None
        for at in order:
            scope = found[at]
            if scope.kind != "former_term":
                bounds = None
            elif scope.since is not None and scope.until is not None:
                bounds = scope.since, scope.until
            elif bounds is not None:
                found[at] = replace(scope, since=bounds[0], until=bounds[1])
    return found


def _is_recent(words: str) -> bool:
    match = next(reversed(_PHRASES.starting(syllables(words), 0)), None) if words else None
    return match is not None and match.values[0] == "recent"
