"""The help: F1 explains where the window is, terms are found, links lead on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextTable

from organisatiecanvas.desktop import help_pages, theme
from organisatiecanvas.desktop.help_window import HelpWindow
from organisatiecanvas.models import language


@pytest.fixture
def helped(window, qtbot):
    """A window, and what F1 shows of it."""

    def show() -> HelpWindow:
        window.commands.run("help.here")
        return window.findChild(HelpWindow)

    yield show
    for one in window.findChildren(HelpWindow):
        one.close()


def heading(page: HelpWindow) -> str:
    return page.page.document().firstBlock().text()


def test_every_workspace_has_a_chapter():
    assert set(help_pages.CHAPTERS.values()) | {help_pages.FIRST, help_pages.WORKSHOP} <= set(help_pages.chapters())


def test_links_and_pictures_of_the_handbook_lead_somewhere():
    import re

    for chapter in help_pages.chapters().values():
        for target in re.findall(r"\]\(([^)]+)\)", chapter.text()):
            if target.startswith("term:"):
                from organisatiecanvas.models import glossary

                assert target.removeprefix("term:") in glossary.terms(), (chapter.name, target)
            else:
                assert (help_pages.folder() / target).is_file(), (chapter.name, target)


def test_f1_explains_the_workspace(bosch_window, helped):
    language.use("nl")
    for place in ("skills", "flow", "canvas"):
        bosch_window.workspace.show_place(place)
        page = helped()
        assert heading(page) == help_pages.chapters()[help_pages.CHAPTERS[place]].title


def test_f1_on_a_figure_explains_the_figure(bosch_window, helped, qtbot):
    bosch_window.workspace.canvas.reveal("units", "montage")
    field = next(
        one for one in bosch_window.workspace.inspector.findChildren(object, "units.segment") if one.isVisible()
    )
    field.setFocus()
    label = next(
        one
        for one in bosch_window.workspace.inspector.findChildren(object)
        if one.property(help_pages.TERM) == "segment"
    )
    assert "de Sitter" in label.toolTip()
    field.setProperty(help_pages.TERM, "segment")
    assert heading(helped()) == "Segmenting"


def test_searching_shows_what_holds_the_words(window, helped, qtbot):
    page = helped()
    qtbot.keyClicks(page.search, "polca")
    shown = [page.list.item(row).text() for row in range(page.list.count())]
    assert "POLCA" in shown
    assert "Bench" not in shown
    page.search.clear()
    qtbot.keyClicks(page.search, "zzzz")
    assert "zzzz" in page.page.toPlainText()


def test_links_lead_to_chapters_and_terms(window, helped):
    page = helped()
    page.page.anchorClicked.emit(QUrl("term:mct"))
    assert heading(page) == "Lead time (MCT)"
    name, chapter = list(help_pages.chapters().items())[1]
    page.page.anchorClicked.emit(QUrl(chapter.path.name))
    assert page.list.currentItem().text() == chapter.title, name


def test_tables_have_lines_in_the_colours_of_the_window(window, helped):
    shown = helped()
    assert shown.show_chapter("toetsen")
    (table,) = [one for one in shown.page.document().rootFrame().childFrames() if isinstance(one, QTextTable)]
    look = table.format().toTableFormat()
    assert look.borderBrush().color().name() == theme.current().line
    assert look.borderCollapse()


def test_a_wide_picture_fits_the_page(window, helped, tmp_path: Path):
    page = helped()
    picture = tmp_path / "wide.png"
    QImage(4000, 500, QImage.Format.Format_RGB32).save(str(picture))
    found = page.page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl.fromLocalFile(str(picture)))
    assert found.width() / found.devicePixelRatio() <= page.page.viewport().width()


def test_escape_closes_and_the_next_f1_shows_the_same_window(window, helped, qtbot):
    page = helped()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert helped() is page
