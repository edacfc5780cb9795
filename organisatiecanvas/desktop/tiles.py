"""A grid of figures, two to a row: a caption above a large value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from organisatiecanvas.desktop import help_pages, theme
from organisatiecanvas.desktop.figures import Tile
from organisatiecanvas.desktop.flow_paint import dashed, sized, width_of, write

HEIGHT, MARGIN, RADIUS = 50, 10.0, 8.0
CAPTION, VALUE = 11, 17  # pixels high


class TileView(QWidget):
    """One figure; painted, as figures change with every place something is dragged over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tile = Tile("", "")
        self._fresh, self._supposed = True, False

    def show_tile(self, tile: Tile, *, fresh: bool, supposed: bool) -> None:
        if (tile, fresh, supposed) == (self._tile, self._fresh, self._supposed):
            return
        self._tile, self._fresh, self._supposed = tile, fresh, supposed
        help_pages.explain(self, tile.figure, tile.tooltip)
        self.setAccessibleName(
            f"{tile.caption}: {theme.SYMBOLS.get(tile.severity, '')} {tile.value} {tile.note}".rstrip()
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        painter.setPen(dashed(colours.accent) if self._supposed else QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.accent_tint if self._supposed else colours.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        room = QRectF(self.rect()).adjusted(MARGIN, 6, -MARGIN, -7)
        painter.setFont(sized(self, CAPTION))
        painter.setPen(QColor(colours.muted))
        write(painter, QRectF(room.left(), room.top(), room.width(), 15), self._tile.caption)
        painter.setFont(sized(self, VALUE, bold=True))
        painter.setPen(QColor(theme.strong(self._tile.severity) if self._fresh else colours.disabled))
        below = QRectF(room.left(), room.top() + 15, room.width(), room.height() - 15)
        write(painter, below, self._tile.value)
        if self._tile.note:
            below.setLeft(below.left() + width_of(painter.font(), self._tile.value) + 6)
            painter.setFont(sized(self, CAPTION))
            painter.setPen(QColor(colours.muted if self._fresh else colours.disabled))
            write(painter, below.adjusted(0, 2, 0, 0), self._tile.note)
        painter.end()


class Tiles(QWidget):
    """The figures of one element: pale while newer ones are computed, dashed while they are only supposed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.views: list[TileView] = []

    def show_tiles(self, tiles: list[Tile], *, fresh: bool, supposed: bool = False) -> None:
        while len(self.views) < len(tiles):
            view = TileView(self)
            self._grid.addWidget(view, len(self.views) // 2, len(self.views) % 2)
            self.views.append(view)
        for view in self.views[len(tiles) :]:
            view.setParent(None)
            view.deleteLater()
        del self.views[len(tiles) :]
        for view, tile in zip(self.views, tiles, strict=True):
            view.show_tile(tile, fresh=fresh, supposed=supposed)
