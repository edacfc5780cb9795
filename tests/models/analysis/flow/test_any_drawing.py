"""Whatever somebody draws, the analysis ends, gives finite figures, and says why one is missing."""

import json
import random

import pytest

from organisatiecanvas.models.analysis.flow import findings, flow
from tests.models.analysis.flow.drawing import draw

MANY = 10**6


def any_drawing(seed):
    """Loops, splits, dead ends, clocks of 0, machines that never work, numbers far too large."""
    chance = random.Random(seed)
    huge = seed % 10 == 0

    def one_of(*values):
        return chance.choice(values)

    units = {}
    for index in range(chance.randint(1, 8)):
        units[f"u{index}"] = {
            "kind": one_of("team", "cell", "external"),
            "places": one_of(1, 2, 3, MANY if huge else 4),
            "hours_per_week": one_of(40, 38, 0 if seed % 7 == 0 else 20, 1e-9 if huge else 30),
        }
        if chance.random() < 0.4:
            machine = {"id": f"m{index}", "name": "m", "count": one_of(1, 2, 5, MANY if huge else 3)}
            units[f"u{index}"]["machines"] = [
                {**machine, "mttf_hours": one_of(None, 100, 0), "mttr_hours": one_of(None, 4, 0)}
            ]
    names = list(units)
    links = []
    for _link in range(chance.randint(0, 12)):
        values = {"share": one_of(0, 1, 0.5, 0.3, 0.05, 0.9), "parallel": chance.random() < 0.3}
        values |= {"wait_days": one_of(0, 1, 2.5), "order": one_of("k", "l")}
        links.append((one_of(*names), one_of(*names), values))
    tasks = []
    for _task in range(chance.randint(0, 8)):
        unit = one_of(*names)
        machines = [None, *(machine["id"] for machine in units[unit].get("machines", ()))]
        times = {"setup_minutes": one_of(0, 10, 60, 1e15 if huge else 30), "run_minutes": one_of(0, 1, 3)}
        times |= {"scv": one_of(0, 1, 0.25, 5), "attended": one_of(0, 1, 0.5), "machine": one_of(*machines)}
        tasks.append({"unit": unit, "order": one_of("k", "l"), **times})
    pieces = {"pieces_per_week": one_of(0, 5, 50, 1e-9, 1e15 if huge else 9), "lot_size": one_of(1, 10)}
    orders = {"k": {**pieces, "arrival_scv": one_of(0, 1, 3)}, "l": {"pieces_per_week": one_of(1, 20)}}
    return draw(units, links, tasks, orders, {"utilisation_target": one_of(0.8, 0, 1)})


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_any_drawing(start):
    for seed in range(start, start + 100):
        basis = any_drawing(seed)
        figures = flow(basis)
        json.dumps(figures, allow_nan=False)
        list(findings(basis, figures))
        missing = {item["key"] for item in basis.missing.items}
        for row in figures["orders"]:
            nulls = {key for key, value in row.items() if value is None and key != "reliability"}
            assert {f"flow.orders.{row['order']}.{key}" for key in nulls} <= missing, seed
            assert row["white_space"] is None or -1e-9 <= row["white_space"] <= 1, seed
        for row in figures["units"]:
            nulls = {key for key, value in row.items() if value is None and key != "reliability"}
            assert {f"flow.units.{row['unit']}.{key}" for key in nulls} <= missing, seed
