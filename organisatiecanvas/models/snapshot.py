"""Plain, unchanging copies of rows, shared between snapshots, for analysis in another thread."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import COLLECTIONS, ROWS, SINGLES, Organisation


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
        copy = cls()
        for name in names:
            setattr(copy, name, getattr(row, name))
        for part in row.PARTS:
            setattr(copy, part, {key: plain(child) for key, child in getattr(row, part).items()})
        row.plain = copy
    return row.plain


def snapshot(organisation: Organisation) -> Organisation:
    """The organisation as it is now; later edits don't reach it."""
    copy = Organisation()
    for name in SINGLES:
        setattr(copy, name, plain(getattr(organisation, name)))
    for name in COLLECTIONS:
        setattr(copy, name, {key: plain(row) for key, row in getattr(organisation, name).items()})
    return copy
