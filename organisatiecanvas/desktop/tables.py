"""One table for every collection: columns, editors and checks come from the field descriptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from organisatiecanvas.desktop import elements, suggestions, theme
from organisatiecanvas.desktop.combo_editor import ComboEditor
from organisatiecanvas.desktop.compound_editors import editor_for, swatch
from organisatiecanvas.desktop.editors import DateEditor, Editor, LineEditor, assumed_hint, number_editor
from organisatiecanvas.desktop.forms import reference_options, set_field
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.desktop.values import InputError, brief_number
from organisatiecanvas.desktop.widgets import aloud, two_lines
from organisatiecanvas.models import fields as f
from organisatiecanvas.models.analysis.flow.assumptions import FIELDS as FLOW_FIELDS
from organisatiecanvas.models.analysis.flow.assumptions import assumed
from organisatiecanvas.models.changes import Change, full_key
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row, json_name
from organisatiecanvas.models.organisation import ROWS

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
RAW = Qt.ItemDataRole.UserRole
ROOMY = 18  # letters of a heading that stay on one line
WIDTHS = {"flag": 80, "number": 110, "whole": 90, "date": 124}


class Derived(NamedTuple):
    """A column that is computed from a row and can't be edited: `value` is what it is sorted by, None: not known."""

    title: str
    hint: str
    value: Callable[[Any], float | str | None]
    words: Callable[[Any], str]


class RowTable(QAbstractTableModel):
    """The rows of a collection as a table, `derived` columns behind its own; `refused` says why it was not taken."""

    refused = Signal(str)
    two_lines = False  # whether the unit of a figure stands under its heading

    def __init__(
        self,
        session: Session,
        collection: str,
        columns: Sequence[str],
        rows: Callable[[], list[Any]],
        parent: QObject | None = None,
        derived: Sequence[Derived] = (),
    ) -> None:
        super().__init__(parent)
        self.session, self.collection, self.columns = session, collection, list(columns)
        self.derived = list(derived)
        self._rows = rows
        self._fields = ROWS[collection].FIELDS
        self.keys: list[Key] = self.fresh_keys()
        session.changed.connect(self._on_change)
        # What is shown is of the variant that is shown, or marked by what happens there.
        if ROWS[collection].OWNER == "variants" or collection in FLOW_FIELDS:
            session.variant_changed.connect(lambda _variant: self._on_change(Change("", (), everything=True)))

    def fresh_keys(self) -> list[Key]:
        """Which rows stand on which line, as the document is now."""
        return [full_key(row) for row in self._rows()]

    def row(self, line: int) -> Row | None:
        return self.session.find(self.collection, self.keys[line])

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns) + len(self.derived)

    def _derived(self, column: int) -> Derived | None:
        return self.derived[column - len(self.columns)] if column >= len(self.columns) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        extra = self._derived(section)
        if extra is not None and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return extra.title if role == Qt.ItemDataRole.DisplayRole else extra.hint
        if extra is not None:
            return None
        name = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(self._fields[name].kind)
        words = field_label(json_name(name), self.collection)
        if role == Qt.ItemDataRole.DisplayRole:
            return two_lines(words, ROOMY) if self.two_lines else words
        return words if role == Qt.ItemDataRole.ToolTipRole else None

    @staticmethod
    def _side(kind: str) -> int:
        """Figures and their heading stand at the right of a column."""
        side = Qt.AlignmentFlag.AlignRight if kind in ("number", "whole") else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._derived(index.column()) is not None:
            return base
        if self.session.document.read_only or self.columns[index.column()] in ROWS[self.collection].KEY:
            return base
        if self._fields[self.columns[index.column()]].kind == "flag":
            return base | Qt.ItemFlag.ItemIsUserCheckable
        return base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        extra = self._derived(index.column())
        if extra is not None:
            return self._derived_data(extra, row, role)
        name = self.columns[index.column()]
        field = self._fields[name]
        if role == Qt.ItemDataRole.CheckStateRole and field.kind == "flag":
            return Qt.CheckState.Checked if getattr(row, name) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and field.kind != "flag":
            words = elements.value_text(self.session.organisation, row, name)
            if self._assumed(row, name):
                return assumed_hint() if role == Qt.ItemDataRole.ToolTipRole else f"{_('default')}  {words}"
            short = self._brief(row, name, words)
            if role == Qt.ItemDataRole.ToolTipRole:
                return words if len(words) > 24 or short != words else None
            return short
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.current().muted) if self._assumed(row, name) else None
        if role == RAW:
            value = getattr(row, name)
            plain = (
                value
                if isinstance(value, (int, float))
                else elements.value_text(self.session.organisation, row, name).casefold()
            )
            return value.isoformat() if field.kind == "date" and value else plain
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(field.kind)
        if role == Qt.ItemDataRole.DecorationRole and name == "colour" and getattr(row, name):
            return swatch(getattr(row, name))
        return None

    def _brief(self, row: Row, name: str, words: str) -> str:
        """One line, and of a figure no more digits than say something; the tooltip and the editor have it all."""
        value = getattr(row, name)
        if self._fields[name].kind == "number" and value is not None and not f.is_share(self._fields[name]):
            return brief_number(value)
        return " ".join(words.split())

    def _derived_data(self, extra: Derived, row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return extra.words(row)
        if role == RAW:
            return extra.value(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.current().muted)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = isinstance(extra.value(row), float)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def recount(self) -> None:
        """What is derived may be otherwise now."""
        if self.keys and self.derived:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(0, len(self.columns)), self.index(len(self.keys) - 1, last))

    def _assumed(self, row: Row, name: str) -> bool:
        """Whether this is a default that figures of the variant shown depend on."""
        return assumed(self.session.organisation, self.session.variant, self.collection, row, name)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole:
            return False
        problem = set_field(self.session, self.collection, self.keys[index.row()], name, value)
        if problem:
            self.refused.emit(problem)
        return not problem

    # -- following -----------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        fresh = self.fresh_keys()
        kept, known = set(fresh), set(self.keys)
        moved = [key for key in fresh if key in known] != [key for key in self.keys if key in kept]
        if change.everything or moved:
            self.beginResetModel()
            self.keys = fresh
            self.endResetModel()
            return
        for first, last in reversed(_runs([line for line, key in enumerate(self.keys) if key not in kept])):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self.keys[first : last + 1]
            self.endRemoveRows()
        for first, last in _runs([line for line, key in enumerate(fresh) if key not in known]):
            self.beginInsertRows(QModelIndex(), first, last)
            self.keys[first:first] = fresh[first : last + 1]
            self.endInsertRows()
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, self.columnCount() - 1))


