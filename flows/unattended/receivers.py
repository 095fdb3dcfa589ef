"""Who is told of alerts, from the environment. The password and the web hook's address are secrets, never printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from corpus.errors import BadInput

Security = Literal["starttls", "tls", "none"]
PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Receivers:
    """Where alerts go; empty addresses receive nothing. Secrets are left out of what is printed.

    Attributes:
        silence_days: days without a new document after which silence is alarming.
    """

    mail_to: tuple[str, ...] = ()
    mail_from: str = ""
    mail_host: str = ""
    mail_port: int = 587
    mail_security: Security = "starttls"
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    webhook: str = field(default="", repr=False)
    silence_days: int = 3

    @property
    def names(self) -> tuple[str, ...]:
        """The receivers there are, as they may be shown."""
        mail = (f"thư tới {', '.join(self.mail_to)} qua {self.mail_host}",) if self.mail_to else ()
        return (*mail, *((f"webhook ở {urlsplit(self.webhook).hostname}",) if self.webhook else ()))


def read_receivers(environment: Mapping[str, str]) -> Receivers:
    """Receivers from BAMSAT_MAIL_TO (comma-separated), _FROM, _SERVER (host or host:port), _SECURITY (starttls, tls or
    none), _USER, _PASSWORD (or _PASSWORD_FILE), BAMSAT_WEBHOOK and BAMSAT_SILENCE_DAYS.

    Raises:
        BadInput: a value that cannot be used; the value itself is not repeated where it may be a secret.
    """
    to = tuple(part.strip() for part in environment.get("BAMSAT_MAIL_TO", "").split(",") if part.strip())
    server = environment.get("BAMSAT_MAIL_SERVER", "").strip()
    security = environment.get("BAMSAT_MAIL_SECURITY", "starttls").strip().lower()
    if security not in PORTS:
        raise BadInput("phải là starttls, tls hoặc none (one of these)", where="BAMSAT_MAIL_SECURITY")
    host, _, port = server.partition(":")
    if port and not port.isdecimal():
        raise BadInput("phải là máy hoặc máy:cổng (host or host:port)", where="BAMSAT_MAIL_SERVER")
    if to and not host:
        raise BadInput("đặt máy chủ thư khi đã đặt BAMSAT_MAIL_TO (needed)", where="BAMSAT_MAIL_SERVER")
    if any("\n" in part or "\r" in part or "@" not in part for part in to):
        raise BadInput("phải là các địa chỉ thư, cách nhau bằng dấu phẩy (addresses)", where="BAMSAT_MAIL_TO")
    webhook = environment.get("BAMSAT_WEBHOOK", "").strip()
    if webhook and (urlsplit(webhook).scheme not in ("http", "https") or not urlsplit(webhook).hostname):
        raise BadInput("phải là địa chỉ http:// hoặc https:// (an http address)", where="BAMSAT_WEBHOOK")
    days = environment.get("BAMSAT_SILENCE_DAYS", "3")
    if not days.isdecimal() or int(days) < 1:
        raise BadInput("phải là số ngày từ 1 trở lên (days from 1 up)", where="BAMSAT_SILENCE_DAYS")
    user = environment.get("BAMSAT_MAIL_USER", "")
    return Receivers(
        mail_to=to,
        mail_from=environment.get("BAMSAT_MAIL_FROM", "") or (user if "@" in user else f"bamsat@{host}"),
        mail_host=host,
        mail_port=int(port) if port else PORTS[security],  # type: ignore[index]
        mail_security=security,  # type: ignore[arg-type]
        mail_user=user,
        mail_password=_password(environment),
        webhook=webhook,
        silence_days=int(days),
    )


def _password(environment: Mapping[str, str]) -> str:
    file = environment.get("BAMSAT_MAIL_PASSWORD_FILE", "")
    if not file:
        return environment.get("BAMSAT_MAIL_PASSWORD", "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadInput(
            f"không đọc được: {error.strerror} (cannot be read)", where="BAMSAT_MAIL_PASSWORD_FILE"
        ) from error
