"""The rail of workspaces at the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from organisatiecanvas.desktop import icons, theme


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
            button.setFixedSize(97, 56)
            button.clicked.connect(lambda _checked=False, one=name: self.chosen.emit(one))
            self._group.addButton(button)
            self.buttons[name] = button
            layout.addWidget(button)
        layout.addStretch(1)

    def show_chosen(self, name: str) -> None:
        self.buttons[name].setChecked(True)
