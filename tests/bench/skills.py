"""Counting and planning 400 people × 120 skills, a fifth of the cells with a target, a tenth with a last day.

Counts are in processor time of the thread that counts: on a machine with neighbours the clock says who else was busy.
"""

from __future__ import annotations

import datetime
import gc
import random
import time
from collections.abc import Iterator

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import skills
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Organisation
from organisatiecanvas.models.snapshot import snapshot
from tests.bench.documents import large
from tests.bench.measure import Row, median, times

EDITS = 60
RECOUNT = 20  # ms
PLAN = 2  # s


def marked(seed: int = 1) -> Organisation:
    """The large organisation with targets and last days."""
    chance, organisation = random.Random(seed), large()
    today = organisation.workshop.reference_date
    for cell in organisation.mastery.values():
        if chance.random() < 0.2:
            cell.target = chance.randint(2, 4)
        if chance.random() < 0.1:
            cell.valid_until = today + datetime.timedelta(chance.randint(-90, 700))
    return organisation


def _recounts(document: Document) -> Iterator[float]:
    """After each edit of one cell: a copy for the analysis, and all counts of it."""
    cells = list(document.organisation.mastery.values())
    document.snapshot()
    for number in range(EDITS):
        cell = cells[number * 797 % len(cells)]
        with document.edit("Level"):
            cell.level = (cell.level + 1) % 5
        gc.collect()
        start = time.thread_time()
        copy = document.snapshot()
        skills(Basis(copy, copy.variants["ist"]))
        yield (time.thread_time() - start) * 1000


def rows() -> Iterator[Row]:
    with Document.new(rows=marked()) as document:
        found = sorted(_recounts(document))
    yield Row("recount 400 × 120 after one cell edit, the quietest", found[0], limit=RECOUNT)
    yield Row("recount 400 × 120 after one cell edit, median", median(found))
    content = snapshot(marked())
    steps = len(training_plan(Basis(content, content.variants["ist"]))["steps"])
    plan = times(lambda: training_plan(Basis(content, content.variants["ist"])), 3)
    yield Row(f"smallest training plan 400 × 120, {steps} steps", median(plan) / 1000, "s", limit=PLAN)
    content = snapshot(lacking())
    steps = len(training_plan(Basis(content, content.variants["ist"]))["steps"])
    plan = times(lambda: training_plan(Basis(content, content.variants["ist"])), 3)
    yield Row(f"the same where nearly everything is lacking, {steps} steps", median(plan) / 1000, "s", limit=PLAN)


def lacking() -> Organisation:
    """Few levels, and no unit that asks for anything: every pair of person and skill is open to the plan."""
    chance, organisation = random.Random(2), marked()
    kept = chance.sample(sorted(organisation.mastery), 1200)
    organisation.mastery = {place: organisation.mastery[place] for place in kept}
    for unit in organisation.variants["ist"].units.values():
        unit.skills = {}
    return organisation
