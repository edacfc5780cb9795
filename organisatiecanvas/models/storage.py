"""Documents on disk: SQLite files with an application id, working copies, and publishing without a gap."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from organisatiecanvas.models import connection as database
from organisatiecanvas.models.collector import no_collector
from organisatiecanvas.models.connection import LOCKED, PLAIN, copy_with
from organisatiecanvas.models.errors import (
    NewerVersionError,
    NotADocumentError,
    OrganisationError,
    PasswordError,
    SaveError,
    os_reason,
)
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row, table_of, text_faults
from organisatiecanvas.models.organisation import COLLECTIONS, PART_CLASSES, SINGLES, File, Organisation
from organisatiecanvas.models.state import remove_database

APPLICATION_ID = 0x4F52_4743  # "ORGC"
SCHEMA_VERSION = 3


@dataclass(frozen=True)
class Header:
    """What a file says of itself before anything of it is read."""

    application_id: int
    schema_version: int


def is_locked(path: Path) -> bool:
    """Whether a file that nobody has open is protected with a password."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(LOCKED)) == LOCKED
    except OSError:
        return False


def read_header(path: Path, password: str = "") -> Header:
    """Look at a file without opening it as a database; a locked one needs its password for that.

    Raises NotADocumentError for anything that isn't one of ours, PasswordError where the password lacks or is wrong.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(100)
    except FileNotFoundError:
        raise NotADocumentError(_("{name} does not exist.").format(name=path)) from None
    except OSError as error:
        raise NotADocumentError(
            _("{name} can't be read: {reason}.").format(name=path, reason=os_reason(error))
        ) from None
    if not start:
        raise NotADocumentError(_("{name} is empty.").format(name=path.name))
    header = _locked_header(path, password) if start.startswith(LOCKED) else _plain_header(start)
    if header is None or header.application_id != APPLICATION_ID:
        raise NotADocumentError(_("{name} is not an Organisatiecanvas document.").format(name=path.name))
    return header


def _plain_header(start: bytes) -> Header | None:
    if len(start) < 100 or not start.startswith(PLAIN):
        return None
    version, application = (struct.unpack(">I", start[60:64])[0], struct.unpack(">I", start[68:72])[0])
    return Header(application, version)


def _locked_header(path: Path, password: str) -> Header:
    if not password:
        raise PasswordError(path.name)
    try:
        with contextlib.closing(database.connect(path, password, read_only=True)) as connection:
            names = ("application_id", "user_version")
            return Header(*(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names))
    except database.BROKEN:
        raise PasswordError(path.name, wrong=True) from None


def refuse_newer(path: Path, header: Header) -> None:
    if header.schema_version > SCHEMA_VERSION:
        raise NewerVersionError(
            _(
                "{name} was made by a later version (format {found}; this program reads up to {known}). "
                "Open it with that version; nothing in it was changed."
            ).format(name=path.name, found=header.schema_version, known=SCHEMA_VERSION)
        )


def create_schema(engine: sa.Engine) -> None:
    """Make all tables of the present version; the migrations lead to the same schema (tests compare them)."""
    with engine.begin() as connection:
        Row.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def damage(path: Path, password: str = "") -> list[str]:
    """What is wrong with a file, in words: broken pages, values out of range, references to nothing. Empty if sound."""
    try:
        with contextlib.closing(database.connect(path, password, read_only=True)) as connection:
            words = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            if words:
                return _in_plain_words(words)
            return [
                _("table {table}: a row refers to a {target} that isn't there").format(table=row[0], target=row[2])
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
    except database.BROKEN:
        return [_("the structure of the file is broken")]


def _in_plain_words(found: list[str]) -> list[str]:
    """What SQLite's check says, for people; its numbers of pages and trees mean nothing to them."""
    words: dict[str, None] = {}
    for line in found:
        known = re.match(r"(CHECK constraint failed|NULL value|NUMERIC value|TEXT value|non-\w+ value) in (\w+)", line)
        if known:
            words[_("table {table}: a value that can't be there").format(table=known[2])] = None
        else:
            words[_("the structure of the file is broken")] = None
    return list(words)


KINDS = {"Text": ("text",), "Double": ("real", "integer"), "BigInteger": ("integer",), "Integer": ("integer",)}
KINDS |= {"Boolean": ("integer",), "Date": ("text",), "Structured": ("text",)}


def wrong_values(engine: sa.Engine) -> list[str]:
    """Tables of the present version with a value of another kind than their column's, missing or out of its range.

    The checks are those of the mapped classes: a damaged file may have lost its own, and SQLite knows no kinds.
    """
    found = []
    with engine.connect() as connection:
        classes = {table_of(mapper.class_): mapper.class_ for mapper in Row.registry.mappers}
        for table in Row.metadata.sorted_tables:
            faults = sa.or_(*_faults_of(table), *text_faults(classes[table]))
            if connection.execute(sa.select(sa.func.count()).select_from(table).where(faults)).scalar():
                found.append(_("table {table}: a value that can't be there").format(table=table.name))
    return found


def _faults_of(table: sa.Table) -> Iterator[sa.ColumnElement[bool]]:
    for column in table.columns:
        kinds = KINDS[type(column.type).__name__]
        yield sa.func.typeof(column).not_in(("null", *kinds) if column.nullable else kinds)
    for check in table.constraints:
        if isinstance(check, sa.CheckConstraint):
            yield sa.not_(check.sqltext)


