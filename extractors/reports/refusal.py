"""What a parser says when it will not read a file."""

from __future__ import annotations


class Refusal(Exception):
    """The file is not one to read; ``reason`` is in Vietnamese and says what to do.

    ``passing`` marks what may go another way later, as a program that is not installed yet.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
