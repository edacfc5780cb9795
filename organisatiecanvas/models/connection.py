"""The one way to a SQLite file, with or without a password.

One library serves both: SQLCipher is SQLite with every page encrypted (AES-256) and authenticated (HMAC-SHA512) under a
key derived from the password (PBKDF2, 256,000 rounds); without a password it is plain SQLite. Two SQLite libraries in
one process would also undo each other's locks on one file.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as driver

if TYPE_CHECKING:
    import sqlalchemy as sa

DatabaseError = driver.DatabaseError
OperationalError = driver.OperationalError
# What reading a damaged file raises: the library can't even put broken text into its message.
BROKEN = (DatabaseError, UnicodeDecodeError)
PLAIN = b"SQLite format 3\0"
# An encrypted file begins with its salt: these four bytes and twelve random ones, so that it is known for what it is.
LOCKED = b"ORGC"


def connect(path: Path, password: str = "", *, read_only: bool = False, timeout: float = 5.0) -> Any:
    """A connection of the database library. Nothing was read yet: a wrong password shows at the first question.

    `read_only` looks at a file that nobody writes to, and leaves nothing beside it.
    """
    if read_only:
        connection = driver.connect(f"file:{_uri(path)}?mode=ro&immutable=1", uri=True, timeout=timeout)
    else:
        connection = driver.connect(str(path), timeout=timeout)
    _unlock(connection, path, password)
    return connection


def engine_for(path: Path, password: str = "", *, alone: bool = True, draft: bool = False) -> sa.Engine:
    """An engine on one file. `alone` keeps it locked for as long as the process lives, so that a crash is noticed.

    A `draft` is thrown away if anything goes wrong while its tables are rebuilt: foreign keys are not enforced, and
    nothing waits for the disk.
    """
    import sqlalchemy as sa  # the start page looks for working copies and needs no more than the driver
    from sqlalchemy.pool import StaticPool

    url = sa.URL.create("sqlite", database=str(path))
    how = {"timeout": 0.2, "check_same_thread": False}
    engine = sa.create_engine(url, module=driver, poolclass=StaticPool, connect_args=how)

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        _unlock(connection, path, password)
        if alone:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'OFF' if draft else 'FULL'}")
        connection.execute(f"PRAGMA foreign_keys={'OFF' if draft else 'ON'}")

    return engine


def copy_with(source: Path, password: str, target: Path, new_password: str) -> None:
    """Write a database anew under another password, or without; `target` must not be there yet."""
    connection = connect(target, new_password)
    try:
        connection.execute("ATTACH DATABASE ? AS source KEY ?", (str(source), _normal(password)))
        connection.execute("SELECT sqlcipher_export('main', 'source')")
        for name in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA source.{name}").fetchone()[0]
            connection.execute(f"PRAGMA main.{name}={value}")
        connection.commit()
    finally:
        connection.close()


def _unlock(connection: Any, path: Path, password: str) -> None:
    if not password:
        return
    connection.execute("PRAGMA cipher_log_level=NONE")  # the library would write to standard error
    words = _normal(password).replace("'", "''")
    connection.execute(f"PRAGMA key='{words}'")
    if not path.exists() or not path.stat().st_size:
        connection.execute(f"PRAGMA cipher_salt=\"x'{(LOCKED + os.urandom(12)).hex()}'\"")


def _normal(password: str) -> str:
    """The same signs typed on another system give the same password."""
    return unicodedata.normalize("NFC", password)


def _uri(path: Path) -> str:
    return str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
