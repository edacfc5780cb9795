"""Drawings to start a new document from, instead of an empty canvas: a few units, roles and flows to rename.

They hold no people and no measured figures; the one volume a family must have is 10 a week, and a note on the
drawing says so. Built through the exchange format, so that they are checked like any file.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from organisatiecanvas.models import language
from organisatiecanvas.models.language import N_, _

if TYPE_CHECKING:
    from organisatiecanvas.models.organisation import Organisation
    from organisatiecanvas.models.templates import RoleTemplate

Json = dict[str, Any]
PIECES = 10  # a week, until the room says how many
LEFT, TOP, STEP = 40, 40, 320  # scene units: where the first unit stands and how far the next


@dataclass(frozen=True)
class Starter:
    """A drawing to start from; `title` and `words` are source texts."""

    name: str
    title: str
    words: str
    draw: Callable[[], Json]

    def read(self) -> Organisation:
        """The drawing as a new organisation, in the language in use."""
        from organisatiecanvas.models import interchange  # loads the database layer: the start page only lists titles

        variant = self.draw()
        orders = variant.pop("orders")
        content = {
            "format": "organisatiecanvas",
            "version": 1,
            "workshop": {"title": _(self.title), "language": language.current()},
            "orders": orders,
            "variants": [{"id": "ist", "name": "IST", "kind": "current", **variant}],
        }
        return interchange.from_json(content)


def _role_set(number: int) -> tuple[RoleTemplate, ...]:
    from organisatiecanvas.models.templates import ROLE_SETS

    return ROLE_SETS[number].roles


def _unit(identity: str, name: str, kind: str, column: float, row: float, **more: Any) -> Json:
    width, height = (160, 90) if kind == "external" else (240, 200)
    box = [LEFT + column * STEP, TOP + row * 260, width, height]
    return {"id": identity, "name": name, "kind": kind, "box": box, **more}


def _roles(unit: str, templates: Iterable[RoleTemplate]) -> list[Json]:
    return [
        {
            "id": f"{unit}-{number}",
            "name": _(one.name),
            "unit": unit,
            "kind": one.kind,
            "purpose": _(one.purpose),
            "accountabilities": [_(item) for item in one.accountabilities],
        }
        for number, one in enumerate(templates, 1)
    ]


def _executing(unit: str, name: str) -> list[Json]:
    return [{"id": f"{unit}-work", "name": name, "unit": unit, "kind": "executing"}]


def _family(identity: str, name: str) -> Json:
    return {"id": identity, "name": name, "pieces_per_week": PIECES}


def _route(order: str, *units: str) -> list[Json]:
    return [
        {"id": f"{order}-{number}", "kind": "order", "from": start, "to": end, "order": order}
        for number, (start, end) in enumerate(itertools.pairwise(units), 1)
    ]


def _note(column: float, row: float) -> Json:
    text = _("A drawing to start from: rename what stands here, add people, and fill in volumes and times.")
    return {"id": "start", "text": text, "box": [LEFT + column * STEP, TOP + row * 260, 220, 130]}


def _cells() -> Json:
    first, second = _("Series"), _("One-offs")
    star = _role_set(0)[:2]
    office = _unit("office", _("Quote and order"), "cell", 0.8, 0.5, purpose=_("From request to released order"))
    cells = [_unit("cell-1", _("Cell 1"), "cell", 1.9, 0, segment=first)]
    cells += [_unit("cell-2", _("Cell 2"), "cell", 1.9, 1, segment=second)]
    units = [_unit("customer", _("Customer"), "external", 0, 0.7), office, *cells]
    units += [_unit("delivery", _("Delivery"), "external", 3, 0.7)]
    roles = _executing("office", _("Working out orders")) + _roles("office", star[:1])
    for cell in ("cell-1", "cell-2"):
        roles += _executing(cell, _("Making")) + _roles(cell, star)
    links = _route("series", "customer", "office", "cell-1", "delivery")
    links += _route("one-offs", "customer", "office", "cell-2", "delivery")
    orders = [_family("series", first), _family("one-offs", second)]
    return {"units": units, "roles": roles, "links": links, "orders": orders, "notes": [_note(0, 1.5)]}


def _care() -> Json:
    teams = [_unit(f"team-{n}", _("Team {number}").format(number=n), "team", 0.8 + n - 1, 0) for n in (1, 2, 3)]
    for team in teams:
        team["box"][3] = 420  # seven roles
    units = [_unit("clients", _("Clients and families"), "external", 0, 0.6), *teams]
    units += [_unit("service", _("Service office"), "support", 1.8, 1.8, purpose=_("Takes work off the teams' hands"))]
    roles = [role for team in teams for role in _roles(team["id"], _role_set(2))]
    roles += [
        {
            "id": "coach",
            "name": _("Coach"),
            "unit": "service",
            "kind": "supporting",
            "purpose": _("Teams that can do it themselves"),
        }
    ]
    links = [link for n in (1, 2, 3) for link in _route(f"area-{n}", "clients", f"team-{n}")]
    links += [{"id": f"help-{n}", "kind": "support", "from": "service", "to": f"team-{n}"} for n in (1, 2, 3)]
    orders = [_family(f"area-{n}", _("Neighbourhood {number}").format(number=n)) for n in (1, 2, 3)]
    return {"units": units, "roles": roles, "links": links, "orders": orders, "notes": [_note(0, 1.9)]}


def _projects() -> Json:
    from organisatiecanvas.models.templates import RoleTemplate

    small, large = _("Small projects"), _("Large projects")
    lead = RoleTemplate(
        N_("Project lead"), "star", N_("The project is finished as agreed"), (N_("Keeping plan and budget"),)
    )
    units = [
        _unit("customer", _("Customer"), "external", 0, 0.7),
        _unit("table", _("Project table"), "team", 0.8, 0.5, purpose=_("All disciplines at one table first")),
        _unit("team-small", _("Team small projects"), "team", 1.9, 0, segment=small),
        _unit("team-large", _("Team large projects"), "team", 1.9, 1, segment=large),
        _unit("handover", _("Handover to the customer"), "external", 3, 0.7),
        _unit("means", _("Knowledge and means"), "support", 0.8, 1.6),
    ]  # fmt: skip
    roles = _executing("table", _("Working out the project")) + _executing("means", _("Drawings and calculations"))
    for team in ("team-small", "team-large"):
        roles += _executing(team, _("Carrying out")) + _roles(team, [lead])
    links = _route("small", "customer", "table", "team-small", "handover")
    links += _route("large", "customer", "table", "team-large", "handover")
    links += [{"id": "means-1", "kind": "support", "from": "means", "to": "team-large"}]
    orders = [_family("small", small), _family("large", large)]
    return {"units": units, "roles": roles, "links": links, "orders": orders, "notes": [_note(0, 1.5)]}


STARTERS = (
    Starter("cells", N_("Cells"), N_("An office cell and two cells for two order families"), _cells),
    Starter(
        "care", N_("Care teams"), N_("Three neighbourhood teams with seven roles each, and an office that helps"), _care
    ),
    Starter("projects", N_("Project firm"), N_("One project table, teams for small and for large projects"), _projects),
)


def starter(name: str) -> Starter:
    """The starter of this name; KeyError for another."""
    return {one.name: one for one in STARTERS}[name]
