"""The line of tools above the skills matrix: of whom, of what, in which order, and as of when."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.editors import DateEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_rows import Shown
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models.language import _, ngettext

SELECTION = "\0selection"  # the choice of what is selected on the canvas
PAUSE = 180  # milliseconds without a key before the words are sought


class SkillsTools(QWidget):
    """Tells in `changed` what to show, in `day_changed` as of when. `assessor` is who gives levels from now on."""

    changed = Signal(object)  # Shown
    day_changed = Signal(object)  # date or None
    problem = Signal(str)

    def __init__(self, session: Session, selected: Callable[[], tuple[str, ...]], parent: QWidget) -> None:
        """`selected`: the units that are selected on the canvas now."""
        super().__init__(parent)
        self.session, self._selected = session, selected
        self.shown = Shown()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.units = QComboBox(self)
        self.units.setMinimumWidth(112)
        self.units.setMaximumWidth(220)
        widgets.name(self.units, _("Unit"))
        self.units.activated.connect(lambda _index: self._choose(self.units.currentData()))
        row.addWidget(self.units, 2)
        self.search = widgets.search_field(_("Search people and skills"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.seek)
        self.search.textChanged.connect(lambda _words: self._pause.start())
        row.addWidget(self.search, 3)
        self.gaps = widgets.button(_("Gaps only"), None, self)
        self.gaps.setCheckable(True)
        self.gaps.setToolTip(_("Only people and skills that fall short"))
        self.gaps.toggled.connect(lambda on: self._tell(gaps=on))
        row.addWidget(self.gaps)
        self.order = widgets.button(_("Order"), None, self)
        self.order.setProperty("hasMenu", True)
        self.order.setMenu(self._order_menu())
        row.addWidget(self.order)
        row.addStretch(1)
        row.addWidget(widgets.label(_("As of"), "label", self))
        self.day = DateEditor(self, nullable=True)
        self.day.line.setPlaceholderText(_("now"))
        self.day.line.setAccessibleName(_("As of"))
        self.day.line.setFixedWidth(92)
        self.day.setToolTip(_("The matrix as it was on a day; empty: now"))
        self.day.committed.connect(self._on_day)
        row.addWidget(self.day)
        self.assessor = _field(_("Assessor"), self)
        self.assessor.setToolTip(_("Who gives the levels; kept with each change"))
        self.assessor.setText(session.organisation.workshop.facilitator)
        self.assessor.setMinimumWidth(104)
        self.assessor.setMaximumWidth(130)
        self.search.setMinimumWidth(96)
        row.addWidget(self.assessor, 1)

    # -- what there is to choose ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring the list of units up to date, and what is chosen in it."""
        variant = self.session.variant
        picked = self._selected()
        self.units.blockSignals(True)
        self.units.clear()
        self.units.addItem(_("Everybody"), ())
        if picked:
            words = ngettext("Selected: {count} unit", "Selected: {count} units", len(picked))
            self.units.addItem(words.format(count=len(picked)), SELECTION)
        for unit in variant.units.values() if variant is not None else ():
            if unit.kind != "external":
                self.units.addItem(unit.name, (unit.id,))
        at = next((i for i in range(self.units.count()) if self.units.itemData(i) == self.shown.units), -1)
        if at < 0 and picked:
            at = 1
        self.units.setCurrentIndex(max(at, 0))
        self.units.blockSignals(False)

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        grouped = menu.addAction(_("People under their unit"))
        grouped.setCheckable(True)
        grouped.toggled.connect(lambda on: self._tell(grouped=on))
        people = [
            ("document", _("People as listed")),
            ("name", _("People by name")),
            ("fewest", _("People with the fewest skills first")),
            ("most", _("People with the most skills first")),
        ]
        skills = [
            ("document", _("Skills as listed")),
            ("name", _("Skills by name")),
            ("group", _("Skills by group")),
            ("fewest", _("Skills with the fewest people first")),
        ]
        for field, choices in (("people_by", people), ("skills_by", skills)):
            menu.addSeparator()
            group = QActionGroup(menu)
            for value, words in choices:
                action: QAction = menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(value == "document")
                action.triggered.connect(lambda _on=False, f=field, v=value: self._tell(**{f: v}))
                group.addAction(action)
        return menu

    # -- choosing ------------------------------------------------------------------------------------------------

    def choose_units(self, units: tuple[str, ...]) -> None:
        """Show the people and skills of these units; none: everybody."""
        self._tell(units=units)
        self.refresh()

    def _choose(self, chosen: object) -> None:
        self._tell(units=self._selected() if chosen == SELECTION else chosen)

    def seek(self) -> None:
        """Look for what stands in the search field now."""
        self._pause.stop()
        self._tell(words=self.search.text())

    def _tell(self, **values: object) -> None:
        shown = replace(self.shown, **values)  # type: ignore[arg-type]
        if shown != self.shown:
            self.shown = shown
            self.order.setText(_("Order") + (" •" if shown.grouped or _ordered(shown) else ""))
            self.changed.emit(shown)

    def _on_day(self) -> None:
        try:
            day: datetime.date | None = self.day.value()
        except InputError as error:
            self.day.set_wrong(True)
            self.problem.emit(str(error))
            return
        self.day.set_wrong(False)
        self.day.show_value(day)
        self.day_changed.emit(day)

    def show_day(self, day: datetime.date | None) -> None:
        """Choose a day as if it were typed."""
        self.day.show_value(day)
        self.day_changed.emit(day)


def _ordered(shown: Shown) -> bool:
    return shown.people_by != "document" or shown.skills_by != "document"


def _field(words: str, parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    return made


def day_banner(run: Callable[[], object], parent: QWidget) -> tuple[QWidget, widgets.ElidedLabel]:
    """A line that says that an earlier day is shown, with the way back."""
    banner = QWidget(parent)
    banner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    banner.setStyleSheet(f"background: {theme.current().attention_tint}; border-radius: 7px;")
    row = QHBoxLayout(banner)
    row.setContentsMargins(12, 5, 6, 5)
    words = widgets.ElidedLabel("", banner)
    words.setStyleSheet(f"color: {theme.current().on_attention};")
    row.addWidget(words, 1)
    back: QPushButton = widgets.button(_("Back to now"), run, banner, role="small")
    row.addWidget(back)
    return banner, words
