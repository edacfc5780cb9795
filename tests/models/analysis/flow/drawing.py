"""Draws organisations for the tests of the order flow from a few words."""

from __future__ import annotations

import itertools
from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis


def draw(
    units: dict[str, dict[str, Any]],
    links: list[tuple[str, str, dict[str, Any]]] | None = None,
    tasks: list[dict[str, Any]] | None = None,
    orders: dict[str, dict[str, Any]] | None = None,
    rules: dict[str, Any] | None = None,
) -> Basis:
    """A variant with these units (kind `team` unless said), order links (of order `k` unless said) and tasks."""
    content = {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "test"},
        "rules": rules or {},
        "orders": [
            {"id": name, "name": name, "pieces_per_week": 1.0, **values}
            for name, values in (orders or {"k": {}}).items()
        ],
        "variants": [
            {
                "id": "now",
                "name": "now",
                "kind": "current",
                "units": [{"id": name, "name": name, "kind": "team", **values} for name, values in units.items()],
                "links": [
                    {"id": f"l{index}", "kind": "order", "order": "k", "from": source, "to": target, **values}
                    for index, (source, target, values) in enumerate(links or [])
                ],
                "tasks": [
                    {"id": f"t{index}", "name": f"t{index}", "kind": "executing", "order": "k", **values}
                    for index, values in enumerate(tasks or [])
                ],
            }
        ],
    }
    organisation = interchange.from_json(content)
    return Basis(organisation, organisation.variants["now"])


def chain(*names: str, **values: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """Links from each to the next."""
    return [(one, other, dict(values)) for one, other in itertools.pairwise(names)]
