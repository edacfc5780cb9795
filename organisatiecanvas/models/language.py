"""The language of messages: gettext catalogues, English as the source, Dutch complete."""

from __future__ import annotations

import contextlib
import datetime
import gettext
import os
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("nl", "en")
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"

_Spoken = tuple[str, gettext.NullTranslations]
_used: _Spoken = ("en", gettext.NullTranslations())
_now: ContextVar[_Spoken | None] = ContextVar("language", default=None)  # of this thread alone


def use(language: str) -> None:
    """Speak this language (`nl` or `en`) from now on."""
    global _used
    _used = _spoken(language)


def _spoken(language: str) -> _Spoken:
    known = language if language in LANGUAGES else "en"
    return known, gettext.translation("organisatiecanvas", LOCALE_DIR, languages=[known], fallback=True)


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


def decimal(value: float, digits: int = 1) -> str:
    """A number as people write it in the language in use: 1.234,5 or 1,234.5; no trailing zeros dropped."""
    words = f"{value:,.{digits}f}"
    return words.translate(str.maketrans(",.", ".,")) if current() == "nl" else words


def date_text(day: datetime.date) -> str:
    """A day as people write it in the language in use: 23-11-2026 in Dutch, 2026-11-23 in English."""
    return day.strftime("%d-%m-%Y") if current() == "nl" else day.isoformat()


def moment_text(moment: str | datetime.datetime) -> str:
    """A moment as it is by the clock here, to the minute; what is no moment stays as it is written."""
    try:
        time = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    except ValueError:
        return str(moment)
    here = time.astimezone()
    return f"{date_text(here.date())} {here:%H:%M}"


def percent(share: float, digits: int = 0) -> str:
    """A share of one as a percentage: 0.94 → «94 %»."""
    return f"{decimal(share * 100, digits)} %"
