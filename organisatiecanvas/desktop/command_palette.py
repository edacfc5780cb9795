"""Ctrl+K: type a few letters of what you want to do, and do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.command_list import Entry, entries, matching
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

WIDTH, ROWS, ROW = 620, 11, 34
MOST_RECENT = 8
ENTRY = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS - 1, Qt.Key.Key_PageUp: 1 - ROWS}


class CommandPalette(QDialog):
    """`chosen` is the id of the command to run, empty when it was closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Find a command"))
        self.chosen = ""
        self._recent = [name for name in window.settings.get("commands_used") if isinstance(name, str)]
        self._entries = [entry for entry in entries(window) if entry.id != "help.palette"]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.field = widgets.search_field(_("What do you want to do?"), self)
        self.field.setMinimumHeight(30)
        self.field.textChanged.connect(self.look)
        column.addWidget(self.field)
        self.list = QListWidget(self)
        self.list.setProperty("role", "popup")
        self.list.setAccessibleName(_("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.list.currentItemChanged.connect(lambda item, _before: self._tell(item))
        column.addWidget(self.list, 1)
        self.none = widgets.label(_("No command has these words."), "muted", self)
        column.addWidget(self.none)
        self.resize(min(WIDTH, window.width() - 40), ROWS * ROW + 78)
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 70)))
        self.look()
        self.field.setFocus()

    def look(self) -> None:
        """Show what has the words of the field, the first of it chosen."""
        blocked = QSignalBlocker(self.list)  # on its way out each would be the chosen one for a moment
        self.list.clear()
        for entry in matching(self._entries, self.field.text(), self._recent):
            item = QListWidgetItem(entry.title)
            item.setData(ENTRY, entry)
            parts = (entry.title, entry.key, entry.menu, entry.why_not)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in parts if part))
            item.setToolTip(entry.why_not)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        blocked.unblock()
        self._tell(self.list.currentItem())
        self.list.setVisible(self.list.count() > 0)
        self.none.setVisible(self.list.count() == 0)
        if not self.list.count():
            widgets.aloud(self.field, self.none.text())

    def _tell(self, item: QListWidgetItem | None) -> None:
        """What Enter would do: the keys stay in the field, so nobody hears it from the list."""
        if item is not None:
            widgets.aloud(self.field, item.data(Qt.ItemDataRole.AccessibleTextRole))

    def entry(self) -> Entry | None:
        """What is chosen in the list."""
        item = self.list.currentItem()
        return item.data(ENTRY) if item is not None else None

    def take(self) -> None:
        """Close and let the chosen command be run; one that can't be used stays, with its reason in sight."""
        entry = self.entry()
        if entry is not None and not entry.why_not:
            self.chosen = entry.id
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS and self.list.count():
            row = self.list.currentRow() + STEPS[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Title and, paler, its menu; the key at the right; what can't be used is pale, with the reason instead."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, entry = theme.current(), index.data(ENTRY)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_tint))
            painter.drawRoundedRect(rect, 6, 6)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        line = rect.adjusted(10, 0, -10, 0)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, middle | right, entry.key)
        line.setRight(line.right() - metrics.horizontalAdvance(entry.key) - (16 if entry.key else 0))
        painter.setPen(QColor(colours.muted if entry.why_not else colours.ink))
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, middle, title)
        line.setLeft(line.left() + metrics.horizontalAdvance(title) + 12)
        painter.setPen(QColor(colours.muted))
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        second = entry.why_not or entry.menu
        painter.drawText(
            line, middle, painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, line.width())
        )
        painter.restore()


def choose(window: MainWindow) -> None:
    """Ask for a command and run it."""
    palette = CommandPalette(window)
    palette.exec()
    name = palette.chosen
    palette.deleteLater()
    if name:
        before = [one for one in window.settings.get("commands_used") if one != name]
        window.settings.set(commands_used=[name, *before][:MOST_RECENT])
        window.commands.run(name)
