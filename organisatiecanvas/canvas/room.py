"""Room for what grew: what it would come to lie over is pushed aside, and what that would come to lie over, and so on.

Whatever lay over each other before stays so, for that was somebody's choice. Lengths are scene units.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import TypeVar

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.neighbours import Way, overlap
from organisatiecanvas.canvas.refs import Box

Key = TypeVar("Key")
TURNS = 4  # each is pushed on average: enough for any drawing, and an end where two would push each other about


def pushed(before: Box, after: Box, others: Mapping[Key, Box], walls: Sequence[Box] = ()) -> dict[Key, Box]:
    """Where those of the others come to lie that make room for a box that became larger.

    Each goes away from it along one axis, by steps of the grid, keeps the distance that it had up to that between
    containers, and goes past `walls`, which stay where they are.
    """
    found: dict[Key, Box] = {}
    waiting = deque([(before, after)])
    for _turn in range(TURNS * len(others) + 1):
        if not waiting:
            break
        old, new = waiting.popleft()
        for key, first in others.items():
            now = found.get(key, first)
            if overlap(now, new) and not overlap(first, old):
                found[key] = _aside(first, now, old, new, walls)
                waiting.append((first, found[key]))
    return found


def _aside(first: Box, now: Box, old: Box, new: Box, walls: Sequence[Box]) -> Box:
    """Out of the way, on the side where it lay farthest from the old box."""
    gaps: dict[Way, float] = {
        (1, 0): first.x - old.right,
        (-1, 0): old.x - first.right,
        (0, 1): first.y - old.bottom,
        (0, -1): old.y - first.bottom,
    }
    way, gap = max(gaps.items(), key=lambda side: side[1])
    to = _beyond(now, new, way, min(gap, style.CONTAINER_PAD))
    wall: Box | None = new
    while wall is not None:
        wall = next((one for one in walls if overlap(to, one) and not overlap(first, one)), None)
        if wall is not None:
            to = _beyond(to, wall, way, style.CONTAINER_PAD)
    return to


def _beyond(box: Box, other: Box, way: Way, gap: float) -> Box:
    """The box moved this way until it lies clear of the other."""
    lacking = {
        (1, 0): other.right - box.x,
        (-1, 0): box.right - other.x,
        (0, 1): other.bottom - box.y,
        (0, -1): box.bottom - other.y,
    }[way]
    far = max(math.ceil((lacking + gap) / style.GRID), 0) * style.GRID
    return box.moved(way[0] * far, way[1] * far)
