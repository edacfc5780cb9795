"""All findings on a variant: of every section and of the drawing itself, the gravest first."""

from __future__ import annotations

from dataclasses import replace

from organisatiecanvas.models.analysis import action_findings, design_rules
from organisatiecanvas.models.analysis.common import SEVERITIES, Basis, Finding
from organisatiecanvas.models.analysis.sections import SECTIONS
from organisatiecanvas.models.language import N_, _
from organisatiecanvas.models.organisation import Variant

MOST_ALIKE = 8  # more of one code become a single sentence per unit
MOST_UNITS = 24  # and more of those sentences a single one

# What a finding is called by its code, for headings and groups.
TITLES = {
    "skill-gap": N_("Skill that nobody masters"),
    "skill-single": N_("Skill that one person masters"),
    "skill-fragile": N_("Skill below its need"),
    "skill-hire": N_("Skill with too few people to learn it"),
    "breadth": N_("Person below the skills asked"),
    "mastery-expired": N_("Validity expired"),
    "mastery-expiring": N_("Validity expires soon"),
    "unit-skill-gap": N_("Unit without a skill it needs"),
    "unit-too-small": N_("Rule out of reach"),
    "hours-over-contract": N_("Hours above contract"),
    "role-unclear": N_("Role without purpose or accountability"),
    "role-vacant": N_("Role without a holder"),
    "star-role-cover": N_("Star role without one holder and a backup"),
    "star-roles-many": N_("More than two star roles"),
    "domain-shared": N_("Domain of more than one role"),
    "team-size": N_("Team size outside the rule"),
    "unit-without-roles": N_("Unit without roles"),
    "bench": N_("People on the bench"),
    "unaccounted": N_("Person without a place"),
    "order-without-links": N_("Order family that can't flow"),
    "closed-loop": N_("Order family that goes round without end"),
    "no-entry": N_("Order family that starts nowhere"),
    "shares-over-one": N_("Shares above 100 %"),
    "overloaded": N_("Unit that can't keep up"),
    "nearly-full": N_("Unit that is nearly full"),
    "white-space": N_("Lead time in which nobody works"),
    "irregular-arrivals": N_("Orders in bursts or by the clock"),
    "close-join": N_("Branches that take nearly as long"),
    "task-off-route": N_("Task off the route"),
    "occupancy": N_("Occupancy above the target"),
    "work-without-people": N_("Work without people"),
    "bottleneck-skill": N_("Skill short of hours"),
    "control-capacity": N_("Control capacity falls short"),
    "uncovered-disturbances": N_("Disturbances without authority"),
    "meeting-load": N_("Many hours in meetings"),
    "functional-concentration": N_("Functional concentration"),
    "separation": N_("Separation of doing and deciding"),
    "work-quality": N_("Quality of work insufficient"),
    "strain-nea": N_("High-strain work reported (NEA)"),
    "strain-jcq": N_("High-strain work reported (JCQ)"),
    "strain-active-nea": N_("Active work reported (NEA)"),
    "strain-active-jcq": N_("Active work reported (JCQ)"),
    "strain-estimate": N_("High-strain work suggested by the structure"),
    "jcq-few-answers": N_("Few JCQ answers"),
    "action-too-early": N_("Action before the works council's say"),
}


def title(code: str) -> str:
    """What findings of this code are called, in the language in use."""
    return _(TITLES[code]) if code in TITLES else _("The same finding")


def collect(basis: Basis) -> list[Finding]:
    """Every finding on the variant: problem, attention, note, and within these in the order of the document."""
    found: list[Finding] = []
    for name, section in SECTIONS.items():
        if section.findings is not None:
            found.extend(section.findings(basis, basis.figures(name)))
    found.extend(design_rules.findings(basis))
    found.extend(action_findings.findings(basis))
    places = _places(basis)
    last = len(places)

    def order(finding: Finding) -> tuple[int, int]:
        return SEVERITIES.index(finding.severity), places.get((finding.collection, finding.subject), last)

    return sorted(_grouped(basis, sorted(found, key=order)), key=order)


def _places(basis: Basis) -> dict[tuple[str, str], int]:
    """(collection, id) → its place in the document."""
    organisation, variant = basis.organisation, basis.variant
    keys = [(name, key) for name in ("people", "skills", "orders") for key in getattr(organisation, name)]
    keys.append(("variants", variant.id))
    keys.extend((name, key) for name in Variant.PARTS for key in getattr(variant, name))
    return {key: index for index, key in enumerate(keys)}


def _grouped(basis: Basis, found: list[Finding]) -> list[Finding]:
    """No wall: of many findings of one code the gravest stand alone, the rest become one per unit or variant."""
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    units = _UnitOf(basis)
    result: list[Finding] = []
    for group in by_code.values():
        alone = _standing_alone(group)
        result.extend(group[:alone])
        by_unit: dict[str | None, list[Finding]] = {}
        for finding in group[alone:]:
            by_unit.setdefault(units.of(finding), []).append(finding)
        if len(by_unit) > MOST_UNITS:
            by_unit = {None: group[alone:]}
        for unit, alike in by_unit.items():
            result.append(alike[0] if len(alike) == 1 else _summary(basis, unit, alike))
    return result


def _standing_alone(group: list[Finding]) -> int:
    """How many of one code, the gravest first, are said one by one: whole severities while they are not too many."""
    alone = 0
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in group)
        if alone + count > MOST_ALIKE:
            break
        alone += count
    return alone


def _summary(basis: Basis, unit: str | None, alike: list[Finding]) -> Finding:
    worst = max(alike, key=lambda item: (-SEVERITIES.index(item.severity), item.weight))
    values = {"title": title(worst.code), "count": len(alike), "message": worst.message}
    if unit is None:
        message = _("{title}: {count} times. The worst: {message}").format(**values)
        return replace(worst, subject=basis.variant.id, collection="variants", message=message)
    name = basis.variant.units[unit].name
    message = _("{title}: {count} times in {unit}. The worst: {message}").format(unit=name, **values)
    return replace(worst, subject=unit, collection="units", message=message)


class _UnitOf:
    """In which unit the subject of a finding stands; None for units themselves, and where it is not one unit."""

    def __init__(self, basis: Basis) -> None:
        self.variant = basis.variant
        self.people: dict[str, set[str]] = {}
        self.skills: dict[str, set[str]] = {}
        for unit in basis.internal_units:
            for person in basis.own_people[unit.id]:
                self.people.setdefault(person, set()).add(unit.id)
            for skill in unit.skills:
                self.skills.setdefault(skill, set()).add(unit.id)

    def of(self, finding: Finding) -> str | None:
        subject = finding.subject
        if finding.collection in ("people", "skills"):
            units: set[str] = getattr(self, finding.collection).get(subject, set())
            return next(iter(units)) if len(units) == 1 else None
        if finding.collection in ("roles", "tasks", "disturbances"):
            row = getattr(self.variant, finding.collection).get(subject)
            return row.unit if row is not None else None
        if finding.collection == "decisions":
            decision = self.variant.decisions.get(subject)
            return decision.about if decision is not None else None
        return None
