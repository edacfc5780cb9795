"""What can be done with hours and surveys from menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

ANALYSIS = ("workload.hours", "workload.surveys", "workload.new_survey")


def add(window: MainWindow) -> None:
    """Register the commands."""
    opened = conditions.opened(window)

    def show(view: str) -> None:
        window.workspace.show_place("workload").show_view(view)  # type: ignore[attr-defined]

    def new_survey() -> None:
        show("surveys")
        window.workspace.pages["workload"].surveys.new()  # type: ignore[attr-defined]

    def export() -> None:
        from organisatiecanvas.desktop.export_dialog import export_from

        export_from(window, "workload")

    add = window.commands.add
    add(Command(id="workload.hours", title=lambda: _("&Hours per unit"), run=lambda: show("hours"), enabled=opened))
    add(
        Command(
            id="workload.surveys",
            title=lambda: _("Work as &people report it"),
            run=lambda: show("surveys"),
            enabled=opened,
        )
    )
    add(
        Command(
            id="workload.new_survey",
            title=lambda: _("New s&urvey…"),
            run=new_survey,
            enabled=conditions.writable(window),
        )
    )
    add(Command(id="export.workload", title=lambda: _("Export &workload…"), run=export, enabled=opened))
