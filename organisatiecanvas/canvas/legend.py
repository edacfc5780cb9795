"""What the colours and lines of a drawing mean: only what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from organisatiecanvas.canvas import ghost, overlays, style, texts
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.decision_chips import chip_look, decision_words
from organisatiecanvas.canvas.layers import FAMILY
from organisatiecanvas.canvas.overlays import Overlay
from organisatiecanvas.canvas.strokes import line_path
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _

SIZE = 12
ROW = 22.0
SWATCH = 34.0
GAP = 26.0


@dataclass(frozen=True)
class Shown:
    """What lies over a drawing: layers that are `hidden`, how many units `changed` by status, the overlay, and the
    `levels` of the figures on the units (good, attention, problem). `decisions`: the kinds of their chips.
    """

    hidden: frozenset[str] = frozenset()
    changed: Mapping[str, int] = field(default_factory=dict)
    overlay: Overlay | None = None
    levels: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()


class Legend:
    """Entries in rows of at most this width, in scene units; `height` is what they take."""

    def __init__(self, organisation: Any, variant: Any, width: float, shown: Shown | None = None) -> None:
        self._looks = Appearance(organisation, variant)
        self._variant = variant
        self._shown = shown or Shown()
        self._places: list[tuple[float, float, str, str, str]] = []  # x, y, what, colour, words
        x = y = 0.0
        for what, colour, words in self._entries():
            heading = what == "heading"
            taken = texts.width(words, SIZE, heading) + (0.0 if heading else SWATCH + 8)
            if x and (x + taken > width or what == "row"):
                x, y = 0.0, y + ROW
            if what != "row":
                self._places.append((x, y, what, colour, words))
                x += taken + GAP
        self.height = y + ROW if self._places else 0.0

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        overlay = self._shown.overlay
        if overlay is not None:
            yield "heading", style.LIGHT.ink, overlay.title
            for one in overlay.classes:
                if one.count or one.links:
                    symbol, fill, _ink, _body = overlays.colours(one.key, one.level)
                    yield f"mark {symbol}", fill, one.words
            yield "row", "", ""
        elif self._shown.levels:
            yield "heading", style.LIGHT.ink, _("Least favourable figure of a unit")
            words = {"good": _("in order"), "attention": _("needs attention"), "problem": _("problem")}
            for level, symbol in style.SYMBOLS.items():
                if level in self._shown.levels:
                    yield f"mark {symbol}", getattr(style.LIGHT, f"{level}_tint"), words[level]
            yield "row", "", ""
        kinds = {unit.kind for unit in self._variant.units.values()}
        for kind, colour in style.KINDS.items():
            if kind in kinds and (overlay is None or kind == "external"):
                yield ("external" if kind == "external" else "unit"), colour, choice_label(kind)
        if any(role.kind == "star" for role in self._variant.roles.values()):
            yield "star", style.LIGHT.ink, choice_label("star")
        if "names" not in self._shown.hidden and any(
            holder.backup for role in self._variant.roles.values() for holder in role.holders.values()
        ):
            yield "backup", style.LIGHT.muted, _("backup")
        links = [
            link
            for link in self._variant.links.values()
            if link.kind not in self._shown.hidden and f"{FAMILY}{link.order}" not in self._shown.hidden
        ]
        for order in self._looks.organisation.orders.values():
            if any(link.order == order.id for link in links):
                yield "order", self._looks.family_colour(order.id), order.name
        if any(link.kind == "order" and link.order is None for link in links):
            yield "order", self._looks.family_colour(None), choice_label("order")
        for kind, look in style.LINKS.items():
            if kind != "order" and any(link.kind == kind for link in links):
                yield kind, look.colour, choice_label(kind, "link")
        for decision, told in decision_words().items():
            if decision in self._shown.decisions:
                yield f"decision {decision}", "", told
        for status, symbol in ghost.SYMBOLS.items():
            if self._shown.changed.get(status):
                yield f"mark {symbol}", ghost.COLOURS[status], _(ghost.WORDS[status])

    def paint(self, painter: QPainter) -> None:
        """Draw it from (0, 0)."""
        painter.setFont(style.font(SIZE))
        for x, y, what, colour, words in self._places:
            painter.save()
            painter.translate(x, y)
            self.swatch(painter, what, colour)
            painter.restore()
            heading = what == "heading"
            painter.setFont(style.font(SIZE, heading))
            painter.setPen(style.pen(style.LIGHT.ink))
            painter.drawText(QPointF(x if heading else x + SWATCH + 8, y + ROW / 2 + 4.5), words)

    @staticmethod
    def swatch(painter: QPainter, what: str, colour: str) -> None:
        """The sample before the words of an entry, SWATCH × ROW from (0, 0)."""
        if what == "heading":
            return
        box = QRectF(4, 4, SWATCH - 8, ROW - 8)
        if what in ("unit", "external"):
            dash = (4.0, 3.0) if what == "external" else None
            painter.setPen(style.pen(colour, 1.5, dash))
            painter.setBrush(style.brush("#ffffff" if dash else colour))
            painter.drawRoundedRect(box, 4, 4)
        elif what.startswith("mark "):
            painter.setPen(style.pen(None))
            painter.setBrush(style.brush(colour))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            light = style.contrast(colour, "#ffffff") >= 4.5
            painter.setPen(style.pen("#ffffff" if light else style.LIGHT.ink))
            painter.setFont(style.font(SIZE, True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, what.removeprefix("mark "))
        elif what.startswith("decision "):
            line, fill, ink, sign = chip_look(what.removeprefix("decision "))
            painter.setPen(style.pen(line, 1.3, (3.0, 2.0) if what.endswith("open") else None))
            painter.setBrush(style.brush(fill))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(style.pen(ink))
            painter.setFont(style.font(SIZE, True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        elif what in ("star", "backup"):
            painter.setPen(style.pen(colour))
            painter.setFont(style.font(SIZE, what == "star"))
            words = style.STAR if what == "star" else "( )"
            painter.drawText(QPointF(SWATCH / 2 - texts.width(words, SIZE) / 2, ROW / 2 + 4.5), words)
        else:
            look = style.LINKS[what]
            painter.setPen(style.pen(colour, min(look.width, 2.0)))
            painter.setBrush(style.brush(None))
            ends = [(0.0, ROW / 2), (SWATCH, ROW / 2)]
            painter.drawPath(line_path(ends, what, bundled=True, dash=look.dash, solid=True))
