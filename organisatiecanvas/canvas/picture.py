"""Pictures of a drawing on white paper, with title, date and legend, without a window: SVG, PNG, PDF.

Drawn with a scene of its own, so that nothing of the window is in them: no selection, no grid, no distance, no dark
theme. What a window hides or shows over the drawing is told by `papers.Seen`.
"""

from __future__ import annotations

import os
import re
import sys
from types import SimpleNamespace
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import output, style, texts
from organisatiecanvas.canvas.cards import CardSheets
from organisatiecanvas.canvas.legend import Legend, Shown
from organisatiecanvas.canvas.papers import Format, Options, Seen
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.sheets import FreeSheet, Sheets, one_sheet, poster
from organisatiecanvas.models.anonymous import Names, anonymous
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.language import _, date_text
from organisatiecanvas.models.organisation import Organisation

Subject = Literal["canvas", "cards"]
# In units of the title and the legend: one scene unit on a picture of its own size.
TITLE, SUBTITLE = 22, 12
TITLE_ROW, SUBTITLE_ROW, BELOW_HEADING, ABOVE_LEGEND = 32.0, 20.0, 30.0, 26.0
LEAST_WIDTH = 560.0
PROPER_WIDTH = 2100.0  # scene units from which title and legend grow with the drawing
ROOM = 4.0  # scene units

_application: QApplication | None = None  # kept for as long as the process lives


def application() -> QApplication:
    """The application that drawing needs: where none runs yet, one without a screen, as no window will be shown."""
    global _application
    existing = QCoreApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if existing is not None:
        raise RuntimeError("pictures need a QApplication; another kind of application is running")
    if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a DISPLAY that nobody answers would end the whole process
    _application = QApplication(sys.argv[:1])
    return _application


def draw_picture(
    organisation: Organisation,
    variant_id: str,
    format: Format,
    names: Names = "full",
    *,
    subject: Subject = "canvas",
    options: Options | None = None,
    seed: str = "",
) -> output.Drawn:
    """Draw, in the thread that has the windows; what comes back may be written in another.

    `names`: «full», «codes» (P01, P02 …; `seed` is the document's id) or «none». Raises OrganisationError for a
    variant that is not there and for sheets in a format that has one page.
    """
    options = options or Options()
    made = picture_of(organisation, variant_id, names, options.seen, seed)
    try:
        return draw(made, format, subject, options)
    finally:
        made.close()


def draw(made: Picture, format: Format, subject: Subject, options: Options) -> output.Drawn:
    """Draw in a format what `sheets_of` lays out."""
    if format != "pdf" and (subject == "cards" or options.tiles is not None):
        raise OrganisationError(_("Tiles and cards are sheets of paper: choose pdf."))
    sheets = sheets_of(made, format, subject, options)
    if format == "pdf":
        return output.pdf(sheets)
    if format == "svg":
        return output.svg(sheets, clipped=options.seen.region is not None)
    return output.png(sheets, options.dpi)


def sheets_of(made: Picture, format: Format, subject: Subject, options: Options) -> Sheets:
    """The sheets of a picture or of its cards, to write, to print or to preview."""
    if subject == "cards":
        return CardSheets(made, options.card, options.paper or "A4")
    if options.tiles is not None:
        return poster(made, options.paper or "A0", options.tiles)
    if format == "pdf" or options.paper is not None:
        return one_sheet(made, options.paper)
    return FreeSheet(made)


