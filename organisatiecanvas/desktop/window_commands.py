"""Every command of the window: its title, its key, when it can be used, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from organisatiecanvas.desktop import (
    arrange_commands,
    canvas_commands,
    conditions,
    file_commands,
    flow_commands,
    help_commands,
    look_commands,
    people_commands,
    present_commands,
    print_commands,
    skills_commands,
    workload_commands,
)
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

Std = QKeySequence.StandardKey


def add_commands(window: MainWindow) -> None:
    """Register every command of the window."""
    file_commands.add(window)
    _add_edit_commands(window)
    _add_view_commands(window)
    _add_canvas_commands(window)
    canvas_commands.add(window)
    arrange_commands.add(window)
    look_commands.add(window)
    print_commands.add(window)
    present_commands.add(window)
    people_commands.add(window)
    skills_commands.add(window)
    flow_commands.add(window)
    workload_commands.add(window)
    help_commands.add(window)


def _document(window: MainWindow, method: str) -> Callable[[], object]:
    """A method of whichever document is open when the command is used."""

    def run() -> object:
        return getattr(window.session.document, method)()

    return run


def _workspace(window: MainWindow, method: str) -> Callable[[], object]:
    def run() -> object:
        return getattr(window.workspace, method)()

    return run


def _desk(window: MainWindow, method: str, *values: object) -> Callable[[], object]:
    def run() -> object:
        return getattr(window.workspace.desk, method)(*values)

    return run


def _view(window: MainWindow, method: str, *values: object) -> Callable[[], object]:
    def run() -> object:
        return getattr(window.workspace.canvas.view, method)(*values)

    return run


def _add_edit_commands(window: MainWindow) -> None:
    add = window.commands.add

    def undo_title() -> str:
        name = window.session.document.undo_name if window.session is not None else None
        return _("&Undo: {step}").format(step=name.replace("&", "&&")) if name else _("&Undo")

    def redo_title() -> str:
        name = window.session.document.redo_name if window.session is not None else None
        return _("&Redo: {step}").format(step=name.replace("&", "&&")) if name else _("&Redo")

    add(
        Command(
            id="edit.undo",
            title=undo_title,
            run=_document(window, "undo"),
            shortcut=Std.Undo,
            icon="undo",
            enabled=conditions.opened(window).and_(
                lambda: window.session.document.undo_name is not None, lambda: _("There is nothing to undo.")
            ),
        )
    )
    add(
        Command(
            id="edit.redo",
            title=redo_title,
            run=_document(window, "redo"),
            shortcut="Ctrl+Shift+Z",
            icon="redo",
            enabled=conditions.opened(window).and_(
                lambda: window.session.document.redo_name is not None, lambda: _("There is nothing to redo.")
            ),
        )
    )

    selected = conditions.selected(window)
    add(
        Command(
            id="edit.delete",
            title=lambda: _("&Delete"),
            run=_view(window, "delete_selection"),
            enabled=selected,
        )
    )
    add(
        Command(
            id="edit.rename",
            title=lambda: _("Re&name"),
            run=lambda: window.workspace.canvas.view.edit_name(window.workspace.canvas.scene.selected()[0]),
            shortcut="F2",
            enabled=selected,
        )
    )

    def erase() -> None:
        from organisatiecanvas.desktop.erase_dialog import erase_person

        erase_person(window)

    add(
        Command(
            id="people.erase",
            title=lambda: _("&Erase a person for good…"),
            run=erase,
            enabled=conditions.writable(window).and_(
                lambda: bool(window.session.organisation.people), lambda: _("There are no people yet.")
            ),
        )
    )

    def preferences() -> None:
        from organisatiecanvas.desktop import preferences as dialog

        dialog.show(window)

    add(
        Command(
            id="edit.preferences",
            title=lambda: _("Pre&ferences…"),
            run=preferences,
            shortcut="Ctrl+,",
            role=QAction.MenuRole.PreferencesRole,
        )
    )
    _add_help_commands(window)


def _add_help_commands(window: MainWindow) -> None:
    add = window.commands.add

    def palette() -> None:
        from organisatiecanvas.desktop import command_palette

        command_palette.choose(window)

    def keys() -> None:
        from organisatiecanvas.desktop import shortcut_list

        shortcut_list.show(window)

    def about() -> None:
        from organisatiecanvas.desktop import about as about_dialog

        about_dialog.show(window)

    add(Command(id="help.palette", title=lambda: _("&Find a command…"), run=palette, shortcut="Ctrl+K"))
    add(Command(id="help.keys", title=lambda: _("&Keys…"), run=keys, shortcut="Ctrl+/"))
    add(
        Command(
            id="help.about",
            title=lambda: _("&About Organisatiecanvas"),
            run=about,
            role=QAction.MenuRole.AboutRole,
        )
    )


def _add_view_commands(window: MainWindow) -> None:
    add = window.commands.add
    titles = {
        "canvas": lambda: _("&Canvas"),
        "data": lambda: _("&Data"),
        "skills": lambda: _("&Skills"),
        "flow": lambda: _("Lead &time"),
        "control": lambda: _("Control capacit&y"),
        "workload": lambda: _("&Workload"),
        "compare": lambda: _("Compar&e"),
        "actions": lambda: _("&Actions"),
        "dossier": lambda: _("&Works-council dossier"),
    }
    for number, (name, title) in enumerate(titles.items(), start=1):
        add(
            Command(
                id=f"go.{name}",
                title=title,
                run=lambda one=name: window.workspace.go_to(one),
                shortcut=f"Ctrl+{number}",
                enabled=conditions.opened(window),
                checked=lambda one=name: window.workspace is not None and window.workspace.place == one,
            )
        )
    panels = {"inspector": lambda: _("&Inspector"), "findings": lambda: _("&Findings")}
    for name, title in panels.items():
        add(
            Command(
                id=f"view.{name}",
                title=title,
                run=lambda one=name: window.workspace.set_panel(one, shown=not window.workspace.panel_shown(one)),
                shortcut={"inspector": "F4", "findings": "F6"}[name],
                icon={"inspector": "panel-right", "findings": "panel-bottom"}[name],
                enabled=conditions.on_canvas(window),
                checked=lambda one=name: window.workspace is not None and window.workspace.panel_shown(one),
            )
        )

    def zoom(factor: float) -> None:
        view = window.workspace.canvas.view
        view.set_zoom(view.zoom() * factor)

    zooms: list[tuple[str, Callable[[], str], Callable[[], object], str | Std | None]] = [
        ("view.fit", lambda: _("Show &everything"), _view(window, "fit"), "Shift+1"),
        (
            "view.fit_selection",
            lambda: _("Zoom to &selection"),
            _view(window, "fit_selection"),
            "Shift+2",
        ),
        ("view.zoom_in", lambda: _("Zoom &in"), lambda: zoom(1.25), Std.ZoomIn),
        ("view.zoom_out", lambda: _("Zoom &out"), lambda: zoom(0.8), Std.ZoomOut),
        ("view.actual", lambda: _("&Actual size"), _view(window, "set_zoom", 1.0), "Ctrl+0"),
    ]
    for name, title, run, shortcut in zooms:
        add(Command(id=name, title=title, run=run, shortcut=shortcut, enabled=conditions.on_canvas(window)))


def _add_canvas_commands(window: MainWindow) -> None:
    add = window.commands.add

    has_variant = conditions.has_variant(window)
    several = has_variant.and_(
        lambda: len(window.session.organisation.variants) > 1, lambda: _("The last variant stays.")
    )
    add(
        Command(
            id="variant.copy",
            title=lambda: _("&New variant from this one…"),
            run=_workspace(window, "copy_variant"),
            enabled=has_variant,
        )
    )
    add(
        Command(
            id="variant.rename",
            title=lambda: _("&Rename variant…"),
            run=_desk(window, "rename"),
            enabled=has_variant,
        )
    )
    add(
        Command(
            id="variant.delete",
            title=lambda: _("&Delete variant…"),
            run=_desk(window, "delete"),
            enabled=several,
        )
    )
    for name, way, title in (
        ("variant.left", -1, lambda: _("Move variant to the &left")),
        ("variant.right", 1, lambda: _("Move variant to the r&ight")),
    ):
        add(
            Command(
                id=name,
                title=title,
                run=_desk(window, "step", way),
                shortcut="Ctrl+Alt+Left" if way < 0 else "Ctrl+Alt+Right",
                enabled=several,
            )
        )
    add(
        Command(
            id="variant.summary",
            title=lambda: _("&Summary of the variant…"),
            run=_desk(window, "describe"),
            enabled=has_variant,
        )
    )
    add(
        Command(
            id="analysis.rules",
            title=lambda: _("&Rules of the method…"),
            run=_workspace(window, "edit_rules"),
            enabled=conditions.opened(window),
        )
    )
    add(
        Command(
            id="analysis.findings",
            title=lambda: _("&Show the findings"),
            run=lambda: _show_findings(window),
            enabled=conditions.opened(window),
        )
    )
    add(
        Command(
            id="actions.add",
            title=lambda: _("&New action"),
            run=lambda: window.workspace.show_place("actions").add(),
            enabled=conditions.opened(window),
        )
    )


def _show_findings(window: MainWindow) -> None:
    window.workspace.show_place("canvas")
    window.workspace.set_panel("findings", shown=True)
