"""A comparison as a text to read, in the language in use: elements, people, was-wordt, figures. People are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.figure_labels import (
    LISTS,
    PLACED,
    figure,
    figure_label,
    list_label,
    section_label,
    value_label,
)
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.comparison.directions import COUNTED, DIRECTIONS
from organisatiecanvas.models.comparison.elements import PLACES, STATUSES, Headcount, no_counts
from organisatiecanvas.models.comparison.figures import FigureChange, Side, Value, abouts, place_of
from organisatiecanvas.models.comparison.was_wordt import WasBecomes, was_wordt
from organisatiecanvas.models.comparison.wording import Wording
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import N_, _, decimal, ngettext
from organisatiecanvas.models.organisation import Organisation

STATUS_LABELS = {
    "new": N_("new"),
    "removed": N_("removed"),
    "moved": N_("moved"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
}
PART_LABELS = {
    "functions": N_("Functions: was → becomes"),
    "teams": N_("Teams: was → becomes"),
    "fte": N_("FTE: was → becomes"),
    "decisions": N_("Decisions: was → becomes"),
}
SIDES: tuple[Side, Side] = ("before", "after")
BETTER_LABELS: dict[Side, str] = {"after": N_("better"), "before": N_("worse")}
# Where the ids of a figure's key are looked up.
_WHERE = {"unit": ["units"], "role": ["roles"], "group": ["units", "roles"], "skill": ["skills"], "order": ["orders"]}


def report(comparison: Mapping[str, Any], organisation: Organisation, before: str, after: str) -> str:
    """What `compare` gave for these two variants, with the was-wordt list, as aligned plain text."""
    sides = (
        Wording(Basis(organisation, organisation.variants[after])),
        Wording(Basis(organisation, organisation.variants[before])),
    )
    lines = [
        *_heading(organisation, before, after),
        "",
        *_elements(comparison),
        "",
        *_people(comparison, organisation),
        *_was_wordt(was_wordt(organisation, before, after)),
        *_figures(comparison["figures"], sides),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(organisation: Organisation, before: str, after: str) -> Iterator[str]:
    workshop = organisation.workshop
    yield " · ".join(part for part in (workshop.organisation, workshop.title) if part)
    yield _("From {before} to {after}").format(
        before=organisation.variants[before].name, after=organisation.variants[after].name
    )


def _elements(comparison: Mapping[str, Any]) -> Iterator[str]:
    """A row of counts per collection, with what they add up to on both sides."""
    yield _("Elements").upper()
    rows = {name: no_counts() for name in PLACES}
    for element in comparison["elements"]:
        rows[element["collection"]][element["status"]] += 1
    heads = ["", *(_(STATUS_LABELS[name]) for name in STATUSES), _("total before"), _("total after")]
    table = [heads, *([collection_label(name), *_counts(row)] for name, row in rows.items())]
    yield from _aligned([*table, [_("In all"), *_counts(comparison["counts"])]], left=1)


def _counts(row: Mapping[str, int]) -> list[str]:
    total = sum(row.values())
    return [decimal(n, 0) for n in (*(row[name] for name in STATUSES), total - row["new"], total - row["removed"])]


def _people(comparison: Mapping[str, Any], organisation: Organisation) -> Iterator[str]:
    count: Headcount = comparison["headcount"]
    yield _("People").upper()
    affected = len(comparison["people_affected"])
    rows = [
        [_("Affected"), decimal(affected, 0)],
        [_("In a role before"), decimal(count["before"], 0)],
        [_("In a role after"), decimal(count["in_roles"], 0)],
        [_("Of these joined"), decimal(count["joined"], 0)],
        [_("On the bench"), decimal(count["bench"], 0)],
        [_("Leavers"), decimal(count["leavers"], 0)],
    ]
    yield from _aligned(rows, left=1)
    if count["unaccounted"]:
        names = [organisation.people[person].name for person in count["unaccounted"]]
        yield "  ✕ " + ngettext(
            "{count} person has no role any more, is not on the bench and is no leaver: {names}.",
            "{count} people have no role any more, are not on the bench and are no leavers: {names}.",
            len(names),
        ).format(count=len(names), names=listed(names))


def _was_wordt(rows: Sequence[WasBecomes]) -> Iterator[str]:
    for part, label in PART_LABELS.items():
        lines = [row for row in rows if row["part"] == part]
        if not lines:
            continue
        yield ""
        yield _(label).upper()
        if part == "fte":
            numbers = [[row["name"], _fte(row["was"]), "→", _fte(row["becomes"]), _concerned(row)] for row in lines]
            yield from _aligned(numbers, left=1)
            continue
        for row in lines:
            yield f"  {row['name']} · {_(STATUS_LABELS[row['status']])} · {_concerned(row)}"
            yield f"    {row['was'] or '–'}"
            yield f"    → {row['becomes'] or '–'}"


def _concerned(row: WasBecomes) -> str:
    people = ngettext("{count} person", "{count} people", row["people"]).format(count=row["people"])
    return " · ".join([people, *row["actions"]])


def _fte(value: str | float | None) -> str:
    return "–" if value is None or isinstance(value, str) else decimal(value, 2)


def _figures(figures: Sequence[FigureChange], sides: tuple[Wording, Wording]) -> Iterator[str]:
    """Figures that both variants have and that read differently, by section; those of single people are left out."""
    sections: dict[str, list[list[str]]] = {}
    reasons: dict[str, None] = {}
    for row in figures:
        pattern, ids = place_of(row["key"])
        about = abouts(pattern)
        was, becomes = (figure_words(pattern, row[side]) for side in SIDES)
        if "person" in about or row["before"] is None or row["after"] is None or was == becomes:
            continue
        better = row["better"]
        if better is not None:
            reasons[DIRECTIONS[pattern].reason] = None
        mark = _(BETTER_LABELS[better]) if better is not None else ""
        label = figure_name(pattern, ids, sides)
        sections.setdefault(pattern.split(".", 1)[0], []).append([label, was, "→", becomes, mark])
    for section, rows in sections.items():
        yield ""
        yield section_label(section).upper()
        yield from _aligned(rows, left=1)
    if reasons:
        yield ""
        yield _("Why better or worse").upper()
        yield from (f"  {_(reason)}" for reason in reasons)


def figure_name(pattern: str, ids: Sequence[str], sides: Iterable[Wording]) -> str:
    """What a figure is and what it is about, without its section; names as the first side has them that knows them."""
    names = [_name(about, identity, sides) for about, identity in zip(abouts(pattern), ids, strict=True)]
    *where, leaf = pattern.split(".")
    label = (
        list_label(leaf)
        if pattern in COUNTED and leaf in LISTS
        else figure_label(pattern if pattern in PLACED else leaf)
    )
    if "training_plan" in where:
        return " · ".join([list_label("training_plan"), label])
    if "authority" in where:
        return " · ".join([*names, figure_label("authority"), value_label(where[-1]), value_label(leaf)])
    return " · ".join([*names, label])


def _name(about: str, identity: str, sides: Iterable[Wording]) -> str:
    if about == "instrument":
        return value_label(identity)
    found = (side.name(_WHERE[about], identity) for side in sides)
    return next((name for name in found if name != identity), identity)


def figure_words(pattern: str, value: Value) -> str:
    """A value of a figure as it is read."""
    if isinstance(value, str):
        return value_label(value)
    return figure(pattern.rsplit(".", 1)[-1], value)


def _aligned(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """Columns as wide as they need: the first `left` of them to the left, the others to the right."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        cells = zip(row, widths, strict=True)
        sides = [cell.ljust(width) if at < left else cell.rjust(width) for at, (cell, width) in enumerate(cells)]
        yield "  " + "  ".join(sides)
