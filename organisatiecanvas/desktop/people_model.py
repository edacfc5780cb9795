"""The people of the document as a list: where they have a place in the variant shown, and for how many hours.

One model for the list and the bench; each looks at it through a filter of its own. There is no widget per person.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal

from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.desktop.session import LOOKS, Session
from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.lookup import lookup
from organisatiecanvas.models.places import Heads, Places, base_of, heads

PERSON = Qt.ItemDataRole.UserRole  # the id
Index = QModelIndex | QPersistentModelIndex
LISTS = frozenset({"bench", "leavers"})
ALL, WAITING, PLACED, OVER, LEAVERS = "all", "waiting", "placed", "over", "leavers"


class PeopleModel(QAbstractListModel):
    """Everybody, by name. `places`, `waiting`, `leavers` and `heads` are of the variant shown, gathered once a change.

    Names are codes where the drawing hides names. `counted` comes once after each change that says something else of
    people or where they can be.
    """

    counted = Signal()

    def __init__(self, session: Session, scene: CanvasScene) -> None:
        super().__init__(scene)
        self.session, self.scene = session, scene
        self.people: list[str] = []
        self.names: dict[str, str] = {}
        self.places: Places | None = None
        self.waiting: dict[str, None] = {}
        self.leavers: frozenset[str] = frozenset()
        self.heads: Heads | None = None
        self.gathered = 0  # how many times everything was gathered
        self._rows: dict[str, int] = {}
        self._before: Places | None = None
        session.changed.connect(self._on_change)
        scene.variant_changed.connect(lambda _variant: self.gather())
        self.gather()

    def _on_change(self, change: Change) -> None:
        rows = [row for row in change.rows if not (row.kind == "changed" and row.fields <= LOOKS)]
        if change.everything or any(_moves_everybody(row) for row in rows):
            self.gather()
            return
        people: set[str] = set()
        renamed: set[str] = set()
        for row in rows:
            if row.collection == "holders":
                people.add(row.key[2])
                if row.key[0] != self.session.variant_id:
                    self._before = None
            elif row.collection == "variants":
                for values in (row.before or {}, row.after or {}):
                    people.update(*(values.get(name, ()) for name in LISTS))
            elif row.collection in ("units", "roles") and row.key[0] == self.session.variant_id:
                renamed.add(row.key[1])
        if people:
            self._update(people)
        if renamed:
            self._tell(self._holders_in(renamed))
        if people or renamed:
            self.counted.emit()

    def _holders_in(self, places: set[str]) -> set[str]:
        """Who holds one of these roles, or a role in one of these units."""
        variant = self.session.variant
        if variant is None:
            return set()
        of_unit = lookup(self.session.organisation, variant).roles
        roles = [role for place in places for role in of_unit.get(place, ())]
        roles += [variant.roles[place] for place in places if place in variant.roles]
        return {person for role in roles for person in role.holders}

    def gather(self) -> None:
        """Read the document anew."""
        organisation, variant = self.session.organisation, self.session.variant
        self.gathered += 1
        names = {person.id: self.scene.person_name(person) for person in organisation.people.values()}
        people = sorted(names, key=lambda person: names[person].casefold())
        same = people == self.people
        if not same:
            self.beginResetModel()
        self.people, self.names = people, names
        self._rows = {person: row for row, person in enumerate(people)}
        self.places = Places(organisation, variant) if variant is not None else None
        self._before = None
        self._count()
        if not same:
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0), self.index(len(people) - 1))
        self.counted.emit()

    def _update(self, people: set[str]) -> None:
        """Read anew what these people hold; all others stay as they were."""
        if self.places is None or self.places.variant is not self.session.variant:
            self.gather()  # undo makes new rows
            return
        anybody = bool(self.places.settled)
        self.places.update(people)
        if bool(self.places.settled) != anybody:
            self.gather()
            return
        self._count()
        self._tell(people)

    def _tell(self, people: set[str]) -> None:
        """What is said of these people differs."""
        rows = sorted(self._rows[person] for person in people if person in self._rows)
        if rows and rows[-1] - rows[0] + 1 == len(rows):
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))
        else:
            for row in rows:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _count(self) -> None:
        organisation, variant = self.session.organisation, self.session.variant
        self.waiting = dict.fromkeys(self.places.waiting()) if self.places is not None else {}
        self.leavers = frozenset(variant.leavers) if variant is not None else frozenset()
        self.heads = None
        if self.places is not None and variant is not None:
            base = base_of(organisation, variant)
            if base is not None and (self._before is None or self._before.variant is not base):
                self._before = Places(organisation, base)
            self.heads = heads(self.places, self._before if base is not None else None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == PERSON:
            return person
        if role == Qt.ItemDataRole.DisplayRole:
            return self.names[person]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tooltip(person)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.names[person]}: {self.where(person)}, {self.hours(person)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # -- what is said of somebody --------------------------------------------------------------------------------

    def where(self, person: str) -> str:
        """«Zagen · Cel Verspanen», «leaves», «without a place»."""
        variant = self.session.variant
        if variant is None or self.places is None:
            return ""
        roles = self.places.roles(person)
        if not roles:
            return _("leaves") if person in self.leavers else _("without a place")
        first = variant.roles[roles[0]]
        words = f"{first.name} · {variant.units[first.unit].name}"
        return words if len(roles) == 1 else f"{words}  +{len(roles) - 1}"

    def hours(self, person: str) -> str:
        """«19 / 38 h»: placed and contract, a week."""
        if self.places is None:
            return ""
        placed, contract = self.places.placed(person), self.places.contract(person)
        return _("{placed} / {contract} h").format(placed=short(placed), contract=short(contract))

    def level(self, person: str) -> str:
        """How the hours stand: `problem`, `attention`, or nothing."""
        if self.places is None:
            return ""
        if self.places.over(person):
            return "problem"
        return "attention" if self.places.squeezed(person) else ""

    def tooltip(self, person: str) -> str:
        """Every role with its hours, and what is wrong."""
        variant = self.session.variant
        if variant is None or self.places is None:
            return ""
        hours = self.places.hours(person)
        lines = [self.names[person]]
        for held in self.places.held.get(person, ()):
            role = variant.roles[held.role]
            where = f"{role.name} · {variant.units[role.unit].name}"
            if held.role in hours:
                lines.append(_("{role}: {hours} h/wk").format(role=where, hours=decimal(hours[held.role])))
            else:
                lines.append(_("{role}: backup").format(role=where))
        if not self.places.has_place(person):
            lines.append(self.where(person))
        warning = self.places.warning(person) if self.scene.names == "full" else ""
        return "\n".join([*lines, f"! {warning}"] if warning else lines)


def _moves_everybody(row: RowChange) -> bool:
    """Whether a change may say something else of people who can't be told from it."""
    if row.collection == "units":  # what lies outside the organisation is no place in it
        kinds = [values["kind"] for values in (row.before, row.after) if values and "kind" in values]
        return "external" in kinds
    if row.collection == "roles":
        return row.kind == "changed" and "unit" in row.fields
    if row.collection == "variants":
        return not row.fields <= LISTS
    return row.collection in ("people", "rules")


