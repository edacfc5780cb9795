"""Pictures from the window: what is chosen is what is previewed, printed and written."""

from __future__ import annotations

import re
import subprocess

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.picture_dialog import PictureDialog


@pytest.fixture
def dialog(bosch_window, qtbot, tmp_path):
    made: list[PictureDialog] = []

    def make(**how) -> PictureDialog:
        shown = PictureDialog(
            bosch_window.session, bosch_window.workspace.canvas, tmp_path / "uit", bosch_window, **how
        )
        qtbot.addWidget(shown)
        made.append(shown)
        return shown

    yield make
    for shown in made:
        shown.reject()


def choose(box, value) -> None:
    box.setCurrentIndex(box.findData(value))
    assert box.currentData() == value


def written(shown, qtbot):
    shown.export_button.click()
    qtbot.waitUntil(lambda: bool(shown.made), timeout=30000)
    return shown.made[0]


def printed(path) -> str:
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True, timeout=60)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("format_", ["svg", "png", "pdf"])
def test_pictures_are_made(dialog, qtbot, format_):
    shown = dialog()
    choose(shown.format, format_)
    made = written(shown, qtbot)
    assert made.suffix == f".{format_}"
    assert made.stat().st_size > 1000


def test_the_preview_shows_the_sheets_that_are_written(dialog, qtbot):
    shown = dialog()
    choose(shown.layout_choice, "tiles")
    choose(shown.paper, "A1")
    choose(shown.tile_paper, "A4")
    shown.preview.updatePreview()
    count = shown.sheets.count
    assert count > 4
    assert shown.preview.pageCount() == count
    assert str(count) in shown.counted.text()
    made = written(shown, qtbot)
    assert made.name.endswith("poster-ist.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", made.read_bytes())) == count


def test_fields_follow_what_is_made(dialog):
    shown = dialog()
    assert not shown.format.isHidden()
    assert shown.tile_paper.isHidden()
    choose(shown.layout_choice, "cards")
    assert shown.format.isHidden()
    assert not shown.card.isHidden()
    assert [shown.paper.itemData(at) for at in range(shown.paper.count())] == ["A4", "A3"]
    assert shown.chosen_format == "pdf"
    choose(shown.layout_choice, "page")
    choose(shown.format, "png")
    assert not shown.dpi.isHidden()
    wide = int(shown.explained.text().split()[0])
    choose(shown.dpi, "96")
    assert abs(2 * int(shown.explained.text().split()[0]) - wide) <= 2


def test_the_selection_and_the_layers_of_the_canvas(dialog, bosch_window, qtbot):
    scene = bosch_window.workspace.canvas.scene
    scene.select([Ref("units", "kantoor")])
    scene.layers.set_hidden({"names"})
    shown = dialog()
    choose(shown.part, "selection")
    text = printed(written(shown, qtbot))
    assert "Verkoop" in text
    assert "Zagerij" not in text
    assert "Medewerker" not in text


def test_nothing_of_the_window_is_in_a_picture(dialog, bosch_window, qtbot):
    """Neither selection nor distance nor the dark theme."""
    page = bosch_window.workspace.canvas
    plain = dialog()
    choose(plain.format, "svg")
    plain.as_shown.setChecked(False)
    before = written(plain, qtbot).read_bytes()
    page.scene.select([Ref("units", "zagerij")])
    page.view.set_zoom(0.1)
    theme.choose("dark")
    again = dialog()
    choose(again.format, "svg")
    again.as_shown.setChecked(False)
    assert written(again, qtbot).read_bytes() == before
    assert b"#ffffff" in before
    theme.choose("light")


def test_a_target_that_is_open_elsewhere_is_asked_about(dialog, answers, qtbot, tmp_path):
    taken = written(dialog(), qtbot)
    lock = taken.with_name(f".~lock.{taken.name}#")
    lock.write_text("somebody")
    before = taken.read_bytes()
    again = dialog()
    answers.give("cancel")
    again.export_button.click()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=30000)
    assert not again.made
    assert taken.read_bytes() == before
    assert {path.name for path in taken.parent.iterdir()} == {taken.name, lock.name}


def test_somebody_without_a_place_is_warned_about(dialog, bosch_window):
    assert dialog().bench.isHidden()
    document = bosch_window.session.document
    with document.edit("To the bench"):
        variant = document.organisation.variants["ist"]
        for role in variant.roles.values():
            for holder in [holder for holder in role.holders.values() if holder.person == "p01"]:
                document.remove(holder)
        variant.bench = ("p01",)
    shown = dialog()
    assert "1 person on the bench" in shown.bench.text()
    assert not shown.bench.isHidden()
    choose(shown.variant, "soll-1")
    assert shown.bench.isHidden()


def test_printing_uses_the_paper_of_the_sheets(dialog, tmp_path):
    shown = dialog(printing=True)
    assert shown.folder_field.isHidden()
    choose(shown.paper, "A3")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    printer.setPageSize(printer.pageLayout().pageSize().PageSizeId.A4)
    printer.setPageOrientation(printer.pageLayout().Orientation.Landscape)
    shown.print_to(printer)
    assert shown.result() == shown.DialogCode.Accepted
    text = printed(tmp_path / "a.pdf")
    assert "Zagerij" in text
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "40", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    image = QImage(str(tmp_path / "a.png"))
    # The legend at the foot of the A3 sheet is still on the A4 page.
    foot = [image.pixelColor(x, y).lightness() for x in range(20, 400) for y in range(290, 318)]
    assert min(foot) < 160


def test_print_is_a_command_with_its_key(bosch_window):
    action = bosch_window.commands.action("file.print")
    assert action.isEnabled()
    assert action.shortcut().toString() == "Ctrl+P"
