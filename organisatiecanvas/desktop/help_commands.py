"""The help menu: handbook, terms, the script of a workshop day, the tour. F1 explains where the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.help_window import HelpWindow
    from organisatiecanvas.desktop.window import MainWindow

COMMANDS = ("help.here", "help.terms", "help.workshop", "help.tour")


def add(window: MainWindow) -> None:
    """Register the commands."""
    add_one = window.commands.add
    add_one(Command(id="help.here", title=lambda: _("&Help"), run=lambda: show_here(window), shortcut="F1"))
    add_one(
        Command(
            id="help.terms", title=lambda: _("&Terms of the field"), run=lambda: show_terms(window), shortcut="Shift+F1"
        )
    )
    add_one(
        Command(
            id="help.workshop",
            title=lambda: _("Script for a &workshop day"),
            run=lambda: _show_workshop(window),
        )
    )
    add_one(Command(id="help.tour", title=lambda: _("Take the t&our"), run=lambda: _tour(window)))


def show_here(window: MainWindow) -> None:
    """The term that explains what has the keys, else the chapter on this workspace."""
    from organisatiecanvas.desktop import help_pages

    term = help_pages.term_of(QApplication.focusWidget())
    help_window = _shown(window)
    if term is not None:
        help_window.show_term(term.id)
        return
    place = window.workspace.place if window.workspace is not None else ""
    help_window.show_chapter(help_pages.CHAPTERS.get(place, help_pages.FIRST))


def show_terms(window: MainWindow) -> None:
    from organisatiecanvas.models import glossary

    _shown(window).show_term(glossary.sorted_terms()[0].id)


def _show_workshop(window: MainWindow) -> None:
    from organisatiecanvas.desktop import help_pages

    _shown(window).show_chapter(help_pages.WORKSHOP)


def _shown(window: MainWindow) -> HelpWindow:
    """The one help window of this window, in front."""
    from organisatiecanvas.desktop.help_window import HelpWindow
    from organisatiecanvas.models import language

    found = window.findChild(HelpWindow)
    if found is not None and found.spoken != language.current():
        found.deleteLater()
        found = None
    if found is None:
        found = HelpWindow(window)
    found.show()
    found.raise_()
    found.activateWindow()
    return found


def _tour(window: MainWindow) -> None:
    from organisatiecanvas.desktop import tour

    tour.start(window)
