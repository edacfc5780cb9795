"""Opening, saving and closing documents, with every question that belongs to it."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from organisatiecanvas.desktop import dialogs, passwords
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.models import interchange, storage, working
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import (
    InUseError,
    ModelError,
    NewerVersionError,
    NotADocumentError,
    OrganisationError,
    PasswordError,
    SaveConflictError,
    faults_summary,
)
from organisatiecanvas.models.language import _, moment_text
from organisatiecanvas.models.state import SUFFIX
from organisatiecanvas.models.working import Recovery

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

MAX_FAULTS_SHOWN = 12


def new(window: MainWindow) -> bool:
    """A new document."""
    if not may_leave(window):
        return False
    window.show_document(Document.new(_("New workshop")))
    return True


def new_from(window: MainWindow, name: str) -> bool:
    """A new document from a starter."""
    from organisatiecanvas.models import starters

    if not may_leave(window):
        return False
    window.show_document(Document.new(rows=starters.starter(name).read()))
    return True


def open_path(window: MainWindow, path: Path) -> bool:
    """Open a file and show it; whatever stands in the way is asked or told."""
    if not may_leave(window):
        return False
    document = load(window, path)
    if document is None:
        return False
    window.show_document(document)
    if document.path is not None:
        window.settings.remember_file(path.resolve())
    note = document.cleared
    if note is not None:
        words = _("{holder} still stood noted as having it open since {since}, but that program has ended. Cleared.")
        window.say(words.format(holder=note.holder, since=moment_text(note.since)))
    if document.converted_from is not None:
        window.say(
            _("Converted from format {version}; the original is kept until you save.").format(
                version=document.converted_from
            )
        )
    return True


def load(window: MainWindow, path: Path) -> Document | None:
    """The document in a file; None when it could not be opened or the user thought better of it."""
    if not path.exists():
        window.settings.forget_file(path)
        if window.start is not None:
            window.start.fill()
        dialogs.tell(_("This file is not there any more"), str(path), window)
        return None
    left = working.left_of(path)
    if left is not None:
        answer = dialogs.left_behind(path.name, recovery_time(left), window)
        if answer == "recover":
            return take_up(window, left)
        if answer != "saved":
            return None
    return _open(window, path)


def _open(window: MainWindow, path: Path, **how: Any) -> Document | None:
    """Open a file, and again in another way for as long as the answers ask for one."""
    try:
        return Document.open(path, **how)
    except PasswordError as error:
        password = passwords.ask_password(path.name, wrong=error.wrong, parent=window)
        return _open(window, path, **how | {"password": password}) if password is not None else None
    except InUseError as error:
        ways = {"read": "read_only", "copy": "as_copy", "take": "take_over"}
        answer = ways.get(dialogs.in_use(path.name, error.holder, error.since, window))
        return _open(window, path, **how, **{answer: True}) if answer is not None else None
    except NewerVersionError as error:
        dialogs.tell(_("This file is of a newer version"), str(error), window)
    except NotADocumentError as error:
        return _open_damaged(window, path, error, how)
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("This file can't be opened"), str(error), window)
    return None


def _open_damaged(window: MainWindow, path: Path, error: NotADocumentError, how: dict[str, Any]) -> Document | None:
    password = how.get("password", "")
    backup = storage.backup_path(path)
    answer = dialogs.damaged(str(error), has_backup=backup.exists(), ours=error.ours, parent=window)
    if answer == "backup":
        return _open(window, backup, as_copy=True, password=password)
    if answer != "rescue":
        return None
    from organisatiecanvas.models.rescue import rescue

    try:
        return rescue(path, password).document
    except OrganisationError as problem:
        dialogs.tell(_("This file can't be opened"), str(problem), window)
        return None


def open_dialog(window: MainWindow) -> bool:
    path = dialogs.ask_open(window, window.settings.folder())
    return open_path(window, path) if path is not None else False


def open_example(window: MainWindow, name: str) -> bool:
    """A new document that holds an example."""
    from organisatiecanvas.models import examples

    if not may_leave(window):
        return False
    window.show_document(Document.new(rows=examples.read(name)))
    return True


def recover(window: MainWindow, recovery: Recovery) -> bool:
    """Take up what a crash left behind."""
    if not may_leave(window):
        return False
    document = take_up(window, recovery)
    if document is None:
        return False
    window.show_document(document)
    window.say(_("Recovered. Save it to keep it."))
    return True


def take_up(window: MainWindow, recovery: Recovery) -> Document | None:
    """The document in a working copy that was left behind; a locked one is asked its password."""
    name, password, wrong = recovery_name(recovery), "", False
    while True:
        if recovery.locked:
            typed = passwords.ask_password(name, wrong=wrong, parent=window)
            if typed is None:
                return None
            password = typed
        try:
            return Document.recover(recovery, password)
        except PasswordError:
            wrong = True
        except OrganisationError as error:
            dialogs.tell(_("This file can't be opened"), str(error), window)
            return None


def recovery_name(recovery: Recovery) -> str:
    return recovery.path.stem if recovery.path is not None else recovery.title or _("Untitled")


def recovery_time(recovery: Recovery) -> str:
    return moment_text(recovery.changed)


# -- saving ------------------------------------------------------------------------------------------------------


def save(window: MainWindow) -> bool:
    """Save to the file it came from; asks for one where there is none. Whether it is saved now."""
    session = window.session
    if session is None:
        return False
    document = session.document
    if document.path is None or document.read_only:
        return save_as(window)
    return _publish(window, None)


def save_as(window: MainWindow) -> bool:
    """Save to another file and go on with that."""
    session = window.session
    if session is None:
        return False
    path = dialogs.ask_save(window, _("Save as"), suggestion(window, session.document))
    return _publish(window, path) if path is not None else False


def suggestion(window: MainWindow, document: Document) -> Path:
    if document.path is not None:
        return document.path
    words = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in document.name)
    return window.settings.folder() / f"{' '.join(words.split()) or _('Untitled')}{SUFFIX}"


def _publish(window: MainWindow, path: Path | None) -> bool:
    assert window.session is not None
    document = window.session.document
    try:
        saved = document.save(path)
    except SaveConflictError as error:
        return _settle(window, error)
    except (OrganisationError, OSError) as error:
        return not_saved(window, str(error))
    window.settings.remember_file(saved)
    window.refresh_title()
    window.say(_("Saved in {path}").format(path=saved.name))
    return True


def not_saved(window: MainWindow, words: str) -> bool:
    """Tell why, and offer to save elsewhere; whether that was done."""
    choices = [Choice("cancel", _("Later")), Choice("save_as", _("Save elsewhere…"), "primary")]
    if dialogs.ask(_("Not saved"), words, choices, window, "warning") != "save_as":
        return False
    return save_as(window)


# -- somebody else saved the same file ---------------------------------------------------------------------------


def _settle(window: MainWindow, error: SaveConflictError) -> bool:
    """Ask what to do about a file that somebody else saved meanwhile; whether the document is saved now."""
    document = window.session.document
    path = document.path
    assert path is not None
    while True:
        answer = dialogs.conflict(path.name, error.saved_by, error.saved_at, window)
        if answer == "compare":
            _compare(window, path, error.saved_by)
        elif answer == "theirs":
            return _take_theirs(window, path)
        else:
            return answer == "save_as" and save_as(window)


def _compare(window: MainWindow, path: Path, who: str) -> None:
    from organisatiecanvas.desktop.versions_dialog import show_versions

    theirs = _open(window, path, read_only=True)
    if theirs is not None:
        with theirs:
            show_versions(window.session.organisation, theirs.organisation, who, window)


def _take_theirs(window: MainWindow, path: Path) -> bool:
    """Go on with the file as it is now; what was made here is saved beside it first."""
    document = window.session.document
    try:
        mine = document.save(_free_name(path))
    except (OrganisationError, OSError) as error:
        return not_saved(window, str(error))
    theirs = _open(window, path, take_over=True)
    if theirs is None:
        window.refresh_title()
        return True
    window.show_document(theirs)
    window.say(_("This is their version; yours is in {name}.").format(name=mine.name))
    return True


def _free_name(path: Path) -> Path:
    """A name beside a file that nothing has yet, with the day in it."""
    today = datetime.date.today().isoformat()
    stem = _("{name} (my version {day})").format(name=path.stem, day=today)
    names = (path.with_stem(stem + (f" {number}" if number else "")) for number in itertools.count())
    return next(name for name in names if not name.exists())


# -- the password ------------------------------------------------------------------------------------------------


def set_password(window: MainWindow) -> None:
    """Protect the document with a password, change it or take it off; a document that has a file is saved so."""
    document = window.session.document
    password = passwords.ask_new_password(document.name, locked=document.locked, parent=window)
    if password is None:
        return
    try:
        document.protect(password)
    except OrganisationError as error:
        dialogs.tell(_("The password was not set"), str(error), window)
        return
    if document.path is None or save(window):
        window.say(_("Protected with a password.") if password else _("The password is taken off."))


# -- copies ------------------------------------------------------------------------------------------------------


def save_copy(window: MainWindow) -> bool:
    """Write a second document with the same content; work goes on in the first."""
    session = window.session
    if session is None:
        return False
    base = suggestion(window, session.document)
    path = dialogs.ask_save(window, _("Save a copy"), base.with_stem(_("{name} (copy)").format(name=base.stem)))
    if path is None:
        return False
    try:
        with session.document.twin() as copy:
            copy.save(path)
    except (OrganisationError, OSError) as error:
        return not_saved(window, str(error))
    window.say(_("Copy saved in {path}").format(path=path.name))
    return True


# -- JSON --------------------------------------------------------------------------------------------------------


def import_json(window: MainWindow) -> bool:
    """A new document from the exchange format; all faults are told together and nothing is made."""
    if not may_leave(window):
        return False
    chosen, _kind = QFileDialog.getOpenFileName(
        window, _("Import JSON"), str(window.settings.folder()), "JSON (*.json)"
    )
    return open_json(window, Path(chosen)) if chosen else False


def open_json(window: MainWindow, path: Path) -> bool:
    try:
        rows = interchange.read_file(path)
    except ModelError as error:
        shown = [str(fault) for fault in error.faults[:MAX_FAULTS_SHOWN]]
        if len(error.faults) > len(shown):
            shown.append("…")
        dialogs.tell(f"{path.name}: {faults_summary(error.faults)}", "\n".join(shown), window)
        return False
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("This file can't be opened"), str(error), window)
        return False
    window.show_document(Document.new(rows=rows))
    return True


def export_json(window: MainWindow) -> bool:
    """Write the document in the exchange format."""
    session = window.session
    if session is None:
        return False
    from organisatiecanvas.desktop.export_dialog import write_asking
    from organisatiecanvas.exports.saving import publish

    base = suggestion(window, session.document).with_suffix(".json")
    chosen, _kind = QFileDialog.getSaveFileName(window, _("Export JSON"), str(base), "JSON (*.json)")
    if not chosen:
        return False
    text = interchange.dump(session.document.organisation)
    try:
        made = write_asking(
            lambda path: publish(path, lambda beside: beside.write_text(text, "utf-8")), Path(chosen), window
        )
    except OrganisationError as error:
        dialogs.tell(_("Not saved"), str(error), window)
        return False
    if made is None:
        return False
    window.say(_("Saved in {path}").format(path=made.name))
    return True


# -- leaving -----------------------------------------------------------------------------------------------------


def may_leave(window: MainWindow) -> bool:
    """Whether the open document may go: saved, or the user said so."""
    session = window.session
    if session is None or not session.document.modified or session.document.read_only:
        return True
    answer = dialogs.save_changes(session.document.name, window, ever=session.document.path is not None)
    if answer == "save":
        return save(window)
    return answer == "discard"
