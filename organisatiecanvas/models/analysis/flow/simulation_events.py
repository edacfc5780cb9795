"""The event loop: lots that come in, wait their turn at stations, work, split, join and leave.

First come, first served leaves nothing open: when a lot comes to a station its begin is known from the times at which
the servers are free, so that each visit is one event. Only where people serve more machines than they can stand at
does a lot wait in line until its machine is free, as nobody knows before who will then have time.
"""

from __future__ import annotations

import random
from collections import deque
from heapq import heappop, heappush, heapreplace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from organisatiecanvas.models.analysis.flow.simulation_model import (
    CHOICE,
    NO_TIME,
    POOLED,
    SPLIT,
    UNLIMITED,
    Model,
    Times,
    Way,
)

SMALLEST_BLOCK = 32
LARGEST_BLOCK = 1024

# A lot as the list [family, start, working hours, days at units and on links, parts under way, end so far].
HOURS, DAYS, PARTS, END = 2, 3, 4, 5
Lot = list[Any]
# Splits that a part of a lot is still inside of: ([parts that the join waits for, its stop], the splits around it).
Stack = tuple[list[int], Any] | None
Part = tuple[float, int, Lot, Stack]  # when it came, stop, lot, splits

TURN = POOLED - 10**9  # instead of a station: a machine of a pool is free for the first in line


