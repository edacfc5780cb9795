"""Pictures without a window: they are written, they parse, they hold the whole drawing and no name too many."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas import corners, style
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.cards import SIZES, CardSheets, Entry, cards_of, lay_out
from organisatiecanvas.canvas.papers import OVERLAP, Format, Options, Seen, tiling
from organisatiecanvas.canvas.picture import draw_picture, first_sentence, picture_of
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.sheets import Poster, one_sheet, poster
from organisatiecanvas.canvas.strokes import line_path
from organisatiecanvas.canvas.texts import width
from organisatiecanvas.models import examples
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Organisation

MM = 25.4


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    """The main example, for tests that change nothing."""
    return examples.read("bosch")


def drawn(organisation: Organisation, variant: str, target: Path, format: Format, *names: Names, **how: Any) -> Path:
    """A picture in a file."""
    draw_picture(organisation, variant, format, *names, **how).write(target)
    return target


def words(path: Path) -> str:
    return " ".join(ElementTree.parse(path).getroot().itertext())


def printed(path: Path) -> str:
    """The text of a PDF as a reader would select it, on one line."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True, timeout=60)
    return " ".join(done.stdout.split())


def page_sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page, in whole millimetres."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", path.read_bytes())
    return [(round(float(across) / 72 * MM), round(float(down) / 72 * MM)) for across, down in found]


def unpacked(path: Path) -> bytes:
    """The bytes of a PDF, with its packed parts unpacked as well."""
    data = path.read_bytes()
    parts = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"".join(parts)


def raster(path: Path, page: int, dpi: int = 60) -> QImage:
    target = path.with_name(f"{path.stem}-{page}")
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(page), "-l", str(page), path, target]
    subprocess.run(command, check=True, timeout=60)
    return QImage(str(target.with_suffix(".png")))


# -- routes ------------------------------------------------------------------------------------------------------


