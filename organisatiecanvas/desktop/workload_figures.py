"""What the workspace of the workload shows, gathered from a snapshot by a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from organisatiecanvas.models.analysis.capacity import skill_shortages
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.flow.whatif import volume
from organisatiecanvas.models.analysis.shortage import Shortage
from organisatiecanvas.models.analysis.strain import GroupStrain, StrainEstimate, shown_cut_offs
from organisatiecanvas.models.analysis.workload import Workload, workload
from organisatiecanvas.models.snapshot import with_values

INSTRUMENTS = ("nea", "jcq")


@dataclass(frozen=True)
class Gathered:
    """One variant's hours at a volume, and its surveyed groups beside those of an earlier variant.

    Only figures that may be shown stand here: nothing of the answers themselves. `before` by instrument and group.
    """

    variant: str
    hours: Workload
    shortages: tuple[Shortage, ...] | None  # None: hours unknown
    groups: tuple[GroupStrain, ...]
    estimates: tuple[StrainEstimate, ...]
    cut_offs: dict[str, tuple[float, float] | None]
    before: dict[tuple[str, str], GroupStrain]
    reasons: dict[str, str]
    volume: float

    def reason(self, *keys: str) -> str:
        """Why a figure is missing, from the most exact key on."""
        return next((self.reasons[key] for key in keys if key in self.reasons), "")


def gather(organisation: Any, variant: str, *, before: str = "", factor: float = 1.0) -> Gathered:
    """All of it; `factor` multiplies the pieces per week of every order family, for the hours only."""
    basis = Basis(organisation, organisation.variants[variant])
    figures = basis.figures("strain")
    busy = basis
    if factor != 1.0:
        scaled = with_values(organisation, variant, [one.value for one in volume(organisation, factor)])
        busy = Basis(scaled, scaled.variants[variant])
    short = busy.once(skill_shortages)
    earlier: dict[tuple[str, str], GroupStrain] = {}
    if before and before in organisation.variants and before != variant:
        other = Basis(organisation, organisation.variants[before])
        earlier = {(row["instrument"], row["group"]): row for row in other.figures("strain")["groups"]}
    hours = workload(busy)
    reasons = {item["key"]: item["reason"] for item in (*basis.missing.items, *busy.missing.items)}
    return Gathered(
        variant=variant,
        hours=hours,
        shortages=None if short is None else tuple(short),
        groups=tuple(figures["groups"]),
        estimates=tuple(figures["estimates"]),
        cut_offs={name: shown_cut_offs(basis, name) for name in INSTRUMENTS},
        before=earlier,
        reasons=reasons,
        volume=factor,
    )
