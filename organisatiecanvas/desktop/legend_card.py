"""What colours and lines mean, on a card over the drawing: the overlay with its thresholds, then lines and families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.legend import ROW, SIZE, SWATCH, Legend
from organisatiecanvas.canvas.overlays import Overlay, colours
from organisatiecanvas.canvas.shapes import hatched
from organisatiecanvas.desktop import icons, theme, widgets
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

EDGE, GAP = 14, 8
WIDTH = 250
TALL = 190  # about, with all classes
NARROW = 560  # pixels of the drawing below which the legend begins folded
PAD = 10


class OverlayKey(QWidget):
    """The classes of an overlay: colour, symbol, threshold and how many units and links are in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlay: Overlay | None = None
        self._lines: list[list[str]] = []

    def show_overlay(self, overlay: Overlay | None) -> None:
        self.overlay = overlay
        self._lines = []
        if overlay is not None:
            self._lines = [texts.wrapped(one.words, self._room(), 4, SIZE - 1) for one in overlay.classes]
            words = [f"{one.symbol} {one.words}: {_counted(one.count, one.links)}" for one in overlay.classes]
            self.setAccessibleName(f"{overlay.title}. {'; '.join(words)}")
        self.updateGeometry()
        self.update()

    @staticmethod
    def _room() -> float:
        return WIDTH - 2 * PAD - SWATCH - 8.0 - 46.0

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * PAD, round(sum(_height(lines) for lines in self._lines)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.overlay is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 0.0
        for one, lines in zip(self.overlay.classes, self._lines, strict=True):
            symbol, fill, ink, _body = colours(one.key, one.level)
            if self.overlay.stale:
                fill, ink = style.mix(fill, 0.3, style.LIGHT.line), style.LIGHT.ink
            box = QRectF(2, y + 3, SWATCH - 6, ROW - 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hatched(fill) if one.level == "none" else style.brush(fill))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(ink))
            painter.setFont(style.font(SIZE, True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, symbol)
            painter.setFont(style.font(SIZE - 1))
            painter.setPen(QColor(style.LIGHT.muted if self.overlay.stale else style.LIGHT.ink))
            for number, words in enumerate(lines):
                painter.drawText(QPointF(SWATCH + 4, y + 15 + number * 15), words)
            painter.setFont(style.font(SIZE - 1, True))
            count = "…" if self.overlay.stale else str(one.count) + (f" + {one.links}" if one.links else "")
            right = QRectF(self.width() - 60, y, 60, ROW)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            y += _height(lines)


def _height(lines: list[str]) -> float:
    return max(ROW, len(lines) * 15.0 + 7.0)


def _counted(units: int, links: int) -> str:
    words = ngettext("{count} unit", "{count} units", units).format(count=units)
    return f"{words}, {ngettext('{count} link', '{count} links', links).format(count=links)}" if links else words


class LinesKey(QWidget):
    """The look of every order family and every kind of link."""

    def __init__(self, page: CanvasPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.entries: list[tuple[str, str, str]] = []  # what, colour, words

    def refresh(self) -> None:
        variant, organisation = self._page.scene.variant, self._page.session.organisation
        self.entries = []
        if variant is not None:
            looks = Appearance(organisation, variant)
            self.entries = [
                ("order", looks.family_colour(order.id), order.name) for order in organisation.orders.values()
            ]
        for kind, look in style.LINKS.items():
            title = choice_label(kind, "kind")
            self.entries.append((kind, look.colour, capital(title)))
        self.setAccessibleName("; ".join(words for _what, _colour, words in self.entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2 * PAD, round(len(self.entries) * ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (what, colour, words) in enumerate(self.entries):
            painter.save()
            painter.translate(0, number * ROW)
            Legend.swatch(painter, what, colour)
            painter.setFont(style.font(SIZE - 1))
            painter.setPen(QColor(style.LIGHT.ink))
            fitting = texts.elided(words, self.width() - SWATCH - 8.0, SIZE - 1)
            painter.drawText(QPointF(SWATCH + 6, ROW / 2 + 4.0), fitting)
            painter.restore()


class LegendCard(QFrame):
    """Above right, below what is found: the overlay when one is on; lines and families fold in and out, remembered."""

    toggled = Signal()

    def __init__(self, page: CanvasPage, stage: QWidget) -> None:
        super().__init__(stage)
        self.setObjectName("legendCard")
        self._page, self._stage = page, stage
        self._was_folded = self._in_the_way = self._shown = False
        self.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAD, 6, PAD, 8)
        outer.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.title = QLabel(self)
        self.title.setStyleSheet(f"font-weight: 700; font-size: 12px; color: {style.LIGHT.ink};")
        head.addWidget(self.title, 1)
        self.compact: bool | None = None  # None: where the drawing is narrow
        self.fold_classes = widgets.icon_button("chevron-up", _("Fold the legend"), self._fold_classes, self, size=12)
        head.addWidget(self.fold_classes)
        self.close_overlay = widgets.icon_button(
            "close", _("No overlay"), lambda: page.overlays.choose(None), self, size=12
        )
        self.close_overlay.setIcon(icons.icon("close", style.LIGHT.ink))
        head.addWidget(self.close_overlay)
        outer.addLayout(head)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setStyleSheet(f"font-size: 11px; color: {style.LIGHT.muted};")
        outer.addWidget(self.note)
        self.key = OverlayKey(self)
        outer.addWidget(self.key)
        self.fold = QToolButton(self)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setStyleSheet(f"color: {style.LIGHT.ink}; font-size: 12px; font-weight: 600; padding: 2px;")
        self.fold.clicked.connect(lambda _checked=False: self.toggle())
        outer.addWidget(self.fold)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = LinesKey(page)
        self.lines.setObjectName("clear")
        self.area.setWidget(self.lines)
        outer.addWidget(self.area)
        self.pill = QToolButton(stage)
        self.pill.setObjectName("legendPill")
        self.pill.setProperty("role", "button")
        self.pill.setText(_("Legend"))
        self.pill.setToolTip(_("What colours and lines mean (Shift+F8)"))
        self.pill.clicked.connect(lambda _checked=False: self.toggle())
        page.overlays.shown.connect(self.refresh)
        page.session.changed.connect(self._on_change)
        self.refresh()

    @property
    def open(self) -> bool:
        """Whether lines and families can be read."""
        return bool(self._page.settings.get("legend_open"))

    def toggle(self) -> None:
        self._page.settings.set(legend_open=not self.open)
        self.refresh()
        self.toggled.emit()

    @property
    def folded(self) -> bool:
        """Whether only the counts are shown: by hand, or where it would lie over units."""
        if self.compact is not None:
            return self.compact
        return self._stage.width() < NARROW or self._in_the_way

    def _covers(self) -> bool:
        """Whether all of it would lie over a unit as the drawing is seen now."""
        top = self._page.palette_.geometry().bottom()
        area = QRect(self._stage.width() - WIDTH - EDGE, top, WIDTH, TALL)
        view = self._page.view
        found = self._page.scene.wiring.router.boxes.values()
        return any(area.intersects(view.mapFromScene(QRectF(*box)).boundingRect()) for box in found)

    def _fold_classes(self) -> None:
        self.compact = not self.folded
        self.refresh()

    def _on_change(self, change: object) -> None:
        if self.open and change.touches("orders"):  # type: ignore[attr-defined]
            self.refresh()

    def refresh(self) -> None:
        overlay = self._page.overlays.overlay
        self.title.setText(overlay.title if overlay is not None else "")
        note = ""
        if overlay is not None:
            note = _("computing…") if overlay.stale else overlay.note
        self.note.setText(note)
        self.key.show_overlay(overlay)
        for widget in (self.title, self.close_overlay, self.fold_classes):
            widget.setVisible(overlay is not None)
        if overlay is None:
            self.compact = None
        elif not self._shown:
            self._in_the_way = self._covers()
        self._shown = overlay is not None
        folded = self.folded
        self._was_folded = folded
        if overlay is not None and folded:
            counts = "  ".join(f"{one.symbol} {'…' if overlay.stale else one.count}" for one in overlay.classes[:-1])
            self.title.setText(f"{overlay.title}  {counts}")
        self.note.setVisible(overlay is not None and not folded)
        self.key.setVisible(overlay is not None and not folded)
        self.fold.setVisible(overlay is None or not folded)
        name = "chevron-down" if folded else "chevron-up"
        self.fold_classes.setIcon(icons.icon(name, style.LIGHT.ink))
        self.fold.setIcon(icons.icon("chevron-down" if self.open else "chevron-right", style.LIGHT.ink))
        self.fold.setText(_("Lines and families"))
        if self.open:
            self.lines.refresh()
        self.area.setVisible(self.open and (overlay is None or not folded))
        self.setVisible(self.open or overlay is not None)
        self.pill.setVisible(not self.open and overlay is None)
        self.place()

    def place(self) -> None:
        """At the right, above the overview, never higher than there is room."""
        if self.folded != self._was_folded:
            self.refresh()
            return
        palette = self._page.palette_.geometry()
        look = self._page.look
        top = EDGE if palette.right() + WIDTH + EDGE <= self._stage.width() else palette.bottom() + 2
        self.area.setFixedHeight(min(self.lines.sizeHint().height(), 400) if self.open else 0)
        self.layout().activate()
        tall = (
            self.layout().totalHeightForWidth(WIDTH) if self.layout().hasHeightForWidth() else self.sizeHint().height()
        )
        look.make_way(crowded=self.isVisibleTo(self._stage) and tall > look.overview.y() - GAP - top)
        room = (look.overview if look.overview_shown else look.unfold).y() - GAP - top
        if tall > room and self.open:
            self.area.setFixedHeight(max(int(ROW) * 2, self.area.height() - (tall - room)))
            self.layout().activate()
            tall = self.layout().totalHeightForWidth(WIDTH)
        self.setFixedHeight(tall)
        self.move(self._stage.width() - WIDTH - EDGE, top)
        self._place_pill()
        self.raise_()
        look.finder.raise_()

    def _place_pill(self) -> None:
        """Beside the layers, or above them where the comparison stands there."""
        look = self._page.look
        layers = look.layers.geometry()
        self.pill.setFixedHeight(layers.height())
        self.pill.adjustSize()
        beside = look.legend.geometry().right() + GAP
        room = look.unfold.x() - GAP - beside
        if look.legend.isVisibleTo(self._stage) and look.legend.x() > layers.right() and self.pill.width() <= room:
            self.pill.move(beside, layers.top())
        elif look.legend.isVisibleTo(self._stage):
            top = min(layers.top(), look.legend.y()) - GAP - self.pill.height()
            self.pill.move(EDGE, top)
        else:
            self.pill.move(layers.right() + GAP, layers.top())
        self.pill.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Light like the paper it lies on, also in a dark window."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.current().line))
        painter.setBrush(QColor(style.LIGHT.panel))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
