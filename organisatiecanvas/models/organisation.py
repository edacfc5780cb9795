"""What an organisation is: one mapped class per collection of the interchange format, each field defined once.

Names, units and defaults are those of interchange.md. Hours are hours a week unless the name says otherwise.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from organisatiecanvas.models import fields as f
from organisatiecanvas.models.fields import part
from organisatiecanvas.models.lookup import Lookup
from organisatiecanvas.models.mapping import Row, check_clauses, column, describe, foreign_keys, key, owned_by
from organisatiecanvas.models.matrix import Cells

UNIT_KINDS = ("cell", "team", "department", "support", "control", "external")
ROLE_KINDS = ("executing", "preparing", "supporting", "regulating", "star")
TASK_KINDS = ("executing", "preparing", "supporting", "regulating")
LINK_KINDS = ("order", "information", "consultation", "control", "support")
SKILL_KINDS = ("machine", "task", "knowledge", "certificate")
MODES = ("decides", "consents", "advises", "informed")
LEVELS = ("operational", "tactical", "strategic")
SCOPES = ("internal", "external")
ACTION_STATUSES = ("open", "running", "done", "postponed", "dropped")
STAGES = ("intended", "requested", "consulted", "advised", "decided", "suspended", "executed")
LEVERS = ("management", "structure", "competences", "culture")
BOX = f.many(f.number(minimum=None), length=(4, 4), nullable=True, default=None)
# Fields that say how the drawing looks: no figure follows from them, and they are no change of the organisation.
LOOKS = frozenset({"box", "colour", "locked", "route", "by_hand"})
MAX_CORNERS = 1000
ROUTE = f.many(
    f.many(f.number(minimum=None), length=(2, 2)), length=(2, MAX_CORNERS), nullable=True, default=None, brief=True
)


@dataclass(frozen=True)
class AuthorityWeights:
    """What each mode of taking part in a decision counts for, 0 to 1 (method.md 3)."""

    decides: float = part(f.share(1.0))
    consents: float = part(f.share(0.67))
    advises: float = part(f.share(0.33))
    informed: float = part(f.share(0.0))


@dataclass(frozen=True)
class DifficultyShare:
    """Shares of the work by difficulty, each 0 to 1."""

    low: float = part(f.share())
    medium: float = part(f.share())
    high: float = part(f.share())


@dataclass(frozen=True)
class Work:
    """What the work of a role holds, for the seven conditions of method.md 5; None means not asked."""

    kinds: tuple[str, ...] = part(f.many(f.choice(*TASK_KINDS)))
    organising: tuple[str, ...] = part(f.many(f.choice("own_team", "other_teams", "improving")))
    autonomy: tuple[str, ...] = part(f.many(f.choice("pace", "method", "order", "place")))
    contact: str | None = part(f.choice("at_will", "limited", "none", default=None, nullable=True))
    information: tuple[str, ...] = part(f.many(f.choice("ahead", "norms", "feedback")))
    difficulty_share: DifficultyShare | None = part(f.record(DifficultyShare, default=None, nullable=True))
    short_cycle_share: float | None = part(f.share(None, nullable=True))


@dataclass(frozen=True)
class Answer:
    """One answer sheet, without name, order or time."""

    demands: tuple[int, ...] = part(f.many(f.whole(minimum=1, maximum=4)))
    autonomy: tuple[int, ...] = part(f.many(f.whole(minimum=1, maximum=4)))


@dataclass(frozen=True)
class ChecklistEntry:
    """One topic of a checklist: effect −2 (worse) to +2 (better), on whom, and what is done about it.

    A step of a process has no effect (0) but is `done` or not.
    """

    effect: int = part(f.whole(minimum=-2, maximum=2))
    groups: str = part(f.text(""))
    measure: str = part(f.text(""))
    done: bool = part(f.flag(brief=True))


@dataclass(frozen=True)
class StageDates:
    """The day on which each stage of the works council's advice began, or is meant to."""

    intended: datetime.date | None = part(f.date(brief=True))
    requested: datetime.date | None = part(f.date(brief=True))
    consulted: datetime.date | None = part(f.date(brief=True))
    advised: datetime.date | None = part(f.date(brief=True))
    decided: datetime.date | None = part(f.date(brief=True))
    suspended: datetime.date | None = part(f.date(brief=True))
    executed: datetime.date | None = part(f.date(brief=True))


