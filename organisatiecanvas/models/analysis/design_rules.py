"""Findings that need no figures: the design rules of method.md 4 and what is missing or left over in a drawing."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.models.analysis.common import Basis, Finding, Severity
from organisatiecanvas.models.analysis.flow.traffic import visits
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.organisation import Role, Variant

MOST_STAR_ROLES = 2  # method.md 4: no person over two star roles
MOST_NAMED = 3  # names in one sentence
SLACK = 1e-9  # hours that rounding may leave


def findings(basis: Basis) -> Iterator[Finding]:
    """What the drawing itself breaks of the design rules; rules, not laws."""
    yield from _hours_over_contract(basis)
    yield from _roles(basis)
    yield from _star_roles(basis)
    yield from _shared_domains(basis)
    yield from _team_sizes(basis)
    yield from _empty_units(basis)
    yield from _places(basis)
    yield from _order_flows(basis)


def _own_roles(basis: Basis) -> Iterator[Role]:
    """Roles in units that are not external."""
    for role in basis.variant.roles.values():
        if basis.variant.units[role.unit].kind != "external":
            yield role


def _holders(role: Role) -> list[str]:
    return [holder.person for holder in role.holders.values() if not holder.backup]


def _hours_over_contract(basis: Basis) -> Iterator[Finding]:
    held: dict[str, float] = {}
    for (_role, person), hours in basis.role_hours.items():
        held[person] = held.get(person, 0.0) + hours
    for person in basis.counted:
        contract = basis.person(person).hours_per_week
        over = held.get(person, 0.0) - contract
        if over > SLACK:
            message = _("{person} holds roles for {hours} h a week; the contract is {contract} h.").format(
                person=basis.person(person).name, hours=decimal(held[person]), contract=decimal(contract)
            )
            yield Finding("hours-over-contract", "problem", person, message, "people", over)


def _roles(basis: Basis) -> Iterator[Finding]:
    for role in _own_roles(basis):
        unit = basis.variant.units[role.unit].name
        if not role.purpose.strip() and not role.accountabilities:
            message = _("{role} in {unit} has no purpose and no accountability.")
        elif not role.purpose.strip():
            message = _("{role} in {unit} has no purpose.")
        elif not role.accountabilities:
            message = _("{role} in {unit} has no accountability.")
        else:
            message = ""
        if message:
            yield Finding("role-unclear", "note", role.id, message.format(role=role.name, unit=unit), "roles")
        if not _holders(role) and role.kind != "star":
            message = _("Nobody holds {role} in {unit}.").format(role=role.name, unit=unit)
            yield Finding("role-vacant", "attention", role.id, message, "roles")


def _star_roles(basis: Basis) -> Iterator[Finding]:
    stars: dict[str, list[Role]] = {}
    for role in _own_roles(basis):
        if role.kind != "star":
            continue
        holders = _holders(role)
        backups = len(role.holders) - len(holders)
        for person in holders:
            stars.setdefault(person, []).append(role)
        if len(holders) != 1 or not backups:
            message = _star_sentence(len(holders), backups).format(
                role=role.name, unit=basis.variant.units[role.unit].name, count=len(holders)
            )
            severity: Severity = "attention" if len(holders) == 1 else "problem"
            yield Finding("star-role-cover", severity, role.id, message, "roles", abs(len(holders) - 1))
    for person, roles in stars.items():
        if len(roles) > MOST_STAR_ROLES:
            message = _("{person} holds {count} star roles ({roles}); at most {most} is the rule.").format(
                person=basis.person(person).name,
                count=len(roles),
                roles=listed([role.name for role in roles], MOST_NAMED),
                most=MOST_STAR_ROLES,
            )
            yield Finding("star-roles-many", "attention", person, message, "people", len(roles) - MOST_STAR_ROLES)


def _star_sentence(holders: int, backups: int) -> str:
    if holders == 0:
        return (
            _("Star role {role} in {unit} has a backup but no holder.")
            if backups
            else _("Star role {role} in {unit} has no holder and no backup.")
        )
    if holders == 1:
        return _("Star role {role} in {unit} has no backup.")
    return (
        _("Star role {role} in {unit} has {count} holders; one is the rule.")
        if backups
        else _("Star role {role} in {unit} has {count} holders and no backup; one and a backup is the rule.")
    )


def _shared_domains(basis: Basis) -> Iterator[Finding]:
    """Domains that more than one role has; within one unit it matters more than between units."""
    sharing: dict[str, list[Role]] = {}
    for role in _own_roles(basis):
        for domain in dict.fromkeys(" ".join(name.split()).casefold() for name in role.domains):
            if domain:
                sharing.setdefault(domain, []).append(role)
    taken: dict[str, list[str]] = {}
    for domain, roles in sharing.items():
        if len(roles) > 1:
            taken.setdefault(roles[0].id, []).append(domain)
    for first, domains in taken.items():
        for_all = [sharing[domain] for domain in domains]
        in_one_unit = any(len({role.unit for role in roles}) < len(roles) for roles in for_all)
        others = dict.fromkeys(role.id for roles in for_all for role in roles)
        message = ngettext(
            "Domain {domains} belongs to more than one role: {roles}.",
            "Domains {domains} belong to more than one role: {roles}.",
            len(domains),
        ).format(
            domains=listed(domains, MOST_NAMED),
            roles=listed([basis.variant.roles[name].name for name in others], MOST_NAMED),
        )
        severity: Severity = "attention" if in_one_unit else "note"
        yield Finding("domain-shared", severity, first, message, "roles", len(others))


def _team_sizes(basis: Basis) -> Iterator[Finding]:
    """Cells and teams with own people. One that is made of cells and teams with people is judged by its parts."""
    low, high = basis.organisation.rules.team_size
    for unit in basis.internal_units:
        if unit.kind not in ("cell", "team"):
            continue
        count = len(basis.own_people[unit.id])
        made_of_teams = any(part.kind in ("cell", "team") and basis.people[part.id] for part in basis.children[unit.id])
        if not count or made_of_teams or low <= count <= high:
            continue
        message = ngettext(
            "{unit} has {count} person; a team of {low} to {high} is the rule.",
            "{unit} has {count} people; a team of {low} to {high} is the rule.",
            count,
        ).format(unit=unit.name, count=count, low=low, high=high)
        yield Finding("team-size", "attention", unit.id, message, "units", max(low - count, count - high))


def _empty_units(basis: Basis) -> Iterator[Finding]:
    for unit in basis.internal_units:
        if not any(basis.roles_of[part] for part in basis.below(unit.id)):
            yield Finding("unit-without-roles", "note", unit.id, _("{unit} has no roles.").format(unit=unit.name))


def _places(basis: Basis) -> Iterator[Finding]:
    """People who wait on the bench, and people with a role as it is who have no place at all in a redesign."""
    variant = basis.variant
    if variant.bench:
        message = ngettext(
            "{count} person waits on the bench without a place: {names}.",
            "{count} people wait on the bench without a place: {names}.",
            len(variant.bench),
        ).format(
            count=len(variant.bench), names=listed([basis.person(name).name for name in variant.bench], MOST_NAMED)
        )
        yield Finding("bench", "attention", variant.id, message, "variants", len(variant.bench))
    for person in unaccounted(basis):
        message = _("{person} has a role in {before}, but here no role, no place on the bench and is no leaver.")
        before = _before(basis)
        assert before is not None
        message = message.format(person=basis.person(person).name, before=before.name)
        yield Finding("unaccounted", "problem", person, message, "people")


def _before(basis: Basis) -> Variant | None:
    """The organisation as it is, for a redesign: what it is based on where that is current, else the first current."""
    variants = basis.organisation.variants
    if basis.variant.kind != "redesign":
        return None
    based_on = variants.get(basis.variant.based_on or "")
    if based_on is not None and based_on.kind == "current":
        return based_on
    return next((variant for variant in variants.values() if variant.kind == "current"), None)


def unaccounted(basis: Basis) -> list[str]:
    """People with a role as it is who are, in this redesign, in no role, not on the bench and no leaver."""
    before = _before(basis)
    if before is None:
        return []
    placed = {person for people in basis.own_people.values() for person in people}
    placed.update(basis.variant.bench, basis.variant.leavers)
    held = {person for people in Basis(basis.organisation, before).own_people.values() for person in people}
    return [name for name in basis.organisation.people if name in held and name not in placed]


def _order_flows(basis: Basis) -> Iterator[Finding]:
    """Order families that can't flow, and tasks where their lots never come (method.md 12: such a task counts 0 h)."""
    for order in basis.organisation.orders.values():
        if not basis.order_links[order.id]:
            message = _("{order} has no order links and can't flow.").format(order=order.name)
            yield Finding("order-without-links", "attention", order.id, message, "orders")
    visited = {name: _visited(basis, name) for name in basis.organisation.orders}
    for task in basis.variant.tasks.values():
        units = visited[task.order] if task.order is not None else None
        if task.order is None or units is None or task.unit in units:
            continue
        message = _("{task} in {unit} is work for {order}, whose links never come there: it counts 0 h.").format(
            task=task.name,
            unit=basis.variant.units[task.unit].name,
            order=basis.organisation.orders[task.order].name,
        )
        yield Finding("task-off-route", "problem", task.id, message, "tasks")


def _visited(basis: Basis, order: str) -> set[str] | None:
    """Units that lots of the order come by; None without links, and where the flow section says what is wrong."""
    if not basis.order_links[order]:
        return None
    try:
        return set(visits(basis, order))
    except OrganisationError:
        return None
