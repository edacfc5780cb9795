"""The name of a unit as it is read from afar: large, across its body or in its heading."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import UnitLooks
from organisatiecanvas.canvas.overlays import Tint

FAR = 32  # size of the text in a heading
LARGEST, LEAST, STEP = 46, 22, 4  # sizes across a body, as large as the name fits
OVERFLOW = 1.6  # of the width of an external unit, that its name may take


def large_name(root: QGraphicsRectItem, looks: UnitLooks, header: float, tint: Tint | None) -> QGraphicsRectItem:
    """The name across the body of a unit, or in the heading of a container."""
    holder = QGraphicsRectItem(root)
    holder.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
    width, height = looks.size
    name = f"{tint.symbol} {looks.name}" if tint is not None else looks.name
    if looks.container:
        words = texts.elided(name, width - 28.0, FAR, True)
        ink = tint.ink if tint is not None else style.legible(looks.colour)
        texts.label(holder, words, 14.0, header / 2 + FAR * 0.36, FAR, ink, True)
        return holder
    outside = looks.kind == "external"
    top = 0.0 if outside else header
    room = width * OVERFLOW if outside else width - 8.0
    size, lines = texts.fitting(name, width - 8.0, height - top - 4.0, LARGEST, LEAST, STEP)
    if outside and any(line.endswith("…") for line in lines):
        size, lines = texts.fitting(name, room, height - top - 4.0, LEAST + STEP, LEAST, STEP)
    pitch = size * texts.PITCH
    tall = len(lines) * pitch
    wide = max((texts.width(line, size, True) for line in lines), default=0.0) + 8.0
    if wide > width:
        ground = QGraphicsRectItem((width - wide) / 2, (height - tall) / 2, wide, tall, holder)
        ground.setPen(style.pen(None))
        ground.setBrush(style.brush("#ffffff"))
    baseline = top + (height - top - tall) / 2 + size
    for line in lines:
        left = (width - texts.width(line, size, True)) / 2
        texts.label(holder, line, left, baseline, size, style.LIGHT.ink, True)
        baseline += pitch
    return holder
