"""The organisation as JSON, in and out, and the JSON Schema; all derived from the mapped classes' fields."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any, NoReturn

from organisatiecanvas.models import fields as f
from organisatiecanvas.models.check import organisation_faults, relation_faults
from organisatiecanvas.models.errors import Fault, ModelError, OrganisationError, os_reason
from organisatiecanvas.models.fields import Field, parts_of
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row, json_name, to_plain
from organisatiecanvas.models.organisation import COLLECTIONS, PART_CLASSES, SINGLES, Organisation, Rules

FORMAT = "organisatiecanvas"
VERSION = 1
MAX_BYTES = 200_000_000


def read_file(path: Path | str) -> Organisation:
    """Read an organisation from a JSON file; `-` is standard input.

    Raises ModelError with every fault and its place, OrganisationError when it can't be read at all.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OrganisationError(
                _("{name} is larger than {limit} MB and was not read.").format(name=path, limit=MAX_BYTES // 1_000_000)
            )
        data = path.read_bytes()
    except OSError as error:
        raise OrganisationError(
            _("{name} can't be read: {reason}.").format(name=path, reason=os_reason(error))
        ) from None
    return read_text(data, str(path))


def read_text(data: str | bytes, name: str = "JSON") -> Organisation:
    """Read an organisation from JSON text; errors as `read_file`."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        content = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise OrganisationError(_("{name} is not UTF-8 text.").format(name=name)) from None
    except json.JSONDecodeError as error:
        raise OrganisationError(
            _("{name} is not JSON: it can't be read from line {line}, column {column} on.").format(
                name=name, line=error.lineno, column=error.colno
            )
        ) from None
    except RecursionError:
        raise OrganisationError(_("{name} is nested too deeply.").format(name=name)) from None
    except ValueError as error:
        raise OrganisationError(_("{name} is not JSON: {reason}.").format(name=name, reason=error)) from None
    return from_json(content)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(_("{word} is not a number that JSON knows").format(word=word))


class _Twice(dict[str, Any]):
    """An object in which a key stood more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    names = [name for name, _value in pairs]
    marked = _Twice(result)
    marked.twice = tuple(sorted({name for name in names if names.count(name) > 1}))
    return marked


def from_json(content: Any) -> Organisation:
    """An organisation from parsed JSON. Raises ModelError with every fault of it."""
    reader = _Reader()
    organisation = reader.document(content)
    if organisation is not None:
        reader.faults.extend(organisation_faults(organisation, reader.where))
        for row in reader.twice:
            reader.faults.extend(relation_faults(organisation, row, reader.where))
    if reader.faults or organisation is None:
        raise ModelError(reader.faults)
    return organisation


