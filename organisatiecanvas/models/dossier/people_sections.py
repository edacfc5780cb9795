"""The sections about people: consequences per group, measures, training plan and budget, privacy."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.comparison.elements import holders_of, roles_held
from organisatiecanvas.models.comparison.figures import ALIKE
from organisatiecanvas.models.dossier.content import Cell, Column, Table, table
from organisatiecanvas.models.dossier.draft import Draft, bullets, count_of, titles, without, written
from organisatiecanvas.models.dossier.facts import Facts, masked
from organisatiecanvas.models.labels import choice_label, collection_label, field_label
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.organisation import LEVERS

Test = Callable[[str], bool]


def consequences(facts: Facts) -> Draft:
    """What changes for whom: counts per group, per person where names or codes may be shown."""
    if facts.pair is None:
        return written(facts, without(), "consequences")
    draft = Draft()
    head = _headcount(facts)
    if head:
        draft.proposal = head
    draft.blocks.append(_groups(facts))
    if not facts.nameless:
        draft.blocks.append(_people(facts))
    told = [action for action in facts.actions if action.staff_consequence]
    if told:
        columns = [Column(_("Action")), Column(field_label("staff_consequence"))]
        rows = [[action.title, action.staff_consequence] for action in told]
        draft.blocks.append(table("consequences.actions", _("Consequences of actions"), columns, rows))
    lost = facts.headcount["unaccounted"]
    if lost:
        words = ngettext(
            "{count} person has no role any more, is not on the bench and is no leaver.",
            "{count} people have no role any more, are not on the bench and are no leavers.",
            len(lost),
        )
        draft.lacks.append(words.format(count=facts.told(len(lost))))
    return written(facts, draft, "consequences")


def _headcount(facts: Facts) -> str:
    """How the heads add up; empty where a part of them is too small to be shown."""
    heads, smallest = facts.headcount, facts.smallest
    parts = [heads["joined"], heads["bench"], heads["leavers"], len(heads["unaccounted"])]
    if heads["before"] < smallest or any(0 < part < smallest for part in parts):
        return ""
    words = _("{before} people have a role before. {after} have one after, of whom {joined} join.")
    text = words.format(before=heads["before"], after=heads["in_roles"], joined=heads["joined"])
    more = _("On the bench: {bench}. Leavers: {leavers}.").format(bench=heads["bench"], leavers=heads["leavers"])
    return f"{text} {more}"


def _tests(facts: Facts) -> dict[str, Test]:
    """What is counted of every group, by the title of its column."""
    after = facts.bases[1]
    held = [roles_held(basis) for basis in facts.bases]
    units = [_units_of(basis) for basis in facts.bases]
    hours = [_hours_of(basis) for basis in facts.bases]
    trained = {step["person"] for step in (facts.plan or {"steps": []})["steps"]}
    lost = {*after.variant.bench, *facts.headcount["unaccounted"]}

    def differs(sides: Sequence[dict[str, set[str]]]) -> Test:
        return lambda person: sides[0].get(person, set()) != sides[1].get(person, set())

    def other_hours(person: str) -> bool:
        one, other = (side.get(person, 0.0) for side in hours)
        return not math.isclose(one, other, rel_tol=ALIKE, abs_tol=ALIKE)

    return {
        _("Affected"): lambda person: person in facts.affected,
        _("Other unit"): differs(units),
        _("Other roles"): differs(held),
        _("Other hours"): other_hours,
        _("To be trained"): lambda person: person in trained,
        _("Without a place"): lambda person: person in lost,
        _("Leaves"): lambda person: person in after.variant.leavers,
    }


def _units_of(basis: Basis) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit, people in basis.own_people.items():
        for person in people:
            found.setdefault(person, set()).add(unit)
    return found


def _hours_of(basis: Basis) -> dict[str, float]:
    found: dict[str, float] = {}
    for (_role, person), hours in basis.role_hours.items():
        found[person] = found.get(person, 0.0) + hours
    return found


def _groups(facts: Facts) -> Table:
    """How many people of each group are affected, and how; everyone stands in one group, that they come from."""
    tests = _tests(facts)
    columns = [Column(_("Group")), Column(collection_label("people"), "whole")]
    columns += [Column(title, "whole") for title in tests]
    title = _("Per group, by the unit people come from")
    if not facts.groups:
        note = _("Nobody has a role yet.")
        if facts.everyone:
            note = _("Fewer than {count} people count: nothing is shown.").format(count=facts.smallest)
        return table("consequences.groups", title, columns, [], note)
    sides = [
        masked([(sum(map(test, group.people)), len(group.people)) for group in facts.groups], facts.smallest)
        for test in tests.values()
    ]
    sizes: list[Cell] = [len(group.people) for group in facts.groups]
    names = [group.name for group in facts.groups]
    rows: list[Sequence[Cell]] = [list(row) for row in zip(names, sizes, *sides, strict=False)]
    if len(rows) > 1:
        rows.append([_("In all"), len(facts.everyone), *(side[-1] for side in sides)])
    note = ""
    if facts.nameless:
        note = _(
            "Groups of fewer than {count} people are put together, and no count tells of fewer than {count} people."
        ).format(count=facts.smallest)
    return table("consequences.groups", title, columns, rows, note)


def _people(facts: Facts) -> Table:
    """Everyone who is affected: roles and hours before and after, and what there is to learn."""
    organisation = facts.organisation
    hours = [_hours_of(basis) for basis in facts.bases]
    held = [_role_words(basis) for basis in facts.bases]
    learning: dict[str, list[str]] = {}
    for step in (facts.plan or {"steps": []})["steps"]:
        learning.setdefault(step["person"], []).append(organisation.skills[step["skill"]].name)
    rows: list[Sequence[Cell]] = [
        [
            organisation.people[person].name,
            *(side.get(person) for side in held),
            *(side.get(person) for side in hours),
            ", ".join(learning.get(person, ())) or None,
        ]
        for person in facts.everyone
        if person in facts.affected
    ]
    columns = [
        Column(field_label("person")),
        Column(_("Roles before")),
        Column(_("Roles after")),
        Column(_("Hours before"), "number"),
        Column(_("Hours after"), "number"),
        Column(_("To learn")),
    ]
    note = "" if rows else _("Nobody is affected.")
    return table("consequences.people", _("Per person"), columns, rows, note)


def _role_words(basis: Basis) -> dict[str, str]:
    """Person → the names of the roles held, in document order."""
    found: dict[str, list[str]] = {}
    for role in basis.variant.roles.values():
        for person in holders_of(basis, role.id):
            found.setdefault(person, []).append(role.name)
    return {person: ", ".join(names) for person, names in found.items()}


def measures(facts: Facts) -> Draft:
    """What is done because of the consequences: the accompanying measures of the actions."""
    draft = Draft()
    taken = [action for action in facts.actions if action.accompanying_measure]
    if taken:
        lines = (f"{action.accompanying_measure} ({action.title})" for action in taken)
        draft.proposal = _("Accompanying measures:") + "\n" + bullets(lines)
    rows = [
        [
            action.title,
            action.staff_consequence or None,
            action.accompanying_measure or None,
            action.works_council_ground or None,
        ]
        for action in facts.actions
        if action.staff_consequence or action.accompanying_measure
    ]
    columns = [
        Column(_("Action")),
        Column(field_label("staff_consequence")),
        Column(field_label("accompanying_measure")),
        Column(field_label("works_council_ground")),
    ]
    note = "" if rows else _("No action names a consequence for staff or an accompanying measure.")
    draft.blocks.append(table("measures.actions", _("Measures per action"), columns, rows, note))
    bare = [action for action in facts.actions if action.staff_consequence and not action.accompanying_measure]
    if bare:
        words = _("{actions} with a consequence for staff but without a measure: {titles}.")
        draft.lacks.append(words.format(actions=count_of(bare), titles=titles(bare)))
    return written(facts, draft, "measures")


def training(facts: Facts) -> Draft:
    """The training plan of the new organisation, the actions that train, and what they cost."""
    draft = Draft()
    plan = facts.plan
    mine = [action for action in facts.actions if action.lever == "competences"]
    if plan is not None:
        steps, hours = len(plan["steps"]), decimal(plan["hours"], 0)
        words = ngettext(
            "The smallest training plan has {count} step and takes {hours} hours.",
            "The smallest training plan has {count} steps and takes {hours} hours.",
            steps,
        )
        draft.proposal = words.format(count=steps, hours=hours)
        draft.blocks.append(_steps_by_skill(facts) if facts.nameless else _steps(facts))
        if steps and not mine:
            draft.lacks.append(
                ngettext(
                    "The training plan has {count} step, but no action trains anybody.",
                    "The training plan has {count} steps, but no action trains anybody.",
                    steps,
                ).format(count=steps)
            )
    elif not mine:
        draft.lacks.append(_("There is no action that trains people, and no redesign that says what they must learn."))
    draft.blocks.append(_budget(facts))
    unpriced = [action for action in mine if not action.hours and not action.cost]
    if unpriced:
        words = _("{actions} for training without hours and cost: {titles}.")
        draft.lacks.append(words.format(actions=count_of(unpriced), titles=titles(unpriced)))
    return draft


def _steps(facts: Facts) -> Table:
    organisation, plan = facts.organisation, facts.plan
    assert plan is not None
    rows = [
        [
            organisation.people[step["person"]].name,
            organisation.skills[step["skill"]].name,
            step["from"],
            step["to"],
            step["hours"],
        ]
        for step in plan["steps"]
    ]
    columns = [
        Column(field_label("person")),
        Column(field_label("skill")),
        Column(field_label("from"), "whole"),
        Column(field_label("to"), "whole"),
        Column(_("Hours"), "number"),
    ]
    return table("training.steps", _("Training plan"), columns, rows, _plan_note(facts))


def _plan_note(facts: Facts) -> str:
    rules = facts.organisation.rules
    words = _("Fewest steps after which everyone masters {skills} skills and every skill has {people} people.")
    return words.format(skills=rules.skills_per_person, people=rules.people_per_skill)


def _steps_by_skill(facts: Facts) -> Table:
    """How many people learn a skill; skills that fewer than `minimum_group` learn are put together."""
    plan = facts.plan
    assert plan is not None
    found: dict[str, list[float]] = {}
    for step in plan["steps"]:
        found.setdefault(step["skill"], []).append(step["hours"])
    rows: list[Sequence[Cell]] = []
    rest: list[float] = []
    skills = facts.organisation.skills
    for skill in sorted(found, key=lambda name: -len(found[name])):
        # A rest that is too small takes the smallest of the others along.
        if len(found[skill]) >= facts.smallest:
            rows.append([skills[skill].name, len(found[skill]), sum(found[skill])])
        else:
            rest += found[skill]
    while rows and 0 < len(rest) < facts.smallest:
        gone = str(rows.pop()[0])
        rest += next(hours for skill, hours in found.items() if skills[skill].name == gone)
    if rest:
        rows.append([_("Other skills together") if rows else _("In all"), len(rest), sum(rest)])
    columns = [Column(field_label("skill")), Column(_("Steps"), "whole"), Column(_("Hours"), "number")]
    return table("training.steps", _("Training plan"), columns, rows, _plan_note(facts))


def _budget(facts: Facts) -> Table:
    """Hours and cost of the actions per lever; that of competences is the training budget."""
    rows: list[Sequence[Cell]] = []
    for lever in (*LEVERS, None):
        mine = [action for action in facts.actions if action.lever == lever]
        if mine:
            name = choice_label(lever) if lever is not None else _("without a lever")
            rows.append([name, len(mine), sum(one.hours for one in mine), sum(one.cost for one in mine)])
    if rows:
        everything = facts.actions
        sums = [sum(one.hours for one in everything), sum(one.cost for one in everything)]
        rows.append([_("In all"), len(everything), *sums])
    columns = [
        Column(field_label("lever")),
        Column(collection_label("actions"), "whole"),
        Column(field_label("hours"), "whole"),
        Column(field_label("cost"), "money"),
    ]
    note = _("The budget for training is that of competences.") if rows else _("There are no actions yet.")
    return table("training.budget", _("Hours and cost per lever"), columns, rows, note)


def privacy(facts: Facts) -> Draft:
    """Which data about people the plan rests on, for what, and who sees them."""
    organisation = facts.organisation
    answers = [len(survey.answers) for one in organisation.variants.values() for survey in one.surveys.values()]
    kinds = [
        (_("Skill levels of people"), len(organisation.mastery), _("who can do what, training"), _("the own team")),
        (_("Absences, without a reason"), len(organisation.absences), _("planning"), _("the own team")),
        (
            _("Answer sheets without names"),
            sum(answers),
            _("workload per group"),
            _("groups of {count} and more").format(count=organisation.rules.minimum_group),
        ),
        (
            _("E-mail addresses"),
            sum(bool(person.email) for person in organisation.people.values()),
            _("invitations"),
            _("whoever keeps the document"),
        ),
    ]
    rows: list[Sequence[Cell]] = [[what, facts.told(count), why, who] for what, count, why, who in kinds if count]
    columns = [Column(_("Data")), Column(_("Records"), "whole"), Column(_("What for")), Column(_("Who sees it"))]
    note = "" if rows else _("The document holds no data about people but their names.")
    draft = Draft(blocks=[table("privacy.data", _("Data about people in this plan"), columns, rows, note)])
    kept = [what for what, count, _why, _who in kinds if count]
    if kept:
        words = _("The plan rests on: {data}.").format(data=listed([what[0].lower() + what[1:] for what in kept]))
        more = _(
            "Levels serve planning and training only and are seen by the own team; groups of fewer than {count} people "
            "are not shown; what goes to the works council holds no names unless it asks for them."
        )
        draft.proposal = f"{words} {more.format(count=organisation.rules.minimum_group)}"
    return written(facts, draft, "privacy")
