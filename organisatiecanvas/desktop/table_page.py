"""A table with its heading, search, add and delete: people, skills, order families, absences and actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import elements, widgets
from organisatiecanvas.desktop.block_table import BlockTable
from organisatiecanvas.desktop.columns import Columns
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.tables import Derived, FieldDelegate, RowTable, SortedTable
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.changes import full_key
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row

MOST_NAMED = 4  # in what is told of rows that were deleted


@dataclass(frozen=True)
class TableSpec:
    """What a table page shows: texts are in the language of the window, `add` makes a row inside an edit."""

    collection: str
    title: str
    hint: str
    columns: Sequence[str]
    rows: Callable[[], list[Any]]
    add_title: str
    add: Callable[[], Row]
    wide: Sequence[str] = ()
    derived: Sequence[Derived] = ()
    widths: Mapping[str, int] = field(default_factory=dict)  # pixels, instead of those of the kind of field


class TablePage(QWidget):
    """One table with the keys of a spreadsheet; Insert adds a row, Ctrl+− removes the rows with a chosen cell."""

    message = Signal(str)

    def __init__(self, session: Session, spec: TableSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.spec = session, spec
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        self.model = RowTable(session, spec.collection, spec.columns, spec.rows, self, spec.derived)
        self.model.two_lines = True
        self.sorted = SortedTable(self.model, self)
        self.view = self._table()
        layout.addWidget(self.view, 1)
        self.model.refused.connect(self.message)
        self.model.rowsInserted.connect(lambda *_where: self._refresh())
        self.model.rowsRemoved.connect(lambda *_where: self._refresh())
        self.model.modelReset.connect(self._refresh)
        self.view.selectionModel().selectionChanged.connect(lambda *_what: self._refresh())
        self._refresh()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.label(self.spec.title, "heading", self)
        words.addWidget(self.heading)
        words.addWidget(widgets.ElidedLabel(self.spec.hint, self, role="small", lines=2))
        row.addLayout(words, 1)
        self.search = widgets.search_field(_("Search"), self)
        self.search.setMaximumWidth(180)
        self.search.textChanged.connect(self._narrow)
        row.addWidget(self.search)
        self.delete_button = widgets.button(_("Delete"), self.delete_selected, self, icon="trash")
        self.delete_button.setToolTip(_("Delete the rows with a chosen cell (Ctrl+−)"))
        row.addWidget(self.delete_button)
        self.add_button = widgets.button(self.spec.add_title, self.add, self, role="primary", icon="plus")
        row.addWidget(self.add_button)
        return row

    def _table(self) -> BlockTable:
        view = _Table(self.model, self.sorted, self.spec.add, self)
        view.setIconSize(QSize(14, 14))
        view.setAccessibleName(self.spec.title)
        view.setItemDelegate(FieldDelegate(view))
        view.setSortingEnabled(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().setStretchLastSection(True)
        self.columns = Columns(view, self.model, self.spec.wide, self.spec.widths)
        view.message.connect(self.message)
        view.remove_pressed.connect(self.delete_selected)
        view.added.connect(self.search.clear)
        return view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the table, its search or a button left: Insert adds from any of them."""
        if event.key() == Qt.Key.Key_Insert and self.add_button.isEnabled():
            self.add()
        else:
            super().keyPressEvent(event)

    def _narrow(self, words: str) -> None:
        self.sorted.narrow(words)

    def _refresh(self) -> None:
        self.delete_button.setEnabled(bool(self.selected_rows()) and not self.session.document.read_only)
        self.add_button.setEnabled(not self.session.document.read_only)

    def selected_rows(self) -> list[Row]:
        """The rows with a selected cell, in the order shown."""
        lines = sorted({self.sorted.mapToSource(index).row() for index in self.view.selectedIndexes()})
        return [row for row in map(self.model.row, lines) if row is not None]

    def add(self) -> Row | None:
        """A new row as one step, with its first cell open for typing."""
        made: list[Row] = []
        problem = self.session.attempt(self.spec.add_title, lambda: made.append(self.spec.add()))
        if problem:
            self.message.emit(problem)
            return None
        self.search.clear()
        self.show_row(made[0], edit=True)
        return made[0]

    def show_row(self, row: Row, *, edit: bool = False) -> None:
        """Select a row and bring it into view."""
        line = self.model.keys.index(full_key(row))
        index = self.sorted.mapFromSource(self.model.index(line, 0))
        self.view.go(index)
        self.view.setFocus()
        if edit:
            self.view.edit(index)

    def delete_selected(self) -> None:
        """Delete the rows with a selected cell, with all that hangs on them, as one step."""
        rows = self.selected_rows()
        if not rows:
            return
        if len(rows) == 1:
            name = _("Delete {name}").format(name=elements.title(self.session.organisation, rows[0]))
        else:
            name = ngettext("Delete {count} element", "Delete {count} elements", len(rows)).format(count=len(rows))
        names = listed([elements.title(self.session.organisation, row) for row in rows], MOST_NAMED)
        line, column = min((index.row(), index.column()) for index in self.view.selectedIndexes())
        problem = self.session.attempt(name, lambda: self._remove(rows))
        if not problem and self.sorted.rowCount():  # what came in its place is chosen
            self.view.go(self.sorted.index(min(line, self.sorted.rowCount() - 1), column))
        self.message.emit(problem or _("Deleted: {names}").format(names=names))

    def _remove(self, rows: list[Row]) -> None:
        for row in rows:
            if self.session.find(row.__tablename__, full_key(row)) is row:
                self.session.document.remove(row)


class _Table(BlockTable):
    """Says so where there is nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        found = self.model()
        if not found.rowCount():
            searched = isinstance(found, SortedTable) and found.sourceModel().rowCount() > 0
            nothing = _("Nothing here yet: add a row with the button above, or with Insert.")
            widgets.paint_words(self, _("No row has these words.") if searched else nothing)
