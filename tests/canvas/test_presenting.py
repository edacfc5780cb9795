"""Whether the last row can read it: computed from the angle, and found back in the pixels of the items."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.afar import OVERFLOW
from organisatiecanvas.canvas.parts import parts
from organisatiecanvas.canvas.present_scene import PresentScene
from organisatiecanvas.canvas.presenting import letter_height, text_size
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models import examples
from organisatiecanvas.models.document import Document

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """The main example for all tests here; whoever edits it undoes that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGANISATIECANVAS_STATE", str(tmp_path_factory.mktemp("state")))
        with Document.new(rows=examples.read("bosch")) as document:
            yield document


@pytest.fixture(scope="module")
def scene(shared: Document, qapp) -> Iterator[PresentScene]:
    made = PresentScene(shared)
    made.set_variant("soll-1")
    yield made
    made.close()


def at(scene: PresentScene, width: int, height: int) -> float:
    """Lay out for a picture of this size that shows everything; the zoom."""
    for _round in range(2):
        content = scene.content_rect()
        zoom = min((width - 56) / content.width(), (height - 56) / content.height())
        scene.set_least(text_size(width) / zoom)
    return zoom


def test_the_rule_by_hand():
    # 2 · 8000 mm · tan(5') = 23.27 mm; of 2000 mm and 1920 pixels 22.3 pixels for a capital
    assert letter_height(8000) == pytest.approx(23.27, abs=0.01)
    capitals = style.metrics(100, True).capHeight() / 100
    assert text_size(1920) * capitals == pytest.approx(22.34, abs=0.01)
    assert text_size(1024) * capitals == pytest.approx(11.91, abs=0.01)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_names_of_teams_can_be_read_from_the_last_row(scene, width, height):
    zoom = at(scene, width, height)
    capitals = style.metrics(100, True).capHeight() / 100
    least = width * 0.01164  # 23.27 mm of 2 m
    names = {item.looks.name: item.name_size * zoom * capitals for item in scene.units.values()}
    assert len(names) == 10  # with customers and suppliers, over the frames of their small boxes
    assert all(height >= least for height in names.values()), names


def test_roles_are_shown_whole_or_counted(scene):
    zoom = at(scene, 1920, 1080)
    shown = 0
    for item in scene.units.values():
        words = " ".join(one.text() for one in texts_in(item._details))
        assert "…" not in words
        for role in item.looks.roles:
            shown += role.id in item.role_places
        if len(item.role_places) < len(item.looks.roles):
            assert any(mark in words for mark in ("+", "more role")), item.looks.name
    assert shown >= 6
    assert zoom > 1


def texts_in(item):
    from PySide6.QtWidgets import QGraphicsSimpleTextItem

    for child in item.childItems():
        if isinstance(child, QGraphicsSimpleTextItem):
            yield child
        yield from texts_in(child)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1024, 768)])
def test_nothing_runs_out_of_its_unit(scene, width, height):
    at(scene, width, height)
    for item in scene.units.values():
        room = QRectF(0, 0, *item.looks.size).adjusted(-1, -1, 1, 1)
        if item.looks.kind == "external":  # over its frame on a ground of its own
            over = (OVERFLOW - 1) / 2 * room.width()
            room.adjust(-over, 0, over, 0)
        for words in texts_in(item._details):
            place = words.mapRectToItem(item.root, words.boundingRect())
            assert room.left() <= place.left(), (item.looks.name, words.text())
            assert place.right() <= room.right(), (item.looks.name, words.text())
            assert place.bottom() <= room.bottom() + 4, (item.looks.name, words.text())


def test_labels_hide_no_unit_and_no_other_label(scene):
    at(scene, 1920, 1080)
    large = [link for link in scene.links.values() if link.label is not None]
    assert any(link.scale > 1.5 for link in large)
    assert [link.ref.id for link in scene._crowded() if link.scale > 1.0] == []


def test_near_enough_the_drawing_is_as_it_is(scene):
    scene.set_least(10)
    sizes = {item.name_size for item in scene.units.values()}
    assert sizes == {14}
    holders = [one.text() for item in scene.units.values() for one in texts_in(item._details)]
    assert any("Medewerker" in words for words in holders)


def test_an_edit_arrives_at_once_at_the_size_it_has(scene, shared):
    at(scene, 1920, 1080)
    unit = next(unit for unit in shared.organisation.variants["soll-1"].units.values() if unit.kind == "cell")
    size = scene.units[unit.id].name_size
    with shared.edit("Name"):
        unit.name = "Cel Z"
    assert scene.units[unit.id].looks.name == "Cel Z"
    assert scene.units[unit.id].name_size >= size
    assert "Cel Z" in [one.text() for one in texts_in(scene.units[unit.id]._details)]
    shared.undo()


def test_a_name_breaks_before_it_shrinks_and_is_cut_last():
    size, lines = texts.fitting("Cel bewerken en lassen", 200, 100, 30, 15)
    assert size == 30
    assert len(lines) == 2
    size, lines = texts.fitting("Werkvoorbereiding/planning", 180, 100, 30, 12)
    assert 12 < size < 30
    assert lines == ["Werkvoorbereiding/", "planning"]
    size, lines = texts.fitting("Onafbreekbaarlangwoordzonderspaties", 100, 40, 30, 15)
    assert size == 15
    assert lines[0].endswith("…")
    assert all(texts.width(line, size, True) <= 100 for line in lines)


# -- in parts ----------------------------------------------------------------------------------------------------------


def test_parts_hold_every_unit_and_note_and_fit_the_room(shared):
    for variant in shared.organisation.variants.values():
        boxes = {Ref("units", unit.id): Box(*unit.box) for unit in variant.units.values()}
        boxes |= {Ref("notes", note.id): Box(*note.box) for note in variant.notes.values()}
        found = parts(variant, boxes, (630.0, 460.0))
        holding = {unit.parent for unit in variant.units.values()}
        outside = {unit.id for unit in variant.units.values() if unit.kind == "external"}
        for ref, box in boxes.items():
            assert ref.id in holding | outside or any(part.box.holds(box) for part in found), ref
        assert all((part.box.width, part.box.height) == (630.0, 460.0) for part in found)
        assert len({part.name for part in found}) == len(found)


def test_a_drawing_in_more_parts_than_anybody_goes_through_has_none(shared, monkeypatch):
    variant = shared.organisation.variants["ist"]
    boxes = {Ref("units", unit): Box(700.0 * at, 0.0, 220.0, 200.0) for at, unit in enumerate(variant.units)}
    assert len(parts(variant, boxes, (630.0, 460.0))) == 13  # units with roles, each by itself
    monkeypatch.setattr("organisatiecanvas.canvas.parts.MOST", 12)
    assert parts(variant, boxes, (630.0, 460.0)) == []


def test_no_label_lies_on_a_name_that_is_wider_than_its_unit(scene, shared):
    scene.set_variant("ist")
    try:
        at(scene, 1920, 1080)
        wide = {item.looks.name for item in scene.units.values() if item.overflow is not None}
        assert "Staalleverancier" in wide
        for item in scene.units.values():
            if item.overflow is None:
                continue
            name = item.overflow.translated(item.root.pos())
            assert scene.shown_rect().contains(name)
            labels = [link.label.sceneBoundingRect() for link in scene.links.values() if link.label is not None]
            assert not any(name.adjusted(2, 2, -2, -2).intersects(label) for label in labels), item.looks.name
    finally:
        scene.set_variant("soll-1")
