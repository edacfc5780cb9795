"""The was-wordt list and the figures of a comparison as table models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.reading_table import NUMBERS
from organisatiecanvas.models.check import NOUNS
from organisatiecanvas.models.comparison.by_team import TeamLine
from organisatiecanvas.models.comparison.report import STATUS_LABELS
from organisatiecanvas.models.glossary import tip_of_label
from organisatiecanvas.models.language import _, decimal, percent

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
SYMBOLS = {"new": "+", "removed": "−", "moved": "→", "changed": "≠", "unchanged": "="}


class ChangesModel(QAbstractTableModel):
    """A line per change: what, was, becomes, how many people, and whether it is in the actions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[dict[str, Any]] = []
        self.taken: list[bool] = []

    @cached_property
    def heads(self) -> tuple[str, ...]:
        return _("What"), _("Was"), _("Becomes"), _("People"), _("Action")

    def show_rows(self, rows: Sequence[dict[str, Any]], taken: Sequence[bool]) -> None:
        """Show these; where they are the same ones only what is told of them changes."""
        if list(rows) == self.rows:
            if list(taken) != self.taken:
                self.taken = list(taken)
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(0, last), self.index(len(self.rows) - 1, last))
            return
        self.beginResetModel()
        self.rows, self.taken = list(rows), list(taken)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else self._looks(section, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, index.row(), column)
        if role == Qt.ItemDataRole.FontRole and column == 0:
            return _bold()
        if role == Qt.ItemDataRole.UserRole:
            return self._sorted_by(row, index.row(), column)
        return self._looks(column, role)

    def _looks(self, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 3:
            return NUMBERS
        return None

    def _sorted_by(self, row: dict[str, Any], at: int, column: int) -> Any:
        if column == 0:
            return str(row["name"]).casefold()
        return row["people"] if column == 3 else self._words(row, at, column)

    def _words(self, row: dict[str, Any], at: int, column: int) -> str:
        if column == 0:
            return f"{SYMBOLS[row['status']]} {row['name']}"
        if column in (1, 2):
            value = row["was" if column == 1 else "becomes"]
            if value is None:
                return "–"
            if isinstance(value, float):
                return _("{fte} FTE").format(fte=decimal(value, 2))
            return str(value).replace("; ", "\n")
        if column == 3:
            return str(row["people"])
        return self._taken(at)

    def _taken(self, at: int) -> str:
        return _("✓ In actions") if self.taken[at] else ""


class ElementsModel(ChangesModel):
    """A line per element of either variant: what it is, what became of it, and in which fields."""

    @cached_property
    def heads(self) -> tuple[str, ...]:
        return _("What"), _("Kind"), _("Status"), _("Differs in"), _("Action")

    def _looks(self, column: int, role: int) -> Any:
        return None

    def _sorted_by(self, row: dict[str, Any], at: int, column: int) -> Any:
        return str(row["name"]).casefold() if column == 0 else self._words(row, at, column)

    def _words(self, row: dict[str, Any], at: int, column: int) -> str:
        if column == 0:
            return f"{SYMBOLS[row['status']]} {row['name']}"
        if column == 1:
            noun = NOUNS[row["collection"]]
            return _(noun)
        if column == 2:
            status = STATUS_LABELS[row["status"]]
            return _(status)
        return row["fields"] if column == 3 else self._taken(at)


class TeamsModel(QAbstractTableModel):
    """A line per team and role: each figure as it was and becomes, with the difference below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[TeamLine] = []

    @cached_property
    def heads(self) -> tuple[tuple[str, str, str], ...]:
        """Attribute, title, and what the title means."""
        return (
            ("fte", _("FTE"), _("Role hours of its own people over the hours of a full week")),
            ("tasks", _("Tasks"), _("Tasks of the unit; of a role those given to it")),
            ("rights", _("Decides"), _("Decisions in which the unit or one of its roles decides; of a role its own")),
            ("hours", _("Work (h)"), _("What is asked of it, in hours a week")),
            ("occupancy", _("Occupancy"), _("What is asked over what its people have")),
            (
                "training",
                _("Training steps"),
                _("Steps of the smallest training plan, where the person has most hours"),
            ),
        )

    def show_lines(self, lines: Sequence[TeamLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 1 + len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section - 1][1] if section else _("Team and role")
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return NUMBERS
        return self.heads[section - 1][2] if role == Qt.ItemDataRole.ToolTipRole and section else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, self.heads[column - 1][0]) if column else self._name(line)
        if role == Qt.ItemDataRole.FontRole and line.kind != "roles":
            return _bold()
        if role == Qt.ItemDataRole.BackgroundRole and line.kind == "variants":
            return QBrush(QColor(theme.current().ground))
        if role == Qt.ItemDataRole.ForegroundRole and line.kind == "roles" and not column:
            return QBrush(QColor(theme.current().muted))
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return NUMBERS
        return None

    @staticmethod
    def _name(line: TeamLine) -> str:
        if line.kind == "variants":
            return line.name
        return f"{'      ' if line.kind == 'roles' else ''}{SYMBOLS[line.status]} {line.name}"

    @staticmethod
    def words(line: TeamLine, name: str) -> str:
        """«2,0 → 5,0» with «+3,0» below; one value where both sides have the same."""
        sides = [getattr(side, name) if side is not None else None for side in (line.before, line.after)]
        shown = ["–" if value is None else _figure(name, value) for value in sides]
        if shown[0] == shown[1]:
            return shown[0]
        words = " → ".join(shown)
        if sides[0] is None or sides[1] is None:
            return words
        difference = sides[1] - sides[0]
        return f"{words}\n{'+' if difference > 0 else '−'}{_difference(name, abs(difference))}"


def _figure(name: str, value: float) -> str:
    if name == "occupancy":
        return percent(value)
    return decimal(value, {"fte": 2, "hours": 1}.get(name, 0))


def _difference(name: str, value: float) -> str:
    return _("{points} points").format(points=decimal(value * 100)) if name == "occupancy" else _figure(name, value)


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font


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
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return NUMBERS
        if role != Qt.ItemDataRole.DisplayRole:
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
            return why or (tip_of_label(label) if column == 0 else "") or None
        if role == Qt.ItemDataRole.BackgroundRole and is_best:
            return QBrush(QColor(theme.current().good_tint))
        if role == Qt.ItemDataRole.ForegroundRole and is_best:
            return QBrush(QColor(theme.current().on_good))
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return NUMBERS
        return None
