"""The figures of `analyse` as a text to read, in the language in use: findings first, then every section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from organisatiecanvas.models.analysis.figure_labels import (
    figure,
    figure_label,
    list_label,
    section_label,
    value_label,
)
from organisatiecanvas.models.analysis.flow.assumptions import grouped
from organisatiecanvas.models.analysis.sections import NAMES
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.organisation import Organisation

SYMBOLS = {"problem": "✕", "attention": "!", "note": "·"}
MOST_KEYS = 3  # keys named behind one reason
MOST_NAMES = 4  # named behind one assumption
LITTLE_SLACK = 0.05  # days; less is 0 as it is shown
BLANK = frozenset({"unit", "link", "machine"})  # either of them, so the others say nothing
APART = frozenset({"assumptions"})  # told in words of their own


def report(figures: Mapping[str, Any], organisation: Organisation) -> str:
    """The figures that `analyse` gave for a variant of this organisation, as aligned plain text."""
    names = _names(organisation, figures["variant"])
    lines = [*_heading(figures, organisation), "", *_findings(figures["findings"])]
    for name in NAMES:
        section = figures[name]
        if section is not None:
            lines += ["", section_label(name).upper(), *_section(section, _Reader(names, figures["rules"]))]
        if name == "flow":
            lines += _assumptions(figures, organisation)
    lines += ["", *_missing(figures["missing"]), "", *_rules(figures["rules"])]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(figures: Mapping[str, Any], organisation: Organisation) -> Iterator[str]:
    variant, workshop = organisation.variants[figures["variant"]], organisation.workshop
    yield " · ".join(part for part in (workshop.organisation, workshop.title) if part)
    yield _("Variant {name} ({kind}), reference date {day}").format(
        name=variant.name, kind=choice_label(variant.kind), day=workshop.reference_date.isoformat()
    )


def _findings(rows: list[dict[str, Any]]) -> Iterator[str]:
    if not rows:
        yield _("No findings.")
        return
    yield ngettext("{count} finding", "{count} findings", len(rows)).format(count=len(rows)).upper()
    for row in rows:
        yield f"  {SYMBOLS[row['severity']]} {row['message']}"


def _assumptions(figures: Mapping[str, Any], organisation: Organisation) -> Iterator[str]:
    """Defaults that the flow was computed with, by field; what holds them is named as far as a line goes."""
    groups = grouped(organisation, organisation.variants[figures["variant"]], figures["flow"]["assumptions"])
    if not groups:
        return
    yield "  " + _("Assumed, for these fields still hold their default")
    heads = [f"{group.collection} · {group.field}" for group in groups]
    width = max(map(len, heads))
    for head, group in zip(heads, groups, strict=True):
        count = len(group.names)
        more = f", … ({count})" if count > MOST_NAMES else ""
        yield f"    {head:<{width}}  {group.value}: {', '.join(group.names[:MOST_NAMES])}{more}"


def _names(organisation: Organisation, variant_id: str) -> dict[str, dict[str, str]]:
    """Key of a figure → id → name, for figures that refer to an element."""
    variant = organisation.variants[variant_id]

    def named(rows: Mapping[Any, Any]) -> dict[str, str]:
        return {key: row.name for key, row in rows.items()}

    units, roles, skills = named(variant.units), named(variant.roles), named(organisation.skills)
    return {
        "person": named(organisation.people),
        "skill": skills,
        "skills": skills,
        "bottleneck_skills": skills,
        "order": named(organisation.orders),
        "unit": units,
        "critical_path": units,
        "slack_days": units,
        "from": units,
        "to": units,
        "link": {row.id: f"{units[row.from_]} → {units[row.to_]}" for row in variant.links.values()},
        "machine": {one.id: one.name for row in variant.units.values() for one in row.machines.values()},
        "role": roles,
        "group": {**units, **roles},
        "disturbance": named(variant.disturbances),
    }


class _Reader:
    """Turns values into words: ids into names, shares into percentages, small groups into «< 5»."""

    def __init__(self, names: dict[str, dict[str, str]], rules: Mapping[str, Any]) -> None:
        self.names, self.rules = names, rules

    def value(self, key: str, value: Any, row: Mapping[str, Any]) -> str:
        if value is None and row.get("suppressed") is True:
            return f"< {self.rules['minimum_group']}"
        if value is None and (key == "exempt" or (key in self.names and key in BLANK)):
            return ""
        if isinstance(value, str):
            return self.names[key].get(value, value) if key in self.names else value_label(value)
        if isinstance(value, list):
            return ", ".join(self._item(key, item) for item in value) or "–"
        if isinstance(value, dict):
            known = {name: item for name, item in value.items() if not _unknown(item)}
            if key == "slack_days":
                known = {name: item for name, item in known.items() if item >= LITTLE_SLACK}
            return ", ".join(self._pair(key, name, item) for name, item in known.items()) or "–"
        return figure(key, value)

    def _item(self, key: str, item: Any) -> str:
        if isinstance(item, dict):
            first, *rest = (self.value(name, inner, item) for name, inner in item.items())
            return f"{first} {'/'.join(rest)}"
        return self.value(key, item, {})

    def _pair(self, key: str, name: str, item: Any) -> str:
        label = self.names.get(key, {}).get(name) or value_label(name)
        words = self.value(key, item, {})
        return f"{label} ({words})" if isinstance(item, dict) else f"{label} {words}"


def _unknown(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and all(_unknown(item) for item in value.values()))


def _section(section: Mapping[str, Any], reader: _Reader, depth: int = 1) -> Iterator[str]:
    plain = {key: value for key, value in section.items() if not _is_table(value) and not isinstance(value, dict)}
    # A list without rows can't be told from a list of names: it says nothing either way.
    shown = {figure_label(key): reader.value(key, value, section) for key, value in plain.items() if value != []}
    indent = "  " * depth
    width = max((len(label) for label in shown), default=0)
    for label, words in shown.items():
        yield f"{indent}{label:<{width}}  {words}"
    for key, value in section.items():
        if key in APART:
            continue
        if isinstance(value, dict):
            yield f"{indent}{list_label(key)}"
            yield from _section(value, reader, depth + 1)
        elif _is_table(value):
            yield f"{indent}{list_label(key)}"
            for line in _table(value, reader):
                yield f"{indent}  {line}"


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _table(rows: list[dict[str, Any]], reader: _Reader) -> Iterator[str]:
    """Aligned columns: numbers to the right, what is long at the end."""
    keys = sorted(rows[0], key=lambda key: any(isinstance(row[key], (list, dict)) for row in rows))
    columns: list[tuple[list[str], Callable[[str, int], str]]] = []
    for key in keys:
        cells = [figure_label(key), *(reader.value(key, row[key], row) for row in rows)]
        if all(cell == "" for cell in cells[1:]):
            continue
        numbers = all(row[key] is None or isinstance(row[key], (int, float)) for row in rows)
        columns.append((cells, str.rjust if numbers else str.ljust))
    widths = [max(len(cell) for cell in cells) for cells, _side in columns]
    for index in range(len(rows) + 1):
        yield "  ".join(side(cells[index], width) for (cells, side), width in zip(columns, widths, strict=True))


def _missing(rows: list[dict[str, Any]]) -> Iterator[str]:
    """What could not be computed, by reason."""
    if not rows:
        return
    yield _("Not computed").upper()
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        by_reason.setdefault(row["reason"], []).append(row["key"])
    for reason, keys in by_reason.items():
        more = f", … ({len(keys)})" if len(keys) > MOST_KEYS else ""
        yield f"  {reason} ({', '.join(keys[:MOST_KEYS])}{more})"


def _rules(rules: Mapping[str, Any]) -> Iterator[str]:
    yield _("Rules used").upper()
    shown = {field_label(key): _rule(value) for key, value in rules.items()}
    width = max(len(label) for label in shown)
    for label, words in shown.items():
        yield f"  {label:<{width}}  {words}"


def _rule(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{choice_label(name)} {_rule(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "–".join(_rule(item) for item in value)
    return decimal(value, 0 if value == int(value) else 2)
