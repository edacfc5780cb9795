"""The lines and heads of links as paths.

A path of straight lines and nothing else, none joined to the next, is painted several times faster than one that goes
around corners or has a head in it, and with dashes many times; most of all where it only passes by. So on the screen
the line of a link and its heads are paths apart. On paper they are one.
"""

from __future__ import annotations

import itertools
import math
from functools import cache, lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.ways import Point

INNER = 0.4  # the second outline of a solid head, against the first
STRETCH = 800.0  # a pen dashes all of a line, seen or not: of a longer one, pieces are left out by themselves


def length_of(one: Point, two: Point) -> float:
    """Of a piece, which is flat or upright."""
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def plain_path(points: list[Point]) -> QPainterPath:
    """The line alone."""
    path = QPainterPath()
    path.moveTo(*points[0])
    onwards = path.lineTo
    for x, y in points[1:]:
        onwards(x, y)
    return path


def line_path(
    points: list[Point], kind: str, *, bundled: bool, dash: tuple[float, float] | None, solid: bool = False
) -> QPainterPath:
    """The line with its heads in one path that is stroked and never filled.

    A head that is not hollow is just so large that its outline and the line through it nearly fill it; `solid` ones
    have a second outline inside the first.
    """
    path = shaft_path(points, kind, bundled, dash)
    path.addPath(heads_path(points, kind, bundled, filled=dash is not None, solid=solid))
    return path


@cache
def _mitre(kind: str, bundled: bool) -> float:
    """How far the corner of a head lies from where its outline ends."""
    length, width = _head_size(kind, bundled)
    return line_width(kind, bundled) / 2 * math.hypot(2 * length, width) / width - 1


def line_width(kind: str, bundled: bool) -> float:
    """How wide the line of a link is, where nothing makes it stand out."""
    width = style.LINKS[kind].width
    return min(width, 2.0) if bundled else width


def shaft_path(points: list[Point], kind: str, bundled: bool, dash: tuple[float, float] | None) -> QPainterPath:
    """The line as far as its heads."""
    trimmed = _trimmed(points, kind, bundled)
    path = QPainterPath()
    if dash is None:
        path.moveTo(*trimmed[0])
        for point in trimmed[1:]:
            path.lineTo(*point)
    else:
        for start, end in itertools.pairwise(trimmed):
            _dashes(path, start, end, *dash)
    return path


def stretches(points: list[Point], kind: str, bundled: bool) -> list[QPainterPath]:
    """The pieces of the line as far as its heads, none joined to the next: in one path, a long dashed one in several.

    The pen makes the dashes, or fills the corners with square ends.
    """
    pieces = list(itertools.pairwise(_trimmed(points, kind, bundled)))
    dash = style.LINKS[kind].dash
    path = QPainterPath()
    if dash is None or sum(length_of(*ends) for ends in pieces) <= STRETCH:
        for start, end in pieces:
            path.moveTo(*start)
            path.lineTo(*end)
        return [path]
    found = []
    step = STRETCH // sum(dash) * sum(dash)  # dashes go on where it is cut
    for start, end in pieces:
        cuts = [_towards(start, end, step * number) for number in range(math.ceil(length_of(start, end) / step))]
        for one, two in itertools.pairwise([*cuts, end]):
            path = QPainterPath(QPointF(*one))
            path.lineTo(*two)
            found.append(path)
    return found


def _trimmed(points: list[Point], kind: str, bundled: bool) -> list[Point]:
    """The points, those at the ends as far back as the heads reach."""
    look, mitre = style.LINKS[kind], _mitre(kind, bundled)
    trim = _head_size(kind, bundled)[0] + mitre if look.hollow else mitre - line_width(kind, bundled) / 2
    trimmed = list(points)
    trimmed[-1] = _towards(points[-1], points[-2], trim)
    if look.both:
        trimmed[0] = _towards(points[0], points[1], trim)
    return trimmed


