"""The menus: which commands stand where, and the few lists that are filled when they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from organisatiecanvas.canvas.refs import OVERLAYS
from organisatiecanvas.desktop import (
    arrange_commands,
    canvas_commands,
    flow_commands,
    help_commands,
    mnemonics,
    skills_commands,
    workload_commands,
)
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

SEPARATOR = ""
EXPORTS = ("skills", "actions", "flow", "control", "workload", "dossier", "canvas")
# Menus in a menu that always hold the same commands.
INSIDE = {
    "export": tuple(f"export.{name}" for name in EXPORTS),
    "zoom": ("view.fit", "view.fit_selection", "view.zoom_in", "view.zoom_out", "view.actual"),
}


def menu_layout() -> list[tuple[str, str, list[str]]]:
    """Name, title and commands of every menu; an empty id is a line, `>name` a menu that is filled when it opens."""
    return [
        (
            "file",
            _("&File"),
            [
                *("file.new", ">starters", "file.open", ">recent", ">examples", SEPARATOR),
                *("file.save", "file.save_as", "file.save_copy", "file.anonymous_copy", "file.password", SEPARATOR),
                *("skills.import", "file.import_json", SEPARATOR),
                *(">export", "file.export_json", "file.print", "skills.print", SEPARATOR),
                *("file.close", "file.quit"),
            ],
        ),
        (
            "edit",
            _("&Edit"),
            [
                *("edit.undo", "edit.redo", SEPARATOR, *canvas_commands.CLIPBOARD, "edit.select_all", SEPARATOR),
                *("edit.delete", "edit.rename", "people.erase", SEPARATOR, "edit.find"),
                *(SEPARATOR, "edit.preferences"),
            ],
        ),
        (
            "view",
            _("&View"),
            [
                *(
                    "go.canvas",
                    "go.data",
                    "go.skills",
                    "go.flow",
                    "go.control",
                    "go.workload",
                    "go.compare",
                    "go.actions",
                    "go.dossier",
                ),
                SEPARATOR,
                *(
                    "view.inspector",
                    "view.findings",
                    "view.outline",
                    "view.people",
                    "view.legend",
                    "view.minimap",
                    "view.layers",
                    "view.compare",
                    SEPARATOR,
                ),
                *(">zoom", SEPARATOR),
                *("present.start", ">screens", ">views", "timer.toggle", ">timer", SEPARATOR),
                ">language",
            ],
        ),
        (
            "canvas",
            _("&Canvas"),
            [
                *(
                    "variant.copy",
                    "variant.rename",
                    "variant.summary",
                    "variant.left",
                    "variant.right",
                    "variant.delete",
                ),
                *(">copy_to", SEPARATOR),
                *(">draw", ">roles", ">align", "edit.lock", *arrange_commands.ARRANGE, *canvas_commands.HELP),
                *(SEPARATOR, "people.find", "people.bench"),
                *(SEPARATOR, "note.vote", "note.unvote", "note.action", "note.clear", "note.overview"),
            ],
        ),
        (
            "analysis",
            _("&Analysis"),
            [
                *("analysis.rules", "analysis.findings", SEPARATOR, *skills_commands.SIDES, SEPARATOR),
                *(*flow_commands.COMMANDS, SEPARATOR),
                *(*workload_commands.ANALYSIS, SEPARATOR, "overlay.none"),
                *(f"overlay.{name}" for name in OVERLAYS),
                "overlay.next",
            ],
        ),
        ("actions", _("A&ctions"), ["actions.add", "go.actions"]),
        (
            "help",
            _("&Help"),
            [*help_commands.COMMANDS, SEPARATOR, "help.palette", "help.keys", SEPARATOR, "help.about"],
        ),
    ]


def build_menus(window: MainWindow) -> None:
    """Fill the menu bar from the registry."""
    bar = window.menuBar()
    fillers = {
        "starters": _fill_starters,
        "recent": _fill_recent,
        "examples": _fill_examples,
        "language": _fill_language,
        **_present_fillers(),
    }
    fillers |= {"roles": _fill_roles, "draw": _fill_draw, "align": canvas_commands.fill_aligning}
    titles = {
        "starters": _("New from a &template"),
        "recent": _("Open &recent"),
        "examples": _("E&xamples"),
        "language": _("&Language"),
        **_present_titles(),
    }
    fillers |= {"copy_to": _fill_copy_to, **{name: partial(_fill_inside, names) for name, names in INSIDE.items()}}
    titles |= {"copy_to": _("Copy selection &to variant"), "export": _("Ex&port"), "zoom": _("&Zoom")}
    titles |= {"roles": _("Roles from a te&mplate"), "draw": _("Dra&w"), "align": _("&Align and distribute")}
    layout = menu_layout()
    for (name, _title, entries), title in zip(
        layout, mnemonics.distinct([title for _name, title, _entries in layout]), strict=True
    ):
        menu = bar.addMenu(title)
        menu.setObjectName(f"menu.{name}")
        for entry in entries:
            if entry == SEPARATOR:
                menu.addSeparator()
            elif entry.startswith(">"):
                sub = menu.addMenu(titles[entry[1:]])
                sub.setObjectName(f"menu.{entry[1:]}")
                sub.aboutToShow.connect(lambda one=sub, fill=fillers[entry[1:]]: fill(window, one))
                if entry != ">recent":  # names of files have no letters
                    sub.aboutToShow.connect(lambda one=sub: mnemonics.settle(one))
            else:
                menu.addAction(window.commands.action(entry))
        menu.aboutToShow.connect(lambda one=menu: mnemonics.settle(one))
    # Commands without a place in a menu still answer to their keys.
    window.addActions(window.commands.actions())


def _present_titles() -> dict[str, str]:
    return {"views": _("Saved vie&ws"), "screens": _("Present &on"), "timer": _("Timer lengt&h")}


def _present_fillers() -> dict[str, Callable[[MainWindow, QMenu], None]]:
    from organisatiecanvas.desktop import present_commands

    def views(window: MainWindow, menu: QMenu) -> None:
        from organisatiecanvas.desktop import views as saved

        saved.fill_menu(window, menu)

    def timer(window: MainWindow, menu: QMenu) -> None:
        from organisatiecanvas.desktop.timer import fill_menu

        fill_menu(menu, window.timer, window)

    return {"views": views, "screens": present_commands.fill_screens, "timer": timer}


def _fill_roles(window: MainWindow, menu: QMenu) -> None:
    from organisatiecanvas.desktop import role_templates

    role_templates.fill_menu(window, menu)


def _fill_copy_to(window: MainWindow, menu: QMenu) -> None:
    if window.workspace is not None:
        window.workspace.desk.fill_targets(menu)


def _fill_inside(names: Sequence[str], window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    menu.addActions([window.commands.action(name) for name in names])


def _fill_draw(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for name in (*(f"tool.{tool}" for tool in canvas_commands.TOOLS), SEPARATOR, *canvas_commands.LINK_TOOLS):
        menu.addAction(window.commands.action(name)) if name else menu.addSeparator()


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for path in window.settings.recent():
        menu.addAction(str(path).replace("&", "&&"), lambda one=path: window.open_path(one))
    if menu.isEmpty():
        menu.addAction(_("nothing yet")).setEnabled(False)


def _fill_starters(window: MainWindow, menu: QMenu) -> None:
    from organisatiecanvas.models import starters

    menu.clear()
    for one in starters.STARTERS:
        menu.addAction(_(one.title), lambda name=one.name: window.start_from(name))


def _fill_examples(window: MainWindow, menu: QMenu) -> None:
    from organisatiecanvas.models import examples

    menu.clear()
    for name in examples.names():
        menu.addAction(examples.title(name), lambda one=name: window.open_example(one))


def _fill_language(window: MainWindow, menu: QMenu) -> None:
    from organisatiecanvas.desktop.window import LANGUAGE_NAMES
    from organisatiecanvas.models import language

    menu.clear()
    for code, name in LANGUAGE_NAMES.items():
        action = menu.addAction(name, lambda one=code: window.use_language(one))
        action.setCheckable(True)
        action.setChecked(code == language.current())
