"""Comparing a workbook that came back with what is stored now: what would change, what is there, what is refused.

Pure: what the store knows of the passages comes in. A row is refused where its passage is not known, something in its
locked columns was changed, its document has a newer revision, or somebody judged the passage since it went out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.label import Judgement, Verdict
from corpus.people.judgements import Draft, standing
from corpus.predictions.seen import Seen
from review.workbook import sheet as said
from review.workbook.reading import Filled, Refused, Returned, refused_in
from review.workbook.sheet import Export, sum_of, told


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that would be applied: by area, what the person said before (None where nothing) and says now.

    ``last`` is the id of the last judgement on the passage when this was planned, or "".
    """

    line: int
    draft: Draft
    last: str
    verdicts: tuple[tuple[str, Verdict | None, Verdict], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen to each row of a workbook; ``already`` are those that were applied before or change nothing."""

    export: Export
    changes: tuple[Changed, ...]
    refused: tuple[Refused, ...]
    already: int
    empty: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What was kept, and what was refused when it came to it."""

    kept: int
    refused: tuple[Refused, ...]


def plan(
    returned: Returned,
    *,
    person: str,
    taxonomy: str,
    seen: Mapping[str, Seen],
    events: Mapping[str, Sequence[Judgement]],
) -> Plan:
    """What would be applied.

    Args:
        person: who filled the workbook in.
        taxonomy: version of the codebook, for the judgements.
        seen: passages as they are stored now, by id.
        events: every judgement on each passage, in order.
    """
    changes: list[Changed] = []
    refused: list[Refused] = []
    already = 0
    lines: dict[str, int] = {}
    for row in returned.filled:
        first = lines.setdefault(row.passage, row.line)
        if first != row.line:
            refused.append(Refused(row.line, row.passage, f"đoạn này đã có ở dòng {first} (twice in the sheet)"))
            continue
        found = _one(row, returned.export, person, taxonomy, seen.get(row.passage), events.get(row.passage, ()))
        if found is None:
            already += 1
        elif isinstance(found, Changed):
            changes.append(found)
        else:
            refused.append(found)
    return Plan(returned.export, tuple(changes), refused_in(returned, refused), already, returned.empty)


def _one(
    row: Filled, export: Export, person: str, taxonomy: str, now: Seen | None, events: Sequence[Judgement]
) -> Changed | Refused | None:
    if now is None:
        return Refused(row.line, row.passage, "không có đoạn mang mã này trong kho (unknown passage)")
    if row.locked[said.TEXT] != told(now.snapshot.text):
        return Refused(row.line, row.passage, "lời của đoạn khác với lời trong kho; không sửa lời (text was edited)")
    if sum_of(export.id, row.locked) != row.sum:
        return Refused(row.line, row.passage, "tổng kiểm không khớp: một ô khóa bị sửa; hãy xuất lại (wrong checksum)")
    stands = [event for event in standing(events) if not event.takes_back]
    mine = next((event for event in reversed(stands) if event.person == person), None)
    ours = [event for event in events if event.person == person and event.shown_because == export.shown_because]
    if ours:
        if _same(row, ours[-1]):
            return None
        if ours[-1].takes_back:
            reason = "lần nhập dòng này đã được hoàn tác; muốn duyệt lại thì hãy xuất lại (taken back)"
            return Refused(row.line, row.passage, reason)
        return Refused(
            row.line,
            row.passage,
            "dòng này đã nhập từ chính bảng này với kết luận khác; sửa ở bàn duyệt (applied before, otherwise)",
        )
    if not now.current:
        return Refused(row.line, row.passage, "bài đã có bản mới hơn từ khi xuất; hãy xuất lại (newer revision)")
    last = events[-1] if events else None
    if (last.id if last is not None else "") != row.locked[said.LAST]:
        who = "" if last is None else f" ({last.person})"
        return Refused(
            row.line, row.passage, f"đã có người duyệt đoạn này từ khi xuất{who}; hãy xuất lại (judged since)"
        )
    if mine is not None and _same(row, mine):
        return None
    before = {} if mine is None else mine.verdicts
    return Changed(
        line=row.line,
        draft=Draft(
            passage=row.passage,
            person=person,
            verdicts=row.verdicts,
            taxonomy=taxonomy,
            queue=export.shown_because,
            stage=row.stage,
            modality=row.modality,
            note=row.note,
            supersedes=None if mine is None else mine.id,
        ),
        last=row.locked[said.LAST],
        verdicts=tuple((code, before.get(code), verdict) for code, verdict in row.verdicts.items()),
        title=now.snapshot.title,
    )


def _same(row: Filled, event: Judgement) -> bool:
    """Whether a judgement says what the row says."""
    given = (dict(event.verdicts), event.stage, event.modality, event.note)
    return given == (dict(row.verdicts), row.stage, row.modality, row.note)


def data_of(planned: Plan) -> dict[str, Any]:
    """The changes of a plan and what was not one, as JSON says them."""
    return {
        "export": planned.export.id,
        "changes": [
            {
                "line": each.line,
                "passage": each.draft.passage,
                "verdicts": {code: {"before": before, "after": after} for code, before, after in each.verdicts},
                "stage": each.draft.stage,
                "modality": each.draft.modality,
                "note": each.draft.note,
                "supersedes": each.draft.supersedes,
            }
            for each in planned.changes
        ],
        "refused": [{"line": each.line, "passage": each.passage, "reason": each.reason} for each in planned.refused],
        "already": planned.already,
        "empty": planned.empty,
    }
