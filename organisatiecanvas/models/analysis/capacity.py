"""Work and people in hours a week, per unit and per skill (method.md 2 and 12)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, TypedDict

from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.hours import SOLVED, Hours, total
from organisatiecanvas.models.analysis.shortage import Shortage, shortages
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import _, decimal, percent

Band = Literal["room", "target", "tight", "overloaded"]

# Upper ends of the bands of occupancy [own]; above the last one a unit is overloaded.
ROOM_BELOW = 0.70
TARGET_BELOW = 0.85
TIGHT_UP_TO = 1.0


class UnitCapacity(TypedDict):
    """Hours a week of a unit's own people; occupancies are shares of the hours available, 1 is full."""

    unit: str
    demand_hours: float | None
    available_hours: float | None
    occupancy: float | None
    band: Band | None
    fte_short: float | None
    occupancy_one_absent: float | None


class CapacityFigures(TypedDict):
    """The key `capacity` of `analyse`."""

    units: list[UnitCapacity]
    unserved_hours: float | None
    bottleneck_skills: list[str] | None


def capacity(basis: Basis) -> CapacityFigures:
    """Demand, available hours and occupancy per unit, and the hours that no one who masters the skill can serve."""
    short = basis.once(skill_shortages)
    if short is None:
        reason = _skill_reason(basis)
        basis.missing.add("capacity.unserved_hours", reason)
        basis.missing.add("capacity.bottleneck_skills", reason)
    wanting = {skill for shortage in short or () for skill in shortage.skills}
    return {
        "units": [_unit_figures(basis, unit.id) for unit in basis.internal_units],
        "unserved_hours": None if short is None else math.fsum(shortage.unserved for shortage in short),
        "bottleneck_skills": None if short is None else [s for s in basis.organisation.skills if s in wanting],
    }


def unit_capacity(basis: Basis) -> dict[str, UnitCapacity]:
    """Unit → its figures, for other sections; ask through `basis.once`."""
    return {row["unit"]: row for row in basis.figures("capacity")["units"]}


def _unit_figures(basis: Basis, unit: str) -> UnitCapacity:
    demand, available = basis.once(_demand)[unit], _available(basis, unit)
    figures: UnitCapacity = {
        "unit": unit,
        "demand_hours": demand,
        "available_hours": math.fsum(available) if available is not None else None,
        "occupancy": None,
        "band": None,
        "fte_short": None,
        "occupancy_one_absent": None,
    }

    def lacks(reason: str, *names: str) -> UnitCapacity:
        for name in names:
            basis.missing.add(f"capacity.units.{unit}.{name}", reason)
        return figures

    derived = ("occupancy", "band", "fte_short", "occupancy_one_absent")
    if available is None:
        if demand is None:
            lacks(_work_reason(basis, unit), "demand_hours")
        return lacks(_no_factor(), "available_hours", *derived)
    if demand is None:
        return lacks(_work_reason(basis, unit), "demand_hours", *derived)
    have, full_time = math.fsum(available), basis.organisation.rules.hours_per_week
    if full_time > 0:
        factor = basis.organisation.rules.gross_net_factor
        figures["fte_short"] = max(0.0, demand - have) * factor / full_time
    else:
        lacks(_("The hours of a full working week are set to 0 in the rules."), "fte_short")
    if have == 0:
        reason = _("Nobody has hours in this unit.")
        return lacks(reason, "occupancy", "band", "occupancy_one_absent")
    figures["occupancy"] = demand / have
    figures["band"] = band(demand / have)
    left = math.fsum(sorted(available)[:-1])
    if left == 0:
        return lacks(_("Nobody is left when one is away."), "occupancy_one_absent")
    figures["occupancy_one_absent"] = demand / left
    return figures


def band(occupancy: float) -> Band:
    """The band of an occupancy [own]: room below 0.70, target below 0.85, tight up to 1, overloaded above."""
    if occupancy < ROOM_BELOW:
        return "room"
    if occupancy < TARGET_BELOW:
        return "target"
    return "tight" if occupancy <= TIGHT_UP_TO else "overloaded"


def _demand(basis: Basis) -> dict[str, float | None]:
    """Unit → hours a week that tasks, roles, meetings and disturbances ask of its own people."""
    work = basis.once(Hours)
    asked = {unit.id: total(work.of[task.id] for task in work.tasks_of[unit.id]) for unit in basis.internal_units}
    more = dict.fromkeys(asked, 0.0)
    for role in basis.variant.roles.values():
        if role.unit in more:
            more[role.unit] += role.hours_per_week
    for disturbance in basis.variant.disturbances.values():
        if disturbance.unit in more:
            hours = disturbance.per_week * disturbance.hours_each
            more[disturbance.unit] += hours * (1 - SOLVED[disturbance.solved])
    for unit, hours in meeting_hours(basis):
        more[unit] += hours
    return {unit: None if hours is None else hours + more[unit] for unit, hours in asked.items()}


