"""Boxes of units within units: what moves along, what must grow. Used inside an edit; lengths are scene units."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from organisatiecanvas.canvas import layout, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.room import pushed
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import Variant


def row_of(variant: Variant, ref: Ref) -> Any:
    """The row that a Ref means now, or None."""
    return getattr(variant, ref.collection).get(ref.id)


def shift(variant: Variant, ref: Ref, dx: float, dy: float) -> None:
    """Move a unit with all that is in it, or a note."""
    if ref.collection == "units":
        shift_with_content(variant, ref.id, dx, dy)
    else:
        shift_row(variant.notes[ref.id], dx, dy)


def top_units(variant: Variant, units: Iterable[str]) -> list[str]:
    """These units without those that lie inside another of them."""
    chosen = set(units)
    return [unit for unit in dict.fromkeys(units) if not chosen.intersection(ancestors(variant, unit))]


def ancestors(variant: Variant, unit: str) -> Iterator[str]:
    """The unit around this one, the one around that, and so on; ends in a circle, which the model refuses later."""
    seen = {unit}
    parent = variant.units[unit].parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        yield parent
        parent = variant.units[parent].parent


def with_content(variant: Variant, units: Iterable[str]) -> list[str]:
    """These units and all inside them, each once."""
    children: dict[str, list[str]] = {}
    for unit in variant.units.values():
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(unit.id)
    found: dict[str, None] = {}
    waiting = list(units)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found[unit_id] = None
            waiting.extend(children.get(unit_id, ()))
    return list(found)


@contextlib.contextmanager
def settled(document: Document, variant: Variant, name: str, merge: str | None = None) -> Iterator[None]:
    """An edit that first writes down where units without a box are shown, so that nothing jumps by it."""
    with document.edit(name, merge=merge):
        for unit, box in layout.missing_boxes(variant).items():
            variant.units[unit].box = tuple(box)
        for note, box in layout.missing_notes(variant).items():
            variant.notes[note].box = tuple(box)
        yield


def numbers(box: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(part) for part in box)


def shift_row(row: Row, dx: float, dy: float) -> None:
    if dx or dy:
        x, y, width, height = row.box  # type: ignore[attr-defined]
        row.box = (x + dx, y + dy, width, height)  # type: ignore[attr-defined]


def shift_with_content(variant: Variant, unit: str, dx: float, dy: float) -> None:
    for inner in with_content(variant, [unit]):
        shift_row(variant.units[inner], dx, dy)


def way_into(variant: Variant, unit: str, parent: str) -> tuple[float, float]:
    """How far a unit must move to lie in a free place at the bottom of its new parent."""
    own, around = box_of(variant, unit), box_of(variant, parent)
    inner = Box(
        around.x + style.CONTAINER_PAD,
        around.y + style.CONTAINER_TOP,
        around.width - 2 * style.CONTAINER_PAD,
        around.height - style.CONTAINER_TOP - style.CONTAINER_PAD,
    )
    if inner.holds(own):
        return 0.0, 0.0
    siblings = [box_of(variant, other.id) for other in variant.units.values() if other.parent == parent]
    top = max((box.bottom + style.CONTAINER_PAD for box in siblings), default=inner.y)
    return inner.x - own.x, top - own.y


def box_of(variant: Variant, unit: str) -> Box:
    box = variant.units[unit].box
    assert box is not None  # written by settled
    return Box(*box)


def around_content(variant: Variant, ref: Ref, box: Box) -> Box:
    """The box, or as much larger as what is in the unit needs."""
    inside = [box_of(variant, unit.id) for unit in variant.units.values() if unit.parent == ref.id]
    if ref.collection == "units" and inside:
        box = box.united(_around(inside))
    return box


def grow_around(variant: Variant, units: Iterable[str]) -> None:
    """Enlarge what lies around these units until it holds them, from the inside out.

    What a container would come to lie over is pushed aside; these units themselves, and what is locked, stay.
    """
    units = list(units)
    for unit in units:
        inner = [unit]
        for outer in ancestors(variant, unit):
            if any(variant.units[one].box is None for one in (*inner, outer)):
                break
            before = box_of(variant, outer)
            after = before.united(_around([box_of(variant, one) for one in inner]))
            inner = [outer]
            if after != before:
                variant.units[outer].box = tuple(after)
                inner += _make_room(variant, outer, before, units)


def _around(boxes: Sequence[Box]) -> Box:
    """What a container needs around these."""
    held = boxes[0]
    for other in boxes[1:]:
        held = held.united(other)
    pad, top = style.CONTAINER_PAD, style.CONTAINER_TOP
    return Box(held.x - pad, held.y - top, held.width + 2 * pad, held.height + top + pad)


def _make_room(variant: Variant, grown: str, before: Box, chosen: Sequence[str]) -> list[str]:
    """Push aside what a container came to lie over; the units that were."""
    parent = variant.units[grown].parent
    staying = {outer for unit in chosen for outer in (unit, *ancestors(variant, unit))}
    for unit in variant.units.values():
        if unit.locked:
            staying.update((unit.id, *ancestors(variant, unit.id)))
    beside = [one for one in variant.units.values() if one.parent == parent and one.id != grown and one.box is not None]
    others = {Ref("units", one.id): Box(*one.box) for one in beside if one.id not in staying}  # type: ignore[misc]
    others |= {Ref("notes", one.id): Box(*one.box) for one in variant.notes.values() if one.box and not one.locked}
    walls = [Box(*one.box) for one in beside if one.id in staying]  # type: ignore[misc]
    moved = pushed(before, box_of(variant, grown), others, walls)
    for ref, box in moved.items():
        shift(variant, ref, box.x - others[ref].x, box.y - others[ref].y)
    return [ref.id for ref in moved if ref.collection == "units"]
