"""Before and after: two variants element by element, their people and their figures (method.md 8 and 12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from organisatiecanvas.models.analysis import analyse, variant_of
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.comparison.elements import compare_elements, count, headcount, people_affected
from organisatiecanvas.models.comparison.figures import compare_figures
from organisatiecanvas.models.comparison.report import report
from organisatiecanvas.models.comparison.was_wordt import was_wordt
from organisatiecanvas.models.organisation import Organisation

__all__ = ["compare", "compare_analysed", "compare_elements", "compare_figures", "report", "was_wordt"]


def compare(organisation: Organisation, before_id: str, after_id: str, *, training: bool = True) -> dict[str, Any]:
    """Two variants as plain JSON data, with the keys of method.md 8; the organisation itself stays as it is.

    `training=False` leaves the training plans out, as in `analyse`. Raises OrganisationError for an unknown variant,
    naming those there are.
    """
    before, after = (variant_of(organisation, identity).id for identity in (before_id, after_id))
    earlier, later = (analyse(organisation, identity, training=training) for identity in (before, after))
    return compare_analysed(organisation, earlier, later)


def compare_analysed(organisation: Organisation, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The same from what `analyse` gave for the two variants already."""
    earlier = Basis(organisation, variant_of(organisation, before["variant"]))
    later = Basis(organisation, variant_of(organisation, after["variant"]))
    elements = compare_elements(earlier.variant, later.variant)
    return {
        "elements": elements,
        "counts": count(elements),
        "people_affected": people_affected(earlier, later, elements),
        "headcount": headcount(earlier, later),
        "figures": compare_figures(before, after),
    }
