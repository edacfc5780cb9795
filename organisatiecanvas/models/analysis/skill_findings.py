"""What the skills figures say is the matter: too few people for a skill, too few skills for a person, what expires."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from organisatiecanvas.models.analysis.common import Basis, Finding, Severity
from organisatiecanvas.models.analysis.skills import (
    ExpiringFigures,
    Needs,
    PersonFigures,
    SkillFigures,
    SkillsFigures,
    UnitFigures,
    needs,
)
from organisatiecanvas.models.analysis.wording import listed
from organisatiecanvas.models.language import _, ngettext

MOST_NAMED = 3  # names in one sentence


def findings(basis: Basis, figures: SkillsFigures) -> Iterator[Finding]:
    """One finding per skill, person and unit that the rule asks something of and that falls short of it."""
    need = basis.once(needs)
    cramped = set(_cramped_units(basis, need))
    for skill in figures["skills"]:
        if skill["skill"] in need.asked and skill["status"] != "exempt":
            yield from _skill_findings(basis, need, skill, cramped)
    for person in figures["people"]:
        if person["ok"] is False:
            yield _breadth_finding(basis, need, person)
    yield from _expiry_findings(basis, figures["expiring"])
    for unit in figures["units"]:
        yield from _unit_gap_finding(basis, unit)
    if any(need.required.values()):
        waived = {row["person"] for row in figures["waived"]}
        for name in need.required:
            yield from _unit_finding(basis, need, name, waived)
    elif figures["hire"] or figures["waived"]:
        yield _variant_finding(basis, need)


def _skill_findings(basis: Basis, need: Needs, row: SkillFigures, cramped: set[str]) -> Iterator[Finding]:
    name, cover, needed = row["skill"], row["cover"], need.asked[row["skill"]]
    skill = basis.organisation.skills[name]
    if row["status"] == "covered":
        explained = any(name in need.required[unit] for unit in cramped) or not any(need.required.values())
        if needed > row["needed"] and not explained:
            yield Finding("skill-hire", "note", name, _hire_sentence(basis, need, name), "skills", needed - cover)
        return
    if cover >= needed:
        return  # a status by cover alone: a unit names the skill, but asks for nobody
    severity: Severity = "problem" if cover == 0 or (cover == 1 and skill.critical) else "attention"
    values = {"skill": skill.name, "cover": cover, "rule": _asker(basis, need, name), "needed": needed}
    if cover == 0:
        message = _("{skill} is mastered by nobody; {rule} asks for {needed}.").format(**values)
    else:
        message = ngettext(
            "{skill} is mastered by {cover} person; {rule} asks for {needed}.",
            "{skill} is mastered by {cover} people; {rule} asks for {needed}.",
            cover,
        ).format(**values)
    if row["needed"] < needed:
        message += " " + ngettext(
            "At most {count} person can be reached here.", "At most {count} people can be reached here.", row["needed"]
        ).format(count=row["needed"])
    if cover < row["needed"]:
        message += " " + _nearest_person(basis, need, name)
    yield Finding(f"skill-{row['status']}", severity, name, message, "skills", needed - cover)


def _asker(basis: Basis, need: Needs, skill: str) -> str:
    """Who asks for that many people: the unit with the largest requirement, else the rule itself."""
    for unit, required in need.required.items():
        if required.get(skill) == need.asked[skill]:
            return basis.variant.units[unit].name
    return rule_name(basis)


def rule_name(basis: Basis) -> str:
    """What the rule is called: by its name where its thresholds are those of the name."""
    rules = basis.organisation.rules
    return "1-3-1" if rules.skills_per_person == rules.people_per_skill == 3 else _("the rule")


def _nearest_person(basis: Basis, need: Needs, skill: str) -> str:
    """Who gets there soonest: the highest level, then whoever is short of skills too, then document order."""
    short = basis.once(_short_of_skills)
    open_people = [name for name in basis.counted if name in need.learners[skill] - need.masters[skill]]
    nearest = max(open_people, key=lambda name: (_level(basis, name, skill), name in short))
    return _training_sentence(basis, nearest, skill, basis.person(nearest).name)


def _short_of_skills(basis: Basis) -> set[str]:
    need = basis.once(needs)
    return {name for name, needed in need.people.items() if len(need.mastered[name]) < needed}


def _nearest_skill(basis: Basis, need: Needs, person: str) -> str:
    allowed = need.allowed[person] - need.mastered[person]
    open_skills = [name for name in basis.organisation.skills if name in allowed]
    nearest = max(
        open_skills,
        key=lambda name: (_level(basis, person, name), len(need.masters[name]) < need.skills[name]),
    )
    return _training_sentence(basis, person, nearest, basis.organisation.skills[nearest].name)


def _level(basis: Basis, person: str, skill: str) -> int:
    cell = basis.organisation.mastery.get((person, skill))
    return cell.level if cell is not None else 0


def _training_sentence(basis: Basis, person: str, skill: str, named: str) -> str:
    level, wanted = _level(basis, person, skill), basis.organisation.rules.mastery_level
    if level >= wanted:
        return _("Nearest: {name}, whose validity has expired (level {level}).").format(name=named, level=level)
    return _("Shortest training: {name} (level {level} → {wanted}).").format(name=named, level=level, wanted=wanted)


def _hire_sentence(basis: Basis, need: Needs, skill: str) -> str:
    possible, asked = need.skills[skill], need.asked[skill]
    return ngettext(
        "{rule} asks for {needed} people who master {skill}, but only {count} person here masters it or may learn it.",
        "{rule} asks for {needed} people who master {skill}, but only {count} people here master it or may learn it.",
        possible,
    ).format(
        rule=_asker(basis, need, skill),
        needed=asked,
        skill=basis.organisation.skills[skill].name,
        count=possible,
    )


def _breadth_finding(basis: Basis, need: Needs, row: PersonFigures) -> Finding:
    asked = basis.organisation.rules.skills_per_person
    message = ngettext(
        "{person} masters {count} skill; {rule} asks for {needed}.",
        "{person} masters {count} skills; {rule} asks for {needed}.",
        row["breadth"],
    ).format(person=basis.person(row["person"]).name, count=row["breadth"], rule=rule_name(basis), needed=asked)
    if row["needed"] < asked:
        message += " " + ngettext(
            "The work here has {count} skill to offer.", "The work here has {count} skills to offer.", row["needed"]
        ).format(count=row["needed"])
    message += " " + _nearest_skill(basis, need, row["person"])
    return Finding("breadth", "attention", row["person"], message, "people", row["needed"] - row["breadth"])


def _expiry_findings(basis: Basis, rows: list[ExpiringFigures]) -> Iterator[Finding]:
    """Per skill, who no longer masters it on paper and whose validity ends soon; the soonest first."""
    for expired in (True, False):
        by_skill: dict[str, list[ExpiringFigures]] = {}
        for row in rows:
            if row["expired"] is expired:
                by_skill.setdefault(row["skill"], []).append(row)
        for skill, group in by_skill.items():
            names = listed([basis.person(row["person"]).name for row in group], MOST_NAMED)
            name = basis.organisation.skills[skill].name
            if expired:
                message = _("{skill} has expired for {names} and no longer counts.").format(skill=name, names=names)
                yield Finding("mastery-expired", "problem", skill, message, "skills", len(group))
            else:
                message = _expiring_sentence(basis, name, names, group[0]["valid_until"])
                yield Finding("mastery-expiring", "attention", skill, message, "skills", len(group))


def _expiring_sentence(basis: Basis, skill: str, names: str, first: str) -> str:
    days = (datetime.date.fromisoformat(first) - basis.organisation.workshop.reference_date).days
    return ngettext(
        "{skill} expires soon for {names}: the first in {days} day.",
        "{skill} expires soon for {names}: the first in {days} days.",
        days,
    ).format(skill=skill, names=names, days=days)


def _unit_gap_finding(basis: Basis, row: UnitFigures) -> Iterator[Finding]:
    """Skills that a unit needs and none of its people master, whoever may master them elsewhere."""
    lacking = [item["skill"] for item in row["skills"] if item["cover"] == 0 and item["needed"] > 0]
    if lacking:
        names = listed([basis.organisation.skills[skill].name for skill in lacking], MOST_NAMED)
        message = _("Nobody in {unit} masters {skills}; its work asks for it.").format(
            unit=basis.variant.units[row["unit"]].name, skills=names
        )
        yield Finding("unit-skill-gap", "attention", row["unit"], message, "units", len(lacking))


def _cramped_units(basis: Basis, need: Needs) -> Iterator[str]:
    """Units that ask for more people per skill than they have."""
    for unit, required in need.required.items():
        if max(required.values(), default=0) > len(basis.people[unit]):
            yield unit


def _unit_finding(basis: Basis, need: Needs, unit: str, waived: set[str]) -> Iterator[Finding]:
    """One plain sentence on a unit where the rule can't be met, and what it would take."""
    required, people = need.required[unit], basis.people[unit]
    largest, skills_asked = max(required.values(), default=0), basis.organisation.rules.skills_per_person
    too_few_people = largest > len(people)
    too_few_skills = any(person in waived for person in basis.own_people[unit]) and len(required) < skills_asked
    if not too_few_people and not too_few_skills:
        return
    message = _("{people}/{skills} can't be met in {unit}: {reason}.").format(
        people=largest or basis.organisation.rules.people_per_skill,
        skills=skills_asked,
        unit=basis.variant.units[unit].name,
        reason=_reason(len(people) if too_few_people else None, len(required) if too_few_skills else None),
    )
    if too_few_people:
        more = largest - len(people)
        message += " " + ngettext(
            "It would take {count} more person, help from another unit or a lower requirement.",
            "It would take {count} more people, help from another unit or a lower requirement.",
            more,
        ).format(count=more)
    else:
        message += " " + _("It would take a wider task, work in another unit too or a lower rule.")
    yield Finding("unit-too-small", "note", unit, message, "units", largest - len(people))


def _reason(people: int | None, skills: int | None) -> str:
    parts = []
    if people is not None:
        parts.append(ngettext("{count} person works there", "{count} people work there", people).format(count=people))
    if skills is not None:
        parts.append(
            ngettext("its work asks for {count} skill", "its work asks for {count} skills", skills).format(count=skills)
        )
    return _(" and ").join(parts)


def _variant_finding(basis: Basis, need: Needs) -> Finding:
    rules = basis.organisation.rules
    message = _("{people}/{skills} can't be met here: {reason}.").format(
        people=rules.people_per_skill,
        skills=rules.skills_per_person,
        reason=_here(len(basis.counted), len(need.asked)),
    )
    return Finding("unit-too-small", "note", basis.variant.id, message, "variants")


def _here(people: int, skills: int) -> str:
    return _(" and ").join(
        (
            ngettext("{count} person", "{count} people", people).format(count=people),
            ngettext("{count} skill", "{count} skills", skills).format(count=skills),
        )
    )
