"""The bar above: undo and redo, the variants as tabs, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from organisatiecanvas.desktop import icons, menus, mnemonics, theme
from organisatiecanvas.desktop.commands import Commands
from organisatiecanvas.desktop.compare_button import CompareButton
from organisatiecanvas.desktop.overlay_menu import OverlayButton
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.timer import TimerPill, WorkshopTimer
from organisatiecanvas.desktop.variant_tabs import VariantTabs
from organisatiecanvas.models.language import _

LEAST_TABS = 300  # pixels that the variants keep before words beside icons go


class _SidewaysArea(QScrollArea):
    """Scrolls sideways with the wheel and shows no bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        turned = event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))


class TopBar(QFrame):
    """Undo, redo, variants at the left; timer, presenting, export and the panels at the right.

    Where there is no room for words, the buttons in `shrinking` keep only their icon; the tooltip says the rest.
    """

    def __init__(
        self, session: Session, commands: Commands, timer: WorkshopTimer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shrinking: list[tuple[QAbstractButton, str]] = []
        self.setObjectName("topBar")
        self.setFixedHeight(49)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        for name in ("edit.undo", "edit.redo"):
            row.addWidget(action_button(commands, name, self))
        self.tabs = VariantTabs(session, self)
        area = _SidewaysArea(self)
        holder = QWidget(area)
        holder.setObjectName("clear")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tabs)
        line.addStretch(1)
        area.setWidget(holder)
        row.addWidget(area, 1)
        row.addWidget(CompareButton(commands, self))
        self.overlay_button = OverlayButton(commands, self)
        row.addWidget(self.overlay_button)
        self._area = area
        self._soon = QTimer(self)  # once the tabs lie where they belong
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)  # what compares comes and goes with the variant
        self._soon.timeout.connect(lambda: self._bring_in(session))
        session.variant_changed.connect(lambda _variant: self._soon.start())
        session.changed.connect(lambda change: self._soon.start() if change.touches("variants") else None)
        self.timer = TimerPill(timer, self)
        row.addWidget(self.timer)
        row.addWidget(self._present_button(commands))
        for name in ("view.outline", "view.people", "view.findings", "view.inspector"):
            row.addWidget(action_button(commands, name, self, plain=True))
        row.addWidget(self._export_button(commands))

    def _present_button(self, commands: Commands) -> QToolButton:
        self.present_button = action_button(commands, "present.start", self)
        self.present_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.shrinking.append((self.present_button, _("Present") + "  F5"))
        return self.present_button

    def _bring_in(self, session: Session) -> None:
        """The tab of the variant that is shown is in sight, among however many."""
        button = self.tabs.buttons.get(session.variant_id)
        if button is not None:
            self._area.ensureWidgetVisible(button, 24, 0)

    def fit(self) -> None:
        """Words where the variants still have room beside them, else icons only."""
        for words_too in (True, False):
            self.overlay_button.set_short(short=not words_too)
            for button, words in self.shrinking:
                button.setText(words if words_too else "")
                if isinstance(button, QToolButton):
                    style = Qt.ToolButtonStyle
                    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words_too else style.ToolButtonIconOnly)
            row = self.layout()
            row.invalidate()
            tabs = min(self.tabs.sizeHint().width(), LEAST_TABS)
            if row.sizeHint().width() - self._area.sizeHint().width() + tabs <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _export_button(self, commands: Commands) -> QPushButton:
        self.export_button = QPushButton(_("Export"), self)
        self.export_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.export_button.setAccessibleName(_("Export"))
        self.export_button.setToolTip(_("Export"))
        self.shrinking.append((self.export_button, _("Export")))
        self.export_button.setProperty("role", "primary")
        self.export_button.setProperty("hasMenu", True)
        self.export_button.setIcon(icons.icon("export", theme.current().on_accent))
        menu = QMenu(self.export_button)
        menu.addActions([commands.action(name) for name in menus.INSIDE["export"]])
        self.export_button.setMenu(menu)
        return self.export_button


def action_button(commands: Commands, name: str, parent: QWidget, *, plain: bool = False) -> QToolButton:
    """A button that shows a command by its icon and tells its title and key as tooltip."""
    button = _ActionButton(commands.action(name), parent)
    button.setIcon(icons.icon(commands.command(name).icon))
    if not plain:
        button.setProperty("role", "button")
    return button


class _ActionButton(QToolButton):
    """Looks as its action stands; Qt lets go of its method when the button is gone, which the action outlives."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.setObjectName(f"button.{action.objectName()}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setCheckable(action.isCheckable())
        action.changed.connect(self._show)
        self.clicked.connect(lambda _checked=False: action.trigger())
        self._show()

    def _show(self) -> None:
        action = self._action
        key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        words = mnemonics.plain(action.text())
        self.setEnabled(action.isEnabled())
        self.setChecked(action.isChecked())
        self.setToolTip(f"{words}  ({key})" if key else words)
        self.setAccessibleName(words)
