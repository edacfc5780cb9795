"""A table of rows with the keys of a spreadsheet, for the tables of data and the action plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from organisatiecanvas.desktop import table_block
from organisatiecanvas.desktop.cell_table import CellTable
from organisatiecanvas.desktop.tables import RowTable, shown_index, source_index
from organisatiecanvas.models.errors import OrganisationError, in_words
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.mapping import Row

MOST_FAULTS = 12  # that are shown at once


class BlockTable(CellTable):
    """Typing edits, Ctrl+C, X, V and D copy, cut, paste and fill down, Delete empties, Enter opens a cell.

    `rows` is the table behind what is shown; `add` makes a row of it, inside an edit.
    """

    message = Signal(str)
    added = Signal()  # lines were pasted below the last
    remove_pressed = Signal()  # of the chosen lines as wholes: Ctrl+− and Ctrl+Delete

    def __init__(self, rows: RowTable, shown: QAbstractItemModel, add: Callable[[], Row], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._add = rows, add
        self.setModel(shown)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(32)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(56)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def go(self, index: QModelIndex) -> None:
        """Select one cell and bring it into view, whatever key is held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def cells(self) -> list[table_block.Cell]:
        """The chosen cells of rows, as line and column of the table behind, from the top down."""
        found = [(at.row(), at.column()) for at in map(source_index, self.selectedIndexes())]
        return sorted(cell for cell in found if self._rows.row(cell[0]) is not None)

    def lines(self) -> list[int]:
        """The lines of the table behind that are shown, in the order shown; those of rows only."""
        model = self.model()
        found = (source_index(model.index(line, 0)).row() for line in range(model.rowCount()))
        return [line for line in found if self._rows.row(line) is not None]

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(standard.Copy):
            self.copy()
        elif event.matches(standard.Cut):
            self.copy()
            self.clear_cells()
        elif event.matches(standard.Paste):
            self.paste()
        elif control and event.key() == Qt.Key.Key_D:
            self._do(lambda cells: table_block.fill_down(self._rows, self.lines(), cells))
        elif control and event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Delete):
            self.remove_pressed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif event.key() == Qt.Key.Key_Insert:
            event.ignore()  # the page adds; any other key that comes here begins to edit
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        table_block.copy(self._rows, self.lines(), self.cells())

    def paste(self) -> None:
        before = len(self._rows.keys)
        self._do(lambda cells: table_block.paste(self._rows, self.lines(), cells, self._add))
        if len(self._rows.keys) > before:
            self.added.emit()
            self.updateGeometries()  # how far it can be scrolled is known only then
            self.scrollTo(shown_index(self.model(), self._rows.index(len(self._rows.keys) - 1, 0)))

    def clear_cells(self) -> None:
        if self.cells():
            self._do(lambda cells: table_block.clear(self._rows, cells))

    def _do(self, work: Callable[[list[table_block.Cell]], str]) -> None:
        """Change the chosen cells; what was refused is told whole, and more than a line of it in a dialog."""
        try:
            self.message.emit(work(self.cells()))
        except table_block.CellsError as error:
            self._refuse(error.faults)
        except OrganisationError as error:
            self.message.emit(in_words(error))

    def _refuse(self, faults: Sequence[str]) -> None:
        if len(faults) == 1:
            self.message.emit(_("Nothing was changed. {fault}").format(fault=faults[0]))
            return
        from organisatiecanvas.desktop import dialogs

        words = list(faults[:MOST_FAULTS])
        if len(faults) > MOST_FAULTS:
            rest = len(faults) - MOST_FAULTS
            words.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
        count = len(faults)
        heading = ngettext(
            "Nothing was changed: {count} cell can't be filled so",
            "Nothing was changed: {count} cells can't be filled so",
            count,
        )
        dialogs.tell(heading.format(count=count), "\n".join(words), self.window())
