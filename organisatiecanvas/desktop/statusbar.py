"""The line below: whether all is saved, what the document holds, the zoom and the language."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import language
from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.language import _, ngettext

MESSAGE_MS = 6000


class StatusBar(QFrame):
    """`zoom_clicked` and `language_clicked` are for the window to answer."""

    zoom_clicked = Signal()
    language_clicked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(27)
        self.session = session
        self.counted = 0  # how many times it was counted what the document holds
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(18)
        self.saved = QLabel(self)
        self.counts = QLabel(self)
        self.message = widgets.ElidedLabel("", self)
        self.zoom = QToolButton(self)
        self.zoom.setToolTip(_("Show everything"))
        self.zoom.setAccessibleName(_("Show everything"))
        self.zoom.clicked.connect(lambda _checked=False: self.zoom_clicked.emit())
        self.language = QToolButton(self)
        self.language.setText(language.current().upper())
        self.language.setToolTip(_("Language of the window"))
        self.language.clicked.connect(lambda _checked=False: self.language_clicked.emit())
        row.addWidget(self.saved)
        row.addWidget(self.counts)
        row.addWidget(self.message, 1)
        row.addWidget(self.zoom)
        row.addWidget(self.language)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end_message)
        session.changed.connect(self._on_change)
        session.saved.connect(self.refresh)
        session.variant_changed.connect(lambda _variant: self._count())
        self.refresh()
        self._count()

    def _on_change(self, change: Change) -> None:
        self.refresh()
        if change.everything or any(_counts_else(row) for row in change.rows):
            self._count()

    def _count(self) -> None:
        self.counts.setText(" · ".join(counts(self.session)))
        self.counted += 1

    def refresh(self) -> None:
        """Whether all is saved."""
        document = self.session.document
        modified = document.modified
        if document.read_only:
            words = _("Read only")
        else:
            done = "✓ " + _("Saved") if document.path is not None else _("Nothing to save")
            words = "● " + _("Not saved") if modified else done
        self.saved.setText(words)
        name = "unsaved" if modified and not document.read_only else "savedState"
        if self.saved.objectName() != name:
            self.saved.setObjectName(name)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)

    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(language.percent(zoom))
        self.zoom.show()

    def hide_zoom(self) -> None:
        self.zoom.hide()

    def show_message(self, words: str) -> None:
        """One sentence, for as long as it takes to read; a long one for a moment in the place of the counts."""
        taken = sum(one.sizeHint().width() + 18 for one in (self.saved, self.counts, self.zoom, self.language))
        needed = self.message.fontMetrics().horizontalAdvance(words) + 20
        self.counts.setVisible(taken + needed <= self.width())
        self.message.set_words(words)
        widgets.aloud(self.message, words)
        self._timer.start(max(MESSAGE_MS, MESSAGE_MS // 80 * len(words)))

    def _end_message(self) -> None:
        self.message.set_words("")
        self.counts.show()


def _counts_else(row: RowChange) -> bool:
    """Whether a change may make another number of people, skills or units."""
    if row.collection == "units" and row.kind == "changed":
        return "kind" in row.fields
    return row.kind != "changed" and row.collection in ("people", "skills", "units")


def counts(session: Session) -> list[str]:
    """«24 people», «9 skills», «4 units» of what is shown."""
    organisation = session.organisation
    people, skills = len(organisation.people), len(organisation.skills)
    units = sum(unit.kind != "external" for unit in session.variant.units.values()) if session.variant else 0
    return [
        ngettext("{count} person", "{count} people", people).format(count=people),
        ngettext("{count} skill", "{count} skills", skills).format(count=skills),
        ngettext("{count} unit", "{count} units", units).format(count=units),
    ]
