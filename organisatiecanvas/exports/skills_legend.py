"""The legend of the skills workbook: levels, signs, thresholds that formulas use, method, exemptions."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.exports.legend import Legend
from organisatiecanvas.exports.skills_grid import (
    ATTENTION_SIGN,
    BALLS,
    GOOD_SIGN,
    NOTHING_ASKED,
    PROBLEM_SIGN,
    TO_TARGET,
    Skills,
)
from organisatiecanvas.models.labels import choice_label, field_label, level_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import ACTION_STATUSES


def write(skills: Skills) -> None:
    legend, rules = Legend(skills.book), skills.organisation.rules
    legend.section(_("Levels"))
    first = legend.row
    for number, ball in enumerate(BALLS):
        legend.line(number, ball, level_label(number), "symbol")
    skills.book.name("list_levels", legend.sheet, f"$A${first}:$A${legend.row - 1}")
    legend.line("", None, _("An empty cell is unknown: nobody assessed it."))
    legend.section(_("Signs"))
    for sign, text in _signs():
        legend.line("", sign, text, "symbol")
    legend.section(_("Thresholds used"))
    legend.named(
        "rule_mastery_level",
        field_label("mastery_level"),
        rules.mastery_level,
        _("A skill is mastered from this level."),
    )
    legend.named(
        "rule_reference_date",
        field_label("reference_date"),
        skills.organisation.workshop.reference_date,
        _("Certificates that were valid until a day before this date no longer count."),
        "date",
    )
    legend.named(
        "rule_warning_days",
        field_label("expiry_warning_days"),
        rules.expiry_warning_days,
        _("Certificates that expire within so many days carry a warning."),
    )
    legend.line(field_label("skills_per_person"), rules.skills_per_person, style="level")
    legend.line(field_label("people_per_skill"), rules.people_per_skill, style="level")
    if skills.source.names != "none":
        legend.choices("list_training_status", field_label("status"), map(choice_label, ACTION_STATUSES))
    else:
        legend.line(field_label("minimum_group"), rules.minimum_group, _("Smaller groups are put together."), "level")
    legend.section(_("Method"))
    for text in _method():
        legend.paragraph(text)
    _exemptions(skills, legend)
    legend.origin(skills.source)
    legend.finish()


def _signs() -> Iterator[tuple[str, str]]:
    yield GOOD_SIGN, _("Good: as many as needed, or valid.")
    yield ATTENTION_SIGN, _("Attention: fewer than needed, one person only, or expires soon.")
    yield PROBLEM_SIGN, _("Problem: none at all, or expired. What expired does not count as mastered.")
    yield TO_TARGET, _("Below the target that was agreed.")
    yield NOTHING_ASKED, _("Nothing is asked: exempt, not counted, or required by no unit.")


def _method() -> Iterator[str]:
    yield _(
        "1-3-1 [seed: SER advice 23/03, Aldowa]: everyone masters several skills and every skill is mastered by "
        "several people. Mastered: the level is at least the mastery level and the certificate, if there is one, is "
        "valid on the reference date."
    )
    yield _(
        "Needed of a skill: the largest requirement of any unit, else the rule, and at most the people who master it "
        "or can learn it here. Needed of a person: the rule, and at most the skills they master or can use here."
    )
    yield _(
        "Score = (people with enough skills + skills with enough people) / (people + skills), exempt ones left out. "
        "Versatility = sum of covers / (people × skills). "
        "Readiness = 1 − sum of shortfalls to targets / sum of targets."
    )
    yield _(
        "Totals are live: they follow every change on the sheet Matrix. What is needed stays as it was at the export. "
        "The indicators are this project's own operationalisation [own], not a norm of the sources."
    )


def _exemptions(skills: Skills, legend: Legend) -> None:
    """Exempt people and skills with their reason; without names only how many people."""
    people = [person for person in skills.organisation.people.values() if person.exempt is not None]
    exempt_skills = [skill for skill in skills.organisation.skills.values() if skill.exempt is not None]
    if not people and not exempt_skills:
        return
    legend.section(_("Exempt, with the reason"))
    for skill in exempt_skills:
        legend.line(skill.name, field_label("skill"), skill.exempt or "")
    if skills.source.names == "none":
        if people:
            legend.line(field_label("people"), len(people), style="level")
        return
    for person in people:
        legend.line(person.name, field_label("person"), person.exempt or "")
