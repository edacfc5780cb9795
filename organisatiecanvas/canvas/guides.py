"""Help while something is placed: the grid, and lines along edges, middles and equal distances of what lies around.

What lies around is collected once, when a gesture begins. Lengths are scene units.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.neighbours import overlap
from organisatiecanvas.canvas.refs import Box

REACH = 6.0  # pixels within which a line attracts
SAME = 0.01  # what counts as on a line


class _Span(NamedTuple):
    """A box along one axis: where it begins and ends there, and where across."""

    low: float
    high: float
    near: float
    far: float


@dataclass(frozen=True)
class Snap:
    """How far to shift, and the lines that tell why."""

    dx: float
    dy: float
    lines: tuple[QLineF, ...] = ()


class Guides:
    """What one gesture is drawn to: `grid` and `lines` switch it, `reach` is how near a line attracts."""

    def __init__(self, around: Iterable[Box], *, grid: bool, lines: bool, reach: float) -> None:
        self.grid, self.reach = grid, reach
        boxes = list(around) if lines else []
        self._across = _Axis([_Span(box.x, box.right, box.y, box.bottom) for box in boxes])
        self._down = _Axis([_Span(box.y, box.bottom, box.x, box.right) for box in boxes])

    def shift(self, box: Box, *, free: bool = False, across: bool = True, down: bool = True) -> Snap:
        """Where to put a whole box; `free` suspends both helps, `across` and `down` say which way it may go."""
        if free:
            return Snap(0.0, 0.0)
        one = _Span(box.x, box.right, box.y, box.bottom)
        dx = self._across.whole(one, self.grid, self.reach) if across else 0.0
        two = _Span(box.y, box.bottom, box.x + dx, box.right + dx)
        dy = self._down.whole(two, self.grid, self.reach) if down else 0.0
        placed = box.moved(dx, dy)
        return Snap(dx, dy, tuple(self._lines(placed, spaced=True)))

    def corner(self, x: float, y: float, *, free: bool = False) -> tuple[float, float]:
        """Where to put the corner of a box while it is drawn or resized."""
        if free:
            return x, y
        return x + self._across.edge(x, self.grid, self.reach), y + self._down.edge(y, self.grid, self.reach)

    def lines_of(self, box: Box) -> tuple[QLineF, ...]:
        """The lines on which a box lies that was resized or drawn."""
        return tuple(self._lines(box, spaced=False))

    def _lines(self, box: Box, *, spaced: bool) -> Iterable[QLineF]:
        across = _Span(box.x, box.right, box.y, box.bottom)
        down = _Span(box.y, box.bottom, box.x, box.right)
        for at, near, far in self._across.met(across):
            yield QLineF(at, near, at, far)
        for at, near, far in self._down.met(down):
            yield QLineF(near, at, far, at)
        if spaced:
            for low, high, at in self._across.gaps(across):
                yield QLineF(low, at, high, at)
            for low, high, at in self._down.gaps(down):
                yield QLineF(at, low, at, high)


class _Axis:
    """The lines across one axis, sorted, so that the nearest is found by bisection."""

    def __init__(self, spans: list[_Span]) -> None:
        self.spans = spans
        found = [
            (at, span.near, span.far) for span in spans for at in (span.low, (span.low + span.high) / 2, span.high)
        ]
        self._lines = sorted(found)
        self._at = [at for at, _near, _far in self._lines]

    def whole(self, span: _Span, grid: bool, reach: float) -> float:
        """How far to shift a whole box: to the nearest line or equal distance in reach, else to the grid."""
        places = (span.low, (span.low + span.high) / 2, span.high)
        found = [way for place in places if (way := self._nearest(place, reach)) is not None]
        found += [low - span.low for low in self._equal(span) if abs(low - span.low) <= reach]
        if found:
            return min(found, key=abs)
        return _to_grid(span.low) if grid else 0.0

    def edge(self, place: float, grid: bool, reach: float) -> float:
        way = self._nearest(place, reach)
        if way is not None:
            return way
        return _to_grid(place) if grid else 0.0

    def _nearest(self, place: float, reach: float) -> float | None:
        index = bisect_left(self._at, place)
        ways = [self._at[i] - place for i in (index - 1, index) if 0 <= i < len(self._at)]
        best = min(ways, key=abs, default=None)
        return best if best is not None and abs(best) <= reach else None

    def met(self, span: _Span) -> list[tuple[float, float, float]]:
        """The lines that a box lies on now: where, from and to, over all that lie there too."""
        found = []
        for at in (span.low, (span.low + span.high) / 2, span.high):
            first = bisect_left(self._at, at - SAME)
            near, far, hit = span.near, span.far, False
            for other, low, high in self._lines[first:]:
                if other > at + SAME:
                    break
                near, far, hit = min(near, low), max(far, high), True
            if hit:
                found.append((at, near, far))
        return found

    def _row(self, span: _Span) -> tuple[list[_Span], list[_Span]]:
        """What lies before and after, in the same row, the nearest first."""
        row = [other for other in self.spans if other.near < span.far and span.near < other.far]
        middle = (span.low + span.high) / 2
        before = sorted((one for one in row if one.high <= middle), key=lambda one: -one.high)
        after = sorted((one for one in row if one.low >= middle), key=lambda one: one.low)
        return before[:2], after[:2]

    def _equal(self, span: _Span) -> list[float]:
        """Where it would begin if distances were equal: between two, or after (before) two as far as they are apart."""
        before, after = self._row(span)
        length = span.high - span.low
        found = []
        if before and after and after[0].low - before[0].high >= length:
            found.append((before[0].high + after[0].low - length) / 2)
        if len(before) == 2 and before[0].low > before[1].high:
            found.append(before[0].high + before[0].low - before[1].high)
        if len(after) == 2 and after[1].low > after[0].high:
            found.append(after[0].low - (after[1].low - after[0].high) - length)
        return found

    def gaps(self, span: _Span) -> list[tuple[float, float, float]]:
        """The equal distances on both sides of a box that lies so: from, to, and where across."""
        if not any(abs(low - span.low) <= SAME for low in self._equal(span)):
            return []
        before, after = self._row(span)
        at = (span.near + span.far) / 2
        chain = [*reversed(before), span, *after]
        widths: dict[float, list[tuple[float, float, float]]] = {}
        for one, two in itertools.pairwise(chain):
            if two.low > one.high:
                widths.setdefault(round(two.low - one.high, 1), []).append((one.high, two.low, at))
        return [gap for gaps in widths.values() if len(gaps) > 1 for gap in gaps]


def _to_grid(place: float) -> float:
    return round(place / style.GRID) * style.GRID - place


class GuideLines:
    """Shows lines over the drawing: one item, a pixel wide at every zoom."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._item = QGraphicsPathItem()
        pen = QPen(QColor(style.GUIDE), 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._item.setPen(pen)
        self._item.setZValue(style.GUIDE_Z)
        self._item.setVisible(False)
        scene.addItem(self._item)

    @property
    def shown(self) -> bool:
        return self._item.isVisible()

    def show(self, lines: Sequence[QLineF]) -> None:
        """These lines and no others."""
        path = QPainterPath()
        for line in lines:
            path.moveTo(line.p1())
            path.lineTo(line.p2())
        if path != self._item.path():
            self._item.setPath(path)
        self._item.setVisible(bool(lines))

    def hide(self) -> None:
        self.show(())


def seen(rect: QRectF, boxes: Iterable[Box]) -> list[Box]:
    """Those that are in sight."""
    view = Box(rect.x(), rect.y(), rect.width(), rect.height())
    return [box for box in boxes if overlap(box, view)]