def _runs(lines: list[int]) -> list[tuple[int, int]]:
    """The first and last of each row of lines that follow each other."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and found[-1][1] == line - 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return found


class SortedTable(QSortFilterProxyModel):
    """Sorts by value and narrows to the rows that hold the words typed; typing in a row moves and hides nothing."""

    def __init__(self, table: RowTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setDynamicSortFilter(False)
        self.table = table
        self._words = ""
        self.setSortRole(RAW)
        self.setSourceModel(table)

    def narrow(self, words: str) -> None:
        self._words = words.casefold()
        self.invalidate()

    def filterAcceptsRow(self, line: int, parent: Index) -> bool:
        if not self._words:
            return True
        cells = (self.table.index(line, column).data() for column in range(self.table.columnCount()))
        return any(self._words in str(cell).casefold() for cell in cells if cell)


class FieldDelegate(QStyledItemDelegate):
    """Edits a cell with the editor of its field; what can't be read stays in the cell with its reason."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = _source(index.model())
        line = source_index(index)
        name, key = model.columns[line.column()], model.keys[line.row()]
        field = ROWS[model.collection].FIELDS[name]
        options = reference_options(model.session, model.collection, key, name, field)
        editor = _cell_editor(field, name, options, parent)
        suggestions.offer(editor, suggestions.entries(model.session.organisation, model.collection, name))
        editor.setAutoFillBackground(True)
        editor.committed.connect(lambda: self._done(editor))
        if isinstance(editor, ComboEditor):
            editor.box.installEventFilter(self)
        elif isinstance(editor, LineEditor):
            editor.line.installEventFilter(self)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model, line = _source(index.model()), source_index(index)
        row = model.row(line.row())
        if isinstance(editor, Editor) and row is not None:
            editor.show_value(getattr(row, model.columns[line.column()]))
            if isinstance(editor, LineEditor):
                editor.line.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, Editor):
            return
        try:
            value = editor.value()
        except InputError as error:
            _source(index.model()).refused.emit(str(error))
            return
        line = source_index(index)
        _source(index.model()).setData(line, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect = option.rect
        if editor.sizeHint().width() > rect.width():
            rect.setWidth(min(editor.sizeHint().width(), 260))
        editor.setGeometry(rect.adjusted(0, -1, 0, 1))

    def _done(self, editor: Editor) -> None:
        try:
            editor.value()
        except InputError as error:
            _tell_wrong(editor, error)
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = watched.parent()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, Editor):
            hint = QStyledItemDelegate.EndEditHint
            if event.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(editor, hint.RevertModelCache)
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                try:
                    editor.value()
                except InputError as error:
                    _tell_wrong(editor, error)
                    return True
                self.commitData.emit(editor)
                moves = {Qt.Key.Key_Tab: hint.EditNextItem, Qt.Key.Key_Backtab: hint.EditPreviousItem}
                self.closeEditor.emit(editor, moves.get(Qt.Key(event.key()), hint.NoHint))
                return True
        return False


def _tell_wrong(editor: Editor, error: InputError) -> None:
    """What is wrong with what was typed, under the cell and aloud; it stays there to be mended."""
    editor.set_wrong(True)
    QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), str(error), editor)
    aloud(editor, str(error))


def _cell_editor(field: f.Field, name: str, options: Any, parent: QWidget) -> Editor:
    """Running text and lists on one line in a cell; everything else as in a form."""
    if field.kind == "text" and options is None and not field.choices and name != "colour":
        return LineEditor(parent, nullable=field.nullable)
    if field.kind in ("number", "whole"):
        return number_editor(field, parent)
    if field.kind == "date":
        return DateEditor(parent, nullable=field.nullable)
    if field.kind == "list" and options is None and field.item is not None and not field.item.choices:
        return _WordsEditor(parent)
    if name == "about":
        field = f.text(None, nullable=True)
    return editor_for(field, json_name(name), options, parent)


class _WordsEditor(LineEditor):
    """Several short texts on one line, with commas between."""

    def words(self, value: Any) -> str:
        return ", ".join(value or ())

    def read(self, words: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in words.split(",") if part.strip())


def _source(model: Any) -> RowTable:
    return model.table if isinstance(model, SortedTable) else model


def shown_index(shown: QAbstractItemModel, index: QModelIndex) -> QModelIndex:
    """The cell that shows one of the table behind; not valid where it is left out."""
    return shown.mapFromSource(index) if isinstance(shown, SortedTable) else index


def source_index(index: Index) -> QModelIndex:
    """The cell of the table behind one that is shown, sorted or not."""
    model = index.model()
    return model.mapToSource(index) if isinstance(model, SortedTable) else model.index(index.row(), index.column())
