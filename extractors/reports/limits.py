"""How much a report may cost to read."""

from __future__ import annotations

from dataclasses import dataclass, field

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What one child process may use; the system kills it beyond.

    Attributes:
        memory: bytes of address space.
        cpu: seconds of processor time.
        wall: seconds by the clock.
        output: bytes it may hand back.
        scratch: bytes of a file it may write in its own folder.
    """

    memory: int = 1536 * MIB
    cpu: int = 30
    wall: float = 60.0
    output: int = 20 * MIB
    scratch: int = 32 * MIB


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """What one report may use.

    Attributes:
        body: bytes of the file itself.
        pieces: lines and paragraphs of one file.
        parse: of the child that reads the file.
        scan: of the child that reads one scanned page.
        scanned_pages: pages read by OCR in one file; those after it are left out and named in the notes.
        scans: seconds by the clock for all scanned pages of one file together; the same holds for what is left.
        failing: scanned pages in a row that may fail before the rest is left out.
    """

    body: int = 200 * MIB
    pieces: int = 100_000
    parse: ChildLimits = field(default_factory=ChildLimits)
    scan: ChildLimits = field(default_factory=lambda: ChildLimits(cpu=120, wall=180.0, output=4 * MIB))
    scanned_pages: int = 200
    scans: float = 3600.0
    failing: int = 5
