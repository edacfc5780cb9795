"""A drawing in parts that can be read from the last row: what lies together, as much as fits a picture each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from organisatiecanvas.canvas.nesting import ancestors
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Variant

MOST = 24  # more steps than that nobody goes through
AROUND = 16.0  # kept free around what is in a part, in scene units


class Part(NamedTuple):
    """What to show in one picture, in scene units."""

    name: str
    box: Box


def parts(variant: Variant, boxes: Mapping[Ref, Box], room: tuple[float, float]) -> list[Part]:
    """The drawing in pictures of this width and height, one outermost unit after the other.

    Units that hold others are seen around them; those outside the organisation, which are only names, are left to the
    picture of all. Notes come along where they fit. Empty when it takes one picture, or too many.
    """
    frames: list[tuple[str | None, Box]] = []
    homes: dict[str, list[Box]] = {}
    for unit in _units(variant, boxes):
        homes.setdefault([unit, *ancestors(variant, unit)][-1], []).append(boxes[Ref("units", unit)])
    for home in sorted(homes, key=lambda home: _corner(boxes[Ref("units", home)])):
        own: list[tuple[str | None, Box]] = []
        for box in homes[home]:
            _add(own, home, box, room)
        frames += own
    for note in variant.notes:
        if Ref("notes", note) in boxes:
            _add(frames, None, boxes[Ref("notes", note)], room)
    found = []
    for owner in dict.fromkeys(one for one, _frame in frames):
        name = variant.units[owner].name if owner is not None else _("Notes")
        same = [frame for other, frame in frames if other == owner]
        for number, frame in enumerate(same, 1):
            x, y = frame.centre[0] - room[0] / 2, frame.centre[1] - room[1] / 2
            shown = Box(x, y, *room) if _fits(frame, room) else frame
            found.append(Part(f"{name} {number}" if len(same) > 1 else name, shown))
    return found if 1 < len(found) <= MOST else []


def _units(variant: Variant, boxes: Mapping[Ref, Box]) -> list[str]:
    """Units with something to read of their own: they hold no others; from left to right."""
    holding = {unit.parent for unit in variant.units.values()}
    staffed = {role.unit for role in variant.roles.values()}
    found = [
        unit.id
        for unit in variant.units.values()
        if unit.id not in holding and (unit.kind != "external" or unit.id in staffed) and Ref("units", unit.id) in boxes
    ]
    return sorted(found, key=lambda unit: _corner(boxes[Ref("units", unit)])[::-1])


def _corner(box: Box) -> tuple[float, float]:
    return box.y, box.x


def _add(frames: list[tuple[str | None, Box]], home: str | None, box: Box, room: tuple[float, float]) -> None:
    """To the first frame where it still fits, else in one of its own."""
    box = box.grown(AROUND)
    at = next((at for at, (_home, frame) in enumerate(frames) if _fits(frame.united(box), room)), None)
    if at is None:
        frames.append((home, box))
    else:
        frames[at] = frames[at][0], frames[at][1].united(box)


def _fits(frame: Box, room: tuple[float, float]) -> bool:
    return frame.width <= room[0] and frame.height <= room[1]
