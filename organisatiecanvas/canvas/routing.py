"""Right-angled ways between boxes: around what stands between, clear of each other, straight where that is possible.

All links between two units share one way (a bundle) and run over it in parallel lanes. Pure geometry in scene
units, without Qt. Simple shapes are tried first; where they are in trouble, the cheapest way over the tracks is
searched, and where there is none, the nearest shape goes through whatever stands there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from organisatiecanvas.canvas import tracks, ways
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import LANE, RADIUS
from organisatiecanvas.canvas.tracks import CORNER, PITCH, REACH, STEP, Cell, Tracks
from organisatiecanvas.canvas.ways import BOTTOM, LEFT, NORMALS, RIGHT, STUB, TOP, Point

Pair = tuple[str, str]

BACKWARDS = 12  # leaving to the left or entering from the right, in costs of tracks.py
CROWDED = 16  # ending one track beside another end on the same side
SHORT = 16  # a corner nearer to its end than an arrow head is long
GOOD_ENOUGH = 2 * STEP  # so little more than the least possible is not worth a search
EAGER = 14  # what a step still to come is taken to cost in a hurry: more than STEP looks at fewer states
HURRIED = 400  # bundles; above it, searches are eager and more is good enough
AREA = 240.0  # how far around its ends a way is looked for
LANES_TRIED = 12  # places for the middle piece of a simple shape


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


@dataclass
class Way:
    """What occupies the drawing: the corners of each lane, and the ends at the sides of units."""

    lanes: list[list[Point]]
    ends: list[tuple[str, int, int]] = field(default_factory=list)  # unit, side, track
    units: tuple[str, ...] = ()  # at which it may end besides


class _Port(NamedTuple):
    """Where a way may leave a unit: a side, the lowest track along it, what that costs, and the cells in front:
    the nearest, and the one where an arrow head has room.
    """

    side: int
    track: int
    price: int
    near: Cell
    far: Cell


def key_of(one: str, two: str) -> Pair:
    """The bundle between two units, whichever way the links run."""
    return (one, two) if one <= two else (two, one)


class Router:
    """The ways of one drawing. Change the boxes with `place`, then ask for ways with `route`."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.around: dict[str, frozenset[str]] = {}  # unit → containers it lies in
        self.bands: dict[str, Box] = {}  # container → its heading
        self.soft: dict[str, Box] = {}  # notes: better not run under
        self.ways: dict[Pair, Way] = {}
        self._ends: dict[tuple[str, int], dict[int, int]] = {}  # tracks taken along a side, and how often
        self._told: dict[str, list[tuple[Pair, Point]]] = {}  # ends of what was kept, not counted yet
        self._tracks: Tracks | None = None
        self._narrowed = False
        self.eager, self.good_enough, self.most = STEP, GOOD_ENOUGH, tracks.MOST_STATES

    def place(self, unit: str, box: Box, band: Box | None, around: Iterable[str] = ()) -> None:
        """Where a unit lies; `band` is the heading of a container, which other ways may run through."""
        self.boxes[unit] = box
        self.around[unit] = frozenset(around)
        if band is None:
            self.bands.pop(unit, None)
        else:
            self.bands[unit] = band
        self._tracks = None

    def hurry(self, hurried: bool) -> None:
        """Take what is good enough in a large drawing, where a little more way is not seen."""
        if hurried:
            self.eager, self.good_enough, self.most = EAGER, 80, tracks.MOST_STATES // 3

    def place_note(self, note: str, box: Box | None) -> None:
        """Where a note lies; None when it is gone."""
        if box is None:
            self.soft.pop(note, None)
        else:
            self.soft[note] = box
        self._tracks = None

    def forget(self, unit: str) -> None:
        """Take a unit away; its bundles have been released."""
        for kept in (self.boxes, self.around, self.bands):
            kept.pop(unit, None)
        self._tracks = None

    def release(self, key: Pair) -> None:
        """Free what a bundle occupied."""
        way = self.ways.get(key)
        if way is not None:
            for unit in way.units:
                self._hear(unit)
            del self.ways[key]
            self._occupy(way, -1)

    def clear(self) -> None:
        """Free everything; boxes stay."""
        self.ways.clear()
        self._ends.clear()
        self._told.clear()
        self._tracks = None

    def keep(self, key: Pair, lanes: list[list[Point]], units: Pair | None = None) -> None:
        """Let a bundle run where it does already; `units` it joins in this direction, where `key` does not tell."""
        self.release(key)
        one, two = units or key
        for points in lanes:
            self._told.setdefault(one, []).append((key, points[0]))
            self._told.setdefault(two, []).append((key, points[-1]))
        self.ways[key] = way = Way(lanes)
        if self._tracks is not None:
            for points in lanes:
                self._tracks.use(points)
        way.units = one, two

    def _hear(self, unit: str) -> None:
        """Count the ends at a unit of what was kept: only where somebody wants to know."""
        box = self.boxes[unit]
        for key, point in self._told.pop(unit, ()):
            side, way = ways.side_of(box, point), self.ways.get(key)
            if side is not None and way is not None:
                end = unit, side, round(ways.along(point, side) / PITCH)
                way.ends.append(end)
                self._count(end, 1)

    def _count(self, end: tuple[str, int, int], sign: int) -> None:
        unit, side, track = end
        taken = self._ends.setdefault((unit, side), {})
        taken[track] = taken.get(track, 0) + sign
        if not taken[track]:
            del taken[track]

    def _occupy(self, way: Way, sign: int) -> None:
        for end in way.ends:
            self._count(end, sign)
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
            self._lay(united(self.boxes.values()).grown(AREA))
            self._narrowed = False
        assert self._tracks is not None
        return self._tracks

    def _lay(self, area: Box) -> None:
        grid = self._tracks = Tracks(area)
        for unit, box in self.boxes.items():
            if not overlap(box, area):
                continue
            band = self.bands.get(unit)
            if band is None:
                grid.wall(box)
            else:
                grid.container(unit, box, band)
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

    def route_all(self, bundles: Iterable[Bundle]) -> None:
        """Find a way for each."""
        for bundle in self.ordered(bundles):
            self.route(bundle)

    def route(self, bundle: Bundle, *, search: bool = True) -> list[list[Point]]:
        """The lanes of a bundle from its first unit to its second; without `search`, simple shapes only."""
        self.release(bundle.key)
        way = self._find(bundle, search=search)
        self.ways[bundle.key] = way
        self._occupy(way, 1)
        return way.lanes

    def quick_lanes(self, bundle: Bundle) -> list[list[Point]]:
        """The lanes of the nearest shape, without looking at anything else."""
        start, end = bundle.pair
        if start == end:
            return self._loop(bundle).lanes
        one, two = self.boxes[start], self.boxes[end]
        lanes = lanes_of(self.quick_points(start, end), bundle.lanes)
        if _sound(lanes, one, two):
            return lanes
        for side_a, side_b in itertools.product(range(4), range(4)):  # they overlap, or hardly leave room
            first, last = ways.port(one, side_a, one.centre), ways.port(two, side_b, two.centre)
            out = united((one, two)).grown(2 * STUB + bundle.half)
            normals = NORMALS[side_a], NORMALS[side_b]
            for points in ways.shapes(first, last, *normals, [out.x, out.right], [out.y, out.bottom], bundle.half):
                other = lanes_of(ways.tidy(points), bundle.lanes)
                if _sound(other, one, two):
                    return other
        return lanes

    def quick_points(self, start: str, end: str) -> list[Point]:
        """The nearest shape between two units, without looking at anything else."""
        one, two = self.boxes[start], self.boxes[end]
        dx, dy = two.centre[0] - one.centre[0], two.centre[1] - one.centre[1]
        if max(two.x - one.right, one.x - two.right) >= max(two.y - one.bottom, one.y - two.bottom):
            sides = (RIGHT, LEFT) if dx >= 0 else (LEFT, RIGHT)
        else:
            sides = (BOTTOM, TOP) if dy >= 0 else (TOP, BOTTOM)
        first = ways.port(one, sides[0], one.centre)
        last = ways.port(two, sides[1], two.centre)
        xs, ys = [ways.middle(first, last, 0)], [ways.middle(first, last, 1)]
        return ways.tidy(next(ways.shapes(first, last, NORMALS[sides[0]], NORMALS[sides[1]], xs, ys, 0.0)))

    def _difficulty(self, bundle: Bundle) -> tuple[bool, bool, float, Pair]:
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        in_line = (one.y < two.bottom and two.y < one.bottom) or (one.x < two.right and two.x < one.right)
        distance = abs(one.centre[0] - two.centre[0]) + abs(one.centre[1] - two.centre[1])
        return not bundle.flow, not in_line, distance, bundle.pair

    def _find(self, bundle: Bundle, *, search: bool) -> Way:
        if bundle.pair[0] == bundle.pair[1]:
            return self._loop(bundle)
        try:
            grid = self._grid()
        except ValueError:  # a drawing of kilometres: no room for tracks
            return Way(self.quick_lanes(bundle))
        opened = self.around[bundle.pair[0]] | self.around[bundle.pair[1]]
        ports = self._ports(bundle, 0), self._ports(bundle, 1)
        price, best = math.inf, None
        for cost, side_a, side_b, cells in self._simple(bundle, grid, opened, ports):
            if cost < price:
                price, best = cost, (side_a, side_b, cells)
        if search and price > self._least(bundle) + self.good_enough:
            found = self._search(bundle, grid, opened, ports)
            if found is not None and found[0] < price:
                best = found[1:]
        way = self._way(bundle, *best) if best is not None else None
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        return way if way is not None and _sound(way.lanes, one, two) else Way(self.quick_lanes(bundle))

    def _least(self, bundle: Bundle) -> int:
        """What a way between these boxes costs at least."""
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        dx = max(two.x - one.right, one.x - two.right, 0.0)
        dy = max(two.y - one.bottom, one.y - two.bottom, 0.0)
        corner = CORNER if dx and dy else 0
        return int((dx + dy) / PITCH) * STEP + corner

    def _way(self, bundle: Bundle, one: _Port, two: _Port, cells: list[Cell]) -> Way:
        """The lanes over these tracks, with their ends on the sides of the boxes."""
        half = bundle.half
        start, end = bundle.pair
        middle = [(x * PITCH + half, y * PITCH + half) for x, y in cells]
        first = ways.at(self.boxes[start], one.side, one.track * PITCH + half)
        last = ways.at(self.boxes[end], two.side, two.track * PITCH + half)
        points = ways.unfolded([first, *middle, last])
        taken = [
            (unit, port.side, port.track + lane)
            for unit, port in ((start, one), (end, two))
            for lane in range(bundle.lanes)
        ]
        return Way(lanes_of(points, bundle.lanes), taken)

    def _loop(self, bundle: Bundle) -> Way:
        """From a unit to itself: around its top right corner."""
        box = self.boxes[bundle.pair[0]]
        out = STUB + bundle.half + 6
        x, y = box.right - RADIUS - 24 - bundle.half, box.y + RADIUS + 24 + bundle.half
        points = [(x, box.y), (x, box.y - out), (box.right + out, box.y - out), (box.right + out, y), (box.right, y)]
        return Way(lanes_of(points, bundle.lanes))

    # -- ports -------------------------------------------------------------------------------------------------

    def _outward(self, bundle: Bundle, end: int, side: int) -> int:
        """Which way a line leaves a side: 1 or -1 along its axis; inwards towards what lies inside the unit."""
        unit, other = bundle.pair[end], bundle.pair[1 - end]
        sign = sum(NORMALS[side])
        return -sign if unit in self.around[other] else sign

    def _ports(self, bundle: Bundle, end: int) -> dict[int, list[_Port]]:
        """Free places on every side of a unit, the best first."""
        unit, other = bundle.pair[end], bundle.pair[1 - end]
        box, goal = self.boxes[unit], self.boxes[other]
        self._hear(unit)
        found: dict[int, list[_Port]] = {}
        for side in range(4):
            low, high = ways.room(box, side, bundle.half)
            if unit in self.around[other] and side % 2 == 0 and unit in self.bands:
                low = min(self.bands[unit].bottom + bundle.half, high)  # from a container to its own content
            wish = self._wish(box, goal, side)
            backwards = BACKWARDS if side == (RIGHT if end else LEFT) else 0
            first, last = math.ceil((low - bundle.half) / PITCH), math.floor((high - bundle.half) / PITCH)
            taken = self._ends.get((unit, side), {})
            near, far = self._exit(bundle, end, side)
            free = []
            for track in range(first, last + 1):
                price = backwards + int(abs(track * PITCH + bundle.half - wish) / PITCH)
                if taken:
                    beside = [lane for lane in range(track - 1, track + bundle.lanes + 1) if lane in taken]
                    if any(track <= lane < track + bundle.lanes for lane in beside):
                        price += tracks.ON_TOP
                    elif beside:
                        price += CROWDED
                cells = ((near, track), (far, track)) if side % 2 == 0 else ((track, near), (track, far))
                free.append(_Port(side, track, price, *cells))
            found[side] = sorted(free, key=lambda port: (port.price, port.track))
        return found

    def _wish(self, box: Box, goal: Box, side: int) -> float:
        """Where along a side a way would best end: in line with the other, else leaning towards it."""
        if side % 2 == 0:
            low, high, own, other = max(box.y, goal.y), min(box.bottom, goal.bottom), box.centre[1], goal.centre[1]
        else:
            low, high, own, other = max(box.x, goal.x), min(box.right, goal.right), box.centre[0], goal.centre[0]
        if low < high:
            return (low + high) / 2
        return (3 * own + other) / 4 if abs(own - other) > 3 * PITCH else own

    def _exit(self, bundle: Bundle, end: int, side: int) -> tuple[int, int]:
        """The first tracks in front of a side: the nearest, and the one where an arrow head has room."""
        box, sign, last = self.boxes[bundle.pair[end]], self._outward(bundle, end, side), bundle.lanes - 1
        edge = ways.at(box, side, 0.0)[side % 2]
        near = math.ceil((edge + REACH) / PITCH) if sign > 0 else math.floor((edge - REACH) / PITCH) - last
        far = near
        while abs((far + (last if sign < 0 else 0)) * PITCH - edge) < STUB:
            far += sign
        return near, far

    # -- simple shapes -----------------------------------------------------------------------------------------

    def _simple(
        self, bundle: Bundle, grid: Tracks, opened: frozenset[str], ports: tuple[dict[int, list[_Port]], ...]
    ) -> Iterator[tuple[int, _Port, _Port, list[Cell]]]:
        """Straight ways, then those with one corner and with two, as far as nothing stands in them."""
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        if self.around[bundle.pair[0]] & {bundle.pair[1]} or self.around[bundle.pair[1]] & {bundle.pair[0]}:
            return
        for side_a in range(4):
            if not _faces(one, two, side_a):
                continue
            across = side_a % 2 == 0
            opposite = (side_a + 2) % 4
            for port_a, port_b in _in_line(ports[0][side_a], ports[1][opposite]):
                yield from self._priced(bundle, grid, opened, port_a, port_b, [])
            for port_a in ports[0][side_a][:1]:
                for port_b in ports[1][opposite][:1]:
                    low, high = sorted((port_a.far[not across], port_b.far[not across]))
                    for at in _middle_out(low, high):
                        middle = (
                            [(at, port_a.track), (at, port_b.track)]
                            if across
                            else [(port_a.track, at), (port_b.track, at)]
                        )
                        yield from self._priced(bundle, grid, opened, port_a, port_b, middle)
            for side_b in ((side_a + 1) % 4, (side_a + 3) % 4):
                if not _faces(two, one, side_b):
                    continue
                for port_a in ports[0][side_a][:2]:
                    for port_b in ports[1][side_b][:2]:
                        corner = (port_b.track, port_a.track) if across else (port_a.track, port_b.track)
                        yield from self._priced(bundle, grid, opened, port_a, port_b, [corner])

    def _priced(
        self,
        bundle: Bundle,
        grid: Tracks,
        opened: frozenset[str],
        one: _Port,
        two: _Port,
        middle: list[Cell],
    ) -> Iterator[tuple[int, _Port, _Port, list[Cell]]]:
        if middle and (_behind(one.near, one.far, middle[0]) or _behind(two.near, two.far, middle[-1])):
            return
        cost = grid.cost([one.near, *middle, two.near], opened, bundle.lanes)
        if cost is not None:
            yield cost + one.price + two.price, one, two, middle

    # -- searching ---------------------------------------------------------------------------------------------

    def _search(
        self, bundle: Bundle, grid: Tracks, opened: frozenset[str], ports: tuple[dict[int, list[_Port]], ...]
    ) -> tuple[int, _Port, _Port, list[Cell]] | None:
        """The cheapest way over the tracks, from any free place to any other."""
        sources: list[tuple[int, Cell, bool]] = []
        targets: dict[tuple[Cell, bool], int] = {}
        begins: dict[Cell, _Port] = {}
        finishes: dict[tuple[Cell, bool], _Port] = {}
        for end in (0, 1):
            for side, free in ports[end].items():
                flat = side % 2 == 0
                for port in free:
                    for cell, price in ((port.far, port.price + STEP), (port.near, port.price + SHORT)):
                        if end == 0:
                            sources.append((price, cell, flat))
                            begins.setdefault(cell, port)
                        elif price < targets.get((cell, flat), price + 1):
                            targets[cell, flat] = price
                            finishes[cell, flat] = port
        found = grid.search(sources, targets, opened, bundle.lanes, eager=self.eager, most=self.most)
        if found is None and self.eager < EAGER:  # far away: rather a good way than none
            found = grid.search(sources, targets, opened, bundle.lanes, eager=EAGER, most=self.most)
        if found is None:
            return None
        cost, cells = found
        last = [finishes.get((cells[-1], flat)) for flat in (True, False)]
        arriving = len(cells) > 1 and cells[-1][1] == cells[-2][1]
        end_port = last[0] if arriving and last[0] is not None else last[1] or last[0]
        assert end_port is not None
        return cost, begins[cells[0]], end_port, cells


