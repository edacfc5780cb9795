"""Before and after by team and role: FTE, tasks, decision rights, work and training, adding up to both variants.

A step of the smallest training plan (method.md 1) stands with the unit and role where its person has most hours [own],
so that the lines add up to the plan. A decision right is a decision in which the unit itself or one of its own roles
decides; a role has those in which it decides itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from organisatiecanvas.models.analysis import variant_of
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.hours import total
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.analysis.workload import workload
from organisatiecanvas.models.comparison.elements import Status, compare_elements
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

Kind = Literal["units", "roles", "variants"]


@dataclass(frozen=True)
class Figures:
    """Of a line on one side: FTE, numbers of tasks, decision rights and training steps, work in hours a week, and the
    occupancy as a share; None where it can't be computed.
    """

    fte: float | None
    tasks: int
    rights: int
    hours: float | None
    occupancy: float | None
    training: int


@dataclass(frozen=True)
class TeamLine:
    """A unit, a role below its unit, or all together; a side is None where there is no such thing."""

    kind: Kind
    id: str
    name: str
    status: Status
    before: Figures | None
    after: Figures | None


def by_team(organisation: Organisation, before: str, after: str) -> list[TeamLine]:
    """A line per internal unit and role of either variant, roles below the unit they are in last, and the total.

    Raises OrganisationError for an unknown variant.
    """
    bases = [Basis(organisation, variant_of(organisation, identity)) for identity in (before, after)]
    sides = [_Side(basis) for basis in bases]
    status = {
        (element["collection"], element["id"]): element["status"]
        for element in compare_elements(bases[0].variant, bases[1].variant)
    }
    lines = []
    for unit in dict.fromkeys(name for side in sides for name in side.units):
        lines.append(_line("units", unit, status["units", unit], sides))
        roles = dict.fromkeys(name for side in sides for name in side.roles_in(unit))
        last = [role for role in roles if sides[1].home.get(role, sides[0].home.get(role)) == unit]
        lines.extend(_line("roles", role, status["roles", role], sides) for role in last)
    first, second = (side.whole() for side in sides)
    lines.append(TeamLine("variants", after, _("Total"), "unchanged" if first == second else "changed", first, second))
    return lines


def _line(kind: Kind, identity: str, status: Status, sides: list[_Side]) -> TeamLine:
    name = next(
        str(rows[identity].name) for side in reversed(sides) if identity in (rows := getattr(side.basis.variant, kind))
    )
    figures = [getattr(side, kind).get(identity) for side in sides]
    return TeamLine(kind, identity, name, status, figures[0], figures[1])


class _Side:
    """The figures of one variant by unit and by role; external units and their roles are left out."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.load = workload(basis)
        internal = {unit.id for unit in basis.internal_units}
        self.home = {role.id: role.unit for role in basis.variant.roles.values() if role.unit in internal}
        self._tasks = [task for task in basis.variant.tasks.values() if task.unit in internal]
        self._steps = [step["person"] for step in training_plan(basis)["steps"]]
        self._rights = list(_deciders(basis))
        self.roles = dict(self._roles())
        self.units = dict(self._units())

    def roles_in(self, unit: str) -> list[str]:
        return [role for role, home in self.home.items() if home == unit]

    def _fte(self, hours: float) -> float | None:
        week = self.basis.organisation.rules.hours_per_week
        return hours / week if week else None

    def _units(self) -> Iterator[tuple[str, Figures]]:
        steps = _places(self._steps, self.basis.unit_hours)
        for load in self.load.units:
            rights = {decision for decision, party in self._rights if load.unit in (party, self.home.get(party))}
            yield (
                load.unit,
                Figures(
                    self._fte(sum(hours for (unit, _who), hours in self.basis.unit_hours.items() if unit == load.unit)),
                    sum(task.unit == load.unit for task in self._tasks),
                    len(rights),
                    load.parts.demand,
                    load.figures["occupancy"],
                    steps.get(load.unit, 0),
                ),
            )

    def _roles(self) -> Iterator[tuple[str, Figures]]:
        steps = _places(self._steps, self.basis.role_hours)
        loads = {load.role: load for unit in self.load.units for load in unit.roles if load.role is not None}
        for role in self.home:
            load = loads[role]
            yield (
                role,
                Figures(
                    self._fte(sum(hours for (name, _who), hours in self.basis.role_hours.items() if name == role)),
                    sum(task.role == role for task in self._tasks),
                    sum(party == role for _decision, party in self._rights),
                    load.parts.demand,
                    load.occupancy,
                    steps.get(role, 0),
                ),
            )

    def whole(self) -> Figures:
        """All units together."""
        totals = self.load.totals
        shares = totals.demand, totals.available
        return Figures(
            total(figures.fte for figures in self.units.values()),
            sum(figures.tasks for figures in self.units.values()),
            sum(figures.rights for figures in self.units.values()),
            totals.demand,
            shares[0] / shares[1] if shares[0] is not None and shares[1] else None,
            sum(figures.training for figures in self.units.values()),
        )


def _deciders(basis: Basis) -> Iterator[tuple[str, str]]:
    """Every decision with each party that decides in it."""
    for decision in basis.variant.decisions.values():
        for entry in decision.authority.values():
            if entry.mode == "decides":
                yield decision.id, entry.party


def _places(steps: Iterable[str], hours: Mapping[tuple[str, str], float]) -> dict[str, int]:
    """How many steps stand in each place: that in which their person has most hours, of equal ones the first."""
    best: dict[str, tuple[float, str]] = {}
    for (place, person), value in hours.items():
        if person not in best or value > best[person][0]:
            best[person] = value, place
    found: dict[str, int] = {}
    for person in steps:
        if person in best:
            found[best[person][1]] = found.get(best[person][1], 0) + 1
    return found
