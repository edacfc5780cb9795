"""All that the window shows, in both languages: no word of the other language, and a name on every control."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.desktop.window import LANGUAGE_NAMES, MainWindow
from organisatiecanvas.models import interchange, language
from organisatiecanvas.models.document import Document
from tests import walk
from tests.desktop.conftest import close

pytestmark = pytest.mark.journey
CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView, QSlider,
)  # fmt: skip
FIELD = re.compile(r"\{[^}]*\}")
MOST_ROWS = 40  # of a table that are read


class Words:
    """The texts of one language that mean something else, or nothing, in the other."""

    def __init__(self, spoken: str, typed: set[str]) -> None:
        ours, others = set(), set()
        for own, other in sides():
            ours.add(own if spoken == "en" else other)
            others.add(other if spoken == "en" else own)
        self.typed = "\n".join((*typed, *LANGUAGE_NAMES.values()))  # each language goes by its own name
        own = {text.casefold() for text in ours}  # «open» is written «Open» above a column
        self.foreign = {
            text for text in others if text.casefold() not in own and text not in self.typed and len(text) > 1
        }
        self.patterns = with_fields(self.foreign)
        self.ours = with_fields(ours)

    @cache  # noqa: B019 - as long as the test
    def wrong(self, shown: str) -> bool:
        """Whether a text is of the other language."""
        text = plain(shown)
        if text in self.foreign:
            return True
        if text in self.typed:
            return False
        if any(pattern.fullmatch(text) for pattern in self.patterns):
            return not any(pattern.fullmatch(text) for pattern in self.ours)
        parts = re.split(r" · |\n|  ", text)
        return len(parts) > 1 and any(plain(part) in self.foreign for part in parts)


def with_fields(messages: set[str]) -> list[re.Pattern[str]]:
    """Messages that are filled in, as patterns; those that are hardly more than their fields are left out."""
    known = [text for text in messages if "{" in text and len(re.findall(r"[^\W\d_]", FIELD.sub("", text))) > 7]
    return [re.compile(".+".join(map(re.escape, FIELD.split(text)))) for text in known]


def plain(words: str) -> str:
    """Without mark-up, letter, key and the sign that more follows."""
    words = re.sub(r"<[^>]+>", "", words).partition("\t")[0]
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").strip().rstrip("…:").strip()


@cache
def sides() -> list[tuple[str, str]]:
    """Every message in English and Dutch, without letters."""
    found = []
    with (language.LOCALE_DIR / "nl" / "LC_MESSAGES" / "organisatiecanvas.po").open("rb") as file:
        for message in read_po(file, locale="nl"):
            if message.id:
                own = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
                other = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
                found += [(plain(one), plain(two)) for one, two in zip(own, other, strict=True)]
    return found


def texts(root: QWidget) -> Iterator[str]:
    """All that can be read in a widget: what is seen, what tooltips say, what screen readers are told."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisibleTo(root) and widget is not root:
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle() if widget.isWindow() else "")
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(min(widget.count(), MOST_ROWS)))
        if isinstance(widget, QMenu):
            yield from (text for action in widget.actions() for text in (action.text(), action.toolTip()))
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from cells(widget)


def cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = range(1 if isinstance(model, QAbstractListModel) else min(model.columnCount(), MOST_ROWS))
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        for column in columns:
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
            for row in range(min(model.rowCount(), MOST_ROWS)):
                yield str(model.index(row, column).data(role) or "")


def strings(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def nameless(root: QWidget) -> Iterator[str]:
    """Controls of which a screen reader could not say what they are."""
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))
        inner = inner or (isinstance(widget.parent(), QAbstractScrollArea) and widget.parent().viewport() is widget)
        reached = isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reached or inner or isinstance(widget, QHeaderView) or not widget.isVisibleTo(root):
            continue
        if type(widget).__name__ == "QTableCornerButton" or not widget.isEnabled():
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        # On Linux the name of a list that opens, or of a button that opens one, is what is chosen: not what it is for.
        what = QAccessible.Text.Description if isinstance(widget, QComboBox) else QAccessible.Text.Name
        chosen = widget.full if isinstance(widget, widgets.ElidedButton) and widget.property("picks") else ""
        if told.text(what).strip() in ("", chosen):
            owners = [
                type(one).__name__ for one in (widget.parentWidget(), widget.parentWidget().parentWidget()) if one
            ]
            yield f"{type(widget).__name__} {widget.objectName()!r} in {' in '.join(owners)}"


@pytest.fixture
def painted(monkeypatch) -> set[str]:
    """What our own charts paint as text."""
    found: set[str] = set()
    draw = QPainter.drawText

    def watched(painter, *values):
        found.update(value for value in values if isinstance(value, str))
        return draw(painter, *values)

    monkeypatch.setattr(QPainter, "drawText", watched)
    return found


@pytest.fixture(params=["nl", "en"])
def spoken(request, qapp) -> Iterator[str]:
    language.use(request.param)
    application.make_application("light").setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application.translate_qt()
    yield request.param
    language.use("en")
    application.translate_qt()


@pytest.fixture
def empty(spoken) -> Iterator[MainWindow]:
    """A window in that language; its questions are asked for real."""
    settings = Settings()
    settings.set(language=spoken)
    made = MainWindow(settings)
    made.resize(1440, 900)
    made.show()
    walk.wait(0.1)
    yield made
    close(made)


def test_39_every_word_is_of_the_language_chosen_and_every_control_has_a_name(empty, spoken, bosch_file, painted):
    window, read, controls, charts = empty, {}, {}, set()

    def see(where: str, widget: QWidget) -> None:
        widget.grab()
        for text in (*texts(widget), *painted):
            read.setdefault(text, where)
        charts.update(painted)
        painted.clear()
        if not isinstance(widget, QFileDialog):
            for control in nameless(widget):
                controls.setdefault(control, where)

    see("start", window)
    document = Document.open(bosch_file, as_copy=True)
    typed = set(strings(json.loads(interchange.dump(document.organisation))))
    window.show_document(document)
    walk.settle(window)
    for place in walk.places(window):
        for view in walk.views(window, place):
            see(view, window)
    window.workspace.show_place("canvas")
    walk.menus(window, see)
    opened = {name for name, place in list(walk.asking(window)) if see_opened(window, name, place, see)}
    words = Words(spoken, typed)
    assert {text: where for text, where in read.items() if words.wrong(text)} == {}
    assert not controls, "\n".join(f"{one}: {where}" for one, where in controls.items())
    assert {"edit.preferences", "file.open", "file.print", "help.keys", "variant.copy"} <= opened
    assert len(read) > 800
    assert len(charts) > 80


def see_opened(window: MainWindow, name: str, place: str, see: walk.See) -> bool:
    window.workspace.show_place(place)
    return walk.opened(window, name, see)


def test_the_walk_would_see_a_word_of_the_other_language():
    typed = {"Inkoop"}
    dutch, english = Words("nl", typed), Words("en", typed)
    assert dutch.wrong("Lead time")
    assert dutch.wrong("&Preferences…")
    assert not dutch.wrong("Doorlooptijd")
    assert dutch.wrong("Compared with IST")
    assert english.wrong("Doorlooptijd")
    assert english.wrong("Vergeleken met IST")
    assert not english.wrong("Inkoop")
    assert not english.wrong("Lead time")
