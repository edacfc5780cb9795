"""The keys of the menus: no letter opens two entries of one menu, and no shortcut runs two commands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from organisatiecanvas.desktop.command_list import menus_of
from organisatiecanvas.desktop.mnemonics import distinct
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models import language


@pytest.fixture(params=["en", "nl"])
def spoken(request, window: MainWindow) -> MainWindow:
    """The empty window in each language; what its menus are called does not depend on a document."""
    window.use_language(request.param)
    assert language.current() == request.param
    return window


def letter(title: str) -> str | None:
    """The letter after a single &; && is a sign."""
    found = re.search(r"&([^&\s])", title.replace("&&", ""))
    return found[1].casefold() if found else None


def read(title: str) -> str:
    """The title as it is read on the screen."""
    return re.sub("&(.)", r"\1", title)


WORDS = st.lists(st.sampled_from(["&a", "&B", "&1", "&&", *"aAbé 1…"]), max_size=9).map("".join)
TITLE = st.builds("{}{}".format, WORDS, st.sampled_from(["", "\tV"]))


@given(st.lists(TITLE, max_size=40))
def test_letters_are_distinct_and_no_word_changes(titles):
    made = distinct(titles)
    letters = [letter(title) for title in made if letter(title) is not None]
    assert len(letters) == len(set(letters))
    assert [read(title) for title in made] == [read(title) for title in titles]


def test_who_asks_first_has_the_letter_and_others_get_the_next_best():
    asked = ["&Save", "&Skills", "Print", "&Data", "A && B", "D", "Deel\tD"]
    assert distinct(asked) == ["&Save", "S&kills", "&Print", "&Data", "&A && B", "D", "D&eel\tD"]


def menus(window: MainWindow) -> Iterator[tuple[str, list[str]]]:
    """Every menu with the titles in it; those that are filled when they open are filled."""
    bar = window.menuBar()
    yield "menu bar", [action.text() for action in bar.actions() if action.isVisible()]
    for menu in bar.findChildren(QMenu):
        menu.aboutToShow.emit()
        yield menu.objectName(), [action.text() for action in menu.actions() if action.text()]


def test_no_letter_twice_in_a_menu(spoken):
    found = {}
    for name, titles in menus(spoken):
        letters = defaultdict(list)
        for title in titles:
            if letter(title) is not None:
                letters[letter(title)].append(title)
        twice = {key: those for key, those in letters.items() if len(those) > 1}
        if twice:
            found[name] = twice
    assert not found


def test_the_menus_are_walked(spoken):
    names = {name for name, _titles in menus(spoken)}
    assert {"menu bar", "menu.file", "menu.edit", "menu.view", "menu.canvas", "menu.draw", "menu.language"} <= names
    assert all(letter(title) for title in next(menus(spoken))[1])


def test_no_shortcut_runs_two_commands(window):
    keys = Counter(
        sequence.toString(QKeySequence.SequenceFormat.PortableText)
        for command in window.commands
        for sequence in window.commands.action(command.id).shortcuts()
    )
    assert keys["Ctrl+S"] == 1
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_menu_is_one_column_on_a_beamer(spoken):
    tall = {}
    for menu in spoken.menuBar().findChildren(QMenu):
        menu.aboutToShow.emit()
        columns = {menu.actionGeometry(action).x() for action in menu.actions() if action.text()}
        if len(columns) > 1 or menu.sizeHint().height() > 768 - 30:
            tall[menu.objectName()] = menu.sizeHint().height()
    assert not tall


def test_entries_away_from_their_page_say_what_they_are_about(spoken):
    for about in ("overlay.occupancy", "skills.rule"):
        prefix = about.partition(".")[0]
        titles = [read(command.title()) for command in spoken.commands if command.id.startswith(f"{prefix}.")]
        told = [title.partition(": ")[0] for title in titles if ": " in title]
        assert len(told) == 5, titles
        assert len(set(told)) == 1


def test_what_stands_in_a_menu_in_a_menu_is_found_with_it(spoken):
    assert menus_of(spoken)["export.flow"] == menus_of(spoken)["file.save"]
    assert menus_of(spoken)["view.zoom_in"] == menus_of(spoken)["view.findings"]
