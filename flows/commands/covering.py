"""Coverage asked of the cube: rows with denominators, shares with intervals where an audit sample was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.asof import model_at, moment_of
from corpus.coverage.cube import CubeRow, cube
from corpus.coverage.question import Question
from corpus.database.rows import HERE
from corpus.errors import BadInput
from corpus.label import STAGE_NAMES, Stage
from corpus.periods import months_of
from corpus.places.gazetteer import load_gazetteer
from corpus.store import Store
from flows.commands import screen
from flows.commands.naming import SOURCES, name_of
from flows.commands.store_views import opened_store
from flows.judging.counted import counted_model
from flows.reports.reporting_shares import shares_of
from flows.settings import VERSION, Settings
from review.numbers import percent, percent_range, period
from review.paper.rows import Estimated

WRITTEN = (".csv", ".json", ".xlsx", ".parquet")
DRAWN = (".svg", ".png")
ALWAYS = "9999-12-31T00:00:00+07:00"
"""Later than anything known."""

STATES: Mapping[str, str] = {"evidence": "có bằng chứng", "silent": "im lặng", "unobserved": "chưa đủ dữ liệu"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer: cells, the audited share of each area and period that has one, and what it was made with."""

    question: Question
    rows: tuple[CubeRow, ...]
    shares: Mapping[tuple[str | None, str | None], Estimated]
    taxonomy: Taxonomy
    as_of: str

    def share(self, row: CubeRow) -> Estimated | None:
        """The audited share of a cell; None where no sample speaks of it."""
        return self.shares.get((row.area, row.period))


def ask(store: Store, settings: Settings, question: Question, *, as_of: str | None, now: datetime) -> Coverage:
    """Answer a question by the model in use, or by the one in use then.

    Args:
        as_of: a day or a moment; only what was known by then, by the model then in use. None: now.

    Raises:
        BadInput: a question that cannot be answered, or nothing was judged by then.
    """
    moment = None if as_of is None else moment_of(as_of)
    if question.model:
        model = question.model
    elif moment is None:
        model = counted_model(store, settings.models) or ""
    else:
        use = model_at(store.engine, moment)
        model = "" if use is None else use.model
    if not model:
        raise BadInput(
            "chưa có gì được phân loại: chạy `bamsat run` trước (nothing judged)", where=as_of or store.where
        )
    taxonomy = load_taxonomy()
    asked = replace(question, model=model, as_of=moment)
    gazetteer = load_gazetteer()
    rows = tuple(cube(store.engine, asked, gazetteer=gazetteer, sources=SOURCES))
    known = moment or now.astimezone(HERE).isoformat(timespec="seconds")
    return Coverage(asked, rows, _shares(store, asked, rows, moment or ALWAYS), taxonomy, known)


def _shares(
    store: Store, asked: Question, rows: Sequence[CubeRow], moment: str
) -> dict[tuple[str | None, str | None], Estimated]:
    """Shares by audit sample: of areas in periods, in passages, as published, and of nothing narrower than that."""
    narrow = (asked.place, asked.stage, asked.modality, asked.source, asked.source_class)
    whole = set(asked.by) == {"area", "period"} and asked.reach == "inside" and asked.unit == "passages"
    if not whole or any(narrow) or asked.strength_from or asked.clock != "published":
        return {}
    found: dict[tuple[str | None, str | None], Estimated] = {}
    for name in sorted({row.period for row in rows if row.period is not None}):
        since, until = months_of(name)
        sample = shares_of(store, model=asked.model, since=since, until=until, as_of=moment)
        if sample is not None:
            found |= {(row.area, name): sample.of_area(row.area) for row in rows if row.period == name and row.area}
    return found


def as_rows(answer: Coverage) -> list[dict[str, Any]]:
    """The answer as rows of the coverage file's dictionary: what was not asked for has no column."""
    gazetteer = load_gazetteer()
    names = {area.code: area.name for area in answer.taxonomy.areas}
    by = answer.question.by
    found = []
    for row in answer.rows:
        line: dict[str, Any] = {}
        if "area" in by:
            line |= {"area": f"T{row.area}", "area_name": names.get(row.area or "", "")}
        if "period" in by:
            line["period"] = row.period or ""
        if "place" in by:
            line |= {"place": row.place or "", "place_name": name_of(row.place, gazetteer) if row.place else ""}
        line |= {
            name: getattr(row, name) or "" for name in ("source", "source_class", "stage", "modality") if name in by
        }
        line |= {
            "unit": answer.question.unit,
            "clock": row.clock,
            "state": row.state,
            "why": row.why,
            "count": row.count,
            "of": row.of,
            "of_passages": row.of_passages,
            "share": row.share,
        }
        if answer.shares:
            share = answer.share(row)
            line |= {
                "estimate": None if share is None else share.value,
                "low": None if share is None else share.low,
                "high": None if share is None else share.high,
                "labels": 0 if share is None else share.labelled,
                "reason": "" if share is None else share.why,
            }
        line |= {name: getattr(row, name) for name in ("evidence", "weak", "directive", "planned")}
        line |= {
            f"excluded_{reason}": row.excluded.get(reason, 0)
            for reason in ("outside", "unclear", "former_term", "historical")
        }
        line["down"] = " ".join(row.down)
        found.append(line)
    return found