class File(Row):
    """What the file says of itself; the revision counts saves, `save_id` tells one save from another."""

    __tablename__ = "file"
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    document_id: Mapped[str] = mapped_column(sa.Text)
    revision: Mapped[int] = mapped_column(sa.BigInteger)
    save_id: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[str] = mapped_column(sa.Text)
    saved_by: Mapped[str] = mapped_column(sa.Text)
    unsaved: Mapped[bool] = mapped_column(sa.Boolean)
    path: Mapped[str] = mapped_column(sa.Text)
    pending_save_id: Mapped[str] = mapped_column(sa.Text)


class Workshop(Row):
    """The occasion: what it is called, for whom, and the date the figures refer to."""

    __tablename__ = "workshop"
    KEY = ()
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True, default=1)
    title: Mapped[str] = column(f.text())
    organisation: Mapped[str] = column(f.text(""))
    facilitator: Mapped[str] = column(f.text(""))
    language: Mapped[str] = column(f.choice("nl", "en", default="nl"))
    reference_date: Mapped[datetime.date] = column(f.date("today", nullable=False))


class Rules(Row):
    """Every threshold of the method."""

    __tablename__ = "rules"
    KEY = ()
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True, default=1)
    skills_per_person: Mapped[int] = column(f.whole(3))
    people_per_skill: Mapped[int] = column(f.whole(3))
    mastery_level: Mapped[int] = column(f.whole(3, maximum=4))
    expiry_warning_days: Mapped[int] = column(f.whole(90, maximum=36_500, time="days"))
    utilisation_target: Mapped[float] = column(f.share(0.8))
    hours_per_week: Mapped[float] = column(f.number(38.0, time="hours"))
    gross_net_factor: Mapped[float] = column(f.number(1.27))
    minimum_group: Mapped[int] = column(f.whole(5))
    team_size: Mapped[tuple[int, ...]] = column(f.many(f.whole(), default=(7, 12), length=(2, 2)))
    short_cycle_seconds: Mapped[float] = column(f.number(90.0, time="seconds"))
    authority_weights: Mapped[AuthorityWeights] = column(f.record(AuthorityWeights, default=AuthorityWeights))


