"""The scene follows the model: after any edits, undone or not, items say what the rows say."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import editing, staffing, style
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.refs import Badge, Ref
from organisatiecanvas.canvas.role_moving import move_roles
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.tags import tagged
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import LINK_KINDS, UNIT_KINDS, Order
from tests.canvas.conftest import Hand

NUMBER = st.integers(min_value=0, max_value=10_000)
STEP = st.sampled_from([-120.0, -20.0, 0.0, 40.0, 300.0])


def check(scene: CanvasScene) -> None:
    """Every item is there, looks and lies as the model says, and nothing else is on the scene."""
    variant = scene.variant
    assert variant is not None
    looks = Appearance(scene.document.organisation, variant, scene.names)
    assert set(scene.units) == set(variant.units)
    assert set(scene.links) == set(variant.links)
    assert set(scene.notes) == set(variant.notes)
    for unit, item in scene.units.items():
        box = looks.box(unit)
        assert item.looks == looks.unit(unit)
        assert item.root.pos() == QPointF(box.x, box.y)
        assert scene.wiring.router.boxes[unit] == box
        assert item.root.scene() is scene
    for link, line in scene.links.items():
        assert line.looks == looks.link(link)
        assert (line.label is not None) == bool(variant.links[link].label)
        touches(scene, line.points[0], variant.links[link].from_)
        touches(scene, line.points[-1], variant.links[link].to_)
    for note, sticky in scene.notes.items():
        assert sticky.looks == looks.note(note)
    assert all(scene.holds(ref) for ref in scene.selected())
    labels = sum(line.label is not None for line in scene.links.values())
    headings = sum(item.looks.container for item in scene.units.values())  # they lie over the links
    tops = [item for item in scene.items() if item.parentItem() is None and tagged(item) is not None]
    assert len(tops) == len(scene.units) + len(scene.links) + labels + len(scene.notes) + headings


def touches(scene: CanvasScene, point: tuple[float, float], unit: str) -> None:
    """A link begins and ends on the side of its unit."""
    box = scene.wiring.router.boxes[unit].grown(0.6)
    assert box.contains(*point)


def picture(scene: CanvasScene) -> dict[str, Any]:
    """Where everything is drawn."""
    return {link: (line.points, line.root.path()) for link, line in scene.links.items()} | {
        unit: (item.root.pos(), item.looks) for unit, item in scene.units.items()
    }


def edit_somehow(document: Document, variant_id: str, what: int, one: int, two: int, dx: float, dy: float) -> None:
    """One of all the kinds of edits, on rows chosen by number."""
    variant = document.organisation.variants[variant_id]
    units, people = list(variant.units), list(document.organisation.people)
    first, second = units[one % len(units)], units[two % len(units)]
    refs = [Ref("units", first)]
    roles, links, notes = list(variant.roles), list(variant.links), list(variant.notes)
    box = (dx * 3, dy * 3, 220.0, 200.0)
    edits = [
        lambda: editing.create_unit(document, variant_id, UNIT_KINDS[one % 6], box, first if two % 2 else None),
        lambda: editing.create_role(document, variant_id, first, "star" if two % 2 else "executing"),
        lambda: editing.create_link(document, variant_id, LINK_KINDS[one % 5], first, second, None),
        lambda: editing.create_note(document, variant_id, box, "Waarom?"),
        lambda: editing.move(document, variant_id, [*refs, Ref("units", second)], dx, dy),
        lambda: editing.move(document, variant_id, refs, dx, dy, parent=second),
        lambda: editing.nest(document, variant_id, refs, second),
        lambda: editing.nest(document, variant_id, refs, None),
        lambda: editing.rename(document, variant_id, refs[0], f"Naam {one}"),
        lambda: editing.resize(document, variant_id, refs[0], (dx, dy, 100.0 + one % 300, 60.0 + two % 300)),
        lambda: editing.delete(document, variant_id, refs) if len(units) > 4 else None,
        lambda: editing.delete(document, variant_id, [Ref("links", links[two % len(links)])]) if links else None,
        lambda: editing.delete(document, variant_id, [Ref("notes", notes[two % len(notes)])]) if notes else None,
        lambda: roles and staffing.place(document, variant_id, people[: two % 5], roles[one % len(roles)]),
        lambda: roles and staffing.take_all_out(document, variant_id, people[: two % 5], roles[one % len(roles)]),
        lambda: roles and move_roles(document, variant_id, [roles[one % len(roles)]], second),
        lambda: links and editing.rename(document, variant_id, Ref("links", links[one % len(links)]), f"{two}/wk"),
        lambda: set_fields(document, variant_id, first, one, two),
        document.undo,
        document.undo,
        document.redo,
    ]
    edits[what % len(edits)]()


def set_fields(document: Document, variant_id: str, unit: str, one: int, two: int) -> None:
    """Fields that the inspector edits."""
    variant = document.organisation.variants[variant_id]
    with document.edit("Fields"):
        row = variant.units[unit]
        row.segment, row.kind, row.colour = f"Segment {one}", UNIT_KINDS[two % 6], "#aa3377" if one % 2 else None
        if one % 3 == 0:
            row.box = None
        person = next(iter(document.organisation.people.values()), None)
        if person is not None:
            person.name = f"Medewerker {one}"
        order = next(iter(document.organisation.orders.values()), None)
        if order is not None:
            order.colour = "#0072b2" if two % 2 else None


@settings(max_examples=12)
@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER, STEP, STEP), min_size=1, max_size=14))
def test_after_any_edits_the_items_are_the_model(
    qapp: QApplication, bosch_file: Path, steps: list[tuple[Any, ...]]
) -> None:
    document = Document.open(bosch_file, as_copy=True)
    scene = CanvasScene(document)
    scene.set_variant("soll-1")
    before = picture(scene)
    for step in steps:
        with contextlib.suppress(OrganisationError):  # the model may refuse
            edit_somehow(document, "soll-1", *step)
        check(scene)
    while document.undo() is not None:
        pass
    check(scene)
    assert picture(scene) == before
    scene.close()
    document.close()


def test_both_variants_of_the_example(canvas: Hand) -> None:
    for variant in ("ist", "soll-1", "ist"):
        canvas.scene.set_variant(variant)
        check(canvas.scene)


def test_no_link_of_the_example_runs_through_a_unit(canvas: Hand) -> None:
    for variant in ("ist", "soll-1"):
        canvas.scene.set_variant(variant)
        router = canvas.scene.wiring.router
        for link, line in canvas.scene.links.items():
            ends = {canvas.variant.links[link].from_, canvas.variant.links[link].to_}
            for unit, box in router.boxes.items():
                if unit in router.bands or unit in ends:
                    continue
                inner = box.grown(-1)
                for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
                    apart = max(x1, x2) < inner.x or min(x1, x2) > inner.right
                    assert apart or max(y1, y2) < inner.y or min(y1, y2) > inner.bottom, (link, unit)


def test_labels_lie_under_no_unit_and_on_no_other(canvas: Hand) -> None:
    for variant in ("ist", "soll-1"):
        canvas.scene.set_variant(variant)
        labels = {
            link: line.label.sceneBoundingRect().adjusted(1, 1, -1, -1)
            for link, line in canvas.scene.links.items()
            if line.label is not None
        }
        for link, rect in labels.items():
            for unit, item in canvas.scene.units.items():
                if not item.looks.container:
                    assert not rect.intersects(item.root.sceneBoundingRect()), (link, unit)
            for other, place in labels.items():
                assert other == link or not rect.intersects(place), (link, other)


def test_texts_never_spill(canvas: Hand) -> None:
    """Names as long as they like, in small boxes: every text stays inside its unit."""
    with canvas.document.edit("Long names"):
        for number, unit in enumerate(canvas.variant.units.values()):
            unit.name = "Een bijzonder lange naam voor een eenheid " * 2
            unit.box = (0.0, number * 300.0, 90.0 + 15 * number, 60.0 + 10 * number)
            unit.parent = None
        for role in canvas.variant.roles.values():
            role.name = "Een rol met een lange naam die nergens past"
    for item in canvas.scene.units.values():
        room = item.root.boundingRect().adjusted(-1, -1, 1, 1)
        inside = item.root.childrenBoundingRect()
        assert room.contains(inside), item.ref


def test_badges_change_brushes_and_texts_only(canvas: Hand) -> None:
    scene = canvas.scene
    scene.set_badges({"verkoop": Badge("94 %", "problem", "Te druk")})
    items, place = set(map(id, scene.items())), picture(scene)
    repainted: list[object] = []
    scene.content_changed.connect(lambda: repainted.append(1))
    scene.set_badges({"verkoop": Badge("78 %", "good")})
    assert set(map(id, scene.items())) == items
    assert picture(scene) == place
    assert not repainted
    pill = scene.units["verkoop"]._pill.root
    assert pill.brush().color().name() == style.LIGHT.good_tint
    assert scene.units["verkoop"]._pill.text.text() == "✓ 78 %"
    scene.set_badges({})
    assert not pill.isVisible()


def test_badges_survive_a_change_of_their_unit(canvas: Hand) -> None:
    canvas.scene.set_badges({"verkoop": Badge("94 %", "problem")})
    editing.rename(canvas.document, "ist", Ref("units", "verkoop"), "Bureau")
    assert canvas.scene.units["verkoop"]._pill.text.text() == "✕ 94 %"


def test_only_what_changed_is_touched(canvas: Hand) -> None:
    details = {unit: item._details for unit, item in canvas.scene.units.items()}
    editing.rename(canvas.document, "ist", Ref("units", "zagerij"), "Zagen en richten")
    changed = {unit for unit, item in canvas.scene.units.items() if item._details is not details[unit]}
    assert changed == {"zagerij"}


def test_selection_tells_once_and_lets_go_of_what_is_gone(canvas: Hand) -> None:
    told: list[int] = []
    canvas.scene.selection_changed.connect(lambda: told.append(len(canvas.scene.selected())))
    canvas.scene.select([Ref("units", "zagerij"), Ref("roles", "r-zagen"), Ref("units", "nergens")])
    canvas.scene.select([Ref("units", "zagerij"), Ref("roles", "r-zagen")])
    editing.delete(canvas.document, "ist", [Ref("units", "zagerij")])
    assert told == [2, 0]


def test_what_lies_under_a_point(canvas: Hand) -> None:
    scene = canvas.scene
    box = scene.box(Ref("units", "zagerij"))
    assert scene.ref_at(QPointF(box.x + 5, box.y + 20)) == Ref("units", "zagerij")
    row = scene.rect_of(Ref("roles", "r-zagen")).center()
    assert scene.ref_at(row) == Ref("roles", "r-zagen")
    (x1, y1), (x2, y2) = scene.links["l-strip-levering"].points[:2]
    assert scene.ref_at(QPointF((x1 + x2) / 2, (y1 + y2) / 2 + 2)) == Ref("links", "l-strip-levering")
    assert scene.ref_at(QPointF(-5000, -5000)) is None


def test_family_colours_are_distinct_and_visible(document: Document) -> None:
    assert len(set(style.FAMILIES)) == len(style.FAMILIES)
    for colour in (*style.FAMILIES, *style.KINDS.values()):
        assert style.contrast(colour, style.LIGHT.ground) >= 3


@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK])
def test_texts_are_legible_in_both_palettes(palette: style.Palette) -> None:
    pairs = [
        (palette.ink, palette.ground),
        (palette.ink, palette.panel),
        (palette.muted, palette.panel),
        (palette.muted, palette.ground),
        (palette.on_accent, palette.accent),
        (palette.on_good, palette.good_tint),
        (palette.on_attention, palette.attention_tint),
        (palette.on_problem, palette.problem_tint),
        (palette.accent, palette.accent_tint),
    ]
    assert [pair for pair in pairs if style.contrast(*pair) < 4.5] == []


def test_white_on_every_kind_and_second_lines_are_legible() -> None:
    for kind, colour in style.KINDS.items():
        if kind != "external":
            assert style.contrast("#ffffff", colour) >= 4.5
            assert style.contrast(style.mix(colour, 0.16), colour) >= 4.5 * 0.8
    assert style.contrast(style.legible(style.FAMILIES[4]), "#ffffff") >= 4.5


def test_a_new_family_colours_its_links(cells: Hand) -> None:
    with cells.document.edit("Family"):
        cells.document.add(Order(id="serie", name="Serie", pieces_per_week=3))
    link = editing.create_link(cells.document, "soll", "order", "kantoor", "verspanen", "serie")
    assert cells.scene.links[link.id].looks.colour == style.FAMILIES[1]
    with cells.document.edit("Colour"):
        cells.document.organisation.orders["serie"].colour = "#123456"
    assert cells.scene.links[link.id].root.pen().color().name() == "#123456"
