"""What floats at the bottom of a presentation and fades: the names of the views, and which key does what."""

from __future__ import annotations

from PySide6.QtCore import QPropertyAnimation, Qt, Signal
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QPushButton, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import widgets
from organisatiecanvas.models.language import _

FADE_MS = 700


class Floating(QFrame):
    """A small card that fades away; always light, as the paper is."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        light = style.LIGHT
        self.setStyleSheet(
            f"QFrame#{name} {{ background: {light.panel}; border: 1px solid {light.line}; border-radius: 10px; }}"
            f"QLabel {{ color: {light.ink}; font-size: 14px; }}"
            f"QPushButton {{ color: {light.muted}; background: transparent; border: none; border-radius: 7px;"
            "  padding: 6px 12px; font-size: 15px; }"
            f"QPushButton:hover {{ background: {light.hover}; color: {light.ink}; }}"
            f"QPushButton:checked {{ background: {light.accent_tint}; color: {light.accent}; font-weight: 600; }}"
        )
        self._veil = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._veil)
        self.fading = QPropertyAnimation(self._veil, b"opacity", self)
        self.fading.setDuration(FADE_MS)
        self.fading.setStartValue(1.0)
        self.fading.setEndValue(0.0)
        self.fading.finished.connect(self.hide)

    def show_now(self) -> None:
        self.fading.stop()
        self._veil.setOpacity(1.0)
        self.show()
        self.raise_()

    def hide_now(self) -> None:
        self.fading.stop()
        self.hide()

    def fade(self) -> None:
        """Go, gently."""
        if self.isVisible() and self.fading.state() != QPropertyAnimation.State.Running:
            self.fading.start()


class Strip(Floating):
    """«0 All · 1 Office · 2 Cells»: where we are, and where to go by a click or the number."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("presentStrip", parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 5, 6, 5)
        self._row.setSpacing(2)
        self.buttons: list[QPushButton] = []
        self._names: list[str] = []
        self._current = 0
        self._width = 0
        self.hide()

    def show_names(self, names: list[str], current: int) -> None:
        """These views; only with something to choose from there is a strip."""
        self._current = current
        if names != self._names:
            self._names = list(names)
            widgets.clear(self._row)
            self.buttons = []
            for number, name in enumerate(names):
                button = QPushButton(self)
                button.setCheckable(True)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.setAccessibleName(name)
                button.clicked.connect(lambda _checked=False, one=number: self.chosen.emit(one))
                self._row.addWidget(button)
                button.show()  # else it takes no room until the next turn where the strip is seen already
                self.buttons.append(button)
        for number, button in enumerate(self.buttons):
            button.setChecked(number == current)
        if self._width:
            self.fit(self._width)
        if len(names) > 1:
            self.show_now()
        else:
            self.hide_now()

    def show_now(self) -> None:
        if len(self._names) > 1:
            super().show_now()

    def fit(self, width: int) -> None:
        """At most so wide: names where they fit, then the names around the current one, then numbers."""
        self._width = width
        for reach in (len(self.buttons), 2, 1, 0):
            for number, button in enumerate(self.buttons):
                near = abs(number - self._current) <= reach
                words = f"{number}  {self._names[number]}" if near else str(number)
                button.setText(words.replace("&", "&&"))
            self._row.activate()
            if self.sizeHint().width() <= width:
                break
        self.resize(self.sizeHint().boundedTo(self.maximumSize()))
        self.resize(min(self.width(), width), self.height())


class Help(Floating):
    """One or two lines with the keys; fades by itself, and comes back with «?» or the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("presentHelp", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        parts = [
            (_("Space, PgDn"), _("next")),
            (_("PgUp"), _("previous")),
            ("0–9, G", _("go to")),
            ("+ −", _("zoom")),
            ("L", _("laser pointer")),
            ("N", _("names")),
            ("B, W", _("black, white")),
            ("T", _("timer")),
            ("P", _("start or pause")),
            ("M", _("5 minutes more")),
            ("Ctrl+PgDn", _("next variant")),
            ("Esc", _("back")),
        ]
        self.label.setText(
            "".join(
                f"<b>{key.replace(' ', '&nbsp;')}</b>&nbsp;{words.replace(' ', '&nbsp;')}&nbsp;&nbsp; "
                for key, words in parts
            )
        )
        row.addWidget(self.label)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.hide_now()
        else:
            self.show_now()

    def fit(self, width: int) -> None:
        """As wide as its text on one line, or as there is room for."""
        self.label.setWordWrap(False)
        wanted = self.label.sizeHint().width() + 30
        self.label.setWordWrap(wanted > width)
        wide = min(wanted, width)
        tall = self.label.heightForWidth(wide - 30) if wanted > width else self.label.sizeHint().height()
        self.setFixedSize(wide, tall + 18)
