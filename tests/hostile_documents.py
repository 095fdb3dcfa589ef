"""An import of hostile and spoilt documents, told as JSON: run in a process of its own, whose memory counts.

``python -m hostile_documents --count 2000 --seed 7`` puts all attacks we know and so many seeded mutations of our own
files through the import of a run (reading, archive, store, quarantine), each file by itself and timed, and says for
each kind what became of them. It ends with 1 where a run broke, a file was not accounted for with a reason, a reason is
a fault of our own code, or a file cost more than 60 seconds of the processor or 1.5 GiB.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from fuzz import of_archives, of_imports, of_listings, of_reports, seeds
from fuzz.mutations import mutated, mutated_zip
from fuzz.target import used
from intake_attacks import import_attacks
from report_attacks import docx_attacks, other_attacks, pdf_attacks

from corpus.sources.quarantine import Quarantine
from corpus.store import Store
from flows.intake import take_in
from flows.runs.progress import Silent

NOW = datetime(2026, 11, 24, 3, 4, 5, tzinfo=UTC)
SECONDS, MEGABYTES = 60.0, 1536
SHARES = {
    ".pdf": 20,
    ".docx": 20,
    ".doc": 10,
    ".rtf": 10,
    ".html": 20,
    ".xml.html": 8,
    ".jsonl": 6,
    ".txt": 4,
    ".warc": 2,
}
"""Of a hundred spoilt files, by ending; ``.xml.html`` are feeds and sitemaps that were saved as pages."""

File = tuple[str, str, bytes]
"""Kind, name of the file, bytes."""


def attacks() -> Iterator[File]:
    """Every attack we know."""
    number = 0
    for ending, makers in ((".pdf", pdf_attacks()), (".docx", docx_attacks())):
        for name, make in makers.items():
            number += 1
            yield f"attack {ending}: {name}", f"tan-cong-{number}{ending}", make()
    endings = {"RTF": ".rtf", "a web": ".doc", "OLE": ".doc"}
    for name, make in other_attacks().items():
        number += 1
        ending = next(end for start, end in endings.items() if name.startswith(start))
        yield f"attack {ending}: {name}", f"tan-cong-{number}{ending}", make()
    for name, (ending, make) in import_attacks().items():
        number += 1
        yield f"attack {ending}: {name}", f"tan-cong-{number}{ending}", make()


def spoilt(count: int, seed: int) -> Iterator[File]:
    """So many mutations of our own files, the same for the same seed."""
    random = Random(seed)
    whole = {
        ".pdf": of_reports.pdf_seeds(),
        ".docx": [of_reports.docx_seed()],
        ".doc": [of_reports.ole_seed(), of_reports.rtf_seed(), of_reports.html_seed(), of_reports.mhtml_seed()],
        ".rtf": [of_reports.rtf_seed()],
        ".html": [body for _, body in seeds.articles(20)],
        ".xml.html": [each.partition(b"\0")[2] or each for each in of_listings.listings()],
        ".jsonl": of_imports.records_seeds(),
        ".txt": [text.encode() for text in seeds.plain_articles(8)],
        ".warc": of_archives.archives(),
    }
    endings = [ending for ending, share in SHARES.items() for _ in range(share)]
    for number in range(count):
        ending = endings[number * 37 % len(endings)]
        body = random.choice(whole[ending])
        change = mutated_zip if ending == ".docx" and random.random() < 0.8 else mutated
        yield f"spoilt {ending}", f"hong-{number}{ending}", change(body, random, whole[ending])


def main(arguments: list[str]) -> int:
    """Run the command; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m hostile_documents")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0, help="leave out so many of the spoilt ones")
    parser.add_argument("--without-attacks", action="store_true")
    asked = parser.parse_args(arguments)
    files = [] if asked.without_attacks else list(attacks())
    made = list(spoilt(asked.count, asked.seed))[asked.first :]
    with tempfile.TemporaryDirectory(prefix="bamsat-hong-") as folder:
        told = run([*files, *made], Path(folder))
    print(json.dumps(told, ensure_ascii=False))
    return 1 if told["broken"] else 0


def run(files: list[File], folder: Path) -> dict[str, object]:
    """Import every file by itself; gives the counts, the costs and in words what broke a promise."""
    inbox = folder / "vao"
    inbox.mkdir()
    outcomes: dict[str, Counter[str]] = {}
    broken: list[str] = []
    slowest, longest = (0.0, ""), 0.0
    entered = failed = 0
    with Store(folder / "s.db") as store:
        for kind, name, body in files:
            path = inbox / name
            path.write_bytes(body)
            begun, at = used(), time.monotonic()
            try:
                accounting, failures = take_in(
                    [path],
                    store=store,
                    folder=folder / "kho",
                    mapping="",
                    source=None,
                    again=True,
                    now=NOW,
                    workers=1,
                    progress=Silent(),
                )
            except Exception as error:  # noqa: BLE001 - that none gets here is the claim
                broken.append(f"{kind} {name}: {type(error).__name__}: {error}"[:300])
                continue
            # The processor's time, its children's too: the clock also counts what other programs take.
            spent = used() - begun
            slowest = max(slowest, (spent, f"{kind} {name}"))
            longest = max(longest, time.monotonic() - at)
            print(f"{spent:6.1f} s  {kind}  {name}", file=sys.stderr, flush=True)
            entered += accounting.taken
            failed += len(failures)
            short = kind.partition(":")[0]
            for (outcome, reason), number in accounting.outcomes.items():
                outcomes.setdefault(short, Counter())[outcome] += number
                if not reason.strip():
                    broken.append(f"{kind} {name}: {outcome} without a reason")
            broken += [f"{kind} {name}: {reason}"[:300] for reason in failures.values() if ".py:" in reason]
            if not accounting.balanced or (not accounting.taken and body.strip() and "warc" not in name):
                broken.append(f"{kind} {name}: {accounting.taken} taken, not accounted for")
            if spent > SECONDS:
                broken.append(f"{kind} {name}: {spent:.0f} seconds")
        held = len(Quarantine(store.engine).held())
        documents = store.count_documents()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    if peak > MEGABYTES:
        broken.append(f"{peak} MB")
    return {
        "files": len(files),
        "items": entered,
        "documents": documents,
        "failed": failed,
        "held": held,
        "outcomes": {kind: dict(counts) for kind, counts in sorted(outcomes.items())},
        "slowest": [round(slowest[0], 1), slowest[1]],
        "longest_by_the_clock": round(longest, 1),
        "megabytes": peak,
        "broken": broken,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
