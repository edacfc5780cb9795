"""Figures of `analyse` put into tiles for the inspector and badges for the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from organisatiecanvas.models.language import _, decimal, percent

Severity = Literal["good", "attention", "problem", ""]
BANDS: dict[str, Severity] = {"room": "good", "target": "good", "tight": "attention", "overloaded": "problem"}
Figures = dict[str, Any]


@dataclass(frozen=True)
class Tile:
    """One figure of a unit; `reason` says why it is missing, then `value` is «n/a»."""

    caption: str
    value: str
    severity: Severity = ""
    tooltip: str = ""


def _row(figures: Figures, section: str, collection: str, key: str, identity: str) -> dict[str, Any] | None:
    rows = (figures.get(section) or {}).get(collection) or []
    return next((row for row in rows if row.get(key) == identity), None)


def _reason(figures: Figures, *keys: str) -> str:
    """Why a figure is missing, from the most exact key to the section."""
    reasons = {item["key"]: item["reason"] for item in figures.get("missing", ())}
    return next((reasons[key] for key in keys if key in reasons), "")


def unit_tiles(figures: Figures, unit: str, order_names: dict[str, str]) -> list[Tile]:
    """The figures of a unit that this version computes, in the order of the design."""
    makers = (_occupancy, _lead_time, _control, _coverage)
    tiles = [maker(figures, unit, order_names) for maker in makers]
    return [tile for tile in tiles if tile is not None]


def _missing(caption: str, reason: str) -> Tile:
    return Tile(caption, _("n/a"), "", reason or _("The data for this figure are not there yet."))


def _occupancy(figures: Figures, unit: str, _orders: dict[str, str]) -> Tile | None:
    row = _row(figures, "capacity", "units", "unit", unit)
    if row is None:  # not computed, or a unit outside the organisation
        return None
    caption = _("Occupancy")
    if row["occupancy"] is None:
        return _missing(caption, _reason(figures, f"capacity.units.{unit}.occupancy", f"capacity.units.{unit}"))
    tip = _("{demand} of {available} hours a week").format(
        demand=decimal(row["demand_hours"]), available=decimal(row["available_hours"])
    )
    return Tile(caption, percent(row["occupancy"]), BANDS.get(row["band"], ""), tip)


def _lead_time(figures: Figures, unit: str, orders: dict[str, str]) -> Tile | None:
    """The longest lead time of an order family whose critical path passes through the unit."""
    if figures.get("flow") is None:
        return None
    caption = _("Lead time (MCT)")
    through = [
        row for row in figures["flow"].get("orders", ()) if unit in (row.get("critical_path") or ()) and row["mct_days"]
    ]
    if not through:
        return _missing(caption, _reason(figures, "flow.orders", "flow") or _("No order flow takes its time here."))
    longest = max(through, key=lambda row: row["mct_days"])
    tip = _("{order}: {days} calendar days, from order to delivery").format(
        order=orders.get(longest["order"], longest["order"]), days=decimal(longest["mct_days"])
    )
    return Tile(caption, _("{days} d").format(days=decimal(longest["mct_days"])), "", tip)


def _control(figures: Figures, unit: str, _orders: dict[str, str]) -> Tile | None:
    row = _row(figures, "control", "units", "unit", unit)
    if row is None:
        return None
    caption = _("Control capacity")
    if row["coverage"] is None:
        return _missing(caption, _reason(figures, f"control.units.{unit}.coverage", f"control.units.{unit}"))
    tip = _("The share of its disturbances that the unit can solve itself")
    return Tile(caption, percent(row["coverage"]), row["light"] or "", tip)


def coverage(figures: Figures, unit: str) -> tuple[int, int] | None:
    """How many of the skills that a unit must have are covered, and how many there are; None without any."""
    row = _row(figures, "skills", "units", "unit", unit)
    if row is None or not row["skills"]:
        return None
    return sum(item["cover"] >= item["needed"] for item in row["skills"]), len(row["skills"])


def _coverage(figures: Figures, unit: str, _orders: dict[str, str]) -> Tile | None:
    if _row(figures, "skills", "units", "unit", unit) is None:
        return None
    found = coverage(figures, unit)
    if found is None:
        return _missing("1-3-1", _("No skills are asked of this unit yet."))
    covered, asked = found
    tip = _("{covered} of {asked} required skills are mastered by enough people").format(covered=covered, asked=asked)
    return Tile("1-3-1", f"{covered} / {asked}", _grade(covered, asked), tip)


def _grade(covered: int, asked: int) -> Severity:
    return "good" if covered == asked else "attention" if covered * 2 > asked else "problem"


def unit_badges(figures: Figures | None, units: list[str]) -> dict[str, tuple[str, Severity, str]]:
    """Unit id → text, how it stands, and the sentence behind it: occupancy, unless the skills stand worse."""
    if figures is None:
        return {}
    rank = {"": 0, "good": 1, "attention": 2, "problem": 3}
    badges: dict[str, tuple[str, Severity, str]] = {}
    for unit in units:
        load = _occupancy(figures, unit, {})
        cover = _coverage(figures, unit, {})
        tiles = [tile for tile in (load, cover) if tile is not None and tile.severity]
        if tiles:
            worst = max(tiles, key=lambda tile: rank[tile.severity])
            words = worst.value if worst is load else f"{worst.caption}: {worst.value}"
            badges[unit] = (words, worst.severity, f"{worst.caption}: {worst.value}. {worst.tooltip}")
    return badges
