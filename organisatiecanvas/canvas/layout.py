"""Where units and notes without a box are shown: layered along the order flow, containers around what they hold.

Pure functions of a variant, live or from a snapshot; nothing is written. Boxes are scene units.
"""

from __future__ import annotations

import math
from typing import Any

from organisatiecanvas.canvas import layering, style
from organisatiecanvas.canvas.refs import Box


def preferred_size(kind: str, roles: int) -> tuple[float, float]:
    """Width and height that show a unit with this many roles in full, on the grid."""
    if kind == "external" and not roles:
        return style.EXTERNAL_SIZE
    width, least = style.UNIT_SIZE
    height = style.HEADER + style.PAD + roles * style.ROW_PITCH + style.FOOTER
    return width, max(least, math.ceil(height / style.GRID) * style.GRID)


def heading_height(height: float) -> float:
    """Height of the heading of a unit this tall; small units have room for the name only."""
    return style.HEADER if height >= 90 else min(28.0, height / 2)


def missing_boxes(variant: Any) -> dict[str, Box]:
    """A box for every unit that has none, containers enclosing their content."""
    if all(unit.box is not None for unit in variant.units.values()):
        return {}
    return _Placing(variant).boxes()


def missing_notes(variant: Any) -> dict[str, Box]:
    """A box for every note that has none: a row above everything."""
    loose = [note.id for note in variant.notes.values() if note.box is None]
    if not loose:
        return {}
    placed = missing_boxes(variant)
    boxes = [Box(*unit.box) if unit.box is not None else placed[unit.id] for unit in variant.units.values()]
    boxes += [Box(*note.box) for note in variant.notes.values() if note.box is not None]
    left = min((box.x for box in boxes), default=0.0)
    top = min((box.y for box in boxes), default=0.0)
    width, height = style.NOTE_SIZE
    return {
        note: Box(left + index * (width + style.GRID), top - height - 2 * style.GRID, width, height)
        for index, note in enumerate(loose)
    }


class _Placing:
    """One pass over a variant: sizes from the inside out, then places from the outside in."""

    def __init__(self, variant: Any) -> None:
        self.variant = variant
        self.roles: dict[str, int] = {}
        for role in variant.roles.values():
            self.roles[role.unit] = self.roles.get(role.unit, 0) + 1
        self.children: dict[str | None, list[str]] = {}
        for unit in variant.units.values():
            self.children.setdefault(unit.parent, []).append(unit.id)

    def boxes(self) -> dict[str, Box]:
        found: dict[str, Box] = {}
        self._place(None, 0.0, 0.0, found)
        return {unit: box for unit, box in found.items() if self.variant.units[unit].box is None}

    def _place(self, parent: str | None, x: float, y: float, found: dict[str, Box]) -> None:
        """Give every unit inside `parent` its box; loose ones go below those that have a place."""
        members = self.children.get(parent, [])
        fixed = {unit: known for unit in members if (known := self._fixed(unit)) is not None}
        loose = [unit for unit in members if unit not in fixed]
        if fixed and loose:
            x = min(box.x for box in fixed.values())
            y = max(box.bottom for box in fixed.values()) + (layering.GAP_Y if parent is None else style.CONTAINER_PAD)
        found.update(fixed)
        for unit, box in self._arranged(loose).items():
            found[unit] = box.moved(x, y)
        for unit in members:
            box = found[unit]
            self._place(unit, box.x + style.CONTAINER_PAD, box.y + style.CONTAINER_TOP, found)

    def _fixed(self, unit: str) -> Box | None:
        """The box of a unit that has one, or that lies around units that have one."""
        own = self.variant.units[unit].box
        if own is not None:
            return Box(*own)
        inside = [box for child in self.children.get(unit, ()) if (box := self._fixed(child)) is not None]
        if not inside:
            return None
        around = inside[0]
        for box in inside[1:]:
            around = around.united(box)
        pad, top = style.CONTAINER_PAD, style.CONTAINER_TOP
        return Box(around.x - pad, around.y - top, around.width + 2 * pad, around.height + top + pad)

    def _size(self, unit: str) -> tuple[float, float]:
        children = self.children.get(unit, [])
        if not children:
            return preferred_size(self.variant.units[unit].kind, self.roles.get(unit, 0))
        boxes = self._arranged(children).values()
        width = max(box.right for box in boxes) + 2 * style.CONTAINER_PAD
        height = max(box.bottom for box in boxes) + style.CONTAINER_TOP + style.CONTAINER_PAD
        return width, height

    def _arranged(self, units: list[str]) -> dict[str, Box]:
        """Columns along the order flow, from (0, 0), and below them what has no flow."""
        if not units:
            return {}
        rows = self.variant.units
        return layering.placed(
            units,
            {unit: self._size(unit) for unit in units},
            self._flow(units),
            [unit for unit in units if rows[unit].kind == "external"],
            [unit for unit in units if rows[unit].kind == "control"],
        )

    def _flow(self, units: list[str]) -> dict[tuple[str, str], float]:
        """Order links between these units, those of what is inside them included."""
        flows: dict[tuple[str, str], float] = {}
        own = set(units)
        for link in self.variant.links.values():
            if link.kind == "order":
                start, end = self._lifted(link.from_, own), self._lifted(link.to_, own)
                if start is not None and end is not None and start != end:
                    flows[start, end] = flows.get((start, end), 0.0) + max(link.share, 0.05)
        return flows

    def _lifted(self, unit: str, own: set[str]) -> str | None:
        current: str | None = unit
        while current is not None and current not in own:
            current = self.variant.units[current].parent
        return current
