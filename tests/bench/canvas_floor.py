"""The floor of the canvas: the fastest bare graphics scene that is known for the same boxes and links.

Plain items and nothing of ours; texts hidden and thin jagged lines from afar, one bounding rectangle repainted, all
items added before the view is told. Every technique in it was measured to be worth it.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from organisatiecanvas.canvas.refs import Box

WIDTH, HEIGHT = 140.0, 56.0
STEP_X, STEP_Y, JITTER = 220, 140, 24
VIEW = (1920, 1080)
FAR = 0.4
MARGIN = 40.0
LINE, FILL, TEXT, LINK = "#34506b", "#f4f1e8", "#1d2733", "#6b7785"


@dataclass(frozen=True)
class Work:
    """Boxes, their names, the rows of text in each, and links between them; `probe` is moved, it has three links."""

    boxes: list[Box]
    names: list[str]
    links: list[tuple[int, int]]
    probe: int
    rows: list[list[tuple[str, str]]]
    dashes: list[tuple[float, float] | None]  # of each link, in scene units

    @property
    def bounds(self) -> QRectF:
        left, top = min(box.x for box in self.boxes), min(box.y for box in self.boxes)
        right, bottom = max(box.right for box in self.boxes), max(box.bottom for box in self.boxes)
        return QRectF(left, top, right - left, bottom - top).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)

    def corners(self, link: int, boxes: list[Box]) -> list[tuple[float, float]]:
        """From the right side of one box to the left side of the other, with two corners."""
        start, end = (boxes[at] for at in self.links[link])
        x1, y1, x2, y2 = start.right, start.centre[1], end.x, end.centre[1]
        middle = (x1 + x2) / 2
        return [(x1, y1), (middle, y1), (middle, y2), (x2, y2)]


def work(count: int, seed: int = 7) -> Work:
    """So many boxes on a trembling grid and half as many links again; most are short, one in twenty spans all."""
    chance = random.Random(seed)
    columns = math.ceil(math.sqrt(count))
    boxes = []
    for index in range(count):
        x = index % columns * STEP_X + chance.randint(-JITTER, JITTER)
        y = index // columns * STEP_Y + chance.randint(-JITTER, JITTER)
        boxes.append(Box(float(x), float(y), WIDTH, HEIGHT))
    links: set[tuple[int, int]] = set()
    while len(links) < count * 3 // 2:
        start = chance.randrange(count)
        if chance.random() < 0.05:
            end = chance.randrange(count)
        else:
            column, row = start % columns + chance.randint(-3, 3), start // columns + chance.randint(-3, 3)
            if not (0 <= column < columns and row >= 0):
                continue
            end = row * columns + column
        if start != end and end < count:
            links.add((min(start, end), max(start, end)))
    names = [f"Team {index:04d}" for index in range(count)]
    return Work(boxes, names, sorted(links), probe(boxes, links), [[] for _box in boxes], [None] * len(links))


def probe(boxes: list[Box], links: set[tuple[int, int]]) -> int:
    """The box with three links that is nearest to the middle."""
    degree = [0] * len(boxes)
    for pair in links:
        for end in pair:
            degree[end] += 1
    middle = max(box.right for box in boxes) / 2, max(box.bottom for box in boxes) / 2
    three = [at for at in range(len(boxes)) if degree[at] == 3]
    return min(three, key=lambda at: math.dist(boxes[at].centre, middle))


class Floor:
    """A bare scene: a rectangle with a text for each box, a path for each link."""

    def __init__(self, load: Work) -> None:
        self.load = load
        self.places = list(load.boxes)
        self.scene = QGraphicsScene()
        self.view = QGraphicsView(self.scene)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.view.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.view.resize(*VIEW)
        self.view.show()
        self.far = False
        self.pens = {0.0: (QPen(QColor(LINE), 0), QPen(QColor(LINK), 0))}
        self.dashed: dict[tuple[float, float], QPen] = {}
        self.pens[1.5] = QPen(QColor(LINE), 1.5), QPen(QColor(LINK), 1.5)
        for dash in {dash for dash in load.dashes if dash is not None}:
            pen = self.dashed[dash] = QPen(QColor(LINK), 1.5)
            pen.setDashPattern([part / 1.5 for part in dash])
        for _box, line in self.pens.values():
            line.setCapStyle(Qt.PenCapStyle.FlatCap)
        for pen in self.dashed.values():
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.font = QFont("DejaVu Sans")
        self.font.setPixelSize(13)
        self.ink, self.fill = QBrush(QColor(TEXT)), QBrush(QColor(FILL))
        self.boxes: list[QGraphicsRectItem] = []
        self.texts: list[QGraphicsSimpleTextItem] = []
        self.lines: list[QGraphicsPathItem] = []
        self.chips: list[QGraphicsRectItem] = []
        self.links_of: dict[int, list[int]] = {}

    def build(self) -> None:
        self.view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.scene.setSceneRect(self.load.bounds.adjusted(-2000, -2000, 2000, 2000))
        box_pen, link_pen = self.pens[1.5]
        movable = QGraphicsItem.GraphicsItemFlag.ItemIsMovable | QGraphicsItem.GraphicsItemFlag.ItemIsSelectable
        for name, place in zip(self.load.names, self.places, strict=True):
            box = QGraphicsRectItem(0, 0, place.width, place.height)
            box.setPen(box_pen)
            box.setBrush(self.fill)
            self.texts.append(self._text(name, box, 36, 19))
            box.setFlags(movable)
            box.setPos(place.x, place.y)
            box.setZValue(1)
            self.scene.addItem(box)
            self.boxes.append(box)
        for number, pair in enumerate(self.load.links):
            line = QGraphicsPathItem(self._path(number))
            line.setPen(self._pen(number, link_pen))
            self.scene.addItem(line)
            self.lines.append(line)
            for end in pair:
                self.links_of.setdefault(end, []).append(number)
        self.view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)

    def _pen(self, link: int, pen: QPen) -> QPen:
        dash = self.load.dashes[link]
        return pen if dash is None or not pen.widthF() else self.dashed[dash]

    def _text(self, words: str, parent: QGraphicsItem, x: float, y: float) -> QGraphicsSimpleTextItem:
        text = QGraphicsSimpleTextItem(words, parent)
        text.setFont(self.font)
        text.setBrush(self.ink)
        text.setPos(x, y)
        return text

    def furnish(self) -> None:
        """The rows of text in the boxes around the probe, each a rectangle with two texts; what a close look shows."""
        middle = self.places[self.load.probe].centre
        none = QPen(Qt.PenStyle.NoPen)
        for box, place, rows in zip(self.boxes, self.places, self.load.rows, strict=True):
            if max(abs(place.centre[0] - middle[0]) / VIEW[0], abs(place.centre[1] - middle[1]) / VIEW[1]) > 1:
                continue
            for index, (name, held) in enumerate(rows):
                chip = QGraphicsRectItem(12, 42 + 24 * index, place.width - 24, 20, box)
                chip.setPen(none)
                chip.setBrush(QBrush(QColor("#ffffff")))
                self._text(name, chip, 20, 44 + 24 * index)
                self._text(held, chip, 110, 44 + 24 * index)
                self.chips.append(chip)

    def _path(self, link: int) -> QPainterPath:
        """Three pieces and an open arrow head."""
        corners = self.load.corners(link, self.places)
        (x2, y2), middle = corners[3], corners[1][0]
        path = QPainterPath(QPointF(*corners[0]))
        for x, y in corners[1:]:
            path.lineTo(x, y)
        back = -8 if x2 >= middle else 8
        path.moveTo(x2 + back, y2 - 5)
        path.lineTo(x2, y2)
        path.lineTo(x2 + back, y2 + 5)
        return path

    def fit(self) -> None:
        self.view.fitInView(self.load.bounds, Qt.AspectRatioMode.KeepAspectRatio)
        self._level_of_detail()

    def close_up(self) -> None:
        self.zoom(1.0)

    def zoom(self, zoom: float) -> None:
        """To a zoom, around the probe."""
        self.view.setTransform(QTransform.fromScale(zoom, zoom))
        self.view.centerOn(QPointF(*self.places[self.load.probe].centre))
        self._level_of_detail()

    def pan(self, way: int) -> None:
        bar = self.view.horizontalScrollBar()
        bar.setValue(bar.value() + way)

    def _level_of_detail(self) -> None:
        """One pass over the items when the zoom crosses the threshold."""
        far = self.view.transform().m11() < FAR
        if far == self.far:
            return
        self.far = far
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing, not far)
        for part in (*self.texts, *self.chips):
            part.setVisible(not far)
        box_pen, link_pen = self.pens[0.0 if far else 1.5]
        for item in self.boxes:
            item.setPen(box_pen)
        for number, line in enumerate(self.lines):
            line.setPen(self._pen(number, link_pen))

    def move(self, dx: float) -> None:
        probe = self.load.probe
        self.places[probe] = self.places[probe].moved(dx, 0)
        self.boxes[probe].moveBy(dx, 0)
        for number in self.links_of.get(probe, ()):
            self.lines[number].setPath(self._path(number))

    def close(self) -> None:
        self.view.close()
        self.view.deleteLater()
