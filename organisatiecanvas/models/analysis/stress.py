"""Stress test of a design: which unit can't run on day one with the skills its people have, and what it would take.

A unit runs when each skill it requires is mastered by at least one of its people; it is ready when each is mastered by
as many as it requires, as far as its people go. The training that leads there is the smallest plan of method.md 1,
restricted to the people and the skills of the unit: fewest steps, then fewest hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import needs
from organisatiecanvas.models.analysis.training import Pair, fewest_steps, scaled_hours, step_hours
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import _, decimal, ngettext

State = Literal["stops", "short", "ready"]
STATES: tuple[State, ...] = ("stops", "short", "ready")  # the gravest first


@dataclass(frozen=True)
class SkillOnDayOne:
    """A skill that a unit requires: how many of its people master it, and how many it asks for."""

    skill: str
    cover: int
    asked: int


@dataclass(frozen=True)
class Step:
    """One person of the unit learns one skill, in so many hours."""

    person: str
    skill: str
    hours: float


@dataclass(frozen=True)
class DayOne:
    """How a unit stands on day one. `stops`: a required skill that none of its people masters.

    `to_run`: the training until each skill has one master; `to_be_ready`: until each has as many as the unit asks for,
    as far as its people go. `hire`: skill → people who would have to come from elsewhere for that; `impossible`:
    required skills for which the unit has nobody who masters them or could learn them.
    """

    unit: str
    state: State
    skills: tuple[SkillOnDayOne, ...]
    to_run: tuple[Step, ...]
    to_be_ready: tuple[Step, ...]
    hire: dict[str, int]
    impossible: tuple[str, ...]

    @property
    def hours_to_run(self) -> float:
        """Training hours until the unit can run; None of them bring `impossible` skills."""
        return sum(step.hours for step in self.to_run)

    @property
    def hours_to_be_ready(self) -> float:
        return sum(step.hours for step in self.to_be_ready)


def stress_test(basis: Basis) -> list[DayOne]:
    """Every internal unit that requires skills, those that can't run first, then by the hours until they can."""
    required = basis.once(needs).required
    found = [_day_one(basis, unit, skills) for unit, skills in required.items() if any(skills.values())]
    return sorted(found, key=lambda item: (STATES.index(item.state), -item.hours_to_run, -item.hours_to_be_ready))


def _day_one(basis: Basis, unit: str, required: dict[str, int]) -> DayOne:
    need = basis.once(needs)
    people = basis.people[unit]
    learners = [person for person in people if basis.person(person).exempt is None]
    asked = {skill: count for skill, count in required.items() if count > 0}
    cover = {skill: len(need.masters[skill].intersection(people)) for skill in asked}
    reach = {skill: len(need.masters[skill].intersection(people) | set(learners)) for skill in asked}
    to_run = _plan(basis, learners, {skill: min(1, reach[skill]) - cover[skill] for skill in asked})
    ready = _plan(basis, learners, {skill: min(count, reach[skill]) - cover[skill] for skill, count in asked.items()})
    short = any(cover[skill] < count for skill, count in asked.items())
    return DayOne(
        unit=unit,
        state="stops" if not all(cover.values()) else "short" if short else "ready",
        skills=tuple(SkillOnDayOne(skill, cover[skill], count) for skill, count in asked.items()),
        to_run=to_run,
        to_be_ready=ready,
        hire={skill: count - reach[skill] for skill, count in asked.items() if count > reach[skill]},
        impossible=tuple(skill for skill in asked if reach[skill] == 0),
    )


def _plan(basis: Basis, learners: list[str], lacking: dict[str, int]) -> tuple[Step, ...]:
    """The smallest plan by which these people bring the skills what they lack."""
    need = basis.once(needs)
    short = {skill: count for skill, count in lacking.items() if count > 0}
    pairs: dict[Pair, int] = {
        (person, skill): scaled_hours(basis, person, skill)
        for person in learners
        for skill in short
        if person not in need.masters[skill]
    }
    return tuple(Step(*pair, step_hours(basis, *pair)) for pair in fewest_steps(pairs, {}, short))


def day_one_sentence(basis: Basis, item: DayOne) -> str:
    """One sentence on whether a unit can run on day one, and how many hours of training until it can."""
    unit = basis.variant.units[item.unit].name
    if item.state == "ready":
        return _("{unit} can run on day one, with everything it asks for.").format(unit=unit)
    if item.state == "short":
        lacking = [row.skill for row in item.skills if row.cover < row.asked]
        words = _("{unit} can run on day one, but has too few people for {skills}: {hours} h of training.").format(
            unit=unit, skills=_named(basis, lacking), hours=decimal(item.hours_to_be_ready, 0)
        )
        return words + _hire_words(basis, item)
    missing = [row.skill for row in item.skills if row.cover == 0]
    words = _("{unit} can't run on day one: nobody there masters {skills}.").format(
        unit=unit, skills=_named(basis, missing)
    )
    if item.to_run:
        words += " " + ngettext(
            "It takes {count} step and {hours} h of training until it can.",
            "It takes {count} steps and {hours} h of training until it can.",
            len(item.to_run),
        ).format(count=len(item.to_run), hours=decimal(item.hours_to_run, 0))
    return words + _hire_words(basis, item)


def _hire_words(basis: Basis, item: DayOne) -> str:
    if item.impossible:
        return " " + _("Nobody there could learn {skills}: it takes people from elsewhere.").format(
            skills=_named(basis, item.impossible)
        )
    if not item.hire:
        return ""
    count = max(item.hire.values())
    return " " + ngettext(
        "For all it asks for it is {count} person short.", "For all it asks for it is {count} people short.", count
    ).format(count=count)


def _named(basis: Basis, skills: tuple[str, ...] | list[str]) -> str:
    return listed([basis.organisation.skills[skill].name for skill in skills], 4)
