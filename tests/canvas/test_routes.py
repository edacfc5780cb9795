"""Routes kept in the document: written with the edit that moves or makes, taken back with it, never on opening."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from organisatiecanvas.canvas import corners, editing, routes, routing
from organisatiecanvas.canvas.drawing import Drawing, Wire, crosses
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.ways import fits
from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError, OrganisationError
from organisatiecanvas.models.organisation import Dossier, Link, Organisation, Rules, Unit, Variant, Workshop
from organisatiecanvas.models.variants import copy_variant
from tests.canvas.conftest import Hand, closed, opened


def everything(document: Document) -> dict[str, Any]:
    return interchange.to_json(document.organisation)


def kept(variant: Variant) -> dict[str, Any]:
    return {link.id: link.route for link in variant.links.values()}


def assert_good(document: Document, variant_id: str) -> None:
    """Every link has a route from side to side that runs through nothing."""
    variant = document.organisation.variants[variant_id]
    drawing = Drawing.of(document.organisation, variant)
    for wire in drawing.wires.values():
        assert fits(wire.route, drawing.boxes[wire.from_], drawing.boxes[wire.to_]), wire.id
        assert wire.route is not None
        if wire.from_ != wire.to_ and not wire.by_hand:
            open_ = drawing.around[wire.from_] | drawing.around[wire.to_] | {wire.from_, wire.to_}
            for unit in drawing.boxes.keys() - open_:
                assert not crosses(wire.route, drawing.boxes[unit]), (wire.id, unit)


@pytest.fixture
def row(cells: Hand) -> Hand:
    """Three cells in a row; a flow from the first to the last goes around the middle one."""
    with cells.document.edit("A third"):
        cells.document.add(Unit(id="lakken", name="Lakken", kind="cell", box=(640.0, 0.0, 220.0, 200.0)), cells.variant)
        cells.document.add(Link(id="far", kind="order", from_="kantoor", to_="lakken", order="maatwerk"), cells.variant)
    return cells


def test_opening_and_showing_changes_nothing(canvas: Hand) -> None:
    before = everything(canvas.document)
    canvas.scene.set_variant("soll-1")
    canvas.scene.set_variant("ist")
    assert not canvas.document.modified
    assert everything(canvas.document) == before
    assert set(kept(canvas.variant).values()) == {None}


def test_the_first_edit_writes_down_what_is_shown(canvas: Hand) -> None:
    shown = {link: canvas.scene.wiring.route(link) for link in canvas.scene.links}
    note = next(iter(canvas.variant.notes))
    editing.move(canvas.document, "ist", [Ref("notes", note)], 0.0, 20.0)
    assert kept(canvas.variant) == shown
    canvas.document.undo()
    assert set(kept(canvas.variant).values()) == {None}
    assert {link: canvas.scene.wiring.route(link) for link in canvas.scene.links} == shown


def test_a_move_and_its_routes_are_one_step(row: Hand) -> None:
    before = everything(row.document)
    editing.move(row.document, "soll", [Ref("units", "verspanen")], 0.0, 220.0)
    after = everything(row.document)
    assert before != after
    assert_good(row.document, "soll")
    row.document.undo()
    assert everything(row.document) == before
    row.document.redo()
    assert everything(row.document) == after


def test_a_link_is_straight_when_nothing_stands_in_its_way_any_more_and_goes_around_what_does(
    row: Hand,
) -> None:
    editing.move(row.document, "soll", [Ref("units", "verspanen")], 0.0, -400.0)
    straight = row.variant.links["far"].route
    assert straight is not None
    assert len(straight) == 2
    editing.move(row.document, "soll", [Ref("units", "verspanen")], 0.0, 400.0)
    assert row.variant.links["far"].route != straight
    assert_good(row.document, "soll")


def test_what_moves_as_a_whole_keeps_its_shape(canvas: Hand) -> None:
    outer = next(unit.parent for unit in canvas.variant.units.values() if unit.parent is not None)
    editing.move(canvas.document, "ist", [Ref("units", outer)], 0.0, -20.0)
    inside = {unit.id for unit in canvas.variant.units.values() if unit.parent == outer}
    before = {link.id: link.route for link in canvas.variant.links.values() if {link.from_, link.to_} <= inside}
    editing.move(canvas.document, "ist", [Ref("units", outer)], 0.0, -2000.0)
    for link, route in before.items():
        assert canvas.variant.links[link].route == tuple((x, y - 2000.0) for x, y in route), link
    assert_good(canvas.document, "ist")


def test_edits_without_a_window_keep_routes_too(bosch: Document) -> None:
    routes.follow(bosch)
    routes.follow(bosch)
    editing.move(bosch, "ist", [Ref("units", "klant")], 0.0, 40.0)
    assert_good(bosch, "ist")
    assert set(kept(bosch.organisation.variants["soll-1"]).values()) == {None}


def test_a_second_link_makes_room_beside_the_first(row: Hand) -> None:
    editing.create_link(row.document, "soll", "consultation", "lakken", "kantoor")
    lanes = [link.route for link in row.variant.links.values()]
    assert all(lane is not None for lane in lanes)
    assert_good(row.document, "soll")
    row.scene.select([Ref("links", "far")])
    editing.delete(row.document, "soll", [Ref("links", "far")])
    assert_good(row.document, "soll")


def test_routes_go_along_to_files_and_copies(row: Hand, tmp_path: Path) -> None:
    editing.move(row.document, "soll", [Ref("units", "kantoor")], 0.0, 20.0)
    data = everything(row.document)
    with Document.new(rows=interchange.from_json(data)) as again:
        assert everything(again) == data
        scene = CanvasScene(again)
        scene.set_variant("soll")
        assert scene.wiring.route("far") == row.variant.links["far"].route
        scene.close()
        assert not again.modified
    copy = copy_variant(row.document, "soll")
    assert kept(row.document.organisation.variants[copy]) == kept(row.variant)
    row.document.save(tmp_path / "a.orgcanvas")
    row.document.close()
    with Document.open(tmp_path / "a.orgcanvas") as again:
        assert kept(again.organisation.variants["soll"]) == kept(row.variant)


def test_find_all_routes_anew(row: Hand) -> None:
    editing.move(row.document, "soll", [Ref("units", "kantoor")], 0.0, 20.0)
    corners.place_corners(
        row.document, "soll", "far", [(220.0, 100.0), (260.0, 100.0), (260.0, -60.0), (750.0, -60.0), (750.0, 0.0)]
    )
    placed = row.variant.links["far"].route
    editing.create_link(row.document, "soll", "support", "verspanen", "fabriek")
    routes.renew(row.document, "soll")
    assert row.variant.links["far"].route == placed
    assert_good(row.document, "soll")


def test_what_is_remembered_between_edits_leads_to_the_same_as_looking_anew(row: Hand) -> None:
    moves = [("kantoor", 0.0, 300.0), ("verspanen", 40.0, 120.0), ("lakken", -20.0, -300.0), ("kantoor", 20.0, -100.0)]
    for unit, dx, dy in moves:
        editing.move(row.document, "soll", [Ref("units", unit)], dx, dy)
    row.document.undo()
    row.document.redo()
    with pytest.raises(ModelError), row.document.edit("Nonsense"):
        row.variant.units["lakken"].box = (0.0, 0.0, 50.0, 50.0)
        row.variant.units["lakken"].parent = "nowhere"
    editing.create_link(row.document, "soll", "consultation", "lakken", "kantoor")
    start = everything(row.document)
    editing.move(row.document, "soll", [Ref("units", "verspanen")], 0.0, 60.0)
    remembered = kept(row.variant)
    with Document.new(rows=interchange.from_json(start)) as other:
        routes.follow(other)
        editing.move(other, "soll", [Ref("units", "verspanen")], 0.0, 60.0)
        assert kept(other.organisation.variants["soll"]) == remembered
    assert_good(row.document, "soll")


def test_a_release_in_a_large_drawing_looks_only_at_what_it_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Organisation()
    found.workshop, found.rules, found.dossier = Workshop(title="Large"), Rules(), Dossier()
    variant = found.variants["v"] = Variant(id="v", name="V", kind="current")
    for column, line in itertools.product(range(40), range(12)):
        name = f"u{column}-{line}"
        variant.units[name] = Unit(id=name, name=name, kind="team", box=(column * 240.0, line * 160.0, 140.0, 60.0))
    for column, line in itertools.product(range(39), range(12)):
        name = f"l{column}-{line}"
        variant.links[name] = Link(id=name, kind="order", from_=f"u{column}-{line}", to_=f"u{column + 1}-{line}")
    for part in routes.fill(Drawing.of(found, variant)):
        for link, route in part.items():
            variant.links[link].route = route
    with Document.new(rows=found) as document:
        routes.follow(document)
        editing.move(document, "v", [Ref("units", "u3-3")], 0.0, 20.0)
        asked: list[str] = []
        fits_of = Wire.fits
        monkeypatch.setattr(Wire, "fits", lambda wire, boxes: asked.append(wire.id) or fits_of(wire, boxes))
        editing.move(document, "v", [Ref("units", "u20-5")], 0.0, -100.0)
        assert set(asked) <= {"l19-5", "l20-5", "l19-4", "l20-4", "l20-3", "l19-3"}
        assert asked
        assert_good(document, "v")


# -- corners placed by hand ----------------------------------------------------------------------------------------

SHAPE = [(220.0, 100.0), (270.0, 100.0), (270.0, -60.0), (600.0, -60.0), (600.0, 100.0), (640.0, 100.0)]


def test_a_piece_moves_sideways_and_its_neighbours_follow() -> None:
    moved = corners.moved_segment(SHAPE, 2, -40.0)
    assert moved == [*SHAPE[:2], (270.0, -100.0), (600.0, -100.0), *SHAPE[4:]]


def test_the_first_and_last_piece_keep_their_ends() -> None:
    for index in (0, 4):
        moved = corners.moved_segment(SHAPE, index, 30.0)
        assert (moved[0], moved[-1]) == (SHAPE[0], SHAPE[-1])
        assert all(one[0] == two[0] or one[1] == two[1] for one, two in itertools.pairwise(moved))
        assert len(moved) == len(SHAPE) + 2
    bent = corners.moved_segment([(0.0, 0.0), (100.0, 0.0)], 0, 30.0)
    assert bent == [(0.0, 0.0), (20.0, 0.0), (20.0, 30.0), (80.0, 30.0), (80.0, 0.0), (100.0, 0.0)]
    assert corners.moved_segment(SHAPE, 9, 30.0) == SHAPE


def test_corners_stay_and_the_ends_follow(row: Hand) -> None:
    corners.place_corners(row.document, "soll", "far", SHAPE)
    editing.move(row.document, "soll", [Ref("units", "lakken")], 100.0, 300.0)
    link = row.variant.links["far"]
    assert link.by_hand
    assert link.route is not None
    assert link.route[:4] == tuple(SHAPE[:4])
    assert fits(link.route, Box(*row.variant.units["kantoor"].box), Box(*row.variant.units["lakken"].box))
    row.document.undo()
    assert row.variant.links["far"].route == tuple(SHAPE)
    corners.free_corners(row.document, "soll", ["far"])
    assert not row.variant.links["far"].by_hand
    assert_good(row.document, "soll")
    with pytest.raises(OrganisationError):
        corners.place_corners(row.document, "soll", "far", [(0.0, 0.0), (10.0, 10.0)])


def test_dragging_a_piece_places_its_corners(row: Hand) -> None:
    before = row.scene.wiring.route("far")
    index = max(
        range(len(before) - 1),
        key=lambda at: abs(before[at][0] - before[at + 1][0]) + abs(before[at][1] - before[at + 1][1]),
    )
    (x1, y1), (x2, y2) = before[index], before[index + 1]
    middle = (x1 + x2) / 2, (y1 + y2) / 2
    row.view.centerOn(*middle)
    step = (0.0, -40.0) if y1 == y2 else (-40.0, 0.0)
    row.drag(middle, (middle[0] + step[0], middle[1] + step[1]))
    link = row.variant.links["far"]
    assert link.by_hand
    assert link.route != before
    assert row.scene.wiring.route("far") == link.route
    assert row.document.undo_name is not None
    corner = link.route[2]
    row.press(*corner)
    row.release(*corner)
    row._send(
        QEvent.Type.MouseButtonDblClick, row.at(*corner), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    row.release(*corner)
    assert not row.variant.links["far"].by_hand
    assert row.view.editor is None


def test_escape_leaves_a_dragged_piece_as_it_was(row: Hand) -> None:
    before = row.scene.wiring.route("far")
    (x1, y1), (x2, y2) = before[1], before[2]
    row.view.centerOn((x1 + x2) / 2, (y1 + y2) / 2)
    row.press((x1 + x2) / 2, (y1 + y2) / 2)
    row.to((x1 + x2) / 2 + 40, (y1 + y2) / 2 + 40)
    assert row.scene.wiring.route("far") != before
    row.key(Qt.Key.Key_Escape)
    assert row.scene.wiring.route("far") == before
    assert not row.variant.links["far"].by_hand


# -- very many -----------------------------------------------------------------------------------------------------


def test_what_lacks_routes_in_a_large_drawing_is_found_in_the_background(
    bosch: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (routing, routes):
        monkeypatch.setattr(module, "HURRIED", 10)
    monkeypatch.setattr("organisatiecanvas.canvas.wiring.HURRIED", 10)
    monkeypatch.setattr("organisatiecanvas.canvas.wiring.AT_ONCE", 3)
    hand = opened(bosch, "ist")
    at_once = {link: hand.scene.wiring.route(link) for link in hand.scene.links}
    hand.scene.routing.use_background()
    hand.scene.wiring._found.clear()
    hand.scene.set_variant(None)
    hand.scene.set_variant("ist")
    background = hand.scene.routing.background
    assert background is not None
    assert background.busy
    assert any(hand.scene.wiring.shown(link) is None for link in hand.scene.links)
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    qtbot.waitUntil(lambda: all(hand.scene.wiring.shown(link) for link in hand.scene.links), timeout=20_000)
    assert {link: hand.scene.wiring.route(link) for link in hand.scene.links} == at_once
    hand.scene.set_variant("soll-1")  # and it is given up when something else is shown
    closed(hand)
    assert not background.busy
