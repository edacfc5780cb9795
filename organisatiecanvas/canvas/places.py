"""Where there is room for something new: beside a unit, inside it, or around the middle of what is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box

GAP = 4 * style.GRID


def beside(variant: Any, boxes: Mapping[str, Box], unit: str, size: tuple[float, float]) -> Box:
    """To the right of a unit, beyond whatever lies there at the same level."""
    own = boxes[unit]
    parent = variant.units[unit].parent
    others = [boxes[one.id] for one in variant.units.values() if one.parent == parent and one.id in boxes]
    return beyond(Box(own.right + GAP, own.y, *size), others)


def inside(variant: Any, boxes: Mapping[str, Box], unit: str, size: tuple[float, float]) -> Box:
    """At the bottom left in a unit, below what is in it; the unit grows to hold it."""
    around = boxes[unit]
    inner = [boxes[one.id] for one in variant.units.values() if one.parent == unit and one.id in boxes]
    top = max((box.bottom + style.CONTAINER_PAD for box in inner), default=around.y + style.CONTAINER_TOP)
    return Box(around.x + style.CONTAINER_PAD, top, *size)


def around(boxes: Mapping[str, Box], middle: tuple[float, float], size: tuple[float, float]) -> Box:
    """On the grid around a point, or to the right of it where that is taken."""
    x = round((middle[0] - size[0] / 2) / style.GRID) * style.GRID
    y = round((middle[1] - size[1] / 2) / style.GRID) * style.GRID
    return beyond(Box(x, y, *size), list(boxes.values()))


def beyond(box: Box, others: list[Box]) -> Box:
    """This place, or as far to the right of it as it takes to lie over none of the others."""
    while (hit := next((other for other in others if _overlap(box, other)), None)) is not None:
        box = box.moved(hit.right + GAP - box.x, 0.0)
    return box


def _overlap(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
