"""Roles and meetings that many organisations have, to start from: each becomes an ordinary row, to be changed freely.

Sources: star roles and team-senior, spelverdeler: QRM practice in the seed's example of BOSCH [seed]; the seven roles
of a Buurtzorg team: Buurtzorg Nederland [lit]; the four roles that every circle has: Holacracy Constitution 5.0 [lit];
rhythms of meetings: SER advice 23/03, annex 2 [seed].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.identity import free_id
from organisatiecanvas.models.language import N_, _, ngettext
from organisatiecanvas.models.organisation import Meeting, Role, Variant


@dataclass(frozen=True)
class RoleTemplate:
    """Source texts, translated when the role is added."""

    name: str
    kind: str
    purpose: str
    accountabilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleSet:
    """Roles that belong together."""

    name: str
    roles: tuple[RoleTemplate, ...]


ROLE_SETS = (
    RoleSet(
        N_("Star roles of a cell"),
        (
            RoleTemplate(
                N_("Planning"), "star", N_("The cell keeps its promises"),
                (N_("Keeping the board of orders"), N_("Agreeing dates with other cells")),
            ),
            RoleTemplate(
                N_("Quality"), "star", N_("Right the first time"),
                (N_("Following complaints and rejects"), N_("Keeping standards alive")),
            ),
            RoleTemplate(
                N_("Safety and order"), "star", N_("Everyone goes home well"),
                (N_("Noticing and reporting risks"), N_("Order and cleanliness of the workplace")),
            ),
            RoleTemplate(
                N_("Training"), "star", N_("Everyone learns, every skill is covered"),
                (N_("Keeping the skills matrix"), N_("Planning who learns what")),
            ),
            RoleTemplate(
                N_("Maintenance"), "star", N_("Machines do what they should"),
                (N_("Small maintenance by the cell itself"), N_("Calling in help in time")),
            ),
        ),
    ),
    RoleSet(
        N_("Leading without a boss"),
        (
            RoleTemplate(
                N_("Team-senior"), "regulating", N_("The team solves what comes its way itself"),
                (N_("Opening the daily meeting"), N_("First point of contact"), N_("Escalating in time")),
            ),
            RoleTemplate(
                N_("Spelverdeler"), "regulating", N_("Work is divided over the cells so that orders flow"),
                (N_("Deciding between cells when orders collide"), N_("Watching capacity and lead time")),
            ),
        ),
    ),
    RoleSet(
        N_("The seven roles of a Buurtzorg team"),
        (
            RoleTemplate(N_("Care giver"), "executing", N_("Good care in the neighbourhood")),
            RoleTemplate(N_("Housekeeper"), "supporting", N_("Office, means and budget in order")),
            RoleTemplate(N_("Informant"), "star", N_("The team knows how it is doing")),
            RoleTemplate(N_("Planner"), "star", N_("A roster that suits clients and colleagues")),
            RoleTemplate(N_("Developer"), "star", N_("Knowledge is shared and grows")),
            RoleTemplate(N_("Team player"), "star", N_("Working together well, also with others")),
            RoleTemplate(N_("Mentor"), "star", N_("New colleagues find their way")),
        ),
    ),
    RoleSet(
        N_("The roles of a holacratic circle"),
        (
            RoleTemplate(
                N_("Circle lead"), "regulating", N_("The circle fulfils its purpose"),
                (N_("Assigning roles"), N_("Setting priorities")),
            ),
            RoleTemplate(
                N_("Circle rep"), "star", N_("Tensions of the circle are heard in the wider circle"),
                (N_("Bringing tensions to the wider circle"),),
            ),
            RoleTemplate(
                N_("Facilitator"), "star", N_("Meetings according to the agreed process"),
                (N_("Facilitating governance and tactical meetings"),),
            ),
            RoleTemplate(
                N_("Secretary"), "star", N_("Records of the circle are right and at hand"),
                (N_("Keeping roles, domains and decisions up to date"),),
            ),
        ),
    ),
)  # fmt: skip


def add_roles(document: Document, variant: Variant, unit: str, roles: Iterable[RoleTemplate]) -> int:
    """Add roles to a unit, without those it has by name; returns how many. One step."""
    known = {role.name.casefold() for role in variant.roles.values() if role.unit == unit}
    wanted = [one for one in roles if _(one.name).casefold() not in known]
    if not wanted:
        return 0
    name = ngettext("Add {count} role from a template", "Add {count} roles from a template", len(wanted))
    with document.edit(name.format(count=len(wanted))):
        for one in wanted:
            row = Role(
                id=free_id(document.organisation, _(one.name), "role"), name=_(one.name), unit=unit, kind=one.kind
            )
            row = document.add(row, variant)
            row.purpose = _(one.purpose)
            row.accountabilities = tuple(_(item) for item in one.accountabilities)
    return len(wanted)


@dataclass(frozen=True)
class MeetingTemplate:
    """`scope`: one meeting for each unit with people («unit») or one with all of them («all»)."""

    name: str
    scope: str
    per_week: float
    minutes: float


MEETINGS = (
    MeetingTemplate(N_("Daily start"), "unit", 5, 10),
    MeetingTemplate(N_("Weekly between the cells"), "all", 1, 45),
    MeetingTemplate(N_("Board, team leaders, team: daily cascade"), "all", 5, 15),
    MeetingTemplate(N_("Monthly team session"), "unit", 0.25, 90),
    MeetingTemplate(N_("Resident council"), "unit", 0.25, 60),
)


def add_meetings(document: Document, variant: Variant, template: MeetingTemplate) -> int:
    """Add a rhythm for the units in which somebody holds a role, without what is there by name; returns how many."""
    held = {role.unit for role in variant.roles.values() if role.holders}
    units = [unit for unit in variant.units.values() if unit.id in held and unit.kind != "external"]
    known = {row.name.casefold() for row in variant.meetings.values()}
    title = _(template.name)
    wanted = (
        [(f"{title} · {unit.name}", (unit.id,)) for unit in units]
        if template.scope == "unit"
        else [(title, tuple(unit.id for unit in units))]
    )
    wanted = [(name, parties) for name, parties in wanted if name.casefold() not in known and parties]
    if not wanted:
        return 0
    with document.edit(_("Add {name}").format(name=title)):
        for name, parties in wanted:
            document.add(
                Meeting(
                    id=free_id(document.organisation, name, "meeting"),
                    name=name,
                    participants=parties,
                    per_week=template.per_week,
                    minutes=template.minutes,
                ),
                variant,
            )
    return len(wanted)
