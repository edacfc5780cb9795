"""Presenting: a second window, full screen, with a scene and a level of detail of its own on the same document.

The window of the document stays as it is, so that leaving restores everything by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPalette, QResizeEvent, QScreen
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from organisatiecanvas.canvas import overlays
from organisatiecanvas.canvas.parts import parts
from organisatiecanvas.canvas.present_scene import PresentScene
from organisatiecanvas.desktop.present_legend import PresentLegend
from organisatiecanvas.desktop.present_strip import Help, Strip
from organisatiecanvas.desktop.present_view import Corner, Laser, PresentView
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.timer import Pulse, WorkshopTimer
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.overlays import Overlay
    from organisatiecanvas.desktop.canvas_page import CanvasPage
    from organisatiecanvas.desktop.settings import Settings

IDLE_MS = 3000  # without a move of the mouse the pointer and the help are gone
PAN = 80  # pixels a key pans
ZOOM = 1.2
EDGE = 18  # pixels between what floats and the border


def choose_screen(screens: list[QScreen], own: QScreen | None, wanted: str) -> QScreen:
    """The screen of this name; else the first that is not the window's own; else the only one."""
    for screen in screens:
        if wanted and screen.name() == wanted:
            return screen
    return next((screen for screen in screens if screen is not own), screens[0])


class Stop(NamedTuple):
    """A part of the drawing to step to, in scene units, with its own overlay where it has one."""

    name: str
    box: QRectF
    overlay: str = ""


