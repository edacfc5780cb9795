"""A document as it lies on disk: its working copy, its file, its password, and who has it open."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from organisatiecanvas.models import storage, working
from organisatiecanvas.models.connection import DatabaseError, copy_with, engine_for
from organisatiecanvas.models.errors import InUseError, OrganisationError, SaveConflictError, os_reason
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.fresh import new_file
from organisatiecanvas.models.language import _, moment_text
from organisatiecanvas.models.organisation import File
from organisatiecanvas.models.state import remove_database
from organisatiecanvas.models.working import LockNote


class OnDisk:
    """The half of a Document that opens no row and knows no step: what it is saved as, and where.

    `saved` is called after saving and when the title changes.
    """

    _file: File  # the document's own row, once it is read

    def __init__(self, working_path: Path, *, read_only: bool, password: str) -> None:
        self._engine = engine_for(working_path, password)
        self._password = self._saved_password = password
        self._working = working_path
        self._session = Session(self._engine, expire_on_commit=False, autoflush=False)
        self._saved_at_step: int | None = 0
        self._note: LockNote | None = None
        self.read_only = read_only
        self.converted_from: int | None = None
        self.cleared: LockNote | None = None  # the note of a program that is gone, cleared on opening
        self.saved: Event[[]] = Event()

    def _steps(self) -> int:
        """How many steps can be undone."""
        raise NotImplementedError

    def _hold(self) -> None:
        """Take the lock that says: in use."""
        self._session.execute(sa.update(File).values(number=1))
        self._session.commit()

    def _become_new(self) -> None:
        fresh = new_file()
        for name in ("document_id", "revision", "save_id", "saved_at", "saved_by", "path"):
            setattr(self._file, name, getattr(fresh, name))
        self._session.commit()

    def _set_path(self, path: Path) -> None:
        self._file.path = str(path)
        self._session.commit()
        if self.locked:
            working.note_origin(self._working, path)

    def mark_unsaved(self) -> None:
        """Ask for a save though nothing was edited: what it holds stands in no file."""
        self._saved_at_step = None
        self._file.unsaved = True
        self._session.commit()

    def _finish_interrupted_save(self) -> None:
        """A save whose file arrived but whose process died before it could note so."""
        assert self.path is not None
        stamp = storage.file_stamp(self.path, self._password)
        if stamp and self._file.pending_save_id and stamp["save_id"] == self._file.pending_save_id:
            self._file.revision, self._file.save_id = (stamp["revision"], stamp["save_id"])
            self._session.commit()

    # -- what it is ----------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The file it was opened from or saved to last."""
        return Path(self._file.path) if self._file.path else None

    @property
    def document_id(self) -> str:
        return self._file.document_id

    @property
    def revision(self) -> int:
        """How often it was saved."""
        return self._file.revision

    @property
    def modified(self) -> bool:
        """Whether it differs from what was saved last."""
        return bool(self._file.unsaved)

    @property
    def locked(self) -> bool:
        """Whether it is protected with a password: the working copy at once, the file from the next save on."""
        return bool(self._password)

    # -- saving --------------------------------------------------------------------------------------------------

    def save(self, path: Path | str | None = None, *, overwrite: bool = False, signed: bool = True) -> Path:
        """Publish the working copy to its file, or to `path` (save as). Returns where.

        Without `signed` the file doesn't say who saved it, nor where.

        Raises SaveConflictError when somebody else saved in between (unless `overwrite`), SaveError, and
        OrganisationError when it never had a file.
        """
        target = Path(path).resolve() if path is not None else self.path
        if target is None:
            raise OrganisationError(_("The document has no file yet; choose where to save it."))
        if self.read_only and target == self.path:
            raise OrganisationError(_("This document is open to read only. Save a copy to change it."))
        if target == self.path and not overwrite:
            self.refuse_conflict()
        elif target != self.path:
            self._refuse_other_holder(target)
        stamp = self._next_stamp(target) | ({} if signed else {"saved_by": "", "path": ""})
        self._file.pending_save_id = stamp["save_id"]
        self._session.commit()
        previous = self._saved_password if target == self.path else None
        storage.publish(self._engine, target, stamp, self._password, previous)
        self._saved_password = self._password
        if target != self.path:
            self._leave_note()
            self._note = working.write_note(target)
            self.read_only = False
        for name, value in stamp.items():
            setattr(self._file, name, value)
        self._set_path(target)
        self._saved_at_step = self._steps()
        self.saved()
        return target

    def protect(self, password: str) -> None:
        """Lock the document with a password from now on, or with none (""); the file follows when it is saved.

        The steps that can be undone stay. Raises OrganisationError, and then all is as it was.
        """
        if self.read_only:
            raise OrganisationError(_("This document is open to read only. Save a copy to change it."))
        if "\0" in password:
            raise OrganisationError(_("This can't be a password."))
        self._file.unsaved = True
        self._session.commit()
        copy = working.new_working_path(locked=bool(password))
        self._engine.dispose()
        try:
            copy_with(self._working, self._password, copy, password)
        except (OSError, DatabaseError) as error:
            remove_database(copy)
            self._hold()
            raise OrganisationError(
                _("The password could not be set ({reason}).").format(reason=os_reason(error))
            ) from error
        old, self._working = self._working, copy
        self._engine = self._session.bind = engine_for(copy, password)
        self._password, self._saved_at_step = password, None
        self._hold()
        if self.locked and self.path is not None:
            working.note_origin(copy, self.path)
        remove_database(old)
        self.saved()

    def _next_stamp(self, target: Path) -> dict[str, Any]:
        return {
            "revision": self._file.revision + 1,
            "save_id": uuid.uuid4().hex,
            "saved_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "saved_by": working.user_name(),
            "unsaved": False,
            "path": str(target),
            "pending_save_id": "",
        }

    def refuse_conflict(self) -> None:
        """Raise SaveConflictError when the file is not the one that was opened or saved here last."""
        path = self.path
        if path is None or not path.exists():
            return
        stamp = storage.file_stamp(path, self._saved_password)
        if stamp is None:  # replaced by something that can't be read, perhaps under another password
            raise SaveConflictError(path.name, "?", moment_text(storage.changed_at(path)))
        if stamp["save_id"] != self._file.save_id:
            raise SaveConflictError(path.name, stamp["saved_by"], moment_text(stamp["saved_at"]))

    def _refuse_other_holder(self, target: Path) -> None:
        note = working.read_note(target) if target.exists() else None
        if note is not None and not note.stale and (self._note is None or note.token != self._note.token):
            raise InUseError(target.name, f"{note.holder} ({note.host})", note.since)

    def _leave_note(self) -> None:
        if self.path is not None:
            working.remove_note(self.path, self._note)
        self._note = None

    def close(self) -> None:
        """Close for good: the working copy goes, with whatever was not saved."""
        self._release()
        remove_database(self._working)

    def abandon(self) -> None:
        """Close but keep the working copy, to be recovered later."""
        self._release()

    def _release(self) -> None:
        self._session.close()
        self._engine.dispose()
        self._leave_note_quietly()

    def _leave_note_quietly(self) -> None:
        path = Path(self._file.path) if self._file.path else None
        if path is not None:
            working.remove_note(path, self._note)
