"""Sheets of paper with a picture on them: one, or a poster over several. Lengths are millimetres."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.papers import (
    OVERLAP,
    PAGE_MARGIN,
    SCREEN_DPI,
    Paper,
    Tile,
    TilePaper,
    tiling,
    turned,
    unit_on,
)
from organisatiecanvas.models.language import _, ngettext

SMALL_TEXT = 11.0  # scene units
LEGIBLE = 2.1  # millimetres: about 6 points; smaller goes to A3
MARGIN = 36.0  # scene units around a drawing of its own size
MARK, MARK_GAP = 5.0, 1.5  # length of a crop mark, and how far it stays from what it cuts
LINE = 0.12
POSTER_EDGE = 5.0  # white around a poster that is cut out
NOTE_UNIT = 0.22  # millimetres of a unit of the text on the foot of a tile
MAP_HEIGHT, MAP_WIDTH = 10.0, 30.0


class Sheets(Protocol):
    """Sheets of one size, `width` × `height` as they lie."""

    @property
    def title(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def smallest_text(self) -> float:
        """Height of the smallest letters on paper."""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a sheet, counted from 0, from its upper left corner; the painter is in millimetres."""


class Layable(Protocol):
    """What a sheet needs of a picture."""

    title: str

    def scale_in(self, width: float, height: float, unit: float) -> float: ...
    def snug(self, width: float, height: float, unit: float) -> tuple[float, float]: ...
    def own_size(self) -> tuple[float, float, float]: ...
    def paint(self, painter: QPainter, place: QRectF, unit: float, clip: QRectF | None = None) -> None: ...


class FreeSheet:
    """A sheet as large as the drawing: one scene unit is 1/96 inch."""

    count = 1

    def __init__(self, picture: Layable) -> None:
        self._picture = picture
        self.title = picture.title
        width, height, self._unit = picture.own_size()
        self._mm = 25.4 / SCREEN_DPI
        self.width, self.height = (width + 2 * MARGIN) * self._mm, (height + 2 * MARGIN) * self._mm
        self.smallest_text = SMALL_TEXT * self._mm

    def paint(self, painter: QPainter, number: int) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        painter.scale(self._mm, self._mm)
        width, height, unit = self._picture.own_size()
        self._picture.paint(painter, QRectF(MARGIN, MARGIN, width, height), unit)


class OneSheet:
    """The whole picture on a sheet of this paper."""

    count = 1

    def __init__(self, picture: Layable, paper: Paper, *, wide: bool) -> None:
        self._picture, self.paper = picture, paper
        self.title = picture.title
        self.width, self.height = turned(paper, wide=wide)
        self._unit = unit_on(paper)
        self._place = QRectF(0, 0, self.width, self.height).adjusted(
            PAGE_MARGIN, PAGE_MARGIN, -PAGE_MARGIN, -PAGE_MARGIN
        )
        self.scale = picture.scale_in(self._place.width(), self._place.height(), self._unit)
        self.smallest_text = SMALL_TEXT * self.scale

    def paint(self, painter: QPainter, number: int) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        self._picture.paint(painter, self._place, self._unit)


def one_sheet(picture: Layable, paper: Paper | None) -> OneSheet:
    """The sheet on which the picture is largest, lying or standing; A4 only where its texts stay legible, else A3."""
    if paper is None:
        small = one_sheet(picture, "A4")
        return small if small.smallest_text >= LEGIBLE else one_sheet(picture, "A3")
    lying, standing = OneSheet(picture, paper, wide=True), OneSheet(picture, paper, wide=False)
    return standing if standing.scale > lying.scale * 1.001 else lying


def poster(picture: Layable, paper: Paper, tiles: TilePaper) -> Poster:
    """A poster of this paper, without the white that the picture does not need, over sheets of smaller paper."""
    whole = one_sheet(picture, paper)
    room = (whole.width - 2 * PAGE_MARGIN, whole.height - 2 * PAGE_MARGIN)
    return Poster(picture, picture.snug(*room, unit_on(paper)), unit_on(paper), tiles)


