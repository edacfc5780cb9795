"""The language of messages: gettext catalogues, English as the source, Dutch complete."""

from __future__ import annotations

import contextlib
import gettext
import os
import struct
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

LANGUAGES = ("nl", "en")
SOURCE = "en"  # of the texts in the code
DOMAIN = "organisatiecanvas"
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


class _Catalogue(gettext.NullTranslations):
    """A compiled catalogue in which a message is found when it is asked for: reading all of it would hold up a start.

    The file's own order, by message, makes that quick; what has a plural is left to gettext itself.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._bytes = (LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes()
        _magic, _version, self._count, messages, texts = struct.unpack_from("<5I", self._bytes)
        # Length and start, turn by turn, of every message and of every text.
        self._messages = struct.unpack_from(f"<{2 * self._count}I", self._bytes, messages)
        self._texts = struct.unpack_from(f"<{2 * self._count}I", self._bytes, texts)
        self._found: dict[str, str] = {}
        self._whole: gettext.NullTranslations | None = None

    def gettext(self, message: str) -> str:
        if not message:  # gettext would give the head of the catalogue
            return message
        found = self._found.get(message)
        if found is None:
            found = self._found[message] = self._search(message)
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if self._whole is None:
            self._whole = gettext.translation(DOMAIN, LOCALE_DIR, languages=[self._language])
        return self._whole.ngettext(msgid1, msgid2, n)

    def _search(self, message: str) -> str:
        wanted, low, high = message.encode(), 0, self._count
        while low < high:
            middle = (low + high) // 2
            here = self._at(self._messages, middle).split(b"\0", 1)[0]
            if here == wanted:
                return self._at(self._texts, middle).split(b"\0", 1)[0].decode() or message
            low, high = (middle + 1, high) if here < wanted else (low, middle)
        return message

    def _at(self, table: tuple[int, ...], place: int) -> bytes:
        length, start = table[2 * place], table[2 * place + 1]
        return self._bytes[start : start + length]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if language == SOURCE else _Catalogue(language)


_Spoken = tuple[str, gettext.NullTranslations]
_used: _Spoken = ("en", gettext.NullTranslations())
_now: ContextVar[_Spoken | None] = ContextVar("language", default=None)  # of this thread alone


def use(language: str) -> None:
    """Speak this language (`nl` or `en`) from now on."""
    global _used
    _used = _spoken(language)


def _spoken(language: str) -> _Spoken:
    known = language if language in LANGUAGES else SOURCE
    return known, _catalogue(known)


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a moment, in this thread only."""
    before = _now.set(_spoken(language))
    try:
        yield
    finally:
        _now.reset(before)


def current() -> str:
    """The language in use, `nl` or `en`."""
    return (_now.get() or _used)[0]


def preferred(fallback: str) -> str:
    """The language of ORGANISATIECANVAS_LANGUAGE, else of the system, else `fallback`."""
    names = [os.environ.get(key, "") for key in ("ORGANISATIECANVAS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        import ctypes
        import locale

        names.append(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ""))
    for name in names:
        if name and name.split(".")[0] not in ("C", "POSIX"):
            code = name[:2].lower()
            return code if code in LANGUAGES else fallback
    return fallback


def _(message: str) -> str:
    """The message in the language in use."""
    return (_now.get() or _used)[1].gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for this count in the language in use."""
    return (_now.get() or _used)[1].ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for «mark, translate later»
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def capital(words: str) -> str:
    """As at the start of a line; the rest stays as it is, so that abbreviations do."""
    return words[:1].upper() + words[1:]


def decimal(value: float, digits: int = 1) -> str:
    """A number as people write it in the language in use: 1.234,5 or 1,234.5; no trailing zeros dropped."""
    words = f"{value:,.{digits}f}"
    return words.translate(str.maketrans(",.", ".,")) if current() == "nl" else words


def date_text(day: datetime.date) -> str:
    """A day as people write it in the language in use: 23-11-2026 in Dutch, 2026-11-23 in English."""
    return day.strftime("%d-%m-%Y") if current() == "nl" else day.isoformat()


def moment_text(moment: str | datetime.datetime) -> str:
    """A moment as it is by the clock here, to the minute; what is no moment stays as it is written."""
    import datetime  # nothing on the way to the first window needs it

    try:
        time = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    except ValueError:
        return str(moment)
    here = time.astimezone()
    return f"{date_text(here.date())} {here:%H:%M}"


def percent(share: float, digits: int = 0) -> str:
    """A share of one as a percentage: 0.94 → «94 %»."""
    return f"{decimal(share * 100, digits)} %"
