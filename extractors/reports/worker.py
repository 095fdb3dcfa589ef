"""The child's side: take the limits upon itself, read one file, hand the layout back on standard output.

Started by :mod:`extractors.reports.child` in an interpreter of its own, in an empty folder that holds the file as
``body``. Nothing here catches what a parser raises: the process ends, and the parent says how.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from extractors.reports.carried import dumps
from extractors.reports.refusal import Refusal

PARSERS = {
    "pdf": "extractors.reports.pdf",
    "pdf_plain": "extractors.reports.pdf_plain",
    "scan": "extractors.reports.scan",
    "zip": "extractors.reports.word_docx",
    "doc": "extractors.reports.word_doc",
    "rtf": "extractors.reports.rtf",
    "html": "extractors.reports.markup_doc",
    "mhtml": "extractors.reports.markup_doc",
    "text": "extractors.reports.markup_doc",
}


def main(order: str) -> None:
    """Carry out one order: JSON with ``parser``, ``memory``, ``cpu``, ``scratch`` and the parser's own ``options``."""
    wanted: dict[str, Any] = json.loads(order)
    _bind(wanted["memory"], wanted["cpu"], wanted["scratch"])
    parser = import_module(PARSERS[wanted["parser"]])
    try:
        layout, unread = parser.read(Path("body").read_bytes(), wanted["options"])
        answer = dumps(layout, unread=unread)
    except Refusal as refusal:
        answer = json.dumps({"refused": refusal.reason, "passing": refusal.passing}).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    # Closing a damaged file can crash the library that read it; the answer is out.
    os._exit(0)


def _bind(memory: int, cpu: int, scratch: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (scratch, scratch))
