"""Alerts: a letter and a web hook for what nobody watching would otherwise learn of.

Four kinds: a run failed, a run was killed or hangs (*zombie*), nothing new was read for days (*silence*), and the
nightly examination found something wrong (*health*). A receiver that is away, slow or wrong never fails a run: what
became of each delivery is given back and logged, with the receiver's host only. The web hook's address and the
password are secrets; neither is ever written to a log, a message or a file.
"""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urlsplit

from flows.runs.manifest import write_whole
from flows.unattended.receivers import Receivers

Kind = Literal["failure", "zombie", "silence", "health", "test"]

KIND_NAMES: Mapping[Kind, str] = {
    "failure": "lượt chạy hỏng",
    "zombie": "lượt chạy bị ngắt hoặc treo",
    "silence": "lâu không có văn bản mới",
    "health": "khám máy thấy chỗ hỏng",
    "test": "thử báo động",
}
TIMEOUT = 10.0
DEADLINE = 25.0
"""Seconds that a connection may stand still, and that a whole delivery may take."""

AGAIN = timedelta(hours=20)
"""The same thing is not said again before."""

SENT = "alerts.json"
_log = logging.getLogger("bamsat.alerts")


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to say: its kind, what it is about (the same one is not said twice a day), and lines of detail."""

    kind: Kind
    about: str
    lines: tuple[str, ...]
    run: str = ""

    @property
    def subject(self) -> str:
        """One line."""
        return f"[Bám Sát] {KIND_NAMES[self.kind]}: {self.about}"

    @property
    def key(self) -> str:
        """What makes two alerts the same."""
        return f"{self.kind}: {self.about}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one alert at one receiver; ``reason`` is "" where it was delivered."""

    receiver: str
    reason: str


def send(alert: Alert, receivers: Receivers, *, now: datetime, deadline: float = DEADLINE) -> list[Delivery]:
    """Give an alert to every receiver; what went wrong is told, never raised.

    Args:
        deadline: seconds after which a receiver is given up, however it dallies.
    """
    ways: list[tuple[str, Callable[[], None]]] = []
    if receivers.mail_to:
        ways.append((f"thư ({receivers.mail_host})", lambda: _mail(alert, receivers, now)))
    if receivers.webhook:
        ways.append((f"webhook ({urlsplit(receivers.webhook).hostname})", lambda: _hook(alert, receivers, now)))
    found = []
    for name, way in ways:
        reason = _tried(way, deadline)
        found.append(Delivery(name, reason))
        if reason:
            _log.warning("báo động không tới được %s: %s", name, reason)
        else:
            _log.info("đã báo động tới %s: %s", name, alert.key)
    return found


def send_once(alerts: Iterable[Alert], receivers: Receivers, *, home: Path, now: datetime) -> list[Delivery]:
    """Send alerts that were not sent within :data:`AGAIN`; what no receiver took is tried again next time."""
    path = home / SENT
    sent = {key: at for key, at in _sent(path).items() if abs(now - at) < AGAIN}
    found: list[Delivery] = []
    for alert in alerts:
        if alert.key in sent:
            continue
        done = send(alert, receivers, now=now)
        found += done
        if any(not each.reason for each in done):
            sent[alert.key] = now
            write_whole(path, {key: at.astimezone(UTC).isoformat() for key, at in sent.items()})
    return found


def silence(last: Mapping[str, str], *, now: datetime, days: int) -> Alert | None:
    """An alert where no source brought a new document for so many days; None where one did, or nothing was ever read.

    Args:
        last: ISO time at which something of each source was last read, as ``vitals.last_read`` gives.
    """
    if not last:
        return None
    source, newest = max(last.items(), key=lambda each: datetime.fromisoformat(each[1]))
    quiet = now - datetime.fromisoformat(newest)
    if quiet < timedelta(days=days):
        return None
    return Alert(
        "silence",
        f"đã {quiet.days} ngày",
        (
            f"Văn bản mới nhất đọc được lúc {newest} từ {source}; ngưỡng là {days} ngày (BAMSAT_SILENCE_DAYS).",
            "Xem: bamsat sources · bamsat sources check · bamsat quarantine",
        ),
    )


def _tried(way: Callable[[], None], deadline: float) -> str:
    """Why a delivery failed, or "". It is left to itself after the deadline: time limits of sockets are per read."""
    told: list[str] = []

    def deliver() -> None:
        try:
            way()
            told.append("")
        except smtplib.SMTPResponseException as error:
            told.append(f"máy chủ thư trả lời {error.smtp_code}")
        except urllib.error.HTTPError as error:
            error.close()
            told.append(f"trả lời {error.code}")
        except urllib.error.URLError as error:
            told.append(f"không nối được ({type(error.reason).__name__})")
        except (OSError, smtplib.SMTPException, HTTPException, ValueError) as error:
            told.append(f"không gửi được ({type(error).__name__})")

    worker = threading.Thread(target=deliver, name="bamsat-alert", daemon=True)
    worker.start()
    worker.join(deadline)
    return told[0] if told else f"quá {deadline:.0f} giây chưa xong"


def _mail(alert: Alert, receivers: Receivers, now: datetime) -> None:
    letter = EmailMessage()
    letter["Subject"] = _one_line(alert.subject)
    letter["From"] = receivers.mail_from
    letter["To"] = ", ".join(receivers.mail_to)
    letter["Date"] = format_datetime(now.astimezone(UTC))
    letter["Message-ID"] = make_msgid(domain="bamsat.invalid")
    letter.set_content(_body(alert, now))
    where = (receivers.mail_host, receivers.mail_port)
    context = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=context)
        if receivers.mail_security == "tls"
        else smtplib.SMTP(*where, timeout=TIMEOUT)
    ) as server:
        if receivers.mail_security == "starttls":
            server.starttls(context=context)
        if receivers.mail_user:
            server.login(receivers.mail_user, receivers.mail_password)
        server.send_message(letter)


class _Straight(urllib.request.HTTPRedirectHandler):
    """No redirects: an alert goes where it was told to go, or nowhere."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def _hook(alert: Alert, receivers: Receivers, now: datetime) -> None:
    value = {
        "text": f"{alert.subject}\n{_lines(alert.lines)}",
        "kind": alert.kind,
        "about": alert.about,
        "lines": list(alert.lines),
        "run": alert.run,
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    request = urllib.request.Request(
        receivers.webhook,
        data=json.dumps(value, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "bamsat"},
        method="POST",
    )
    with urllib.request.build_opener(_Straight).open(request, timeout=TIMEOUT) as answer:
        answer.read(1)


def _body(alert: Alert, now: datetime) -> str:
    run = f"\nLượt chạy: {alert.run}" if alert.run else ""
    return f"{alert.subject}\n\n{_lines(alert.lines)}\n{run}\nLúc {now.astimezone(UTC):%d/%m/%Y %H:%M} UTC\n"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]


def _sent(path: Path) -> dict[str, datetime]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): datetime.fromisoformat(at) for key, at in held.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
