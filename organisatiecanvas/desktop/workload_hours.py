"""Hours: the table with bars, and beside it what falls short, who is above contract and who works in several units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.editors import NumberEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_side import SideText, bold, heading, link, paragraph, small
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.desktop.workload_figures import Gathered
from organisatiecanvas.desktop.workload_table import HoursModel, HoursTable, Line, lines
from organisatiecanvas.models.analysis.shortage import Shortage
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.analysis.workload import Placed
from organisatiecanvas.models.analysis.workload_method import hours_method
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.plan import action_of, add_action

CODES = ("occupancy", "work-without-people", "workload")
MOST_PEOPLE = 200
SIDE_WIDTH = 320
NARROW = 1140  # pixels
MOST_BELOW = 0.36  # of the height, for what stands under the table
MOST_VOLUME = 1000.0  # percent


class HoursView(QWidget):
    """`volume_changed` asks for hours at another volume; `show_wanted` and `action_wanted` lead elsewhere."""

    show_wanted = Signal(str, str)
    person_wanted = Signal(str)
    action_wanted = Signal(str)
    message = Signal(str)
    volume_changed = Signal(float)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.gathered: Gathered | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._tools())
        self.split = split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        self.model = HoursModel(self)
        self.table = HoursTable(self.model, self)
        self.table.show_wanted.connect(self.show_wanted)
        self.table.action_wanted.connect(self.act_on)
        split.addWidget(self.table)
        self.card = self._side()
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        split.setSizes([900, SIDE_WIDTH])
        column.addWidget(split, 1)
        self.method = widgets.label("", "small", self, wrap=True)
        column.addWidget(self.method)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.roles = QCheckBox(_("Roles"), self)
        self.roles.setChecked(True)
        self.roles.toggled.connect(lambda _on: self._fill())
        self.absent = QCheckBox(_("One absent"), self)
        self.absent.setToolTip(_("Occupancy of each unit when the one with the most hours is away"))
        self.absent.toggled.connect(lambda _on: self._fill())
        row.addWidget(self.roles)
        row.addWidget(self.absent)
        row.addSpacing(8)
        row.addWidget(widgets.label(_("Volume of the period, %"), "label", self))
        self.volume = NumberEditor(self)
        self.volume.show_value(100.0)
        self.volume.line.setFixedWidth(62)
        self.volume.line.setAccessibleName(_("Volume of the period, %"))
        self.volume.setToolTip(
            _(
                "Hours of a busier or quieter period: so many percent of all pieces per week. Nothing in the "
                "document changes."
            )
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self._on_volume)
        self.volume.line.textChanged.connect(lambda _words: self._later.start())
        row.addWidget(self.volume)
        self.trial = widgets.label("", "hint", self)
        self.trial.hide()
        row.addWidget(self.trial)
        row.addStretch(1)
        return row

    def _side(self) -> QWidget:
        card = QFrame(self)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 8, 10)
        self.side = SideText(_("What falls short and who has several places"), card)
        self.side.followed.connect(self._follow)
        column.addWidget(self.side)
        return card

    def resizeEvent(self, event: Any) -> None:
        """In a narrow window what falls short stands under the table."""
        super().resizeEvent(event)
        way = Qt.Orientation.Vertical if self.width() < NARROW else Qt.Orientation.Horizontal
        if self.split.orientation() != way:
            self.split.setOrientation(way)
            self.split.setSizes([400, 150] if way == Qt.Orientation.Vertical else [900, SIDE_WIDTH])
        if way == Qt.Orientation.Vertical and self.split.sizes()[1] > MOST_BELOW * self.split.height():
            self.split.setSizes([round(100 * (1 - MOST_BELOW)), round(100 * MOST_BELOW)])

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._later.stop()

    def _on_volume(self) -> None:
        try:
            value = self.volume.value()
        except InputError:
            return
        if 0 <= value <= MOST_VOLUME:
            self.volume_changed.emit(value / 100)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_gathered(self, gathered: Gathered, *, fresh: bool) -> None:
        self.gathered = gathered
        self.table.setEnabled(True)
        self.trial.setVisible(gathered.volume != 1.0)
        if gathered.volume != 1.0:
            self.trial.setText(_("What if: {share} of the volume").format(share=percent(gathered.volume)))
        self._fill()
        if not fresh:
            self.trial.setText(_("computing…"))
            self.trial.show()

    def _fill(self) -> None:
        if self.gathered is None:
            return
        found = list(lines(self.session, self.gathered, roles=self.roles.isChecked()))
        target = self.session.organisation.rules.utilisation_target
        self.model.show_lines(found, self.acted(), target, absent=self.absent.isChecked())
        self.card.setVisible(bool(found))  # without hours there is nothing to say about them
        self.side.show_parts(list(self._parts(self.gathered)) if found else [])
        self.method.setText(hours_method(target))

    def acted(self) -> set[str]:
        """The units and roles whose hours have an action."""
        variant = self.session.variant_id
        proposals = {
            action.proposal or ""
            for action in self.session.organisation.actions.values()
            if action.variant in (None, variant)
        }
        return {words.partition(":")[2] for words in proposals if words.partition(":")[0] in CODES}

    def _parts(self, gathered: Gathered) -> Iterator[str]:
        totals = gathered.hours.totals
        yield heading(_("Whole variant"))
        if totals.demand is not None and totals.available is not None:
            words = _("{demand} h asked of {available} h a week by {people} people, each counted once.").format(
                demand=decimal(totals.demand), available=decimal(totals.available), people=totals.people
            )
            yield paragraph(words)
            if totals.above_contract:
                words = _("{hours} h of it is above contract: not hours that there are.").format(
                    hours=decimal(totals.above_contract)
                )
                yield paragraph(words, state="attention")
        else:
            yield paragraph(_("Not all hours are known; the table says why."))
        yield from self._short(gathered.shortages)
        yield from self._people(gathered.hours.placed)

    def _short(self, shortages: tuple[Shortage, ...] | None) -> Iterator[str]:
        yield heading(_("Skills that fall short"))
        if shortages is None:
            yield paragraph(_("Not all hours are known; the table says why."))
        elif not shortages:
            yield paragraph(_("Whoever masters it has the hours for it: every task can be done."), state="good")
        for shortage in shortages or ():
            skills = self.session.organisation.skills
            names = [skills[name].name for name in shortage.skills if name in skills]
            words = _("{hours} h a week stay undone: {demand} h asked, {available} h with those who master it.").format(
                hours=decimal(shortage.unserved),
                demand=decimal(shortage.demand),
                available=decimal(shortage.available),
            )
            first = shortage.skills[0]
            places = link(_("Show"), "skill", first)
            made = self._known("bottleneck-skill", first)
            act = link(_("✓ In actions") if made else _("Make action"), "act", "bottleneck-skill", first)
            yield paragraph(bold(listed(names)), words, places, "·", act, state="problem")
        yield paragraph(small(_("Hours go to tasks by who masters the skill, as well as can be (maximum flow).")))

    def _people(self, placed: tuple[Placed, ...]) -> Iterator[str]:
        over = [row for row in placed if row.over]
        several = [row for row in placed if len(row.units) > 1]
        yield heading(_("Above contract"), decimal(len(over), 0) if over else "")
        if not over:
            yield paragraph(_("Nobody holds roles for more hours than the contract."), state="good")
        full = self.session.organisation.rules.hours_per_week
        for row in over[:MOST_PEOPLE]:
            fte = f" ({_('{fte} FTE').format(fte=decimal(row.held / full, 2))})" if full else ""
            words = _("{held} h in roles, contract {contract} h").format(
                held=decimal(row.held), contract=decimal(row.contract)
            )
            made = self._known("hours-over-contract", row.person)
            act = link(_("✓ In actions") if made else _("Make action"), "act", "hours-over-contract", row.person)
            yield paragraph(
                link(self._person(row.person), "person", row.person), words + fte, "·", act, state="problem"
            )
        yield heading(_("In several units"), decimal(len(several), 0) if several else "")
        if not several:
            yield paragraph(_("Everybody works in one unit."))
        units = self.session.variant.units if self.session.variant is not None else {}
        for row in several[:MOST_PEOPLE]:
            parts = [
                f"{link(units[unit].name, 'unit', unit)} {decimal(hours)} h"
                for unit, hours in row.units
                if unit in units
            ]
            yield paragraph(link(self._person(row.person), "person", row.person), " · ".join(parts))
        hidden = len(over[MOST_PEOPLE:]) + len(several[MOST_PEOPLE:])
        if hidden:
            words = ngettext("and {count} more", "and {count} more", hidden).format(count=hidden)
            yield paragraph(small(words))

    def _person(self, identity: str) -> str:
        row = self.session.organisation.people.get(identity)
        return row.name if row is not None else identity

    def _known(self, code: str, subject: str) -> bool:
        return action_of(self.session.organisation, self.session.variant_id, f"{code}:{subject}") is not None

    # -- doing ---------------------------------------------------------------------------------------------------

    def _follow(self, what: str, values: tuple[str, ...]) -> None:
        if what == "skill":
            self.show_wanted.emit("skills", values[0])
        elif what == "unit":
            self.show_wanted.emit("units", values[0])
        elif what == "person":
            self.person_wanted.emit(values[0])
        elif what == "act":
            found = self._finding(values[0], values[1])
            if found is not None:
                self.make_action(found)

    def _finding(self, code: str, subject: str) -> dict[str, Any] | None:
        """The finding of `analyse` about a subject; None while there is none."""
        figures = self.session.runner.figures or {}
        return next(
            (one for one in figures.get("findings", ()) if one["code"] == code and one["subject"] == subject), None
        )

    def act_on(self, line: Line) -> None:
        """Make an action of a row, from its finding where there is one; the second time show the one there is."""
        found = next((one for code in CODES if (one := self._finding(code, line.id)) is not None), None)
        if found is None:
            message = _("{name}: {asked} h asked of {available} h a week.").format(
                name=line.name,
                asked=_("n/a") if line.parts.demand is None else decimal(line.parts.demand),
                available=decimal(line.available or 0),
            )
            found = {"proposal": f"workload:{line.id}", "subject": line.id, "message": message}
        known = next((f"{code}:{line.id}" for code in CODES if self._known(code, line.id)), None)
        self.make_action(found if known is None else {**found, "proposal": known})

    def make_action(self, found: dict[str, Any]) -> None:
        variant = self.session.variant_id
        known = action_of(self.session.organisation, variant, found["proposal"])
        if known is not None:
            self.action_wanted.emit(known.id)
            return
        problem = self.session.attempt(_("New action"), lambda: add_action(self.session.document, variant, found))
        self.message.emit(problem or _("Added to the actions: {name}").format(name=found["message"]))
        self._fill()
