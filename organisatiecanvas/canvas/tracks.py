"""A grid of tracks, one lane apart, on which ways run: what stands in the way, and what running somewhere costs.

Track `n` lies at `n * PITCH` scene units. A bundle of several lanes is told by its lowest track in both directions.
Costs are whole numbers: a step to the next track counts STEP, and a corner as much as CORNER.
"""

from __future__ import annotations

import heapq
import itertools
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence

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
MOST_STATES = 30_000

Cell = tuple[int, int]


class Tracks:
    """The tracks of an area. Fill in `wall`, `band`, `frame`, `note` and `use`; then ask `cost` and `search`."""

    def __init__(self, area: Box) -> None:
        self.left, self.top = math.floor(area.x / PITCH), math.floor(area.y / PITCH)
        self.width = math.ceil(area.right / PITCH) - self.left + 1
        self.height = math.ceil(area.bottom / PITCH) - self.top + 1
        size = self.width * self.height
        if size > MOST_CELLS:
            raise ValueError(f"an area of {size} tracks is too large")
        self.across = array("H", bytes(2 * size))  # what a step sideways into a cell costs more
        self.down = array("H", bytes(2 * size))
        self._nothing: array[int] | None = None
        self._leaves = bytearray(size)
        self._close_border()
        self._boxes: dict[str, Box] = {}  # containers: walls for whoever has nothing to do inside
        self._walls: dict[tuple[frozenset[str], int], bytes] = {}

    def _close_border(self) -> None:
        width, walls = self.width, self._leaves
        walls[:width] = walls[-width:] = b"\1" * width
        walls[::width] = walls[width - 1 :: width] = b"\1" * self.height

    # -- what stands there -------------------------------------------------------------------------------------

    def wall(self, box: Box) -> None:
        """A unit without content: nothing runs through it, and better not close along it."""
        self._fill(self._leaves, box.grown(REACH))
        for costs in (self.across, self.down):
            self._add(costs, box.grown(2 * PITCH), HUG)

    def container(self, unit: str, box: Box, band: Box) -> None:
        """A unit with content: a wall, except for ways that begin or end in it."""
        self._boxes[unit] = box
        self._add(self.across, band, BAND)
        self._add(self.down, band, THROUGH_BAND)
        for edge in (box.y, box.bottom):
            self._add(self.across, Box(box.x, edge - REACH, box.width, 2 * REACH), ALONG)
        for edge in (box.x, box.right):
            self._add(self.down, Box(edge - REACH, box.y, 2 * REACH, box.height), ALONG)

    def note(self, box: Box) -> None:
        """A note: better not run under it."""
        self._add(self.across, box, NOTE)
        self._add(self.down, box, NOTE)

    def use(self, points: Sequence[Point], sign: int = 1) -> None:
        """One lane runs here (`sign` 1) or does no more (-1)."""
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if y1 == y2:
                self._use(self.across, self.down, y1, (x1, x2), (self.top, self.height, self.width), sign, flat=True)
            else:
                self._use(self.down, self.across, x1, (y1, y2), (self.left, self.width, 1), sign, flat=False)

    def _use(
        self,
        along: array[int],
        over: array[int],
        at: float,
        ends: tuple[float, float],
        place: tuple[int, int, int],
        sign: int,
        *,
        flat: bool,
    ) -> None:
        first, count, stride = place
        track = round(at / PITCH) - first
        start, limit = (self.left, self.width) if flat else (self.top, self.height)
        low = max(round(min(ends) / PITCH) - start, 0)
        high = min(round(max(ends) / PITCH) - start, limit - 1)
        if not 1 <= track < count - 1 or low > high:
            return
        step = 1 if flat else self.width
        begin, end = track * stride + low * step, track * stride + high * step + 1
        for costs, shift, more in (
            (along, 0, sign * ON_TOP),
            (along, -stride, sign * BESIDE),
            (along, stride, sign * BESIDE),
            (over, 0, sign * CROSS),
        ):
            part = slice(begin + shift, end + shift, step)
            costs[part] = array("H", [cost + more for cost in costs[part]])

    def _range(self, box: Box) -> tuple[range, int, int]:
        """Rows and columns of the tracks that lie strictly inside a box."""
        first = max(math.floor(box.y / PITCH) + 1 - self.top, 0)
        last = min(math.ceil(box.bottom / PITCH) - self.top, self.height)
        left = max(math.floor(box.x / PITCH) + 1 - self.left, 0)
        right = min(math.ceil(box.right / PITCH) - self.left, self.width)
        return range(first, max(first, last)), left, max(left, right)

    def _fill(self, walls: bytearray, box: Box) -> None:
        rows, left, right = self._range(box)
        full = b"\1" * (right - left)
        for row in rows:
            start = row * self.width
            walls[start + left : start + right] = full

    def _add(self, costs: array[int], box: Box, more: int) -> None:
        rows, left, right = self._range(box)
        for row in rows:
            start = row * self.width
            part = costs[start + left : start + right]
            costs[start + left : start + right] = array("H", [cost + more for cost in part])

    def walls(self, opened: frozenset[str], lanes: int) -> bytes:
        """The cells in which the lowest lane of a bundle can't run; `opened` containers may be entered."""
        known = self._walls.get((opened, lanes))
        if known is not None:
            return known
        if lanes == 1:
            filled = bytearray(self._leaves)
            for unit, box in self._boxes.items():
                if unit not in opened:
                    self._fill(filled, box.grown(REACH))
            found = bytes(filled)
        else:  # a lane higher, and one further: what is in the way of any of them is in the way of all
            bits = wide = int.from_bytes(self.walls(opened, 1), "little")
            for lane in range(1, lanes):
                wide |= bits >> 8 * lane
            deep = wide
            for lane in range(1, lanes):
                deep |= wide >> 8 * lane * self.width
            found = deep.to_bytes(len(self._leaves), "little")
        self._walls[opened, lanes] = found
        return found

    # -- finding -----------------------------------------------------------------------------------------------

    def cell(self, column: int, row: int) -> int | None:
        """The number of a cell, by absolute tracks; None outside the area."""
        column, row = column - self.left, row - self.top
        if 0 < column < self.width - 1 and 0 < row < self.height - 1:
            return row * self.width + column
        return None

    def cost(self, cells: Sequence[Cell], opened: frozenset[str], lanes: int) -> int | None:
        """What a way over these corners (absolute tracks) costs; None where something stands in it."""
        walls, last = self.walls(opened, lanes), lanes - 1
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
            if 1 in walls[low : high + 1 : step]:
                return None
            costs, beside = (self.across, last * self.width) if flat else (self.down, last)
            total += sum(costs[low : high + 1 : step]) + (high - low) // step * STEP
            if beside:
                total += sum(costs[low + beside : high + beside + 1 : step])
            if flat_before is not None and flat_before != flat:
                total += CORNER
            flat_before = flat
        return total

    def search(
        self,
        sources: Iterable[tuple[int, Cell, bool]],
        targets: Mapping[tuple[Cell, bool], int],
        opened: frozenset[str],
        lanes: int,
        *,
        eager: int = STEP,
        most: int = MOST_STATES,
    ) -> tuple[int, list[Cell]] | None:
        """The cheapest way from a source to a target, as its cost and the cells from one to the other.

        A source has a cost, a cell and whether the way runs sideways there; a target the same as a key. None
        when there is no way, or none was found within so many states. `eager` is what a step that is still to come is
        taken to cost: more than STEP looks at fewer states, and may miss the very cheapest.
        """
        width = self.width
        goals: dict[int, int] = {}
        for (place, flat), price in targets.items():
            number = self.cell(*place)
            if number is not None:
                goals[2 * number + (not flat)] = price
        if not goals:
            return None
        columns = [state // 2 % width for state in goals]
        rows = [state // 2 // width for state in goals]
        west, east, north, south = min(columns), max(columns), min(rows), max(rows)
        walls, last = self.walls(opened, lanes), lanes - 1
        across, down = self.across, self.down
        more_across, more_down, beside, below = across, down, last * width, last
        if not last:
            if self._nothing is None:
                self._nothing = array("H", bytes(2 * width * self.height))
            more_across = more_down = self._nothing
        best: dict[int, int] = {}
        came: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []

        def ahead(number: int) -> int:
            row, column = divmod(number, width)
            return eager * (max(west - column, column - east, 0) + max(north - row, row - south, 0))

        for price, place, flat in sources:
            number = self.cell(*place)
            if number is None or walls[number]:
                continue
            state = 2 * number + (not flat)
            if price < best.get(state, price + 1):
                best[state] = price
                heap.append((price + ahead(number), price, state))
        heapq.heapify(heap)
        push, pop, limit = heapq.heappush, heapq.heappop, 1 << 60
        states = 0
        while heap:
            _guess, price, state = pop(heap)
            if state < 0:
                return price, self._trace(came, ~state)
            if price > best[state]:
                continue
            states += 1
            if states > most:
                return None
            end = goals.get(state)
            if end is not None and price + end < limit:
                limit = price + end
                push(heap, (limit, limit, ~state))
            number = state >> 1
            turned = state ^ 1
            if price + CORNER < best.get(turned, limit):
                best[turned] = price + CORNER
                came[turned] = state
                push(heap, (_guess + CORNER, price + CORNER, turned))
            if state & 1:
                steps, costs, more, offset = (width, -width), down, more_down, below
            else:
                steps, costs, more, offset = (1, -1), across, more_across, beside
            for step in steps:
                other = number + step
                if walls[other]:
                    continue
                now = price + STEP + costs[other] + more[other + offset]
                after = state + 2 * step
                if now < best.get(after, limit):
                    best[after] = now
                    came[after] = state
                    row, column = divmod(other, width)
                    far = (west - column if column < west else column - east if column > east else 0) + (
                        north - row if row < north else row - south if row > south else 0
                    )
                    push(heap, (now + eager * far, now, after))
        return None

    def _trace(self, came: Mapping[int, int], state: int) -> list[Cell]:
        numbers = [state >> 1]
        while state in came:
            state = came[state]
            numbers.append(state >> 1)
        return [(number % self.width + self.left, number // self.width + self.top) for number in reversed(numbers)]
