"""10,000 answers over nested groups: all figures of what people report, hidden groups included."""

from __future__ import annotations

import random
from collections.abc import Iterator

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.strain import strain
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Answer, Organisation, Survey
from tests.bench.documents import large
from tests.bench.measure import Row, median, times

ANSWERS, GROUPS = 10_000, 200
LIMIT = 50  # ms


def asked(seed: int = 1) -> Organisation:
    """The large organisation with surveys of its units and roles, from 1 to some hundreds of answers each."""
    chance, organisation = random.Random(seed), large()
    variant = organisation.variants["ist"]
    groups = chance.sample([*variant.units, *variant.roles], min(GROUPS, len(variant.units) + len(variant.roles)))
    given: dict[str, list[Answer]] = {group: [] for group in groups}
    for _ in range(ANSWERS):
        group = groups[int(len(groups) * chance.random() ** 2)]
        demands = tuple(chance.randint(1, 4) for _item in range(3))
        given[group].append(Answer(demands, tuple(chance.randint(1, 3) for _item in range(5))))
    for number, (group, answers) in enumerate(given.items()):
        name = f"survey-{number}"
        variant.surveys[name] = Survey(id=name, instrument="nea", group=group, answers=tuple(answers))
    return organisation


def rows() -> Iterator[Row]:
    with Document.new(rows=asked()) as document:
        content = document.snapshot()
    variant = content.variants["ist"]
    held = sum(len(survey.answers) for survey in variant.surveys.values())
    basis = Basis(content, variant)
    strain(basis)  # what other sections share (hours, decisions) is counted there

    def analysed() -> None:
        fresh = Basis(content, variant, _figures=dict(basis._figures))
        strain(fresh)

    found = times(analysed, 7)
    yield Row(f"{held} answers in {len(variant.surveys)} surveys analysed, the quietest", found[0], limit=LIMIT)
    yield Row(f"{held} answers analysed, median", median(found))
