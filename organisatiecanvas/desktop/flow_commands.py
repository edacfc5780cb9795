"""What can be done with the lead time from menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.flow_page import FlowPage
    from organisatiecanvas.desktop.window import MainWindow

COMMANDS = ("flow.levers", "flow.simulate")


def add(window: MainWindow) -> None:
    """Register the commands."""
    opened = conditions.has_variant(window)

    def page() -> FlowPage:
        return window.workspace.show_place("flow")  # type: ignore[return-value]

    window.commands.add(
        Command(
            id="flow.levers",
            title=lambda: _("Lead time: what if"),
            run=lambda: page().show_side(shown=True),
            enabled=opened,
        )
    )
    window.commands.add(
        Command(
            id="flow.simulate",
            title=lambda: _("Lead time: check by simulation"),
            run=lambda: page().simulate_when_ready(),
            enabled=opened,
        )
    )
