"""Corners that people placed by hand: they stay, and only the ends of the link follow its units. Without Qt.

Points are scene units; a route is right-angled, with both its ends in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.ways import Point
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

STUB = 20.0  # scene units between an end and the corner that a dragged first piece gets


def moved_segment(points: Sequence[Point], index: int, delta: float) -> list[Point]:
    """The route with piece `index` (0 is the first) shifted sideways by `delta`; its neighbours grow or shrink.

    The first and the last piece keep their ends: they get a short piece and a corner beside them.
    """
    found = [(float(x), float(y)) for x, y in points]
    if not 0 <= index < len(found) - 1 or not delta:
        return found
    if index == len(found) - 2:  # the last piece ends at a unit
        found[-1:-1] = _elbow(found[-1], found[-2])
    if index == 0:
        found[1:1] = reversed(_elbow(found[0], found[1]))
        index = 2
    (x1, y1), (x2, y2) = found[index], found[index + 1]
    if y1 == y2:
        found[index], found[index + 1] = (x1, y1 + delta), (x2, y2 + delta)
    else:
        found[index], found[index + 1] = (x1 + delta, y1), (x2 + delta, y2)
    return ways.tidy(found)


def _elbow(end: Point, before: Point) -> list[Point]:
    """Two corners on the piece that leads to an end, the second on top of the first, so that it can be drawn apart."""
    (x, y), (bx, by) = end, before
    distance = abs(bx - x) + abs(by - y)
    share = min(STUB, distance / 2) / distance if distance else 0.0
    corner = (x + (bx - x) * share, y + (by - y) * share)
    return [corner, corner]


def followed(points: Sequence[Point], start: Box, end: Box) -> list[Point]:
    """The route with its ends on the sides of these boxes; the corners between stay where they are."""
    first = _end_on([(float(x), float(y)) for x, y in points], start)
    return ways.tidy(_end_on(first[::-1], end)[::-1])


def _end_on(points: list[Point], box: Box) -> list[Point]:
    """The route with its first point brought to a side of a box."""
    if ways.side_of(box, points[0]) is not None:
        return points
    (x, y), (nx, ny) = points[0], points[1]
    flat = ny == y if (nx, ny) != (x, y) else abs(nx - box.centre[0]) > abs(ny - box.centre[1])
    at = ny if flat else nx
    low, high = (box.y, box.bottom) if flat else (box.x, box.right)
    margin = min(ways.RADIUS + 4, (high - low) / 2)
    place = min(max(at, low + margin), high - margin)
    beyond = nx if flat else ny
    sides = (box.x, box.right) if flat else (box.y, box.bottom)
    edge = sides[1] if beyond > (sides[0] + sides[1]) / 2 else sides[0]
    new_end = (edge, place) if flat else (place, edge)
    if place == at and len(points) > 2:
        return [new_end, *points[1:]]
    if len(points) > 3:  # shift the first piece, and with it the near end of the second
        corner = (nx, place) if flat else (place, ny)
        return [new_end, corner, *points[2:]]
    rest = points[1:] if len(points) > 2 else points[-1:]
    return [new_end, *_bent(new_end, rest[0], flat=flat), *rest]


def _bent(one: Point, two: Point, *, flat: bool) -> list[Point]:
    """Corners that join two points at right angles, leaving and arriving in the same direction."""
    (x1, y1), (x2, y2) = one, two
    if x1 == x2 or y1 == y2:
        return []
    if flat:
        return [((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2)]
    return [(x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2)]


def place_corners(
    document: Document, variant_id: str, link: str, points: Sequence[Point], merge: str | None = None
) -> None:
    """Let a link run over these corners from now on; `points` hold both ends."""
    row = document.organisation.variants[variant_id].links[link]
    route = tuple((float(x), float(y)) for x, y in ways.tidy(list(points)))
    if any(x1 != x2 and y1 != y2 for (x1, y1), (x2, y2) in itertools.pairwise(route)):
        raise OrganisationError(_("A link runs at right angles."))
    if row.by_hand and row.route == route:
        return
    with document.edit(_("Place the corners of a link"), merge=merge):
        row.route, row.by_hand = route, True


def free_corners(document: Document, variant_id: str, links: Sequence[str]) -> None:
    """Let links find their way by themselves again. Nothing happens for those that do already."""
    variant = document.organisation.variants[variant_id]
    chosen = [link for link in links if variant.links[link].by_hand]
    if not chosen:
        return
    with document.edit(_("Free the corners of a link")):
        for link in chosen:
            variant.links[link].by_hand, variant.links[link].route = False, None
