"""Routes are kept in the document: what an edit moves or makes gets its route in the same edit.

`follow` connects this to a document. Opening a document changes nothing: a link without a route that fits is routed
for the eye only, and gets its route with the next edit that changes the drawing. Without Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from organisatiecanvas.canvas import ways
from organisatiecanvas.canvas.corners import followed
from organisatiecanvas.canvas.drawing import (
    Drawing,
    Route,
    Wire,
    bundle_of,
    crosses,
    lanes_from,
    shared_out,
)
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import AREA, HURRIED, Pair, Router, key_of, overlap, united
from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _

DETOUR = 30.0  # scene units: what ran so near to a unit that left may have a better way now
NEAR = 2000.0  # scene units between ends that count as near in a large drawing
MOST_AT_ONCE = 150  # bundles that an edit routes itself; more are left to whoever shows them
SHAPING = {
    "units": frozenset({"box", "parent"}),
    "notes": frozenset({"box"}),
    "links": frozenset({"from_", "to_", "kind", "order", "route", "by_hand"}),
}


def follow(document: Document) -> None:
    """Keep the routes of a document, after whoever else settles an edit; once is enough, more does no harm."""
    document.settling.disconnect(settle)
    document.settling.connect(settle)


def settle(document: Document, change: Change) -> None:
    """Give routes to what this edit moved or made, and to what its boxes now stand in the way of."""
    fresh = {row.key[0] for row in change.rows if row.collection == "variants" and row.before is None}
    variants = {row.key[0]: None for row in change.rows if shapes(row)}
    for variant_id in variants:
        variant = document.organisation.variants.get(variant_id)
        if variant is not None and variant_id not in fresh:
            rows = [row for row in change.rows if row.key[0] == variant_id and shapes(row)]
            for link, route in _Settling(document.organisation, variant, rows).routes().items():
                variant.links[link].route = route


def shapes(row: RowChange) -> bool:
    """Whether a change of this row may change the ways in a drawing."""
    if row.collection not in SHAPING:
        return False
    return row.kind != "changed" or bool(row.fields & SHAPING[row.collection])


class _Settling:
    """One edit of one variant."""

    def __init__(self, organisation: Any, variant: Any, rows: list[RowChange]) -> None:
        self.variant = variant
        self.drawing = Drawing.of(organisation, variant)
        self.bundles = self.drawing.bundles()
        self.known: dict[str, Route] = {}  # routes that fit, as they are after this edit
        self.stale: set[Pair] = set()
        self.moved: dict[str, tuple[float, float] | None] = {}  # how far; None: not only moved
        self.left: list[Box] = []  # where something stood before
        self.adopted: set[str] = set()  # units that came to belong elsewhere
        self._read(rows)

    def _read(self, rows: list[RowChange]) -> None:
        for row in rows:
            before, after = row.before or {}, row.after or {}
            if row.collection == "units":
                if "box" in row.fields or row.kind != "changed":
                    self.moved[row.key[1]] = _way(before.get("box"), after.get("box"))
                    if before.get("box") is not None and len(self.bundles) <= HURRIED:
                        self.left.append(Box(*before["box"]).grown(DETOUR))
                if "parent" in row.fields:
                    self.adopted.add(row.key[1])
            elif row.collection == "links" and not row.fields <= {"route"}:
                wire = self.drawing.wires.get(row.key[1])
                if wire is not None:
                    self.stale.add(wire.key)
                start = before.get("from_", wire.from_ if wire is not None else "")
                end = before.get("to_", wire.to_ if wire is not None else "")
                self.stale.add(key_of(start, end))  # the bundle it was in has a lane less

    def routes(self) -> dict[str, Route | None]:
        """The routes that differ now, by link; None where one must be found later."""
        self._carry()
        self._make_way()
        stale = {key for key in self.stale if key in self.bundles}
        missing = {key for key, members in self.bundles.items() if any(wire.id not in self.known for wire in members)}
        if len(self.bundles) <= HURRIED or len(missing | stale) <= MOST_AT_ONCE:
            stale |= missing
        found: dict[str, Route | None] = dict(self.known.items())
        for key in missing | stale:
            found.update(dict.fromkeys((wire.id for wire in self.bundles[key]), None))
        if len(stale) <= max(MOST_AT_ONCE, HURRIED if len(self.bundles) <= HURRIED else 0):
            found.update(self._routed(stale))
        wires = self.drawing.wires
        return {link: route for link, route in found.items() if route != wires[link].route}

    def _carry(self) -> None:
        """What both ends of moved alike moves along; corners placed by hand stay, and their ends follow."""
        boxes = self.drawing.boxes
        for wire in self.drawing.wires.values():
            route, start, end = wire.route, boxes[wire.from_], boxes[wire.to_]
            if route is None:
                continue
            way = self.moved.get(wire.from_)
            if way is not None and self.moved.get(wire.to_) == way:
                route = tuple((x + way[0], y + way[1]) for x, y in route)
            if wire.by_hand:
                self.known[wire.id] = tuple(followed(route, start, end))
            elif ways.fits(route, start, end):
                self.known[wire.id] = route
            else:
                self.stale.add(wire.key)

    def _make_way(self) -> None:
        """Routes that something stands in now must be found anew."""
        drawing = self.drawing
        walls = {unit: drawing.boxes[unit] for unit in self.moved if unit in drawing.boxes}
        for unit in self.adopted & drawing.boxes.keys():  # the unit it left and the one it came to
            walls.update({outer: drawing.boxes[outer] for outer in drawing.around[unit] if outer in drawing.boxes})
        if not walls and not self.left:
            return
        area = united([*walls.values(), *self.left])
        carried = self.moved.keys() | self.adopted
        for wire in drawing.wires.values():
            route = self.known.get(wire.id)
            if route is None or wire.by_hand or wire.key in self.stale:
                continue
            xs, ys = [x for x, _y in route], [y for _x, y in route]
            place = Box(min(xs), min(ys), max(xs) - min(xs) + 0.1, max(ys) - min(ys) + 0.1)
            touched = (
                wire.from_ in carried
                or wire.to_ in carried
                or self.adopted & (drawing.around[wire.from_] | drawing.around[wire.to_])
            )
            if not touched and not overlap(place, area):
                continue
            if not touched and any(overlap(place, box) and crosses(route, box) for box in self.left):
                self.stale.add(wire.key)
                continue
            boxes = drawing.boxes if touched else walls
            open_ = drawing.around[wire.from_] | drawing.around[wire.to_] | {wire.from_, wire.to_}
            if any(overlap(place, box) and unit not in open_ and crosses(route, box) for unit, box in boxes.items()):
                self.stale.add(wire.key)

    def _routed(self, keys: Iterable[Pair]) -> dict[str, Route]:
        keys = list(keys)
        router = self.drawing.router()
        boxes = self.drawing.boxes
        area = united(boxes[unit] for key in keys for unit in key).grown(AREA) if keys else None
        keep_known(router, self.drawing, self.bundles, self.known, set(keys), area)
        parts = [keys]
        if len(self.bundles) > HURRIED:  # one that spans the drawing must not make all look at everything
            near = [key for key in keys if self._span(key) < NEAR]
            parts = [near, [key for key in keys if key not in near]]
        found: dict[str, Route] = {}
        for part in parts:
            if len(self.bundles) > HURRIED:
                router.narrow(part)
            for bundle in router.ordered(bundle_of(self.bundles[key]) for key in part):
                found.update(shared_out(self.bundles[bundle.key], router.route(bundle)))
        return found

    def _span(self, key: Pair) -> float:
        """How far apart the ends of a bundle lie."""
        around = united(self.drawing.boxes[unit] for unit in key)
        return around.width + around.height


def keep_known(
    router: Router,
    drawing: Drawing,
    bundles: dict[Pair, list[Wire]],
    known: dict[str, Route],
    without: set[Pair],
    area: Box | None = None,
) -> None:
    """Let what has its route occupy its place; with an area, only what comes near it."""
    for wire in drawing.wires.values():
        if wire.by_hand and wire.id in known:
            router.keep((wire.id, "\0by hand"), [list(known[wire.id])], (wire.from_, wire.to_))
    for key, members in bundles.items():
        if key in without or not all(wire.id in known for wire in members):
            continue
        if area is None or _near(known[members[0].id], area):
            ends = members[0].from_, members[0].to_
            router.keep(key, lanes_from(members, [known[wire.id] for wire in members]), ends)


def _near(route: Route, area: Box) -> bool:
    """Whether a route may come into an area."""
    xs, ys = [x for x, _y in route], [y for _x, y in route]
    return max(xs) > area.x and min(xs) < area.right and max(ys) > area.y and min(ys) < area.bottom


def fill(drawing: Drawing) -> Iterator[dict[str, Route]]:
    """A route for every link of a drawing that has none that fits, one bundle after the other, nearest first."""
    bundles, boxes = drawing.bundles(), drawing.boxes
    known = {
        wire.id: wire.route
        for wire in drawing.wires.values()
        if wire.route is not None and (wire.by_hand or ways.fits(wire.route, boxes[wire.from_], boxes[wire.to_]))
    }
    missing = {key for key, members in bundles.items() if any(wire.id not in known for wire in members)}
    router = drawing.router()
    keep_known(router, drawing, bundles, known, missing)
    if len(bundles) > HURRIED and len(missing) < MOST_AT_ONCE:
        router.narrow(missing)
    for bundle in router.ordered(bundle_of(bundles[key]) for key in missing):
        yield shared_out(bundles[bundle.key], router.route(bundle))


def renew(document: Document, variant_id: str) -> None:
    """Find every route of a variant anew, in one edit; corners placed by hand stay."""
    variant = document.organisation.variants[variant_id]
    follow(document)
    with document.edit(_("Find all routes anew")):
        for link in variant.links.values():
            if not link.by_hand:
                link.route = None


def _way(before: Any, after: Any) -> tuple[float, float] | None:
    """How far a box moved, where it only moved."""
    if before is None or after is None or before[2:] != after[2:]:
        return None
    return after[0] - before[0], after[1] - before[1]
