"""How often an order comes by each unit (flow.md, «From the drawing to a network»).

The links of one order family make its route. Units that are external belong to a route (a supplier or a galvanising
firm is passed through) but do no work of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.route import NoRouteError, Route, make_route, unlinked_route
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Order, Unit

_WAY = attrgetter("id", "from_", "to_", "share", "parallel", "wait_days")  # the fields of route.Way


class RouteError(OrganisationError):
    """An order's links don't make a route; `units` are the ids of the units concerned."""

    def __init__(self, order: Order, units: Sequence[Unit], message: str) -> None:
        self.order = order.id
        self.units = [unit.id for unit in units]
        super().__init__(message.format(order=order.name, units=", ".join(unit.name for unit in units)))


class ClosedLoopError(RouteError):
    """Lots that come into these units never get out of them."""


class NoEntryError(RouteError):
    """Lots come into none of these units from outside, and no unit is the first."""


def visits(basis: Basis, order_id: str) -> dict[str, float]:
    """Unit id → visits per lot of the order; units it doesn't come by are left out.

    Without links the order comes once by every unit that has tasks of it. Shares of the choices out of a unit that sum
    to more than 1 are scaled to 1. Raises ClosedLoopError, NoEntryError, and KeyError for an unknown order.
    """
    route = route_of(basis, order_id)
    found: dict[str, float] = {}
    for node in route.sequence:
        unit, amount = route.units[node], route.visits[node]
        if amount > 0:
            found[unit] = max(found.get(unit, 0.0), amount)
    return found


def route_of(basis: Basis, order_id: str) -> Route:
    """The route of an order, for reading; raises as `visits`."""
    if order_id not in basis.routes:
        basis.routes[order_id] = _route(basis, basis.organisation.orders[order_id])
    route: Route = basis.routes[order_id]
    return route


def _route(basis: Basis, order: Order) -> Route:
    links = basis.order_links[order.id]
    if not links:
        with_tasks = list(dict.fromkeys(task.unit for task in basis.order_tasks[order.id]))
        return unlinked_route(with_tasks, basis.external_units.intersection(with_tasks))
    ways = tuple(map(_WAY, links))
    ends = {way[1] for way in ways}
    ends.update([way[2] for way in ways])
    try:
        return make_route(ways, basis.external_units & ends)
    except NoRouteError as error:
        concerned = set(error.units)
        units = [unit for unit in basis.variant.units.values() if unit.id in concerned]
        if error.kind == "closed":
            message = _("{order} never gets out of a closed loop: {units}. Draw a way out.")
            raise ClosedLoopError(order, units, message) from None
        message = _("{order} starts nowhere: every unit of its route gets it from another one ({units}).")
        raise NoEntryError(order, units, message) from None
