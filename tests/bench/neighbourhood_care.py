"""Home care at the size of the largest that works in self-managing teams: 1,200 teams of about twelve people.

The same seed, the same organisation. Every team divides the seven roles such teams have among its members; about
fifty teams have a coach, and a small office serves all.
"""

from __future__ import annotations

import random

from organisatiecanvas.models.organisation import (
    Dossier,
    Holder,
    Link,
    Organisation,
    Person,
    Role,
    Rules,
    Unit,
    Variant,
    Workshop,
)

TEAMS, PEOPLE, TEAMS_A_REGION = 1200, 14_000, 50
ROLES = (
    "Wijkverpleging",
    "Planning",
    "Huishouden en geld",
    "Ontwikkeling",
    "Teamspeler",
    "Mentor",
    "Cijfers",
)
SIZE = (220.0, 240.0)
PITCH = (300.0, 320.0)


def neighbourhood_care(
    teams: int = TEAMS, people: int = PEOPLE, region: int = TEAMS_A_REGION, seed: int = 11
) -> Organisation:
    """So many teams in regions of `region` teams, with their people in roles and everything placed."""
    chance = random.Random(seed)
    organisation = Organisation()
    organisation.workshop, organisation.rules, organisation.dossier = Workshop(title="Buurtzorg"), Rules(), Dossier()
    organisation.people = {f"p{n}": Person(id=f"p{n}", name=f"Medewerker {n:05d}") for n in range(people)}
    variant = organisation.variants["v"] = Variant(id="v", name="IST", kind="current")
    across = 10
    down = -(-region // across)
    for number in range(-(-teams // region)):
        left = number % 6 * (across * PITCH[0] + 200)
        top = number // 6 * (down * PITCH[1] + 300)
        box = (left - 40, top - 80, across * PITCH[0], down * PITCH[1] + 60)
        variant.units[f"r{number}"] = Unit(id=f"r{number}", name=f"Regio {number + 1}", kind="department", box=box)
        coach = variant.roles[f"coach{number}"] = Role(id=f"coach{number}", name="Regiocoach", unit=f"r{number}")
        coach.holders = {f"p{number}": Holder(person=f"p{number}")}
    staff = [[f"p{n}" for n in range(number, people, teams)] for number in range(teams)]
    for number in range(teams):
        home, at = divmod(number, region)
        area = variant.units[f"r{home}"].box
        assert area is not None
        box = (area[0] + 40 + at % across * PITCH[0], area[1] + 80 + at // across * PITCH[1], *SIZE)
        name = f"Team {number:04d}"
        variant.units[f"t{number}"] = Unit(id=f"t{number}", name=name, kind="team", parent=f"r{home}", box=box)
        for index, what in enumerate(ROLES):
            role = Role(id=f"t{number}-{index}", name=what, unit=f"t{number}")
            holders = staff[number] if index == 0 else staff[number][index :: len(ROLES)]
            role.holders = {person: Holder(person=person) for person in holders}
            variant.roles[role.id] = role
    for number in range(teams * 3 // 2):
        start = chance.randrange(teams)
        near = start + chance.choice((1, 2, across, across + 1, -1, -across))
        end = (
            near
            if near // region == start // region
            else min(home_of(start, region) + chance.randrange(region), teams - 1)
        )
        if chance.random() < 0.05:
            end = chance.randrange(teams)
        if end == start:
            end = start + 1 if start % region == 0 else start - 1
        kind = chance.choice(("consultation", "information", "support", "order"))
        variant.links[f"l{number}"] = Link(id=f"l{number}", kind=kind, from_=f"t{start}", to_=f"t{end}")
    return organisation


def home_of(team: int, region: int) -> int:
    """The first team of a team's region."""
    return team // region * region
