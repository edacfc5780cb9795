"""Arrange automatically: each container's content by itself, then the container among its neighbours, in one edit.

What is locked stays exactly where it is, and nothing comes to lie on it. Boxes are scene units. Without Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from organisatiecanvas.canvas import layering, layout, routes, style
from organisatiecanvas.canvas.drawing import Drawing, pieces
from organisatiecanvas.canvas.nesting import ancestors, top_units, with_content
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.routing import HURRIED, overlap, united
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

PAD = 2 * style.CONTAINER_PAD  # room inside a container for links along its frame
TOP = style.CONTAINER_TOP + style.GRID
CLEAR = 40.0  # between what was arranged and what stays
Places = dict[str, Box]


def arrange(document: Document, variant_id: str, units: Iterable[str] = ()) -> int:
    """Arrange a whole variant, the content of one container, or several units among themselves; returns how many moved.

    Raises OrganisationError when what is locked leaves no room.
    """
    variant = document.organisation.variants[variant_id]
    chosen = top_units(variant, [unit for unit in units if unit in variant.units])
    found = _Arranging(variant)
    boxes = found.everything() if is_whole(variant, chosen) else found.selection(chosen)
    if found.overlaps(boxes):
        raise OrganisationError(_("What is locked leaves no room to arrange this."))
    notes = found.notes(boxes, found.ways(document.organisation, boxes))
    moved = {unit for unit, box in boxes.items() if variant.units[unit].box != tuple(box)}
    moved_notes = {note for note, box in notes.items() if variant.notes[note].box != tuple(box)}
    if not moved and not moved_notes:
        return 0
    with document.edit(_("Arrange automatically")):
        for unit in moved:
            variant.units[unit].box = tuple(boxes[unit])
        for note in moved_notes:
            variant.notes[note].box = tuple(notes[note])
    return len(moved) + len(moved_notes)


def is_whole(variant: Any, units: Sequence[str]) -> bool:
    """Whether these units mean the whole variant: none, or one that holds nothing to arrange."""
    return len(units) < 2 and not any(unit.parent in units for unit in variant.units.values())


class _Arranging:
    """One arrangement of one variant: sizes from the inside out, then places from the outside in."""

    def __init__(self, variant: Any) -> None:
        self.variant = variant
        missing = layout.missing_boxes(variant)
        self.now: Places = {
            unit.id: Box(*unit.box) if unit.box is not None else missing[unit.id] for unit in variant.units.values()
        }
        self.children: dict[str | None, list[str]] = {}
        for unit in variant.units.values():
            self.children.setdefault(unit.parent, []).append(unit.id)
        locked = [unit.id for unit in variant.units.values() if unit.locked]
        self.still = set(with_content(variant, locked))  # and whatever lies inside
        self.walls = [self.now[unit] for unit in top_units(variant, locked)]
        self.around = {unit: set(ancestors(variant, unit)) for unit in variant.units}
        self.holding = {outer for unit in locked for outer in self.around[unit]}  # can't move as a whole

    def everything(self) -> Places:
        """Every unit of the variant."""
        members = self.children.get(None, [])
        if not members:
            return {}
        corner = united(self.now.values())
        places, _fixed = self._level(None, members)
        if not self.still:
            found = united(places.values())
            places = _shifted(places, layering.snap(corner.x) - found.x, layering.snap(corner.y) - found.y)
        return places

    def selection(self, chosen: Sequence[str]) -> Places:
        """The content of one container, or several units among themselves; what is around them grows along."""
        if len(chosen) == 1 and self.children.get(chosen[0]):
            outer = chosen[0]
            inner, fixed = self._inside(outer)
            if not fixed:
                box = self.now[outer]
                inner = _shifted(inner, box.x - inner[outer].x, box.y - inner[outer].y)
            return self._grown(dict(self.now) | inner, outer)
        places = dict(self.now)
        parents: dict[str | None, list[str]] = {}
        for unit in chosen:
            if unit not in self.still and unit not in self.holding:
                parents.setdefault(self.variant.units[unit].parent, []).append(unit)
        for parent, units in parents.items():
            corner = united(self.now[unit] for unit in units)
            staying = [self.now[unit] for unit in self.children[parent] if unit not in units]
            wanted = _shifted(self._flow(units, self.now), corner.x, corner.y)
            for unit, box in _aside(wanted, staying).items():
                own = self.now[unit]
                inside = {inner: self.now[inner] for inner in with_content(self.variant, [unit])}
                places.update(_shifted(inside, box.x - own.x, box.y - own.y))
            if parent is not None:
                places = self._grown(places, parent)
        return places

    # -- one level ---------------------------------------------------------------------------------------------

    def _level(self, parent: str | None, members: Sequence[str]) -> tuple[Places, bool]:
        """Places of these units with all that is in them; True when they are where they must be on the canvas."""
        staying: Places = {}
        loose: dict[str, Places] = {}
        for unit in members:
            if unit in self.still:
                staying.update({inner: self.now[inner] for inner in with_content(self.variant, [unit])})
                continue
            places, fixed = self._inside(unit)
            if fixed:
                others = [box for other, box in staying.items() if self.variant.units[other].parent == parent]
                staying.update(self._if_room(unit, places, others))
            else:
                loose[unit] = places
        still = {unit: staying[unit] for unit in members if unit in staying}
        wanted = self._flow(members, still | {unit: places[unit] for unit, places in loose.items()})
        if still:  # all as if it were free, and then where the first that stays has its place
            anchor = next(iter(still))
            dx, dy = still[anchor].x - wanted[anchor].x, still[anchor].y - wanted[anchor].y
            wanted = _shifted({unit: wanted[unit] for unit in loose}, dx, dy)
            wanted = _aside(wanted, [*still.values(), *self._walls(parent)])
        found = dict(staying)
        for unit, box in wanted.items():
            own = loose[unit][unit]
            found.update(_shifted(loose[unit], box.x - own.x, box.y - own.y))
        return found, bool(staying)

    def _inside(self, unit: str) -> tuple[Places, bool]:
        """A unit with its content arranged; True when it can't be moved as a whole."""
        members = self.children.get(unit, [])
        if not members:
            own = self.now[unit]
            return {unit: Box(0.0, 0.0, own.width, own.height)}, False
        places, fixed = self._level(unit, members)
        around = united(places[member] for member in members)
        own = self.now[unit]
        box = Box(around.x - PAD, around.y - TOP, around.width + 2 * PAD, around.height + TOP + PAD)
        least_width = max(box.width, min(own.width, style.UNIT_SIZE[0]))
        places[unit] = Box(box.x, box.y, least_width, box.height)
        return places, fixed

    def _if_room(self, unit: str, places: Places, others: Iterable[Box]) -> Places:
        """These places, or where everything is now when they would come to lie on what stays."""
        walls = [*others, *self._walls(unit)]
        if any(overlap(places[unit], wall) for wall in walls):
            return {inner: self.now[inner] for inner in with_content(self.variant, [unit])}
        return places

    def _walls(self, inside: str | None) -> list[Box]:
        """What is locked and neither around this container nor in it."""
        if inside is None:
            return []
        own = {inside, *self.around[inside]}
        locked = top_units(self.variant, [unit.id for unit in self.variant.units.values() if unit.locked])
        return [self.now[unit] for unit in locked if unit not in own and inside not in self.around[unit]]

    def _flow(self, units: Sequence[str], sizes: Mapping[str, Box]) -> Places:
        """Units of one level along the order flow between them, that of their content included."""
        own = set(units)
        flows: dict[tuple[str, str], float] = {}
        ties: list[tuple[str, str]] = []
        within = 0.0
        for link in self.variant.links.values():
            start, end = self._lifted(link.from_, own), self._lifted(link.to_, own)
            if start is None or end is None:
                continue
            weight = max(link.share, 0.05)
            if link.kind == "order":
                within += weight
            if start == end:
                continue
            if link.kind == "order":
                flows[start, end] = flows.get((start, end), 0.0) + weight
            else:
                ties.append((start, end))
        rows = self.variant.units
        return layering.placed(
            units,
            {unit: (sizes[unit].width, sizes[unit].height) for unit in units},
            flows,
            [unit for unit in units if rows[unit].kind == "external"],
            [unit for unit in units if rows[unit].kind == "control"],
            ties,
            within,
        )

    def _lifted(self, unit: str, own: set[str]) -> str | None:
        if unit in own:
            return unit
        return next((outer for outer in ancestors(self.variant, unit) if outer in own), None)

    # -- after -------------------------------------------------------------------------------------------------

    def _grown(self, places: Places, inner: str) -> Places:
        """Everything around a unit large enough for it, its neighbours moved aside by as much."""
        before, after = self.now[inner], places[inner]
        if self.children.get(inner):
            held = united(places[child] for child in self.children[inner])
            wanted = Box(held.x - PAD, held.y - TOP, held.width + 2 * PAD, held.height + TOP + PAD)
            after = places[inner] = after if after.holds(wanted) else after.united(wanted)
        parent = self.variant.units[inner].parent
        dx, dy = max(after.right - before.right, 0.0), max(after.bottom - before.bottom, 0.0)
        for other in self.children.get(parent, ()):
            box = self.now[other]
            if other == inner or other in self.still or other in self.holding:
                continue
            right, below = box.x >= before.right and dx, box.y >= before.bottom and dy
            if right or below:
                inside = {one: places[one] for one in with_content(self.variant, [other])}
                places.update(_shifted(inside, dx if right else 0.0, 0.0 if right else dy))
        return places if parent is None else self._grown(places, parent)

    def overlaps(self, places: Places) -> bool:
        """Whether units of one level would lie on each other that do not now."""
        for members in self.children.values():
            ordered = sorted(members, key=lambda unit: places[unit].x)
            open_: list[str] = []
            for unit in ordered:
                box = places[unit]
                open_ = [other for other in open_ if places[other].right > box.x]
                if any(overlap(box, places[other]) and not overlap(self.now[unit], self.now[other]) for other in open_):
                    return True
                open_.append(unit)
        return False

    def ways(self, organisation: Any, places: Places) -> list[Box]:
        """Where links will run; none where notes have nothing to fear, or there are so many that it takes long."""
        if not self.variant.notes or len(self.variant.links) > HURRIED:
            return []
        drawing = Drawing.of(organisation, self.variant)
        drawing.boxes.update(places)
        for unit, band in drawing.bands.items():
            box = places[unit]
            drawing.bands[unit] = Box(box.x, box.y, box.width, band.height)
        drawing.notes.clear()
        for link, wire in drawing.wires.items():
            drawing.wires[link] = wire._replace(route=None, by_hand=False)
        found = [route for part in routes.fill(drawing) for route in part.values()]
        return [piece.grown(style.GRID / 2) for route in found for piece in pieces(route)]

    def notes(self, places: Places, ways: Sequence[Box] = ()) -> Places:
        """Notes beside what they lay beside, clear of every unit, of links and of each other."""
        rows = self.variant.notes
        missing = layout.missing_notes(self.variant)
        now = {note.id: Box(*note.box) if note.box is not None else missing[note.id] for note in rows.values()}
        leaves = [box for unit, box in places.items() if unit not in self.children]
        taken = [*leaves, *ways, *(now[note] for note in now if rows[note].locked)]
        taken += [Box(places[unit].x, places[unit].y, places[unit].width, TOP) for unit in self.children if unit]
        found: Places = {note: now[note] for note in now if rows[note].locked}
        for note, box in now.items():
            if note in found:
                continue
            near = min(self.now, key=lambda unit: _distance(self.now[unit], box), default=None)
            if near is not None:
                box = box.moved(places[near].x - self.now[near].x, places[near].y - self.now[near].y)
            found[note] = _free(box, taken)
            taken.append(found[note].grown(style.GRID / 2))
        return found


