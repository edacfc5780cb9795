"""One task or machine of the skills matrix becomes two."""

from __future__ import annotations

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.identity import free_id
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Assessment, Mastery, Requirement, Skill

COPIED = ("kind", "group", "description", "critical", "training_hours", "exempt")
CELL = ("level", "target", "valid_until", "assessed_on", "assessor")
KEPT = ("level", "valid_until", "assessor", "source")


def split_skill(document: Document, skill: str, name: str) -> str:
    """Take a second skill called `name` out of a skill, as one step; returns its id.

    Everyone masters both as they did the one, with the same targets and history, and every unit that requires the one
    requires both; what differs is filled in afterwards. Tasks and disturbances go on naming the first. Raises
    OrganisationError for a name that is empty or taken.
    """
    organisation = document.organisation
    old, name = organisation.skills[skill], name.strip()
    if not name:
        raise OrganisationError(_("A name can't be empty."))
    if any(row.name.casefold() == name.casefold() for row in organisation.skills.values()):
        raise OrganisationError(_("There is a skill {name} already.").format(name=name))
    identity = free_id(organisation, name, "skill")
    with document.edit(_("Split {name}").format(name=old.name)):
        document.add(Skill(id=identity, name=name, **{one: getattr(old, one) for one in COPIED}))
        for row in [row for row in organisation.mastery.values() if row.skill == skill]:
            made = Mastery(person=row.person, skill=identity, **{one: getattr(row, one) for one in CELL})
            document.add(made)
        for kept in [kept for kept in organisation.assessments.values() if kept.skill == skill]:
            values = {one: getattr(kept, one) for one in KEPT}
            document.add(Assessment(person=kept.person, skill=identity, assessed_on=kept.assessed_on, **values))
        for variant in organisation.variants.values():
            for unit in [unit for unit in variant.units.values() if skill in unit.skills]:
                document.add(Requirement(skill=identity, people=unit.skills[skill].people), unit)
    return identity
