"""What a sticky note offers: votes, five colours and «Make action», in its menu and in the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from organisatiecanvas.canvas import note_editing, style
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.compound_editors import swatch
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage


def fill(menu: QMenu, page: CanvasPage, note: str) -> None:
    """Add the entries of a note; votes and colours go to every note that is selected."""
    view, session = page.view, page.session
    refs = [ref for ref in page.scene.selected() if ref.collection == "notes"] or [Ref("notes", note)]

    def vote(votes: int) -> None:
        view.attempt(lambda: note_editing.vote(session.document, view.variant_id, refs, votes))

    def paint(colour: str | None) -> None:
        view.attempt(lambda: note_editing.paint(session.document, view.variant_id, refs, colour))

    menu.addSeparator()
    menu.addAction(_("Vote  (+)"), lambda: vote(1))
    menu.addAction(_("Take a vote away  (−)"), lambda: vote(-1))
    colours = menu.addMenu(_("Colour"))
    for name, colour in note_editing.COLOURS:
        colours.addAction(swatch(colour or style.NOTE), _(name), lambda one=colour: paint(one))
    known = note_editing.action_of(session.organisation, view.variant_id, note)
    menu.addAction(_("Show the action") if known else _("Make action"), lambda: page.note_action_wanted.emit(note))


class NoteTools(QWidget):
    """Votes, colours and the action of one note, as a part of its form."""

    action_wanted = Signal(str)

    def __init__(self, session: Session, variant: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._variant, self._note = session, variant, note
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 6)
        outer.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(4)
        outer.addLayout(row)
        row.addWidget(widgets.icon_button("minus", _("Take a vote away"), lambda: self._vote(-1), self, size=14))
        self.votes = QLabel(self)
        row.addWidget(self.votes)
        row.addWidget(widgets.icon_button("plus", _("Vote for the note"), lambda: self._vote(1), self, size=14))
        row.addStretch(1)
        self.action = widgets.button("", lambda: self.action_wanted.emit(note), self, role="small")
        row.addWidget(self.action)
        row = QHBoxLayout()
        row.setSpacing(4)
        outer.addLayout(row)
        self.chips: dict[str | None, QToolButton] = {}
        for name, colour in note_editing.COLOURS:
            chip = widgets.icon_button("note", _(name), lambda one=colour: self._paint(one), self)
            chip.setIcon(swatch(colour or style.NOTE))
            chip.setIconSize(QSize(16, 16))
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            self.chips[colour] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.refresh()

    def _vote(self, votes: int) -> None:
        note_editing.vote(self._session.document, self._variant, [Ref("notes", self._note)], votes)

    def _paint(self, colour: str | None) -> None:
        note_editing.paint(self._session.document, self._variant, [Ref("notes", self._note)], colour)
        self.refresh()

    def refresh(self) -> None:
        """Show the note as it is now."""
        variant = self._session.organisation.variants.get(self._variant)
        note = variant.notes.get(self._note) if variant is not None else None
        if note is None:
            return
        self.votes.setText(ngettext("{count} vote", "{count} votes", note.votes).format(count=note.votes))
        for colour, chip in self.chips.items():
            chip.setChecked(colour == note.colour)
        known = note_editing.action_of(self._session.organisation, self._variant, self._note)
        self.action.setText(_("✓ In actions") if known else _("Make action"))
