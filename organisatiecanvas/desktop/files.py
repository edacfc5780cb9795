"""Opening, saving and closing documents, with every question that belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from organisatiecanvas.desktop import dialogs
from organisatiecanvas.models import interchange, storage
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import (
    InUseError,
    ModelError,
    NewerVersionError,
    NotADocumentError,
    OrganisationError,
    SaveConflictError,
    faults_summary,
)
from organisatiecanvas.models.language import _
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
    try:
        return Document.open(path)
    except InUseError as error:
        answer = dialogs.in_use(path.name, error.holder, error.since, window)
        return _open_used(window, path, answer)
    except NewerVersionError as error:
        dialogs.tell(_("This file is of a newer version"), str(error), window)
    except NotADocumentError as error:
        backup = storage.backup_path(path)
        if dialogs.damaged(str(error), backup.exists(), window) == "backup":
            return _open_with(window, backup, as_copy=True)
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("This file can't be opened"), str(error), window)
    return None


def _open_used(window: MainWindow, path: Path, answer: str) -> Document | None:
    if answer == "read":
        return _open_with(window, path, read_only=True)
    if answer == "copy":
        return _open_with(window, path, as_copy=True)
    if answer == "take":
        return _open_with(window, path, take_over=True)
    return None


def _open_with(window: MainWindow, path: Path, **how: bool) -> Document | None:
    try:
        return Document.open(path, **how)
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("This file can't be opened"), str(error), window)
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
    window.show_document(Document.recover(recovery))
    window.say(_("Recovered. Save it to keep it."))
    return True


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
    path = dialogs.ask_save(window, _("Save as"), _suggestion(window, session.document))
    return _publish(window, path) if path is not None else False


def _suggestion(window: MainWindow, document: Document) -> Path:
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
        assert document.path is not None
        if dialogs.conflict(document.path.name, error.saved_by, error.saved_at, window) == "save_as":
            return save_as(window)
        return False
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("Not saved"), str(error), window)
        return False
    window.settings.remember_file(saved)
    window.refresh_title()
    window.say(_("Saved in {path}").format(path=saved.name))
    return True


def save_copy(window: MainWindow) -> bool:
    """Write a second document with the same content; work goes on in the first."""
    session = window.session
    if session is None:
        return False
    base = _suggestion(window, session.document)
    path = dialogs.ask_save(window, _("Save a copy"), base.with_stem(_("{name} (copy)").format(name=base.stem)))
    if path is None:
        return False
    try:
        with _twin(session.document) as copy:
            copy.save(path)
    except (OrganisationError, OSError) as error:
        dialogs.tell(_("Not saved"), str(error), window)
        return False
    window.say(_("Copy saved in {path}").format(path=path.name))
    return True


def _twin(document: Document) -> Document:
    """A new document with the same content."""
    return Document.new(rows=interchange.from_json(interchange.to_json(document.organisation)))


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
    base = _suggestion(window, session.document).with_suffix(".json")
    chosen, _kind = QFileDialog.getSaveFileName(window, _("Export JSON"), str(base), "JSON (*.json)")
    if not chosen:
        return False
    try:
        Path(chosen).write_text(interchange.dump(session.document.organisation), "utf-8")
    except OSError as error:
        dialogs.tell(_("Not saved"), str(error), window)
        return False
    window.say(_("Saved in {path}").format(path=Path(chosen).name))
    return True


# -- leaving -----------------------------------------------------------------------------------------------------


def may_leave(window: MainWindow) -> bool:
    """Whether the open document may go: saved, or the user said so."""
    session = window.session
    if session is None or not session.document.modified or session.document.read_only:
        return True
    answer = dialogs.save_changes(session.document.name, window)
    if answer == "save":
        return save(window)
    return answer == "discard"
