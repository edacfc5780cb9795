"""What the action plan adds up to: late actions, hours and costs per owner and month, levers × goals (method.md 9)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.organisation import LEVERS

UNFINISHED = ("open", "running")

# The five goals of SER advice 23/03 [seed], with the Dutch in which documents name them; goals are free text.
GOALS = {
    "performance": (N_("company performance"), "bedrijfsprestaties"),
    "talent": (N_("development of talent"), "ontplooiing van talent"),
    "agility": (N_("agility"), "wendbaarheid"),
    "control": (N_("room to decide and professional latitude"), "regelmogelijkheden en professionele ruimte"),
    "inclusion": (N_("inclusive workplace"), "inclusieve werkomgeving"),
}
_KEYS = {words: key for key, both in GOALS.items() for words in both}


@dataclass(frozen=True)
class Sums:
    """How many actions, how many of them late, their hours and their cost in euro."""

    count: int
    late: int
    hours: float
    cost: float


class Group(NamedTuple):
    """Actions that belong together: of one owner («» for nobody) or due in one month (its first day; None: no date)."""

    key: Any
    actions: list[Any]


def late(action: Any, today: datetime.date) -> bool:
    """Whether an action is unfinished after the day it was due."""
    return action.due is not None and action.due < today and action.status in UNFINISHED


def sums(actions: Iterable[Any], today: datetime.date) -> Sums:
    """What these actions come to; dropped ones count too, as they stand in the plan."""
    rows = list(actions)
    return Sums(
        len(rows),
        sum(late(row, today) for row in rows),
        sum(row.hours for row in rows),
        sum(row.cost for row in rows),
    )


def by_owner(actions: Iterable[Any]) -> list[Group]:
    """By owner, by name; what nobody owns comes last."""
    found: dict[str, Group] = {}
    for row in actions:
        owner = " ".join(row.owner_.split())
        found.setdefault(owner.casefold(), Group(owner, [])).actions.append(row)
    return sorted(found.values(), key=lambda group: (not group.key, group.key.casefold()))


def by_month(actions: Iterable[Any]) -> list[Group]:
    """By the month in which they are due; what has no such date comes last."""
    found: dict[datetime.date | None, Group] = {}
    for row in actions:
        month = row.due.replace(day=1) if row.due is not None else None
        found.setdefault(month, Group(month, [])).actions.append(row)
    return sorted(found.values(), key=lambda group: (group.key is None, group.key or datetime.date.min))


def in_order(actions: Iterable[Any]) -> list[Any]:
    """By the day they start, or else are due; without either last, in the order of the document."""

    def day(row: Any) -> tuple[bool, datetime.date, datetime.date]:
        first = row.start or row.due
        return first is None, first or datetime.date.max, row.due or datetime.date.max

    return sorted(actions, key=day)


def goal_of(words: str) -> str | None:
    """Which of the five goals a text names, in Dutch or English; None for a goal of one's own."""
    plain = " ".join(words.split()).casefold()
    return _KEYS.get(plain) or next((key for key, (label, _nl) in GOALS.items() if _(label).casefold() == plain), None)


def goal_label(key: str) -> str:
    return _(GOALS[key][0])


def coverage(actions: Iterable[Any]) -> dict[tuple[str, str], list[str]]:
    """Ids of the actions that pull a lever towards a goal, for every pair; dropped ones pull no more."""
    found: dict[tuple[str, str], list[str]] = {(lever, goal): [] for lever in LEVERS for goal in GOALS}
    for row in actions:
        if row.lever is None or row.status == "dropped":
            continue
        for goal in dict.fromkeys(map(goal_of, row.goals)):
            if goal is not None:
                found[row.lever, goal].append(row.id)
    return found


def outside_coverage(actions: Sequence[Any]) -> list[str]:
    """Ids of the actions that stand in no cell: without a lever, or without one of the five goals; dropped ones too."""
    inside = {identity for cell in coverage(actions).values() for identity in cell}
    return [row.id for row in actions if row.id not in inside]
