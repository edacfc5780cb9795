"""A view that is zoomed and panned with mouse, wheel, touchpad and keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QNativeGestureEvent, QPainter, QPalette, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QWidget
from shiboken6 import isValid

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.wheel import Wheel

LEAST_ZOOM, MOST_ZOOM, FIT_ZOOM = 0.05, 4.0, 1.25


class ZoomView(QGraphicsView):
    """Looks at a CanvasScene at any zoom; what can't be read from afar is left out below `style.FAR_ZOOM`."""

    zoom_changed = Signal(float)  # 1.0 is 100 %

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.canvas = scene
        self.wheel = Wheel(self)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.fit_margin = 40  # pixels left free around the drawing by `fit`
        self.covered_above = self.covered_below = 0  # pixels at the top and bottom that something floats over
        self._fitted: tuple[float, QPointF, QRectF] | None = None  # what was seen after `fit`
        for one in (self, self.viewport()):
            one.setAcceptDrops(False)  # a file that is dropped here is for the window
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        paper = self.palette()
        paper.setColor(QPalette.ColorRole.Base, QColor(style.LIGHT.ground))
        self.setPalette(paper)  # light in a dark window too
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._look)

    def _look(self) -> None:
        if isValid(self.canvas) and isValid(self.canvas.detail):  # views still scroll while their scene goes
            self.canvas.detail.look()

    def zooming(self) -> None:
        """Called before the zoom changes or the wheel pans."""

    def give_up(self) -> None:
        """Called when two fingers take over what one began."""

    def zoom(self) -> float:
        """How large: 1.0 is 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Show at this zoom, 0.05 to 4, keeping a place of the viewport (the middle) where it is."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        if abs(zoom - self.zoom()) < 1e-9:
            return
        self.zooming()
        fixed = around if around is not None else QPointF(self.viewport().rect().center())
        kept = self.to_scene(fixed)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self.scroll_by(kept - self.to_scene(fixed))
        self.canvas.set_far(zoom < style.FAR_ZOOM)
        self.sharpen()
        self.canvas.marks.set_zoom(zoom)
        self.zoom_changed.emit(zoom)

    def sharpen(self) -> None:
        """Smooth edges, except from afar on a drawing so large that they would cost too much."""
        self.setRenderHint(QPainter.RenderHint.Antialiasing, self.canvas.detail.smooth)

    def to_scene(self, place: QPointF) -> QPointF:
        """The scene point at a place of the viewport, to the fraction of a pixel."""
        found, _possible = self.viewportTransform().inverted()
        return found.map(place)

    def scroll_by(self, way: QPointF) -> None:
        """Move what is seen by a distance in scene units."""
        zoom = self.zoom()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(way.x() * zoom))
        down.setValue(down.value() + round(way.y() * zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        fitted = self.fitted
        super().resizeEvent(event)
        if fitted:
            self._fitted = self._seen()
        self._look()

    def fit(self) -> None:
        """Show everything."""
        self.show_rect(self.canvas.content_rect())
        self._fitted = self._seen()

    def _seen(self) -> tuple[float, QPointF, QRectF]:
        return self.zoom(), self.to_scene(QPointF(0, 0)), self.canvas.content_rect()

    @property
    def fitted(self) -> bool:
        """Whether nobody has looked elsewhere, or drawn outside it, since everything was shown."""
        return self._fitted is not None and self._fitted == self._seen()

    def keep_fit(self) -> None:
        """Who saw everything goes on seeing everything in another room, unless it would become too small to read."""
        if self.fitted:
            before = self.zoom()
            self.fit()
            if self.zoom() < style.FAR_ZOOM <= before:
                self.set_zoom(before)
                self._fitted = self._seen()

    def fit_selection(self) -> None:
        """Show what is selected, or everything."""
        found = self._selection()
        self.show_rect(found if not found.isEmpty() else self.canvas.content_rect())

    def show_selection(self) -> None:
        """Bring all that is selected into view, moving and shrinking what is seen as little as possible."""
        found, seen = self._selection(), self.mapToScene(self.viewport().rect()).boundingRect()
        if found.isEmpty() or seen.contains(found):
            return
        margin = self.fit_margin / self.zoom()
        if found.width() + 2 * margin <= seen.width() and found.height() + 2 * margin <= seen.height():
            self.ensureVisible(found, self.fit_margin, self.fit_margin)
        else:
            self.show_rect(found)

    def _selection(self) -> QRectF:
        found = QRectF()
        for ref in self.canvas.selected():
            found = found.united(self.canvas.rect_of(ref))
        return found

    def show_rect(self, rect: QRectF) -> None:
        """Show a part of the drawing as large as it fits, at most 125 %."""
        margin = self.fit_margin
        above, below = max(margin, self.covered_above), max(margin, self.covered_below)
        room = self.viewport().rect().adjusted(margin, above, -margin, -below)
        if rect.isEmpty() or room.width() < 20 or room.height() < 20:
            self.set_zoom(1.0)
            self.centerOn(rect.center())
            return
        self.set_zoom(min(room.width() / rect.width(), room.height() / rect.height(), FIT_ZOOM))
        self._centre(rect.center())

    def reveal(self, ref: Ref) -> None:
        """Select an element and bring it into view, at a zoom at which it can be read."""
        self.canvas.select([ref])
        if self.zoom() < style.FAR_ZOOM:
            self.set_zoom(1.0)
        self._centre(self.canvas.rect_of(ref).center())

    def show_found(self, refs: Iterable[Ref]) -> None:
        """Bring elements into the middle, at a zoom at which they can be read where they fit."""
        found = QRectF()
        for ref in refs:
            found = found.united(self.canvas.highlight.rect(ref))
        room = self.viewport().rect()
        if found.isEmpty():
            return
        fitting = min(room.width() / (found.width() + 80), (room.height() - self.covered_above) / (found.height() + 80))
        self.set_zoom(min(max(self.zoom(), 0.9), max(fitting, LEAST_ZOOM)))
        self._centre(found.center())

    def _centre(self, place: QPointF) -> None:
        """Put a scene point in the middle of what nothing floats over."""
        self.centerOn(place)
        hidden = max(0, self.covered_above - self.fit_margin) - max(0, self.covered_below - self.fit_margin)
        self.scroll_by(QPointF(0, -hidden / 2 / self.zoom()))

    def ensure_shown(self, ref: Ref) -> None:
        """Bring an element into view, moving as little as possible."""
        rect = self.canvas.rect_of(ref)
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not rect.isEmpty() and not seen.contains(rect):
            self.ensureVisible(rect, self.fit_margin, self.fit_margin)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel.turn(event)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            if self.wheel.gesture(event):
                return True
        elif event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent) and self.wheel.touch(event):
            return True
        return super().viewportEvent(event)
