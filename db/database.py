"""Opening the database so that it keeps its promises.

SQLite: `BEGIN IMMEDIATE` for every command (a deferred transaction that reads first and writes later fails at
once under load), rollback journal with EXTRA sync unless the linked SQLite is free of the WAL-reset bug, foreign
keys on. PostgreSQL: READ COMMITTED plus row locks, time limits on statements and locks.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from select import POLLIN, poll
from time import monotonic
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from db.away import cannot_write
from db.sending import begin_late, begin_now, begin_on_sqlite, forget, send_last

Tx = Connection
"""A connection inside a transaction: what every function of the services and the engine's shell is handed."""


class Doubled(Exception):
    """A late transaction wrote what somebody else wrote at the same time; nothing of it stands."""


_AFTERWARDS: Final[WeakKeyDictionary[Connection, list[Callable[[], None]]]] = WeakKeyDictionary()
BUSY_TIMEOUT_MS: Final = 10_000
ASKED_AFTER_SECONDS: Final = 30.0
"""A connection of the pool that was idle for longer is asked whether it still works."""
STATEMENT_TIMEOUT_MS: Final = 30_000
LOCK_TIMEOUT_MS: Final = 10_000


class Database:
    """A database and the two ways to use it: `begin` to change, `read` to look."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        parsed = make_url(url)
        self.is_sqlite: Final = parsed.get_backend_name() == "sqlite"
        self.engine: Final[Engine] = _sqlite(parsed, pool_size) if self.is_sqlite else _postgresql(parsed, pool_size)

        @event.listens_for(self.engine, "before_execute")
        def _in_order(connection: Connection, *_: object) -> None:
            begin_now(connection)  # a statement of SQLAlchemy's own sees what is held back, and stands in a transaction

    @contextmanager
    def begin(self, *, late: bool = False) -> Iterator[Tx]:
        """Open a transaction that may write; commit at the end, roll back when an exception leaves the block.

        With `late` the block reads as others left things, and its writes of `db.prepared` go out together at the end;
        it locks nothing meanwhile. Somebody who did the same at the same time makes it fail as `Doubled`: what may
        happen once must have an id of its own that the database refuses to have twice.
        """
        if not late:
            with self._open("BEGIN IMMEDIATE") as connection, _finished(connection):
                yield connection
            return
        with self._open(None) as connection, _finished(connection):
            begin_late(connection)
            try:
                yield connection
                send_last(connection)
            except IntegrityError as error:
                raise Doubled from error
            finally:
                forget(connection)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Open a transaction that only reads, never in the way of a writer for long.

        On SQLite it sees one instant; on PostgreSQL each statement sees what was committed before it, for which no
        transaction is needed: saying BEGIN and COMMIT would cost a page two more trips to the server.
        """
        with self._open("BEGIN DEFERRED", unframed=True) as connection, _finished(connection):
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Tx]:
        """Open a transaction in which every statement sees the same instant, for reports over several tables."""
        with self._open("BEGIN DEFERRED", isolation_level="REPEATABLE READ") as connection, _finished(connection):
            yield connection

    @contextmanager
    def _open(
        self, on_sqlite: str | None, *, isolation_level: str | None = None, unframed: bool = False
    ) -> Iterator[Connection]:
        """Open a transaction; PostgreSQL's driver begins it with the first statement, in `isolation_level`.

        Without `on_sqlite`, and `unframed` on PostgreSQL, nothing begins: each statement stands for itself.
        """
        with self.engine.connect() as connection:
            if isolation_level is not None and not self.is_sqlite:
                connection.execution_options(isolation_level=isolation_level)
            connection.begin()
            if self.is_sqlite:
                if on_sqlite is not None:
                    begin_on_sqlite(connection, on_sqlite)
            elif unframed or on_sqlite is None:
                driver: Any = connection.connection.driver_connection
                driver.autocommit = True  # until it goes back to the pool
            yield connection

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def once_committed(tx: Tx, act: Callable[[], None]) -> None:
    """Do `act` after the transaction was committed, and not at all when it is rolled back."""
    _AFTERWARDS.setdefault(tx, []).append(act)


@contextmanager
def _finished(connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        _AFTERWARDS.pop(connection, None)
        connection.rollback()
        if cannot_write(error):
            # After the rollback: what is only closed keeps its locks. Others that were opened meanwhile go, too.
            connection.invalidate()
            connection.engine.dispose()
        raise
    acts = _AFTERWARDS.pop(connection, ())
    try:
        connection.commit()
    except BaseException:
        # A commit that failed (disk full, line cut) leaves the transaction open, and SQLAlchemy would put the
        # connection back into the pool as it is, with every lock that it holds.
        connection.invalidate()
        raise
    for act in acts:
        act()


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Say whether this SQLite is free of the WAL-reset corruption bug (3.7.0 to 3.51.2, with two back-ports)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def _sqlite(url: URL, pool_size: int) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=pool_size, max_overflow=16, connect_args={"check_same_thread": False})
    journal = ("WAL", "FULL") if wal_is_safe() else ("DELETE", "EXTRA")

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        # The driver must not open transactions of its own: `begin` says BEGIN IMMEDIATE itself.
        raw: Any = connection
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            f"journal_mode={journal[0]}",
            f"synchronous={journal[1]}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


_PATIENCE: Final = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""How long a server that has vanished from the network is waited for: seconds, and milliseconds for the last one."""


def _postgresql(url: URL, pool_size: int) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    options = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} "
        "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
    )
    patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    connect_args: dict[str, str | int] = {"options": options, **patience}
    engine = create_engine(url, pool_size=pool_size, max_overflow=16, connect_args=connect_args)

    @event.listens_for(engine, "checkin")
    def _note_when(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = monotonic()
        if connection is not None and connection.autocommit and not connection.closed:
            connection.autocommit = False

    @event.listens_for(engine, "checkout")
    def _still_there(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        # Asking before every transaction (pool_pre_ping) costs a round trip. A server that went away has closed the
        # socket, which can be seen without asking; only a connection that lay idle for long is asked.
        if _speaks_unasked(connection) or monotonic() - record.info.get("idle_since", inf) > ASKED_AFTER_SECONDS:
            try:
                alive = engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error
            if not alive:
                raise DisconnectionError

    return engine


def _is_readable(descriptor: int) -> bool:
    waiting = poll()  # `select` knows no descriptors above 1,023
    waiting.register(descriptor, POLLIN)
    return bool(waiting.poll(0))


def _speaks_unasked(connection: Any) -> bool:
    """Say whether something waits to be read although nothing was asked: a farewell, most likely."""
    return connection.closed or _is_readable(connection.fileno())
