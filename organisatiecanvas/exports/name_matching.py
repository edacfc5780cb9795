"""Which person or skill a text means: by id, by name as written or written otherwise; near ones are only proposed.

What is taken without asking differs in signs, case, accents, spaces, leading zeros, word order or, in a long word, one
letter. Anything further is doubtful: «Wassen» is not «Lassen», «Kantbank 6» not «Kantbank 4».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


JOINING = words("de het een en of van voor met the a an and or for with")
LONG_WORD = 8  # from so many letters, one that differs is a slip of the pen
NEAR, NEAREST = 0.6, 3  # how alike a name must be to be proposed, and how many are
MAX_NAMES = 20_000  # beyond so many comparisons a name is simply unknown


def as_written(text: str) -> str:
    """Case, spaces and soft hyphens don't matter."""
    return " ".join(text.replace("\u00ad", "").casefold().split())


def plain(text: str) -> str:
    """Words of letters and figures only, without accents and leading zeros; the text itself when nothing is left."""
    text = as_written(text)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", bare.translate(LETTERS))
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words) or text


def compact(text: str) -> str:
    return plain(text).replace(" ", "")


def sorted_words(text: str) -> str:
    words = plain(text).split()
    return " ".join(sorted(word for word in words if word not in JOINING) or words)


KEYS = (as_written, plain, compact, sorted_words)


class Near(NamedTuple):
    """Something a text may mean, and how alike they are (0 to 1)."""

    id: str
    ratio: float


class Names:
    """The people or the skills of an organisation, to be found by what somebody wrote."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.names = dict(entries)
        self.ids = {as_written(key): key for key in self.names}
        self._found: dict[str, frozenset[str]] = {}
        self._by_key: list[dict[str, set[str]]] = [{} for _key in KEYS]
        for key, name in self.names.items():
            for place, make in enumerate(KEYS):
                self._by_key[place].setdefault(make(name), set()).add(key)

    def by_id(self, text: str) -> str | None:
        return self.ids.get(as_written(text))

    def find(self, text: str) -> frozenset[str]:
        """Ids of all that this text names, by the strictest way of comparing that finds any."""
        if text not in self._found:
            found: set[str] = set()
            for make, known in zip(KEYS, self._by_key, strict=True):
                found = known.get(make(text), set())
                if found:
                    break
            self._found[text] = frozenset(found)
        return self._found[text]

    def near(self, text: str, taken: Collection[str] = ()) -> list[Near]:
        """What a text may mean when it names nothing: the most alike first, those already taken left out."""
        wanted = plain(text)
        if len(wanted) < 2 or len(self.names) > MAX_NAMES:
            return []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        found = []
        for key, name in self.names.items():
            if key in taken:
                continue
            other = plain(name)
            matcher.set_seq1(other)
            if _part_of(wanted, other):
                found.append(Near(key, max(NEAR, matcher.ratio())))
            elif matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR:
                found.append(Near(key, matcher.ratio()))
        found.sort(key=lambda item: -item.ratio)
        return found[:NEAREST]

    def slip(self, text: str, taken: Collection[str] = ()) -> str | None:
        """The one name from which this text differs by a slip of the pen in a long word; None when there is no such."""
        found = [key for key, name in self.names.items() if key not in taken and _is_slip(plain(text), plain(name))]
        return found[0] if len(found) == 1 else None


def _part_of(one: str, other: str) -> bool:
    """Whether all words of one stand in the other, whole or shortened."""
    ours, theirs = sorted((one.split(), other.split()), key=len)
    return all(any(word.startswith(w) or w.startswith(word) for word in theirs) for w in ours if w not in JOINING)


def _is_slip(one: str, other: str) -> bool:
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return False
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(different) == 1 and _one_letter(*different[0])


def _one_letter(one: str, other: str) -> bool:
    """One letter left out, added, changed or swapped with the next, in a long word with the same first letter."""
    if min(len(one), len(other)) < LONG_WORD or one[0] != other[0] or re.search(r"\d", one + other):
        return False
    if abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    place = next((i for i, sign in enumerate(shorter) if sign != longer[i]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[place:] == longer[place + 1 :]
    swapped = (
        shorter[place + 2 :] == longer[place + 2 :] and shorter[place : place + 2] == longer[place : place + 2][::-1]
    )
    return swapped or shorter[place + 1 :] == longer[place + 1 :]
