"""Does a passage speak of our province? Its own places decide, then its source, then its document; else it is unclear.

A passage about another province is a passage about its topic and counts for no coverage here (codebook rule 10).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

Reach = Literal["inside", "outside", "unclear"]

HOME = "ben-tre"


def reach(
    provinces: Collection[str], *, of_document: Collection[str], of_source: str | None, home: str = HOME
) -> Reach:
    """Where a passage belongs.

    Args:
        provinces: ids of the provinces that the passage's own places lie in.
        of_document: the same over the whole document.
        of_source: the province the source belongs to, None for national and unknown sources.
        home: the province we follow.
    """
    if home in provinces:
        return "inside"
    if provinces:
        return "outside"
    if of_source is not None:
        return "inside" if of_source == home else "outside"
    named = set(of_document)
    if named == {home}:
        return "inside"
    if named and home not in named:
        return "outside"
    return "unclear"
