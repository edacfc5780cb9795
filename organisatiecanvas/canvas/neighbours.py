"""What lies beside what: walking with the arrow keys, and the place for a unit that follows another.

Pure functions of boxes. A way is (1, 0) to the right, (-1, 0) to the left, (0, 1) down, (0, -1) up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box

Way = tuple[int, int]
Name = TypeVar("Name", bound=Hashable)
GAP_ACROSS, GAP_DOWN = 100.0, 80.0  # between a unit and the next: room for a flow with its label


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom


def nearest(boxes: Mapping[Name, Box], start: Box, way: Way) -> Name | None:
    """The box to go to from `start`; straight ahead counts for more than near but aside."""
    best: tuple[float, float, str] | None = None
    found: Name | None = None
    for name, box in boxes.items():
        ahead = (box.centre[0] - start.centre[0]) * way[0] + (box.centre[1] - start.centre[1]) * way[1]
        if box == start or box.holds(start) or start.holds(box) or ahead <= 0:
            continue
        if way[0]:
            gap = box.x - start.right if way[0] > 0 else start.x - box.right
            aside = max(box.y - start.bottom, start.y - box.bottom, 0.0)
        else:
            gap = box.y - start.bottom if way[1] > 0 else start.y - box.bottom
            aside = max(box.x - start.right, start.x - box.right, 0.0)
        across = abs((box.centre[0] - start.centre[0]) * way[1]) + abs((box.centre[1] - start.centre[1]) * way[0])
        if aside > 2 * ahead:
            continue  # rather beside than ahead
        score = (max(gap, 0.0) + 2.0 * aside, across, str(name))
        if best is None or score < best:
            best, found = score, name
    return found


def beside(box: Box, way: Way, size: tuple[float, float] = style.UNIT_SIZE) -> Box:
    """Where the next unit comes on this side of another: their middles in line."""
    width, height = size
    x = box.centre[0] - width / 2
    y = box.centre[1] - height / 2
    if way[0]:
        x = box.right + GAP_ACROSS if way[0] > 0 else box.x - GAP_ACROSS - width
    else:
        y = box.bottom + GAP_DOWN if way[1] > 0 else box.y - GAP_DOWN - height
    return Box(round(x / style.GRID) * style.GRID, round(y / style.GRID) * style.GRID, width, height)


def free_beside(taken: Iterable[Box], box: Box, way: Way, size: tuple[float, float] = style.UNIT_SIZE) -> Box:
    """The first free place on this side: beside it, else by turns further to either hand."""
    taken = list(taken)
    first = beside(box, way, size)
    step = (0.0, size[1] + GAP_DOWN / 2) if way[0] else (size[0] + GAP_ACROSS / 2, 0.0)
    step = (round(step[0] / style.GRID) * style.GRID, round(step[1] / style.GRID) * style.GRID)
    turn = 0
    while True:
        times = (turn + 1) // 2 * (1 if turn % 2 else -1)
        place = first.moved(step[0] * times, step[1] * times)
        if not any(overlap(place, other) for other in taken):
            return place
        turn += 1


def way_to(box: Box, x: float, y: float) -> Way:
    """On which side of a box a point lies."""
    across = (x - box.centre[0]) / box.width
    down = (y - box.centre[1]) / box.height
    if abs(across) >= abs(down):
        return (1 if across >= 0 else -1), 0
    return 0, (1 if down >= 0 else -1)
