"""Erasing somebody who left or asks for it, and saying which copies still hold them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from organisatiecanvas.desktop import dialogs, files, widgets
from organisatiecanvas.desktop.dialogs import Choice, Question
from organisatiecanvas.models import erasure
from organisatiecanvas.models.errors import OrganisationError, os_reason
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.working import Recovery

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


class EraseQuestion(Question):
    """Who, and what it means."""

    def __init__(self, organisation: Organisation, parent: QWidget | None) -> None:
        choices = [Choice("cancel", _("Cancel"), "primary"), Choice("erase", _("Erase for good"), "danger")]
        words = _(
            "The person goes from the matrix, its history, roles, absences and surveys of every variant; in notes and "
            "other texts a name that is theirs alone is replaced. This can't be undone, nor can any step before it."
        )
        super().__init__(_("Erase a person for good"), words, choices, parent, "warning")
        self.people = QComboBox(self)
        widgets.name(self.people, _("Person"))
        for person in sorted(organisation.people.values(), key=lambda row: row.name.casefold()):
            self.people.addItem(person.name or person.id, person.id)
        self.extra.addWidget(self.people)


def ask_whom(organisation: Organisation, parent: QWidget | None) -> str | None:
    """The id of the person to erase; None when it was cancelled."""
    question = EraseQuestion(organisation, parent)
    question.exec()
    chosen = question.people.currentData() if question.answer == "erase" else None
    question.deleteLater()
    return chosen


def erase_person(window: MainWindow) -> None:
    """Erase somebody, save, and see to the copies that still hold them."""
    document = window.session.document
    person = ask_whom(document.organisation, window)
    if person is None:
        return
    name = document.organisation.people[person].name
    try:
        erasure.erase(document, person)
    except OrganisationError as error:
        dialogs.tell(_("Nobody was erased"), str(error), window)
        return
    if document.path is None:
        window.say(_("{name} is erased.").format(name=name))
    elif files.save(window):
        _see_to_copies(window, name)
    else:
        path = document.path
        dialogs.tell(
            _("Not saved"), _("{name} still stands in {path} until it is saved.").format(name=name, path=path), window
        )


def _see_to_copies(window: MainWindow, name: str) -> None:
    copies = erasure.copies_with(window.session.document)
    listed = "\n".join(f"• {_where(copy)}" for copy in copies)
    words = _("Other copies of this file, exports and copies under another name have to be seen to by hand.")
    if listed:
        words = _("These copies still hold the person:") + f"\n{listed}\n\n" + words
    choices = [Choice("keep", _("Keep them"), ""), Choice("delete", _("Delete these copies"), "danger")]
    if not listed:
        choices = [Choice("ok", _("OK"), "primary")]
    if dialogs.ask(_("{name} is erased").format(name=name), words, choices, window) == "delete":
        try:
            for copy in copies:
                erasure.delete_copy(copy)
        except OSError as error:
            dialogs.tell(_("Not everything was deleted"), os_reason(error), window)


def _where(copy: Path | Recovery) -> str:
    if isinstance(copy, Path):
        return str(copy)
    return _("unsaved work of {when}").format(when=files.recovery_time(copy))
