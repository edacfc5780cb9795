"""What floats over the drawing to look at it: find, the small overview, the layers and the ghost's legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from organisatiecanvas.canvas import ghost, style
from organisatiecanvas.canvas.minimap import Minimap
from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.finder import WIDTH, FindBar
from organisatiecanvas.desktop.layers_menu import LayersButton
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

EDGE = 14  # pixels from the border
GAP = 8
LEAST_WIDTH, LEAST_HEIGHT = 460, 300  # of the drawing, for an overview over it
MOST_DOCUMENTS = 60  # whose layers are remembered
ADDED = "+"  # before the name of a layer that is shown because it was added; the others are hidden


class _Card(QFrame):
    """A rounded ground of its own, so that what lies under it does not shine through."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.current().line))
        painter.setBrush(QColor(theme.current().panel))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class GhostLegend(_Card):
    """With what is compared, and how many units are new, moved, changed and gone; each with its symbol."""

    def __init__(self, page: CanvasPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ghostLegend")
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(10)
        self.title = QToolButton(self)
        self.title.setProperty("role", "quiet")
        self.title.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.title.setMenu(QMenu(self.title))
        self.title.menu().aboutToShow.connect(self._fill)
        row.addWidget(self.title)
        self._words = ["", "", ""]
        self.counts = {status: QLabel(self) for status in ghost.SYMBOLS}
        for label in self.counts.values():
            row.addWidget(label)
        row.addWidget(widgets.icon_button("close", _("Stop comparing"), lambda: page.look.compare(None), self, size=12))
        page.scene.ghost_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        scene = self._page.scene
        before = self._page.session.organisation.variants.get(scene.ghost.before_id or "")
        shown = before is not None and before is not scene.variant
        if shown:
            self._words = [_("Compared with {name}").format(name=before.name), before.name, before.name]
            self.title.setToolTip(self._words[0])
            self.title.setAccessibleName(self._words[0])
            for status, label in self.counts.items():
                words = f"{ghost.SYMBOLS[status]} {scene.ghost.counts[status]} {_(ghost.WORDS[status])}"
                label.setToolTip(words)
                label.setAccessibleName(words)
                colour = style.legible(ghost.COLOURS[status], theme.current().panel)
                label.setStyleSheet(f"color: {colour}; font-size: 12px; font-weight: 600;")
        self.setVisible(shown)
        self._page.look.place()

    def fit(self, widths: tuple[int, int]) -> bool:
        """Say as much as fits the first width, else the second; False when only the second held it."""
        for room in widths:
            for short in range(3):
                self._say(short)
                if self.sizeHint().width() <= room:
                    self.adjustSize()
                    return room == widths[0]
        self.resize(widths[1], self.sizeHint().height())
        return False

    def _say(self, short: int) -> None:
        """All words (0), shorter (1), or the symbols and numbers only (2)."""
        name = self._words[short]
        room = (400, 120, 60)[short]
        self.title.setText(self.title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room) + " ▾")
        for label in self.counts.values():
            words = label.accessibleName()
            label.setText(words if short < 2 else " ".join(words.split()[:2]))
        self.layout().setSpacing((10, 8, 5)[short])
        self.layout().activate()

    def _fill(self) -> None:
        menu = self.title.menu()
        menu.clear()
        session = self._page.session
        for variant in session.organisation.variants.values():
            if variant.id != session.variant_id:
                action = menu.addAction(variant.name, lambda one=variant.id: self._page.look.compare(one))
                action.setCheckable(True)
                action.setChecked(variant.id == self._page.scene.ghost.before_id)


