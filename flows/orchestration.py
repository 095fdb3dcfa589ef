"""What must be set before Prefect is imported: nothing leaves the machine, and a busy machine still gets its server.

Measured: the embedded server needs up to 33 s on a fresh home and two cores, its default patience is 20 s; with
analytics on, fresh homes log "database is locked" and look up an outside host.
"""

from __future__ import annotations

from collections.abc import MutableMapping

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
    }.items():
        environment.setdefault(name, value)
