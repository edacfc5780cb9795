"""How a described field becomes a mapped column, and how its value is stored and written as JSON."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Iterator
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from organisatiecanvas.models.fields import MAX_TEXT, Field, parts_of

# For GLOB: what `fields.is_control` tells, but NUL, where it stops reading.
CONTROL_CHARACTERS = "*[\x01-\x08\x0b\x0c\x0e-\x1f]*"


def to_plain(field: Field, value: Any) -> Any:
    """A value as JSON has it: dates as text, tuples as lists, records as objects."""
    if value is None:
        return None
    if field.kind == "list":
        assert field.item is not None
        return [to_plain(field.item, item) for item in value]
    if field.kind == "map":
        assert field.item is not None
        return {key: to_plain(field.item, item) for key, item in value.items()}
    if field.kind == "object":
        assert field.value is not None
        parts = ((name, inner, getattr(value, name)) for name, inner in parts_of(field.value).items())
        return {name: to_plain(inner, item) for name, inner, item in parts if not inner.brief or item != inner.default}
    if field.kind == "date":
        return value.isoformat()
    return value


def from_plain(field: Field, value: Any) -> Any:
    """The value of a field from the JSON that `to_plain` wrote."""
    if value is None:
        return None
    if field.kind == "list":
        assert field.item is not None
        return tuple(from_plain(field.item, item) for item in value)
    if field.kind == "map":
        assert field.item is not None
        return {key: from_plain(field.item, item) for key, item in value.items()}
    if field.kind == "object":
        assert field.value is not None
        inner = parts_of(field.value)
        return field.value(**{name: from_plain(inner[name], item) for name, item in value.items()})
    if field.kind == "date":
        return datetime.date.fromisoformat(value)
    return value


class Structured(sa.types.TypeDecorator[Any]):
    """A list, record or mapping in one column, as portable JSON."""

    impl = sa.JSON
    cache_ok = False

    def __init__(self, field: Field) -> None:
        super().__init__(none_as_null=True)
        self.field = field

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return to_plain(self.field, value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return from_plain(self.field, value)

    def copy(self, **_kw: Any) -> Structured:
        return Structured(self.field)


def _sql_type(field: Field) -> sa.types.TypeEngine[Any]:
    simple: dict[str, Any] = {
        "text": sa.Text,
        "number": sa.Double,
        "whole": sa.BigInteger,
        "flag": sa.Boolean,
        "date": sa.Date,
    }
    return simple[field.kind]() if field.kind in simple else Structured(field)


def column(field: Field) -> MappedColumn[Any]:
    """The mapped column of a field; its database name is the attribute's without a closing underscore."""
    return mapped_column(_sql_type(field), nullable=field.nullable, info={"field": field})


def key(field: Field) -> MappedColumn[Any]:
    """A column that is part of the identity of a row within its owner."""
    return mapped_column(_sql_type(field), primary_key=True, info={"field": field})


def owned_by() -> MappedColumn[Any]:
    """A primary-key column that repeats the owner's: filled in when the row is added, absent from the JSON."""
    return mapped_column(sa.Text, primary_key=True, info={"owner": True})


class Row(DeclarativeBase):
    """Any mapped row. `KEY` names the fields that identify it within its owner's collection."""

    __allow_unmapped__ = True
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    OWNER: ClassVar[str] = ""  # collection that holds it; empty: the document itself
    PARTS: ClassVar[tuple[str, ...]] = ()  # collections it holds, as attributes of that name
    FIELDS: ClassVar[dict[str, Field]] = {}  # attribute name → description, in the order of interchange.md
    BRIEF: ClassVar[bool] = False  # whether an empty list of them is left out of the JSON
    CONTEXT: ClassVar[tuple[str, ...]] = ()  # primary-key columns taken over from the owner
    _identity: ClassVar[Any] = None  # gets the KEY fields of a row

    owner: Any = None  # the row that holds it, None at the top; not a column
    document: Any = None  # the document it belongs to; writing is refused outside document.edit
    plain: Any = None  # cached copy for snapshots, dropped at every change
    position: Any  # a column of every row that stands in a list: its order there

    def __init__(self, *, rules: Any = None, **values: Any) -> None:
        for name, field in self.FIELDS.items():
            if name in values:
                setattr(self, name, values.pop(name))
            elif field.required:
                raise TypeError(f"{type(self).__name__} needs {name}")
            else:
                setattr(self, name, field.initial(rules))
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")
        self.prepare()

    def prepare(self) -> None:
        """Empty collections; also called for rows that come out of the database."""
        for name in self.PARTS:
            self.__dict__[name] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        document = self.__dict__.get("document")
        if document is not None and name in self.FIELDS:
            document.require_edit()
            if self.FIELDS[name].refers:
                document.organisation.shape += 1
        super().__setattr__(name, value)

    @property
    def identity(self) -> Any:
        """The row's key within its collection: a text, or a tuple where KEY names several fields."""
        return self._identity(self) if self.KEY else ()

    def owners(self) -> Iterator[Row]:
        """The row that holds this one, the one that holds that, and so on."""
        row = self.owner
        while row is not None:
            yield row
            row = row.owner

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.identity!r}>"