class Events:
    """A shop that starts empty at day 0. Sums are over all that happened so far.

    `advance` takes it further. The same model and seed give the same run.
    """

    def __init__(self, model: Model, seed: int) -> None:
        self.model = model
        self._numbers = np.random.default_rng(seed)
        self._chance = random.Random(seed).random
        stops, families = len(model.at), len(model.families)
        self.day = 0.0  # everything before it has happened
        self.waited = [0.0] * stops  # days
        self._drawn = [0] * stops
        self._draws: list[list[Any]] = [[] for _stop in range(stops)]
        self._gaps: list[list[float]] = [[] for _family in range(families)]
        self.busy = [0.0] * len(model.servers)  # server days, without waiting for somebody
        self.people_busy = [0.0] * len(model.people)  # person days
        self._free = [[0.0] * servers for servers in model.servers]  # station → when each server is free, a heap
        self._people = [[0.0] * people for people in model.people]
        self._lines: list[deque[Part]] = [deque() for _station in model.servers]
        self.lots = [0] * families  # that left
        self.hours = [0.0] * families
        self.days = [0.0] * families
        self.lead_days = [0.0] * families  # from the order to the last part that left
        # (day, number, stop, lot, splits it is in). Below 0 stands for no stop: the next lot of a family comes
        # (−1 − family), or a machine is free for the first in line (−1 − families − station).
        self._heap: list[tuple[float, int, int, Any, Stack]] = []
        self._number = 0
        for family in range(families):
            begin = self._more_gaps(family).pop() * self._chance()
            heappush(self._heap, (begin, self._number, -1 - family, None, None))
            self._number += 1

    def visits(self) -> list[int]:
        """How often lots came to each stop that takes time."""
        return [drawn - len(draws) for drawn, draws in zip(self._drawn, self._draws, strict=True)]

    @property
    def events(self) -> int:
        return self._number

    def advance(self, until: float, most: int) -> bool:
        """Go on to this day, but through no more than so many events; whether it is reached."""
        # One loop with everything at hand: calls and look-ups would be most of its time. The event at the front of
        # the heap stays there until the next one of the same lot takes its place, which is cheaper than out and in.
        heap, at, clock = self._heap, self.model.at, self.model.clock
        after, after_days, after_hours = self.model.after, self.model.after_days, self.model.after_hours
        choices, arrivals, gaps = self.model.choices, self.model.arrivals, self._gaps
        draws, free, busy, waited = self._draws, self._free, self.busy, self.waited
        chance, refill = self._chance, self._refill
        families = len(self.model.families)
        number = self._number
        for number in range(self._number, self._number + most):
            now, _number, stop, lot, stack = heap[0]
            if now >= until:
                self._number, self.day = number, until
                return True
            came = now
            if stop >= 0:
                if stack is not None and stack[0][1] == stop:
                    met, stack = _meet(stack, stop)
                    if not met:
                        lot[PARTS] -= 1
                        heappop(heap)
                        continue
                station = at[stop]
            elif stop >= -families:
                family = -1 - stop
                gap = (gaps[family] or self._more_gaps(family)).pop()
                heappush(heap, (now + gap, number, stop, None, None))
                first = arrivals[family].first
                if arrivals[family].everywhere:
                    self._start_everywhere(family, now, number)
                    continue
                lot = [family, now, 0.0, 0.0, 1, now]
                stop = first[0][1] if len(first) == 1 else _draw(first, chance())
                station = at[stop]
            else:
                station = TURN
            if station >= 0:
                time = (draws[stop] or refill(stop)).pop()
                servers = free[station]
                end = servers[0]
                if end > now:
                    waited[stop] += end - now
                    end += time
                else:
                    end = now + time
                heapreplace(servers, end)
                busy[station] += time
            elif station == NO_TIME:
                end = now
            elif station == UNLIMITED:
                end = now + (draws[stop] or refill(stop)).pop()
            elif station == TURN:
                came, stop, lot, stack, end = self._next_in_line(-1 - families - stop, now, number)
            else:
                station = POOLED - station
                if free[station][0] > now or self._lines[station]:
                    self._stand_in_line(station, (now, stop, lot, stack), number)
                    heappop(heap)
                    continue
                end = self._attend(station, stop, now, now)
            # Where it goes: `end` is when.
            lot[HOURS] += (end - came) * clock[stop]
            lot[DAYS] += end - came
            target = after[stop]
            if target == CHOICE:
                drawn = chance()
                for upto, target, days, hours in choices[stop]:  # noqa: B007 — what it ends with is the way taken
                    if drawn < upto:
                        break
            elif target == SPLIT:
                heappop(heap)
                self._split(stop, lot, stack, end, number)
                continue
            else:
                days, hours = after_days[stop], after_hours[stop]
            if days:
                lot[HOURS] += hours
                lot[DAYS] += days
                end += days
            if target >= 0:
                heapreplace(heap, (end, number, target, lot, stack))
            else:
                heappop(heap)
                self._leave(lot, end)
        self._number = number + 1
        return False

    def _start_everywhere(self, family: int, now: float, number: int) -> None:
        heappop(self._heap)
        first = self.model.arrivals[family].first
        lot: Lot = [family, now, 0.0, 0.0, len(first), now]
        for _upto, stop in first:
            heappush(self._heap, (now, number, stop, lot, None))

    def _stand_in_line(self, station: int, part: Part, number: int) -> None:
        """Wait for a machine of a pool; when it is free the one in front has its turn."""
        line = self._lines[station]
        if not line:
            self._call(station, number)
        line.append(part)

    def _next_in_line(self, station: int, now: float, number: int) -> tuple[float, int, Lot, Stack, float]:
        """When the one in front came, what it is, and when it will be done now that it gets its machine."""
        line = self._lines[station]
        came, stop, lot, stack = line.popleft()
        end = self._attend(station, stop, came, now)
        if line:
            self._call(station, number)
        return came, stop, lot, stack, end

    def _call(self, station: int, number: int) -> None:
        turn = -1 - len(self.model.families) - station
        heappush(self._heap, (self._free[station][0], number, turn, None, None))

    def _attend(self, station: int, stop: int, came: float, now: float) -> float:
        """A lot gets a machine now; when it is done there, after its turn with the people of the pool."""
        pool = self.model.pool[station]
        left = self._draws[stop] or self._refill(stop)
        time, attended = left.pop()
        begin = now
        if attended > 0:
            people = self._people[pool]
            begin = max(now, people[0])
            heapreplace(people, begin + attended)
            self.people_busy[pool] += attended
        self.waited[stop] += begin - came
        self.busy[station] += time
        end: float = begin + time
        heapreplace(self._free[station], end)
        return end

    def _split(self, at: int, lot: Lot, stack: Stack, end: float, number: int) -> None:
        fork = self.model.forks[at]
        drawn = self._chance() if fork.back or fork.onward else 1.0
        ways: list[Way]
        if drawn < fork.parallel_from:
            ways = [next(way for way in fork.back if drawn < way[0])]
        else:
            ways = [*fork.parallel, *next(([way] for way in fork.onward if drawn < way[0]), ())]
        if len(ways) > 1:
            lot[PARTS] += len(ways) - 1
            if fork.join >= 0:
                stack = [len(ways), fork.join], stack
        for _upto, stop, days, hours in ways:
            lot[HOURS] += hours
            lot[DAYS] += days
            heappush(self._heap, (end + days, number, stop, lot, stack))

    def _leave(self, lot: Lot, end: float) -> None:
        lot[END] = max(lot[END], end)
        lot[PARTS] -= 1
        if not lot[PARTS]:
            family, start, hours, days, _parts, end = lot
            self.lots[family] += 1
            self.hours[family] += hours
            self.days[family] += days
            self.lead_days[family] += end - start

    def _more_gaps(self, family: int) -> list[float]:
        """Days between lots of a family, for a while."""
        arrivals = self.model.arrivals[family]
        self._gaps[family] = self._gamma(arrivals.mean, arrivals.scv, LARGEST_BLOCK).tolist()
        return self._gaps[family]

    def _refill(self, stop: int) -> list[Any]:
        """More times of a stop, the more often it comes up; with the attended part where that matters."""
        times = self.model.times[stop]
        assert times is not None
        count = min(LARGEST_BLOCK, max(SMALLEST_BLOCK, self._drawn[stop]))
        self._drawn[stop] += count
        work = self._gamma(times.mean, times.scv, count)
        whole = work + self._repairs(times, work) if times.repair > 0 else work
        if self.model.at[stop] <= POOLED:
            self._draws[stop] = list(zip(whole.tolist(), (work * times.attended).tolist(), strict=True))
        else:
            self._draws[stop] = whole.tolist()
        return self._draws[stop]

    def _gamma(self, mean: float, scv: float, count: int) -> NDArray[np.float64]:
        if scv <= 0:
            return np.full(count, mean)
        return self._numbers.gamma(1 / scv, mean * scv, count)

    def _repairs(self, times: Times, work: NDArray[np.float64]) -> NDArray[np.float64]:
        """Repairs during the work: as many as a Poisson stream has in that time, each exponential."""
        count = self._numbers.poisson(work / times.to_failure)
        return self._numbers.gamma(count) * times.repair


def _draw(first: list[tuple[float, int]], drawn: float) -> int:
    return next(stop for upto, stop in first if drawn < upto)


def _meet(stack: Stack, stop: int) -> tuple[bool, Stack]:
    """A part comes where its splits join: whether it is the last, and the splits it is then still in."""
    while stack is not None and stack[0][1] == stop:
        waiting = stack[0]
        waiting[0] -= 1
        if waiting[0]:
            return False, stack
        stack = stack[1]
    return True, stack
