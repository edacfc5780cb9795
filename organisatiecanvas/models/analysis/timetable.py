"""The training plan on a calendar: who learns what in which quarter and from whom, and what no training brings.

Steps go in the order of the plan, single points of failure first, each in the earliest quarter in which the person
may still take a step and a trainer (level 4, valid) still has the hours. Without a trainer: an external course.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skill_findings import rule_name
from organisatiecanvas.models.analysis.skills import needs
from organisatiecanvas.models.analysis.training import TrainingPlan, TrainingStep
from organisatiecanvas.models.language import _, decimal, ngettext

TRAINER_LEVEL = 4
How = Literal["trainer", "course-no-trainer", "course-no-hours"]


@dataclass(frozen=True)
class Options:
    """When training starts, how many steps a person takes in a quarter (at least 1), and what a trainer can give.

    `trainer_hours`: hours per quarter for each trainer; None: as many as it takes.
    """

    start: datetime.date
    steps_per_quarter: int = 1
    trainer_hours: float | None = None


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def last_day(self) -> datetime.date:
        """The day by which a step of this quarter is done."""
        following = self.next()
        return datetime.date(following.year, 3 * following.number - 2, 1) - datetime.timedelta(days=1)


@dataclass(frozen=True)
class Lesson:
    """A step of the plan with its quarter. `trainer` None: an external course, because there is no trainer at all
    (`course-no-trainer`) or because none has that many hours in a quarter (`course-no-hours`).
    """

    step: TrainingStep
    quarter: Quarter
    trainer: str | None
    how: How


@dataclass(frozen=True)
class Timetable:
    """Lessons by quarter, in the order of the plan within it; `hours`: (trainer, quarter) → hours given."""

    lessons: tuple[Lesson, ...]
    hours: dict[tuple[str, Quarter], float]

    def by_quarter(self) -> dict[Quarter, list[Lesson]]:
        found: dict[Quarter, list[Lesson]] = {}
        for lesson in self.lessons:
            found.setdefault(lesson.quarter, []).append(lesson)
        return found


@dataclass
class _Calendar:
    options: Options
    taken: dict[tuple[str, Quarter], int] = field(default_factory=dict)  # steps of a person
    given: dict[tuple[str, Quarter], float] = field(default_factory=dict)  # hours of a trainer

    def room(self, person: str, quarter: Quarter) -> bool:
        return self.taken.get((person, quarter), 0) < self.options.steps_per_quarter

    def fits(self, trainer: str, quarter: Quarter, hours: float) -> bool:
        most = self.options.trainer_hours
        return most is None or self.given.get((trainer, quarter), 0.0) + hours <= most + 1e-9

    def least_busy(self, trainers: list[str], quarter: Quarter, hours: float) -> str | None:
        able = [name for name in trainers if self.fits(name, quarter, hours)]
        return min(able, key=lambda name: self.given.get((name, quarter), 0.0), default=None)


def timetable(basis: Basis, plan: TrainingPlan, options: Options) -> Timetable:
    """The steps of a plan over the quarters. Raises ValueError for options that allow nothing."""
    if options.steps_per_quarter < 1 or (options.trainer_hours is not None and options.trainer_hours < 0):
        raise ValueError("at least one step per quarter, and no hours below zero")
    calendar = _Calendar(options)
    known = {step["skill"] for step in plan["steps"]}
    trainers = {skill: trainers_of(basis, skill) for skill in known}
    lessons = [_lesson(calendar, step, trainers[step["skill"]]) for step in plan["steps"]]
    lessons.sort(key=lambda lesson: lesson.quarter)
    return Timetable(tuple(lessons), calendar.given)


def trainers_of(basis: Basis, skill: str) -> list[str]:
    """Counted people and those on the bench who can train others in a skill: level 4, valid on the reference date."""
    today = basis.organisation.workshop.reference_date
    found = []
    for person in dict.fromkeys((*basis.counted, *basis.variant.bench)):
        cell = basis.cells_of(person).get(skill)
        if cell is not None and cell.level >= TRAINER_LEVEL and (cell.valid_until is None or cell.valid_until >= today):
            found.append(person)
    return found


def _lesson(calendar: _Calendar, step: TrainingStep, trainers: list[str]) -> Lesson:
    """The earliest quarter that has room for this step, and the least busy trainer of those who can."""
    able = [name for name in trainers if name != step["person"]]
    most = calendar.options.trainer_hours
    how: How = "trainer" if able else "course-no-trainer"
    if able and most is not None and step["hours"] > most:
        able, how = [], "course-no-hours"
    quarter = Quarter.of(calendar.options.start)
    while True:
        trainer = calendar.least_busy(able, quarter, step["hours"]) if able else None
        if calendar.room(step["person"], quarter) and (trainer is not None or not able):
            break
        quarter = quarter.next()
    calendar.taken[step["person"], quarter] = calendar.taken.get((step["person"], quarter), 0) + 1
    if trainer is not None:
        calendar.given[trainer, quarter] = calendar.given.get((trainer, quarter), 0.0) + step["hours"]
    return Lesson(step, quarter, trainer, how)


def reason_sentence(basis: Basis, step: TrainingStep) -> str:
    """Why a step is in the plan: what it does for the skill, for the person, or for both."""
    need = basis.once(needs)
    skill, person = basis.organisation.skills[step["skill"]].name, basis.person(step["person"]).name
    cover, breadth = len(need.masters[step["skill"]]), len(need.mastered[step["person"]])
    parts = []
    if "breadth" not in step["reasons"] or len(step["reasons"]) > 1:
        parts.append(
            _("{skill} is mastered by nobody yet").format(skill=skill)
            if cover == 0
            else ngettext(
                "{skill} is mastered by {cover} person, {needed} are needed",
                "{skill} is mastered by {cover} people, {needed} are needed",
                cover,
            ).format(skill=skill, cover=cover, needed=need.skills[step["skill"]])
        )
    if "breadth" in step["reasons"]:
        parts.append(
            ngettext(
                "{person} masters {breadth} skill of the {needed} asked",
                "{person} masters {breadth} skills of the {needed} asked",
                breadth,
            ).format(person=person, breadth=breadth, needed=need.people[step["person"]])
        )
    return "; ".join(parts) + "."


def lesson_sentence(basis: Basis, lesson: Lesson) -> str:
    """Who trains, or why it takes an external course."""
    hours = decimal(lesson.step["hours"], 0)
    if lesson.trainer is not None:
        return _("{trainer} trains, {hours} h.").format(trainer=basis.person(lesson.trainer).name, hours=hours)
    if lesson.how == "course-no-trainer":
        return _("No trainer here (level {level}): external course, {hours} h.").format(
            level=TRAINER_LEVEL, hours=hours
        )
    return _("No trainer has {hours} h in one quarter: external course.").format(hours=hours)


def hire_sentences(basis: Basis, plan: TrainingPlan) -> list[str]:
    """What no training brings to skills, one sentence each."""
    need = basis.once(needs)
    return [
        ngettext(
            "{skill}: {asked} asked, {possible} here can; {count} person from elsewhere, or a lower requirement.",
            "{skill}: {asked} asked, {possible} here can; {count} people from elsewhere, or a lower requirement.",
            row["people"],
        ).format(
            skill=basis.organisation.skills[row["skill"]].name,
            asked=need.asked[row["skill"]],
            possible=need.skills[row["skill"]],
            count=row["people"],
        )
        for row in plan["hire"]
    ]


def waived_sentences(basis: Basis, plan: TrainingPlan) -> list[str]:
    """What people are not asked for because their work has no more skills, one sentence each."""
    need = basis.once(needs)
    return [
        ngettext(
            "{person}: the work here has {possible} skill to offer where {rule} asks for {asked}.",
            "{person}: the work here has {possible} skills to offer where {rule} asks for {asked}.",
            need.people[row["person"]],
        ).format(
            person=basis.person(row["person"]).name,
            possible=need.people[row["person"]],
            rule=rule_name(basis),
            asked=basis.organisation.rules.skills_per_person,
        )
        for row in plan["waived"]
    ]
