"""The canvas against a bare graphics scene with the same boxes and links, turn by turn in one run.

The floor is what the toolkit can do at its best: plain items, nothing of ours, texts hidden and thin lines from afar.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.organisation import Dossier, Link, Organisation, Rules, Unit, Variant, Workshop
from tests.bench.measure import Row

WIDTH, HEIGHT = 140.0, 56.0
STEP_X, STEP_Y, JITTER = 220, 140, 24
VIEW = (1920, 1080)
ROUNDS = 7


@dataclass(frozen=True)
class Work:
    """Boxes on a trembling grid; most links are short, one in twenty spans the drawing; `probe` has three."""

    places: list[tuple[float, float]]
    links: list[tuple[int, int]]
    probe: int


def work(count: int, seed: int = 7) -> Work:
    """So many boxes and half as many links again, the same every time."""
    chance = random.Random(seed)
    columns = math.ceil(math.sqrt(count))
    places = [
        (
            index % columns * STEP_X + chance.randint(-JITTER, JITTER),
            index // columns * STEP_Y + chance.randint(-JITTER, JITTER),
        )
        for index in range(count)
    ]
    links: set[tuple[int, int]] = set()
    while len(links) < count * 3 // 2:
        start = chance.randrange(count)
        end = chance.randrange(count)
        if chance.random() >= 0.05:
            column, row = start % columns + chance.randint(-3, 3), start // columns + chance.randint(-3, 3)
            end = row * columns + column if 0 <= column < columns and row >= 0 else count
        if end < count and start != end:
            links.add((min(start, end), max(start, end)))
    degree = [0] * count
    for pair in links:
        for end in pair:
            degree[end] += 1
    middle = columns / 2 * STEP_X, count / columns / 2 * STEP_Y
    probe = min((at for at in range(count) if degree[at] == 3), key=lambda at: math.dist(places[at], middle))
    return Work(places, sorted(links), probe)


class Ours:
    """The real scene in the real view."""

    def __init__(self, load: Work) -> None:
        self.organisation = _organisation(load)
        self.changed: Event[[Change]] = Event()
        self.load = load
        self.scene = CanvasScene(self)
        self.view = CanvasView(self.scene)
        self.view.resize(*VIEW)
        self.view.show()

    def build(self) -> None:
        self.scene.set_variant("v")

    def fit(self) -> None:
        self.view.fit()

    def close_up(self) -> None:
        self.view.set_zoom(1.0)
        self.view.centerOn(QPointF(*self.load.places[self.load.probe]))

    def move(self, dx: float) -> None:
        ref = Ref("units", f"u{self.load.probe}")
        box = self.scene.box(ref)
        assert box is not None
        self.scene.preview_move({ref: box.moved(dx, 0)})


class Floor:
    """A bare scene: a rectangle with a text for each box, a path for each link."""

    def __init__(self, load: Work) -> None:
        self.load = load
        self.places = list(load.places)
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
        self.links_of: dict[int, list[int]] = {}

    def build(self) -> None:
        self.view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.scene.setSceneRect(self._bounds().adjusted(-2000, -2000, 2000, 2000))
        font = QFont(style.font(13))
        self.boxes, self.texts, self.lines = [], [], []
        for number, (x, y) in enumerate(self.places):
            box = QGraphicsRectItem(0, 0, WIDTH, HEIGHT)
            box.setPen(QPen(QColor("#34506b"), 1.5))
            box.setBrush(QBrush(QColor("#f4f1e8")))
            text = QGraphicsSimpleTextItem(f"Team {number:04d}", box)
            text.setFont(font)
            text.setPos(36, 19)
            box.setPos(x, y)
            box.setZValue(1)
            self.scene.addItem(box)
            self.boxes.append(box)
            self.texts.append(text)
        for number, (start, end) in enumerate(self.load.links):
            line = QGraphicsPathItem(self._path(start, end))
            line.setPen(QPen(QColor("#6b7785"), 1.5))
            self.scene.addItem(line)
            self.lines.append(line)
            for box in (start, end):
                self.links_of.setdefault(box, []).append(number)
        self.view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)

    def _bounds(self) -> QRectF:
        xs, ys = [x for x, _y in self.places], [y for _x, y in self.places]
        return QRectF(min(xs), min(ys), max(xs) - min(xs) + WIDTH, max(ys) - min(ys) + HEIGHT)

    def _path(self, start: int, end: int) -> QPainterPath:
        (x1, y1), (x2, y2) = self.places[start], self.places[end]
        x1, y1, y2 = x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2
        middle = (x1 + x2) / 2
        path = QPainterPath(QPointF(x1, y1))
        for x, y in ((middle, y1), (middle, y2), (x2, y2)):
            path.lineTo(x, y)
        back = -8 if x2 >= middle else 8
        path.moveTo(x2 + back, y2 - 5)
        path.lineTo(x2, y2)
        path.lineTo(x2 + back, y2 + 5)
        return path

    def fit(self) -> None:
        self.view.fitInView(self._bounds().adjusted(-40, -40, 40, 40), Qt.AspectRatioMode.KeepAspectRatio)
        self._level_of_detail()

    def close_up(self) -> None:
        self.view.resetTransform()
        self.view.centerOn(QPointF(*self.load.places[self.load.probe]))
        self._level_of_detail()

    def _level_of_detail(self) -> None:
        far = self.view.transform().m11() < style.FAR_ZOOM
        if far == self.far:
            return
        self.far = far
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing, not far)
        for text in self.texts:
            text.setVisible(not far)
        for items, colour in ((self.boxes, "#34506b"), (self.lines, "#6b7785")):
            pen = QPen(QColor(colour), 0 if far else 1.5)
            for item in items:
                item.setPen(pen)

    def move(self, dx: float) -> None:
        probe = self.load.probe
        x, y = self.places[probe]
        self.places[probe] = x + dx, y
        self.boxes[probe].moveBy(dx, 0)
        for number in self.links_of.get(probe, ()):
            self.lines[number].setPath(self._path(*self.load.links[number]))


@dataclass(frozen=True)
class Figure:
    """The quietest round of ours and of the floor, in milliseconds of processor time (megabytes for memory)."""

    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def figures(count: int = 1000) -> dict[str, Figure]:
    """Build and first paint, repaint fitted and at 100 %, moving one unit fitted and at 100 %, memory."""
    app = QApplication.instance() or QApplication([])
    load = work(count)
    found: dict[str, Figure] = {}
    sides = [Floor(load), Ours(load)]
    app.processEvents()
    start, memory = [], []
    for side in sides:
        before = psutil.Process().memory_info().rss
        start.append(_spent(lambda side=side: (side.build(), side.fit(), side.view.viewport().repaint())))
        app.processEvents()
        memory.append((psutil.Process().memory_info().rss - before) / 2**20)
    found["build and first paint"] = Figure(start[1], start[0])
    found["memory"] = Figure(memory[1], memory[0])
    for name, place in (("fitted", "fit"), ("at 100 %", "close_up")):
        for side in sides:
            getattr(side, place)()
        app.processEvents()
        found[f"repaint {name}"] = _compare(sides, lambda side: side.view.viewport().repaint(), 3)
        found[f"move one {name}"] = _compare(sides, _move_and_paint, 10)
    for side in sides:
        side.view.close()
    sides[1].scene.close()
    return found


def _move_and_paint(side: Ours | Floor) -> None:
    for dx in (1.0, -1.0):
        side.move(dx)
        QApplication.processEvents()


def _compare(sides: list[Floor | Ours], action: Callable[[Floor | Ours], object], repeats: int) -> Figure:
    best = [math.inf, math.inf]
    for _round in range(ROUNDS):
        for number, side in enumerate(sides):
            spent = _spent(lambda side=side: [action(side) for _turn in range(repeats)]) / repeats
            best[number] = min(best[number], spent)
    return Figure(best[1], best[0])


def _spent(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def _organisation(load: Work) -> Organisation:
    organisation = Organisation()
    organisation.workshop, organisation.rules, organisation.dossier = Workshop(title="Bench"), Rules(), Dossier()
    variant = organisation.variants["v"] = Variant(id="v", name="V", kind="current")
    for number, (x, y) in enumerate(load.places):
        box = Box(x, y, WIDTH, HEIGHT)
        variant.units[f"u{number}"] = Unit(id=f"u{number}", name=f"Team {number:04d}", kind="team", box=tuple(box))
    for number, (start, end) in enumerate(load.links):
        name = f"l{number}"
        variant.links[name] = Link(id=name, kind="order", from_=f"u{start}", to_=f"u{end}")
    return organisation


def rows() -> Iterator[Row]:
    """For `make bench`."""
    limits = {"build and first paint": 2.0, "memory": 2.0}
    for name, figure in figures().items():
        unit = "MB" if name == "memory" else "ms"
        yield Row(f"canvas, 1000 units: {name}", figure.ours, unit, figure.floor, limits.get(name, 1.5))
