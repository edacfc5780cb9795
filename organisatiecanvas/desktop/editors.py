"""One small widget for each kind of field. `value` raises InputError; `committed` tells that the user is done."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from organisatiecanvas.desktop import icons, values, widgets
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models import language
from organisatiecanvas.models.fields import Field, TimeUnit, is_share
from organisatiecanvas.models.language import _

MOST_LINES = 10


def assumed_hint() -> str:
    """What the mark at a default says."""
    return _("This is the default: nobody filled in another value, and figures of the order flow depend on it.")


class Editor(QWidget):
    """A field being edited. `show_value` never reports back; `committed` comes on Enter, on leaving or on choosing."""

    committed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def value(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def main(self) -> QWidget:
        """The widget that takes the focus and carries the outline."""
        return self

    def set_name(self, words: str) -> None:
        """What a screen reader calls it."""
        widgets.name(self.main(), words)

    def hold(self, widget: QWidget) -> None:
        self._row.addWidget(widget, 1)
        self.setFocusProxy(widget)

    def busy(self) -> bool:
        """Whether the user is in it, so that it must not be overwritten."""
        focus = self.focusWidget() or self.main()
        return focus.hasFocus()

    def set_assumed(self, assumed: bool) -> None:
        """Mark a default that a figure depends on; editors that have no such fields need no mark."""

    def set_wrong(self, wrong: bool) -> None:
        widget = self.main()
        if bool(widget.property("wrong")) != wrong:
            widget.setProperty("wrong", wrong)
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class LineEditor(Editor):
    """Text on one line; numbers and dates are lines that are read differently."""

    def __init__(self, parent: QWidget | None = None, *, nullable: bool = False) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.nullable = nullable
        self.hold(self.line)
        self.line.editingFinished.connect(self._finished)
        self.line.installEventFilter(self)
        self._shown = ""
        self._mark: QLabel | None = None

    def main(self) -> QWidget:
        return self.line

    def set_assumed(self, assumed: bool) -> None:
        """A grey word at the end of the line, away as soon as something else is typed."""
        if self._mark is None:
            if not assumed:
                return
            self._mark = QLabel(_("default"), self.line)
            self._mark.setProperty("role", "assumed")
            self._mark.setToolTip(assumed_hint())
            self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside = QHBoxLayout(self.line)
            inside.setContentsMargins(0, 0, 7, 0)
            inside.addStretch(1)
            inside.addWidget(self._mark)
            self.line.textChanged.connect(lambda _words: self._show_mark())
        self._mark.setProperty("assumed", assumed)
        self.line.setAccessibleDescription(assumed_hint() if assumed else "")
        self._show_mark()

    def _show_mark(self) -> None:
        if self._mark is not None:
            self._mark.setVisible(bool(self._mark.property("assumed")) and self.line.text() == self._shown)

    def _finished(self) -> None:
        if self.line.text() != self._shown or self.line.property("wrong"):
            self.committed.emit()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        escape = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        )
        if escape and self.line.text() != self._shown:
            self.line.setText(self._shown)
            self.cancelled.emit()
            return True
        return super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:
        words = self.words(value)
        self._shown = words
        if self.line.text() != words:
            self.line.setText(words)
            self.line.setCursorPosition(0)

    def words(self, value: Any) -> str:
        return "" if value is None else str(value)

    def read(self, words: str) -> Any:
        return words

    def value(self) -> Any:
        words = self.line.text()
        if self.nullable and not words.strip():
            return None
        return self.read(words)


class NumberEditor(LineEditor):
    """A number in the notation of the language; `whole` refuses decimals, `share` reads percentages, `time` times."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        nullable: bool = False,
        whole: bool = False,
        share: bool = False,
        time: TimeUnit | None = None,
    ) -> None:
        super().__init__(parent, nullable=nullable)
        self.whole, self.share, self.time = whole, share, time
        if time is not None:
            self.line.setToolTip(values.time_hint(time))

    def words(self, value: Any) -> str:
        if value is None:
            return ""
        return values.share_text(value) if self.share else values.number_text(value)

    def read(self, words: str) -> float | int:
        if not words.strip():
            raise InputError(_("This needs a number."))
        if self.share:
            return values.parse_share(words)
        if self.time is not None:
            number = values.parse_time(words, self.time)
        elif not self.whole:
            number = values.parse_number(words)
        else:
            number = self._whole(words)
        if not self.whole:
            return number
        if number != int(number):
            raise InputError(_("This needs a whole number."))
        return int(number)

    def _whole(self, words: str) -> float:
        try:
            return values.parse_number(words)
        except InputError:
            raise InputError(_("This needs a whole number.")) from None


