"""The plan against an exact optimum found in another way: a search over what people learn, person by person."""

from __future__ import annotations

import random

import pytest

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.organisation import Organisation
from tests.models.analysis.shop import organisation
from tests.models.analysis.test_training import short

CASES, LARGEST = 300, (12, 10)
Cell = tuple[str, str]


def drawn(seed: int) -> Organisation:
    """A random matrix, with or without units that require skills, exemptions and thresholds of all sizes."""
    chance = random.Random(seed)
    people = [f"P{n}" for n in range(chance.randint(1, LARGEST[0]))]
    skills = [f"S{n}" for n in range(chance.randint(1, LARGEST[1]))]
    filled = chance.choice((0.1, 0.3, 0.6))
    masters = {person: [skill for skill in skills if chance.random() < filled] for person in people}
    units = None
    if chance.random() < 0.5:
        units = {
            f"U{n}": (
                [person for person in people if chance.random() < 0.6],
                {skill: chance.randint(0, 4) for skill in skills if chance.random() < 0.6},
            )
            for n in range(chance.randint(1, 3))
        }
    content = organisation(
        masters,
        skills=skills,
        units=units,
        exempt_people={person: "x" for person in people if chance.random() < 0.1},
        exempt_skills={skill: "x" for skill in skills if chance.random() < 0.1},
    )
    content.rules.skills_per_person = chance.randint(0, 4)
    content.rules.people_per_skill = chance.randint(0, 5)
    return content


def fewest(open_cells: list[Cell], people: dict[str, int], skills: dict[str, int]) -> int:
    """The size of the smallest set of cells that meets all needs, by a theorem of its own.

    Gallai for simple b-edge-covers: start from every cell and take away as many as can be spared, where a person or
    skill with so many cells can spare those above its need. What can be taken away at once is a largest b-matching
    with those spares as its bounds, found by augmenting paths; what is left is the smallest cover.
    """
    spare_people = {name: -need for name, need in people.items()}
    spare_skills = {name: -need for name, need in skills.items()}
    for person, skill in open_cells:
        spare_people[person] += 1
        spare_skills[skill] += 1
    assert min((*spare_people.values(), *spare_skills.values()), default=0) >= 0, "needs are capped, so they can be met"
    taken: set[Cell] = set()
    skills_of: dict[str, list[str]] = {name: [] for name in people}
    people_of: dict[str, list[str]] = {name: [] for name in skills}
    for person, skill in open_cells:
        skills_of[person].append(skill)
        people_of[skill].append(person)

    def augment(person: str, seen: set[str]) -> bool:
        for skill in skills_of[person]:
            if (person, skill) in taken or skill in seen:
                continue
            seen.add(skill)
            if sum((other, skill) in taken for other in people_of[skill]) < spare_skills[skill]:
                taken.add((person, skill))
                return True
            for other in people_of[skill]:
                if (other, skill) in taken and augment(other, seen):
                    taken.remove((other, skill))
                    taken.add((person, skill))
                    return True
        return False

    for person in people:
        for _ in range(spare_people[person]):
            if not augment(person, set()):
                break
    return len(open_cells) - len(taken)


def open_cells_of(content: Organisation) -> list[Cell]:
    """Pairs that may be learned, read from the rules again: not mastered, not exempt, asked of the person's unit."""
    variant = content.variants["v"]
    required = {
        unit.id: {name for name in unit.skills if content.skills[name].exempt is None}
        for unit in variant.units.values()
    }
    found: dict[Cell, None] = {}
    for role in variant.roles.values():
        wanted = required[role.unit]
        if not any(required.values()):
            wanted = {name for name, skill in content.skills.items() if skill.exempt is None}
        for person in role.holders:
            if content.people[person].exempt is None:
                found.update(dict.fromkeys((person, skill) for skill in sorted(wanted)))
    return [cell for cell in found if cell not in content.mastery]


def test_the_search_itself_by_hand() -> None:
    cells = [("a", "x"), ("a", "y"), ("b", "x")]
    assert fewest(cells, {"a": 1, "b": 0}, {"x": 1, "y": 0}) == 1  # a learns x
    assert fewest(cells, {"a": 1, "b": 1}, {"x": 1, "y": 1}) == 2  # a learns y, b learns x
    assert fewest(cells, {"a": 0, "b": 1}, {"x": 2, "y": 1}) == 3


@pytest.mark.parametrize("seed", range(0, CASES, 10))
def test_no_plan_of_three_hundred_has_a_step_too_many(seed: int) -> None:
    for case in range(seed, seed + 10):
        content = drawn(case)
        basis = Basis(content, content.variants["v"])
        if not basis.counted:
            assert training_plan(basis)["steps"] == []
            continue
        people, skills = short(basis)
        cells = open_cells_of(content)
        steps = [(step["person"], step["skill"]) for step in training_plan(basis)["steps"]]
        assert len(set(steps)) == len(steps)
        assert set(steps) <= set(cells)
        assert all(sum(person == name for person, _skill in steps) >= need for name, need in people.items())
        assert all(sum(skill == name for _person, skill in steps) >= need for name, need in skills.items())
        assert len(steps) == fewest(cells, people, skills), case
