"""Boxes of units within units: what moves along, what must grow. Used inside an edit; lengths are scene units."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from organisatiecanvas.canvas import layout, style
from organisatiecanvas.canvas.refs import Box, Ref
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
        held = inside[0]
        for other in inside[1:]:
            held = held.united(other)
        pad, top = style.CONTAINER_PAD, style.CONTAINER_TOP
        box = box.united(Box(held.x - pad, held.y - top, held.width + 2 * pad, held.height + top + pad))
    return box


def grow_around(variant: Variant, units: Iterable[str]) -> None:
    """Enlarge what lies around these units until it holds them, from the inside out."""
    for unit in units:
        inner = unit
        for outer in ancestors(variant, unit):
            if variant.units[inner].box is None or variant.units[outer].box is None:
                break
            own, around = box_of(variant, inner), box_of(variant, outer)
            wanted = Box(
                own.x - style.CONTAINER_PAD,
                own.y - style.CONTAINER_TOP,
                own.width + 2 * style.CONTAINER_PAD,
                own.height + style.CONTAINER_TOP + style.CONTAINER_PAD,
            )
            if not around.holds(wanted):
                variant.units[outer].box = tuple(around.united(wanted))
            inner = outer