def _shifted(places: Mapping[str, Box], dx: float, dy: float) -> Places:
    return {unit: box.moved(dx, dy) for unit, box in places.items()}


def _aside(wanted: Places, staying: Sequence[Box]) -> Places:
    """Each box moved down until it lies clear of what stays and of those that were placed before it."""
    walls = [box.grown(CLEAR) for box in staying]
    found: Places = {}
    for unit, box in sorted(wanted.items(), key=lambda item: (item[1].x, item[1].y)):
        hit = next((wall for wall in walls if overlap(box, wall)), None)
        while hit is not None:
            box = box.moved(0.0, layering.snap(hit.bottom - box.y + style.GRID / 2))
            hit = next((wall for wall in walls if overlap(box, wall)), None)
        found[unit] = box
        walls.append(box.grown(CLEAR / 2))
    return found


def _free(box: Box, taken: Sequence[Box]) -> Box:
    """The nearest place on the grid where a box lies on nothing."""
    if not any(overlap(box, other) for other in taken):
        return box
    step = 2 * style.GRID
    for ring in range(1, 400):
        around = [(dx, dy) for dx in range(-ring, ring + 1) for dy in (-ring, ring)]
        around += [(dx, dy) for dy in range(-ring + 1, ring) for dx in (-ring, ring)]
        for dx, dy in sorted(around, key=lambda way: abs(way[0]) + abs(way[1])):
            moved = box.moved(dx * step, dy * step)
            if not any(overlap(moved, other) for other in taken):
                return moved
    return box


def _distance(one: Box, two: Box) -> float:
    return abs(one.centre[0] - two.centre[0]) + abs(one.centre[1] - two.centre[1])
