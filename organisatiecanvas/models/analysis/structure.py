"""De Sitter's structure parameters as indicators 0 to 1 (method.md 4 and 12): high is many disturbances, little room.

The parameters are de Sitter's (1994; Achterbergh & Vriens 2010) [lit]; the indicators are this project's own [own].
Each is None when it has nothing to count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations
from statistics import fmean
from typing import TypedDict

from organisatiecanvas.models.analysis.authority import AuthorityMap, same_domain, with_say
from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.flow.traffic import route_of
from organisatiecanvas.models.analysis.hours import Hours, lots_per_week
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.organisation import LEVELS, Task

OWN_SHARE = 0.10  # of an order's executing hours; a unit that does less prepares for others [own]
REMARKABLE = 0.5  # concentration or separation above this is remarked on, as a note only [own]


class StructureFigures(TypedDict):
    """The key `structure` of `analyse`: shares 0 to 1, `handoffs_per_order` a number of times per lot."""

    functional_concentration: float | None
    differentiation: float | None
    specialisation: float | None
    separation: float | None
    control_levels: float | None
    control_parts: float | None
    control_specialisation: float | None
    score: float | None
    handoffs_per_order: float | None
    team_pair_density: float | None


def structure(basis: Basis) -> StructureFigures:
    """The seven parameters, their mean over those that are known, hand-offs and density of links between units."""

    def known(name: str, value: float | str) -> float | None:
        if isinstance(value, str):
            basis.missing.add(f"structure.{name}", value)
            return None
        return value

    seven = {name: known(name, indicator(basis)) for name, indicator in _INDICATORS.items()}
    values = [value for value in seven.values() if value is not None]
    return {
        "functional_concentration": seven["functional_concentration"],
        "differentiation": seven["differentiation"],
        "specialisation": seven["specialisation"],
        "separation": seven["separation"],
        "control_levels": seven["control_levels"],
        "control_parts": seven["control_parts"],
        "control_specialisation": seven["control_specialisation"],
        "score": known("score", fmean(values) if values else _("None of the seven parameters is known.")),
        "handoffs_per_order": known("handoffs_per_order", _handoffs_per_order(basis)),
        "team_pair_density": known("team_pair_density", _team_pair_density(basis)),
    }


def _order_hours(basis: Basis, *kinds: str) -> list[tuple[Task, float]] | str:
    """Tasks driven by an order with their order hours, of these kinds (none: all); or why a route fails."""
    work = basis.once(Hours)
    found: list[tuple[Task, float]] = []
    for task in work.tasks:
        if task.order is None or (kinds and task.kind not in kinds):
            continue
        hours = work.by_order[task.id]
        if hours is None:
            return work.reason([task])
        found.append((task, hours))
    return found


def _functional_concentration(basis: Basis) -> float | str:
    """Σ h_k (N_k − 1)/(|O| − 1), N_k = exp(entropy of unit k's order hours over the families with hours)."""
    rows = _order_hours(basis)
    if isinstance(rows, str):
        return rows
    by_unit: dict[str, dict[str, float]] = {}
    for task, hours in rows:
        if hours > 0 and task.order is not None:
            families = by_unit.setdefault(task.unit, {})
            families[task.order] = families.get(task.order, 0.0) + hours
    orders = {order for families in by_unit.values() for order in families}
    if len(orders) < 2:
        return _("Fewer than two order families have hours.")
    weights: list[float] = []
    spread: list[float] = []
    for families in by_unit.values():
        own, count = math.fsum(families.values()), len(families)
        # exp(entropy) as count · exp(−divergence from equal shares): exactly the count where the shares are equal.
        divergence = math.fsum(hours / own * math.log(hours * count / own) for hours in families.values())
        weights.append(own)
        spread.append(own * (count * math.exp(-divergence) - 1) / (len(orders) - 1))
    return min(1.0, math.fsum(spread) / math.fsum(weights))


def _differentiation(basis: Basis) -> float | str:
    """Order hours of preparing and supporting in units that hardly execute that order, of all such hours."""
    rows = _order_hours(basis, "executing", "preparing", "supporting")
    if isinstance(rows, str):
        return rows
    executing: dict[str | None, float] = {}
    own: dict[tuple[str | None, str], float] = {}
    for task, hours in rows:
        if task.kind == "executing":
            executing[task.order] = executing.get(task.order, 0.0) + hours
            own[task.order, task.unit] = own.get((task.order, task.unit), 0.0) + hours
    apart = every = 0.0
    for task, hours in rows:
        if task.kind != "executing":
            every += hours
            of_order = executing.get(task.order, 0.0)
            if not of_order or own.get((task.order, task.unit), 0.0) / of_order < OWN_SHARE:
                apart += hours
    if not every:
        return _("No order asks hours of preparing or supporting tasks.")
    return apart / every


def person_specialisation(basis: Basis) -> dict[str, float]:
    """Counted person → (|T| − n)/(|T| − 1), 0 (does all the work of the units) to 1 (one task); ask through `once`.

    T = executing tasks of the units in which the person holds a role; n = those of the person's roles, and those
    without a role whose skill the person masters, at least 1. |T| = 1 gives 0; people without such tasks are left out.
    """
    executing: dict[str, list[Task]] = {}
    for task in basis.once(Hours).tasks:
        if task.kind == "executing":
            executing.setdefault(task.unit, []).append(task)
    units: dict[str, set[str]] = {person: set() for person in basis.counted}
    for unit, people in basis.own_people.items():
        for person in people:
            units[person].add(unit)
    roles: dict[str, set[str]] = {person: set() for person in basis.counted}
    for role, person in basis.role_hours:
        roles[person].add(role)
    found: dict[str, float] = {}
    for person in basis.counted:
        tasks = [task for unit in units[person] for task in executing.get(unit, ())]
        if not tasks:
            continue
        mastered = basis.mastered[person]
        done = sum(task.role in roles[person] if task.role is not None else task.skill in mastered for task in tasks)
        found[person] = (len(tasks) - max(1, done)) / (len(tasks) - 1) if len(tasks) > 1 else 0.0
    return found


def _specialisation(basis: Basis) -> float | str:
    values = basis.once(person_specialisation).values()
    if not values:
        return _("Nobody holds a role in a unit with executing tasks.")
    return fmean(values)


def _separation(basis: Basis) -> float | str:
    """1 − Σ n_k Σ w a / Σ n_k Σ w over the operational decisions about units k with executing tasks."""
    say = basis.once(AuthorityMap)
    executing = {task.unit for task in basis.once(Hours).tasks if task.kind == "executing"}
    held = every = 0.0
    for unit in (unit.id for unit in basis.internal_units if unit.id in executing):
        people = len(basis.own_people[unit])
        for decision in say.about[unit]:
            if decision.level == "operational":
                every += people * decision.per_week
                held += people * decision.per_week * say.of_unit[decision.id]
    if not every:
        return _("No operational decisions about units with people and executing tasks are recorded.")
    return 1 - held / every


def _control_levels(basis: Basis) -> float | str:
    """1 − mean overlap (Jaccard) of who decides or consents, per domain and pair of levels."""
    parties: dict[str, dict[str, set[str]]] = {}
    for decision in basis.once(AuthorityMap).decisions:
        levels = parties.setdefault(same_domain(decision.domain), {})
        levels.setdefault(decision.level, set()).update(with_say(decision))
    overlaps = [
        len(levels[one] & levels[other]) / len(levels[one] | levels[other])
        for levels in parties.values()
        for one, other in combinations([level for level in LEVELS if level in levels], 2)
        if levels[one] | levels[other]
    ]
    if not overlaps:
        return _("No domain has decisions of two levels.")
    return 1 - fmean(overlaps)


def _control_parts(basis: Basis) -> float | str:
    """Mean over decisions with sensor, judge and actor of (distinct parties among the three − 1)/2."""
    values = [
        (len({decision.sensor, decision.judge, decision.actor}) - 1) / 2
        for decision in basis.once(AuthorityMap).decisions
        if None not in (decision.sensor, decision.judge, decision.actor)
    ]
    if not values:
        return _("No decision says who notices, judges and acts.")
    return fmean(values)


def _control_specialisation(basis: Basis) -> float | str:
    """Mean over units with two domains or more of (parties that decide about it − 1)/(domains − 1), within 0 to 1."""
    values: list[float] = []
    for decisions in basis.once(AuthorityMap).about.values():
        domains = {same_domain(decision.domain) for decision in decisions}
        if len(domains) >= 2:
            deciding = {
                item.party for decision in decisions for item in decision.authority.values() if item.mode == "decides"
            }
            values.append(min(1.0, max(0.0, (len(deciding) - 1) / (len(domains) - 1))))
    if not values:
        return _("No unit has decisions in two domains.")
    return fmean(values)


def _handoffs_per_order(basis: Basis) -> float | str:
    """Σ lots × visits × share over the order links between two of our own units, per lot of all orders."""
    internal = {unit.id for unit in basis.internal_units}
    work = basis.once(Hours)
    handed = lots = 0.0
    for order in basis.organisation.orders.values():
        amount = lots_per_week(order)
        if amount == 0:
            continue
        if order.id in work.reasons:
            return work.reasons[order.id]
        lots += amount
        route = route_of(basis, order.id)
        for branch in route.branches:
            ends = {branch.link.from_, branch.link.to_}
            if len(ends) == 2 and ends <= internal:
                handed += amount * route.visits[branch.source] * branch.share
    if not lots:
        return _("No orders come in.")
    return handed / lots


def _team_pair_density(basis: Basis) -> float | str:
    """Pairs of our own units with a link of any kind, of all pairs."""
    internal = {unit.id for unit in basis.internal_units}
    if len(internal) < 2:
        return _("There are fewer than two units.")
    pairs = {
        frozenset((link.from_, link.to_))
        for link in basis.variant.links.values()
        if link.from_ != link.to_ and {link.from_, link.to_} <= internal
    }
    return len(pairs) / math.comb(len(internal), 2)


# Each gives its figure, or the reason why there is none.
_INDICATORS: dict[str, Callable[[Basis], float | str]] = {
    "functional_concentration": _functional_concentration,
    "differentiation": _differentiation,
    "specialisation": _specialisation,
    "separation": _separation,
    "control_levels": _control_levels,
    "control_parts": _control_parts,
    "control_specialisation": _control_specialisation,
}


def findings(basis: Basis, figures: StructureFigures) -> Iterator[Finding]:
    """Remarks on concentration and separation: design rules, not laws, so notes."""
    concentration, separation = figures["functional_concentration"], figures["separation"]
    if concentration is not None and concentration > REMARKABLE:
        message = _(
            "Functional concentration is {value} on a scale of 0 to 1: units serve many order families at once instead "
            "of one of their own."
        )
        yield _note(basis, "functional-concentration", message.format(value=decimal(concentration, 2)), concentration)
    if separation is not None and separation > REMARKABLE:
        message = _(
            "Separation is {value} on a scale of 0 to 1: those who do the work decide little about how it is done."
        )
        yield _note(basis, "separation", message.format(value=decimal(separation, 2)), separation)


def _note(basis: Basis, code: str, message: str, weight: float) -> Finding:
    return Finding(code, "note", basis.variant.id, message, "variants", weight)
