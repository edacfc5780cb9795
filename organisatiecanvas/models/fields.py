"""How one field of the model is described: its kind, default, range, choices and what it refers to.

The column in the database with its checks, the reader and writer of JSON, the JSON Schema and the inspector
all derive from this one description.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from organisatiecanvas.models.language import _

Kind = Literal["text", "number", "whole", "flag", "date", "list", "object", "map"]
TimeUnit = Literal["seconds", "minutes", "hours", "days"]


class _Required:
    def __repr__(self) -> str:
        return "required"


REQUIRED = _Required()
MAX_TEXT = 100_000
MAX_ID = 200
MAX_NUMBER = 1e15


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. Numbers are finite; minimum and maximum are inclusive.

    `default` is a plain value or REQUIRED; `from_rules` names the rule whose value is the default.
    `refers` names the collections (of the document, or of the same variant) in which the text must be an id.
    `length` is the least and the most characters or values; a `brief` field is left out of the JSON at its default.
    `time` is the unit of a number that is a time: working time, only `days` are calendar days.
    """

    kind: Kind
    default: Any = REQUIRED
    from_rules: str | None = None
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    item: Field | None = None
    length: tuple[int, int] | None = None
    value: type | None = None
    multiline: bool = False
    computed: bool = False
    brief: bool = False
    time: TimeUnit | None = None

    @property
    def required(self) -> bool:
        return self.default is REQUIRED and self.from_rules is None

    def initial(self, rules: Any = None) -> Any:
        """The value of a field that is left out."""
        if self.from_rules is not None:
            return getattr(rules, self.from_rules) if rules is not None else DEFAULT_RULES[self.from_rules]
        if self.default == "today":
            return datetime.date.today()
        return self.default() if callable(self.default) else self.default


# Used where a row is made before it belongs to a document; the values of interchange.md.
DEFAULT_RULES: dict[str, Any] = {"hours_per_week": 38.0, "people_per_skill": 3}


def text(default: Any = REQUIRED, *, nullable: bool = False, multiline: bool = False, brief: bool = False) -> Field:
    return Field(kind="text", default=default, nullable=nullable, multiline=multiline, brief=brief)


def identity() -> Field:
    """An id: free text, 1 to MAX_ID characters, unique in its collection."""
    return Field(kind="text", length=(1, MAX_ID))


def choice(*choices: str, default: Any = REQUIRED, nullable: bool = False, brief: bool = False) -> Field:
    return Field(kind="text", default=default, choices=choices, nullable=nullable, brief=brief)


def reference(*collections: str, default: Any = REQUIRED, nullable: bool = False, brief: bool = False) -> Field:
    return Field(kind="text", default=default, refers=collections, nullable=nullable, brief=brief)


def number(
    default: Any = REQUIRED,
    *,
    minimum: float | None = 0.0,
    maximum: float | None = None,
    nullable: bool = False,
    from_rules: str | None = None,
    time: TimeUnit | None = None,
) -> Field:
    return Field(
        kind="number",
        default=default,
        minimum=minimum,
        maximum=maximum,
        nullable=nullable,
        from_rules=from_rules,
        time=time,
    )


def share(default: Any = REQUIRED, *, nullable: bool = False) -> Field:
    """A part of one, 0 to 1."""
    return number(default, maximum=1.0, nullable=nullable)


def whole(
    default: Any = REQUIRED,
    *,
    minimum: int | None = 0,
    maximum: int | None = None,
    nullable: bool = False,
    from_rules: str | None = None,
    time: TimeUnit | None = None,
) -> Field:
    return Field(
        kind="whole",
        default=default,
        minimum=minimum,
        maximum=maximum,
        nullable=nullable,
        from_rules=from_rules,
        time=time,
    )


def flag(default: bool = False, *, brief: bool = False) -> Field:
    return Field(kind="flag", default=default, brief=brief)


def date(default: Any = None, *, nullable: bool = True, brief: bool = False) -> Field:
    return Field(kind="date", default=default, nullable=nullable, brief=brief)


def many(
    item: Field,
    *,
    default: Any = (),
    length: tuple[int, int] | None = None,
    nullable: bool = False,
    brief: bool = False,
) -> Field:
    """A list, kept as a tuple: a change assigns a new one, so that it is noticed."""
    return Field(kind="list", default=default, item=item, length=length, nullable=nullable, brief=brief)