def load(session: Session) -> tuple[Organisation, File]:
    """Read every row, one query a table, and hang each under its owner in the order of `position`."""
    with no_collector():
        return _read_all(session)


def _read_all(session: Session) -> tuple[Organisation, File]:
    organisation = Organisation()
    for name, cls in SINGLES.items():
        setattr(organisation, name, _only(session, cls))
    for name, cls in COLLECTIONS.items():
        rows = _sorted_rows(session, cls)
        setattr(organisation, name, {row.identity: row for row in rows})
    _load_parts(session, "variants", {(row.id,): row for row in organisation.variants.values()})
    return organisation, _only(session, File)  # type: ignore[return-value]


def _load_parts(session: Session, owner: str, owners: dict[tuple[Any, ...], Any]) -> None:
    for (holder, name), cls in PART_CLASSES.items():
        if holder != owner or not owners:
            continue
        context, found = cls.CONTEXT, {}
        for row in _sorted_rows(session, cls):
            key = tuple([getattr(row, column) for column in context])
            row.owner = owners[key]
            getattr(row.owner, name)[row.identity] = row
            found[*key, row.identity] = row
        if cls.PARTS:
            _load_parts(session, cls.__tablename__, found)


def _sorted_rows(session: Session, cls: type[Row]) -> list[Any]:
    rows = session.scalars(sa.select(cls).order_by(cls.position)).all()
    if cls.PARTS:
        for row in rows:
            row.prepare()
    return list(rows)


def _only(session: Session, cls: type[Row]) -> Row:
    row = session.scalars(sa.select(cls)).first()
    if row is None:
        raise NotADocumentError(_("The document lacks its {table} record.").format(table=cls.__tablename__))
    return row


def copy_in(source: Path, working: Path) -> None:
    """Copy a document to edit in; the source is only read."""
    working.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, working)
    except OSError as error:
        remove_database(working)
        raise OrganisationError(
            _("{name} can't be read: {reason}.").format(name=source, reason=os_reason(error))
        ) from None


def backup_path(target: Path) -> Path:
    return target.with_name(target.name + ".bak")


def publish(
    engine: sa.Engine, target: Path, stamp: dict[str, Any], password: str = "", old_password: str | None = None
) -> None:
    """Write the working copy to `target` as a whole: beside it first, checked, then renamed over it.

    Whatever stops it, `target` is the old file or the new one; the previous one stays as `.bak`. `password` is that of
    the working copy; a previous one that has another (`old_password`) is kept under this one, so that nothing stays
    readable that was locked. Raises SaveError.
    """
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        beside.open("xb").close()  # here the system says what stands in the way, SQLite would only say that it can't
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(beside),))
        _stamp(beside, stamp, password)
        problems = damage(beside, password)
        if problems:
            raise SaveError(_("The new file did not pass its check: {problem}.").format(problem=problems[0]))
        flush_to_disk(beside)
        if target.exists():
            _keep_previous(target, password, password if old_password is None else old_password)
        beside.replace(target)
        _flush_folder(target.parent)
    except (OSError, database.DatabaseError, sa.exc.SQLAlchemyError) as error:
        raise SaveError(_save_problem(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            remove_database(beside)


def _stamp(path: Path, stamp: dict[str, Any], password: str) -> None:
    with contextlib.closing(database.connect(path, password)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        assignments = ", ".join(f"{name} = ?" for name in stamp)
        connection.execute(f"UPDATE file SET {assignments}", tuple(stamp.values()))  # noqa: S608 - names from code
        connection.commit()


def _keep_previous(target: Path, password: str, old_password: str) -> None:
    spare = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.bak")
    try:
        if password != old_password:
            copy_with(target, old_password, spare, password)
        else:
            try:
                os.link(target, spare)
            except OSError:
                shutil.copy2(target, spare)
        spare.replace(backup_path(target))
    finally:
        remove_database(spare)


def flush_to_disk(path: Path) -> None:
    """Wait until what was written stands on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _save_problem(target: Path, error: Exception) -> str:
    return _("{name} could not be saved ({reason}). Your changes are kept; save somewhere else.").format(
        name=target, reason=os_reason(error)
    )


def file_stamp(path: Path, password: str = "") -> dict[str, Any] | None:
    """Document id, revision, save id, when and by whom of a saved file; None when it isn't a readable document."""
    try:
        read_header(path, password)
        with contextlib.closing(database.connect(path, password, read_only=True)) as connection:
            names = ("document_id", "revision", "save_id", "saved_at", "saved_by")
            row = connection.execute(f"SELECT {', '.join(names)} FROM file").fetchone()  # noqa: S608 - names from code
    except (OrganisationError, *database.BROKEN):
        return None
    return dict(zip(names, row, strict=True)) if row else None


def changed_at(path: Path) -> str:
    """When the system says that a file was changed, as ISO text in UTC."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).isoformat(timespec="seconds")


@contextlib.contextmanager
def session_on(engine: sa.Engine) -> Iterator[Session]:
    session = Session(engine, expire_on_commit=False, autoflush=False)
    try:
        yield session
    finally:
        session.close()
