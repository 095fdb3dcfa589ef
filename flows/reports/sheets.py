"""Workbooks for review: passages of a queue out, what people filled in back, as judgements that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.database.rows import write_time
from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.judgements import Judgements
from corpus.people.queues import Queues
from corpus.predictions.seen import seen
from corpus.store import Store
from flows.acquisition.demo import NAME
from flows.commands import screen
from flows.commands.naming import SOURCES
from flows.settings import Settings
from review.workbook.checking import Applied, Changed, Plan, plan
from review.workbook.reading import Refused, Returned, read_workbook
from review.workbook.sheet import VERDICTS, Export, Row, export_of
from review.workbook.writing import write_workbook

WORDS = {verdict: word for word, verdict in VERDICTS.items()}
SHOWN = 40
"""Changes that a preview lists before it says how many more there are."""


def write_out(settings: Settings, to: Path, *, queue: str, limit: int, person: str, now: datetime) -> tuple[str, int]:
    """Write the waiting passages of a queue; gives the export's id and how many there are.

    Raises:
        BadInput: an unknown queue, one whose sample must be read at the desk, or one with nothing waiting.
    """
    from flows.review_desk.desk import refill

    with Store(settings.store) as store:
        refill(settings, store, now=now, suspects=False)
        export, rows = export_queue(
            store, load_taxonomy(), queue=queue, limit=limit, person=person, now=now, names=_names()
        )
        return export.id, write_workbook(to, rows, export, load_taxonomy())


def export_queue(
    store: Store, taxonomy: Taxonomy, *, queue: str, limit: int, person: str, now: datetime, names: Mapping[str, str]
) -> tuple[Export, list[Row]]:
    """The waiting passages of a queue as rows.

    Args:
        names: of sources, by slug.

    Raises:
        BadInput: as :func:`write_out`.
    """
    queues = Queues(store.engine)
    known = queues.progress()
    if queue.startswith("audit"):
        raise BadInput("mẫu kiểm định chỉ duyệt ở bàn duyệt, mỗi đoạn một lần (read samples at the desk)", where=queue)
    if queue not in known:
        raise BadInput(
            f"không có hàng chờ này; có {', '.join(sorted(known)) or 'chưa hàng nào'} (no queue)", where=queue
        )
    waiting = queues.waiting(queue, person, now=now, limit=limit)
    if not waiting:
        raise BadInput("hàng chờ đã hết đoạn (nothing waits)", where=queue)
    return export_list(store, taxonomy, waiting, name=queue, now=now, names=names)


def export_list(
    store: Store, taxonomy: Taxonomy, passages: Sequence[str], *, name: str, now: datetime, names: Mapping[str, str]
) -> tuple[Export, list[Row]]:
    """These passages as rows; ``name`` says in the workbook where they come from.

    Raises:
        BadInput: there are none.
    """
    if not passages:
        raise BadInput("danh sách không có đoạn nào (no passages)", where=name)
    waiting = list(passages)
    export = export_of(made=write_time(now), queue=name, taxonomy=taxonomy, passages=waiting)
    found, last = seen(store.engine, waiting), _by_passage(store)
    rows = [
        Row(
            passage=id,
            snapshot=found[id].snapshot,
            source=names.get(found[id].snapshot.source, found[id].snapshot.source),
            last=last[id][-1].id if id in last else "",
        )
        for id in waiting
        if id in found
    ]
    return export, rows


def plan_of(store: Store, returned: Returned, taxonomy: Taxonomy, *, person: str) -> Plan:
    """What would be applied of a workbook that came back.

    Raises:
        BadInput: no person.
    """
    if not person.strip():
        raise BadInput("thiếu tên người đã duyệt (no person)", where="--person")
    return plan(
        returned,
        person=person,
        taxonomy=taxonomy.version,
        seen=seen(store.engine, [row.passage for row in returned.filled]),
        events=_by_passage(store),
    )


def apply(store: Store, planned: Plan, *, now: datetime) -> Applied:
    """Keep the changes as judgements; a passage that somebody judged in the meantime is refused."""
    judgements, queues = Judgements(store.engine), Queues(store.engine)
    kept, refused = 0, []
    for change in planned.changes:
        passage = change.draft.passage
        before = judgements.events(passage=passage)
        if (before[-1].id if before else "") != change.last:
            refused.append(Refused(change.line, passage, "vừa có người duyệt đoạn này; hãy xuất lại (judged just now)"))
            continue
        event = judgements.record(change.draft, now=now)
        kept += 1
        standing = judgements.current([event.passage]).get(event.passage, ())
        queues.settle(event.passage, standing, person=event.person)
    return Applied(kept, tuple(refused))


def read_in(settings: Settings, path: Path, *, person: str, apply: bool, now: datetime, as_json: bool) -> int:
    """Show what a workbook would change and, where asked, keep it; gives how many rows were refused."""
    taxonomy = load_taxonomy()
    returned = read_workbook(path, taxonomy)
    with Store(settings.store) as store:
        planned = plan_of(store, returned, taxonomy, person=person)
        done = _apply(store, planned, now=now) if apply else None
    refused = (*planned.refused, *(done.refused if done is not None else ()))
    if as_json:
        screen.emit(_as_data(planned, done, refused))
    else:
        _show(planned, done, refused, path)
    return len(refused)


_apply = apply


def _by_passage(store: Store) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for event in Judgements(store.engine).events():
        found.setdefault(event.passage, []).append(event)
    return found


def _names() -> dict[str, str]:
    return {"demo": NAME, **{slug: source.name for slug, source in SOURCES.items()}}


def _as_data(planned: Plan, done: Applied | None, refused: Sequence[Refused]) -> dict[str, object]:
    from review.workbook.checking import data_of

    rows = [{"line": each.line, "passage": each.passage, "reason": each.reason} for each in refused]
    return {**data_of(planned), "applied": None if done is None else done.kept, "refused": rows}


def _show(planned: Plan, done: Applied | None, refused: Sequence[Refused], path: Path) -> None:
    out = screen.console()
    out.print(
        f"Bảng tính {planned.export.id}, xuất {planned.export.made}, hàng chờ {planned.export.queue}", markup=False
    )
    for each in planned.changes[:SHOWN]:
        out.print(f"  dòng {each.line}  {each.draft.passage[:12]}  {_diff(each)}", markup=False)
    if len(planned.changes) > SHOWN:
        out.print(f"  … và {len(planned.changes) - SHOWN} dòng nữa; --json in hết", markup=False)
    for row in refused:
        out.print(f"  ✗ dòng {row.line}  {row.passage[:12]}  {row.reason}", markup=False)
    out.print(
        f"{len(planned.changes)} dòng thay đổi, {planned.already} dòng đã nhập hoặc không đổi, {planned.empty} dòng "
        f"chưa điền, {len(refused)} dòng bị từ chối.",
        markup=False,
    )
    if done is not None:
        out.print(f"Đã ghi {done.kept} lượt duyệt.", markup=False)
    elif planned.changes:
        out.print(f"Chưa ghi gì. Ghi vào kho: bamsat sheet in {path} --person … --apply", markup=False, soft_wrap=True)


def _diff(change: Changed) -> str:
    """What a row changes, in words: “3: – → có; 5: không → có; khâu kết quả”."""
    from corpus.label import MODALITY_NAMES, STAGE_NAMES

    parts = [
        f"{code}: {WORDS[before] if before is not None else '–'} → {WORDS[after]}"
        for code, before, after in change.verdicts
        if before != after
    ]
    if change.draft.stage is not None:
        parts.append(f"khâu {STAGE_NAMES[change.draft.stage]}")
    if change.draft.modality is not None:
        parts.append(f"cách nói {MODALITY_NAMES[change.draft.modality]}")
    if change.draft.note:
        parts.append(f"ghi chú “{change.draft.note[:40]}”")
    return "; ".join(parts)
