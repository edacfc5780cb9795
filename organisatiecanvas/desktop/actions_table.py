"""The action plan as a spreadsheet: typed, pasted, filled down, sorted, filtered, in groups by owner or month."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from organisatiecanvas.desktop import actions_filter, elements, theme
from organisatiecanvas.desktop.actions_filter import Filter
from organisatiecanvas.desktop.block_table import BlockTable
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.desktop.tables import WIDTHS, FieldDelegate, Index, RowTable
from organisatiecanvas.models import plan_figures
from organisatiecanvas.models.changes import Change, full_key
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Action
from organisatiecanvas.models.plan_figures import Sums

COLUMNS = (
    *("title", "about", "owner_", "start", "due", "status", "progress", "measure", "variant", "involved"),
    *("from_value", "to_value", "hours", "cost", "lever", "goals", "reason", "staff_consequence"),
    *("accompanying_measure", "works_council_ground", "works_council_status", "evaluation"),
)
WIDE = {
    "title": 290,
    "about": 160,
    "owner_": 122,
    "start": 108,
    "due": 108,
    "status": 92,
    "progress": 92,
    "measure": 220,
    "reason": 220,
    "goals": 220,
    "works_council_ground": 110,
}
HEADING = ""  # the first part of the key of a line that heads a group
Roles = Qt.ItemDataRole


class ActionsModel(RowTable):
    """Actions on lines, groups with a line of their own above them.

    The order is that of the last sorting, filter or grouping: typing in a cell doesn't move or hide its line, unless
    it goes to another group.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self.filter, self.by = Filter(), ""
        self.sorted_by: tuple[int, bool] | None = None  # column, and whether downwards
        self.headings: dict[str, tuple[str, Sums]] = {}
        self._order: dict[str, int] = {}
        self.session = session
        self.early = actions_filter.too_early(session.organisation)
        self._arrange()
        super().__init__(session, "actions", COLUMNS, list, parent)

    # -- which lines ---------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Which actions stand in which order, by filter and sorting as they are now."""
        today = datetime.date.today()
        rows = actions_filter.shown(self.session.organisation, self.filter, today)
        if self.sorted_by is not None:
            column, downwards = self.sorted_by
            rows = sorted(rows, key=lambda row: self._value(row, COLUMNS[column]), reverse=downwards)
        self._order = {row.id: place for place, row in enumerate(rows)}

    def _value(self, row: Action, name: str) -> tuple[bool, Any]:
        value = getattr(row, name)
        if value is None:
            return True, ""
        if isinstance(value, (int, float, datetime.date)):
            return False, value
        return False, elements.value_text(self.session.organisation, row, name).casefold()

    def fresh_keys(self) -> list[Key]:
        organisation = self.session.organisation
        rows = sorted(
            (row for row in organisation.actions.values() if row.id in self._order), key=lambda row: self._order[row.id]
        )
        self.headings = {}
        keys: list[Key] = []
        today = datetime.date.today()
        for group in actions_filter.grouped(rows, self.by):
            if self.by:
                title = actions_filter.group_title(self.by, group.key)
                self.headings[title] = title, plan_figures.sums(group.actions, today)
                keys.append((HEADING, title))
            keys.extend(full_key(row) for row in group.actions)
        return keys

    def show_only(self, chosen: Filter, by: str) -> None:
        """Narrow to what passes, in groups by `owner`, `month` or nothing."""
        self.filter, self.by = chosen, by
        self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._rearrange()

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.keys = self.fresh_keys()
        self.endResetModel()

    def _on_change(self, change: Change) -> None:
        if change.touches("actions", "dossier", "variants"):
            self.early = actions_filter.too_early(self.session.organisation)
        if change.everything:
            self._arrange()
        last = len(self._order)
        touched = {row.key for row in change.rows if row.collection == "actions"}
        for at, key in enumerate(self.session.organisation.actions):
            if (key,) not in self.keys and (key,) in touched:
                self._order.setdefault(key, last + at)  # what is new is shown even where it passes no filter
        super()._on_change(change)

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def heading(self, line: int) -> tuple[str, Sums] | None:
        """The title and sums of a line that heads a group; None for an action."""
        key = self.keys[line]
        return self.headings.get(key[1]) if key[0] == HEADING and len(key) > 1 else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if self.heading(index.row()) is not None else super().flags(index)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        heading = self.heading(index.row())
        if heading is not None:
            return self._heading_data(heading, index.column(), role)
        row = self.row(index.row())
        if row is None:
            return None
        mark = self._mark(row, self.columns[index.column()])
        if mark is not None:
            severity, words = mark
            if role == Roles.DisplayRole:
                return f"! {super().data(index, role)}"
            if role == Roles.ToolTipRole:
                return words
            if role == Roles.ForegroundRole:
                return QColor(theme.strong(severity))
        return super().data(index, role)

    def _heading_data(self, heading: tuple[str, Sums], column: int, role: int) -> Any:
        if role == Roles.BackgroundRole:
            return QColor(theme.current().ground)
        if column:
            return None
        if role == Roles.DisplayRole:
            return f"{heading[0]}  ·  {sums_words(heading[1])}"
        if role == Roles.FontRole:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def _mark(self, row: Any, name: str) -> tuple[str, str] | None:
        """What is the matter with a cell: how bad, and in words."""
        today = datetime.date.today()
        if name == "due" and plan_figures.late(row, today):
            days = (today - row.due).days
            return "problem", ngettext("{count} day late", "{count} days late", days).format(count=days)
        early = self.early.get(row.id)
        at = "start" if row.start is not None else "status"
        return ("attention", early.message) if early is not None and name == at else None


