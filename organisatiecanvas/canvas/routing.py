"""Right-angled ways between boxes: around what stands between, clear of each other, straight where that is possible.

All links between two units share one way (a bundle) and run over it in parallel lanes. Pure geometry in scene
units, without Qt. A way is found by trying shapes in order of their length and corners until none can be better.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import GRID, LANE, RADIUS
from organisatiecanvas.canvas.ways import BOTTOM, LEFT, NORMALS, RIGHT, STUB, TOP, Point, Segment

Pair = tuple[str, str]

CLEAR = 12.0  # between a way and a box it passes, and between two ways
BEND = 45.0  # a corner counts as much as this length
HIT = 4000.0  # through a box
BAND = 400.0  # through the heading of a container
ALONG = 250.0  # along a frame
ON_TOP = 400.0  # on another way, and twice the length they share
CROSS = 12.0  # one lane across one other
BACKWARDS = 30.0  # leaving to the left or entering from the right
WIDEST_SEARCH = 400  # bundles; above it, shapes are taken without looking
BUCKET = 160.0
AREA = 160.0  # how far around its ends a way is looked for


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
    """A bundle that has its way: the corners of its middle line, and what it occupies."""

    points: list[Point]
    segments: list[Segment]
    slots: list[tuple[str, int, tuple[float, float]]] = field(default_factory=list)


class _Buckets:
    """Segments of one direction by where they lie across it."""

    def __init__(self) -> None:
        self._lists: dict[int, list[Segment]] = {}

    def add(self, segment: Segment) -> None:
        self._lists.setdefault(int(segment.at // BUCKET), []).append(segment)

    def remove(self, segment: Segment) -> None:
        self._lists[int(segment.at // BUCKET)].remove(segment)

    def between(self, low: float, high: float) -> Iterator[Segment]:
        for number in range(int(low // BUCKET), int(high // BUCKET) + 1):
            yield from self._lists.get(number, ())


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
        self._slots: dict[tuple[str, int], list[tuple[float, float]]] = {}
        self._across = {True: _Buckets(), False: _Buckets()}

    def place(self, unit: str, box: Box, band: Box | None, around: Iterable[str] = ()) -> None:
        """Where a unit lies; `band` is the heading of a container, which other ways may run through."""
        self.boxes[unit] = box
        self.around[unit] = frozenset(around)
        if band is None:
            self.bands.pop(unit, None)
        else:
            self.bands[unit] = band

    def forget(self, unit: str) -> None:
        """Take a unit away; its bundles have been released."""
        for kept in (self.boxes, self.around, self.bands):
            kept.pop(unit, None)

    def release(self, key: Pair) -> None:
        """Free what a bundle occupied."""
        kept = self.ways.pop(key, None)
        if kept is None:
            return
        for segment in kept.segments:
            self._across[segment.horizontal].remove(segment)
        for unit, side, slot in kept.slots:
            self._slots[unit, side].remove(slot)

    def clear(self) -> None:
        """Free everything; boxes stay."""
        self.ways.clear()
        self._slots.clear()
        self._across = {True: _Buckets(), False: _Buckets()}

    def route_all(self, bundles: Iterable[Bundle], *, quick: bool = False) -> None:
        """Find a way for each, the short and straight ones first."""
        for bundle in bundles if quick else sorted(bundles, key=self._difficulty):
            self.route(bundle, quick=quick)

    def route(self, bundle: Bundle, *, quick: bool = False) -> list[Point]:
        """The middle line of a bundle from its first unit to its second; `quick` takes the nearest shape."""
        self.release(bundle.key)
        if bundle.pair[0] == bundle.pair[1]:
            kept = self._loop(bundle)
        else:
            kept = Way(self.quick_points(*bundle.pair), []) if quick else self._best(bundle)
        self.ways[bundle.key] = kept
        for segment in kept.segments:
            self._across[segment.horizontal].add(segment)
        for unit, side, slot in kept.slots:
            self._slots.setdefault((unit, side), []).append(slot)
        return kept.points

    # -- searching ---------------------------------------------------------------------------------------------

    def _difficulty(self, bundle: Bundle) -> tuple[bool, bool, float, Pair]:
        one, two = self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]]
        in_line = (one.y < two.bottom and two.y < one.bottom) or (one.x < two.right and two.x < one.right)
        distance = abs(one.centre[0] - two.centre[0]) + abs(one.centre[1] - two.centre[1])
        return not bundle.flow, not in_line, distance, bundle.pair

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

    def _best(self, bundle: Bundle) -> Way:
        """Try sides and shapes from the shortest on, until what is left can't be better than what was found."""
        half = bundle.half
        xs, ys = self._channels(self.boxes[bundle.pair[0]], self.boxes[bundle.pair[1]], half)
        solids = self._solids_around(bundle.pair)
        best, found = math.inf, None
        for bound, _number, ends in sorted(self._ends(bundle, solids)):
            if bound >= best:
                break
            side_a, side_b, ports, normals = ends
            for points in ways.shapes(ports[0], ports[1], normals[0], normals[1], xs, ys, half):
                base = _base(points) + _backwards(side_a, side_b)
                if base >= best:
                    continue
                tidy = ways.tidy(points)
                cost = base + self._trouble(tidy, half, bundle.pair, solids, best - base)
                if cost < best:
                    best, found = cost, (tidy, side_a, side_b)
        assert found is not None  # every pair of sides has at least one shape
        points, side_a, side_b = found
        slots = [
            (bundle.pair[0], side_a, (ways.along(points[0], side_a), half)),
            (bundle.pair[1], side_b, (ways.along(points[-1], side_b), half)),
        ]
        return Way(points, list(ways.segments(points, half)), slots)

    def _ends(self, bundle: Bundle, solids: list[tuple[str, Box]]) -> Iterator[tuple[float, int, tuple[Any, ...]]]:
        """Every pair of sides with its ports, and what a way between them costs at least."""
        start, end = bundle.pair
        number = 0
        for side_a in range(4):
            for side_b in range(4):
                normals = self._normal(start, end, side_a), self._normal(end, start, side_b)
                facing = normals[0][0] == -normals[1][0] and normals[0][1] == -normals[1][1]
                corners = 1 if side_a % 2 != side_b % 2 else 2
                for one, two in self._ports(bundle, side_a, side_b, facing, solids):
                    straight = facing and (one[0] == two[0] or one[1] == two[1])
                    bound = abs(one[0] - two[0]) + abs(one[1] - two[1]) + (0 if straight else BEND * corners)
                    yield bound + _backwards(side_a, side_b), number, (side_a, side_b, (one, two), normals)
                    number += 1

    def _solids_around(self, pair: Pair) -> list[tuple[str, Box]]:
        """What a way must not run through, as far as it may matter."""
        area = self.boxes[pair[0]].united(self.boxes[pair[1]]).grown(2 * AREA)
        return [
            (name, box)
            for name, box in self.boxes.items()
            if name not in self.bands
            and box.x < area.right
            and area.x < box.right
            and box.y < area.bottom
            and area.y < box.bottom
        ]

    def _trouble(
        self, points: list[Point], half: float, pair: Pair, solids: list[tuple[str, Box]], limit: float
    ) -> float:
        """What a way costs beyond its length: boxes, headings, frames and other ways in its path."""
        cost = 0.0
        last = len(points) - 2
        for index, segment in enumerate(ways.segments(points, half)):
            horizontal, at, low, high, _half = segment
            reach = half + CLEAR
            for name, (x, y, width, height) in solids:
                if horizontal:
                    hit = y - reach < at < y + height + reach and low < x + width + reach and high > x - reach
                else:
                    hit = x - reach < at < x + width + reach and low < y + height + reach and high > y - reach
                if hit and not (index == 0 and name == pair[0]) and not (index == last and name == pair[1]):
                    cost += HIT
            if cost >= limit:
                return cost
            cost += self._frames(segment) + self._others(segment)
            if cost >= limit:
                return cost
        return cost

    def _frames(self, segment: Segment) -> float:
        """Running through headings of containers, or along their frames."""
        cost = 0.0
        horizontal, at, low, high, half = segment
        for name, (x, y, width, height) in self.bands.items():
            if horizontal:
                if y - half < at < y + height + half and low < x + width and high > x:
                    cost += BAND + min(high, x + width) - max(low, x)
            elif x - half < at < x + width + half and low < y + height and high > y:
                cost += BAND / 3  # straight down through a heading is short
            box = self.boxes[name]
            edges = (box.y, box.bottom) if horizontal else (box.x, box.right)
            span = (box.x, box.right) if horizontal else (box.y, box.bottom)
            if low < span[1] and high > span[0] and min(abs(at - edge) for edge in edges) < half + CLEAR / 2:
                cost += ALONG
        for x, y, width, height in self.soft.values():
            inside = y < at < y + height if horizontal else x < at < x + width
            low_edge, high_edge = (x, x + width) if horizontal else (y, y + height)
            if inside and low < high_edge and high > low_edge:
                cost += BAND
        return cost

    def _others(self, segment: Segment) -> float:
        """Running on top of other ways, or across them."""
        cost = 0.0
        horizontal, at, low, high, half = segment
        lanes = 1 + 2 * half / LANE
        for other in self._across[horizontal].between(at - half - 40, at + half + 40):
            if abs(other.at - at) < half + other.half + CLEAR and other.low < high and other.high > low:
                cost += ON_TOP + 2 * (min(high, other.high) - max(low, other.low))
        for other in self._across[not horizontal].between(low, high):
            if low < other.at < high and other.low < at < other.high:
                cost += CROSS * lanes * (1 + 2 * other.half / LANE)
        return cost

    def _channels(self, one: Box, two: Box, half: float) -> tuple[list[float], list[float]]:
        """Where the middle piece of a way may lie: between the two boxes and beside what stands around them."""
        area = one.united(two).grown(AREA)
        reach = half + CLEAR + 10.0
        near = [
            box
            for box in self.boxes.values()
            if box.x < area.right and area.x < box.right and box.y < area.bottom and area.y < box.bottom
        ]
        xs = {edge for box in near for edge in (box.x - reach, box.right + reach) if area.x <= edge <= area.right}
        ys = {edge for box in near for edge in (box.y - reach, box.bottom + reach) if area.y <= edge <= area.bottom}
        for edges, first, second in (
            (xs, (one.x, one.right), (two.x, two.right)),
            (ys, (one.y, one.bottom), (two.y, two.bottom)),
        ):
            low, high = min(first[1], second[1]), max(first[0], second[0])
            if high > low:
                middle = round((low + high) / 2)
                edges.update(middle + step * GRID for step in (0, -1, 1, -2, 2) if low < middle + step * GRID < high)
        return sorted(xs), sorted(ys)

    # -- ports -------------------------------------------------------------------------------------------------

    def _normal(self, unit: str, other: str, side: int) -> tuple[int, int]:
        """Which way a line leaves a side: outwards, or inwards towards what lies inside the unit."""
        x, y = NORMALS[side]
        return (-x, -y) if unit in self.around[other] else (x, y)

    def _ports(
        self, bundle: Bundle, side_a: int, side_b: int, facing: bool, solids: list[tuple[str, Box]]
    ) -> Iterator[tuple[Point, Point]]:
        """Where a way may begin and end: in line where the sides face, and at free places."""
        (start, end), half = bundle.pair, bundle.half
        one, two = self.boxes[start], self.boxes[end]
        if facing:
            straight = self._in_line(bundle, side_a, side_b, solids)
            if straight is not None:
                yield ways.at(one, side_a, straight), ways.at(two, side_b, straight)
        wish_a, wish_b = ways.along(one.centre, side_a), ways.along(two.centre, side_b)
        if side_a % 2 == side_b % 2:  # across the same direction: lean towards the other, not right to its corner
            wish_a, wish_b = (2 * wish_a + wish_b) / 3, (wish_a + 2 * wish_b) / 3
        place_a = self._free_place(start, side_a, wish_a, half)
        place_b = self._free_place(end, side_b, wish_b, half)
        yield ways.at(one, side_a, place_a), ways.at(two, side_b, place_b)

    def _in_line(self, bundle: Bundle, side_a: int, side_b: int, solids: list[tuple[str, Box]]) -> float | None:
        """A place free on both sides, so that the way is straight; one with nothing in between if there is one."""
        (start, end), half = bundle.pair, bundle.half
        one, two = self.boxes[start], self.boxes[end]
        low_a, high_a = ways.room(one, side_a, half)
        low_b, high_b = ways.room(two, side_b, half)
        low, high = max(low_a, low_b), min(high_a, high_b)
        if low > high:
            return None
        between = _shadows(one, two, side_a, [box for name, box in solids if name not in bundle.pair], half + CLEAR)
        first = None
        for place in ways.outwards(round((low + high) / 2), low, high):
            if self._is_free(start, side_a, place, half) and self._is_free(end, side_b, place, half):
                if not any(lower < place < upper for lower, upper in between):
                    return place
                first = place if first is None else first
        return first

    def _free_place(self, unit: str, side: int, wish: float, half: float) -> float:
        low, high = ways.room(self.boxes[unit], side, half)
        wish = min(max(round(wish), low), high)
        return next((place for place in ways.outwards(wish, low, high) if self._is_free(unit, side, place, half)), wish)

    def _is_free(self, unit: str, side: int, place: float, half: float) -> bool:
        taken = self._slots.get((unit, side), ())
        return all(abs(place - other) >= half + other_half + CLEAR + 2 for other, other_half in taken)

    def _loop(self, bundle: Bundle) -> Way:
        """From a unit to itself: around its top right corner."""
        box = self.boxes[bundle.pair[0]]
        out = STUB + bundle.half + 6
        x, y = box.right - RADIUS - 24 - bundle.half, box.y + RADIUS + 24 + bundle.half
        points = [(x, box.y), (x, box.y - out), (box.right + out, box.y - out), (box.right + out, y), (box.right, y)]
        return Way(points, list(ways.segments(points, bundle.half)))


def _base(points: list[Point]) -> float:
    """Length and corners."""
    total, last = 0.0, None
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if x1 == x2 and y1 == y2:
            continue
        total += abs(x1 - x2) + abs(y1 - y2)
        if last is not None and last != (y1 == y2):
            total += BEND
        last = y1 == y2
    return total


def _backwards(side_a: int, side_b: int) -> float:
    return BACKWARDS * ((side_a == LEFT) + (side_b == RIGHT))


def _shadows(one: Box, two: Box, side: int, boxes: list[Box], reach: float) -> list[tuple[float, float]]:
    """Ranges along a side in which something stands between two boxes."""
    if side in (RIGHT, LEFT):
        low, high = min(one.right, two.right), max(one.x, two.x)
        return [(box.y - reach, box.bottom + reach) for box in boxes if box.x < high and box.right > low]
    low, high = min(one.bottom, two.bottom), max(one.y, two.y)
    return [(box.x - reach, box.right + reach) for box in boxes if box.y < high and box.bottom > low]
