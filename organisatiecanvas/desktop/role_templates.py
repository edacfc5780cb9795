"""Roles from a template for the unit that is selected: a menu filled when it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from organisatiecanvas.models import templates
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.session import Session
    from organisatiecanvas.desktop.window import MainWindow


def fill_menu(window: MainWindow, menu: QMenu) -> None:
    """A submenu per set, with all of its roles or one of them; a hint where no unit is selected."""
    menu.clear()
    unit = _unit(window)
    if unit is None:
        menu.addAction(_("Select a unit first")).setEnabled(False)
        return
    session = window.session
    assert session is not None
    fill_sets(menu, lambda roles: window.workspace.status.show_message(add_to(session, unit, roles)))


def fill_sets(menu: QMenu, run: Callable[[tuple[templates.RoleTemplate, ...]], object]) -> None:
    """A submenu per set; `run` gets the roles that were chosen."""
    for group in templates.ROLE_SETS:
        part = menu.addMenu(_(group.name))
        part.addAction(_("All of them"), lambda one=group: run(one.roles))
        part.addSeparator()
        for role in group.roles:
            part.addAction(_(role.name), lambda one=role: run((one,)))


def _unit(window: MainWindow) -> str | None:
    if window.session is None or window.workspace is None or window.session.variant is None:
        return None
    refs = [ref.id for ref in window.workspace.canvas.scene.selected() if ref.collection == "units"]
    return refs[0] if len(refs) == 1 else None


def add_to(session: Session, unit: str, roles: tuple[templates.RoleTemplate, ...]) -> str:
    """Add the roles to the unit; how many there were to add, or why not."""
    counts: list[int] = []
    variant = session.variant
    assert variant is not None
    problem = session.attempt(
        _("Add roles from a template"),
        lambda: counts.append(templates.add_roles(session.document, variant, unit, roles)),
    )
    count = counts[0] if counts else 0
    told = ngettext("{count} role added", "{count} roles added", count).format(count=count)
    return problem or told
