"""What the lead time workspace shows, gathered from snapshots by a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from organisatiecanvas.models.analysis.flow.lots import LotPoint
from organisatiecanvas.models.analysis.flow.stages import Timeline
from organisatiecanvas.models.analysis.flow.whatif import Band, Levers, Spread

TRIAL = "trial"  # in place of a variant: the one that is shown, with the levers as they stand


@dataclass(frozen=True)
class Line:
    """The figures of one order family in one variant (keys of interchange.md), or why there is no lead time."""

    order: str
    name: str
    colour: str
    figures: dict[str, Any]
    timeline: Timeline
    assumed: tuple[str, ...] = ()  # what it is computed with that still holds its default
    joins: tuple[str, ...] = ()  # where a second branch is nearly as long, in words

    @property
    def days(self) -> float | None:
        return None if self.reason else self.figures["mct_days"]

    @property
    def reason(self) -> str:
        return self.timeline.reason

    @property
    def reliability(self) -> str:
        return self.figures["reliability"] or ""


@dataclass(frozen=True)
class UnitLoad:
    """The load of a unit with the reason where there is none, and what it would take where it can't keep up."""

    unit: str
    name: str
    figures: dict[str, Any]
    reason: str
    needed: str


@dataclass(frozen=True)
class VariantFlow:
    """All there is about one variant; `names` are those of its units and links."""

    variant: str
    name: str
    current: bool
    lines: tuple[Line, ...]
    units: tuple[UnitLoad, ...]
    names: dict[str, str]
    target: float
    assumed: tuple[str, ...] = ()
    polca: tuple[dict[str, Any], ...] = ()

    def line(self, order: str) -> Line | None:
        return next((line for line in self.lines if line.order == order), None)


@dataclass(frozen=True)
class Curve:
    """MCT over lot sizes of one family in one variant."""

    order: str
    points: tuple[LotPoint, ...]
    best: LotPoint | None
    present: float


@dataclass(frozen=True)
class Overview:
    """All variants of the document, and the curve that was asked for."""

    variants: tuple[VariantFlow, ...]
    curve: Curve | None

    def variant(self, identity: str) -> VariantFlow | None:
        return next((one for one in self.variants if one.variant == identity), None)


def overview(organisation: Any, variant: str, *, curve_order: str) -> Overview:
    """Figures of every variant, and the lot-size curve of a family in the one that is shown."""
    variants = tuple(variant_flow(organisation, one) for one in organisation.variants)
    return Overview(variants, curve(organisation, variant, curve_order) if curve_order in organisation.orders else None)


def what_if(organisation: Any, variant: str, *, levers: Levers) -> VariantFlow:
    """Figures of a variant with the levers as they stand."""
    from organisatiecanvas.models.analysis.flow.whatif import pulled

    flow = variant_flow(pulled(organisation, variant, levers), variant)
    if levers.unit is None or levers.pooled is None:
        return flow
    return _sharing(flow, levers.unit, levers.pooled)


def _sharing(flow: VariantFlow, first: str, second: str) -> VariantFlow:
    """People who do each other's work are equally busy in both units, whichever holds the work in the computation."""
    both = next((unit for unit in flow.units if unit.unit == first), None)
    if both is None:
        return flow
    others = tuple(unit for unit in flow.units if unit.unit != second)
    return replace(flow, units=(*others, replace(both, unit=second, name=flow.names[second])))


def spread_of(organisation: Any, variant: str, *, levers: Levers, spread: Spread) -> dict[str, Band]:
    from organisatiecanvas.models.analysis.flow.whatif import bands, pulled

    return bands(pulled(organisation, variant, levers), variant, spread)


def bands_of(organisation: Any, variant: str, *, levers: Levers, spread: Spread) -> dict[tuple[str, str], Band]:
    """Bands of the shown variant, of the one to compare with, and with the levers."""
    current = organisation.current_variant()
    found: dict[tuple[str, str], Band] = {}
    for one in dict.fromkeys((variant, current.id if current is not None else variant)):
        bands = spread_of(organisation, one, levers=Levers(), spread=spread)
        found |= {(one, order): band for order, band in bands.items()}
    if levers.moved:
        bands = spread_of(organisation, variant, levers=levers, spread=spread)
        found |= {(TRIAL, order): band for order, band in bands.items()}
    return found


