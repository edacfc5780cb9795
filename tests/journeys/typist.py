"""Edits a document without end and says what is committed: killed by test_kill.py at a moment of its choosing."""

from __future__ import annotations

import random
import sys

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Person, Unit


def step(document: Document, rng: random.Random, number: int) -> None:
    """One edit, the same for the same random state; the title tells which step the document is at."""
    with document.edit(f"Step {number}"):
        organisation = document.organisation
        people = list(organisation.people.values())
        if people and rng.random() < 0.3:
            document.remove(rng.choice(people))
        elif people and rng.random() < 0.3:
            rng.choice(people).name = f"Medewerker {rng.random()}"
        else:
            document.add(Person(id=f"p{number}", name=f"Medewerker {number}"))
            document.add(Unit(id=f"u{number}", name="Cel", kind="cell"), organisation.variants["ist"])
        organisation.workshop.title = str(number)


def main(target: str, seed: str) -> None:
    """Prints `edit N` after every committed edit, `saving N` before and `saved N` after every save."""
    rng, when_to_save = random.Random(seed), random.Random(f"save {seed}")
    document = Document.new("0")
    document.save(target)
    number = 0
    tell("saved", 0)
    while True:
        number += 1
        step(document, rng, number)
        tell("edit", number)
        if when_to_save.random() < 0.3:
            tell("saving", number)
            document.save()
            tell("saved", number)


def tell(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
