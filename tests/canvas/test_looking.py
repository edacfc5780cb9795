"""Layers, the ghost of an earlier variant, what was found, the small overview and votes on notes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from organisatiecanvas.canvas import editing, note_editing
from organisatiecanvas.canvas.ghost import earlier
from organisatiecanvas.canvas.minimap import Minimap
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.tags import tagged
from organisatiecanvas.models import interchange, variants
from organisatiecanvas.models.errors import OrganisationError


def shown_links(scene, kind):
    links = scene.variant.links
    return {link for link, item in scene.links.items() if item.root.isVisible() and links[link].kind == kind}


def test_a_hidden_layer_is_not_seen_nor_hit_nor_selected(canvas):
    scene = canvas.scene
    link = next(one.id for one in canvas.variant.links.values() if one.kind == "control")
    middle = scene.link_middle(link)
    scene.select([Ref("links", link)])
    before = interchange.dump(canvas.document.organisation)
    scene.layers.set_hidden(["control"])
    assert not shown_links(scene, "control")
    assert shown_links(scene, "order")
    assert scene.selected() == []
    assert scene.ref_at(middle) != Ref("links", link)
    assert interchange.dump(canvas.document.organisation) == before
    scene.layers.reveal(Ref("links", link))
    assert link in shown_links(scene, "control")


def test_one_family_can_be_hidden_and_new_flows_of_it_too(canvas):
    scene, variant = canvas.scene, canvas.variant
    families = list(canvas.document.organisation.orders)
    scene.layers.set_hidden([f"family:{families[0]}"])
    left = {variant.links[link].order for link in shown_links(scene, "order")}
    assert left == set(families[1:])
    made = editing.create_link(canvas.document, "ist", "order", "zagerij", "draaierij", families[0])
    assert not scene.links[made.id].root.isVisible()


def test_notes_labels_and_names_are_layers(canvas):
    scene = canvas.scene
    scene.layers.set_hidden(["notes", "labels", "names"])
    assert not any(item.root.isVisible() for item in scene.notes.values())
    assert not any(item.label.isVisible() for item in scene.links.values() if item.label is not None)
    assert all(not role.holders for item in scene.units.values() for role in item.looks.roles)
    scene.set_far(True)
    scene.set_far(False)
    assert not any(item.label.isVisible() for item in scene.links.values() if item.label is not None)
    scene.layers.set_hidden([])
    assert all(item.root.isVisible() for item in scene.notes.values())
    assert any(role.holders for item in scene.units.values() for role in item.looks.roles)


def test_the_ghost_says_what_became_of_each_unit(canvas):
    document, scene = canvas.document, canvas.scene
    made = variants.copy_variant(document, "ist", "SOLL 9")
    scene.set_variant(made)
    assert earlier(document.organisation, made) == "ist"
    assert earlier(document.organisation, "ist") is None
    items = len(scene.items())
    scene.ghost.compare_with("ist")
    assert scene.ghost.statuses == {}
    editing.delete(document, made, [Ref("units", "perserij")])
    editing.nest(document, made, [Ref("units", "zagerij")], "kantoor")
    new = editing.create_unit(document, made, "cell", (0, -900, 220, 200))
    editing.rename(document, made, Ref("roles", next(iter_roles(scene, "lasserij"))), "Anders")
    scene.ghost.refresh()
    statuses = scene.ghost.statuses
    assert {unit: statuses[unit] for unit in ("perserij", "zagerij", new.id, "lasserij")} == {
        "perserij": "removed",
        "zagerij": "moved",
        new.id: "new",
        "lasserij": "changed",
    }
    assert scene.ghost.counts["removed"] == 1
    corner = scene.ghost._marks[new.id].sceneBoundingRect().center()
    hits = [tagged(item) for item in scene.items(corner)]
    assert None in hits
    assert scene.ref_at(QPointF(corner.x(), -903)) is None  # the mark above the unit is no part of it
    scene.ghost.compare_with(None)
    assert len(scene.items()) < items + 30
    assert not scene.ghost._items


def test_the_ghost_marks_links_and_writes_names_where_nothing_lies_over_them(canvas):
    document, scene = canvas.document, canvas.scene
    made = variants.copy_variant(document, "ist", "SOLL 9")
    scene.set_variant(made)
    scene.ghost.compare_with("ist")
    link = editing.create_link(document, made, "consultation", "zagerij", "montage")
    other = next(one.id for one in scene.variant.links.values() if one.kind == "order" and one.to_ == "zagerij")
    editing.rename(document, made, Ref("links", other), "anders")
    gone = scene.box(Ref("units", "perserij"))
    editing.delete(document, made, [Ref("units", "perserij")])
    editing.create_unit(document, made, "cell", (gone.x - 20, gone.y - 20, gone.width, 60))
    scene.ghost.refresh()
    assert scene.ghost.links[link.id] == "new"
    assert scene.ghost.links[other] == "changed"
    marks = scene.ghost._link_marks
    assert set(marks) == set(scene.ghost.links)
    before = marks[link.id].pos()
    box = scene.box(Ref("units", "montage"))
    scene.preview_move({Ref("units", "montage"): box.moved(0, 300)})
    assert (marks[link.id].pos() - before).manhattanLength() > 100  # along with what is dragged
    scene.restore()
    assert marks[link.id].pos() == before
    name = next(one for one in scene.ghost._items if "Perserij" in getattr(one, "text", str)())
    taken = [scene.box(Ref("units", unit)) for unit in scene.units]
    place = name.sceneBoundingRect()
    lying_over = [box for box in taken if place.intersects(QRectF(*box)) and not box.contains(gone.x, gone.bottom)]
    assert not lying_over
    assert place.top() > gone.y + 40


def iter_roles(scene, unit):
    return (role.id for role in scene.variant.roles.values() if role.unit == unit)


def test_the_ghost_follows_changes_once_they_pause(canvas, qtbot):
    document, scene = canvas.document, canvas.scene
    made = variants.copy_variant(document, "ist", "SOLL 9")
    scene.set_variant(made)
    scene.ghost.compare_with("ist")
    drawn = []
    scene.ghost_changed.connect(lambda: drawn.append(dict(scene.ghost.statuses)))
    for number in range(3):
        editing.create_unit(document, made, "cell", (400.0 * number, -900, 220, 200))
    qtbot.waitUntil(lambda: bool(drawn))
    assert len(drawn) == 1
    assert list(drawn[0].values()).count("new") == 3


def test_what_was_found_lights_up_and_follows(cells):
    scene = cells.scene
    ref = Ref("units", "kantoor")
    scene.highlight.show([ref])
    first = scene.highlight._item.sceneBoundingRect()
    editing.move(cells.document, "soll", [ref], 100, 0)
    assert scene.highlight._item.sceneBoundingRect().left() == first.left() + 100
    scene.highlight.show([])
    assert not scene.highlight._item.isVisible()


def test_the_overview_is_not_drawn_for_what_cannot_be_seen_in_it(cells, qtbot):
    overview, unit = Minimap(cells.view), Ref("units", "kantoor")
    qtbot.addWidget(overview)
    overview.show()
    drawn = overview.drawn
    with cells.document.edit("Rename"):
        cells.scene.variant.units[unit.id].name = "Renamed"
    overview.redraw()
    assert overview.drawn == drawn
    editing.move(cells.document, "soll", [unit], 20, 0)
    overview.redraw()
    assert overview.drawn == drawn + 1


def test_the_overview_is_drawn_once_for_many_changes_and_leads_the_view(cells, qtbot):
    overview = Minimap(cells.view)
    qtbot.addWidget(overview)
    overview.show()
    drawn = overview.drawn
    for _number in range(5):
        editing.move(cells.document, "soll", [Ref("units", "kantoor")], 20, 0)
    qtbot.waitUntil(lambda: overview.drawn > drawn)
    assert overview.drawn == drawn + 1
    cells.view.set_zoom(2.0)
    place = QPointF(60, 40)
    QTest.mouseClick(overview, Qt.MouseButton.LeftButton, pos=place.toPoint())
    middle = cells.view.to_scene(QPointF(cells.view.viewport().rect().center()))
    wanted = overview.to_scene(place)
    assert abs(middle.x() - wanted.x()) < 3
    assert abs(middle.y() - wanted.y()) < 3
    overview.hide()


@pytest.fixture
def note(hand):
    ref = editing.create_note(hand.document, "soll", (0, 0, 180, 120), "Wie beslist?")
    hand.scene.select([ref])
    return hand, ref


def test_50_votes_by_keys_and_by_mouse_are_steps_of_their_own(note):
    hand, ref = note
    hand.key("+")
    hand.key("+")
    hand.key("-")
    assert hand.variant.notes[ref.id].votes == 1
    root = hand.scene.notes[ref.id].root
    plus = root.mapToScene(root.rect().bottomRight() + QPointF(-16, -16))
    hand.click(plus.x(), plus.y())
    dots = root.mapToScene(root.rect().bottomLeft() + QPointF(30, -14))
    hand.click(dots.x(), dots.y())
    assert hand.variant.notes[ref.id].votes == 3
    minus = root.mapToScene(root.rect().bottomRight() + QPointF(-39, -16))
    for _number in range(5):
        hand.click(minus.x(), minus.y())
    assert hand.variant.notes[ref.id].votes == 0  # never below
    hand.document.undo()
    assert hand.variant.notes[ref.id].votes == 1


def test_dragging_a_note_by_its_dots_moves_it(note):
    hand, ref = note
    hand.key("+")
    root = hand.scene.notes[ref.id].root
    dots = root.mapToScene(root.rect().bottomLeft() + QPointF(30, -14))
    hand.drag((dots.x(), dots.y()), (dots.x() + 100, dots.y()))
    assert hand.variant.notes[ref.id].votes == 1
    assert Box(*hand.variant.notes[ref.id].box).x == 100


def test_50_a_note_becomes_one_action_with_its_source(note):
    hand, ref = note
    note_editing.vote(hand.document, "soll", [ref], 2)
    action, new = note_editing.make_action(hand.document, "soll", ref.id)
    assert new
    assert (action.title, action.proposal, action.variant) == ("Wie beslist?", f"note:soll:{ref.id}", "soll")
    assert "2 votes" in action.reason
    again, new = note_editing.make_action(hand.document, "soll", ref.id)
    assert (again.id, new) == (action.id, False)
    hand.document.undo()
    assert not hand.document.organisation.actions


def test_an_empty_note_makes_no_action(hand):
    ref = editing.create_note(hand.document, "soll", (0, 0, 180, 120))
    with pytest.raises(OrganisationError):
        note_editing.make_action(hand.document, "soll", ref.id)


def test_colours_keep_their_text_legible(note):
    from organisatiecanvas.canvas import style

    hand, ref = note
    for _name, colour in note_editing.COLOURS:
        note_editing.paint(hand.document, "soll", [ref], colour)
        assert hand.variant.notes[ref.id].colour == colour
        assert style.contrast(colour or style.NOTE, style.LIGHT.ink) >= 4.5
    note_editing.clear_votes(hand.document, "soll")  # nothing to clear: no step
    assert hand.document.undo_name.startswith("Colour")