def short(hours: float) -> str:
    """Hours with a decimal only where there is one: «40», «22,8»."""
    return decimal(hours, 0 if abs(hours - round(hours)) < 0.05 else 1)


class PeopleFilter(QSortFilterProxyModel):
    """Some of the people: by words in the name, the role or the unit, and by how they stand.

    `group` is ALL, WAITING, PLACED, OVER, LEAVERS or `unit:ID`: the people of a unit and all inside it.
    """

    def __init__(self, model: PeopleModel, group: str = ALL) -> None:
        super().__init__(model)
        self.model = model
        self.group, self._words = group, ""
        self._units: frozenset[str] = frozenset()
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def show_group(self, group: str) -> None:
        self.group = group
        self._gather_units()
        self.invalidate()

    def search(self, words: str) -> None:
        self._words = words.casefold().strip()
        self.invalidate()

    def _gather_units(self) -> None:
        variant = self.model.session.variant
        self._units = frozenset()
        if variant is None or not self.group.startswith("unit:"):
            return
        found = {self.group.removeprefix("unit:")}
        size = 0
        while size != len(found):
            size = len(found)
            found |= {unit.id for unit in variant.units.values() if unit.parent in found}
        self._units = frozenset(found)

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        model = self.model
        person = model.people[row]
        return self._in_group(person) and (not self._words or self._found(person))

    def _in_group(self, person: str) -> bool:
        model, group = self.model, self.group
        if group == ALL:
            return True
        if group == WAITING:
            return person in model.waiting
        if group == LEAVERS:
            return person in model.leavers
        if model.places is None:
            return False
        if group == PLACED:
            return model.places.has_place(person)
        if group == OVER:
            return bool(model.level(person))
        variant = model.session.variant
        held = model.places.held.get(person, ())
        return variant is not None and any(variant.roles[one.role].unit in self._units for one in held)

    def _found(self, person: str) -> bool:
        return self._words in self.model.names[person].casefold() or self._words in self.model.where(person).casefold()

    def people(self) -> list[str]:
        """Who is shown, in order."""
        return [self.index(row, 0).data(PERSON) for row in range(self.rowCount())]
