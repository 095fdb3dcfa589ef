"""Bringing a store to today's schema by migrations, forward from every schema that was ever released.

A store that is there already is only looked at: the libraries that migrate are loaded where there is something to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from corpus.coverage.recount import rebuild
from corpus.database.engine import reading
from corpus.database.schema import accounts
from corpus.database.turns import take_turn
from corpus.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

_STEP = re.compile(r"s(\d{4})_\w+\.py")


def newest_schema() -> str:
    """Revision of the schema that this program brings stores to: the number of the last migration in the package."""
    steps = (_STEP.fullmatch(path.name) for path in files("corpus").joinpath("migrations", "versions").iterdir())
    return max(step[1] for step in steps if step)


def migrate(engine: Engine) -> None:
    """Bring the store's schema to today's, in one transaction; a store already there is only looked at.

    What a store of before holds is then counted for coverage once, in the same transaction.

    Raises:
        StoreError: the store was written by a newer Bám Sát, cannot be opened, or is a new PostgreSQL database that
            does not sort text by its letters' numbers.
    """
    try:
        with reading(engine) as connection:
            current = _schema_of(connection)
    except OperationalError as error:
        raise StoreError(f"the store cannot be opened: {error.orig}") from error
    if current != newest_schema():
        _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    with engine.begin() as connection, _configuration(connection) as config:
        take_turn(connection, "schema")
        current = _schema_of(connection)
        if current == newest_schema():
            return
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise StoreError(f"the store has schema {current}, made by a newer version: upgrade bamsat to open it")
        if current is None:
            _check_sorting(connection)
        counted = inspect(connection).has_table(accounts.name)
        command.upgrade(config, "head")
        if current is not None and not counted:
            rebuild(connection)


def _schema_of(connection: Connection) -> str | None:
    """Revision of a store's schema; None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@contextmanager
def _configuration(connection: Connection) -> Iterator[Config]:
    from alembic.config import Config

    with as_file(files("corpus").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        yield config


def _check_sorting(connection: Connection) -> None:
    """See that text sorts as SQLite sorts it: what is first, last or next must not depend on where the store lies."""
    if connection.dialect.name != "postgresql":
        return
    if connection.scalar(text("SELECT 'a' < 'B' OR 'đ' < 'z' OR 'a-b' > 'aa'")):
        raise StoreError(
            "cơ sở dữ liệu này sắp chữ theo ngôn ngữ; tạo lại bằng: "
            "createdb --template template0 --encoding UTF8 --locale C.UTF-8 <tên> "
            "(the database must sort by code point)"
        )
