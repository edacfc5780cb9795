"""The items of links: one path with its heads in it, and a pill for its label."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsSimpleTextItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import LinkLooks
from organisatiecanvas.canvas.overlays import Tint
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.shapes import rounded
from organisatiecanvas.canvas.strokes import (
    filled_heads,
    heads_path,
    length_of,
    line_path,
    line_width,
    plain_path,
    stretches,
)
from organisatiecanvas.canvas.tags import tag
from organisatiecanvas.canvas.ways import Point

LABEL_HEIGHT = 18.0
HEAVIER = {"attention": 1.0, "problem": 2.5}  # added to the width of a link under an overlay
SMALL = 11  # size of the text of labels


class LinkItem:
    """A link on the scene: `root` is its line, `label` a pill that lies over everything, where there is one."""

    def __init__(self, link_id: str) -> None:
        self.ref = Ref("links", link_id)
        self.root = QGraphicsPathItem()
        self.root.setZValue(style.LINK_Z)
        tag(self.root, self.ref)
        self.looks: LinkLooks | None = None
        self.points: list[Point] = []
        self.extent = (0.0, 0.0, 0.0, 0.0)  # left, top, right and bottom of the points
        self.label: QGraphicsPathItem | None = None
        self.label_size = (0.0, LABEL_HEIGHT)
        self._text: QGraphicsSimpleTextItem | None = None
        self._parts: list[QGraphicsPathItem] = []  # its heads, and its line where that is long and dashed
        self._bundled = False
        self._solid = False
        self._far = False
        self._plain = False
        self._selected = False
        self._labelled = True
        self._tint: Tint | None = None

    def show(self, looks: LinkLooks) -> None:
        """Look like this; the way is told apart."""
        if looks == self.looks:
            return
        self.looks = looks
        self._show_label(looks)
        if self.points:
            self._apply_pen()

    def _show_label(self, looks: LinkLooks) -> None:
        if not looks.label:
            if self.label is not None and self.label.scene() is not None:
                self.label.scene().removeItem(self.label)
            self.label = self._text = None
            return
        words = texts.elided(looks.label, 140.0, SMALL, True)
        self.label_size = (max(34.0, 2.0 * round(texts.width(words, SMALL, True) / 2 + 9.0)), LABEL_HEIGHT)
        ink = style.legible(looks.colour)
        if self.label is None or self._text is None:
            self.label = QGraphicsPathItem()
            tag(self.label, self.ref)
            self.label.setZValue(style.LABEL_Z)
            self.label.setBrush(style.brush("#ffffff"))
            self._text = texts.label(self.label, words, 9.0, 13.0, SMALL, ink, True)
            if self.root.scene() is not None:
                self.root.scene().addItem(self.label)
            self._show_or_hide_label()
        self._text.setBrush(style.brush(ink))
        self._colour_label(words)

    def _colour_label(self, words: str) -> None:
        """The pill around these words; under an overlay with its symbol, wider on both sides."""
        assert self.looks is not None
        assert self.label is not None
        assert self._text is not None
        tint, wide = self._tint, self.label_size[0]
        path = rounded(*self.label_size, LABEL_HEIGHT / 2)
        if tint is not None:
            words = f"{tint.symbol} {words}"
            grown = max(wide, texts.width(words, SMALL, True) + 18.0)
            path = rounded(grown, LABEL_HEIGHT, LABEL_HEIGHT / 2).translated((wide - grown) / 2, 0)
        self.label.setPath(path)
        self.label.setPen(style.pen(tint.edge if tint is not None else self.looks.colour, 1.0))
        self._text.setText(words)
        self._text.setX((wide - texts.width(words, SMALL, True)) / 2)

    @property
    def tooltip(self) -> str:
        """What an overlay has to say of it."""
        return self._tint.tooltip if self._tint is not None else ""

    def set_tint(self, tint: Tint | None) -> None:
        """Take the colour of an overlay, or one's own again."""
        if tint == self._tint:
            return
        self._tint = tint
        if self.looks is None:
            return
        if self.label is not None:
            self._colour_label(texts.elided(self.looks.label, 140.0, SMALL, True))
        self._apply_pen()

    def route(self, points: list[Point], *, bundled: bool) -> None:
        """Run along these points, from the first unit to the second."""
        if points == self.points and bundled == self._bundled:
            return
        first, self.points = not self.points, points
        xs, ys = zip(*points, strict=True)
        self.extent = min(xs), min(ys), max(xs), max(ys)
        if first or bundled != self._bundled:
            self._bundled = bundled
            self._apply_pen()
        self._draw()

    @property
    def plain(self) -> bool:
        """Whether only its line can be seen."""
        return self._plain

    def _draw(self) -> None:
        """Along its points: with heads and dashes, or plain."""
        if self._plain:
            self.root.setPath(plain_path(self.points))
            self._keep_parts(0)
            return
        assert self.looks is not None
        kind = self.looks.kind
        if self._solid:
            dash = style.LINKS[kind].dash
            self.root.setPath(line_path(self.points, kind, bundled=self._bundled, dash=dash, solid=True))
            return
        lines = stretches(self.points, kind, self._bundled)
        self.root.setPath(lines.pop() if len(lines) == 1 else QPainterPath())
        self._keep_parts(1 + len(lines))
        heads = heads_path if style.LINKS[kind].hollow else filled_heads
        self._parts[0].setPath(heads(self.points, kind, self._bundled))
        for part, line in zip(self._parts[1:], lines, strict=True):
            part.setPath(line)

    def _keep_parts(self, count: int) -> None:
        """So many, no more and no fewer."""
        if count == len(self._parts):
            return
        for part in self._parts[count:]:
            if part.scene() is not None:
                part.scene().removeItem(part)
        del self._parts[count:]
        self._parts += [QGraphicsPathItem(self.root) for _part in range(count - len(self._parts))]
        self._apply_pen()

    @property
    def rect(self) -> QRectF:
        """What its line covers, without its width."""
        left, top, right, bottom = self.extent
        return QRectF(left, top, right - left, bottom - top)

    def make_solid(self) -> None:
        """Draw heads that stay whole however large they are printed; it takes more lines than a screen needs."""
        self._solid = True
        if self.points:
            self._draw()

    def set_selected(self, selected: bool) -> None:
        """Show whether it is selected: in the colour of the selection."""
        if selected != self._selected:
            self._selected = selected
            self.root.setZValue(style.LINK_Z + (0.5 if selected else 0))
            self._apply_pen()

    def set_far(self, far: bool, *, names: bool) -> None:
        """Leave out what can't be read from afar, and heads and dashes too where units show no names."""
        if far != self._far:
            self._far = far
            if self.label is not None:
                self._show_or_hide_label()
            self._apply_pen()
        plain = far and not names
        if plain != self._plain:
            self._plain = plain
            if self.points:
                self._draw()

    def set_shown(self, shown: bool, *, labelled: bool) -> None:
        """Be in a layer that is shown, or not; with its label, or without."""
        self.root.setVisible(shown)
        self._labelled = shown and labelled
        self._show_or_hide_label()

    def _show_or_hide_label(self) -> None:
        if self.label is not None:
            self.label.setVisible(self._labelled and not self._far)

    def _apply_pen(self) -> None:
        if self.looks is None:
            return
        own = self.looks.colour if self._tint is None else self._tint.edge
        colour = style.LIGHT.selection if self._selected else own
        width = line_width(self.looks.kind, self._bundled)
        if self._tint is not None:
            width += HEAVIER.get(self._tint.level, 0.0)  # never by colour alone
        width = 0 if self._far else width + (1.0 if self._selected else 0.0)
        if not self._parts:
            self.root.setPen(style.pen(colour, width))
            return
        line = style.pen(colour, width, style.LINKS[self.looks.kind].dash, lines=True)
        self.root.setPen(line)
        for part in self._parts[1:]:
            part.setPen(line)
        hollow = style.LINKS[self.looks.kind].hollow
        self._parts[0].setPen(style.pen(colour if hollow else None, width))
        self._parts[0].setBrush(style.brush(None if hollow else colour))

    def label_places(self) -> list[tuple[float, float]]:
        """Where the middle of the label may lie, the best first: on the longest piece, then beside it."""
        pieces = sorted(
            itertools.pairwise(self.points),
            key=lambda ends: -abs(ends[0][0] - ends[1][0]) - abs(ends[0][1] - ends[1][1]),
        )
        found = [
            (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
            for (x1, y1), (x2, y2) in pieces
            for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
        ]
        width, height = self.label_size
        for (x1, y1), (x2, y2) in pieces[:3]:
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            found += [
                (x, y + step * (height + 2)) if y1 == y2 else (x + step * (width / 2 + 6), y)
                for step in (-1, 1, -2, 2, -3, 3)
            ]
        return found

    def label_box(self, x: float, y: float) -> Box:
        """The box of the label with its middle there."""
        width, height = self.label_size
        return Box(math.floor(x - width / 2) + 0.5, math.floor(y - height / 2) + 0.5, width, height)


def label_groups(items: list[LinkItem]) -> Iterator[list[Box]]:
    """Where the labels of parallel lanes may lie together: staggered along their longest piece, or as a stack."""
    if len(items) < 2 or any(len(item.points) != len(items[0].points) for item in items):
        return
    lanes = [item.points if item.looks.from_ == items[0].looks.from_ else item.points[::-1] for item in items]  # type: ignore[union-attr]
    pieces = sorted(range(len(lanes[0]) - 1), key=lambda at: -length_of(lanes[0][at], lanes[0][at + 1]))
    for at in pieces[:2]:
        ends = [(lane[at], lane[at + 1]) for lane in lanes]
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            middles = [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for (x1, y1), (x2, y2) in ends]
            yield from _group(items, middles, ends[0][0][1] == ends[0][1][1], length_of(*ends[0]))


def _group(items: list[LinkItem], middles: list[Point], flat: bool, room: float) -> Iterator[list[Box]]:
    """Labels around these middles, one after the other along a piece that is long enough, else above each other."""
    last, tall = (len(items) - 1) / 2, max(item.label_size[1] for item in items)
    x_mean = sum(x for x, _y in middles) / len(middles)
    y_mean = sum(y for _x, y in middles) / len(middles)
    places = list(enumerate(zip(items, middles, strict=True)))
    if flat:
        step = max(item.label_size[0] for item in items) + 6
        if step * len(items) <= room - 20:
            yield [item.label_box(x_mean + (index - last) * step, y) for index, (item, (_x, y)) in places]
        pitch = (tall + 1) * (1 if middles[-1][1] >= middles[0][1] else -1)
        yield [item.label_box(x_mean, y_mean + (index - last) * pitch) for index, (item, _middle) in places]
    elif (tall + 4) * len(items) <= room - 20:
        step = tall + 4
        yield [item.label_box(x, y_mean + (index - last) * step) for index, (item, (x, _y)) in places]
