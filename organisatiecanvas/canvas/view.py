"""The view: tools, zoom and pan, keys, and naming in place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGraphicsView, QWidget

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.scene import CanvasScene

TOOLS = ("select", "cell", "team", "department", "role", "order", "link", "note", "hand")


class CanvasView(QGraphicsView):
    """Looks at a CanvasScene; `tool` is one of TOOLS."""

    tool_changed = Signal(str)
    zoom_changed = Signal(float)  # 1.0 is 100 %
    context_requested = Signal(object, QPoint)  # the Ref under the pointer or None, and the place on the screen
    refused = Signal(str)  # why an edit was not possible, one sentence

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.tool = "select"
        self.link_kind = "consultation"  # what the tool `link` draws
        self.order: str | None = None  # the family that the tool `order` used last

    def set_tool(self, tool: str) -> None:
        """Take up a tool."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def zoom(self) -> float:
        return self.transform().m11()

    def set_zoom(self, zoom: float) -> None:
        """Show at this zoom, 0.05 to 4, around the middle."""

    def fit(self) -> None:
        """Show everything."""

    def fit_selection(self) -> None:
        """Show what is selected, or everything."""

    def reveal(self, ref: Ref) -> None:
        """Select an element and bring it into view."""

    def edit_name(self, ref: Ref) -> None:
        """Name an element in place."""

    def delete_selection(self) -> None:
        """Delete what is selected."""