class _Reader:
    """Turns JSON into rows and collects everything that is wrong on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.rules: Any = None
        self.places: dict[int, str] = {}
        self.twice: list[Row] = []  # rows left out because their id was taken; still checked

    def where(self, _organisation: Organisation, row: Row) -> str:
        """Where in the file a row was read."""
        return self.places[id(row)]

    def fault(self, place: str, message: str) -> None:
        self.faults.append(Fault(place, message))

    def document(self, content: Any) -> Organisation | None:
        if not isinstance(content, dict):
            self.fault("", _("must be an object with format, version and workshop"))
            return None
        self._keys(content, {"format", "version", *SINGLES, *COLLECTIONS}, {"format", "version", "workshop"}, "")
        self._envelope(content)
        organisation = Organisation()
        rules = self._row(Rules, content.get("rules", {}), "rules", None)
        self.rules = organisation.rules = rules if isinstance(rules, Rules) else Rules()
        self.places[id(self.rules)] = "rules"
        for name, cls in SINGLES.items():
            if name != "rules":
                row = self._row(cls, content.get(name, {}), name, None) if name in content else None
                row = row or cls(**{n: "" for n, x in cls.FIELDS.items() if x.required})
                self.places[id(row)] = name
                setattr(organisation, name, row)
        for name, cls in COLLECTIONS.items():
            setattr(organisation, name, self._rows(cls, content.get(name, []), name, None))
        return organisation

    def _envelope(self, content: dict[str, Any]) -> None:
        if "format" in content and content["format"] != FORMAT:
            self.fault(
                "format",
                _("must be {expected}, not {value}").format(expected=f.shown(FORMAT), value=f.shown(content["format"])),
            )
        version = content.get("version", VERSION)
        if isinstance(version, bool) or version != VERSION:
            self.fault("version", _("must be {expected}, not {value}").format(expected=VERSION, value=f.shown(version)))

    def _rows(self, cls: type[Row], content: Any, place: str, owner: Row | None) -> dict[Any, Any]:
        if not isinstance(content, list):
            self.fault(place, _("must be a list"))
            return {}
        rows: dict[Any, Any] = {}
        first: dict[Any, int] = {}
        for index, item in enumerate(content):
            where = f"{place}[{index}]"
            row = self._row(cls, item, where, owner)
            if row is None:
                continue
            if cls.KEY == ("number",):
                row.number = index
            identity = row.identity
            if identity in rows:
                self.fault(
                    _key_place(cls, where),
                    _("{id} already stands in {place}").format(
                        id=_shown_key(identity), place=f"{place}[{first[identity]}]"
                    ),
                )
                self.twice.append(row)
                continue
            rows[identity] = row
            first[identity] = index
        return rows

    def _row(self, cls: type[Row], content: Any, place: str, owner: Row | None) -> Row | None:
        if not isinstance(content, dict):
            self.fault(place, _("must be an object, not {value}").format(value=f.shown(content)))
            return None
        described = {json_name(name): (name, field) for name, field in cls.FIELDS.items()}
        required = {name for name, (_attribute, field) in described.items() if field.required}
        self._keys(content, {*described, *cls.PARTS}, required, place)
        values: dict[str, Any] = {}
        for name, (attribute, field) in described.items():
            if name in content:
                sound, value = self._value(field, content[name], f"{place}.{name}")
                if sound:
                    values[attribute] = value
        if any(name not in values for name in cls.KEY if name in cls.FIELDS):
            return None
        for attribute, field in cls.FIELDS.items():
            if field.required and attribute not in values:
                values[attribute] = _stand_in(field)
        row = cls(rules=self.rules, **values)
        row.owner = owner
        self.places[id(row)] = place
        for part in cls.PARTS:
            inner = self._rows(PART_CLASSES[cls.__tablename__, part], content.get(part, []), f"{place}.{part}", row)
            setattr(row, part, inner)
        return row

    def _keys(self, content: dict[str, Any], known: set[str], required: set[str], place: str) -> None:
        dot = f"{place}." if place else ""
        for name in content:
            if name not in known:
                self.fault(f"{dot}{f.shown(name)[1:-1]}", _("is not a key of this format"))
        for name in sorted(required - set(content)):
            self.fault(f"{dot}{name}", _("is missing"))
        for name in getattr(content, "twice", ()):
            self.fault(f"{dot}{name}", _("stands here more than once"))

    def _value(self, field: Field, raw: Any, place: str) -> tuple[bool, Any]:
        """Whether the value fits, and the value as the model keeps it."""
        known = len(self.faults)
        value = self._converted(field, raw, place)
        if len(self.faults) == known:
            for inner, message in f.faults(field, value):
                joint = "" if inner.startswith("[") or not inner else "."
                self.fault(f"{place}{joint}{inner}", message)
        return len(self.faults) == known, value

    def _converted(self, field: Field, raw: Any, place: str) -> Any:
        if raw is None:
            return None
        if field.kind == "list":
            if not isinstance(raw, list):
                self.fault(place, _("must be a list"))
                return ()
            assert field.item is not None
            return tuple([self._converted(field.item, item, f"{place}[{i}]") for i, item in enumerate(raw)])
        if field.kind in ("object", "map"):
            return self._converted_object(field, raw, place)
        if field.kind == "date" and isinstance(raw, str):
            try:
                return datetime.datetime.strptime(raw, "%Y-%m-%d").date()
            except ValueError:
                return raw
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) <= f.MAX_NUMBER:
            if field.kind == "whole":
                return int(raw) if raw == int(raw) else raw
            return float(raw) if field.kind == "number" else raw
        return raw

    def _converted_object(self, field: Field, raw: Any, place: str) -> Any:
        if not isinstance(raw, dict):
            self.fault(place, _("must be an object, not {value}").format(value=f.shown(raw)))
            return None
        if field.kind == "map":
            assert field.item is not None
            return {name: self._converted(field.item, item, f"{place}.{name}") for name, item in raw.items()}
        assert field.value is not None
        inner = parts_of(field.value)
        known = len(self.faults)
        self._keys(raw, set(inner), {name for name, item in inner.items() if item.required}, place)
        values = {n: self._converted(inner[n], item, f"{place}.{n}") for n, item in raw.items() if n in inner}
        return field.value(**values) if len(self.faults) == known else None


def _key_place(cls: type[Row], where: str) -> str:
    return f"{where}.{json_name(cls.KEY[0])}" if len(cls.KEY) == 1 else where


def _shown_key(identity: Any) -> str:
    return " + ".join(f.shown(part) for part in identity) if isinstance(identity, tuple) else f.shown(identity)


def _stand_in(field: Field) -> Any:
    """A value for a required field that was faulty, so that the rest of the row is still checked."""
    if field.choices:
        return field.choices[0]
    return {"text": "", "number": 0.0, "whole": 0, "flag": False, "date": None, "list": ()}.get(field.kind)


def to_json(organisation: Organisation) -> dict[str, Any]:
    """The organisation as plain data, every field written but `brief` ones, in the order of the document."""
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    content.update({name: row_to_json(getattr(organisation, name)) for name in ("workshop", "rules")})
    for name, cls in COLLECTIONS.items():
        rows = [row_to_json(row) for row in getattr(organisation, name).values()]
        if rows or not cls.BRIEF:
            content[name] = rows
    content["dossier"] = row_to_json(organisation.dossier)
    return content


def row_to_json(row: Row) -> dict[str, Any]:
    """One row with all that it holds."""
    content: dict[str, Any] = {}
    for name, field in row.FIELDS.items():
        value = getattr(row, name)
        if not field.brief or value != field.initial():
            content[json_name(name)] = _tidy(to_plain(field, value))
    for part in row.PARTS:
        rows = [row_to_json(item) for item in getattr(row, part).values()]
        if rows or not PART_CLASSES[row.__tablename__, part].BRIEF:
            content[part] = rows
    return content


def _tidy(value: Any) -> Any:
    """Whole numbers without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {name: _tidy(item) for name, item in value.items()}
    return value


def dump(organisation: Organisation) -> str:
    """The document as JSON text."""
    return json.dumps(to_json(organisation), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