def heads_path(
    points: list[Point], kind: str, bundled: bool, *, filled: bool = True, solid: bool = False
) -> QPainterPath:
    """The heads; `filled` ones that are not hollow have a line of their own through them."""
    path = QPainterPath()
    for way, (x, y) in _ends(points, kind):
        path.addPath(_head_towards(way, kind, bundled, filled, solid).translated(x, y))
    return path


def _ends(points: list[Point], kind: str) -> list[tuple[Point, Point]]:
    """Where a line has a head: which way it points there, and its tip."""
    pairs = [(points[-2], points[-1])] + ([(points[1], points[0])] if style.LINKS[kind].both else [])
    found = []
    for (x1, y1), (x2, y2) in pairs:
        distance = max(abs(x2 - x1), abs(y2 - y1)) or 1.0
        found.append(((round((x2 - x1) / distance, 3), round((y2 - y1) / distance, 3)), (x2, y2)))
    return found


@lru_cache(maxsize=256)
def _head_towards(way: Point, kind: str, bundled: bool, filled: bool, solid: bool) -> QPainterPath:
    """One head with its tip in (0, 0), pointing this way."""
    look, mitre = style.LINKS[kind], _mitre(kind, bundled)
    length, width = _head_size(kind, bundled)
    half = line_width(kind, bundled) / 2
    path = QPainterPath()
    _head(path, way, (length, width), mitre)
    if solid and not look.hollow:
        inner = INNER * length
        _head(path, way, (inner, INNER * width), mitre + (length - inner) * 2 / 3)
    if filled and not look.hollow:
        front, back = mitre - half, mitre + length + half
        path.moveTo(-way[0] * front, -way[1] * front)
        path.lineTo(-way[0] * back, -way[1] * back)
    return path


def filled_heads(points: list[Point], kind: str, bundled: bool) -> QPainterPath:
    """The heads that are not hollow, to be filled without an outline: as large, and painted several times faster."""
    (length, width), mitre = _head_size(kind, bundled), _mitre(kind, bundled)
    back = mitre + length + line_width(kind, bundled) / 2
    path = QPainterPath()
    for way, (x, y) in _ends(points, kind):
        path.addPath(_triangle(way, back, width * back / length).translated(x, y))
    return path


@lru_cache(maxsize=64)
def _triangle(way: Point, length: float, width: float) -> QPainterPath:
    path = QPainterPath()
    _head(path, way, (length, width), 0.0)
    return path


def _head_size(kind: str, bundled: bool) -> tuple[float, float]:
    """Length and width of an arrow head, to the middle of its outline."""
    if kind != "order":
        return (8.5, 8.0) if style.LINKS[kind].hollow else (6.2, 5.6)
    return (7.0, 6.3) if bundled else (9.6, 8.6)


def _towards(point: Point, other: Point, distance: float) -> Point:
    """The point moved towards another, but not beyond it."""
    (x1, y1), (x2, y2) = point, other
    length = abs(x2 - x1) + abs(y2 - y1)
    share = min(distance / length, 1.0) if length else 0.0
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _dashes(path: QPainterPath, start: Point, end: Point, on: float, off: float) -> None:
    """A piece in dashes of its own, so that corners and heads are drawn whole."""
    (x1, y1), (x2, y2) = start, end
    length = abs(x2 - x1) + abs(y2 - y1)
    if not length:
        return
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    at = 0.0
    while at < length:
        stop = min(at + on, length)
        path.moveTo(x1 + dx * at, y1 + dy * at)
        path.lineTo(x1 + dx * stop, y1 + dy * stop)
        at += on + off


def _head(path: QPainterPath, way: Point, size: tuple[float, float], front: float) -> None:
    """A triangle of this length and width with its corner at a distance `front` before (0, 0)."""
    dx, dy = way
    back, half = front + size[0], size[1] / 2
    path.moveTo(-dx * front, -dy * front)
    path.lineTo(-dx * back - dy * half, -dy * back + dx * half)
    path.lineTo(-dx * back + dy * half, -dy * back - dx * half)
    path.closeSubpath()
