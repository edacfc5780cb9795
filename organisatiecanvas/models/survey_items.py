"""What the answer sheets ask. NEA: own workshop wording of its two scales; JCQ: codes only, its texts don't ship.

The scales «taakeisen» (3 questions) and «autonomie» (5 questions) are those of the Nationale Enquête
Arbeidsomstandigheden of CBS and TNO (method.md 6). The wording here is this project's own [own].
"""

from __future__ import annotations

from typing import NamedTuple

from organisatiecanvas.models.check import SHEETS
from organisatiecanvas.models.language import _


class Item(NamedTuple):
    """One question: its code in files and on paper, its text (none for JCQ), and what 1, 2, 3 … mean."""

    code: str
    scale: str  # demands or autonomy
    text: str
    options: tuple[str, ...]


def codes(instrument: str) -> list[str]:
    """The codes of all items in the order of an answer: D1, D2 … for demands, A1, A2 … for autonomy."""
    (demands, _most), (autonomy, _highest) = SHEETS[instrument]
    return [f"D{number}" for number in range(1, demands + 1)] + [f"A{number}" for number in range(1, autonomy + 1)]


def highest(instrument: str, code: str) -> int:
    """The highest answer to an item; the lowest is 1."""
    demands, autonomy = SHEETS[instrument]
    return demands[1] if code.startswith("D") else autonomy[1]


def nea_items() -> list[Item]:
    """The eight questions of the answer sheet, in the order of an answer."""
    often = (_("never"), _("sometimes"), _("often"), _("always"))
    able = (_("no"), _("yes, sometimes"), _("yes, regularly"))
    demands = (
        _("How often do you have to work at a high pace?"),
        _("How often is there more work than fits in the time?"),
        _("How often does the work ask an extra effort of you?"),
    )
    autonomy = (
        _("Do you choose yourself how to go about a job?"),
        _("Do you choose yourself what comes first and what comes next?"),
        _("Do you set your own pace?"),
        _("Do you find a solution yourself when something goes wrong?"),
        _("Can you take time off when it suits you?"),
    )
    found = [Item(f"D{number}", "demands", text, often) for number, text in enumerate(demands, start=1)]
    return found + [Item(f"A{number}", "autonomy", text, able) for number, text in enumerate(autonomy, start=1)]


def scale_name(scale: str) -> str:
    return _("Work demands") if scale == "demands" else _("Room to decide")


def source(instrument: str) -> str:
    """Where the scales come from and what that means for the figures."""
    if instrument == "nea":
        return _(
            "Scales after the Nationale Enquête Arbeidsomstandigheden (NEA) of CBS and TNO: work demands (3 questions) "
            "and autonomy (5 questions). The wording is our own for the workshop, so don't compare the figures one to "
            "one with those of the national survey."
        )
    return _(
        "Job Content Questionnaire (JCQ). Its questions are copyrighted and don't come with this program: you need a "
        "licence of your own from the JCQ Center to use them. Only scores can be read here, from CSV or Excel."
    )


def keeping() -> str:
    """Who can see single answers."""
    return _("Whoever opens the document or its JSON can read every answer sheet: give them only to those who may.")


def promise(minimum: int) -> str:
    """What is promised to those who answer."""
    return _(
        "Don't write a name on this sheet. Answers are kept without name, order or time, and groups with fewer than "
        "{minimum} answers are shown nowhere."
    ).format(minimum=minimum)
