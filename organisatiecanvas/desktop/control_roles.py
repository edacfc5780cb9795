"""The tab of roles: a card each with purpose, accountabilities, domains and holders; templates; the form beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import role_templates, theme, widgets
from organisatiecanvas.desktop.control_tab import ControlTab
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage

WIDTH = 264  # of a card, at least, in pixels
GAP, EDGE = 10, 8  # pixels between cards, and behind the last one
STARS = "stars"
MOST_NAMED = 4
MOST_TOGETHER = 22  # letters


class CardWords(NamedTuple):
    """What a card shows; `lacks` are the design rules that the role breaks, in words."""

    id: str
    name: str
    second: str
    purpose: str
    accountabilities: tuple[str, ...]
    domains: tuple[str, ...]
    holders: tuple[str, ...]
    backups: tuple[str, ...]
    star: bool
    lacks: tuple[str, ...]


def card_words(organisation: Any, variant: Any, role: Any) -> CardWords:
    """A role as its card tells it."""
    people = organisation.people
    held = [(people[one.person].name, one.backup) for one in role.holders.values() if one.person in people]
    holders = tuple(name for name, backup in held if not backup)
    backups = tuple(name for name, backup in held if backup)
    star = role.kind == "star"
    lacks = []
    if not role.purpose.strip():
        lacks.append(_("no purpose"))
    if not role.accountabilities:
        lacks.append(_("no accountability"))
    if star and len(holders) != 1:
        lacks.append(_("a star role has one holder"))
    elif not star and not holders:
        lacks.append(_("nobody holds it"))
    if star and not backups:
        lacks.append(_("no backup"))
    second = f"{choice_label(role.kind)} · {variant.units[role.unit].name}"
    return CardWords(
        role.id,
        f"{style.STAR} {role.name}" if star else role.name,
        second,
        " ".join(role.purpose.split()),
        tuple(role.accountabilities),
        tuple(role.domains),
        holders,
        backups,
        star,
        tuple(lacks),
    )


class RoleCard(QFrame):
    """One role; a click, Enter or Space opens its form."""

    opened = Signal(str)

    def __init__(self, words: CardWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(14, 10, 12, 12)
        self._inside: QWidget | None = None
        self.show_words(words)

    def show_words(self, words: CardWords) -> None:
        """Say this from now on; the card keeps its place and the keys."""
        self.words = words
        told = [words.name, words.second, words.purpose, *words.lacks]
        self.setAccessibleName(", ".join(part for part in told if part))
        inside = QWidget(self)
        if self._inside is None:
            self._around.addWidget(inside)
        else:
            self._around.replaceWidget(self._inside, inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(widgets.label(words.name, "strong", inside, wrap=True))
        column.addWidget(widgets.label(words.second, "small", inside, wrap=True))
        if words.purpose:
            column.addWidget(widgets.label(words.purpose, "", inside, wrap=True))
        for title, items in ((_("Accountable for"), words.accountabilities), (_("Domains"), words.domains)):
            if items:
                column.addSpacing(4)
                column.addWidget(widgets.label(title, "small", inside))
                column.addWidget(widgets.label("\n".join(f"• {one}" for one in items), "", inside, wrap=True))
        column.addSpacing(4)
        self._held(column, _("Held by"), words.holders)
        if words.star or words.backups:
            self._held(column, _("Backup"), words.backups)
        if words.lacks:
            lacking = widgets.label("! " + ", ".join(words.lacks), "", inside, wrap=True)
            lacking.setStyleSheet(f"color: {theme.strong('attention')};")
            column.addSpacing(4)
            column.addWidget(lacking)
        column.addStretch(1)
        for words_shown in inside.findChildren(QLabel):
            if words_shown.wordWrap():
                words_shown.setMinimumWidth(1)  # else a label asks for the room that its words would like
        if self.isVisible():
            inside.show()  # at once, as its height is asked next

    def _held(self, column: QVBoxLayout, title: str, names: tuple[str, ...]) -> None:
        line, inside = QHBoxLayout(), column.parentWidget()
        head = widgets.label(title, "small", inside)
        head.setFixedWidth(86)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        whole = [_together(name) for name in names[:MOST_NAMED]]
        words = ", ".join(whole) or "–"
        if len(names) > MOST_NAMED:
            more = len(names) - MOST_NAMED
            rest = ngettext("and {count} more", "and {count} more", more).format(count=more)
            words += " " + rest.replace(" ", "\u00a0")
        shown = widgets.label(words, "", inside, wrap=True)
        shown.setToolTip(", ".join(names) if len(names) > MOST_NAMED else "")
        line.addWidget(shown, 1)
        column.addLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.words.id)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.words.id)
        else:
            super().keyPressEvent(event)


def _together(name: str) -> str:
    """A name stays on one line, as long as it is one that has room there."""
    return name.replace(" ", "\u00a0") if len(name) <= MOST_TOGETHER else name


class RolesTab(ControlTab):
    """Cards of all roles, of the star roles, or of one unit; templates to add; the form of one at the right."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        column = self.box
        column.addLayout(self._head())
        self.area = _Area(self)
        widgets.name(self.area, _("Roles"))
        self.area.setWidgetResizable(True)
        self.area.resized.connect(self._arrange)
        self.panel = self.make_panel()
        column.addWidget(self.beside(self.area, self.panel, 340), 1)
        self.empty = widgets.label("", "muted", self, wrap=True)
        column.addWidget(self.empty)
        self.cards: list[RoleCard] = []
        self.session.changed.connect(self._follow)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.choice = QComboBox(self)
        widgets.name(self.choice, _("Which roles"))
        self.choice.setMinimumContentsLength(16)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.activated.connect(lambda _index: self.refresh())
        line.addWidget(self.choice)
        self.told = widgets.ElidedLabel("", self, role="small")
        line.addWidget(self.told, 1)
        print_button = widgets.button(_("Print cards…"), self.page.cards_wanted.emit, self)
        line.addWidget(print_button)
        add = widgets.button(_("From a template"), None, self, role="primary")
        add.setProperty("hasMenu", True)
        self.menu = QMenu(add)
        self.menu.aboutToShow.connect(self._fill_menu)
        add.setMenu(self.menu)
        line.addWidget(add)
        return line

    def _fill_menu(self) -> None:
        """The sets of roles for the unit that is chosen, or for each unit."""
        self.menu.clear()
        variant = self.session.variant
        if variant is None:
            return
        chosen = self.choice.currentData()
        units = [unit for unit in variant.units.values() if unit.kind != "external"]
        units = [unit for unit in units if unit.id == chosen] or units
        for unit in units:
            part = self.menu.addMenu(unit.name) if len(units) > 1 else self.menu
            role_templates.fill_sets(part, lambda roles, one=unit.id: self._add(one, roles))

    def _add(self, unit: str, roles: Any) -> None:
        self.page.message.emit(role_templates.add_to(self.session, unit, roles))

    def _fill_choice(self) -> None:
        variant, chosen = self.session.variant, self.choice.currentData() or ""
        entries = [("", _("All roles")), (STARS, _("Star roles"))]
        if variant is not None:
            held = {role.unit for role in variant.roles.values()}
            entries += [(unit.id, unit.name) for unit in variant.units.values() if unit.id in held]
        now = [(self.choice.itemData(at), self.choice.itemText(at)) for at in range(self.choice.count())]
        if now == entries:
            return
        self.choice.blockSignals(True)
        self.choice.clear()
        for value, words in entries:
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.choice.blockSignals(False)

    def _follow(self, change: Any) -> None:
        if self.isVisible() and change.touches("roles", "holders", "units", "people", "variants"):
            self.refresh()

    def refresh(self) -> None:
        """Cards of the roles chosen, by unit; made anew only where they say something else."""
        variant = self.session.variant
        if variant is None:
            return
        self._fill_choice()
        chosen = self.choice.currentData() or ""
        order = {unit: at for at, unit in enumerate(variant.units)}
        roles = [role for role in variant.roles.values() if variant.units[role.unit].kind != "external"]
        roles = [role for role in roles if chosen in ("", role.unit) or (chosen == STARS and role.kind == "star")]
        roles.sort(key=lambda role: order[role.unit])
        wanted = [card_words(self.session.organisation, variant, role) for role in roles]
        lacking = sum(bool(one.lacks) for one in wanted)
        self.told.set_words(
            _("{lacking} of {count} with something to settle").format(lacking=lacking, count=len(wanted))
        )
        self.empty.setText(
            "" if wanted else _("No roles here yet. Start from a template, or draw them on the canvas (R).")
        )
        self.empty.setVisible(not wanted)
        if [words.id for words in wanted] == [card.words.id for card in self.cards]:
            others = [(card, words) for card, words in zip(self.cards, wanted, strict=True) if card.words != words]
            for card, words in others:
                card.show_words(words)
            if others:
                self._arrange()
            return
        holder = QWidget()
        holder.setObjectName("ground")
        self.cards = [RoleCard(words, holder) for words in wanted]
        for card in self.cards:
            card.opened.connect(self._open)
        self.area.setWidget(holder)  # deletes what was there
        self._arrange()

    def _arrange(self) -> None:
        """Cards beside each other, those of a line as high as the highest: a grid of Qt's cuts words that wrap."""
        holder = self.area.widget()
        if holder is None:
            return
        room = self.area.viewport().width() - EDGE
        columns = max(1, (room + GAP) // (WIDTH + GAP))
        width = (room - GAP * (columns - 1)) // columns
        top = 0
        for first in range(0, len(self.cards), columns):
            line = self.cards[first : first + columns]
            height = max(card.layout().totalHeightForWidth(width) for card in line)
            for at, card in enumerate(line):
                card.setGeometry(at * (width + GAP), top, width, height)
            top += height + GAP
        holder.setMinimumHeight(top)

    def _open(self, role: str) -> None:
        self.panel.show_row("roles", (self.session.variant_id, role))


class _Area(QScrollArea):
    resized = Signal()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.resized.emit()
