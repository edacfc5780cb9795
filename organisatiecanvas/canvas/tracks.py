"""A grid of tracks, one lane apart, on which ways run: what stands in the way, and what running somewhere costs.

Track `n` lies at `n * PITCH` scene units. A bundle of several lanes is told by its lowest track in both directions.
Costs are whole numbers: a step to the next track counts STEP, and a corner as much as CORNER.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import LANE
from organisatiecanvas.canvas.ways import Point

PITCH = LANE
REACH = 8.0  # no way runs nearer to a box than this
STEP = 4
CORNER = 20
ON_TOP = 100  # a step on another way
BESIDE = 4  # a step right beside another way
CROSS = 5  # across another way
HUG = 2  # a step nearer to a box than need be
BAND = 60  # a step through the heading of a container
THROUGH_BAND = 12  # the same straight down
ALONG = 30  # a step along a frame
NOTE = 30  # a step under a note
MOST_CELLS = 6_000_000
MOST_WALLS = 16  # plans of walls that are kept

Cell = tuple[int, int]
Costs = NDArray[np.int32]


class Tracks:
    """The tracks of an area. Tell what stands there and what runs there, each with `sign` -1 to take it away again."""

    def __init__(self, area: Box) -> None:
        self.area = area
        self.left, self.top = math.floor(area.x / PITCH), math.floor(area.y / PITCH)
        self.width = math.ceil(area.right / PITCH) - self.left + 1
        self.height = math.ceil(area.bottom / PITCH) - self.top + 1
        size = self.width * self.height
        if size > MOST_CELLS:
            raise ValueError(f"an area of {size} tracks is too large")
        shape = self.height, self.width
        self.across: Costs = np.full(shape, STEP, np.int32)  # what a step sideways into a cell costs
        self.down: Costs = np.full(shape, STEP, np.int32)
        self._across, self._down = self.across.reshape(-1).data, self.down.reshape(-1).data
        self._solid = np.zeros(shape, np.int16)  # how many units stand in a cell, containers too
        self._containers: dict[str, Box] = {}  # walls for whoever has nothing to do inside
        self._walls: dict[tuple[frozenset[str], int], bytes] = {}

    # -- what stands there -------------------------------------------------------------------------------------

    def wall(self, box: Box, sign: int = 1) -> None:
        """A unit without content: nothing runs through it, and better not close along it."""
        self._fill(box.grown(REACH), sign)
        self._add(self.across, box.grown(2 * PITCH), sign * HUG)
        self._add(self.down, box.grown(2 * PITCH), sign * HUG)

    def container(self, unit: str, box: Box, band: Box, sign: int = 1) -> None:
        """A unit with content: a wall, except for ways that begin or end in it."""
        self._fill(box.grown(REACH), sign)
        if sign > 0:
            self._containers[unit] = box
        else:
            self._containers.pop(unit, None)
        self._add(self.across, band, sign * BAND)
        self._add(self.down, band, sign * THROUGH_BAND)
        for edge in (box.y, box.bottom):
            self._add(self.across, Box(box.x, edge - REACH, box.width, 2 * REACH), sign * ALONG)
        for edge in (box.x, box.right):
            self._add(self.down, Box(edge - REACH, box.y, 2 * REACH, box.height), sign * ALONG)

    def note(self, box: Box, sign: int = 1) -> None:
        """A note: better not run under it, nor under its edge; notes lie askew."""
        for costs in (self.across, self.down):
            self._add(costs, box.grown(REACH), sign * NOTE)

    def use(self, points: Sequence[Point], sign: int = 1) -> None:
        """One lane runs here."""
        left, top = self.left, self.top
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if y1 == y2:
                track, limit, along, over = round(y1 / PITCH) - top, self.height, self.across, self.down
                low, high = round(min(x1, x2) / PITCH) - left, round(max(x1, x2) / PITCH) - left
            else:  # the same with rows and columns exchanged
                track, limit, along, over = round(x1 / PITCH) - left, self.width, self.down.T, self.across.T
                low, high = round(min(y1, y2) / PITCH) - top, round(max(y1, y2) / PITCH) - top
            if not 1 <= track < limit - 1 or high < 0:
                continue
            part = slice(max(low, 0), high + 1)
            along[track, part] += sign * ON_TOP
            along[track - 1 : track + 2 : 2, part] += sign * BESIDE
            over[track, part] += sign * CROSS

    def _part(self, box: Box) -> tuple[slice, slice]:
        """Rows and columns of the tracks that lie strictly inside a box."""
        top, left = math.floor(box.y / PITCH) + 1 - self.top, math.floor(box.x / PITCH) + 1 - self.left
        bottom, right = math.ceil(box.bottom / PITCH) - self.top, math.ceil(box.right / PITCH) - self.left
        return slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))

    def _fill(self, box: Box, sign: int) -> None:
        self._solid[self._part(box)] += sign
        self._walls.clear()

    def _add(self, costs: Costs, box: Box, more: int) -> None:
        costs[self._part(box)] += more

    def walls(self, opened: frozenset[str], lanes: int) -> bytes:
        """The cells in which the lowest lane of a bundle can't run; `opened` containers may be entered."""
        known = self._walls.get((opened, lanes))
        if known is not None:
            return known
        inside = [box for unit, box in self._containers.items() if unit in opened]
        solid = self._solid.copy() if inside else self._solid
        for box in inside:
            solid[self._part(box.grown(REACH))] -= 1
        one = solid > 0
        one[0], one[-1], one[:, 0], one[:, -1] = True, True, True, True
        wide = one.copy()  # what is in the way of any lane is in the way of all
        for lane in range(1, lanes):
            wide[:, :-lane] |= one[:, lane:]
        deep = wide.copy()
        for lane in range(1, lanes):
            deep[:-lane] |= wide[lane:]
        if len(self._walls) >= MOST_WALLS:
            self._walls.clear()
        found = self._walls[opened, lanes] = deep.tobytes()
        return found

    def holds(self, box: Box) -> bool:
        """Whether a box with room for ways around it lies on these tracks."""
        return self.area.holds(box)

    # -- what a way costs --------------------------------------------------------------------------------------

    def cell(self, column: int, row: int) -> int | None:
        """The number of a cell, by absolute tracks; None outside the area."""
        column, row = column - self.left, row - self.top
        if 0 < column < self.width - 1 and 0 < row < self.height - 1:
            return row * self.width + column
        return None

    def cost(self, cells: Sequence[Cell], walls: bytes, lanes: int) -> int | None:
        """What a way over these corners (absolute tracks) costs; None where it runs into a wall."""
        total, flat_before = 0, None
        numbers = [self.cell(*cell) for cell in cells]
        for one, two in itertools.pairwise(numbers):
            if one is None or two is None:
                return None
            if one == two:
                continue
            low, high = min(one, two), max(one, two)
            flat = high - low < self.width and low // self.width == high // self.width
            step = 1 if flat else self.width
            if (walls.find(1, low, high + 1) >= 0) if flat else (1 in walls[low : high + 1 : step]):
                return None
            if lanes == 1:
                total += sum((self._across if flat else self._down)[low : high + 1 : step])
            else:
                total += self._widest(low, high, lanes, flat=flat)
            if flat_before is not None and flat_before != flat:
                total += CORNER
            flat_before = flat
        return total

    def _widest(self, low: int, high: int, lanes: int, *, flat: bool) -> int:
        """What a straight piece of several lanes costs: each step as much as where it is worst for any of them."""
        (row, column), (last_row, last_column) = divmod(low, self.width), divmod(high, self.width)
        costs = self.across if flat else self.down
        block = costs[row : last_row + lanes, column : last_column + lanes]
        return int(block.max(axis=0 if flat else 1).sum())

    def widened(self, costs: Costs, window: tuple[slice, slice], lanes: int) -> Costs:
        """Costs for the lowest of several lanes: of a cell, as much as where it is worst for any of them."""
        rows, columns = window
        block = costs[rows.start : rows.stop + lanes - 1, columns.start : columns.stop + lanes - 1]
        height, width = rows.stop - rows.start, columns.stop - columns.start
        wide = block[:, :width]
        for lane in range(1, lanes):
            wide = np.maximum(wide, block[:, lane : lane + width])
        deep = wide[:height]
        for lane in range(1, lanes):
            deep = np.maximum(deep, wide[lane : lane + height])
        return deep