class Poster:
    """A picture of this size, a little white around it, on sheets that overlap.

    With crop marks, and on the foot of each its number and a map of where it belongs.
    """

    def __init__(self, picture: Layable, size: tuple[float, float], unit: float, paper: TilePaper) -> None:
        self._picture, self._unit = picture, unit
        self.title = picture.title
        self.tiling = tiling(size[0] + 2 * POSTER_EDGE, size[1] + 2 * POSTER_EDGE, paper)
        self._tiles = list(self.tiling.tiles())
        self.count = self.tiling.count
        self.width, self.height = self.tiling.sheet
        self._place = QRectF(POSTER_EDGE, POSTER_EDGE, *size)
        self.smallest_text = SMALL_TEXT * picture.scale_in(*size, unit)

    @property
    def window(self) -> QRectF:
        """Where on a sheet its part of the poster lies."""
        width, height = self.tiling.window
        return QRectF((self.width - width) / 2, PAGE_MARGIN, width, height)

    def paint(self, painter: QPainter, number: int) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), style.brush("#ffffff"))
        tile, window = self._tiles[number], self.window
        painter.save()
        painter.setClipRect(window)
        painter.translate(window.left() - tile.x, window.top() - tile.y)
        self._picture.paint(painter, self._place, self._unit, QRectF(tile.x, tile.y, window.width(), window.height()))
        painter.restore()
        self._paint_marks(painter, window, tile)
        self._paint_foot(painter, window, tile)

    def _paint_marks(self, painter: QPainter, window: QRectF, tile: Tile) -> None:
        """Where to cut, at the corners of the window; in grey where the next sheet is laid over this one."""
        painter.setPen(style.pen(style.LIGHT.ink, LINE))
        corner_marks(painter, window)
        painter.setPen(style.pen(style.LIGHT.muted, LINE))
        if tile.column < self.tiling.columns:
            x = window.right() - OVERLAP
            _line(painter, x, window.top() - MARK_GAP, x, window.top() - MARK_GAP - MARK)
            _line(painter, x, window.bottom() + MARK_GAP, x, window.bottom() + MARK_GAP + MARK / 2)
        if tile.row < self.tiling.rows:
            y = window.bottom() - OVERLAP
            _line(painter, window.left() - MARK_GAP, y, window.left() - MARK_GAP - MARK, y)
            _line(painter, window.right() + MARK_GAP, y, window.right() + MARK_GAP + MARK, y)

    def _paint_foot(self, painter: QPainter, window: QRectF, tile: Tile) -> None:
        where = tile_words(tile, self.count)
        painter.save()
        painter.translate(window.left() + 8, window.bottom() + 2)
        painter.scale(NOTE_UNIT, NOTE_UNIT)
        room = (window.width() - MAP_WIDTH - OVERLAP - 16) / NOTE_UNIT
        painter.setFont(style.font(14, True))
        painter.setPen(style.pen(style.LIGHT.ink))
        painter.drawText(QPointF(0, 17), texts.elided(where, room, 14, True))
        used = texts.width(where, 14, True) + 16
        painter.setFont(style.font(12))
        painter.setPen(style.pen(style.LIGHT.muted))
        painter.drawText(QPointF(used, 17), texts.elided(self.title, room - used, 12))
        painter.drawText(QPointF(0, 35), texts.elided(_glue_words(tile, self.count), room, 12))
        painter.restore()
        self._paint_map(painter, window, tile)

    def _paint_map(self, painter: QPainter, window: QRectF, tile: Tile) -> None:
        """A small map of the sheets, with this one filled."""
        side = min(MAP_WIDTH / self.tiling.columns, MAP_HEIGHT / self.tiling.rows * self.width / self.height)
        across, down = side, side * self.height / self.width
        left, top = window.right() - OVERLAP - 4 - across * self.tiling.columns, window.bottom() + 3
        painter.setPen(style.pen(style.LIGHT.muted, LINE))
        for other in self._tiles:
            painter.setBrush(style.brush(style.LIGHT.accent if other == tile else "#ffffff"))
            painter.drawRect(QRectF(left + (other.column - 1) * across, top + (other.row - 1) * down, across, down))
        painter.setBrush(style.brush(None))


def tile_words(tile: Tile, count: int) -> str:
    """Which sheet of a poster this is."""
    return _("Sheet {number} of {count}, row {row} column {column}").format(
        number=tile.number, count=count, row=tile.row, column=tile.column
    )


def _glue_words(tile: Tile, count: int) -> str:
    overlap = ngettext("{count} mm overlap", "{count} mm overlap", round(OVERLAP)).format(count=round(OVERLAP))
    if count == 1:
        return _("Cut along the marks.")
    if tile.row == 1 and tile.column == 1:
        return _("Begin here: the next sheets lie over this one, up to the grey marks.") + f" {overlap}."
    if tile.row == 1:
        return _("Cut along the marks at the left and lay it over the sheet before.") + f" {overlap}."
    if tile.column == 1:
        return _("Cut along the marks at the top and lay it over the sheet above.") + f" {overlap}."
    return _("Cut along the marks at the left and at the top and lay it over the sheets there.") + f" {overlap}."


def corner_marks(painter: QPainter, place: QRectF) -> None:
    """Crop marks outside the four corners of a rectangle."""
    for x, along in ((place.left(), -1), (place.right(), 1)):
        for y, up in ((place.top(), -1), (place.bottom(), 1)):
            _line(painter, x + along * MARK_GAP, y, x + along * (MARK_GAP + MARK), y)
            _line(painter, x, y + up * MARK_GAP, x, y + up * (MARK_GAP + MARK))


def _line(painter: QPainter, x1: float, y1: float, x2: float, y2: float) -> None:
    painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
