"""The JSON Schema of the interchange format, derived from the mapped classes."""

from __future__ import annotations

from typing import Any

from organisatiecanvas.models.fields import DEFAULT_RULES, MAX_ID, MAX_NUMBER, Field, parts_of
from organisatiecanvas.models.interchange import FORMAT, VERSION
from organisatiecanvas.models.mapping import Row, json_name, to_plain
from organisatiecanvas.models.organisation import COLLECTIONS, PART_CLASSES, SINGLES


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the whole document."""
    properties: dict[str, Any] = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    properties.update({name: _row(cls) for name, cls in SINGLES.items()})
    properties.update({name: {"type": "array", "items": _row(cls)} for name, cls in COLLECTIONS.items()})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Organisatiecanvas",
        "type": "object",
        "properties": properties,
        "required": ["format", "version", "workshop"],
        "additionalProperties": False,
    }


def _row(cls: type[Row]) -> dict[str, Any]:
    properties = {json_name(name): field_schema(field) for name, field in cls.FIELDS.items()}
    for part in cls.PARTS:
        properties[part] = {"type": "array", "items": _row(PART_CLASSES[cls.__tablename__, part])}
    required = [json_name(name) for name, field in cls.FIELDS.items() if field.required]
    words = " ".join((cls.__doc__ or "").split())
    return _object(properties, required) | {"description": words}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    content: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return content | ({"required": required} if required else {})


def field_schema(field: Field) -> dict[str, Any]:
    """The schema of one field, with its default and what it refers to."""
    content = _of_kind(field)
    if field.choices:
        content["enum"] = [*field.choices, *([None] if field.nullable else [])]
    if field.nullable:
        content["type"] = [content["type"], "null"]
    if field.from_rules is not None:
        content["default"] = DEFAULT_RULES[field.from_rules]
        content["description"] = f"default: rules.{field.from_rules}"
    elif not field.required and field.default != "today":
        content["default"] = to_plain(field, field.initial())
    if field.refers:
        content["description"] = "id in " + " or ".join(field.refers)
    return content


def _of_kind(field: Field) -> dict[str, Any]:
    if field.kind == "list":
        assert field.item is not None
        content: dict[str, Any] = {"type": "array", "items": field_schema(field.item)}
        if field.length is not None:
            content |= {"minItems": field.length[0], "maxItems": field.length[1]}
        return content
    if field.kind == "map":
        assert field.item is not None
        return {"type": "object", "additionalProperties": field_schema(field.item)}
    if field.kind == "object":
        assert field.value is not None
        inner = parts_of(field.value)
        return _object(
            {name: field_schema(item) for name, item in inner.items()},
            [name for name, item in inner.items() if item.required],
        )
    if field.kind == "date":
        return {"type": "string", "format": "date"}
    if field.kind == "flag":
        return {"type": "boolean"}
    if field.kind == "text":
        limits = {"minLength": field.length[0], "maxLength": MAX_ID} if field.length is not None else {}
        return {"type": "string", **limits}
    content = {"type": "integer" if field.kind == "whole" else "number"}
    if field.minimum is not None:
        content["minimum"] = field.minimum
    content["maximum"] = field.maximum if field.maximum is not None else MAX_NUMBER
    return content
