"""When the works council's say lets an action start (method.md 9). This is a help to plan by, no legal advice.

[lit: WOR] Art. 25: an important decision waits for the advice, asked when it still matters; one that departs from it
waits a month (lid 6). Art. 27: what needs consent waits for it. [lit] Belgium: cao nr. 9 informs and consults before
the decision, cao nr. 39 does so three months before new technology.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from organisatiecanvas.models.changes import Change, RowChange
from organisatiecanvas.models.language import N_, _, date_text
from organisatiecanvas.models.organisation import STAGES, Organisation

Say = Literal["advice", "consent", "technology"]
Why = Literal["advice", "month", "consent", "objection", "technology"]
DEPARTING_MONTHS = 1  # WOR art. 25 lid 6
TECHNOLOGY_MONTHS = 3  # cao nr. 39
UNDER_WAY = ("running", "done")
PARKED = ("postponed", "dropped")
# Fields of an action that the rule looks at.
ACTION_FIELDS = frozenset({"title", "start", "status", "variant", "works_council_ground", "works_council_status"})
# And those of the dossier that tell how far the works council is.
COURSE_FIELDS = frozenset({"stage", "reply_by", "country", "stage_dates", "outcome", "wait_waived"})

# The grounds that a redesign touches most, with what they are about.
GROUNDS = {
    "25.1.d": N_("change in the activities"),
    "25.1.e": N_("change in the organisation or in who decides"),
    "25.1.f": N_("other place of work"),
    "25.1.g": N_("hiring people as a group"),
    "25.1.h": N_("important investment"),
    "25.1.k": N_("new technology"),
    "27.1.b": N_("working hours and holidays"),
    "27.1.c": N_("pay and job grading"),
    "27.1.d": N_("working conditions"),
    "27.1.f": N_("training"),
    "27.1.g": N_("appraisal"),
    "27.1.i": N_("work consultation"),
    "27.1.k": N_("personal data"),
    "27.1.l": N_("monitoring of people"),
    "cao 9": N_("work organisation (Belgium)"),
    "cao 39": N_("new technology (Belgium)"),
}
_ADVICE, _CONSENT = re.compile(r"(?<!\d)25(?!\d)"), re.compile(r"(?<!\d)27(?!\d)")
_CAO = re.compile(r"cao\s*(?:nr\.?|nummer)?\s*(9|39)(?!\d)")


@dataclass(frozen=True)
class Course:
    """How far the works council is. `dates`: by stage, the day it was reached or is planned; `departs`: the decision
    departs from the advice, and so waits a month; `waived`: the day from which the council let it start all the same;
    `reply_by`: the day the council is asked to reply by.
    """

    stage: str = "intended"
    dates: Mapping[str, datetime.date] = field(default_factory=dict)
    reply_by: datetime.date | None = None
    departs: bool = False
    waived: datetime.date | None = None

    @property
    def reached(self) -> int:
        """The place of the stage in STAGES."""
        return STAGES.index(self.stage)


class Earliest(NamedTuple):
    """From which day an action may start; `settled`: the say is in, and only the day counts. No day: none is known
    unless it is settled.
    """

    day: datetime.date | None
    settled: bool
    why: Why


@dataclass(frozen=True)
class TooEarly:
    """An action that starts, or has started, before it may."""

    action: str
    earliest: Earliest
    message: str


def course_of(organisation: Organisation) -> Course:
    """How far the works council is, as the dossier says."""
    dossier = organisation.dossier
    days = ((stage, getattr(dossier.stage_dates, stage)) for stage in STAGES)
    dates = {stage: day for stage, day in days if day is not None}
    # The month is Dutch law; in Belgium the council is heard before the decision.
    departs = dossier.country == "nl" and (dossier.outcome == "departs" or dossier.stage == "suspended")
    return Course(dossier.stage, dates, dossier.reply_by, departs, dossier.wait_waived)


def say_of(ground: str | None) -> Say | None:
    """What a ground asks for; None without a ground and for one that no rule is known of."""
    words = (ground or "").casefold()
    cao = _CAO.search(words)
    if cao is not None:
        return "advice" if cao[1] == "9" else "technology"
    if _ADVICE.search(words):
        return "advice"
    return "consent" if _CONSENT.search(words) else None


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def wait_ends(course: Course) -> datetime.date | None:
    """Until when a decision that departs from the advice waits; None where it does not, or has no date yet."""
    return _a_month_later(course) if course.departs else None


def _a_month_later(course: Course) -> datetime.date | None:
    """A month after the decision, or the earlier day to which the council agreed; None without a date."""
    decided = course.dates.get("decided")
    if decided is None:
        return None
    ends = months_after(decided, DEPARTING_MONTHS)
    return ends if course.waived is None else min(ends, max(course.waived, decided))


def earliest_start(ground: str | None, status: str, course: Course) -> Earliest | None:
    """From when an action on this ground, with this answer of the works council, may start; None: whenever."""
    say = say_of(ground)
    if say is None:
        return None
    if say == "consent":
        if status == "objection":
            return Earliest(None, False, "objection")
        return Earliest(None if status == "consent" else course.reply_by, status == "consent", "consent")
    if say == "technology":
        told = course.dates.get("requested")
        day = months_after(told, TECHNOLOGY_MONTHS) if told is not None else None
        return Earliest(day, course.reached >= STAGES.index("requested") and told is not None, "technology")
    return _after_advice(ground or "", status, course)


def _after_advice(ground: str, status: str, course: Course) -> Earliest:
    decided = course.dates.get("decided")
    # The month is Dutch law; a Belgian council is heard before the decision, and then it stands.
    departs = (course.departs or status == "objection") and not _CAO.search(ground.casefold())
    if course.stage == "executed":
        return Earliest(None, True, "advice")
    if departs:
        ends = _a_month_later(course)
        return Earliest(ends, course.reached >= STAGES.index("decided") and ends is not None, "month")
    settled = course.reached >= STAGES.index("decided")
    return Earliest(decided or (None if settled else course.reply_by), settled, "advice")


def too_early(action: Any, course: Course) -> TooEarly | None:
    """Why this action starts too early; None when it does not. What is postponed or dropped never does."""
    earliest = earliest_start(action.works_council_ground, action.works_council_status, course)
    if earliest is None or action.status in PARKED:
        return None
    begun = action.status in UNDER_WAY and not earliest.settled
    before = action.start is not None and earliest.day is not None and action.start < earliest.day
    undated = action.start is not None and earliest.day is None and not earliest.settled
    if not (begun or before or undated):
        return None
    return TooEarly(action.id, earliest, _message(action, earliest, begun=begun))


def all_too_early(organisation: Organisation, variant: str | None = None) -> Iterator[TooEarly]:
    """Every action that starts too early; with `variant` those of it and of none."""
    course = course_of(organisation)
    actions: Iterable[Any] = organisation.actions.values()
    for action in actions:
        if variant is None or action.variant in (None, variant):
            found = too_early(action, course)
            if found is not None:
                yield found


def bears_on(change: Change) -> bool:
    """Whether actions can start too early, or no longer do, after this change."""
    return any(_bears(row) for row in change.rows)


def _bears(row: RowChange) -> bool:
    if row.collection == "dossier":
        return bool(row.fields & COURSE_FIELDS)
    if row.collection != "actions":
        return False
    if row.kind == "changed":
        return bool(row.fields & ACTION_FIELDS)
    return bool((row.after or row.before or {}).get("works_council_ground"))


def _message(action: Any, earliest: Earliest, *, begun: bool) -> str:
    sentences = {
        "advice": _("the works council's advice comes first ({ground})"),
        "month": _("a decision that departs from the advice waits a month ({ground})"),
        "consent": _("the works council has to consent first ({ground})"),
        "objection": _("the works council objects ({ground})"),
        "technology": _("the works council hears of new technology three months before ({ground})"),
    }
    why = sentences[earliest.why].format(ground=action.works_council_ground)
    if begun:
        return _("«{action}» is under way, but {why}.").format(action=action.title, why=why)
    start = date_text(action.start)
    if earliest.day is None:
        words = _("«{action}» starts on {start}, but {why}; no date is known for that.")
        return words.format(action=action.title, start=start, why=why)
    words = _("«{action}» starts on {start}, but {why}: from {day}.")
    return words.format(action=action.title, start=start, why=why, day=date_text(earliest.day))
