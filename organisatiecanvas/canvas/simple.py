"""Simple shapes between two units: straight, with one corner, with two; and the nearest, whatever stands there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.ends import Bundle, Port, Ports
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.style import LANE, RADIUS
from organisatiecanvas.canvas.tracks import Cell, Tracks
from organisatiecanvas.canvas.ways import BOTTOM, LEFT, NORMALS, RIGHT, STUB, TOP, Point

PLACES_TRIED = 12  # for the middle piece, and for a straight way
ROOM = 2 * STUB + 2  # between two units for a shape with its corners between them
Found = tuple[int, Port, Port, list[Cell]]  # what it costs, where it leaves and enters, the corners between


def free_shapes(
    bundle: Bundle, one: Box, two: Box, ports: tuple[Ports, Ports], grid: Tracks, opened: frozenset[str]
) -> Iterator[Found]:
    """Straight ways, then those with one corner and with two, as far as nothing stands in them."""
    walls = grid.walls(opened, bundle.lanes)
    for port_a, port_b, middle in _shapes(one, two, ports):
        if middle and (_behind(port_a, middle[0]) or _behind(port_b, middle[-1])):
            continue
        cost = grid.cost([port_a.near, *middle, port_b.near], walls, bundle.lanes)
        if cost is not None:
            yield cost + port_a.price + port_b.price, port_a, port_b, middle


def _shapes(one: Box, two: Box, ports: tuple[Ports, Ports]) -> Iterator[tuple[Port, Port, list[Cell]]]:
    for side_a in range(4):
        if not _faces(one, two, side_a):
            continue
        across = side_a % 2 == 0
        opposite = ports[1][(side_a + 2) % 4]
        for port_a, port_b in _in_line(ports[0][side_a], opposite):
            yield port_a, port_b, []
        for port_a, port_b in zip(ports[0][side_a][:1], opposite[:1], strict=False):
            low, high = sorted((port_a.far[not across], port_b.far[not across]))
            for at in _middle_out(low, high):
                yield (
                    port_a,
                    port_b,
                    [(at, port_a.track), (at, port_b.track)] if across else [(port_a.track, at), (port_b.track, at)],
                )
        for side_b in ((side_a + 1) % 4, (side_a + 3) % 4):
            if _faces(two, one, side_b):
                for port_a, port_b in itertools.product(ports[0][side_a][:2], ports[1][side_b][:2]):
                    yield port_a, port_b, [(port_b.track, port_a.track) if across else (port_a.track, port_b.track)]


def _gaps(one: Box, two: Box) -> tuple[float, float]:
    """The room between two units across and down; below 0 where they lie beside each other."""
    return max(two.x - one.right, one.x - two.right), max(two.y - one.bottom, one.y - two.bottom)


def _goes_across(one: Box, two: Box, across: float, down: float) -> bool:
    """Whether the nearest shape leaves at the left or right: the shorter way where there is room for both."""
    if min(across, down) < ROOM:
        return across >= down
    (x1, y1), (x2, y2) = one.centre, two.centre
    return across + abs(y2 - y1) <= down + abs(x2 - x1)


def nearest(one: Box, two: Box) -> list[Point]:
    """The nearest shape between two units, without looking at anything else."""
    dx, dy = two.centre[0] - one.centre[0], two.centre[1] - one.centre[1]
    if _goes_across(one, two, *_gaps(one, two)):
        sides = (RIGHT, LEFT) if dx >= 0 else (LEFT, RIGHT)
    else:
        sides = (BOTTOM, TOP) if dy >= 0 else (TOP, BOTTOM)
    first = ways.port(one, sides[0], one.centre)
    last = ways.port(two, sides[1], two.centre)
    xs, ys = [ways.middle(first, last, 0)], [ways.middle(first, last, 1)]
    return ways.tidy(next(ways.shapes(first, last, NORMALS[sides[0]], NORMALS[sides[1]], xs, ys, 0.0)))


def facing(one: Box, two: Box) -> list[Point] | None:
    """The nearest shape between two units with room between them, which is nearly all of them; None for others.

    What `nearest` says of them, several times faster, for links that follow a hand.
    """
    across, down = _gaps(one, two)
    if max(across, down) < ROOM:
        return None
    (x1, y1), (x2, y2) = one.centre, two.centre
    if _goes_across(one, two, across, down):
        x1, x2 = (one.right, two.x) if x2 > x1 else (one.x, two.right)
        middle = round((x1 + x2) / 2)
        return [(x1, y1), (x2, y2)] if y1 == y2 else [(x1, y1), (middle, y1), (middle, y2), (x2, y2)]
    y1, y2 = (one.bottom, two.y) if y2 > y1 else (one.y, two.bottom)
    middle = round((y1 + y2) / 2)
    return [(x1, y1), (x2, y2)] if x1 == x2 else [(x1, y1), (x1, middle), (x2, middle), (x2, y2)]


def nearest_lanes(bundle: Bundle, one: Box, two: Box) -> list[list[Point]]:
    """The lanes of the nearest shape that goes nowhere back over itself."""
    if bundle.pair[0] == bundle.pair[1]:
        return loop(bundle, one)
    lanes = lanes_of(nearest(one, two), bundle.lanes)
    if sound(lanes, one, two):
        return lanes
    for side_a, side_b in itertools.product(range(4), range(4)):  # they overlap, or hardly leave room
        first, last = ways.port(one, side_a, one.centre), ways.port(two, side_b, two.centre)
        out = one.united(two).grown(2 * STUB + bundle.half)
        normals = NORMALS[side_a], NORMALS[side_b]
        for points in ways.shapes(first, last, *normals, [out.x, out.right], [out.y, out.bottom], bundle.half):
            other = lanes_of(ways.tidy(points), bundle.lanes)
            if sound(other, one, two):
                return other
    return lanes


def loop(bundle: Bundle, box: Box) -> list[list[Point]]:
    """From a unit to itself: around its top right corner."""
    out = STUB + bundle.half + 6
    x, y = box.right - RADIUS - 24 - bundle.half, box.y + RADIUS + 24 + bundle.half
    points = [(x, box.y), (x, box.y - out), (box.right + out, box.y - out), (box.right + out, y), (box.right, y)]
    return lanes_of(points, bundle.lanes)


def lanes_of(middle: list[Point], lanes: int) -> list[list[Point]]:
    """The parallel lanes around the middle of a bundle."""
    half = (lanes - 1) * LANE / 2
    return [ways.lane(middle, lane * LANE - half) for lane in range(lanes)]


def sound(lanes: Iterable[list[Point]], one: Box, two: Box) -> bool:
    """Whether every lane joins the two and goes nowhere back over itself."""
    return all(ways.fits(points, one, two) and ways.turns(points) for points in lanes)


def _faces(one: Box, two: Box, side: int) -> bool:
    """Whether the other lies on this side of a box."""
    return (two.x > one.right, two.y > one.bottom, two.right < one.x, two.bottom < one.y)[side]


def _in_line(one: list[Port], two: list[Port]) -> list[tuple[Port, Port]]:
    """Ports on the same track, the best pairs first."""
    by_track = {port.track: port for port in two}
    pairs = [(port, by_track[port.track]) for port in one if port.track in by_track]
    return sorted(pairs, key=lambda pair: pair[0].price + pair[1].price)[:PLACES_TRIED]


def _middle_out(low: int, high: int) -> list[int]:
    """Tracks from the middle of a range out."""
    middle = (low + high) // 2
    return sorted(range(low, high + 1), key=lambda track: (abs(track - middle), track))[:PLACES_TRIED]


def _behind(port: Port, corner: Cell) -> bool:
    """Whether a corner lies on the wrong side of where a way leaves."""
    dx, dy = port.far[0] - port.near[0], port.far[1] - port.near[1]
    return (corner[0] - port.far[0]) * dx < 0 or (corner[1] - port.far[1]) * dy < 0
