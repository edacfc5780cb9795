"""The training plan beside the matrix: the smallest one that meets the rule, on a calendar, taken over as actions."""

from __future__ import annotations

import datetime
import html
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.editors import DateEditor, NumberEditor
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.desktop.skills_model import PlanMark
from organisatiecanvas.desktop.skills_side import Side, bold, heading, link, paragraph, small
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.training_actions import TrainingProposal, take_over, taken_over

PATIENCE = 500  # milliseconds before it shows that it computes
MOST_SHOWN = 400  # steps listed in the panel; the matrix shows them all


@dataclass(frozen=True)
class Planned:
    """A plan with its calendar, and the sentences about it, as a worker made them."""

    steps: tuple[TrainingProposal, ...]
    quarters: tuple[tuple[str, tuple[int, ...], str], ...]  # name, steps in it, what trainers give
    ceilings: tuple[str, ...]
    hours: float


def planned(organisation: Any, variant: str, *, start: datetime.date, per_quarter: int, most: float | None) -> Planned:
    """The exact plan of a snapshot over the quarters; may take a second with hundreds of people."""
    from organisatiecanvas.models.analysis import timetable as calendar
    from organisatiecanvas.models.analysis.common import Basis
    from organisatiecanvas.models.analysis.training import training_plan

    basis = Basis(organisation, organisation.variants[variant])
    plan = training_plan(basis)
    table = calendar.timetable(basis, plan, calendar.Options(start, per_quarter, most))
    steps: list[TrainingProposal] = []
    quarters = []
    for quarter, lessons in table.by_quarter().items():
        first = datetime.date(quarter.year, 3 * quarter.number - 2, 1)
        places = range(len(steps), len(steps) + len(lessons))
        for lesson in lessons:
            step = lesson.step
            steps.append(
                TrainingProposal(
                    person=step["person"],
                    skill=step["skill"],
                    from_level=step["from"],
                    to_level=step["to"],
                    reason=calendar.reason_sentence(basis, step),
                    measure=calendar.lesson_sentence(basis, lesson),
                    start=max(first, start),
                    due=quarter.last_day,
                    hours=step["hours"],
                )
            )
        given = [
            f"{basis.person(name).name} {decimal(hours, 0)} {_('h')}"
            for (name, when), hours in table.hours.items()
            if when == quarter
        ]
        quarters.append((quarter_name(quarter.last_day), tuple(places), ", ".join(given)))
    ceilings = (*calendar.hire_sentences(basis, plan), *calendar.waived_sentences(basis, plan))
    return Planned(tuple(steps), tuple(quarters), tuple(ceilings), plan["hours"])


