"""Overlays: units and links coloured by one figure, in classes with a symbol each, and the legend that goes with it.

Made from the figures of `analyse` (interchange.md) and the rules of the document. A figure that lacks its data is in
the class `none`, with the reason; external units have no figures and keep their own look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import OVERLAYS, Level
from organisatiecanvas.models.analysis.capacity import ROOM_BELOW, TARGET_BELOW, TIGHT_UP_TO
from organisatiecanvas.models.analysis.control import GOOD_AUTHORITY, GOOD_COVERAGE, MUCH_CONTROL_WORK, POOR_COVERAGE
from organisatiecanvas.models.language import _, decimal, percent

NAMES = OVERLAYS
# Shares of an order's lead time (MCT) that one unit or link takes [own].
SMALL_SHARE, LARGE_SHARE = 0.10, 0.25
MANY_COVERED = 0.5  # share of the required skills above which a gap is a point of attention, not a problem
UNKNOWN = "–"
STALE = 0.3  # how much of a colour is left while newer figures are computed


@dataclass(frozen=True)
class Tint:
    """How one element looks under an overlay: colours as #rrggbb; `hatched` where there is no figure.

    `fill` is the heading and what is seen from afar, `ink` its text, `body` the paper below it, `edge` the colour of
    a link or frame. `text` is the figure, `tooltip` the sentence behind it.
    """

    level: Level
    symbol: str
    fill: str
    ink: str
    body: str
    text: str
    tooltip: str
    hatched: bool = False
    stale: bool = False

    @property
    def edge(self) -> str:
        return self.fill


@dataclass(frozen=True)
class Class:
    """A line of the legend: `words` with the threshold, `count` of units and `links` in it."""

    key: str
    level: Level
    words: str
    count: int = 0
    links: int = 0

    @property
    def symbol(self) -> str:
        return colours(self.key, self.level)[0]


@dataclass(frozen=True)
class Overlay:
    """What an overlay shows now; `stale` while newer figures are being computed."""

    name: str
    title: str
    note: str
    classes: tuple[Class, ...]
    units: dict[str, Tint] = field(default_factory=dict)
    links: dict[str, Tint] = field(default_factory=dict)
    stale: bool = False


@dataclass(frozen=True)
class Reading:
    """A figure of one element: the class it falls in, its short text and the sentence behind it."""

    key: str
    text: str
    sentence: str


def titles() -> dict[str, str]:
    """Name → what people call an overlay, in the order of the menu."""
    return {
        "occupancy": _("Occupancy"),
        "control": _("Control capacity"),
        "skills": _("1-3-1"),
        "lead_time": _("Lead time"),
        "strain": _("Work pressure"),
    }


@cache
def colours(key: str, level: Level) -> tuple[str, str, str, str]:
    """Symbol, fill, ink on it, and paper of a class. Fills differ in lightness too, so that grey prints tell."""
    palette = style.LIGHT
    if key == "room":
        fill = style.mix(palette.good, 0.45)
        return "○", fill, palette.ink, style.mix(palette.good_tint, 0.5)
    symbol = style.SYMBOLS.get(level, UNKNOWN)
    fill, body = {
        "good": (palette.good, palette.good_tint),
        "attention": (palette.attention, palette.attention_tint),
        "problem": (palette.on_problem, palette.problem_tint),
        "none": (style.mix(palette.muted, 0.25), palette.hover),
    }[level]
    ink = "#ffffff" if style.contrast(fill, "#ffffff") >= 4.5 else palette.ink
    return symbol, style.legible(fill) if ink == "#ffffff" else fill, ink, body


def tint(key: str, level: Level, reading: Reading, *, stale: bool = False) -> Tint:
    """The look of an element in this class; stale ones are pale and say so."""
    symbol, fill, ink, body = colours(key, level)
    tooltip = reading.sentence
    if stale:
        fill, body, ink = style.mix(fill, STALE, style.LIGHT.line), style.mix(body, STALE), style.LIGHT.ink
        tooltip = f"{tooltip}\n{_('Of before the last change: computing…')}"
    return Tint(level, symbol, fill, ink, body, reading.text, tooltip, level == "none", stale)


def overlay(name: str, figures: dict[str, Any] | None, organisation: Any, variant: Any, *, stale: bool) -> Overlay:
    """The overlay of this name; without figures (yet) every unit is in the class without data.

    Raises KeyError for a name that is not in NAMES.
    """
    maker = _MAKERS[name]
    classes = _classes(name, organisation)
    levels = {one.key: one.level for one in classes}
    source = _Source(figures or {}, organisation, variant)
    units: dict[str, Tint] = {}
    links: dict[str, Tint] = {}
    counts = dict.fromkeys(levels, 0)
    link_counts = dict.fromkeys(levels, 0)
    if figures is not None or not stale:
        for unit in variant.units.values():
            if unit.kind == "external":
                continue
            reading = maker(source, unit.id)
            units[unit.id] = tint(reading.key, levels[reading.key], reading, stale=stale)
            counts[reading.key] += 1
        if name == "lead_time":
            for link, reading in _link_readings(source):
                links[link] = tint(reading.key, levels[reading.key], reading, stale=stale)
                link_counts[reading.key] += 1
    counted = tuple(replace(one, count=counts[one.key], links=link_counts[one.key]) for one in classes)
    return Overlay(name, titles()[name], _note(name), counted, units, links, stale)


# -- classes -------------------------------------------------------------------------------------------------------


def _classes(name: str, organisation: Any) -> tuple[Class, ...]:
    """The legend, with the thresholds that hold in this document."""
    if name == "occupancy":
        found = [
            Class("room", "good", _("room: below {share}").format(share=percent(ROOM_BELOW))),
            Class("good", "good", _("below {share}").format(share=percent(TARGET_BELOW))),
            Class("attention", "attention", _("tight: up to {share}").format(share=percent(TIGHT_UP_TO))),
            Class("problem", "problem", _("overloaded: above {share}").format(share=percent(TIGHT_UP_TO))),
        ]
    elif name == "control":
        words = {"good": percent(GOOD_COVERAGE), "poor": percent(POOR_COVERAGE)}
        authority, work = decimal(GOOD_AUTHORITY, 1), percent(MUCH_CONTROL_WORK, 1)
        found = [
            Class("good", "good", _("solves {good} or more, authority {authority} or more").format(
                good=words["good"], authority=authority)),
            Class("attention", "attention", _("in between")),
            Class("problem", "problem", _("solves less than {poor}, or over {work} control work with little authority")
                  .format(poor=words["poor"], work=work)),
        ]  # fmt: skip
    elif name == "skills":
        rules = organisation.rules
        found = [
            Class("good", "good", _("every required skill mastered by enough people (usually {people})").format(
                people=rules.people_per_skill)),
            Class("attention", "attention", _("more than half of them")),
            Class("problem", "problem", _("half of them or fewer")),
        ]  # fmt: skip
    elif name == "lead_time":
        small, large = percent(SMALL_SHARE), percent(LARGE_SHARE)
        found = [
            Class("good", "good", _("takes less than {share} of the MCT").format(share=small)),
            Class("attention", "attention", _("{small} to {large} of the MCT").format(small=small, large=large)),
            Class("problem", "problem", _("takes {share} of the MCT or more").format(share=large)),
        ]
    else:
        found = [
            Class("good", "good", _("relaxed: low demands, much control")),
            Class("attention", "attention", _("active or passive")),
            Class("problem", "problem", _("straining: high demands, little control")),
        ]
    return (*found, Class("none", "none", _("n/a")))


def _note(name: str) -> str:
    """What must be said with an overlay."""
    return {
        "occupancy": _("Hours of work as a share of the hours available"),
        "control": _("The share of its disturbances that a unit solves itself, and what it may decide"),
        "skills": _("Required skills that enough people of the unit master"),
        "lead_time": _("The share in the longest lead time that comes by"),
        "strain": _("An indication from the structure, not a measurement"),
    }[name]


# -- readings ------------------------------------------------------------------------------------------------------


class _Source:
    """Figures by unit, each section put in order once."""

    def __init__(self, figures: dict[str, Any], organisation: Any, variant: Any) -> None:
        self.figures, self.organisation, self.variant = figures, organisation, variant
        self._reasons = {item["key"]: item["reason"] for item in figures.get("missing", ())}
        self._rows: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        self._shares: dict[tuple[str, str], tuple[float, dict[str, Any]]] | None = None

    def row(self, section: str, part: str, unit: str) -> dict[str, Any]:
        if (section, part) not in self._rows:
            rows = (self.figures.get(section) or {}).get(part) or []
            self._rows[section, part] = {row["unit"]: row for row in rows}
        return self._rows[section, part].get(unit, {})

    def unknown(self, *keys: str) -> Reading:
        """No figure, and why: the reason of the most exact key that has one."""
        reason = next((self._reasons[key] for key in keys if key in self._reasons), "")
        return Reading("none", _("n/a"), reason or _("The data for this figure are not there yet."))

    def share(self, kind: str, identity: str) -> tuple[float, dict[str, Any]] | None:
        """The largest share that a unit or link (`kind`) has in the lead time of an order, and its step there."""
        if self._shares is None:
            self._shares = {}
            flow = self.figures.get("flow") or {}
            lead = {row["order"]: row["mct_days"] for row in flow.get("orders", ()) if row["mct_days"]}
            sums: dict[tuple[str, str, str], dict[str, Any]] = {}
            for step in flow.get("path_steps", ()):
                kind_, name = ("units", step["unit"]) if step["unit"] is not None else ("links", step["link"])
                own = sums.setdefault((step["order"], kind_, name), {**step, "touch_days": 0.0, "wait_days": 0.0})
                own["touch_days"] += step["touch_days"]
                own["wait_days"] += step["wait_days"]
            for (order, kind_, name), step in sums.items():
                if order in lead:
                    part = (step["touch_days"] + step["wait_days"]) / lead[order]
                    if part > self._shares.get((kind_, name), (-1.0, {}))[0]:
                        self._shares[kind_, name] = part, step
        return self._shares.get((kind, identity))


def _occupancy(source: _Source, unit: str) -> Reading:
    row = source.row("capacity", "units", unit)
    if row.get("occupancy") is None:
        return source.unknown(f"capacity.units.{unit}.occupancy", f"capacity.units.{unit}.demand_hours", "capacity")
    key = {"room": "room", "target": "good", "tight": "attention", "overloaded": "problem"}[row["band"]]
    sentence = _("Occupancy {share}: {demand} of {available} hours a week").format(
        share=percent(row["occupancy"]), demand=decimal(row["demand_hours"]), available=decimal(row["available_hours"])
    )
    return Reading(key, percent(row["occupancy"]), sentence)


def _control(source: _Source, unit: str) -> Reading:
    row = source.row("control", "units", unit)
    if row.get("light") is None:
        return source.unknown(f"control.units.{unit}.light", f"control.units.{unit}.coverage", "control")
    sentence = _("Solves {share} of its disturbances itself").format(share=percent(row["coverage"]))
    if row["authority_total"] is not None:
        sentence += "\n" + _("Authority {value} of 1").format(value=decimal(row["authority_total"], 2))
    return Reading(row["light"], percent(row["coverage"]), sentence)


def _skills(source: _Source, unit: str) -> Reading:
    row = source.row("skills", "units", unit)
    if not row:
        return source.unknown("skills.units", "skills")
    asked = row["skills"]
    if not asked:
        return Reading("none", _("n/a"), _("No skills are asked of this unit yet."))
    short = [item for item in asked if item["cover"] < item["needed"]]
    covered = len(asked) - len(short)
    lines = [
        _("{covered} of {asked} required skills are mastered by enough people").format(
            covered=covered, asked=len(asked)
        )
    ]
    lines += [
        _("{skill}: {cover} of {needed}").format(
            skill=source.organisation.skills[item["skill"]].name, cover=item["cover"], needed=item["needed"]
        )
        for item in short
        if item["skill"] in source.organisation.skills
    ]
    key = "good" if not short else "attention" if covered > MANY_COVERED * len(asked) else "problem"
    return Reading(key, f"{covered} / {len(asked)}", "\n".join(lines))


def _lead_time(source: _Source, unit: str) -> Reading:
    found = source.share("units", unit)
    if found is None:
        keys = (f"flow.units.{unit}.wait_hours", f"flow.units.{unit}.service_hours", "flow.orders", "flow")
        if source.row("flow", "units", unit).get("wait_hours") is not None:
            return Reading("none", _("n/a"), _("It is on no longest way of an order: it does not add to a lead time."))
        return source.unknown(*keys)
    return _share_reading(source, *found)


def _share_reading(source: _Source, share: float, step: dict[str, Any]) -> Reading:
    key = "good" if share < SMALL_SHARE else "attention" if share < LARGE_SHARE else "problem"
    order = source.organisation.orders.get(step["order"])
    sentence = _("{share} of the lead time of {order}: {touch} days of work and {wait} days of waiting").format(
        share=percent(share),
        order=order.name if order is not None else step["order"],
        touch=decimal(step["touch_days"]),
        wait=decimal(step["wait_days"]),
    )
    return Reading(key, percent(share), sentence)


def _strain(source: _Source, unit: str) -> Reading:
    row = source.row("strain", "estimates", unit)
    if row.get("quadrant") is None:
        return source.unknown(f"strain.estimates.{unit}.quadrant", f"strain.estimates.{unit}", "strain")
    quadrant = row["quadrant"]
    key, words = {
        "slopend": ("problem", _("straining")),
        "actief": ("attention", _("active")),
        "passief": ("attention", _("passive")),
        "ontspannen": ("good", _("relaxed")),
    }[quadrant]
    sentence = _("Demands {demands}, control {control} (0 to 1). An indication from the structure, not a measurement.")
    return Reading(
        key,
        words,
        sentence.format(demands=decimal(row["demand_index"], 2), control=decimal(row["control_index"], 2)),
    )


def _link_readings(source: _Source) -> Iterator[tuple[str, Reading]]:
    """The order links that wait: by their share in a lead time; the others keep their look."""
    for link in source.variant.links.values():
        if link.kind != "order" or not link.wait_days:
            continue
        found = source.share("links", link.id)
        if found is not None:
            yield link.id, _share_reading(source, *found)


_MAKERS: dict[str, Callable[[_Source, str], Reading]] = {
    "occupancy": _occupancy,
    "control": _control,
    "skills": _skills,
    "lead_time": _lead_time,
    "strain": _strain,
}
