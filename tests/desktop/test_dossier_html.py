"""Tables of the dossier on the screen: room for what words need, long tables folded, text kept as text."""

from __future__ import annotations

import datetime
import re

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop.dossier_html import MOST_ROWS, blocks_html, lacks_html
from organisatiecanvas.models.dossier import Column, Paragraph
from organisatiecanvas.models.dossier.content import table

COLUMNS = (Column("Action"), Column("Start", "date"), Column("Hours", "whole"), Column("Remark"))
ROWS = [["A title of some thirty letters or so", datetime.date(2027, 1, 25), 1200, ""]] * (MOST_ROWS + 2)


def shown(width: int, unfolded: frozenset[str] = frozenset()) -> str:
    return blocks_html([table("t", "Title", COLUMNS, ROWS, "A note")], set(unfolded), width)


def test_widths_add_up_and_short_values_keep_to_a_line(qapp):
    for width in (500, 900):
        percents = [int(found) for found in re.findall(r'width="(\d+)%" align', shown(width))]
        assert len(percents) == 4
        assert 97 <= sum(percents) <= 103
        assert percents[0] == max(percents)
        assert percents[1] / 100 * width > 70  # pixels that a date takes
        assert percents[3] < percents[0] / 2  # nothing stands in it


def test_a_long_table_is_folded_until_more_is_asked_for(qapp):
    assert shown(900).count("<tr>") == MOST_ROWS + 1
    assert "more:t" in shown(900)
    whole = shown(900, frozenset({"t"}))
    assert whole.count("<tr>") == len(ROWS) + 1
    assert "more:t" not in whole


def test_texts_are_no_html(qapp):
    words = blocks_html([Paragraph("a < b\nand <b>c</b>")], set(), 500)
    assert "a &lt; b<br>and &lt;b&gt;" in words
    assert "&lt;i&gt;" in lacks_html(["<i>"], [])


def test_the_words_of_headings_and_names_are_not_broken(qapp):
    application.make_application()
    titles = ["Groep", "Mensen", "Geraakt", "Andere eenheid", "Andere rollen", "Andere uren", "Op te leiden"]
    titles += ["Zonder plek", "Vertrekt"]
    columns = [Column(titles[0]), *(Column(title, "whole") for title in titles[1:])]
    rows = [["Werkvoorbereiding/planning", *([2] * 8)], ["Directie en administratie", *([1] * 8)]]
    found = blocks_html([table("t", "Title", columns, rows)], set(), 574)
    document = QTextDocument()
    document.setDefaultFont(QApplication.font())
    document.setHtml(found)
    document.setTextWidth(574)
    document.documentLayout().documentSize()  # lays out
    broken = []
    block = document.begin()
    while block.isValid():
        ends = [block.layout().lineAt(at).textStart() for at in range(1, block.layout().lineCount())]
        broken += [block.text() for end in ends if not re.search(r"[\s\u200b]$", block.text()[:end])]
        block = block.next()
    assert broken == []
