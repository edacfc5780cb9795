"""Where bundles begin and end: the free places along the sides of units, and what taking each of them costs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import LANE
from organisatiecanvas.canvas.tracks import ON_TOP, PITCH, REACH, Cell
from organisatiecanvas.canvas.ways import LEFT, NORMALS, RIGHT, STUB, Point

Pair = tuple[str, str]
End = tuple[str, int, int]  # unit, side, track
BACKWARDS = 12  # leaving to the left or entering from the right, in costs of tracks.py
CROWDED = 16  # ending one track beside another end on the same side


@dataclass
class Bundle:
    """What runs between two units: how many lanes, and the units in the direction of the first."""

    pair: Pair
    lanes: int
    flow: bool = True  # order flows choose their way before other links

    @property
    def key(self) -> Pair:
        """The same for both directions."""
        return key_of(*self.pair)

    @property
    def half(self) -> float:
        return (self.lanes - 1) * LANE / 2


class Port(NamedTuple):
    """Where a way may leave a unit: a side, the lowest track along it, what that costs, and the cells in front:
    the nearest, and the one where an arrow head has room.
    """

    side: int
    track: int
    price: int
    near: Cell
    far: Cell


Ports = dict[int, list[Port]]
_price_and_track = itemgetter(2, 1)  # cheapest first; of the same price, from left and top


def key_of(one: str, two: str) -> Pair:
    """The bundle between two units, whichever way the links run."""
    return (one, two) if one <= two else (two, one)


@dataclass
class Ends:
    """The sides of units and the tracks along them that are taken."""

    boxes: dict[str, Box] = field(default_factory=dict)
    around: dict[str, frozenset[str]] = field(default_factory=dict)  # unit → containers it lies in
    bands: dict[str, Box] = field(default_factory=dict)  # container → its heading
    _taken: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)  # tracks along a side, and how often

    def clear(self) -> None:
        """Nothing is taken."""
        self._taken.clear()

    def count(self, ends: Iterable[End], sign: int) -> None:
        """These are taken (`sign` 1) or no more (-1)."""
        for unit, side, track in ends:
            taken = self._taken.setdefault((unit, side), {})
            taken[track] = taken.get(track, 0) + sign
            if not taken[track]:
                del taken[track]

    def end_at(self, unit: str, point: Point) -> list[End]:
        """The end at a unit of a way that is there already; none where it does not lie on a side."""
        side = ways.side_of(self.boxes[unit], point)
        return [] if side is None else [(unit, side, round(ways.along(point, side) / PITCH))]

    def ports(self, bundle: Bundle, end: int) -> Ports:
        """Free places on every side of a unit, the best first."""
        unit, other = bundle.pair[end], bundle.pair[1 - end]
        box, goal = self.boxes[unit], self.boxes[other]
        half, lanes = bundle.half, bundle.lanes
        found: Ports = {}
        for side in range(4):
            low, high = ways.room(box, side, half)
            if unit in self.around[other] and side % 2 == 0 and unit in self.bands:
                low = min(self.bands[unit].bottom + half, high)  # from a container to its own content
            backwards = BACKWARDS if side == (RIGHT if end else LEFT) else 0
            first, last = math.ceil((low - half) / PITCH), math.floor((high - half) / PITCH)
            best = (wished(box, goal, side) - half) / PITCH
            taken = self._taken.get((unit, side))
            crowded = _crowding(taken, lanes) if taken else {}
            near, far = self._exit(bundle, end, side)
            across = side % 2 == 0
            free = []
            for track in range(first, last + 1):
                price = backwards + int(abs(track - best)) + crowded.get(track, 0)
                if across:
                    free.append(Port(side, track, price, (near, track), (far, track)))
                else:
                    free.append(Port(side, track, price, (track, near), (track, far)))
            free.sort(key=_price_and_track)
            found[side] = free
        return found

    def _exit(self, bundle: Bundle, end: int, side: int) -> tuple[int, int]:
        """The first tracks in front of a side: the nearest, and the one where an arrow head has room."""
        box, sign, last = self.boxes[bundle.pair[end]], self._outward(bundle, end, side), bundle.lanes - 1
        edge = ways.at(box, side, 0.0)[side % 2]
        near = math.ceil((edge + REACH) / PITCH) if sign > 0 else math.floor((edge - REACH) / PITCH) - last
        far = near
        while abs((far + (last if sign < 0 else 0)) * PITCH - edge) < STUB:
            far += sign
        return near, far

    def _outward(self, bundle: Bundle, end: int, side: int) -> int:
        """Which way a line leaves a side: 1 or -1 along its axis; inwards towards what lies inside the unit."""
        unit, other = bundle.pair[end], bundle.pair[1 - end]
        sign = sum(NORMALS[side])
        return -sign if unit in self.around[other] else sign


def _crowding(taken: Iterable[int], lanes: int) -> dict[int, int]:
    """What it costs, by lowest track, that others end there or right beside."""
    found: dict[int, int] = {}
    for other in taken:
        for track in (other - lanes, other + 1):
            found.setdefault(track, CROWDED)
        found.update(dict.fromkeys(range(other - lanes + 1, other + 1), ON_TOP))
    return found


def wished(box: Box, goal: Box, side: int) -> float:
    """Where along a side a way would best end: in line with the other, else leaning towards it."""
    if side % 2 == 0:
        low, high, own, other = max(box.y, goal.y), min(box.bottom, goal.bottom), box.centre[1], goal.centre[1]
    else:
        low, high, own, other = max(box.x, goal.x), min(box.right, goal.right), box.centre[0], goal.centre[0]
    if low < high:
        return (low + high) / 2
    return (3 * own + other) / 4 if abs(own - other) > 3 * PITCH else own