class Presenter(QWidget):
    """The picture on the wall. `page` is the canvas of the window: its figures, overlay and layers are shown here too.

    `ended` tells that it was left.
    """

    ended = Signal()

    def __init__(self, session: Session, timer: WorkshopTimer, settings: Settings, page: CanvasPage) -> None:
        super().__init__()
        self.session, self.timer, self.settings, self._page = session, timer, settings, page
        self.index = 0  # 0 is everything, then the stops
        self._stops: list[Stop] = []
        self.blank: str | None = None
        self._by_hand = False
        self._last_content = QRectF()
        self.setWindowTitle(_("Presentation — {name}").format(name=session.document.name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.scene = PresentScene(session.document, self)
        self.nameless = settings.get("present_without_names") or "names" in page.scene.layers.hidden
        self.scene.set_variant(session.variant_id or None)
        self.view = PresentView(self.scene, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.legend = PresentLegend(self)
        self.strip, self.help = Strip(self), Help(self)
        self.corner = Corner(self)
        self.cover = QWidget(self)
        self.cover.setAutoFillBackground(True)
        self.cover.hide()
        self.laser = Laser(self)
        self.laser_on = False
        self.timer_shown = timer.running
        self.pulse = Pulse(self.corner, self.corner.set_glow)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._rest)
        self._connect()
        self._follow_figures()
        self._refresh_strip()
        self._show_timer()

    def _connect(self) -> None:
        self.session.variant_changed.connect(self._on_variant)
        self.session.changed.connect(self._on_change)
        self.session.runner.changed.connect(self._follow_figures)
        for signal in self._followed_signals():
            signal.connect(self._follow_figures)
        self.scene.content_changed.connect(self._on_content)
        self.view.moved.connect(self._on_moved)
        self.view.pointed.connect(self._on_pointed)
        self.strip.chosen.connect(self.go)
        self.timer.changed.connect(self._show_timer)
        self.timer.ended.connect(self._on_time_up)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._on_screen_removed)

    def _followed_signals(self) -> list[Any]:
        scene = self._page.scene
        return [scene.content_changed, scene.layers_changed, scene.ghost_changed, self._page.overlays.shown]

    # -- on which screen -----------------------------------------------------------------------------------------

    def open_on(self, screen: QScreen) -> None:
        """Fill this screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.setFocus()
        self.go(0, at_once=True)
        self.wake()

    def _on_screen_removed(self, gone: QScreen) -> None:
        """The cable was pulled: go on where there still is a screen."""
        left = [screen for screen in QGuiApplication.screens() if screen is not gone]
        if left and self.screen() not in left:
            self.open_on(QGuiApplication.primaryScreen() if QGuiApplication.primaryScreen() in left else left[0])

    # -- views ---------------------------------------------------------------------------------------------------

    def stops(self) -> list[Stop]:
        """What can be stepped to after everything: the saved views, else parts in which all can be read."""
        variant = self.session.variant
        if variant is None:
            return []
        saved = [Stop(view.name, QRectF(*view.box), view.overlay or "") for view in variant.views.values()]
        if saved or self.view.all_readable():
            return saved
        boxes = {item.ref: box for item in self.scene.elements() if (box := self.scene.box(item.ref)) is not None}
        found = parts(variant, boxes, self.view.readable_room())
        return [Stop(part.name, QRectF(*part.box)) for part in found]

    def names(self) -> list[str]:
        """What can be gone to: everything, and the stops after it."""
        return [_("All"), *(stop.name for stop in self._stops)]

    def go(self, index: int, *, at_once: bool = False) -> None:
        """Show everything (0) or the stop of this number; beyond the ends nothing happens."""
        self._stops = self.stops()
        if not 0 <= index <= len(self._stops):
            return
        self.index, self._by_hand = index, False
        self._unblank()
        self._follow_figures()
        self._show_view(at_once=at_once)
        self.strip.show_names(self.names(), self.index)
        self._float()
        self._idle.start()

    def _show_view(self, *, at_once: bool) -> None:
        """Bring what belongs to `index` into the picture."""
        if 0 < self.index <= len(self._stops):
            self.view.show_box(self._stops[self.index - 1].box, at_once=at_once)
        else:
            self.view.show_all(at_once=at_once)

    def step(self, by: int) -> None:
        """To the next view or the one before; after moving by hand first back to where the view is."""
        self.go(self.index + by)

    def _on_moved(self) -> None:
        self._by_hand = True

    def _refresh_strip(self) -> None:
        self.strip.show_names(self.names(), self.index)
        self._float()

    # -- following the document ----------------------------------------------------------------------------------

    def _on_variant(self, variant: str) -> None:
        self.scene.set_variant(variant or None)
        self._follow_figures()
        self.go(0, at_once=True)

    def _on_change(self, change: object) -> None:
        self._stops = self.stops()
        count = len(self.names())
        if self.index >= count:
            self.go(count - 1)
        self._refresh_strip()

    def _on_content(self) -> None:
        """Who sees everything goes on seeing everything, also when something is drawn outside the picture."""
        if self.index or self._by_hand or not self.isVisible():
            return
        content = self.scene.content_rect()
        if content != self._last_content:
            self._last_content = content
            self.view.show_all()

    def _follow_figures(self) -> None:
        """Show the figures, layers and comparison of the window, and its overlay where the view has none of its own."""
        followed = self._page.scene
        self.scene.set_badges(followed.badges)
        own = self._own_overlay()
        overlay = self._made(own) if own else followed.overlay
        self.scene.set_overlay(overlay)
        self._explain(overlay)
        self.scene.layers.set_hidden((followed.layers.hidden - {"names"}) | ({"names"} if self.nameless else set()))
        self.scene.layers.set_added(followed.layers.added)
        self.scene.decisions.set_uncovered_like(followed.decisions)
        self.scene.ghost.compare_with(followed.ghost.before_id)

    def _explain(self, overlay: Overlay | None) -> None:
        """Say above the drawing what its colours mean; the drawing makes room for it."""
        if self.legend.show_overlay(overlay, self.width()):
            self.view.covered_above = self.legend.height() if overlay is not None else 0
            if self.isVisible() and not self._by_hand:
                self._show_view(at_once=True)
        self._show_timer()

    def _own_overlay(self) -> str:
        return self._stops[self.index - 1].overlay if 0 < self.index <= len(self._stops) else ""

    def _made(self, name: str) -> Overlay | None:
        """The overlay of a saved view, with the figures as they are."""
        runner, variant = self.session.runner, self.session.variant
        if variant is None or name not in overlays.NAMES:
            return None
        known = runner.figures if runner.variant == variant.id else None
        return overlays.overlay(name, known, self.session.organisation, variant, stale=not runner.fresh)

    # -- what the keys do ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.wake(help_too=False)
        run = self._for_key(event)
        if run is not None:
            run()
        event.accept()  # nothing of the window below answers

    def _for_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, words = event.key(), event.text()
        pans = {
            Qt.Key.Key_Left: QPointF(-PAN, 0),
            Qt.Key.Key_Right: QPointF(PAN, 0),
            Qt.Key.Key_Up: QPointF(0, -PAN),
            Qt.Key.Key_Down: QPointF(0, PAN),
        }
        modified = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if modified and Qt.Key(key) in pans:
            return lambda: self.view.pan(pans[Qt.Key(key)])
        if modified and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            return lambda: self._other_variant(1 if key == Qt.Key.Key_PageDown else -1)
        if words.isdigit() and len(words) == 1:
            return lambda: self.go(int(words))
        if words in ("?", "+", "=", "-", "."):
            return {
                "?": self.help.toggle,
                "+": lambda: self.view.zoom_by(ZOOM),
                "=": lambda: self.view.zoom_by(ZOOM),
                "-": lambda: self.view.zoom_by(1 / ZOOM),
                ".": lambda: self.toggle_blank("#000000"),
            }[words]
        return self._plain_keys().get(Qt.Key(key))

    def _plain_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        keys = Qt.Key
        forward, back = (lambda: self.step(1)), (lambda: self.step(-1))
        return {
            keys.Key_Escape: self.close,
            keys.Key_F5: lambda: self.go(0),
            keys.Key_PageDown: forward,
            keys.Key_Right: forward,
            keys.Key_Down: forward,
            keys.Key_Space: forward,
            keys.Key_Return: forward,
            keys.Key_Enter: forward,
            keys.Key_PageUp: back,
            keys.Key_Left: back,
            keys.Key_Up: back,
            keys.Key_Backspace: back,
            keys.Key_Home: lambda: self.go(0),
            keys.Key_End: lambda: self.go(len(self.names()) - 1),
            keys.Key_G: self.choose_view,
            keys.Key_N: self.toggle_names,
            keys.Key_L: self.toggle_laser,
            keys.Key_B: lambda: self.toggle_blank("#000000"),
            keys.Key_W: lambda: self.toggle_blank("#ffffff"),
            keys.Key_T: self.toggle_timer,
            keys.Key_P: self.timer.toggle,
            keys.Key_M: self.timer.add_minutes,
            keys.Key_F1: self.help.toggle,
        }

    def _other_variant(self, by: int) -> None:
        """The variant before or after this one."""
        known = list(self.session.organisation.variants)
        at = known.index(self.session.variant_id) + by if self.session.variant_id in known else -1
        if 0 <= at < len(known):
            self.session.show_variant(known[at])

    def choose_view(self) -> None:
        """A list of the views to go to."""
        menu = QMenu(self)
        menu.setObjectName("presentViews")
        for number, name in enumerate(self.names()):
            action = menu.addAction(f"{number}  {name}".replace("&", "&&"), lambda one=number: self.go(one))
            action.setCheckable(True)
            action.setChecked(number == self.index)
        self._show_cursor()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().center() - QPoint(menu.sizeHint().width() // 2, 0)))

    def toggle_names(self) -> None:
        """Who holds which role: shown or not; remembered for next time."""
        self.nameless = not self.nameless
        self.settings.set(present_without_names=self.nameless)
        self._follow_figures()

    def toggle_blank(self, colour: str) -> None:
        """One colour instead of the drawing, or the drawing again."""
        if self.blank == colour:
            self._unblank()
            return
        self.blank = colour
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colour))
        self.cover.setPalette(palette)
        self.cover.setStyleSheet(f"background: {colour};")
        self.cover.setGeometry(self.rect())
        self.cover.show()
        self.cover.raise_()
        self.help.hide_now()

    def _unblank(self) -> None:
        self.blank = None
        self.cover.hide()

    # -- pointer -------------------------------------------------------------------------------------------------

    def toggle_laser(self) -> None:
        """A red dot instead of the pointer."""
        self.laser_on = not self.laser_on
        self.laser.setVisible(self.laser_on)
        self.laser.raise_()
        self.laser.point(self.mapFromGlobal(self.cursor().pos()))
        self._show_cursor()

    def _on_pointed(self, place: QPoint) -> None:
        self.laser.point(place)
        self.wake()

    def wake(self, *, help_too: bool = True) -> None:
        """Someone is there: show the pointer and, after a move of the mouse, help and the names of the views."""
        self._show_cursor()
        if help_too and self.blank is None:
            self.help.show_now()
            self.strip.show_now()
        self._idle.start()

    def _show_cursor(self) -> None:
        shape = Qt.CursorShape.BlankCursor if self.laser_on or self.blank is not None else Qt.CursorShape.ArrowCursor
        for widget in (self, self.view.viewport()):
            widget.setCursor(shape)

    def _rest(self) -> None:
        for widget in (self, self.view.viewport()):
            widget.setCursor(Qt.CursorShape.BlankCursor)
        self.help.fade()
        self.strip.fade()

    # -- the timer -----------------------------------------------------------------------------------------------

    def toggle_timer(self) -> None:
        """The time left in the corner, or not."""
        self.timer_shown = not self.timer_shown
        self._show_timer()

    def _show_timer(self) -> None:
        if not self.timer.over:
            self.pulse.clear()
        self.corner.fit(self.width(), self.timer.words(), quiet=not self.timer.running)
        self.corner.setVisible(self.timer_shown)
        self.corner.move(self.width() - self.corner.width() - EDGE, EDGE + self.view.covered_above)

    def _on_time_up(self) -> None:
        self.timer_shown = True
        self._show_timer()
        self.pulse.start()

    # -- the window ----------------------------------------------------------------------------------------------

    def _float(self) -> None:
        """Put what floats where it belongs."""
        self.strip.fit(self.width() - 2 * EDGE)
        self.help.fit(self.width() - 2 * EDGE)
        below = self.height() - EDGE
        self.help.move((self.width() - self.help.width()) // 2, below - self.help.height())
        self.strip.move((self.width() - self.strip.width()) // 2, self.help.y() - self.strip.height() - 8)
        self.cover.setGeometry(self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._float()
        self._explain(self.scene.overlay)
        if not self._by_hand:
            self.go(self.index, at_once=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        for timer in (self._idle, self.strip.fading, self.help.fading):
            timer.stop()
        self.view.stop()
        self.pulse.stop()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.disconnect(self._on_screen_removed)
        self.session.variant_changed.disconnect(self._on_variant)
        self.session.changed.disconnect(self._on_change)
        self.session.runner.changed.disconnect(self._follow_figures)
        for signal in self._followed_signals():
            signal.disconnect(self._follow_figures)
        self.timer.changed.disconnect(self._show_timer)
        self.timer.ended.disconnect(self._on_time_up)
        self.scene.close()
        event.accept()
        self.ended.emit()
