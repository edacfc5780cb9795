"""Going from panel to panel with Ctrl+Tab, and the grip that makes a panel wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

if TYPE_CHECKING:
    from organisatiecanvas.desktop.workspace import Workspace


class Grip(QFrame):
    """A line that can be dragged sideways; `dragged` tells by how many pixels."""

    dragged = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(5)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._from: float | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            way = round(event.globalPosition().x() - self._from)
            self._from += way
            self.dragged.emit(way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None


def stops(workspace: Workspace) -> list[QWidget]:
    """Where Ctrl+Tab goes, in order: of each panel that is shown the widget that takes the focus."""
    page = workspace.stack.currentWidget()
    found: list[QWidget | None] = [first(workspace.rail), first(workspace.top)]
    if workspace.place == "canvas":
        canvas = workspace.canvas
        outline = workspace.outline
        found += [outline.tree if outline is not None else None]
        found += [first(canvas.palette_), canvas.view, first(canvas.findings)]
        found += [canvas.look.layers, canvas.look.overview.map]
        found += [first(workspace.inspector)]
    elif page is not None:
        found.append(first(page))
    return [widget for widget in found if widget is not None and widget.isVisible() and widget.isEnabled()]


def first(panel: QWidget) -> QWidget | None:
    """The first widget in a panel that takes the focus by Tab."""
    if not panel.isVisible():
        return None
    inside = panel.findChildren(QWidget)
    candidates = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()]
    checked = [one for one in candidates if one.property("checked")]
    return next((one for one in [*checked, *candidates] if one.isEnabled()), None)


def go(workspace: Workspace, way: int) -> None:
    """Put the focus on the next panel (1) or the one before (−1)."""
    order = stops(workspace)
    if not order:
        return
    focus = workspace.window().focusWidget()
    now = next(
        (place for place, stop in enumerate(order) if focus is not None and _same_panel(stop, focus)),
        -1 if way > 0 else 0,
    )
    order[(now + way) % len(order)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _same_panel(stop: QWidget, focus: QWidget) -> bool:
    """Whether the focus is in the panel of a stop."""
    if stop is focus or stop.isAncestorOf(focus):
        return True
    names = {"rail", "topBar", "palette", "inspector", "outline"}
    panel = stop.parentWidget()
    while panel is not None and panel.objectName() not in names and panel.property("role") != "card":
        panel = panel.parentWidget()
    return panel is not None and panel.isAncestorOf(focus)
