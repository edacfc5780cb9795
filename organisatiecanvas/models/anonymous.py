"""People's names taken out: codes in shuffled but lasting order, in every field and every free text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import fields as parts
from dataclasses import is_dataclass, replace
from typing import Any, Literal

from organisatiecanvas.models import changes
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import COLLECTIONS, ROWS, SINGLES, Organisation

Names = Literal["full", "codes", "none"]
NAMES: tuple[Names, ...] = ("full", "codes", "none")
MIN_NAME = 3  # shorter parts of names (de, 't) are words of the language


def pseudonyms(organisation: Organisation, seed: str = "") -> dict[str, str]:
    """Person id → P01, P02 …, in an order shuffled by `seed` (the document's id).

    The same for as long as nobody comes or goes.
    """
    people = sorted(organisation.people)
    random.Random(f"{seed}:{len(people)}").shuffle(people)
    width = max(2, len(str(len(people))))
    return {person: f"P{number:0{width}d}" for number, person in enumerate(people, start=1)}


def anonymous(organisation: Organisation, names: Names = "codes", seed: str = "") -> Organisation:
    """A copy without anybody's name, e-mail or note, and without the facilitator's; ids of people become their codes.

    It loads like any other.
    With `names="none"` free text says «somebody» instead of a code. `full` gives the organisation itself.
    """
    if names == "full":
        return organisation
    codes = pseudonyms(organisation, seed)
    clean = cleaner(organisation, codes if names == "codes" else dict.fromkeys(codes, _("somebody")))
    copy = Organisation()
    for name in SINGLES:
        setattr(copy, name, _copied(getattr(organisation, name), codes, clean, None))
    for name in COLLECTIONS:
        rows = [_copied(row, codes, clean, None) for row in getattr(organisation, name).values()]
        if name == "people":
            rows.sort(key=lambda row: row.id)
        if name in ("mastery", "assessments"):
            rows.sort(key=lambda row: row.person)
        setattr(copy, name, {row.identity: row for row in rows})
    return copy


def cleaner(organisation: Organisation, instead: dict[str, str]) -> Callable[[str], str]:
    """A function that replaces names and e-mail addresses in a text, and parts of names that are one person's.

    `instead`: person id → what comes in their place; other people's names stay.
    """
    known = {word.casefold(): instead[person] for word, person in _words(organisation) if person in instead}
    if not known:
        return lambda text: text
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first), re.IGNORECASE)
    return lambda text: pattern.sub(lambda match: known[match[0].casefold()], text)


def _words(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """What gives a person away in a text, with the person's id."""
    parts_of_names: dict[str, set[str]] = {}
    for person in organisation.people.values():
        for word in (person.name.strip(), person.email.strip()):
            if word:
                yield word, person.id
        for word in person.name.split():
            parts_of_names.setdefault(word, set()).add(person.id)
    for word, people in parts_of_names.items():
        if len(people) == 1 and len(word) >= MIN_NAME and word[0].isupper() and word.isalpha():
            yield word, next(iter(people))


def _copied(row: Any, codes: dict[str, str], clean: Callable[[str], str], owner: Row | None) -> Any:
    cls = ROWS[row.__tablename__]
    values = {name: cleaned(field, getattr(row, name), clean, codes) for name, field in cls.FIELDS.items()}
    if cls.__tablename__ == "people":
        values |= {"id": codes[row.id], "name": codes[row.id], "email": "", "note": ""}
    if cls.__tablename__ == "workshop":
        values["facilitator"] = ""
    if "assessor" in values and values["assessor"] == row.assessor:
        values["assessor"] = ""  # nobody known here, so there is no code for the name
    if cls.__tablename__ == "actions":
        values |= {"about": codes.get(row.about, row.about), "proposal": _recoded(row.proposal, codes)}
    copy = changes.make(cls, values)
    if cls.KEY == ("number",):
        copy.number = row.number
    copy.owner = owner
    for part in cls.PARTS:
        rows = [_copied(child, codes, clean, copy) for child in getattr(row, part).values()]
        setattr(copy, part, {child.identity: child for child in rows})
    return copy


def cleaned(field: Any, value: Any, clean: Callable[[str], str], codes: dict[str, str] | None = None) -> Any:
    """A value with every free text in it cleaned, and with `codes` for ids of people."""
    if field.refers == ("people",) and value is not None:
        return value if codes is None else codes[value]
    if isinstance(value, str):
        return value if field.refers or field.choices or field.length else clean(value)
    if isinstance(value, tuple):
        return tuple(cleaned(field.item, item, clean, codes) for item in value)
    if isinstance(value, dict):
        return {clean(key): cleaned(field.item, item, clean, codes) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        inner = {part.name: part.metadata["field"] for part in parts(value)}
        return replace(value, **{n: cleaned(item, getattr(value, n), clean, codes) for n, item in inner.items()})
    return value


def _recoded(proposal: str | None, codes: dict[str, str]) -> str | None:
    """The key of what an action came from, `code:subject`, with a person as its subject recoded."""
    if proposal is None:
        return None
    head, colon, subject = proposal.rpartition(":")
    return f"{head}{colon}{codes.get(subject, subject)}"
