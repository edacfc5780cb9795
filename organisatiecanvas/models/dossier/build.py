"""A dossier as it will read, from the organisation and what people typed."""

from __future__ import annotations

from collections.abc import Callable

from organisatiecanvas.models.anonymous import Names, anonymous
from organisatiecanvas.models.dossier import comparison_sections, people_sections, plan_sections
from organisatiecanvas.models.dossier.content import Block, Contents, Paragraph, Section
from organisatiecanvas.models.dossier.country import DISCLAIMER, TEMPLATES, TITLES
from organisatiecanvas.models.dossier.draft import Draft
from organisatiecanvas.models.dossier.facts import Facts
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

_DRAFTS: dict[str, Callable[[Facts], Draft]] = {
    "decision": comparison_sections.decision,
    "motives": comparison_sections.motives,
    "alternatives": comparison_sections.alternatives,
    "changes": comparison_sections.changes,
    "consequences": people_sections.consequences,
    "measures": people_sections.measures,
    "planning": plan_sections.planning,
    "training": people_sections.training,
    "technology": plan_sections.technology,
    "privacy": people_sections.privacy,
    "evaluation": plan_sections.evaluation,
    "annexes": plan_sections.annexes,
}


def build(organisation: Organisation, names: Names = "full", seed: str = "") -> Contents:
    """The sections that the country's template asks for, filled from the model and with what people typed.

    `organisation` is the one with everybody's name; `names` takes them out (`seed`: the document's id, so that codes
    are those of the other exports). With `none` no count tells of fewer than `minimum_group` people. A text typed in
    the dossier always goes before what the model proposes.
    """
    facts = Facts(anonymous(organisation, names, seed), names)
    workshop, template = facts.organisation.workshop, TEMPLATES[facts.dossier.country]
    return Contents(
        title=_("Works-council dossier"),
        subtitle=" · ".join(part for part in (workshop.organisation, workshop.title) if part),
        date=workshop.reference_date,
        country=template.country,
        names=names,
        before=facts.before.id if facts.before is not None else None,
        after=facts.after.id if facts.after is not None else None,
        law=template.law_label,
        disclaimer=_(DISCLAIMER),
        sections=tuple(_section(facts, name) for name in template.sections()),
    )


def _section(facts: Facts, name: str) -> Section:
    draft = _DRAFTS[name](facts)
    typed = getattr(facts.dossier, name).strip()
    text: list[Block] = []
    if typed:
        text.append(Paragraph(typed, "typed"))
    elif draft.proposal:
        text.append(Paragraph(draft.proposal, "proposal"))
    asked = TEMPLATES[facts.dossier.country].asked(name)
    return Section(
        name=name,
        title=_(TITLES[name]),
        typed=typed,
        proposal=draft.proposal,
        blocks=(*text, *draft.blocks),
        asked=tuple(f"{one.article}: {one.label}" for one in asked),
        lacks=tuple(draft.lacks),
    )
