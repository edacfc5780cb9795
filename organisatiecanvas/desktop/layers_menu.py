"""The button with the layers: what the drawing shows, a check each; it says how many are hidden."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from organisatiecanvas.canvas import decision_chips, style
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.layers import FAMILY
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.desktop import icons, theme
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital, ngettext


def layer_titles(scene: CanvasScene) -> list[tuple[str, str, str]]:
    """Name, title and colour of every layer of the document; an empty name begins a new group."""
    organisation = scene.document.organisation
    looks = Appearance(organisation, scene.variant) if scene.variant is not None else None
    found: list[tuple[str, str, str]] = [("", _("Links"), "")]
    found += [(kind, choice_label(kind, "kind"), look.colour) for kind, look in style.LINKS.items()]
    if organisation.orders and looks is not None:
        found.append(("", _("Order families"), ""))
        found += [
            (f"{FAMILY}{order.id}", order.name, looks.family_colour(order.id)) for order in organisation.orders.values()
        ]
    found.append(("", _("On the drawing"), ""))
    found += [("labels", _("Labels of links"), ""), ("notes", _("Notes"), ""), ("names", _("Names of people"), "")]
    found.append((decision_chips.LAYER, _("Decisions, under who takes them"), style.KINDS["control"]))
    return found


class LayersMenu(QMenu):
    """Stays open while things are ticked."""

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.layers: dict[str, QAction] = {}
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Begin anew: families come and go."""
        self.clear()
        self.layers = {}
        for name, title, colour in layer_titles(self._scene):
            if not name:
                self.addSeparator()
                continue
            action = self.addAction(capital(title))
            action.setCheckable(True)
            action.setChecked(self._shows(name))
            action.setIcon(_box(colour or theme.current().accent))
            action.setIconVisibleInMenu(True)
            action.toggled.connect(lambda shown, one=name: self._set(one, shown=shown))
            self.layers[name] = action
        self.addSeparator()
        self.everything = self.addAction(_("Show everything"), self._show_everything)
        self.everything.setEnabled(bool(self._scene.layers.hidden))

    def _shows(self, name: str) -> bool:
        layers = self._scene.layers
        return name in layers.added if name == decision_chips.LAYER else name not in layers.hidden

    def _set(self, name: str, *, shown: bool) -> None:
        if name == decision_chips.LAYER:
            self._scene.layers.set_added({name} if shown else ())
            return
        hidden = set(self._scene.layers.hidden)
        (hidden.discard if shown else hidden.add)(name)
        self._scene.layers.set_hidden(hidden)
        self.everything.setEnabled(bool(hidden))

    def _show_everything(self) -> None:
        self._scene.layers.set_hidden(())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ticks and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class LayersButton(QToolButton):
    """«Layers», or «Layers · 2 hidden» with a dot: that something is missing is always seen."""

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layers")
        self._scene = scene
        self.setIcon(icons.icon("layers"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(LayersMenu(scene, self))
        scene.layers_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        hidden = len(self._scene.layers.hidden)
        words = _("Layers")
        if hidden:
            words = "● " + ngettext("Layers: {count} hidden", "Layers: {count} hidden", hidden).format(count=hidden)
        self.setText(words)
        self.setProperty("attention", bool(hidden))
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(words.removeprefix("● "))
        self.setToolTip(_("Show or hide links, families, notes, labels and names (Shift+F9)"))
        self.adjustSize()


def _box(colour: str) -> QIcon:
    """A box to tick in the colour of what the layer holds: full with a tick, or empty."""
    icon = QIcon()
    for state in (QIcon.State.On, QIcon.State.Off):
        image = QPixmap(32, 32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.family(colour)), 3.0))
        painter.setBrush(QColor(colour) if state == QIcon.State.On else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(4, 4, 24, 24, 6, 6)
        if state == QIcon.State.On:
            painter.setPen(QPen(QColor(style.ink_on(colour)), 3.5))
            painter.drawPolyline([QPoint(10, 16), QPoint(14, 21), QPoint(22, 11)])
        painter.end()
        image.setDevicePixelRatio(2.0)
        icon.addPixmap(image, QIcon.Mode.Normal, state)
        icon.addPixmap(image, QIcon.Mode.Active, state)
    return icon
