"""The POLCA loops of a drawing: pairs of cells that an order goes between, with the cards they need."""

from __future__ import annotations

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.load import Loads
from organisatiecanvas.models.analysis.flow.polca import cards
from organisatiecanvas.models.analysis.flow.results import DAYS_A_WEEK, PolcaLoop, UnitFlow


def polca_loops(basis: Basis, found: Loads, units: list[UnitFlow]) -> list[PolcaLoop]:
    """Cards per pair of cells, in document order of the links; a card is as long on its way back as the lot was.

    Pairs of which a cell can't keep up are left out: no number of cards would do.
    """
    days: dict[str, float] = {}
    for figures in units:
        row = basis.variant.units[figures["unit"]]
        if row.kind == "cell" and figures["wait_hours"] is not None and figures["service_hours"] is not None:
            hours = figures["wait_hours"] + figures["service_hours"]
            days[row.id] = hours * DAYS_A_WEEK / row.hours_per_week if hours > 0 else 0.0
    flows: dict[tuple[str, str], list[float]] = {}  # lots a week, and those × days on the way
    for plan in found.network.plans.values():
        names, lots, ways = plan.route.units, plan.lots, plan.route.ways
        for source, target, flow, on_way in zip(ways.source, ways.target, ways.flow, ways.days, strict=True):
            first, second = names[source], names[target]
            if first in days and second in days and first != second:
                weekly, pair = lots * flow, (first, second)
                known = flows.get(pair)
                if known is None:
                    flows[pair] = [weekly, weekly * on_way]
                else:
                    known[0] += weekly
                    known[1] += weekly * on_way
    loops: list[PolcaLoop] = []
    for pair, (weekly, moved) in flows.items():
        if weekly > 0:
            move = moved / weekly
            count = cards(days[pair[0]], move, days[pair[1]], move, weekly, DAYS_A_WEEK)
            loops.append({"from": pair[0], "to": pair[1], "lots_per_week": weekly, "cards": count})
    return loops
