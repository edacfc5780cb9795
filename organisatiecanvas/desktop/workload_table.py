"""Hours per unit and role as a table with bars: what is asked, what there is, how full that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.figures import BANDS
from organisatiecanvas.desktop.flow_paint import dashed, sized, write
from organisatiecanvas.desktop.workload_figures import Gathered
from organisatiecanvas.models.analysis.capacity import band
from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.analysis.workload import Parts, RoleLoad, UnitLoad
from organisatiecanvas.models.glossary import tip_of_label
from organisatiecanvas.models.language import _, decimal, percent

NAME, PEOPLE, DEMAND, AVAILABLE, OCCUPANCY, SHORT, ACTION = range(7)
LINE = 32
FULL = 1.25  # occupancy at the end of the bar; of a fuller one the figure beside it tells
ROOMY = 24  # letters of a heading that stay on one line
BAR_AT_LEAST = 140  # pixels, with the figure beside it


@dataclass(frozen=True)
class Line:
    """One row; `id` is empty for what a unit asks outside its roles."""

    collection: str
    id: str
    name: str
    people: int | None
    parts: Parts
    available: float | None
    occupancy: float | None
    absent: float | None  # occupancy with the largest contributor away
    fte_short: float | None
    reason: str  # why there is no occupancy

    @property
    def is_unit(self) -> bool:
        return self.collection == "units"


def lines(session: Any, gathered: Gathered, *, roles: bool) -> Iterator[Line]:
    """The rows of a variant, in the order of the drawing."""
    variant = session.organisation.variants.get(gathered.variant)
    if variant is None:
        return
    for load in gathered.hours.units:
        if load.unit not in variant.units:
            continue
        if not (load.people or load.parts.demand or load.parts.demand is None):
            continue  # a frame around others
        yield _unit_line(variant, load, gathered)
        if roles:
            for role in load.roles:
                if role.role is None or role.role in variant.roles:
                    yield _role_line(variant, role)


def _unit_line(variant: Any, load: UnitLoad, gathered: Gathered) -> Line:
    key = f"capacity.units.{load.unit}"
    reason = gathered.reason(f"{key}.occupancy", f"{key}.demand_hours", f"{key}.available_hours")
    figures = load.figures
    return Line(
        "units",
        load.unit,
        variant.units[load.unit].name,
        load.people,
        load.parts,
        figures["available_hours"],
        figures["occupancy"],
        figures["occupancy_one_absent"],
        figures["fte_short"],
        reason,
    )


def _role_line(variant: Any, load: RoleLoad) -> Line:
    if load.role is None:
        name = _("outside the roles")
        reason = _("Tasks without a role, disturbances: whoever is there.")
        return Line("", "", name, None, load.parts, None, None, None, None, reason)
    reason = "" if load.occupancy is not None else _("Nobody has hours in this role.")
    role = variant.roles[load.role]
    return Line(
        "roles", role.id, role.name, load.people, load.parts, load.available, load.occupancy, None, None, reason
    )


class HoursModel(QAbstractTableModel):
    """The rows as a table; `absent` shows occupancy with one away. `shown`: the rows are others now."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.acted: set[str] = set()  # ids of units and roles with an action of their occupancy
        self.absent = False
        self.target = 0.8

    def show_lines(self, found: list[Line], acted: set[str], target: float, *, absent: bool) -> None:
        same = len(found) == len(self.lines)
        if not same:
            self.beginResetModel()
        self.lines, self.acted, self.target, self.absent = found, acted, target, absent
        if not same:
            self.endResetModel()
        elif found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, ACTION))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, ACTION)
        self.shown.emit()

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else ACTION + 1

    def occupancy(self, line: Line) -> float | None:
        """What the bar shows of a row."""
        if not self.absent:
            return line.occupancy
        return line.absent if line.is_unit else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and PEOPLE <= section <= AVAILABLE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        occupancy = _("Occupancy, one absent") if self.absent else _("Occupancy")
        asked, available = _("Asked (h a week)"), _("Available (h a week)")
        heads = [_("Unit and role"), _("People"), asked, available, occupancy, _("FTE short"), ""]
        plain = heads[section].partition(" (")[0]
        return widgets.two_lines(heads[section], ROOMY) if role == Qt.ItemDataRole.DisplayRole else tip_of_label(plain)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and PEOPLE <= column <= AVAILABLE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and column == OCCUPANCY:
            return self._spoken(line)
        return None

    def _words(self, line: Line, column: int) -> str:
        if column == NAME:
            return line.name
        if column == PEOPLE:
            return "" if line.people is None else decimal(line.people, 0)
        if column == DEMAND:
            return _("n/a") if line.parts.demand is None else decimal(line.parts.demand)
        if column == AVAILABLE:
            return "" if line.available is None else decimal(line.available)
        if column == OCCUPANCY:
            value = self.occupancy(line)
            return "" if value is None else share_words(value)
        if column == SHORT:
            return decimal(line.fte_short, 2) if line.fte_short else ""
        if not line.id:
            return ""
        return _("✓ In actions") if line.id in self.acted else _("Make action")

    def _spoken(self, line: Line) -> str:
        value = self.occupancy(line)
        return line.reason if value is None else f"{share_words(value)}, {value_label(band(value))}"

    def _tip(self, line: Line, column: int) -> str:
        if column == NAME and line.id:
            return _("{name}: show on the canvas").format(name=line.name)
        if column in (DEMAND, OCCUPANCY) and line.parts.demand is not None:
            words = _(
                "Tasks {tasks} + role hours {own} + meetings {meetings} + disturbances solved elsewhere {rest} h a week"
            ).format(
                tasks=decimal(line.parts.tasks or 0),
                own=decimal(line.parts.own),
                meetings=decimal(line.parts.meetings),
                rest=decimal(line.parts.disturbances),
            )
            return f"{line.reason}\n{words}" if line.reason else words
        return line.reason if column == OCCUPANCY else ""


