"""The skills matrix as a table model: levels by person and skill, with the counts of the analysis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from organisatiecanvas.desktop import skills_rows
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_rows import Line, Shown
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.models import mastery
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _, ngettext

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str]  # person, skill
TOP = QModelIndex()
CELL, HEADING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable, Qt.ItemFlag.NoItemFlags
# How a skill stands, by its status in the figures.
STATUS = {"gap": "problem", "single": "problem", "fragile": "attention", "covered": "good", "exempt": ""}
LAID_OUT_BY = ("people", "skills", "units", "roles", "holders", "requirements", "rules")


MANY = 400  # changed cells from which the whole matrix is painted again


@dataclass(frozen=True)
class Count:
    """What stands behind a name: «2 / 3», how that is (good, attention, problem or nothing), and the change since."""

    words: str = ""
    state: str = ""
    since: int = 0
    reason: str = ""


@dataclass(frozen=True)
class PlanMark:
    """A step of the training plan in its cell: what is said about it, and in a few signs when."""

    words: str
    when: str


class SkillsModel(QAbstractTableModel):
    """Levels by person and skill; `shown` says of whom and of what. `counted` tells that counts are other ones.

    `day` (None: now) shows the levels as of an earlier day, which can't be changed. `plan` marks the steps of a
    training plan, `away` the people who are absent, `refused` what could not be pasted.
    """

    counted = Signal()
    laid_out = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.shown = Shown()
        self.day: datetime.date | None = None
        self.lines: list[Line] = []
        self.skills: list[str] = []
        self.person_figures: dict[str, Any] = {}
        self.skill_figures: dict[str, Any] = {}
        self.unit_figures: dict[str, Any] = {}
        self.expiring: dict[Place, bool] = {}
        self.plan: Mapping[Place, PlanMark] = {}
        self.away: frozenset[str] = frozenset()
        self.refused: dict[Place, str] = {}
        self._then: dict[Place, mastery.Standing] = {}
        self._growth: tuple[dict[str, mastery.Growth], dict[str, mastery.Growth]] = ({}, {})
        self._collect()
        session.changed.connect(self._on_change)
        session.runner.changed.connect(self._on_figures)
        session.variant_changed.connect(lambda _variant: self._on_variant())
        self._on_figures()

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def people(self) -> list[str]:
        """The person on each line; empty on the heading of a group."""
        return [line.person for line in self.lines]

    def show_only(self, shown: Shown) -> None:
        """Show other people and skills, or the same in another order."""
        self.shown = shown
        self.lay_out()

    def show_day(self, day: datetime.date | None) -> None:
        """Show the levels as of a day, or those of now."""
        self.day = day
        self._remember()
        self.lay_out()

    def show_plan(self, plan: Mapping[Place, PlanMark]) -> None:
        """Mark the steps of a training plan."""
        self.plan = dict(plan)
        self._repaint()

    def show_away(self, people: frozenset[str]) -> None:
        """Show these people as absent."""
        self.away = people
        self.counted.emit()
        self._repaint()

    def refuse(self, cells: Mapping[Place, str]) -> None:
        """Mark cells in which something was pasted that is no level, until the next change."""
        self.refused = dict(cells)
        self._repaint()

    def lay_out(self) -> None:
        """Gather lines and columns anew."""
        self.beginResetModel()
        self._collect()
        self.endResetModel()
        self.laid_out.emit()

    def _collect(self) -> None:
        organisation, variant = self.session.organisation, self.session.variant
        units = tuple(unit for unit in self.shown.units if variant is not None and unit in variant.units)
        if units != self.shown.units:
            self.shown = Shown(**{**self.shown.__dict__, "units": units})
        self.skills = skills_rows.columns(organisation, variant, self.shown, self.skill_figures)
        self.lines = skills_rows.lines(organisation, variant, self.shown, self.person_figures, self.skills)

    def _remember(self) -> None:
        organisation = self.session.organisation
        self._then = mastery.matrix_on(organisation, self.day) if self.day is not None else {}
        self._growth = mastery.growth(organisation, self.day) if self.day is not None else ({}, {})

    def _repaint(self) -> None:
        if self.lines and self.skills:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.skills) - 1))

    # -- following -----------------------------------------------------------------------------------------------

    def _on_variant(self) -> None:
        self.show_only(Shown(**{**self.shown.__dict__, "units": ()}))

    def _on_change(self, change: Change) -> None:
        self.refused = {}
        if change.touches(*LAID_OUT_BY):
            self._remember()
            self.lay_out()
            return
        if not change.touches("mastery", "assessments"):
            return
        self._remember()
        if len(change.rows) > MANY:
            self._repaint()
            return
        # Only the cells that changed are painted again.
        rows = {line.person: at for at, line in enumerate(self.lines) if line.person}
        columns = {name: at for at, name in enumerate(self.skills)}
        for item in change.rows:
            if item.collection == "mastery" and item.key[0] in rows and item.key[1] in columns:
                index = self.index(rows[item.key[0]], columns[item.key[1]])
                self.dataChanged.emit(index, index)

    def _on_figures(self) -> None:
        first = not self.person_figures
        skills = (self.session.runner.figures or {}).get("skills") or {}
        self.person_figures = {row["person"]: row for row in skills.get("people", ())}
        self.skill_figures = {row["skill"]: row for row in skills.get("skills", ())}
        self.unit_figures = {row["unit"]: row for row in skills.get("units", ())}
        self.expiring = {(row["person"], row["skill"]): row["expired"] for row in skills.get("expiring", ())}
        if first and self.person_figures and self.shown != Shown(units=self.shown.units):
            self.lay_out()  # an order or filter by figures could not be given before
        self.counted.emit()  # headerDataChanged would lay the whole table out anew

    # -- cells ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.skills)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.lines[index.row()].person:
            return HEADING
        return CELL

    def place(self, index: Index) -> Place:
        """Person and skill of a cell; the person is empty on the heading of a group."""
        return self.lines[index.row()].person, self.skills[index.column()]

    def level(self, index: Index) -> int | None:
        return self.level_at(self.place(index))

    def standing(self, place: Place) -> Any:
        """The mastery of a cell now or on the day that is shown; None where it is unknown."""
        return self._then.get(place) if self.day is not None else self.session.organisation.mastery.get(place)

    def level_at(self, place: Place) -> int | None:
        """The level of a person in a skill; None where it is unknown."""
        found = self.standing(place)
        return found.level if found is not None else None

    def target_at(self, place: Place) -> int | None:
        """The level a person is to reach, while it has not been reached."""
        row = self.session.organisation.mastery.get(place)
        target = row.target if row is not None else None
        return int(target) if target is not None and target > row.level else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not self.lines[index.row()].person:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            level = self.level(index)
            return "" if level is None else str(level)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(self._words(self.place(index)))
        return None

    def _words(self, place: Place) -> list[str]:
        organisation = self.session.organisation
        person, skill = organisation.people[place[0]].name, organisation.skills[place[1]].name
        found = self.standing(place)
        if found is None:
            words = [_("{person} · {skill}: unknown").format(person=person, skill=skill)]
        else:
            words = [f"{person} · {skill}: {found.level}, {level_label(found.level)}"]
            if found.valid_until is not None:
                words.append(_("valid until {day}").format(day=date_text(found.valid_until)))
            if found.assessed_on is not None:
                day = date_text(found.assessed_on)
                told = _("assessed on {day} by {assessor}") if found.assessor else _("assessed on {day}")
                words.append(told.format(day=day, assessor=found.assessor))
        target = self.target_at(place)
        if target is not None:
            words.append(_("target {level}").format(level=target))
        if place in self.plan:
            words.append(self.plan[place].words)
        if place in self.refused:
            words.append(_("«{words}» is no level").format(words=self.refused[place]))
        return words

    # -- headings ------------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        name = self._name(section, orientation)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        count = self.count(orientation, section)
        return "\n".join(words for words in (name, count.words, count.reason) if words)

    def _name(self, section: int, orientation: Qt.Orientation) -> str:
        if orientation == Qt.Orientation.Horizontal:
            return self.session.organisation.skills[self.skills[section]].name
        line = self.lines[section]
        return self.session.organisation.people[line.person].name if line.person else line.heading

    def group(self, section: int) -> str:
        """The group a skill belongs to, where skills are ordered by it."""
        return self.session.organisation.skills[self.skills[section]].group if self.shown.skills_by == "group" else ""

    def count(self, orientation: Qt.Orientation, section: int) -> Count:
        """«2 / 3» of a person or skill, and how that stands; empty where nothing is asked."""
        if orientation == Qt.Orientation.Horizontal:
            return self._skill_count(self.skills[section])
        line = self.lines[section]
        if not line.person:
            words = ngettext("{count} person", "{count} people", line.count).format(count=line.count)
            return Count(words)
        row = self.person_figures.get(line.person)
        if row is None:
            return self._uncounted(line.person)
        grown = self._growth[0].get(line.person)
        have = row["breadth"] if grown is None else grown.before
        if row["exempt"] is not None:
            return Count(str(have), "", reason=_("Exempt: {reason}").format(reason=row["exempt"]))
        state = "good" if have >= row["needed"] else "problem"
        return Count(f"{have} / {row['needed']}", state, grown.now - grown.before if grown is not None else 0)

    def _uncounted(self, person: str) -> Count:
        """Why somebody counts nowhere; nothing while there are no figures yet."""
        variant = self.session.variant
        if variant is None or not self.person_figures:
            return Count()
        if person in variant.leavers:
            return Count(
                _("leaves"), reason=_("Leaves in {variant}, and counts nowhere there.").format(variant=variant.name)
            )
        return Count(
            _("no role"), reason=_("Holds no role in {variant}, and counts nowhere there.").format(variant=variant.name)
        )

    def _skill_count(self, skill: str) -> Count:
        row = self.skill_figures.get(skill)
        if row is None:
            return Count()
        exempt = self.session.organisation.skills[skill].exempt
        own = self._unit_count(skill)
        have, needed = own if own is not None else (row["cover"], row["needed"])
        grown = self._growth[1].get(skill)
        if grown is not None and own is None:
            have = grown.before
        since = grown.now - grown.before if grown is not None else 0
        if exempt is not None:
            return Count(str(have), "", since, _("Exempt: {reason}").format(reason=exempt))
        if not needed:
            return Count(str(have), "", since)  # where nothing is asked nothing falls short
        status = row["status"] if own is None and grown is None else _status(have, needed)
        return Count(f"{have} / {needed}", STATUS.get(status, ""), since)

    def _unit_count(self, skill: str) -> tuple[int, int] | None:
        """Cover and need within the one unit that is shown."""
        if len(self.shown.units) != 1:
            return None
        rows = self.unit_figures.get(self.shown.units[0], {}).get("skills", ())
        return next(((row["cover"], row["needed"]) for row in rows if row["skill"] == skill), None)


def _status(have: int, needed: int) -> str:
    """As the analysis calls it (method.md 1)."""
    if have == 0:
        return "gap"
    if have == 1 and needed != 1:
        return "single"
    return "fragile" if have < needed else "covered"