def json_name(attribute: str) -> str:
    """`from_` and `to_` are called `from` and `to` outside Python."""
    return attribute.rstrip("_")


def describe(cls: type[Row]) -> None:
    """Collect a mapped class's field descriptions; called once for each class after mapping."""
    columns = {attribute.key: attribute.columns[0] for attribute in cls.__mapper__.column_attrs}
    cls.FIELDS = {name: column.info["field"] for name, column in columns.items() if "field" in column.info}
    cls.CONTEXT = tuple(name for name, column in columns.items() if column.info.get("owner"))
    if cls.KEY:
        cls._identity = operator.attrgetter(*cls.KEY)


def table_of(cls: type[Row]) -> sa.Table:
    """The table of a mapped class."""
    table = cls.__table__
    assert isinstance(table, sa.Table)
    return table


def check_clauses(cls: type[Row]) -> Iterator[sa.CheckConstraint]:
    """The range and choices of every field as a check in the database itself."""
    table = table_of(cls)
    for name, field in cls.FIELDS.items():
        column = table.c[json_name(name)]
        parts = []
        if field.minimum is not None:
            parts.append(column >= field.minimum)
        if field.maximum is not None:
            parts.append(column <= field.maximum)
        if field.choices:
            parts.append(column.in_(field.choices))
        if parts:
            yield sa.CheckConstraint(sa.and_(*parts), name=f"ck_{table.name}_{column.name}")


def text_faults(cls: type[Row]) -> Iterator[sa.ColumnElement[bool]]:
    """What `fields.faults` refuses in a text, as conditions on the rows: too short or long, control characters.

    References are left out, as a foreign key holds them, and choices, as a check does.
    """
    table = table_of(cls)
    for name, field in cls.FIELDS.items():
        if field.kind == "text" and not field.refers and not field.choices:
            column = table.c[json_name(name)]
            shortest, longest = field.length or (0, MAX_TEXT)
            yield sa.not_(sa.func.length(column).between(shortest, longest))
            yield column.op("GLOB")(CONTROL_CHARACTERS)
            yield sa.func.instr(column, sa.func.char(0)) > 0  # NUL, where GLOB stops reading


def foreign_keys(cls: type[Row], by_collection: dict[str, type[Row]]) -> Iterator[sa.ForeignKeyConstraint]:
    """Every reference to one collection, and the tie to the owner, as deferred foreign keys."""
    table = table_of(cls)
    if cls.OWNER:
        owner = by_collection[cls.OWNER]
        names = list(cls.CONTEXT)
        targets = [*owner.CONTEXT, *owner.KEY]
        yield _foreign_key(table, names, owner, targets, "owner")
    for name, field in cls.FIELDS.items():
        if len(field.refers) != 1 or field.kind == "list":
            continue
        target = by_collection[field.refers[0]]
        own = list(cls.CONTEXT[: len(target.CONTEXT)])
        if target.OWNER == "units" and "unit" not in own:
            own.append("unit")  # the machine of a task is one of its unit
        yield _foreign_key(table, [*own, json_name(name)], target, [*target.CONTEXT, *target.KEY], json_name(name))


def _foreign_key(
    table: Any, own: list[str], target: type[Row], theirs: list[str], name: str
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        own,
        [f"{target.__tablename__}.{column}" for column in theirs],
        name=f"fk_{table.name}_{name}",
        deferrable=True,
        initially="DEFERRED",
    )