def share_words(value: float) -> str:
    """A percentage, with a decimal where 100 % would stand for more than full."""
    return percent(value, 1 if value > 1 and percent(value) == percent(1) else 0)


class HoursDelegate(QStyledItemDelegate):
    """Paints names like links, bars in their bands with symbol, and the button of a row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column = index.column()
        model = index.model()
        assert isinstance(model, HoursModel)
        line = model.lines[index.row()]
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        option.widget.style().drawControl(option.widget.style().ControlElement.CE_ItemViewItem, option, painter)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(8, 0, -8, 0)
        colours = theme.current()
        painter.setFont(sized(option.widget, 13, bold=line.is_unit and column != ACTION))
        if column == NAME:
            painter.setPen(QColor(colours.ink if line.id else colours.muted))
            write(painter, area.adjusted(0 if line.is_unit else 18, 0, 0, 0), words)
        elif column == OCCUPANCY:
            self._bar(painter, area, option.widget, model.occupancy(line), model.target, line)
        elif column == ACTION and words:
            painter.setFont(sized(option.widget, 12))
            painter.setPen(QColor(colours.accent))
            write(painter, area, words)
        elif column == SHORT and words:
            painter.setPen(QColor(theme.strong("problem")))
            write(painter, area, f"✕ {words}")
        else:
            painter.setPen(QColor(colours.ink if line.is_unit else colours.muted))
            write(painter, area, words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.restore()

    def _bar(
        self, painter: QPainter, area: QRectF, view: QWidget, value: float | None, target: float, line: Line
    ) -> None:
        colours = theme.current()
        if value is None:
            painter.setFont(sized(view, 12))
            painter.setPen(QColor(colours.muted))
            write(painter, area, line.reason or _("n/a"))
            return
        state = BANDS[band(value)]
        room = area.adjusted(0, 8, -74, -8) if line.is_unit else area.adjusted(0, 11, -74, -11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(room, 3, 3)
        full = QRectF(room)
        full.setWidth(max(2.0, room.width() * min(value, FULL) / FULL))
        painter.setBrush(QColor(theme.graphic(state)))
        painter.drawRoundedRect(full, 3, 3)
        for share, pen in ((target, dashed(colours.ink, 1.0)), (1.0, QColor(colours.muted))):
            painter.setPen(pen)
            across = room.left() + room.width() * share / FULL
            painter.drawLine(int(across), int(area.top()) + 4, int(across), int(area.bottom()) - 4)
        painter.setPen(QColor(theme.strong(state)))
        painter.setFont(sized(view, 13, bold=line.is_unit))
        after = QRectF(room.right() + 8, area.top(), 70, area.height())
        write(painter, after, f"{theme.SYMBOLS[state]} {share_words(value)}")


class HoursTable(QTableView):
    """A click on a name shows it on the canvas, one on the last column makes an action; Enter and A do the same."""

    show_wanted = Signal(str, str)
    action_wanted = Signal(object)  # Line

    def __init__(self, model: HoursModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(HoursDelegate(self))
        self.setAccessibleName(_("Hours per unit and role"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        model.shown.connect(self._on_shown)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self._show(index.row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.rowCount():
            words = _("No hours to compare yet: draw units on the canvas, and give them roles, people and tasks.")
            widgets.paint_words(self, words)

    def sizeHint(self) -> QSize:
        return QSize(600, 400)

    def resizeEvent(self, event: Any) -> None:
        """Names and bars share what the figures leave."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        narrow = self.viewport().width() < 640
        bold = QFontMetrics(sized(self, 13, bold=True))
        widths = {ACTION: max(metrics.horizontalAdvance(words) for words in (_("✓ In actions"), _("Make action"))) + 20}
        for column in (PEOPLE, DEMAND, AVAILABLE, SHORT):
            words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            widths[column] = max(58, *(bold.horizontalAdvance(one) + 22 for one in words.splitlines()))
        self.setColumnHidden(PEOPLE, narrow)
        rest = self.viewport().width() - sum(
            width for column, width in widths.items() if not self.isColumnHidden(column)
        )
        names = max(
            (bold.horizontalAdvance(line.name) + 18 * (not line.is_unit) for line in self._model.lines), default=0
        )
        widths[NAME] = max(120, min(names + 22, rest - BAR_AT_LEAST))
        widths[OCCUPANCY] = max(BAR_AT_LEAST, rest - widths[NAME])
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _on_shown(self) -> None:
        self.resizeEvent(None)
        self.span_reasons()

    def span_reasons(self) -> None:
        """Why there is no bar may go on over the columns beside it that hold nothing."""
        self.clearSpans()
        for row, line in enumerate(self._model.lines):
            if self._model.occupancy(line) is None and not line.fte_short:
                self.setSpan(row, OCCUPANCY, 1, 2 if line.id else 3)

    def line(self, row: int) -> Line | None:
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == NAME:
            self._show(index.row())
        elif index.column() == ACTION:
            self._act(index.row())

    def _show(self, row: int) -> None:
        line = self.line(row)
        if line is not None and line.id:
            self.show_wanted.emit(line.collection, line.id)

    def _act(self, row: int) -> None:
        line = self.line(row)
        if line is not None and line.id:
            self.action_wanted.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._show(row)
        elif event.key() == Qt.Key.Key_A and not event.modifiers():
            self._act(row)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.line(index.row())
        hand = line is not None and bool(line.id) and index.column() in (NAME, ACTION)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().unsetCursor()

    def contextMenuEvent(self, event: Any) -> None:
        row = self.rowAt(event.pos().y())
        line = self.line(row)
        if line is None or not line.id:
            return
        menu = QMenu(self)
        menu.addAction(_("Show on the canvas"), lambda: self._show(row))
        known = line.id in self._model.acted
        menu.addAction(_("Show this action") if known else _("Make action"), lambda: self._act(row))
        menu.exec(event.globalPos())
        menu.deleteLater()
