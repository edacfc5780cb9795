"""Blocks of cells as they are on the clipboard."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import blocks


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("\r\n\r\n", []),
        ("Wim\r\n", [["Wim"]]),
        ("Wim\n", [["Wim"]]),
        ("een\r\n\r\n", [["een"], [""]]),  # Excel: a cell and the empty one below it
        ("\t\n", [["", ""]]),
        ('"a\nb"\t"c ""d"""\r\ne\t', [["a\nb", 'c "d"'], ["e", ""]]),
    ],
)
def test_what_a_spreadsheet_puts_there(text, cells):
    assert blocks.read(text) == cells


@pytest.mark.parametrize("cells", [[["a"], [""]], [[""]], [["a\tb", 'c "d"'], ["e\nf", ""]]])
def test_what_is_written_is_read_again(cells):
    assert blocks.read(blocks.written(cells)) == cells
