"""The figures of the lead time as tables: sortable, and copied as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from organisatiecanvas.desktop.flow_figures import VariantFlow
from organisatiecanvas.desktop.flow_words import change_words, reliability_words
from organisatiecanvas.desktop.widgets import paint_words, two_lines
from organisatiecanvas.models.analysis.flow.polca import power_of_six, qrm_number
from organisatiecanvas.models.analysis.flow.whatif import Band
from organisatiecanvas.models.glossary import tip_of_label
from organisatiecanvas.models.language import _, decimal, percent

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
HEAD = 44  # pixels: two lines
ROLE_SORT = Qt.ItemDataRole.UserRole


class Cell(NamedTuple):
    """What a cell says, what it sorts by (nothing known comes last), and why there is no figure."""

    words: str
    value: float | str | None
    reason: str = ""


class FigureModel(QAbstractTableModel):
    """Plain rows of cells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: Sequence[str] = ()
        self.rows: list[list[Cell]] = []

    def show_rows(self, heads: Sequence[str], rows: list[list[Cell]]) -> None:
        if heads == self.heads and len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(heads) - 1))
            return
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return two_lines(self.heads[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of_label(self.heads[section]) or self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.rows:
            return _side(self.rows[0][section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.reason or None
        if role == ROLE_SORT:
            return cell.value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(cell)
        return None


def _side(cell: Cell) -> int:
    side = Qt.AlignmentFlag.AlignLeft if isinstance(cell.value, str) else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class _Sorted(QSortFilterProxyModel):
    def lessThan(self, left: Index, right: Index) -> bool:
        one, two = left.data(ROLE_SORT), right.data(ROLE_SORT)
        if one is None or two is None:  # what is not known stands last, whichever way
            ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (two is None and one is not None) if ascending else (one is None and two is not None)
        if isinstance(one, str) or isinstance(two, str):
            return str(one).casefold() < str(two).casefold()
        return bool(one < two)


class FigureTable(QTableView):
    """A table of figures; Ctrl+C copies what is selected, or all with the headings when nothing is."""

    def __init__(self, name: str, parent: QWidget, nothing: str = "") -> None:
        """`nothing`: what is said where there are no rows."""
        super().__init__(parent)
        self.nothing = nothing
        self.setAccessibleName(name)
        self.figures = FigureModel(self)
        self.sorted = _Sorted(self)
        self.sorted.setSourceModel(self.figures)
        self.setModel(self.sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(HEAD)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing and not self.figures.rows:
            paint_words(self, self.nothing)

    def show_rows(self, heads: Sequence[str], rows: list[list[Cell]]) -> None:
        self.figures.show_rows(heads, rows)
        self.setFixedHeight(HEAD + 28 * max(2 if self.nothing else 1, len(rows)) + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> int:
        """Put the rows on the clipboard with tabs between the cells, for a worksheet; returns how many."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = chosen or list(range(self.sorted.rowCount()))
        words = ["\t".join(self.figures.heads)]
        for line in lines:
            cells = (self.sorted.index(line, column).data() for column in range(len(self.figures.heads)))
            words.append("\t".join(str(cell) for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(words))
        return len(lines)


def order_heads() -> list[str]:
    return [
        *(_("Variant"), _("Order family"), _("MCT (days)"), _("Against IST"), _("P10–P90 (days)"), _("QRM number")),
        _("Costs (indicative)"),
        *(_("Work (h)"), _("Waiting (h)"), _("Between units (days)"), _("White space"), _("Handoffs")),
        *(_("Longest MCT (days)"), _("Lots in process"), _("Reliability")),
    ]


def order_rows(
    variants: Sequence[VariantFlow], bands: dict[tuple[str, str], Band], base: VariantFlow | None
) -> list[list[Cell]]:
    """A row for every family in every variant."""
    rows = []
    for variant in variants:
        for line in variant.lines:
            figures, reason = line.figures, line.reason
            first = base.line(line.order) if base is not None else None
            before = first.days if first is not None else None
            itself = base is not None and base.variant == variant.variant
            change = line.days / before - 1 if line.days is not None and before and not itself else None
            number, nothing = qrm_number(before, line.days), _("There is no lead time to compare with.")
            band = bands.get((variant.variant, line.order))
            rows.append(
                [
                    Cell(variant.name, variant.name),
                    Cell(line.name, line.name),
                    _figure(figures["mct_days"], 1, reason),
                    Cell(change_words(line.days, before) if change is not None else "–", change, reason),
                    _band(band),
                    _figure(number, 0, reason or nothing),
                    _figure(power_of_six(before, line.days), 2, reason or nothing),
                    _figure(figures["touch_hours"], 1, reason),
                    _figure(figures["wait_hours"], 1, reason),
                    _figure(figures["link_days"], 1, reason),
                    _share(figures["white_space"], reason),
                    _figure(figures["handoffs"], 0, reason),
                    _figure(figures["mct_longest_days"], 1, reason),
                    _figure(figures["lots_in_process"], 1, reason),
                    Cell(reliability_words(line.reliability) or reason, line.reliability or reason, reason),
                ]
            )
    return rows


def unit_heads() -> list[str]:
    return [
        *(_("Unit"), _("Utilisation"), _("Lots a week"), _("Work per lot (h)"), _("Waiting per lot (h)")),
        *(_("Lots present"), _("Reliability")),
    ]


def unit_rows(variant: VariantFlow) -> list[list[Cell]]:
    """A row for every unit that orders come by."""
    rows = []
    for unit in variant.units:
        figures = unit.figures
        why = " · ".join(part for part in (unit.reason, unit.needed) if part)
        rows.append(
            [
                Cell(unit.name, unit.name),
                _share(figures["utilisation"], why),
                _figure(figures["lots_per_week"], 1, why),
                _figure(figures["service_hours"], 2, why),
                _figure(figures["wait_hours"], 2, why),
                _figure(figures["lots_present"], 1, why),
                Cell(reliability_words(figures["reliability"] or "") or why, figures["reliability"] or why, why),
            ]
        )
    return rows


def polca_heads() -> list[str]:
    return [_("From"), _("To"), _("Lots a week"), _("POLCA cards")]


def polca_rows(variant: VariantFlow) -> list[list[Cell]]:
    """A row for every pair of cells with cards between them."""
    names = variant.names
    return [
        [
            Cell(names[loop["from"]], names[loop["from"]]),
            Cell(names[loop["to"]], names[loop["to"]]),
            Cell(decimal(loop["lots_per_week"]), loop["lots_per_week"]),
            Cell(decimal(loop["cards"], 0), float(loop["cards"])),
        ]
        for loop in variant.polca
    ]


def _figure(value: float | None, digits: int, reason: str) -> Cell:
    return Cell(_("n/a"), None, reason) if value is None else Cell(decimal(value, digits), float(value))


def _share(value: float | None, reason: str) -> Cell:
    return Cell(_("n/a"), None, reason) if value is None else Cell(percent(value), value)


def _band(band: Band | None) -> Cell:
    if band is None:
        return Cell("–", None, _("Fill in how uncertain the inputs are, at «Uncertain inputs»."))
    high = decimal(band.high) if band.high is not None else _("piling up")
    low = decimal(band.low) if band.low is not None else _("piling up")
    return Cell(f"{low} – {high}", band.high, "")
