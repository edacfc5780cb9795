"""What the hours of a unit are made of, the same hours by role, and people with several places (method.md 2).

By role [own]: the tasks given to the role, its own hours, and its holders' meeting hours, split by role hours. What a
unit asks outside its roles (tasks without a role, disturbances) is a rest line: roles and rest together are the unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from organisatiecanvas.models.analysis.capacity import Band, UnitCapacity, band, meeting_hours, unit_capacity
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.hours import SOLVED, Hours, total

ROUNDING = 1e-9  # hours


@dataclass(frozen=True)
class Parts:
    """Hours a week that are asked, by where they come from; `tasks` None where a route can't be computed."""

    tasks: float | None
    own: float
    meetings: float
    disturbances: float

    @property
    def demand(self) -> float | None:
        return None if self.tasks is None else self.tasks + self.own + self.meetings + self.disturbances


@dataclass(frozen=True)
class RoleLoad:
    """The hours of a role, or with `role` None what its unit asks outside its roles."""

    unit: str
    role: str | None
    people: int
    parts: Parts
    available: float | None

    @property
    def occupancy(self) -> float | None:
        demand = self.parts.demand
        return None if demand is None or not self.available else demand / self.available

    @property
    def band(self) -> Band | None:
        return None if self.occupancy is None else band(self.occupancy)


@dataclass(frozen=True)
class UnitLoad:
    """A unit with its figures of `capacity`, their parts, and its roles. `largest`: hours of who brings the most."""

    unit: str
    people: int
    parts: Parts
    largest: float | None
    figures: UnitCapacity
    roles: tuple[RoleLoad, ...]


@dataclass(frozen=True)
class Placed:
    """A person whose role hours exceed the contract, or who works in more units than one; hours a week."""

    person: str
    contract: float
    held: float
    units: tuple[tuple[str, float], ...]  # unit, role hours in it

    @property
    def over(self) -> float:
        """Hours above contract; 0 where there are none."""
        over = self.held - self.contract
        return over if over > ROUNDING * max(1.0, self.contract) else 0.0


@dataclass(frozen=True)
class Totals:
    """The whole variant: each person once. `above_contract` is the part of the available hours above contracts."""

    people: int
    demand: float | None
    available: float | None
    above_contract: float | None


@dataclass(frozen=True)
class Workload:
    """All hours of a variant."""

    units: tuple[UnitLoad, ...]
    placed: tuple[Placed, ...]
    totals: Totals


def workload(basis: Basis) -> Workload:
    """The hours of every internal unit and role; people above contract stand first among `placed`."""
    figures = basis.once(unit_capacity)
    units = tuple(_unit(basis, unit.id, figures[unit.id]) for unit in basis.internal_units)
    placed = _placed(basis)
    return Workload(units, placed, _totals(basis, units, placed))


def _unit(basis: Basis, unit: str, figures: UnitCapacity) -> UnitLoad:
    tasks, work = basis.once(Hours).tasks_of[unit], basis.once(Hours).of
    meetings = math.fsum(hours for where, hours in basis.once(_unit_meetings) if where == unit)
    own = math.fsum(role.hours_per_week for role in basis.roles_of[unit])
    disturbances = basis.once(_disturbances).get(unit, 0.0)
    roles = tuple(_role(basis, unit, role.id) for role in basis.roles_of[unit])
    rest = Parts(total(work[task.id] for task in tasks if task.role is None), 0.0, 0.0, disturbances)
    elsewhere = total(
        work[task.id] for task in tasks if task.role is not None and basis.variant.roles[task.role].unit != unit
    )
    if rest.tasks is not None and elsewhere is not None:
        rest = Parts(rest.tasks + elsewhere, 0.0, 0.0, disturbances)
    if rest.demand is None or rest.demand > ROUNDING:
        roles += (RoleLoad(unit, None, 0, rest, None),)
    share = [_net(basis, person, basis.unit_hours[unit, person]) for person in basis.own_people[unit]]
    return UnitLoad(
        unit=unit,
        people=len(basis.own_people[unit]),
        parts=Parts(total(work[task.id] for task in tasks), own, meetings, disturbances),
        largest=_most(share),
        figures=figures,
        roles=roles,
    )


def _most(hours: list[float | None]) -> float | None:
    known = [value for value in hours if value is not None]
    return max(known) if known else None


def _role(basis: Basis, unit: str, role: str) -> RoleLoad:
    """Tasks of the role in its own unit; those it does elsewhere stand with that unit."""
    work = basis.once(Hours)
    holders = [holder.person for holder in basis.variant.roles[role].holders.values() if not holder.backup]
    parts = Parts(
        tasks=total(work.of[task.id] for task in work.tasks_of[unit] if task.role == role),
        own=basis.variant.roles[role].hours_per_week,
        meetings=math.fsum(_meeting_share(basis, role, person) for person in holders),
        disturbances=0.0,
    )
    available = total(_net(basis, person, basis.role_hours[role, person]) for person in holders)
    return RoleLoad(unit, role, len(holders), parts, available)


def _meeting_share(basis: Basis, role: str, person: str) -> float:
    """The meeting hours of a person that fall to a role: by role hours, equally where those are all 0."""
    hours = basis.once(Hours).meetings.get(person, 0.0)
    held = basis.once(_roles_held)[person]
    whole = math.fsum(basis.role_hours[name, person] for name in held)
    return hours * (basis.role_hours[role, person] / whole if whole else 1 / len(held))


def _roles_held(basis: Basis) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role, person in basis.role_hours:
        found.setdefault(person, []).append(role)
    return found


def _unit_meetings(basis: Basis) -> list[tuple[str, float]]:
    return list(meeting_hours(basis))


def _disturbances(basis: Basis) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in basis.variant.disturbances.values():
        found[row.unit] = found.get(row.unit, 0.0) + row.per_week * row.hours_each * (1 - SOLVED[row.solved])
    return found


def _net(basis: Basis, person: str, hours: float) -> float | None:
    factor = basis.organisation.rules.gross_net_factor
    return hours * basis.person(person).deployability / factor if factor else None


def _placed(basis: Basis) -> tuple[Placed, ...]:
    units: dict[str, list[tuple[str, float]]] = {}
    for (unit, person), hours in basis.unit_hours.items():
        units.setdefault(person, []).append((unit, hours))
    found = [
        Placed(person, basis.person(person).hours_per_week, math.fsum(hours for _unit, hours in places), tuple(places))
        for person, places in units.items()
    ]
    return tuple(
        sorted((row for row in found if row.over or len(row.units) > 1), key=lambda row: (-row.over, -len(row.units)))
    )


def _totals(basis: Basis, units: Iterable[UnitLoad], placed: Iterable[Placed]) -> Totals:
    held = {person for people in basis.own_people.values() for person in people}
    return Totals(
        people=len(held),
        demand=total(unit.parts.demand for unit in units),
        available=total(unit.figures["available_hours"] for unit in units),
        above_contract=total(_net(basis, row.person, row.over) for row in placed if row.over),
    )
