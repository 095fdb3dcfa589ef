"""Tally: coverage from what the store holds, for a screen, for Prefect's page, and as data."""

from __future__ import annotations

from dataclasses import asdict

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.by_area import Tally, as_rows, tally
from corpus.store import Store


def count(
    store: Store,
    taxonomy: Taxonomy,
    *,
    model: str | None = None,
    since: str | None = None,
    until: str | None = None,
    everywhere: bool = False,
) -> Tally:
    """Coverage by the given model, by default the one that judged most; see :func:`corpus.coverage.by_area.tally`."""
    return tally(
        store.engine, taxonomy, model=model or store.latest_model(), since=since, until=until, everywhere=everywhere
    )


def as_data(counted: Tally, taxonomy: Taxonomy) -> dict[str, object]:
    """A tally as plain data: cells with denominators, exposure, what was left out, newest evidence, versions."""
    return {
        "model": counted.model,
        "everywhere": counted.everywhere,
        "taxonomy": counted.taxonomy,
        "documents_read": counted.documents_read,
        "passages_read": counted.passages_read,
        "passages_in_scope": counted.passages_in_scope,
        "cells": as_rows(counted, taxonomy),
        "exposure": [asdict(each) for each in counted.exposure],
        "left_out": [asdict(each) for each in counted.left_out],
        "newest": [asdict(each) for each in counted.newest],
        "note": "raw machine counts, not adjusted by an audit sample; silence is not absence of work",
    }


def as_table(counted: Tally, taxonomy: Taxonomy) -> list[dict[str, str]]:
    """A tally as the rows of a Prefect table artifact: areas down, months across, each cell with its denominator."""
    lines = []
    for area in taxonomy.areas:
        line = {"mảng": f"{area.code} {area.name}"}
        for month in counted.months:
            cell = counted.cell(area.code, month)
            value = f"{cell.evidence}/{cell.passages} (đọc {cell.of_passages})"
            line[month or "không ngày"] = value if cell.passages else {"silent": "–", "unobserved": "░"}[cell.state]
        lines.append(line)
    return lines
