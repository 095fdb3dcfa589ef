"""A target: one reader of foreign bytes, what to try it on, and what it may say no with."""

from __future__ import annotations

import resource
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fuzz.mutations import mutated
from fuzz.promises import PromiseBroken

from corpus.errors import BamsatError

SECONDS = 2.0
"""Seconds of work that one input may cost."""
_OURS = ("corpus", "extractors", "models", "review", "flows")

Mutate = Callable[[bytes, Random, Sequence[bytes]], bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    Attributes:
        run: reads the bytes and checks what came of them; raises a :class:`corpus.errors.BamsatError` to say no.
        seeds: inputs to begin with, our own.
        seconds: what one input may cost.
        isolated: the parser is C code or runs in a process of its own, so coverage of Python says nothing.
        mutate: how an input is spoilt where no coverage guides.
        libraries: pure Python parsers whose branches count as well.
        refusals: what else says no in a way its caller handles.
    """

    name: str
    run: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    seconds: float = SECONDS
    isolated: bool = False
    mutate: Mutate = mutated
    libraries: tuple[str, ...] = ()
    refusals: tuple[type[Exception], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """An input on which a reader broke its promise; ``signature`` tells causes apart."""

    target: str
    signature: str
    said: str
    body: bytes


def examine(target: Target, body: bytes) -> Finding | None:
    """Try one input; None where the promise was kept."""
    # The processor's time: another program's load is no fault of a parser's. A child's counts too.
    begun = used()
    try:
        target.run(body)
    except (BamsatError, *target.refusals) as error:
        if not str(error).strip():
            return Finding(target.name, "empty-reason", "a refusal without a reason", body)
    except Exception as error:  # noqa: BLE001 - finding these is the purpose
        return Finding(target.name, _signature(error), "".join(traceback.format_exception(error)[-14:]), body)
    spent = used() - begun
    if spent > target.seconds:
        return Finding(target.name, f"slow-{int(spent)}s", f"{spent:.1f} seconds", body)
    return None


def smaller(target: Target, finding: Finding, *, seconds: float = 20.0) -> Finding:
    """The same finding from fewer bytes: halves, then ever smaller pieces are left out while it lasts."""
    ends = time.monotonic() + seconds
    body, size = finding.body, max(len(finding.body) // 2, 1)
    while size and time.monotonic() < ends:
        at = 0
        while at < len(body) and time.monotonic() < ends:
            shorter = body[:at] + body[at + size :]
            found = examine(target, shorter)
            if found is not None and found.signature.partition("-")[0] == finding.signature.partition("-")[0]:
                body = shorter
            else:
                at += size
        size //= 2
    return Finding(finding.target, finding.signature, finding.said, body)


def peak_megabytes() -> int:
    """The most memory this process and its children ever held."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


def used() -> float:
    """Seconds of the processor that this process and its ended children took."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _signature(error: Exception) -> str:
    """The fault and the last line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    said = str(error)[:40] if isinstance(error, PromiseBroken) else ""
    ours = [frame for frame in frames if Path(frame.filename).parent.name in _OURS or "/extractors/" in frame.filename]
    at = (ours or list(frames))[-1]
    words = "".join(letter if letter.isalnum() else "_" for letter in said)
    return f"{type(error).__name__}-{Path(at.filename).stem}-{at.name}{'-' if words else ''}{words}"
