"""A form for one row beside a picture or matrix: every field, its name as the title, and away with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import elements, widgets
from organisatiecanvas.desktop.forms import RowForm
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _


class RowPanel(QFrame):
    """Shows a row by collection and key and follows it; `closed` when it is shut or the row is gone."""

    closed = Signal()
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setProperty("role", "card")
        self.at: tuple[str, Key] | None = None
        self.form: RowForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = widgets.ElidedLabel("", self, role="strong")
        head.addWidget(self.title, 1)
        head.addWidget(widgets.icon_button("trash", _("Delete"), self.delete, self))
        head.addWidget(widgets.icon_button("close", _("Close the panel"), self.shut, self))
        column.addLayout(head)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.shut())

    def show_row(self, collection: str, key: Key) -> None:
        """Show the fields of a row that people fill in."""
        row = self.session.find(collection, key)
        if row is None:
            return
        if self.at != (collection, key):
            self.at = collection, key
            names = [name for name, field in row.FIELDS.items() if name != "id" and not field.computed]
            self.form = RowForm(self.session, collection, key, names, label_width=110)
            self.form.setObjectName("clear")
            self.form.layout().setContentsMargins(0, 0, 8, 0)
            holder = QWidget()
            holder.setObjectName("clear")
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(self.form)
            inner.addStretch(1)
            self.area.setWidget(holder)
        self._name(row)
        self.show()

    def _name(self, row: Any) -> None:
        self.title.set_words(elements.title(self.session.organisation, row))

    def _on_change(self, change: Change) -> None:
        if self.at is None or self.form is None:
            return
        row = self.session.find(*self.at)
        if row is None:
            self.shut()
        elif change.touches(self.at[0]) or change.everything:
            self.form.refresh()
            self._name(row)

    def delete(self) -> None:
        """Delete the row, as one step."""
        if self.at is None:
            return
        row: Any = self.session.find(*self.at)
        if row is not None:
            name = _("Delete {name}").format(name=elements.title(self.session.organisation, row))
            problem = self.session.attempt(name, lambda: self.session.document.remove(row))
            if problem:
                self.message.emit(problem)

    def shut(self) -> None:
        self.at, self.form = None, None
        self.hide()
        self.closed.emit()
