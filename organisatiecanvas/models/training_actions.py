"""The steps of a training plan as actions, each once: what was taken over before is brought up to date, not doubled.

What people typed into an action stays: only fields that still hold what the plan put there follow a later plan.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Action
from organisatiecanvas.models.plan import action_of, free_id


@dataclass(frozen=True)
class TrainingProposal:
    """What an action of one step says; dates are those of its quarter, hours the training hours of the step."""

    person: str
    skill: str
    from_level: int
    to_level: int
    reason: str
    measure: str
    start: datetime.date
    due: datetime.date
    hours: float


def proposal_key(person: str, skill: str) -> str:
    """The key by which the action of a step is known."""
    return f"training:{person}:{skill}"


def taken_over(document: Document, variant: str, person: str, skill: str) -> Action | None:
    """The action that was made of this step before."""
    return action_of(document.organisation, variant, proposal_key(person, skill))


def take_over(document: Document, variant: str, steps: Iterable[TrainingProposal]) -> tuple[int, int]:
    """Make actions of steps, as one undo step; returns how many are new and how many were brought up to date."""
    wanted = list(steps)
    new = [step for step in wanted if taken_over(document, variant, step.person, step.skill) is None]
    made = changed = 0
    name = ngettext("Take over {count} training step", "Take over {count} training steps", len(new) or len(wanted))
    with document.edit(name.format(count=len(new) or len(wanted))):
        for step in wanted:
            fields = _fields(document, step)
            known = taken_over(document, variant, step.person, step.skill)
            if known is None:
                document.add(
                    Action(
                        id=free_id(document.organisation),
                        about=step.skill,
                        variant=variant,
                        lever="competences",
                        proposal=proposal_key(step.person, step.skill),
                        **fields,
                    )
                )
                made += 1
            elif known.status == "open" and _update(known, fields):
                changed += 1
    return made, changed


def _fields(document: Document, step: TrainingProposal) -> dict[str, Any]:
    organisation = document.organisation
    person, skill = organisation.people[step.person].name, organisation.skills[step.skill].name
    return {
        "title": _("{person} learns {skill}").format(person=person, skill=skill),
        "reason": step.reason,
        "measure": step.measure,
        "from_value": str(step.from_level),
        "to_value": str(step.to_level),
        "involved": person,
        "start": step.start,
        "due": step.due,
        "hours": step.hours,
    }


def _update(action: Action, fields: dict[str, Any]) -> bool:
    """Dates and hours follow the plan while nobody has begun; the texts are left as they are."""
    following = {name: fields[name] for name in ("start", "due", "hours") if getattr(action, name) != fields[name]}
    if action.owner_ or action.progress:
        return False
    for name, value in following.items():
        setattr(action, name, value)
    return bool(following)