def meeting_hours(basis: Basis) -> Iterator[tuple[str, float]]:
    """The meeting hours of each person, split over the units by role hours; equally where those are all 0."""
    places: dict[str, list[str]] = {}
    for unit, people in basis.own_people.items():
        for person in people:
            places.setdefault(person, []).append(unit)
    for person, hours in basis.once(Hours).meetings.items():
        weights = {unit: basis.unit_hours.get((unit, person), 0.0) for unit in places[person]}
        whole = sum(weights.values())
        for unit, weight in weights.items():
            yield unit, hours * (weight / whole if whole else 1 / len(weights))


def _available(basis: Basis, unit: str) -> list[float] | None:
    """Deployable hours of each of the unit's own people; None when the gross to net factor is 0."""
    factor = basis.organisation.rules.gross_net_factor
    if factor == 0:
        return None
    return [
        basis.unit_hours[unit, person] * basis.person(person).deployability / factor
        for person in basis.own_people[unit]
    ]


def skill_shortages(basis: Basis) -> list[Shortage] | None:
    """Skills whose tasks ask more hours than all who master them have; None when hours are unknown.

    People bring contract hours × deployability / gross to net factor, tasks their hours; ask through `basis.once`.
    """
    rules, work = basis.organisation.rules, basis.once(Hours)
    demand: dict[str, float] = {}
    for task in work.tasks:
        hours = work.of[task.id]
        if task.skill is None:
            continue
        if hours is None or rules.gross_net_factor == 0:
            return None
        demand[task.skill] = demand.get(task.skill, 0.0) + hours
    supply: dict[frozenset[str], float] = {}
    for name in basis.counted:
        person, masters = basis.person(name), frozenset(basis.mastered[name])
        hours = person.hours_per_week * person.deployability / (rules.gross_net_factor or 1)
        supply[masters] = supply.get(masters, 0.0) + hours
    return shortages(demand, supply)


def _work_reason(basis: Basis, unit: str) -> str:
    work = basis.once(Hours)
    return work.reason(work.tasks_of[unit])


def _skill_reason(basis: Basis) -> str:
    work = basis.once(Hours)
    if basis.organisation.rules.gross_net_factor == 0:
        return _no_factor()
    return work.reason(task for task in work.tasks if task.skill is not None)


def _no_factor() -> str:
    return _("The gross to net factor is set to 0 in the rules.")


def findings(basis: Basis, figures: CapacityFigures) -> Iterator[Finding]:
    """Units above the target occupancy, work without people, skills that fall short."""
    for row in figures["units"]:
        yield from _unit_findings(basis, row)
    for shortage in basis.once(skill_shortages) or ():
        yield _shortage_finding(basis, shortage)


def _unit_findings(basis: Basis, row: UnitCapacity) -> Iterator[Finding]:
    name, target = basis.variant.units[row["unit"]].name, basis.organisation.rules.utilisation_target
    occupancy, demand, available = row["occupancy"], row["demand_hours"], row["available_hours"]
    if demand is None or available is None:
        return
    if occupancy is None:
        if demand > 0 and basis.variant.roles:
            message = _("{unit} has {hours} hours of work a week and nobody with hours to do it.")
            message = message.format(unit=name, hours=decimal(demand))
            yield Finding("work-without-people", "attention", row["unit"], message, weight=demand)
        return
    if occupancy <= target:
        return
    # One decimal where 80 % would stand beside 80 %.
    shown = percent(occupancy, 1 if percent(occupancy) == percent(target) else 0)
    if occupancy <= TIGHT_UP_TO or row["fte_short"] is None:
        message = _("{unit} is {occupancy} occupied; the target is at most {target}.")
        message = message.format(unit=name, occupancy=shown, target=percent(target))
    else:
        message = _(
            "{unit} is {occupancy} occupied and lacks {hours} hours a week ({fte} FTE); the target is at most {target}."
        ).format(
            unit=name,
            occupancy=shown,
            hours=decimal(demand - available),
            fte=decimal(row["fte_short"], 2),
            target=percent(target),
        )
    severity: Literal["problem", "attention"] = "problem" if row["band"] == "overloaded" else "attention"
    yield Finding("occupancy", severity, row["unit"], message, weight=occupancy)


def _shortage_finding(basis: Basis, shortage: Shortage) -> Finding:
    names = [basis.organisation.skills[skill].name for skill in shortage.skills]
    if len(names) == 1:
        message = _("{skills} asks {demand} hours a week; those who master it have {available}: {short} stay undone.")
    else:
        message = _(
            "{skills} together ask {demand} hours a week; those who master one of them have {available}: "
            "{short} stay undone."
        )
    message = message.format(
        skills=listed(names),
        demand=decimal(shortage.demand),
        available=decimal(shortage.available),
        short=decimal(shortage.unserved),
    )
    return Finding("bottleneck-skill", "problem", shortage.skills[0], message, "skills", shortage.unserved)
