"""Commands that look into the store and change nothing in it: coverage, a passage, a search, an export, the sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.by_area import Tally
from corpus.errors import BadInput
from corpus.events.carriers import Carriers
from corpus.predictions.export import columns, judged_passages
from corpus.predictions.search import search
from corpus.predictions.showing import show
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows import tally as tallying
from flows.commands import screen
from flows.judging.counted import counted_model
from flows.settings import Settings


def show_coverage(settings: Settings, *, since: str | None, until: str | None, everywhere: bool, as_json: bool) -> None:
    """Coverage from what is stored.

    Raises:
        BadInput: a month that is not written YYYY-MM.
    """
    for option, month in (("--since", since), ("--until", until)):
        if month is not None:
            _check_month(option, month)
    taxonomy = load_taxonomy()
    with opened_store(settings) as store:
        model = counted_model(store, settings.models)
        counted = tallying.count(store, taxonomy, model=model, since=since, until=until, everywhere=everywhere)
    if as_json:
        screen.emit(tallying.as_data(counted, taxonomy))
    else:
        print_coverage(counted, taxonomy)


def show_one(settings: Settings, passage: str, *, as_json: bool) -> None:
    """A passage with everything known of it.

    Raises:
        BadInput: no passage, or several, have such an id.
    """
    taxonomy = load_taxonomy()
    with opened_store(settings) as store:
        shown = show(store, passage)
        carriers = Carriers(store.engine)
        story = carriers.story_of(shown.document.id)
        carried = carriers.carriers_of(story) if story is not None else ()
    if as_json:
        data = asdict(shown)
        data["carriers"] = [asdict(carrier) for carrier in carried]
        data["passage"]["id"] = shown.passage.id
        data["document"].pop("text")
        data["document"].pop("blocks")
        screen.emit(plain(data))
        return
    for part in screen.show_passage(shown, taxonomy):
        screen.console().print(part)
    if len(carried) > 1:
        screen.console().print(screen.show_carriers(carried, here=shown.document.id))


def show_stories(settings: Settings, *, limit: int, as_json: bool) -> None:
    """How many documents make how many stories, and the stories with most carriers.

    Raises:
        BadInput: there is no store yet.
    """
    with opened_store(settings) as store:
        carriers = Carriers(store.engine)
        counts = carriers.counts()
        largest = [carriers.carriers_of(story) for story, _ in carriers.most_carried(limit=limit)]
    if as_json:
        stories = [[asdict(carrier) for carrier in story] for story in largest]
        screen.emit({"counts": asdict(counts), "stories": stories})
        return
    out = screen.console()
    out.print(
        f"{counts.documents} văn bản là {counts.stories} tin; {counts.carried} tin có nhiều nơi đăng, "
        f"{counts.sources} tin do nhiều nguồn đăng; {counts.flagged} văn bản có cờ."
    )
    if counts.waiting:
        out.print(f"Còn {counts.waiting} văn bản chưa gộp: lượt chạy sau sẽ gộp.", style="yellow")
    for story in largest:
        out.print()
        out.print(screen.show_carriers(story, here=""))


def search_for(settings: Settings, words: str, *, limit: int, as_json: bool) -> None:
    """Passages that hold the words.

    Raises:
        BadInput: nothing in the words can be searched for.
    """
    with opened_store(settings) as store:
        hits = search(store.engine, words, limit=limit)
    if as_json:
        screen.emit([asdict(hit) for hit in hits])
        return
    for line in screen.show_hits(hits):
        screen.console().print(line)
    if not hits:
        screen.console().print("Không thấy đoạn nào. Thử gõ không dấu, hoặc ít từ hơn.")
    else:
        screen.console().print(f"\n{len(hits)} đoạn. Mở một đoạn: bamsat show {hits[0].passage[:8]}", style="dim")


def export_to(settings: Settings, path: Path, *, now: datetime, as_json: bool) -> None:
    """Write judged passages to a file; its ending says the format.

    Raises:
        BadInput: an ending that is none of the known ones, or a folder that does not exist.
    """
    from review.sheet import writer_for

    taxonomy = load_taxonomy()
    write = writer_for(path)
    if not path.resolve().parent.is_dir():
        raise BadInput("thư mục này không có (no such folder)", where=str(path.resolve().parent))
    with opened_store(settings) as store:
        model = counted_model(store, settings.models)
        about = {
            "Xuất lúc": f"{now:%Y-%m-%d %H:%M} UTC",
            "Kho": store.where if "://" not in store.where else "PostgreSQL",
            "Mô hình": model or "chưa có",
            "Sổ mã": taxonomy.version,
            "Cách đếm": "Nhãn do máy gán, chưa hiệu chỉnh bằng mẫu kiểm; im lặng không phải là không làm.",
        }
        count = write(path, columns(taxonomy), judged_passages(store.engine, taxonomy, model=model), about)
    if as_json:
        screen.emit({"path": str(path), "passages": count, "model": model})
    else:
        screen.console().print(f"Đã ghi {count} đoạn vào {path}")


def list_sources(settings: Settings, *, today: date, as_json: bool) -> None:
    """Declared sources with what is stored of each."""
    from flows.acquisition.sources import describe, source_table

    with opened_store(settings) as store:
        described = describe(store, Ledger(store.engine), today=today)
    if as_json:
        screen.emit([asdict(each) for each in described])
    else:
        screen.console().print(source_table(described))


def print_coverage(counted: Tally, taxonomy: Taxonomy) -> None:
    """Print the coverage table, what was left out, and the newest evidence."""
    out = screen.console()
    out.print()
    for part in screen.show_tally(counted, taxonomy):
        out.print(part)
    if counted.passages_read:
        out.print()
        out.print(screen.show_newest(counted, taxonomy))


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store that there is.

    Raises:
        BadInput: there is none yet; says how to make one.
    """
    if "://" not in settings.store and not Path(settings.store).exists():
        raise BadInput(
            "chưa có kho dữ liệu; thử: bamsat run --demo, hoặc bamsat import <tệp> (no store yet)", where=settings.store
        )
    with Store(settings.store) as store:
        yield store


def _check_month(option: str, month: str) -> None:
    try:
        datetime.strptime(month, "%Y-%m")
    except ValueError as error:
        raise BadInput(f"tháng phải viết YYYY-MM, không phải {month!r}", where=option) from error


def plain(value: object) -> object:
    """Dates and tuples as JSON knows them."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
