"""Values as people write and read them in the language of the window: numbers, shares, times, dates."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

from organisatiecanvas.models import language
from organisatiecanvas.models.fields import Field, TimeUnit, is_share
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, date_text

# A working day and week, for times that somebody works [own]; a calendar day is 24 hours.
WORKING_DAY, WORKING_WEEK, CALENDAR_DAY, DAYS_A_WEEK = 8, 40, 24, 7
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
TIME_WORDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "seconde", "seconden"), "seconds"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuut", "minuten"), "minutes"),
    **dict.fromkeys(("u", "uur", "uren", "h", "hr", "hrs", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "dag", "dagen", "day", "days"), "days"),
    **dict.fromkeys(("w", "wk", "week", "weken", "weeks"), "weeks"),
}
_TIME_PART = re.compile(r"([\d.,\s\u00a0\u202f]+)(?:([^\W\d_]+)\.?)?\s*(?:en\b|and\b|\+)?")


class InputError(ValueError):
    """What was typed can't be understood; the message says what is expected."""


def number_text(value: float) -> str:
    """A number without thousands marks and without zeros that say nothing: 0,8 and 1250,5."""
    words = f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"
    words = "0" if words in ("-0", "") else words
    return words.replace(".", ",") if language.current() == "nl" else words


def brief_number(value: float) -> str:
    """A number to read: two decimals from 1 on, below that two digits that count; 2934,78 and 0,035."""
    if not value or not math.isfinite(value):
        return number_text(value)
    return number_text(round(value, max(2, 1 - math.floor(math.log10(abs(value))))))


def parse_number(words: str) -> float:
    """The number in a text; 1.250,50 and 0,8 in Dutch, 1,250.50 and 0.8 in English.

    A single mark that can't be a thousands mark is read as the decimal one, so that 0.8 works in both.
    Raises InputError.
    """
    plain = re.sub(r"[\s\u00a0\u202f€]", "", words).replace("−", "-")
    mark, thousands = (",", ".") if language.current() == "nl" else (".", ",")
    if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(\{thousands}\d{{3}})+(\{mark}\d*)?", plain):
        plain = plain.replace(thousands, "")
    elif mark in plain and thousands in plain:
        raise InputError(_("Type a number, such as {example}.").format(example=number_text(1250.5)))
    plain = plain.replace(mark, ".").replace(thousands, ".")
    try:
        return float(plain) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain) else _no_number()
    except ValueError:
        return _no_number()


def _no_number() -> float:
    raise InputError(_("Type a number, such as {example}.").format(example=number_text(1250.5)))


def share_text(value: float) -> str:
    return f"{number_text(value * 100)} %"


def parse_share(words: str) -> float:
    """A part of one: 80 %, 80 and 0,8 are the same; what lies above 1 is read as a percentage."""
    plain = words.strip()
    try:
        value = parse_number(plain.removesuffix("%"))
    except InputError:
        raise InputError(_("Type a percentage, such as {example}.").format(example=share_text(0.8))) from None
    return round(value / 100, 10) if value > 1 or plain.endswith("%") else value


def parse_time(words: str, unit: TimeUnit) -> float:
    """A time in `unit`: 2 u, 45 min, 1,5 uur, 1 u 30, 1:30, 90 s, 3 d, in Dutch or English; a bare number is in `unit`.

    With `days`, calendar time: a day is 24 hours, a week 7 days. Otherwise working time: 8 hours and 40 hours.
    Raises InputError.
    """
    plain = re.sub(r"(\d+):([0-5]\d)\b", r"\1 h \2", words.strip().casefold())
    if not any(sign.isalpha() for sign in plain):
        return _bare_time(plain, unit)
    negative, plain = plain[:1] in "-−", plain.lstrip("+-−").strip()
    seconds, at, last = 0.0, 0, ""
    while at < len(plain):
        found = _TIME_PART.match(plain, at)
        if found is None:
            raise _no_time(unit)
        name = TIME_WORDS.get(found[2]) if found[2] else {"hours": "minutes"}.get(last)  # 1 u 30
        if name is None:
            raise _no_time(unit)
        try:
            seconds += parse_number(found[1]) * _seconds(name, calendar=unit == "days")
        except InputError:
            raise _no_time(unit) from None
        at, last = found.end(), name
    value = round(seconds / _seconds(unit, calendar=unit == "days"), 10)
    return -value if negative else value


def _bare_time(words: str, unit: TimeUnit) -> float:
    try:
        return parse_number(words)
    except InputError:
        raise _no_time(unit) from None


def _seconds(unit: str, *, calendar: bool) -> float:
    day, week = (CALENDAR_DAY, CALENDAR_DAY * DAYS_A_WEEK) if calendar else (WORKING_DAY, WORKING_WEEK)
    return 3600.0 * {"days": day, "weeks": week}[unit] if unit in ("days", "weeks") else float(SECONDS[unit])


def _no_time(unit: TimeUnit) -> InputError:
    return InputError(_("Type a time, such as {examples}.").format(examples=time_examples(unit)))


def time_examples(unit: TimeUnit) -> str:
    """Times that can be typed into a field of this unit."""
    shown = {
        "seconds": _("90 s or {half} min"),
        "minutes": _("45 min, {half} h or 90 s"),
        "hours": _("{half} h, 45 min or 2 d"),
        "days": _("3 d, 1 w or 12 h"),
    }
    return shown[unit].format(half=number_text(1.5))


def time_hint(unit: TimeUnit) -> str:
    """What a field of this unit takes, and what a day counts for in it."""
    if unit == "days":
        words = _("In calendar days. You can also type {examples}; a day is 24 hours.")
    else:
        words = {
            "seconds": _("In seconds. You can also type {examples}."),
            "minutes": _("In minutes. You can also type {examples}; a day is 8 working hours."),
            "hours": _("In hours. You can also type {examples}; a day is 8 working hours."),
        }[unit]
    return words.format(examples=time_examples(unit))


def parse_date(words: str) -> datetime.date:
    """A date as day-month-year or year-month-day, with any of - / . between. Raises InputError."""
    parts = re.split(r"[-/.\s]+", words.strip())
    example = date_text(datetime.date(2026, 11, 23))
    try:
        a, b, c = (int(part) for part in parts)
        if len(parts[0]) == 4:
            return datetime.date(a, b, c)
        return datetime.date(c if c >= 100 else 2000 + c, b, a)
    except ValueError:
        raise InputError(_("Type a date, such as {example}.").format(example=example)) from None


def plain_text(field: Field, value: Any, name: str = "") -> str:
    """A value without references, as a table shows it; empty for None."""
    if value is None:
        return ""
    if field.choices:
        return choice_label(value, name)
    if field.kind == "flag":
        return _("yes") if value else _("no")
    if field.kind == "date":
        return date_text(value)
    if is_share(field):
        return share_text(value)
    if field.kind in ("number", "whole"):
        return number_text(value)
    if field.kind == "list" and field.item is not None:
        return ", ".join(plain_text(field.item, item, name) for item in value)
    return str(value)
