"""The way of an intended decision past the works council: stages in order, their dates, the wait, the next date.

Dutch: WOR art. 25 (a consultation meeting before the advice, a month's wait when the decision departs from it).
Belgian: cao nr. 9 (information and consultation before the decision); there is no wait after it. What may start when
stands in works_council.py.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import N_, _, date_text
from organisatiecanvas.models.organisation import STAGES, Action, Dossier, Organisation
from organisatiecanvas.models.works_council import course_of, say_of, wait_ends

LABELS = {
    "nl": {
        "intended": N_("Intended decision"),
        "requested": N_("Request for advice"),
        "consulted": N_("Consultation meeting"),
        "advised": N_("Advice"),
        "decided": N_("Decision"),
        "suspended": N_("Suspension"),
        "executed": N_("Execution"),
    },
    "be": {
        "intended": N_("Intention"),
        "requested": N_("Written information"),
        "consulted": N_("Consultation"),
        "advised": N_("Opinion of the council"),
        "decided": N_("Decision of the employer"),
        "executed": N_("Execution"),
    },
}
State = Literal["done", "now", "ahead", "skipped"]


@dataclass(frozen=True)
class StageLine:
    """One stage as the tracker shows it; `day` is when it began or is planned."""

    stage: str
    label: str
    state: State
    day: datetime.date | None


@dataclass(frozen=True)
class NextDate:
    """What has to happen when; `late`: the day is past."""

    day: datetime.date
    words: str
    late: bool


def day_of(dossier: Dossier, stage: str) -> datetime.date | None:
    """When a stage began or is planned. The suspension begins with the decision, unless another day is given."""
    day: datetime.date | None = getattr(dossier.stage_dates, stage)
    return dossier.stage_dates.decided if day is None and stage == "suspended" else day


def stage_index(dossier: Dossier) -> int:
    """The place of the present stage in STAGES, 0 to 6."""
    return STAGES.index(dossier.stage)


def may_start(organisation: Organisation) -> datetime.date | None:
    """The first day on which what the decision is about may begin; None as long as the decision has no day."""
    course = course_of(organisation)
    return wait_ends(course) or course.dates.get("decided")


def lines(dossier: Dossier) -> list[StageLine]:
    """The stages of the country in order, with how far they are."""
    now = stage_index(dossier)
    found = []
    for stage, words in LABELS[dossier.country].items():
        place = STAGES.index(stage)
        state: State = "done" if place < now else "now" if place == now else "ahead"
        if stage == "suspended" and dossier.outcome == "follows" and state != "now":
            state = "skipped"
        found.append(StageLine(stage, _(words), state, None if state == "skipped" else day_of(dossier, stage)))
    return found


def stage_label(stage: str, country: str) -> str:
    """What a stage is called in a country; a stage that it does not know has its Dutch name."""
    words = LABELS[country].get(stage) or LABELS["nl"][stage]
    return _(words)


def next_date(organisation: Organisation, today: datetime.date) -> NextDate | None:
    """The first date ahead that counts at this stage; None when no date is known."""
    dossier = organisation.dossier
    now = stage_index(dossier)
    ahead = [line for line in lines(dossier) if line.state == "ahead" and line.stage != "suspended"]
    found = [(line.day, line.label) for line in ahead if line.day is not None]
    if dossier.reply_by is not None and now < STAGES.index("advised"):
        found.append((dossier.reply_by, _("reply of the works council wanted")))
    ends = wait_ends(course_of(organisation))
    if ends is not None and dossier.stage in ("decided", "suspended"):
        found.append((ends, _("end of the wait: execution may begin")))
    if not found:
        return None
    day, words = min(found)
    return NextDate(day, words, day < today)


def faults(organisation: Organisation) -> Iterator[str]:
    """What is not in order with the stages and their dates, in sentences."""
    dossier = organisation.dossier
    known = [line for line in lines(dossier) if line.state != "skipped"]
    for line in known:
        if line.state in ("done", "now") and line.day is None:
            yield _("{stage} has no date yet.").format(stage=line.label)
    dated = [line for line in known if line.day is not None]
    for earlier, later in itertools.pairwise(dated):
        if earlier.day and later.day and later.day < earlier.day:
            words = _("{later} ({day}) lies before {earlier} ({other}).")
            yield words.format(
                later=later.label, day=date_text(later.day), earlier=earlier.label, other=date_text(earlier.day)
            )
    requested = dossier.stage_dates.requested
    if dossier.reply_by is not None and requested is not None and dossier.reply_by <= requested:
        yield _("The reply is wanted by {day}, which leaves no time after the request.").format(
            day=date_text(dossier.reply_by)
        )
    if stage_index(dossier) >= STAGES.index("decided") and dossier.country == "nl" and dossier.outcome is None:
        yield _("It is not said whether the decision departs from the advice; if it does, it waits a month.")
    start, executed = may_start(organisation), dossier.stage_dates.executed
    if start is not None and executed is not None and executed < start:
        yield _("Execution begins on {day}, but may begin on {first} at the earliest.").format(
            day=date_text(executed), first=date_text(start)
        )


def technology_actions(organisation: Organisation) -> list[Action]:
    """The actions that bring new technology in the sense of cao nr. 39, and are not dropped."""
    actions = (action for action in organisation.actions.values() if action.status != "dropped")
    return [action for action in actions if say_of(action.works_council_ground) == "technology"]


def set_stage(document: Document, stage: str, day: datetime.date) -> None:
    """Come to a stage (or go back to it): it gets this day unless it has one, as one step."""
    dossier = document.organisation.dossier
    with document.edit(_("Stage: {stage}").format(stage=stage_label(stage, dossier.country))):
        dossier.stage = stage
        if getattr(dossier.stage_dates, stage) is None:
            dossier.stage_dates = replace(dossier.stage_dates, **{stage: day})


def set_day(document: Document, stage: str, day: datetime.date | None) -> None:
    """Give a stage its day, or take it away, as one step."""
    dossier = document.organisation.dossier
    with document.edit(_("Date: {stage}").format(stage=stage_label(stage, dossier.country))):
        dossier.stage_dates = replace(dossier.stage_dates, **{stage: day})
