"""People who serve more machines than they can stand at (flow.md, «Labour pool») [own].

A lot that has a machine may wait there for somebody. R, the machines that are in or before their attended phase, is
put together from each station's M/M/m occupancy; the wait W_L = E[(R − n)⁺]/λ lengthens the machine's own time, which
in turn raises the occupancy: a fixed point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

TOLERANCE = 1e-11
REMEMBERED = 4096  # pools; while somebody draws, all but one or two stay as they were
LARGEST_POOL = 500  # machines; beyond this only the floor counts: waits there are short, sums over states long


class Served(NamedTuple):
    """A station in a pool: machines, lots an hour, hours on the machine per lot, hours of those with somebody."""

    machines: int
    rate: float
    time: float
    attended: float


@lru_cache(maxsize=REMEMBERED)
def labour_wait(people: int, stations: tuple[Served, ...]) -> float | None:
    """Hours a lot on a machine waits for somebody; None when that fills the machines: no wait is long enough.

    All stations are loaded below 1, and so are the people.
    """
    if not people < sum(station.machines for station in stations) <= LARGEST_POOL:
        return 0.0
    rate = sum(station.rate for station in stations)
    longest = min(station.machines / station.rate - station.time for station in stations)

    def surplus(guess: float) -> float:
        return excess(people, stations, guess) / rate - guess

    # E[(R − n)⁺] grows ever faster, so that secants from the left come to the crossing from the left.
    near = TOLERANCE * longest
    before, at_before = 0.0, surplus(0.0)
    if at_before <= near:
        return max(0.0, at_before)
    here = at_before
    while here < longest:
        at_here = surplus(here)
        if at_here <= near:
            # On it, or just over it by rounding.
            return here if at_here >= -near else _between(surplus, before, here, near)
        slope = (at_here - at_before) / (here - before)
        before, at_before = here, at_here
        if slope >= 0:
            return None
        here -= at_here / slope
    return None if surplus(longest) >= 0 else _between(surplus, before, longest, near)


def _between(surplus: Callable[[float], float], low: float, high: float, near: float) -> float:
    """Halve the bracket around the crossing."""
    while high - low > near:
        middle = (low + high) / 2
        if surplus(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def excess(people: int, stations: Sequence[Served], wait: float) -> float:
    """E[(R − n)⁺] when every lot on a machine waits `wait` hours for somebody."""
    others: list[float] = [1.0]  # chance of 0, 1, … asking at all stations but the last
    for station in stations[:-1]:
        asking = _asking(station, wait)
        others = _sum(others, asking) if len(others) > 1 else asking
    last = _asking(stations[-1], wait)
    # more[k] = E[(the last − k)⁺], from the most that can ask down.
    more, above = [0.0] * len(last), 0.0
    for count in range(len(last) - 1, 0, -1):
        above += last[count]
        more[count - 1] = more[count] + above
    found = 0.0
    for count, chance in enumerate(others):
        left = people - count
        if left < 0:
            found += chance * (more[0] - left)
        elif left < len(more):
            found += chance * more[left]
    return found


def _asking(station: Served, wait: float) -> list[float]:
    """Chance that 0, 1, … of a station's machines have or want somebody."""
    machines, rate, time, attended = station
    return thinned(occupancy(machines, rate * (time + wait)), (attended + wait) / (time + wait))


def occupancy(machines: int, offered: float) -> list[float]:
    """Chance of 0 … m busy machines in M/M/m; all of them when more is offered than they can do."""
    if offered >= machines:
        return [0.0] * machines + [1.0]
    if offered <= 0:
        return [1.0] + [0.0] * machines
    # From the fullest state down: nothing overflows, and the likely states carry the precision.
    chance = 1.0
    chances = [1.0 / (1 - offered / machines)]
    for count in range(machines, 0, -1):
        chance *= count / offered
        chances.append(chance)
        if chance > 1e250:
            chances = [value * 1e-250 for value in chances]
            chance *= 1e-250
    chances.reverse()
    whole = sum(chances)
    return [value / whole for value in chances]


def thinned(chances: Sequence[float], share: float) -> list[float]:
    """Distribution of how many of a random number count, when each does with this share (Horner's scheme)."""
    if share >= 1:
        return list(chances)
    rest = 1 - share
    result = [chances[-1]]
    for index in range(len(chances) - 2, -1, -1):
        carried = 0.0
        for place, value in enumerate(result):
            result[place] = rest * value + carried
            carried = share * value
        result.append(carried)
        result[0] += chances[index]
    return result


def _sum(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """Distribution of the sum of two independent counts."""
    result = [0.0] * (len(one) + len(other) - 1)
    for index, chance in enumerate(one):
        if chance:
            for step, value in enumerate(other):
                result[index + step] += chance * value
    return result
