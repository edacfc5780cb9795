"""The cheapest way over tracks, by sweeps: all places that can be reached with one more corner, at once.

A sweep carries the cost of every cell along all rows, then along all columns; a way with six corners is found after
some four of each. It finds the cheapest way within a window around the ends, which grows when there is none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from organisatiecanvas.canvas.tracks import CORNER, STEP, Cell, Costs, Tracks

MARGINS = (8, 30, 90)  # tracks around the ends in which a way is looked for, one after the other
WALL = 1 << 18  # no way costs as much as a single step into a wall
FAR = 1 << 29  # not reached
MOST_SWEEPS = 16  # to and fro; a way has no more than twice as many corners
ENOUGH_SWEEPS = 5  # once a way is known: one with ten corners more is hardly better

States = Mapping[tuple[Cell, bool], int]
Places = NDArray[np.intp]


class Swept(NamedTuple):
    """What a way costs, its corners with both ends, and whether it runs sideways at the first and at the last."""

    cost: int
    cells: list[Cell]
    leaving_flat: bool
    arriving_flat: bool


class _Window(NamedTuple):
    """A part of the tracks, without their border."""

    top: int
    bottom: int
    left: int
    right: int


def search(
    grid: Tracks, sources: States, targets: States, opened: frozenset[str], lanes: int, limit: float = math.inf
) -> Swept | None:
    """The cheapest way from a source to a target that costs less than `limit`; None without one.

    Sources and targets are what it costs to begin or end in a cell, by the cell and whether the way runs sideways
    there. `opened` containers may be entered; `lanes` run beside each other.
    """
    walls = np.frombuffer(grid.walls(opened, lanes), np.uint8).reshape(grid.height, grid.width)
    begin, end = _Places.of(sources, grid, walls), _Places.of(targets, grid, walls)
    if not len(begin.rows) or not len(end.rows):
        return None
    top, bottom = min(begin.rows.min(), end.rows.min()), max(begin.rows.max(), end.rows.max())
    left, right = min(begin.columns.min(), end.columns.min()), max(begin.columns.max(), end.columns.max())
    before = None
    for margin in MARGINS:
        window = _Window(
            max(int(top) - margin, 1),
            min(int(bottom) + margin + 1, grid.height - lanes),
            max(int(left) - margin, 1),
            min(int(right) + margin + 1, grid.width - lanes),
        )
        if window == before:
            return None
        found = _Sweeps(grid, window, walls, lanes).run(begin, end, int(min(limit, WALL)))
        if found is not None:
            return found
        before = window
    return None


class _Places(NamedTuple):
    """Sources or targets by rows and columns of the tracks: what each costs, and whether a way runs sideways there."""

    rows: Places
    columns: Places
    prices: Costs
    flat: NDArray[np.bool_]

    @classmethod
    def of(cls, states: States, grid: Tracks, walls: NDArray[np.uint8]) -> _Places:
        """Those of the states that lie on the tracks and not in a wall."""
        cells = np.array([(y, x) for (x, y), _flat in states], np.intp) - (grid.top, grid.left)
        rows, columns = cells[:, 0], cells[:, 1]
        inside = (rows > 0) & (rows < grid.height - 1) & (columns > 0) & (columns < grid.width - 1)
        inside[inside] = walls[rows[inside], columns[inside]] == 0
        prices = np.fromiter(states.values(), np.int32, len(states))
        flat = np.array([flat for _cell, flat in states], np.bool_)
        return cls(rows[inside], columns[inside], prices[inside], flat[inside])

    def part(self, flat: bool, window: _Window) -> tuple[Places, Places, Costs]:
        """Rows and columns within a window, and prices, of those in one direction."""
        chosen = self.flat == flat
        return self.rows[chosen] - window.top, self.columns[chosen] - window.left, self.prices[chosen]


class _Sweeps:
    """One search within one window. `flat` arrays hold what it costs to run sideways in a cell, `steep` up or down."""

    def __init__(self, grid: Tracks, window: _Window, walls: NDArray[np.uint8], lanes: int) -> None:
        top, bottom, left, right = window
        part = slice(top, bottom), slice(left, right)
        wall = walls[part] * np.int32(WALL)
        across = grid.widened(grid.across, part, lanes) + wall
        down = grid.widened(grid.down, part, lanes) + wall
        self.window = window
        self.origin = grid.left + left, grid.top + top  # absolute tracks of the first cell
        self.to_right = np.cumsum(across, axis=1, dtype=np.int32)  # what is paid on entering, up to and with a cell
        self.to_left = self.to_right - across
        self.to_bottom = np.cumsum(down, axis=0, dtype=np.int32)
        self.to_top = self.to_bottom - down

    def run(self, sources: _Places, targets: _Places, limit: int) -> Swept | None:
        """The cheapest way that costs less than `limit`."""
        shape = self.to_right.shape
        begin = np.full(shape, FAR, np.int32), np.full(shape, FAR, np.int32)  # flat, steep
        for costs, flat in zip(begin, (True, False), strict=True):
            rows, columns, prices = sources.part(flat, self.window)
            costs[rows, columns] = prices
        ends = targets.part(True, self.window), targets.part(False, self.window)
        ahead = self._ahead(targets)
        flat_costs, steep = begin[0], np.full(shape, FAR, np.int32)
        best, found = limit, False
        for turn in range(MOST_SWEEPS):
            flat_costs = self._along_rows(np.minimum(begin[0], steep + CORNER) if turn else begin[0])
            now = self._along_columns(np.minimum(begin[1], flat_costs + CORNER))
            for costs, (rows, columns, prices) in zip((flat_costs, now), ends, strict=True):
                price = int((costs[rows, columns] + prices).min(initial=FAR))
                if price < best:
                    best, found = price, True
            promising = (now < steep) & (now + ahead < best)
            steep = now
            if (found and turn + 1 >= ENOUGH_SWEEPS) or not promising.any():
                break
        return self._trace(begin, (flat_costs, steep), ends) if found else None

    def _ahead(self, targets: _Places) -> Costs:
        """What a way from each cell to the nearest target costs at least."""
        rows, columns = targets.rows - self.window.top, targets.columns - self.window.left
        height, width = self.to_right.shape
        y, x = np.arange(height, dtype=np.int32), np.arange(width, dtype=np.int32)
        down = np.maximum(np.maximum(rows.min() - y, y - rows.max()), 0)
        across = np.maximum(np.maximum(columns.min() - x, x - columns.max()), 0)
        return (STEP * (down[:, None] + across[None, :])).astype(np.int32)

    def _along_rows(self, start: Costs) -> Costs:
        right = start - self.to_right
        np.minimum.accumulate(right, axis=1, out=right)
        right += self.to_right
        left = start + self.to_left
        np.minimum.accumulate(left[:, ::-1], axis=1, out=left[:, ::-1])
        left -= self.to_left
        return np.minimum(right, left, out=right)

    def _along_columns(self, start: Costs) -> Costs:
        below = start - self.to_bottom
        np.minimum.accumulate(below, axis=0, out=below)
        below += self.to_bottom
        above = start + self.to_top
        np.minimum.accumulate(above[::-1], axis=0, out=above[::-1])
        above -= self.to_top
        return np.minimum(below, above, out=below)

    def _trace(
        self, begin: tuple[Costs, Costs], costs: tuple[Costs, Costs], ends: Sequence[tuple[Places, Places, Costs]]
    ) -> Swept:
        """The way from its source to the cheapest target."""
        cheapest = FAR, 0, 0, False
        for kind, (rows, columns, prices) in enumerate(ends):
            if len(rows):
                whole = costs[kind][rows, columns] + prices
                at = int(whole.argmin())
                cheapest = min(cheapest, (int(whole[at]), int(rows[at]), int(columns[at]), kind == 0))
        price, row, column, arriving = cheapest
        found, flat = [(row, column)], arriving
        while True:
            if flat:
                paid = _paid(self.to_right[row], self.to_left[row], column)
                fresh, turned = begin[0][row] + paid, costs[1][row] + paid
            else:
                paid = _paid(self.to_bottom[:, column], self.to_top[:, column], row)
                fresh, turned = begin[1][:, column] + paid, costs[0][:, column] + paid
            source, corner = int(fresh.argmin()), int(turned.argmin())
            ended = fresh[source] <= turned[corner] + CORNER
            place = source if ended else corner
            row, column = (row, place) if flat else (place, column)
            if (row, column) != found[-1]:
                found.append((row, column))
            if ended:
                break
            flat = not flat
        left, top = self.origin
        return Swept(price, [(column + left, row + top) for row, column in reversed(found)], flat, arriving)


def _paid(forth: Costs, back: Costs, end: int) -> Costs:
    """What a straight piece from every place to `end` costs."""
    return np.concatenate((forth[end] - forth[: end + 1], back[end + 1 :] - back[end]))
