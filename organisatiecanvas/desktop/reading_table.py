"""A table to read: lines as high as their words need, up to eight, cells on the ground that their model gives them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from organisatiecanvas.desktop import theme

NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter  # how figures and their headings stand
LEAST_LINE = 30
MOST_LINES = 8
PADDING = 16  # pixels beside the words of a cell
AIR = 8  # pixels between the words of two lines
Roles = Qt.ItemDataRole


class TintedDelegate(QStyledItemDelegate):
    """Paints the ground of a cell first, which the style sheet of tables leaves out, and a thin line below it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(Roles.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
        painter.fillRect(
            option.rect.left(), option.rect.bottom(), option.rect.width(), 1, QColor(theme.current().hover)
        )


class ReadingTable(QTableView):
    """Only lines in sight are measured: a list can have thousands."""

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.setItemDelegate(TintedDelegate(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LEAST_LINE)
        self.verticalHeader().setMinimumSectionSize(LEAST_LINE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit_lines)
        self.setModel(model)
        model.modelReset.connect(self._soon.start)
        model.layoutChanged.connect(self._soon.start)
        header.sectionResized.connect(lambda *_what: self._soon.start())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.fit_lines())

    def fit_lines(self) -> None:
        """Give the lines in sight the height of their words."""
        most = MOST_LINES * self.fontMetrics().lineSpacing() + AIR
        line = max(0, self.rowAt(0))
        while line < self.model().rowCount() and self.rowViewportPosition(line) < self.viewport().height():
            self.setRowHeight(line, max(LEAST_LINE, min(most, self._words_height(line) + AIR)))
            line += 1

    def _words_height(self, line: int) -> int:
        """Pixels that the highest words of a line take in their columns; the style knows nothing of their padding."""
        highest = 0
        for column in range(self.model().columnCount()):
            index = self.model().index(line, column)
            words = str(index.data() or "")
            font = index.data(Roles.FontRole)
            metrics = QFontMetrics(font.resolve(self.font())) if font is not None else self.fontMetrics()
            room = QRect(0, 0, self.columnWidth(column) - PADDING, 0)
            highest = max(highest, metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height())
        return highest

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._soon.start()
