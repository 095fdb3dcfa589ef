"""What must be set before Prefect is imported: nothing leaves the machine, and a busy machine still gets its server.

Measured: the embedded server needs up to 33 s on a fresh home and two cores, its default patience is 20 s; with
analytics on, fresh homes log "database is locked" and look up an outside host.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from typing import NoReturn

from flows.settings import Settings


def prepare(environment: MutableMapping[str, str], settings: Settings) -> None:
    """Make Prefect's folder, and set its environment where the operator has not.

    A server of the operator's own (PREFECT_API_URL) is kept. Analytics and telemetry are off whatever was set.
    """
    (settings.home / "prefect").mkdir(parents=True, exist_ok=True)
    environment["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    environment["DO_NOT_TRACK"] = "1"
    for name, value in {
        "PREFECT_HOME": str(settings.home / "prefect"),
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1:4200",
        "PREFECT_CLI_WRAP_LINES": "false",
        # Measured: with the default of 5 a server that went away holds each call for more than a minute.
        "PREFECT_CLIENT_MAX_RETRIES": "2",
    }.items():
        environment.setdefault(name, value)


def is_lost(error: BaseException) -> bool:
    """Whether an error says that Prefect's server cannot be reached, not that the work went wrong.

    Our own fetching does not use the library that Prefect talks to its server with.
    """
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        home, name = type(each).__module__.partition(".")[0], type(each).__name__
        if home in ("httpx", "httpcore") or name == "PrefectHTTPStatusError":
            return True
        if isinstance(each, RuntimeError) and ("reach API" in str(each) or "Prefect API server" in str(each)):
            return True
        each = each.__cause__ or each.__context__
    return False


def leave_at_once(code: int) -> NoReturn:
    """End the process without waiting for Prefect: with its server gone it tells it what happened for minutes on end.

    All work is committed by then.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
