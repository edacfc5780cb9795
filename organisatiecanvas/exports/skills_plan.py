"""The training plan as a sheet: who learns what, why, from whom and by when, with live sums (method.md 1)."""

from __future__ import annotations

import datetime

from organisatiecanvas.exports.skills_grid import Skills
from organisatiecanvas.exports.style import GOOD, GOOD_TINT, PROBLEM, PROBLEM_TINT
from organisatiecanvas.exports.workbook import Formula, Sheet
from organisatiecanvas.models.analysis import timetable as calendar
from organisatiecanvas.models.analysis.training import TrainingPlan, training_plan
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Action
from organisatiecanvas.models.training_actions import proposal_key

HEAD = 8
PERSON, STATUS = 1, 12


def plan(skills: Skills) -> None:
    """The smallest plan that meets the rule, one step per person per quarter; open to be changed and filled in."""
    basis = skills.basis
    found = training_plan(basis)
    start = basis.organisation.workshop.reference_date
    table = calendar.timetable(basis, found, calendar.Options(start))
    sheet = skills.book.sheet(_("Training plan"))
    sheet.heading(
        _("Training plan"),
        _("The fewest steps that meet the rule, then the fewest hours; one step per person per quarter."),
        PERSON,
    )
    heads = (
        field_label("person"),
        field_label("skill"),
        _("From"),
        _("To"),
        _("Reason"),
        _("Manner"),
        _("Trainer"),
        _("Hours"),
        _("Cost"),
        _("Start"),
        _("Ready"),
        field_label("status"),
        _("Proof valid until"),
    )
    sheet.widths(28, 34, 7, 7, 52, 14, 26, 9, 11, 13, 13, 14, 15)
    sheet.line(HEAD, 1, heads, "head")
    row = HEAD
    for row, lesson in enumerate(table.lessons, start=HEAD + 1):
        _lesson(skills, sheet, row, lesson, start)
    last = max(row, HEAD + 1)
    if row == HEAD:
        sheet.put(last, PERSON, _("Nobody needs to learn anything: the rule is met, as far as it goes here."), "text")
    _sums(sheet, last, found["hours"], len(table.lessons))
    row = _limits(skills, sheet, last + 2, found)
    sheet.ws.auto_filter.ref = f"A{HEAD}:M{last}"
    sheet.ws.freeze_panes = f"C{HEAD + 1}"
    statuses = f"L{HEAD + 1}:L{last}"
    sheet.choices(statuses, "list_training_status", _("Choose one of the list."))
    done = choice_label("done")
    late = f'AND(ISNUMBER($K{HEAD + 1}),$K{HEAD + 1}<rule_reference_date,$L{HEAD + 1}<>"{done}")'
    sheet.rule(f"K{HEAD + 1}:K{last}", late, skills.book.look(color=PROBLEM, ground=PROBLEM_TINT, bold=True))
    sheet.rule(statuses, f'$L{HEAD + 1}="{done}"', skills.book.look(color=GOOD, ground=GOOD_TINT))
    sheet.print_setup(f"A1:M{max(row, last)}", f"{HEAD}:{HEAD}")


def _lesson(skills: Skills, sheet: Sheet, row: int, lesson: calendar.Lesson, start: datetime.date) -> None:
    organisation, step, quarter = skills.organisation, lesson.step, lesson.quarter
    first = datetime.date(quarter.year, 3 * quarter.number - 2, 1)
    action = _action(skills, step["person"], step["skill"])
    trainer = organisation.people[lesson.trainer].name if lesson.trainer is not None else None
    cell = organisation.mastery.get((step["person"], step["skill"]))
    values = (
        (organisation.people[step["person"]].name, "person"),
        (organisation.skills[step["skill"]].name, "text"),
        (step["from"], "level"),
        (step["to"], "level"),
        (calendar.reason_sentence(skills.basis, step), "wrapped"),
        (_("practice") if lesson.trainer is not None else _("course"), "text"),
        (trainer, "text"),
        (step["hours"], "number"),
        (action.cost if action is not None and action.cost else None, "money"),
        ((action.start if action is not None else None) or max(first, start), "date"),
        ((action.due if action is not None else None) or quarter.last_day, "date"),
        (choice_label(action.status if action is not None else "open"), "text"),
        (cell.valid_until if cell is not None else None, "date"),
    )
    for column, (value, style) in enumerate(values, start=1):
        sheet.put(row, column, value, style)
    sheet.fit(row, len(values))


def _action(skills: Skills, person: str, skill: str) -> Action | None:
    """The action that this step was taken over as, in this variant."""
    key, variant = proposal_key(person, skill), skills.basis.variant.id
    actions = skills.organisation.actions.values()
    return next((one for one in actions if one.proposal == key and one.variant in (None, variant)), None)


def _sums(sheet: Sheet, last: int, hours: float, count: int) -> None:
    """Steps, hours and what is done, by formula, so that they follow what is filled in."""
    people, told, status = (f"{name}{HEAD + 1}:{name}{last}" for name in ("J", "H", "L"))
    done = choice_label("done")
    rows = (
        (_("Steps"), f'=COUNTIFS({people},">0")', count, "total"),
        (_("Hours"), f"=SUM({told})", hours, "total hours"),
        (_("Of which ready"), f'=COUNTIFS({status},"{done}")', None, "total"),
    )
    for at, (label, formula, value, style) in enumerate(rows, start=4):
        sheet.put(at, 1, label, "label")
        if value is None:
            value = sum(sheet.shown(row, STATUS) == done for row in range(HEAD + 1, last + 1))
        sheet.put(at, 2, Formula(formula, value), style)


def _limits(skills: Skills, sheet: Sheet, row: int, found: TrainingPlan) -> int:
    """What no training brings, one sentence a row; returns the last row used."""
    sentences = [*calendar.hire_sentences(skills.basis, found), *calendar.waived_sentences(skills.basis, found)]
    if not sentences:
        return row - 1
    sheet.put(row, 1, _("What training can't bring"), "section")
    for at, sentence in enumerate(sentences, start=row + 1):
        sheet.put(at, 1, sentence, "subtitle")
    return row + len(sentences)
