"""What routing and arranging need of a variant, as plain values: where things lie, and what runs between them.

A copy, made from rows or a snapshot, that another thread may work on. Without Qt.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from organisatiecanvas.canvas import layout, style, ways
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import HURRIED, Bundle, Pair, Router, key_of, overlap
from organisatiecanvas.canvas.ways import Point

Route = tuple[Point, ...]
KINDS = tuple(style.LINKS)
BY_HAND = "\0by hand"  # in the place of a unit: the way of one link only


class Wire(NamedTuple):
    """A link between two units: its place among the lanes of a bundle, and its route where it has one."""

    id: str
    from_: str
    to_: str
    kind: str
    rank: tuple[int, int, str]
    route: Route | None
    by_hand: bool

    @property
    def key(self) -> Pair:
        """The bundle it belongs to."""
        return key_of(self.from_, self.to_)

    @property
    def group(self) -> Pair:
        """What it shares its way with: the others of its bundle, or nothing where people placed its corners."""
        return (self.id, BY_HAND) if self.by_hand else self.key

    @classmethod
    def of(cls, link: Any, orders: Mapping[str, int]) -> Wire:
        """The wire of a link; `orders` tells the place of each order family."""
        rank = (KINDS.index(link.kind), orders.get(link.order, -1), link.id)
        by_hand = link.by_hand and link.route is not None
        return cls(link.id, link.from_, link.to_, link.kind, rank, link.route, by_hand)

    def fits(self, boxes: Mapping[str, Box]) -> bool:
        """Whether its route begins and ends where its units are."""
        return self.route is not None and (self.by_hand or ways.fits(self.route, boxes[self.from_], boxes[self.to_]))


@dataclass
class Drawing:
    """Boxes, headings, containers around each unit, notes and links of one variant."""

    boxes: dict[str, Box] = field(default_factory=dict)
    bands: dict[str, Box] = field(default_factory=dict)
    around: dict[str, frozenset[str]] = field(default_factory=dict)
    notes: dict[str, Box] = field(default_factory=dict)
    wires: dict[str, Wire] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: Any, variant: Any) -> Drawing:
        """The drawing as it is shown: what has no box lies where layout puts it."""
        drawing = cls()
        placed = layout.missing_boxes(variant)
        parents = {unit.id: unit.parent for unit in variant.units.values()}
        containers = set(parents.values())
        for unit in variant.units.values():
            own = unit.box
            box = drawing.boxes[unit.id] = Box(*own) if own is not None else placed[unit.id]
            drawing.around[unit.id] = frozenset(outer(parents, unit.id))
            if unit.id in containers:
                drawing.bands[unit.id] = Box(box.x, box.y, box.width, layout.heading_height(box.height))
        placed_notes = layout.missing_notes(variant)
        for note in variant.notes.values():
            drawing.notes[note.id] = Box(*note.box) if note.box is not None else placed_notes[note.id]
        orders = places_of_orders(organisation)
        drawing.wires = {link.id: Wire.of(link, orders) for link in variant.links.values()}
        return drawing

    def bundles(self) -> dict[Pair, list[Wire]]:
        """Links that run together, in the order of their lanes; those placed by hand run for themselves."""
        found: dict[Pair, list[Wire]] = {}
        for wire in self.wires.values():
            if not wire.by_hand:
                found.setdefault(wire.key, []).append(wire)
        for members in found.values():
            members.sort(key=lambda wire: wire.rank)
        return found

    def router(self) -> Router:
        """A router with everything in its place, and no ways yet."""
        router = Router()
        router.boxes.update(self.boxes)
        router.bands.update(self.bands)
        router.around.update(self.around)
        router.soft.update(self.notes)
        router.hurry(len(self.wires) > HURRIED)
        return router


def places_of_orders(organisation: Any) -> dict[str, int]:
    """The order families in their order."""
    return {order: place for place, order in enumerate(organisation.orders)}


def outer(parents: dict[str, str | None], unit: str) -> list[str]:
    """The units around a unit, the nearest first; ends in a circle."""
    found: list[str] = []
    parent = parents.get(unit)
    while parent is not None and parent not in found:
        found.append(parent)
        parent = parents.get(parent)
    return found


def bundle_of(members: Sequence[Wire]) -> Bundle:
    """What the router needs of links that run together."""
    first = members[0]
    return Bundle((first.from_, first.to_), len(members), first.kind == "order")


def shared_out(members: Sequence[Wire], lanes: Sequence[Sequence[Point]]) -> dict[str, Route]:
    """The lane of each link, in its own direction, as the model keeps it."""
    first = members[0].from_
    return {
        wire.id: tuple((round(x, 2), round(y, 2)) for x, y in (lane if wire.from_ == first else reversed(lane)))
        for wire, lane in zip(members, lanes, strict=True)
    }


def lanes_from(members: Sequence[Wire], routes: Sequence[Route]) -> list[list[Point]]:
    """The lanes of links that have a route, in the direction of the first."""
    first = members[0].from_
    pairs = zip(members, routes, strict=True)
    return [list(route if wire.from_ == first else reversed(route)) for wire, route in pairs]


def pieces(route: Sequence[Point]) -> Iterator[Box]:
    """The straight pieces of a route as boxes, a hair wide."""
    for (x1, y1), (x2, y2) in itertools.pairwise(route):
        yield Box(min(x1, x2), min(y1, y2), abs(x1 - x2) + 0.1, abs(y1 - y2) + 0.1)


def crosses(route: Sequence[Point], box: Box) -> bool:
    """Whether a route runs through a box."""
    inner = box.grown(-1.0)
    return any(overlap(piece, inner) for piece in pieces(route))
