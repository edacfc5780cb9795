"""Figures of `analyse` put into tiles for the inspector and badges for the drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

from organisatiecanvas.desktop.flow_words import reliability_words
from organisatiecanvas.models import language
from organisatiecanvas.models.language import _, decimal, percent

Severity = Literal["good", "attention", "problem", ""]
RANK: dict[Severity, int] = {"": 0, "good": 1, "attention": 2, "problem": 3}
LOAD = ("occupancy", "demand_hours", "available_hours", "band")  # of a unit, in the section on capacity
Load = tuple[Any, ...]
BANDS: dict[str, Severity] = {"room": "good", "target": "good", "tight": "attention", "overloaded": "problem"}
Figures = dict[str, Any]


@dataclass(frozen=True)
class Tile:
    """One figure of a unit, with a `note` small beside it; where it is missing `tooltip` says why."""

    caption: str
    value: str
    severity: Severity = ""
    tooltip: str = ""
    note: str = ""
    figure: str = ""  # the key of `analyse` that a term explains


class UnitFigures:
    """Figures by unit, gathered once: there may be thousands of units."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._rows: dict[str, dict[str, dict[str, Any]]] = {}

    def row(self, section: str, unit: str) -> dict[str, Any] | None:
        """What a section says of a unit."""
        if section not in self._rows:
            rows = (self.figures.get(section) or {}).get("units") or []
            self._rows[section] = {row["unit"]: row for row in rows}
        return self._rows[section].get(unit)

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return {item["key"]: item["reason"] for item in self.figures.get("missing", ())}

    def reason(self, *keys: str) -> str:
        """Why a figure is missing, from the most exact key to the section."""
        return next((self._reasons[key] for key in keys if key in self._reasons), "")


def unit_tiles(figures: UnitFigures, unit: str, order_names: dict[str, str]) -> list[Tile]:
    """The figures of a unit that this version computes, in the order of the design."""
    makers = {"occupancy": _occupancy, "mct_days": _lead_time, "coverage": _control, "score": _coverage}
    tiles = {figure: maker(figures, unit, order_names) for figure, maker in makers.items()}
    return [replace(tile, figure=figure) for figure, tile in tiles.items() if tile is not None]


def _missing(caption: str, reason: str) -> Tile:
    return Tile(caption, _("n/a"), "", reason or _("The data for this figure are not there yet."))


def _occupancy(index: UnitFigures, unit: str, _orders: dict[str, str]) -> Tile | None:
    row = index.row("capacity", unit)
    if row is None:  # not computed, or a unit outside the organisation
        return None
    caption = _("Occupancy")
    if row["occupancy"] is None:
        return _missing(caption, index.reason(f"capacity.units.{unit}.occupancy", f"capacity.units.{unit}"))
    return _load_tile(tuple(row[name] for name in LOAD))


def _load_tile(load: Load) -> Tile:
    occupancy, demand, available, band = load
    tip = _("{demand} of {available} hours a week").format(demand=decimal(demand), available=decimal(available))
    return Tile(_("Occupancy"), percent(occupancy), BANDS.get(band, ""), tip)


def _lead_time(index: UnitFigures, unit: str, orders: dict[str, str]) -> Tile | None:
    """The longest lead time of an order family whose critical path passes through the unit."""
    flow = index.figures.get("flow")
    if flow is None:
        return None
    caption = _("Lead time (MCT)")
    through = [row for row in flow.get("orders", ()) if unit in (row.get("critical_path") or ()) and row["mct_days"]]
    if not through:
        return _missing(caption, index.reason("flow.orders", "flow") or _("No order flow takes its time here."))
    longest = max(through, key=lambda row: row["mct_days"])
    tip = _("{order}: {days} calendar days, from order to delivery").format(
        order=orders.get(longest["order"], longest["order"]), days=decimal(longest["mct_days"])
    )
    days = _("{days} d").format(days=decimal(longest["mct_days"]))
    return Tile(caption, days, "", tip, note=reliability_words(longest["reliability"] or ""))


def _control(index: UnitFigures, unit: str, _orders: dict[str, str]) -> Tile | None:
    row = index.row("control", unit)
    if row is None:
        return None
    caption = _("Control capacity")
    if row["coverage"] is None:
        return _missing(caption, index.reason(f"control.units.{unit}.coverage", f"control.units.{unit}"))
    tip = _("The share of its disturbances that the unit can solve itself")
    return Tile(caption, percent(row["coverage"]), row["light"] or "", tip)


def _covered(index: UnitFigures, unit: str) -> tuple[int, int] | None:
    """How many of the skills that a unit must have are covered, and how many there are; None without any."""
    row = index.row("skills", unit)
    if row is None or not row["skills"]:
        return None
    return sum(item["cover"] >= item["needed"] for item in row["skills"]), len(row["skills"])


def _coverage(index: UnitFigures, unit: str, _orders: dict[str, str]) -> Tile | None:
    if index.row("skills", unit) is None:
        return None
    found = _covered(index, unit)
    if found is None:
        return _missing("1-3-1", _("No skills are asked of this unit yet."))
    return _cover_tile(*found)


def _cover_tile(covered: int, asked: int) -> Tile:
    tip = _("{covered} of {asked} required skills are mastered by enough people").format(covered=covered, asked=asked)
    return Tile("1-3-1", f"{covered} / {asked}", _grade(covered, asked), tip)


def _grade(covered: int, asked: int) -> Severity:
    return "good" if covered == asked else "attention" if covered * 2 > asked else "problem"


def unit_badges(figures: Figures | None, units: list[str]) -> dict[str, tuple[str, Severity, str]]:
    """Unit id → text, how it stands, and the sentence behind it: occupancy, unless the skills stand worse."""
    if figures is None:
        return {}
    badges: dict[str, tuple[str, Severity, str]] = {}
    index, spoken = UnitFigures(figures), language.current()
    for unit in units:
        row = index.row("capacity", unit)
        load = tuple(row[name] for name in LOAD) if row is not None and row["occupancy"] is not None else None
        badge = _badge(load, _covered(index, unit), spoken)
        if badge is not None:
            badges[unit] = badge
    return badges


@lru_cache(maxsize=8192)
def _badge(load: Load | None, cover: tuple[int, int] | None, _language: str) -> tuple[str, Severity, str] | None:
    """Most units stand as they did before the last edit."""
    busy = _load_tile(load) if load is not None else None
    skilled = _cover_tile(*cover) if cover is not None else None
    tiles = [tile for tile in (busy, skilled) if tile is not None and tile.severity]
    if not tiles:
        return None
    worst = max(tiles, key=lambda tile: RANK[tile.severity])
    words = worst.value if worst is busy else f"{worst.caption}: {worst.value}"
    return words, worst.severity, f"{worst.caption}: {worst.value}. {worst.tooltip}"
