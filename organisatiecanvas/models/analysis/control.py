"""Control capacity: what disturbances ask of a unit and what it may decide itself (method.md 3 and 12)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, TypedDict

from organisatiecanvas.models.analysis.authority import AuthorityMap, same_domain
from organisatiecanvas.models.analysis.capacity import unit_capacity
from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.hours import SOLVED, Hours
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import _, decimal, ngettext, percent
from organisatiecanvas.models.organisation import LEVELS, SCOPES, Decision, Disturbance

Light = Literal["good", "attention", "problem"]

# The light [own].
POOR_COVERAGE = 0.5
GOOD_COVERAGE = 0.8
MUCH_CONTROL_WORK = 0.075  # share of the hours available
POOR_AUTHORITY = 0.4
GOOD_AUTHORITY = 0.6
MOST_PARTIES = 3  # a sentence names at most so many that disturbances go to
MUCH_MEETING = 0.10  # share of the contract hours above which meetings are a finding (method.md 3)


class UnitControl(TypedDict):
    """`authority`: level → scope → 0 to 1, `authority_operational`: over both scopes; shares 0 to 1 (`required_share`
    may pass 1), hours a week.
    """

    unit: str
    required_hours: float
    required_share: float | None
    coverage: float | None
    authority: dict[str, dict[str, float | None]]
    authority_total: float | None
    authority_operational: float | None
    light: Light | None


class Uncovered(TypedDict):
    """A disturbance in whose domain the unit neither decides nor consents; `authority` is the most it has there."""

    disturbance: str
    unit: str
    domain: str
    authority: float


class MeetingShare(TypedDict):
    person: str
    share: float | None


class ControlFigures(TypedDict):
    """The key `control` of `analyse`."""

    units: list[UnitControl]
    uncovered: list[Uncovered]
    meetings: list[MeetingShare]
    decision_coverage: float | None
    interface_coverage: float | None
    unmet_decisions: list[str]  # in no meeting, and not decided by the unit they are about
    unmet_interfaces: list[list[str]]  # pairs of units with orders between them and no meeting in which both take part


def control(basis: Basis) -> ControlFigures:
    """What is required, covered and allowed per unit, the gaps, and how far decisions and interfaces are met."""
    return {
        "units": [_unit_figures(basis, unit.id) for unit in basis.internal_units],
        "uncovered": list(_uncovered(basis)),
        "meetings": [_meeting_share(basis, person) for person in basis.counted],
        "decision_coverage": _decision_coverage(basis),
        "interface_coverage": _interface_coverage(basis),
        "unmet_decisions": [decision.id for decision in basis.once(_unmet_decisions)],
        "unmet_interfaces": [sorted(pair) for pair in basis.once(_Interfaces).unmet],
    }


def _disturbances(basis: Basis) -> dict[str, list[Disturbance]]:
    found: dict[str, list[Disturbance]] = {unit.id: [] for unit in basis.internal_units}
    for disturbance in basis.variant.disturbances.values():
        if disturbance.unit in found:
            found[disturbance.unit].append(disturbance)
    return found


def unit_control(basis: Basis) -> dict[str, UnitControl]:
    """Unit → its figures, for other sections; ask through `basis.once`."""
    return {row["unit"]: row for row in basis.figures("control")["units"]}


def _unit_figures(basis: Basis, unit: str) -> UnitControl:
    say, disturbances = basis.once(AuthorityMap), basis.once(_disturbances)[unit]
    key = f"control.units.{unit}"
    required = math.fsum(item.per_week * item.hours_each for item in disturbances)
    share = _required_share(basis, unit, required)
    coverage = None
    if required:
        solved = math.fsum(item.per_week * item.hours_each * SOLVED[item.solved] for item in disturbances)
        coverage = solved / required
    else:
        reason = _("No disturbances of this unit are recorded.")
        basis.missing.add(f"{key}.coverage", reason)
        basis.missing.add(f"{key}.light", reason)
    authority: dict[str, dict[str, float | None]] = {}
    for level in LEVELS:
        authority[level] = {}
        for scope in SCOPES:
            value = say.mean(item for item in say.about[unit] if item.level == level and item.scope == scope)
            authority[level][scope] = value
            if value is None:
                basis.missing.add(f"{key}.authority.{level}.{scope}", _no_decisions())
    total = say.over(unit, *LEVELS)
    if total is None:
        basis.missing.add(f"{key}.authority_total", _no_decisions())
    operational = say.over(unit, "operational")
    if operational is None:
        basis.missing.add(f"{key}.authority_operational", _no_decisions())
    return {
        "unit": unit,
        "required_hours": required,
        "required_share": share,
        "coverage": coverage,
        "authority": authority,
        "authority_total": total,
        "authority_operational": operational,
        "light": light(coverage, share, operational),
    }


def _no_decisions() -> str:
    return _("No such decisions about this unit are recorded.")


def _required_share(basis: Basis, unit: str, required: float) -> float | None:
    available = basis.once(unit_capacity)[unit]["available_hours"]
    if available:
        return required / available
    basis.missing.add(f"control.units.{unit}.required_share", _("The unit has no hours of its own people."))
    return None


def light(coverage: float | None, required_share: float | None, operational: float | None) -> Light | None:
    """The light of a unit [own]: None without coverage; a share or authority that is None meets no condition.

    Problem: coverage < 0.5, or required_share > 0.075 with operational authority < 0.4. Good: coverage >= 0.8 and
    operational authority >= 0.6. Else attention.
    """
    if coverage is None:
        return None
    if coverage < POOR_COVERAGE or _overtaxed(required_share, operational):
        return "problem"
    if coverage >= GOOD_COVERAGE and operational is not None and operational >= GOOD_AUTHORITY:
        return "good"
    return "attention"


def _overtaxed(required_share: float | None, operational: float | None) -> bool:
    if required_share is None or operational is None:
        return False
    return required_share > MUCH_CONTROL_WORK and operational < POOR_AUTHORITY


def _uncovered(basis: Basis) -> Iterator[Uncovered]:
    say = basis.once(AuthorityMap)
    for unit, disturbances in basis.once(_disturbances).items():
        for disturbance in disturbances:
            decisions = [
                decision
                for decision in say.about[unit]
                if decision.level == "operational" and same_domain(decision.domain) == same_domain(disturbance.domain)
            ]
            if not any(say.has_say(decision) for decision in decisions):
                yield {
                    "disturbance": disturbance.id,
                    "unit": unit,
                    "domain": disturbance.domain,
                    "authority": max((say.of_unit[decision.id] for decision in decisions), default=0.0),
                }


def _meeting_share(basis: Basis, person: str) -> MeetingShare:
    contract = basis.person(person).hours_per_week
    if not contract:
        basis.missing.add(f"control.meetings.{person}.share", _("The contract has no hours."))
        return {"person": person, "share": None}
    return {"person": person, "share": basis.once(Hours).meetings.get(person, 0.0) / contract}


def _unmet_decisions(basis: Basis) -> list[Decision]:
    """Decisions that no meeting lists and that the unit they are about does not decide itself."""
    say = basis.once(AuthorityMap)
    listed_ones = {name for meeting in basis.variant.meetings.values() for name in meeting.decisions}
    return [one for one in say.decisions if one.id not in listed_ones and not say.decides(one)]


def _decision_coverage(basis: Basis) -> float | None:
    """Share of decisions that a meeting lists, or that the unit they are about decides itself."""
    count = len(basis.once(AuthorityMap).decisions)
    if not count:
        basis.missing.add("control.decision_coverage", _("No decisions are recorded."))
        return None
    return (count - len(basis.once(_unmet_decisions))) / count


def _interface_coverage(basis: Basis) -> float | None:
    """Share of the pairs of units between which orders go that both take part in one meeting."""
    interfaces = basis.once(_Interfaces)
    count = len(interfaces.pairs)
    if not count:
        basis.missing.add("control.interface_coverage", _("No orders go from one unit to another."))
        return None
    return (count - len(interfaces.unmet)) / count


class _Interfaces:
    """`pairs` of internal units between which orders go, and those of them that no meeting brings together."""

    def __init__(self, basis: Basis) -> None:
        internal = {unit.id for unit in basis.internal_units}
        pairs = (
            frozenset((link.from_, link.to_))
            for link in basis.variant.links.values()
            if link.kind == "order" and link.from_ != link.to_ and {link.from_, link.to_} <= internal
        )
        self.pairs = list(dict.fromkeys(pairs))
        met: set[frozenset[str]] = set()
        for meeting in basis.variant.meetings.values():
            present = {unit for party in meeting.participants for unit in _units_of(basis, party)}
            met.update(pair for pair in self.pairs if pair <= present)
        self.unmet = [pair for pair in self.pairs if pair not in met]


def _units_of(basis: Basis, party: str) -> Iterator[str]:
    """The units that take part through this participant: a unit with all below it, a role for its own unit."""
    role = basis.variant.roles.get(party)
    if role is None:
        yield from basis.below(party)
    else:
        yield role.unit


def findings(basis: Basis, figures: ControlFigures) -> Iterator[Finding]:
    """Units whose light is not good, disturbances they may not act on, people who meet much."""
    for row in figures["units"]:
        if row["light"] in ("problem", "attention"):
            yield _light_finding(basis, row)
    yield from _uncovered_findings(basis, figures["uncovered"])
    for share in figures["meetings"]:
        if share["share"] is not None and share["share"] > MUCH_MEETING:
            yield _meeting_finding(basis, share["person"], share["share"])


def _light_finding(basis: Basis, row: UnitControl) -> Finding:
    unit, coverage, share = row["unit"], row["coverage"], row["required_share"]
    operational = basis.once(AuthorityMap).over(unit, "operational")
    name = basis.variant.units[unit].name
    assert coverage is not None
    sentences = []
    if coverage < GOOD_COVERAGE:
        sentences.append(_solved_sentence(basis, unit))
    if _overtaxed(share, operational) and share is not None and operational is not None:
        sentence = _(
            "Disturbances ask {share} of the hours of {unit}, while its authority over operational decisions is "
            "{authority} on a scale of 0 to 1."
        )
        sentences.append(sentence.format(unit=name, share=percent(share), authority=decimal(operational, 2)))
    if not sentences and operational is None:
        sentence = _("{unit} solves its disturbances, but no operational decisions about it are recorded.")
        sentences.append(sentence.format(unit=name))
    elif not sentences:
        sentence = _(
            "{unit} solves its disturbances, but its authority over operational decisions is {authority} on a scale "
            "of 0 to 1; {good} is good."
        )
        sentence = sentence.format(unit=name, authority=decimal(operational or 0, 2), good=decimal(GOOD_AUTHORITY))
        sentences.append(sentence)
    severity: Literal["problem", "attention"] = "problem" if row["light"] == "problem" else "attention"
    return Finding("control-capacity", severity, unit, " ".join(sentences), weight=1 - coverage)


def _solved_sentence(basis: Basis, unit: str) -> str:
    disturbances = basis.once(_disturbances)[unit]
    elsewhere: dict[str | None, list[str]] = {}
    for item in disturbances:
        if item.solved != "inside":
            elsewhere.setdefault(item.escalates_to, []).append(item.name)
    parts = []
    busiest = sorted(elsewhere.items(), key=lambda item: -len(item[1]))
    for party, names in busiest[:MOST_PARTIES]:
        if party is None:
            part = ngettext("{names} needs others", "{names} need others", len(names))
            parts.append(part.format(names=listed(names)))
        else:
            row = basis.variant.roles.get(party) or basis.variant.units[party]
            part = ngettext("{names} goes to {party}", "{names} go to {party}", len(names))
            parts.append(part.format(names=listed(names), party=row.name))
    rest = sum(len(names) for _party, names in busiest[MOST_PARTIES:])
    if rest:
        parts.append(ngettext("{count} other goes elsewhere", "{count} others go elsewhere", rest).format(count=rest))
    sentence = ngettext(
        "{unit} solves {inside} of {count} disturbance itself: {elsewhere}.",
        "{unit} solves {inside} of {count} disturbances itself: {elsewhere}.",
        len(disturbances),
    )
    inside = sum(item.solved == "inside" for item in disturbances)
    name = basis.variant.units[unit].name
    return sentence.format(unit=name, inside=inside, count=len(disturbances), elsewhere="; ".join(parts))


def _uncovered_findings(basis: Basis, rows: list[Uncovered]) -> Iterator[Finding]:
    by_unit: dict[str, list[Uncovered]] = {}
    for row in rows:
        by_unit.setdefault(row["unit"], []).append(row)
    for unit, missed in by_unit.items():
        total = len(basis.once(_disturbances)[unit])
        domains = list({same_domain(row["domain"]): row["domain"] for row in missed}.values())
        message = ngettext(
            "{unit} may not act on {missed} of its {count} disturbance: it does not decide about {domains}.",
            "{unit} may not act on {missed} of its {count} disturbances: it does not decide about {domains}.",
            total,
        ).format(unit=basis.variant.units[unit].name, missed=len(missed), count=total, domains=listed(domains))
        yield Finding("uncovered-disturbances", "attention", unit, message, weight=len(missed))


def _meeting_finding(basis: Basis, person: str, share: float) -> Finding:
    shown = percent(share, 1 if percent(share) == percent(MUCH_MEETING) else 0)
    message = _("{person} spends {share} of the week in meetings; more than {limit} is much.")
    message = message.format(person=basis.person(person).name, share=shown, limit=percent(MUCH_MEETING))
    return Finding("meeting-load", "attention", person, message, "people", share)
