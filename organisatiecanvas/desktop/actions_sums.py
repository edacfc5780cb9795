"""What the plan adds up to: SER levers × goals with the actions in each cell, hours and costs per owner and month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from organisatiecanvas.desktop import actions_filter, theme, widgets
from organisatiecanvas.desktop.actions_filter import span_words, title_of
from organisatiecanvas.desktop.reading_table import NUMBERS, ReadingTable, TintedDelegate
from organisatiecanvas.desktop.skills_side import SideText, heading, link, paragraph, small
from organisatiecanvas.desktop.tables import TOP, Index
from organisatiecanvas.models import plan_figures
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _, capital, decimal, ngettext
from organisatiecanvas.models.organisation import LEVERS, Action
from organisatiecanvas.models.plan_figures import GOALS, Sums

Roles = Qt.ItemDataRole
TITLES_SHOWN = 3
WRAPPED = Qt.AlignmentFlag(
    Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
)
LOW = 92  # pixels of the actions of a cell where they stand below the table
SIDE_BY_SIDE = 1050  # pixels from which the table leaves room beside it


class CoverageModel(QAbstractTableModel):
    """Levers down, goals across: how many actions, and which."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cells: dict[tuple[str, str], list[str]] = {}
        self.titles: dict[str, str] = {}

    def show_actions(self, rows: Sequence[Action]) -> None:
        self.beginResetModel()
        self.cells = plan_figures.coverage(rows)
        self.titles = {row.id: title_of(row) for row in rows}
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(LEVERS)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(GOALS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if role not in (Roles.DisplayRole, Roles.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            words = plan_figures.goal_label(list(GOALS)[section])
        else:
            words = choice_label(LEVERS[section], "lever")
        return capital(words)

    def ids(self, index: Index) -> list[str]:
        """The actions of a cell."""
        return self.cells.get((LEVERS[index.row()], list(GOALS)[index.column()]), [])

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        ids = self.ids(index)
        if role == Roles.DisplayRole:
            if not ids:
                return _("! no action")
            titles = [f"·\u00a0{self.titles[one]}" for one in ids[:TITLES_SHOWN]]
            words = ngettext("✓ {count} action", "✓ {count} actions", len(ids)).format(count=len(ids))
            return "\n".join([words, *titles])
        if role == Roles.ToolTipRole:
            return "\n".join(self.titles[one] for one in ids)
        ground, ink = theme.soft("good" if ids else "attention")
        if role == Roles.BackgroundRole:
            return QColor(ground)
        if role == Roles.ForegroundRole:
            return QColor(ink)
        if role == Roles.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class Coverage(QWidget):
    """The coverage table, and beside it the actions of the cell that is chosen."""

    card_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Action] = []
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._line = line
        self.model = CoverageModel(self)
        self.table = QTableView(self)
        self.table.setTabKeyNavigation(False)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Levers and goals"))
        self.table.setItemDelegate(TintedDelegate(self.table))
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setStyleSheet("QHeaderView::section { font-size: 12px; }")
            header.setDefaultAlignment(WRAPPED)
        self.table.horizontalHeader().setFixedHeight(56)
        side = self.table.verticalHeader()
        words = " ".join(choice_label(lever, "lever") for lever in LEVERS).split()
        side.setFixedWidth(max(side.fontMetrics().horizontalAdvance(word) for word in words) + 22)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._tell())
        line.addWidget(self.table, 3)
        self.text = SideText(_("Actions of this cell"), self)
        self.text.setMinimumWidth(190)
        self.text.followed.connect(lambda what, values: self.card_wanted.emit(values[0]) if what == "action" else None)
        self.side = widgets.card(self.text, self)
        line.addWidget(self.side, 1)

    def resizeEvent(self, event: Any) -> None:
        """Where it is narrow the actions of a cell stand below the table."""
        super().resizeEvent(event)
        ways, narrow = QBoxLayout.Direction, self.width() < SIDE_BY_SIDE
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.side.setMaximumHeight(LOW if narrow else widgets.NO_LIMIT)

    def show_actions(self, rows: Sequence[Action]) -> None:
        at = self.table.currentIndex()
        self.rows = list(rows)
        self.model.show_actions(rows)
        if at.isValid():
            self.table.setCurrentIndex(self.model.index(at.row(), at.column()))
        self._tell()

    def _tell(self) -> None:
        """What stands in the cell that is chosen; without one, what stands in none."""
        index = next(iter(self.table.selectedIndexes()), QModelIndex())
        actions = {row.id: row for row in self.rows}
        if index.isValid():
            ids = self.model.ids(index)
            lever = self.model.headerData(index.row(), Qt.Orientation.Vertical)
            goal = self.model.headerData(index.column(), Qt.Orientation.Horizontal)
            parts = [heading(f"{lever} · {goal}")]
            empty = _("No action pulls this lever towards this goal yet. Fill in Lever and Goals of an action.")
        else:
            ids = plan_figures.outside_coverage(self.rows)
            parts = [heading(_("In no cell"))]
            empty = _("Every action has a lever and one of the five goals.")
        parts += [paragraph(link(title_of(actions[one]), "action", one), small(_tail(actions[one]))) for one in ids]
        if not ids:
            parts.append(paragraph(small(empty)))
        words = _("Four levers and five goals of SER advice 23/03; dropped actions don't count.")
        self.text.show_parts([*parts, paragraph(small(words))])


def _tail(row: Action) -> str:
    return f"{row.owner_ or _('without an owner')} · {span_words(row)}"


class SumsModel(QAbstractTableModel):
    """A line per owner or month and one of all together: how many, how many late, hours, cost."""

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.lines: list[tuple[str, Sums]] = []

    def show_actions(self, rows: Sequence[Action], by: str, today: datetime.date) -> None:
        self.beginResetModel()
        self.lines = [
            (actions_filter.group_title(by, group.key), plan_figures.sums(group.actions, today))
            for group in actions_filter.grouped(rows, by)
        ]
        self.lines.append((_("Total"), plan_figures.sums(rows, today)))
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Roles.TextAlignmentRole and section:
            return NUMBERS
        if role != Roles.DisplayRole:
            return None
        return (self.title, _("Actions"), _("Late"), field_label("hours"), field_label("cost"))[section]

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        title, sums = self.lines[index.row()]
        column = index.column()
        if role == Roles.DisplayRole:
            if column == 0:
                return title
            late = f"! {sums.late}" if sums.late else "0"
            return (str(sums.count), late, decimal(sums.hours, 0), decimal(sums.cost, 0))[column - 1]
        if role == Roles.ForegroundRole and column == 2 and sums.late:
            return QColor(theme.strong("problem"))
        if role == Roles.FontRole and index.row() == len(self.lines) - 1:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Roles.TextAlignmentRole and column:
            return NUMBERS
        return None


class Totals(QWidget):
    """Hours and costs per owner and per month in which actions are due."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.models = {"owner": SumsModel(field_label("owner"), self), "month": SumsModel(_("Due in"), self)}
        for by, model in self.models.items():
            column = QVBoxLayout()
            title = _("Per owner") if by == "owner" else _("Per month")
            column.addWidget(widgets.label(title, "strong", self))
            table = ReadingTable(model, title, self)
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            column.addWidget(table, 1)
            line.addLayout(column, 1)

    def show_actions(self, rows: Sequence[Action], today: datetime.date) -> None:
        for by, model in self.models.items():
            model.show_actions(rows, by, today)