def lanes_of(middle: list[Point], lanes: int) -> list[list[Point]]:
    """The parallel lanes around the middle of a bundle."""
    half = (lanes - 1) * LANE / 2
    return [ways.lane(middle, lane * LANE - half) for lane in range(lanes)]


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


def _sound(lanes: list[list[Point]], one: Box, two: Box) -> bool:
    return all(ways.fits(points, one, two) and ways.turns(points) for points in lanes)


def _faces(one: Box, two: Box, side: int) -> bool:
    """Whether the other lies on this side of a box."""
    return (two.x > one.right, two.y > one.bottom, two.right < one.x, two.bottom < one.y)[side]


def _in_line(one: list[_Port], two: list[_Port]) -> list[tuple[_Port, _Port]]:
    """Ports on the same track, the best pairs first."""
    by_track = {port.track: port for port in two}
    pairs = [(port, by_track[port.track]) for port in one if port.track in by_track]
    return sorted(pairs, key=lambda pair: pair[0].price + pair[1].price)[:LANES_TRIED]


def _middle_out(low: int, high: int) -> list[int]:
    """Tracks from the middle of a range out."""
    middle = (low + high) // 2
    return sorted(range(low, high + 1), key=lambda track: (abs(track - middle), track))[:LANES_TRIED]


def _behind(near: Cell, far: Cell, corner: Cell) -> bool:
    """Whether a corner lies on the wrong side of where a way leaves."""
    dx, dy = far[0] - near[0], far[1] - near[1]
    return (corner[0] - far[0]) * dx < 0 or (corner[1] - far[1]) * dy < 0
