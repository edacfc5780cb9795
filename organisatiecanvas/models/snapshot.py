"""Plain, unchanging copies of rows, shared between snapshots, for analysis in another thread."""

from __future__ import annotations

import copy as shallow
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import inspect

from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.matrix import Cells, by_person
from organisatiecanvas.models.organisation import COLLECTIONS, ROWS, SINGLES, Organisation

MATRIX = "mastery by person"  # where a document keeps that grouping, beside the copies of its collections


def _plain_class(cls: type[Row]) -> type[Any]:
    names = [attribute.key for attribute in inspect(cls).column_attrs]
    described = {name: getattr(cls, name) for name in ("PARTS", "FIELDS", "KEY", "__tablename__")}
    return type(cls.__name__, (), {"__slots__": (*names, *cls.PARTS), **described})


_CLASSES: dict[type[Row], tuple[type[Any], tuple[str, ...]]] = {}
for _cls in ROWS.values():
    _CLASSES[_cls] = (_plain_class(_cls), tuple(attribute.key for attribute in inspect(_cls).column_attrs))


def plain(row: Row) -> Any:
    """A copy with the same attributes; the same object as last time when nothing in it changed."""
    if row.plain is None:
        cls, names = _CLASSES[type(row)]
        copy, values = cls(), row.__dict__
        for name in names:  # what is loaded is read past the mapping, which takes three times as long
            setattr(copy, name, values[name] if name in values else getattr(row, name))
        for part in row.PARTS:
            setattr(copy, part, {key: child.plain or plain(child) for key, child in getattr(row, part).items()})
        row.plain = copy
    return row.plain


def snapshot(organisation: Organisation) -> Organisation:
    """The organisation as it is now; later edits don't reach it. Costs only what changed since the last one."""
    copy = Organisation()
    for name in SINGLES:
        setattr(copy, name, plain(getattr(organisation, name)))
    touched = list(organisation.stale.get("mastery", ()))
    for name in COLLECTIONS:
        setattr(copy, name, _copies(organisation, name).copy())
    copy.matrix = _matrix(organisation, copy, touched).copy()
    return copy


def _copies(organisation: Organisation, name: str) -> dict[Any, Any]:
    """The copies of a collection; of one that was copied before only what changed since is copied anew."""
    rows, known = getattr(organisation, name), organisation.copies.get(name)
    stale = organisation.stale.pop(name, ())
    if known is not None:
        for key in stale:
            if key in rows:
                known[key] = plain(rows[key])
    if known is None or len(known) != len(rows):
        known = organisation.copies[name] = {key: plain(row) for key, row in rows.items()}
        organisation.copies.pop(MATRIX, None)
    return known


def _matrix(organisation: Organisation, copy: Organisation, touched: list[Any]) -> dict[str, Cells]:
    """Mastery by person; of those that were grouped before only people whose cells changed since are grouped anew."""
    known = organisation.copies.get(MATRIX)
    if known is None:
        known = organisation.copies[MATRIX] = by_person(copy.mastery)
        return known
    for person in dict.fromkeys(person for person, _skill in touched):
        cells = Cells(known.get(person, {}))
        for name, skill in touched:
            if name == person:
                cells.pop(skill, None)
                if (person, skill) in copy.mastery:
                    cells[skill] = copy.mastery[person, skill]
        if cells:
            known[person] = cells
        else:
            known.pop(person, None)
    return known


# -- supposing ---------------------------------------------------------------------------------------------------------


class Value(NamedTuple):
    """What a field of a row would be; `collection` is a part of the variant, `orders`, or `variants` for itself."""

    collection: str
    id: str
    field: str
    new: Any


def with_values(organisation: Organisation, variant_id: str, values: Iterable[Value]) -> Organisation:
    """A copy of a snapshot in which these fields have other values; the snapshot stays as it is."""
    made = shallow.copy(organisation)
    made.variants = dict(organisation.variants)
    variant = made.variants[variant_id] = shallow.copy(organisation.variants[variant_id])
    owned: dict[str, dict[str, Any]] = {"variants": made.variants}
    for value in values:
        if value.collection not in owned:
            owner = made if value.collection == "orders" else variant
            owned[value.collection] = dict(getattr(owner, value.collection))
            setattr(owner, value.collection, owned[value.collection])
        rows = owned[value.collection]
        if value.collection != "variants":
            rows[value.id] = shallow.copy(rows[value.id])
        setattr(rows[value.id], value.field, value.new)
    return made
