"""Choosing one of a list; a long list is narrowed by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from organisatiecanvas.desktop.editors import Editor

Options = Callable[[], Sequence[tuple[Any, str]]]
NONE_TEXT = "—"
SEARCHABLE_FROM = 12  # entries from which typing narrows a list


class _QuietCombo(QComboBox):
    """A combo box that shortens its text, and lets the wheel scroll the panel unless it has the focus."""

    def paintEvent(self, event: Any) -> None:
        if self.isEditable():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - 34 - (22 if not option.currentIcon.isNull() else 0)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: Any) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ComboEditor(Editor):
    """One of a list; a long list is narrowed by typing. `options` is asked anew whenever the list opens."""

    def __init__(self, options: Options, parent: QWidget | None = None, *, nullable: bool = False) -> None:
        super().__init__(parent)
        self.options, self.nullable = options, nullable
        self.box = _QuietCombo(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.box.setMaxVisibleItems(14)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hold(self.box)
        self._value: Any = None
        self._fill()
        if self.box.count() >= SEARCHABLE_FROM:
            self._make_searchable()
        self.box.activated.connect(lambda _index: self._chosen())

    def main(self) -> QWidget:
        return self.box

    def _make_searchable(self) -> None:
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.box.completer()
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.popup().setProperty("role", "popup")
        self.box.lineEdit().editingFinished.connect(self._typed)

    def _fill(self) -> None:
        entries = list(self.options())
        if self.nullable:
            entries.insert(0, (None, NONE_TEXT))
        if [(self.box.itemData(i), self.box.itemText(i)) for i in range(self.box.count())] == entries:
            return
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in entries:
            self.box.addItem(words, value)
        self.box.blockSignals(False)

    def _chosen(self) -> None:
        if self.box.currentData() != self._value:
            self.committed.emit()

    def _typed(self) -> None:
        words = self.box.currentText().strip()
        index = next((i for i in range(self.box.count()) if self.box.itemText(i).casefold() == words.casefold()), -1)
        if index >= 0:
            self.box.setCurrentIndex(index)
            self._chosen()
        else:
            self.show_value(self._value)

    def value(self) -> Any:
        return self.box.currentData()

    def show_value(self, value: Any) -> None:
        self._value = value
        self._fill()
        index = next((i for i in range(self.box.count()) if self.box.itemData(i) == value), -1)
        self.box.blockSignals(True)
        if index < 0 and value is not None:
            self.box.addItem(str(value), value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)
        self.box.blockSignals(False)
        self.box.setToolTip(self.box.currentText() if len(self.box.currentText()) > 22 else "")
