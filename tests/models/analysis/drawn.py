"""Small organisations for tests, written as the interchange format has them."""

from __future__ import annotations

from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.sections import SECTIONS

Json = dict[str, Any]


def basis(variant: Json, **content: Any) -> Basis:
    """The basis of one variant, read through the interchange format; full working week 40 h, net is gross."""
    content = {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "Test", "reference_date": "2026-11-23"},
        "rules": {"hours_per_week": 40, "gross_net_factor": 1} | content.pop("rules", {}),
        **content,
        "variants": [{"id": "v", "name": "As it is", "kind": "current", **variant}],
    }
    organisation = interchange.from_json(content)
    return Basis(organisation, organisation.variants["v"])


def findings(on: Basis, section: str) -> list[Finding]:
    """The findings of one section."""
    find = SECTIONS[section].findings
    assert find is not None
    return list(find(on, on.figures(section)))


def by(rows: list[Json], key: str) -> dict[str, Json]:
    """Rows of figures by one of their keys."""
    return {row[key]: row for row in rows}


def reasons(on: Basis) -> dict[str, str]:
    """Why figures are missing, by their dotted keys."""
    return {item["key"]: item["reason"] for item in on.missing.items}


def nulls(section: str, figures: Any, inside: str = "") -> set[str]:
    """The dotted keys of all figures of a section that are None; rows of lists go by their first value."""
    found: set[str] = set()
    where = inside or section
    for key, value in figures.items():
        if value is None:
            found.add(f"{where}.{key}")
        elif isinstance(value, dict):
            found |= nulls(section, value, f"{where}.{key}")
        elif isinstance(value, list):
            for row in value:
                if isinstance(row, dict):
                    found |= nulls(section, row, f"{where}.{key}.{next(iter(row.values()))}")
    return found


def people(*names: str, **fields: Any) -> list[Json]:
    return [{"id": name, "name": name, **fields} for name in names]


def skills(*names: str) -> list[Json]:
    return [{"id": name, "name": name} for name in names]


def mastery(**mastered: str) -> list[Json]:
    """Person → the skills mastered, with spaces between, at level 3."""
    return [{"person": p, "skill": s, "level": 3} for p, names in mastered.items() for s in names.split()]


def unit(name: str, /, kind: str = "team", **fields: Any) -> Json:
    return {"id": name, "name": name, "kind": kind, **fields}


def role(name: str, unit: str, /, *holders: str | Json, **fields: Any) -> Json:
    held = [{"person": holder} if isinstance(holder, str) else holder for holder in holders]
    return {"id": name, "name": name, "unit": unit, "holders": held, **fields}


def task(name: str, unit: str, /, kind: str = "executing", **fields: Any) -> Json:
    return {"id": name, "name": name, "unit": unit, "kind": kind, **fields}


def order(name: str, pieces: float, lot: float = 1) -> Json:
    return {"id": name, "name": name, "pieces_per_week": pieces, "lot_size": lot}


def link(name: str, start: str, end: str, order: str | None = None, kind: str = "order", **fields: Any) -> Json:
    return {"id": name, "kind": kind, "from": start, "to": end, "order": order, **fields}


def disturbance(name: str, unit: str, /, hours: float, solved: str, domain: str = "quality", **fields: Any) -> Json:
    """Once a week, so that the hours each are the hours a week."""
    return {
        "id": name,
        "name": name,
        "domain": domain,
        "unit": unit,
        "per_week": 1,
        "hours_each": hours,
        "solved": solved,
        **fields,
    }


def decision(name: str, about: str, /, domain: str = "quality", level: str = "operational", **fields: Any) -> Json:
    """`authority` as party → mode; internal and once a week unless the fields say otherwise."""
    parties = [{"party": party, "mode": mode} for party, mode in fields.pop("authority", {}).items()]
    return {
        "id": name,
        "name": name,
        "domain": domain,
        "level": level,
        "scope": "internal",
        "about": about,
        "authority": parties,
        **fields,
    }


def meeting(name: str, *participants: str, minutes: float = 60, per_week: float = 1, **fields: Any) -> Json:
    return {
        "id": name,
        "name": name,
        "participants": list(participants),
        "per_week": per_week,
        "minutes": minutes,
        **fields,
    }
