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
    lots: dict[tuple[str, str], float] = {}
    moved: dict[tuple[str, str], float] = {}  # lots × days on the way
    for plan in found.network.plans.values():
        names = plan.route.units
        for branch in plan.route.branches:
            pair = names[branch.source], names[branch.target]
            if pair[0] in days and pair[1] in days and pair[0] != pair[1]:
                weekly = plan.lots * plan.route.visits[branch.source] * branch.share
                lots[pair] = lots.get(pair, 0.0) + weekly
                moved[pair] = moved.get(pair, 0.0) + weekly * branch.link.wait_days
    loops: list[PolcaLoop] = []
    for pair, weekly in lots.items():
        if weekly > 0:
            move = moved[pair] / weekly
            count = cards(days[pair[0]], move, days[pair[1]], move, weekly, DAYS_A_WEEK)
            loops.append({"from": pair[0], "to": pair[1], "lots_per_week": weekly, "cards": count})
    return loops
