"""Where units and notes without a box are shown: layered along the order flow, containers around what they hold.

Pure functions of a variant, live or from a snapshot; nothing is written. Boxes are scene units.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import networkx as nx

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box

GAP_X, GAP_Y = 100.0, 60.0


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
            y = max(box.bottom for box in fixed.values()) + (GAP_Y if parent is None else style.CONTAINER_PAD)
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
        """Columns along the order flow, from (0, 0); within a column in the order that crosses least."""
        if not units:
            return {}
        sizes = {unit: self._size(unit) for unit in units}
        graph = self._flow(units)
        columns = _columns(graph)
        for _sweep in range(4):
            _sort_by_neighbours(columns, graph)
        tallest = max(_height(column, sizes) for column in columns)
        placed: dict[str, Box] = {}
        x = 0.0
        for column in columns:
            width = max(sizes[unit][0] for unit in column)
            y = _snap((tallest - _height(column, sizes)) / 2)
            for unit in column:
                own_width, own_height = sizes[unit]
                placed[unit] = Box(_snap(x + (width - own_width) / 2), y, own_width, own_height)
                y += own_height + GAP_Y
            x += width + GAP_X
        return placed

    def _flow(self, units: list[str]) -> nx.DiGraph:
        """Order links between these units, those of what is inside them included."""
        graph = nx.DiGraph()
        graph.add_nodes_from(units)
        own = set(units)
        for link in self.variant.links.values():
            if link.kind == "order":
                start, end = self._lifted(link.from_, own), self._lifted(link.to_, own)
                if start is not None and end is not None and start != end:
                    graph.add_edge(start, end)
        return graph

    def _lifted(self, unit: str, own: set[str]) -> str | None:
        current: str | None = unit
        while current is not None and current not in own:
            current = self.variant.units[current].parent
        return current


def _columns(graph: nx.DiGraph) -> list[list[str]]:
    """Units by their longest way from a start; what goes round in a circle is cut where it was drawn last."""
    ranks: dict[str, int] = {}
    acyclic = nx.DiGraph()
    acyclic.add_nodes_from(graph)
    for start, end in graph.edges:
        if not nx.has_path(acyclic, end, start):
            acyclic.add_edge(start, end)
    for unit in nx.topological_sort(acyclic):
        ranks[unit] = 1 + max((ranks[before] for before in acyclic.predecessors(unit)), default=-1)
    linked = [unit for unit in graph if graph.degree(unit)]
    alone = [unit for unit in graph if not graph.degree(unit)]
    columns: list[list[str]] = [[] for _rank in range(1 + max((ranks[unit] for unit in linked), default=-1))]
    for unit in linked:
        columns[ranks[unit]].append(unit)
    per_column = max(math.ceil(math.sqrt(len(alone))), max(map(len, columns), default=0), 1)
    columns.extend(alone[at : at + per_column] for at in range(0, len(alone), per_column))
    return columns


def _sort_by_neighbours(columns: list[list[str]], graph: nx.DiGraph) -> None:
    """One sweep of the barycentre rule over all columns."""
    place = {unit: index - len(column) / 2 for column in columns for index, unit in enumerate(column)}
    for column in columns:
        wish = {unit: _mean((place[other] for other in nx.all_neighbors(graph, unit)), place[unit]) for unit in column}
        column.sort(key=wish.__getitem__)
        place.update({unit: index - len(column) / 2 for index, unit in enumerate(column)})


def _mean(values: Iterable[float], default: float) -> float:
    known = list(values)
    return sum(known) / len(known) if known else default


def _height(column: list[str], sizes: dict[str, tuple[float, float]]) -> float:
    return sum(sizes[unit][1] for unit in column) + GAP_Y * (len(column) - 1)


def _snap(value: float) -> float:
    return round(value / style.GRID) * style.GRID
