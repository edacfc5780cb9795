"""Words that all analyses share (method.md, «Words used by all sections»), computed once for a variant."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypedDict, TypeVar, cast

from organisatiecanvas.models.matrix import Cells, by_person
from organisatiecanvas.models.organisation import Link, Organisation, Person, Role, Task, Unit, Variant

Computed = TypeVar("Computed")
Severity = Literal["problem", "attention", "note"]
SEVERITIES: tuple[Severity, ...] = ("problem", "attention", "note")  # the gravest first


class MissingFigure(TypedDict):
    key: str
    reason: str


class Missing:
    """Collects which figures lack their data and why; such a figure is None, never 0."""

    def __init__(self) -> None:
        self.items: list[MissingFigure] = []

    def add(self, key: str, reason: str) -> None:
        """`key` is dotted as in `analyse`, such as `flow.orders.maatwerk.mct_days`."""
        self.items.append({"key": key, "reason": reason})


@dataclass(frozen=True)
class Finding:
    """One sentence on what is the matter, about which element; `proposal` is the key an action remembers.

    At most one finding of a code has the same subject. `weight` tells which of many alike is the worst: the largest.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    collection: str = "units"  # where the subject stands: units, roles, people, skills, variants, …
    weight: float = 0.0

    @property
    def proposal(self) -> str:
        return f"{self.code}:{self.subject}"