class _Still:
    """An organisation that stays as it is, for a scene of its own."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.changed: Event[[Change]] = Event()


def picture_of(
    organisation: Organisation, variant_id: str, names: Names = "full", seen: Seen | None = None, seed: str = ""
) -> Picture:
    """The picture of a variant; close it after use. Raises OrganisationError for a variant that is not there."""
    application()
    seen = seen or Seen()
    shown = anonymous(organisation, names, seed)
    if variant_id not in shown.variants:
        raise OrganisationError(_("There is no variant {id}.").format(id=variant_id))
    if seen.only is not None:
        shown = _with_variant(shown, reduced(shown.variants[variant_id], seen.only))
    scene = CanvasScene(_Still(shown))
    scene.grid = False
    scene.names = "none" if names == "none" or "names" in seen.hidden else "full"
    scene.layers.set_hidden(seen.hidden - {"names"})
    scene.layers.set_added(seen.added)
    scene.set_variant(variant_id)
    for link in scene.links.values():
        link.make_solid()
    scene.set_badges(seen.badges)
    scene.set_overlay(seen.overlay)
    scene.ghost.compare_with(seen.before)
    return Picture(scene, shown, variant_id, seen)


def _with_variant(organisation: Organisation, variant: Any) -> Any:
    made = Organisation()
    for name in ("people", "orders", "workshop", "rules"):
        setattr(made, name, getattr(organisation, name))
    made.variants = {**organisation.variants, variant.id: variant}
    return made


def reduced(variant: Any, only: frozenset[tuple[str, str]]) -> Any:
    """The variant with only these units, all that is in them, the links between those, and these notes."""
    chosen = {key for collection, key in only if collection == "units"}
    kept = {
        key: _plain(unit)
        for key, unit in variant.units.items()
        if chosen.intersection((key, *_parents(variant.units, key)))
    }
    for unit in kept.values():
        unit.parent = unit.parent if unit.parent in kept else None
    copy = _plain(variant)
    copy.units = kept
    copy.notes = {key: note for key, note in variant.notes.items() if ("notes", key) in only}
    copy.roles = {key: role for key, role in variant.roles.items() if role.unit in kept}
    copy.decisions = {key: row for key, row in variant.decisions.items() if row.about in kept}
    copy.links = {key: link for key, link in variant.links.items() if link.from_ in kept and link.to_ in kept}
    return copy


def _parents(units: Any, unit: str) -> list[str]:
    found = []
    parent = units[unit].parent
    while parent is not None:
        found.append(parent)
        parent = units[parent].parent
    return found


def _plain(row: Any) -> Any:
    return SimpleNamespace(**{name: getattr(row, name) for name in (*row.FIELDS, *row.PARTS)})


class Picture:
    """A drawing with its title above and its legend below, to be laid out in any rectangle."""

    def __init__(self, scene: CanvasScene, organisation: Any, variant_id: str, seen: Seen) -> None:
        self.scene, self.organisation = scene, organisation
        self.variant: Any = organisation.variants[variant_id]
        workshop = organisation.workshop
        self.title = f"{workshop.title} · {self.variant.name}" if workshop.title else self.variant.name
        self.subtitle = first_sentence(self.variant.summary)
        where = workshop.organisation if workshop.organisation != workshop.title else ""
        self.date = " · ".join(part for part in (where, date_text(workshop.reference_date)) if part)
        self.content = _with_room(
            scene.content_rect().united(scene.ghost.content_rect()).united(scene.decisions.content_rect())
        )
        if seen.region is not None:
            self.content = self.content.intersected(QRectF(*seen.region))
        self._legends: dict[float, Legend] = {}

    def close(self) -> None:
        """Stop; nothing more can be painted."""
        self.scene.close()

    # -- laying out: `unit` is the length of one unit of title and legend ------------------------------------------

    @property
    def _heading(self) -> float:
        return TITLE_ROW + (SUBTITLE_ROW if self.subtitle else 0.0) + BELOW_HEADING

    def _legend(self, width: float) -> Legend:
        width = round(width, 3)
        if width not in self._legends:
            scene = self.scene
            hidden = scene.layers.hidden | ({"names"} if scene.names == "none" else set())
            levels = frozenset(badge.level for unit, badge in scene.badges.items() if unit in self.variant.units)
            shown = Shown(hidden, scene.ghost.counts, scene.overlay, levels, scene.decisions.kinds)
            self._legends[width] = Legend(self.organisation, self.variant, width, shown)
        return self._legends[width]

    def _around(self, width: float, unit: float) -> float:
        """The height that title and legend take."""
        legend = self._legend(width / unit).height
        return (self._heading + (legend + ABOVE_LEGEND if legend else 0.0)) * unit

    def scale_in(self, width: float, height: float, unit: float) -> float:
        """The length of one scene unit when the drawing is as large as fits."""
        if self.content.isEmpty():
            return unit
        room = max(height - self._around(width, unit), unit)
        # A few boxes on a large sheet need not become posters of themselves.
        return min(width / self.content.width(), room / self.content.height(), 2.0 * unit)

    def snug(self, width: float, height: float, unit: float) -> tuple[float, float]:
        """The part of a rectangle of this size that the picture needs."""
        scale = self.scale_in(width, height, unit)
        taken = min(width, max(self.content.width() * scale, LEAST_WIDTH * unit))
        return taken, self._around(taken, unit) + self.content.height() * scale

    def own_size(self) -> tuple[float, float, float]:
        """Width, height and unit with the drawing at one scene unit a unit of length."""
        width = max(self.content.width(), LEAST_WIDTH)
        unit = max(1.0, (width / PROPER_WIDTH) ** 0.75)
        return width, self._around(width, unit) + self.content.height(), unit

    # -- painting ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, place: QRectF, unit: float, clip: QRectF | None = None) -> None:
        """Fill `place`; with `clip`, at least what lies in it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = place.width() / unit, place.height() / unit
        legend = self._legend(width)
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(unit, unit)
        if clip is None or clip.top() <= place.top() + self._heading * unit:
            self._paint_heading(painter, width)
        if clip is None or clip.bottom() >= place.bottom() - legend.height * unit:
            painter.translate(0, height - legend.height)
            legend.paint(painter)
        painter.restore()
        if not self.content.isEmpty():
            self._paint_drawing(painter, place, unit, clip)

    def _paint_drawing(self, painter: QPainter, place: QRectF, unit: float, clip: QRectF | None) -> None:
        scale = self.scale_in(place.width(), place.height(), unit)
        size = self.content.size() * scale
        room = place.height() - self._around(place.width(), unit) - size.height()
        left = place.left() + (place.width() - size.width()) / 2
        top = place.top() + self._heading * unit + max(room, 0.0) / 2
        target = QRectF(QPointF(left, top), size)
        shown = target if clip is None else target.intersected(clip)
        if shown.isEmpty():
            return
        source = QRectF((shown.topLeft() - target.topLeft()) / scale + self.content.topLeft(), shown.size() / scale)
        self.scene.render(painter, shown, source, Qt.AspectRatioMode.IgnoreAspectRatio)

    def _paint_heading(self, painter: QPainter, width: float) -> None:
        right = style.metrics(13).horizontalAdvance(self.date)
        room = width - right - 24
        if room < width / 2:
            room, right = width / 2 - 24, width / 2
        painter.setFont(style.font(13))
        painter.setPen(style.pen(style.LIGHT.muted))
        date = texts.elided(self.date, right, 13)
        painter.drawText(QPointF(width - texts.width(date, 13), 20), date)
        painter.setFont(style.font(TITLE, True))
        painter.setPen(style.pen(style.LIGHT.ink))
        painter.drawText(QPointF(0, 20), texts.elided(self.title, room, TITLE, True))
        line = TITLE_ROW
        if self.subtitle:
            painter.setFont(style.font(SUBTITLE))
            painter.setPen(style.pen(style.LIGHT.muted))
            painter.drawText(QPointF(0, 40), texts.elided(self.subtitle, width, SUBTITLE))
            line += SUBTITLE_ROW
        painter.setPen(style.pen(style.LIGHT.line))
        painter.drawLine(QPointF(0, line), QPointF(width, line))


def _with_room(content: QRectF) -> QRectF:
    """A little around what is drawn, for outlines and what stands out."""
    return content.adjusted(-ROOM, -ROOM, ROOM, ROOM) if not content.isEmpty() else content


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line: what a drawing says of itself, «figures illustrative»."""
    return re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
