"""What figures and their values are called on screen and in reports, by the keys of `analyse`."""

from __future__ import annotations

from organisatiecanvas.models.labels import CHOICES, FIELDS
from organisatiecanvas.models.language import N_, _, decimal, percent

SECTIONS = {
    "skills": N_("Skills"),
    "flow": N_("Lead time"),
    "capacity": N_("Work in hours"),
    "control": N_("Control capacity"),
    "structure": N_("Structure"),
    "work_quality": N_("Quality of work"),
    "strain": N_("Workload and control"),
}
LISTS = {
    "people": N_("People"),
    "skills": N_("Skills"),
    "expiring": N_("Validity that ends"),
    "units": N_("Units"),
    "hire": N_("People short"),
    "waived": N_("Not asked for"),
    "orders": N_("Order families"),
    "uncovered": N_("Disturbances without authority"),
    "meetings": N_("Time in meetings"),
    "roles": N_("Roles"),
    "groups": N_("Groups"),
    "estimates": N_("Indication from the structure, not a measurement"),
    "steps": N_("Training steps"),
    "training_plan": N_("Training plan"),
    "needed": N_("Places or machines it would take"),
    "path_steps": N_("Along the critical path"),
    "joins": N_("Branches that take nearly as long"),
    "stations": N_("Machines and places"),
    "polca": N_("POLCA loops"),
}
FIGURES = {
    "authority": N_("Authority"),
    "authority_operational": N_("Operational authority"),
    "authority_total": N_("Authority overall"),
    "autonomy": N_("Autonomy"),
    "available_hours": N_("Hours available"),
    "band": N_("Band"),
    "bottleneck_skills": N_("Skills that are short"),
    "breadth": N_("Skills mastered"),
    "bus_factor": N_("Smallest cover"),
    "cards": N_("POLCA cards"),
    "careful": N_("Read with care"),
    "completeness": N_("Completeness"),
    "contact": N_("Contact"),
    "control_index": N_("Control index"),
    "control_levels": N_("Separation of control by level"),
    "control_parts": N_("Splitting of control loops"),
    "control_specialisation": N_("Specialisation of control"),
    "cover": N_("Cover"),
    "coverage": N_("Solved by the unit"),
    "critical_path": N_("Critical path"),
    "decision_coverage": N_("Decisions with a meeting or the unit itself"),
    "demand_hours": N_("Hours asked"),
    "demand_index": N_("Demand index"),
    "demands": N_("Demands"),
    "differentiation": N_("Differentiation"),
    "difficulty": N_("Difficulty"),
    "disturbance": N_("Disturbance"),
    "expired": N_("Expired"),
    "flow_hours": N_("Hours in flow"),
    "fte_short": N_("FTE short"),
    "functional_concentration": N_("Functional concentration"),
    "handoffs": N_("Handoffs"),
    "handoffs_per_order": N_("Handoffs per lot"),
    "information": N_("Information"),
    "interface_coverage": N_("Interfaces with a meeting"),
    "light": N_("Light"),
    "longest_days": N_("Longest branch (days)"),
    "link": N_("Link"),
    "link_days": N_("Between units (days)"),
    "lots_in_process": N_("Lots in process"),
    "lots_per_week": N_("Lots a week"),
    "lots_present": N_("Lots present"),
    "mct_days": N_("MCT (calendar days)"),
    "mct_longest_days": N_("Longest MCT (days)"),
    "mean_breadth": N_("Skills per person"),
    "n": N_("Answers"),
    "needed": N_("Needed"),
    "occupancy": N_("Occupancy"),
    "occupancy_one_absent": N_("With one absent"),
    "ok": N_("Enough"),
    "organising": N_("Organising tasks"),
    "quadrant": N_("Quadrant"),
    "reasons": N_("Reasons"),
    "readiness": N_("Targets reached"),
    "reliability": N_("Reliability"),
    "required_hours": N_("Control asked (h)"),
    "required_share": N_("Control asked"),
    "score": N_("Score"),
    "second_days": N_("Second branch (days)"),
    "separation": N_("Separation of doing and deciding"),
    "service_hours": N_("Service (h)"),
    "share": N_("Share"),
    "skills": N_("Skills"),
    "short_cycle": N_("Short cycles"),
    "slack_days": N_("Slack (days)"),
    "specialisation": N_("Specialisation"),
    "station": N_("Part"),
    "stable": N_("Every unit keeps up"),
    "suppressed": N_("Suppressed"),
    "team_pair_density": N_("Pairs of units with a link"),
    "training_plan": N_("Training plan"),
    "touch_days": N_("Touch time (days)"),
    "touch_hours": N_("Touch time (h)"),
    "unserved_hours": N_("Hours without a master"),
    "utilisation": N_("Utilisation"),
    "versatility": N_("Versatility"),
    "wait_days": N_("Waiting (days)"),
    "wait_hours": N_("Waiting (h)"),
    "white_space": N_("White space"),
}
VALUES = {
    "breadth": N_("too few skills"),
    "skill-gap": N_("nobody masters it"),
    "skill-single": N_("one person masters it"),
    "skill-fragile": N_("too few master it"),
    "gap": N_("nobody"),
    "single": N_("one person"),
    "fragile": N_("too few"),
    "covered": N_("covered"),
    "exempt": N_("exempt"),
    "room": N_("room"),
    "target": N_("on target"),
    "tight": N_("tight"),
    "overloaded": N_("overloaded"),
    "machine": N_("machine"),
    "places": N_("places"),
    "people": N_("people"),
    "good": N_("good"),
    "attention": N_("attention"),
    "problem": N_("problem"),
    "slopend": N_("high strain"),
    "actief": N_("active"),
    "passief": N_("passive"),
    "ontspannen": N_("relaxed"),
    "onbetrouwbaar": N_("unreliable"),
}
SHARES = frozenset(
    {
        "score", "versatility", "readiness", "utilisation", "white_space", "occupancy", "occupancy_one_absent",
        "required_share", "coverage", "decision_coverage", "interface_coverage", "share", "team_pair_density",
    }
)  # fmt: skip
INDICES = frozenset(
    {
        "authority_total", "authority_operational", "functional_concentration", "differentiation", "specialisation",
        "separation",
        "control_levels", "control_parts", "control_specialisation", "demand_index", "control_index",
    }
)  # fmt: skip


def section_label(name: str) -> str:
    return _(SECTIONS[name])


def list_label(name: str) -> str:
    return _(LISTS.get(name, name))


# Figures whose key says too little where figures of all sections stand below each other, by where they stand.
PLACED = {
    "skills.score": N_("Score: the part that meets the rule"),
    "structure.score": N_("Score: lower is simpler"),
}


def figure_label(name: str) -> str:
    """The label of a figure, or of what it is about, by its key or by its section and key."""
    return _(PLACED.get(name) or FIGURES.get(name) or FIELDS.get(name, name))


def value_label(value: str) -> str:
    """A word among the figures, such as a status or a light."""
    return _(VALUES.get(value) or CHOICES.get(value, value))


def figure(name: str, value: float | bool | None) -> str:
    """A figure as it is read: shares as percentages, None as not applicable."""
    if value is None:
        return _("n/a")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return decimal(value, 0)
    if name in SHARES:
        return percent(value)
    return decimal(value, 2 if name in INDICES else 1)
