"""The list of keys, made from the registry of commands; and what keys and mouse do on the canvas besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.command_list import entries
from organisatiecanvas.models.language import _
from organisatiecanvas.models.search import folded

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

Row = tuple[str, str]  # what it does, the key


def groups(window: MainWindow) -> list[tuple[str, list[Row]]]:
    """Heading and rows: every command that has a key, by menu, then the canvas."""
    found: dict[str, list[Row]] = {}
    for entry in entries(window):
        if entry.key:
            found.setdefault(entry.menu or _("Elsewhere"), []).append((entry.title, entry.key))
    return [*found.items(), (_("On the canvas"), canvas_rows())]


def canvas_rows() -> list[Row]:
    """What canvas/keyboard.py and canvas/wheel.py read themselves."""
    return [
        (_("Walk to what lies beside"), _("arrows")),
        (_("Into a unit and out of it"), "Page Down, Page Up"),
        (_("To the next unit, the one before"), "Tab, Shift+Tab"),
        (_("Move by one square of the grid"), _("Ctrl+arrows")),
        (_("Move by a fifth of it"), _("Ctrl+Shift+arrows")),
        (_("Resize"), _("Shift+arrows")),
        (_("Let the flow go on to that side"), _("Alt+arrows")),
        (_("Name what is selected"), _("a capital letter, F2 or Enter")),
        (_("Next overlay"), "K"),
        (_("Push the paper"), _("Space and drag, or the middle button")),
        (_("Zoom at the pointer"), _("Ctrl+wheel, or pinch")),
    ]


class ShortcutList(QDialog):
    """A field to search in, and the list below it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(widgets.label(_("Keys"), "heading", self))
        self.field = widgets.search_field(_("Search"), self)
        self.field.textChanged.connect(self.look)
        column.addWidget(self.field)
        area = QScrollArea(self)
        widgets.name(area, _("Keys"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        inside.setObjectName("clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        self.rows: list[tuple[str, list[QWidget]]] = []  # words that are searched, what is shown
        self._headings: list[tuple[QWidget, range]] = []
        for heading, rows in groups(window):
            title = widgets.label(heading.upper(), "section", inside)
            title.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            first = len(self.rows)
            for words, key in rows:
                self._add(grid, inside, heading, words, key)
            self._headings.append((title, range(first, len(self.rows))))
        grid.setRowStretch(grid.rowCount(), 1)
        area.setWidget(inside)
        area.setMinimumWidth(inside.minimumSizeHint().width() + 14)  # the keys stay whole, beside the bar to scroll
        area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(area, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Close"), self.accept, self, role="primary"))
        column.addLayout(line)
        self.resize(560, 600)
        self.field.setFocus()

    def _add(self, grid: QGridLayout, inside: QWidget, heading: str, words: str, key: str) -> None:
        row = grid.rowCount()
        shown: list[QWidget] = [QLabel(words, inside), widgets.label(key, "key", inside)]
        grid.addWidget(shown[0], row, 0)
        grid.addWidget(shown[1], row, 1, Qt.AlignmentFlag.AlignRight)
        self.rows.append((folded(f"{heading} {words} {key}"), shown))

    def look(self) -> None:
        """Leave what has all words of the field."""
        wanted = folded(self.field.text()).split()
        seen = [all(one in words for one in wanted) for words, _shown in self.rows]
        for (_words, shown), here in zip(self.rows, seen, strict=True):
            for widget in shown:
                widget.setVisible(here)
        for title, rows in self._headings:
            title.setVisible(any(seen[row] for row in rows))


def show(window: MainWindow) -> None:
    """Open the list and wait until it is closed."""
    shown = ShortcutList(window)
    shown.exec()
    shown.deleteLater()
