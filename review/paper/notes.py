"""How a footnote cites an article, in whatever file: “[3, 4] source, title, day”; an address no list holds follows."""

from __future__ import annotations

from review.numbers import day, whole
from review.paper import wording as say
from review.paper.content import Behind, Note


def before_title(behind: Behind) -> str:
    """Numbers of its passages in the list of evidence, and the source."""
    numbers = f"[{', '.join(map(str, behind.numbers))}] " if behind.numbers else ""
    return f"{numbers}{behind.source}, "


def after_title(behind: Behind) -> str:
    """The day, and what the reader cannot see: that there is no address, or that several passages are meant."""
    on = say.NO_DAY if behind.day is None else day(behind.day)
    several = f" ({whole(behind.passages)} đoạn)" if behind.passages > 1 else ""
    return f", {on}{several}" + ("" if behind.link else f", {say.NO_LINK}")


def ending(note: Note) -> str:
    """How many passages more, and the full stop."""
    more = f"; {say.NOTE_MORE.format(more=whole(note.more))}" if note.more else ""
    return f"{more}." if note.behind else ""