@dataclass
class Basis:
    """One variant with what follows directly from it. Works on live rows and on snapshots alike.

    Rows of snapshots know no `owner`: reach a row's unit or variant through `variant`.
    """

    organisation: Organisation
    variant: Variant
    missing: Missing = field(default_factory=Missing)
    _figures: dict[str, Any] = field(default_factory=dict, repr=False)
    _under_way: list[str] = field(default_factory=list, repr=False)
    routes: dict[str, Any] = field(default_factory=dict, repr=False)  # by order id: Route of flow/route.py, once asked

    def figures(self, section: str) -> Any:
        """The figures of a section of `analyse`, such as `capacity`; computed at the first question, once.

        A section that builds on another asks for it here and needs no order. Raises KeyError for an unknown one.
        """
        if section not in self._figures:
            from organisatiecanvas.models.analysis.sections import SECTIONS

            if section in self._under_way:
                raise RuntimeError(f"sections ask for each other: {' → '.join([*self._under_way, section])}")
            self._under_way.append(section)
            try:
                self._figures[section] = SECTIONS[section].figures(self)
            finally:
                self._under_way.pop()
        return self._figures[section]

    def once(self, function: Callable[[Basis], Computed]) -> Computed:
        """What `function` makes of this variant, computed at the first question: for steps that sections share."""
        key = f"{function.__module__}.{function.__qualname__}"
        if key not in self._figures:
            self._figures[key] = function(self)
        return cast(Computed, self._figures[key])

    @cached_property
    def internal_units(self) -> list[Unit]:
        """Units that are not external, in document order."""
        return [unit for unit in self.variant.units.values() if unit.kind != "external"]

    @cached_property
    def external_units(self) -> frozenset[str]:
        """Ids of the units that are external."""
        return frozenset(unit.id for unit in self.variant.units.values() if unit.kind == "external")

    @cached_property
    def order_links(self) -> dict[str, list[Link]]:
        """Order id → the links it goes along, in document order; links of kind order without an order carry nothing."""
        found: dict[str, list[Link]] = {name: [] for name in self.organisation.orders}
        for link in self.variant.links.values():
            if link.kind == "order" and link.order is not None:
                found[link.order].append(link)
        return found

    @cached_property
    def order_tasks(self) -> dict[str, list[Task]]:
        """Order id → the tasks done for it, in document order."""
        found: dict[str, list[Task]] = {name: [] for name in self.organisation.orders}
        for task in self.variant.tasks.values():
            if task.order is not None:
                found[task.order].append(task)
        return found

    @cached_property
    def roles_of(self) -> dict[str, list[Role]]:
        """Unit id → its own roles."""
        found: dict[str, list[Role]] = {name: [] for name in self.variant.units}
        for role in self.variant.roles.values():
            found[role.unit].append(role)
        return found

    @cached_property
    def children(self) -> dict[str, list[Unit]]:
        """Unit id → the units directly inside it."""
        found: dict[str, list[Unit]] = {name: [] for name in self.variant.units}
        for unit in self.variant.units.values():
            if unit.parent is not None:
                found[unit.parent].append(unit)
        return found

    def below(self, unit: str) -> Iterator[str]:
        """The unit itself and every unit inside it."""
        waiting = [unit]
        while waiting:
            name = waiting.pop()
            yield name
            waiting.extend(child.id for child in self.children[name])

    @cached_property
    def own_people(self) -> dict[str, list[str]]:
        """Unit id → people who hold a role in it, backups left out, each once, in order; none for external units."""
        found: dict[str, dict[str, None]] = {name: {} for name in self.variant.units}
        for role in self.variant.roles.values():
            if self.variant.units[role.unit].kind == "external":
                continue
            for holder in role.holders.values():
                if not holder.backup:
                    found[role.unit][holder.person] = None
        return {name: list(people) for name, people in found.items()}

    @cached_property
    def people(self) -> dict[str, list[str]]:
        """Unit id → its own people and those of every unit below it, each once; none for external units."""
        return {
            name: []
            if unit.kind == "external"
            else list(dict.fromkeys(person for part in self.below(name) for person in self.own_people[part]))
            for name, unit in self.variant.units.items()
        }

    @cached_property
    def counted(self) -> list[str]:
        """People who hold at least one role in the variant; with no roles at all, everyone."""
        if not self.variant.roles:
            return list(self.organisation.people)
        held = {person for people in self.own_people.values() for person in people}
        return [name for name in self.organisation.people if name in held]

    @cached_property
    def role_hours(self) -> dict[tuple[str, str], float]:
        """(role id, person id) → hours a week; where not given, an equal share of the contract hours that are left.

        Backups and roles in external units have none.
        """
        held: dict[str, list[tuple[str, float | None]]] = {}
        for role in self.variant.roles.values():
            if self.variant.units[role.unit].kind == "external":
                continue
            for holder in role.holders.values():
                if not holder.backup:
                    held.setdefault(holder.person, []).append((role.id, holder.hours_per_week))
        hours: dict[tuple[str, str], float] = {}
        for person, roles in held.items():
            contract = self.person(person).hours_per_week
            left = max(0.0, contract - sum(given for _role, given in roles if given is not None))
            open_roles = sum(given is None for _role, given in roles)
            for role_id, given in roles:
                hours[role_id, person] = left / open_roles if given is None else given
        return hours

    @cached_property
    def unit_hours(self) -> dict[tuple[str, str], float]:
        """(unit id, person id) → role hours of the person over the unit's own roles."""
        hours: dict[tuple[str, str], float] = {}
        for (role, person), value in self.role_hours.items():
            key = self.variant.roles[role].unit, person
            hours[key] = hours.get(key, 0.0) + value
        return hours

    @cached_property
    def mastered(self) -> dict[str, set[str]]:
        """Counted person → the skills mastered: level at least `mastery_level`, and valid on the reference date.

        The sets are kept with the cells: never change them.
        """
        level, today = self.organisation.rules.mastery_level, self.organisation.workshop.reference_date
        return {name: self.cells_of(name).once(_mastered, level, today) for name in self.counted}

    @cached_property
    def _matrix(self) -> dict[str, Cells]:
        known = self.organisation.matrix
        return known if known is not None else by_person(self.organisation.mastery)

    def cells_of(self, person: str) -> Cells:
        """What the person was assessed on, by skill."""
        return self._matrix.get(person) or Cells()

    def person(self, name: str) -> Person:
        return self.organisation.people[name]


def _mastered(cells: Cells, level: int, today: datetime.date) -> set[str]:
    return {
        skill
        for skill, cell in cells.items()
        if cell.level >= level and ((valid := cell.valid_until) is None or valid >= today)
    }
