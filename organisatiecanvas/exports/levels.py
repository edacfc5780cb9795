"""What people write in a skills matrix, as levels 0 to 4 and dates: figures, ILUO, marks, Harvey balls, words.

Sources disagree on what letters and balls mean (method.md 1), so every reading can be set otherwise in a LevelMapping.
What has no reading is unknown; it never becomes 0.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from organisatiecanvas.exports.name_matching import as_written, words
from organisatiecanvas.exports.sheet_reader import Broken, Value, as_text
from organisatiecanvas.models.labels import LEVELS, level_label
from organisatiecanvas.models.language import _

HIGHEST = len(LEVELS) - 1
BALLS = {sign: level for level, signs in enumerate(("○◯⚪⭘", "◔", "◑◐", "◕", "●⚫⬤")) for sign in signs}
ILUO = {"i": 1, "l": 2, "u": 3, "o": 4}
YES = words("x v ✓ ✔ ☑ ☒ ja j yes y ok waar true")
NO = words("nee neen no onwaar false ☐")
DUTCH_LEVELS = ("geen", "in opleiding", "onder begeleiding", "zelfstandig", "kan anderen opleiden")
MONTHS = {"jan": 1, "feb": 2, "maa": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10}
MONTHS |= {"nov": 11, "dec": 12, "mrt": 3, "mar": 3, "may": 5, "oct": 10}
_NUMBER = re.compile(r"([+-]?\d+)(?:[.,]0+)?\s*\+?")
_WITH_WORDS = re.compile(r"([0-4])\s*[-–=:.)]?\s*\(?([^\W\d].*?)\)?", re.DOTALL)
_BEFORE_DATE = re.compile(r"^(?:geldig|valid|tot en met|tot|until|t/m|verloopt|vervalt|expires|op|on|:|\s)+")
_LEVEL_AND_DATE = re.compile(r"([0-4])\s*[(,;/ ]\s*((?:geldig|valid|tot|until|t/m)?[^()]*\d{2})\s*\)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|'?\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_WITH_MONTH = re.compile(r"(\d{1,2})[- .]+([a-zé]{3,10})\.?[- .]+(\d{4}|'?\d{2})")


class Reading(NamedTuple):
    """What a cell says: a level, a date until which it is valid, or that it says nothing on purpose."""

    level: int | None = None
    valid_until: datetime.date | None = None
    nothing: bool = False


@dataclass(frozen=True)
class LevelMapping:
    """What was decided for a kind of file, to be remembered: texts as levels, headers as skills, names as people.

    Texts are compared without case and spaces. None means: leave out. `kind` tells for which kind of file it was made.
    """

    levels: Mapping[str, int | None] = field(default_factory=dict)
    skills: Mapping[str, str | None] = field(default_factory=dict)
    people: Mapping[str, str | None] = field(default_factory=dict)
    kind: str = ""

    def __post_init__(self) -> None:
        for name in ("levels", "skills", "people"):
            object.__setattr__(self, name, {as_written(key): value for key, value in getattr(self, name).items()})
        for level in self.levels.values():
            if level is not None and (isinstance(level, bool) or level not in range(HIGHEST + 1)):
                raise ValueError(f"a level is 0 to {HIGHEST}, not {level!r}")

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON or settings."""
        decided = {name: dict(getattr(self, name)) for name in ("levels", "skills", "people")}
        return {"kind": self.kind, **decided}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> LevelMapping:
        """What `as_dict` gave. Raises ValueError when a level is none."""
        decided = {name: values.get(name, {}) for name in ("levels", "skills", "people")}
        return cls(**decided, kind=str(values.get("kind", "")))


