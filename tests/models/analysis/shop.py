"""Small organisations for tests of the analysis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from organisatiecanvas.models.organisation import (
    Dossier,
    Holder,
    Mastery,
    Organisation,
    Person,
    Requirement,
    Role,
    Rules,
    Skill,
    Unit,
    Variant,
    Workshop,
)

Level = tuple[int, datetime.date | None, int | None]  # level, valid until, target


def organisation(
    masters: Mapping[str, Sequence[str]],
    *,
    skills: Sequence[str],
    units: Mapping[str, tuple[Sequence[str], Mapping[str, int]]] | None = None,
    people_in_roles: Sequence[str] | None = None,
    exempt_people: Mapping[str, str] | None = None,
    exempt_skills: Mapping[str, str] | None = None,
    levels: Mapping[tuple[str, str], Level] | None = None,
    reference: datetime.date = datetime.date(2026, 11, 23),
) -> Organisation:
    """People with the skills they master at level 3, in one variant `v`.

    `units`: id → (people with a role in it, skill → people it requires); left out, all people stand in one unit that
    requires nothing (or those of `people_in_roles`). Each unit with people has the role `{unit}-role`.
    """
    content = Organisation()
    content.workshop = Workshop(title="Test", reference_date=reference)
    content.rules, content.dossier = Rules(), Dossier()
    for name in masters:
        content.people[name] = Person(id=name, name=f"Person {name}", exempt=(exempt_people or {}).get(name))
    for name in skills:
        content.skills[name] = Skill(id=name, name=f"Skill {name}", exempt=(exempt_skills or {}).get(name))
    for person, mastered in masters.items():
        for skill in mastered:
            content.mastery[person, skill] = Mastery(person=person, skill=skill, level=3)
    for (person, skill), (level, valid_until, target) in (levels or {}).items():
        content.mastery[person, skill] = Mastery(
            person=person, skill=skill, level=level, valid_until=valid_until, target=target
        )
    variant = content.variants["v"] = Variant(id="v", name="As it is", kind="current")
    if units is None:
        units = {"all": (people_in_roles if people_in_roles is not None else list(masters), {})}
    for unit, (people, required) in units.items():
        add_unit(variant, unit, people, required)
    return content


def add_unit(
    variant: Variant, name: str, people: Sequence[str] = (), required: Mapping[str, int] | None = None
) -> Unit:
    """A cell with a role that is complete and held by these people."""
    unit = variant.units[name] = Unit(id=name, name=f"Unit {name}", kind="cell")
    for skill, count in (required or {}).items():
        unit.skills[skill] = Requirement(skill=skill, people=count)
    add_role(variant, f"{name}-role", name, people)
    return unit


def add_role(variant: Variant, name: str, unit: str, people: Sequence[str] = (), kind: str = "executing") -> Role:
    role = variant.roles[name] = Role(
        id=name, name=f"Role {name}", unit=unit, kind=kind, purpose="To be there", accountabilities=("being there",)
    )
    for person in people:
        role.holders[person] = Holder(person=person)
    return role
