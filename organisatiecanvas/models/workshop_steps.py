"""The design order of a workshop (method.md 10): doing, then deciding, then the rest; it follows and never blocks.

Environment and order flows → production structure top-down → control structure bottom-up → support → systems
[lit: de Sitter; Kuipers, van Amelsvoort & Kramer]. What stands of a step is counted from the drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from organisatiecanvas.models.language import N_, _, ngettext
from organisatiecanvas.models.organisation import Organisation, Variant

State = Literal["open", "begun", "done"]


@dataclass(frozen=True)
class Step:
    """A step: its phase (doing, deciding, rest), what to do, how far it is, in words, and where it is done."""

    id: str
    phase: str
    title: str
    hint: str
    state: State
    told: str
    place: str


@dataclass(frozen=True)
class _Kind:
    id: str
    phase: str
    title: str
    hint: str
    place: str
    count: Callable[[Organisation, Variant], tuple[int, int]]  # so many of so many


def _families(organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Order families that flow somewhere."""
    flowing = {link.order for link in variant.links.values() if link.kind == "order" and link.order}
    return len(flowing), len(organisation.orders)


def _surroundings(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """At least a customer's side and a supplier's side."""
    return min(2, sum(unit.kind == "external" for unit in variant.units.values())), 2


def _whole_tasks(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Cells and teams that have work to do."""
    doing = [unit.id for unit in variant.units.values() if unit.kind in ("cell", "team", "department")]
    parents = {unit.parent for unit in variant.units.values()}
    leaves = [unit for unit in doing if unit not in parents]
    busy = {task.unit for task in variant.tasks.values()}
    return sum(unit in busy for unit in leaves), len(leaves)


def _roles(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Roles that somebody holds."""
    return sum(bool(role.holders) for role in variant.roles.values()), len(variant.roles)


def _deciding(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Decisions that somebody takes."""
    taken = sum(any(item.mode == "decides" for item in row.authority.values()) for row in variant.decisions.values())
    return taken, len(variant.decisions)


def _disturbances(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Working units of which disturbances are known."""
    inside = {unit.id for unit in variant.units.values() if unit.kind in ("cell", "team", "department", "support")}
    parents = {unit.parent for unit in variant.units.values()}
    leaves = inside - parents
    return len({row.unit for row in variant.disturbances.values()} & leaves), len(leaves)


def _meetings(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Working units that take part in a meeting, themselves or by a role."""
    units = {unit.id for unit in variant.units.values() if unit.kind in ("cell", "team", "department")}
    leaves = units - {unit.parent for unit in variant.units.values()}
    parties = {party for row in variant.meetings.values() for party in row.participants}
    present = parties | {role.unit for role in variant.roles.values() if role.id in parties}
    return len(leaves & present), len(leaves)


def _support(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Supporting units that are linked to those they support."""
    units = {unit.id for unit in variant.units.values() if unit.kind == "support"}
    linked = {end for link in variant.links.values() for end in (link.from_, link.to_)}
    return len(units & linked), len(units)


def _skills(_organisation: Organisation, variant: Variant) -> tuple[int, int]:
    """Working units that say which skills they must cover."""
    units = [unit for unit in variant.units.values() if unit.kind in ("cell", "team", "department")]
    parents = {unit.parent for unit in variant.units.values()}
    leaves = [unit for unit in units if unit.id not in parents]
    return sum(bool(unit.skills) for unit in leaves), len(leaves)


_STEPS = (
    _Kind(
        "surroundings", N_("Doing"), N_("Draw the surroundings"),
        N_("Customers and suppliers as external units."), "canvas", _surroundings,
    ),
    _Kind(
        "families", N_("Doing"), N_("Draw the order flows"),
        N_("Per family of orders: where it comes in, along which units, where it leaves."), "canvas", _families,
    ),
    _Kind(
        "tasks", N_("Doing"), N_("Give every cell and team a whole task"),
        N_("Parallel flows per family first, then segments; tasks with their times."), "canvas", _whole_tasks,
    ),
    _Kind(
        "roles", N_("Doing"), N_("Make roles and fill them"),
        N_("People on roles, with a backup."), "canvas", _roles,
    ),
    _Kind(
        "skills", N_("Doing"), N_("Say which skills each unit must cover"),
        N_("Then 1-3-1 and the training plan follow."), "skills", _skills,
    ),
    _Kind(
        "disturbances", N_("Deciding"), N_("List what goes wrong"),
        N_("How often, how long, and who solves it."), "control", _disturbances,
    ),
    _Kind(
        "decisions", N_("Deciding"), N_("Decide as low as can be"),
        N_("From the bottom up: what can the team decide itself?"), "control", _deciding,
    ),
    _Kind(
        "meetings", N_("Deciding"), N_("Agree on rhythms of meetings"),
        N_("Daily in the cell, weekly between the cells."), "control", _meetings,
    ),
    _Kind(
        "support", N_("The rest"), N_("Place the support"),
        N_("What remains after doing and deciding; systems come last."), "canvas", _support,
    ),
)  # fmt: skip


def steps(organisation: Organisation, variant: Variant) -> list[Step]:
    """Every step with how far it is; a step of which there is nothing to do yet is open."""
    found = []
    for kind in _STEPS:
        have, all_ = kind.count(organisation, variant)
        state: State = "done" if all_ and have >= all_ else "begun" if have else "open"
        told = ngettext("{have} of {all}", "{have} of {all}", all_).format(have=have, all=all_)
        told = told if all_ else _("none drawn yet")
        found.append(Step(kind.id, _(kind.phase), _(kind.title), _(kind.hint), state, told, kind.place))
    return found
