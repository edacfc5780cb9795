"""Two hundred random edits on the main example, all undone: the dump is what it was, to the letter."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.organisation import Variant


def random_edit(document: Document, rng: random.Random) -> None:
    """Change, move or delete something, anywhere."""
    organisation = document.organisation
    variant = rng.choice(list(organisation.variants.values()))
    actions: list[Callable[[Any], None]] = [document.remove, _rename, _shift]
    part = rng.choice([name for name in Variant.PARTS if getattr(variant, name)])
    row = rng.choice(list(getattr(variant, part).values()))
    if rng.random() < 0.3:
        row = rng.choice(list(getattr(organisation, rng.choice(["people", "skills", "orders", "actions"])).values()))
    rng.choice(actions)(row)


def _rename(row: Any) -> None:
    for name in ("name", "title", "text", "label"):
        if name in row.FIELDS:
            setattr(row, name, f"{getattr(row, name)}+")
            return


def _shift(row: Any) -> None:
    for name, field in row.FIELDS.items():
        if field.kind == "number":
            setattr(row, name, (getattr(row, name) or 0.0) + 0.25)


def test_two_hundred_edits_and_back(bosch: Document) -> None:
    rng = random.Random(200)
    states = [interchange.dump(bosch.organisation)]
    steps = 0
    while steps < 200:
        try:
            with bosch.edit(f"Edit {steps}"):
                random_edit(bosch, rng)
        except (ModelError, IndexError):
            assert steps % 10 or interchange.dump(bosch.organisation) == states[-1]
            continue
        if bosch.undo_name == f"Edit {steps}":
            steps += 1
            if steps % 10 == 0:
                states.append(interchange.dump(bosch.organisation))
    for expected in reversed(states[:-1]):
        for _ in range(10):
            bosch.undo()
        assert interchange.dump(bosch.organisation) == expected
    assert bosch.undo() is None
    assert not bosch.modified
    while bosch.redo() is not None:
        pass
    assert interchange.dump(bosch.organisation) == states[-1]
