"""A document: the only way in which anything is opened, changed, undone and saved."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import sqlalchemy as sa

from organisatiecanvas.models import changes, interchange, removal, storage, working
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.check import change_faults, unseen_faults
from organisatiecanvas.models.connection import DatabaseError, engine_for
from organisatiecanvas.models.errors import (
    InUseError,
    ModelError,
    NotADocumentError,
    OrganisationError,
    os_reason,
)
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.fresh import empty, new_file, number_rows
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.on_disk import OnDisk
from organisatiecanvas.models.organisation import Organisation, collection_of
from organisatiecanvas.models.snapshot import snapshot
from organisatiecanvas.models.state import remove_database
from organisatiecanvas.models.steps import Steps
from organisatiecanvas.models.working import Recovery

R = TypeVar("R", bound=Row)
# What reading a damaged document raises: the database refuses, or a value can't be one of its column.
UNREADABLE = (sa.exc.SQLAlchemyError, DatabaseError, KeyError, ValueError, TypeError, AttributeError)


class Document(OnDisk):
    """One open document. Everything it holds hangs under `organisation`; writing happens inside `edit` only.

    `changed` is called with the Change of every edit, undo and redo.
    `settling` is called at the end of an edit that is sound so far: what a listener writes joins the edit.
    """

    def __init__(self, working_path: Path, *, read_only: bool = False, password: str = "") -> None:
        super().__init__(working_path, read_only=read_only, password=password)
        self._depth = 0
        self._undo = Steps()
        self._redo = Steps()
        self.changed: Event[Change] = Event()
        self.settling: Event[[Document, Change]] = Event()
        try:
            self._load()
            self._hold()
        except BaseException:
            self._session.close()
            self._engine.dispose()
            raise

    # -- opening -------------------------------------------------------------------------------------------------

    @classmethod
    def new(cls, title: str = "", *, rows: Organisation | None = None, password: str = "") -> Document:
        """A document that was never saved: one variant to draw the present in, or the organisation in `rows`."""
        path = working.new_working_path(locked=bool(password))
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = engine_for(path, password)
        storage.create_schema(engine)
        with storage.session_on(engine) as session:
            rows = empty(title) if rows is None else rows
            changes.write_all(session, number_rows(rows))
            session.add(new_file())
            session.commit()
        engine.dispose()
        return cls(path, password=password)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        read_only: bool = False,
        as_copy: bool = False,
        take_over: bool = False,
        password: str = "",
    ) -> Document:
        """Open a saved document in a working copy; `password` is used where the file is locked.

        Raises InUseError when somebody else has it (unless `read_only`, `as_copy`, or `take_over` clears their note),
        NotADocumentError, NewerVersionError and PasswordError.
        """
        path = Path(path).resolve()
        password = password if storage.is_locked(path) else ""
        header = storage.read_header(path, password)
        storage.refuse_newer(path, header)
        note = working.read_note(path)
        if note is not None and not (read_only or as_copy or take_over or note.stale):
            raise InUseError(path.name, f"{note.holder} ({note.host})", note.since)
        copy = working.new_working_path(locked=bool(password))
        storage.copy_in(path, copy)
        try:
            document = cls._from_copy(path, copy, header.schema_version, read_only, password)
        except BaseException:
            remove_database(copy)
            raise
        if as_copy:
            document._become_new()
        elif not read_only:
            document.cleared = note if note is not None and note.stale else None
            document._note = working.write_note(path)
            document._set_path(path)
        else:
            document._set_path(path)
        return document

    @classmethod
    def _from_copy(cls, path: Path, copy: Path, version: int, read_only: bool, password: str) -> Document:
        problems = storage.damage(copy, password)
        if problems:
            raise _damaged(path, problems)
        document = None
        try:
            if version < storage.SCHEMA_VERSION:
                from organisatiecanvas.models.migrations import upgrade

                upgrade(copy, password)
            document = cls(copy, read_only=read_only, password=password)
            problems = storage.wrong_values(document._engine) or [str(f) for f in unseen_faults(document.organisation)]
        except UNREADABLE:
            problems = [_("a value in it can't be read")]
        if problems:
            if document is not None:
                document._release()
            raise _damaged(path, problems)
        assert document is not None
        document.converted_from = version if version < storage.SCHEMA_VERSION else None
        return document

    @classmethod
    def recover(cls, recovery: Recovery, password: str = "") -> Document:
        """Take up a working copy that was left behind, with everything that was committed in it.

        Raises PasswordError where it is locked and this is not its password.
        """
        if recovery.locked:
            storage.read_header(recovery.working, password)
        document = cls(recovery.working, password=password if recovery.locked else "")
        document._saved_at_step = None
        if document.path is not None:
            document._finish_interrupted_save()
            document._note = working.write_note(document.path)
        return document

    def _load(self) -> None:
        self.organisation, self._file = storage.load(self._session)
        self._adopt()

    def _steps(self) -> int:
        return len(self._undo)

    def _adopt(self) -> None:
        for row in self.organisation.rows():
            row.__dict__["document"] = self  # as fast as can be: there may be fifty thousand

    # -- what it is ----------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What a window title shows."""
        return self.path.stem if self.path else self.organisation.workshop.title or _("Untitled")

    @property
    def undo_name(self) -> str | None:
        """The step that undo would take back; None when there is none."""
        return self._undo.last[0].name if self._undo.last else None

    @property
    def redo_name(self) -> str | None:
        return self._redo.last[0].name if self._redo.last else None

    def twin(self) -> Document:
        """A new document with the same content, under the same password."""
        rows = interchange.from_json(interchange.to_json(self.organisation))
        return Document.new(rows=rows, password=self._password)

    def snapshot(self) -> Organisation:
        """An unchanging copy for analysis in another thread; costs only what changed since the last."""
        return snapshot(self.organisation)

    # -- changing ------------------------------------------------------------------------------------------------

    def require_edit(self) -> None:
        if not self._depth:
            raise RuntimeError("the model changes inside document.edit only")

    @contextlib.contextmanager
    def edit(self, name: str, *, merge: str | None = None) -> Iterator[Document]:
        """One step: everything inside is checked, committed and undone together.

        An edit inside an edit joins it. Steps with the same `merge` key that follow each other become one.
        Raises ModelError with every fault, after taking everything back.
        """
        if self.read_only:
            raise OrganisationError(_("This document is open to read only. Save a copy to change it."))
        self._depth += 1
        if self._depth > 1:
            try:
                yield self
            finally:
                self._depth -= 1
            return
        try:
            yield self
            change = self._checked(name)
            if change.rows and self.settling:
                self.settling(self, change)
                change = self._checked(name)
        except BaseException:
            self._take_back()
            self._depth = 0
            raise
        self._depth = 0
        self._write(change)
        if change.rows:
            self._remember(change, merge)
            self._announce(change)

    def _checked(self, name: str) -> Change:
        """What the edit changed so far; raises ModelError with every fault."""
        change = changes.capture(self._session, name)
        faults = change_faults(self.organisation, change)
        if faults:
            raise ModelError(faults)
        return change

    def add(self, row: R, owner: Row | None = None) -> R:
        """Put a new row in the document, under its owner; only inside `edit`. Returns the row."""
        self.require_edit()
        row.owner = owner
        for name, value in zip(row.CONTEXT, changes.full_key(owner) if owner is not None else (), strict=True):
            setattr(row, name, value)
        collection = collection_of(self.organisation, row)
        if hasattr(type(row), "number") and getattr(row, "number", None) is None:
            row.number = 1 + max((other.number for other in collection.values()), default=-1)
        if row.identity in collection:
            raise OrganisationError(_("There is already one with the id {id}.").format(id=row.identity))
        if getattr(row, "position", None) is None:
            last = next(reversed(collection.values()), None)  # collections stand in the order of their positions
            row.position = 0 if last is None else last.position + 1
        changes.attach(self.organisation, self._session, row)
        row.document = self
        return row

    def remove(self, row: Row) -> None:
        """Delete a row with all that it holds and all that can't exist without it; only inside `edit`."""
        self.require_edit()
        for doomed in removal.doomed_by(self.organisation, row):
            changes.detach(self.organisation, self._session, doomed)

    def reorder(self, row: Row, place: int) -> None:
        """Put a row at another place among those of its collection, counting from 0; only inside `edit`."""
        self.require_edit()
        collection = collection_of(self.organisation, row)
        rows = [other for other in collection.values() if other is not row]
        rows.insert(max(0, min(place, len(rows))), row)
        for position, other in enumerate(rows):
            if other.position != position:
                other.position = position
        changes.put_in_order(self.organisation, collection)

    def undo(self) -> str | None:
        """Take the last step back; returns its name, or None when there is none."""
        return self._step(self._undo, self._redo, backwards=True)

    def redo(self) -> str | None:
        """Do again what was undone last; returns its name, or None."""
        return self._step(self._redo, self._undo, backwards=False)

    def _step(self, source: Steps, target: Steps, *, backwards: bool) -> str | None:
        if not source or self._depth:
            return None
        step = source.pop()
        change = step[0].reversed() if backwards else step[0]
        self._depth = 1
        changes.apply(self.organisation, self._session, change.rows)
        self._adopt_new(change)
        self._depth = 0
        target.append(step)
        self._write(change)
        self._announce(change)
        return change.name

    def _adopt_new(self, change: Change) -> None:
        for item in change.rows:
            if item.before is None:
                row = changes.find(self.organisation, item.collection, item.key)
                if row is not None:
                    row.document = self

    def _remember(self, change: Change, merge: str | None) -> None:
        last = self._undo.last
        if merge is not None and last is not None and last[1] == merge and self._saved_at_step != len(self._undo):
            self._undo.replace_last((changes.merge(last[0], change), merge))
        else:
            if self._saved_at_step is not None and self._saved_at_step > len(self._undo):
                self._saved_at_step = None
            self._undo.append((change, merge))
        self._redo.clear()

    def _write(self, change: Change) -> None:
        if not change.rows:
            return
        self._file.unsaved = True
        try:
            self._session.commit()
        except sa.exc.SQLAlchemyError as error:
            self._start_over()
            raise OrganisationError(
                _("The change could not be kept ({reason}); it was taken back.").format(reason=os_reason(error))
            ) from error

    def _announce(self, change: Change) -> None:
        unsaved = self._saved_at_step is None or self._saved_at_step != len(self._undo)
        if unsaved != self._file.unsaved:
            self._file.unsaved = unsaved
            self._session.commit()
        changes.forget_copies(self.organisation, change)
        self.changed(change)

    def _take_back(self) -> None:
        """Undo in memory what an edit that failed had done; nothing of it reached the database."""
        session = self._session
        self.organisation.copies.clear()
        altered = [(row, changes.difference(row)[0]) for row in (*session.dirty, *session.deleted) if row.FIELDS]
        for row in list(session.new):
            changes.detach(self.organisation, session, row)
        changes.attach(self.organisation, session, *session.deleted)
        for row, before in altered:
            for name, value in before.items():
                setattr(row, name, value)
            for holder in (row, *row.owners()):
                holder.plain = None
            if "position" in before:
                changes.put_in_order(self.organisation, collection_of(self.organisation, row))

    def _start_over(self) -> None:
        """Read everything anew from the working copy, after the database itself refused."""
        self._session.rollback()
        self._session.expunge_all()
        self._undo.clear()
        self._redo.clear()
        self._load()
        self._saved_at_step = None if self._file.unsaved else 0
        self.changed(Change("", (), everything=True))

    def forget_steps(self) -> None:
        """Nothing done so far can be undone any more, and the working copy keeps nothing of what was deleted."""
        self._undo.clear()
        self._redo.clear()
        self.mark_unsaved()
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.changed(Change("", ()))

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


def _damaged(path: Path, problems: list[str]) -> NotADocumentError:
    return NotADocumentError(_("{name} is damaged ({problem}).").format(name=path.name, problem=problems[0]), ours=True)
