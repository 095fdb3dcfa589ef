"""Hostile files: each is read or refused with a reason, in bounds, and the run goes on."""

from __future__ import annotations

import time

import pytest
from report_attacks import Maker, docx_attacks, other_attacks, pdf_attacks
from report_files import Put, pdf

from corpus.errors import PermanentFailure, UnreadablePage
from extractors.reports.child import ParserBroke, read_in_child
from extractors.reports.lay import lay
from extractors.reports.limits import MIB, ChildLimits, ReportLimits

TIGHT = ChildLimits(memory=384 * MIB, cpu=1, wall=6)
LIMITS = ReportLimits(parse=TIGHT, scan=TIGHT)
ATTACKS = [
    pytest.param(maker, id=f"{form}: {name}")
    for form, attacks in (("PDF", pdf_attacks()), ("DOCX", docx_attacks()), ("other", other_attacks()))
    for name, maker in attacks.items()
]


@pytest.mark.parametrize("maker", ATTACKS)
def test_a_hostile_file_is_read_or_refused_within_its_limits(maker: Maker) -> None:
    body = maker()
    started = time.monotonic()

    try:
        layout = lay(body, name="thử.pdf", limits=LIMITS)
    except PermanentFailure as failure:
        assert failure.item == "thử.pdf" and failure.reason
    else:
        assert layout.pieces

    assert time.monotonic() - started < 2 * TIGHT.wall + 5


def test_nothing_outside_a_docx_is_brought_in() -> None:
    with pytest.raises(UnreadablePage, match="thực thể"):
        lay(docx_attacks()["an outside entity"](), name="a.docx", limits=LIMITS)


def run_text(body: bytes, limits: ChildLimits) -> dict[str, object]:
    return read_in_child(body, name="a.txt", parser="text", limits=limits, options={"form": "text"})


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (ChildLimits(output=1000), "lớn hơn"),
        (ChildLimits(wall=0.01), "giây thì bị dừng"),
    ],
)
def test_the_limit_that_stopped_a_reading_is_named(limits: ChildLimits, named: str) -> None:
    with pytest.raises(ParserBroke, match=named):
        run_text("Đảng bộ xã\n".encode() * 9_000, limits)


def test_memory_is_a_limit_that_is_named() -> None:
    with pytest.raises(ParserBroke, match="bộ nhớ"):
        run_text(b"chi bo " * (10 * MIB), ChildLimits(memory=64 * MIB))


def test_processor_time_is_a_limit_of_its_own() -> None:
    body = pdf_attacks()["forms that draw ten of the next, nine deep"]()

    with pytest.raises(ParserBroke, match=r"giây xử lý|SIG"):
        read_in_child(body, name="a.pdf", parser="pdf", limits=TIGHT)


def test_a_child_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import tempfile

    folder = tmp_path_factory.mktemp("tam")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    run_text("Đảng bộ xã".encode(), ChildLimits())
    with pytest.raises(ParserBroke):
        run_text("Đảng bộ xã".encode(), ChildLimits(wall=0.01))

    assert list(folder.iterdir()) == []


def test_a_file_over_the_size_limit_is_not_even_opened() -> None:
    with pytest.raises(UnreadablePage, match="MB"):
        lay(pdf([Put(72, 700, "a")]), name="a.pdf", limits=ReportLimits(body=100))
