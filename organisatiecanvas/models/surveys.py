"""Asking people: new surveys, answer sheets that go in without order, surveys that go away; each one step.

Answers are kept sorted by what they say, so that neither the file nor a difference of two files tells who came first
or last. All sheets that are entered in one sitting are one step: undo never takes back a single sheet.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable

from organisatiecanvas.models.check import SHEETS
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Answer, Survey, Variant


def create_survey(
    document: Document, variant: str, group: str, instrument: str, held_on: datetime.date | None = None
) -> str:
    """A survey of a unit or role, still without answers; its id. Raises OrganisationError."""
    row = document.organisation.variants[variant]
    name = group_name(row, group)
    with document.edit(_("New survey: {group}").format(group=name)):
        made = Survey(id=free_id(document, variant), instrument=instrument, group=group, held_on=held_on)
        document.add(made, row)
    return made.id


def add_answers(
    document: Document, variant: str, survey: str, answers: Iterable[Answer], *, sitting: str | None = None
) -> None:
    """Put answer sheets with those there are, in no order; sheets of one `sitting` become one step.

    Raises OrganisationError where the survey is gone, ModelError where an answer is not of its instrument.
    """
    row = document.organisation.variants[variant].surveys.get(survey)
    if row is None:
        raise OrganisationError(_("This survey is no longer there."))
    merge = f"answers {variant} {survey} {sitting}" if sitting else None
    name = group_name(document.organisation.variants[variant], row.group)
    with document.edit(_("Answer sheets: {group}").format(group=name), merge=merge):
        row.answers = in_no_order([*row.answers, *answers])


def replace_answers(document: Document, variant: str, survey: str, answers: Iterable[Answer]) -> None:
    """Let these be all the answers of a survey, as one step."""
    row = document.organisation.variants[variant].surveys[survey]
    name = group_name(document.organisation.variants[variant], row.group)
    with document.edit(_("Answer sheets: {group}").format(group=name)):
        row.answers = in_no_order(answers)


def remove_survey(document: Document, variant: str, survey: str) -> None:
    """Delete a survey with its answers, as one step."""
    row = document.organisation.variants[variant].surveys[survey]
    name = group_name(document.organisation.variants[variant], row.group)
    with document.edit(_("Delete survey: {group}").format(group=name)):
        document.remove(row)


def in_no_order(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers sorted by what they say: nothing is left of who came when."""
    return tuple(sorted(answers, key=lambda answer: (answer.demands, answer.autonomy)))


def group_name(variant: Variant, group: str) -> str:
    """The name of a unit or role."""
    row = variant.units.get(group) or variant.roles.get(group)
    return row.name if row is not None else group


def answer(instrument: str, values: tuple[int, ...]) -> Answer:
    """An answer from the values of all items in their order, demands first."""
    demands = SHEETS[instrument][0][0]
    return Answer(tuple(values[:demands]), tuple(values[demands:]))


def free_id(document: Document, variant: str) -> str:
    """An id that no survey of any variant has: the same id would mean the same thing before and after."""
    taken = {name for one in document.organisation.variants.values() for name in one.surveys}
    return next(name for number in itertools.count(1) if (name := f"survey-{number}") not in taken)
