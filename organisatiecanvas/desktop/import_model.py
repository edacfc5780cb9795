"""The cells that an import would change, each to accept or to reject."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.exports.levels import level_text
from organisatiecanvas.exports.skills_preview import CellChange, Content, Key
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


class ChangesModel(QAbstractTableModel):
    """One line per change: accepted or not, person, skill, old → new, and where it stands in the workbook."""

    def __init__(self, organisation: Organisation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._organisation = organisation
        self.changes: tuple[CellChange, ...] = ()
        self.rejected: set[Key] = set()

    def show_changes(self, changes: tuple[CellChange, ...], organisation: Organisation | None = None) -> None:
        """Show these, of this organisation; what was rejected before stays so."""
        self.beginResetModel()
        self.changes = changes
        self._organisation = organisation or self._organisation
        self.endResetModel()

    def accepted(self) -> list[Key]:
        return [change.key for change in self.changes if change.key not in self.rejected]

    def accept_all(self, *, on: bool) -> None:
        self.rejected = set() if on else {change.key for change in self.changes}
        if self.changes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.changes) - 1, 0))

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.changes)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return (_("Person"), _("Skill"), _("Now"), _("Becomes"), _("Where"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        change = self.changes[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if change.key in self.rejected else Qt.CheckState.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(change, index.column())
        return None

    def _words(self, change: CellChange, column: int) -> str:
        if column == 0:
            return self._organisation.people[change.person].name
        if column == 1:
            name = self._organisation.skills[change.skill].name
            return name if change.field == "level" else f"{name} · {field_label(change.field)}"
        if column == 4:
            return change.place
        return content_text(change.field, change.before if column == 2 else change.after)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        key = self.changes[index.row()].key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.rejected.discard(key)
        else:
            self.rejected.add(key)
        self.dataChanged.emit(index, index)
        return True


def content_text(field: str, value: Content) -> str:
    """A level, target or date as people read it."""
    if isinstance(value, datetime.date):
        return date_text(value)
    if field == "level":
        return level_text(value)
    return "–" if value is None else str(value)
