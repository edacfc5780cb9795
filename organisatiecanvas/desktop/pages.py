"""The pages of the window for one document: how each is made and where what it asks for leads.

A page is imported when it is first shown; only the canvas is there from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from organisatiecanvas.desktop.canvas_page import CanvasPage

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow
    from organisatiecanvas.desktop.workspace import Workspace


def _make_canvas(workspace: Workspace, window: MainWindow) -> CanvasPage:
    page = CanvasPage(workspace.session, workspace.settings, workspace)
    page.selection_changed.connect(workspace.inspector.show_selection)
    workspace.inspector.carry = page.carry
    page.selection_changed.connect(lambda _targets: window.commands.refresh())
    page.message.connect(workspace.status.show_message)
    page.view.zoom_changed.connect(workspace.status.show_zoom)
    page.findings.action_wanted.connect(workspace.show_action)
    page.note_action_wanted.connect(workspace.act_on_note)
    page.look.changed.connect(window.commands.refresh)
    for moved in (page.overlays.changed, page.legend.toggled):
        moved.connect(window.commands.refresh)
    page.people.changed.connect(workspace.on_people)
    page.look.finder.wanted_elsewhere.connect(workspace.show_in_table)
    page.findings.folded.connect(lambda: workspace.set_panel("findings", shown=False))
    return page


def _make_data(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.data_page import DataPage

    page = DataPage(workspace.session, workspace)
    page.message.connect(workspace.status.show_message)
    return page


def _make_skills(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.skills_page import SkillsPage

    page = SkillsPage(workspace.session, workspace, partial(_selected_units, workspace))
    page.message.connect(workspace.status.show_message)
    page.lists_wanted.connect(partial(_show_table, workspace))
    page.rules_wanted.connect(workspace.edit_rules)
    page.action_wanted.connect(workspace.show_action)
    page.command_wanted.connect(window.commands.run)
    return page


def _make_control(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.control_page import ControlPage

    page = ControlPage(workspace.session, workspace)
    page.message.connect(workspace.status.show_message)
    page.unit_wanted.connect(partial(_show_on_canvas, workspace))
    page.action_wanted.connect(workspace.show_action)
    page.redesign_wanted.connect(workspace.copy_variant)
    page.place_wanted.connect(workspace.show_place)
    page.cards_wanted.connect(partial(_print_cards, window))
    return page


def _print_cards(window: MainWindow) -> None:
    from organisatiecanvas.desktop.picture_dialog import print_from

    print_from(window, "cards")


def _selected_units(workspace: Workspace) -> tuple[str, ...]:
    refs = workspace.canvas.scene.selected()
    return tuple(ref.id for ref in refs if ref.collection == "units")


def _make_flow(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.flow_page import FlowPage

    page = FlowPage(workspace.session, workspace, workspace.copy_variant)
    page.message.connect(workspace.status.show_message)
    page.action_wanted.connect(workspace.show_action)
    page.unit_wanted.connect(partial(_show_unit, workspace))
    page.families_wanted.connect(lambda: _show_table(workspace, "orders"))
    page.canvas_wanted.connect(lambda: workspace.show_place("canvas"))
    return page


def _show_unit(workspace: Workspace, variant: str, unit: str) -> None:
    """A unit of any variant on the canvas."""
    workspace.session.show_variant(variant)
    workspace.show_place("canvas")
    workspace.reveal("units", unit)


def _make_workload(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.workload_page import WorkloadPage

    page = WorkloadPage(workspace.session, workspace.settings, workspace)
    page.message.connect(workspace.status.show_message)
    page.show_wanted.connect(partial(_show_on_canvas, workspace))
    page.person_wanted.connect(lambda person: workspace.show_in_table("people", person))
    page.action_wanted.connect(workspace.show_action)
    page.rules_wanted.connect(workspace.edit_rules)
    page.command_wanted.connect(window.commands.run)
    return page


def _make_compare(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.compare_page import ComparePage

    page = ComparePage(workspace.session, workspace)
    page.message.connect(workspace.status.show_message)
    page.show_wanted.connect(partial(_show_compared, workspace))
    page.action_wanted.connect(workspace.show_action)
    page.redesign_wanted.connect(workspace.copy_variant)
    return page


def _show_compared(workspace: Workspace, before: str, after: str, collection: str, identity: str) -> None:
    """The later variant with the earlier as a ghost, and an element in it; what is gone in the earlier one."""
    variants_ = workspace.session.organisation.variants
    gone = bool(collection) and identity not in getattr(variants_[after], collection, {identity: None})
    workspace.session.show_variant(before if gone else after)
    workspace.show_place("canvas")
    workspace.canvas.look.compare(None if gone else before)
    if identity:
        workspace.reveal(collection, identity)


def _show_on_canvas(workspace: Workspace, collection: str, identity: str) -> None:
    workspace.show_place("canvas")
    workspace.reveal(collection, identity)


def _make_actions(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.actions_page import ActionsPage

    page = ActionsPage(workspace.session, workspace)
    page.message.connect(workspace.status.show_message)
    page.place_wanted.connect(workspace.show_place)
    return page


def _make_dossier(workspace: Workspace, window: MainWindow) -> QWidget:
    from organisatiecanvas.desktop.dossier_page import DossierPage

    page = DossierPage(workspace.session, workspace)
    page.message.connect(workspace.status.show_message)
    page.command_wanted.connect(window.commands.run)
    page.place_wanted.connect(workspace.show_place)
    return page


def _show_table(workspace: Workspace, name: str) -> None:
    workspace.show_place("data").show_table(name)  # type: ignore[attr-defined]


MAKERS: dict[str, Callable[[Workspace, MainWindow], QWidget]] = {
    "canvas": _make_canvas,
    "data": _make_data,
    "skills": _make_skills,
    "flow": _make_flow,
    "control": _make_control,
    "workload": _make_workload,
    "compare": _make_compare,
    "actions": _make_actions,
    "dossier": _make_dossier,
}