def curve(organisation: Any, variant: str, order: str) -> Curve:
    from organisatiecanvas.models.analysis.common import Basis
    from organisatiecanvas.models.analysis.flow.lots import best_point, fine_curve
    from organisatiecanvas.models.analysis.flow.orders import no_time

    points, row = fine_curve(Basis(organisation, organisation.variants[variant]), order), organisation.orders[order]
    if all(point.mct_days == 0 for point in points):  # not the shortest there is, but nothing known
        points = [replace(point, mct_days=None, reason=no_time(row)) for point in points]
    return Curve(order, tuple(points), best_point(points), row.lot_size)


def variant_flow(organisation: Any, identity: str) -> VariantFlow:
    from organisatiecanvas.canvas import style
    from organisatiecanvas.models.analysis.common import Basis
    from organisatiecanvas.models.analysis.flow.assumptions import assumptions, grouped
    from organisatiecanvas.models.analysis.flow.findings import join_words
    from organisatiecanvas.models.analysis.flow.load import loads
    from organisatiecanvas.models.analysis.flow.network import build
    from organisatiecanvas.models.analysis.flow.stages import Timeline, timeline

    variant = organisation.variants[identity]
    basis = Basis(organisation, variant)
    figures = basis.figures("flow")
    found = loads(basis, build(basis))
    reasons = {item["key"]: item["reason"] for item in basis.missing.items}
    defaults = assumptions(basis)
    lines = []
    for index, (row, order) in enumerate(zip(figures["orders"], organisation.orders.values(), strict=True)):
        colour = style.valid(order.colour) or style.FAMILIES[index % len(style.FAMILIES)]
        held = [item for item in defaults if _concerns(basis, order.id, item)]
        words = _words(grouped(organisation, variant, held))
        close = [join for join in figures["joins"] if join["order"] == order.id]
        joins = tuple(join_words(basis, join, order.name) for join in close)
        timeless = reasons.get(f"flow.orders.{order.id}.white_space", "") if row["mct_days"] is not None else ""
        stages = Timeline(reason=timeless) if timeless else timeline(basis, found, order)
        lines.append(Line(order.id, order.name, colour, dict(row), stages, words, joins))
    needed = {row["unit"]: row for row in figures["needed"]}
    units = tuple(
        UnitLoad(
            row["unit"],
            variant.units[row["unit"]].name,
            dict(row),
            reasons.get(f"flow.units.{row['unit']}.utilisation", "")
            or reasons.get(f"flow.units.{row['unit']}.wait_hours", ""),
            _needed(variant, needed.get(row["unit"])),
        )
        for row in figures["units"]
        if row["lots_per_week"] > 0
    )
    names = {unit.id: unit.name for unit in variant.units.values()}
    for link in variant.links.values():
        names[link.id] = f"{names[link.from_]} → {names[link.to_]}"
    target = organisation.rules.utilisation_target
    current = variant.kind == "current"
    words = _words(grouped(organisation, variant, defaults))
    return VariantFlow(
        identity, variant.name, current, tuple(lines), units, names, target, words, tuple(figures["polca"])
    )


def _concerns(basis: Any, order: str, item: Any) -> bool:
    """Whether the lead time of an order family depends on this field."""
    collection, identity, variant = item["collection"], item["id"], basis.variant
    if collection == "orders":
        return bool(identity == order)
    if collection == "tasks":
        return bool(variant.tasks[identity].order == order)
    if collection == "links":
        return bool(variant.links[identity].order == order)
    tasks = basis.order_tasks[order]
    if collection == "units":
        return any(task.unit == identity for task in tasks)
    return any(task.machine == identity for task in tasks)


def _words(groups: Any) -> tuple[str, ...]:
    """«Variability of arrivals (scv) = 1: Maatwerk, Herhaal», one line a field."""
    return tuple(f"{group.field} = {group.value}: {_listed(group.names)}" for group in groups)


def _listed(names: list[str], most: int = 6) -> str:
    from organisatiecanvas.models.language import _

    shown = ", ".join(names[:most])
    more = len(names) - most
    return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown


def _needed(variant: Any, row: Any) -> str:
    from organisatiecanvas.models.language import _, ngettext

    if row is None:
        return ""
    if row["machine"] is None:
        return ngettext("needs {count} place", "needs {count} places", row["count"]).format(count=row["count"])
    machine = variant.units[row["unit"]].machines[row["machine"]].name
    return _("needs {count} × {machine}").format(count=row["count"], machine=machine)
