"""Fit the default model and put it into the package: ``python -m models.ship --train FILE... [--dev FILE]``.

Trains on coded passages of the press, given by path, and on the written ones; writes ``models/shipped/<id>.skops`` with
its description and a card. The same files give the same id and the same bytes of weights. What is written holds no text
of the press: its longest terms are pairs of syllables, and each stands in at least three passages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from corpus.codebook.taxonomy import Taxonomy, load_taxonomy
from corpus.errors import BadInput, BamsatError
from models.band import as_data, bands_of
from models.card import CARD_TEXT, code_hash, libraries, text_hash_of
from models.classifier import PRESS, AreaClassifier
from models.evaluate import evaluate_rules, held_out, measured, readings
from models.gold import GoldPassage, load_gold, second_readings, with_second_reading
from models.labelled import Example
from models.reliability import calibration
from models.report import MACRO, Report, report
from models.shelf import CARD, save
from models.train import Model, recipe, samples, train

LONGEST = 2
"""Syllables of the longest term that a shipped model may hold."""

LEAST = 3
"""Passages that each of its terms must stand in."""

MOST_BYTES = 6_000_000
SECOND = files("models").joinpath("shipped/second-reading.jsonl")
"""What a second reader said of passages of the press that the first model doubted, and of 120 drawn at random.

