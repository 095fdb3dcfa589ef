"""The commands of the review desk: ``bamsat review`` and ``bamsat users``.

Mounted with one line where the other commands are: ``register(app, settings=settings, now=now)``.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from corpus.errors import BadInput, BamsatError
from flows.settings import Settings

if TYPE_CHECKING:
    from corpus.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng (print JSON).")]
Name = Annotated[str, typer.Argument(help="Tên, như sẽ ghi cạnh mỗi lần duyệt (name).")]
RoleName = Annotated[str, typer.Option("--role", help="reader (đọc), reviewer (duyệt), lead (phụ trách).")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ đầu vào thay vì hỏi (read it from standard input).")
]
STOPPING = 5.0
"""Seconds that a stopped desk waits for the queues to be filled; an unfinished one is filled at the next start."""

ROLE_NAMES = {"reader": "người đọc", "reviewer": "người duyệt", "lead": "phụ trách"}


def register(app: typer.Typer, *, settings: Callable[[], Settings], now: Callable[[], datetime]) -> None:
    """Add the commands.

    Args:
        settings: gives the settings as the options before the command say.
    """

    @app.command()
    def review(
        host: Annotated[str, typer.Option("--host", help="Địa chỉ nghe; mặc định máy này (address).")] = "127.0.0.1",
        port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng; 0 lấy cổng trống (port).")] = 8600,
        open_it: Annotated[bool, typer.Option("--open", help="Mở trình duyệt luôn (open the browser).")] = False,
        person: Annotated[
            str, typer.Option("--as", help="Tên ghi cạnh mỗi lần duyệt ở máy này; mặc định tên đăng nhập máy (name).")
        ] = "",
        login: Annotated[
            bool, typer.Option("--login", help="Vào bằng tên và mật khẩu cả ở máy này (ask for passwords).")
        ] = False,
        https: Annotated[bool, typer.Option("--https", help="Chạy sau máy chủ TLS (behind a TLS server).")] = False,
        name: Annotated[
            list[str] | None, typer.Option("--name", help="Tên miền được phục vụ; lặp lại được (host name).")
        ] = None,
        suspects: Annotated[
            bool, typer.Option("--suspects", help="Tìm lại nhãn đáng ngờ trước khi mở, chừng một phút.")
        ] = False,
    ) -> None:
        """Mở bàn duyệt: đọc, gán mảng, sổ tay, trong trình duyệt (open the review desk)."""
        run_review(
            settings(),
            now=now,
            host=host,
            port=port,
            open_it=open_it,
            person=person,
            login=login,
            https=https,
            names=tuple(name or ()),
            suspects=suspects,
        )

    users = typer.Typer(help="Người dùng bàn duyệt (people of the review desk).", no_args_is_help=True)
    app.add_typer(users, name="users")

    @users.command(name="add")
    def users_add(name: Name, role: RoleName = "reviewer", password_stdin: FromInput = False) -> None:
        """Thêm người, hỏi mật khẩu (add somebody)."""
        from corpus.people.users import People
        from review.passwords import hashed

        password = hashed(_password(from_input=password_stdin))
        with _opened(settings()) as store:
            People(store.engine).add(name, role=role, password=password, now=now())
        typer.echo(f"Đã thêm {name}, {ROLE_NAMES.get(role, role)}.")

    @users.command(name="list")
    def users_list(as_json: AsJson = False) -> None:
        """Những người có tài khoản (who has an account)."""
        from dataclasses import asdict

        from rich.markup import escape
        from rich.table import Table

        from corpus.people.users import People
        from flows.commands import screen

        with _opened(settings()) as store:
            found = People(store.engine).listed()
        if as_json:
            screen.emit([asdict(each) for each in found])
            return
        table = Table(show_edge=False)
        for head in ("tên", "vai trò", "từ"):
            table.add_column(head)
        for each in found:
            table.add_row(escape(each.name), ROLE_NAMES[each.role], each.made_at[:10])
        screen.console().print(table if found else "Chưa có ai. Thêm: bamsat users add TÊN --role reviewer")

    @users.command(name="passwd")
    def users_passwd(name: Name, password_stdin: FromInput = False) -> None:
        """Đổi mật khẩu; ai đang ngồi bằng mật khẩu cũ phải vào lại (change a password)."""
        from corpus.people.users import People
        from review.passwords import hashed

        password = hashed(_password(from_input=password_stdin))
        with _opened(settings()) as store:
            People(store.engine).change(name, password=password)
        typer.echo(f"Đã đổi mật khẩu của {name}.")

    @users.command(name="role")
    def users_role(name: Name, role: Annotated[str, typer.Argument(help="reader, reviewer hay lead.")]) -> None:
        """Đổi vai trò, có hiệu lực ngay (change a role, at once)."""
        from corpus.people.users import People

        with _opened(settings()) as store:
            People(store.engine).change(name, role=role)
        typer.echo(f"{name} nay là {ROLE_NAMES.get(role, role)}.")

    @users.command(name="remove")
    def users_remove(name: Name) -> None:
        """Đóng tài khoản; những lần duyệt đã ghi vẫn mang tên (close an account, verdicts stay)."""
        from corpus.people.users import People

        with _opened(settings()) as store:
            People(store.engine).remove(name, now=now())
        typer.echo(f"Đã đóng tài khoản của {name}.")


def run_review(
    settings: Settings,
    *,
    now: Callable[[], datetime],
    host: str,
    port: int,
    open_it: bool,
    person: str,
    login: bool,
    https: bool,
    names: tuple[str, ...],
    suspects: bool,
) -> None:
    """Serve the desk until stopped.

    Raises:
        BadInput: the address is open to others without accounts or TLS, or is taken, or the name is no name.
    """
    from corpus.people.users import People
    from corpus.store import Store
    from flows.review_desk.desk import check_open, desk_for
    from flows.unattended.metrics_door import read_metrics_door
    from review.app import create_app
    from review.desk import OneTimeLink
    from review.metrics import add_metrics
    from review.security import LOOPBACK, new_token
    from review.serve import address_of, listening, serve

    who = person or _own_name()
    door = read_metrics_door(os.environ)
    with Store(settings.store) as store:
        people = People(store.engine).any()
        check_open(host, people=people, https=https)
        if (login or https) and not people:
            raise BadInput("chưa có tài khoản nào; thêm bằng bamsat users add (no users)", where="--login")
        by_link = host in LOOPBACK and not login and not https
        with listening(host, port) as taken:
            token = new_token()
            link = OneTimeLink(token, person=who) if by_link else None
            desk = desk_for(settings, store, now=now, link=link, https=https, names=names)
            address = address_of(taken)
            if link is not None:
                address = f"{address}/vao?{urlencode({'ma': token})}"
                typer.echo(f"Bàn duyệt của {who}, chỉ máy này vào được. Mở đường dẫn này, dùng được một lần:")
            else:
                typer.echo("Bàn duyệt, vào bằng tên và mật khẩu:")
            typer.echo(f"  {address}")
            typer.echo("Dừng: Ctrl+C")
            sys.stdout.flush()
            if open_it:
                webbrowser.open(address)
            filling = Thread(target=_fill, args=(settings, store, now(), suspects), daemon=True)
            filling.start()
            made = create_app(desk)
            if door is not None:
                add_metrics(made, desk, door)
            serve(made, taken)
            filling.join(timeout=STOPPING)


def _fill(settings: Settings, store: Store, at: datetime, suspects: bool) -> None:
    """Fill the queues while the desk is served already, and say what came of it."""
    from flows.review_desk.desk import refill

    try:
        for queue, count in refill(settings, store, now=at, suspects=suspects).items():
            typer.echo(f"  hàng chờ {queue}: {count} đoạn", err=True)
    except BamsatError as error:
        typer.secho(f"Chưa lập được hàng chờ: {error}", fg=typer.colors.YELLOW, err=True)


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    from corpus.store import Store

    with Store(settings.store) as store:
        yield store


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Mật khẩu (ít nhất 10 ký tự)", hide_input=True, confirmation_prompt="Nhập lại"))


def _own_name() -> str:
    name = re.sub(r"[^\w.-]", "", getpass.getuser()) or "local"
    return name[:40]
