"""What the timeline of actions shows: lines with bars, the dates of the works council, and what waits for them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from organisatiecanvas.desktop import actions_filter
from organisatiecanvas.desktop.actions_filter import span_words, title_of
from organisatiecanvas.models import plan_figures, works_council
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, date_text, ngettext, percent
from organisatiecanvas.models.organisation import STAGES, Organisation
from organisatiecanvas.models.plan_figures import Sums
from organisatiecanvas.models.works_council import Course, Earliest, TooEarly


@dataclass(frozen=True)
class Bar:
    """One action as it is drawn; `start` and `due` are the same day where only one is known, both None without any."""

    id: str
    title: str
    beside: str  # who does it, unless the group says so
    status: str
    start: datetime.date | None
    due: datetime.date | None
    progress: float
    late: bool
    early: TooEarly | None
    earliest: Earliest | None
    words: str  # everything there is to tell


class Heading(NamedTuple):
    """The line above a group."""

    title: str
    sums: Sums


class Milestone(NamedTuple):
    """A date of the works council."""

    day: datetime.date
    words: str
    planned: bool  # it still has to come, as the dossier says


Line = Bar | Heading


def lines_of(organisation: Organisation, rows: Sequence[Any], by: str, today: datetime.date) -> list[Line]:
    """A line per action, by the day it starts, in groups by `owner` or `month`."""
    course = works_council.course_of(organisation)
    found: list[Line] = []
    for group in actions_filter.grouped(plan_figures.in_order(rows), by):
        if by:
            title = actions_filter.group_title(by, group.key)
            found.append(Heading(title, plan_figures.sums(group.actions, today)))
        found.extend(bar_of(row, course, today, beside="" if by == "owner" else row.owner_) for row in group.actions)
    return found


def bar_of(row: Any, course: Course, today: datetime.date, *, beside: str) -> Bar:
    early = works_council.too_early(row, course)
    earliest = works_council.earliest_start(row.works_council_ground, row.works_council_status, course)
    late = plan_figures.late(row, today)
    words = [
        title_of(row),
        f"{row.owner_ or _('without an owner')} · {choice_label(row.status, 'status')} · {percent(row.progress)}",
        span_words(row),
    ]
    if late:
        days = (today - row.due).days
        words.append("! " + ngettext("{count} day late", "{count} days late", days).format(count=days))
    if early is not None:
        words.append(f"! {early.message}")
    elif earliest is not None and earliest.day is not None:
        words.append(
            _("Waits for the works council ({ground}): from {day}").format(
                ground=row.works_council_ground, day=date_text(earliest.day)
            )
        )
    return Bar(
        row.id,
        title_of(row),
        beside,
        row.status,
        row.start or row.due,
        row.due or row.start,
        1.0 if row.status == "done" else row.progress,
        late,
        early,
        earliest,
        "\n".join(words),
    )


def milestones(organisation: Organisation) -> list[Milestone]:
    """The dates that the dossier knows of, in order."""
    course = works_council.course_of(organisation)
    found = [
        Milestone(day, choice_label(stage, "stage"), STAGES.index(stage) > course.reached)
        for stage, day in course.dates.items()
    ]
    if course.reply_by is not None and "advised" not in course.dates:
        found.append(Milestone(course.reply_by, _("reply asked"), course.reached < STAGES.index("advised")))
    wait = works_council.wait_ends(course)
    if wait is not None:
        found.append(Milestone(wait, _("month over"), course.stage != "executed"))
    return sorted(found)


def days_of(lines: Sequence[Line], marks: Sequence[Milestone], today: datetime.date) -> list[datetime.date]:
    """Every day that has to be in sight."""
    found = [today, *(mark.day for mark in marks)]
    for line in lines:
        if isinstance(line, Bar):
            found += [day for day in (line.start, line.due) if day is not None]
    return found
