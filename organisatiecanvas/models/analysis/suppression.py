"""Which groups stay hidden, so that no sum or difference of what is shown tells of fewer answers than the least.

The groups are nested: a total holds its parts and its own answers. From nested totals one can work out, by adding and
subtracting, exactly the rests: each shown total less the nearest shown groups within it. So a rest must hold no answers
or enough of them (method.md 6 and 12).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


def pooled(own: Mapping[Group, int], parent: Mapping[Group, Group | None]) -> dict[Group, int]:
    """The answers of each group and of everything within it. `own` and `parent` name every group."""
    total = dict(own)
    for group in _inner_first(_parts(own, parent), [name for name in own if parent[name] is None]):
        above = parent[group]
        if above is not None:
            total[above] += total[group]
    return total


def suppressed(
    own: Mapping[Group, int], parent: Mapping[Group, Group | None], minimum: int, also: Set[Group] = frozenset()
) -> set[Group]:
    """The groups to hide; `own` lists every group in document order with its own answers, `also` those hidden anyway.

    Hidden are the groups with fewer than `minimum` answers, all within them counted. Under a shown total whose rest
    holds some answers but fewer than `minimum`, the smallest shown part is hidden as well, of equal ones the first,
    until that is over; inner totals come first. Below a hidden part its own parts count as shown where they are.
    """
    parts = _parts(own, parent)
    total = pooled(own, parent)
    place = {group: index for index, group in enumerate(own)}
    hidden = {group for group in own if total[group] < minimum or group in also}
    for group in _inner_first(parts, [name for name in own if parent[name] is None]):
        if group in hidden:
            continue
        shown = list(_nearest_shown(parts, group, hidden))
        rest = total[group] - sum(total[part] for part in shown)
        while 0 < rest < minimum:
            hidden.add(min(shown, key=lambda part: (total[part], place[part])))
            shown = list(_nearest_shown(parts, group, hidden))
            rest = total[group] - sum(total[part] for part in shown)
    return hidden


def _parts(own: Mapping[Group, int], parent: Mapping[Group, Group | None]) -> dict[Group, list[Group]]:
    parts: dict[Group, list[Group]] = {group: [] for group in own}
    for group in own:
        above = parent[group]
        if above is not None:
            parts[above].append(group)
    return parts


def _inner_first(parts: Mapping[Group, Sequence[Group]], outermost: Sequence[Group]) -> Iterator[Group]:
    """Every group, after all that it holds."""
    outer_first: list[Group] = []
    waiting = list(outermost)
    while waiting:
        group = waiting.pop()
        outer_first.append(group)
        waiting.extend(parts[group])
    return reversed(outer_first)


def _nearest_shown(parts: Mapping[Group, Sequence[Group]], total: Group, hidden: set[Group]) -> Iterator[Group]:
    """The largest shown groups within a total: its shown parts, and below a hidden part those of that part."""
    waiting = list(parts[total])
    while waiting:
        group = waiting.pop()
        if group in hidden:
            waiting.extend(parts[group])
        else:
            yield group
