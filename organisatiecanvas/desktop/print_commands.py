"""Commands to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def add(window: MainWindow) -> None:
    """Register them."""

    def run() -> None:
        if window.workspace is not None and window.workspace.place == "skills":
            window.commands.run("skills.print")  # the key prints what is in sight
            return
        from organisatiecanvas.desktop.picture_dialog import print_from  # Qt's printing is loaded when it is needed

        print_from(window)

    window.commands.add(
        Command(
            id="file.print",
            title=lambda: _("Print the &drawing…"),
            run=run,
            shortcut=QKeySequence.StandardKey.Print,
            enabled=conditions.has_variant(window),
        )
    )
