"""What language and host say of a copy: translated, typed without marks, gathered by an aggregator.

These are reasons in words beside a document, for people; nothing is left out because of them. Hosts and the language
folders of their addresses follow what was seen of them in 2025.
"""

from __future__ import annotations

from urllib.parse import urlsplit

VIETNAMESE = 50
"""Percent of well-formed syllables under which a text is not Vietnamese."""

MARKED = 30
"""Percent of syllables with marks under which Vietnamese was typed without them."""

GATHERERS = ("baomoi.com", "vietnam.vn", "tinmoi.vn", "24hmoney.vn", "msn.com")
"""Hosts that carry others' articles; to discover by, never to count."""

FOLDERS = frozenset({"en", "fr", "th", "de", "es", "it", "ja", "ko", "lo", "km", "pt", "ru", "zh", "zh-cn", "ar", "id"})
"""First folders of a gatherer's addresses that name another language."""


def is_foreign(valid: int | None) -> bool:
    """True where a text with this percentage of well-formed syllables is in another language than Vietnamese."""
    return valid is not None and valid < VIETNAMESE


def flags_of(*, url: str | None, valid: int | None, marked: int | None) -> tuple[str, ...]:
    """Reasons in words, none for an ordinary text of an ordinary host.

    Args:
        url: the document's address.
        valid, marked: percentages of its syllables that are well formed, and that bear marks.
    """
    flags: list[str] = []
    if valid is not None and is_foreign(valid):
        flags.append(f"không phải tiếng Việt (chỉ {valid}% âm tiết đúng chính tả)")
    elif marked is not None and marked < MARKED:
        flags.append(f"gõ không dấu (chỉ {marked}% âm tiết có dấu)")
    parts = urlsplit(url or "")
    host = (parts.hostname or "").removeprefix("www.")
    gatherer = next((each for each in GATHERERS if host == each or host.endswith(f".{each}")), None)
    if gatherer is not None:
        flags.append(f"trang tổng hợp đăng lại ({gatherer})")
        folder = parts.path.strip("/").split("/")[0].lower()
        if folder in FOLDERS:
            flags.append(f"bản dịch máy của trang tổng hợp ({folder})")
    return tuple(flags)
