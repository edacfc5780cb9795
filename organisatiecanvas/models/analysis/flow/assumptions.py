"""Values that the order flow is computed with and that nobody chose: fields that still hold their default.

A file doesn't keep whether a value was typed, so whoever chose the default on purpose finds it here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypedDict

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.fields import Field
from organisatiecanvas.models.labels import collection_label, field_label
from organisatiecanvas.models.language import _, decimal, percent
from organisatiecanvas.models.organisation import ROWS, Organisation, Variant

# By collection the fields that waiting and lead time follow from and that have a default (flow.md).
FIELDS: dict[str, tuple[str, ...]] = {
    "orders": ("lot_size", "arrival_scv"),
    "units": ("places", "hours_per_week"),
    "machines": ("count", "mttf_hours", "mttr_hours"),
    "tasks": ("setup_minutes", "run_minutes", "scv", "attended"),
    "links": ("wait_days",),
}


class Assumption(TypedDict):
    """A field that a figure of the flow depends on and that holds its default; None where nothing is filled in."""

    collection: str
    id: str
    field: str
    value: float | int | None


class Group(NamedTuple):
    """One default and what holds it, in words."""

    collection: str
    field: str
    value: str
    names: list[str]


def assumptions(basis: Basis) -> list[Assumption]:
    """Every such field of the order families that come by in this variant, in document order."""
    organisation, variant = basis.organisation, basis.variant
    working = _working(variant)
    flowing = _flowing(variant)
    found: list[Assumption] = []
    for order in organisation.orders.values():
        if order.id in flowing:
            found += _of("orders", order, organisation)
    for unit in variant.units.values():
        if unit.id in working:
            found += _of("units", unit, organisation)
            for machine in unit.machines.values():
                if machine.id in working[unit.id]:
                    found += _of("machines", machine, organisation)
    for task in variant.tasks.values():
        if task.order is not None and task.unit in working:
            found += _of("tasks", task, organisation)
    for link in variant.links.values():
        if link.kind == "order" and link.order is not None:
            found += _of("links", link, organisation)
    return found


def assumed(organisation: Organisation, variant: Variant | None, collection: str, row: Any, name: str) -> bool:
    """Whether a figure of the flow in this variant depends on this field and the field holds its default."""
    if variant is None or name not in FIELDS.get(collection, ()):
        return False
    if not _is_default(organisation, collection, row, name) or not _counts(organisation, collection, row, name):
        return False
    if collection == "orders":
        return row.id in _flowing(variant)
    if collection == "links":
        return row.kind == "order" and row.order is not None
    if collection == "tasks":
        return row.order is not None and variant.units[row.unit].kind != "external"
    working = _working(variant)
    if collection == "units":
        return row.id in working
    return any(
        unit.machines.get(row.id) is row for unit in variant.units.values() if row.id in working.get(unit.id, ())
    )


def grouped(organisation: Organisation, variant: Variant, found: Iterable[Assumption]) -> list[Group]:
    """The same by field, with the names of what holds its default, in the order of FIELDS."""
    names: dict[tuple[str, str], list[str]] = {(one, field): [] for one, fields in FIELDS.items() for field in fields}
    values: dict[tuple[str, str], Assumption] = {}
    known = _names(organisation, variant)
    for item in found:
        key = item["collection"], item["field"]
        names[key].append(known[item["collection"]][item["id"]])
        values[key] = item
    return [
        Group(collection_label(key[0]), field_label(key[1]), value_words(values[key]), list(dict.fromkeys(held)))
        for key, held in names.items()
        if held
    ]


def value_words(item: Assumption) -> str:
    """A default as people read it."""
    value = item["value"]
    if value is None:
        return _("not filled in")
    if item["field"] == "attended":
        return percent(value)
    return decimal(value, 0 if value == int(value) else 1)


def _names(organisation: Organisation, variant: Variant) -> dict[str, dict[str, str]]:
    units = variant.units
    return {
        "orders": {row.id: row.name for row in organisation.orders.values()},
        "units": {row.id: row.name for row in units.values()},
        "machines": {machine.id: machine.name for row in units.values() for machine in row.machines.values()},
        "tasks": {row.id: row.name for row in variant.tasks.values()},
        "links": {row.id: f"{units[row.from_].name} → {units[row.to_].name}" for row in variant.links.values()},
    }


def _of(collection: str, row: Any, organisation: Organisation) -> Iterator[Assumption]:
    for name in FIELDS[collection]:
        if _is_default(organisation, collection, row, name) and _counts(organisation, collection, row, name):
            yield {"collection": collection, "id": row.id, "field": name, "value": getattr(row, name)}


_SPECIFIED: dict[str, dict[str, Field]] = {
    collection: {name: ROWS[collection].FIELDS[name] for name in names} for collection, names in FIELDS.items()
}


def _is_default(organisation: Organisation, collection: str, row: Any, name: str) -> bool:
    return bool(getattr(row, name) == _SPECIFIED[collection][name].initial(organisation.rules))


def _counts(organisation: Organisation, collection: str, row: Any, name: str) -> bool:
    """Whether this field of this row can matter, given its other fields."""
    if collection == "machines":
        # No hours between failures: it never fails, whatever a repair takes.
        return name != "mttr_hours" or row.mttf_hours is not None
    if collection == "tasks":
        if name == "attended":
            return row.machine is not None
        if name == "scv":
            return bool(row.setup_minutes or row.run_minutes)
        # In lots of one piece a time per lot and a time per piece are the same: one of them is enough.
        if row.order is not None and organisation.orders[row.order].lot_size == 1:
            return not (row.setup_minutes or row.run_minutes)
    return True


def _working(variant: Variant) -> dict[str, set[str]]:
    """Unit where order families are worked on → its machines that are used for them; external ones left out."""
    found: dict[str, set[str]] = {}
    for task in variant.tasks.values():
        if task.order is not None and variant.units[task.unit].kind != "external":
            machines = found.setdefault(task.unit, set())
            if task.machine is not None:
                machines.add(task.machine)
    return found


def _flowing(variant: Variant) -> set[str]:
    """Order families that have a link or a task here."""
    found = {task.order for task in variant.tasks.values() if task.order is not None}
    return found | {link.order for link in variant.links.values() if link.kind == "order" and link.order is not None}
