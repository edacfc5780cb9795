"""What can be done with the skills matrix from menus and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

SIDES = ("skills.plan", "skills.absence", "skills.expiry", "skills.rule", "skills.day_one")


def side_titles() -> dict[str, str]:
    """The panels that can stand beside the matrix, and what their buttons say."""
    return {
        "plan": _("Training plan"),
        "absence": _("Absence"),
        "expiry": _("Expiry"),
        "rule": _("Exemptions"),
        "day_one": _("Day one"),
    }


def _command_titles() -> dict[str, str]:
    """What the same is called in a menu, away from the matrix."""
    return {
        "plan": _("Skills: training plan"),
        "absence": _("Skills: who is absent"),
        "expiry": _("Skills: certificates that expire"),
        "rule": _("Skills: exempt from the rule"),
        "day_one": _("Skills: day one of the design"),
    }


def add(window: MainWindow) -> None:
    """Register the commands."""
    opened = conditions.opened(window)

    def read() -> None:
        from organisatiecanvas.desktop.import_dialog import import_skills

        import_skills(window)

    def print_it() -> None:
        from organisatiecanvas.desktop.skills_printing import print_matrix  # Qt's printing is loaded when it is needed

        print_matrix(window)

    window.commands.add(Command(id="skills.print", title=lambda: _("Print the &matrix…"), run=print_it, enabled=opened))
    window.commands.add(
        Command(
            id="skills.import",
            title=lambda: _("Read s&kills from a workbook…"),
            run=read,
            enabled=conditions.writable(window),
        )
    )
    for name in SIDES:
        side = name.removeprefix("skills.")
        window.commands.add(
            Command(
                id=name,
                title=lambda one=side: _command_titles()[one],
                run=lambda one=side: window.workspace.show_place("skills").show_side(one),
                enabled=opened,
            )
        )
