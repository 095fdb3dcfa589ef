"""Alerts reach a real mail server and a real web server; a bad receiver fails nothing and no secret is told."""

from __future__ import annotations

import json
import logging
import socket
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from alert_receivers import Hook, MailServer, serving

from corpus.errors import BadInput
from flows.unattended.alerts import Alert, send, send_once, silence
from flows.unattended.receivers import Receivers, read_receivers

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ALERT = Alert("failure", "daily", ("Thu thập: 3 hỏng", "Xem: bamsat quarantine"), run="20261124-010000-abc")


def by_mail(server: MailServer, **more: str) -> Receivers:
    """Receivers with this mail server."""
    host, port = server.server_address[:2]
    return read_receivers(
        {
            "BAMSAT_MAIL_TO": "lan@x.example, minh@x.example",
            "BAMSAT_MAIL_SERVER": f"{host!s}:{port}",
            "BAMSAT_MAIL_SECURITY": "none",
            **more,
        }
    )


def by_hook(server: Hook) -> Receivers:
    """Receivers with this web hook."""
    return read_receivers({"BAMSAT_WEBHOOK": f"http://127.0.0.1:{server.server_port}/hook/s3cret"})


def test_a_letter_arrives_with_its_vietnamese_words() -> None:
    with serving(MailServer()) as server:
        assert [each.reason for each in send(ALERT, by_mail(server), now=NOW)] == [""]
    letter = message_from_bytes(server.letters[0], policy=policy.default)
    assert letter["Subject"] == "[Bám Sát] lượt chạy hỏng: daily"
    assert letter["To"] == "lan@x.example, minh@x.example" and letter["Date"]
    body = letter.get_content()
    assert "Thu thập: 3 hỏng" in body and ALERT.run in body


def test_a_mail_server_that_asks_for_it_gets_the_password() -> None:
    with serving(MailServer()) as server:
        receivers = by_mail(server, BAMSAT_MAIL_USER="lan", BAMSAT_MAIL_PASSWORD="bimat")
        assert send(ALERT, receivers, now=NOW)[0].reason == ""
    assert len(server.logins) == 1 and len(server.letters) == 1


def test_a_web_hook_gets_one_json_post() -> None:
    with serving(Hook()) as server:
        assert [each.reason for each in send(ALERT, by_hook(server), now=NOW)] == [""]
    [body] = server.bodies
    told = json.loads(body)
    assert (told["kind"], told["about"], told["run"]) == ("failure", "daily", ALERT.run)
    assert told["lines"] == list(ALERT.lines) and "lượt chạy hỏng" in told["text"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_web_hook_that_refuses_is_told_not_raised(status: int) -> None:
    with serving(Hook(status)) as server:
        assert [each.reason for each in send(ALERT, by_hook(server), now=NOW)] == [f"trả lời {status}"]


def test_an_alert_follows_no_redirect() -> None:
    with serving(Hook()) as other, serving(Hook(302, elsewhere=f"http://127.0.0.1:{other.server_port}/")) as server:
        assert send(ALERT, by_hook(server), now=NOW)[0].reason == "trả lời 302"
    assert other.bodies == []


def test_a_mail_server_that_refuses_or_is_not_there_is_told_and_the_hook_still_rings() -> None:
    with serving(MailServer(refuse=True)) as server:
        assert "550" in send(ALERT, by_mail(server), now=NOW)[0].reason
        receivers = by_mail(server)
    with serving(Hook()) as hook:
        both = Receivers(**{**_fields(receivers), "webhook": by_hook(hook).webhook})
        away, rung = send(ALERT, both, now=NOW)
    assert "không gửi được" in away.reason and rung.reason == "" and len(hook.bodies) == 1


def test_a_receiver_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        receivers = read_receivers({"BAMSAT_WEBHOOK": f"http://127.0.0.1:{deaf.getsockname()[1]}/"})
        begun = time.monotonic()
        assert "chưa xong" in send(ALERT, receivers, now=NOW, deadline=0.3)[0].reason
        assert time.monotonic() - begun < 5


def test_no_secret_is_logged_printed_or_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Hook(500)) as refusing, serving(MailServer(refuse=True)) as server:
        receivers = Receivers(
            **{
                **_fields(by_mail(server, BAMSAT_MAIL_USER="lan", BAMSAT_MAIL_PASSWORD="bimat")),
                "webhook": by_hook(refusing).webhook,
            }
        )
        deliveries = send_once([ALERT], receivers, home=tmp_path, now=NOW)
    with serving(Hook()) as good:
        send_once([ALERT], by_hook(good), home=tmp_path, now=NOW)
    kept = (tmp_path / "alerts.json").read_text()
    told = " ".join([caplog.text, repr(receivers), repr(deliveries), *receivers.names, kept])
    assert "bimat" not in told and "s3cret" not in told and "127.0.0.1" in told


def test_the_same_thing_is_not_said_twice_a_day_but_what_nobody_took_is(tmp_path: Path) -> None:
    with serving(Hook(500)) as server:
        send_once([ALERT], by_hook(server), home=tmp_path, now=NOW)
        server.status = 200
        for hours in (1, 2, 30):
            send_once([ALERT], by_hook(server), home=tmp_path, now=NOW + timedelta(hours=hours))
        send_once([Alert("failure", "backfill", ())], by_hook(server), home=tmp_path, now=NOW + timedelta(hours=30))
    assert [json.loads(body)["at"][8:13] for body in server.bodies] == ["24T01", "24T02", "25T07", "25T07"]


def test_without_receivers_nothing_is_sent(tmp_path: Path) -> None:
    assert send_once([ALERT], read_receivers({}), home=tmp_path, now=NOW) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BAMSAT_MAIL_TO", "khong-phai-dia-chi"),
        ("BAMSAT_MAIL_SERVER", "x:abc"),
        ("BAMSAT_MAIL_SECURITY", "maybe"),
        ("BAMSAT_WEBHOOK", "file:///etc/s3cret"),
        ("BAMSAT_SILENCE_DAYS", "0"),
        ("BAMSAT_MAIL_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(name: str, value: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_receivers({"BAMSAT_MAIL_SERVER": "mail.example", name: value})
    assert refused.value.where == name and value not in str(refused.value)


def test_silence_alarms_from_the_set_number_of_days_on() -> None:
    last = {"a": (NOW - timedelta(days=9)).isoformat(), "b": (NOW - timedelta(days=3)).isoformat()}
    assert silence(last, now=NOW, days=4) is None
    alert = silence(last, now=NOW, days=3)
    assert alert is not None and alert.kind == "silence" and "từ b" in alert.lines[0]
    assert silence({}, now=NOW, days=3) is None


def _fields(receivers: Receivers) -> dict[str, object]:
    return {name: getattr(receivers, name) for name in Receivers.__slots__}
