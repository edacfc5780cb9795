"""The was-wordt list and the figures of a comparison as table models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from organisatiecanvas.desktop import theme
from organisatiecanvas.models.language import _, decimal

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
SYMBOLS = {"new": "+", "removed": "−", "moved": "→", "changed": "≠", "unchanged": "="}


class ChangesModel(QAbstractTableModel):
    """A line per change: what, was, becomes, how many people, and whether it is in the actions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[dict[str, Any]] = []
        self.taken: list[bool] = []

    def show_rows(self, rows: Sequence[dict[str, Any]], taken: Sequence[bool]) -> None:
        self.beginResetModel()
        self.rows, self.taken = list(rows), list(taken)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (_("What"), _("Was"), _("Becomes"), _("People"), _("Action"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, index.row(), column)
        if role == Qt.ItemDataRole.FontRole and column == 0:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.UserRole:
            return row["people"] if column == 3 else self._words(row, index.row(), column)
        return None

    def _words(self, row: dict[str, Any], at: int, column: int) -> str:
        if column == 0:
            return f"{SYMBOLS[row['status']]} {row['name']}"
        if column in (1, 2):
            value = row["was" if column == 1 else "becomes"]
            return "–" if value is None else decimal(value, 2) if isinstance(value, float) else str(value)
        if column == 3:
            return str(row["people"])
        return _("✓ In actions") if self.taken[at] else ""


class FiguresModel(QAbstractTableModel):
    """A line per figure, a column per variant; the best one of a line is marked with ✓ and its colour."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: list[str] = []
        self.rows: list[tuple[str, list[str], int | None, str]] = []

    def show_rows(self, names: Sequence[str], rows: Sequence[tuple[str, list[str], int | None, str]]) -> None:
        """`rows`: what it is, its value per variant as words, which one is best (None: none), and why."""
        self.beginResetModel()
        self.names, self.rows = list(names), list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 1 + len(self.names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return self.names[section - 1] if section else _("Figure")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        label, values, best, why = self.rows[index.row()]
        column = index.column()
        is_best = best is not None and column == best + 1
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return label
            return f"✓ {values[column - 1]}" if is_best else values[column - 1]
        if role == Qt.ItemDataRole.ToolTipRole:
            return why or None
        if role == Qt.ItemDataRole.BackgroundRole and is_best:
            return QBrush(QColor(theme.current().good_tint))
        if role == Qt.ItemDataRole.ForegroundRole and is_best:
            return QBrush(QColor(theme.current().on_good))
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