class Person(Row):
    """Somebody who works here; `deployability` is the share of the contract that can be planned, `exempt` a reason."""

    __tablename__ = "people"
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    hours_per_week: Mapped[float] = column(f.number(from_rules="hours_per_week", time="hours"))
    deployability: Mapped[float] = column(f.share(1.0))
    exempt: Mapped[str | None] = column(f.text(None, nullable=True))
    email: Mapped[str] = column(f.text(""))
    note: Mapped[str] = column(f.text("", multiline=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Skill(Row):
    """Something people can master: a machine, a task, a body of knowledge or a certificate."""

    __tablename__ = "skills"
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    kind: Mapped[str] = column(f.choice(*SKILL_KINDS, default="machine"))
    group: Mapped[str] = column(f.text(""))
    description: Mapped[str] = column(f.text("", multiline=True))
    critical: Mapped[bool] = column(f.flag())
    training_hours: Mapped[float] = column(f.number(8.0, time="hours"))
    exempt: Mapped[str | None] = column(f.text(None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Mastery(Row):
    """How well a person masters a skill: 0 none, 1 in training, 2 under guidance, 3 independent, 4 can train others."""

    __tablename__ = "mastery"
    KEY = ("person", "skill")
    person: Mapped[str] = key(f.reference("people"))
    skill: Mapped[str] = key(f.reference("skills"))
    level: Mapped[int] = column(f.whole(maximum=4))
    target: Mapped[int | None] = column(f.whole(None, maximum=4, nullable=True))
    valid_until: Mapped[datetime.date | None] = column(f.date())
    assessed_on: Mapped[datetime.date | None] = column(f.date())
    assessor: Mapped[str] = column(f.text(""))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Assessment(Row):
    """A level that a person was given on a day and by whom, kept for later; without a level: unknown again."""

    __tablename__ = "assessments"
    KEY = ("person", "skill", "assessed_on")
    BRIEF = True
    person: Mapped[str] = key(f.reference("people"))
    skill: Mapped[str] = key(f.reference("skills"))
    assessed_on: Mapped[datetime.date] = key(f.date(f.REQUIRED, nullable=False))
    level: Mapped[int | None] = column(f.whole(maximum=4, nullable=True))
    valid_until: Mapped[datetime.date | None] = column(f.date())
    assessor: Mapped[str] = column(f.text(""))
    source: Mapped[str] = column(f.text(""))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Absence(Row):
    """Who is away when, both days included; for planning only, never with a reason."""

    __tablename__ = "absences"
    KEY = ("number",)
    number: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    person: Mapped[str] = column(f.reference("people"))
    from_: Mapped[datetime.date] = mapped_column("from", sa.Date, info={"field": f.date(f.REQUIRED, nullable=False)})
    to_: Mapped[datetime.date] = mapped_column("to", sa.Date, info={"field": f.date(f.REQUIRED, nullable=False)})
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Order(Row):
    """An order family: `pieces_per_week` pieces in lots of `lot_size`; `arrival_scv` is the variability of arrivals."""

    __tablename__ = "orders"
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    segment: Mapped[str] = column(f.text(""))
    pieces_per_week: Mapped[float] = column(f.number())
    lot_size: Mapped[float] = column(f.number(1.0, minimum=1.0))
    arrival_scv: Mapped[float] = column(f.number(1.0))
    colour: Mapped[str | None] = column(f.text(None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Variant(Row):
    """One way the organisation is or could be; people without a place wait on the `bench`."""

    __tablename__ = "variants"
    PARTS = ("units", "roles", "tasks", "links", "decisions", "disturbances", "meetings", "surveys", "notes", "views")
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    kind: Mapped[str] = column(f.choice("current", "redesign"))
    based_on: Mapped[str | None] = column(f.reference("variants", default=None, nullable=True))
    summary: Mapped[str] = column(f.text("", multiline=True))
    bench: Mapped[tuple[str, ...]] = column(f.many(f.reference("people")))
    leavers: Mapped[tuple[str, ...]] = column(f.many(f.reference("people")))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    units: dict[str, Unit]
    roles: dict[str, Role]
    tasks: dict[str, Task]
    links: dict[str, Link]
    decisions: dict[str, Decision]
    disturbances: dict[str, Disturbance]
    meetings: dict[str, Meeting]
    surveys: dict[str, Survey]
    notes: dict[str, Note]
    views: dict[str, View]


class Unit(Row):
    """A cell, team, department or other part; `places` lots are worked on at once while its clock runs.

    `locked`: it stays where it is, whoever or whatever arranges the drawing.
    """

    __tablename__ = "units"
    OWNER = "variants"
    PARTS = ("machines", "skills")
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    kind: Mapped[str] = column(f.choice(*UNIT_KINDS))
    parent: Mapped[str | None] = column(f.reference("units", default=None, nullable=True))
    purpose: Mapped[str] = column(f.text("", multiline=True))
    segment: Mapped[str] = column(f.text(""))
    box: Mapped[tuple[float, ...] | None] = column(BOX)
    colour: Mapped[str | None] = column(f.text(None, nullable=True))
    places: Mapped[int] = column(f.whole(1, minimum=1))
    hours_per_week: Mapped[float] = column(f.number(from_rules="hours_per_week", time="hours"))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    locked: Mapped[bool] = column(f.flag(brief=True))
    machines: dict[str, Machine]
    skills: dict[str, Requirement]


class Machine(Row):
    """Equal machines of a unit; mean hours to failure and to repair."""

    __tablename__ = "machines"
    OWNER = "units"
    variant: Mapped[str] = owned_by()
    unit: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    count: Mapped[int] = column(f.whole(1, minimum=1))
    mttf_hours: Mapped[float | None] = column(f.number(None, nullable=True, time="hours"))
    mttr_hours: Mapped[float | None] = column(f.number(None, nullable=True, time="hours"))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Requirement(Row):
    """A skill that a unit must cover, with how many people."""

    __tablename__ = "requirements"
    OWNER = "units"
    KEY = ("skill",)
    variant: Mapped[str] = owned_by()
    unit: Mapped[str] = owned_by()
    skill: Mapped[str] = key(f.reference("skills"))
    people: Mapped[int] = column(f.whole(from_rules="people_per_skill"))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Role(Row):
    """What somebody takes upon them in a unit; `hours_per_week` is work not driven by tasks."""

    __tablename__ = "roles"
    OWNER = "variants"
    PARTS = ("holders",)
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    unit: Mapped[str] = column(f.reference("units"))
    kind: Mapped[str] = column(f.choice(*ROLE_KINDS, default="executing"))
    purpose: Mapped[str] = column(f.text("", multiline=True))
    accountabilities: Mapped[tuple[str, ...]] = column(f.many(f.text()))
    domains: Mapped[tuple[str, ...]] = column(f.many(f.text()))
    hours_per_week: Mapped[float] = column(f.number(0.0, time="hours"))
    work: Mapped[Work | None] = column(f.record(Work, default=None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    holders: dict[str, Holder]


class Holder(Row):
    """A person in a role; hours null means an equal share of the contract hours that are left."""

    __tablename__ = "holders"
    OWNER = "roles"
    KEY = ("person",)
    variant: Mapped[str] = owned_by()
    role: Mapped[str] = owned_by()
    person: Mapped[str] = key(f.reference("people"))
    hours_per_week: Mapped[float | None] = column(f.number(None, nullable=True, time="hours"))
    backup: Mapped[bool] = column(f.flag())
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Task(Row):
    """Work of a unit: setup a lot, run a piece, or weekly hours; `scv` is the variability of the lot time."""

    __tablename__ = "tasks"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    unit: Mapped[str] = column(f.reference("units"))
    kind: Mapped[str] = column(f.choice(*TASK_KINDS))
    role: Mapped[str | None] = column(f.reference("roles", default=None, nullable=True))
    skill: Mapped[str | None] = column(f.reference("skills", default=None, nullable=True))
    order: Mapped[str | None] = column(f.reference("orders", default=None, nullable=True))
    machine: Mapped[str | None] = column(f.reference("machines", default=None, nullable=True))
    attended: Mapped[float] = column(f.share(1.0))
    setup_minutes: Mapped[float] = column(f.number(0.0, time="minutes"))
    run_minutes: Mapped[float] = column(f.number(0.0, time="minutes"))
    scv: Mapped[float] = column(f.number(1.0))
    hours_per_week: Mapped[float] = column(f.number(0.0, time="hours"))
    cycle_seconds: Mapped[float | None] = column(f.number(None, nullable=True, time="seconds"))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Link(Row):
    """A line between two units; order links carry a family, `wait_days` are calendar days.

    `route` is its corners with both ends, in scene units, None until it is routed; `by_hand`: the user placed them.
    """

    __tablename__ = "links"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    kind: Mapped[str] = column(f.choice(*LINK_KINDS))
    from_: Mapped[str] = mapped_column("from", sa.Text, info={"field": f.reference("units")})
    to_: Mapped[str] = mapped_column("to", sa.Text, info={"field": f.reference("units")})
    label: Mapped[str] = column(f.text(""))
    order: Mapped[str | None] = column(f.reference("orders", default=None, nullable=True))
    share: Mapped[float] = column(f.share(1.0))
    parallel: Mapped[bool] = column(f.flag())
    wait_days: Mapped[float] = column(f.number(0.0, time="days"))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    route: Mapped[tuple[tuple[float, float], ...] | None] = column(ROUTE)
    by_hand: Mapped[bool] = column(f.flag(brief=True))


class Decision(Row):
    """A decision about a unit: who takes part how, and who notices, judges and acts in its control loop."""

    __tablename__ = "decisions"
    OWNER = "variants"
    PARTS = ("authority",)
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    domain: Mapped[str] = column(f.text())
    level: Mapped[str] = column(f.choice(*LEVELS))
    scope: Mapped[str] = column(f.choice(*SCOPES))
    about: Mapped[str] = column(f.reference("units"))
    per_week: Mapped[float] = column(f.number(1.0))
    sensor: Mapped[str | None] = column(f.reference("units", "roles", default=None, nullable=True))
    judge: Mapped[str | None] = column(f.reference("units", "roles", default=None, nullable=True))
    actor: Mapped[str | None] = column(f.reference("units", "roles", default=None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    authority: dict[str, Authority]


class Authority(Row):
    """How a party (unit or role) takes part in a decision."""

    __tablename__ = "authorities"
    OWNER = "decisions"
    KEY = ("party",)
    variant: Mapped[str] = owned_by()
    decision: Mapped[str] = owned_by()
    party: Mapped[str] = key(f.reference("units", "roles"))
    mode: Mapped[str] = column(f.choice(*MODES))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Disturbance(Row):
    """Something that goes wrong in a unit, how often a week, the hours it takes each time and who solves it."""

    __tablename__ = "disturbances"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    domain: Mapped[str] = column(f.text())
    unit: Mapped[str] = column(f.reference("units"))
    per_week: Mapped[float] = column(f.number())
    hours_each: Mapped[float] = column(f.number(time="hours"))
    solved: Mapped[str] = column(f.choice("inside", "partly", "outside"))
    escalates_to: Mapped[str | None] = column(f.reference("units", "roles", default=None, nullable=True))
    skill: Mapped[str | None] = column(f.reference("skills", default=None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Meeting(Row):
    """A regular meeting of units and roles, and the decisions it takes."""

    __tablename__ = "meetings"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    participants: Mapped[tuple[str, ...]] = column(f.many(f.reference("units", "roles")))
    per_week: Mapped[float] = column(f.number())
    minutes: Mapped[float] = column(f.number(time="minutes"))
    decisions: Mapped[tuple[str, ...]] = column(f.many(f.reference("decisions")))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Survey(Row):
    """Answers of a group (unit or role) to one instrument, without names, order or time."""

    __tablename__ = "surveys"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    instrument: Mapped[str] = column(f.choice("nea", "jcq"))
    group: Mapped[str] = column(f.reference("units", "roles"))
    held_on: Mapped[datetime.date | None] = column(f.date())
    answers: Mapped[tuple[Answer, ...]] = column(f.many(f.record(Answer)))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Note(Row):
    """A sticky note with its dot votes."""

    __tablename__ = "notes"
    OWNER = "variants"
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    text: Mapped[str] = column(f.text(multiline=True))
    box: Mapped[tuple[float, ...] | None] = column(BOX)
    colour: Mapped[str | None] = column(f.text(None, nullable=True))
    votes: Mapped[int] = column(f.whole(0))
    position: Mapped[int] = mapped_column(sa.BigInteger)
    locked: Mapped[bool] = column(f.flag(brief=True))


class View(Row):
    """A part of the drawing to come back to: `box` in scene units, with the overlay shown over it."""

    __tablename__ = "views"
    OWNER = "variants"
    BRIEF = True
    variant: Mapped[str] = owned_by()
    id: Mapped[str] = key(f.identity())
    name: Mapped[str] = column(f.text())
    box: Mapped[tuple[float, ...]] = column(f.many(f.number(minimum=None), default=f.REQUIRED, length=(4, 4)))
    overlay: Mapped[str | None] = column(f.text(None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Action(Row):
    """One line of the action plan; `proposal` is the key of the finding or change it came from."""

    __tablename__ = "actions"
    id: Mapped[str] = key(f.identity())
    title: Mapped[str] = column(f.text())
    about: Mapped[str | None] = column(f.text(None, nullable=True))
    variant: Mapped[str | None] = column(f.reference("variants", default=None, nullable=True))
    reason: Mapped[str] = column(f.text("", multiline=True))
    measure: Mapped[str] = column(f.text("", multiline=True))
    from_value: Mapped[str] = column(f.text(""))
    to_value: Mapped[str] = column(f.text(""))
    owner_: Mapped[str] = mapped_column("owner", sa.Text, info={"field": f.text("")})
    involved: Mapped[str] = column(f.text(""))
    start: Mapped[datetime.date | None] = column(f.date())
    due: Mapped[datetime.date | None] = column(f.date())
    hours: Mapped[float] = column(f.number(0.0, time="hours"))
    cost: Mapped[float] = column(f.number(0.0))
    status: Mapped[str] = column(f.choice(*ACTION_STATUSES, default="open"))
    progress: Mapped[float] = column(f.share(0.0))
    staff_consequence: Mapped[str] = column(f.text("", multiline=True))
    accompanying_measure: Mapped[str] = column(f.text("", multiline=True))
    works_council_ground: Mapped[str | None] = column(f.text(None, nullable=True))
    works_council_status: Mapped[str] = column(
        f.choice("none", "requested", "advice", "consent", "objection", default="none")
    )
    evaluation: Mapped[datetime.date | None] = column(f.date())
    lever: Mapped[str | None] = column(f.choice(*LEVERS, default=None, nullable=True))
    goals: Mapped[tuple[str, ...]] = column(f.many(f.text()))
    proposal: Mapped[str | None] = column(f.text(None, nullable=True))
    position: Mapped[int] = mapped_column(sa.BigInteger)


class Dossier(Row):
    """The works-council dossier: its texts, stage and checklists.

    `before` and `after` are the variants it sets side by side: None means the current one and the first redesign.
    `outcome` tells whether the decision departs from the advice; `wait_waived` is the day on which the works council
    agreed to an earlier start.
    """

    __tablename__ = "dossier"
    KEY = ()
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True, default=1)
    decision: Mapped[str] = column(f.text("", multiline=True))
    motives: Mapped[str] = column(f.text("", multiline=True))
    alternatives: Mapped[str] = column(f.text("", multiline=True))
    consequences: Mapped[str] = column(f.text("", multiline=True))
    measures: Mapped[str] = column(f.text("", multiline=True))
    requested_by: Mapped[str | None] = column(f.text(None, nullable=True))
    reply_by: Mapped[datetime.date | None] = column(f.date())
    stage: Mapped[str] = column(f.choice(*STAGES, default="intended"))
    checklists: Mapped[dict[str, dict[str, ChecklistEntry]]] = column(f.mapping(f.mapping(f.record(ChecklistEntry))))
    country: Mapped[str] = column(f.choice("nl", "be", default="nl", brief=True))
    before: Mapped[str | None] = column(f.reference("variants", default=None, nullable=True, brief=True))
    after: Mapped[str | None] = column(f.reference("variants", default=None, nullable=True, brief=True))
    stage_dates: Mapped[StageDates] = column(f.record(StageDates, default=StageDates, brief=True))
    outcome: Mapped[str | None] = column(f.choice("follows", "departs", default=None, nullable=True, brief=True))
    wait_waived: Mapped[datetime.date | None] = column(f.date(brief=True))
    changes: Mapped[str] = column(f.text("", multiline=True, brief=True))
    planning: Mapped[str] = column(f.text("", multiline=True, brief=True))
    training: Mapped[str] = column(f.text("", multiline=True, brief=True))
    technology: Mapped[str] = column(f.text("", multiline=True, brief=True))
    privacy: Mapped[str] = column(f.text("", multiline=True, brief=True))
    evaluation: Mapped[str] = column(f.text("", multiline=True, brief=True))
    annexes: Mapped[str] = column(f.text("", multiline=True, brief=True))


SINGLES: dict[str, type[Row]] = {"workshop": Workshop, "rules": Rules, "dossier": Dossier}
COLLECTIONS: dict[str, type[Row]] = {
    "people": Person,
    "skills": Skill,
    "mastery": Mastery,
    "assessments": Assessment,
    "absences": Absence,
    "orders": Order,
    "variants": Variant,
    "actions": Action,
}
ROWS: dict[str, type[Row]] = {mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers}
PART_CLASSES: dict[tuple[str, str], type[Row]] = {
    **{("variants", name): ROWS[name] for name in Variant.PARTS},
    ("units", "machines"): Machine,
    ("units", "skills"): Requirement,
    ("roles", "holders"): Holder,
    ("decisions", "authority"): Authority,
}


def _finish_mapping() -> None:
    for cls in ROWS.values():
        describe(cls)
    for cls in ROWS.values():
        for constraint in (*check_clauses(cls), *foreign_keys(cls, ROWS)):
            cls.__table__.append_constraint(constraint)  # type: ignore[attr-defined]


_finish_mapping()


class Organisation:
    """Everything a document holds, by collection; also the shape of a snapshot for analysis."""

    TOP: ClassVar[tuple[str, ...]] = tuple(COLLECTIONS)
    workshop: Workshop
    rules: Rules
    dossier: Dossier
    people: dict[str, Person]
    skills: dict[str, Skill]
    mastery: dict[tuple[str, str], Mastery]
    assessments: dict[tuple[str, str, datetime.date], Assessment]
    absences: dict[int, Absence]
    orders: dict[str, Order]
    variants: dict[str, Variant]
    actions: dict[str, Action]

    def __init__(self) -> None:
        for name in self.TOP:
            setattr(self, name, {})
        self.copies: dict[str, dict[Any, Any]] = {}  # collection → the copies that the last snapshot was made of
        self.stale: dict[str, dict[Any, None]] = {}  # collection → rows that came or changed since, in order
        self.shape = 0  # goes up when a unit, role or link comes or goes or a reference changes
        self.lookups: dict[str, Lookup] = {}  # by variant, for that shape
        self.matrix: dict[str, Cells] | None = None  # mastery by person; of snapshots only, for there it stays true

    def current_variant(self) -> Variant | None:
        """The first variant that shows the organisation as it is, else the first of all."""
        variants = list(self.variants.values())
        return next((variant for variant in variants if variant.kind == "current"), variants[0] if variants else None)

    def rows(self) -> Iterator[Row]:
        """Every row, owners before what they hold."""
        yield from (self.workshop, self.rules, self.dossier)
        for name in self.TOP:
            yield from below(getattr(self, name).values())


def below(rows: Iterable[Row]) -> Iterator[Row]:
    """These rows and all that they hold, owners first."""
    for row in rows:
        yield row
        for name in row.PARTS:
            yield from below(getattr(row, name).values())


def collection_of(organisation: Organisation, row: Row) -> dict[Any, Any]:
    """The collection in which a row stands, or would stand given its owner."""
    if row.owner is None:
        return getattr(organisation, row.__tablename__)  # type: ignore[no-any-return]
    return getattr(row.owner, part_name(row))  # type: ignore[no-any-return]


def part_name(row: Row) -> str:
    """The attribute of the owner that holds rows of this class, as interchange.md calls it."""
    return PART_NAMES[type(row)]


PART_NAMES: dict[type[Row], str] = {
    **{cls: name for name, cls in COLLECTIONS.items()},
    **{cls: name for (_owner, name), cls in PART_CLASSES.items()},
}
