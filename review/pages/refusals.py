"""How the description of the data speaks of requests that are refused: one shape, whatever was the matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel


class Refusal(BaseModel):
    """Why a request was not answered, in words."""

    detail: str


REFUSALS: Mapping[int, dict[str, Any]] = {
    400: {"model": Refusal, "description": "A NUL character or a broken length in the request"},
    401: {"model": Refusal, "description": "Nobody sits here: come in first"},
    403: {"model": Refusal, "description": "The role does not reach, or the form token of the sitting is missing"},
    404: {"model": Refusal, "description": "There is no such thing"},
    409: {"model": Refusal, "description": "Judged since by somebody, or in another window: load it again"},
    413: {"model": Refusal, "description": "The body is too large"},
    422: {"model": Refusal, "description": "Something in the request cannot be understood"},
}
"""Answers besides the good one, by status."""


ALWAYS = (400, 401, 403, 413, 422)
"""What any request may meet."""


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Those that any request may meet, and these."""
    return {status: REFUSALS[status] for status in (*ALWAYS, *statuses)}
