"""Find words anywhere in an organisation: names first, then what else is written about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# In this order they are shown; each is found by its name and by the texts about it.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "units": ("name", ("segment", "purpose")),
    "roles": ("name", ("purpose", "accountabilities", "domains")),
    "tasks": ("name", ()),
    "people": ("name", ("note", "email")),
    "skills": ("name", ("group", "description")),
    "machines": ("name", ()),
    "orders": ("name", ("segment",)),
    "links": ("label", ()),
    "notes": ("text", ()),
    "decisions": ("name", ("domain",)),
    "disturbances": ("name", ("domain",)),
    "meetings": ("name", ()),
    "actions": ("title", ("reason", "measure", "owner_", "involved")),
}
IN_DOCUMENT = ("people", "skills", "orders", "actions")


@dataclass(frozen=True)
class Hit:
    """Something found: `unit` is where it is in the variant, `rank` 0 (begins with the words) to 3 (inside a text)."""

    collection: str
    id: str
    title: str
    unit: str | None
    rank: int


@lru_cache(maxsize=65536)
def folded(words: str) -> str:
    """A text without accents and case, for comparing: «Zoë» and «ZOE» are the same."""
    if words.isascii():
        return words.lower()
    parts = unicodedata.normalize("NFKD", words)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def search(organisation: Any, variant: Any, words: str) -> list[Hit]:
    """Everything in a variant and in the document around it that holds all these words.

    In the order of KINDS; within a kind what begins with the words comes first, then what has a word that does, then
    what holds them inside a word, then what has them in another text than its name.
    """
    wanted = folded(words).split()
    if not wanted:
        return []
    found: list[Hit] = []
    for collection, (name, others) in KINDS.items():
        hits = []
        for row, unit in _rows(organisation, variant, collection):
            title = getattr(row, name)
            rank = _rank(title, wanted)
            if rank is None and others and _told(row, others, wanted):
                rank = 3
            if rank is not None:
                hits.append(Hit(collection, row.id, " ".join(title.split()), unit, rank))
        found += sorted(hits, key=lambda hit: hit.rank)
    return found


def _rows(organisation: Any, variant: Any, collection: str) -> Iterator[tuple[Any, str | None]]:
    if collection in IN_DOCUMENT:
        for row in getattr(organisation, collection).values():
            yield row, None
    elif variant is None:
        return
    elif collection == "machines":
        for unit in variant.units.values():
            for row in unit.machines.values():
                yield row, unit.id
    else:
        place: Callable[[Any], str | None] = PLACES[collection]
        for row in getattr(variant, collection).values():
            yield row, place(row)


PLACES: dict[str, Callable[[Any], str | None]] = {
    "units": lambda row: row.parent,
    "roles": lambda row: row.unit,
    "tasks": lambda row: row.unit,
    "links": lambda row: row.from_,
    "notes": lambda _row: None,
    "decisions": lambda row: row.about,
    "disturbances": lambda row: row.unit,
    "meetings": lambda _row: None,
}


def _rank(title: str, wanted: list[str]) -> int | None:
    words = folded(title)
    for part in wanted:  # plain loops: this is done for every name there is
        if part not in words:
            return None
    if words.startswith(wanted[0]):
        return 0
    return 1 if all(_begins_a_word(words, part) for part in wanted) else 2


def _begins_a_word(words: str, part: str) -> bool:
    place = words.find(part)
    while place > 0 and words[place - 1].isalnum():
        place = words.find(part, place + 1)
    return place >= 0


def _told(row: Any, names: tuple[str, ...], wanted: list[str]) -> bool:
    """Whether the texts about a row hold all the words, in whichever of them."""
    texts = []
    for name in names:
        value = getattr(row, name)
        if value:
            texts.append(folded(value if isinstance(value, str) else "\n".join(value)))
    if not texts:
        return False
    words = "\n".join(texts)
    return all(part in words for part in wanted)