Codes by passage key, without text. Used to measure and never to train: counting what readers dispute a fifth gave the
same macro-F1 on passages read twice (.808 and .810, 340 passages) and a worse one on those written to test area 6.
"""

HELD_OUT = ("area2", "area6")
"""Written sets that nothing is trained on, for areas the press hardly has."""

PREVALENCE = 0.03
"""Share of an area in the whole press for which calibration is told besides that of the coded passages."""


def fit(press: Sequence[GoldPassage], written: Sequence[GoldPassage], taxonomy: Taxonomy, *, seed: int = 0) -> Model:
    """The default model of coded passages of the press and written ones."""
    passages, weights = recipe(press, written)
    model = train(passages, taxonomy, seed=seed, settings=PRESS, weights=weights)
    refuse_runs(model.classifier)
    return model


def refuse_runs(classifier: AreaClassifier) -> None:
    """Refuse a vocabulary from which a passage could be read.

    Raises:
        BadInput: a term is longer than two syllables, or rare ones were kept.
    """
    if classifier.settings.least < LEAST:
        raise BadInput(f"giữ cả từ hiếm (terms of fewer than {LEAST} passages kept)", where="settings.least")
    for term in classifier.terms():
        if len(term.split()) > LONGEST:
            raise BadInput(f"cụm quá dài (a run of text): {term!r}", where="vocabulary")


def ship(
    train_on: Sequence[Path], taxonomy: Taxonomy, folder: Path, *, development: Path | None = None, seed: int = 0
) -> tuple[Model, dict[str, Any]]:
    """Fit, measure, and write the model with its card; models of before are removed.

    Raises:
        BadInput: a file cannot be read, or the model would hold a run of text.
    """
    press, written = load_gold(train_on), load_gold()
    agreed = with_second_reading(press, second_readings(SECOND))
    model = fit(press, written, taxonomy, seed=seed)
    areas, chances = held_out(press, taxonomy, settings=PRESS, beside=written, seed=seed)
    examples = [Example(each, origin="file") for each in agreed]
    bands = bands_of(examples, chances, taxonomy.codes, model.thresholds)
    said = readings(press, taxonomy, None)
    reports = {
        "cv": report("kiểm tra chéo", press, areas, taxonomy.codes, seed=seed, readings=said, chances=chances),
        "cv_agreed": report("hai người", agreed, areas, taxonomy.codes, seed=seed, readings=said, chances=chances),
        "cv_rules": evaluate_rules(press, taxonomy, seed=seed),
    }
    surely = [each for each in press if not each.unsure]
    for name in HELD_OUT:
        held = files("corpus").joinpath(f"gold/held_out/{name}.jsonl")
        if held.is_file():
            reports[f"held_out_{name}"] = measured(model, load_gold([Path(str(held))]), taxonomy, name=name, seed=seed)
    if development is not None:
        reports["dev"] = measured(model, load_gold([development]), taxonomy, name=development.name, seed=seed)
    card = _card(model, press, written, reports, len(surely), taxonomy, development)
    card["bands"] = as_data(bands)
    card["second_reading"] = _second(press, taxonomy.codes)
    for path in folder.glob("seven-areas-*"):
        path.unlink()
    headline = reports["cv"]
    saved = save(
        model,
        folder,
        metrics={"cv_macro_f1": headline.macro_f1, "cv_ece": headline.ece},
        beside={CARD: _json(card), CARD_TEXT: "\n".join((*_markdown(card), "")).encode()},
    )
    for path in folder.glob(f"{model.id}*"):
        path.chmod(0o644)
    size = (folder / saved.file).stat().st_size
    if size > MOST_BYTES:
        raise BadInput(f"{size} byte, quá {MOST_BYTES} (too large to ship)", where=saved.file)
    return model, card


def _second(press: Sequence[GoldPassage], codes: Sequence[str]) -> dict[str, Any]:
    """How far the second reader agrees with the first, by how the passages were chosen."""
    first = {each.key: each.areas for each in press}
    rows = [json.loads(line) for line in SECOND.read_text(encoding="utf-8").splitlines()]
    found: dict[str, Any] = {}
    for drawn in ("random", "doubted"):
        pairs = [
            (first[row["key"]], frozenset(row["areas"]) & set(codes))
            for row in rows
            if row["drawn"] == drawn and row["key"] in first
        ]
        found[drawn] = {
            "passages": len(pairs),
            "same_areas": sum(one == other for one, other in pairs),
            "areas": {
                code: {
                    "first": sum(code in one for one, _ in pairs),
                    "second": sum(code in other for _, other in pairs),
                    "both": sum(code in one and code in other for one, other in pairs),
                }
                for code in codes
            },
        }
    return found


def press_error(chances: np.ndarray[Any, Any], passages: Sequence[GoldPassage], codes: Sequence[str]) -> float | None:
    """Expected calibration error were each area as rare as :data:`PREVALENCE`: negatives weigh what makes it so."""
    errors = []
    for column, code in enumerate(codes):
        yes = [code in each.areas for each in passages]
        positives = sum(yes)
        if not positives or positives == len(yes):
            continue
        weight = PREVALENCE * (len(yes) - positives) / ((1 - PREVALENCE) * positives)
        examples = [
            Example(each, "file", inclusion=min(1.0, 1 / weight) if so else min(1.0, weight))
            for each, so in zip(passages, yes, strict=True)
        ]
        found = calibration(examples, chances[:, column : column + 1], [code]).error
        if found is not None:
            errors.append(found)
    return float(np.mean(errors)) if errors else None


def _card(
    model: Model,
    press: Sequence[GoldPassage],
    written: Sequence[GoldPassage],
    reports: dict[str, Report],
    surely: int,
    taxonomy: Taxonomy,
    development: Path | None,
) -> dict[str, Any]:
    dev = reports.get("dev")
    rarely = None
    if development is not None:
        tested = load_gold([development])
        rarely = press_error(model.classifier.predict_proba(samples(tested, taxonomy)), tested, taxonomy.codes)
    return {
        "id": model.id,
        "taxonomy": model.taxonomy,
        "fingerprint": model.fingerprint,
        "data": model.data,
        "code": code_hash(),
        "libraries": libraries(),
        "settings": asdict(model.classifier.settings),
        "seed": model.seed,
        "trained_on": {
            "press": len(press),
            "press_documents": len({each.group for each in press}),
            "press_sure": surely,
            "written": len(written),
            "positives_press": {code: sum(code in each.areas for each in press) for code in taxonomy.codes},
            "positives_written": {code: sum(code in each.areas for each in written) for code in taxonomy.codes},
        },
        "vocabulary": {
            "terms": len(model.classifier.terms()),
            "longest": max((len(term.split()) for term in model.classifier.terms()), default=0),
            "least": model.classifier.settings.least,
        },
        "thresholds": model.thresholds,
        "measured": {name: _figures(each) for name, each in reports.items()},
        "dev_ece_at_press_prevalence": None if dev is None else rarely,
        "limits": list(_limits()),
        "prior": "",
        "seen": sorted({text_hash_of(each.text) for each in (*press, *written)}),
    }


def _figures(found: Report) -> dict[str, Any]:
    return {
        "passages": found.passages,
        "documents": found.documents,
        "macro_f1": [found.macro_f1, found.low, found.high],
        "any_area_f1": [found.any_area.f1, found.any_area.low, found.any_area.high],
        "false_alarms": [found.false_alarms.right, found.false_alarms.of],
        "ece": found.ece,
        "brier": found.brier,
        "areas": {
            code: {"f1": [each.f1, each.low, each.high], "precision": each.precision, "recall": each.recall}
            | {"of": each.support}
            for code, each in found.areas.items()
        },
    }


def _limits() -> Iterator[str]:
    yield (
        "Đoạn báo được mã hóa một lần (1.080 đoạn hai lần), mỗi đoạn bởi một người đọc là mô hình ngôn ngữ theo sổ mã,"
        " không phải chuyên gia; khoảng ba phần mười được chính người đọc ghi là chưa chắc và được tính nhẹ hơn."
    )
    yield "Mẫu được chọn theo từ khóa và gần ranh giới mảng, nên điểm số và xác suất không cho biết tỷ lệ trên báo."
    yield "Báo cả nước 2013-2025; giọng báo tỉnh và báo cáo hành chính chỉ có trong đoạn viết cho dự án."
    yield "Mảng 2 không có đoạn báo nào để học: chỉ học từ đoạn viết và quy tắc sổ mã."
    yield "Mảng 1 và 6 hiếm, và người đọc hay bất đồng về chúng."
    yield (
        "Số đo kiểm tra chéo tính cả đoạn người đọc chưa chắc. Bỏ các cặp đoạn-mảng mà người đọc thứ hai nói khác thì"
        " điểm cao hơn, nhưng người này chỉ đọc 960 đoạn mô hình đầu nghi nhất và 120 đoạn ngẫu nhiên, nên số ấy dễ"
        " hơn thật."
    )
    yield "Mảng là chủ đề của đoạn, không phải bằng chứng việc đã làm."


def _markdown(card: dict[str, Any]) -> Iterator[str]:
    made = card["trained_on"]
    yield f"# Mô hình kèm theo {card['id']}"
    yield ""
    yield "Fitted by `python -m models.ship`; holds weights and a vocabulary of syllables and pairs, no text."
    yield ""
    yield f"- Học {made['press']} đoạn báo của {made['press_documents']} văn bản ({made['press_sure']} đoạn chắc) và"
    yield f"  {made['written']} đoạn viết cho dự án; sổ mã {card['taxonomy']} (`{card['fingerprint']}`)"
    yield f"- Dữ liệu `{card['data']}`, mã nguồn `{card['code']}`, mầm {card['seed']}"
    yield f"- Thư viện: {', '.join(f'{name} {each}' for name, each in card['libraries'].items())}"
    yield f"- Từ vựng {card['vocabulary']['terms']} mục, dài nhất {card['vocabulary']['longest']} âm tiết,"
    yield f"  mỗi mục có ở ít nhất {card['vocabulary']['least']} đoạn"
    yield "- Người đọc thứ hai cho đúng các mảng của người thứ nhất:"
    for name, each in card["second_reading"].items():
        chosen = "ngẫu nhiên" if name == "random" else "mô hình đầu nghi nhất"
        yield f"  {each['same_areas']}/{each['passages']} đoạn {chosen};"
    yield ""
    yield "| mảng | đoạn báo | đoạn viết | ngưỡng |"
    yield "|---|---:|---:|---:|"
    for code, at in card["thresholds"].items():
        yield f"| {code} | {made['positives_press'][code]} | {made['positives_written'][code]} | {at:.2f} |"
    names = {
        "cv": "kiểm tra chéo trên đoạn báo, theo văn bản",
        "cv_agreed": "như trên, bỏ các cặp đoạn-mảng hai người đọc nói khác nhau",
        "cv_rules": "quy tắc sổ mã trên các đoạn ấy",
        "held_out_area2": "bộ viết riêng để đo mảng 2",
        "held_out_area6": "bộ viết riêng để đo mảng 6",
        "dev": "tập phát triển, hai người đọc",
    }
    for name, found in card["measured"].items():
        yield ""
        yield f"## {names.get(name, name)}: {found['passages']} đoạn, {found['documents']} văn bản"
        yield ""
        yield f"- macro-F1 ({', '.join(MACRO)}): {_interval(found['macro_f1'])}"
        yield f"- có mảng nào đó, F1: {_interval(found['any_area_f1'])}"
        alarms, empty = found["false_alarms"]
        yield f"- báo nhầm ở đoạn không thuộc mảng nào: {alarms}/{empty}"
        yield f"- ECE {_number(found['ece'])}, Brier {_number(found['brier'])}"
        for code, each in found["areas"].items():
            yield f"- mảng {code}: F1 {_interval(each['f1'])} trên {each['of']} đoạn đúng"
    yield ""
    yield "## Giới hạn"
    yield ""
    yield from (f"- {limit}" for limit in card["limits"])


def _interval(values: Sequence[float | None]) -> str:
    value, low, high = values
    return f"{_number(value)} [{_number(low)}; {_number(high)}]"


def _number(value: float | None) -> str:
    return "không xác định" if value is None else f"{value:.3f}"


def _json(card: dict[str, Any]) -> bytes:
    return (json.dumps(card, ensure_ascii=False, indent=1) + "\n").encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write; print the card."""
    parser = argparse.ArgumentParser(prog="python -m models.ship", description="Làm mô hình kèm theo (fit and ship)")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="tệp đoạn báo đã mã hóa (coded passages)")
    parser.add_argument("--dev", type=Path, help="tệp chỉ để đo (measured on, never trained on)")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "shipped")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        model, card = ship(options.train, load_taxonomy(), options.folder, development=options.dev, seed=options.seed)
    except BamsatError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(_markdown(card)) + f"\n\n{model.id}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