def test_a_picture_draws_a_link_where_the_document_keeps_it(qapp: QApplication, bosch: Document) -> None:
    variant = bosch.organisation.variants["ist"]
    link = next(link for link in variant.links.values() if link.to_ == "aflevering")
    before = picture_of(bosch.organisation, "ist")
    (x1, y1), *_between, (x2, y2) = before.scene.wiring.route(link.id)
    below = before.content.bottom() + 300
    before.close()
    route = [(x1, y1), (x1 + 40, y1), (x1 + 40, below), (x2 - 40, below), (x2 - 40, y2), (x2, y2)]
    corners.place_corners(bosch, "ist", link.id, route)
    made = picture_of(bosch.organisation, "ist")
    assert made.scene.wiring.route(link.id) == variant.links[link.id].route == tuple(route)
    picture = QImage(400, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    low = QRectF((x1 + x2) / 2 - 15, below - 15, 30, 30)
    assert made.content.contains(low.adjusted(0, 0, 0, -15))
    made.scene.render(painter, QRectF(picture.rect()), low)
    painter.end()
    made.close()
    colours = [picture.pixelColor(200, y).lightness() for y in range(400)]
    assert min(colours[150:250]) < 200  # the line that people placed, right through the middle
    assert min(colours[:150] + colours[250:]) > 240


# -- one page ----------------------------------------------------------------------------------------------------


def test_svg_holds_the_whole_drawing(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    target = drawn(organisation, "ist", tmp_path / "ist.svg", "svg")
    text = words(target)
    for unit in organisation.variants["ist"].units.values():
        assert unit.name.split()[0] in text
    assert "Medewerker 09" in text
    assert "2026-11-23" in text
    assert "Doetinchem" in text
    assert "illustratief" in text
    for order in organisation.orders.values():
        assert order.name in text
    families = set(re.findall(r'font-family="([^"]*)"', target.read_text(encoding="utf-8")))
    assert len(families) == 1
    assert families.pop().endswith("sans-serif")
    lengths = re.findall(
        r'<text textLength="([\d.]+)"[^>]*font-size="22"[^>]*>(BOSCH[^<]*)<', target.read_text("utf-8")
    )
    assert [(round(float(length)), title) for length, title in lengths] == [
        (round(width("BOSCH Scharnieren · IST", 22, True)), "BOSCH Scharnieren · IST")
    ]


@pytest.mark.parametrize("variant", ["ist", "soll-1"])
def test_text_of_a_pdf_can_be_selected(
    qapp: QApplication, organisation: Organisation, tmp_path: Path, variant: str
) -> None:
    text = printed(drawn(organisation, variant, tmp_path / "a.pdf", "pdf"))
    shown = organisation.variants[variant]
    missing = [row.name for row in (*shown.units.values(), *shown.roles.values()) if row.name not in text]
    assert missing == []
    # Signs that fonts like to draw as something else, here in a date and in «two more».
    assert "2026-11-23" in text
    assert "+1" in text


@pytest.mark.parametrize(
    ("paper", "size"), [("A4", (297, 210)), ("A3", (420, 297)), ("A1", (841, 594)), ("A0", (1189, 841))]
)
def test_one_page_of_the_paper_asked_for(qapp, organisation, tmp_path, paper, size) -> None:
    target = drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=Options(paper=paper))
    assert page_sizes(target) == [size]


def test_paper_is_chosen_by_what_stays_legible(qapp: QApplication, organisation: Organisation) -> None:
    whole = picture_of(organisation, "ist")
    part = picture_of(organisation, "ist", seen=Seen(only=frozenset({("units", "kantoor")})))
    try:
        large = one_sheet(whole, None)
        assert (large.width, large.height) == (420, 297)
        assert one_sheet(whole, "A4").smallest_text < 2.1 <= one_sheet(part, None).smallest_text
        assert (one_sheet(part, None).width, one_sheet(part, None).height) == (297, 210)
    finally:
        whole.close()
        part.close()


def test_the_page_is_used(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    """Ink reaches the margins of 10 mm on all sides, and nothing lies outside them."""
    image = raster(drawn(organisation, "ist", tmp_path / "a.pdf", "pdf"), 1, dpi=51)
    inked = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 235
    ]
    left, right = min(x for x, _y in inked), max(x for x, _y in inked)
    top, bottom = min(y for _x, y in inked), max(y for _x, y in inked)
    margin = 10 / MM * 51
    assert margin - 2 <= left <= margin + 4
    assert margin - 2 <= image.width() - right <= margin + 4
    assert margin - 2 <= top <= margin + 12
    assert margin - 2 <= image.height() - bottom <= margin + 12


@pytest.mark.parametrize("names", ["codes", "none"])
@pytest.mark.parametrize("subject", ["canvas", "cards"])
def test_names_are_left_out_on_request(qapp, bosch, tmp_path, names, subject) -> None:
    with bosch.edit("Name in the title"):
        bosch.organisation.workshop.title = "Dag van Medewerker 09"
    how = {"subject": subject, "options": Options(tiles="A4" if subject == "canvas" else None)}
    target = drawn(bosch.organisation, "soll-1", tmp_path / "soll.pdf", "pdf", names, **how)
    content, text = unpacked(target), printed(target)
    assert "Dag van".encode("utf-16-be") in content  # the title among the properties
    for person in bosch.organisation.people.values():
        assert person.name.encode() not in content
        assert person.name.encode("utf-16-be") not in content
        assert person.name not in text
    assert bool(re.search(r"\bP\d\d\b", text)) == (names == "codes")


@pytest.mark.parametrize("format_", ["svg", "png"])
def test_no_name_in_the_bytes_of_a_drawing(qapp, bosch, tmp_path, format_) -> None:
    with bosch.edit("Name in the title"):
        bosch.organisation.workshop.title = "Dag van Medewerker 09"
    target = drawn(bosch.organisation, "ist", tmp_path / f"a.{format_}", format_, "none", options=Options(dpi=48))
    assert b"Medewerker" not in target.read_bytes()


def test_png_is_white_and_as_fine_as_asked(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    sizes = []
    for dpi in (48, 96):
        image = QImage(str(drawn(organisation, "ist", tmp_path / "a.png", "png", options=Options(dpi=dpi))))
        sizes.append(image.width())
        assert image.pixelColor(2, 2).name() == "#ffffff"
        assert round(image.dotsPerMeterX() * 0.0254) == dpi
    assert abs(sizes[1] - 2 * sizes[0]) <= 2
    assert sizes[1] > 2000


def test_an_empty_variant_gives_a_page_with_its_title(qapp: QApplication, bosch: Document, tmp_path: Path) -> None:
    with bosch.edit("Empty"):
        for unit in list(bosch.organisation.variants["ist"].units.values()):
            if unit.owner is not None and unit.id in bosch.organisation.variants["ist"].units:
                bosch.remove(unit)
        for note in list(bosch.organisation.variants["ist"].notes.values()):
            bosch.remove(note)
    assert "IST" in words(drawn(bosch.organisation, "ist", tmp_path / "leeg.svg", "svg"))
    for subject, tiles, pages in (("canvas", None, 1), ("canvas", "A4", 2), ("cards", None, 1)):
        how = {"subject": subject, "options": Options(tiles=tiles)}
        made = drawn(bosch.organisation, "ist", tmp_path / "leeg.pdf", "pdf", **how)
        assert len(page_sizes(made)) == pages


def test_what_cannot_be_drawn_is_told(qapp: QApplication, organisation: Organisation) -> None:
    with pytest.raises(OrganisationError, match="nee"):
        draw_picture(organisation, "nee", "svg")
    with pytest.raises(OrganisationError, match="choose pdf"):
        draw_picture(organisation, "ist", "svg", options=Options(tiles="A4"))


def test_it_needs_neither_window_nor_display(tmp_path: Path) -> None:
    code = """
from pathlib import Path
from typing import Any
from organisatiecanvas.canvas.picture import draw_picture
from organisatiecanvas.models import interchange
folder = Path(interchange.__file__).parent / "examples"
draw_picture(interchange.read_file(folder / "bosch.json"), "ist", "pdf").write(Path("ist.pdf"))
"""
    known = {"PYTHONPATH": str(Path(__file__).parent.parent.parent), "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=known, timeout=60, check=False)
    assert done.returncode == 0
    assert (tmp_path / "ist.pdf").stat().st_size > 10_000


def test_the_first_sentence_is_what_a_drawing_says_of_itself() -> None:
    assert first_sentence("Cijfers illustratief;\n bij 3.5 uur. Meer.") == "Cijfers illustratief; bij 3.5 uur."
    assert first_sentence("") == ""


# -- what is seen ------------------------------------------------------------------------------------------------


def test_a_selection_is_drawn_with_all_that_is_in_it(
    qapp: QApplication, organisation: Organisation, tmp_path: Path
) -> None:
    options = Options(seen=Seen(only=frozenset({("units", "kantoor")})))
    text = printed(drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=options))
    assert all(name in text for name in ("Kantoor", "Verkoop", "Engineering"))
    assert not any(name in text for name in ("Zagerij", "Werkplaats", "Verzinkerij"))


def test_hidden_layers_are_in_neither_drawing_nor_legend(
    qapp: QApplication, organisation: Organisation, tmp_path: Path
) -> None:
    options = Options(seen=Seen(hidden=frozenset({"order", "notes", "names"})))
    text = printed(drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=options))
    assert not any(gone in text for gone in ("20/wk", "Wie beslist", "Medewerker", "Strip- en perss"))
    assert "weeklijst" in text


def test_the_ghost_is_drawn_where_it_is_shown(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    options = Options(seen=Seen(before="ist"))
    assert "removed" in printed(drawn(organisation, "soll-1", tmp_path / "a.pdf", "pdf", options=options))


def test_what_is_in_view_is_drawn_without_the_rest(qapp, organisation: Organisation, tmp_path: Path) -> None:
    made = picture_of(organisation, "ist")
    place = made.scene.rect_of(Ref("units", "zagerij"))
    made.close()
    region = (place.x() - 10, place.y() - 10, place.width() + 20, place.height() + 20)
    options = Options(seen=Seen(region=region))
    text = printed(drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=options))
    assert "Magazijn en uitgifte" in text
    assert "Verzinkerij" not in text


@pytest.mark.parametrize(("kind", "bundled"), [("order", False), ("order", True), ("control", False)])
def test_arrow_heads_on_paper_have_no_holes(qapp, kind: str, bundled: bool) -> None:
    """Twenty times as large, every dot from the tip to the base of the head is ink, above and below the line."""
    image = QImage(1000, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(20, 20)
    look = style.LINKS[kind]
    wide = 2.0 if bundled else look.width
    painter.setPen(style.pen("#000000", wide))
    painter.drawPath(line_path([(0.0, 10.0), (50.0, 10.0)], kind, bundled=bundled, dash=None, solid=True))
    painter.end()
    for y in range(130, 270):
        inked = [x for x in range(750, 1000) if image.pixelColor(x, y).lightness() < 128]
        if inked and abs(y - 200) > wide * 10 + 1:  # beside the line
            assert len(inked) == inked[-1] - inked[0] + 1


# -- tiles -------------------------------------------------------------------------------------------------------


def test_tiles_by_hand() -> None:
    """1000 × 500 mm on A3: lying, windows are at most 400 × 270, so 3 × 2; standing 277 × 393, so 4 × 2."""
    found = tiling(1000, 500, "A3")
    assert (found.sheet, found.columns, found.rows) == ((420, 297), 3, 2)
    assert found.window == pytest.approx(((1000 + 20) / 3, (500 + 10) / 2))
    assert [(tile.row, tile.column, tile.x, tile.y) for tile in found.tiles()] == [
        (1, 1, 0, 0),
        (1, 2, 330, 0),
        (1, 3, 660, 0),
        (2, 1, 0, 245),
        (2, 2, 330, 245),
        (2, 3, 660, 245),
    ]


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("size", [(1179.0, 700.0), (100.0, 100.0), (841.0, 1189.0), (400.0, 270.0), (400.1, 270.1)])
def test_tiles_are_the_poster_and_overlap_by_ten(size: tuple[float, float], paper: str) -> None:
    found = tiling(*size, paper)
    tiles = list(found.tiles())
    assert found.window[0] <= found.sheet[0] - 20 + 1e-6
    assert found.window[1] <= found.sheet[1] - 27 + 1e-6
    for one in tiles:
        if one.column > 1:
            before = tiles[one.number - 2]
            assert before.x + found.window[0] - one.x == pytest.approx(OVERLAP)
        if one.row > 1:
            above = tiles[one.number - 1 - found.columns]
            assert above.y + found.window[1] - one.y == pytest.approx(OVERLAP)
    assert (tiles[0].x, tiles[0].y) == (0, 0)
    assert (tiles[-1].x + found.window[0], tiles[-1].y + found.window[1]) == pytest.approx(size)


def test_tiles_of_a0_say_where_they_belong(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    target = drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=Options(tiles="A3"))
    assert page_sizes(target) == [(420, 297)] * 9
    text = printed(target)
    assert all(f"Sheet {number} of 9, row {(number + 2) // 3} column" in text for number in range(1, 10))


def test_two_tiles_show_the_same_where_they_overlap(
    qapp: QApplication, organisation: Organisation, tmp_path: Path
) -> None:
    dpi = 127  # five dots a millimetre
    target = drawn(organisation, "ist", tmp_path / "a.pdf", "pdf", options=Options(tiles="A3"))
    made = picture_of(organisation, "ist")
    try:
        laid: Poster = poster(made, "A0", "A3")
        window = laid.window
    finally:
        made.close()
    one, two = raster(target, 4, dpi), raster(target, 5, dpi)
    wide = int(OVERLAP * 5) - 4
    down = int(window.height() * 5) - 4
    left = round((window.right() - OVERLAP) * 5) + 2
    first = one.copy(left, round(window.top() * 5) + 2, wide, down)
    second = two.copy(round(window.left() * 5) + 2, round(window.top() * 5) + 2, wide, down)
    pixels = [(x, y) for x in range(0, wide, 2) for y in range(0, down, 2)]
    differing = sum(
        abs(first.pixelColor(x, y).lightness() - second.pixelColor(x, y).lightness()) > 80 for x, y in pixels
    )
    inked = sum(first.pixelColor(x, y).lightness() < 200 for x, y in pixels)
    assert inked > 200
    assert differing < inked / 10


# -- cards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("card", "per_sheet", "size"), [("85x55", 10, (210, 297)), ("A6", 4, (297, 210))])
def test_cards_are_of_one_size_and_fill_the_sheet(qapp, organisation, card, per_sheet, size) -> None:
    made = picture_of(organisation, "soll-1")
    try:
        sheets = CardSheets(made, card, "A4")
    finally:
        made.close()
    variant = organisation.variants["soll-1"]
    assert len(sheets.cards) == len(variant.units) + len(variant.roles)
    assert (sheets.per_sheet, (sheets.width, sheets.height)) == (per_sheet, size)
    assert sheets.count == -(-len(sheets.cards) // per_sheet)
    whole = QRectF(-0.5, -0.5, sheets.width + 1, sheets.height + 1)
    places = [sheets.place(number) for number in range(per_sheet)]
    assert len({(place.width(), place.height()) for place in places}) == 1
    assert all(whole.contains(place) for place in places)


def test_cards_say_what_units_and_roles_are(qapp: QApplication, organisation: Organisation, tmp_path: Path) -> None:
    variant = organisation.variants["soll-1"]
    text = printed(drawn(organisation, "soll-1", tmp_path / "a.pdf", "pdf", subject="cards"))
    for row in (*variant.units.values(), *variant.roles.values()):
        assert row.name in text
        assert all(word in text for word in row.purpose.split())
    assert "Zagen, persen, afwerken" in text
    assert "Machines cel A" in text
    assert "(Medewerker 20)" in text


def test_holders_stand_on_cards_only_when_names_do(organisation: Organisation) -> None:
    variant = organisation.variants["soll-1"]
    shown = {entry.words for card in cards_of(organisation, variant, "none") for entry in card.entries}
    assert not any("Medewerker" in one for one in shown)


@pytest.mark.parametrize("length", [1, 40, 400])
def test_text_on_a_card_never_overflows(qapp: QApplication, length: int) -> None:
    entries = [
        Entry("", "Een hele zin over het doel. " * length),
        Entry("Accountable for", "Donaudampfschifffahrtsgesellschaft" * length),
        Entry("Held by", " · ".join(["Medewerker 01"] * length)),
    ]
    size, lines = lay_out(entries, 296.0, 130.0)
    assert size in SIZES
    assert sum(len(one) for one in lines) * size * 1.3 + 5 * (len(lines) - 1) <= 130.0
    for line in (line for one in lines for line in one):
        assert line.x + width(line.words, size) <= 296.5
    assert (lines[0][-1].words[-1] == "…") == (length > 1)


# -- without names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bosch", "remo-frit", "westervier"])
def test_without_names_no_count_tells_of_a_small_group(name: str) -> None:
    """Neither a count itself, nor what is left of a container when the counts inside it are taken off."""
    organisation = examples.read(name)
    smallest = organisation.rules.minimum_group
    for variant in organisation.variants.values():
        full, looks = (Appearance(organisation, variant, names) for names in ("full", "none"))
        shown = {unit: _count(looks.unit(unit).footer) for unit in variant.units}
        assert any(shown.values())
        assert all(count == _count(full.unit(unit).footer) for unit, count in shown.items() if count)
        assert all(not count or count >= smallest for count in shown.values())
        for unit, count in shown.items():
            rest = (count or 0) - sum(shown[child] or 0 for child in looks.children.get(unit, ()))
            assert not count or rest <= 0 or rest >= smallest


def _count(footer: str) -> int | None:
    return int(footer.split(maxsplit=1)[0]) if footer else None
