"""Findings on the plan: actions that start before the works council's say allows (method.md 9)."""

from __future__ import annotations

from collections.abc import Iterator

from organisatiecanvas.models import works_council
from organisatiecanvas.models.analysis.common import Basis, Finding


def findings(basis: Basis) -> Iterator[Finding]:
    """Of the actions of this variant and of those of no variant."""
    for found in works_council.all_too_early(basis.organisation, basis.variant.id):
        yield Finding("action-too-early", "attention", found.action, found.message, "actions")
