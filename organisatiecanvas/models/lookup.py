"""What hangs together in a variant: roles and links by unit, units by what they lie in, for as long as it holds.

Views ask after every edit; in a document with thousands of roles the answer must not take a pass over all of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from organisatiecanvas.models.organisation import Organisation

SHAPING = frozenset({"units", "roles", "links"})  # collections that are looked up


class Lookup:
    """One variant, live or of a snapshot, as it was when this was made; rows in document order."""

    def __init__(self, variant: Any, mark: tuple[int, ...]) -> None:
        self.variant, self.mark = variant, mark

    @cached_property
    def roles(self) -> dict[str, list[Any]]:
        """Unit id → its roles; units without any are left out, here and below."""
        found: dict[str, list[Any]] = {}
        for role in self.variant.roles.values():
            found.setdefault(role.unit, []).append(role)
        return found

    @cached_property
    def inside(self) -> dict[str, list[str]]:
        """Unit id → the ids of the units that lie directly in it."""
        found: dict[str, list[str]] = {}
        for unit in self.variant.units.values():
            if unit.parent is not None:
                found.setdefault(unit.parent, []).append(unit.id)
        return found

    @cached_property
    def links(self) -> dict[str, list[Any]]:
        """Unit id → the links that begin or end there."""
        found: dict[str, list[Any]] = {}
        for link in self.variant.links.values():
            for unit in {link.from_: None, link.to_: None}:
                found.setdefault(unit, []).append(link)
        return found


def lookup(organisation: Organisation, variant: Any) -> Lookup:
    """The lookup of a variant as it is now; the same as before while no row came, went or refers elsewhere."""
    mark = (organisation.shape, len(variant.units), len(variant.roles), len(variant.links))
    known = organisation.lookups.get(variant.id)
    if known is None or known.variant is not variant or known.mark != mark:
        known = organisation.lookups[variant.id] = Lookup(variant, mark)
    return known
