"""Order flow: lead time, utilisation and MCT of a drawn organisation (flow.md)."""

from __future__ import annotations

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.findings import findings
from organisatiecanvas.models.analysis.flow.load import loads
from organisatiecanvas.models.analysis.flow.loops import polca_loops
from organisatiecanvas.models.analysis.flow.network import build
from organisatiecanvas.models.analysis.flow.orders import order_result
from organisatiecanvas.models.analysis.flow.results import FlowFigures
from organisatiecanvas.models.analysis.flow.traffic import ClosedLoopError, NoEntryError, RouteError, visits
from organisatiecanvas.models.analysis.flow.units import needed, station_figures, unit_figures
from organisatiecanvas.models.collector import no_collector

__all__ = ["ClosedLoopError", "FlowFigures", "NoEntryError", "RouteError", "findings", "flow", "visits"]


def flow(basis: Basis) -> FlowFigures:
    """Loads, waits, lead times and critical paths of a variant; external units have no figures of their own."""
    with no_collector():
        return _flow(basis)


def _flow(basis: Basis) -> FlowFigures:
    found = loads(basis, build(basis))
    units = unit_figures(basis, found)
    orders = [order_result(basis, found, order) for order in basis.organisation.orders.values()]
    return {
        "units": units,
        "orders": [result.figures for result in orders],
        "stable": not found.stuck and not found.network.refused,
        "stations": station_figures(basis, found),
        "needed": needed(basis, found),
        "path_steps": [step for result in orders for step in result.steps],
        "joins": [join for result in orders for join in result.joins],
        "polca": polca_loops(basis, found, units),
    }
