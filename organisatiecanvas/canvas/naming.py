"""Editing a name or text in place, over the item: Enter keeps it, Esc gives it up, leaving it keeps it.

The first text of a note is kept by Esc too: many end a text with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from organisatiecanvas.canvas import editing, style
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

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


class Naming:
    """Names in one view; `editor` is the one that is open."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.editor: NameEdit | NoteEdit | None = None

    def begin(self, ref: Ref, text: str | None, merge: str | None) -> None:
        """Open the editor over an element, beginning with `text` or its name."""
        self.commit()
        view = self.view
        variant = view.canvas.variant
        row = editing.row_of(variant, ref) if variant is not None else None
        if row is None:
            return
        view.ensure_shown(ref)
        now = row.label if ref.collection == "links" else row.text if ref.collection == "notes" else row.name
        size, place = self._place(ref)
        font = QFont(style.font(14, ref.collection != "notes"))
        font.setPixelSize(max(11, round(size * view.zoom())))

        def done(words: str | None) -> None:
            if words is None and isinstance(self.editor, NoteEdit) and not now:
                words = self.editor.text()  # there is nothing to go back to
            self._close()
            if words is not None and (words.strip() or ref.collection in ("links", "notes")):
                view.attempt(lambda: editing.rename(view.canvas.document, view.variant_id, ref, words.strip(), merge))

        kind = NoteEdit if ref.collection == "notes" else NameEdit
        self.editor = kind(view.viewport(), now if text is None else text, font, place, done)
        if text is not None and isinstance(self.editor, NameEdit):
            self.editor.setCursorPosition(len(text))

    def commit(self) -> None:
        """Keep what is being typed."""
        if self.editor is not None:
            self.editor._end(self.editor.text())

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            if self.view.window().focusWidget() is editor:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # or hiding passes the focus on, as Tab does
            editor.hide()
            editor.deleteLater()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, ref: Ref) -> tuple[int, QRect]:
        """Size of the text, and where the editor lies in the viewport."""
        canvas = self.view.canvas
        rect = canvas.rect_of(ref)
        size = 14
        if ref.collection == "units":
            looks = canvas.units[ref.id].looks
            wide = min(rect.width(), 260.0) if looks is not None and looks.container else rect.width()
            rect = QRectF(rect.left() + 6, rect.top() + 5, wide - 12, 24)
        elif ref.collection == "roles":
            rect, size = QRectF(rect.left() + 2, rect.top() - 1, max(rect.width() - 4, 120), 22), 12
        elif ref.collection == "links":
            label = canvas.links[ref.id].label
            middle = label.sceneBoundingRect().center() if label is not None else canvas.link_middle(ref.id)
            rect, size = QRectF(middle.x() - 60, middle.y() - 12, 120, 24), 11
        elif ref.collection == "decisions":
            rect, size = QRectF(rect.left(), rect.top() - 3, max(rect.width(), 170), 24), 11
        else:
            rect, size = rect.adjusted(4, 4, -4, -4), 13
        place = self.view.mapFromScene(rect).boundingRect()
        place.setHeight(max(place.height(), 24))
        place.setWidth(max(place.width(), 120))
        return size, place
