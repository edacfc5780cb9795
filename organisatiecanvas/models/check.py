"""What the model refuses: values out of range, references to nothing, circles, ids used twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from organisatiecanvas.models import fields as f
from organisatiecanvas.models.changes import Change, find
from organisatiecanvas.models.errors import Fault
from organisatiecanvas.models.fields import Field
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.mapping import Row, json_name
from organisatiecanvas.models.organisation import (
    ROWS,
    Absence,
    Action,
    Organisation,
    Role,
    Survey,
    Unit,
    Variant,
    collection_of,
    part_name,
)

NOUNS = {
    "people": N_("person"),
    "skills": N_("skill"),
    "orders": N_("order family"),
    "variants": N_("variant"),
    "units": N_("unit"),
    "roles": N_("role"),
    "tasks": N_("task"),
    "links": N_("link"),
    "decisions": N_("decision"),
    "disturbances": N_("disturbance"),
    "meetings": N_("meeting"),
    "surveys": N_("survey"),
    "notes": N_("note"),
    "views": N_("view"),
    "machines": N_("machine"),
    "actions": N_("action"),
    "dossier": N_("dossier"),
}
# Answers per sheet and highest answer, for demands and for autonomy (method.md 6 and 12).
SHEETS = {"nea": ((3, 4), (5, 3)), "jcq": ((5, 4), (9, 4))}


Where = Callable[[Organisation, Row], str]


def organisation_faults(organisation: Organisation, where: Where | None = None) -> Iterator[Fault]:
    """Every fault between rows, in document order; the values of single fields are checked by `value_faults`.

    `where` tells the place of a row when it isn't that in its collection, as while reading a file with faults.
    """
    for row in organisation.rows():
        yield from relation_faults(organisation, row, where)
    for variant in organisation.variants.values():
        yield from _circles(organisation, variant.units.values(), where or place)


def unseen_faults(organisation: Organisation) -> Iterator[Fault]:
    """Faults that the database's own checks can't see: in lists and records, and in references that are no single key.

    Tables without any are passed over, however many rows they have: opening a document has to stay quick.
    """
    watched: dict[type[Row], list[str]] = {}
    for row in organisation.rows():
        kind = type(row)
        if kind not in watched:
            watched[kind] = [name for name, field in row.FIELDS.items() if _unseen(field)]
        if watched[kind]:
            yield from value_faults(organisation, row, watched[kind])
        if watched[kind] or kind in _RULES:
            yield from relation_faults(organisation, row)
    for variant in organisation.variants.values():
        yield from _circles(organisation, variant.units.values(), place)


def _unseen(field: Field) -> bool:
    return field.kind in ("list", "object", "map") or len(field.refers) > 1


def change_faults(organisation: Organisation, change: Change) -> list[Fault]:
    """Every fault that an edit brought in."""
    found: list[Fault] = []
    moved: list[Unit] = []
    for item in change.rows:
        row = find(organisation, item.collection, item.key)
        if row is None or item.after is None:
            continue
        found.extend(value_faults(organisation, row, item.fields))
        found.extend(relation_faults(organisation, row))
        if isinstance(row, Unit) and "parent" in item.fields:
            moved.append(row)
    found.extend(_circles(organisation, moved, place))
    # What has no id of its own, such as a level or an absence, is referred to by nothing.
    if any(item.after is None and "id" in ROWS[item.collection].KEY for item in change.rows):
        found.extend(fault for fault in organisation_faults(organisation) if fault not in found)
    return found


def value_faults(organisation: Organisation, row: Row, names: Iterable[str]) -> Iterator[Fault]:
    """Values of a row that are of the wrong kind or out of range."""
    for name in names:
        field = row.FIELDS.get(name)
        if field is None:
            continue
        for inner, message in f.faults(field, getattr(row, name)):
            yield Fault(_inside(place(organisation, row), json_name(name), inner), message)


def _inside(where: str, name: str, inner: str) -> str:
    joint = "" if inner.startswith("[") or not inner else "."
    return f"{where}.{name}{joint}{inner}" if where else f"{name}{joint}{inner}"


def place(organisation: Organisation, row: Row) -> str:
    """Where a row stands in the JSON, such as `variants[1].units[3]`."""
    if not row.KEY:
        return str(row.__tablename__)
    collection = collection_of(organisation, row)
    index = next((i for i, other in enumerate(collection.values()) if other is row), len(collection))
    inner = f"{part_name(row)}[{index}]"
    return inner if row.owner is None else f"{place(organisation, row.owner)}.{inner}"


def relation_faults(organisation: Organisation, row: Row, where: Where | None = None) -> Iterator[Fault]:
    """References of a row to nothing, and rules between its fields."""
    stands = where or place
    for name, field in row.FIELDS.items():
        if field.refers or (field.item is not None and field.item.refers):
            for inner, message in _dangling(organisation, row, field, getattr(row, name)):
                yield Fault(_inside(stands(organisation, row), json_name(name), inner), message)
    rule = _RULES.get(type(row))
    if rule is not None:
        for inner, message in rule(organisation, row):
            here = stands(organisation, row)
            yield Fault(f"{here}.{inner}" if inner else here, message)


def _dangling(organisation: Organisation, row: Row, field: Field, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if field.kind == "list":
        assert field.item is not None
        for index, item in enumerate(value):
            for _inner, message in _dangling(organisation, row, field.item, item):
                yield f"[{index}]", message
        return
    if not isinstance(value, str) or any(value in ids for ids in _namespaces(organisation, row, field)):
        return
    nouns = _(" or ").join(_(NOUNS[name]) for name in field.refers)
    yield "", _("no {noun} {id}").format(noun=nouns, id=f.shown(value))


def _namespaces(organisation: Organisation, row: Row, field: Field) -> Iterator[dict[Any, Any]]:
    variant = next((owner for owner in row.owners() if isinstance(owner, Variant)), None)
    for name in field.refers:
        if name in organisation.TOP:
            yield getattr(organisation, name)
        elif name == "machines":
            unit = variant.units.get(getattr(row, "unit", "")) if variant is not None else None
            yield unit.machines if unit is not None else {}
        else:
            yield getattr(variant, name)


def _circles(organisation: Organisation, units: Iterable[Unit], where: Where) -> Iterator[Fault]:
    safe: set[tuple[str, str]] = set()
    for unit in units:
        path: list[str] = []
        current: Unit | None = unit
        siblings = unit.owner.units
        while current is not None and (current.variant, current.id) not in safe and current.id not in path:
            path.append(current.id)
            current = siblings.get(current.parent) if current.parent is not None else None
        if current is not None and current.id in path and (current.variant, current.id) not in safe:
            here = f"{where(organisation, unit)}.parent"
            yield Fault(here, _("a unit can't be inside itself: {path}").format(path=" → ".join([*path, current.id])))
        safe.update((unit.variant, name) for name in path)


def _role_rules(organisation: Organisation, role: Any) -> Iterator[tuple[str, str]]:
    if role.id in role.owner.units:
        yield ("id", _("{id} is the id of a unit; units and roles share one set of ids").format(id=f.shown(role.id)))


def _absence_rules(organisation: Organisation, absence: Any) -> Iterator[tuple[str, str]]:
    if absence.from_ is not None and absence.to_ is not None and absence.to_ < absence.from_:
        yield ("to", _("is before the first day, {day}").format(day=absence.from_.isoformat()))


def _action_rules(organisation: Organisation, action: Any) -> Iterator[tuple[str, str]]:
    if action.about is not None and not element_exists(organisation, action.about, action.variant):
        yield "about", _("no element {id}").format(id=f.shown(action.about))


def element_exists(organisation: Organisation, identity: str, variant: str | None = None) -> bool:
    """Whether anything with this id stands in the variant (any variant where None) or in the document itself."""
    if any(identity in getattr(organisation, name) for name in ("people", "skills", "orders", "variants")):
        return True
    where = [organisation.variants[variant]] if variant in organisation.variants else organisation.variants.values()
    return any(identity in getattr(item, part) for item in where for part in Variant.PARTS)


def _survey_rules(organisation: Organisation, survey: Any) -> Iterator[tuple[str, str]]:
    if survey.instrument not in SHEETS:
        return
    for index, answer in enumerate(survey.answers):
        for name, (count, highest) in zip(("demands", "autonomy"), SHEETS[survey.instrument], strict=True):
            values = getattr(answer, name)
            if len(values) != count or any(not 1 <= value <= highest for value in values):
                yield (
                    f"answers[{index}].{name}",
                    _("must be {count} whole numbers from 1 to {highest}").format(count=count, highest=highest),
                )


_RULES: dict[type[Row], Callable[[Organisation, Any], Iterator[tuple[str, str]]]] = {
    Role: _role_rules,
    Absence: _absence_rules,
    Action: _action_rules,
    Survey: _survey_rules,
}
