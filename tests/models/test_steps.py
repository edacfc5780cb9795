"""Steps far back are packed and come back as they were."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import interchange
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.organisation import Unit
from organisatiecanvas.models.steps import NEAR, PACK, Steps


def test_steps_come_off_in_the_order_of_a_pile_however_many():
    steps = Steps()
    made = [(Change(f"Step {number}", ()), None) for number in range(3 * NEAR + PACK + 7)]
    for number, step in enumerate(made, 1):
        steps.append(step)
        assert len(steps) == number
        assert steps.last == step
    assert len(steps._near) < NEAR + PACK
    assert [steps.pop() for _step in made] == made[::-1]
    assert (len(steps), steps.last) == (0, None)
    with pytest.raises(IndexError):
        steps.pop()


def test_the_newest_can_be_replaced_and_all_forgotten():
    steps = Steps()
    for number in range(NEAR + PACK):
        steps.append((Change(str(number), ()), None))
    steps.replace_last((Change("merged", ()), "key"))
    assert steps.last == (Change("merged", ()), "key")
    steps.clear()
    assert not steps


def test_undo_leads_through_packed_steps_to_the_beginning_and_redo_back(document):
    variant = document.organisation.variants["ist"]
    first = interchange.dump(document.organisation)
    for number in range(NEAR + 2 * PACK + 3):
        with document.edit(f"Add {number}"):
            document.add(
                Unit(id=f"u{number}", name=f"U {number}", kind="cell", box=(0.0, 0.0, float(number), 10.0)), variant
            )
    last = interchange.dump(document.organisation)
    count = 0
    while document.undo() is not None:
        count += 1
    assert count == NEAR + 2 * PACK + 3
    assert interchange.dump(document.organisation) == first
    while document.redo() is not None:
        pass
    assert interchange.dump(document.organisation) == last
