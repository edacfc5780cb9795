"""Which overlay the drawing of a window shows, and the button above it; figures follow the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from organisatiecanvas.canvas import overlays
from organisatiecanvas.canvas.overlays import Overlay
from organisatiecanvas.desktop import icons
from organisatiecanvas.desktop.commands import Commands
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage


class OverlayControl(QObject):
    """Keeps the drawing in the colours of the overlay `name`, "" for none, as figures come and go stale.

    `changed` tells that another was chosen, `shown` also that its figures are others now.
    """

    changed = Signal()
    shown = Signal()

    def __init__(self, page: CanvasPage) -> None:
        super().__init__(page)
        self._page = page
        self.name = ""
        page.session.seen_changed.connect(self.refresh)
        page.scene.variant_changed.connect(lambda _variant: self.refresh())
        page.scene.content_changed.connect(self._on_content)
        page.view.overlay_wanted.connect(self.next)

    @property
    def overlay(self) -> Overlay | None:
        """What is shown now, with its classes and counts."""
        return self._page.scene.overlay

    def choose(self, name: str | None) -> None:
        """Show another overlay, or none; a name that is not known (of a later version, say) shows none."""
        name = name if name in overlays.NAMES else ""
        if name != self.name:
            self.name = name
            self.refresh()
            self.changed.emit()

    def next(self) -> None:
        """The next overlay."""
        self.cycle()

    def cycle(self, step: int = 1) -> None:
        """The next overlay; after the last none, then the first again."""
        names = ["", *overlays.NAMES]
        self.choose(names[(names.index(self.name) + step) % len(names)])

    def refresh(self) -> None:
        """Colours and counts as the figures are now; figures that are old are pale."""
        page, seen = self._page, self._page.session.seen
        variant = page.session.variant
        if not self.name or variant is None:
            made = None
        else:
            figures, organisation = seen.figures, page.session.organisation
            made = overlays.overlay(self.name, figures, organisation, variant, stale=not seen.fresh)
        if made != page.scene.overlay:
            page.scene.set_overlay(made)
            self.shown.emit()

    def _on_content(self) -> None:
        """Elements that came are coloured with the rest, also where no figure changed by it."""
        variant, overlay = self._page.scene.variant, self.overlay
        if overlay is not None and variant is not None:
            inside = {unit.id for unit in variant.units.values() if unit.kind != "external"}
            if inside != overlay.units.keys():
                self.refresh()


class OverlayButton(QPushButton):
    """«Overlay: Control capacity ▾»: the overlays to choose from."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlayButton")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the drawing
        self.setProperty("hasMenu", True)
        self.setIcon(icons.icon("colours"))
        self._commands = commands
        menu = QMenu(self)
        for name in ("none", *overlays.NAMES):
            menu.addAction(commands.action(f"overlay.{name}"))
            if name == "none":
                menu.addSeparator()
        self.setMenu(menu)
        self._short = False
        for name in ("none", *overlays.NAMES):
            commands.action(f"overlay.{name}").changed.connect(self.refresh)
        self.refresh()

    def set_short(self, *, short: bool) -> None:
        """Where there is little room, the name of the overlay alone."""
        if short != self._short:
            self._short = short
            self.refresh()

    def refresh(self) -> None:
        titles = overlays.titles()
        chosen = next((name for name in titles if self._commands.action(f"overlay.{name}").isChecked()), None)
        title = titles[chosen] if chosen is not None else _("none")
        self.setText(title if self._short and chosen is not None else _("Overlay: {name}").format(name=title))
        self.setToolTip(_("Colour the drawing by a figure (K on the canvas goes to the next)"))
        self.setEnabled(self._commands.action("overlay.none").isEnabled())