def filters_of(question: Question) -> dict[str, str]:
    """What was asked, as words in a file."""
    said = {
        "by": ",".join(question.by),
        "grain": question.grain,
        "areas": ",".join(question.areas or ()),
        "since": question.since,
        "until": question.until,
        "level": question.level,
        "place": question.place,
        "stage": question.stage,
        "modality": question.modality,
        "strength_from": str(question.strength_from or ""),
        "source": question.source,
        "source_class": question.source_class,
        "reach": question.reach,
        "unit": question.unit,
        "clock": question.clock,
    }
    return {name: value or "" for name, value in said.items()}


def run_coverage(
    settings: Settings,
    question: Question,
    *,
    as_of: str | None,
    to: Path | None,
    chart: str,
    counting: str,
    now: datetime,
    as_json: bool,
) -> None:
    """Answer on the screen, or into a table file or a picture.

    Raises:
        BadInput: the question or the file's ending.
    """
    if to is not None and to.suffix.lower() not in (*WRITTEN, *DRAWN):
        raise BadInput(f"đuôi tệp là {', '.join((*WRITTEN, *DRAWN))} (unknown format)", where=str(to))
    if to is not None and not to.resolve().parent.is_dir():
        raise BadInput("thư mục này không có (no such folder)", where=str(to.resolve().parent))
    with opened_store(settings) as store:
        answer = ask(store, settings, question, as_of=as_of, now=now)
    if to is None:
        if as_json:
            screen.emit({"as_of": answer.as_of, "question": filters_of(answer.question), "rows": as_rows(answer)})
        else:
            _print(answer)
        return
    if to.suffix.lower() in DRAWN:
        from flows.commands.drawing import draw

        said = draw(answer, chart, to, counting=counting)
        screen.console(errors=True).print(said, markup=False)
        return
    from review.coverage_file import About, write_coverage

    about = About(
        as_of=answer.as_of,
        model=answer.question.model,
        taxonomy=answer.taxonomy.version,
        code=f"bamsat {VERSION}",
        filters=filters_of(answer.question),
    )
    count = write_coverage(to, as_rows(answer), about)
    screen.console(errors=True).print(f"{count} dòng → {to}", markup=False)


def _print(answer: Coverage) -> None:
    """A table of cells: what was found of what was read, the audited share, and what state that is."""
    out = screen.console()
    question = answer.question
    table = Table(show_edge=False, pad_edge=False)
    gazetteer = load_gazetteer()
    names = {area.code: area.short for area in answer.taxonomy.areas}
    titles = {"area": "mảng", "period": "kỳ", "place": "nơi", "source": "nguồn", "source_class": "loại nguồn"}
    titles |= {"stage": "khâu", "modality": "cách nói", "strength": "mức"}
    for name in question.by:
        table.add_column(titles[name])
    unit = "đoạn" if question.unit == "passages" else "bài"
    for title in (f"{unit} / đã đọc", "tỷ lệ máy đếm", "ước lượng [95 %]", "bằng chứng", "chỉ yêu cầu", "trạng thái"):
        table.add_column(title, justify="right", no_wrap=title == "trạng thái")
    for row in answer.rows:
        words = {
            "area": f"{row.area} {names.get(row.area or '', '')}",
            "period": "không ngày" if row.period is None else period(row.period),
            "place": name_of(row.place, gazetteer) if row.place else "cả tỉnh",
            "source": row.source or "",
            "source_class": row.source_class or "",
            "stage": STAGE_NAMES[Stage(row.stage)] if row.stage else "",
            "modality": row.modality or "",
            "strength": "" if row.strength is None else f"E{row.strength}",
        }
        shown = row.state != "unobserved"
        table.add_row(
            *(words[name] for name in question.by),
            f"{row.count} / {row.of}",
            percent(row.share) if shown and row.share is not None else "–",
            _interval(answer.share(row)) if shown else "–",
            str(row.evidence) if shown or row.evidence else "–",
            str(row.directive) if shown or row.directive else "–",
            STATES[row.state] + (f" ({', '.join(row.down)} đứt)" if row.why == "down" else ""),
        )
    out.print(table)
    left = {reason: 0 for reason in ("outside", "unclear", "former_term", "historical")}
    for row in answer.rows:
        for reason, count in row.excluded.items():
            left[reason] = left.get(reason, 0) + count
    out.print(
        f"Không tính: ngoài tỉnh {left['outside']}, không rõ nơi {left['unclear']}, nhiệm kỳ trước"
        f" {left['former_term']}, chuyện lịch sử {left['historical']} (cộng theo các ô trên).",
        markup=False,
    )
    if not answer.shares:
        out.print(
            "Chưa có mẫu kiểm nào được chấm cho các kỳ này: tỷ lệ là máy đếm, chưa hiệu chỉnh (bamsat audit draw).",
            markup=False,
        )
    out.print(
        f"Theo tin, bài và báo cáo đã thu thập, biết đến {answer.as_of}; mô hình {question.model}, sổ mã"
        f" {answer.taxonomy.version}. Im lặng không có nghĩa là không làm.",
        markup=False,
    )


def _interval(share: Estimated | None) -> str:
    if share is None:
        return ""
    if share.value is None or share.low is None or share.high is None:
        return share.why
    return f"{percent(share.value)} [{percent_range(share.low, share.high)}]"
