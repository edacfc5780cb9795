"""A figure on a unit: a short text on a ground in the colour of how it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.refs import Badge
from organisatiecanvas.canvas.shapes import badge_colours, rounded

SMALL = 11  # size of the text
PILL_HEIGHT, PILL_LEAST = 17.0, 58.0


def wide(words: str) -> float:
    """How wide a pill with this text is."""
    return max(PILL_LEAST, texts.width(words, SMALL, True) + 18.0)


class Pill:
    """The pill of one unit, made in `details`; `root` is its item."""

    def __init__(self, details: QGraphicsItem) -> None:
        self.root = QGraphicsPathItem(details)
        self.root.setPen(style.pen(None))
        self.text = texts.label(self.root, "", 0, 0, SMALL, style.LIGHT.ink, True)

    def show(self, badge: Badge) -> float:
        """Show this figure; how wide the pill is with it."""
        words = f"{badge.symbol or style.SYMBOLS[badge.level]} {badge.text}"
        width = wide(words)
        self.root.setVisible(True)
        self.root.setPath(rounded(width, PILL_HEIGHT, PILL_HEIGHT / 2))
        self.root.setToolTip(badge.tooltip)
        self.text.setText(words)
        ascent = style.metrics(SMALL, True).ascent()
        self.text.setPos((width - texts.width(words, SMALL, True)) / 2, 12.5 - ascent)
        return width

    def colour(self, badge: Badge, ground: str | None = None) -> None:
        """The colours of how the figure stands, pale while it is of before the last change; or on another ground."""
        tint, ink = badge_colours("none" if badge.stale else badge.level)
        self.root.setBrush(style.brush(tint if ground is None else ground))
        self.text.setBrush(style.brush(ink))
