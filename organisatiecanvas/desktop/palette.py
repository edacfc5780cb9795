"""What floats above the drawing to draw with: the tools, and the families of orders while flows are drawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.desktop import icons, theme
from organisatiecanvas.desktop.canvas_commands import KEYS, KIND_KEYS
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, capital

SHADOW = 10
MORE = ("support", "control", "external", "star", "hand")
KIND_ICONS = {"information": "text", "consultation": "consultation", "control": "decision", "support": "link"}
CHIP = (132, 84, 52)  # pixels that the name of a family may take, the first that lets all be seen


def tools() -> list[tuple[str, str, str]]:
    """Name, title and icon of every tool with a button of its own, in their order."""
    return [
        ("select", _("Select"), "select"),
        ("cell", _("Cell"), "cell"),
        ("team", _("Team"), "team"),
        ("department", _("Department"), "unit"),
        ("role", _("Role"), "role"),
        ("order", _("Flow"), "order"),
        ("link", _("Link"), "consultation"),
        ("decision", _("Decision"), "decision"),
        ("note", _("Note"), "note"),
    ]


def more_tools() -> list[tuple[str, str, str]]:
    """The tools behind «more»."""
    titles = {
        "support": _("Support"),
        "control": _("Control"),
        "external": _("External"),
        "star": _("Star role"),
        "hand": _("Hand"),
    }
    pictures = {"support": "skills", "control": "rules", "external": "unit", "star": "role", "hand": "hand"}
    return [(name, titles[name], pictures[name]) for name in MORE]


class Floating(QFrame):
    """A card with a soft edge over the drawing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._card: QPixmap | None = None
        self._known: tuple[Any, ...] = ()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6 + SHADOW, 6 + SHADOW // 2, 6 + SHADOW, 6 + SHADOW)
        self.row.setSpacing(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Whatever is dragged below it paints it too: from a picture that is as quick as it is slow to make.
        colours, ratio = theme.current(), self.devicePixelRatioF()
        known = self.size(), ratio, colours.panel, colours.line
        if self._card is None or self._known != known:
            self._known, self._card = known, self._draw(ratio)
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self._card)

    def _draw(self, ratio: float) -> QPixmap:
        """The card with a soft edge of a few pale outlines."""
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW // 2, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 2))  # black: so pale a colour would be rounded to a purple one
            painter.drawRoundedRect(card.adjusted(-step, -step + 3, step, step - 1), 10 + step, 10 + step)
        painter.setPen(QColor(theme.current().line))
        painter.setBrush(QColor(theme.current().panel))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()
        return made


