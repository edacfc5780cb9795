"""Editing a name or text in place, over the item: Enter keeps it, Esc gives it up, leaving it keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.models.language import _

Done = Callable[[str | None], None]  # the text, or None when it was given up
LOOKS = (
    "border: 2px solid {blue}; border-radius: 5px; padding: 0 4px; background: #ffffff; color: {ink};"
    " selection-background-color: {blue}; selection-color: #ffffff;"
)


class _Ending:
    """What both editors share: they end once, and tell how."""

    _done: Done | None = None

    def _end(self, text: str | None) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(text)


class NameEdit(_Ending, QLineEdit):
    """One line over a heading, a role or a label."""

    def __init__(self, parent: QWidget, text: str, font: QFont, place: QRect, done: Done) -> None:
        super().__init__(parent)
        self._done = done
        _dress(self, font, place)
        self.setText(text)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._end(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._end(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(self.text())


class NoteEdit(_Ending, QPlainTextEdit):
    """Several lines over a note; Shift+Enter begins a new one."""

    def __init__(self, parent: QWidget, text: str, font: QFont, place: QRect, done: Done) -> None:
        super().__init__(parent)
        self._done = done
        _dress(self, font, place)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._end(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._end(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(self.text())


def _dress(editor: Any, font: QFont, place: QRect) -> None:
    editor.setFont(font)
    name = type(editor).__mro__[2].__name__  # the Qt class, for the style sheet
    editor.setStyleSheet(f"{name} {{ {LOOKS.format(blue=style.LIGHT.selection, ink=style.LIGHT.ink)} }}")
    editor.setAccessibleName(_("Name"))
    editor.setGeometry(place)
    editor.show()
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
