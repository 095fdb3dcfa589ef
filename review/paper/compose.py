"""From what was counted to a report: which sentences are said, with which numbers and which passages behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.coverage.evidence_filter import Filter
from corpus.coverage.facts import MINIMUM_EXPOSURE
from corpus.coverage.measures import DONE, TALK
from corpus.label import STAGE_NAMES, Modality, Stage
from corpus.periods import days_of
from review.numbers import MINUS, NBSP, day, percent, percent_range, whole
from review.paper import wording as say
from review.paper.citing import Citations, title_of
from review.paper.content import (
    Block,
    Column,
    Figure,
    Note,
    Paragraph,
    Report,
    Section,
    Span,
    Spans,
    Table,
    plainly,
)
from review.paper.rows import AreaCount, Counts, PlaceCount, RestatedMonth, Told

NAMED = 8
"""Silent places that are named of each area."""

EXCERPT = 220
"""Characters quoted of a passage in the list."""


def compose(counts: Counts) -> Report:
    """The report on a period: the same rows give the same report."""
    return _Composed(counts).report()


class _Composed:
    """One report in the making: knows the number of each passage in the list of evidence."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.when = say.when(counts.period)
        self.cited = Citations(counts)

    def report(self) -> Report:
        """The whole."""
        counts = self.counts
        first, last = days_of(counts.period)
        opening = say.OPENING.format(
            taxonomy=counts.taxonomy, when=self.when, first=day(first), last=day(last), as_of=day(counts.as_of)
        )
        if counts.read:
            told = [
                Section(say.COVERAGE, tuple(self._coverage())),
                Section(say.STAGES, tuple(self._stages())),
                Section(say.PLACES, tuple(self._places())),
                Section(say.BLANKS, tuple(self._blanks())),
                Section(say.CHANGES, tuple(self._changes())),
                Section(say.LEFT_OUT, tuple(self._left_out())),
            ]
        else:
            told = []
        return Report(
            subject=say.SUBJECT.format(when=self.when),
            opening=(Paragraph(plainly(opening)), Paragraph(plainly(say.AS_REPORTED))),
            sections=(
                Section(say.COLLECTED, tuple(self._collected())),
                *told,
                Section(say.METHOD, tuple(self._method()), apart=True),
                *([Section(say.EVIDENCE_LIST, tuple(self._list()), apart=True)] if self.cited.proofs else []),
            ),
            closing=say.CLOSING,
            as_of=counts.as_of,
            facts=tuple({**counts.filters, **counts.versions}.items()),
        )

    def _collected(self) -> Iterator[Block]:
        counts = self.counts
        if not counts.read:
            yield Paragraph(plainly(say.NOTHING_READ.format(when=self.when)))
        else:
            said = say.READ.format(passages=whole(counts.read), documents=whole(counts.documents), when=self.when)
            yield Paragraph((Span(said, note=Note(say.NOTE_READ)), Span(".")))
            sources = "; ".join(f"{each.name} {whole(each.passages)}" for each in counts.sources if each.passages)
            yield Paragraph(plainly(say.READ_FROM.format(sources=sources)))
        down = ", ".join(each.name for each in counts.sources if each.down)
        yield Paragraph(plainly(say.DOWN.format(sources=down) if down else say.NO_DOWN))
        if counts.undated:
            yield Paragraph(plainly(say.UNDATED.format(passages=whole(counts.undated))))
        judged = next((each.estimated for each in counts.areas if each.estimated is not None), None)
        if judged is not None and judged.labelled:
            labelled, drawn = whole(judged.labelled), whole(judged.drawn)
            yield Paragraph(plainly(say.AUDITED.format(labelled=labelled, drawn=drawn, nbsp=NBSP)))
        elif counts.read:
            yield Paragraph(plainly(say.NOT_AUDITED))

    def _coverage(self) -> Iterator[Block]:
        judged = any(area.estimated is not None for area in self.counts.areas)
        columns: tuple[Column, ...] = (
            Column("TT", 0.07, "center"),
            Column("Nhiệm vụ", 0.33 if judged else 0.51),
            Column("Đoạn nói tới", 0.12, "right"),
            Column("Bài nói tới", 0.12, "right"),
            Column("Đoạn có dẫn chứng", 0.14 if judged else 0.18, "right"),
            *((Column("Tỷ trọng", 0.22, "right"),) if judged else ()),
        )
        lines = tuple(
            (
                plainly(area.code),
                plainly(area.name),
                self._amount(area, area.count, note=self.cited.counted(area), opens=self.cited.on(area)),
                self._amount(area, area.documents, opens=self.cited.on(area)),
                self._amount(area, area.evidence, note=self.cited.proof(area), opens=self.cited.done(area)),
                *((self._share(area),) if judged else ()),
            )
            for area in self.counts.areas
        )
        below = say.SIGNS + (say.SHARES if judged else "")
        yield Table(say.COVERAGE_TABLE.format(when=self.when), columns, lines, below)
        for area in self.counts.areas:
            yield Paragraph(self._sentence(area), item=True)
        for picture in self.counts.pictures:
            yield Figure(picture.caption, picture.png, picture.alt)

    def _sentence(self, area: AreaCount) -> Spans:
        if area.state == "unobserved":
            return plainly(say.UNOBSERVED.format(name=area.name, why=say.WHY[area.why]))
        if area.state == "silent":
            silent = say.SILENT.format(name=area.name, of=whole(area.of), spoken=_spoken(area))
            return plainly(silent, opens=self.cited.on(area) if area.count else None)
        parts = ((say.DIRECTIVE, area.directive), (say.PLANNED, area.planned))
        apart = " và ".join(words.format(count=whole(many)) for words, many in parts if many)
        said = say.WITH_EVIDENCE.format(
            name=area.name,
            evidence=whole(area.evidence),
            count=whole(area.count),
            apart=say.APART.format(parts=apart) if apart else "",
        )
        newest = next((each for each in self.counts.told if each.area == area.code and each.proof), None)
        if newest is None:
            return plainly(said.removesuffix(" Mới nhất: "), opens=self.cited.on(area))
        named = say.NEWEST.format(title=title_of(newest), source=newest.source, day=_day(newest))
        number = self.cited.numbers.get(newest.key)
        note = None if number is None else Note(say.NOTE_LISTED.format(number=number))
        return (Span(said), Span(named, note=note), Span(".", opens=self.cited.on(area)))

    def _stages(self) -> Iterator[Block]:
        yield Paragraph(plainly(say.STAGES_INTRO))
        stages = tuple(Stage)
        columns = (
            Column("Nhiệm vụ", 0.2),
            *(Column(say.STAGE_HEADS[stage], 0.08, "right") for stage in stages),
            Column("Cộng", 0.08, "right"),
        )
        lines = tuple(
            (
                plainly(f"{area.code}. {area.short}"),
                *(
                    self._amount(area, area.stages.get(stage, 0), opens=replace(self.cited.on(area), stage=stage.value))
                    for stage in stages
                ),
                self._amount(area, sum(area.stages.values()), opens=self.cited.on(area)),
            )
            for area in self.counts.areas
        )
        yield Table(say.STAGES_TABLE.format(when=self.when), columns, lines, say.STAGES_BELOW)
        for area in self.counts.areas:
            if area.state != "unobserved" and area.count:
                talk, action = (sum(area.stages.get(stage, 0) for stage in kind) for kind in (TALK, DONE))
                said = say.TALK_ACTION.format(name=area.name, talk=whole(talk), action=whole(action))
                yield Paragraph(plainly(said, opens=self.cited.on(area)), item=True)

    def _places(self) -> Iterator[Block]:
        counts, level = self.counts, say.LEVELS[self.counts.level]
        shown = [each for each in counts.places if any(each.evidence.values())]
        if not shown:
            yield Paragraph(plainly(say.PLACES_NONE.format(level=level)))
            return
        many = whole(len(shown))
        yield Paragraph(
            plainly(
                say.PLACES_NO_UNITS.format(places=f"{many} {level}")
                if counts.units is None
                else say.PLACES_INTRO.format(places=f"{many} {level}", units=whole(counts.units), level=level)
            )
        )
        each_area = 0.58 / len(counts.areas)
        columns = (
            Column("Địa bàn", 0.3),
            Column("Đã đọc", 0.12, "right"),
            *(Column(f"NV {area.code}", each_area, "right") for area in counts.areas),
        )
        lines = tuple(
            (
                plainly(place.name, note=self.cited.of_place(place)),
                plainly(whole(place.read)),
                *(
                    plainly(_seen(many, place), opens=replace(self.cited.done(area), place=place.id) if many else None)
                    for area in counts.areas
                    for many in [place.evidence.get(area.code, 0)]
                ),
            )
            for place in shown
        )
        yield Table(say.PLACES_TABLE.format(when=self.when), columns, lines, say.PLACES_BELOW)

    def _blanks(self) -> Iterator[Block]:
        counts, level = self.counts, say.LEVELS[self.counts.level]
        names = {area.code: area.name for area in counts.areas}
        yield Paragraph(plainly(say.BLANKS_INTRO))
        columns = (
            Column("TT", 0.07, "center"),
            Column("Nhiệm vụ", 0.42),
            Column("Đọc đủ, không thấy", 0.17, "right"),
            Column("Đọc chưa đủ", 0.17, "right"),
            Column("Chưa thu thập", 0.17, "right"),
        )
        lines = tuple(
            (
                plainly(each.code),
                plainly(names[each.code]),
                *(plainly(whole(many)) for many in (len(each.silent), each.below, each.unread)),
            )
            for each in counts.blanks
        )
        yield Table(say.BLANKS_TABLE.format(level=level, when=self.when), columns, lines)
        for each in counts.blanks:
            if each.silent:
                places = ", ".join(each.silent[:NAMED])
                more = len(each.silent) - NAMED
                places += say.BLANKS_MORE.format(more=whole(more)) if more > 0 else ""
                yield Paragraph(plainly(say.BLANKS_SILENT.format(name=names[each.code], places=places)), item=True)

    def _changes(self) -> Iterator[Block]:
        counts, before = self.counts, say.when(self.counts.previous)
        columns = (
            Column("TT", 0.07, "center"),
            Column("Nhiệm vụ", 0.43),
            Column("Kỳ trước", 0.18, "right"),
            Column("Kỳ này", 0.16, "right"),
            Column("Chênh lệch", 0.16, "right"),
        )
        lines = []
        for area in counts.areas:
            was = area.before
            known = was is not None and area.state != "unobserved"
            moved = _moved(area.evidence - was[0]) if was is not None and known else say.UNKNOWN
            then = plainly(say.UNKNOWN)
            if was is not None:
                then = plainly(
                    whole(was[0]) if was[0] else say.NONE,
                    note=self.cited.proof_before(area, was[0]),
                    opens=self.cited.done_before(area) if was[0] else None,
                )
            now = self._amount(area, area.evidence, opens=self.cited.done(area))
            lines.append((plainly(area.code), plainly(area.name), then, now, plainly(moved)))
        then_read = next((f"{whole(area.before[2])} đoạn" for area in counts.areas if area.before), say.TOO_LITTLE)
        now_read = whole(counts.read)
        below = f"{say.SHORT_SIGNS} {say.CHANGES_BELOW.format(before=then_read, now=now_read, as_of=day(counts.as_of))}"
        yield Table(say.CHANGES_TABLE.format(when=self.when, before=before), columns, tuple(lines), below)
        since = day(counts.since_report)
        if not counts.restated:
            yield Paragraph(plainly(say.NOT_RESTATED.format(since=since)))
        else:
            months = "; ".join(_restated(each) for each in counts.restated)
            yield Paragraph(plainly(say.RESTATED.format(since=since, months=months)))

    def _left_out(self) -> Iterator[Block]:
        yield Paragraph(plainly(say.LEFT_OUT_INTRO, note=Note(say.NOTE_OUT)))
        reasons = say.LEFT_OUT_REASONS
        columns = (
            Column("TT", 0.07, "center"),
            Column("Nhiệm vụ", 0.33),
            *(Column(head, 0.12, "right") for head in reasons.values()),
            Column("Chỉ yêu cầu", 0.12, "right"),
        )
        lines = tuple(
            (
                plainly(area.code),
                plainly(area.name),
                *(plainly(whole(area.excluded.get(reason, 0)) if area.of else say.UNKNOWN) for reason in reasons),
                self._amount(
                    area, area.directive, opens=replace(self.cited.on(area), modality=Modality.DIRECTIVE.value)
                ),
            )
            for area in self.counts.areas
        )
        yield Table(say.LEFT_OUT_TABLE.format(when=self.when), columns, lines, say.LEFT_OUT_BELOW)

    def _method(self) -> Iterator[Block]:
        for line in say.METHOD_LINES:
            yield Paragraph(plainly(line.format(minimum=whole(MINIMUM_EXPOSURE))))
        columns = (Column("Mục", 0.3), Column("Giá trị", 0.7))
        facts = {**self.counts.filters, **self.counts.versions}
        yield Table("Bộ lọc và phiên bản", columns, tuple((plainly(k), plainly(v)) for k, v in facts.items() if v))

    def _list(self) -> Iterator[Block]:
        listed = self.cited.listed
        said = say.EVIDENCE_ALL if len(listed) == len(self.cited.proofs) else say.EVIDENCE_SOME
        yield Paragraph(plainly(said.format(listed=whole(len(listed)), total=whole(len(self.cited.proofs)))))
        areas: dict[str, list[str]] = {}
        for each in self.counts.told:
            if each.proof and each.area not in areas.setdefault(each.key, []):
                areas[each.key].append(each.area)
        columns = (
            Column("Số", 0.07, "center"),
            Column("Nhiệm vụ, khâu", 0.15),
            Column("Nguồn", 0.35),
            Column("Trích đoạn", 0.43),
        )
        lines = tuple(
            (
                plainly(str(self.cited.numbers[each.key])),
                plainly(f"NV {', '.join(sorted(areas[each.key]))}; {STAGE_NAMES[Stage(each.stage)]}"),
                (
                    Span(f"{each.source}, {_day(each)}. “{title_of(each)}”. "),
                    Span(each.link or say.NO_LINK, link=each.link),
                ),
                plainly(f"“{_excerpt(each.text)}”"),
            )
            for each in listed
        )
        yield Table(say.EVIDENCE_TABLE.format(when=self.when), columns, lines)

    def _amount(self, area: AreaCount, many: int, *, note: Note | None = None, opens: Filter | None = None) -> Spans:
        """A count of an area: unknown where too little was read, a dash where enough was and nothing is there."""
        if many:
            return plainly(whole(many), note=note, opens=opens)
        return plainly(say.UNKNOWN if area.state == "unobserved" else say.NONE)

    def _share(self, area: AreaCount) -> Spans:
        found = area.estimated
        if found is None or found.value is None:
            why = None if found is None else Note(say.NOTE_NO_SHARE.format(why=found.why))
            return plainly("chưa đủ dữ liệu", note=why)
        interval = percent_range(found.low, found.high)
        note = Note(
            say.NOTE_SHARE.format(labelled=whole(found.labelled), of=whole(area.of), interval=interval, nbsp=NBSP)
        )
        return plainly(f"{percent(found.value)} ({interval})", note=note, opens=self.cited.on(area))


def _day(told: Told) -> str:
    return say.NO_DAY if told.day is None else day(told.day)


def _restated(found: RestatedMonth) -> str:
    """A month with why its numbers changed."""
    reasons = ", ".join(say.REASONS[why].format(count=whole(many)) for why, many in found.reasons.items())
    return say.RESTATED_MONTH.format(month=say.when(found.month), reasons=reasons)


def _seen(many: int, place: PlaceCount) -> str:
    if many:
        return whole(many)
    return say.UNKNOWN if place.read < MINIMUM_EXPOSURE else say.NONE


def _spoken(area: AreaCount) -> str:
    return say.SPOKEN.format(count=whole(area.count)) if area.count else say.NOT_SPOKEN


def _moved(many: int) -> str:
    """A difference of counts with its sign."""
    return f"{'+' if many > 0 else MINUS if many < 0 else ''}{whole(abs(many))}"


def _excerpt(text: str) -> str:
    """The beginning of a passage, cut at a space."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} …"
