"""Choosing one of a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from organisatiecanvas.desktop.editors import Editor

Options = Callable[[], Sequence[tuple[Any, str]]]
NONE_TEXT = "—"


@dataclass(frozen=True)
class NamedOptions:
    """Options of which one can be named by itself: a box that shows it need not list a thousand others."""

    listed: Options
    name: Callable[[Any], str | None]  # None for what is not among them

    def __call__(self) -> Sequence[tuple[Any, str]]:
        return self.listed()


def names_of(options: Options, values: Sequence[Any]) -> list[str]:
    """What these are called among the options; what is not among them is called as it is written."""
    if not values:
        return []
    name = options.name if isinstance(options, NamedOptions) else dict(options()).get
    found = [(value, name(value)) for value in values]
    return [str(value) if words is None else words for value, words in found]


class _QuietCombo(QComboBox):
    """A combo box that shortens its text, and lets the wheel scroll the panel unless it has the focus."""

    def paintEvent(self, _event: Any) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        text = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = text.width() - 4 - (20 if not option.currentIcon.isNull() else 0)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: Any) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ComboEditor(Editor):
    """One of a list. `options` is asked anew whenever the list opens."""

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
        self.box.activated.connect(lambda _index: self._chosen())

    def main(self) -> QWidget:
        return self.box

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
