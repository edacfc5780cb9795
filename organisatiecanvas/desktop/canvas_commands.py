"""The commands of drawing: tools, clipboard, aligning, locking, grid and guides; and the menu on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from organisatiecanvas.canvas.tools import LINK_KEYS, TOOL_KEYS
from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.desktop.conditions import placed_refs
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.refs import Ref
    from organisatiecanvas.desktop.window import MainWindow

Std = QKeySequence.StandardKey
KEYS = {tool: key.upper() for key, tool in TOOL_KEYS.items()}
KIND_KEYS = {kind: key.upper() for key, kind in LINK_KEYS.items()}
TOOLS = tuple(KEYS)
LINK_TOOLS = tuple(f"link.{kind}" for kind in KIND_KEYS)
CLIPBOARD = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate")
ALIGN = ("align.left", "align.centre", "align.right", "align.top", "align.middle", "align.bottom")
DISTRIBUTE = ("distribute.across", "distribute.down")
SIZES = ("size.width", "size.height", "size.both")
HELP = ("snap.grid", "snap.guides")


def add(window: MainWindow) -> None:
    """Register the commands of drawing."""
    _add_tools(window)
    _add_clipboard(window)
    _add_aligning(window)
    _add_switches(window)


def _add_tools(window: MainWindow) -> None:
    titles: dict[str, Callable[[], str]] = {
        "select": lambda: _("Select"),
        "cell": lambda: _("Draw a cell"),
        "team": lambda: _("Draw a team"),
        "department": lambda: _("Draw a department"),
        "support": lambda: _("Draw a support unit"),
        "control": lambda: _("Draw a control unit"),
        "external": lambda: _("Draw a customer or supplier"),
        "role": lambda: _("Add a role"),
        "star": lambda: _("Add a star role"),
        "order": lambda: _("Draw an order flow"),
        "link": lambda: _("Draw another link"),
        "decision": lambda: _("Draw a decision"),
        "note": lambda: _("Stick a note"),
        "hand": lambda: _("Push the paper"),
    }
    # The letter is shown as a shortcut, but the canvas itself reads it: elsewhere letters are for typing.
    for name, key in KEYS.items():
        window.commands.add(
            Command(
                id=f"tool.{name}",
                title=lambda title=titles[name], letter=key: f"{title()}\t{letter}",
                run=lambda one=name: _view(window).set_tool(one),
                enabled=conditions.on_canvas(window),
            )
        )
    kinds: dict[str, Callable[[], str]] = {
        "information": lambda: _("Link: information"),
        "consultation": lambda: _("Link: consultation"),
        "control": lambda: _("Link: control"),
        "support": lambda: _("Link: support"),
    }
    for kind, key in KIND_KEYS.items():
        window.commands.add(
            Command(
                id=f"link.{kind}",
                title=lambda title=kinds[kind], letter=key: f"{title()}\t{letter}",
                run=lambda one=kind: _draw_links(window, one),
                enabled=conditions.on_canvas(window),
            )
        )


def _view(window: MainWindow) -> Any:
    return window.workspace.canvas.view


def _draw_links(window: MainWindow, kind: str) -> None:
    _view(window).set_link_kind(kind)
    _view(window).set_tool("link")


def _add_clipboard(window: MainWindow) -> None:
    def run(name: str) -> Callable[[], object]:
        def act() -> object:
            from organisatiecanvas.desktop import canvas_clipboard

            return getattr(canvas_clipboard, name)(window.workspace.canvas)

        return act

    chosen = conditions.selected(window)
    commands: list[tuple[str, Callable[[], str], str | Std, Callable[[], bool]]] = [
        ("cut", lambda: _("Cu&t"), Std.Cut, chosen),
        ("copy", lambda: _("&Copy"), Std.Copy, chosen),
        ("paste", lambda: _("&Paste"), Std.Paste, conditions.on_canvas(window)),
        ("duplicate", lambda: _("D&uplicate"), "Ctrl+D", chosen),
    ]
    for name, title, shortcut, enabled in commands:
        window.commands.add(Command(id=f"edit.{name}", title=title, run=run(name), shortcut=shortcut, enabled=enabled))
    window.commands.add(
        Command(
            id="edit.select_all",
            title=lambda: _("Select &all"),
            run=lambda: _select_all(window),
            shortcut=Std.SelectAll,
            enabled=conditions.on_canvas(window),
        )
    )


def _select_all(window: MainWindow) -> None:
    scene = window.workspace.canvas.scene
    scene.select([item.ref for item in scene.elements()])


def _add_aligning(window: MainWindow) -> None:
    def do(act: str, *values: Any, **named: Any) -> Callable[[], object]:
        def run() -> object:
            from organisatiecanvas.canvas import aligning

            view, document, refs = _view(window), window.session.document, placed_refs(window)
            return view.attempt(lambda: getattr(aligning, act)(document, view.variant_id, refs, *values, **named))

        return run

    edges: dict[str, Callable[[], str]] = {
        "left": lambda: _("Align &left"),
        "centre": lambda: _("Align &centres"),
        "right": lambda: _("Align &right"),
        "top": lambda: _("Align &top"),
        "middle": lambda: _("Align &middles"),
        "bottom": lambda: _("Align &bottom"),
    }
    keys = {"left": "Left", "right": "Right", "top": "Up", "bottom": "Down", "centre": "C", "middle": "M"}
    for edge, title in edges.items():
        command = Command(
            id=f"align.{edge}",
            title=title,
            run=do("align", edge),
            shortcut=f"Ctrl+Alt+{keys[edge]}" if edge in ("centre", "middle") else f"Alt+Shift+{keys[edge]}",
            enabled=conditions.placed(window, 2),
        )
        window.commands.add(command)
    for name, across, title in (
        ("across", True, lambda: _("Distribute &horizontally")),
        ("down", False, lambda: _("Distribute &vertically")),
    ):
        window.commands.add(
            Command(
                id=f"distribute.{name}",
                title=title,
                run=do("distribute", across=across),
                enabled=conditions.placed(window, 3),
            )
        )
    sizes: dict[str, Callable[[], str]] = {
        "width": lambda: _("Same &width"),
        "height": lambda: _("Same h&eight"),
        "both": lambda: _("Same &size"),
    }
    for what, title in sizes.items():
        window.commands.add(
            Command(id=f"size.{what}", title=title, run=do("same_size", what), enabled=conditions.placed(window, 2))
        )


def _add_switches(window: MainWindow) -> None:
    def locked() -> bool:
        refs = placed_refs(window)
        return bool(refs) and all(_view(window).locked(ref) for ref in refs)

    def toggle_lock() -> None:
        from organisatiecanvas.canvas import editing

        view, refs, wanted = _view(window), placed_refs(window), not locked()
        document = window.session.document
        view.attempt(lambda: editing.set_locked(document, view.variant_id, refs, locked=wanted))

    window.commands.add(
        Command(
            id="edit.lock",
            title=lambda: _("Loc&ked in place"),
            run=toggle_lock,
            shortcut="Ctrl+Shift+K",
            enabled=conditions.placed(window),
            checked=locked,
            icon="lock",
        )
    )

    def switch(name: str) -> None:
        on = not window.settings.get(name)
        window.settings.set(**{name: on})
        setattr(_view(window), name, on)

    titles: dict[str, Callable[[], str]] = {
        "grid": lambda: _("Snap to the &grid"),
        "guides": lambda: _("Snap to neigh&bours"),
    }
    for what, title in titles.items():
        window.commands.add(
            Command(
                id=f"snap.{what}",
                title=title,
                run=lambda one=f"snap_{what}": switch(one),
                enabled=conditions.on_canvas(window),
                checked=lambda one=f"snap_{what}": bool(window.settings.get(one)),
            )
        )


# -- the menu on the canvas ----------------------------------------------------------------------------------------


def fill_menu(window: MainWindow, menu: QMenu, ref: Ref | None) -> None:
    """What can be done with what lies under the pointer, or with the paper."""
    window.commands.refresh()
    view = _view(window)
    if ref is None:
        _entries(window, menu, "edit.paste", "edit.select_all")
        menu.addSeparator()
        _entries(window, menu, "canvas.arrange", *HELP)
        menu.addSeparator()
        _entries(window, menu, "view.fit")
        return
    menu.addAction(_("Rename") + "\tF2", lambda: view.edit_name(ref))
    _entries(window, menu, "edit.delete")
    menu.addSeparator()
    if ref.collection == "decisions":
        fill_parties(window, menu, ref.id)
        return
    fill_selection(window, menu, ref)


def fill_selection(window: MainWindow, menu: QMenu, ref: Ref) -> None:
    """What can be done with what is selected, wherever it is shown; `ref` is the one that was pointed at."""
    several = len(placed_refs(window)) > 1
    _entries(window, menu, *CLIPBOARD)
    if ref.collection in ("units", "notes"):
        menu.addSeparator()
        _entries(window, menu, "edit.lock")
        if several:
            fill_aligning(window, menu.addMenu(_("Align and distribute")))
    if ref.collection == "links":
        menu.addSeparator()
        _entries(window, menu, "canvas.free_corners")
    menu.addSeparator()
    _entries(window, menu, "view.fit_selection")


def fill_parties(window: MainWindow, menu: QMenu, decision: str) -> None:
    """Who is to decide instead, and which unit a decision is to be about."""
    from organisatiecanvas.canvas import decision_chips, decision_drag
    from organisatiecanvas.models.lookup import lookup

    view, variant = _view(window), window.session.variant
    if variant is None or decision not in variant.decisions:
        return
    chip = next(view.canvas.decisions.of(decision), None)
    now = chip.party if chip is not None else decision_chips.takers_of(variant, variant.decisions[decision])[0][1]
    by_unit = lookup(window.session.organisation, variant).roles
    deciding, about = menu.addMenu(_("Let decide")), menu.addMenu(_("Let it be about"))
    for unit in variant.units.values():
        roles, name = by_unit.get(unit.id, []), unit.name.replace("&", "&&")
        part = deciding.addMenu(name) if roles else deciding
        for party in (unit, *roles):
            words = party.name.replace("&", "&&")
            entry = part.addAction(words, lambda one=party.id: decision_drag.give(view, decision, now, one))
            entry.setEnabled(party.id != now)
        entry = about.addAction(name, lambda one=unit.id: decision_drag.give(view, decision, now, one, about=True))
        entry.setEnabled(unit.id != variant.decisions[decision].about)


def fill_aligning(window: MainWindow, menu: QMenu) -> None:
    """Align, distribute, same size."""
    menu.clear()
    for group in (ALIGN, DISTRIBUTE, SIZES):
        _entries(window, menu, *group)
        menu.addSeparator()


def _entries(window: MainWindow, menu: QMenu, *names: str) -> None:
    for name in names:
        menu.addAction(window.commands.action(name))