def number_editor(field: Field, parent: QWidget | None = None) -> NumberEditor:
    """The editor of a field that holds a number."""
    whole, share = field.kind == "whole", is_share(field)
    return NumberEditor(parent, nullable=field.nullable, whole=whole, share=share, time=field.time)


class DateEditor(LineEditor):
    """A date to type or to pick from a calendar."""

    def __init__(self, parent: QWidget | None = None, *, nullable: bool = True) -> None:
        super().__init__(parent, nullable=nullable)
        self.line.setPlaceholderText(_("dd-mm-yyyy") if language.current() == "nl" else "yyyy-mm-dd")
        self._button = QToolButton(self)
        self._button.setIcon(icons.icon("calendar"))
        self._button.setToolTip(_("Pick a date") + "  (Alt+↓)")
        self._button.setAccessibleName(_("Pick a date"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._pick)
        self._row.setSpacing(1)
        self._row.addWidget(self._button)
        QShortcut(QKeySequence("Alt+Down"), self.line, self._pick, context=Qt.ShortcutContext.WidgetShortcut)

    def words(self, value: datetime.date | None) -> str:
        return "" if value is None else values.date_text(value)

    def read(self, words: str) -> datetime.date:
        return values.parse_date(words)

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale(language.current()))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            day = self.value()
        except InputError:
            day = None
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        for chosen in (calendar.clicked, calendar.activated):  # Enter is activated
            chosen.connect(lambda picked: self._picked(picked, menu))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToShow.connect(calendar.setFocus)
        menu.exec(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))
        menu.deleteLater()

    def _picked(self, day: QDate, menu: QMenu) -> None:
        menu.close()
        self.line.setText(values.date_text(datetime.date(day.year(), day.month(), day.day())))
        self.committed.emit()


class _GrowingText(QPlainTextEdit):
    """Plain text that is as high as its lines, within bounds; Tab leaves it."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None, *, enter_leaves: bool = False) -> None:
        super().__init__(parent)
        self._enter_leaves = enter_leaves
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.document().setDocumentMargin(3)
        self._fit()

    def _lines(self) -> int:
        """How many lines it takes at this width; asking for a place lays out what was never painted."""
        layout, block = self.document().documentLayout(), self.document().firstBlock()
        while block.isValid():
            layout.blockBoundingRect(block)
            block = block.next()
        return round(self.document().size().height())

    def _fit(self) -> None:
        all_lines = self._lines()
        # A bar takes width, so that there are no fewer lines with it: it doesn't come and go.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if all_lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != bar:
            self.setVerticalScrollBarPolicy(bar)
        lines = max(1, min(MOST_LINES, all_lines))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 14)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (control or self._enter_leaves):
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class MultilineEditor(Editor):
    """Running text. Ctrl+Enter or leaving the field commits it; with `flow`, Enter does and it stays one paragraph."""

    def __init__(
        self, parent: QWidget | None = None, *, nullable: bool = False, lines: bool = False, flow: bool = False
    ) -> None:
        super().__init__(parent)
        self.nullable, self.lines, self.flow = nullable, lines, flow
        self.area = _GrowingText(self, enter_leaves=flow)
        if lines:
            self.area.setPlaceholderText(_("one on each line"))
        self.hold(self.area)
        self.area.left.connect(self._left)
        self.area.escaped.connect(self._escape)
        self._shown = ""

    def _escape(self) -> None:
        self.area.setPlainText(self._shown)
        self.cancelled.emit()

    def main(self) -> QWidget:
        return self.area

    def _left(self) -> None:
        if self.area.toPlainText() != self._shown or self.area.property("wrong"):
            self.committed.emit()

    def show_value(self, value: Any) -> None:
        words = "" if value is None else ("\n".join(value) if self.lines else str(value))
        self._shown = words
        if self.area.toPlainText() != words:
            self.area.setPlainText(words)

    def value(self) -> Any:
        words = self.area.toPlainText()
        if self.flow:
            words = " ".join(words.split())
        if self.lines:
            return tuple(line.strip() for line in words.splitlines() if line.strip())
        return None if self.nullable and not words.strip() else words


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.hold(self.box)
        self.box.clicked.connect(self._clicked)

    def main(self) -> QWidget:
        return self.box

    def _clicked(self) -> None:
        self.committed.emit()

    def value(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))
