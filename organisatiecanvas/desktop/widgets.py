"""Small widgets that several panels share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import icons, theme
from organisatiecanvas.models.language import _

NO_LIMIT = 16777215  # pixels: the largest height of a widget that has no largest height

NEAR = 1.25  # so much wider than the narrowest, and a unit still has a line of its own


def two_lines(head: str, short: int = 11) -> str:
    """The heading of a column on two lines, so that it is no wider than its figures: its unit below, else its half.

    What has no more letters than `short` and no unit stays on a line.
    """
    places = [at for at, sign in enumerate(head) if sign == " "]
    unit = head.find(" (")
    if not places or (len(head) <= short and unit < 0):
        return head

    def longer(at: int) -> int:
        return max(at, len(head) - at - 1)

    best = min(places, key=longer)
    at = unit if unit > 0 and longer(unit) <= NEAR * longer(best) else best
    return f"{head[:at]}\n{head[at + 1 :]}"


def fitted(words: str, metrics: QFontMetrics, width: int, lines: int = 1) -> str:
    """The text on at most so many lines of this width, the last one shortened where it must."""
    if lines == 1 or metrics.horizontalAdvance(words) <= width:
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
    first = ""
    rest = words.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:  # one word that is too long: what comes after it still has its lines
        first = metrics.elidedText(rest.pop(0), Qt.TextElideMode.ElideRight, width)
    below = fitted(" ".join(rest), metrics, width, lines - 1) if rest else ""
    return f"{first}\n{below}" if below else first


def name(control: QWidget, words: str) -> None:
    """What a screen reader calls a control.

    Of a list that opens, Qt on Linux tells what is chosen as its name; what it is for is told beside that.
    """
    control.setAccessibleName(words)
    if isinstance(control, QComboBox):
        control.setAccessibleDescription(words)


def aloud(widget: QWidget, words: str) -> None:
    """Let a screen reader say what is only seen otherwise, if there is one."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def tab_as_laid_out(root: QWidget) -> None:
    """Let Tab go along the controls in the order in which their layouts have them, not in that of their making."""
    parts = list(_laid_out(root))
    # Tab stops too at what another has the keys for; Qt only moves it while it takes them itself.
    proxies = [(one, one.focusProxy(), one.focusPolicy()) for one in parts if one.focusProxy() is not None]
    for one, _proxy, _policy in proxies:
        one.setFocusProxy(None)  # type: ignore[arg-type]
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in itertools.pairwise(one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus):
        QWidget.setTabOrder(before, after)
    for one, proxy, policy in proxies:
        one.setFocusPolicy(policy)
        one.setFocusProxy(proxy)  # type: ignore[arg-type]


def _laid_out(part: QWidget | QLayout | None) -> Iterator[QWidget]:
    """A widget and what is in it, or what is in a layout, in its order."""
    if isinstance(part, QLayout):
        for index in range(part.count()):
            item = part.itemAt(index)
            yield from _laid_out(item.widget() or item.layout())
    elif isinstance(part, QSplitter):
        for index in range(part.count()):
            yield from _laid_out(part.widget(index))
    elif part is not None:
        yield part
        yield from _laid_out(part.widget() if isinstance(part, QScrollArea) else part.layout())


class ElidedLabel(QLabel):
    """A label that shortens its text with an ellipsis instead of widening its panel; the whole text as tooltip."""

    def __init__(self, words: str = "", parent: QWidget | None = None, role: str = "", lines: int = 1) -> None:
        super().__init__(parent)
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        vertical = QSizePolicy.Policy.Fixed if lines == 1 else QSizePolicy.Policy.Minimum
        self.setSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        self.full, self._lines, self._spare = "", lines, False
        self.set_words(words)

    def set_words(self, words: str, *, spare: bool = False) -> None:
        """`spare`: words that are left out where there is no room for all of them."""
        self.full, self._spare = words, spare
        self.setAccessibleName(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(10, super().minimumSizeHint().height())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = fitted(self.full, QFontMetrics(self.font()), max(self.width(), 10), self._lines)
        if self._spare and shown != self.full:
            shown = ""
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self.full if "…" in shown and shown != self.full else "")


class ElidedButton(QPushButton):
    """A box with one or two lines of text that can be clicked, shortened where it must."""

    def __init__(self, words: str, parent: QWidget | None = None, *, lines: int = 1, spare: int = 0) -> None:
        """`spare`: pixels at the right that something else takes."""
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.full, self._lines, self._spare = "", lines, spare
        self._purpose = ""
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self.full = words
        self.set_purpose(self._purpose)
        self._fit()

    def set_purpose(self, words: str) -> None:
        """What the text is of, for a screen reader."""
        self._purpose = words
        self.setAccessibleName(f"{words}: {self.full}" if words else self.full)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = fitted(self.full, metrics, max(self.width() - 18 - self._spare, 10), self._lines).replace("&", "&&")
        if shown != self.text():
            self.setText(shown)
            self.setMinimumHeight((shown.count("\n") + 1) * metrics.lineSpacing() + 10)
        self.setToolTip(self.full if "…" in shown and shown != self.full else "")


