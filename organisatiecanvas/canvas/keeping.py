"""The ways of one variant from edit to edit: what an edit costs depends on what it moved, not on how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from organisatiecanvas.canvas import layout
from organisatiecanvas.canvas.corners import followed
from organisatiecanvas.canvas.drawing import (
    BY_HAND,
    Drawing,
    Route,
    Wire,
    bundle_of,
    crosses,
    lanes_from,
    pieces,
    places_of_orders,
    shared_out,
)
from organisatiecanvas.canvas.nearby import Nearby
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import HURRIED, Pair, key_of
from organisatiecanvas.models.changes import RowChange

DETOUR = 30.0  # scene units: what ran so near to a unit that left may have a better way now
LONG = 1000.0  # scene units between ends; so long a way is mended around what came to stand in it, in a large drawing
MOST_AT_ONCE = 150  # bundles that an edit routes itself; more are left to whoever shows them


class Keeping:
    """What stands where and runs where in one variant. `settle` and `follow` bring it in line with what changed."""

    def __init__(self, organisation: Any, variant: Any) -> None:
        self.drawing = Drawing.of(organisation, variant)
        self._loose = _loose(variant)
        self._router = self.drawing.router()
        self._members: dict[Pair, list[str]] = {}  # links that share a way, in the order of their lanes
        self._of_unit: dict[str, set[Pair]] = {}
        self._missing: set[Pair] = set()  # without routes that fit
        self._ways: Nearby[Pair] = Nearby()
        self._units: Nearby[str] = Nearby()
        for unit, box in self.drawing.boxes.items():
            self._units.put(unit, [box])
        wires, self.drawing.wires = self.drawing.wires, {}
        for wire in wires.values():
            self._connect(wire)
        for key in self._members:
            self._keep(key)

    # -- in line with the rows ---------------------------------------------------------------------------------

    def follow(self, organisation: Any, variant: Any, rows: Sequence[RowChange]) -> None:
        """Take over how these rows are now."""
        touched: set[Pair] = set()
        if self._loose or any(_restructures(row) for row in rows):
            self._loose = _loose(variant)
            touched |= self._match(Drawing.of(organisation, variant))
        else:
            orders = places_of_orders(organisation)
            for row in rows:
                name = row.key[1]
                if row.collection == "units":
                    touched |= self._place(name, Box(*variant.units[name].box))
                elif row.collection == "notes":
                    note = variant.notes.get(name)
                    self._place_note(name, None if note is None else Box(*note.box))
                else:
                    link = variant.links.get(name)
                    touched |= self._rewire(name, None if link is None else Wire.of(link, orders))
        for key in touched & self._members.keys():
            self._keep(key)

    def _match(self, now: Drawing) -> set[Pair]:
        """Take over a whole drawing, as far as it differs; returns what was touched."""
        drawing = self.drawing
        touched: set[Pair] = set()
        for link in drawing.wires.keys() - now.wires.keys():
            touched |= self._rewire(link, None)
        for link, wire in now.wires.items():
            if wire != drawing.wires.get(link):
                touched |= self._rewire(link, wire)
        for unit in drawing.boxes.keys() - now.boxes.keys():
            self._router.forget(unit)
            self._units.drop(unit)
            self._of_unit.pop(unit, None)
            for kept in (drawing.boxes, drawing.bands, drawing.around):
                kept.pop(unit, None)
        for unit, box in now.boxes.items():
            around, held = now.around[unit], unit in now.bands
            if around != drawing.around.get(unit) or held != (unit in drawing.bands):
                drawing.around[unit] = around
                if held:
                    drawing.bands[unit] = now.bands[unit]
                else:
                    drawing.bands.pop(unit, None)
                drawing.boxes.pop(unit, None)
            touched |= self._place(unit, box)
        for note in (*drawing.notes, *now.notes):
            self._place_note(note, now.notes.get(note))
        return touched

    def _place(self, unit: str, box: Box) -> set[Pair]:
        drawing = self.drawing
        if drawing.boxes.get(unit) == box:
            return set()
        band = None
        if unit in drawing.bands:
            band = drawing.bands[unit] = Box(box.x, box.y, box.width, layout.heading_height(box.height))
        drawing.boxes[unit] = box
        self._router.place(unit, box, band, drawing.around[unit])
        self._units.put(unit, [box])
        return self._of_unit.get(unit, set())

    def _place_note(self, note: str, box: Box | None) -> None:
        if self.drawing.notes.get(note) == box:
            return
        self._router.place_note(note, box)
        if box is None:
            del self.drawing.notes[note]
        else:
            self.drawing.notes[note] = box

    def _rewire(self, link: str, wire: Wire | None) -> set[Pair]:
        """Let a link run otherwise, or be gone; returns the groups it leaves and joins."""
        before = self.drawing.wires.get(link)
        if before == wire:
            return set()
        touched = set()
        if before is not None:
            touched.add(before.group)
            self._disconnect(before)
        if wire is not None:
            touched.add(wire.group)
            self._connect(wire)
        return touched

    def _connect(self, wire: Wire) -> None:
        wires, key = self.drawing.wires, wire.group
        wires[wire.id] = wire
        members = self._members.setdefault(key, [])
        members.append(wire.id)
        if len(members) > 1:
            members.sort(key=lambda link: wires[link].rank)
        for unit in wire.key:
            self._of_unit.setdefault(unit, set()).add(key)

    def _disconnect(self, wire: Wire) -> None:
        key = wire.group
        del self.drawing.wires[wire.id]
        members = self._members[key]
        members.remove(wire.id)
        if not members:
            del self._members[key]
            self._missing.discard(key)
            self._free(key)
            for unit in wire.key:
                self._of_unit[unit].discard(key)

    def _keep(self, key: Pair) -> None:
        """Let a group run where its routes say, as far as they fit."""
        wires = self._wires(key)
        if not all(wire.fits(self.drawing.boxes) for wire in wires):
            self._missing.add(key)
            self._free(key)
            return
        routes = [wire.route for wire in wires if wire.route is not None]
        self._router.keep(key, lanes_from(wires, routes), (wires[0].from_, wires[0].to_))
        self._ran(key, routes)

    def _ran(self, key: Pair, routes: Iterable[Route]) -> None:
        self._missing.discard(key)
        self._ways.put(key, [piece for route in routes for piece in pieces(route)])

    def _free(self, key: Pair) -> None:
        self._router.release(key)
        self._ways.drop(key)

    def _wires(self, key: Pair) -> list[Wire]:
        return [self.drawing.wires[link] for link in self._members[key]]

    # -- routes ------------------------------------------------------------------------------------------------

    def settle(self, organisation: Any, variant: Any, rows: Sequence[RowChange]) -> dict[str, Route | None]:
        """The routes that differ after an edit that changed these rows, by link; None where one must be found later."""
        news = _News(rows)
        for row in rows:  # before they are gone
            if row.collection == "links" and row.key[1] in self.drawing.wires and not row.fields <= {"route"}:
                news.rewired.add(self.drawing.wires[row.key[1]].key)
        self.follow(organisation, variant, rows)
        self._read_missing(organisation, variant)
        for link in news.links:
            if link in self.drawing.wires:
                news.rewired.add(self.drawing.wires[link].key)
        found: dict[str, Route | None] = {}
        stale = {key: None for key in news.rewired if key in self._members}
        trouble: dict[Pair, Box | None] = dict(stale)
        self._carry(news, trouble, found)
        self._make_way(news, trouble)
        few = len(self._members) <= HURRIED
        if few or len(self._missing | trouble.keys()) <= MOST_AT_ONCE:
            for key in self._missing:
                trouble.setdefault(key, None)
        later = self._missing - trouble.keys()
        if len(trouble) > (HURRIED if few else MOST_AT_ONCE):
            later |= trouble.keys()
        else:
            self._route(trouble, found)
        for key in later:
            self._free(key)
            self._missing.add(key)
            found.update(dict.fromkeys(self._members[key]))
        for link, route in found.items():
            self.drawing.wires[link] = self.drawing.wires[link]._replace(route=route)
        return {link: route for link, route in found.items() if route != variant.links[link].route}

    def _read_missing(self, organisation: Any, variant: Any) -> None:
        """Routes that somebody else wrote in the same edit."""
        orders = places_of_orders(organisation)
        links = [link for key in self._missing for link in self._members[key]]
        for link in links:
            row = variant.links[link]
            if row.route != self.drawing.wires[link].route:
                for key in self._rewire(link, Wire.of(row, orders)) & self._members.keys():
                    self._keep(key)

    def _carry(self, news: _News, trouble: dict[Pair, Box | None], found: dict[str, Route | None]) -> None:
        """What both ends of moved alike moves along; corners placed by hand stay, and their ends follow."""
        drawing = self.drawing
        for key in {key for unit in news.moved for key in self._of_unit.get(unit, ())}:
            carried = []
            for wire in self._wires(key):
                route, start, end = wire.route, drawing.boxes[wire.from_], drawing.boxes[wire.to_]
                way = news.moved.get(wire.from_)
                if route is not None and way is not None and news.moved.get(wire.to_) == way:
                    route = tuple((x + way[0], y + way[1]) for x, y in route)
                if route is not None and wire.by_hand:
                    route = tuple(followed(route, start, end))
                carried.append(wire._replace(route=route))
            if all(wire.fits(drawing.boxes) for wire in carried):
                found.update({wire.id: wire.route for wire in carried})
                drawing.wires.update({wire.id: wire for wire in carried})
                self._keep(key)
            elif key in self._members and key not in trouble:
                trouble[key] = news.places_of(key, drawing.boxes)

    def _make_way(self, news: _News, trouble: dict[Pair, Box | None]) -> None:
        """Routes that something stands in now must be found anew."""
        drawing = self.drawing
        walls = {unit for unit in news.moved if unit in drawing.boxes}
        for unit in news.adopted & drawing.boxes.keys():  # what it came to
            walls |= drawing.around[unit] & drawing.boxes.keys()
        for unit in walls:
            box = drawing.boxes[unit]
            for key in self._ways.near(box) - trouble.keys():
                if self._crossed(key, unit):
                    trouble[key] = box
        if len(self._members) <= HURRIED:
            for box in news.left:
                for key in self._ways.near(box) - trouble.keys():
                    touched = not news.carried.isdisjoint(self._ends(key))
                    if key[1] != BY_HAND and not touched and any(crosses(r, box) for r in self._routes(key)):
                        trouble[key] = None
        for key in self._touched(news) - trouble.keys():
            near = {unit for route in self._routes(key) for piece in pieces(route) for unit in self._units.near(piece)}
            if any(self._crossed(key, unit) for unit in near):
                trouble[key] = None

    def _touched(self, news: _News) -> set[Pair]:
        """Groups that run, and of which an end moved or belongs elsewhere now."""
        found = {key for unit in news.carried for key in self._of_unit.get(unit, ())}
        if news.adopted:
            around = self.drawing.around
            found |= {
                key
                for key in self._members
                if any(not news.adopted.isdisjoint(around[unit]) for unit in self._ends(key))
            }
        return found - self._missing

    def _crossed(self, key: Pair, unit: str) -> bool:
        """Whether a group runs through a unit in which it has no business."""
        if key[1] == BY_HAND:
            return False
        one, two = key
        if unit in (one, two) or unit in self.drawing.around[one] or unit in self.drawing.around[two]:
            return False
        box = self.drawing.boxes[unit]
        return any(crosses(route, box) for route in self._routes(key))

    def _ends(self, key: Pair) -> Pair:
        return self.drawing.wires[self._members[key][0]].key

    def _routes(self, key: Pair) -> list[Route]:
        return [wire.route for wire in self._wires(key) if wire.route is not None]

    def _route(self, trouble: dict[Pair, Box | None], found: dict[str, Route | None]) -> None:
        """Ways for these: a long one of a large drawing is mended where it is in trouble, others are found anew."""
        large = len(self._members) > HURRIED
        trouble = {key: place for key, place in trouble.items() if key[1] != BY_HAND}
        for key in trouble:
            self._free(key)
        for bundle in self._router.ordered(bundle_of(self._wires(key)) for key in trouble):
            key = bundle.key
            wires, place, lanes = self._wires(key), trouble[key], None
            routes = self._routes(key)
            if large and place is not None and len(routes) == len(wires) and self._router.span(key) > LONG:
                lanes = self._router.mend(bundle, lanes_from(wires, routes), place)
            if lanes is None:
                lanes = self._router.route(bundle)
            shared = shared_out(wires, lanes)
            found.update(shared)
            self._ran(key, shared.values())


class _News:
    """What an edit did to a drawing."""

    def __init__(self, rows: Iterable[RowChange]) -> None:
        self.moved: dict[str, tuple[float, float] | None] = {}  # how far; None: not only moved
        self.before: dict[str, Box] = {}  # where it stood
        self.adopted: set[str] = set()  # units that came to belong elsewhere
        self.links: list[str] = []  # links of which more than the route changed
        self.rewired: set[Pair] = set()  # bundles that such a link is or was in
        for row in rows:
            name, before, after = row.key[1], row.before or {}, row.after or {}
            if row.collection == "units":
                if "box" in row.fields or row.kind != "changed":
                    self.moved[name] = _way(before.get("box"), after.get("box"))
                    if before.get("box") is not None:
                        self.before[name] = Box(*before["box"])
                if "parent" in row.fields:
                    self.adopted.add(name)
                    self.adopted.update(parent for parent in (before.get("parent"), after.get("parent")) if parent)
            elif row.collection == "links" and not row.fields <= {"route"}:
                self.links.append(name)
                if "from_" in before and "to_" in before:
                    self.rewired.add(key_of(before["from_"], before["to_"]))

    @property
    def carried(self) -> set[str]:
        """Units that moved or belong elsewhere."""
        return self.moved.keys() | self.adopted

    @property
    def left(self) -> list[Box]:
        """Where something stood before."""
        return [box.grown(DETOUR) for box in self.before.values()]

    def places_of(self, key: Pair, boxes: dict[str, Box]) -> Box | None:
        """Where the end of a bundle that moved was and is; None where both did, or one also changed its size."""
        moved = [unit for unit in key if unit in self.moved]
        if len(moved) != 1 or moved[0] not in self.before:
            return None
        return self.before[moved[0]].united(boxes[moved[0]])


def _loose(variant: Any) -> bool:
    """Whether something has no place of its own."""
    return any(unit.box is None for unit in variant.units.values()) or any(
        note.box is None for note in variant.notes.values()
    )


def _restructures(row: RowChange) -> bool:
    """Whether more changed than places and links: who is where, or something lost its place."""
    if row.collection == "links" or row.after is None:
        return row.collection == "units"
    if row.collection == "units" and (row.before is None or "parent" in row.fields):
        return True
    return row.after.get("box", ()) is None


def _way(before: Any, after: Any) -> tuple[float, float] | None:
    """How far a box moved, where it only moved."""
    if before is None or after is None or before[2:] != after[2:]:
        return None
    return after[0] - before[0], after[1] - before[1]
