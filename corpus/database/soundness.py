"""Whether a store is sound, in words also where the database itself cannot read it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from corpus.database.engine import reading
from corpus.errors import StoreError
from corpus.store import Store


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a store says of itself: kind of journal, how many documents, its digest."""

    journal: str
    documents: int
    digest: str


def soundness(where: str) -> Soundness:
    """Open a store, let the database check its file, and read it through.

    Raises:
        BadInput: it is no address of a store.
        StoreError: it cannot be opened, is damaged, or is not there; the message has the database's words.
    """
    try:
        with Store(where) as store:
            if trouble := store.integrity():
                raise StoreError(f"kho hỏng: {trouble} (the store is damaged)")
            return Soundness(_journal(store.engine), store.count_documents(), store.digest())
    except DBAPIError as error:
        raise StoreError(f"kho không đọc được: {error.orig} (the store cannot be read)") from error


def _journal(engine: Engine) -> str:
    if engine.dialect.name != "sqlite":
        return engine.dialect.name
    with reading(engine) as connection:
        return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()).upper()
