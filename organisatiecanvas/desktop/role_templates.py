"""Roles from a template for the unit that is selected: a menu filled when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from organisatiecanvas.models import templates
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def fill_menu(window: MainWindow, menu: QMenu) -> None:
    """A submenu per set, with all of its roles or one of them; a hint where no unit is selected."""
    menu.clear()
    unit = _unit(window)
    if unit is None:
        menu.addAction(_("Select a unit first")).setEnabled(False)
        return
    for group in templates.ROLE_SETS:
        part = menu.addMenu(_(group.name))
        part.addAction(_("All of them"), lambda one=group: add(window, unit, one.roles))
        part.addSeparator()
        for role in group.roles:
            part.addAction(_(role.name), lambda one=role: add(window, unit, (one,)))


def _unit(window: MainWindow) -> str | None:
    if window.session is None or window.workspace is None or window.session.variant is None:
        return None
    refs = [ref.id for ref in window.workspace.canvas.scene.selected() if ref.collection == "units"]
    return refs[0] if len(refs) == 1 else None


def add(window: MainWindow, unit: str, roles: tuple[templates.RoleTemplate, ...]) -> None:
    """Add the roles to the unit, and say how many there were to add."""
    session, counts = window.session, []
    variant = session.variant
    assert variant is not None
    problem = session.attempt(
        _("Add roles from a template"),
        lambda: counts.append(templates.add_roles(session.document, variant, unit, roles)),
    )
    count = counts[0] if counts else 0
    told = ngettext("{count} role added", "{count} roles added", count).format(count=count)
    window.workspace.status.show_message(problem or told)
