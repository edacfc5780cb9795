"""The skills matrix as a table model: levels by person and skill, with the counts of the analysis."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
# How a skill stands, by its status in the figures.
STATUS = {"gap": "problem", "single": "problem", "fragile": "attention", "covered": "good", "exempt": ""}


class SkillsModel(QAbstractTableModel):
    """Levels by person and skill, for everyone or for one unit; `counted` tells that counts are other ones."""

    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.unit: str | None = None
        self.people: list[str] = []
        self.skills: list[str] = []
        self.person_figures: dict[str, Any] = {}
        self.skill_figures: dict[str, Any] = {}
        self.expiring: dict[tuple[str, str], bool] = {}
        self._collect()
        session.changed.connect(self._on_change)
        session.runner.changed.connect(self._on_figures)
        session.variant_changed.connect(lambda _variant: self.show_unit(None))
        self._on_figures()

    def show_unit(self, unit: str | None) -> None:
        """Only the people of a unit and the skills it must cover; None for all."""
        self.beginResetModel()
        self.unit = unit
        self._collect()
        self.endResetModel()

    def _collect(self) -> None:
        organisation, variant = self.session.organisation, self.session.variant
        self.people, self.skills = list(organisation.people), list(organisation.skills)
        if variant is not None and self.unit in variant.units:
            basis = Basis(organisation, variant)
            wanted = {skill for unit in basis.below(self.unit) for skill in variant.units[unit].skills}
            self.people = [one for one in self.people if one in set(basis.people[self.unit])]
            self.skills = [one for one in self.skills if one in wanted]

    def _on_change(self, change: Change) -> None:
        if change.touches("people", "skills", "units", "roles", "holders", "requirements"):
            self.beginResetModel()
            self._collect()
            self.endResetModel()
            return
        if not change.touches("mastery") or not self.people or not self.skills:
            return
        # Only the cells that changed are painted again.
        lines = {name: at for at, name in enumerate(self.people)}
        columns = {name: at for at, name in enumerate(self.skills)}
        for item in change.rows:
            if item.collection == "mastery" and item.key[0] in lines and item.key[1] in columns:
                index = self.index(lines[item.key[0]], columns[item.key[1]])
                self.dataChanged.emit(index, index)

    def _on_figures(self) -> None:
        figures = self.session.runner.figures
        skills = (figures or {}).get("skills") or {}
        self.person_figures = {row["person"]: row for row in skills.get("people", ())}
        self.skill_figures = {row["skill"]: row for row in skills.get("skills", ())}
        self.expiring = {(row["person"], row["skill"]): row["expired"] for row in skills.get("expiring", ())}
        self.counted.emit()  # headerDataChanged would lay the whole table out anew

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.skills)

    def place(self, index: Index) -> tuple[str, str]:
        return self.people[index.row()], self.skills[index.column()]

    def level(self, index: Index) -> int:
        return self.level_at(self.place(index))

    def level_at(self, place: tuple[str, str]) -> int:
        """The level of a person in a skill; 0 where nothing was ever assessed."""
        mastery = self.session.organisation.mastery.get(place)
        return mastery.level if mastery is not None else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.level(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index)
        return None

    def _words(self, index: Index) -> str:
        person, skill = self.place(index)
        organisation = self.session.organisation
        level = self.level(index)
        words = f"{organisation.people[person].name} · {organisation.skills[skill].name}: {level}, {level_label(level)}"
        mastery = organisation.mastery.get((person, skill))
        if mastery is not None and mastery.valid_until is not None:
            words += " · " + _("valid until {day}").format(day=date_text(mastery.valid_until))
        return words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.session.organisation.people[self.people[section]].name
        return self.session.organisation.skills[self.skills[section]].name

    def count(self, orientation: Qt.Orientation, section: int) -> tuple[str, str]:
        """«2 / 3» of a person or skill, and how that stands; empty where nothing is asked."""
        if orientation == Qt.Orientation.Vertical:
            row = self.person_figures.get(self.people[section])
            if row is None:
                return "", ""
            state = "" if row["ok"] is None else "good" if row["ok"] else "problem"
            return f"{row['breadth']} / {row['needed']}", state
        row = self.skill_figures.get(self.skills[section])
        if row is None:
            return "", ""
        state = STATUS.get(row["status"], "") if row["needed"] else ""  # where nothing is asked nothing falls short
        return f"{row['cover']} / {row['needed']}", state
