"""The name of a unit as it is read from afar: large, across its body or in its heading."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import UnitLooks
from organisatiecanvas.canvas.overlays import Tint

FAR = 32  # size of the text


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
    top = 0.0 if looks.kind == "external" else header
    pitch = FAR * 1.15
    lines = texts.wrapped(name, width - 20.0, max(1, int((height - top - 8.0) // pitch)), FAR)
    baseline = top + (height - top - len(lines) * pitch) / 2 + FAR * 0.95
    for line in lines:
        left = max(8.0, (width - texts.width(line, FAR)) / 2)
        texts.label(holder, line, left, baseline, FAR, style.LIGHT.ink)
        baseline += pitch
    return holder
