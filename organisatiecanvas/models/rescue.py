"""What can still be saved out of a damaged document: every row that can be read and that is sound without the rest."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from organisatiecanvas.models import storage, working
from organisatiecanvas.models.check import organisation_faults, value_faults
from organisatiecanvas.models.connection import BROKEN, DatabaseError, connect, engine_for
from organisatiecanvas.models.document import UNREADABLE, Document
from organisatiecanvas.models.errors import NotADocumentError, OrganisationError
from organisatiecanvas.models.fields import is_control
from organisatiecanvas.models.fresh import empty, new_file, number_rows
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row, table_of
from organisatiecanvas.models.organisation import ROWS, Dossier, Rules, Workshop
from organisatiecanvas.models.state import remove_database

SINGLE = {"workshop": Workshop, "rules": Rules, "dossier": Dossier}
MAX_BLIND = 2_000  # rows tried one by one where the end of a table can't be found
MAX_ROUNDS = 60  # of leaving out what leads nowhere


@dataclass(frozen=True)
class Rescue:
    """A document that was never saved, with what was readable; by table, how many rows it has and how many it lost."""

    document: Document
    kept: dict[str, int]
    lost: dict[str, int]  # rows that were read but make no sense by themselves; what can't be read isn't counted

    def kept_words(self) -> str:
        """«People 25, Units 12»."""
        return _listed(self.kept)

    def lost_words(self) -> str:
        return _listed(self.lost)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{collection_label(name)} {count}" for name, count in counts.items())


def rescue(path: Path, password: str = "") -> Rescue:
    """Read what can be read of a damaged document; the file itself is only read.

    Raises NotADocumentError when nothing of it is left, PasswordError, NewerVersionError.
    """
    path = Path(path).resolve()
    password = password if storage.is_locked(path) else ""
    header = storage.read_header(path, password)
    storage.refuse_newer(path, header)
    copy = working.new_working_path(locked=bool(password))
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        read = _fill(path, copy, header.schema_version, password)
        if not any(read.values()):
            raise NotADocumentError(_("Nothing in {name} can be read.").format(name=path.name))
        document = _sound_document(copy, password)
    except BaseException:
        remove_database(copy)
        raise
    kept = Counter(row.__tablename__ for row in document.organisation.rows())
    lost = {name: count - kept[name] for name, count in read.items() if count > kept[name]}
    return Rescue(document, dict(kept), lost)


def _fill(path: Path, copy: Path, version: int, password: str) -> dict[str, int]:
    """A new file of the same version with the rows that could be read; how many of each table."""
    from organisatiecanvas.models.migrations import upgrade

    connect(copy, password).close()
    upgrade(copy, password, to=version)
    read: dict[str, int] = {}
    with contextlib.closing(connect(copy, password)) as target:
        target.execute("PRAGMA foreign_keys=OFF")
        with contextlib.closing(connect(path, password, read_only=True)) as source:
            source.execute("PRAGMA writable_schema=ON")  # has SQLite read on where a page of the file is missing
            source.text_factory = _text
            for table in [name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
                names = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")')]
                read[table] = sum(_insert(target, table, names, row) for row in _readable(source, table, names))
        _drop_what_leads_nowhere(target)
        target.commit()
    if version < storage.SCHEMA_VERSION:
        upgrade(copy, password)
    read.pop("file", None)
    return read


def _text(content: bytes) -> str:
    """A text with a sign for what is none any more, so that the rest of it stays."""
    words = content.decode("utf-8", "replace")
    return "".join("\ufffd" if is_control(sign) else sign for sign in words)


def _readable(source: Any, table: str, names: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table: from the front until reading fails, from the back, and one by one in between."""
    # With its table: a column that is not there any more would by itself be read as a text, its name.
    columns = ", ".join(f'"{table}"."{name}"' for name in names)
    select = f'SELECT rowid, {columns} FROM "{table}" NOT INDEXED'  # noqa: S608 - names of our own schema
    first, last = 0, 0
    try:
        for number, *row in source.execute(f"{select} ORDER BY rowid"):
            yield tuple(row)
            first = number
        return
    except BROKEN:
        pass
    with contextlib.suppress(*BROKEN):
        for number, *row in source.execute(f"{select} WHERE rowid > ? ORDER BY rowid DESC", (first,)):
            yield tuple(row)
            last = number
    for number in range(first + 1, last or first + MAX_BLIND):
        with contextlib.suppress(*BROKEN):
            yield from (tuple(row) for _number, *row in source.execute(f"{select} WHERE rowid = ?", (number,)))


