"""Skills: the 1-3-1 rule (method.md 1 and 12). Everyone masters several skills, every skill is mastered by several."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.language import _
from organisatiecanvas.models.matrix import Cells
from organisatiecanvas.models.organisation import Mastery

if TYPE_CHECKING:
    from organisatiecanvas.models.analysis.training import TrainingPlan

Status = Literal["gap", "single", "fragile", "covered", "exempt"]


class PersonFigures(TypedDict):
    """`ok` is None for exempt people, of whom nothing is asked; `exempt` is the reason."""

    person: str
    breadth: int
    needed: int
    ok: bool | None
    exempt: str | None


class SkillFigures(TypedDict):
    skill: str
    cover: int
    needed: int
    status: Status


class ExpiringFigures(TypedDict):
    """`valid_until` as in JSON, such as 2026-11-23; `expired` no longer counts as mastery."""

    person: str
    skill: str
    valid_until: str
    expired: bool


class UnitSkillFigures(TypedDict):
    skill: str
    cover: int
    needed: int


class UnitFigures(TypedDict):
    unit: str
    skills: list[UnitSkillFigures]
    bus_factor: int | None


class HireFigures(TypedDict):
    """How many people a skill lacks that nobody here can become."""

    skill: str
    people: int


class WaivedFigures(TypedDict):
    """How many skills a person is not asked for, because the work has no more."""

    person: str
    skills: int


class SkillsFigures(TypedDict):
    """The key `skills` of `analyse`; shares are 0 to 1, None where the data are missing.

    `training_plan` is filled in by `analyse`: it takes longer than the rest (training.py).
    """

    people: list[PersonFigures]
    skills: list[SkillFigures]
    score: float | None
    versatility: float | None
    mean_breadth: float | None
    readiness: float | None
    expiring: list[ExpiringFigures]
    units: list[UnitFigures]
    hire: list[HireFigures]
    waived: list[WaivedFigures]
    training_plan: TrainingPlan | None


@dataclass(frozen=True)
class Needs:
    """Who may learn what, and how many are asked of each: the rule with its caps.

    `required`: unit → skill → people, without exempt skills and external units. `asked`: skill → people before the cap,
    for the skills that count; `skills` and `people` hold the capped needs of every one. `allowed`: person → skills;
    `learners`: skill → people who are not exempt and are allowed it, whether they master it already or not;
    `masters`: skill → people who master it; `mastered`: person → skills mastered, exempt ones left out.
    """

    required: dict[str, dict[str, int]]
    asked: dict[str, int]
    allowed: dict[str, set[str]]
    learners: dict[str, set[str]]
    masters: dict[str, set[str]]
    mastered: dict[str, set[str]]
    skills: dict[str, int]
    people: dict[str, int]


def needs(basis: Basis) -> Needs:
    """The needs of a variant; ask through `basis.once(needs)`."""
    organisation, rules = basis.organisation, basis.organisation.rules
    exempt = {name for name, skill in organisation.skills.items() if skill.exempt is not None}
    counting = set(organisation.skills) - exempt
    masters: dict[str, set[str]] = {name: set() for name in organisation.skills}
    for person, skills_of in basis.mastered.items():
        for skill in skills_of:
            masters[skill].add(person)
    required = {
        unit.id: {name: item.people for name, item in unit.skills.items() if name not in exempt}
        for unit in basis.internal_units
    }
    if any(required.values()):
        asked: dict[str, int] = {}
        allowed: dict[str, set[str]] = {person: set() for person in basis.counted}
        for unit, skills_of_unit in required.items():
            for skill, people in skills_of_unit.items():
                asked[skill] = max(people, asked.get(skill, 0))
            for person in basis.people[unit] if skills_of_unit else ():
                allowed[person].update(skills_of_unit)
    else:
        asked = {name: rules.people_per_skill for name in organisation.skills if name in counting}
        allowed = dict.fromkeys(basis.counted, counting)
    learners = _learners(basis, required, counting)
    mastered = {person: skills_of - exempt if exempt else skills_of for person, skills_of in basis.mastered.items()}
    return Needs(
        required=required,
        asked=asked,
        allowed=allowed,
        learners=learners,
        masters=masters,
        mastered=mastered,
        skills={
            name: min(asked[name], len(masters[name] | learners[name])) if name in asked else 0
            for name in organisation.skills
        },
        people={
            person: 0
            if basis.person(person).exempt is not None
            else min(rules.skills_per_person, len(mastered[person] | allowed[person]))
            for person in basis.counted
        },
    )


def _learners(basis: Basis, required: dict[str, dict[str, int]], counting: set[str]) -> dict[str, set[str]]:
    able = {name for name in basis.counted if basis.person(name).exempt is None}
    if not any(required.values()):
        return {name: able if name in counting else set() for name in basis.organisation.skills}
    found: dict[str, set[str]] = {name: set() for name in basis.organisation.skills}
    for unit, skills_of_unit in required.items():
        if skills_of_unit:
            people = able.intersection(basis.people[unit])
            for skill in skills_of_unit:
                found[skill] |= people
    return found


def skills(basis: Basis) -> SkillsFigures:
    """Cover, breadth and what follows from them; linear in the cells of the skills matrix.

    Figures that lack their data are None and stand in `basis.missing` with the reason.
    """
    need = basis.once(needs)
    people = [_person_figures(basis, need, name) for name in basis.counted]
    rows = [_skill_figures(basis, need, name) for name in basis.organisation.skills]
    readiness, expiring = _cells(basis)
    covers = sum(row["cover"] for row in rows if row["status"] != "exempt")
    counting = sum(row["status"] != "exempt" for row in rows)
    return {
        "people": people,
        "skills": rows,
        "score": _score(basis, need, people, rows),
        "versatility": _ratio(basis, "versatility", covers, len(people) * counting),
        "mean_breadth": _ratio(basis, "mean_breadth", sum(row["breadth"] for row in people), len(people)),
        "readiness": readiness,
        "expiring": expiring,
        "units": [_unit_figures(basis, need, unit.id) for unit in basis.internal_units],
        "hire": hire(need),
        "waived": waived(basis, need),
        "training_plan": None,
    }


def hire(need: Needs) -> list[HireFigures]:
    """What the cap took off the needs of skills: people who would have to come from outside."""
    return [
        {"skill": name, "people": people - need.skills[name]}
        for name, people in need.asked.items()
        if people > need.skills[name]
    ]


def waived(basis: Basis, need: Needs) -> list[WaivedFigures]:
    """What the cap took off the needs of people who are not exempt."""
    asked = basis.organisation.rules.skills_per_person
    return [
        {"person": name, "skills": asked - needed}
        for name, needed in need.people.items()
        if needed < asked and basis.person(name).exempt is None
    ]


def _person_figures(basis: Basis, need: Needs, name: str) -> PersonFigures:
    exempt, needed = basis.person(name).exempt, need.people[name]
    breadth = len(need.mastered[name])
    ok = None if exempt is not None else breadth >= needed
    return {"person": name, "breadth": breadth, "needed": needed, "ok": ok, "exempt": exempt}


def _skill_figures(basis: Basis, need: Needs, name: str) -> SkillFigures:
    cover, needed = len(need.masters[name]), need.skills[name]
    status: Status
    if basis.organisation.skills[name].exempt is not None:
        status = "exempt"
    elif cover == 0:
        status = "gap"
    elif cover == 1 and needed != 1:
        status = "single"
    else:
        status = "fragile" if cover < needed else "covered"
    return {"skill": name, "cover": cover, "needed": needed, "status": status}


def _unit_figures(basis: Basis, need: Needs, unit: str) -> UnitFigures:
    people = basis.people[unit]
    rows: list[UnitSkillFigures] = [
        {"skill": skill, "cover": len(need.masters[skill].intersection(people)), "needed": min(asked, len(people))}
        for skill, asked in need.required[unit].items()
    ]
    if not rows:
        basis.missing.add(f"skills.units.{unit}.bus_factor", _("The unit requires no skills."))
    return {"unit": unit, "skills": rows, "bus_factor": min((row["cover"] for row in rows), default=None)}


def _score(basis: Basis, need: Needs, people: list[PersonFigures], rows: list[SkillFigures]) -> float | None:
    """(people ok + skills covered) / (people + skills), over those of whom the rule asks something."""
    judged = [row for row in rows if row["skill"] in need.asked]
    asked = sum(row["ok"] is not None for row in people) + len(judged)
    good = sum(row["ok"] is True for row in people) + sum(row["status"] == "covered" for row in judged)
    return _ratio(basis, "score", good, asked)


def _ratio(basis: Basis, key: str, part: float, whole: float) -> float | None:
    if whole:
        return part / whole
    if not basis.organisation.skills:
        reason = _("There are no skills yet.")
    elif not basis.counted:
        reason = _("Nobody holds a role in this variant.")
    else:
        reason = _("Everyone or every skill is exempt.")
    basis.missing.add(f"skills.{key}", reason)
    return None


def _cells(basis: Basis) -> tuple[float | None, list[ExpiringFigures]]:
    """Readiness against the targets and what expires, over people and skills that are not exempt."""
    organisation = basis.organisation
    today = organisation.workshop.reference_date
    last = datetime.date.fromordinal(
        min(today.toordinal() + organisation.rules.expiry_warning_days, datetime.date.max.toordinal())
    )
    exempt = frozenset(name for name, skill in organisation.skills.items() if skill.exempt is not None)
    wanted = short = 0
    dated: list[tuple[datetime.date, Mastery]] = []
    for person in basis.counted:
        if basis.person(person).exempt is None:
            asked, lacking, ending = basis.cells_of(person).once(_cells_of_person, exempt, last)
            wanted += asked
            short += lacking
            dated += ending
    dated.sort(key=lambda item: item[0])
    expiring: list[ExpiringFigures] = [
        {"person": cell.person, "skill": cell.skill, "valid_until": day.isoformat(), "expired": day < today}
        for day, cell in dated
    ]
    if not wanted:
        basis.missing.add("skills.readiness", _("No targets are set for the people counted."))
        return None, expiring
    return 1 - short / wanted, expiring


def _cells_of_person(
    cells: Cells, exempt: frozenset[str], last: datetime.date
) -> tuple[int, int, list[tuple[datetime.date, Mastery]]]:
    """Levels wanted, levels short of them, and the cells that end by `last`."""
    wanted = short = 0
    dated = []
    for skill, cell in cells.items():
        target, valid_until = cell.target, cell.valid_until
        if skill in exempt:
            continue
        if target is not None:
            wanted += target
            short += max(0, target - cell.level)
        if valid_until is not None and valid_until <= last:
            dated.append((valid_until, cell))
    return wanted, short, dated
