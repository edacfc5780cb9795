"""The rail of workspaces at the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from organisatiecanvas.desktop import icons, theme

WIDTH, HEIGHT, LEAST = 97, 56, 36  # pixels of a button, and the least height at which it can be read


class Rail(QFrame):
    """One button per workspace; `chosen` gives its name."""

    chosen = Signal(str)

    def __init__(self, entries: list[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """`entries`: name, title, icon."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(110)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for name, title, icon in entries:
            button = QToolButton(self)
            button.setObjectName(f"rail.{name}")
            button.setCheckable(True)
            button.setText(title)
            button.setAccessibleName(title)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setIcon(icons.icon(icon, theme.current().muted, theme.current().accent))
            button.setFixedSize(WIDTH, HEIGHT)
            button.clicked.connect(lambda _checked=False, one=name: self.chosen.emit(one))
            self._group.addButton(button)
            self.buttons[name] = button
            layout.addWidget(button)
        layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the buttons are lower, rather than over each other."""
        super().resizeEvent(event)
        count = len(self.buttons)
        low = self.height() < count * (HEIGHT + 4) + 12
        if low or self.property("low"):
            high = max(LEAST, (self.height() - 12) // max(1, count) - 2) if low else HEIGHT
            self.layout().setSpacing(2 if low else 4)
            for button in self.buttons.values():
                button.setFixedSize(WIDTH, min(HEIGHT, high))
                button.setIconSize(QSize(18, 18) if low else QSize(22, 22))
        if low != bool(self.property("low")):
            self.setProperty("low", low)
            self.style().polish(self)
            for button in self.buttons.values():
                button.style().polish(button)

    def show_chosen(self, name: str) -> None:
        self.buttons[name].setChecked(True)
