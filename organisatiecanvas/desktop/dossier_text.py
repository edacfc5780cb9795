"""The text of a section: what people type, and beside it what the model proposes, never mixed up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.forms import FieldBox, set_field
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.dossier import Section
from organisatiecanvas.models.language import _


class SectionText(QWidget):
    """The field of one section with the proposal below it, as long as that may be of use."""

    message = Signal(str)

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.name = session, name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.box = FieldBox(session, "dossier", (), name, self)
        self.box.label.hide()
        area = self.box.editor.main()
        area.setPlaceholderText(_("Write the text of this section here."))  # type: ignore[attr-defined]
        column.addWidget(self.box.editor)
        column.addWidget(self.box.error)
        self.read = widgets.label("", "reading", self, wrap=True)
        self.read.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.read)
        self.proposal = _Proposal(self)
        self.proposal.taken.connect(self.take_over)
        column.addWidget(self.proposal)
        self._proposed = ""

    def show_section(self, section: Section, *, editable: bool) -> None:
        """Show what was typed, to edit or (as a preview with other names) to read, and the proposal."""
        self._proposed = section.proposal
        self.box.refresh()
        self.box.editor.setVisible(editable)
        self.read.setVisible(not editable and bool(section.typed))
        self.read.setText(section.typed)
        self.proposal.show_words(section.proposal, typed=bool(section.typed), editable=editable)

    def take_over(self) -> None:
        """Make the proposal the text; below a text that is there, which stays."""
        known = getattr(self.session.organisation.dossier, self.name).rstrip()
        words = f"{known}\n\n{self._proposed}" if known else self._proposed
        problem = set_field(self.session, "dossier", (), self.name, words)
        self.box.refresh(always=True)
        self.message.emit(problem or _("The proposal is your text now: change it as you like."))


class _Proposal(QFrame):
    """A text that the model made, in a dashed frame; folded away once something was typed."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposal")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(4)
        self.head = widgets.SectionHead(_("Proposal from the drawing"), open_=True, parent=self)
        self.head.toggled.connect(lambda open_: self._unfold(open_=open_))
        column.addWidget(self.head)
        self.words = widgets.label("", "reading", self, wrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.words)
        line = QHBoxLayout()
        self.take = widgets.button("", self.taken.emit, self, role="small")
        line.addWidget(self.take)
        line.addStretch(1)
        column.addLayout(line)
        self._typed: bool | None = None
        self._editable = True

    def show_words(self, words: str, *, typed: bool, editable: bool) -> None:
        self.setVisible(bool(words) and (editable or not typed))
        self.words.setText(words)
        self.take.setText(_("Put below my text") if typed else _("Take over as my text"))
        self._editable = editable
        if typed != self._typed:
            self._typed = typed
            self.head.set_open(open_=not typed)
        self._unfold(open_=self.head.open)

    def _unfold(self, *, open_: bool) -> None:
        self.words.setVisible(open_)
        self.take.setVisible(open_ and self._editable)
