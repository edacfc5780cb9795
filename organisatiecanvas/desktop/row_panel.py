"""A form for one row beside a picture or matrix: every field, its name as the title, and away with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import elements, widgets
from organisatiecanvas.desktop.forms import RowForm
from organisatiecanvas.desktop.inspector_sections import SECTIONS, SectionList
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _

LISTED = {"roles": ("Holders",)}  # titles of the lists that belong to the form of a row


class RowPanel(QFrame):
    """Shows a row by collection and key and follows it; `closed` when it is shut or the row is gone."""

    closed = Signal()
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setProperty("role", "card")
        self.at: tuple[str, Key] | None = None
        self._from: tuple[str, Key] | None = None  # the row whose list led here
        self._lists: list[SectionList] = []
        self.form: RowForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.back = widgets.icon_button("chevron-left", _("Back"), self._go_back, self)
        self.back.hide()
        head.addWidget(self.back)
        self.title = widgets.ElidedLabel("", self, role="strong")
        head.addWidget(self.title, 1)
        self.bin = widgets.icon_button("trash", _("Delete"), self.delete, self)
        head.addWidget(self.bin)
        head.addWidget(widgets.icon_button("close", _("Close the panel"), self.shut, self))
        column.addLayout(head)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.shut())

    def _go_back(self) -> None:
        if self._from is not None:
            self.show_row(*self._from)

    def _open(self, collection: str, key: Key) -> None:
        """A row of a list below: its form, with a way back."""
        came = self.at
        self.show_row(collection, key)
        self._from = came
        self.back.show()

    def show_row(self, collection: str, key: Key, only: Sequence[str] = ()) -> None:
        """Show the fields of a row that people fill in, or `only` some; and the lists in LISTED that hang under it."""
        row = self.session.find(collection, key)
        if row is None:
            return
        self._from = None
        self.back.hide()
        self.bin.setVisible(not only)  # a part of a row is no row to delete
        if self.at != (collection, key):
            self.at = collection, key
            names = [name for name, field in row.FIELDS.items() if name != "id" and not field.computed]
            names = [name for name in names if name in only or not only]
            self.form = RowForm(self.session, collection, key, names, label_width=110)
            self.form.setObjectName("clear")
            self.form.layout().setContentsMargins(0, 0, 8, 0)
            holder = QWidget()
            holder.setObjectName("clear")
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(self.form)
            self._lists = [
                SectionList(self.session, section, (collection, key), {}, holder, lambda _collection, _key: None)
                for section in SECTIONS.get(collection, ())
                if section.title in LISTED.get(collection, ()) and not only
            ]
            for one in self._lists:
                one.opened.connect(self._open)
                one.added.connect(self._open)
                inner.addWidget(one)
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
        for one in self._lists:
            one.refresh()
        if row is None and self._from is not None and self.session.find(*self._from) is not None:
            self._go_back()
        elif row is None:
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
        self.at, self.form, self._from, self._lists = None, None, None, []
        self.hide()
        self.closed.emit()