class Scale:
    """How the levels of one file are written, judged from all of its cells together."""

    def __init__(self, values: Iterable[Value], mapping: LevelMapping, mastery_level: int) -> None:
        self.mapping, self.mastered = mapping, mastery_level
        self.counts: dict[str, int] = {}
        self._known: dict[Value, Reading | None] = {}
        self.fractions = False
        for value in values:
            text = as_written(as_text(value))
            self.counts[text] = self.counts.get(text, 0) + 1
            if isinstance(value, float) and 0 < value < 1:
                self.fractions = True
        # A single «o» may be a nought or «opleiding»; beside I, L or U it is a letter of ILUO.
        self.iluo = any(text in self.counts for text in ("i", "l", "u"))
        self.words = {as_written(level_label(level)): level for level in range(len(LEVELS))}
        self.words |= {as_written(word): level for level, word in enumerate(LEVELS)}
        self.words |= {word: level for level, word in enumerate(DUTCH_LEVELS)}

    @property
    def kind(self) -> str:
        """What the file is remembered by: the ways of writing in it."""
        kinds = {
            "iluo": self.iluo,
            "marks": any(text in YES or text in NO for text in self.counts),
            "balls": any(sign in text for sign in BALLS for text in self.counts),
            "numbers": any(_NUMBER.fullmatch(text) for text in self.counts),
            "words": any(text in self.words for text in self.counts),
        }
        return "+".join(name for name, there in kinds.items() if there) or "empty"

    def used(self) -> dict[str, int | None]:
        """The texts of the file that are no plain figures, as they were read; the unknown ones left out."""
        found: dict[str, int | None] = {}
        for text in self.counts:
            reading = self.read(text)
            if reading is not None and not _NUMBER.fullmatch(text) and (reading.level is not None or reading.nothing):
                found[text] = reading.level
        return found

    def read(self, value: Value) -> Reading | None:
        """What a cell says; None when that is unknown."""
        if isinstance(value, bool):
            return self._read(value)
        if value not in self._known:
            self._known[value] = self._read(value)
        return self._known[value]

    def _read(self, value: Value) -> Reading | None:
        if isinstance(value, Broken):
            return None
        text = as_written(as_text(value))
        if text in self.mapping.levels:
            level = self.mapping.levels[text]
            return Reading(level) if level is not None else Reading(nothing=True)
        if isinstance(value, datetime.date):
            return Reading(valid_until=value)
        if isinstance(value, bool):
            return Reading(self.mastered if value else 0)
        level = self._level(text)
        if level is not None:
            return Reading(level)
        return self._with_date(text)

    def _level(self, text: str) -> int | None:
        found = _NUMBER.fullmatch(text)
        if found:
            number = int(found[1])
            # Where others are 0.5 or 0.75, a 1 may be 100 %.
            return number if 0 <= number <= HIGHEST and not self.fractions else None
        balls = [BALLS[sign] for sign in text if sign in BALLS]
        if balls:
            rest = "".join(sign for sign in text if sign not in BALLS).strip(" ↗!✕")
            return balls[0] if len(balls) == 1 and rest in ("", str(balls[0])) else None
        if self.iluo and text in ILUO:
            return ILUO[text]
        if text in YES:
            return self.mastered
        if text in NO:
            return 0
        if text in self.words:
            return self.words[text]
        worded = _WITH_WORDS.fullmatch(text)
        if worded and self.words.get(worded[2].strip()) == int(worded[1]):
            return int(worded[1])
        return None

    def _with_date(self, text: str) -> Reading | None:
        both = _LEVEL_AND_DATE.fullmatch(text)
        if both and not self.fractions:
            day = read_date(both[2])
            if day is not None:
                return Reading(int(both[1]), day)
        day = read_date(text)
        return Reading(valid_until=day) if day is not None else None


def read_date(value: Value) -> datetime.date | None:
    """A day as the Dutch write it: 31-12-2027, 31/12/27, 31 december 2027, t/m 31 dec. '27; 2027-12-31 too."""
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        return None
    text = _BEFORE_DATE.sub("", as_written(value))
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[3], int(found[2]), found[1])
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[1], int(found[2]), found[3])
    if found := _WITH_MONTH.fullmatch(text):
        month = MONTHS.get(found[2][:3])
        return _day(found[1], month, found[3]) if month else None
    return None


def _day(day: str, month: int, year: str) -> datetime.date | None:
    number = int(year.strip("'"))
    try:
        return datetime.date(number if number >= 100 else 2000 + number, month, int(day))
    except ValueError:
        return None


def level_text(level: int | None) -> str:
    """A level as a preview shows it."""
    return _("unknown") if level is None else f"{level} {level_label(level)}"
