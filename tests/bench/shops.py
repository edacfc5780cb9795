"""Workshops of any size for measuring and for comparing the analysis with simulation; the same seed, the same shop."""

from __future__ import annotations

import random
from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.organisation import Organisation

UNITS_A_FAMILY = 7  # stops on a route
UNITS_PER_FAMILY = 3  # so that about two families come by each unit
BUSIEST = 0.9
QUIETEST = 0.5


def shop(units: int, seed: int = 1, machines: float = 0.2) -> Organisation:
    """An organisation of this many units (at least 8) and a third as many order families, none loaded above 0.9.

    Routes start at a customer, split by choice or in parallel and join again, and send some lots back. This part
    (`machines`, 0 to 1) of the units has machines, with people who serve more of them than they can stand at.
    """
    return interchange.from_json(drawing(units, seed, machines))


def drawing(units: int, seed: int = 1, machines: float = 0.2) -> dict[str, Any]:
    """The same as JSON."""
    chance = random.Random(seed)
    names = [f"unit-{index}" for index in range(units)]
    rows = {name: _unit(chance, name, chance.random() < machines) for name in names}
    orders, links, tasks = [], [], []
    asked = dict.fromkeys(names, 0.0)
    for index in range(max(1, units // UNITS_PER_FAMILY)):
        order = {"id": f"family-{index}", "name": f"Family {index}", "pieces_per_week": 20, "lot_size": 10}
        orders.append(order)
        # Neighbours work together, so that a large shop is no tighter than a small one.
        near = [names[(index * UNITS_PER_FAMILY + step) % units] for step in range(min(units, 3 * UNITS_A_FAMILY))]
        route = chance.sample(near, UNITS_A_FAMILY)
        links += _links(chance, order["id"], route)
        for name in route:
            machine = rows[name]["machines"][0]["id"] if rows[name].get("machines") else None
            for step in range(2):
                minutes = chance.uniform(20, 60)
                tasks.append(
                    {
                        "id": f"task-{len(tasks)}",
                        "name": f"Task {len(tasks)}",
                        "unit": name,
                        "kind": "executing",
                        "order": order["id"],
                        "machine": machine if step == 0 else None,
                        "attended": 0.6 if machine and step == 0 else 1.0,
                        "setup_minutes": minutes,
                        "run_minutes": minutes / 10,
                        "scv": chance.choice([0.25, 0.5, 1.0]),
                    }
                )
                asked[name] += 2 * 1.2 * 2 * minutes / 60
    for name in names:
        # The clock of each unit sets its load; 1.2 above stands for visits by rework.
        row = rows[name]
        row["hours_per_week"] = max(1.0, asked[name] / row["places"] / chance.uniform(QUIETEST, BUSIEST))
    return {
        "format": interchange.FORMAT,
        "version": interchange.VERSION,
        "workshop": {"title": f"{units} units"},
        "orders": orders,
        "variants": [
            {
                "id": "now",
                "name": "Now",
                "kind": "current",
                "units": [*rows.values(), {"id": "customer", "name": "Customer", "kind": "external"}],
                "links": [{"id": f"link-{index}", **link} for index, link in enumerate(links)],
                "tasks": tasks,
            }
        ],
    }


def _unit(chance: random.Random, name: str, with_machines: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"id": name, "name": name, "kind": "cell", "places": chance.randint(1, 4)}
    if with_machines:
        row["machines"] = [{"id": f"{name}-m", "name": "Machine", "count": row["places"] + 1}]
    return row


def _links(chance: random.Random, order: str, route: list[str]) -> list[dict[str, Any]]:
    """customer → a → (b or c) → d → (e and f) → g, with rework from g to d."""
    a, b, c, d, e, f, g = route
    share = round(chance.uniform(0.3, 0.7), 2)
    ways: list[tuple[str, str, dict[str, Any]]] = [
        ("customer", a, {}),
        (a, b, {"share": share}),
        (a, c, {"share": 1 - share}),
        (b, d, {"wait_days": 0.5}),
        (c, d, {"wait_days": 0.5}),
        (d, e, {"parallel": True}),
        (d, f, {"parallel": True}),
        (e, g, {"wait_days": 1}),
        (f, g, {"wait_days": 1}),
        (g, d, {"share": 0.1}),
    ]
    return [{"kind": "order", "order": order, "from": one, "to": other, **values} for one, other, values in ways]
