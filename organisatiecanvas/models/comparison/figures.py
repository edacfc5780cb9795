"""The figures of two variants side by side, by the dotted keys of `analyse`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypedDict

from organisatiecanvas.models.analysis.sections import NAMES
from organisatiecanvas.models.comparison.directions import DIRECTIONS, TABLES

Value = float | bool | str | None
Side = Literal["before", "after"]
Figures = dict[str, tuple[str, Value]]  # dotted key → pattern in DIRECTIONS and value
ALIKE = 1e-9  # relative and absolute: less is rounding, no difference


class FigureChange(TypedDict):
    """`better` is None where the values are alike, one is missing, or the figure has no better side."""

    key: str
    before: Value
    after: Value
    better: Side | None


def compare_figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FigureChange]:
    """Every figure of what `analyse` gave for two variants, section by section; None on the side that lacks it.

    A row of a list is named by its id (`flow.orders.maatwerk.mct_days`), a surveyed group by its id and instrument. Of
    a list of matters to be solved (`control.uncovered`) the figure is their number.
    """
    found: list[FigureChange] = []
    for section in NAMES:
        earlier: Figures = {}
        later: Figures = {}
        _collect(section, _tree()[section], before[section], earlier)
        _collect(section, _tree()[section], after[section], later)
        for key, (pattern, value) in earlier.items():
            other = later[key][1] if key in later else None
            found.append({"key": key, "before": value, "after": other, "better": better(pattern, value, other)})
        for key, (_pattern, value) in later.items():
            if key not in earlier:
                found.append({"key": key, "before": None, "after": value, "better": None})
    return found


def _collect(key: str, tree: Mapping[Any, Any], value: Any, found: Figures) -> None:
    """Put all that is compared in a part of the figures in `found`; `tree` says what that is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            below = tree.get(name)
            if isinstance(below, str):
                found[f"{key}.{name}"] = below, len(inner) if isinstance(inner, list) else inner
            elif below is not None:
                _collect(f"{key}.{name}", below, inner, found)
    elif isinstance(value, list):
        for about, below in tree.items():
            for row in value:
                _collect(".".join([key, *(row[name] for name in about)]), below, row, found)


@cache
def _tree() -> dict[Any, Any]:
    """The patterns by their parts: names of figures, and for a table the keys that say what a row is about."""
    root: dict[Any, Any] = {}
    for pattern in DIRECTIONS:
        *parts, leaf = pattern.split(".")
        tree, path = root, ""
        for part in parts:
            if part != "*":
                path = f"{path}.{part}" if path else part
                tree = tree.setdefault(part, {})
            elif not path.endswith("*"):
                about = TABLES[path]
                path += ".*" * len(about)
                tree = tree.setdefault(about, {})
        tree[leaf] = pattern
    return root


def better(pattern: str, before: Value, after: Value) -> Side | None:
    """Which of two values of a figure is the better one; `pattern` is a key of DIRECTIONS."""
    direction = DIRECTIONS[pattern].better
    if before is None or after is None or before == after:
        return None
    if isinstance(direction, Mapping):
        one, other = direction.get(str(before)), direction.get(str(after))
        if one is None or other is None:
            return None
        gain = float(other - one)
    else:
        gain = direction * (float(after) - float(before))
        if math.isclose(float(before), float(after), rel_tol=ALIKE, abs_tol=ALIKE):
            return None
    return "after" if gain > 0 else "before" if gain < 0 else None


def place_of(key: str) -> tuple[str, tuple[str, ...]]:
    """The pattern of a dotted key, and the ids that stand in it; raises KeyError for a key that is none."""
    first, second, *_rest = key.split(".")
    for pattern, expression in _expressions().get((first, second, key.rsplit(".", 1)[-1]), ()):
        match = expression.fullmatch(key)
        if match is not None:
            return pattern, match.groups()
    raise KeyError(key)


@cache
def _expressions() -> dict[tuple[str, str, str], list[tuple[str, re.Pattern[str]]]]:
    """By section, table and name of a figure: the patterns it can have."""
    found: dict[tuple[str, str, str], list[tuple[str, re.Pattern[str]]]] = {}
    for pattern in DIRECTIONS:
        parts = pattern.split(".")
        expression = re.compile(re.escape(pattern).replace(r"\*", "(.+)"), re.DOTALL)
        found.setdefault((parts[0], parts[1], parts[-1]), []).append((pattern, expression))
    return found


def abouts(pattern: str) -> list[str]:
    """What the ids in a pattern name, such as `unit` and `skill`, in their order."""
    return [name for table, names in TABLES.items() if pattern.startswith(f"{table}.") for name in names]
