"""Export of the labelled passages as a data set: Parquet, JSON Lines, spaCy's DocBin, and a data dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput
from flows.commands import screen
from flows.commands.models_cli import labelled_for
from flows.settings import Settings
from models.docbin import write_docbin
from models.labelled import ORIGINS, Example
from models.split import Split, split
from review.sheet import write_jsonl, write_parquet

PARTS = {"train": "được học", "test": "giữ lại để đo", "apart": "mới hơn ngày cắt, cùng nhóm với đoạn được học"}

FIELDS: Mapping[str, str] = {
    "key": "Mã của đoạn trong tập này (key of the passage).",
    "part": "train, test hoặc apart; đoạn cùng văn bản, cùng nhóm hay gần giống nhau ở cùng một phần (the split).",
    "origin": "written: viết cho dự án; file: tệp đã mã hóa; judged: người đọc trong kho (where the label is from).",
    "source": "Nguồn của văn bản, hoặc tên tệp (source).",
    "document": "Mã văn bản; trống khi không rõ (document id).",
    "published": "Ngày đăng, ISO; trống khi không rõ (day of publication).",
    "title": "Tựa bài (title).",
    "text": "Lời của đoạn như người đọc đã thấy (text as judged).",
    "stage": "Bước, mã của sổ mã; trống khi không rõ hoặc người đọc không thống nhất (stage).",
    "modality": "directive, reported, planned hoặc none (modality).",
    "inclusion": "Xác suất được chọn để đọc; trống khi không phải mẫu ngẫu nhiên (inclusion probability).",
}


def export_dataset(settings: Settings, folder: Path, *, files: Sequence[Path], now: datetime, as_json: bool) -> None:
    """Write ``passages.parquet``, ``passages.jsonl``, one ``.spacy`` file a part, and ``DICTIONARY.md``.

    Raises:
        BadInput: the folder is a file, or a file of coded passages cannot be used.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput("là tệp, không phải thư mục (not a folder)", where=str(folder))
    taxonomy = load_taxonomy()
    parts = split(labelled_for(settings, files).examples)
    folder.mkdir(parents=True, exist_ok=True)
    names = (*FIELDS, *(f"area_{code}" for code in taxonomy.codes))
    about = {"taxonomy": f"{taxonomy.id} {taxonomy.version}", "made": now.isoformat(timespec="seconds")}
    count = write_jsonl(folder / "passages.jsonl", names, rows(parts, taxonomy), about)
    write_parquet(folder / "passages.parquet", names, rows(parts, taxonomy), about)
    sizes = {}
    for part, examples in by_part(parts).items():
        sizes[part] = write_docbin(folder / f"{part}.spacy", examples, taxonomy.codes) if examples else 0
    (folder / "DICTIONARY.md").write_text(dictionary(parts, taxonomy, about), encoding="utf-8")
    if as_json:
        screen.emit({"folder": str(folder), "passages": count, "parts": sizes, **about})
    else:
        said = ", ".join(f"{size} {PARTS[part]}" for part, size in sizes.items())
        screen.console().print(f"Đã ghi {count} đoạn vào {folder}: {said}", soft_wrap=True, markup=False)


def by_part(parts: Split) -> dict[str, tuple[Example, ...]]:
    """Examples by the part of the split they are in."""
    return {"train": parts.training, "test": parts.held_out, "apart": parts.left_out}


def rows(parts: Split, taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    """One flat row for each passage; ``area_…`` is yes, no or unsure."""
    for part, examples in by_part(parts).items():
        for each in examples:
            passage = each.passage
            yield {
                "key": passage.key,
                "part": part,
                "origin": each.origin,
                "source": each.source,
                "document": passage.document,
                "published": "" if each.published is None else each.published.isoformat(),
                "title": passage.title,
                "text": passage.text,
                "stage": "" if passage.stage is None else passage.stage.value,
                "modality": "" if passage.modality is None else passage.modality.value,
                "inclusion": "" if each.inclusion is None else str(each.inclusion),
                **{f"area_{code}": verdict(each, code) for code in taxonomy.codes},
            }


def verdict(example: Example, code: str) -> str:
    """Yes, no or unsure."""
    if code in example.passage.maybe:
        return "unsure"
    return "yes" if code in example.passage.areas else "no"


def dictionary(parts: Split, taxonomy: Taxonomy, about: Mapping[str, str]) -> str:
    """The data dictionary: what every column means, and what the set is and is not."""
    lines = [
        "# Tập đoạn đã gán nhãn (data dictionary)",
        "",
        f"Sổ mã {about['taxonomy']}, xuất lúc {about['made']}.",
        "",
        "| phần | đoạn | " + " | ".join(f"mảng {code}" for code in taxonomy.codes) + " |",
        "|---|--:|" + "--:|" * len(taxonomy.codes),
    ]
    for part, examples in by_part(parts).items():
        counts = [str(sum(code in each.passage.areas for each in examples)) for code in taxonomy.codes]
        lines.append(f"| {part} | {len(examples)} | {' | '.join(counts)} |")
    everything = [each for examples in by_part(parts).values() for each in examples]
    lines += ["", "| xuất xứ | đoạn |", "|---|--:|"]
    lines += [f"| {name} | {sum(each.origin == origin for each in everything)} |" for origin, name in ORIGINS.items()]
    lines += ["", "| cột | nghĩa |", "|---|---|"]
    lines += [f"| `{name}` | {said} |" for name, said in FIELDS.items()]
    lines += [f"| `area_{area.code}` | yes, no, unsure: {area.name}. |" for area in taxonomy.areas]
    lines += [
        "",
        "- Đoạn được chọn để đọc chứ không phải mẫu ngẫu nhiên, trừ khi có `inclusion`: tỷ lệ ở đây không phải tỷ lệ"
        " trên báo (no prevalence).",
        "- Nhãn là chủ đề của đoạn, không phải việc đã làm (topic, not implementation).",
        "- Lời của báo chí thuộc về báo chí: xem giấy phép của nguồn trước khi chia sẻ (mind the sources' rights).",
        f"- Phần train học đến hết ngày {parts.until}."
        if parts.until
        else "- Quá ít đoạn có ngày để chia theo thời gian.",
    ]
    return "\n".join(lines) + "\n"