def record(value: type, *, default: Any = REQUIRED, nullable: bool = False, brief: bool = False) -> Field:
    """A nested object, kept as an instance of the frozen dataclass `value`."""
    return Field(kind="object", value=value, default=default, nullable=nullable, brief=brief)


def mapping(item: Field) -> Field:
    """Text keys to values of one kind, kept as a dict that is never changed in place."""
    return Field(kind="map", item=item, default=dict)


def is_share(field: Field) -> bool:
    """Whether a number is a part of one, which people read as a percentage."""
    return field.kind == "number" and field.minimum == 0 and field.maximum == 1


def part(field: Field) -> Any:
    """A Field as an attribute of a frozen dataclass (a value inside a row, without a table of its own)."""
    if field.required:
        return dataclasses.field(metadata={"field": field})
    if callable(field.default):
        return dataclasses.field(default_factory=field.default, metadata={"field": field})
    return dataclasses.field(default=field.default, metadata={"field": field})


def parts_of(value: type) -> dict[str, Field]:
    """The fields of a frozen dataclass made with `part`, by name."""
    return {item.name.rstrip("_"): item.metadata["field"] for item in dataclasses.fields(value)}


def faults(field: Field, value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with a Python value, as (place, message); nothing when it fits.

    References are not looked up here: that needs the whole organisation (check.py).
    """
    if value is None:
        if not field.nullable:
            yield place, _("must have a value")
        return
    if field.kind == "list":
        if not isinstance(value, tuple):
            yield place, _("must be a list")
            return
        if field.length is not None and not field.length[0] <= len(value) <= field.length[1]:
            yield place, _length_fault(field.length, len(value))
        assert field.item is not None
        for index, item in enumerate(value):
            yield from faults(field.item, item, f"{place}[{index}]")
    elif field.kind == "map":
        assert field.item is not None
        for key, item in value.items():
            yield from faults(field.item, item, f"{place}.{key}" if place else str(key))
    elif field.kind == "object":
        assert field.value is not None
        for name, inner in parts_of(field.value).items():
            yield from faults(inner, getattr(value, name), f"{place}.{name}" if place else name)
    else:
        problem = _scalar_fault(field, value)
        if problem:
            yield place, problem


def _length_fault(length: tuple[int, int], found: int) -> str:
    least, most = length
    if least == most:
        return _("must have {count} values, not {found}").format(count=least, found=found)
    return _("must have {least} to {most} values, not {found}").format(least=least, most=most, found=found)


def _scalar_fault(field: Field, value: Any) -> str:
    if field.kind == "text":
        return _text_fault(field, value)
    if field.kind == "flag":
        return "" if isinstance(value, bool) else _("must be true or false, not {value}").format(value=shown(value))
    if field.kind == "date":
        good = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
        return "" if good else _("must be a date such as 2026-11-23, not {value}").format(value=shown(value))
    return _number_fault(field, value)


def _text_fault(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return _("must be text, not {value}").format(value=shown(value))
    if field.choices and value not in field.choices:
        return _("must be one of {choices}, not {value}").format(choices=", ".join(field.choices), value=shown(value))
    shortest, longest = field.length or (0, MAX_ID if field.refers else MAX_TEXT)
    if len(value) < shortest:
        return _("must not be empty")
    if len(value) > longest:
        return _("is {found} characters long; at most {limit} fit").format(found=len(value), limit=longest)
    if any(is_control(sign) or "\ud800" <= sign <= "\udfff" for sign in value):
        return _("holds control characters")
    return ""


def is_control(sign: str) -> bool:
    """Whether a sign is one that no text has: those below the space, but line ends and tabs."""
    return ord(sign) < 32 and sign not in "\n\t\r"


def _number_fault(field: Field, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _("must be a number, not {value}").format(value=shown(value))
    if isinstance(value, float) and not math.isfinite(value):
        return _("must be a finite number")
    if field.kind == "whole" and value != int(value):
        return _("must be a whole number, not {value}").format(value=shown(value))
    if field.minimum is not None and value < field.minimum:
        return _("must be at least {minimum}, not {value}").format(minimum=f"{field.minimum:g}", value=shown(value))
    highest = field.maximum if field.maximum is not None else MAX_NUMBER
    if value > highest:
        return _("must be at most {maximum}, not {value}").format(maximum=f"{highest:g}", value=shown(value))
    return ""


def shown(value: Any) -> str:
    """A value in an error message: short, on one line."""
    words = f'"{value}"' if isinstance(value, str) else repr(value)
    if isinstance(value, datetime.date):
        words = value.isoformat()
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57] + "…"
