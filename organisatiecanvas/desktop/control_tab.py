"""What the tabs of control capacity have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from organisatiecanvas.desktop.row_panel import RowPanel

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage


class ControlTab(QWidget):
    """A tab of the page, laid out in `box` from the top down or, with `across`, from left to right."""

    def __init__(self, page: ControlPage, *, across: bool = False) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        self.box = QHBoxLayout(self) if across else QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(12 if across else 8)

    def make_panel(self) -> RowPanel:
        """The form of one row, out of sight until a row is shown in it."""
        panel = RowPanel(self.session, self)
        panel.message.connect(self.page.message)
        panel.hide()
        return panel

    def beside(self, shown: QWidget, panel: RowPanel, width: int) -> QSplitter:
        """What is shown with the form at its right, so many pixels wide at first."""
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        split.addWidget(shown)
        split.addWidget(panel)
        split.setStretchFactor(0, 1)
        split.setSizes([900, width])
        return split
