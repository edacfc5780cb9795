"""Which way each figure of `analyse` is better, and why: one table for all figures that are compared.

A `*` in a key stands for the id of a row. The reasons are those of the literature that method.md names with the figure;
where a figure has no better side by itself, the reason says which figure does tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from organisatiecanvas.models.language import N_
from organisatiecanvas.models.organisation import LEVELS, SCOPES

HIGHER, LOWER, NEITHER = 1, -1, 0
Better = int | Mapping[str, int]  # or words with their ranks, the highest is best; a word without rank is not compared


class Direction(NamedTuple):
    better: Better
    reason: str


class _Group(NamedTuple):
    better: Better
    reason: str
    keys: tuple[str, ...]


# Lists of matters to be solved: their figure is the number of rows.
COUNTED = (
    "skills.expiring",
    "skills.hire",
    "skills.waived",
    "skills.training_plan.steps",
    "skills.training_plan.hire",
    "skills.training_plan.waived",
    "flow.needed",
    "capacity.bottleneck_skills",
    "control.uncovered",
)
# Lists of rows with figures of their own: what each row is about, as its keys say.
TABLES: dict[str, tuple[str, ...]] = {
    "skills.people": ("person",),
    "skills.skills": ("skill",),
    "skills.units": ("unit",),
    "skills.units.*.skills": ("skill",),
    "flow.units": ("unit",),
    "flow.orders": ("order",),
    "capacity.units": ("unit",),
    "control.units": ("unit",),
    "control.meetings": ("person",),
    "work_quality.roles": ("role",),
    "strain.groups": ("group", "instrument"),
    "strain.estimates": ("unit",),
}
# What a figure above is made of, or what it is about: details that are not compared one by one.
LEFT_OUT = frozenset(
    {
        "skills.people.*.exempt", "flow.units.*.reliability", "flow.orders.*.reliability",
        "flow.orders.*.critical_path", "flow.orders.*.slack_days", "flow.stations", "flow.path_steps", "flow.joins",
        "flow.polca", "flow.assumptions", "strain.groups.*.*.n", "strain.groups.*.*.suppressed",
        "strain.groups.*.*.careful", "control.unmet_decisions", "control.unmet_interfaces",
    }
)  # fmt: skip

_GROUPS = (
    _Group(
        HIGHER,
        N_("Absence and peaks are met from within when more people master more skills."),
        (
            "skills.people.*.breadth", "skills.people.*.ok", "skills.skills.*.cover", "skills.score",
            "skills.versatility", "skills.mean_breadth", "skills.units.*.skills.*.cover", "skills.units.*.bus_factor",
        ),
    ),
    _Group(
        {"gap": 0, "single": 1, "fragile": 2, "covered": 3},
        N_("Work that rests on nobody or on one person stops when that person is away."),
        ("skills.skills.*.status",),
    ),
    _Group(HIGHER, N_("What was agreed to learn has been learned."), ("skills.readiness",)),
    _Group(
        NEITHER,
        N_("How much is asked follows from the rules and the drawing; whether it is met is another figure."),
        ("skills.people.*.needed", "skills.skills.*.needed", "skills.units.*.skills.*.needed"),
    ),
    _Group(
        LOWER,
        N_("Every one of them is still to be solved."),
        (*COUNTED, "skills.training_plan.hours", "capacity.units.*.fte_short", "capacity.unserved_hours"),
    ),
    _Group(
        LOWER,
        N_("Time in which an order waits or goes round makes delivery later and costs money (Suri)."),
        (
            "flow.units.*.wait_hours", "flow.units.*.lots_present", "flow.orders.*.mct_days",
            "flow.orders.*.mct_longest_days", "flow.orders.*.wait_hours", "flow.orders.*.link_days",
            "flow.orders.*.white_space", "flow.orders.*.flow_hours", "flow.orders.*.lots_in_process",
        ),
    ),
    _Group(
        LOWER,
        N_("Every handoff has to be coordinated, and can wait or go wrong."),
        ("flow.orders.*.handoffs", "structure.handoffs_per_order"),
    ),
    _Group(HIGHER, N_("Where a unit can't keep up, orders pile up without end."), ("flow.stable",)),
    _Group(
        NEITHER,
        N_("The amount of work is neither good nor bad by itself; occupancy band and waiting tell whether it fits."),
        (
            "flow.units.*.lots_per_week", "flow.units.*.service_hours", "flow.orders.*.touch_hours",
            "capacity.units.*.demand_hours", "capacity.units.*.available_hours",
        ),
    ),
    _Group(
        NEITHER,
        N_("Too full makes orders wait, too empty leaves people idle: the band and the waiting tell."),
        ("flow.units.*.utilisation", "capacity.units.*.occupancy", "capacity.units.*.occupancy_one_absent"),
    ),
    _Group(
        # «room» has no rank: whether free hours are spare or idle is for people to say.
        {"overloaded": 0, "tight": 1, "target": 2},
        N_("Without spare hours every disturbance becomes waiting or overtime."),
        ("capacity.units.*.band",),
    ),
    _Group(
        LOWER,
        N_("Either the need for control falls or the capacity rises (Ashby, de Sitter); here the need."),
        ("control.units.*.required_hours", "control.units.*.required_share"),
    ),
    _Group(
        HIGHER,
        N_("Either the need for control falls or the capacity rises (Ashby, de Sitter); here the capacity."),
        (
            "control.units.*.coverage", "control.units.*.authority_total", "control.units.*.authority_operational",
            "control.decision_coverage",
            "control.interface_coverage",
            *(f"control.units.*.authority.{level}.{scope}" for level in LEVELS for scope in SCOPES),
        ),
    ),
    _Group(
        {"problem": 0, "attention": 1, "good": 2},
        N_("A disturbance that people can solve is a chance to learn, one that they can't a stress risk (Karasek)."),
        ("control.units.*.light",),
    ),
    _Group(
        NEITHER,
        N_("Meetings cost hours and bring room to decide: only above the limit of a finding is it too much."),
        ("control.meetings.*.share",),
    ),
    _Group(
        LOWER,
        N_("A high structure parameter means many disturbances and little room to act (de Sitter)."),
        (
            "structure.functional_concentration", "structure.differentiation", "structure.specialisation",
            "structure.separation", "structure.control_levels", "structure.control_parts",
            "structure.control_specialisation", "structure.score",
        ),
    ),
    _Group(
        NEITHER,
        N_("With fewer and larger units this share rises by itself; handoffs per lot tell."),
        ("structure.team_pair_density",),
    ),
    _Group(
        HIGHER,
        N_("Each of the seven conditions makes work richer and easier to control (WEBA)."),
        tuple(
            f"work_quality.roles.*.{name}"
            for name in (
                "completeness", "organising", "short_cycle", "difficulty", "autonomy", "contact", "information"
            )
        ),
    ),
    _Group(
        NEITHER,
        N_("High demands with control are work in which people learn: only the quadrant tells (Karasek)."),
        ("strain.groups.*.*.demands", "strain.estimates.*.demand_index"),
    ),
    _Group(
        HIGHER,
        N_("Room to act protects people at every level of demands (Karasek)."),
        ("strain.groups.*.*.autonomy", "strain.estimates.*.control_index"),
    ),
    _Group(
        # The other three differ in kind, and «actief» is never plain good (method.md 6).
        {"slopend": 0, "actief": 1, "passief": 1, "ontspannen": 1},
        N_("High demands without control carry the greatest risk of strain (Karasek)."),
        ("strain.groups.*.*.quadrant", "strain.estimates.*.quadrant"),
    ),
)  # fmt: skip

DIRECTIONS: dict[str, Direction] = {
    key: Direction(group.better, group.reason) for group in _GROUPS for key in group.keys
}
