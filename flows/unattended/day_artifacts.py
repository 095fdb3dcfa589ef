"""What a day's run leaves on Prefect's page beside its accounting: source health and model card, linked to the desk.

The review desk is where numbers open into passages; Prefect's page only points there. Where it is reached is
``BAMSAT_REVIEW_URL``, by default this machine's usual address.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote

from prefect.artifacts import create_link_artifact, create_markdown_artifact

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.coverage.by_area import Tally
from corpus.coverage.evidence_filter import Filter
from corpus.errors import StoreError
from corpus.sources.ledger import Ledger
from corpus.store import Store
from flows.acquisition.sources import SourceState, describe
from flows.settings import Settings
from models.shelf import current
from review.filters import address

CARD = ".card.md"

LONGEST = 20_000
"""Characters of a card that are shown; the desk has all of it."""


def leave_artifacts(settings: Settings, coverage: Tally, *, review: str, today: date) -> None:
    """Leave the day's pointers, the sources' health and the model's card on the page of the flow that runs."""
    taxonomy = load_taxonomy()
    with Store(settings.store) as store:
        sources = describe(store, Ledger(store.engine), today=today)
    create_link_artifact(
        key="review", link=review, link_text="Mở bàn duyệt", description="Bàn duyệt: mọi con số mở ra được"
    )
    create_markdown_artifact(
        key="coverage-links", markdown=area_links(coverage, taxonomy, review=review), description="Bằng chứng theo mảng"
    )
    create_markdown_artifact(
        key="sources", markdown=source_health(sources, review=review), description="Tình trạng các nguồn"
    )
    create_markdown_artifact(
        key="model-card", markdown=model_card(settings.models, review=review), description="Phiếu mô hình đang dùng"
    )


def area_links(coverage: Tally, taxonomy: Taxonomy, *, review: str) -> str:
    """Areas with what the day's count says of each, every one a link to its passages on the desk."""
    lines = ["| mảng | đoạn có việc đã làm / nói tới | mở |", "|---|--:|---|"]
    for area in taxonomy.areas:
        cells = [each for each in coverage.cells if each.area == area.code]
        figures = f"{sum(each.evidence for each in cells)} / {sum(each.passages for each in cells)}"
        where = review + address(Filter(area=area.code))
        lines.append(f"| {area.code} {_plain(area.short)} | {figures} | [bằng chứng]({where}) |")
    return "\n".join(lines)


def source_health(sources: Sequence[SourceState], *, review: str) -> str:
    """Sources as a table: those with documents or that publish today, each a link to its page on the desk."""
    lines = ["| nguồn | văn bản | chờ | hỏng | cách ly | đọc gần nhất |", "|---|--:|--:|--:|--:|---|"]
    for each in sources:
        if not (each.documents or (each.alive and each.hosts)):
            continue
        waiting = each.addresses.get("new", 0) + each.addresses.get("busy", 0)
        name = f"[{_plain(each.name)}]({review}/nguon/{quote(each.slug, safe='')})"
        read = "chưa" if each.last_read is None else each.last_read[:16].replace("T", " ")
        figures = (each.documents, waiting, each.addresses.get("failed", 0), each.held)
        lines.append(f"| {name} | {' | '.join(map(str, figures))} | {read} |")
    return "\n".join(lines)


def model_card(models: Path, *, review: str) -> str:
    """The card of the model in use, with a link to its page on the desk."""
    try:
        reference = current(models)
    except StoreError as error:
        return f"Không đọc được kệ mô hình: {_plain(str(error))}"
    if reference is None:
        return "Chưa có mô hình nào được dùng."
    link = f"[{reference.id} ở bàn duyệt]({review}/mo-hinh/{quote(reference.id, safe='')})"
    try:
        card = (models / f"{reference.id}{CARD}").read_text(encoding="utf-8")[:LONGEST]
    except OSError:
        card = "Mô hình này không có phiếu kèm theo."
    return f"{link}\n\n{card}"


def _plain(text: str) -> str:
    """Text that stays text within a table of Markdown."""
    kept = "".join(f"\\{letter}" if letter in "\\[]()`*_<>#!" else letter for letter in text)
    return " ".join(kept.replace("|", "/").split())