def quarter_name(day: datetime.date) -> str:
    """The quarter of a day, such as «Q1 2027»."""
    return _("Q{quarter} {year}").format(quarter=(day.month + 2) // 3, year=day.year)


class PlanSide(Side):
    """Computes while it is in sight; the newest wish wins, and what is computing can be given up."""

    def __init__(self, session: Session, page: Any) -> None:
        super().__init__(_("Training plan"), page)
        self.session, self.page = session, page
        self.runner = session.add_runner()
        self.start = DateEditor(self, nullable=False)
        self.start.show_value(session.organisation.workshop.reference_date)
        self.start.line.setFixedWidth(92)
        self.per_quarter = NumberEditor(self, whole=True)
        self.per_quarter.show_value(1)
        self.most = NumberEditor(self, nullable=True)
        for number in (self.per_quarter, self.most):
            number.line.setFixedWidth(44)
        self.most.line.setPlaceholderText("∞")
        self.start.line.setAccessibleName(_("From"))
        self.per_quarter.line.setAccessibleName(_("steps per person per quarter"))
        self.most.line.setAccessibleName(_("hours per trainer per quarter"))
        self.line(_("From"), self.start)
        self.line(self.per_quarter, _("steps per person per quarter"))
        self.line(self.most, _("hours per trainer per quarter"))
        for editor in (self.start, self.per_quarter, self.most):
            editor.committed.connect(self.request)
        self.busy = QProgressBar(self)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.give_up = widgets.button(_("Cancel"), self.cancel, self, role="small")
        self.controls.addWidget(self.busy)
        self.controls.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignRight)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(lambda: self._show_busy(on=True))
        self.take_all = widgets.button("", self.take_over_all, self, role="primary")
        self.footer.addWidget(self.take_all)
        self.footer.addStretch(1)
        self._show_busy(on=False)
        self._active = False
        self.runner.changed.connect(self.refresh)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.request())

    # -- computing -----------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Planned | None:
        """The plan as it was last computed; None while there is none."""
        return self.runner.figures if not self.runner.problem else None

    def activate(self) -> None:
        self._active = True
        self.request()

    def deactivate(self) -> None:
        self._active = False
        self.cancel()
        self.page.model.show_plan({})

    def _on_change(self, change: Change) -> None:
        if bears_on_figures(change):
            self.request()
        elif change.touches("actions") and self._active:
            self.refresh()

    def request(self) -> None:
        """Compute the plan anew with what is filled in; what is wrong is said and nothing is computed."""
        if not self._active or self.session.variant is None:
            return
        try:
            start, count, most = self.start.value(), self.per_quarter.value(), self.most.value()
            if count < 1:
                raise InputError(_("At least one step per person per quarter."))
        except InputError as error:
            self.text.show_parts([paragraph(html.escape(str(error)), state="problem")])
            return
        self.runner.work = partial(planned, start=start, per_quarter=count, most=most)
        self._patience.start()
        self.runner.request(self.session.document.snapshot(), self.session.variant_id)

    def cancel(self) -> None:
        """Give up what is being computed; the answer is thrown away when it comes."""
        self._show_busy(on=False)
        if not self.runner.fresh or self.runner.busy:
            self.runner.clear()

    def _show_busy(self, *, on: bool) -> None:
        if not on:
            self._patience.stop()
        self.busy.setVisible(on)
        self.give_up.setVisible(on)

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the plan in the panel and in the matrix."""
        if not self._active:
            return
        if self.runner.fresh:
            self._show_busy(on=False)
        plan = self.plan
        self.page.model.show_plan(self._marks(plan))
        self.take_all.setVisible(plan is not None and bool(plan.steps))
        if plan is None:
            self.title.set_words(_("Training plan"))
            words = _("computing…") if not self.runner.fresh else _("Not computed. Change something to try again.")
            self.text.show_parts([paragraph(small(words))])
            return
        count = len(plan.steps)
        self.title.set_words(
            ngettext("Training plan · {count} step", "Training plan · {count} steps", count).format(count=count)
        )
        self.take_all.setText(
            ngettext("Take over {count} action", "Take over {count} actions", count).format(count=count)
        )
        self.take_all.setEnabled(self.runner.fresh and any(not self._known(step) for step in plan.steps))
        self.text.show_parts(self._parts(plan))

    def _known(self, step: TrainingProposal) -> bool:
        return taken_over(self.session.document, self.session.variant_id, step.person, step.skill) is not None

    def _marks(self, plan: Planned | None) -> dict[tuple[str, str], PlanMark]:
        people, skills = self.session.organisation.people, self.session.organisation.skills
        return {
            (step.person, step.skill): PlanMark(
                _("training plan: to level {level} before {day}").format(
                    level=step.to_level, day=quarter_name(step.due)
                ),
                _("Q{quarter}’{year}").format(quarter=(step.due.month + 2) // 3, year=f"{step.due:%y}"),
            )
            for step in (plan.steps if plan is not None else ())
            if step.person in people and step.skill in skills
        }

    def _parts(self, plan: Planned) -> list[str]:
        organisation = self.session.organisation
        if not organisation.people or not organisation.skills:
            return [paragraph(small(_("There is nothing to learn yet: add people and skills first.")))]
        if not plan.steps:
            words = _("Nobody needs to learn anything: everyone and every skill meets the rule, as far as it goes.")
            return [paragraph(html.escape(words), state="good"), *self._ceilings(plan)]
        words = _("The fewest steps that meet the rule, then the fewest hours: {hours} h of training.")
        parts = [paragraph(small(words.format(hours=decimal(plan.hours, 0))))]
        for name, places, given in plan.quarters:
            shown = [at for at in places if at < MOST_SHOWN]
            if shown:
                count = ngettext("{count} step", "{count} steps", len(places)).format(count=len(places))
                parts.append(heading(name, count))
                parts += [self._step(at, plan.steps[at]) for at in shown]
                if given:
                    parts.append(paragraph(small(_("Trainers: {people}").format(people=given))))
        left = len(plan.steps) - MOST_SHOWN
        if left > 0:
            more = ngettext("and {count} more step", "and {count} more steps", left).format(count=left)
            parts.append(paragraph(small(more)))
        return parts + self._ceilings(plan)

    def _step(self, at: int, step: TrainingProposal) -> str:
        organisation = self.session.organisation
        if step.person not in organisation.people or step.skill not in organisation.skills:
            return ""  # gone since; the next plan is on its way
        person, skill = organisation.people[step.person].name, organisation.skills[step.skill].name
        levels = f"{step.from_level} → {step.to_level} {level_label(step.to_level)}"
        action = _("✓ In actions") if self._known(step) else _("Make action")
        return paragraph(
            bold(person),
            html.escape(f"· {skill}, {levels}") + "<br>",
            small(f"{step.reason} {step.measure}") + "<br>",
            link(_("Show"), "cell", step.person, step.skill) + " &nbsp;",
            link(action, "take", str(at)),
        )

    def _ceilings(self, plan: Planned) -> list[str]:
        """What no training brings, in plain sentences."""
        if not plan.ceilings:
            return []
        return [heading(_("What training can't bring")), *(paragraph(html.escape(words)) for words in plan.ceilings)]

    # -- taking over ---------------------------------------------------------------------------------------------

    def follow(self, what: str, values: tuple[str, ...]) -> None:
        plan = self.plan
        if what == "take" and plan is not None and self.runner.fresh:
            step = plan.steps[int(values[0])]
            if self._known(step):
                known = taken_over(self.session.document, self.session.variant_id, step.person, step.skill)
                self.page.action_wanted.emit(known.id if known is not None else "")
            else:
                self._take([step])
        else:
            super().follow(what, values)

    def take_over_all(self) -> None:
        """Make actions of all steps that are none yet, as one undo step."""
        plan = self.plan
        if plan is not None and self.runner.fresh:
            self._take(list(plan.steps))

    def _take(self, steps: list[TrainingProposal]) -> None:
        document, variant = self.session.document, self.session.variant_id
        counts: list[tuple[int, int]] = []
        problem = self.session.attempt(
            _("Take over training steps"), lambda: counts.append(take_over(document, variant, steps))
        )
        made = counts[0][0] if counts else 0
        told = ngettext("{count} action added", "{count} actions added", made).format(count=made)
        self.message.emit(problem or told)
