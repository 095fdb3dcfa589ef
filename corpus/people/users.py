"""People who may look and decide, and their sittings at the desk.

Passwords come in as hashes and cookies' tokens as sums: neither can be read back from the store. A person who is
removed stays as a name, since judgements bear it, and can be added again.

::

    people = People(store.engine)
    people.add("lan", role="reviewer", password=hashed, now=now)
    people.sit(token_sum, "lan", now=now, until=now + timedelta(hours=12))
    people.sitting(token_sum, now=now).role        # reviewer
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Engine, delete, func, insert, select, update

from corpus.database import schema
from corpus.database.engine import reading
from corpus.database.rows import write_time
from corpus.errors import BadInput

Role = Literal["reader", "reviewer", "lead"]
"""What somebody may do: read; read and judge; and settle, promote and roll back too."""

ROLES: tuple[Role, ...] = get_args(Role)

_NAME = re.compile(r"[^\W_][\w.-]{0,39}")
_people, _sittings = schema.people, schema.sittings


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; ``removed_at`` is None while it is open."""

    name: str
    role: Role
    made_at: str
    removed_at: str | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at the desk, until an ISO time."""

    person: str
    role: Role
    until: str


class People:
    """The people of the store on this engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, name: str, *, role: str, password: str, now: datetime) -> None:
        """Open an account, or open one again that was removed; ``password`` is a hash.

        Raises:
            BadInput: the name is no name or is taken, or there is no such role.
        """
        if not _NAME.fullmatch(name):
            raise BadInput("tên gồm chữ, số, dấu chấm, gạch; nhiều nhất 40 ký tự (not a name)", where=repr(name))
        row = {"role": _role(role), "password": password, "made_at": write_time(now), "removed_at": None}
        with self.engine.begin() as connection:
            known = connection.execute(select(_people.c.removed_at).where(_people.c.name == name)).first()
            if known is None:
                connection.execute(insert(_people).values(name=name, **row))
            elif known.removed_at is None:
                raise BadInput("tên này đã có; đổi vai trò bằng bamsat users role (taken)", where=name)
            else:
                connection.execute(update(_people).where(_people.c.name == name).values(row))

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Give another role or password. Whoever sits under a changed password has to come in again.

        Raises:
            BadInput: there is no such person or role.
        """
        values: dict[str, str] = {}
        if role is not None:
            values["role"] = _role(role)
        if password is not None:
            values["password"] = password
        with self.engine.begin() as connection:
            here = (_people.c.name == name) & _people.c.removed_at.is_(None)
            if connection.execute(update(_people).where(here).values(values)).rowcount != 1:
                raise BadInput("không có người này; xem bamsat users list (no such person)", where=name)
            if password is not None:
                connection.execute(delete(_sittings).where(_sittings.c.person == name))

    def remove(self, name: str, *, now: datetime) -> None:
        """Close an account and end its sittings.

        Raises:
            BadInput: there is no such person.
        """
        with self.engine.begin() as connection:
            here = (_people.c.name == name) & _people.c.removed_at.is_(None)
            closed = connection.execute(update(_people).where(here).values(removed_at=write_time(now), password=""))
            if closed.rowcount != 1:
                raise BadInput("không có người này; xem bamsat users list (no such person)", where=name)
            connection.execute(delete(_sittings).where(_sittings.c.person == name))

    def listed(self) -> list[Person]:
        """Everybody with an open account, by name."""
        query = select(_people).where(_people.c.removed_at.is_(None)).order_by(_people.c.name)
        with reading(self.engine) as connection:
            return [Person(row.name, row.role, row.made_at, row.removed_at) for row in connection.execute(query)]

    def any(self) -> bool:
        """Whether anybody has an open account."""
        with reading(self.engine) as connection:
            query = select(func.count()).select_from(_people).where(_people.c.removed_at.is_(None))
            return bool(connection.scalar(query))

    def password_of(self, name: str) -> str | None:
        """The hash of somebody's password; None where there is no such open account."""
        query = select(_people.c.password).where(_people.c.name == name, _people.c.removed_at.is_(None))
        with reading(self.engine) as connection:
            return connection.scalar(query)

    # -- sittings -------------------------------------------------------------------------------------------------

    def sit(self, token: str, person: str, *, now: datetime, until: datetime, role: Role | None = None) -> None:
        """Begin a sitting; ``token`` is the sum of what the cookie holds. Sittings that ended are taken away.

        Args:
            role: of somebody without an account, who came in by the one-time link.
        """
        with self.engine.begin() as connection:
            connection.execute(delete(_sittings).where(_sittings.c.until <= write_time(now)))
            connection.execute(
                insert(_sittings).values(
                    token=token, person=person, role=role, since=write_time(now), until=write_time(until)
                )
            )

    def sitting(self, token: str, *, now: datetime) -> Sitting | None:
        """The sitting of that token, with the role its person has today; None where it ended or never was."""
        query = (
            select(_sittings.c.person, _sittings.c.until, _sittings.c.role, _people.c.role.label("account"))
            .outerjoin(_people, (_people.c.name == _sittings.c.person) & _people.c.removed_at.is_(None))
            .where(_sittings.c.token == token, _sittings.c.until > write_time(now))
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        role = None if row is None else row.role or row.account
        return None if row is None or role is None else Sitting(row.person, role, row.until)

    def leave(self, token: str) -> None:
        """End a sitting."""
        with self.engine.begin() as connection:
            connection.execute(delete(_sittings).where(_sittings.c.token == token))


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise BadInput(f"vai trò phải là một trong {', '.join(ROLES)} (unknown role)", where=repr(role))
