"""Commands to present, for the saved views and for the timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def add(window: MainWindow) -> None:
    """Register them."""
    has_variant = conditions.has_variant(window)

    def present() -> object:
        return window.workspace.present()

    def views(name: str) -> object:
        from organisatiecanvas.desktop import views as saved

        window.workspace.show_place("canvas")
        return getattr(saved, name)(window)

    timer = window.timer
    for command in (
        Command(
            id="present.start",
            title=lambda: _("&Present"),
            run=present,
            shortcut="F5",
            icon="present",
            enabled=has_variant,
        ),
        Command(
            id="views.save",
            title=lambda: _("&Save this view…"),
            run=lambda: views("save"),
            icon="view",
            enabled=has_variant,
        ),
        Command(id="views.manage", title=lambda: _("&Manage views…"), run=lambda: views("manage"), enabled=has_variant),
        Command(
            id="timer.toggle",
            title=lambda: _("Pause the &timer") if timer.running else _("Start the &timer"),
            run=timer.toggle,
            icon="timer",
            enabled=conditions.opened(window),
        ),
    ):
        window.commands.add(command)
    timer.switched.connect(window.commands.refresh)


def fill_screens(window: MainWindow, menu: QMenu) -> None:
    """The screens to present on; the choice is remembered by name."""
    menu.clear()
    wanted = window.settings.get("present_screen")
    screens = [screen for screen in QGuiApplication.screens() if screen.name()]
    automatic = menu.addAction(
        _("&Automatic: not the screen of this window"), lambda: window.settings.set(present_screen="")
    )
    automatic.setCheckable(True)
    automatic.setChecked(not any(screen.name() == wanted for screen in screens))
    for screen in screens:
        name, size = screen.name(), screen.size()
        words = _("{name} ({width} × {height})").format(name=name, width=size.width(), height=size.height())
        action = menu.addAction(words.replace("&", "&&"), lambda one=name: window.settings.set(present_screen=one))
        action.setCheckable(True)
        action.setChecked(name == wanted)
