"""Organisations to export: the examples, one with everything that spoils a workbook, random ones."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from organisatiecanvas.models import interchange
from organisatiecanvas.models.organisation import (
    Action,
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

EXAMPLES = Path(__file__).parents[2] / "organisatiecanvas" / "models" / "examples"
DAY = datetime.date(2026, 11, 23)
NAMES = (
    "=1+1",
    '+31 6 "Bel mij"',
    "-Zoë 't Hart-Łukasz",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://x","klik")',
    "Jan*",
    "Jan?",
    "<Jan & Co>",
    "_x0041_",
    "  spatie  ",
    "tab\tin naam",
)


def example(name: str) -> Organisation:
    return interchange.read_file(EXAMPLES / f"{name}.json")


def awkward() -> Organisation:
    """Names, units and actions that look like formulas, wildcards, escapes and forbidden sheet names."""
    organisation = Organisation()
    organisation.workshop = Workshop(
        title="=A & B &P <proef>", facilitator="Begeleidster Van Buiten", reference_date=DAY
    )
    organisation.rules, organisation.dossier = Rules(), Dossier()
    for number, name in enumerate(NAMES):
        organisation.people[f"p{number}"] = Person(id=f"p{number}", name=name, note=f"=noot {number}")
    for number in range(5):
        organisation.skills[f"s{number}"] = Skill(id=f"s{number}", name=f"=vaardigheid {number}", group="-groep")
    organisation.skills["s4"].exempt = "=iedereen kan dit"
    organisation.people["p3"].exempt = "-in opleiding"
    rng = random.Random(7)
    for person in organisation.people:
        for skill in organisation.skills:
            if rng.random() < 0.7:
                organisation.mastery[person, skill] = _cell(rng, person, skill, "=beoordelaar")
    variant = Variant(id="a/b", name="[IST] =x", kind="current", summary="=samenvatting")
    units = (
        "Snij/plooi [hal 2] - nachtploeg weekend",
        "Snij/plooi [hal 2] - nachtploeg week",
        "History",
        "'legenda'",
        "'t Hart's cel & <co>",
    )
    for number, name in enumerate(units):
        variant.units[f"u{number}"] = Unit(
            id=f"u{number}", name=name, kind="cell", parent="u0" if number == 1 else None
        )
        role = variant.roles[f"r{number}"] = Role(id=f"r{number}", name="Rol", unit=f"u{number}")
        role.holders = {f"p{n}": Holder(person=f"p{n}") for n in range(number, len(NAMES) - 1, 5)}
    variant.units["u0"].skills = {"s0": Requirement(skill="s0", people=9), "s4": Requirement(skill="s4")}
    variant.units["u1"].skills = {"s1": Requirement(skill="s1", people=1)}
    organisation.variants["a/b"] = variant
    organisation.actions = {f"a{n}": action for n, action in enumerate(_actions())}
    return organisation


def _actions() -> list[Action]:
    made = []
    for number, name in enumerate((*NAMES, "", "Zonder datum")):
        made.append(
            Action(
                id=f"a{number}",
                title=f"=actie {number} voor {name}",
                owner_=name,
                involved=f"@{name}",
                start=DAY + datetime.timedelta(days=20 * number) if name != "Zonder datum" else None,
                due=DAY + datetime.timedelta(days=20 * number + 45) if name != "Zonder datum" else None,
                hours=number + 0.5,
                cost=100.0 * number,
                status=("open", "running", "done", "postponed", "dropped")[number % 5],
                progress=(number % 5) / 4,
                reason="regel 1\nregel 2",
                about="u0",
                variant="a/b" if number % 2 else None,
            )
        )
    return made


def _cell(rng: random.Random, person: str, skill: str, assessor: str) -> Mastery:
    day = DAY + datetime.timedelta(days=rng.choice((-400, -1, 0, 1, 89, 90, 91, 1000)))
    return Mastery(
        person=person,
        skill=skill,
        level=rng.randrange(5),
        target=rng.choice((None, None, 2, 3, 4)),
        valid_until=rng.choice((None, None, day)),
        assessed_on=rng.choice((None, DAY)),
        assessor=assessor,
    )


def drawn(seed: int) -> Organisation:
    """A random organisation, small enough to look through."""
    rng = random.Random(seed)
    organisation = Organisation()
    organisation.workshop, organisation.dossier = Workshop(title=f"Proef {seed}", reference_date=DAY), Dossier()
    organisation.rules = Rules(
        mastery_level=rng.randrange(5), skills_per_person=rng.randrange(4), people_per_skill=rng.randrange(1, 5)
    )
    for number in range(rng.randint(1, 12)):
        exempt = "leerling" if rng.random() < 0.15 else None
        organisation.people[f"p{number}"] = Person(id=f"p{number}", name=f"Mens {number}", exempt=exempt)
    for number in range(rng.randint(1, 8)):
        exempt = "kan iedereen" if rng.random() < 0.15 else None
        skill = Skill(id=f"s{number}", name=f"Vak {number}", group=rng.choice("ABC"), exempt=exempt)
        organisation.skills[skill.id] = skill
    for person in organisation.people:
        for skill_id in organisation.skills:
            if rng.random() < 0.6:
                organisation.mastery[person, skill_id] = _cell(rng, person, skill_id, "")
    variant = Variant(id="v", name="Variant", kind="current")
    for number in range(rng.randrange(4)):
        parent = f"u{rng.randrange(number)}" if number and rng.random() < 0.5 else None
        variant.units[f"u{number}"] = Unit(id=f"u{number}", name=f"Cel {number}", kind="cell", parent=parent)
        wanted = rng.sample(list(organisation.skills), rng.randrange(len(organisation.skills) + 1))
        variant.units[f"u{number}"].skills = {s: Requirement(skill=s, people=rng.randrange(5)) for s in wanted}
        role = variant.roles[f"r{number}"] = Role(id=f"r{number}", name="Rol", unit=f"u{number}")
        held = rng.sample(list(organisation.people), rng.randrange(len(organisation.people) + 1))
        role.holders = {person: Holder(person=person, backup=rng.random() < 0.1) for person in held}
    organisation.variants["v"] = variant
    return organisation
