"""Manifests of earlier runs held against the store, which is the record: what is missing, foreign or contradicts it.

Whoever calls holds the data folder's run lock and has closed in the store what was left open. Nothing here stops a run:
what is found is named, and the manifest is written again from the store, with what was there kept aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.sources.ledger import Ledger, RunRecord
from flows.runs.manifest import EXIT_CODES, manifests, write_whole

RECENT = 30
"""Newest runs whose manifests are looked at."""


def check(folder: Path, ledger: Ledger, *, by: str) -> list[str]:
    """Hold the newest manifests against the store; gives in words what was wrong.

    Args:
        by: id of the run that looks, which is passed over.

    Raises:
        StoreError: a manifest cannot be written.
    """
    records = {run.id: run for run in ledger.runs(limit=RECENT + 1) if run.id != by}
    oldest = min(records, default="")
    there: dict[str, Mapping[str, Any]] = {}
    found: list[str] = []
    foreign = []
    for path, held in list(manifests(folder))[: 2 * RECENT]:
        if held is None or path.stem == by:
            continue
        id = str(held["id"])
        if id in records and path.stem == id:
            there[id] = held
        elif path.stem != id or id > oldest:
            path.replace(path.with_suffix(".foreign"))
            foreign.append(path.name)
    if foreign:
        found.append(
            f"{len(foreign)} sổ không phải của kho này ({_some(foreign)}), đã để sang bên; "
            f"thường là do chép nhầm tệp hoặc kho được phục hồi từ bản cũ"
        )
    missing = [id for id in records if id not in there and id >= min(there, default="")]
    for id in missing:
        write_whole(folder / f"{id}.json", {**_from_store(records[id], by=by), "written_again_by": by})
    if missing:
        found.append(f"thiếu sổ của {len(missing)} lượt ({_some(missing)}), đã viết lại từ kho")
    for id, held in there.items():
        if not (why := contradiction(held, records[id])):
            continue
        path = folder / f"{id}.json"
        kept = _from_store(records[id], by=by)
        if held["state"] == records[id].state == "interrupted":
            # Killed between the store and the manifest: no contradiction, it only had not come to write it.
            kept["closed_by"] = held.get("closed_by", by)
        else:
            path.replace(path.with_suffix(".contradicts"))
            found.append(f"sổ của lượt {id} khác kho ({why}), đã viết lại theo kho")
        write_whole(path, {**held, **kept, "written_again_by": by})
    return found


def contradiction(held: Mapping[str, Any], record: RunRecord) -> str:
    """In what a manifest says otherwise than the store, or ""."""
    if held["state"] != record.state:
        return f"trạng thái {held['state']}, kho ghi {record.state}"
    said = held.get("outcomes", [])
    whole = isinstance(said, list) and all(isinstance(each, dict) for each in said)
    told = sorted(tuple(str(each.get(name)) for name in _OUTCOME) for each in said) if whole else None
    if told != sorted(tuple(map(str, outcome)) for outcome in record.outcomes):
        return "kết cục từng bước"
    return ""


_OUTCOME = ("step", "outcome", "reason", "count")


def _from_store(record: RunRecord, *, by: str) -> dict[str, Any]:
    inputs: dict[str, int] = {}
    for step, _, _, count in record.outcomes:
        inputs[step] = inputs.get(step, 0) + count
    return {
        "id": record.id,
        "kind": record.kind,
        "state": record.state,
        "exit_code": EXIT_CODES.get(record.state, 1),
        "started": _seconds(record.started),
        "ended": None if record.ended is None else _seconds(record.ended),
        **({"closed_by": by} if record.state == "interrupted" else {}),
        "inputs": inputs,
        "outcomes": [dict(zip(_OUTCOME, outcome, strict=True)) for outcome in record.outcomes],
    }


def _seconds(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="seconds")


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
