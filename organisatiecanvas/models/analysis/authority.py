"""Who has what authority in which decision (method.md 3 and 12): shared by control, structure and strain.

Decisions about external units count nowhere. "Decides or consents" is what the method writes as a >= 0.67, whatever
the weights of the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.organisation import Decision

WITH_SAY = ("decides", "consents")


class AuthorityMap:
    """The decisions of a variant and what authority the units they are about have; ask through `basis.once`."""

    def __init__(self, basis: Basis) -> None:
        self.about: dict[str, list[Decision]] = {unit.id: [] for unit in basis.internal_units}
        for decision in basis.variant.decisions.values():
            if decision.about in self.about:
                self.about[decision.about].append(decision)
        self.decisions: list[Decision] = [
            decision for decision in basis.variant.decisions.values() if decision.about in self.about
        ]
        weights = basis.organisation.rules.authority_weights
        self.of_unit: dict[str, float] = {}  # decision id → highest authority of the unit it is about, 0 to 1
        self.own_modes: dict[str, set[str]] = {}  # decision id → how that unit and its own roles take part
        for unit, decisions in self.about.items():
            own = {unit, *(role.id for role in basis.roles_of[unit])}
            for decision in decisions:
                modes = {item.mode for item in decision.authority.values() if item.party in own}
                self.own_modes[decision.id] = modes
                self.of_unit[decision.id] = max((getattr(weights, mode) for mode in modes), default=0.0)

    def mean(self, decisions: Iterable[Decision]) -> float | None:
        """Authority of the units in these decisions about them, Σ per_week·a / Σ per_week; None without any."""
        chosen = list(decisions)
        times = sum(decision.per_week for decision in chosen)
        if not times:
            return None
        return sum(decision.per_week * self.of_unit[decision.id] for decision in chosen) / times

    def over(self, unit: str, *levels: str) -> float | None:
        """The unit's authority over its decisions of these levels, in both scopes."""
        return self.mean(decision for decision in self.about[unit] if decision.level in levels)

    def decides(self, decision: Decision) -> bool:
        """Whether the unit that the decision is about decides it itself."""
        return "decides" in self.own_modes[decision.id]

    def has_say(self, decision: Decision) -> bool:
        """Whether the unit that the decision is about decides or consents."""
        return not self.own_modes[decision.id].isdisjoint(WITH_SAY)


def with_say(decision: Decision) -> set[str]:
    """The parties that decide or consent."""
    return {item.party for item in decision.authority.values() if item.mode in WITH_SAY}


def same_domain(domain: str) -> str:
    """A domain as it is compared: capitals and spaces around it make no other domain."""
    return domain.strip().casefold()