def sums_words(sums: Sums) -> str:
    """What actions come to: how many, how many late, hours and cost."""
    words = [
        ngettext("{count} action", "{count} actions", sums.count).format(count=sums.count),
        _("{hours} h").format(hours=decimal(sums.hours, 0)),
        _("€ {cost}").format(cost=decimal(sums.cost, 0)),
    ]
    if sums.late:
        words.insert(1, "! " + ngettext("{count} late", "{count} late", sums.late).format(count=sums.late))
    return " · ".join(words)


class _Delegate(FieldDelegate):
    """Headings of groups on their ground, which the style sheet of tables leaves out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Roles.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class ActionsTable(BlockTable):
    """Typed and pasted like a spreadsheet; lines that head a group are no cells."""

    chosen = Signal()

    def __init__(self, model: ActionsModel, add: Callable[[], Row], parent: QWidget) -> None:
        super().__init__(model, model, add, parent)
        self._model = model
        self.setAccessibleName(_("Action plan"))
        self.setItemDelegate(_Delegate(self))
        self._set_columns()
        model.modelReset.connect(self._span)
        model.rowsInserted.connect(lambda *_where: self._span())
        model.rowsRemoved.connect(lambda *_where: self._span())
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self._kept: tuple[Key, int] | None = None
        self.selectionModel().selectionChanged.connect(lambda *_what: self.chosen.emit())

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._model.sort)
        for index, name in enumerate(COLUMNS):
            words = self._model.headerData(index, Qt.Orientation.Horizontal)
            least = header.fontMetrics().horizontalAdvance(words) + 34
            kind = Action.FIELDS[name].kind
            header.resizeSection(index, max(least, WIDE.get(name, WIDTHS.get(kind, 140))))

    def _span(self) -> None:
        """Headings of groups run across."""
        self.clearSpans()
        for line in range(self._model.rowCount()):
            if self._model.heading(line) is not None:
                self.setSpan(line, 0, 1, len(COLUMNS))

    def _keep(self) -> None:
        at = self.currentIndex()
        self._kept = (self._model.keys[at.row()], at.column()) if at.isValid() else None

    def _restore(self) -> None:
        if self._kept is not None and self._kept[0] in self._model.keys:
            self.go(self._model.index(self._model.keys.index(self._kept[0]), self._kept[1]))
