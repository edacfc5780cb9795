"""The switch in the bar above that shows the earlier variant under the one at hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from organisatiecanvas.desktop import icons, mnemonics, theme
from organisatiecanvas.desktop.commands import Commands

WIDE = 1250  # pixels of the window from which it says what it does in words


class CompareButton(QToolButton):
    """«Compare with IST» where there is room, else its symbol; hidden where there is nothing to compare with."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = commands.action("view.compare")
        self.setObjectName("button.view.compare")
        self.setProperty("role", "button")
        self.setCheckable(True)
        self.setIcon(icons.icon("compare", "", theme.current().accent))
        self.clicked.connect(lambda _checked=False: self._action.trigger())
        self._action.changed.connect(self.refresh)
        parent.installEventFilter(self)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.refresh()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Say and show how the command stands."""
        words = mnemonics.plain(self._action.text())
        self.setVisible(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        self.setText(words.replace("&", "&&"))
        key = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        self.setToolTip(f"{words}  ({key})")
        self.setAccessibleName(words)
        wide = self.parentWidget().width() >= WIDE
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(styles.ToolButtonTextBesideIcon if wide else styles.ToolButtonIconOnly)