def _insert(target: Any, table: str, names: list[str], row: tuple[Any, ...]) -> bool:
    places = ", ".join("?" * len(names))
    try:
        target.execute(f'INSERT INTO "{table}" VALUES ({places})', row)  # noqa: S608 - names of our own schema
    except (DatabaseError, OverflowError):  # twice, or against a check: damaged
        return False
    return True


def _drop_what_leads_nowhere(target: Any) -> None:
    for _round in range(MAX_ROUNDS):
        broken = {(row[0], row[1]) for row in target.execute("PRAGMA foreign_key_check")}
        if not broken:
            return
        for table, number in broken:
            target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))  # noqa: S608 - names of our own schema


def _sound_document(copy: Path, password: str) -> Document:
    """The rescued copy as a document: what it can't do without made anew, what the model refuses left out."""
    engine = engine_for(copy, password)
    try:
        with storage.session_on(engine) as session:
            session.execute(sa.text("DELETE FROM file"))
            session.add(new_file())
            _drop_unreadable(session)
            fresh = {row.__tablename__: row for row in number_rows(empty(_("Rescued")))}
            for name, cls in SINGLE.items():
                if session.scalars(sa.select(cls)).first() is None:
                    session.add(fresh[name])
            session.flush()
            _drop_refused(session, fresh)
            session.execute(sa.text("UPDATE file SET unsaved = 1"))
            session.commit()
    except UNREADABLE as error:
        raise NotADocumentError(_("Nothing of this file can be put together again.")) from error
    finally:
        engine.dispose()
    document = Document(copy, password=password)
    document.mark_unsaved()
    return document


def _drop_unreadable(session: Any) -> None:
    """Delete rows with a value that can't be one of its column: a date that is none, a list that is broken."""
    connection = session.connection()
    for cls in ROWS.values():
        table = table_of(cls)
        dialect = connection.dialect
        readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in table.columns]
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        rows = connection.exec_driver_sql(f'SELECT rowid, {names} FROM "{table.name}"').all()  # noqa: S608 - our own schema
        for number, *values in rows:
            try:
                for read, value in zip(readers, values, strict=True):
                    if read is not None:
                        read(value)
            except (ValueError, TypeError, KeyError, AttributeError):
                connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE rowid = ?', (number,))  # noqa: S608 - our own schema
    _drop_what_leads_nowhere(connection.connection)


def _drop_refused(session: Any, fresh: dict[str, Row]) -> None:
    """Delete rows that the model refuses in ways the database does not see, until the rest is sound.

    Of those that a document can't do without, only the values that it refuses are those of a `fresh` one again.
    """
    for _round in range(MAX_ROUNDS):
        organisation, _file = storage.load(session)
        hurt: dict[int, Row] = {}

        def noted(_organisation: Any, row: Row, hurt: dict[int, Row] = hurt) -> str:
            hurt[id(row)] = row
            return ""

        list(organisation_faults(organisation, noted))
        for row in organisation.rows():
            for name in row.FIELDS:
                if any(value_faults(organisation, row, [name])):
                    noted(organisation, row)
                    if not row.KEY:
                        setattr(row, name, getattr(fresh[row.__tablename__], name))
        session.flush()
        doomed = [row for row in hurt.values() if row.KEY]
        if not doomed:
            return
        for row in doomed:
            session.delete(row)
        session.flush()
        session.expunge_all()
        _drop_what_leads_nowhere(session.connection().connection)
    raise OrganisationError(_("Nothing of this file can be put together again."))
