"""Quality of work per role: the seven conditions of WEBA, each 2, 1 or 0 (method.md 5 and 12).

The conditions are those of WEBA [lit]; the scoring 2 sufficient / 1 limited / 0 insufficient is this project's own
[own], since TNO's exact decision rules are not public. A profile of seven, never added up to one number [lit].
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict

from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.hours import Hours, short_cycle_share
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.organisation import DifficultyShare, Role, Task, Work

Score = Literal[0, 1, 2]
Condition = Literal["completeness", "organising", "short_cycle", "difficulty", "autonomy", "contact", "information"]
CONDITIONS: dict[Condition, str] = {
    "completeness": N_("completeness"),
    "organising": N_("organising tasks"),
    "short_cycle": N_("short cycles"),
    "difficulty": N_("level of difficulty"),
    "autonomy": N_("autonomy"),
    "contact": N_("contact with others"),
    "information": N_("information"),
}
# Ends of the scores [own], shares 0 to 1.
FEW_SHORT_CYCLES = 0.25
MANY_SHORT_CYCLES = 0.50
SOME_OF_A_LEVEL = 0.10
MOST_OF_A_LEVEL = 0.70
WHOLE_WORK = ("preparing", "executing", "supporting")


class RoleQuality(TypedDict):
    """2 sufficient, 1 limited, 0 insufficient; None is not asked."""

    role: str
    completeness: Score | None
    organising: Score | None
    short_cycle: Score | None
    difficulty: Score | None
    autonomy: Score | None
    contact: Score | None
    information: Score | None


class WorkQualityFigures(TypedDict):
    """The key `work_quality` of `analyse`."""

    roles: list[RoleQuality]


def work_quality(basis: Basis) -> WorkQualityFigures:
    """The profile of every role in our own units."""
    tasks: dict[str, list[Task]] = {}
    for task in basis.once(Hours).tasks:
        if task.role is not None:
            tasks.setdefault(task.role, []).append(task)
    return {
        "roles": [
            _profile(basis, role, tasks.get(role.id, []))
            for role in basis.variant.roles.values()
            if basis.variant.units[role.unit].kind != "external"
        ]
    }


def _profile(basis: Basis, role: Role, tasks: list[Task]) -> RoleQuality:
    work = role.work
    profile: RoleQuality = {
        "role": role.id,
        "completeness": completeness(work, tasks),
        "organising": organising(work.organising) if work is not None else None,
        "short_cycle": short_cycle(_short_cycle_share(basis, work, tasks)),
        "difficulty": difficulty(work.difficulty_share) if work is not None else None,
        "autonomy": autonomy(work.autonomy) if work is not None else None,
        "contact": contact(work.contact) if work is not None else None,
        "information": information(work.information) if work is not None else None,
    }
    for name in CONDITIONS:
        if profile[name] is None:
            basis.missing.add(f"work_quality.roles.{role.id}.{name}", _reason(basis, name, work, tasks))
    return profile


def _reason(basis: Basis, name: Condition, work: Work | None, tasks: list[Task]) -> str:
    if name == "short_cycle":
        timed = [task for task in tasks if task.cycle_seconds is not None]
        hours = basis.once(Hours)
        if any(hours.of[task.id] is None for task in timed):
            return hours.reason(timed)
        return _("No share of short cycles is given, and no task of this role has hours and a cycle.")
    if name == "completeness":
        return _("The kinds of work were not asked, and this role has no tasks.")
    if name == "difficulty" and work is not None and work.difficulty_share is not None:
        return _("All shares of difficulty are 0.")
    return _("This was not asked about this role.")


def completeness(work: Work | None, tasks: list[Task]) -> Score | None:
    """Of preparing, executing and supporting: 2 all three, 1 two, 0 fewer; from the tasks where not asked."""
    if work is None and not tasks:
        return None
    kinds = set(work.kinds) if work is not None else {task.kind for task in tasks}
    return _steps(len(kinds.intersection(WHOLE_WORK)), limited=2, sufficient=3)


def organising(kinds: tuple[str, ...]) -> Score:
    """Of own team, other teams and improving: 2 all three, or two with improving; 1 one or two; 0 none."""
    found = set(kinds)
    if len(found) == 3 or (len(found) == 2 and "improving" in found):
        return 2
    return 1 if found else 0


def short_cycle(share: float | None) -> Score | None:
    """Share of hours in short cycles: 2 under 25 %, 1 up to 50 %, 0 above; None when unknown."""
    if share is None:
        return None
    if share < FEW_SHORT_CYCLES:
        return 2
    return 1 if share <= MANY_SHORT_CYCLES else 0


def _short_cycle_share(basis: Basis, work: Work | None, tasks: list[Task]) -> float | None:
    if work is not None and work.short_cycle_share is not None:
        return work.short_cycle_share
    return short_cycle_share(basis, tasks)


def difficulty(shares: DifficultyShare | None) -> Score | None:
    """0 one level only; 2 low and high both at least 10 % and neither above 70 %; else 1. None: not asked or all 0."""
    if shares is None:
        return None
    levels = sum(share > 0 for share in (shares.low, shares.medium, shares.high))
    if levels == 0:
        return None
    if levels == 1:
        return 0
    both = min(shares.low, shares.high) >= SOME_OF_A_LEVEL
    neither = max(shares.low, shares.high) <= MOST_OF_A_LEVEL
    return 2 if both and neither else 1


def autonomy(kinds: tuple[str, ...]) -> Score:
    """Of pace, method, order and place: 2 three or four, 1 two, 0 fewer."""
    return _steps(len(set(kinds)), limited=2, sufficient=3)


def contact(kind: str | None) -> Score | None:
    """2 at will, 1 limited, 0 none; None: not asked."""
    scores: dict[str | None, Score] = {"at_will": 2, "limited": 1, "none": 0}
    return scores.get(kind)


def information(kinds: tuple[str, ...]) -> Score:
    """Of ahead, norms and feedback: 2 all three, 1 two, 0 fewer."""
    return _steps(len(set(kinds)), limited=2, sufficient=3)


def _steps(count: int, *, limited: int, sufficient: int) -> Score:
    if count >= sufficient:
        return 2
    return 1 if count >= limited else 0


def findings(basis: Basis, figures: WorkQualityFigures) -> Iterator[Finding]:
    """Roles of which a condition is insufficient; kinds that only the tasks tell are not held against a role."""
    for row in figures["roles"]:
        asked = basis.variant.roles[row["role"]].work is not None
        poor = [_(label) for name, label in CONDITIONS.items() if row[name] == 0 and (asked or name != "completeness")]
        if poor:
            message = _("The work of {role} is insufficient in: {conditions}.")
            message = message.format(role=basis.variant.roles[row["role"]].name, conditions=listed(poor))
            yield Finding("work-quality", "attention", row["role"], message, "roles", len(poor))
