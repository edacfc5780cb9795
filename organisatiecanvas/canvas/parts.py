"""A drawing in parts that can be read from the last row: what lies together, as much as fits a picture each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    picture of all. Empty when it takes one picture, or too many.
    """
    homes: dict[str | None, list[Ref]] = {}
    for ref in _shown(variant, boxes):
        homes.setdefault(_home(variant, boxes, ref), []).append(ref)
    order = sorted(homes, key=lambda home: _corner(boxes[Ref("units", home)] if home else boxes[homes[None][0]]))
    found: list[Part] = []
    for home in order:
        frames = _frames([boxes[ref].grown(AROUND) for ref in homes[home]], room)
        for number, frame in enumerate(frames, 1):
            name = variant.units[home].name if home else _("Notes")
            x, y = frame.centre[0] - room[0] / 2, frame.centre[1] - room[1] / 2
            name = f"{name} {number}" if len(frames) > 1 else name
            found.append(Part(name, Box(x, y, *room) if _fits(frame, room) else frame))
    return found if 1 < len(found) <= MOST else []


def _shown(variant: Variant, boxes: Mapping[Ref, Box]) -> list[Ref]:
    """What has something to read of its own: units that hold no others, and notes; from left to right."""
    holding = {unit.parent for unit in variant.units.values()}
    found = [
        Ref("units", unit.id)
        for unit in variant.units.values()
        if unit.id not in holding
        and (unit.kind != "external" or any(r.unit == unit.id for r in variant.roles.values()))
    ]
    found += [Ref("notes", note) for note in variant.notes]
    return sorted((ref for ref in found if ref in boxes), key=lambda ref: _corner(boxes[ref])[::-1])


def _corner(box: Box) -> tuple[float, float]:
    return box.y, box.x


def _home(variant: Variant, boxes: Mapping[Ref, Box], ref: Ref) -> str | None:
    """The outermost unit in which something lies; a note in that under its middle."""
    if ref.collection == "units":
        return [ref.id, *ancestors(variant, ref.id)][-1]
    outer = [unit.id for unit in variant.units.values() if unit.parent is None and Ref("units", unit.id) in boxes]
    return next((unit for unit in outer if boxes[Ref("units", unit)].contains(*boxes[ref].centre)), None)


def _frames(boxes: Iterable[Box], room: tuple[float, float]) -> list[Box]:
    """As few frames as it takes when each box goes to the first where it still fits."""
    frames: list[Box] = []
    for box in boxes:
        at = next((at for at, frame in enumerate(frames) if _fits(frame.united(box), room)), None)
        if at is None:
            frames.append(box)
        else:
            frames[at] = frames[at].united(box)
    return frames


def _fits(frame: Box, room: tuple[float, float]) -> bool:
    return frame.width <= room[0] and frame.height <= room[1]