class ToolPalette(Floating):
    """The tools, each with its key. `buttons` are those with a place of their own; the others are behind «more»."""

    chosen = Signal(str)
    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        self._words: dict[QToolButton, tuple[str, str]] = {}
        self._short = False
        self._width = 10_000
        for name, title, icon in tools():
            button = self._button(f"tool.{name}", title, KEYS[name], icon)
            button.clicked.connect(lambda _checked=False, one=name: self.chosen.emit(one))
            self.buttons[name] = button
        self._kinds = QMenu(self)
        for kind, key in KIND_KEYS.items():
            action = self._kinds.addAction(icons.icon(KIND_ICONS[kind]), capital(choice_label(kind, "kind")))
            action.setText(f"{action.text()}\t{key}")
            action.triggered.connect(lambda _checked=False, one=kind: self.kind_chosen.emit(one))
        self.buttons["link"].setMenu(self._kinds)
        self.buttons["link"].setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.more = self._button("tool.more", _("More"), "", "more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        others = QMenu(self)
        for name, title, icon in more_tools():
            action = others.addAction(icons.icon(icon), f"{title}\t{KEYS[name]}")
            action.triggered.connect(lambda _checked=False, one=name: self.chosen.emit(one))
        self.more.setMenu(others)

    def _button(self, name: str, title: str, key: str, icon: str) -> QToolButton:
        colours = theme.current()
        button = QToolButton(self)
        button.setCheckable(True)
        button.setObjectName(name)
        button.setIcon(icons.icon(icon, colours.ink, colours.accent))
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._group.addButton(button)
        self.row.addWidget(button)
        self._name(button, title, key)
        return button

    def _name(self, button: QToolButton, title: str, key: str) -> None:
        self._words[button] = title, key
        button.setText(self._text(button))
        button.setToolTip(_("{tool} — key {key}").format(tool=title, key=key) if key else title)
        button.setAccessibleName(title)

    def _text(self, button: QToolButton) -> str:
        title, key = self._words[button]
        if button.objectName() == "tool.more":
            return key or ("" if self._short else title)
        return key if self._short else f"{title}  {key}"

    def show_kind(self, kind: str) -> None:
        """The kind of link that the tool draws."""
        colours = theme.current()
        self.buttons["link"].setIcon(icons.icon(KIND_ICONS[kind], colours.ink, colours.accent))
        self._name(self.buttons["link"], capital(choice_label(kind, "kind")), KEYS["link"])
        self._refit()

    def show_tool(self, name: str) -> None:
        """Which tool is in the hand; one from «more» shows on that button."""
        colours = theme.current()
        found = next((tool for tool in more_tools() if tool[0] == name), None)
        title, icon = (found[1], found[2]) if found is not None else (_("More"), "more")
        self.more.setIcon(icons.icon(icon, colours.ink, colours.accent))
        self._name(self.more, title, KEYS[name] if found is not None else "")
        self.buttons.get(name, self.more).setChecked(True)
        self._refit()

    def fit(self, width: int) -> None:
        """Show pictures, names and keys where they fit, else names and keys, else pictures and keys."""
        self._width = width
        self._refit()

    def _refit(self) -> None:
        for short, pictured in ((False, True), (False, False), (True, True)):
            self._short = short
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if pictured else Qt.ToolButtonStyle.ToolButtonTextOnly
            for button in self._words:
                button.setText(self._text(button))
                button.setToolButtonStyle(style)
                if button.property("short") != short:
                    button.setProperty("short", short)
                    button.style().unpolish(button)
                    button.style().polish(button)
            self.layout().activate()
            if self.sizeHint().width() <= self._width:
                break
        self.adjustSize()


class FamilyBar(Floating):
    """The families of orders as chips, while flows are drawn; 1 to 9 choose too, + names a new one in place."""

    chosen = Signal(object)  # id of a family, or None: the one that comes in
    named = Signal(str)  # a new family

    def __init__(self, view: CanvasView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._group = QButtonGroup(self)
        self._width = 10_000
        self.name = _FamilyName(self)
        self.name.setPlaceholderText(_("Name of the family"))
        self.name.setAccessibleName(_("Name of the new order family"))
        self.name.setFixedWidth(170)
        self.name.returnPressed.connect(self._done)
        self.name.given_up.connect(lambda: self._fold(refocus=True))
        self.name.left.connect(self._done)
        self.chips: list[QToolButton] = []
        self._names: dict[QToolButton, tuple[str, str]] = {}  # name and key on each
        self.new = QToolButton(self)
        self.new.setText("+  " + _("New family"))
        self.new.setToolTip(_("New order family — key +"))
        self.new.setAccessibleName(_("New order family"))
        self.new.clicked.connect(lambda _checked=False: self.ask_name())
        self.row.addWidget(self.new)
        self.row.addWidget(self.name)
        self.name.hide()
        self.hide()
        view.tool_changed.connect(lambda _tool: self.refresh())
        view.order_changed.connect(self.refresh)
        view.order_wanted.connect(self.ask_name)
        view.canvas.document.changed.connect(self._follow)

    def close_bar(self) -> None:
        """Stop following the document."""
        self._view.canvas.document.changed.disconnect(self._follow)

    def _follow(self, change: Any) -> None:
        if self.isVisible() and (change.everything or any(row.collection == "orders" for row in change.rows)):
            self.refresh()

    def refresh(self) -> None:
        """Show the families as they are now; nothing while another tool is in the hand."""
        view = self._view
        variant = view.canvas.variant
        shown = view.tool == "order" and variant is not None
        if shown:
            self._fill()
        elif self.name.isVisible():
            self._fold(refocus=False)
        self.setVisible(shown)

    def _fill(self) -> None:
        for chip in self.chips:
            self._group.removeButton(chip)
            self.row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        view = self._view
        organisation = view.canvas.document.organisation
        looks = Appearance(organisation, view.canvas.variant)
        families = [(order.id, order.name, looks.family_colour(order.id)) for order in organisation.orders.values()]
        self.chips = []
        self._names = {}
        if families:
            automatic = self._chip(None, _("Follows the flow"), "0", None)
            automatic.setToolTip(_("Each flow takes the family that comes in where it begins — key 0"))
            automatic.setChecked(not view.order_chosen)
        for number, (identity, name, colour) in enumerate(families, start=1):
            chip = self._chip(identity, name, str(number) if number <= 9 else "", colour)
            chip.setChecked(view.order_chosen and view.order == identity)
        self._arrange()

    def _chip(self, identity: str | None, name: str, key: str, colour: str | None) -> QToolButton:
        chip = QToolButton(self)
        chip.setCheckable(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._names[chip] = name, key
        chip.setToolTip(_("{tool} — key {key}").format(tool=name, key=key) if key else name)
        chip.setAccessibleName(name)
        if colour is not None:
            chip.setIcon(_dot(colour, self.devicePixelRatioF()))
            chip.setIconSize(QSize(12, 12))
        chip.clicked.connect(lambda _checked=False: self.chosen.emit(identity))
        self._group.addButton(chip)
        self.row.insertWidget(len(self.chips), chip)
        self.chips.append(chip)
        return chip

    def _arrange(self) -> None:
        """As many chips as there is room for, with shorter names where that helps; the one that is chosen always."""
        for chip in self.chips:
            chip.show()
        for width in CHIP:
            for chip in self.chips:
                name, key = self._names[chip]
                short = QFontMetrics(chip.font()).elidedText(name, Qt.TextElideMode.ElideRight, width)
                chip.setText(f"{short}  {key}" if key else short)
            self.layout().activate()
            if self.sizeHint().width() <= self._width:
                break
        for chip in reversed(self.chips):
            if self.sizeHint().width() <= self._width:
                break
            if not chip.isChecked():
                chip.hide()
                self.layout().activate()
        self.adjustSize()

    def fit(self, width: int) -> None:
        self._width = width
        if self.chips:
            self._arrange()

    def ask_name(self) -> None:
        """Name a new family in place."""
        self.new.hide()
        self.name.clear()
        self.name.show()
        self._arrange()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self) -> None:
        words = self.name.text().strip()
        self._fold(refocus=True)
        if words:
            self.named.emit(words)

    def _fold(self, *, refocus: bool) -> None:
        if self.name.isHidden():
            return
        self.name.clear()
        if refocus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.hide()
        self.new.show()
        self._arrange()


class _FamilyName(QLineEdit):
    """One line: Enter keeps it, Esc gives it up, leaving it keeps it."""

    given_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _dot(colour: str, ratio: float) -> QIcon:
    """A round spot of a colour."""
    pixmap = QPixmap(round(12 * ratio), round(12 * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(pixmap.rect().adjusted(1, 1, -1, -1))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
