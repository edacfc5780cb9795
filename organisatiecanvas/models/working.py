"""Working copies in the user's state folder, and lock notes beside shared files."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import json
import os
import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

from organisatiecanvas.models.connection import DatabaseError, OperationalError, connect
from organisatiecanvas.models.state import SUFFIX, origin_path, remove_database, state_folder


def working_folder() -> Path:
    return state_folder() / "working"


def new_working_path(*, locked: bool = False) -> Path:
    """A name that is free; it tells whether the copy is locked, because a copy in use must not be opened to look."""
    return working_folder() / f"{uuid.uuid4().hex}{LOCKED_SUFFIX if locked else SUFFIX}"


def note_origin(working: Path, document: Path) -> None:
    """Keep beside a locked copy which file it belongs to, so that it can be offered by name after a crash."""
    with contextlib.suppress(OSError):
        origin_path(working).write_text(str(document), "utf-8")


def _origin(working: Path) -> Path | None:
    try:
        return Path(origin_path(working).read_text("utf-8"))
    except (OSError, ValueError):
        return None


LOCKED_SUFFIX = f".locked{SUFFIX}"


@dataclass(frozen=True)
class Recovery:
    """A working copy that a process left behind with changes that were never saved."""

    working: Path
    title: str
    path: Path | None  # the file it belongs to, None when it was never saved
    changed: datetime.datetime  # UTC
    locked: bool = False  # only its password tells what is in it


def recoverable() -> list[Recovery]:
    """Working copies of processes that are gone and that hold unsaved changes, newest first.

    Copies without unsaved changes are cleared away; copies in use are left alone.
    """
    found = [offer for path in sorted(working_folder().glob(f"*{SUFFIX}")) if (offer := _offer(path)) is not None]
    return sorted(found, key=lambda item: item.changed, reverse=True)


def _offer(path: Path) -> Recovery | None:
    try:
        with contextlib.closing(connect(path, timeout=0)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute("SELECT unsaved, path FROM file").fetchone()
            title = connection.execute("SELECT title FROM workshop").fetchone()
            connection.execute("ROLLBACK")
    except OperationalError as error:
        if "no such table" in str(error):
            remove_database(path)
        return None
    except DatabaseError:  # nobody holds it, and without a password it can't be read
        return (
            Recovery(path, "", _origin(path), _last_change(path), True) if path.name.endswith(LOCKED_SUFFIX) else None
        )
    if not row or not row[0]:
        remove_database(path)
        return None
    return Recovery(path, title[0] if title else "", Path(row[1]) if row[1] else None, _last_change(path))


def _last_change(path: Path) -> datetime.datetime:
    newest = max(p.stat().st_mtime for p in (path, Path(f"{path}-wal")) if p.exists())
    return datetime.datetime.fromtimestamp(newest, datetime.UTC)


def left_of(document: Path) -> Recovery | None:
    """The newest working copy with unsaved work of this file, when whoever had it is gone."""
    path = document.resolve()
    return next((offer for offer in recoverable() if offer.path == path), None)


def discard(recovery: Recovery) -> None:
    """Throw a left working copy away; only after the user said so."""
    remove_database(recovery.working)


@dataclass(frozen=True)
class LockNote:
    """Who has a document open: written beside it, taken away on closing."""

    holder: str
    host: str
    process: int
    since: str
    token: str

    @property
    def stale(self) -> bool:
        """Whether its process is known to be gone; a note from another machine never is."""
        if self.host != socket.gethostname():
            return False
        return not _alive(self.process)


def _alive(process: int) -> bool:
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def user_name() -> str:
    """The name of who is at work, as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


def note_path(document: Path) -> Path:
    return document.with_name(f".{document.name}.lock")


def read_note(document: Path) -> LockNote | None:
    """The lock note beside a document; None when there is none or it can't be read."""
    try:
        values = json.loads(note_path(document).read_text("utf-8"))
        return LockNote(
            str(values["holder"]),
            str(values["host"]),
            int(values["process"]),
            str(values["since"]),
            str(values["token"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(document: Path) -> LockNote | None:
    """Leave a note that this process has the document open; None where the folder can't be written."""
    now = datetime.datetime.now().astimezone().isoformat(timespec="minutes")
    note = LockNote(user_name(), socket.gethostname(), os.getpid(), now, uuid.uuid4().hex)
    try:
        note_path(document).write_text(json.dumps(note.__dict__), "utf-8")
    except OSError:
        return None
    return note


def remove_note(document: Path, note: LockNote | None) -> None:
    """Take our own note away; somebody else's stays."""
    if note is None:
        return
    current = read_note(document)
    if current is not None and current.token == note.token:
        with contextlib.suppress(OSError):
            note_path(document).unlink(missing_ok=True)
