"""Roles moved to another unit, with the work that they alone do there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from organisatiecanvas.canvas.task_drag import Place, moved
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Organisation, Variant
from organisatiecanvas.models.snapshot import Value

TOLD = 3  # names in a sentence


class Along(NamedTuple):
    """What goes with roles to another unit: `values` are all that changes, the others are names to tell it by."""

    values: tuple[Value, ...]
    tasks: tuple[str, ...]
    machines: tuple[str, ...]  # that those tasks were done on; they stay in their unit
    shared: tuple[str, ...]  # tasks that stay, because others in the old unit do them too


def own_tasks(variant: Variant, roles: Iterable[str]) -> dict[str, str | None]:
    """Tasks in the units of these roles that nobody else there does → the role that does it, None: several of them.

    These are the tasks given to a role, and those given to nobody of which it is the only role of that kind there.
    """
    going = {role: variant.roles[role] for role in roles}
    doers: dict[tuple[str, str], set[str]] = {}
    for role in variant.roles.values():
        doers.setdefault((role.unit, role.kind), set()).add(role.id)
    found: dict[str, str | None] = {}
    for task in variant.tasks.values():
        if task.role is not None:
            if task.role in going and going[task.role].unit == task.unit:
                found[task.id] = task.role
        elif (those := doers.get((task.unit, task.kind), set())) and those <= going.keys():
            found[task.id] = next(iter(those)) if len(those) == 1 else None
    return found


def taken_along(
    organisation: Organisation, variant: Variant, task: str, unit: str, role: str | None
) -> tuple[Value, ...]:
    """What changes when a task goes to a unit with the role that does it; None: with several, of which none does."""
    changed = moved(organisation, variant, task, Place(unit, role))
    return tuple(value for value in changed if value.field != "role" or role is not None)


def left_behind(variant: Variant, changed: Iterable[Value]) -> dict[str, None]:
    """The names of the machines that tasks are done on now and will not be."""
    tasks = [variant.tasks[value.id] for value in changed if (value.collection, value.field) == ("tasks", "machine")]
    return {variant.units[task.unit].machines[task.machine or ""].name: None for task in tasks}


def along(organisation: Organisation, variant: Variant, roles: Sequence[str], unit: str) -> Along:
    """What changes when these roles come to belong to a unit; those that belong there already are left out."""
    going = [role for role in roles if variant.roles[role].unit != unit]
    tasks = own_tasks(variant, going)
    values = [Value("roles", role, "unit", unit) for role in going]
    machines: dict[str, None] = {}
    for task, role in tasks.items():
        changed = taken_along(organisation, variant, task, unit, role)
        values += changed
        machines |= left_behind(variant, changed)
    left = {(variant.roles[role].unit, variant.roles[role].kind) for role in going}
    free = [task for task in variant.tasks.values() if task.role is None and task.id not in tasks]
    shared = tuple(task.name for task in free if (task.unit, task.kind) in left)
    return Along(tuple(values), tuple(variant.tasks[task].name for task in tasks), tuple(machines), shared)


def along_words(variant: Variant, units: Iterable[str], going: Along) -> str:
    """What went along and what stayed in the units it comes from, in a sentence or three; nothing for roles alone."""
    old = listed([variant.units[unit].name for unit in dict.fromkeys(units)], TOLD)
    sentences = []
    if going.tasks:
        count = len(going.tasks)
        words = ngettext("{count} task went along: {names}.", "{count} tasks went along: {names}.", count)
        sentences.append(words.format(count=count, names=listed(going.tasks, TOLD)))
    if going.machines:
        words = ngettext("{names} stays in {unit}.", "{names} stay in {unit}.", len(going.machines))
        sentences.append(words.format(names=listed(going.machines, TOLD), unit=old))
    if going.shared:
        count = len(going.shared)
        words = ngettext(
            "{names} stays in {unit}, where others do it too.",
            "{names} stay in {unit}, where others do them too.",
            count,
        )
        sentences.append(words.format(names=listed(going.shared, TOLD), unit=old))
    return " ".join(sentences)


def offer_words(variant: Variant, unit: str, going: Along) -> str:
    """What a drop would do, while it is dragged."""
    name, count = variant.units[unit].name, len(going.tasks)
    if not count:
        return _("Into {name}").format(name=name)
    words = ngettext("Into {name}, with {count} task: {names}", "Into {name}, with {count} tasks: {names}", count)
    return words.format(name=name, count=count, names=listed(going.tasks, TOLD))


def move_roles(document: Document, variant_id: str, roles: Sequence[str], unit: str) -> str:
    """Let roles belong to another unit with the tasks that they alone do, as one step; returns what to tell of that."""
    variant = document.organisation.variants[variant_id]
    roles = [role for role in roles if variant.roles[role].unit != unit]
    if not roles:
        return ""
    going = along(document.organisation, variant, roles, unit)
    told = along_words(variant, [variant.roles[role].unit for role in roles], going)
    target = variant.units[unit].name
    if len(roles) == 1:
        name = _("Move {name} into {target}").format(name=variant.roles[roles[0]].name, target=target)
    else:
        words = ngettext("Move {count} role into {target}", "Move {count} roles into {target}", len(roles))
        name = words.format(count=len(roles), target=target)
    with document.edit(name):
        for value in going.values:
            setattr(getattr(variant, value.collection)[value.id], value.field, value.new)
    return told
