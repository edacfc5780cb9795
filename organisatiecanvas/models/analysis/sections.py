"""The sections of `analyse`, each a pure function of a variant, with what it finds to be the matter.

A section is a module of this package with a function of its own name, `capacity(basis) -> CapacityFigures`, and,
where it has findings, `findings(basis, figures) -> Iterator[Finding]`. A line in SECTIONS takes it up. Figures of
another section come from `basis.figures("capacity")`; a figure without its data is None and
`basis.missing.add(key, reason)` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from organisatiecanvas.models.analysis import capacity, control, flow, strain, structure, work_quality
from organisatiecanvas.models.analysis.common import Basis, Finding
from organisatiecanvas.models.analysis.skill_findings import findings as skill_findings
from organisatiecanvas.models.analysis.skills import skills

# The keys of interchange.md, in its order.
NAMES = ("skills", "flow", "capacity", "control", "structure", "work_quality", "strain")


class Section(NamedTuple):
    """How the figures of one key are computed, and the findings that follow from them."""

    figures: Callable[[Basis], Any]
    findings: Callable[[Basis, Any], Iterator[Finding]] | None = None


SECTIONS: dict[str, Section] = {
    "skills": Section(skills, skill_findings),
    "flow": Section(flow.flow, flow.findings),
    "capacity": Section(capacity.capacity, capacity.findings),
    "control": Section(control.control, control.findings),
    "structure": Section(structure.structure, structure.findings),
    "work_quality": Section(work_quality.work_quality, work_quality.findings),
    "strain": Section(strain.strain, strain.findings),
}
