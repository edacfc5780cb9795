"""From the model to figures: `analyse` gives all of them for one variant, `report` puts them into words."""

from __future__ import annotations

from typing import Any

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.findings import collect
from organisatiecanvas.models.analysis.flow.assumptions import assumptions
from organisatiecanvas.models.analysis.report import report
from organisatiecanvas.models.analysis.sections import NAMES, SECTIONS
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.interchange import row_to_json
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Variant

__all__ = ["analyse", "report", "variant_of"]


def analyse(organisation: Organisation, variant_id: str | None = None, *, training: bool = True) -> dict[str, Any]:
    """All figures of a variant as plain JSON data, with the keys of interchange.md in their order.

    Without `variant_id`: the first variant that shows the organisation as it is. `training=False` leaves the training
    plan out, which for hundreds of people can take a second. Raises OrganisationError for an unknown variant, naming
    those there are. A figure that lacks its data is None and stands in `missing`.
    """
    variant = variant_of(organisation, variant_id)
    basis = Basis(organisation, variant)
    sections: dict[str, Any] = {}
    for name in NAMES:
        if name in SECTIONS:
            sections[name] = basis.figures(name)
        else:
            sections[name] = None
            basis.missing.add(name, _("This version does not compute it yet."))
    if training:
        sections["skills"] = {**sections["skills"], "training_plan": training_plan(basis)}
    else:
        basis.missing.add("skills.training_plan", _("The training plan was not asked for."))
    sections["flow"] = {**sections["flow"], "assumptions": assumptions(basis)}
    found = collect(basis)
    order = {name: index for index, name in enumerate(NAMES)}
    missing = sorted(basis.missing.items, key=lambda item: order.get(item["key"].split(".")[0], len(order)))
    return {
        "variant": variant.id,
        "rules": row_to_json(organisation.rules),
        **sections,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "subject": finding.subject,
                "message": finding.message,
                "proposal": finding.proposal,
                "collection": finding.collection,
            }
            for finding in found
        ],
        "missing": missing,
    }


def variant_of(organisation: Organisation, variant_id: str | None) -> Variant:
    """The variant of that id, or the first current one. Raises OrganisationError naming those there are."""
    if variant_id is None:
        variant = organisation.current_variant()
        if variant is None:
            raise OrganisationError(_("This document has no variant yet."))
        return variant
    if variant_id not in organisation.variants:
        known = ", ".join(organisation.variants) or _("none")
        raise OrganisationError(_("There is no variant {id}; known: {known}.").format(id=variant_id, known=known))
    return organisation.variants[variant_id]