class Pill(QWidget):
    """A short text on a rounded ground: «✕ 3 knelpunten»."""

    def __init__(self, words: str = "", severity: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = self.font()
        font.setPixelSize(11)
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words, self._severity = words, severity

    def show_words(self, words: str, severity: str) -> None:
        self._words, self._severity = words, severity
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._words) + 18, metrics.height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, ink = theme.soft(self._severity)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        half = self.height() / 2
        painter.drawRoundedRect(self.rect(), half, half)
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class SectionHead(QWidget):
    """A heading in small capitals that folds what is below it; `toggled` tells."""

    toggled = Signal(bool)

    def __init__(self, words: str, *, open_: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 2)
        row.setSpacing(2)
        self.button = QToolButton(self)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setProperty("role", "section")
        self.button.setIconSize(QSize(12, 12))
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setText(words.upper())
        self.button.setAccessibleName(words)
        self.button.clicked.connect(self._toggle)
        row.addWidget(self.button, 1)
        self._row = row
        self.open = open_
        self._show()

    def add_button(self, icon: str, tip: str, run: Callable[[], object]) -> QToolButton:
        button = icon_button(icon, tip, run, self, size=14)
        self._row.addWidget(button)
        return button

    def set_open(self, *, open_: bool) -> None:
        """Show it folded or not, without telling."""
        self.open = open_
        self._show()

    def _toggle(self) -> None:
        self.set_open(open_=not self.open)
        self.toggled.emit(self.open)

    def _show(self) -> None:
        name = "chevron-down" if self.open else "chevron-right"
        self.button.setIcon(icons.icon(name, theme.current().muted))
        self.button.setAccessibleDescription(_("unfolded") if self.open else _("folded"))


def icon_button(
    icon: str, tip: str, run: Callable[[], object] | None = None, parent: QWidget | None = None, *, size: int = 16
) -> QToolButton:
    """A button with only an icon; the tooltip is also its name for screen readers."""
    button = QToolButton(parent)
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(size, size))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    if run is not None:
        button.clicked.connect(lambda _checked=False: run())
    return button


class ViewTabs(QFrame):
    """A row of tabs over a stack of views, one of them chosen."""

    chosen = Signal(str)  # the name of a view, by the hand of the user

    def __init__(self, titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # their words stay whole
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 3, 3, 3)
        line.setSpacing(2)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, words in titles.items():
            one = QPushButton(words, self)
            one.setCheckable(True)
            one.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            group.addButton(one)
            self.buttons[name] = one
            line.addWidget(one)

    def show_chosen(self, name: str) -> None:
        """Mark the view that is shown; where the keys were on another tab they go along."""
        here = any(one.hasFocus() for one in self.buttons.values())
        self.buttons[name].setChecked(True)
        if here:
            self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)


class _Button(QPushButton):
    """Enter presses the button that has the keys: without this a dialog would press the one that it proposes."""

    def __init__(self, words: str, parent: QWidget | None) -> None:
        super().__init__(words, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    words: str,
    run: Callable[[], object] | None = None,
    parent: QWidget | None = None,
    *,
    role: str = "",
    icon: str = "",
) -> QPushButton:
    made = _Button(words, parent)
    if role:
        made.setProperty("role", role)
    if icon:
        made.setIcon(icons.icon(icon, theme.current().on_accent if role == "primary" else ""))
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def search_field(words: str, parent: QWidget | None = None) -> QLineEdit:
    """A field to search in, with a magnifying glass and a button to empty it; all of it has names."""
    made = QLineEdit(parent)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    made.setClearButtonEnabled(True)
    made.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    for inside in made.findChildren(QToolButton):
        inside.setAccessibleName(_("Clear the search"))
    return made


def label(words: str, role: str, parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names may hold anything, <b> as well
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {theme.current().hover};")
    return line


def paint_words(view: QAbstractItemView, words: str) -> None:
    """Say in a list that has no lines why, and what can be done about it; called while its viewport is painted."""
    port = view.viewport()
    painter = QPainter(port)
    painter.setPen(QColor(theme.current().muted))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(port.rect().adjusted(20, 20, -20, -20), flags, words)
    painter.end()


def card(inside: QWidget, parent: QWidget | None = None) -> QFrame:
    """A widget on a card of its own."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 8, 10)
    column.addWidget(inside)
    return frame


def clear(layout: Any) -> None:
    """Empty a layout; its widgets are hidden now and deleted when the event that asked for it is over."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())
