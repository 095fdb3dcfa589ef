"""Whether the desk tells figures at ``/metrics``, and where it is reached, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import BadInput
from review.metrics import MetricsDoor

SHORTEST = 16
REVIEW = "http://127.0.0.1:8600"


def read_metrics_door(environment: Mapping[str, str]) -> MetricsDoor | None:
    """The door from BAMSAT_METRICS (``1``: for this machine) and BAMSAT_METRICS_TOKEN or _TOKEN_FILE; None: shut.

    Raises:
        BadInput: another value of BAMSAT_METRICS, a token too short to keep anybody out, or a file that is not there.
    """
    asked = environment.get("BAMSAT_METRICS", "").strip().lower()
    if asked not in ("", "0", "1"):
        raise BadInput("phải là 1 hoặc 0 (1 or 0)", where="BAMSAT_METRICS")
    if asked == "0":
        return None
    token = environment.get("BAMSAT_METRICS_TOKEN", "").strip()
    if file := environment.get("BAMSAT_METRICS_TOKEN_FILE", ""):
        try:
            token = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            reason = f"không đọc được: {error.strerror} (cannot be read)"
            raise BadInput(reason, where="BAMSAT_METRICS_TOKEN_FILE") from error
    if (token or environment.get("BAMSAT_METRICS_TOKEN_FILE")) and len(token) < SHORTEST:
        raise BadInput(f"mã phải từ {SHORTEST} ký tự (too short)", where="BAMSAT_METRICS_TOKEN")
    return MetricsDoor(token) if token or asked else None


def read_review(environment: Mapping[str, str]) -> str:
    """Where the review desk is reached, from BAMSAT_REVIEW_URL, without a final slash.

    Raises:
        BadInput: it is no http address.
    """
    given = environment.get("BAMSAT_REVIEW_URL", "").strip().rstrip("/") or REVIEW
    if urlsplit(given).scheme not in ("http", "https") or not urlsplit(given).hostname:
        raise BadInput("phải là địa chỉ http:// hoặc https:// (an http address)", where="BAMSAT_REVIEW_URL")
    return given