class _Overview(_Card):
    """The minimap with the button that folds it."""

    def __init__(self, page: CanvasPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.map = Minimap(page.view, self)
        self.map.move(4, 4)
        self.setFixedSize(self.map.width() + 8, self.map.height() + 8)
        self.fold = widgets.icon_button("chevron-down", _("Fold the overview (F8)"), None, self, size=12)
        self.fold.setProperty("role", "onMap")
        self.fold.setFixedSize(22, 22)
        self.fold.move(self.width() - 28, 6)
        self.fold.raise_()


def _first_words() -> str:
    return _(
        "An empty sheet. Press X and draw the customer, D and draw a department, or C and draw a cell; type the name, "
        "Enter. Then S and drag from one to the other for a flow of orders."
    )


class CanvasLook(QObject):
    """Places all that floats. `minimap_wanted` says whether the overview is open, where there is room for it."""

    changed = Signal()  # the overview or the comparison went on or off

    def __init__(self, page: CanvasPage, stage: QWidget) -> None:
        super().__init__(page)
        self._page, self._stage = page, stage
        self.settings = page.settings
        page.look = self
        self.minimap_wanted = bool(self.settings.get("minimap_open"))
        self._asked = False  # although the whole drawing was seen
        self._crowded = False  # something else needs its room
        self.finder = FindBar(page, stage)
        self.layers = LayersButton(page.scene, stage)
        self.legend = GhostLegend(page, stage)
        self.overview = _Overview(page, stage)
        self.overview.fold.clicked.connect(lambda: self.show_minimap(shown=False))
        self.unfold = widgets.icon_button("minimap", _("Overview (F8)"), lambda: self.show_minimap(shown=True), stage)
        self.unfold.setObjectName("unfoldMinimap")
        self.empty = widgets.label(_first_words(), "muted", stage, wrap=True)
        self.empty.setObjectName("emptyCanvas")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._recall_layers()
        page.scene.layers_changed.connect(self._remember_layers)
        page.scene.layers_changed.connect(self.place)
        page.session.variant_changed.connect(self._on_variant)
        page.view.zoom_changed.connect(lambda _zoom: self._on_looked())
        for bar in (page.view.horizontalScrollBar(), page.view.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._on_looked())
        page.scene.content_changed.connect(self._on_looked)

    # -- places --------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put everything where it fits: find above right, overview below right, layers and legend below left."""
        width, height = self._stage.width(), self._stage.height()
        palette = self._page.palette_.geometry()
        wide = min(WIDTH, width - 2 * EDGE)
        beside = palette.right() + wide + EDGE <= width
        top = EDGE if beside else palette.bottom() + 2
        self.finder.setFixedWidth(wide)
        self.finder.fit(height - top - EDGE)
        self.finder.move(width - wide - EDGE, top)
        open_ = self._overview_open()
        self.overview.setVisible(open_)
        self.overview.move(width - self.overview.width() - EDGE, height - self.overview.height() - EDGE)
        self.unfold.setVisible(not open_)
        self.unfold.adjustSize()
        self.unfold.move(width - self.unfold.width() - EDGE, height - self.unfold.height() - EDGE)
        self.layers.adjustSize()
        self.layers.move(EDGE, height - self.layers.height() - EDGE)
        right = self.overview if self.overview.isVisibleTo(self._stage) else self.unfold
        left = self.layers.geometry().right() + GAP
        if self.legend.fit((right.x() - GAP - left, width - 2 * EDGE)):
            self.legend.move(left, height - EDGE - (self.layers.height() + self.legend.height()) // 2)
        else:
            self.legend.move(EDGE, min(self.layers.y(), right.y()) - GAP - self.legend.height())
        for one in (self.overview, self.unfold, self.layers, self.legend, self.finder):
            one.raise_()
        self.empty.setVisible(self._nothing())
        self.empty.setFixedWidth(min(440, width - 2 * EDGE))
        self.empty.adjustSize()
        self.empty.move((width - self.empty.width()) // 2, (height - self.empty.height()) // 2)
        top = min(self.layers.y(), self.legend.y() if self.legend.isVisibleTo(self._stage) else height)
        self._page.view.covered_below = height - top + GAP

    def _overview_open(self) -> bool:
        """Not where there is no room for it, nor, unless it is asked for, over a drawing that is seen whole anyway."""
        roomy = self._stage.height() >= LEAST_HEIGHT and self._stage.width() >= LEAST_WIDTH
        return self.minimap_wanted and roomy and not self._crowded and (self._asked or not self._whole())

    def make_way(self, *, crowded: bool) -> None:
        """Fold the overview while something above it needs its room."""
        if crowded != self._crowded:
            self._crowded = crowded
            self.place()

    def _whole(self) -> bool:
        if self._nothing():
            return True
        view = self._page.view
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        return bool(seen.contains(self._page.scene.content_rect()))

    def _nothing(self) -> bool:
        return not self._page.scene.units and not self._page.scene.notes

    def _on_looked(self) -> None:
        """The overview comes when part of the drawing is out of sight, and goes when all of it is seen again."""
        if not self._whole():
            self._asked = False
        if self._overview_open() != self.overview_shown or self._nothing() != self.empty.isVisibleTo(self._stage):
            self.place()
            self.changed.emit()

    # -- the overview --------------------------------------------------------------------------------------------

    @property
    def overview_shown(self) -> bool:
        return self.overview.isVisibleTo(self._stage)

    def show_minimap(self, *, shown: bool) -> None:
        """Open or fold the overview; remembered."""
        self.minimap_wanted = self._asked = shown
        self.settings.set(minimap_open=shown)
        self.place()
        self.changed.emit()

    # -- the ghost -----------------------------------------------------------------------------------------------

    def earlier(self) -> str | None:
        """The variant that the one shown can be compared with."""
        return ghost.earlier(self._page.session.organisation, self._page.session.variant_id)

    def compare(self, before: str | None) -> None:
        """Show the earlier variant as a ghost; None stops."""
        self._page.scene.ghost.compare_with(before)
        self.changed.emit()

    def _on_variant(self, variant: str) -> None:
        """Go on comparing with what the other variant is based on, if it is based on anything."""
        if self._page.scene.ghost.before_id is not None:
            before = self._page.scene.ghost.before_id
            self.compare(self.earlier() if variant in (before, "") else before)
        self.changed.emit()

    # -- layers of this document, in this window's settings ------------------------------------------------------

    def _recall_layers(self) -> None:
        kept = self.settings.get("layers").get(self._page.session.document.document_id, [])
        names = [name for name in kept if isinstance(name, str)] if isinstance(kept, list) else []
        layers = self._page.scene.layers
        layers.set_hidden(name for name in names if not name.startswith(ADDED))
        layers.set_added(name.removeprefix(ADDED) for name in names if name.startswith(ADDED))
        self.layers.refresh()

    def _remember_layers(self) -> None:
        kept = dict(self.settings.get("layers"))
        identity = self._page.session.document.document_id
        kept.pop(identity, None)
        layers = self._page.scene.layers
        names = sorted(layers.hidden) + [f"{ADDED}{name}" for name in sorted(layers.added)]
        if names:
            kept[identity] = names
        self.settings.set(layers=dict(list(kept.items())[-MOST_DOCUMENTS:]))

    def open_layers(self) -> None:
        """The menu of layers, for the keyboard."""
        self.layers.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.layers.showMenu()
