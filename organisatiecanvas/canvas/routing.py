"""Right-angled ways between boxes: around what stands between, clear of each other, straight where that is possible.

All links between two units share one way (a bundle) and run over it in parallel lanes. Pure geometry in scene
units, without Qt. Simple shapes are tried first; where they are in trouble, the cheapest way over the tracks is
searched, and where there is none, the nearest shape goes through whatever stands there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from organisatiecanvas.canvas import simple, sweeping, ways
from organisatiecanvas.canvas.ends import Bundle, End, Ends, Pair, Port, Ports, key_of
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.tracks import CORNER, PITCH, STEP, Cell, Tracks
from organisatiecanvas.canvas.ways import Point

__all__ = ["AREA", "HURRIED", "Bundle", "Pair", "Router", "Way", "key_of", "overlap", "united"]

SHORT = 16  # a corner nearer to its end than an arrow head is long
GOOD_ENOUGH = 2 * STEP  # so little more than the least possible is not worth a search
ENOUGH_IN_A_HURRY = 100
HURRIED = 400  # bundles; above it, more is good enough
AREA = 240.0  # how far around its ends a way may lead at least
SLACK = 720.0  # for what is moved outside later
MENDED = 160.0  # how far around an obstacle a long way is found anew


@dataclass
class Way:
    """What occupies the drawing: the corners of each lane, and the ends at the sides of units."""

    lanes: list[list[Point]]
    ends: list[End] = field(default_factory=list)


class Router:
    """The ways of one drawing. Change the boxes with `place`, then ask for ways with `route`."""

    def __init__(self) -> None:
        self.ends = Ends()
        self.boxes, self.around, self.bands = self.ends.boxes, self.ends.around, self.ends.bands
        self.soft: dict[str, Box] = {}  # notes: better not run under
        self.ways: dict[Pair, Way] = {}
        self.good_enough = GOOD_ENOUGH
        self._tracks: Tracks | None = None
        self._narrowed = False

    def hurry(self, hurried: bool) -> None:
        """Take what is good enough in a large drawing, where a little more way is not seen."""
        self.good_enough = ENOUGH_IN_A_HURRY if hurried else GOOD_ENOUGH

    # -- what stands there -------------------------------------------------------------------------------------

    def place(self, unit: str, box: Box, band: Box | None, around: Iterable[str] = ()) -> None:
        """Where a unit lies; `band` is the heading of a container, which other ways may run through."""
        self._stand(unit, -1)
        self.boxes[unit] = box
        self.around[unit] = frozenset(around)
        if band is None:
            self.bands.pop(unit, None)
        else:
            self.bands[unit] = band
        self._reach(box)
        self._stand(unit, 1)

    def place_note(self, note: str, box: Box | None) -> None:
        """Where a note lies; None when it is gone."""
        before = self.soft.pop(note, None)
        if before is not None and self._tracks is not None:
            self._tracks.note(before, -1)
        if box is not None:
            self.soft[note] = box
            if self._tracks is not None:
                self._tracks.note(box)

    def forget(self, unit: str) -> None:
        """Take a unit away; its bundles have been released."""
        self._stand(unit, -1)
        for kept in (self.boxes, self.around, self.bands):
            kept.pop(unit, None)

    def _stand(self, unit: str, sign: int) -> None:
        """Let a unit stand on the tracks, or no more."""
        box, band, grid = self.boxes.get(unit), self.bands.get(unit), self._tracks
        if box is None or grid is None:
            return
        if band is None:
            grid.wall(box, sign)
        else:
            grid.container(unit, box, band, sign)

    def _reach(self, box: Box) -> None:
        """Give the tracks up where a box lies outside: they are laid anew when they are needed."""
        if self._tracks is not None and (self._narrowed or not self._tracks.area.holds(box.grown(AREA))):
            self._tracks = None

    # -- what runs there ---------------------------------------------------------------------------------------

    def release(self, key: Pair) -> None:
        """Free what a bundle occupied."""
        way = self.ways.pop(key, None)
        if way is not None:
            self._occupy(way, -1)

    def clear(self) -> None:
        """Free everything; boxes stay."""
        self.ways.clear()
        self.ends.clear()
        self._tracks = None

    def keep(self, key: Pair, lanes: list[list[Point]], units: Pair | None = None) -> None:
        """Let a bundle run where it does already; `units` it joins in this direction, where `key` does not tell."""
        self.release(key)
        one, two = units or key
        found = [end for points in lanes for end in self.ends.end_at(one, points[0])]
        found += [end for points in lanes for end in self.ends.end_at(two, points[-1])]
        self._run(key, Way(lanes, found))

    def _run(self, key: Pair, way: Way) -> None:
        self.ways[key] = way
        self._occupy(way, 1)

    def _occupy(self, way: Way, sign: int) -> None:
        self.ends.count(way.ends, sign)
        if self._tracks is not None:
            for points in way.lanes:
                self._tracks.use(points, sign)

    # -- the tracks --------------------------------------------------------------------------------------------

    def narrow(self, keys: Iterable[Pair]) -> None:
        """Look only around these bundles from now on: quicker where few change among very many."""
        boxes = [self.boxes[unit] for key in keys for unit in key if unit in self.boxes]
        if boxes:
            self._lay(united(boxes).grown(AREA))
            self._narrowed = True

    def _grid(self) -> Tracks:
        if self._tracks is None:
            self._lay(united(self.boxes.values()).grown(AREA + SLACK))
            self._narrowed = False
        assert self._tracks is not None
        return self._tracks

    def _lay(self, area: Box) -> None:
        grid = self._tracks = Tracks(area)
        for unit, box in self.boxes.items():
            if overlap(box, area):
                self._stand(unit, 1)
        for box in self.soft.values():
            grid.note(box)
        for way in self.ways.values():
            for points in way.lanes:
                if max(y for _x, y in points) > area.y and min(y for _x, y in points) < area.bottom:
                    grid.use(points)

    # -- routing -----------------------------------------------------------------------------------------------

    def ordered(self, bundles: Iterable[Bundle]) -> list[Bundle]:
        """The short and straight ones first: they have the least choice."""
        return sorted(bundles, key=self._difficulty)

    def route(self, bundle: Bundle, *, search: bool = True) -> list[list[Point]]:
        """The lanes of a bundle from its first unit to its second; without `search`, simple shapes only."""
        self.release(bundle.key)
        way = self._find(bundle, search=search)
        self._run(bundle.key, way)
        return way.lanes

    def quick_lanes(self, bundle: Bundle) -> list[list[Point]]:
        """The lanes of the nearest shape, without looking at anything else."""
        return simple.nearest_lanes(bundle, self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]])

    def quick_points(self, start: str, end: str) -> list[Point]:
        """The nearest shape between two units, without looking at anything else."""
        return simple.nearest(self.boxes[start], self.boxes[end])

    def span(self, key: Pair) -> float:
        """How far apart the ends of a bundle lie."""
        one, two = self.boxes[key[0]], self.boxes[key[1]]
        return abs(one.centre[0] - two.centre[0]) + abs(one.centre[1] - two.centre[1])

    def _difficulty(self, bundle: Bundle) -> tuple[bool, bool, float, Pair]:
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        in_line = (one.y < two.bottom and two.y < one.bottom) or (one.x < two.right and two.x < one.right)
        return not bundle.flow, not in_line, self.span(bundle.pair), bundle.pair

    def _find(self, bundle: Bundle, *, search: bool) -> Way:
        start, end = bundle.pair
        one, two = self.boxes[start], self.boxes[end]
        if start == end:
            return Way(simple.loop(bundle, one))
        try:
            grid = self._grid()
        except ValueError:  # a drawing of kilometres: no room for tracks
            return Way(self.quick_lanes(bundle))
        opened = self._opened(bundle)
        ports = self.ends.ports(bundle, 0), self.ends.ports(bundle, 1)
        price: float = math.inf
        best: tuple[Port, Port, list[Cell]] | None = None
        if end not in self.around[start] and start not in self.around[end]:
            for cost, port_a, port_b, cells in simple.free_shapes(bundle, one, two, ports, grid, opened):
                if cost < price:
                    price, best = cost, (port_a, port_b, cells)
        if search and price > self._least(bundle) + self.good_enough:
            found = self._search(bundle, grid, ports, price)
            if found is not None:
                best = found
        way = self._way(bundle, *best) if best is not None else None
        return way if way is not None and simple.sound(way.lanes, one, two) else Way(self.quick_lanes(bundle))

    def _opened(self, bundle: Bundle) -> frozenset[str]:
        return self.around[bundle.pair[0]] | self.around[bundle.pair[1]]

    def _least(self, bundle: Bundle) -> int:
        """What a way between these boxes costs at least."""
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        dx = max(two.x - one.right, one.x - two.right, 0.0)
        dy = max(two.y - one.bottom, one.y - two.bottom, 0.0)
        corner = CORNER if dx and dy else 0
        return int((dx + dy) / PITCH) * STEP + corner

    def _way(self, bundle: Bundle, one: Port, two: Port, cells: list[Cell]) -> Way:
        """The lanes over these tracks, with their ends on the sides of the boxes."""
        half = bundle.half
        start, end = bundle.pair
        first = ways.at(self.boxes[start], one.side, one.track * PITCH + half)
        last = ways.at(self.boxes[end], two.side, two.track * PITCH + half)
        points = ways.unfolded([first, *_points(cells, half), last])
        taken = [
            (unit, port.side, port.track + lane)
            for unit, port in ((start, one), (end, two))
            for lane in range(bundle.lanes)
        ]
        return Way(simple.lanes_of(points, bundle.lanes), taken)

    def _search(
        self, bundle: Bundle, grid: Tracks, ports: tuple[Ports, Ports], limit: float
    ) -> tuple[Port, Port, list[Cell]] | None:
        """The cheapest way over the tracks, from any free place to any other, when it costs less than `limit`."""
        starts, finishes = _states(ports[0]), _states(ports[1])
        found = sweeping.search(grid, _prices(starts), _prices(finishes), self._opened(bundle), bundle.lanes, limit)
        if found is None:
            return None
        start = starts[found.cells[0], found.leaving_flat][1]
        finish = finishes[found.cells[-1], found.arriving_flat][1]
        assert start is not None
        assert finish is not None
        return start, finish, found.cells

    # -- mending -----------------------------------------------------------------------------------------------

    def mend(self, bundle: Bundle, lanes: Sequence[list[Point]], place: Box) -> list[list[Point]] | None:
        """The lanes of a long bundle with only their part around `place` found anew; None when that does not go."""
        self.release(bundle.key)
        found = self._mended(bundle, lanes, place) if bundle.pair[0] != bundle.pair[1] else None
        if found is not None:
            self.keep(bundle.key, found, bundle.pair)
        return found

    def _mended(self, bundle: Bundle, lanes: Sequence[list[Point]], place: Box) -> list[list[Point]] | None:
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        half, grid = bundle.half, self._grid()
        region = place.grown(MENDED)
        if len({len(points) for points in lanes}) != 1:
            return None
        middle = [
            (sum(x for x, _y in points) / len(lanes), sum(y for _x, y in points) / len(lanes))
            for points in zip(*lanes, strict=True)
        ]
        head, tail = _outside(middle, region, half), _outside(middle[::-1], region, half)
        if head is None and tail is None:
            return None
        opened = self._opened(bundle)
        starts: States = _states(self.ends.ports(bundle, 0)) if head is None else {(head[1], head[2]): (0, None)}
        finishes: States = _states(self.ends.ports(bundle, 1)) if tail is None else {(tail[1], tail[2]): (0, None)}
        found = sweeping.search(grid, _prices(starts), _prices(finishes), opened, bundle.lanes)
        if found is None:
            return None
        before = [] if head is None else head[0]
        after = [] if tail is None else tail[0]
        port = starts[found.cells[0], found.leaving_flat][1]
        if port is not None:
            before = [ways.at(one, port.side, port.track * PITCH + half)]
        port = finishes[found.cells[-1], found.arriving_flat][1]
        if port is not None:
            after = [ways.at(two, port.side, port.track * PITCH + half)]
        points = ways.unfolded([*before, *_points(found.cells, half), *after[::-1]])
        whole = simple.lanes_of(points, bundle.lanes)
        return whole if simple.sound(whole, one, two) else None


States = dict[tuple[Cell, bool], tuple[int, Port | None]]


def _states(ports: Ports) -> States:
    """Where a way may begin or end: the cell and whether it runs sideways there, what that costs, and its port."""
    found: States = {}
    for side, free in ports.items():
        for port in free:
            for cell, price in ((port.far, port.price + STEP), (port.near, port.price + SHORT)):
                known = found.get((cell, side % 2 == 0))
                if known is None or price < known[0]:
                    found[cell, side % 2 == 0] = price, port
    return found


def _prices(states: States) -> dict[tuple[Cell, bool], int]:
    return {state: price for state, (price, _port) in states.items()}


def _points(cells: Iterable[Cell], half: float) -> list[Point]:
    """The middle of a bundle whose lowest lane runs over these tracks."""
    return [(x * PITCH + half, y * PITCH + half) for x, y in cells]


def _outside(middle: Sequence[Point], region: Box, half: float) -> tuple[list[Point], Cell, bool] | None:
    """The corners before a way comes into a region, the cell where it does, and whether it runs sideways there.

    None when it begins in there.
    """
    if region.contains(*middle[0]):
        return None
    for index, ((x1, y1), (x2, y2)) in enumerate(itertools.pairwise(middle)):
        piece = Box(min(x1, x2), min(y1, y2), abs(x1 - x2) + 0.1, abs(y1 - y2) + 0.1)
        if not overlap(piece, region):
            continue
        flat = y1 == y2
        x = min(max(x1, region.x), region.right) if flat else x1
        y = y1 if flat else min(max(y1, region.y), region.bottom)
        return list(middle[: index + 1]), (round((x - half) / PITCH), round((y - half) / PITCH)), flat
    return None


def united(boxes: Iterable[Box]) -> Box:
    """What encloses all of these; at least one."""
    found = None
    for box in boxes:
        found = box if found is None else found.united(box)
    assert found is not None
    return found


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
