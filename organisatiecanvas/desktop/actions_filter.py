"""Which actions are shown: by words, owner and status, in groups by owner or month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale

from organisatiecanvas.desktop import elements
from organisatiecanvas.models import language, plan_figures, works_council
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, date_text
from organisatiecanvas.models.organisation import ACTION_STATUSES, Action, Organisation
from organisatiecanvas.models.plan_figures import Group

NOBODY = "\0nobody"  # the choice of actions without an owner
LATE, EARLY, UNDATED = "late", "early", "undated"
SEARCHED = ("title", "about", "reason", "measure", "owner_", "involved", "staff_consequence", "goals", "variant")


@dataclass(frozen=True)
class Filter:
    """`status` is one of the statuses, LATE, EARLY (before the works council's say), UNDATED, or nothing for all."""

    words: str = ""
    owner: str = ""
    status: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.words.strip() or self.owner or self.status)


def owners(actions: Iterable[Any]) -> list[str]:
    """Everybody who owns an action, by name."""
    return [group.key for group in plan_figures.by_owner(actions) if group.key]


def statuses() -> list[tuple[str, str]]:
    """What the status can be narrowed to, with its words."""
    return [
        ("", _("All statuses")),
        *((status, choice_label(status, "status")) for status in ACTION_STATUSES),
        (LATE, _("! late")),
        (EARLY, _("! before the works council")),
        (UNDATED, _("without a date")),
    ]


def too_early(organisation: Organisation) -> dict[str, works_council.TooEarly]:
    """By id, the actions that start before the works council's say allows."""
    return {found.action: found for found in works_council.all_too_early(organisation)}


def shown(organisation: Organisation, chosen: Filter, today: datetime.date) -> list[Action]:
    """The actions that pass, in the order of the document."""
    early = too_early(organisation) if chosen.status == EARLY else {}
    words = chosen.words.casefold().split()
    return [row for row in organisation.actions.values() if _passes(organisation, row, chosen, words, early, today)]


def _passes(
    organisation: Organisation,
    row: Action,
    chosen: Filter,
    words: Sequence[str],
    early: dict[str, works_council.TooEarly],
    today: datetime.date,
) -> bool:
    if chosen.owner and " ".join(row.owner_.split()).casefold() != (
        "" if chosen.owner == NOBODY else chosen.owner.casefold()
    ):
        return False
    tests = {
        LATE: lambda: plan_figures.late(row, today),
        EARLY: lambda: row.id in early,
        UNDATED: lambda: row.start is None and row.due is None,
    }
    if chosen.status and not tests.get(chosen.status, lambda: row.status == chosen.status)():
        return False
    if not words:
        return True
    text = " ".join(elements.value_text(organisation, row, name) for name in SEARCHED).casefold()
    return all(word in text for word in words)


def grouped(actions: Sequence[Any], by: str) -> list[Group]:
    """In groups by `owner` or `month`; one group of all for nothing."""
    if by == "owner":
        return plan_figures.by_owner(actions)
    if by == "month":
        return plan_figures.by_month(actions)
    return [Group(None, list(actions))]


def group_title(by: str, key: Any) -> str:
    """What a group is called."""
    if by == "owner":
        return str(key) or _("without an owner")
    return month_words(key) if key is not None else _("without a date")


def month_words(day: datetime.date) -> str:
    """A month with its year: «maart 2027»."""
    return f"{QLocale(language.current()).standaloneMonthName(day.month)} {day.year}"


def short_month(day: datetime.date) -> str:
    return QLocale(language.current()).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat).rstrip(".")


def span_words(row: Any) -> str:
    """From when to when an action runs, as far as known."""
    if row.start is not None and row.due is not None:
        return f"{date_text(row.start)} – {date_text(row.due)}"
    if row.start is not None:
        return _("from {day}").format(day=date_text(row.start))
    return _("by {day}").format(day=date_text(row.due)) if row.due is not None else _("without a date")


def title_of(row: Any) -> str:
    return " ".join(row.title.split()) or _("(without a title)")
