"""What can be done with people on a drawing: into roles, from role to role, to the bench and out.

The one set of operations for the mouse, the keyboard, the list of people and the bench. Each is one `document.edit`,
one step to undo, and raises OrganisationError or ModelError when the model refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Holder, Role, Variant
from organisatiecanvas.models.places import Places


def place(document: Document, variant_id: str, people: Iterable[str], role_id: str) -> list[str]:
    """Let people hold a role, after those who do, and take them off the bench; returns who came new.

    A backup of the role becomes a holder.
    """
    variant = document.organisation.variants[variant_id]
    role = variant.roles[role_id]
    coming = [person for person in dict.fromkeys(people) if not _holds(role, person)]
    stale = set(coming).intersection((*variant.bench, *variant.leavers))
    if not coming:
        return []
    with document.edit(_place_name(document, coming, role)):
        for person in coming:
            _hold(document, role, person, None)
        if stale:
            _welcome(variant, stale)
    return coming


def move(document: Document, variant_id: str, person: str, from_: str, to_: str, *, keep: bool = False) -> bool:
    """From one role to another, hours and being a backup going along; with `keep` the first role stays too.

    With `keep` the new role gets no hours of its own: what is left of the contract is shared. False when nothing
    changed.
    """
    variant = document.organisation.variants[variant_id]
    source, target = variant.roles[from_], variant.roles[to_]
    holder = source.holders.get(person)
    if holder is None or from_ == to_:
        return False
    there = target.holders.get(person)
    if keep and there is not None and not there.backup:
        return False
    hours, backup = (None, False) if keep else (holder.hours_per_week, holder.backup)
    name = _("Also place {person} in {role}") if keep else _("Move {person} to {role}")
    with document.edit(name.format(person=document.organisation.people[person].name, role=target.name)):
        if not keep:
            document.remove(holder)
        if there is None:
            _hold(document, target, person, hours, backup=backup)
        elif there.backup and not backup:
            there.backup = False
            there.hours_per_week = hours
        if not backup:
            _welcome(variant, {person})
    return True


def take_out(document: Document, variant_id: str, person: str, role_id: str) -> bool:
    """Out of one role; who has no place left waits on the bench. False when the person did not hold it."""
    return take_all_out(document, variant_id, [person], role_id)


def take_all_out(document: Document, variant_id: str, people: Iterable[str], role_id: str) -> bool:
    """As `take_out`, for several people in one step."""
    variant = document.organisation.variants[variant_id]
    role = variant.roles[role_id]
    going = [person for person in dict.fromkeys(people) if person in role.holders]
    if not going:
        return False
    names = [document.organisation.people[person].name for person in going]
    with document.edit(_("Take {person} out of {role}").format(person=free_name(names), role=role.name)):
        placed = [person for person in going if not role.holders[person].backup]
        for person in going:
            document.remove(role.holders[person])
        places = Places(document.organisation, variant)
        _bench(variant, [person for person in placed if not places.has_place(person)])
    return True


def to_bench(document: Document, variant_id: str, people: Iterable[str]) -> bool:
    """Out of every role and onto the bench; False when all were there already without a role."""
    return _out(document, variant_id, people, leave=False)


def mark_leavers(document: Document, variant_id: str, people: Iterable[str]) -> bool:
    """Out of every role and off the bench: they leave. False when all were leavers already."""
    return _out(document, variant_id, people, leave=True)


def free_name(names: Sequence[str]) -> str:
    """A name for a step about these people: the only one's name, or how many."""
    if len(names) == 1:
        return names[0]
    return ngettext("{count} person", "{count} people", len(names)).format(count=len(names))


# -- helpers -------------------------------------------------------------------------------------------------------


def _out(document: Document, variant_id: str, people: Iterable[str], *, leave: bool) -> bool:
    variant = document.organisation.variants[variant_id]
    going = list(dict.fromkeys(people))
    held = [(role, person) for person in going for role in variant.roles.values() if person in role.holders]
    target = set(variant.leavers if leave else variant.bench)
    other = set(variant.bench if leave else variant.leavers)
    if not held and not other.intersection(going) and target.issuperset(going):
        return False
    words = _("Mark {person} as leaver") if leave else _("Put {person} on the bench")
    names = [document.organisation.people[person].name for person in going]
    with document.edit(words.format(person=free_name(names))):
        for role, person in held:
            document.remove(role.holders[person])
        if leave:
            variant.bench = _without(variant.bench, going)
            variant.leavers = (*_without(variant.leavers, going), *going)
        else:
            _bench(variant, going)
    return True


def _bench(variant: Variant, people: Sequence[str]) -> None:
    variant.leavers = _without(variant.leavers, people)
    variant.bench = (*variant.bench, *(person for person in people if person not in variant.bench))


def _welcome(variant: Variant, people: Iterable[str]) -> None:
    """Whoever has a place does not wait and does not leave."""
    variant.bench = _without(variant.bench, people)
    variant.leavers = _without(variant.leavers, people)


def _without(listed: tuple[str, ...], people: Iterable[str]) -> tuple[str, ...]:
    gone = set(people)
    return tuple(person for person in listed if person not in gone)


def _holds(role: Role, person: str) -> bool:
    holder = role.holders.get(person)
    return holder is not None and not holder.backup


def _hold(document: Document, role: Any, person: str, hours: float | None, *, backup: bool = False) -> None:
    known = role.holders.get(person)
    if known is not None:
        known.backup = backup
        return
    document.add(Holder(person=person, hours_per_week=hours, backup=backup), role)


def _place_name(document: Document, people: Sequence[str], role: Role) -> str:
    names = [document.organisation.people[person].name for person in people]
    return _("Place {person} in {role}").format(person=free_name(names), role=role.name)
