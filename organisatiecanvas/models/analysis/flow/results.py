"""The shape of the `flow` block of `analyse` (interchange.md; keys that stand only here are additions)."""

from __future__ import annotations

from typing import TypedDict

DAYS_A_WEEK = 7
CLOSE = "±10 %"  # independent orders
ROUGH = "±25 %"  # orders that come in bursts, or by the clock
UNRELIABLE = "onbetrouwbaar"  # a load above queueing.RELIABLE_LOAD


class UnitFlow(TypedDict):
    """Hours are working hours per visit and lot."""

    unit: str
    lots_per_week: float
    service_hours: float | None
    utilisation: float | None
    wait_hours: float | None
    lots_present: float | None
    reliability: str | None


class StationFlow(TypedDict):
    """Of a unit with machines: one kind of machine, its places for hand work, or its people over all of these."""

    unit: str
    station: str  # machine, places, people
    machine: str | None
    count: int
    utilisation: float | None
    wait_hours: float | None


class Needed(TypedDict):
    """What a unit that can't keep up would take to come to the target load: machines of a kind, or (null) places."""

    unit: str
    machine: str | None
    count: int


class Step(TypedDict):
    """A part of an order's critical path: a unit with its work and waiting, or a link with its waiting; days."""

    order: str
    unit: str | None
    link: str | None
    touch_days: float
    wait_days: float


class CloseJoin(TypedDict):
    """Where a second branch comes nearly as late as the longest, so that the typical case is later than either."""

    order: str
    unit: str
    longest_days: float
    second_days: float


class OrderFlow(TypedDict):
    """Touch and wait hours are working hours in units along the critical path; `link_days` calendar days between them.

    `flow_hours` and `lots_in_process` are over the whole route.
    """

    order: str
    mct_days: float | None
    mct_longest_days: float | None
    touch_hours: float | None
    wait_hours: float | None
    link_days: float | None
    white_space: float | None
    handoffs: int | None
    critical_path: list[str] | None
    slack_days: dict[str, float] | None
    flow_hours: float | None
    lots_in_process: float | None
    reliability: str | None


# Functional, as «from» is a word of the language.
PolcaLoop = TypedDict("PolcaLoop", {"from": str, "to": str, "lots_per_week": float, "cards": int})


class FlowFigures(TypedDict):
    units: list[UnitFlow]
    orders: list[OrderFlow]
    stable: bool
    stations: list[StationFlow]
    needed: list[Needed]
    path_steps: list[Step]
    joins: list[CloseJoin]
    polca: list[PolcaLoop]
