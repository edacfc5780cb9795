"""Right-angled ways as lists of points: their shapes, pieces and lanes, and the places along the side of a box."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import GRID, RADIUS

Point = tuple[float, float]
RIGHT, BOTTOM, LEFT, TOP = range(4)
NORMALS = ((1, 0), (0, 1), (-1, 0), (0, -1))
STUB = 18.0  # shortest straight piece at a box: room for an arrow head


class Segment(NamedTuple):
    """A piece of a way: at `at` across its direction, from `low` to `high` along it; `half` its width."""

    horizontal: bool
    at: float
    low: float
    high: float
    half: float


def shapes(
    start: Point,
    end: Point,
    leaving: tuple[int, int],
    entering: tuple[int, int],
    xs: list[float],
    ys: list[float],
    half: float,
) -> Iterator[list[Point]]:
    """Ways that leave and enter as told: straight, with one corner, two, three and four; the last always exists."""
    if leaving[0] == 0:  # turned a quarter, so that a way always begins horizontally below
        turned = shapes(
            start[::-1],
            end[::-1],
            leaving[::-1],
            entering[::-1],
            ys,
            xs,
            half,  # type: ignore[arg-type]
        )
        for points in turned:
            yield [(x, y) for y, x in points]
        return
    stub = STUB + half
    (x1, y1), (x2, y2) = start, end
    out, back = leaving[0], entering[0]
    if entering[0]:
        if y1 == y2 and out == -back and (x2 - x1) * out >= 2:
            yield [start, end]
            return
        for x in xs:
            if (x - x1) * out >= stub and (x - x2) * back >= stub:
                yield [start, (x, y1), (x, y2), end]
        first, last = x1 + out * (stub + 4), x2 + back * (stub + 4)
        if out == back:
            outer = max(first * out, last * out) * out
            yield [start, (outer, y1), (outer, y2), end]
        for y in ys:
            yield [start, (first, y1), (first, y), (last, y), (last, y2), end]
        yield [start, (first, y1), (first, (y1 + y2) / 2), (last, (y1 + y2) / 2), (last, y2), end]
        return
    down = entering[1]
    if (x2 - x1) * out >= stub and (y1 - y2) * down >= stub:
        yield [start, (x2, y1), end]
    near, above = x1 + out * (stub + 4), y2 + down * (stub + 4)
    for x in (near, *(x for x in xs if (x - x1) * out >= stub)):
        yield [start, (x, y1), (x, above), (x2, above), end]
    for y in ys:
        if (y - y2) * down >= stub:
            yield [start, (near, y1), (near, y), (x2, y), end]


def tidy(points: list[Point]) -> list[Point]:
    """Without points that are no corner."""
    kept = [points[0]]
    for index, point in enumerate(points[1:], start=1):
        if abs(point[0] - kept[-1][0]) < 0.01 and abs(point[1] - kept[-1][1]) < 0.01:
            continue
        if len(kept) > 1 and index and _same_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return kept if len(kept) > 1 else [points[0], points[-1]]


def unfolded(points: list[Point]) -> list[Point]:
    """Tidy, and without going on and back again along the same line."""
    kept = tidy(points)
    index = 1
    while 0 < index < len(kept) - 1:
        (x1, y1), (x2, y2), (x3, y3) = kept[index - 1 : index + 2]
        if x1 == x2 == x3 or y1 == y2 == y3:
            kept = tidy([*kept[:index], *kept[index + 1 :]])
            index = max(index - 1, 1)
        else:
            index += 1
    return kept


def _same_line(one: Point, two: Point, three: Point) -> bool:
    return (one[0] == two[0] == three[0] and (two[1] - one[1]) * (three[1] - two[1]) >= 0) or (
        one[1] == two[1] == three[1] and (two[0] - one[0]) * (three[0] - two[0]) >= 0
    )


def length(points: list[Point]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in itertools.pairwise(points))


def segments(points: list[Point], half: float) -> Iterator[Segment]:
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if y1 == y2:
            yield Segment(True, y1, min(x1, x2), max(x1, x2), half)
        else:
            yield Segment(False, x1, min(y1, y2), max(y1, y2), half)


def along(point: Point, side: int) -> float:
    """The coordinate along a side: y for left and right, x for top and bottom."""
    return point[1] if side % 2 == 0 else point[0]


def at(box: Box, side: int, place: float) -> Point:
    """The point of a side at this place along it."""
    if side == RIGHT:
        return box.right, place
    if side == LEFT:
        return box.x, place
    return (place, box.bottom) if side == BOTTOM else (place, box.y)


def port(box: Box, side: int, wish: Point) -> Point:
    return at(box, side, along(wish, side))


def middle(one: Point, two: Point, axis: int) -> float:
    return round((one[axis] + two[axis]) / 2)


def room(box: Box, side: int, half: float) -> tuple[float, float]:
    """Where along a side a bundle fits between the rounded corners."""
    low, high = (box.y, box.bottom) if side % 2 == 0 else (box.x, box.right)
    margin = min(RADIUS + half + 4, (high - low) / 2)
    return low + margin, high - margin


def outwards(middle: float, low: float, high: float) -> Iterator[float]:
    """Places from the middle out, in half grid steps, within the range."""
    yield middle
    step = GRID / 4
    distance = step
    while middle - distance >= low or middle + distance <= high:
        if middle - distance >= low:
            yield middle - distance
        if middle + distance <= high:
            yield middle + distance
        distance += step


def lane(points: list[Point], offset: float) -> list[Point]:
    """The way shifted sideways by `offset`, to the right of its direction; corners stay corners."""
    if not offset:
        return points
    moved = list(points)
    for index, ((x1, y1), (x2, y2)) in enumerate(itertools.pairwise(points)):
        if y1 == y2:
            shift = offset if x2 > x1 else -offset
            moved[index] = moved[index][0], y1 + shift
            moved[index + 1] = moved[index + 1][0], y1 + shift
        else:
            shift = -offset if y2 > y1 else offset
            moved[index] = x1 + shift, moved[index][1]
            moved[index + 1] = x1 + shift, moved[index + 1][1]
    return moved


def side_of(box: Box, point: Point) -> int | None:
    """The side of a box on which a point lies; None when it lies on none."""
    (x, y), (left, top, width, height) = point, box
    right, bottom = left + width, top + height
    if top - 0.6 <= y <= bottom + 0.6:
        if abs(x - right) <= 0.6:
            return RIGHT
        if abs(x - left) <= 0.6:
            return LEFT
    if left - 0.6 <= x <= right + 0.6:
        if abs(y - bottom) <= 0.6:
            return BOTTOM
        if abs(y - top) <= 0.6:
            return TOP
    return None


def fits(route: Sequence[Point] | None, start: Box, end: Box) -> bool:
    """Whether a route is right-angled and begins and ends on the sides of these boxes."""
    if route is None or len(route) < 2:
        return False
    x1, y1 = route[0]
    for x2, y2 in route:
        if x1 != x2 and y1 != y2:
            return False
        x1, y1 = x2, y2
    return side_of(start, route[0]) is not None and side_of(end, route[-1]) is not None


def turns(points: Sequence[Point]) -> bool:
    """Whether every piece lies across the one before it: no way goes back over itself."""
    flat = [y1 == y2 for (_x1, y1), (_x2, y2) in itertools.pairwise(points)]
    return all(one != two for one, two in itertools.pairwise(flat))
