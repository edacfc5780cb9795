"""Every workbook of two variants of 400 people × 200 units, against openpyxl writing the same cells bare.

What is computed for them (analyses, training plans, comparison, dossier) and the drawings inside the dossier are in our
time, and not in that of the floor. Read off the processor's time. Beside it the dossier as a document.
"""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from organisatiecanvas.canvas import routes
from organisatiecanvas.canvas.drawing import Drawing
from organisatiecanvas.exports import Still, export
from organisatiecanvas.models.organisation import ACTION_STATUSES, LEVERS, Action, Organisation
from organisatiecanvas.models.plan_figures import GOALS
from tests.bench.comparison import two_variants
from tests.bench.measure import Row, times
from tests.bench.workbooks import bare, cells_of

ACTIONS = 200
ROUNDS = 2


def rows() -> Iterator[Row]:
    moment = Still(planned(), "large", "bench", 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = _books(moment, folder)
        cells = [cells_of(path) for path in made]
        count = sum(value is not None for book in cells for _title, lines in book for line in lines for value in line)
        ours, floor = [], []
        for _round in range(ROUNDS):
            ours += times(lambda: _books(moment, folder), 1, warm=0, clock=time.process_time)
            floor += times(lambda: [bare(book, folder / "bare.xlsx") for book in cells], 1, 0, time.process_time)
        document = times(lambda: export(moment, folder, "dossier", None, "none", "pdf"), 1, 0, time.process_time)
    what = f"all workbooks of 400 × 200 in two variants ({count // 1000},000 cells)"
    yield Row(f"{what} against a bare openpyxl write", min(ours), floor=min(floor), limit=2.5)
    yield Row("its dossier as PDF", document[0] / 1000, "s", limit=30)


def planned() -> Organisation:
    """The two variants as a document keeps them: with the routes of their links and a plan of actions."""
    organisation = two_variants()
    for variant in organisation.variants.values():
        for found in routes.fill(Drawing.of(organisation, variant)):
            for link, route in found.items():
                variant.links[link].route = route
    levers, statuses, goals = LEVERS, ACTION_STATUSES, [words for _label, words in GOALS.values()]
    first = datetime.date(2026, 12, 1)
    for number in range(ACTIONS):
        start = first + datetime.timedelta(days=number)
        organisation.actions[f"a{number}"] = Action(
            id=f"a{number}",
            title=f"Actie {number:03d}",
            reason="Een order is te lang onderweg.",
            measure="Cel inrichten en mensen opleiden.",
            owner_=f"Medewerker {number % 40:03d}",
            start=start,
            due=start + datetime.timedelta(days=60),
            hours=8.0 + number % 30,
            cost=100.0 * (number % 20),
            status=statuses[number % len(statuses)],
            lever=levers[number % len(levers)],
            goals=(goals[number % len(goals)],),
        )
    return organisation


def _books(moment: Still, folder: Path) -> list[Path]:
    return export(moment, folder, "all", format="xlsx")
